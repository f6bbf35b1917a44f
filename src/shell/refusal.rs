//! Why a text was not read.

use crate::syntax::Span;

/// A text that [`parse`](super::parse) does not accept: nothing in it may be edited.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{kind}")]
pub struct Refusal {
    /// The place in the text that stopped the reader.
    pub span: Span,
    /// The reason.
    pub kind: RefusalKind,
}

/// The reasons for a refusal. The first group are errors in any shell, the others are constructs the reader leaves
/// alone on purpose.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RefusalKind {
    /// The grammar asks for something else here.
    #[error("shell syntax: {0} expected")]
    Expected(&'static str),
    /// A quote, expansion or substitution is opened and not closed.
    #[error("shell syntax: {0} is not closed")]
    Unclosed(&'static str),
    /// A heredoc without its body or its delimiter line in the text.
    #[error("the text does not hold the body of the heredoc")]
    UnterminatedHeredoc,
    /// A construct that the reader knows and does not take.
    #[error("{0} is not supported")]
    Unsupported(&'static str),
    /// `name=(..)` as an argument of a command that takes no assignments.
    #[error("an array as an argument of this command is a syntax error")]
    ArrayArgument,
    /// More levels of nesting than the reader follows.
    #[error("nested more than {0} levels deep")]
    Depth(u32),
}
