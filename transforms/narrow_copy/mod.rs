mod unread;

use crate::edit::{self, Reach};
use crate::model::{Model, Project, Role};
use crate::syntax::{Arguments, Keyword};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct NarrowCopy;

static META: Meta = Meta {
    id: "narrow-copy",
    summary: "Narrow a COPY of everything to what a build reads",
    technique: "keep out of an image what it does not need",
    phase: Phase::Cache,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Rebuild],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

/// Of the COPYs of a stage only so many are looked at.
const MAX_COPIES: usize = 8;

impl Transform for NarrowCopy {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Copy], config: &[] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for stage in 0..file.stages.len() {
            let is_copy = |at: &usize| matches!(file.instruction(*at).command.arguments, Arguments::Copy(_));
            for at in file.stages[stage].body().filter(is_copy).take(MAX_COPIES) {
                if file.stages[stage].ships {
                    let mut behind = file.runs(at + 1..file.stages[stage].end);
                    if takes_all(file, at) && behind.any(|(_, run)| run.mentions("cargo build")) {
                        cx.refuse(file.instruction(at).span, SHIPS);
                    }
                    unread::advise(file, stage, at, cx);
                } else if file.stages[stage].role == Role::Donor {
                    narrow(file, stage, at, cx);
                }
            }
        }
    }
}

const ONLY_CARGO: &str =
    "what the build reads is known of Cargo only; a line in .dockerignore leaves out what no build needs";
const SHIPS: &str =
    "an image ships with what is copied, and its processes may read any of it; build in a stage of its own";

fn narrow(file: &Model<'_>, stage: usize, at: usize, cx: &mut Cx<'_>) {
    let instruction = file.instruction(at);
    let behind = at + 1..file.stages[stage].body().end;
    if file.runs(behind.clone()).next().is_none() {
        return;
    }
    let by_cargo = file.runs(behind).any(|(_, run)| run.mentions("cargo"));
    if file.context.is_none() {
        if by_cargo && takes_all(file, at) {
            let why = file.why_no_context.map_or_else(String::new, |reason| format!(" ({reason})"));
            cx.refuse(instruction.span, format!("the build context is not known, nor what the build reads of it{why}"));
        }
        return;
    }
    let needed = match Project::of(file, at) {
        Ok(Some(project)) if by_cargo => project.needed_by_cargo(file, stage).map(|needed| Some((project, needed?))),
        Ok(Some(project)) if project.is_whole() => Err(ONLY_CARGO.to_owned()),
        Ok(_) => return,
        Err(reason) => Err(reason),
    };
    let (project, needed) = match needed {
        Ok(Some(found)) => found,
        Ok(None) => return,
        Err(reason) => return cx.refuse(instruction.span, reason),
    };
    let left = match project.beside(&needed) {
        Ok(left) if left.is_empty() => return,
        Ok(left) => left,
        Err(reason) => return cx.refuse(instruction.span, reason),
    };
    let names: Vec<&str> = needed.iter().map(String::as_str).collect();
    let placed = project.copies(&names).and_then(|copies| edit::place_below(file, at, &copies));
    let (Some(placed), Some(removed)) = (placed, edit::remove(file, instruction)) else {
        return cx.refuse(instruction.span, "the COPY holds a comment, or a name in it needs quotes");
    };
    cx.change(instruction.span, format!("copy {} alone, of all that is there", names.join(", ")))
        .edit(removed)
        .edit(placed)
        .why(format!(
            "the build reads these only, but is done anew whenever {} changes; what it will read beside them has to be \
             added",
            unread::named(&left)
        ))
        .propose();
}

/// Whether the COPY at `at` takes all of the context.
fn takes_all(file: &Model<'_>, at: usize) -> bool {
    let whole = |path: &str| path.trim_matches(['.', '/']).is_empty();
    file.context_sources(at).iter().any(|source| source.path.as_deref().is_some_and(whole))
}
