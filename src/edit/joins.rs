//! RUNs that become one, also over instructions between them, which go above or below the result.
//!
//! As for shell text, these functions only place bytes; what they declare is verified after.

use super::columns::Columns;
use super::layout::{self, Layout};
use super::shell_text::{line_before, tokens};
use super::{Edit, Effect};
use crate::model::{JoinForm, Model, Run};
use crate::shell::Script;
use crate::syntax::{ItemKind, Span};

/// Instructions between two RUNs that are joined, with the comments over them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detour {
    /// Index of the first in the document's instructions: the one behind a RUN.
    pub first: usize,
    /// Index of the last: the one in front of the next RUN.
    pub last: usize,
    /// Where they go.
    pub side: Side,
}

/// Where instructions go that stand between RUNs which become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In front of the result.
    Above,
    /// Behind it.
    Below,
}

/// Joins RUNs that follow each other into one; `forms` says how each joins the next. The result stands on one line, or
/// breaks its lines in one style. `None` for a RUN that is not understood.
#[must_use]
pub fn join(model: &Model<'_>, layout: &Layout, runs: &[&Run<'_>], forms: &[JoinForm]) -> Option<Vec<Edit>> {
    join_around(model, layout, runs, forms, &[])
}

/// Joins RUNs as [`join`] does, where other instructions stand between some of them: `detours` says where all of those
/// go, at most one part to each side.
#[must_use]
pub fn join_around(
    model: &Model<'_>,
    layout: &Layout,
    runs: &[&Run<'_>],
    forms: &[JoinForm],
    detours: &[Detour],
) -> Option<Vec<Edit>> {
    joined(model, layout, runs, forms, (detours, 0)).map(|(edits, _)| edits)
}

/// Joins RUNs like [`join`], and puts a command behind the last of them; each of them is one chain of `&&`. `None` for
/// other ones.
#[must_use]
pub fn join_and_append(
    model: &Model<'_>,
    layout: &Layout,
    runs: &[&Run<'_>],
    forms: &[JoinForm],
    command: &[&str],
) -> Option<Vec<Edit>> {
    let script = runs.last()?.script.as_ref().ok()?;
    let [item] = script.list.items.as_slice() else { return None };
    if item.sep_span.is_some() || forms.contains(&JoinForm::Braces) {
        return None;
    }
    let added = command.iter().map(|word| word.len() + 1).sum::<usize>() + "&& ".len();
    let (mut edits, width) = joined(model, layout, runs, forms, (&[], added))?;
    let glue = layout.and(model.document, runs, "", width);
    let adds = std::iter::once("&&".to_owned()).chain(tokens(command)).collect();
    let span = Span::at(runs.last()?.cover(item.and_or.span).end as usize);
    let text = layout::fill(command, &glue);
    edits.push(Edit { span, text: glue + &text, removes: Vec::new(), adds, effect: Effect::Append(1) });
    Some(edits)
}

/// The edits that join RUNs, and the columns of the result with `added` more, if it stands on one line.
fn joined(
    model: &Model<'_>,
    layout: &Layout,
    runs: &[&Run<'_>],
    forms: &[JoinForm],
    (detours, added): (&[Detour], usize),
) -> Option<(Vec<Edit>, Option<usize>)> {
    let (first, last) = (runs.first()?, runs.last()?);
    let mut edits = Vec::new();
    let mut comments = Vec::new();
    for pair in runs.windows(2) {
        let end = pair[0].cover(pair[0].script.as_ref().ok()?.list.items.last()?.and_or.span).end;
        let detour = detours.iter().find(|detour| pair[0].at < detour.first && detour.last < pair[1].at);
        let start = pair[1].cover(pair[1].script.as_ref().ok()?.list.span).start;
        let lines = |start, end| layout::comment_lines(model.document, Span { start, end });
        comments.push(match detour {
            Some(detour) => {
                let block = block(model, detour)?;
                edits.push(moved(model, (first, last), detour, block)?);
                // From the end of a line on, as behind a RUN.
                lines(end, pair[0].instruction.span.end) + &lines(block.end - 1, start)
            }
            None if pair[0].at + 1 == pair[1].at => lines(end, start),
            None => return None,
        });
    }
    let inner = |run: &&Run<'_>| !layout::comment_lines(model.document, run.instruction.span).is_empty();
    let commented = comments.iter().any(|lines| !lines.is_empty()) || runs.iter().any(inner);
    let width = runs.iter().map(|run| layout::width(run.instruction)).sum::<Option<usize>>();
    let width = width.filter(|_| !commented).map(|width| width + added);
    let columns = runs.iter().map(|run| Columns::of(model.document, run));
    let columns = columns.into_iter().find(|columns| *columns != Columns::default()).unwrap_or_default();
    for ((pair, form), comments) in runs.windows(2).zip(forms).zip(&comments) {
        let (Ok(script), Ok(next_script)) = (&pair[0].script, &pair[1].script) else { return None };
        let last = script.list.items.last()?;
        let start = pair[0].cover(last.and_or.span).end as usize;
        let removes = match last.sep_span {
            Some(_) => vec![";".to_owned()],
            None => Vec::new(),
        };
        let span = Span::new(start, pair[1].cover(next_script.list.span).start as usize);
        let glue = layout.and(model.document, runs, comments, width);
        let mut text = columns.align(&glue, &line_before(model, start));
        let mut adds = vec!["&&".to_owned()];
        let braced = *form == JoinForm::Braces;
        if braced {
            text.push_str("{ ");
            adds.push("{".to_owned());
            edits.push(close(pair[1], next_script)?);
        }
        edits.push(Edit { span, text, removes, adds, effect: Effect::Join { braced } });
    }
    Some((edits, width))
}

/// The lines of a detour, from the first comment over it on.
fn block(model: &Model<'_>, detour: &Detour) -> Option<Span> {
    let document = model.document;
    let before = document.instructions.get(detour.first.checked_sub(1)?)?.lines.end;
    let first = document.items.partition_point(|item| item.span.start < before);
    let start = document.items[first..].iter().find(|item| item.kind != ItemKind::Blank)?.span.start;
    Some(Span { start, end: document.instructions.get(detour.last)?.lines.end })
}

/// The edit that brings a detour to its new place, with a blank line on the side of the RUNs where it had one.
fn moved(model: &Model<'_>, (first, last): (&Run<'_>, &Run<'_>), detour: &Detour, block: Span) -> Option<Edit> {
    let document = model.document;
    let (text, eol) = (document.source.text(), document.source.eol().as_str());
    let own = block.of(text);
    let is_blank = |at: usize| document.items.get(at).is_some_and(|item| item.kind == ItemKind::Blank);
    let start = document.items.partition_point(|item| item.span.start < block.start);
    let end = document.items.partition_point(|item| item.span.start < block.end);
    let (at, text) = match detour.side {
        Side::Above => {
            let item = document.items.iter().position(|item| item.kind == ItemKind::Instruction(first.at))?;
            let comments = document.items[..item].iter().rev().take_while(|item| item.kind == ItemKind::Comment);
            let at = document.items[item - comments.count()].span.start;
            (at, if is_blank(end) { format!("{own}{eol}") } else { own.to_owned() })
        }
        Side::Below => {
            let lines = last.instruction.lines.of(text);
            if lines.trim_end().ends_with(char::from(document.escape)) {
                return None;
            }
            let blank = if start.checked_sub(1).is_some_and(is_blank) { eol } else { "" };
            let text = if lines.ends_with('\n') {
                format!("{blank}{own}")
            } else {
                format!("{eol}{blank}{}", own.trim_end_matches(['\r', '\n']))
            };
            (last.instruction.lines.end, text)
        }
    };
    let instructions = document.instructions.get(detour.first..=detour.last)?;
    let source = document.source.text();
    let adds = instructions.iter().map(|instruction| instruction.span.of(source).to_owned()).collect();
    Some(Edit { span: Span::at(at as usize), text, removes: Vec::new(), adds, effect: Effect::Move })
}

/// Ends the brace group of a joined RUN.
fn close(run: &Run<'_>, script: &Script) -> Option<Edit> {
    let last = script.list.items.last()?;
    let (at, text, adds) = match last.sep_span {
        Some(semicolon) => (run.source(semicolon)?.end, " }", vec!["}".to_owned()]),
        None => (run.cover(last.and_or.span).end, "; }", vec![";".to_owned(), "}".to_owned()]),
    };
    Some(Edit { span: Span::at(at as usize), text: text.to_owned(), removes: Vec::new(), adds, effect: Effect::Close })
}
