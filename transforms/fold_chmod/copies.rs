//! The COPYs that bring the files of a chmod.

use crate::facts::{FileKind, file_kind};
use crate::model::{Model, absolute};
use crate::syntax::{Arguments, Transfer};

/// The COPYs in front of the RUN at `run`, with nothing that runs between, that bring just the files at `paths`. Empty
/// where none of them brings one.
pub(super) fn of(file: &Model<'_>, run: usize, paths: &[String]) -> Result<Vec<usize>, String> {
    let mut found = Vec::new();
    let mut open: Vec<&String> = paths.iter().collect();
    for at in (0..run).rev() {
        let instruction = file.instruction(at);
        let (transfer, is_copy) = match &instruction.command.arguments {
            Arguments::Copy(transfer) => (transfer, true),
            Arguments::Add(transfer) => (transfer, false),
            Arguments::Run(_) | Arguments::From(_) | Arguments::Onbuild(_) | Arguments::Volume(_) => break,
            _ => continue,
        };
        let Some(brought) = brought(file, at, transfer).filter(|_| is_copy) else {
            if open.iter().any(|path| may_write(file, at, transfer, path)) {
                return if found.is_empty() && open.len() == paths.len() {
                    Ok(Vec::new())
                } else {
                    Err("another COPY or ADD may bring one of the files".to_owned())
                };
            }
            continue;
        };
        // Where the target may be a directory or the file, chmod tells which.
        let hits: Vec<bool> = brought.iter().map(|names| names.iter().any(|name| open.contains(&name))).collect();
        if !hits.contains(&true) {
            continue;
        }
        if hits.contains(&false) {
            return Err("the COPY brings other files, too, which keep their mode".to_owned());
        }
        let shared = ["chown", "from", "link"];
        if instruction.command.flags.iter().any(|flag| !shared.contains(&instruction.text(flag.name))) {
            return Err("a flag of the COPY says something of modes, or is not known".to_owned());
        }
        open.retain(|path| !brought.iter().any(|names| names.contains(path)));
        found.push(at);
        if open.is_empty() {
            return Ok(found);
        }
    }
    if found.is_empty() { Ok(found) } else { Err("no COPY brings the other files of the chmod".to_owned()) }
}

/// For each source of a COPY, the paths that it may get; `None` unless all are files by their names.
fn brought(file: &Model<'_>, at: usize, transfer: &Transfer) -> Option<Vec<Vec<String>>> {
    let instruction = file.instruction(at);
    if !instruction.heredocs.is_empty() {
        return None;
    }
    let target = file.expand(at, transfer.destination.as_ref()?.text(&instruction.logical))?.text;
    let is_directory = target.ends_with('/') || matches!(target.as_str(), "." | "./") || transfer.sources.len() > 1;
    let target = absolute(&target, file.state(at).workdir.as_deref())?;
    let may_be_directory = || is_known_directory(file, at, &target);
    let path = |source: &str| {
        let name = source.rsplit('/').next().unwrap_or(source);
        let is_file = file_kind(name) == Some(FileKind::Text) && !source.contains(['$', '*', '?', '[', '\\']);
        let inside = format!("{}/{name}", target.trim_end_matches('/'));
        is_file.then(|| if is_directory || may_be_directory() { vec![inside] } else { vec![target.clone(), inside] })
    };
    transfer.sources.iter().map(|source| path(source.text(&instruction.logical))).collect()
}

/// Directories of every system (Filesystem Hierarchy Standard 3.0), and those below which images keep programs.
const DIRECTORIES: [&str; 18] = [
    "/",
    "/bin",
    "/etc",
    "/home",
    "/lib",
    "/media",
    "/mnt",
    "/opt",
    "/root",
    "/run",
    "/sbin",
    "/srv",
    "/tmp",
    "/usr",
    "/var",
    "/usr/bin",
    "/usr/local/bin",
    "/usr/local/sbin",
];

/// Whether a path is known to be a directory, or an earlier instruction names it or something below it.
fn is_known_directory(file: &Model<'_>, at: usize, path: &str) -> bool {
    let below = |other: &str| other.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let text = file.document.source.text();
    let named = || {
        let before = file.stage_of(at).map_or(at..at, |stage| file.stages[stage].from + 1..at);
        let mut words =
            before.flat_map(|at| file.instruction(at).lines.of(text).split([' ', '\t', '\n', '\r', '"', '=']));
        words.any(below)
    };
    DIRECTORIES.contains(&path) || file.state(at).workdir.as_deref().is_none_or(below) || named()
}

/// Whether a COPY or ADD may write a file at a path.
fn may_write(file: &Model<'_>, at: usize, transfer: &Transfer, path: &str) -> bool {
    let target = file.target(at, transfer);
    let holds = |target: String| {
        let rest = path.strip_prefix(target.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    target.is_none_or(holds)
}
