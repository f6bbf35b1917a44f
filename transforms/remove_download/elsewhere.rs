//! What the rest of the file says of a file that a RUN downloads, and of its directory.

use super::download::{Download, within};
use super::readers::mentions;
use crate::model::{Model, Run};
use crate::shell::{Resolved, Simple, resolve};
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
    let mut others = (0..file.document.instructions.len()).filter(|at| *at != run.at);
    if let Some(pattern) = others.find_map(|at| pattern(file, at, download)) {
        return Some(format!("another instruction has the pattern {pattern}, which may stand for {}", download.name));
    }
    let directory = download.directory.as_deref().filter(|directory| !directory.is_empty());
    let fails = |run: &Run<'_>, directory: &str| {
        let strict = |simple: &Simple| {
            matches!(resolve(simple, run.text), Resolved::Known(known) if known.tool == "rm" && !known.has("--force"))
                && parents(directory).any(|parent| names_whole(simple.span.of(run.text), parent))
        };
        run.simple_commands().iter().any(|found| strict(found.simple))
    };
    let mut runs = file.runs(0..file.document.instructions.len());
    if directory.is_some_and(|directory| runs.any(|(_, run)| fails(run, directory))) {
        return Some("a RUN removes by a pattern, and fails where nothing is left".to_owned());
    }
    let holds = |path: Option<&str>| match (path, &download.directory) {
        (Some(path), Some(directory)) => within(directory, path),
        _ => true,
    };
    let gives = file.stages_giving(&holds);
    let taken = gives[stage];
    taken.then(|| format!("another stage takes the directory of {}", download.name))
}

/// A pattern in an instruction that the file fits, if it is there for its name, as `*.deb` is, and not for all there is.
/// Commands that remove by force do not mind when it fits nothing.
fn pattern(file: &Model<'_>, at: usize, download: &Download) -> Option<String> {
    let instruction = file.instruction(at);
    let text = match (&instruction.command.arguments, file.run(at)) {
        (Arguments::Copy(_) | Arguments::Add(_), _) => {
            instruction.command.flag(&instruction.logical, "from")?;
            instruction.lines.of(file.document.source.text()).to_owned()
        }
        (_, Some(run)) if run.script.is_ok() => without_removals(run),
        (
            Arguments::Run(_)
            | Arguments::Cmd(_)
            | Arguments::Entrypoint(_)
            | Arguments::Healthcheck(_)
            | Arguments::Onbuild(_),
            _,
        ) => instruction.lines.of(file.document.source.text()).to_owned(),
        _ => return None,
    };
    let mut words = text.split(|c: char| c.is_whitespace() || "\"'`,;&|()<>".contains(c));
    words.find(|word| may_fit(word, download)).map(str::to_owned)
}

/// Whether the file fits a pattern with a beginning or an end of its name, as far as its directory is known.
fn may_fit(word: &str, download: &Download) -> bool {
    let (directory, last) = word.rsplit_once('/').map_or((None, word), |(directory, last)| (Some(directory), last));
    let special = |c: char| matches!(c, '*' | '?' | '[' | ']' | '{' | '}' | '$');
    let (Some(start), Some(end)) = (last.find(special), last.rfind(special)) else { return false };
    let (begins, ends) = (&last[..start], &last[end + 1..]);
    let there = match (directory, &download.directory) {
        (Some(directory), Some(own)) if directory.starts_with('/') && !directory.contains(special) => directory == own,
        _ => true,
    };
    let by_name = last.contains(['*', '?', '[']) && begins.len() + ends.len() > 0;
    there && by_name && download.name.starts_with(begins) && download.name.ends_with(ends)
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
    let all = file.stages[stage].body();
    if all.clone().any(|at| matches!(file.instruction(at).command.arguments, Arguments::Onbuild(_))) {
        return Some(format!("an ONBUILD trigger may read what lies in {directory}"));
    }
    // A link made earlier gives a directory another name.
    if file.runs(all.start..run.at).any(|(_, run)| run.mentions("ln") && reads(file, run.at, directory)) {
        return Some(format!("an earlier instruction may have given {directory} another name"));
    }
    if run.simple_commands().iter().any(|found| links(found.simple, run.text, directory)) {
        return Some(format!("a link in the RUN gives {directory} another name"));
    }
    let mut later: Vec<usize> = (run.at + 1..all.end).collect();
    file.for_each_descendant(stage, &mut |child| later.extend(file.stages[child].body()));
    let read = later.into_iter().any(|at| reads(file, at, directory));
    read.then(|| format!("a later instruction works in {directory} or above it, and may read all of it"))
}

/// Whether a command makes a link to a directory or to one above it, as far as the last part of a path tells.
fn links(simple: &Simple, text: &str, directory: &str) -> bool {
    let leads_there = |operand: &str| {
        let operand = operand.trim_matches(['"', '\'']).trim_end_matches('/');
        let last = operand.rsplit('/').next().unwrap_or_default();
        let may_be = |parent: &str| parent.rsplit('/').next() == Some(last);
        let is_known = operand.starts_with('/') && !operand.contains('$');
        matches!(last, "." | "..")
            || last.contains(['$', '`', '*', '?', '['])
            || (is_known && within(directory, operand))
            || (!is_known && parents(directory).any(may_be))
    };
    let mut operands = simple.words.iter().skip(1).map(|word| word.text(text)).filter(|word| !word.starts_with('-'));
    simple.name(text).is_some_and(|name| name == "ln" || name.ends_with("/ln")) && operands.any(leads_there)
}

/// Whether an instruction may read all of a directory.
fn reads(file: &Model<'_>, at: usize, directory: &str) -> bool {
    let instruction = file.instruction(at);
    let runs = matches!(
        instruction.command.arguments,
        Arguments::Run(_) | Arguments::Cmd(_) | Arguments::Entrypoint(_) | Arguments::Healthcheck(_)
    );
    let here = file.state(at).workdir.as_deref().map(|here| here.trim_end_matches('/'));
    if runs && here.is_some_and(|here| !here.is_empty() && within(directory, here)) {
        return true;
    }
    let text = match (&instruction.command.arguments, file.run(at)) {
        // What is copied to a directory reads nothing in it.
        (Arguments::Copy(_) | Arguments::Add(_), _) => return false,
        (_, Some(run)) if run.script.is_ok() => without_removals(run),
        _ => instruction.lines.of(file.document.source.text()).to_owned(),
    };
    let above = here.is_some_and(|here| within(here, directory)) && goes_up(&text);
    let home = directory == "/root" && ["~", "$HOME", "${HOME}"].iter().any(|home| names_whole(&text, home));
    above || home || parents(directory).any(|parent| names_whole(&text, parent))
}

/// A directory and those above it, without the root.
fn parents(directory: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(directory), |path| path.rsplit_once('/').map(|(parent, _)| parent))
        .take_while(|path| !path.is_empty())
}

/// Whether a text names the directory above as a whole, or a pattern in it.
fn goes_up(text: &str) -> bool {
    let words = text.split([' ', '\t', '\n', '\r', '"', '\'', ';', '&', ')']);
    words.filter_map(|word| word.strip_prefix("..")).any(|rest| {
        let rest = rest.trim_start_matches("/..");
        matches!(rest, "" | "/" | "/.") || rest.contains(['*', '?', '[', '$'])
    })
}

/// The text of a RUN without the commands that remove files and do not mind where there are none.
fn without_removals(run: &Run<'_>) -> String {
    let mut text = run.text.to_owned();
    for found in run.simple_commands() {
        if matches!(resolve(found.simple, run.text), Resolved::Known(known) if known.tool == "rm" && known.has("--force"))
        {
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
