mod cache;

use crate::edit::{self, Layout};
use crate::facts::{conda_image_is_new, names_new_conda_installer};
use crate::model::{BaseImage, Model, Run};
use crate::shell::{Invocation, Located, Resolved, resolve, shadows};
use crate::syntax::Reference;
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct CleanCondaCache;

static META: Meta = Meta {
    id: "clean-conda-cache",
    summary: "Clean conda's package cache in the RUN that filled it",
    technique: "clean up in the layer that made the mess",
    phase: Phase::Cleanup,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["**/pkgs/**", "~/.conda/pkgs/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for CleanCondaCache {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.runs(0..file.document.instructions.len()).any(|(_, run)| names_conda(run)) {
            return;
        }
        let uses = cache::Uses::of(file);
        // What is copied loses its hard links, so that the cache of a stage that gives all of conda ships twice.
        let given = file.stages_giving(&|path| path.is_some_and(|path| ["", "/opt", "/opt/conda"].contains(&path)));
        let layout = Layout::of(file);
        for (stage, facts) in file.stages.iter().enumerate() {
            if !facts.ships && !given[stage] && !cx.settings().clean_builders {
                continue;
            }
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| names_conda(run)) {
                propose_run(file, &layout, (stage, run), &uses, cx);
            }
        }
    }
}

fn names_conda(run: &Run<'_>) -> bool {
    run.mentions("conda") || run.mentions("mamba")
}

/// A call of conda, mamba or micromamba.
struct Call<'r> {
    found: Located<'r>,
    invocation: Invocation<'r>,
}

impl<'r> Call<'r> {
    fn of(run: &'r Run<'_>) -> Vec<Self> {
        let calls = run.simple_commands().into_iter().filter_map(|found| match resolve(found.simple, run.text) {
            Resolved::Known(invocation) if matches!(invocation.tool, "conda" | "mamba" | "micromamba") => {
                Some(Self { found, invocation })
            }
            _ => None,
        });
        calls.collect()
    }

    /// Whether it brings packages, and so fills the cache.
    fn installs(&self) -> bool {
        matches!(self.invocation.subcommand_name(), "install" | "create" | "update" | "env create" | "env update")
    }
}

fn propose_run(
    file: &Model<'_>,
    layout: &Layout,
    (stage, run): (usize, &Run<'_>),
    uses: &cache::Uses,
    cx: &mut Cx<'_>,
) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) => return cx.refuse(at, reason.clone()),
    };
    let calls = Call::of(run);
    let Some(last) = calls.iter().rfind(|call| call.installs()) else { return };
    if cache::is_clean(run) {
        return;
    }
    if let Some(reason) = uses.reason_to_keep(run).or_else(|| cache::mounted(run)) {
        return cx.refuse(at, reason);
    }
    if let Some(reason) = calls.iter().filter(|call| call.installs()).find_map(|call| unusual(run, call)) {
        return cx.refuse(at, reason);
    }
    let program = last.found.simple.words[last.invocation.tool_word].text(run.text);
    if shadows(script, run.text, program) {
        return cx.refuse(at, format!("it gives the name {program} another meaning"));
    }
    if !last.found.place.current_shell || !file.must_succeed(run, last.found.simple) {
        return cx.refuse(at, format!("the RUN may do without {program}, which may be missing then"));
    }
    if let Some(reason) = cache::gone_behind(run, last.found.simple) {
        return cx.refuse(at, reason);
    }
    let form = match file.append(run) {
        Ok(form) => form,
        Err(reason) => return cx.refuse(at, reason),
    };
    let micro = last.invocation.tool == "micromamba";
    let clean: &[&str] = if micro { &[program, "clean", "--all", "--yes"] } else { &[program, "clean", "-afy"] };
    let Some(edit) = edit::append(file, layout, (run, form), script, &[clean]) else {
        return cx.refuse(at, "a `;` on a line of its own ends it, and a comment before it would be lost");
    };
    let new = last.invocation.tool != "conda" || has_new_conda(file, stage, run);
    cx.change(at, "clean conda's package cache in the same RUN")
        .edit(edit)
        .why("the downloaded archives and the channel indexes stay in the layer, and no later instruction reads them")
        .saves(Estimate::unknown("conda's package cache"))
        .lower_for(Safety::Unsafe, (!new).then(|| "conda may be older than 4.6, which cannot be cleaned so".to_owned()))
        .lower_for(
            Safety::Unsafe,
            (!micro && !file.state(run.at).user.may_be_root())
                .then(|| "the user may not be allowed to remove the cache's directory".to_owned()),
        )
        .propose();
}

/// Why an installation does not fill the usual cache, or is meant to.
fn unusual(run: &Run<'_>, call: &Call<'_>) -> Option<String> {
    let invocation = &call.invocation;
    if let Some(wrapper) = invocation.wrappers.first() {
        return Some(format!("`{wrapper}` may run it elsewhere, or as another user"));
    }
    let options = [
        "--download-only",
        "--dry-run",
        "--offline",
        "--use-index-cache",
        "--root-prefix",
        "--rc-file",
        "--no-rc",
        "--no-env",
    ];
    if let Some(option) = options.into_iter().find(|option| invocation.has(option)) {
        return Some(format!("{option} decides about the cache"));
    }
    if !invocation.is_transparent() {
        return Some(format!("a word of the command line of {} is not known", invocation.tool));
    }
    let mut variables = call.found.simple.assigns.iter().map(|assign| assign.name.of(run.text));
    let variable = variables.find(|name| !name.starts_with("CONDA_OVERRIDE_") && *name != "DEBIAN_FRONTEND")?;
    Some(format!("{variable} is set for the installation alone"))
}

/// Whether the conda of a RUN is known to be 4.6 or newer, by the image or by what installs it.
fn has_new_conda(file: &Model<'_>, stage: usize, run: &Run<'_>) -> bool {
    let mut root = stage;
    loop {
        let facts = &file.stages[root];
        let until = if root == stage { run.at + 1 } else { facts.end };
        let picks = |run: &Run<'_>| ["conda=", "conda<", "conda~", "conda ="].iter().any(|mark| run.mentions(mark));
        if file.runs(facts.from + 1..until).any(|(_, run)| picks(run)) {
            return false;
        }
        if file.runs(facts.from + 1..until).any(|(_, run)| names_new_conda_installer(run.text)) {
            return true;
        }
        match &facts.base {
            BaseImage::Stage(parent) => root = *parent,
            BaseImage::Image(image) => {
                let reference = Reference::parse(&image.text);
                let tag = reference.tag.map(|span| span.of(&image.text));
                let hub = reference.registry.is_none_or(|span| span.of(&image.text) == "docker.io");
                let dated = tag.is_some() || reference.digest.is_none();
                return hub && dated && conda_image_is_new(reference.repository.of(&image.text), tag);
            }
            _ => return false,
        }
    }
}
