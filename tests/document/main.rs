//! The document model: lossless, total, and typed arguments that mean what BuildKit means.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod arguments;
mod costs;
mod directives;
mod errors;
mod properties;

use dfopt::syntax::{Document, Instruction, Span, Value, parse};

/// One instruction of a file that is read without faults.
struct Read {
    document: Document<'static>,
    index: usize,
}

impl Read {
    /// Reads `line` as the instruction behind `FROM scratch`.
    fn line(line: &str) -> Self {
        let read = Self::lenient(line);
        assert_eq!(read.document.errors, [], "{line}");
        read
    }

    /// The same for a line that may have faults.
    fn lenient(line: &str) -> Self {
        Self::file(&format!("FROM scratch\n{line}\n"), 1)
    }

    fn file(text: &str, index: usize) -> Self {
        let document = parse(text.to_owned().leak()).expect("the line rules are kept");
        Self { document, index }
    }

    fn instruction(&self) -> &Instruction<'static> {
        &self.document.instructions[self.index]
    }

    fn text(&self, span: Span) -> &str {
        self.instruction().text(span)
    }

    fn optional(&self, span: Option<Span>) -> Option<&str> {
        span.map(|span| self.text(span))
    }

    fn values<'a>(&'a self, values: &'a [Value]) -> Vec<&'a str> {
        values.iter().map(|value| value.text(&self.instruction().logical)).collect()
    }
}
