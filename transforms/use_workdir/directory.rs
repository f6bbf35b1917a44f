//! What the file says of a directory.

use crate::model::Model;
use crate::syntax::{Arguments, Transfer};

/// Directories of every image with a shell. Source: Filesystem Hierarchy Standard 3.0, chapter 3.
const USUAL: [&str; 8] = ["/etc", "/home", "/opt", "/srv", "/tmp", "/usr", "/usr/local", "/var"];

/// Directories that are links to others in many images.
const LINKS: [&str; 6] = ["/bin", "/lib", "/lib64", "/sbin", "/var/lock", "/var/run"];

/// Checks that a path is no link to a directory, as far as the file tells: `pwd` is another behind `cd` than in WORKDIR.
pub(super) fn is_plain(file: &Model<'_>, stage: usize, limit: usize, path: &str) -> Result<(), String> {
    if LINKS.iter().any(|link| holds(link, path)) {
        return Err("the directory may be reached by a link, and WORKDIR follows it".to_owned());
    }
    let above = file.lineage(stage).flat_map(|stage| file.stages[stage].body()).filter(|&at| at < limit);
    let links = above.filter_map(|at| file.run(at)).filter(|run| run.mentions("ln ")).any(|run| {
        run.simple_commands().iter().any(|found| {
            let last = found.simple.words.last().and_then(|word| word.value(run.text));
            found.simple.name(run.text).is_some_and(|name| name == "ln")
                && last.is_none_or(|last| !last.starts_with('/') || holds(last.trim_end_matches('/'), path))
        })
    });
    if links { Err("a RUN above may make the directory a link".to_owned()) } else { Ok(()) }
}

/// Whether the directory is there for certain at an instruction.
pub(super) fn exists(file: &Model<'_>, stage: usize, limit: usize, path: &str) -> bool {
    let base = file.base(stage);
    if USUAL.contains(&path) && base.distro.is_some() && base.has_shell == Some(true) {
        return true;
    }
    let mut above = file.lineage(stage).flat_map(|stage| file.stages[stage].body()).filter(|&at| at < limit);
    above.any(|at| makes(file, at, path))
}

fn makes(file: &Model<'_>, at: usize, path: &str) -> bool {
    let instruction = file.instruction(at);
    match &instruction.command.arguments {
        Arguments::Workdir(word) => {
            let made = file.expand(at, instruction.text(*word));
            made.is_some_and(|made| made.text.starts_with('/') && holds(path, &made.text))
        }
        Arguments::Copy(transfer) | Arguments::Add(transfer) => copied(file, at, transfer, path),
        Arguments::Run(_) => {
            let Some(run) = file.run(at).filter(|run| run.mentions("mkdir")) else { return false };
            let Ok(script) = &run.script else { return false };
            run.simple_commands().iter().any(|found| {
                let mut words = found.simple.words.iter().filter_map(|word| word.value(run.text));
                words.next().is_some_and(|name| name == "mkdir")
                    && run.step_of(script, found.simple).is_some()
                    && words.any(|made| made.starts_with('/') && holds(path, &made))
            })
        }
        _ => false,
    }
}

/// Whether files are copied to a directory, or below it.
fn copied(file: &Model<'_>, at: usize, transfer: &Transfer, path: &str) -> bool {
    let logical = &file.instruction(at).logical;
    let Some(to) = transfer.destination.as_ref().and_then(|to| file.expand(at, to.text(logical))) else { return false };
    let whole = |from: &str| matches!(from, "." | "./") || from.ends_with('/');
    let directory = to.text.ends_with('/')
        || transfer.sources.len() > 1
        || transfer.sources.iter().any(|from| whole(from.text(logical)));
    let made = to.text.trim_end_matches('/');
    made.starts_with('/') && holds(path, made) && (directory || made.len() > path.len())
}

/// Whether a path is another, or lies below it.
fn holds(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
