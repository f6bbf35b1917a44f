mod cache;

use crate::edit;
use crate::model::{Model, Run};
use crate::shell::{Invocation, Located, Resolved, resolve, shadows};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};
use cache::Project;

pub(super) struct DisableUvCache;

static META: Meta = Meta {
    id: "disable-uv-cache",
    summary: "Add --no-cache to uv pip install, uv sync and uv tool install",
    technique: "keep package caches out of layers",
    phase: Phase::Cleanup,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["~/.cache/uv/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for DisableUvCache {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn cleans(&self) -> &'static [&'static str] {
        &["uv"]
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.runs(0..file.document.instructions.len()).any(|(_, run)| run.mentions("uv ")) {
            return;
        }
        let kept = cache::reason_to_keep(file);
        for facts in &file.stages {
            cx.enter(facts);
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("uv ")) {
                propose_run(file, run, kept.as_deref(), cx);
            }
        }
    }
}

/// A call of uv that installs packages.
struct Install<'r> {
    found: Located<'r>,
    invocation: Invocation<'r>,
}

impl<'r> Install<'r> {
    fn of(run: &'r Run<'_>) -> Vec<Self> {
        let installs = ["pip install", "pip sync", "sync", "tool install"];
        let calls = run.simple_commands().into_iter().filter_map(|found| match resolve(found.simple, run.text) {
            Resolved::Known(uv) if uv.tool == "uv" && installs.contains(&uv.subcommand_name()) => {
                Some(Self { found, invocation: uv })
            }
            _ => None,
        });
        calls.collect()
    }

    /// Whether it has a word about the cache already.
    fn decides(&self) -> bool {
        ["--no-cache", "--cache-dir", "--dry-run"].into_iter().any(|option| self.invocation.has(option))
    }
}

fn propose_run(file: &Model<'_>, run: &Run<'_>, kept: Option<&str>, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) => return cx.refuse(at, reason.clone()),
    };
    let installs = Install::of(run);
    if installs.iter().all(Install::decides) {
        return;
    }
    let several = installs.len() > 1 && !installs.iter().all(|install| in_usual_environment(install, run));
    let reason = kept
        .map(str::to_owned)
        .or_else(|| cache::reason_in_run(file, run))
        .or_else(|| shadows(script, run.text, "uv").then(|| "it gives the name uv another meaning".to_owned()))
        .or_else(|| several.then(|| "environments that the RUN fills may share files of the cache".to_owned()));
    if let Some(reason) = reason {
        return cx.refuse(at, reason);
    }
    let mut edits = Vec::new();
    for install in installs.iter().filter(|install| !install.decides()) {
        let invocation = &install.invocation;
        let Some((_, word)) = invocation.subcommand.as_ref() else { continue };
        if !invocation.is_transparent() {
            cx.refuse(at, "a word of the command line of uv is not known");
            continue;
        }
        match edit::insert_after(run, &install.found.simple.words[*word], &["--no-cache"]) {
            Some(edit) => edits.push(edit),
            None => cx.refuse(at, "the subcommand of uv is broken over two lines, or part of another word"),
        }
    }
    if edits.is_empty() {
        return;
    }
    let reads_project = installs.iter().any(|install| install.invocation.subcommand_name() == "sync");
    let project = if reads_project { Project::Read } else { cache::project(file, run) };
    cx.change(at, "run uv without its cache")
        .edits(edits)
        .why("what uv caches is stored in the layer, beside what it installs, and never read again")
        .saves(Estimate::unknown("uv's cache"))
        .lower_for(Safety::Unsafe, project.reason())
        .propose();
}

/// Whether an installation goes to the environment that uv finds by itself, or to that of the system.
fn in_usual_environment(install: &Install<'_>, run: &Run<'_>) -> bool {
    let elsewhere = ["--python", "--target", "--prefix", "--project", "--directory"];
    matches!(install.invocation.subcommand_name(), "pip install" | "pip sync")
        && !elsewhere.into_iter().any(|option| install.invocation.has(option))
        && install.found.simple.assigns.is_empty()
        && !["venv", "VIRTUAL_ENV", "UV_PROJECT", "cd ", "activate"].iter().any(|word| run.mentions(word))
}
