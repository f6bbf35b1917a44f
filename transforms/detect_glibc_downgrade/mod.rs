use crate::facts::{Libc, glibc_of_suite};
use crate::model::{Model, StageCopy, Start};
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
            let Some((here, suite)) = glibc(file, stage) else { continue };
            for copy in file.copies_from_stages(stage) {
                let Some((there, builder)) = glibc(file, copy.donor).filter(|(minor, _)| *minor > here) else {
                    continue;
                };
                if there < WATERSHED || !copy.certain || !is_program(file, stage, &copy) {
                    continue;
                }
                let (severity, why) = if here < WATERSHED {
                    (
                        Severity::Error,
                        format!(
                            "the program asks for glibc 2.{WATERSHED} or newer (built with 2.{there}), and 2.{here} is there: it does not start"
                        ),
                    )
                } else {
                    (
                        Severity::Warning,
                        format!(
                            "where it calls a function that is newer than glibc 2.{here} (built with 2.{there}), it does not start"
                        ),
                    )
                };
                cx.report(severity, copy.span, format!("it is linked on {builder} and runs on the older {suite}"))
                    .because(why)
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

/// Whether the path is where cargo leaves a dynamically linked program, and the stage starts what it copies there or puts
/// it where programs are: other files lie there too.
fn is_program(file: &Model<'_>, stage: usize, copy: &StageCopy) -> bool {
    let source = copy.source.as_str();
    let Some((directory, name)) = source.rsplit_once('/') else { return false };
    let in_target = ["/release", "/debug"].iter().any(|profile| directory.ends_with(profile));
    in_target
        && directory.contains("/target/")
        && !name.contains(['.', '*', '?', '['])
        && file.runs_mention(copy.donor, &["cargo build", "cargo install", "cargo auditable"])
        && !file.runs_mention(copy.donor, &["musl", "crt-static", "zigbuild"])
        && !file.mentions("crt-static")
        && is_started(file, stage, copy, name)
}

fn is_started(file: &Model<'_>, stage: usize, copy: &StageCopy, name: &str) -> bool {
    let destination = copy.destination.as_deref().unwrap_or_default();
    if destination.split('/').any(|part| matches!(part, "bin" | "sbin")) {
        return true;
    }
    let called = destination.rsplit('/').next().unwrap_or_default();
    let start = Start::of(file, stage);
    if start == Start::default() {
        return !matches!(name, "build" | "deps" | "examples" | "incremental");
    }
    let text = file.document.source.text();
    let mut starts = [start.entrypoint, start.cmd].into_iter().flatten().map(|at| file.instruction(at).lines.of(text));
    starts.any(|line| {
        let mut words = line.split(|ch: char| ch.is_whitespace() || matches!(ch, '/' | '"' | ',' | '[' | ']'));
        words.any(|word| !word.is_empty() && (word == name || word == called))
    })
}
