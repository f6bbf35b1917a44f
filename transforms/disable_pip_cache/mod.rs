mod cache;
mod environment;
mod version;

use std::collections::BTreeSet;

use crate::edit;
use crate::model::{BaseImage, Manager, Model, PackageCommand, Run, RunForm};
use crate::shell::{Resolved, resolve};
use crate::syntax::{MountKey, mounts};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};
use cache::{Arrival, CacheUse, arrival};
use environment::Environments;
use version::Doubt;

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

    fn cleans(&self) -> &'static [&'static str] {
        &["pip"]
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        cx.refuse_triggers(file, "pip");
        if !file.runs(0..file.document.instructions.len()).any(|(_, run)| run.mentions("pip")) {
            return;
        }
        let caches = CacheUse::of(file);
        // For each stage, what came in the stages that it is, or may be, built FROM; and the doubt at its end.
        let mut arrivals = vec![Arrival::Nothing; file.stages.len()];
        let mut ends: Vec<(Doubt, Environments)> = Vec::with_capacity(file.stages.len());
        for (stage, facts) in file.stages.iter().enumerate() {
            let (doubt, environments) = match facts.base {
                BaseImage::Stage(parent) => ends[parent].clone(),
                _ => (version::at_start(file, stage), Environments::default()),
            };
            let mut known = Known { arrived: arrivals[stage], doubt, environments };
            cx.enter(facts);
            for at in facts.body() {
                known.environments.note(file, at);
                if let Some(run) = file.run(at).filter(|run| run.mentions("pip")) {
                    propose_run(file, (stage, run), &caches, &known, cx);
                    known.doubt = version::after(file, stage, run, known.doubt);
                }
                known.arrived = known.arrived.max(arrival(file, at));
            }
            for &child in &facts.children {
                arrivals[child] = arrivals[child].max(known.arrived);
            }
            ends.push((known.doubt, known.environments));
        }
    }
}

/// What is known where a RUN begins.
struct Known {
    /// What came for pip before.
    arrived: Arrival,
    /// Why pip may be too old.
    doubt: Doubt,
    /// The environments up to and in it.
    environments: Environments,
}

fn propose_run(file: &Model<'_>, (stage, run): (usize, &Run<'_>), caches: &CacheUse, known: &Known, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    if let Err(reason) = &run.script {
        return cx.refuse(at, reason.clone());
    }
    let commands = PackageCommand::of(run);
    let wanting: Vec<_> = commands.iter().filter(|command| wants_flag(command, run)).collect();
    if wanting.is_empty() {
        if let Some(name) = pip_elsewhere(run) {
            cx.refuse(at, format!("`{name}` may be another program than pip"));
        } else if commands.iter().any(|command| has_short_form(command, run)) {
            cx.refuse(at, "`--no-cache` is short for --no-cache-dir, and turns the cache off");
        }
        return;
    }
    if let Some(reason) = reason_to_keep_cache(file, run).or_else(|| used_elsewhere(stage, caches, known)) {
        return cx.refuse(at, reason);
    }
    let mut edits = Vec::new();
    for command in &wanting {
        let Some((_, word)) = command.invocation.subcommand.as_ref() else { continue };
        if command.invocation.opaque_before {
            cx.refuse(at, "a word before the subcommand of pip is only known when it runs");
            continue;
        }
        if let Some(word) = command.invocation.unknown_option {
            // It may be short for `--cache-dir`: pip takes any start of an option that is clear to it.
            cx.refuse(at, format!("the option {} is not known", command.simple.words[word].text(run.text)));
            continue;
        }
        match edit::insert_after(run, &command.simple.words[*word], &["--no-cache-dir"]) {
            Some(edit) => edits.push(edit),
            None => cx.refuse(at, "the subcommand of pip is broken over two lines, or part of another word"),
        }
    }
    if edits.is_empty() {
        return;
    }
    let subcommands: BTreeSet<&str> = wanting.iter().map(|command| command.invocation.subcommand_name()).collect();
    let subcommands: Vec<&str> = subcommands.into_iter().collect();
    cx.change(at, format!("add --no-cache-dir to pip {}", subcommands.join(" and ")))
        .edits(edits)
        .why("the wheels that pip caches are stored in the layer and never read again")
        .saves(Estimate::unknown("pip's cache"))
        .lower_for(Safety::Unsafe, reason_to_doubt(file, (stage, run), &wanting, known))
        .lower_for(
            Safety::Unsafe,
            (known.arrived == Arrival::Home)
                .then(|| "the files that are copied into a home directory may hold a cache".to_owned()),
        )
        .propose();
}

/// The name of a program that looks like the pip of an environment, but lies where none is known to.
fn pip_elsewhere(run: &Run<'_>) -> Option<String> {
    run.simple_commands().iter().find_map(|found| match resolve(found.simple, run.text) {
        Resolved::Other { name } if name.contains('/') && cache::is_pip(&name) => Some(name.into_owned()),
        _ => None,
    })
}

