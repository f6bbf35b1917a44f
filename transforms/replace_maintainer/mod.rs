use crate::edit::{self, Reach};
use crate::model::Model;
use crate::syntax::{Arguments, Instruction, Keyword, Span};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct ReplaceMaintainer;

static META: Meta = Meta {
    id: "replace-maintainer",
    summary: "Replace the deprecated MAINTAINER by a label",
    technique: "use the instructions that are current",
    phase: Phase::Normalise,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL4000", "MaintainerDeprecated"],
    saves: &[Saves::Reproducibility],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

/// The label for the authors of an image (OCI image specification, annotations).
const LABEL: &str = "org.opencontainers.image.authors";

impl Transform for ReplaceMaintainer {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach {
            instructions: &[Keyword::Maintainer, Keyword::Label],
            config: &["MAINTAINER", "LABEL org.opencontainers.image.authors"],
        }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let has_label = file.document.instructions.iter().any(|one| may_set_label(one));
        for facts in &file.stages {
            for at in facts.body() {
                let instruction = file.instruction(at);
                if let Arguments::Maintainer(text) = instruction.command.arguments {
                    propose_instruction(instruction, text, has_label, cx);
                }
            }
        }
    }
}

/// Whether a LABEL sets the authors, or has a name that only the build knows.
fn may_set_label(instruction: &Instruction<'_>) -> bool {
    let Arguments::Label(pairs) = &instruction.command.arguments else {
        return instruction.text(instruction.command.rest).contains(LABEL);
    };
    pairs.iter().any(|pair| {
        let name = instruction.text(pair.name).replace(['"', '\''], "");
        name == LABEL || name.contains('$')
    })
}

fn propose_instruction(instruction: &Instruction<'_>, text: Span, has_label: bool, cx: &mut Cx<'_>) {
    let at = instruction.span;
    if has_label {
        return cx.refuse(at, format!("the file sets the label {LABEL} itself"));
    }
    let text = instruction.text(text);
    let quoted = |quote| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    let single = || quoted('\'').filter(|inner| !inner.contains('\''));
    let name = quoted('"').or_else(single).unwrap_or(text);
    if name.is_empty() || name.contains(['"', '$', '\\', '`']) || name.chars().any(char::is_control) {
        return cx.refuse(at, "a character of the text would mean something else in a label");
    }
    let name_is_lower = instruction.text(instruction.command.name).chars().all(|one| !one.is_uppercase());
    let keyword = if name_is_lower { "label" } else { "LABEL" };
    let whole = Span { start: instruction.command.name.start, end: instruction.command.rest.end };
    let Some(edit) = edit::replace(instruction, whole, &format!("{keyword} {LABEL}=\"{name}\"")) else {
        return cx.refuse(at, "it is broken over several lines");
    };
    cx.change(at, "replace MAINTAINER by a label")
        .edit(edit)
        .why("MAINTAINER is deprecated, and a label is found by tools that look at images")
        .propose();
}
