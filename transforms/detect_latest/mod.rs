use crate::model::{BaseImage, Model, Provenance};
use crate::syntax::{Arguments, Reference};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectLatest;

static META: Meta = Meta {
    id: "detect-latest",
    summary: "Detect base images without a version",
    equivalents: &["DL3006", "DL3007"],
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectLatest {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for stage in &file.stages {
            let BaseImage::Image(image) = &stage.base else { continue };
            let reference = Reference::parse(&image.text);
            let tag = reference.tag.map(|tag| tag.of(&image.text));
            let moves = reference.digest.is_none() && matches!(tag, None | Some("latest"));
            // A build may name another image where a variable does.
            if !moves || image.provenance != Provenance::Literal {
                continue;
            }
            let instruction = file.instruction(stage.from);
            let Arguments::From(from) = &instruction.command.arguments else { continue };
            let name = reference.repository.of(&image.text);
            cx.report(Severity::Note, instruction.logical.cover(from.image), format!("`{name}` has no version"))
                .because("the tag `latest` moves to the next major version when its publisher says so")
                .repair("name the version that the file was written for");
        }
    }
}
