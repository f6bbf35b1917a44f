use crate::model::Model;
use crate::syntax::Arguments;
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectSymbolicChmod;

static META: Meta = Meta {
    id: "detect-symbolic-chmod",
    summary: "Detect --chmod=+x and its likes, which older frontends ignore",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectSymbolicChmod {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("--chmod=") {
            return;
        }
        let severity = match file.document.directive("syntax").map(minor_version) {
            Some(Minor::Latest) => return,
            Some(Minor::Known(minor)) if minor >= FIRST => return,
            Some(Minor::Known(_)) => Severity::Error,
            Some(Minor::Unknown) | None => Severity::Warning,
        };
        for (at, instruction) in file.document.instructions.iter().enumerate() {
            if !matches!(instruction.command.arguments, Arguments::Copy(_) | Arguments::Add(_)) {
                continue;
            }
            let flags = &instruction.command.flags;
            let Some(flag) = flags.iter().find(|flag| instruction.text(flag.name) == "chmod") else { continue };
            let mode = flag.value.as_ref().and_then(|value| file.expand(at, value.text(&instruction.logical)));
            let Some(mode) = mode.map(|mode| mode.text).filter(|mode| is_symbolic(mode)) else { continue };
            cx.report(severity, instruction.logical.cover(flag.span), format!("the mode `{mode}` is symbolic"))
                .because(
                    "frontends before 1.14 ignore it without a word: the build succeeds, and the mode stays as it was",
                )
                .repair(
                    "write an octal mode, as in `--chmod=755`, or begin the file with `# syntax=docker/dockerfile:1`",
                );
        }
    }
}

/// The first minor version of `docker/dockerfile` 1 that takes symbolic modes (release notes of the frontend; that an
/// older one ignores them was seen in a build with that of Docker 26.1.5).
const FIRST: u32 = 14;

/// What a `# syntax=` says of the version.
enum Minor {
    /// `1`, `latest` or nothing: whatever is current.
    Latest,
    Known(u32),
    Unknown,
}

fn minor_version(image: &str) -> Minor {
    let tag = image.split_once('@').map_or(image, |(name, _)| name);
    let tag = tag.rsplit_once('/').map_or(tag, |(_, name)| name);
    let Some((_, tag)) = tag.split_once(':') else { return Minor::Latest };
    match tag.trim_end_matches("-labs") {
        "1" | "latest" | "labs" => Minor::Latest,
        version => {
            let minor = version.strip_prefix("1.").and_then(|rest| rest.split('.').next()?.parse().ok());
            minor.map_or(Minor::Unknown, Minor::Known)
        }
    }
}

/// Whether a mode is written in letters: `+x`, `u=rwX,go=rX`.
fn is_symbolic(mode: &str) -> bool {
    let letters = mode.bytes().all(|byte| b"ugoarwxXst+-=,".contains(&byte));
    letters && mode.contains(['+', '-', '='])
}
