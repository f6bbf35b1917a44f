use crate::facts::{Distro, is_python_program};
use crate::model::{Model, Provenance, StageCopy, Start, User};
use crate::syntax::{Arguments, Form};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectUnreadableCopy;

static META: Meta = Meta {
    id: "detect-unreadable-copy",
    summary: "Detect files in /root of an image that runs as somebody else",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectUnreadableCopy {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("--from=") {
            return;
        }
        for stage in 0..file.stages.len() {
            programs_off_path(file, stage, cx);
            let User::Other(user) = &file.final_state(stage).user else { continue };
            // Who has no home of root's makes one that all may enter.
            let system = matches!(file.base(stage).distro, Some(Distro::Debian | Distro::Ubuntu | Distro::Alpine));
            if !system || !file.stages[stage].ships || !names_user(file, stage) || opens_root(file, stage) {
                continue;
            }
            for copy in file.copies_from_stages(stage).iter().filter(|copy| copy.certain) {
                let destination = copy.destination.as_deref().unwrap_or_default();
                if destination == "/root" || destination.starts_with("/root/") {
                    cx.report(Severity::Error, copy.span, format!("`{user}` cannot read `{destination}`"))
                        .because("only root may enter `/root`, and Python and others look in the home of the user who runs them")
                        .repair("copy it to a directory of that user or of all, such as a virtual environment in `/opt/venv`");
                }
            }
        }
    }
}

/// Whether a RUN may let others into `/root`, or move what is in it.
fn opens_root(file: &Model<'_>, stage: usize) -> bool {
    let opens =
        |text: &str| text.contains("/root") || text.contains("~") || text.contains("chmod") && text.contains("HOME");
    let source = file.document.source.text();
    let mut stages = file.lineage(stage).flat_map(|stage| file.stages[stage].body());
    let begins_there = |at: usize| file.state(at).workdir.as_deref().is_some_and(|path| path.starts_with("/root"));
    stages.any(|at| file.run(at).is_some_and(|run| begins_there(at) || opens(run.instruction.lines.of(source))))
}

/// Whether the last USER is somebody else in every build, and no second name of root.
fn names_user(file: &Model<'_>, stage: usize) -> bool {
    let mut all = file.lineage(stage).flat_map(|stage| file.stages[stage].body().rev());
    let word = all.find_map(|at| match &file.instruction(at).command.arguments {
        Arguments::User(word) => Some(file.expand(at, file.instruction(at).text(*word))),
        _ => None,
    });
    word.flatten().is_some_and(|word| word.provenance == Provenance::Literal)
        && !file.runs_mention(stage, &["-u 0", "-u0", "--uid 0", "--uid=0", "--non-unique", "-ou"])
}

/// Reports a tree of `pip install --user` whose programs the stage starts by name and has not on its PATH.
fn programs_off_path(file: &Model<'_>, stage: usize, cx: &mut Cx<'_>) {
    if !file.mentions("/.local") || !file.mentions("--user") || !file.stages[stage].ships {
        return;
    }
    let is_tree = |copy: &&StageCopy| {
        copy.certain && copy.source.ends_with("/.local") && file.runs_mention(copy.donor, &["--user"])
    };
    let copies = file.copies_from_stages(stage);
    let Some(copy) = copies.iter().find(is_tree) else { return };
    let Some(destination) = copy.destination.as_deref() else { return };
    let Some(program) = started(file, stage).filter(|program| is_python_program(program)) else { return };
    let source = file.document.source.text();
    let mut stages = file.lineage(stage).flat_map(|stage| file.stages[stage].body());
    let reaches = stages.any(|at| {
        let instruction = file.instruction(at);
        let text = instruction.lines.of(source);
        match instruction.command.arguments {
            Arguments::Env(_) => text.contains("PATH"),
            Arguments::Run(_) => [".local", "PATH", "install", "ln "].iter().any(|word| text.contains(word)),
            Arguments::Copy(_) | Arguments::Add(_) => text.contains("bin"),
            _ => false,
        }
    });
    if !reaches {
        cx.report(Severity::Warning, copy.span, format!("`{program}` is in `{destination}/bin`, which is not on PATH"))
            .because(format!("the container starts `{program}` by its name, and that directory is not looked into"))
            .repair(format!("add `ENV PATH={destination}/bin:$PATH`"));
    }
}

/// The program that containers of the stage start by its bare name.
fn started(file: &Model<'_>, stage: usize) -> Option<String> {
    let start = Start::of(file, stage);
    let at = start.entrypoint.or(start.cmd)?;
    let instruction = file.instruction(at);
    let word = match Start::form(file, at)? {
        Form::Exec { items, .. } => items.first()?.text(&instruction.logical).to_owned(),
        Form::Shell(span) => instruction.text(*span).split_whitespace().next()?.to_owned(),
    };
    Some(word)
}
