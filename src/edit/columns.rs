//! Columns in which the lines of a RUN end: operators and line continuations that are written one below the other.

use crate::model::Run;
use crate::syntax::Document;

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
