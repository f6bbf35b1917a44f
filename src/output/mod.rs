//! The only room that prints.
//!
//! Invariants: results go to standard output exactly as they are, words to standard error; a reader that stops reading
//! is no error.

pub mod bars;
pub mod diff;
pub mod findings;
pub mod inspect;
pub mod measure;
mod measure_json;
pub mod size;
mod streams;
pub mod text;

pub use streams::Streams;
