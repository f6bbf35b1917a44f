use crate::model::{Model, Run};
use crate::shell::{AndOr, AndOrOp, Command, Pipeline, Simple};
use crate::syntax::Arguments;
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectLostState;

static META: Meta = Meta {
    id: "detect-lost-state",
    summary: "Detect cd, export and umask that end with their RUN",
    equivalents: &["DL3003"],
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectLostState {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (_, run) in file.runs(0..file.document.instructions.len()) {
            if !["cd ", "pushd ", "export ", "umask "].iter().any(|name| run.mentions(name)) {
                continue;
            }
            let Ok(script) = &run.script else { continue };
            let Some(last) = script.list.items.last() else { continue };
            let Some((simple, before)) = last_command(&last.and_or) else { continue };
            let alone = before.is_empty() && script.list.items.len() == 1;
            // Who goes somewhere and back puts things in order.
            if !alone && moves(run, &script.list.items[..script.list.items.len() - 1], &before) {
                continue;
            }
            judge(file, run, (simple, alone), cx);
        }
    }
}

/// The last command of a chain of `&&`, and the pipelines before it.
fn last_command(list: &AndOr) -> Option<(&Simple, Vec<&Pipeline>)> {
    let mut all: Vec<&Pipeline> = list.pipelines().collect();
    let last = all.pop()?;
    let chained = list.rest.iter().all(|link| link.op == AndOrOp::And);
    match (last.commands.as_slice(), last.bang) {
        ([Command::Simple(simple)], None) if chained => Some((simple, all)),
        _ => None,
    }
}

/// Whether something before the last command changes the directory, or is no simple command.
fn moves(run: &Run<'_>, items: &[crate::shell::Item], before: &[&Pipeline]) -> bool {
    let all = items.iter().flat_map(|item| item.and_or.pipelines()).chain(before.iter().copied());
    all.flat_map(|pipeline| &pipeline.commands).any(|command| match command {
        Command::Simple(simple) => {
            simple.name(run.text).is_none_or(|name| matches!(&*name, "cd" | "pushd" | "popd" | "export"))
        }
        Command::Compound(_) => true,
    })
}

/// Whether a WORKDIR, which says the same or does not depend on where one is, stands before all that could.
fn workdir_follows(file: &Model<'_>, at: usize, directory: &str) -> bool {
    let end = file.stage_of(at).map_or(at, |stage| file.stages[stage].end);
    (at + 1..end).map(|later| file.instruction(later)).find_map(|later| match &later.command.arguments {
        Arguments::Workdir(path) => {
            let path = later.text(*path).trim_matches(['"', '\'']);
            Some(path.starts_with('/') || path.trim_end_matches('/') == directory.trim_end_matches('/'))
        }
        Arguments::Run(_)
        | Arguments::Copy(_)
        | Arguments::Add(_)
        | Arguments::Cmd(_)
        | Arguments::Entrypoint(_)
        | Arguments::Healthcheck(_)
        | Arguments::Onbuild(_) => Some(false),
        _ => None,
    }) == Some(true)
}

fn judge(file: &Model<'_>, run: &Run<'_>, (simple, alone): (&Simple, bool), cx: &mut Cx<'_>) {
    let words: Vec<_> = simple.words.iter().map(|word| word.text(run.text)).collect();
    let Some((name, arguments)) = words.split_first() else { return };
    let workdir = file.state(run.at).workdir.as_deref();
    let (severity, instruction) = match (*name, arguments) {
        ("cd" | "pushd", [directory]) => {
            let back = matches!(*directory, "-" | ".." | "." | "/" | "~");
            if back || workdir.is_some_and(|workdir| workdir.trim_end_matches('/') == directory.trim_end_matches('/')) {
                return;
            }
            let last = file.stage_of(run.at).is_none_or(|stage| file.stages[stage].end == run.at + 1);
            let harmless = last || workdir_follows(file, run.at, directory);
            let severity = if alone && !harmless { Severity::Error } else { Severity::Warning };
            (severity, Some(format!("WORKDIR {directory}")))
        }
        ("export", all) if !all.is_empty() && all.iter().all(|one| one.contains('=') && !one.starts_with('-')) => {
            (Severity::Warning, Some(format!("ENV {}", arguments.join(" "))))
        }
        ("umask", [_]) => (Severity::Warning, None),
        _ => return,
    };
    // An instruction knows neither the home directory nor substitutions, nor the variables of the shell.
    let plain = |text: &String| {
        !text.contains(['~', '`', '\'']) && file.expand(run.at, text).is_some_and(|_| !text.contains("$("))
    };
    let known = |text: &String| {
        plain(text) || (text.starts_with("ENV PATH=") && !text.replace("$PATH", "").contains(['~', '`', '(', '$']))
    };
    let repair = match instruction.filter(known) {
        Some(instruction) => format!("write `{instruction}`, or the commands that need it behind it in this RUN"),
        None => "write the commands that need it behind it in the same RUN".to_owned(),
    };
    let text = simple.span.of(run.text);
    cx.report(severity, run.cover(simple.span), format!("`{text}` ends with this RUN"))
        .because("each RUN has a shell of its own, so that no later instruction sees it")
        .repair(repair);
}
