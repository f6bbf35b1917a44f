use crate::model::{Model, Stage};
use crate::syntax::{MountKey, mounts};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectAptListsMount;

static META: Meta = Meta {
    id: "detect-apt-lists-mount",
    summary: "Detect cache mounts that hide which packages apt may remove",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectAptListsMount {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("/var/lib/apt") || !file.mentions("--mount") {
            return;
        }
        for stage in &file.stages {
            for at in stage.body() {
                let instruction = file.instruction(at);
                for mount in mounts(instruction, &instruction.command) {
                    let target = mount.get(instruction, MountKey::Target).unwrap_or_default();
                    let cache = mount.kind(instruction) == "cache";
                    // Marks matter to whoever removes what was installed along with something else.
                    let installs = file.run(at).is_some_and(|run| run.mentions("install"));
                    let mounted = cache && target.trim_end_matches('/') == "/var/lib/apt";
                    if mounted && installs && removes_orphans(file, stage, at) {
                        cx.report(
                            Severity::Warning,
                            instruction.logical.cover(mount.span),
                            "this mount keeps the marks of automatically installed packages out of the image",
                        )
                        .because(
                            "where a later RUN removes these packages with those they brought, apt keeps the latter",
                        )
                        .repair("mount `/var/lib/apt/lists` instead, which holds the package lists only");
                    }
                }
            }
        }
    }
}

/// Whether a RUN behind `at` removes what is only there because of other packages, without that mount of its own.
fn removes_orphans(file: &Model<'_>, stage: &Stage, at: usize) -> bool {
    file.runs(at + 1..stage.end).any(|(_, run)| {
        ["auto-remove", "autoremove", "autopurge"].iter().any(|word| run.mentions(word))
            && !run.flags().any(|flag| flag.contains("/var/lib/apt"))
    })
}
