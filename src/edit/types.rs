//! Edits, and what they declare.

use crate::syntax::Span;

/// Replaces a source range, and declares what that does to the shell text of the RUNs it touches.
///
/// The declaration is independent of the text: the verification reads the result again and compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// By what.
    pub text: String,
    /// The shell tokens that go away, in order.
    pub removes: Vec<String>,
    /// The shell tokens that come in their place, in order.
    pub adds: Vec<String>,
    /// What happens to the top-level commands.
    pub effect: Effect,
}

/// What an edit does to the top-level commands of a RUN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Words of a simple command change; lists stay as they are.
    Words,
    /// A pipeline comes in front of one of the only list, joined by `&&`.
    Insert,
    /// A list of one pipeline comes in front of another list, ended by `;`.
    InsertList,
    /// This many pipelines come behind the last, joined by `&&`.
    Append(usize),
    /// This many lists come behind the last, each behind `;`.
    AppendLists(usize),
    /// A pipeline of the only list goes away with one `&&`.
    Remove,
    /// The RUN and the next one become one, joined by `&&`; `braced` says that the second stands in `{ ...; }`.
    Join {
        /// Whether the second becomes one brace group.
        braced: bool,
    },
    /// The end of the brace group that a join opens.
    Close,
    /// A whole RUN goes away with its lines.
    Delete,
}

/// A rewrite that did something else than it declared. Always a fault of dfopt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("internal error: {transform} broke its promise ({what}); the file was left as it is, please report this")]
pub struct Breach {
    /// The transform whose changes were applied.
    pub transform: &'static str,
    /// What does not hold.
    pub what: String,
}
