//! Edits of instructions other than RUN, and of instructions as a whole: words replaced, instructions put between
//! others, taken out and fused.
//!
//! As for shell text, these functions only place bytes; what they declare is verified after.

use std::ops::Range;

use super::layout;
use super::{Edit, Effect};
use crate::model::Model;
use crate::syntax::{Instruction, ItemKind, Span};

/// Replaces a range of the joined text of an instruction; an empty range is a place. `None` where it is broken over two
/// lines, or the instruction has a heredoc.
#[must_use]
pub fn replace(instruction: &Instruction<'_>, range: Span, text: &str) -> Option<Edit> {
    let joined = instruction.logical.text();
    let blank = |at: &char| at.is_whitespace();
    let before = &joined[..range.start as usize];
    let after = &joined[range.end as usize..];
    // The whole words that the range cuts are declared.
    let (head, tail) = (before.chars().rev().take_while(|at| !blank(at)), after.chars().take_while(|at| !blank(at)));
    let start = range.start as usize - head.map(char::len_utf8).sum::<usize>();
    let end = range.end as usize + tail.map(char::len_utf8).sum::<usize>();
    let span = Span::new(start, end);
    let text = [Span::new(start, range.start as usize).of(joined), text, Span::new(range.end as usize, end).of(joined)];
    let text = text.concat();
    let place = instruction.logical.source(span).filter(|_| instruction.heredocs.is_empty())?;
    Some(Edit { span: place, removes: words(span.of(joined)), adds: words(&text), text, effect: Effect::Arguments })
}

/// Gives an instruction a flag, behind those that it has. `None` as for [`replace`].
#[must_use]
pub fn add_flag(instruction: &Instruction<'_>, flag: &str) -> Option<Edit> {
    replace(instruction, Span::at(instruction.command.rest.start as usize), &format!("{flag} "))
}

/// Puts instructions in front of the one at `at`, and of the comment that stands over it.
#[must_use]
pub fn place_above(model: &Model<'_>, at: usize, instructions: &[String]) -> Option<Edit> {
    let document = model.document;
    let item = document.items.iter().position(|item| item.kind == ItemKind::Instruction(at))?;
    let comments = document.items[..item].iter().rev().take_while(|item| item.kind == ItemKind::Comment);
    let start = document.items[item - comments.count()].span.start;
    let eol = document.source.eol().as_str();
    let text = instructions.iter().flat_map(|one| [one, eol]).collect();
    Some(placed(start as usize, text, instructions))
}

/// Puts instructions behind the one at `at`. `None` behind a last one that a continuation ends.
#[must_use]
pub fn place_below(model: &Model<'_>, at: usize, instructions: &[String]) -> Option<Edit> {
    let instruction = model.document.instructions.get(at)?;
    let eol = model.document.source.eol().as_str();
    let lines = instruction.lines;
    let own = lines.of(model.document.source.text());
    let ended = own.ends_with('\n');
    let open = own.trim_end().ends_with(char::from(model.document.escape));
    let text = instructions.iter().flat_map(|one| if ended { [one, eol] } else { [eol, one] }).collect();
    (!open).then(|| placed(lines.end as usize, text, instructions))
}

fn placed(at: usize, text: String, instructions: &[String]) -> Edit {
    Edit { span: Span::at(at), text, removes: Vec::new(), adds: instructions.to_vec(), effect: Effect::Place }
}

/// Takes an instruction other than RUN out of the file, with its lines. `None` for one with comments or a heredoc in it.
#[must_use]
pub fn remove(model: &Model<'_>, instruction: &Instruction<'_>) -> Option<Edit> {
    let span = instruction.lines;
    let comments = span.of(model.document.source.text()).lines().any(|line| line.trim_start().starts_with('#'));
    let plain = !comments && instruction.heredocs.is_empty();
    let removes = words(instruction.logical.text());
    plain.then_some(Edit { span, text: String::new(), removes, adds: Vec::new(), effect: Effect::Delete })
}

/// Makes one instruction of those in a range, which have the same keyword and no flags: the arguments of each follow on a
/// line of their own. `None` where anything but blank lines stands between two.
#[must_use]
pub fn fuse(model: &Model<'_>, range: Range<usize>) -> Option<Vec<Edit>> {
    let document = model.document;
    let text = document.source.text();
    let instructions = document.instructions.get(range)?;
    let indent = instructions.iter().find_map(|one| last_indent(one, text)).unwrap_or("    ");
    let glue = format!(" {}{}{indent}", char::from(document.escape), document.source.eol().as_str());
    let pair = |pair: &[Instruction<'_>]| {
        let [first, second] = pair else { return None };
        let start = second.logical.cover(second.command.rest).start as usize;
        let span = Span::new(first.span.end as usize, start);
        let between = Span::new(first.lines.end as usize, second.lines.start as usize).of(text);
        let head = Span::new(second.span.start as usize, start).of(text);
        let same = first.command.keyword == second.command.keyword && second.command.flags.is_empty();
        let plain = between.trim().is_empty() && first.heredocs.is_empty() && !head.contains('\n');
        let removes = words(head);
        (same && plain).then(|| Edit { span, text: glue.clone(), removes, adds: Vec::new(), effect: Effect::Fuse })
    };
    instructions.windows(2).map(pair).collect()
}

/// The indentation of the last continuation line of an instruction.
fn last_indent<'t>(instruction: &Instruction<'_>, text: &'t str) -> Option<&'t str> {
    let lines = instruction.span.of(text).split('\n').skip(1);
    lines.filter(|line| !line.trim_start().starts_with('#')).last().map(layout::indentation)
}

/// The words of a text, between blanks.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
