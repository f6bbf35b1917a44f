mod lock;

use crate::edit::{self, Edit};
use crate::model::{BaseImage, Model, NamedFile, Purpose, Run};
use crate::shell::{Invocation, Located, Resolved, resolve, shadows};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct TunePipenv;

static META: Meta = Meta {
    id: "tune-pipenv",
    summary: "Tune pipenv install to keep to the lock file, and drop --dev",
    technique: "leave development dependencies out",
    phase: Phase::Content,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Reproducibility, Saves::Bytes],
    delta: &["**/site-packages/**", "**/bin/**", "**/Pipfile.lock", "~/.cache/pipenv/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for TunePipenv {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("pipenv") {
            return;
        }
        let purpose = Purpose::of(file);
        // For each stage, the lock file at its end, and whether a RUN may have changed what it is for.
        let mut locks: Vec<(NamedFile, bool)> = Vec::with_capacity(file.stages.len());
        for (stage, facts) in file.stages.iter().enumerate() {
            let (mut lock, mut changed) = match facts.base {
                BaseImage::Stage(parent) => locks[parent].clone(),
                _ => Default::default(),
            };
            for at in facts.body() {
                lock.see(file, at, &[lock::NAME]);
                changed |= file.run(at).is_some_and(|run| run.may_change("Pipfile"));
                if let Some(run) = file.run(at).filter(|run| run.mentions("pipenv")) {
                    propose_run(file, (stage, run), (&lock, changed), &purpose, cx);
                }
            }
            locks.push((lock, changed));
        }
    }
}

fn propose_run(
    file: &Model<'_>,
    (stage, run): (usize, &Run<'_>),
    (lock, changed): (&NamedFile, bool),
    purpose: &Purpose,
    cx: &mut Cx<'_>,
) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) if run.mentions("pipenv install") => return cx.refuse(at, reason.clone()),
        Err(_) => return,
    };
    let commands = run.simple_commands();
    let calls: Vec<(&Located<'_>, Invocation<'_>)> = commands
        .iter()
        .filter_map(|found| match resolve(found.simple, run.text) {
            Resolved::Known(pipenv) if installs(&pipenv) => Some((found, pipenv)),
            _ => None,
        })
        .collect();
    for (found, pipenv) in &calls {
        let wants_lock = pipenv.subcommand_name() == "install" && !lock::is_settled(file, run, pipenv);
        let dev = pipenv.has("--dev") && purpose.reaches_an_image(stage);
        if !wants_lock && !dev {
            continue;
        }
        let reason = if !pipenv.is_transparent() {
            Some("a word of the command line of pipenv is not known")
        } else if shadows(script, run.text, "pipenv") {
            Some("it gives the name pipenv another meaning")
        } else if found.place.depth > 0 || calls.len() > 1 {
            Some("the RUN itself decides what is installed when")
        } else {
            None
        };
        if let Some(reason) = reason {
            cx.refuse(at, reason);
            continue;
        }
        let keeps = match (wants_lock, changed) {
            (false, _) => Ok(false),
            (true, true) => Err("a RUN may have changed the Pipfile, which the lock file does not fit then".to_owned()),
            (true, false) => lock::is_there(file, (stage, run), pipenv, lock).map(|()| true),
        };
        let drops = if dev { is_needless(file, stage, run, purpose).map(|()| true) } else { Ok(false) };
        let wanted = |part: Result<bool, String>, what: &str, cx: &mut Cx<'_>| match part {
            Ok(wanted) => wanted,
            Err(reason) => {
                cx.refuse(at, format!("{what}: {reason}"));
                false
            }
        };
        let keeps = wanted(keeps, "without --deploy", cx);
        let drops = wanted(drops, "with --dev", cx);
        if !keeps && !drops {
            continue;
        }
        let Some(edits) = edits(file, run, pipenv, keeps, drops) else {
            cx.refuse(at, "a word of the command line of pipenv is broken over two lines, or part of another word");
            continue;
        };
        let title = match (keeps, drops) {
            (true, false) => "keep to the lock file",
            (false, _) => "leave development packages out",
            (true, true) => "keep to the lock file, and leave development packages out",
        };
        let why = if drops {
            "the image starts a server, and no command of the file is known to need the packages of development"
        } else {
            "without --deploy pipenv resolves anew where the lock file does not fit, so that two builds may differ"
        };
        let bytes = drops.then(|| Estimate::unknown("the development packages"));
        cx.change(at, title).edits(edits).why(why).saves_for(bytes).propose();
    }
}

/// Whether a call installs what the project needs, and no package by its name.
fn installs(pipenv: &Invocation<'_>) -> bool {
    let shown = ["--help", "--version", "--dev-only", "--requirements", "--editable"];
    pipenv.tool == "pipenv"
        && matches!(pipenv.subcommand_name(), "install" | "sync")
        && pipenv.operands.is_empty()
        && !shown.iter().any(|option| pipenv.has(option))
}

/// Whether the development packages that a call asks for are certainly of no use.
fn is_needless(file: &Model<'_>, stage: usize, run: &Run<'_>, purpose: &Purpose) -> Result<(), String> {
    purpose.is_production(stage)?;
    if !purpose.is_of_servers(stage) {
        return Err("somebody asked for it, and what the image starts is no server of an application".to_owned());
    }
    if file.is_declared(run.at, "PIPENV_DEV") || run.mentions("PIPENV_DEV") {
        return Err("PIPENV_DEV decides about development packages".to_owned());
    }
    Ok(())
}

fn edits(file: &Model<'_>, run: &Run<'_>, pipenv: &Invocation<'_>, keeps: bool, drops: bool) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut dev: Vec<usize> = Vec::new();
    for option in pipenv.options.iter().filter(|option| drops && option.name == "--dev") {
        let plain = matches!(pipenv.simple.words[option.word].text(run.text), "--dev" | "-d");
        dev.push(plain.then_some(option.word)?);
    }
    let (_, subcommand) = pipenv.subcommand.as_ref()?;
    match (keeps, dev.as_slice()) {
        (true, [first, rest @ ..]) => {
            edits.push(edit::replace_word(run, &pipenv.simple.words[*first], lock::DEPLOY)?);
            dev = rest.to_vec();
        }
        (true, []) => edits.push(edit::insert_after(run, &pipenv.simple.words[*subcommand], &[lock::DEPLOY])?),
        (false, _) => {}
    }
    if !dev.is_empty() {
        edits.extend(edit::remove_words(file, run, pipenv.simple, &dev)?);
    }
    Some(edits)
}
