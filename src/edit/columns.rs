//! Columns in which the lines of a RUN end: operators and line continuations that are written one below the other.

use super::{Edit, Effect};
use crate::model::{Model, Run, RunForm};
use crate::syntax::{Document, Span};

/// The columns, counted in characters from 0, of what ends the lines of a RUN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// Of `&&` in front of a line continuation.
    operator: Option<usize>,
    /// Of the line continuation.
    continuation: Option<usize>,
}

impl Columns {
    /// The columns of a RUN whose lines are filled up with blanks to come to them. None with tabs, which are as wide as
    /// the reader likes.
    pub(super) fn of(document: &Document<'_>, run: &Run<'_>) -> Self {
        let text = run.instruction.span.of(document.source.text());
        if !run.instruction.logical.is_joined() || text.contains('\t') {
            return Self::default();
        }
        let lines: Vec<&str> = text.lines().filter_map(|line| line.trim_end().strip_suffix('\\')).collect();
        let operators = lines.iter().filter_map(|line| line.trim_end_matches(' ').strip_suffix("&&"));
        Self { operator: column(operators), continuation: column(lines.iter().copied()) }
    }

    /// What joins two commands, behind the text `before` of their line: the blanks that fill it up to the columns.
    pub(super) fn align(self, glue: &str, before: &str) -> String {
        let mut out = String::new();
        let mut rest = glue;
        let width = before.chars().count();
        if let Some(behind) = glue.strip_prefix(" && \\") {
            out = fill(width, self.operator) + "&&";
            rest = &glue[glue.len() - behind.len() - " \\".len()..];
        }
        if let Some(line) = rest.strip_prefix(" \\") {
            out.push_str(&fill(width + out.chars().count(), self.continuation));
            out.push('\\');
            rest = line;
        }
        out + rest
    }
}

/// The edits, and those that fill up or take back the blanks in front of a column on lines that get longer or shorter.
#[must_use]
pub fn keep_columns(model: &Model<'_>, mut edits: Vec<Edit>) -> Vec<Edit> {
    let text = model.document.source.text();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut more = Vec::new();
    let mut known: Option<(usize, Columns)> = None;
    for group in edits.chunk_by(|left, right| line_of(text, left.span.start) == line_of(text, right.span.start)) {
        let Some(start) = group.first().map(|first| first.span.start) else { continue };
        let line = line_of(text, start);
        let at = model.document.instructions.partition_point(|one| one.span.end < start);
        let fits = group.iter().all(|edit| stays_on(edit, line)) || matches!(group, [only] if breaks_behind(only));
        let Some(run) = model.run(at).filter(|_| fits) else { continue };
        let columns =
            known.filter(|(of, _)| *of == at).map_or_else(|| Columns::of(model.document, run), |(_, one)| one);
        known = Some((at, columns));
        more.extend(columns.fill_up((text, line), run, group));
    }
    edits.extend(more);
    edits
}

/// The line of an offset, without its end.
fn line_of(text: &str, at: u32) -> Span {
    let at = at as usize;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    Span::new(start, text[at..].find('\n').map_or(text.len(), |end| at + end))
}

/// Whether an edit changes words of one line only.
fn stays_on(edit: &Edit, line: Span) -> bool {
    edit.effect == Effect::Words && line.contains(edit.span) && !edit.text.contains('\n')
}

/// Whether an edit puts words behind others, the last of them on a new line, which the rest of the old one ends.
fn breaks_behind(edit: &Edit) -> bool {
    edit.effect == Effect::InsertBehind && edit.span.is_empty() && edit.text.contains('\n')
}

impl Columns {
    /// The edit that gives a line its column back when the edits of its words are made.
    fn fill_up(self, (text, line): (&str, Span), run: &Run<'_>, edits: &[Edit]) -> Option<Edit> {
        let words = line.of(text).trim_end().strip_suffix('\\')?;
        let operator = words.trim_end_matches(' ').strip_suffix("&&");
        let is_at = |before: &&str, column: Option<usize>| column == Some(before.chars().count());
        let before = operator.filter(|before| is_at(before, self.operator));
        let before = before.or_else(|| Some(words).filter(|before| is_at(before, self.continuation)))?;
        let end = line.start as usize + before.len();
        let gap = Span::new(line.start as usize + before.trim_end_matches(' ').len(), end);
        let blanks = end - gap.start as usize;
        let (mut gone, mut new) = (0, 0);
        for edit in edits {
            match edit.text.rsplit_once('\n') {
                // All that stood on the line is on the one above now.
                Some((_, last)) => (gone, new) = (before.trim_end_matches(' ').chars().count(), last.chars().count()),
                None => {
                    gone += edit.span.of(text).chars().count();
                    new += edit.text.chars().count();
                }
            }
        }
        let wanted = (blanks + gone).saturating_sub(new).max(1);
        // Blanks in quotes are a part of their word.
        let tokens = &run.script.as_ref().ok()?.tokens;
        let next = tokens.partition_point(|token| run.cover(token.span).end <= gap.start);
        let outside = tokens.get(next).is_none_or(|token| run.cover(token.span).start >= gap.end);
        let behind = edits.last().is_some_and(|last| last.span.end <= gap.start);
        (outside && behind && blanks > 0 && wanted != blanks && run.form == RunForm::Line).then(|| Edit {
            span: Span::new(end - blanks.saturating_sub(wanted), end),
            text: " ".repeat(wanted.saturating_sub(blanks)),
            removes: Vec::new(),
            adds: Vec::new(),
            effect: Effect::Words,
        })
    }
}

/// The column that all lines come to, unless they are too long for it; at least two do, one of them over several blanks.
fn column<'t>(lines: impl Iterator<Item = &'t str>) -> Option<usize> {
    let lines: Vec<(usize, usize)> =
        lines.map(|line| (line.chars().count(), line.trim_end_matches(' ').chars().count())).collect();
    let mut sorted: Vec<usize> = lines.iter().map(|&(column, _)| column).collect();
    sorted.sort_unstable();
    let column = sorted.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])?;
    let there = || lines.iter().filter(|&&(at, _)| at == column);
    let filled = there().any(|&(at, text)| at - text > 1) && there().any(|&(_, text)| there().any(|one| one.1 != text));
    let too_long = |&(at, text): &(usize, usize)| at == column || (text + 1 > column && at > column);
    (filled && lines.iter().all(too_long)).then_some(column)
}

fn fill(width: usize, column: Option<usize>) -> String {
    " ".repeat(column.map_or(1, |column| column.saturating_sub(width).max(1)))
}
