//! Bytes to a lossless document: lines, directives, continuations, comments, heredocs and typed arguments.
//!
//! Invariants: the items of a [`Document`] tile the source exactly; every span lies on character boundaries of the
//! source; reading never panics and takes time linear in the input. This room knows no Docker meaning (what a stage or
//! a base image is) and no file system.

mod span;

pub use span::Span;
