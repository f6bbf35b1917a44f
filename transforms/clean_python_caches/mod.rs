use crate::edit::{self, Layout};
use crate::model::{Model, Run};
use crate::shell::{Invocation, Resolved, Simple, resolve, shadows};
use crate::syntax::{Keyword, MountKey, mounts};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct CleanPythonCaches;

static META: Meta = Meta {
    id: "clean-python-caches",
    summary: "Clean the caches of poetry and pipenv in the RUN that filled them",
    technique: "clean up in the layer that made the mess",
    phase: Phase::Cleanup,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["~/.cache/pypoetry/cache/**", "~/.cache/pypoetry/artifacts/**", "~/.cache/pipenv/**"],
    options: &[],
    docs: include_str!("README.md"),
};

/// A program that keeps what it downloads in a cache of its own.
struct Tool {
    name: &'static str,
    /// The subcommands that fill the cache.
    fills: &'static [&'static str],
    /// Texts that say where the cache is, or that something else is done with it.
    marks: &'static [&'static str],
    /// The directories of the cache. Neither holds an environment: poetry's are in `~/.cache/pypoetry/virtualenvs`,
    /// those of pipenv in `~/.local/share/virtualenvs`.
    directories: &'static [&'static str],
    what: &'static str,
}

/// Sources: poetry `config/config.py` (`repository_cache_directory`, `artifacts_cache_directory`) and `locations.py`;
/// pipenv `utils/pip.py` (`PIP_CACHE_DIR` is `PIPENV_CACHE_DIR`) and `environments.py`; read 2026-11-21.
const TOOLS: [Tool; 2] = [
    Tool {
        name: "poetry",
        fills: &["install", "sync", "add", "update"],
        marks: &["POETRY_CACHE_DIR", " cache-dir", "poetry cache", "pypoetry"],
        directories: &["~/.cache/pypoetry/cache", "~/.cache/pypoetry/artifacts"],
        what: "poetry's cache",
    },
    Tool {
        name: "pipenv",
        fills: &["install", "sync", "update"],
        marks: &["PIPENV_CACHE_DIR", "PIP_NO_CACHE_DIR", ".cache/pipenv"],
        directories: &["~/.cache/pipenv"],
        what: "pipenv's cache",
    },
];

impl Transform for CleanPythonCaches {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn cleans(&self) -> &'static [&'static str] {
        &["poetry", "pipenv"]
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let layout = Layout::of(file);
        for tool in &TOOLS {
            if !file.document.source.text().contains(tool.name) {
                continue;
            }
            let elsewhere = elsewhere(file, tool);
            for facts in &file.stages {
                cx.enter(facts);
                for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions(tool.name)) {
                    propose_run(file, &layout, run, (tool, elsewhere.as_deref()), cx);
                }
            }
        }
    }
}

fn propose_run(
    file: &Model<'_>,
    layout: &Layout,
    run: &Run<'_>,
    (tool, elsewhere): (&Tool, Option<&str>),
    cx: &mut Cx<'_>,
) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) => return cx.refuse(at, reason.clone()),
    };
    let fills: Vec<(&Simple, Invocation<'_>)> = fills(run, tool);
    if fills.is_empty() || run.mentions(".cache") {
        return;
    }
    let reason = elsewhere
        .map(str::to_owned)
        .or_else(|| mounted(run))
        .or_else(|| fills.iter().find_map(|(simple, invocation)| unusual(run, simple, invocation)));
    if let Some(reason) = reason {
        return cx.refuse(at, reason);
    }
    if shadows(script, run.text, "rm") || shadows(script, run.text, tool.name) {
        return cx.refuse(at, format!("it gives the name rm or {} another meaning", tool.name));
    }
    if run.mentions("HOME=") || run.mentions("unset") {
        return cx.refuse(at, "it changes where the home directory is");
    }
    let form = match file.append(run) {
        Ok(form) => form,
        Err(reason) => return cx.refuse(at, reason),
    };
    let clean: Vec<&str> = ["rm", "-rf"].into_iter().chain(tool.directories.iter().copied()).collect();
    let Some(edit) = edit::append(file, layout, (run, form), script, &[&clean]) else {
        return cx.refuse(at, "a `;` on a line of its own ends it, and a comment before it would be lost");
    };
    cx.change(at, format!("clean {} in the same RUN", tool.what))
        .edit(edit)
        .why("what was downloaded and the package indexes stay in the layer, and no later instruction reads them")
        .saves(Estimate::unknown(tool.what))
        .lower_for(
            Safety::Unsafe,
            (file.is_declared(run.at, "HOME") && !file.state(run.at).user.may_be_root())
                .then(|| "files in that home may be somebody else's".to_owned()),
        )
        .propose();
}

/// The calls of a tool that fill its cache.
fn fills<'r>(run: &'r Run<'_>, tool: &Tool) -> Vec<(&'r Simple, Invocation<'r>)> {
    let calls = run.simple_commands().into_iter().filter_map(|found| match resolve(found.simple, run.text) {
        Resolved::Known(invocation)
            if invocation.tool == tool.name && tool.fills.contains(&invocation.subcommand_name()) =>
        {
            Some((found.simple, invocation))
        }
        _ => None,
    });
    calls.collect()
}

/// Why a call does not fill the usual cache.
fn unusual(run: &Run<'_>, simple: &Simple, invocation: &Invocation<'_>) -> Option<String> {
    if let Some(wrapper) = invocation.wrappers.first() {
        return Some(format!("`{wrapper}` may run it as another user"));
    }
    let mut variables = simple.assigns.iter().map(|assign| assign.name.of(run.text));
    let variable = variables.find(|name| matches!(*name, "HOME" | "XDG_CACHE_HOME"))?;
    Some(format!("{variable} is set for the installation alone"))
}

/// Why the cache may not be in the layer.
fn mounted(run: &Run<'_>) -> Option<String> {
    let all = mounts(run.instruction, &run.instruction.command);
    let over = all.iter().find(|mount| {
        let target = mount.get(run.instruction, MountKey::Target).unwrap_or_default();
        let above = target.starts_with("/root") || target.starts_with("/home") || target == "/";
        let named = ["cache", "poetry", "pipenv", "$"].iter().any(|word| target.contains(word));
        !matches!(mount.kind(run.instruction), "secret" | "ssh") && (above || named)
    });
    over.map(|mount| format!("{} may hold the cache", run.instruction.text(mount.span)))
}

/// Why the cache is dealt with elsewhere in the file.
fn elsewhere(file: &Model<'_>, tool: &Tool) -> Option<String> {
    let text = file.document.source.text();
    (0..file.document.instructions.len()).find_map(|at| {
        let instruction = file.instruction(at);
        let lines = instruction.lines.of(text);
        if let Some(mark) = ["XDG_CACHE_HOME"].iter().chain(tool.marks).find(|mark| lines.contains(**mark)) {
            return Some(format!("{} decides about the cache, or needs it", mark.trim_start()));
        }
        if file.may_match(at, ".cache") {
            return Some("a pattern may stand for the cache".to_owned());
        }
        let takes = matches!(instruction.keyword(), Some(Keyword::Copy | Keyword::Add));
        (takes && lines.contains(".cache")).then(|| "the cache is taken, or brought".to_owned())
    })
}
