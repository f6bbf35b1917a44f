//! dfopt rewrites Dockerfiles so that images get smaller and builds get faster, in a way a careful maintainer would
//! merge.

#[cfg(unix)]
pub mod equivalence;
pub mod syntax;
