use crate::model::Model;
use crate::syntax::Keyword;
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectOverriddenCommand;

static META: Meta = Meta {
    id: "detect-overridden-command",
    summary: "Detect CMD, ENTRYPOINT and HEALTHCHECK that a later one replaces",
    equivalents: &["DL4003", "DL4004", "DL3012", "MultipleInstructionsDisallowed"],
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectOverriddenCommand {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for stage in &file.stages {
            for keyword in [Keyword::Cmd, Keyword::Entrypoint, Keyword::Healthcheck] {
                let mut all: Vec<_> =
                    stage.body().map(|at| file.instruction(at)).filter(|one| one.keyword() == Some(keyword)).collect();
                all.pop();
                for instruction in all {
                    let name = keyword.as_str();
                    let place = instruction.logical.cover(instruction.command.name);
                    cx.report(Severity::Warning, place, format!("a later {name} of this stage replaces this one"))
                        .because(format!("an image has one {name}, the last"))
                        .repair(format!("remove the {name} that is not meant"));
                }
            }
        }
    }
}
