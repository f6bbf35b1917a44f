//! Edits of instructions other than RUN, and of instructions as a whole: words replaced, instructions put between
//! others, taken out and fused.
//!
//! As for shell text, these functions only place bytes; what they declare is verified after.

use std::ops::Range;

use super::layout;
use super::{Edit, Effect};
use crate::model::{Model, Run};
use crate::syntax::{Instruction, Item, ItemKind, Keyword, Span};

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

/// Puts flags in front of those that a RUN has, and of its shell text: on its line, or each on a line of its own, with
/// the shell text behind them, where they are several or make the line too long.
#[must_use]
pub fn add_flags(model: &Model<'_>, run: &Run<'_>, flags: &[String]) -> Edit {
    let instruction = run.instruction;
    let command = &instruction.command;
    let first = command.flags.first().map_or(command.rest.start, |flag| flag.span.start);
    let at = instruction.logical.cover(Span::at(first as usize)).start as usize;
    let text = model.document.source.text();
    let line = instruction.span.of(text).lines().next().map_or(0, str::len);
    let width = line + flags.iter().map(|flag| flag.len() + 1).sum::<usize>();
    let indent = last_indent(instruction, text).filter(|indent| !indent.is_empty()).unwrap_or("    ");
    let glue = match flags {
        [_] if width <= layout::MAX_WIDTH => " ".to_owned(),
        _ => format!(" \\{}{indent}", model.document.source.eol().as_str()),
    };
    let text = flags.iter().flat_map(|flag| [flag, glue.as_str()]).collect();
    Edit { span: Span::at(at), text, removes: Vec::new(), adds: flags.to_vec(), effect: Effect::Flags }
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

/// Moves an instruction other than RUN, with the comment that stands over it, behind the one at `below`: one edit that
/// takes it out, one that puts it there, apart by a blank line if it was so from what followed. Unless its place is
/// `taken` by something else, of the blank lines around it one stays. `None` where it holds comments or a heredoc, or
/// there is no place.
#[must_use]
pub fn relocate(model: &Model<'_>, at: usize, below: usize, taken: bool) -> Option<[Edit; 2]> {
    let document = model.document;
    let text = document.source.text();
    let instruction = document.instructions.get(at)?;
    let TakenOut { removal, comments, apart } = take_out(model, at, taken)?;
    let blank = |item: usize| document.items.get(item).filter(|it| it.kind == ItemKind::Blank);
    let eol = document.source.eol().as_str();
    let whole = instruction.span.of(text);
    let mut placed = place_below(model, below, &[whole.to_owned()])?;
    // Of a block, each moves on its own: they meet again behind the blank line that the first one brought.
    let behind = document.items.iter().position(|item| item.kind == ItemKind::Instruction(below))? + 1;
    let same = |item: &ItemKind| match item {
        ItemKind::Instruction(next) => document.instructions[*next].keyword() == instruction.keyword(),
        _ => false,
    };
    let joins = document.items.get(behind + 1).is_some_and(|item| same(&item.kind));
    if let Some(line) = blank(behind).filter(|_| apart && joins) {
        placed.text = format!("{comments}{}", placed.text);
        placed.span = Span::at(line.span.end as usize);
        return Some([removal, placed]);
    }
    let head = format!("{}{comments}", if apart { eol } else { "" });
    placed.text = match placed.text.strip_prefix(eol) {
        Some(rest) => format!("{eol}{head}{rest}"),
        None => format!("{head}{}", placed.text),
    };
    Some([removal, placed])
}

/// An instruction that leaves its place.
pub(super) struct TakenOut<'t> {
    /// The edit that takes it out, with the comment over it.
    pub(super) removal: Edit,
    /// The lines of that comment.
    pub(super) comments: &'t str,
    /// Whether a blank line stands behind it.
    apart: bool,
}

