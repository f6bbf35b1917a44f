//! Packages that are there to compile become a group, which the RUN that compiles with them deletes.

use super::gaps::only_manages_packages;
use super::row::Row;
use crate::edit::{self, Edit, Layout};
use crate::facts::{self, Builder, Distro, apk_builder, apk_builders_hold_for};
use crate::model::{Action, AppendForm, Manager, Model, PackageCommand, Run};
use crate::shell::{Resolved, Simple, resolve};
use crate::syntax::{Arguments, Form, Healthcheck};
use crate::transform::{Cx, Estimate, Safety};

/// The name of the group.
const GROUP: &str = ".build-deps";

/// Proposes to delete compilers in the RUN that compiles, for the first RUN of a stage that adds some. The RUNs are
/// merged in the next round.
pub(super) fn propose(file: &Model<'_>, layout: &Layout, stage: usize, cx: &mut Cx<'_>) {
    let body = file.stages[stage].body();
    let adds = file.runs(body).filter(|(_, run)| run.mentions("apk")).find(|(_, run)| !builders(run).is_empty());
    // What is named as a group, or deleted in the RUN, was thought of.
    let Some((_, adds)) = adds.filter(|(_, run)| !["--virtual", "-t ", "del "].iter().any(|word| run.mentions(word)))
    else {
        return;
    };
    match edits(file, layout, stage, adds) {
        Err(reason) => cx.refuse(adds.instruction.span, format!("what it adds to compile stays: {reason}")),
        Ok(edits) => cx
            .change(adds.instruction.span, "delete what compiles in the RUN that compiles")
            .edits(edits)
            .why("compilers and headers are as large as what they make, and nothing later in the file needs them")
            .saves(Estimate::unknown("the packages that are deleted again"))
            .lower(
                Safety::Unsafe,
                "a container may compile, look up a library with the help of a compiler, or load one that no table names",
            )
            .propose(),
    }
}

/// The calls of `apk add` in a RUN that name packages which are there to compile.
fn builders<'r>(run: &'r Run<'_>) -> Vec<PackageCommand<'r>> {
    let mut commands = PackageCommand::of(run);
    commands.retain(|command| {
        let is_add = command.manager == Manager::Apk && command.action == Action::Install;
        is_add && command.names(run.text).iter().any(|name| apk_builder(name).is_some())
    });
    commands
}

fn edits(file: &Model<'_>, layout: &Layout, stage: usize, adds: &Run<'_>) -> Result<Vec<Edit>, String> {
    let base = file.base(stage);
    if base.distro != Some(Distro::Alpine) || base.suite.is_some_and(|suite| !apk_builders_hold_for(suite)) {
        return Err("the image is not known to be an Alpine whose packages are known".to_owned());
    }
    if file.mentions(GROUP) {
        return Err(format!("the file has packages called {GROUP}"));
    }
    let [command] = builders(adds).try_into().map_err(|_| "it adds some in several calls of apk".to_owned())?;
    is_service(file, stage)?;
    let end = file.stages[stage].end;
    let (_, compiles) = file.runs(adds.at + 1..end).next().ok_or("no RUN behind it compiles")?;
    let form = compiles_only(file, compiles)?;
    let parts = Parts::of(&command, adds)?;
    (compiles.at + 1..end).try_for_each(|at| needs_none(file, at, &parts))?;
    Row::read(file, adds.at, compiles.at)?;
    let script = compiles.script.as_ref().map_err(Clone::clone)?;
    let delete = ["apk", "del", GROUP];
    let delete =
        edit::append(file, layout, (compiles, form), script, &[&delete]).ok_or("there is no place for apk del")?;
    let mut edits = group(file, layout, adds, &command, &parts).ok_or("its words are broken over several lines")?;
    edits.push(delete);
    Ok(edits)
}

/// Whether a stage brings files of its own and starts something: in an image of tools the compiler may be one of them.
fn is_service(file: &Model<'_>, stage: usize) -> Result<(), String> {
    let any = |wanted: &dyn Fn(&Arguments) -> bool| {
        file.stages[stage].body().any(|at| wanted(&file.instruction(at).command.arguments))
    };
    let brings = any(&|arguments| matches!(arguments, Arguments::Copy(_) | Arguments::Add(_)));
    let starts = any(&|arguments| matches!(arguments, Arguments::Cmd(_) | Arguments::Entrypoint(_)));
    if brings && starts {
        Ok(())
    } else {
        Err("the image starts nothing of its own, and may be one of tools".to_owned())
    }
}

/// The packages of a call of `apk add`.
struct Parts {
    /// The builders among them.
    builders: Vec<&'static Builder>,
    /// The words of the others.
    kept: Vec<usize>,
    /// Packages that must stay once the builders are gone, and that the call does not name.
    runtime: Vec<&'static str>,
}

