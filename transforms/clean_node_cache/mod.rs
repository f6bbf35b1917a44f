mod cache;
mod yarn;

use std::cell::LazyCell;

use crate::edit::{self, Edit, Layout};
use crate::model::{Model, NodeInstall, NodeManager, Run, User};
use crate::shell::Script;
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};
use cache::CacheUse;

pub(super) struct CleanNodeCache;

static META: Meta = Meta {
    id: "clean-node-cache",
    summary: "Clean the cache of npm or yarn in the RUN that filled it",
    technique: "clean up in the layer that made the mess",
    phase: Phase::Cleanup,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3060"],
    saves: &[Saves::Bytes],
    delta: &["~/.npm/**", "~/.cache/yarn/**", "/usr/local/share/.cache/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for CleanNodeCache {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn cleans(&self) -> &'static [&'static str] {
        &["npm", "yarn"]
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let names = |run: &Run<'_>| NodeManager::ALL.iter().any(|manager| run.mentions(manager.as_str()));
        if !file.runs(0..file.document.instructions.len()).any(|(_, run)| names(run)) {
            return;
        }
        let caches = LazyCell::new(|| CacheUse::of(file));
        let layout = Layout::of(file);
        for (stage, facts) in file.stages.iter().enumerate() {
            cx.enter(facts);
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| names(run)) {
                propose_run(file, &layout, (stage, run), &caches, cx);
            }
        }
    }
}

fn propose_run(file: &Model<'_>, layout: &Layout, (stage, run): (usize, &Run<'_>), caches: &CacheUse, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) => return cx.refuse(at, reason.clone()),
    };
    let installs = NodeInstall::of(run);
    if installs.is_empty() || cache::is_clean(run) {
        return;
    }
    let reason = cache::reason_to_keep(run).or_else(|| caches.reason_to_keep(stage, run));
    if let Some(reason) = reason {
        return cx.refuse(at, reason);
    }
    let mut edits: Vec<Edit> = Vec::new();
    for manager in NodeManager::ALL {
        let of_manager = || installs.iter().filter(|install| install.manager == manager);
        let Some(last) = of_manager().next_back() else { continue };
        let allowed = match manager {
            NodeManager::Npm => Ok(()),
            NodeManager::Yarn => yarn::is_classic(file, stage, run, last),
            NodeManager::Pnpm | NodeManager::Bun => Err(format!(
                "{} links its files from its store, so cleaning that frees next to nothing",
                manager.as_str()
            )),
        };
        let clean = allowed
            .and_then(|()| of_manager().try_for_each(|install| has_usual_cache(run, install)))
            .and_then(|()| match last.global && file.document.source.text().contains("npmrc") {
                true => Err("npm may not start with the settings of a project, which it does not read here".to_owned()),
                false => Ok(()),
            })
            .and_then(|()| match of_manager().all(|one| one.invocation.wrappers == last.invocation.wrappers) {
                true => Ok(()),
                false => Err("different users may run the installations".to_owned()),
            })
            .and_then(|()| clean(file, layout, run, script, last));
        match clean {
            Ok(edit) => edits.push(edit),
            Err(reason) => cx.refuse(at, reason),
        }
    }
    if edits.is_empty() {
        return;
    }
    let sudo = installs.iter().any(|install| !install.invocation.wrappers.is_empty());
    cx.change(at, "clean the package cache in the same RUN")
        .edits(edits)
        .why("what the package manager downloaded stays in the layer beside what it installed, and is never read again")
        .saves(Estimate::unknown("the cache of npm or yarn"))
        .lower_for(
            Safety::Unsafe,
            caches
                .installs_at_run_time(stage)
                .then(|| "what the image runs installs packages, and may take them from the cache".to_owned()),
        )
        .lower_for(
            Safety::Unsafe,
            (sudo && file.state(run.at).user != User::Root)
                .then(|| "sudo may not be allowed to clean the cache".to_owned()),
        )
        .propose();
}

/// Options that say where the cache is, which settings count, or that packages come from the cache.
const ABOUT_CACHE: [&str; 10] = [
    "--cache",
    "--cache-folder",
    "--preferred-cache-folder",
    "--userconfig",
    "--globalconfig",
    "--prefix",
    "--cwd",
    "--use-yarnrc",
    "--offline",
    "--prefer-offline",
];

/// Variables in front of a command that neither say where a cache is nor stand in settings of npm, which `npm` 6 and
/// older cannot read while a variable in them is not set.
const HARMLESS_VARIABLES: [&str; 5] = ["CI", "DEBIAN_FRONTEND", "JOBS", "NODE_ENV", "PYTHON"];

/// Whether an installation uses the cache that the same program would clean, and leaves the program itself alone.
fn has_usual_cache(run: &Run<'_>, install: &NodeInstall<'_>) -> Result<(), String> {
    let name = install.manager.as_str();
    if let Some(option) = ABOUT_CACHE.iter().find(|option| install.invocation.has(option)) {
        return Err(format!("{option} decides about the cache"));
    }
    if !install.invocation.is_transparent() {
        return Err(format!("a word of the command line of {name} is not known"));
    }
    let mut variables = install.simple.assigns.iter().map(|assign| assign.name.of(run.text));
    if let Some(variable) = variables.find(|variable| !HARMLESS_VARIABLES.contains(variable)) {
        return Err(format!("{variable} is set for the installation alone"));
    }
    let mut operands = install.invocation.operands.iter().map(|&word| install.simple.words[word].text(run.text));
    if install.global && operands.any(may_be_program) {
        return Err("it may install another version of the package manager, which may not start here".to_owned());
    }
    Ok(())
}

/// Whether an operand, as written, may be a package that brings one of the programs that a later call runs.
fn may_be_program(operand: &str) -> bool {
    let text = operand.trim_start_matches(['"', '\'']);
    let known = &text[..text.find(['$', '`', '*', '?', '[', '{', '\\']).unwrap_or(text.len())];
    let name = known.trim_end_matches(['"', '\'']).split('@').next().unwrap_or_default();
    let may_be = |program: &&str| if known.len() < text.len() { program.starts_with(name) } else { *program == name };
    let fetched = text.contains("://") || text.ends_with(".tgz") || text.starts_with(['.', '/']);
    let programs = ["npm", "node", "yarn"];
    programs.iter().any(may_be) && (known.len() < text.len() || !known.starts_with('@'))
        || (fetched && programs.iter().any(|program| text.contains(program)))
}

/// The command that cleans the cache, right behind the last installation.
fn clean(
    file: &Model<'_>,
    layout: &Layout,
    run: &Run<'_>,
    script: &Script,
    last: &NodeInstall<'_>,
) -> Result<Edit, String> {
    let invocation = &last.invocation;
    let sudo = match invocation.wrappers.as_slice() {
        [] => None,
        ["sudo"] if invocation.tool_word == 1 => Some("sudo"),
        [first, ..] => return Err(format!("`{first}` may run it elsewhere, or as another user")),
    };
    let program = last.simple.words[invocation.tool_word].text(run.text);
    if !program.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_' | b'-')) {
        return Err("the name of the program is not written plainly".to_owned());
    }
    let force = (last.manager == NodeManager::Npm).then_some("--force");
    let command: Vec<&str> = sudo.into_iter().chain([program, "cache", "clean"]).chain(force).collect();
    let form = file.follow(run, last.simple)?;
    edit::follow(file, layout, (run, form), script, &command)
        .ok_or_else(|| "a `;` on a line of its own ends it, and a comment before it would be lost".to_owned())
}
