//! Bytes to a lossless document: lines, directives, continuations, comments, heredocs and typed arguments.
//!
//! Invariants: the items of a [`Document`] tile the source exactly; every span lies on character boundaries of the
//! source or of the joined text; reading never panics and takes time linear in the input. This room knows no Docker
//! meaning (what a stage or a base image is) and no file system.

mod arguments;
mod command;
mod document;
mod error;
mod heredoc;
mod keyword;
mod lexer;
mod logical;
mod mount;
mod pairs;
mod source;
mod span;
mod validate;
mod words;

pub use arguments::{Arguments, Assignment, Form, From, Healthcheck, Reference, Transfer, Value};
pub use command::Command;
pub use document::{Directive, Document, Instruction, Item, ItemKind};
pub use error::{SyntaxError, SyntaxErrorKind};
pub use heredoc::Heredoc;
pub use keyword::Keyword;
pub use lexer::{MAX_LINE, parse};
pub use logical::Logical;
pub use mount::{Mount, MountKey, mounts};
pub use pairs::Pairs;
pub use source::{Eol, Position, Source};
pub use span::Span;
pub use words::{Flag, inline_comment};
