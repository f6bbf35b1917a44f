//! What a transform proposes, and where it holds back.

use super::{Estimate, Safety};
use crate::edit::{Edit, IgnoreEdit};
use crate::syntax::Span;

/// An atomic rewrite.
#[derive(Clone, Debug)]
pub struct Change {
    /// The transform that proposes it.
    pub transform: &'static str,
    /// What it does here, for a list of changes.
    pub title: String,
    /// Why that is a gain.
    pub why: String,
    /// The source range of the instruction it is about.
    pub at: Span,
    /// How far it may be trusted.
    pub safety: Safety,
    /// Why it may not be trusted further, one reason a fall.
    pub lowered: Vec<(Safety, String)>,
    /// What it takes out of the image. `None` where bytes are not what it is about.
    pub estimate: Option<Estimate>,
    /// The edits of the Dockerfile.
    pub edits: Vec<Edit>,
    /// The edit of the ignore file of its context, if there is one.
    pub ignores: Option<IgnoreEdit>,
}

/// A place where a transform holds back, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The transform.
    pub transform: &'static str,
    /// The source range it is about.
    pub at: Span,
    /// The reason, lower case without a full stop.
    pub reason: String,
}
