//! The packages in `/var/cache/apt`, which `apt-get clean` takes away.

use crate::model::{Model, PackageCommand};

/// Texts that stand in a path to downloaded packages, and options that say what to do with them.
const MARKS: [&str; 6] =
    ["cache/apt", "apt/archives", "/var/cache/*", "/var/cache/$", "--no-download", "--download-only"];

/// The instructions that may want the packages which another RUN downloads: they name where these lie otherwise than to
/// remove them by force.
pub(super) fn wanted(file: &Model<'_>) -> Vec<usize> {
    let source = file.document.source.text();
    let wants = |at: usize| match file.run(at) {
        Some(run) if run.script.is_ok() => {
            names_downloads(run.text) && names_downloads(&run.text_without_forced_removals())
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
