mod bash;
mod pipes;

use std::collections::HashSet;

use crate::edit::{self, Edit, Layout, Reach};
use crate::facts::Sh;
use crate::model::{Model, Provenance, Run, RunForm};
use crate::shell::effects::Dialect;
use crate::shell::{AndOrOp, Command, Script, Simple};
use crate::syntax::{Arguments, Form, Healthcheck, Keyword};
use crate::transform::{Cx, Meta, OptionKind, OptionSpec, Phase, Safety, Transform};

pub(super) struct SetPipefail;

static META: Meta = Meta {
    id: "set-pipefail",
    summary: "Set pipefail where a download stands in front of a pipe",
    technique: "fail where something is wrong",
    phase: Phase::Runtime,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL4006"],
    saves: &[],
    delta: &[],
    options: &[OptionSpec {
        name: "plain-sh",
        kind: OptionKind::Bool { default: false },
        doc: "also in RUNs of /bin/sh that is ash or bash in the image, of which linters say that sh has no pipefail",
    }],
    docs: include_str!("README.md"),
};

/// The SHELL that asks how every part of a pipe ended.
const SHELL: &str = r#"SHELL ["/bin/bash", "-o", "pipefail", "-c"]"#;

impl Transform for SetPipefail {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Run, Keyword::Shell], config: &["SHELL"] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("|") {
            return;
        }
        let layout = Layout::of(file);
        // Stages that get a SHELL, with those built FROM them.
        let mut covered = HashSet::new();
        for (stage, facts) in file.stages.iter().enumerate() {
            let mut by_shell = Vec::new();
            for (at, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("|")) {
                let Ok(script) = &run.script else { continue };
                if is_set(file, run) || !pipes::is_wanted(run, script, errexit(file, run, script)) {
                    continue;
                }
                match sh(file, stage, run) {
                    Err(reason) => cx.refuse(run.instruction.span, reason),
                    Ok(Sh::Dash) => by_shell.push(at),
                    Ok(_) if is_plain_sh(file, at) && !cx.flag("plain-sh") => cx.refuse(
                        run.instruction.span,
                        "`set -o pipefail` is right in /bin/sh of this image, but linters report it (SC3040); the option \
                         `plain-sh` allows it",
                    ),
                    Ok(Sh::Bash | Sh::Ash) => match within(file, &layout, run, script) {
                        Err(reason) => cx.refuse(run.instruction.span, reason),
                        Ok(edits) => cx
                            .change(run.instruction.span, "set pipefail for the pipes of the RUN")
                            .edits(edits)
                            .why("a download that fails is taken for an empty one, and the build goes on")
                            .propose(),
                    },
                }
            }
            if !by_shell.is_empty() && !covered.contains(&stage) && above(file, stage, &by_shell, cx) {
                file.for_each_descendant(stage, &mut |stage| {
                    covered.insert(stage);
                });
            }
        }
    }
}

/// Whether what is called sh runs a RUN.
fn is_plain_sh(file: &Model<'_>, at: usize) -> bool {
    file.state(at).shell.first().is_some_and(|program| program.rsplit('/').next() == Some("sh"))
}

/// Whether pipefail is in force, or the RUN deals with it.
fn is_set(file: &Model<'_>, run: &Run<'_>) -> bool {
    run.mentions("pipefail") || file.state(run.at).interpreter.as_ref().is_ok_and(|shell| shell.pipefail)
}

/// The command at the begin of the script that sets options of the shell, if all of them are known.
fn options<'s>(run: &Run<'_>, script: &'s Script) -> Option<&'s Simple> {
    let [Command::Simple(first)] = script.list.items.first()?.and_or.first.commands.as_slice() else { return None };
    let plain = first.redirects.is_empty() && first.assigns.is_empty() && first.words.len() > 1;
    let known = |word: &str| {
        word.strip_prefix('-').is_some_and(|letters| {
            !letters.is_empty() && letters.chars().all(|letter| matches!(letter, 'e' | 'u' | 'x'))
        })
    };
    let mut words = first.words.iter().skip(1).map(|word| word.text(run.text));
    (plain && first.name(run.text)? == "set" && words.all(known)).then_some(first)
}

