//! What a transform is: its metadata, the changes it proposes, and how sure it is of each.
//!
//! Invariants: a transform reads the model and writes nothing; the safety of a change starts at what the transform
//! declares and can only fall, each fall with a reason; a change is applied whole or not at all.

mod change;
mod cx;
mod estimate;
mod finding;
mod kept;
mod meta;

pub use change::{Change, Refusal};
pub use cx::{Cx, Proposal};
pub use estimate::{Basis, Estimate, Figure, Range, Total};
pub use finding::{Finding, Severity};
pub use kept::Kept;
pub use meta::{Meta, OptionKind, OptionSpec, Phase, Safety, Saves};

use crate::edit::Reach;
use crate::model::Model;

/// A rewrite of a Dockerfile, or a diagnostic of it.
pub trait Transform: Sync {
    /// What is known of it before it runs.
    fn meta(&self) -> &'static Meta;
    /// How far its edits go.
    fn reach(&self) -> Reach {
        Reach::RUNS
    }
    /// The programs whose caches it removes or turns off, by their names in the table of caches: it leaves those alone that
    /// the settings keep in mounts.
    fn cleans(&self) -> &'static [&'static str] {
        &[]
    }
    /// Whether it keeps caches in mounts, which nobody cleans then.
    fn keeps_caches(&self) -> bool {
        false
    }
    /// Proposes changes to `file` and says where it holds back, and why.
    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>);
}
