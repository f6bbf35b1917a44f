//! What is wrong with a file, where, and what was expected.

use super::{Position, Source, Span};

/// A fault for which BuildKit, or some version of it, rejects the file, with the place and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct SyntaxError {
    /// Source range the fault is about.
    pub span: Span,
    /// What is wrong.
    pub kind: SyntaxErrorKind,
}

impl SyntaxError {
    /// Line and column of the fault.
    #[must_use]
    pub fn position(&self, source: &Source<'_>) -> Position {
        source.position(self.span.start as usize)
    }
}

/// The kinds of faults. The texts say what was expected; the rules are those of BuildKit's `parser` and `instructions`
/// packages.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxErrorKind {
    /// The file holds more than 4 GiB.
    #[error("file is too large, expected less than 4 GiB")]
    TooLarge,
    /// A physical line longer than BuildKit's scanner takes.
    #[error("line is longer than 65535 bytes, the most that BuildKit reads")]
    LineTooLong,
    /// Nothing but comments and blank lines.
    #[error("no instructions, expected at least FROM")]
    NoInstructions,
    /// A directive given twice.
    #[error("parser directive `{0}` is given twice, expected it once")]
    DuplicateDirective(String),
    /// `# escape=` with another value than a backslash or a backtick.
    #[error("invalid escape character `{0}`, expected \\ or `")]
    InvalidEscape(String),
    /// A heredoc without its terminator.
    #[error("heredoc `{0}` is not terminated, expected a line that holds just `{0}`")]
    UnterminatedHeredoc(String),
    /// A keyword that is no instruction.
    #[error("unknown instruction `{0}`, expected one of FROM, RUN, COPY, ...{hint}", hint = hint(.1))]
    UnknownInstruction(String, Option<&'static str>),
    /// The file does not begin with FROM (after ARGs).
    #[error("{0} before the first FROM, expected FROM or ARG")]
    BeforeFrom(&'static str),
    /// No FROM at all.
    #[error("no FROM instruction, expected at least one stage")]
    NoStage,
    /// Too few or too many arguments.
    #[error("wrong number of arguments for {keyword}, expected {expected}")]
    ArgumentCount {
        /// The instruction.
        keyword: &'static str,
        /// What it takes.
        expected: &'static str,
    },
    /// An argument of the wrong form.
    #[error("malformed {keyword} argument, expected {expected}")]
    Malformed {
        /// The instruction.
        keyword: &'static str,
        /// What it takes.
        expected: &'static str,
    },
    /// A comment behind the arguments of an instruction that does not take it as one.
    #[error("a comment cannot stand behind {0}, expected it on a line of its own above")]
    InlineComment(&'static str),
    /// What one version of BuildKit reads otherwise than another.
    #[error("versions of BuildKit differ on {what}, expected {expected}")]
    VersionDependent {
        /// What they differ on.
        what: &'static str,
        /// What all of them read alike.
        expected: &'static str,
    },
    /// An instruction that ONBUILD does not take.
    #[error("{0} is not allowed in ONBUILD, expected another instruction")]
    NotInOnbuild(&'static str),
}

fn hint(nearest: &Option<&'static str>) -> String {
    nearest.map(|name| format!(" (did you mean {name}?)")).unwrap_or_default()
}
