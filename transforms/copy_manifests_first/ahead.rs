//! Installs that need the sources for a part only: the other part is done ahead, in a RUN of its own.

use super::{Found, NEEDS_BUILDKIT, NO_PLACE, UNUSUAL_NAME, is_too_large, speaks_buildkit, too_large};
use crate::edit;
use crate::model::{Model, Project};
use crate::transform::{Cx, Safety};

/// Proposes a RUN in front of the COPY that does what needs only manifests.
pub(super) fn propose(file: &Model<'_>, stage: usize, project: &Project<'_>, found: &Found, cx: &mut Cx<'_>) {
    let Some((target, ahead)) = &found.ahead else { return };
    let (Some(run), at) = (file.run(*target), project.to.at()) else { return };
    let span = file.instruction(at).span;
    let is_there = |before: usize| file.run(before).is_some_and(|run| ahead.is_done_by(run));
    if file.history(stage, at).any(is_there) {
        return;
    }
    let manifests = found.manifests();
    let bytes = match project.weigh(&manifests) {
        Ok(bytes) => bytes,
        Err(reason) => return cx.refuse(span, reason),
    };
    let twice = is_too_large(file, stage, bytes, cx);
    let mut flags: Vec<String> = run.flags().map(str::to_owned).collect();
    let copies = if twice {
        // What is installed in front keeps the copies that it has no mounts for.
        let may_mount = !ahead.install.writes && found.installs.is_empty();
        let Some(mounts) = project.mounts(file, *target, &manifests).filter(|_| may_mount) else {
            return cx.refuse(span, too_large(bytes));
        };
        flags.extend(mounts);
        Vec::new()
    } else {
        let Some(copies) = project.copies(&manifests) else { return cx.refuse(span, UNUSUAL_NAME) };
        copies
    };
    let needs_buildkit = twice && !speaks_buildkit(file);
    let step = written(file, &flags, &ahead.commands);
    let brings_early = !found.installs.is_empty();
    let (early, late) = if brings_early { (copies, vec![step]) } else { (Vec::new(), [copies, vec![step]].concat()) };
    // Variables in between are for the install too.
    let edits = if target - 1 == at {
        edit::place_above(file, at, &late).map(|placed| vec![placed])
    } else {
        let moved = edit::relocate(file, at, target - 1, brings_early);
        moved.map(|[removal, placed]| vec![removal, edit::with_above(file, placed, &late)])
    };
    let early = if early.is_empty() { Some(None) } else { edit::place_above(file, at, &early).map(Some) };
    let (Some(edits), Some(early)) = (edits, early) else { return cx.refuse(span, NO_PLACE) };
    cx.change(span, ahead.title)
        .edits(early)
        .edits(edits)
        .why(format!("this depends on {} only, but is done anew whenever any other file changes", manifests.join(", ")))
        .lower_for(Safety::Unsafe, found.doubt().or_else(|| project.to.doubt(file)))
        .lower_for(Safety::Unsafe, needs_buildkit.then(|| NEEDS_BUILDKIT.to_owned()))
        .propose();
}

/// Columns of a line that nobody has to scroll for.
const WIDTH: usize = 120;

/// A RUN with flags: on one line, or each flag and command on its own.
fn written(file: &Model<'_>, flags: &[String], commands: &[String]) -> String {
    let line = ["RUN"].into_iter().chain(flags.iter().map(String::as_str)).collect::<Vec<&str>>().join(" ");
    let short = format!("{line} {}", commands.join(" && "));
    if short.len() <= WIDTH {
        return short;
    }
    let glue = format!(" \\{}    ", file.document.source.eol().as_str());
    let commands = commands.join(&format!("{glue}&& "));
    let parts: Vec<&str> = flags.iter().map(String::as_str).chain([&*commands]).collect();
    format!("RUN {}", parts.join(&glue))
}
