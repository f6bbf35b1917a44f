//! Edits and breaches.

use crate::syntax::Span;

/// Replaces a source range.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// A rewrite that did something else than it declared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("internal error: {transform} broke its promise ({what}); the file was left as it is, please report this")]
pub struct Breach {
    /// The transform whose changes were applied.
    pub transform: &'static str,
    /// What does not hold.
    pub what: String,
}
