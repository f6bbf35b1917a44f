mod lock;

use crate::edit;
use crate::facts::node_has_npm_ci;
use crate::model::{Model, NodeInstall, NodeManager, Run};
use crate::syntax::{MountKey, mounts};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct UseNpmCi;

static META: Meta = Meta {
    id: "use-npm-ci",
    summary: "Use npm ci where the lock file is there",
    technique: "install what the lock file says",
    phase: Phase::Content,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Reproducibility],
    delta: &["**/node_modules/**", "**/package-lock.json", "**/npm-shrinkwrap.json"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for UseNpmCi {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, facts) in file.stages.iter().enumerate() {
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("npm")) {
                propose_run(file, stage, run, cx);
            }
        }
    }
}

/// Options of `npm install` that mean the same to `npm ci`.
const SAME_OPTIONS: [&str; 24] = [
    "--audit",
    "--foreground-scripts",
    "--fund",
    "--ignore-scripts",
    "--include",
    "--legacy-peer-deps",
    "--loglevel",
    "--no-audit",
    "--no-fund",
    "--no-optional",
    "--no-progress",
    "--no-update-notifier",
    "--omit",
    "--only",
    "--prefer-offline",
    "--prefer-online",
    "--production",
    "--progress",
    "--quiet",
    "--registry",
    "--silent",
    "--strict-peer-deps",
    "--unsafe-perm",
    "--verbose",
];

fn propose_run(file: &Model<'_>, stage: usize, run: &Run<'_>, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    if let Err(reason) = &run.script {
        if run.mentions("npm install") {
            cx.refuse(at, reason.clone());
        }
        return;
    }
    let installs: Vec<_> = NodeInstall::of(run).into_iter().filter(|install| !install.global).collect();
    let of_project = |install: &&NodeInstall<'_>| {
        install.manager == NodeManager::Npm
            && install.invocation.subcommand_name() == "install"
            && install.invocation.operands.is_empty()
            && !install.invocation.opaque_after
    };
    let Some(install) = installs.iter().find(of_project) else { return };
    if installs.len() > 1 {
        return cx.refuse(at, "the RUN installs more than once, and `npm ci` removes what is there");
    }
    if let Err(reason) = may_use_ci(file, stage, run, install) {
        return cx.refuse(at, reason);
    }
    let word = install.invocation.subcommand.as_ref().map(|(_, word)| &install.simple.words[*word]);
    let word = word.filter(|word| matches!(word.text(run.text), "install" | "i"));
    let Some(edit) = word.and_then(|word| edit::replace_word(run, word, "ci")) else {
        return cx.refuse(at, "the subcommand of npm is not written plainly");
    };
    cx.change(at, "install what the lock file says")
        .edit(edit)
        .why("`npm install` may take newer packages than the lock file names, so that each build may be another one")
        .propose();
}

/// Whether `npm ci` finds a lock file, is known to this npm, and finds nothing of which more than the lock file is left.
fn may_use_ci(file: &Model<'_>, stage: usize, run: &Run<'_>, install: &NodeInstall<'_>) -> Result<(), String> {
    if !install.invocation.is_transparent() {
        return Err("a word of the command line of npm is not known".to_owned());
    }
    let mut options = install.invocation.options.iter();
    if let Some(option) = options.find(|option| !SAME_OPTIONS.contains(&&*option.name)) {
        return Err(format!("{} may mean something else to `npm ci`", option.name));
    }
    if !install.invocation.wrappers.is_empty() || !install.simple.assigns.is_empty() {
        return Err("something in front of npm may lead it elsewhere".to_owned());
    }
    let in_modules = |target: &str| target.contains("node_modules") || target.contains('$');
    if mounts(run.instruction, &run.instruction.command)
        .iter()
        .any(|mount| mount.get(run.instruction, MountKey::Target).is_some_and(in_modules))
    {
        return Err("`npm ci` removes node_modules, which a mount may hold in its place".to_owned());
    }
    lock::is_there(file, stage, run)?;
    let version = file.node_of_npm(stage, run.at)?;
    if node_has_npm_ci(version) { Ok(()) } else { Err(format!("the npm of Node {version} may not have `npm ci`")) }
}
