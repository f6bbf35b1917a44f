mod words;

use crate::edit::{self, Edit, Reach};
use crate::facts::{runs_the_rest, starts_by_itself};
use crate::model::{Model, Provenance, Start};
use crate::syntax::{Arguments, Form, Keyword, Span};
use crate::transform::{Cx, Meta, Phase, Safety, Transform};

pub(super) struct UseExecForm;

static META: Meta = Meta {
    id: "use-exec-form",
    summary: "Use the exec form of CMD and ENTRYPOINT where no shell is needed",
    technique: "start programs without a shell",
    phase: Phase::Runtime,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3025", "JSONArgsRecommended"],
    saves: &[],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for UseExecForm {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Cmd, Keyword::Entrypoint], config: &["CMD", "ENTRYPOINT"] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, _) in file.stages.iter().enumerate().filter(|(_, facts)| facts.ships) {
            let own = Start::within(file, stage);
            for at in [own.entrypoint, own.cmd].into_iter().flatten() {
                let Some(text) = Start::form(file, at).and_then(Form::shell) else { continue };
                if file.instruction(at).text(text).is_empty() {
                    continue;
                }
                match exec_form(file, stage, at, text) {
                    Ok(edits) => cx
                        .change(file.instruction(at).span, title(file, at))
                        .edits(edits)
                        .why("the program gets its signals and arguments itself, whichever shell the image has")
                        .propose(),
                    Err(reason) => cx.refuse(file.instruction(at).span, reason),
                }
            }
        }
    }
}

fn title(file: &Model<'_>, at: usize) -> String {
    let keyword = file.instruction(at).keyword().map_or("", Keyword::as_str);
    format!("write {keyword} in exec form")
}

/// The edits that turn the words of a CMD or ENTRYPOINT into a JSON array, or why they stay.
fn exec_form(file: &Model<'_>, stage: usize, at: usize, text: Span) -> Result<Vec<Edit>, String> {
    let instruction = file.instruction(at);
    let words = words::read(instruction.text(text))?;
    if file.document.escape != b'\\' {
        return Err("the escape character is a backtick, as in files for Windows".to_owned());
    }
    if *file.state(at).shell != ["/bin/sh", "-c"] {
        return Err("SHELL is not the default one, so the program may depend on what that shell sets up".to_owned());
    }
    if file.base(stage).own_commands.is_none() || file.base_provenance(stage) != Some(Provenance::Literal) {
        return Err("the base image is not known, and it may have a SHELL or an ENTRYPOINT of its own".to_owned());
    }
    let program = words.program.of(instruction.text(text));
    if program.contains('=') {
        return Err(format!("{program} is an assignment, which only a shell makes"));
    }
    if !starts_by_itself(program) {
        return Err(format!(
            "{program} may be built into the shell, or a script without `#!`, which only a shell starts"
        ));
    }
    if is_copied(file, stage, program) {
        return Err(format!("a file of the name of {program} is copied in, which may be a script without `#!`"));
    }
    match instruction.command.arguments {
        Arguments::Cmd(_) => cmd_is_run(file, stage, program)?,
        _ => no_cmd(file, stage)?,
    }
    let base = text.start as usize;
    let last = words.all.len() - 1;
    let quoted = words.all.iter().enumerate().map(|(number, &(range, word))| {
        let word = word.of(instruction.text(text));
        let open = if number == 0 { "[" } else { "" };
        let close = if number == last { "]" } else { "," };
        edit::replace(instruction, range.shift(base), &format!("{open}\"{word}\"{close}"))
    });
    quoted.collect::<Option<_>>().ok_or_else(|| "a word is broken over two lines".to_owned())
}

/// Whether the build context brings a file of the name of a program. One that is started as `./program`, or whose name
/// says that it is a script, is expected to come from there.
fn is_copied(file: &Model<'_>, stage: usize, program: &str) -> bool {
    let name = |path: &str| path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let program_name = name(program);
    let of_project = program.starts_with("./") || program_name.contains('.');
    !of_project
        && file.lineage(stage).flat_map(|stage| file.stages[stage].body()).any(|at| {
            let instruction = file.instruction(at);
            let (Arguments::Copy(transfer) | Arguments::Add(transfer)) = &instruction.command.arguments else {
                return false;
            };
            let paths = transfer.sources.iter().chain(&transfer.destination);
            instruction.command.flag(&instruction.logical, "from").is_none()
                && paths.map(|path| name(path.text(&instruction.logical))).any(|path| path == program_name)
        })
}

/// Checks that the ENTRYPOINT in force runs the CMD as it is, whatever it is.
fn cmd_is_run(file: &Model<'_>, stage: usize, program: &str) -> Result<(), String> {
    let mut later = false;
    file.for_each_descendant(stage, &mut |stage| later |= Start::within(file, stage).entrypoint.is_some());
    if later {
        return Err("a stage built FROM this one has an ENTRYPOINT".to_owned());
    }
    let entrypoint = Start::of(file, stage).entrypoint;
    match entrypoint.map(|at| (at, Start::form(file, at))) {
        Some((at, Some(Form::Exec { items, .. }))) => {
            let logical = &file.instruction(at).logical;
            let mut items = items.iter().map(|item| item.text(logical));
            match items.next() {
                None => Ok(()),
                Some(first) if runs_the_rest(first) && items.all(|item| item.starts_with('-')) => Ok(()),
                Some(first) => Err(format!("CMD is passed to {first}, and what that makes of it is not known")),
            }
        }
        Some(_) => Err("the ENTRYPOINT in shell form takes no arguments, so CMD has no effect".to_owned()),
        None if file.base(stage).own_commands.is_some_and(|own| own.iter().any(|word| word == program)) => {
            Err(format!("the entrypoint of the base image does more for {program} than for a shell that starts it"))
        }
        None => Ok(()),
    }
}

/// Checks that there is no CMD: in shell form an ENTRYPOINT ignores it, in exec form it is appended.
fn no_cmd(file: &Model<'_>, stage: usize) -> Result<(), String> {
    let mut cmd = Start::of(file, stage).cmd.is_some();
    file.for_each_descendant(stage, &mut |stage| cmd |= Start::within(file, stage).cmd.is_some());
    if cmd {
        Err("in exec form the arguments of CMD would be appended, which are ignored now".to_owned())
    } else {
        Ok(())
    }
}