impl Parts {
    fn of(command: &PackageCommand<'_>, run: &Run<'_>) -> Result<Self, String> {
        if !only_manages_packages(run) {
            return Err("the RUN does more than to add packages".to_owned());
        }
        let value = |word: usize| command.simple.words[word].value(run.text).unwrap_or_default();
        let builder =
            |word: usize| apk_builder(value(word).split(['=', '<', '>', '~', '@']).next().unwrap_or_default());
        let operands = command.invocation.operands.iter().copied();
        let (builders, kept): (Vec<usize>, Vec<usize>) = operands.partition(|&word| builder(word).is_some());
        let builders: Vec<&'static Builder> = builders.into_iter().filter_map(builder).collect();
        let named = |name: &str| kept.iter().any(|&word| value(word) == name);
        let mut runtime: Vec<&'static str> = Vec::new();
        for name in builders.iter().flat_map(|builder| &builder.runtime) {
            if !named(name) && !runtime.contains(&name.as_str()) {
                runtime.push(name);
            }
        }
        Ok(Self { builders, kept, runtime })
    }

    /// A program of the builders that a text names.
    fn program_in(&self, text: &str) -> Option<&'static str> {
        let words = || text.split(|ch: char| !(ch.is_ascii_alphanumeric() || "+-_.".contains(ch)));
        let mut programs = self.builders.iter().flat_map(|builder| &builder.programs).map(String::as_str);
        programs.find(|program| words().any(|word| word == *program))
    }
}

/// The edits that make a group of the builders: what stays is added in front of it.
fn group(
    file: &Model<'_>,
    layout: &Layout,
    run: &Run<'_>,
    command: &PackageCommand<'_>,
    parts: &Parts,
) -> Option<Vec<Edit>> {
    let script = run.script.as_ref().ok()?;
    let anchor = &command.simple.words[command.flag_anchor()?];
    let mut edits = vec![edit::insert_after(run, anchor, &["--virtual", GROUP])?];
    if parts.kept.is_empty() && parts.runtime.is_empty() {
        return Some(edits);
    }
    let operands = &command.invocation.operands;
    let words =
        command.simple.words.iter().enumerate().filter(|(at, _)| !operands.contains(at) || parts.kept.contains(at));
    let words = words.map(|(_, word)| word.text(run.text)).chain(parts.runtime.iter().copied());
    let words: Vec<&str> = words.collect();
    let index = run.step_of(script, command.simple)?;
    edits.push(edit::insert_step(file, layout, run, script, index, &words)?);
    edits.extend(edit::remove_words(file, run, command.simple, &parts.kept)?);
    Some(edits)
}

/// How `apk del` comes behind a RUN that installs packages of a language, and does nothing else that is not plain.
fn compiles_only(file: &Model<'_>, run: &Run<'_>) -> Result<AppendForm, String> {
    let commands = run.simple_commands();
    let installs = |simple: &Simple| match resolve(simple, run.text) {
        Resolved::Known(known) => {
            let installs = matches!(
                (known.tool, known.subcommand_name()),
                ("pip", "install") | ("npm", "install" | "ci") | ("gem", "install") | ("bundle", "install")
            );
            installs && known.wrappers.is_empty()
        }
        _ => false,
    };
    if !commands.iter().any(|found| installs(found.simple)) {
        return Err("the next RUN installs no packages of a language".to_owned());
    }
    if let Some(other) = commands.iter().find(|found| !installs(found.simple) && !is_plain(found.simple, run)) {
        return Err(format!("`{}` of the next RUN may do anything", other.simple.span.of(run.text)));
    }
    file.append(run)
}

/// Whether a command handles files, and runs nothing that anyone compiled.
fn is_plain(simple: &Simple, run: &Run<'_>) -> bool {
    let plain = |name: &str| facts::is_plain(name) || (facts::handles_files(name) && name != "find");
    simple.name(run.text).is_none_or(|name| plain(&name))
}

/// Whether an instruction behind the RUN that compiles needs nothing of what is deleted, as far as can be seen.
fn needs_none(file: &Model<'_>, at: usize, parts: &Parts) -> Result<(), String> {
    let instruction = file.instruction(at);
    let text = instruction.lines.of(file.document.source.text());
    match &instruction.command.arguments {
        Arguments::Run(_) => {
            let run = file.run(at).filter(|run| run.script.is_ok()).ok_or("a later RUN is not understood")?;
            let commands = run.simple_commands();
            if let Some(other) = commands.iter().find(|found| !is_plain(found.simple, run)) {
                return Err(format!("`{}` in a later RUN may need it", other.simple.span.of(run.text)));
            }
        }
        Arguments::Onbuild(_) => return Err("a trigger may need it".to_owned()),
        Arguments::Cmd(form) | Arguments::Entrypoint(form) | Arguments::Healthcheck(Healthcheck::Command(form)) => {
            let starts = match form {
                Form::Exec { items, .. } => {
                    items.iter().map(|item| item.text(&instruction.logical)).collect::<Vec<_>>().join(" ")
                }
                Form::Shell(span) => instruction.text(*span).to_owned(),
            };
            if let Some(program) = parts.program_in(&starts) {
                return Err(format!("containers run {program}"));
            }
        }
        _ => {}
    }
    match parts.program_in(text).filter(|_| file.run(at).is_some()) {
        Some(program) => Err(format!("a later RUN names {program}")),
        None => Ok(()),
    }
}
