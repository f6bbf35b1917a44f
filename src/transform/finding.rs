//! What a diagnostic finds: a place where a Dockerfile does something else than it says.

use crate::syntax::Span;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It works as it says, and its author knows. It is counted, and told when all is asked for: a change of many files
    /// is not read with the same remark on each of them.
    Note,
    /// It works, but not as its author will want.
    Warning,
    /// It fails, or does something else than it says. Nothing in its stage is changed: a rewrite of what is broken
    /// rests on a meaning that nobody meant.
    Error,
}

impl Severity {
    /// The word for users.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Something that a diagnostic reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The diagnostic.
    pub diagnostic: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The source range of the words it is about. The stage it hits is the one they stand in; words before the first
    /// FROM hit all of them.
    pub at: Span,
    /// What is wrong: one clause, lower case, no full stop.
    pub message: String,
    /// What happens because of it.
    pub why: String,
    /// What to write instead.
    pub repair: String,
}

impl Finding {
    /// Says what happens because of it: one clause, lower case, no full stop.
    pub fn because(&mut self, why: impl Into<String>) -> &mut Self {
        self.why = why.into();
        self
    }

    /// Says what to write instead: one clause, lower case, no full stop.
    pub fn repair(&mut self, repair: impl Into<String>) -> &mut Self {
        self.repair = repair.into();
        self
    }
}
