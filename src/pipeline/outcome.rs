//! What a run over a file comes to.

use std::path::PathBuf;

use crate::edit::Breach;
use crate::suppress::UnusedIgnore;
use crate::syntax::SyntaxError;
use crate::transform::{Change, Estimate, Finding, Refusal, Safety};

/// A change that was applied.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The transform.
    pub transform: &'static str,
    /// What it did.
    pub title: String,
    /// Why that is a gain.
    pub why: String,
    /// How far it may be trusted.
    pub safety: Safety,
    /// Why it may not be trusted further.
    pub lowered: Vec<(Safety, String)>,
    /// What it takes out of the stage it is in. `None` where bytes are not what it is about.
    pub estimate: Option<Estimate>,
    /// Whether the layers of that stage are part of an image that the file is built for.
    pub ships: bool,
    /// Line of the original text that the change begins at, from 1.
    pub line: usize,
}

/// A file beside the Dockerfile that changes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Its path, for the system.
    pub path: PathBuf,
    /// Its text before; `None` where there is no such file yet.
    pub old: Option<String>,
    /// Its text after all changes.
    pub new: String,
}

/// What became of a file that could be read.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The text after all changes; equal to the original when there are none.
    pub fixed: String,
    /// What changes in files of its context. It belongs to the changes: all of them are made, or none.
    pub files: Vec<FileChange>,
    /// The changes, in the order they were applied.
    pub applied: Vec<Applied>,
    /// Changes to [`Outcome::fixed`] that the run did not allow: unsafe ones, and advice.
    pub withheld: Vec<Change>,
    /// Changes to [`Outcome::fixed`] that an ignore comment forbids.
    pub suppressed: Vec<Change>,
    /// Places in [`Outcome::fixed`] where transforms held back.
    pub refusals: Vec<Refusal>,
    /// What the diagnostics say of [`Outcome::fixed`], in order of place.
    pub findings: Vec<Finding>,
    /// What they would say if an ignore comment did not forbid it.
    pub silenced: Vec<Finding>,
    /// Why nothing at all was tried on this file (a gate: templates, foreign frontends, ...).
    pub untouched: Option<String>,
    /// Ignore comments of the original that forbade nothing.
    pub unused_ignores: Vec<UnusedIgnore>,
}

/// Why a file has no outcome. The file is left as it is.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// BuildKit would reject the file.
    #[error("{}", .0.first().map(ToString::to_string).unwrap_or_default())]
    Syntax(Vec<SyntaxError>),
    /// The verification found that a rewrite did something else than it declared. Always a fault of dfopt.
    #[error(transparent)]
    Breach(#[from] Breach),
}
