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
                    unread::advise(file, stage, at, cx);
                } else if file.stages[stage].role == Role::Donor {
                    narrow(file, stage, at, cx);
                }
            }
        }
    }
}

fn narrow(file: &Model<'_>, stage: usize, at: usize, cx: &mut Cx<'_>) {
    let instruction = file.instruction(at);
    let behind = at + 1..file.stages[stage].body().end;
    if !file.runs(behind).any(|(_, run)| run.mentions("cargo")) {
        return;
    }
    let needed = match Project::of(file, at) {
        Ok(Some(project)) => project.needed_by_cargo(file, stage).map(|needed| Some((project, needed?))),
        Ok(None) => return,
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
