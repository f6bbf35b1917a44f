//! The text of a RUN: lists, pipelines, commands and words with byte spans, and what can be proven about them.
//!
//! Invariants: [`parse`] never panics, takes time linear in its input, accepts only what the shell accepts, and
//! refuses what it does not know with a reason. Spans nest, lie on character boundaries and refer to the text given to
//! [`parse`]. There is no printer. The predicates of this room prove or refuse, they never guess; this room knows no
//! Dockerfile and no file system.

mod ast;
mod command;
pub mod effects;
mod memo;
mod parse;
mod refusal;
mod streams;
mod token;
mod visit;
mod word;

pub use ast::{
    AndOr, AndOrOp, Assign, BashOnly, Command, Compound, CompoundKind, Heredoc, Item, Link, List, Pipeline, Redirect,
    Script, Sep, Simple, Word,
};
pub use command::{Invocation, Opt, Resolved, resolve, shadows};
pub use parse::parse;
pub use refusal::{Refusal, RefusalKind};
pub use streams::{Streams, streams};
pub use token::{Keyword, Operator, RedirectOp, Token, TokenKind};
pub use visit::{Located, Node, Place};
