//! Ignore comments.
use crate::syntax::Document;
use crate::transform::Meta;

/// An ignore comment that forbade nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedIgnore {
    /// Line of the comment, from 1.
    pub line: usize,
    /// The id that forbade nothing.
    pub id: String,
}
/// .
#[derive(Debug, Default)]
pub struct Ignores {}
impl Ignores {
    /// .
    pub fn read(_: &Document<'_>, _: bool) -> Self {
        Self {}
    }
    /// .
    pub fn covers(&mut self, _: &Meta, _: &[usize]) -> bool {
        false
    }
    /// .
    pub fn unused(&self, _: &Document<'_>) -> Vec<UnusedIgnore> {
        Vec::new()
    }
}
/// .
pub fn is_pragma(comment: &str) -> bool {
    comment.contains("hadolint")
}
