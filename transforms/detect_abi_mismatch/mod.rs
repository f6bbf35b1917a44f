use crate::facts::Libc;
use crate::model::{Model, StageCopy};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectAbiMismatch;

static META: Meta = Meta {
    id: "detect-abi-mismatch",
    summary: "Detect programs that are copied to an image with another C library",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectAbiMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if file.stages.len() < 2 || !file.mentions("--from=") {
            return;
        }
        for stage in 0..file.stages.len() {
            let Some(here) = file.base(stage).libc else { continue };
            let copies = file.copies_from_stages(stage);
            if brings_libc(file, stage, &copies) {
                continue;
            }
            for copy in copies.iter().filter(|copy| copy.certain) {
                let there = file.base(copy.donor).libc.filter(|there| *there != here && *there != Libc::None);
                let Some(there) = there else { continue };
                let Some((severity, what)) = holds_programs(file, stage, copy) else { continue };
                let (from, to) = (name(there), name(here));
                cx.report(severity, copy.span, format!("{what} for {from}, and this stage has {to}"))
                    .because("a program or library that is linked with one C library does not start with another: `not found`")
                    .repair("build both stages on images of the same family, both with -alpine or both without");
            }
        }
    }
}

fn name(libc: Libc) -> &'static str {
    match libc {
        Libc::Glibc => "the GNU C library",
        Libc::Musl => "musl",
        Libc::None => "no C library",
    }
}

/// Whether the stage gets the other C library, or something that stands in for it.
fn brings_libc(file: &Model<'_>, stage: usize, copies: &[StageCopy]) -> bool {
    let libraries = |copy: &StageCopy| {
        copy.source.is_empty()
            || ["/lib", "/usr/lib"].iter().any(|path| copy.source.starts_with(path))
            || copy.source.contains("ld-")
    };
    let into_root = copies.iter().any(|copy| libraries(copy) && file.base(stage).libc == Some(Libc::None));
    into_root
        || file.runs_mention(stage, &["gcompat", "libc6-compat", "glibc", "musl", "ld-linux"])
        || copies
            .iter()
            .any(|copy| copy.source.contains("ld-") || copy.source.contains("glibc") || copy.source.is_empty())
}

/// Whether what is copied is certainly, or may be, linked with the C library of its stage.
fn holds_programs(file: &Model<'_>, stage: usize, copy: &StageCopy) -> Option<(Severity, &'static str)> {
    let source = copy.source.as_str();
    let destination = copy.destination.as_deref()?;
    let base = source.rsplit('/').next().unwrap_or_default();
    let runtime = file.base(copy.donor).runtime.as_ref().map(|runtime| runtime.name);
    if base == "node_modules" && runtime == Some("node") && runs_node(file, stage) && !builds_again(file, stage) {
        return Some((Severity::Warning, "packages with compiled parts in it are"));
    }
    // Elsewhere it is a tree for something else, as the root of another system.
    if !destination.is_empty() && !SYSTEM.iter().any(|path| within(destination, path)) {
        return None;
    }
    // The official images of these languages keep their interpreter there.
    let in_local = matches!(runtime, Some("python" | "node" | "ruby" | "php"));
    if in_local && matches!(source, "/usr/local" | "/usr/local/bin") {
        return Some((Severity::Error, "the interpreter in it is linked"));
    }
    if matches!(source, "/usr" | "/usr/bin" | "/usr/lib" | "/bin" | "/lib" | "/usr/sbin" | "/sbin") {
        return Some((Severity::Error, "the programs and libraries in it are linked"));
    }
    let interpreter = matches!(
        (runtime, source),
        (Some("node"), "/usr/local/bin/node")
            | (Some("php"), "/usr/local/bin/php")
            | (Some("ruby"), "/usr/local/bin/ruby")
    ) || (runtime == Some("python") && source.starts_with("/usr/local/bin/python"));
    if interpreter {
        return Some((Severity::Error, "this interpreter is linked"));
    }
    if base == "site-packages" || base == "dist-packages" {
        return Some((Severity::Warning, "compiled packages in it are linked"));
    }
    None
}

/// Where programs and libraries are looked for.
const SYSTEM: [&str; 6] = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/opt"];

fn within(path: &str, directory: &str) -> bool {
    path.strip_prefix(directory).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether the stage has a Node that could load them.
fn runs_node(file: &Model<'_>, stage: usize) -> bool {
    let runtime = file.base(stage).runtime.as_ref();
    runtime.is_some_and(|runtime| runtime.name == "node") || file.runs_mention(stage, &["nodejs"])
}

/// Whether the stage may compile the packages itself.
fn builds_again(file: &Model<'_>, stage: usize) -> bool {
    file.runs_mention(stage, &["rebuild", "npm i", "npm ci", "yarn", "pnpm", "node-gyp", "prebuild"])
}
