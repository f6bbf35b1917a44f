use crate::edit::{self, Layout};
use crate::model::{Action, ListUse, Manager, Model, PackageCommand, Run};
use crate::shell::effects;
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct MergeAptUpdate;

static META: Meta = Meta {
    id: "merge-apt-update",
    summary: "Merge a lone apt-get update into the RUN that installs",
    technique: "merge RUN instructions",
    phase: Phase::Layers,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3059"],
    saves: &[Saves::Layers, Saves::Reproducibility],
    delta: &["/var/lib/apt/lists/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for MergeAptUpdate {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let layout = Layout::of(file.document);
        for facts in &file.stages {
            for (at, run) in file.runs(facts.body()) {
                if run.mentions("update") && is_lone_update(run) {
                    propose_merge(file, &layout, at, run, cx);
                }
            }
        }
    }
}

/// Whether a RUN does nothing but fetch the package lists.
fn is_lone_update(run: &Run<'_>) -> bool {
    let Ok(script) = &run.script else { return false };
    let commands = PackageCommand::of(run);
    let update = |command: &PackageCommand<'_>| command.manager == Manager::Apt && command.action == Action::Update;
    effects::is_flat(script) && commands.len() == script.simple_commands().len() && commands.iter().all(update)
}

fn propose_merge(file: &Model<'_>, layout: &Layout, at: usize, run: &Run<'_>, cx: &mut Cx<'_>) {
    let Some(next) = file.run(at + 1).filter(|next| reads_lists(next)) else {
        return cx.refuse(run.instruction.span, "the next instruction is not a RUN that installs");
    };
    if next.apt_lists() != ListUse::Earlier {
        return cx.refuse(run.instruction.span, "the next RUN fetches the lists itself");
    }
    let form = match file.join(at) {
        Ok(form) => form,
        Err(reason) => return cx.refuse(run.instruction.span, reason),
    };
    let Some(edits) = edit::join(file, layout, &[run, next], &[form]) else { return };
    cx.change(run.instruction.span, "merge apt-get update into the RUN that installs")
        .edits(edits)
        .why("a cached update gives the install below it old package lists")
        .propose();
}

fn reads_lists(run: &Run<'_>) -> bool {
    PackageCommand::of(run)
        .iter()
        .any(|command| command.manager == Manager::Apt && matches!(command.action, Action::Install | Action::Upgrade))
}