/// Takes an instruction other than RUN out with the comment that stands over it, and, unless its place is `taken` by
/// something else, with one of the blank lines around it.
pub(super) fn take_out<'t>(model: &Model<'t>, at: usize, taken: bool) -> Option<TakenOut<'t>> {
    let document = model.document;
    let instruction = document.instructions.get(at)?;
    let mut removal = remove(model, instruction)?;
    let item = document.items.iter().position(|item| item.kind == ItemKind::Instruction(at))?;
    let above = document.items[..item].iter().rev().take_while(|item| item.kind == ItemKind::Comment);
    let first = item - above.count();
    let start = document.items[first].span.start as usize;
    let comments = Span::new(start, instruction.lines.start as usize).of(document.source.text());
    let blank =
        |item: Option<usize>| item.and_then(|at| document.items.get(at)).filter(|it| it.kind == ItemKind::Blank);
    let apart = blank(Some(item + 1)).is_some();
    let before = blank(first.checked_sub(1)).filter(|_| apart && !taken);
    removal.span = Span::new(before.map_or(start, |blank| blank.span.start as usize), instruction.lines.end as usize);
    Some(TakenOut { removal, comments, apart })
}

/// Moves instructions other than RUN, each with the comment that stands over it, behind the one at `below`, as a block in
/// this order: edits that take them out, and one that puts them there, apart by a blank line if the last one was so from
/// what followed, or what follows there is. Of the blank lines around what goes one stays. `None` where one holds comments or a heredoc, or there is no place.
#[must_use]
pub fn relocate_block(model: &Model<'_>, block: &[usize], below: usize) -> Option<Vec<Edit>> {
    let document = model.document;
    let text = document.source.text();
    let eol = document.source.eol().as_str();
    let mut taken: Vec<TakenOut<'_>> = block.iter().map(|&at| take_out(model, at, true)).collect::<Option<_>>()?;
    let is_blank = |at: usize| document.items.get(at).is_some_and(|item| item.kind == ItemKind::Blank);
    let mut first = 0;
    for at in 0..taken.len() {
        let goes_on = taken.get(at + 1).is_some_and(|next| next.removal.span.start == taken[at].removal.span.end);
        if goes_on {
            continue;
        }
        let start = taken[first].removal.span.start;
        let before = document.items.partition_point(|item| item.span.end <= start).checked_sub(1);
        if let Some(blank) = before.filter(|&item| taken[at].apart && is_blank(item)) {
            taken[first].removal.span.start = document.items[blank].span.start;
        }
        first = at + 1;
    }
    let whole: Vec<String> = block.iter().map(|&at| model.instruction(at).span.of(text).to_owned()).collect();
    let mut placed = place_below(model, below, &whole)?;
    let behind = document.items.iter().position(|item| item.kind == ItemKind::Instruction(below))? + 1;
    // A comment that is further in than instructions are belongs to what stands above it.
    let further_in = |item: &Item| item.kind == ItemKind::Comment && item.span.of(text).starts_with([' ', '\t']);
    if document.items.get(behind).is_some_and(further_in) {
        return None;
    }
    // Arguments alone stand right above what uses them.
    let alone = block.iter().all(|&at| model.instruction(at).keyword() == Some(Keyword::Arg));
    let head = if is_blank(behind) || taken.last()?.apart && !alone { eol } else { "" };
    let tail = if head.is_empty() || is_blank(behind) || document.items.len() == behind { "" } else { eol };
    let lines = taken.iter().zip(&whole).flat_map(|(one, own)| [one.comments, own.as_str(), eol]);
    let lines: String = std::iter::once(head).chain(lines).chain([tail]).collect();
    placed.text = match placed.text.starts_with(eol) {
        true => format!("{eol}{}", lines.strip_suffix(eol)?),
        false => lines,
    };
    Some(taken.into_iter().map(|one| one.removal).chain([placed]).collect())
}

/// Puts instructions in front of what an edit of [`relocate`] places.
#[must_use]
pub fn with_above(model: &Model<'_>, mut placed: Edit, instructions: &[String]) -> Edit {
    let eol = model.document.source.eol().as_str();
    let above: String = instructions.iter().flat_map(|one| [one, eol]).collect();
    placed.text.insert_str(0, &above);
    placed.adds.splice(0..0, instructions.iter().cloned());
    placed
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
