use crate::edit::{self, Reach};
use crate::model::Model;
use crate::syntax::Keyword;
use crate::transform::{Cx, Meta, Phase, Safety, Transform};

pub(super) struct MergeEnv;

static META: Meta = Meta {
    id: "merge-env",
    summary: "Merge neighbouring ENVs into one",
    technique: "say what belongs together in one instruction",
    phase: Phase::Format,
    safety: Safety::Safe,
    default: false,
    since: "0.1.0",
    equivalents: &[],
    saves: &[],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for MergeEnv {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Env], config: &[] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for stage in &file.stages {
            for group in file.neighbours(stage.body(), Keyword::Env) {
                let at = file.instruction(group.range.start).span;
                let count = group.range.len();
                if let Some(reason) = group.apart {
                    cx.refuse(file.instruction(group.range.end - 1).span, reason);
                }
                if count < 2 {
                    continue;
                }
                let Some(edits) = edit::fuse(file, group.range) else {
                    cx.refuse(at, "a keyword and what follows it stand on two lines");
                    continue;
                };
                cx.change(at, format!("merge {count} ENVs"))
                    .edits(edits)
                    .why("each instruction is an entry of its own in the history of the image")
                    .propose();
            }
        }
    }
}
