//! The edit of an ignore file: a block of patterns, and the check of what it leaves out.
//!
//! The last pattern that matches decides, so that the block stands on top: the lines of others have the last word. A line
//! in the block is never taken out again: what matches nothing here may match something elsewhere.

use std::collections::BTreeSet;

use crate::context::{Context, IgnoreFile, Unknown};
use crate::model::{Model, Roots};

/// A new text of the ignore file of a context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoreEdit {
    /// The whole text.
    pub text: String,
    /// The files that COPY, ADD and bind mounts of the Dockerfiles in the context take no more, in order.
    pub leaves_out: BTreeSet<String>,
}

const BEGIN: &str = "# dfopt: begin";
const END: &str = "# dfopt: end";

/// The first line of the block, for people.
const HEAD: &str = "# dfopt: begin, what no image needs; the lines below the block have the last word";

/// The edit that leaves out what these patterns match of that which is taken from a context. `None` where the block in the
/// file has no end.
///
/// # Errors
/// When the context cannot be read, or a pattern is none.
pub fn leave_out(context: &Context, taken: &Roots, patterns: &[&str]) -> Result<Option<IgnoreEdit>, Unknown> {
    let old = context.ignore_text().text.as_deref().unwrap_or_default();
    let Some(text) = with_patterns(old, patterns) else { return Ok(None) };
    let read = |text: &str| IgnoreFile::read(text).map_err(|error| Unknown::because(error.to_string()));
    let (block, whole) = (read(&patterns.join("\n"))?, read(&text)?);
    let out = |path: &String| block.ignores(path) && whole.ignores(path) && taken.hold(path);
    let files = context.survey()?.files.iter().map(|file| &file.path);
    Ok(Some(IgnoreEdit { leaves_out: files.filter(|path| out(path)).cloned().collect(), text }))
}

/// The text with these patterns in its block; `None` where the block has no end.
fn with_patterns(old: &str, patterns: &[&str]) -> Option<String> {
    let mark = if old.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (mark, body) = old.split_at(mark);
    let end_of_line = if body.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: Vec<&str> = body.split_inclusive('\n').collect();
    let is = |line: &&str, word: &str| line.starts_with(word);
    let block = |patterns: &mut dyn Iterator<Item = &str>| -> String {
        patterns.map(|pattern| format!("{pattern}{end_of_line}")).collect()
    };
    let Some(begin) = lines.iter().position(|line| is(line, BEGIN)) else {
        let gap = if body.is_empty() { "" } else { end_of_line };
        let block = block(&mut [HEAD].into_iter().chain(patterns.iter().copied()).chain([END]));
        return Some(format!("{mark}{block}{gap}{body}"));
    };
    let end = begin + lines[begin..].iter().position(|line| is(line, END))?;
    let there = |pattern: &&str| lines[begin..end].iter().any(|line| line.trim() == *pattern);
    let new = block(&mut patterns.iter().copied().filter(|pattern| !there(pattern)));
    Some(format!("{mark}{}{new}{}", lines[..end].concat(), lines[end..].concat()))
}

/// Checks that two contexts of a file differ as declared: COPY, ADD and bind mounts of all Dockerfiles in it take the
/// same files, without those that are declared to be left out, and nothing that one names is gone.
///
/// # Errors
/// What does not hold, for the report of a breach.
pub fn verify_ignored(old: &Model<'_>, new: &Model<'_>, leaves_out: &BTreeSet<String>) -> Result<(), String> {
    let (Some(before), Some(after)) = (old.context, new.context) else { return Err("there is no context".to_owned()) };
    let unknown = |error: Unknown| error.to_string();
    let mut sources: BTreeSet<String> = new.takes().into_iter().filter_map(|take| take.path).collect();
    let others = old.other_files().map_err(unknown)?;
    sources.extend(others.into_iter().filter_map(|one| one.takes).flatten().filter_map(|(_, path)| path));
    let (mut taken, mut left) = (BTreeSet::new(), BTreeSet::new());
    for source in &sources {
        let (was, is) = (before.source(source).map_err(unknown)?, after.source(source).map_err(unknown)?);
        if let Some((path, _)) = was.found.iter().find(|found| !is.found.contains(found)) {
            return Err(format!("{source} names {path}, which is left out"));
        }
        if was.found.len() != is.found.len() {
            return Err(format!("{source} names more than before"));
        }
        for (root, _) in &was.found {
            let (was, is) = (files(before, root).map_err(unknown)?, files(after, root).map_err(unknown)?);
            if is.is_empty() && !was.is_empty() {
                return Err(format!("{source} takes nothing of {root} any more"));
            }
            taken.extend(was);
            left.extend(is);
        }
    }
    if let Some(path) = left.iter().find(|path| !taken.contains(*path)) {
        return Err(format!("{path} comes in"));
    }
    let gone: BTreeSet<&String> = taken.difference(&left).collect();
    if let Some(path) = gone.iter().find(|path| !leaves_out.contains(**path)) {
        return Err(format!("{path} is left out, which was not declared"));
    }
    match leaves_out.iter().find(|path| !gone.contains(path)) {
        Some(path) => Err(format!("{path} was declared to be left out, and is not")),
        None => Ok(()),
    }
}

fn files(context: &Context, root: &str) -> Result<BTreeSet<String>, Unknown> {
    let mut found = BTreeSet::new();
    context.walk(root, &mut |path, _| {
        found.insert(path.to_owned());
        true
    })?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn becomes(old: &str, patterns: &[&str], new: &str) {
        assert_eq!(with_patterns(old, patterns).as_deref(), Some(new));
        assert_eq!(with_patterns(new, patterns).as_deref(), Some(new));
    }

    #[test]
    fn the_block_stands_on_top_and_grows() {
        becomes("", &[".git"], &format!("{HEAD}\n.git\n{END}\n"));
        becomes("\u{feff}*.log\r\n!a.log", &["b"], &format!("\u{feff}{HEAD}\r\nb\r\n{END}\r\n\r\n*.log\r\n!a.log"));
        becomes(
            &format!("x\n{BEGIN}\n.git\n{END} of it\ny\n"),
            &["a", ".git"],
            &format!("x\n{BEGIN}\n.git\na\n{END} of it\ny\n"),
        );
        assert_eq!(with_patterns(&format!("{BEGIN}\n.git\n"), &["a"]), None);
    }
}
