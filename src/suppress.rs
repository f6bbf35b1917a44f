//! Ignore comments.

/// An ignore comment that forbade nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedIgnore {
    /// Line of the comment, from 1.
    pub line: usize,
    /// The id that forbade nothing.
    pub id: String,
}
