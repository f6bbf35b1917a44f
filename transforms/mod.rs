//! The registry: one line a transform, in pipeline order.

use crate::transform::Transform;

/// All transforms, in the order in which they run.
pub static ALL: &[&dyn Transform] = &[];
