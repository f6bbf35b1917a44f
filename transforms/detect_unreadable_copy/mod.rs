use crate::facts::Distro;
use crate::model::{Model, User};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectUnreadableCopy;

static META: Meta = Meta {
    id: "detect-unreadable-copy",
    summary: "Detect files in /root of an image that runs as somebody else",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectUnreadableCopy {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("/root") || !file.mentions("--from=") {
            return;
        }
        for stage in 0..file.stages.len() {
            let User::Other(user) = &file.final_state(stage).user else { continue };
            // Who has no home of root's makes one that all may enter.
            let system = matches!(file.base(stage).distro, Some(Distro::Debian | Distro::Ubuntu | Distro::Alpine));
            if !system || !file.stages[stage].ships || opens_root(file, stage) {
                continue;
            }
            for copy in file.copies_from_stages(stage) {
                let destination = copy.destination.as_deref().unwrap_or_default();
                if destination == "/root" || destination.starts_with("/root/") {
                    cx.report(Severity::Error, copy.span, format!("`{user}` cannot read `{destination}`"))
                        .because("only root may enter `/root`, and Python and others look in the home of the user who runs them")
                        .repair("copy it to a directory of that user or of all, such as a virtual environment in `/opt/venv`");
                }
            }
        }
    }
}

/// Whether a RUN may let others into `/root`, or move what is in it.
fn opens_root(file: &Model<'_>, stage: usize) -> bool {
    let opens =
        |text: &str| text.contains("/root") || text.contains("~") || text.contains("chmod") && text.contains("HOME");
    let source = file.document.source.text();
    let mut stages = file.lineage(stage).flat_map(|stage| file.stages[stage].body());
    stages.any(|at| file.run(at).is_some_and(|run| opens(run.instruction.lines.of(source))))
}
