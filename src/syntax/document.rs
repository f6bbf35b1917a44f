//! The lossless document: items that tile the source, instructions with their joined text.

use super::{Command, Heredoc, Keyword, Logical, Source, Span, SyntaxError};

/// A Dockerfile that follows BuildKit's line rules.
#[derive(Debug)]
pub struct Document<'s> {
    /// The text.
    pub source: Source<'s>,
    /// The escape character in force: a backslash or a backtick.
    pub escape: u8,
    /// The parser directives.
    pub directives: Vec<Directive>,
    /// Lines in order; their spans tile the source exactly.
    pub items: Vec<Item>,
    /// The instructions in order.
    pub instructions: Vec<Instruction<'s>>,
    /// Faults of single instructions for which BuildKit, or some version of it, rejects the file, in order of their place.
    pub errors: Vec<SyntaxError>,
}

impl Document<'_> {
    /// The value of a parser directive (`syntax`, `escape`, `check`).
    #[must_use]
    pub fn directive(&self, name: &str) -> Option<&str> {
        self.directives.iter().find(|directive| directive.name == name).map(|directive| directive.value.as_str())
    }
}

/// A parser directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The line without leading blanks and line end.
    pub span: Span,
    /// The key in lower case.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A run of whole lines, line ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Source range. The first item also holds the byte order mark.
    pub span: Span,
    /// What the lines are.
    pub kind: ItemKind,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// An instruction: its index in [`Document::instructions`].
    Instruction(usize),
    /// A parser directive: its index in [`Document::directives`].
    Directive(usize),
    /// A comment line.
    Comment,
    /// A line of white space.
    Blank,
}

/// An instruction.
#[derive(Clone, Debug)]
pub struct Instruction<'s> {
    /// Source range from the first byte behind the indentation to the end of the last line, without its line end.
    pub span: Span,
    /// Source range of its whole lines: indentation and last line end included.
    pub lines: Span,
    /// Its joined text: keyword, flags and arguments without continuation marks and comments.
    pub logical: Logical<'s>,
    /// Keyword, flags and arguments.
    pub command: Command,
    /// Its heredocs in order.
    pub heredocs: Vec<Heredoc>,
}

impl Instruction<'_> {
    /// The keyword, if it is a known one.
    #[must_use]
    pub fn keyword(&self) -> Option<Keyword> {
        self.command.keyword
    }

    /// A range of the joined text.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.logical.slice(span)
    }
}
