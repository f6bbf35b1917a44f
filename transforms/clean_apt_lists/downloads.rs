//! The packages in `/var/cache/apt`, which `apt-get clean` takes away.

use crate::model::{Model, PackageCommand};
use crate::shell::{Resolved, Simple, resolve};

/// Texts that stand in a path to downloaded packages, and options that say what to do with them.
const MARKS: [&str; 6] =
    ["cache/apt", "apt/archives", "/var/cache/*", "/var/cache/$", "--no-download", "--download-only"];

/// The instructions that may want the packages which another RUN downloads: they name where these lie otherwise than to
/// remove them by force.
pub(super) fn wanted(file: &Model<'_>) -> Vec<usize> {
    let source = file.document.source.text();
    let wants = |at: usize| match file.run(at) {
        Some(run) if run.script.is_ok() => {
            names_downloads(run.text)
                && names_downloads(&without(run.text, run.simple_commands().iter().map(|found| found.simple)))
        }
        _ => names_downloads(file.instruction(at).lines.of(source)),
    };
    if !names_downloads(source) {
        return Vec::new();
    }
    (0..file.document.instructions.len()).filter(|&at| wants(at)).collect()
}

/// Whether an apt command is there to download packages.
pub(super) fn only_downloads(command: &PackageCommand<'_>) -> bool {
    command.invocation.has("--download-only") || command.invocation.subcommand_name() == "download"
}

fn names_downloads(text: &str) -> bool {
    let whole = |(at, directory): (usize, &str)| {
        let rest = &text[at + directory.len()..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || matches!(next, '_' | '-' | '.'))
    };
    MARKS.iter().any(|mark| text.contains(mark)) || text.match_indices("/var/cache").any(whole)
}

/// The text without the commands that remove files by force.
fn without<'s>(text: &str, commands: impl Iterator<Item = &'s Simple>) -> String {
    let removes = |simple: &&Simple| match resolve(simple, text) {
        Resolved::Known(known) => known.tool == "rm" && known.has("--force") && known.is_transparent(),
        _ => false,
    };
    let mut rest = text.to_owned();
    for simple in commands.filter(removes) {
        let span = simple.span.start as usize..simple.span.end as usize;
        rest.replace_range(span.clone(), &" ".repeat(span.len()));
    }
    rest
}
