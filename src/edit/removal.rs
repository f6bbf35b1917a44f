//! Words of commands taken out, with the blanks and line ends that would stand there for nothing.

use super::layout;
use super::shell_text::place;
use super::{Edit, Effect};
use crate::model::{Model, Run, RunForm};
use crate::shell::Simple;
use crate::syntax::Span;

/// Takes a word out of a simple command, as [`remove_words`] does.
#[must_use]
pub fn remove_word(model: &Model<'_>, run: &Run<'_>, simple: &Simple, index: usize) -> Option<Edit> {
    remove_words(model, run, simple, &[index])?.pop()
}

/// Takes words out of a simple command, given by their indices in rising order, with the blanks before them; with their
/// lines when they stand there alone. `None` as for [`insert_after`], for a word that begins its command, and for one
/// behind a comment that ends its RUN.
#[must_use]
pub fn remove_words(model: &Model<'_>, run: &Run<'_>, simple: &Simple, indices: &[usize]) -> Option<Vec<Edit>> {
    let text = model.document.source.text();
    let mut edits = Vec::new();
    for group in indices.chunk_by(|left, right| left + 1 == *right) {
        let lines = in_lines(text, run, simple, group)?;
        let &(_, last) = lines.last()?;
        if run.form == RunForm::Line && begins_line(text, last) && ends_line(text, last) {
            // The line before must not go on into the next instruction.
            let start = run.cover(simple.words.get(group.first()?.checked_sub(1)?)?.span).end;
            let whole = Span { start, ..last };
            let comment = whole.of(text).lines().any(|line| line.trim_start().starts_with('#'));
            edits.push((!comment).then(|| removal(run, simple, group, whole))?);
            continue;
        }
        // What follows a command on its last line must not stand there alone.
        if let Some(whole) = up_to_line_before(text, run, simple, (group, last)) {
            edits.push(removal(run, simple, group, whole));
            continue;
        }
        for (line, own) in lines {
            edits.push(removal(run, simple, line, with_blanks(text, run, simple, (*line.first()?, own))));
        }
    }
    Some(edits)
}

/// Words that follow each other, taken apart where a line ends between them, with the range of each part.
fn in_lines<'i>(text: &str, run: &Run<'_>, simple: &Simple, group: &'i [usize]) -> Option<Vec<(&'i [usize], Span)>> {
    let places = group.iter().map(|&index| place(run, simple.words.get(index)?)).collect::<Option<Vec<Span>>>()?;
    let mut lines = Vec::new();
    let mut start = 0;
    for at in 0..group.len() {
        let broken = |next: &Span| Span::new(places[at].end as usize, next.start as usize).of(text).contains('\n');
        if places.get(at + 1).is_none_or(broken) {
            lines.push((&group[start..=at], Span { end: places[at].end, ..places[start] }));
            start = at + 1;
        }
    }
    Some(lines)
}

/// The range of words that end their command, with the ends of the lines before the last one, which begins with them
/// and goes on behind them. `None` for other words, and where a comment stands between the lines.
fn up_to_line_before(text: &str, run: &Run<'_>, simple: &Simple, (group, last): (&[usize], Span)) -> Option<Span> {
    let before = run.cover(simple.words.get(group.first()?.checked_sub(1)?)?.span);
    let whole = Span { start: before.end, end: last.end };
    let behind = text[last.end as usize..].lines().next()?.trim_start_matches([' ', '\t']);
    let comment = whole.of(text).lines().skip(1).any(|line| line.trim_start().starts_with('#'));
    let ends_command = group.last()? + 1 == simple.words.len();
    let goes_on = !behind.is_empty() && !behind.starts_with('\\');
    (run.form == RunForm::Line && ends_command && goes_on && !comment && begins_line(text, last)).then_some(whole)
}

/// What goes away with words of one line, the first of which is the word `index` of the command.
fn with_blanks(text: &str, run: &Run<'_>, simple: &Simple, (index, own): (usize, Span)) -> Span {
    let line_start = text[..own.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let after = &text[own.end as usize..];
    let line_end = after.find('\n').map(|at| own.end as usize + at + 1);
    let first = begins_line(text, own);
    let alone = first && after.lines().next().is_some_and(|rest| rest.trim() == "\\");
    match line_end {
        Some(end) if alone && index > 0 => Span::new(line_start, end),
        _ if first => {
            // The words begin their line: the blanks behind them go, the indentation stays.
            let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
            Span::new(own.start as usize, own.end as usize + blanks)
        }
        _ => {
            let before = &text[line_start..own.start as usize];
            // An escaped blank belongs to the word before.
            let floor = index.checked_sub(1).map_or(0, |index| run.cover(simple.words[index].span).end as usize);
            Span::new((line_start + before.trim_end_matches([' ', '\t']).len()).max(floor), own.end as usize)
        }
    }
}

fn begins_line(text: &str, own: Span) -> bool {
    let before = &text[..own.start as usize];
    let before = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    layout::indentation(before) == before
}

fn ends_line(text: &str, own: Span) -> bool {
    text[own.end as usize..].lines().next().is_none_or(|rest| rest.trim().is_empty())
}

fn removal(run: &Run<'_>, simple: &Simple, indices: &[usize], span: Span) -> Edit {
    let removes = indices.iter().map(|&index| simple.words[index].text(run.text).to_owned()).collect();
    Edit { span, text: String::new(), removes, adds: Vec::new(), effect: Effect::Words }
}

/// Takes the first words of a simple command away, up to the begin of the next one, which may stand on a line further
/// down. `None` as for [`insert_after`], where no word would be left, and for a comment between them.
#[must_use]
pub fn remove_leading(model: &Model<'_>, run: &Run<'_>, simple: &Simple, count: usize) -> Option<Edit> {
    let words = simple.words.get(..count)?;
    let next = simple.words.get(count)?;
    let places = words.iter().chain([next]).map(|word| place(run, word)).collect::<Option<Vec<Span>>>()?;
    let span = Span { start: places.first()?.start, end: places.last()?.start };
    let comments = span.of(model.document.source.text()).lines().any(|line| line.trim_start().starts_with('#'));
    let removes = words.iter().map(|word| word.text(run.text).to_owned()).collect();
    (!comments).then_some(Edit { span, text: String::new(), removes, adds: Vec::new(), effect: Effect::Words })
}