fn errexit(file: &Model<'_>, run: &Run<'_>, script: &Script) -> bool {
    let option = |word: &crate::shell::Word| word.text(run.text).contains('e');
    file.state(run.at).interpreter.as_ref().is_ok_and(|shell| shell.errexit)
        || options(run, script).is_some_and(|set| set.words.iter().skip(1).any(option))
}

/// The program that runs a RUN, as far as it matters here.
fn sh(file: &Model<'_>, stage: usize, run: &Run<'_>) -> Result<Sh, &'static str> {
    let state = file.state(run.at);
    let program = state.shell.first().map_or("", |program| program.rsplit('/').next().unwrap_or(program));
    match (program, state.interpreter.as_ref().map(|shell| shell.dialect)) {
        ("ash" | "busybox", _) => return Ok(Sh::Ash),
        ("sh", _) => {}
        (_, Ok(Dialect::Bash)) => return Ok(Sh::Bash),
        _ => return Err("SHELL is one that has no pipefail"),
    }
    let base = file.base(stage);
    match base.sh.filter(|_| file.base_provenance(stage) == Some(Provenance::Literal)) {
        None => Err("which program /bin/sh is in the base image is not known, and dash has no pipefail"),
        Some(_) if replaces_sh(file, stage, run.at) => Err("a RUN above puts another program at /bin/sh"),
        Some(Sh::Dash) if *state.shell != ["/bin/sh", "-c"] => Err("SHELL is one that has no pipefail"),
        Some(sh) => Ok(sh),
    }
}

/// Whether a RUN above puts another program at `/bin/sh`.
fn replaces_sh(file: &Model<'_>, stage: usize, limit: usize) -> bool {
    let bodies = file.lineage(stage).flat_map(|stage| file.stages[stage].body());
    let is_above = |&at: &usize| at < limit && file.run(at).is_some();
    bodies.filter(is_above).filter_map(|at| file.run(at)).any(|run| {
        let names_it = |simple: &Simple| simple.words.iter().skip(1).any(|word| word.text(run.text) == "/bin/sh");
        let puts = |name: &str| matches!(name, "ln" | "cp" | "mv" | "update-alternatives" | "dpkg-divert");
        let mut commands = run.simple_commands().into_iter();
        run.mentions("binsh")
            || run.mentions("/bin/sh")
                && commands
                    .any(|found| found.simple.name(run.text).is_none_or(|name| puts(&name)) && names_it(found.simple))
    })
}

/// The edits that set pipefail for one RUN.
fn within(file: &Model<'_>, layout: &Layout, run: &Run<'_>, script: &Script) -> Result<Vec<Edit>, String> {
    pipes::all_end_well(run, script)?;
    if let Some(set) = options(run, script) {
        return extend(run, set).ok_or_else(|| "the options of set are broken over two lines".to_owned());
    }
    if run.form == RunForm::Body {
        return Err("a heredoc script has other rules for failures".to_owned());
    }
    let command = ["set", "-o", "pipefail"];
    let edit = match script.list.items.as_slice() {
        [only] if only.and_or.rest.iter().all(|link| link.op == AndOrOp::And) => {
            edit::insert_step(file, layout, run, script, 0, &command)
        }
        _ => edit::insert_list(file, run, script, 0, &command),
    };
    edit.map(|edit| vec![edit]).ok_or_else(|| "there is no place for another command".to_owned())
}

