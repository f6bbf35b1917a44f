//! The promises of a rewrite, checked on its result: translation validation.
//!
//! The result is read again. (a) It parses. (b) Instructions that no edit touches are byte-identical and in order, and
//! no comment is lost. (c) Every edited RUN has exactly the old shell tokens without the declared removals, plus the
//! declared additions in their places, and its top-level lists have the declared shape; every other edited instruction
//! has exactly the declared words; nothing but what the transform reaches was edited. (d) The image configuration of
//! every stage differs only in the declared keys, and what is untouched runs as the same user, in the same directory and
//! shell, and where variables may be edited expands the same ones to the same. (e), that a second run proposes nothing,
//! is the pipeline's: its last round changes nothing.

mod groups;
mod runs;
mod untouched;

use super::moves;
use super::{EditSet, Effect, Reach};
use crate::model::Model;
use crate::syntax::{Instruction, Keyword, Span};
pub(super) use groups::Group;
use runs::{edited_run, expected, expected_tokens};
use untouched::{comments_survive, same_config, same_state, same_variables};

/// Checks the result of applying `edits` to `old`.
///
/// # Errors
/// What does not hold, for the report of a breach.
pub fn verify(old: &Model<'_>, edits: &EditSet, new: &Model<'_>, reach: &Reach) -> Result<(), String> {
    let mut groups = groups::groups(old.document, edits)?;
    for group in groups.iter().filter(|group| group.deleted) {
        deleted(old, group, reach)?;
    }
    groups.retain(|group| !group.deleted);
    let moves = moves::read(old.document, &groups)?;
    let (before, after) = (&old.document.instructions, &new.document.instructions);
    if groups.len() != after.len() {
        return Err(format!("{} instructions expected, {} found", groups.len(), after.len()));
    }
    if let Some(error) = new.document.errors.first() {
        return Err(format!("BuildKit would reject the result: {error}"));
    }
    for (at, group) in groups.iter().enumerate() {
        let result = &after[at];
        let text = result.span.of(new.document.source.text());
        if let Some(placed) = group.placed {
            within_reach(result, reach)?;
            if text != placed {
                return Err(format!("a new instruction is `{text}`, declared was `{placed}`"));
            }
            if let Some(origin) = moves.origin(at) {
                same_state((old, origin), (new, at), reach)?;
            }
        } else if group.edits.is_empty() {
            if before[group.first].span.of(old.document.source.text()) != text {
                return Err(format!("an untouched {} changed", keyword(result)));
            }
            same_state((old, group.first), (new, at), reach)?;
            if reach.instructions.iter().any(|keyword| matches!(keyword, Keyword::Arg | Keyword::Env)) {
                same_variables((old, group.first), (new, at))?;
            }
        } else {
            for instruction in &before[group.first..=group.last] {
                within_reach(instruction, reach)?;
            }
            within_reach(result, reach)?;
            if result.keyword() == Some(Keyword::Run) {
                edited_run(old, group, new, at)?;
            } else {
                edited_instruction(&before[group.first..=group.last], group, result)?;
            }
        }
    }
    let relocates = edits.edits().iter().any(|edit| edit.effect == Effect::Delete);
    comments_survive(old.document, new.document, &moves, relocates)?;
    same_config(old, new, reach)
}

fn within_reach(instruction: &Instruction<'_>, reach: &Reach) -> Result<(), String> {
    match instruction.keyword() {
        Some(keyword) if reach.instructions.contains(&keyword) => Ok(()),
        _ => Err(format!("an edit touches {}, which is none of the declared instructions", keyword(instruction))),
    }
}

fn deleted(old: &Model<'_>, group: &Group<'_>, reach: &Reach) -> Result<(), String> {
    let instruction = &old.document.instructions[group.first];
    within_reach(instruction, reach)?;
    let left = match old.run(group.first) {
        _ if group.first != group.last => return Err("a deletion takes away what was joined".to_owned()),
        Some(run) => expected_tokens(&[run], &group.edits)?,
        None if instruction.keyword() == Some(Keyword::From) => return Err("a stage was taken away".to_owned()),
        None => expected(words(instruction), &group.edits)?,
    };
    if left.is_empty() { Ok(()) } else { Err("a deletion leaves something behind".to_owned()) }
}

/// An instruction other than RUN has exactly the declared words.
fn edited_instruction(old: &[Instruction<'_>], group: &Group<'_>, result: &Instruction<'_>) -> Result<(), String> {
    let effects = [Effect::Arguments, Effect::Fuse];
    if !group.edits.iter().all(|edit| effects.contains(&edit.effect)) {
        return Err(format!("the shell text of {} was edited", keyword(result)));
    }
    if old.iter().any(|one| !one.heredocs.is_empty()) || !result.heredocs.is_empty() {
        return Err(format!("a heredoc of {} was edited", keyword(result)));
    }
    let expected = expected(old.iter().flat_map(words).collect(), &group.edits)?;
    same_words(result.logical.text().split_whitespace(), &expected)
}

/// The words between blanks of an instruction, with their places in the source.
fn words<'i>(instruction: &'i Instruction<'_>) -> Vec<(Span, &'i str)> {
    let joined = instruction.logical.text();
    let start = |word: &str| word.as_ptr() as usize - joined.as_ptr() as usize;
    let span = |word: &str| Span::new(start(word), start(word) + word.len());
    joined.split_whitespace().map(|word| (instruction.logical.cover(span(word)), word)).collect()
}

fn same_words<'w>(found: impl Iterator<Item = &'w str> + Clone, expected: &[String]) -> Result<(), String> {
    if found.clone().eq(expected.iter().map(String::as_str)) {
        return Ok(());
    }
    let position = found.clone().zip(expected).take_while(|(found, expected)| found == expected).count();
    let found = found.clone().nth(position).unwrap_or("the end");
    let wanted = expected.get(position).map_or("the end", String::as_str);
    Err(format!("word {position} is `{found}`, declared was `{wanted}`"))
}

fn keyword(instruction: &Instruction<'_>) -> &'static str {
    instruction.keyword().map_or("instruction", Keyword::as_str)
}
