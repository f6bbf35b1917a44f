//! The text of one file: byte order mark, line ends, positions for people.

use std::sync::OnceLock;

use super::Span;

/// Line end style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eol {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
}

impl Eol {
    /// The bytes of this line end.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }
}

/// A position for people: line and column counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The text of one file and what is known of its lines.
#[derive(Debug)]
pub struct Source<'s> {
    text: &'s str,
    line_starts: OnceLock<Vec<u32>>,
}

impl<'s> Source<'s> {
    /// Wraps the text of a file.
    #[must_use]
    pub fn new(text: &'s str) -> Self {
        Self { text, line_starts: OnceLock::new() }
    }

    /// The whole text, byte order mark included.
    #[must_use]
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// Length in bytes of the byte order mark at the start: 3 or 0.
    #[must_use]
    pub fn bom_len(&self) -> usize {
        if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }

    /// The line end that new lines should use: that of the first line of the file.
    #[must_use]
    pub fn eol(&self) -> Eol {
        match memchr::memchr(b'\n', self.text.as_bytes()) {
            Some(at) if self.text.as_bytes()[..at].ends_with(b"\r") => Eol::CrLf,
            _ => Eol::Lf,
        }
    }

    /// Line and column of a byte offset; offsets past the end answer with the end.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let starts = self.line_starts.get_or_init(|| {
            std::iter::once(0)
                .chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| Span::at(at + 1).start))
                .collect()
        });
        let offset = offset.min(self.text.len());
        let line = starts.partition_point(|&start| start as usize <= offset);
        let mut start = starts.get(line - 1).map_or(0, |&start| start as usize);
        if line == 1 {
            start += self.bom_len().min(offset);
        }
        let before = self.text.get(start..offset).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }
}

/// Physical lines of a text with their line ends, as spans.
#[derive(Clone, Debug)]
pub(crate) struct Lines<'s> {
    text: &'s str,
    at: usize,
}

impl<'s> Lines<'s> {
    pub(crate) fn new(text: &'s str, at: usize) -> Self {
        Self { text, at }
    }

    /// Offset of the next line.
    pub(crate) fn offset(&self) -> usize {
        self.at
    }
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = self.text.as_bytes().get(self.at..).filter(|rest| !rest.is_empty())?;
        let len = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let span = Span::new(self.at, self.at + len);
        self.at += len;
        Some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let source = Source::new("\u{feff}ab\nöx\r\n");
        assert_eq!(source.position(3), Position { line: 1, column: 1 });
        assert_eq!(source.position(4), Position { line: 1, column: 2 });
        assert_eq!(source.position(8), Position { line: 2, column: 2 });
        assert_eq!(source.position(999), Position { line: 3, column: 1 });
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
    }

    #[test]
    fn the_first_line_decides_the_line_end() {
        assert_eq!(Source::new("a\r\nb\n").eol(), Eol::CrLf);
        assert_eq!(Source::new("a\nb\r\n").eol(), Eol::Lf);
        assert_eq!(Source::new("a").eol(), Eol::Lf);
    }
}
