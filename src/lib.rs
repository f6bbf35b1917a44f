//! dfopt rewrites Dockerfiles so that images get smaller and builds get faster, in a way a careful maintainer would
//! merge.

pub mod cli;
pub mod config;
pub mod context;
pub mod edit;
#[cfg(unix)]
pub mod equivalence;
pub mod facts;
pub mod image;
pub mod measure;
pub mod model;
pub mod nearest;
pub mod output;
pub mod pipeline;
pub mod shell;
pub mod suppress;
pub mod syntax;
pub mod transform;
#[path = "../transforms/mod.rs"]
pub mod transforms;
