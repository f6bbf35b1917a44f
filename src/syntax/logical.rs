//! The joined text of an instruction, and the map between it and the source.
//!
//! BuildKit joins the physical lines of an instruction without anything between them and leaves out comment and blank
//! lines (`parser.go`, `Parse`). Invariant: each segment has the same bytes in the joined text and in the source, the
//! segments tile the joined text, and both sides grow.

use std::borrow::Cow;

use super::Span;

/// Joined text with its map to the source.
#[derive(Clone, Debug)]
pub struct Logical<'s> {
    text: Cow<'s, str>,
    segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    /// Offset in the joined text.
    joined: u32,
    /// Offset in the source.
    source: u32,
}

impl<'s> Logical<'s> {
    pub(super) fn new(text: &'s str, source: usize) -> Self {
        Self { text: Cow::Borrowed(text), segments: vec![Segment { joined: 0, source: Span::at(source).start }] }
    }

    /// Appends the code of a further physical line, which begins at `source`.
    pub(super) fn push(&mut self, text: &str, source: usize) {
        if text.is_empty() {
            return;
        }
        let joined = Span::at(self.text.len()).start;
        if joined == 0 {
            self.segments.clear();
        }
        self.text.to_mut().push_str(text);
        self.segments.push(Segment { joined, source: Span::at(source).start });
    }

    /// The joined text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The part `span` (offsets in the joined text) of the joined text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Whether the text comes from more than one physical line.
    #[must_use]
    pub fn is_joined(&self) -> bool {
        self.segments.len() > 1
    }

    /// Source offset of the byte at `joined`. At a seam this is the first byte of the later line; at the very end, one
    /// past the last byte.
    #[must_use]
    pub fn source_of(&self, joined: usize) -> usize {
        let index = self.segments.partition_point(|segment| segment.joined as usize <= joined).max(1) - 1;
        let segment = self.segments[index];
        segment.source as usize + (joined - segment.joined as usize)
    }

    /// Source offset just behind the byte before `joined`: where text is inserted that belongs to what precedes.
    #[must_use]
    pub fn source_after(&self, joined: usize) -> usize {
        if joined == 0 { self.source_of(0) } else { self.source_of(joined - 1) + 1 }
    }

    /// The source range of a range of the joined text, or `None` when it crosses a seam.
    #[must_use]
    pub fn source(&self, span: Span) -> Option<Span> {
        let cover = self.cover(span);
        (cover.len() == span.len()).then_some(cover)
    }

    /// The source range from the first to the last byte of a range of the joined text; it holds the continuation
    /// marks, comments and blank lines in between.
    #[must_use]
    pub fn cover(&self, span: Span) -> Span {
        let start = self.source_of(span.start as usize);
        if span.is_empty() { Span::at(start) } else { Span::new(start, self.source_after(span.end as usize)) }
    }

    /// The offset in the joined text of the source byte at `source`, or `None` when that byte is not part of it.
    #[must_use]
    pub fn joined_of(&self, source: usize) -> Option<usize> {
        let index = self.segments.partition_point(|segment| segment.source as usize <= source).checked_sub(1)?;
        let segment = self.segments[index];
        let end = self.segments.get(index + 1).map_or(self.text.len(), |next| next.joined as usize);
        let joined = segment.joined as usize + (source - segment.source as usize);
        (joined < end).then_some(joined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Logical<'static> {
        // "RUN a \⏎# c⏎  b": "RUN a " at 0, "  b" at 12
        let mut logical = Logical::new("RUN a ", 0);
        logical.push("  b", 12);
        logical
    }

    #[test]
    fn maps_both_ways() {
        let logical = sample();
        assert_eq!(logical.text(), "RUN a   b");
        assert_eq!(logical.source_of(4), 4);
        assert_eq!(logical.source_of(6), 12);
        assert_eq!(logical.source_after(6), 6);
        assert_eq!(logical.source(Span::new(8, 9)), Some(Span::new(14, 15)));
        assert_eq!(logical.source(Span::new(4, 9)), None);
        assert_eq!(logical.cover(Span::new(4, 9)), Span::new(4, 15));
        assert_eq!(logical.joined_of(14), Some(8));
        assert_eq!(logical.joined_of(8), None);
        assert_eq!(logical.joined_of(15), None);
    }
}