fn wants_flag(command: &PackageCommand<'_>, run: &Run<'_>) -> bool {
    let switched = |name: &str| command.invocation.has(name);
    command.manager == Manager::Pip
        && matches!(command.invocation.subcommand_name(), "install" | "download" | "wheel")
        && !["--no-cache-dir", "--cache-dir", "--dry-run"].into_iter().any(switched)
        && !command.simple.assigns.iter().any(|assign| assign.name.of(run.text).starts_with("PIP_"))
}

/// Whether a call of pip turns the cache off by a name that is cut short, which pip takes.
fn has_short_form(command: &PackageCommand<'_>, run: &Run<'_>) -> bool {
    command.manager == Manager::Pip && command.simple.words.iter().any(|word| word.text(run.text) == "--no-cache")
}

/// Why the cache is wanted, or dealt with in another way.
fn reason_to_keep_cache(file: &Model<'_>, run: &Run<'_>) -> Option<String> {
    for name in ["PIP_NO_CACHE_DIR", "PIP_CACHE_DIR", "PIP_CONFIG_FILE", "XDG_CACHE_HOME"] {
        if file.is_declared(run.at, name) || run.mentions(name) {
            return Some(format!("{name} decides about the cache"));
        }
    }
    let caches = mounts(run.instruction, &run.instruction.command);
    let declared = file.is_declared(run.at, "HOME");
    let home = file.variable(run.at, "HOME").map(|home| home.text);
    let over_cache = caches.iter().find(|mount| {
        let target = mount.get(run.instruction, MountKey::Target).unwrap_or_default();
        let at_home = target.starts_with("/root") || target.starts_with("/home") || target == "/";
        let own_home = declared && home.as_deref().is_none_or(|home| related(home, target));
        let named = target.contains("cache") || target.contains("pip") || target.contains('$');
        let bound = mount.kind(run.instruction) == "bind";
        if bound {
            target.contains(".cache") || own_home && home.as_deref() == Some(target)
        } else {
            named || at_home || own_home
        }
    });
    if let Some(mount) = over_cache {
        return Some(format!("{} may hold the cache", run.instruction.text(mount.span)));
    }
    let calls = ["cache", "config"].into_iter().any(|subcommand| cache::calls_pip(file, run.at, subcommand));
    if calls || run.mentions("pip.conf") || run.mentions(".cache") && !cache::removes_other_caches(run) {
        return Some("the RUN deals with the cache itself".to_owned());
    }
    (run.form == RunForm::Body && run.script.is_err()).then(|| "the heredoc is not understood".to_owned())
}

/// Whether one of two paths is, or holds, the other.
fn related(one: &str, other: &str) -> bool {
    let below = |path: &str, directory: &str| {
        path.trim_end_matches('/')
            .strip_prefix(directory.trim_end_matches('/'))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    below(one, other) || below(other, one)
}

/// Why other instructions need the cache, or decide about it.
fn used_elsewhere(stage: usize, caches: &CacheUse, known: &Known) -> Option<String> {
    let reason = match known.arrived {
        Arrival::Settings => "settings of pip that came before may decide about the cache",
        Arrival::Cache => "a cache that came before may be used",
        _ if caches.reused => "what is removed may be needed to build a package again that the cache keeps",
        _ if caches.named => "another instruction names ~/.cache/pip",
        _ if caches.wanted[stage] => "another instruction counts on ~/.cache, or calls `pip cache`",
        _ if caches.taken[stage] => "the cache, or a directory that holds it, is taken from the stage",
        _ => return None,
    };
    Some(reason.to_owned())
}

/// Why pip might be too old: before 19 it does not build wheels when its cache is off, but installs in another way
/// (pip 18.1, `commands/install.py`).
fn reason_to_doubt(
    file: &Model<'_>,
    (stage, run): (usize, &Run<'_>),
    commands: &[&PackageCommand<'_>],
    known: &Known,
) -> Option<String> {
    let doubt = &known.doubt;
    if doubt.is_none() && version::pinned(run.text) == Some(false) {
        return Some("the RUN picks a version of pip that may be older than 19".to_owned());
    }
    if let Some(home) = known.environments.unknown(run, commands).filter(|_| doubt.is_none()) {
        return Some(format!("which pip lies in {home} is not known, and one before 19 builds in another way"));
    }
    let runtime = file.base(stage).runtime.as_ref().filter(|runtime| runtime.name == "python");
    if let Some(name) = environment::names_old_python(run, commands).filter(|_| doubt.is_none() && runtime.is_none()) {
        return Some(format!("the pip that `{name}` stands for may be older than 19"));
    }
    let version = file.base(stage).runtime.as_ref().and_then(|runtime| runtime.version.as_deref());
    let bundles_old = matches!(version, Some("3.3" | "3.4" | "3.5" | "3.6" | "3.7"));
    if doubt.is_none() && bundles_old && ["venv", "/bin/pip", "/bin/python"].iter().any(|name| run.mentions(name)) {
        return Some("the pip that this Python puts into a new environment may be older than 19".to_owned());
    }
    doubt.clone()
}
