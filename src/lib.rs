//! dfopt rewrites Dockerfiles so that images get smaller and builds get faster, in a way a careful maintainer would
//! merge.

pub mod shell;
pub mod syntax;
