//! What is wrong with a `dfopt.toml`, and where.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::syntax::Position;

/// A `dfopt.toml` that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub origin: PathBuf,
    /// All that is wrong with it, in the order of the file; never empty.
    pub problems: Vec<ConfigProblem>,
}

/// One fault of a `dfopt.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Its place; none when the file could not be read at all.
    pub position: Option<Position>,
    /// What is wrong, and what was expected.
    pub message: String,
}

impl ConfigError {
    pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        let message = format!("cannot read the configuration: {error}");
        Self { origin: path.to_owned(), problems: vec![ConfigProblem { position: None, message }] }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{}:", self.origin.display())?;
            if let Some(position) = problem.position {
                write!(f, "{position}:")?;
            }
            write!(f, " {}", problem.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}
