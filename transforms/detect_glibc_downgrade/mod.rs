use crate::facts::{Libc, glibc_of_suite};
use crate::model::{Model, StageCopy};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectGlibcDowngrade;

static META: Meta = Meta {
    id: "detect-glibc-downgrade",
    summary: "Detect compiled programs that run on an older C library",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

/// Every program that is linked with this minor version of glibc 2 or a newer one asks for it: `__libc_start_main` and
/// the functions of libpthread got a new version in it (glibc 2.34, release notes).
const WATERSHED: u32 = 34;

impl Transform for DetectGlibcDowngrade {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if file.stages.len() < 2 || !file.mentions("--from=") {
            return;
        }
        for stage in 0..file.stages.len() {
            let Some((here, suite)) = glibc(file, stage).filter(|(minor, _)| *minor < WATERSHED) else { continue };
            for copy in file.copies_from_stages(stage) {
                let Some((there, builder)) = glibc(file, copy.donor).filter(|(minor, _)| *minor >= WATERSHED) else {
                    continue;
                };
                if !is_compiled(file, &copy) {
                    continue;
                }
                cx.report(Severity::Error, copy.span, format!("it is linked on {builder} and runs on the older {suite}"))
                    .because(format!("the program asks for glibc 2.{WATERSHED} or newer (built with 2.{there}), and 2.{here} is there: it does not start"))
                    .repair(format!("run it on an image of {builder} or newer, or build it on {suite}"));
            }
        }
    }
}

fn glibc(file: &Model<'_>, stage: usize) -> Option<(u32, &'static str)> {
    let base = file.base(stage);
    let suite = base.suite.filter(|_| base.libc == Some(Libc::Glibc))?;
    Some((glibc_of_suite(suite)?, suite))
}

/// Whether the path is where cargo leaves a dynamically linked program.
fn is_compiled(file: &Model<'_>, copy: &StageCopy) -> bool {
    let source = copy.source.as_str();
    let in_target = ["/target/release/", "/target/debug/"].iter().any(|part| source.contains(part));
    in_target
        && !source.contains(['*', '?', '['])
        && file.runs_mention(copy.donor, &["cargo build", "cargo install", "cargo auditable"])
        && !file.runs_mention(copy.donor, &["musl", "crt-static", "zigbuild"])
        && !file.mentions("crt-static")
}
