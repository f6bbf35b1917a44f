use crate::edit;
use crate::facts::Distro;
use crate::model::{Action, Manager, Model, PackageCommand, Run, RunForm};
use crate::syntax::{MountKey, mounts};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct DisablePipCache;

static META: Meta = Meta {
    id: "disable-pip-cache",
    summary: "Add --no-cache-dir to pip install",
    technique: "keep package caches out of layers",
    phase: Phase::Cleanup,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3042"],
    saves: &[Saves::Bytes],
    delta: &["~/.cache/pip/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for DisablePipCache {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, facts) in file.stages.iter().enumerate() {
            if !facts.ships && !cx.settings().clean_builders {
                continue;
            }
            for (_, run) in file.runs(facts.body()) {
                if run.mentions("pip") {
                    propose_run(file, stage, run, cx);
                }
            }
        }
    }
}

fn propose_run(file: &Model<'_>, stage: usize, run: &Run<'_>, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    if let Err(reason) = &run.script {
        return cx.refuse(at, reason.clone());
    }
    let commands = PackageCommand::of(run);
    let wanting: Vec<_> = commands.iter().filter(|command| wants_flag(command, run)).collect();
    if wanting.is_empty() {
        return;
    }
    if let Some(reason) = reason_to_keep_cache(file, run) {
        return cx.refuse(at, reason);
    }
    let mut edits = Vec::new();
    for command in wanting {
        let Some((_, word)) = command.invocation.subcommand.as_ref() else { continue };
        if command.invocation.opaque_before {
            cx.refuse(at, "a word before `install` is only known when it runs");
            continue;
        }
        if let Some(word) = command.invocation.unknown_option {
            // It may be short for `--cache-dir`: pip takes any start of an option that is clear to it.
            cx.refuse(at, format!("the option {} is not known", command.simple.words[word].text(run.text)));
            continue;
        }
        match edit::insert_after(run, &command.simple.words[*word], &["--no-cache-dir"]) {
            Some(edit) => edits.push(edit),
            None => cx.refuse(at, "the word `install` is broken over two lines"),
        }
    }
    if edits.is_empty() {
        return;
    }
    cx.change(at, "add --no-cache-dir to pip install")
        .edits(edits)
        .why("the wheels that pip caches are stored in the layer and never read again")
        .lower_for(Safety::Unsafe, reason_to_doubt(file, stage))
        .propose();
}

fn wants_flag(command: &PackageCommand<'_>, run: &Run<'_>) -> bool {
    let switched = |name: &str| command.invocation.has(name);
    command.manager == Manager::Pip
        && command.action == Action::Install
        && !["--no-cache-dir", "--cache-dir", "--dry-run"].into_iter().any(switched)
        && !command.simple.assigns.iter().any(|assign| assign.name.of(run.text).starts_with("PIP_"))
}

/// Why the cache is wanted, or dealt with in another way.
fn reason_to_keep_cache(file: &Model<'_>, run: &Run<'_>) -> Option<String> {
    for name in ["PIP_NO_CACHE_DIR", "PIP_CACHE_DIR", "PIP_CONFIG_FILE", "XDG_CACHE_HOME"] {
        if file.is_declared(run.at, name) || run.mentions(name) {
            return Some(format!("{name} decides about the cache"));
        }
    }
    let caches = mounts(run.instruction, &run.instruction.command);
    let over_cache = caches.iter().find(|mount| {
        let target = mount.get(run.instruction, MountKey::Target).unwrap_or_default();
        let home = target.starts_with("/root") || target.starts_with("/home") || target == "/";
        let named = target.contains("cache") || target.contains("pip") || target.contains('$');
        mount.kind(run.instruction) != "bind" && (named || home)
    });
    if let Some(mount) = over_cache {
        return Some(format!("{} may hold the cache", run.instruction.text(mount.span)));
    }
    if run.mentions("pip cache") || run.mentions(".cache") {
        return Some("the RUN deals with the cache itself".to_owned());
    }
    if run.form == RunForm::Body && run.script.is_err() {
        return Some("the heredoc is not understood".to_owned());
    }
    let later = file.stages.iter().flat_map(|stage| stage.body()).filter(|at| *at != run.at);
    let text = file.document.source.text();
    let reader = later.map(|at| file.instruction(at)).find(|one| one.lines.of(text).contains(".cache/pip"));
    reader.map(|_| "another instruction names ~/.cache/pip".to_owned())
}

/// Why pip might be too old to know the flag: it came with pip 6.0 (2014-12, pip's changelog).
fn reason_to_doubt(file: &Model<'_>, stage: usize) -> Option<String> {
    let base = file.base(stage);
    let old_suites = ["squeeze", "wheezy", "jessie", "lucid", "precise", "trusty", "6", "5", "3.1", "3.2"];
    let python = base.runtime.as_ref().is_some_and(|runtime| runtime.name == "python");
    match (base.distro, base.suite) {
        _ if python => None,
        (_, Some(suite)) if old_suites.contains(&suite) => {
            Some(format!("the pip of {suite} may be older than 6.0, which brought the flag"))
        }
        (Some(Distro::Debian | Distro::Ubuntu), None) | (None, _) => {
            Some("the base image is not known, and pip before 6.0 does not take the flag".to_owned())
        }
        _ => None,
    }
}
