//! What a comparison found.

use std::fmt;

/// The result of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How many builds were run, before and after together.
    pub runs: usize,
    /// How many external commands the original build calls when all of them succeed.
    pub calls: usize,
    /// Whether the original build succeeds when all commands do. If not (a `test -f` of a file that no recorder makes),
    /// what follows the point where it stops was not compared.
    pub reaches_end: bool,
    /// The first difference, if any.
    pub difference: Option<Difference>,
}

/// A world in which the two builds behave differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The calls that were made to fail in it, with their number in the build; empty when none was.
    pub failing: Vec<String>,
    /// What differs.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.failing.as_slice() {
            [] => write!(f, "when every command succeeds: {}", self.what),
            failing => write!(f, "when {} fails: {}", failing.join(" and "), self.what),
        }
    }
}
