use crate::edit::{self, Reach};
use crate::model::{Destination, Model, Step};
use crate::syntax::{Arguments, Keyword};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct CopyAfterPackages;

static META: Meta = Meta {
    id: "copy-after-packages",
    summary: "Copy files behind the installs of packages that do not need them",
    technique: "order by how often things change",
    phase: Phase::Cache,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Rebuild],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

/// Of the COPYs of a stage only so many are looked at, since each needs a look at all that is around it.
const MAX_COPIES: usize = 32;

impl Transform for CopyAfterPackages {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Copy], config: &[] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for facts in &file.stages {
            let is_copy = |at: &usize| matches!(file.instruction(*at).command.arguments, Arguments::Copy(_));
            // From the last on, so that those in front of it find the place free.
            for at in facts.body().rev().filter(is_copy).take(MAX_COPIES) {
                propose_copy(file, at + 1..facts.end, at, cx);
            }
        }
    }
}

fn propose_copy(file: &Model<'_>, behind: std::ops::Range<usize>, at: usize, cx: &mut Cx<'_>) {
    let span = file.instruction(at).span;
    let Some(to) = Destination::of(file, at) else { return };
    let Some(last) = last_install(file, &to, behind) else { return };
    // Programs and settings are often copied for what is installed behind them.
    if !to.is_of_the_project() {
        return cx.refuse(span, "the COPY goes to a directory where any command may look for something");
    }
    if let Some(reason) = to.led_to(file) {
        return cx.refuse(span, reason);
    }
    let Some(edits) = edit::relocate(file, at, last, false) else {
        return cx.refuse(span, "the COPY holds a comment or a heredoc, or there is no place behind the install");
    };
    cx.change(span, "copy behind the packages")
        .edits(edits)
        .why("the packages are installed anew whenever a copied file changes, and do not depend on any")
        .lower_for(Safety::Unsafe, to.doubt(file))
        .propose();
}

/// The last RUN that installs packages, of those behind a COPY that need nothing of what it brings.
fn last_install(file: &Model<'_>, to: &Destination<'_>, behind: std::ops::Range<usize>) -> Option<usize> {
    let mut last = None;
    for at in behind {
        let Some(run) = file.run(at) else {
            if to.is_crossed_by(file, at) && !to.is_made_for_another_by(file, at) { continue } else { break }
        };
        match Step::of(file, to, None, run) {
            Step::Independent { system: true, .. } if !to.is_apart_from_packages() || !to.has_fixed_owner() => break,
            Step::Independent { installs, .. } => last = installs.then_some(at).or(last),
            _ => break,
        }
    }
    last
}