/// `set -ex` becomes `set -exo pipefail`, `set -e -x` becomes `set -e -x -o pipefail`.
fn extend(run: &Run<'_>, set: &Simple) -> Option<Vec<Edit>> {
    let last = set.words.last()?;
    if set.words.len() > 2 {
        return Some(vec![edit::insert_after(run, last, &["-o", "pipefail"])?]);
    }
    let letters = format!("{}o", last.text(run.text));
    Some(vec![edit::replace_word(run, last, &letters)?, edit::insert_after(run, last, &["pipefail"])?])
}

/// Puts a SHELL above the first of `wanted` from which on it is right; says whether it did.
fn above(file: &Model<'_>, stage: usize, wanted: &[usize], cx: &mut Cx<'_>) -> bool {
    let Some(&first) = wanted.first() else { return false };
    let mut wrong: Option<(usize, String)> = None;
    let mut judge = |at: usize| {
        if let Err(reason) = in_bash(file, at) {
            let line = file.document.source.position(file.instruction(at).span.start as usize).line;
            wrong = Some((at, format!("{reason} (line {line}), and SHELL would reach it")));
        }
    };
    let own = file.stages[stage].body();
    let is_shell = |at: usize| matches!(file.instruction(at).command.arguments, Arguments::Shell(_));
    let end = (first..own.end).find(|&at| is_shell(at)).unwrap_or(own.end);
    (first..end).for_each(&mut judge);
    let passed_on = end == own.end;
    let mut heirs = Vec::new();
    if passed_on {
        file.for_each_descendant(stage, &mut |stage| heirs.push(stage));
    }
    // The shell of a health check is the last one.
    let family = file.lineage(stage).chain(heirs.iter().copied());
    let checks = family.flat_map(|stage| file.stages[stage].body()).find(|&at| is_shell_check(file, at));
    if let Some(at) = checks.filter(|_| passed_on) {
        judge(at);
    }
    for heir in heirs {
        file.stages[heir].body().take_while(|&at| !is_shell(at)).for_each(&mut judge);
    }
    let place = match &wrong {
        None => Some(first),
        Some((at, _)) if *at < own.end && *at >= first => wanted.iter().copied().find(|next| next > at),
        Some(_) => None,
    };
    if let Some((at, reason)) = &wrong {
        for &here in wanted.iter().filter(|&&here| place.is_none() || here <= *at) {
            cx.refuse(file.instruction(here).span, reason.clone());
        }
    }
    let Some(place) = place else { return false };
    match edit::place_above(file, place, &[SHELL.to_owned()]) {
        Some(edit) => cx
            .change(file.instruction(place).span, "run what follows in bash with pipefail")
            .edit(edit)
            .why("a download that fails is taken for an empty one, and the build goes on; /bin/sh here has no pipefail")
            .propose(),
        None => return false,
    }
    true
}

fn is_shell_check(file: &Model<'_>, at: usize) -> bool {
    matches!(&file.instruction(at).command.arguments, Arguments::Healthcheck(Healthcheck::Command(Form::Shell(_))))
}

/// Checks that an instruction does the same where SHELL is bash with pipefail.
fn in_bash(file: &Model<'_>, at: usize) -> Result<(), String> {
    match &file.instruction(at).command.arguments {
        Arguments::Cmd(Form::Shell(_)) => Err("CMD in shell form is started by SHELL".to_owned()),
        Arguments::Entrypoint(Form::Shell(_)) => Err("ENTRYPOINT in shell form is started by SHELL".to_owned()),
        Arguments::Healthcheck(Healthcheck::Command(Form::Shell(_))) => {
            Err("HEALTHCHECK in shell form is started by SHELL".to_owned())
        }
        Arguments::Onbuild(_) => Err("ONBUILD leaves instructions for images that inherit SHELL".to_owned()),
        Arguments::Run(Form::Shell(_)) => {
            let Some(run) = file.run(at) else { return Ok(()) };
            let script = run.script.as_ref().map_err(Clone::clone)?;
            bash::reads_alike(file, run, script)?;
            pipes::all_end_well(run, script)
        }
        _ => Ok(()),
    }
}
