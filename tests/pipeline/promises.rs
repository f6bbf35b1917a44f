//! What holds for every rewrite, asked of a text and its result.

use dfopt::config::Settings;
use dfopt::pipeline::{self, Failure, Selection};
use dfopt::syntax::{Document, ItemKind, Keyword, parse};
use dfopt::transforms;

use crate::applied;

/// All comment lines in order, those inside instructions included, without the blanks around them.
fn comments<'t>(document: &Document<'_>, text: &'t str) -> Vec<&'t str> {
    let mut found = Vec::new();
    for item in &document.items {
        let lines = match item.kind {
            ItemKind::Comment => item.span.of(text),
            ItemKind::Instruction(at) => {
                let instruction = &document.instructions[at];
                let heredocs: usize = instruction.heredocs.iter().map(|heredoc| heredoc.body.of(text).len()).sum();
                if heredocs > 0 { "" } else { item.span.of(text) }
            }
            _ => "",
        };
        found.extend(lines.lines().map(str::trim).filter(|line| line.starts_with('#')));
    }
    found
}

/// The instructions that the transforms with some ids may edit.
fn reached(ids: &[&str]) -> Vec<Keyword> {
    let applied = transforms::ALL.iter().filter(|transform| ids.contains(&transform.meta().id));
    applied.flat_map(|transform| transform.reach().instructions).copied().collect()
}

/// The whole lines of everything but the instructions `reached`.
fn others<'t>(document: &Document<'_>, text: &'t str, reached: &[Keyword]) -> Vec<&'t str> {
    let is_other = |keyword: Option<Keyword>| keyword.is_none_or(|keyword| !reached.contains(&keyword));
    let others = document.instructions.iter().filter(|one| is_other(one.keyword()));
    others.map(|one| one.span.of(text)).collect()
}

/// The transforms that give instructions another place.
const MOVERS: [&str; 4] = ["copy-after-packages", "copy-manifests-first", "merge-apk-virtual", "sink-volatile"];

/// Checks all promises on a file that BuildKit reads; the error says which is broken.
pub(crate) fn check(text: &str, settings: &Settings, selection: &Selection) -> Result<String, String> {
    let outcome = match pipeline::fix(text, settings, selection) {
        Ok(outcome) => outcome,
        Err(Failure::Syntax(_)) => return Ok(text.to_owned()),
        Err(breach) => return Err(breach.to_string()),
    };
    let fixed = outcome.fixed.clone();
    let before = parse(text).map_err(|error| error.to_string())?;
    let after = parse(&fixed).map_err(|error| format!("the result is no Dockerfile: {error}\n{fixed}"))?;
    if let Some(error) = after.errors.first() {
        return Err(format!("the result has a fault: {error}\n{fixed}"));
    }
    if outcome.applied.is_empty() != (fixed == text) {
        return Err(format!("what is told is not what was done\n{fixed}"));
    }
    let reached = reached(&applied(&outcome));
    if others(&before, text, &reached) != others(&after, &fixed, &reached) {
        return Err(format!("an instruction changed that no applied transform reaches\n{fixed}"));
    }
    let (mut old, mut new) = (comments(&before, text), comments(&after, &fixed));
    if applied(&outcome).iter().any(|id| MOVERS.contains(id)) {
        // They go with the instruction below them; that they do is shown in `tests/verify.rs`.
        old.sort_unstable();
        new.sort_unstable();
    }
    if old != new {
        return Err(format!("a comment was lost or moved\n{fixed}"));
    }
    if !text.replace("\r\n", "").contains('\n') && fixed.replace("\r\n", "").contains('\n') {
        return Err(format!("a line end is not that of the file\n{fixed:?}"));
    }
    if text.ends_with('\n') != fixed.ends_with('\n') || text.starts_with('\u{feff}') != fixed.starts_with('\u{feff}') {
        return Err(format!("the begin or the end of the file changed\n{fixed:?}"));
    }
    let again = pipeline::fix(&fixed, settings, selection).map_err(|failure| format!("{failure}\n{fixed}"))?;
    match again.applied.first() {
        Some(change) => Err(format!("a second run wants to {} ({})\n{fixed}", change.title, change.transform)),
        None => Ok(fixed),
    }
}
