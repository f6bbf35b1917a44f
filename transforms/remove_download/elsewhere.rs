//! What the rest of the file says of a file that a RUN downloads, and of its directory.

use super::download::{Download, within};
use super::readers::mentions;
use crate::model::{Model, Run};
use crate::shell::{Resolved, resolve};
use crate::syntax::Arguments;

/// Directories that hold what is needed for a while; programs of a container read nothing there unless a file that is
/// named (Filesystem Hierarchy Standard 3.0: /tmp, /var/tmp, /usr/src, /usr/local/src).
const PASSING: [&str; 4] = ["/tmp", "/var/tmp", "/usr/src", "/usr/local/src"];

/// Why another instruction may count on the file.
pub(super) fn named(file: &Model<'_>, stage: usize, run: &Run<'_>, download: &Download) -> Option<String> {
    let source = file.document.source.text();
    let others = file.document.instructions.iter().enumerate().filter(|(at, _)| *at != run.at);
    for (_, other) in others {
        if mentions(other.lines.of(source), &download.name).next().is_some() {
            return Some(format!("another instruction names {}", download.name));
        }
    }
    let holds = |path: Option<&str>| match (path, &download.directory) {
        (Some(path), Some(directory)) => within(directory, path),
        _ => true,
    };
    let gives = file.stages_giving(&holds);
    let taken = gives[stage];
    taken.then(|| format!("another stage takes the directory of {}", download.name))
}

/// Why a program may read the file without naming it.
pub(super) fn doubt(file: &Model<'_>, stage: usize, run: &Run<'_>, download: &Download) -> Option<String> {
    let Some(directory) = &download.directory else {
        return Some(format!("the directory of {} is not known, and programs may read it", download.name));
    };
    let passing = directory == "/root" || PASSING.iter().any(|passing| within(directory, passing));
    if !passing {
        let shown = if directory.is_empty() { "/" } else { directory };
        return Some(format!("programs of the container may read what lies in {shown}"));
    }
    let mut later: Vec<usize> = (run.at + 1..file.stages[stage].end).collect();
    file.for_each_descendant(stage, &mut |child| later.extend(file.stages[child].body()));
    let source = file.document.source.text();
    let reads = later.into_iter().any(|at| {
        let instruction = file.instruction(at);
        let runs = matches!(
            instruction.command.arguments,
            Arguments::Run(_) | Arguments::Cmd(_) | Arguments::Entrypoint(_) | Arguments::Healthcheck(_)
        );
        (runs && file.state(at).workdir.as_deref().is_some_and(|here| here.trim_end_matches('/') == directory))
            || match (&instruction.command.arguments, file.run(at)) {
                // What is copied to a directory reads nothing in it.
                (Arguments::Copy(_) | Arguments::Add(_), _) => false,
                (_, Some(run)) if run.script.is_ok() => names_whole(&without_removals(run), directory),
                _ => names_whole(instruction.lines.of(source), directory),
            }
    });
    reads.then(|| format!("a later instruction works in {directory}, and may read all of it"))
}

/// The text of a RUN without the commands that remove files.
fn without_removals(run: &Run<'_>) -> String {
    let mut text = run.text.to_owned();
    for found in run.simple_commands() {
        if matches!(resolve(found.simple, run.text), Resolved::Known(known) if known.tool == "rm") {
            let span = found.simple.span.range();
            text.replace_range(span.clone(), &" ".repeat(span.len()));
        }
    }
    text
}

/// Whether a text names a directory itself, or a pattern in it.
fn names_whole(text: &str, directory: &str) -> bool {
    text.match_indices(directory).any(|(at, _)| {
        let begins = text[..at].chars().next_back().is_none_or(|before| !before.is_ascii_alphanumeric());
        let rest = text[at + directory.len()..].split([' ', '\t', '\n', '\r', '"', '\'', ';', '&', ')', ',']).next();
        let rest = rest.unwrap_or_default();
        let inside = rest.strip_prefix('/').unwrap_or(rest);
        let whole = inside.is_empty() || inside.starts_with('.') && inside.len() <= 2;
        begins && (whole || rest.starts_with('/') && inside.contains(['*', '?', '[', '$']))
    })
}
