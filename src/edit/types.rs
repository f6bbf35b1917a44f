//! Edits, and what they declare.

use crate::syntax::{Keyword, Span};

/// Replaces a source range, and declares what that does to the words it touches: the shell tokens of RUNs, the words
/// between blanks of other instructions.
///
/// The declaration is independent of the text: the verification reads the result again and compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// By what.
    pub text: String,
    /// The words that go away, in order.
    pub removes: Vec<String>,
    /// The words that come in their place, in order; whole instructions for [`Effect::Place`] and
    /// [`Effect::Move`].
    pub adds: Vec<String>,
    /// What happens to the top-level commands of a RUN, or to the instructions.
    pub effect: Effect,
}

/// What an edit does to the top-level commands of a RUN, or to the instructions of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Words of a simple command change; lists stay as they are.
    Words,
    /// A pipeline comes in front of one of the only list, joined by `&&`.
    Insert,
    /// A pipeline comes behind one of the only list, joined by `&&`.
    InsertBehind,
    /// A list of one pipeline comes in front of another list, ended by `;`.
    InsertList,
    /// This many pipelines come behind the last, joined by `&&`.
    Append(usize),
    /// This many lists come behind the last, each behind `;`.
    AppendLists(usize),
    /// A pipeline of the only list goes away with one `&&`.
    Remove,
    /// A list of one pipeline, one of several, goes away with one `;`.
    RemoveList,
    /// The RUN and the next one become one, joined by `&&`; `braced` says that the second stands in `{ ...; }`.
    Join {
        /// Whether the second becomes one brace group.
        braced: bool,
    },
    /// The end of the brace group that a join opens.
    Close,
    /// Flags of a RUN come in front of those that it has; its shell text stays.
    Flags,
    /// A whole instruction goes away with its lines.
    Delete,
    /// Words of an instruction other than RUN change.
    Arguments,
    /// The instruction and the next one, of the same kind and neither a RUN, become one.
    Fuse,
    /// Whole instructions come in between two others.
    Place,
    /// Whole instructions with the comments over them, which stand inside of a [`Effect::Join`], come in front of the
    /// joined RUN or behind it.
    Move,
}

/// How far the edits of a transform may go. What lies beyond is a breach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The instructions that it edits, brings and takes away.
    pub instructions: &'static [Keyword],
    /// Its declared runtime delta beside paths: the keys of the image configuration that it may change, in the words of
    /// [`ImageConfig`](crate::model::ImageConfig). A `*` at the end stands for any rest. [`Reach::STAGES`] among them says
    /// that the last stage may become two, the second of which has the configuration that the one had.
    pub config: &'static [&'static str],
}

impl Reach {
    /// The shell text of RUNs, and nothing of the configuration.
    pub const RUNS: Self = Self { instructions: &[Keyword::Run], config: &[] };

    /// All that a stage in two needs: each instruction may go along, and the base image is another.
    pub const SPLIT: Self = Self {
        instructions: &[
            Keyword::From,
            Keyword::Arg,
            Keyword::Cmd,
            Keyword::Copy,
            Keyword::Entrypoint,
            Keyword::Env,
            Keyword::Expose,
            Keyword::Healthcheck,
            Keyword::Label,
            Keyword::Maintainer,
            Keyword::Run,
            Keyword::Add,
            Keyword::Shell,
            Keyword::Stopsignal,
            Keyword::User,
            Keyword::Volume,
            Keyword::Workdir,
        ],
        config: &[Self::STAGES, "FROM"],
    };

    /// In [`Reach::config`]: the last stage may become two.
    pub const STAGES: &'static str = "the number of stages";

    /// Whether it may change a key of the image configuration.
    #[must_use]
    pub fn covers(&self, key: &str) -> bool {
        self.config.iter().any(|pattern| match pattern.strip_suffix('*') {
            Some(start) => key.starts_with(start),
            None => key == *pattern,
        })
    }
}

/// A rewrite that did something else than it declared. Always a fault of dfopt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("internal error: {transform} broke its promise ({what}); the file was left as it is, please report this")]
pub struct Breach {
    /// The transform whose changes were applied.
    pub transform: &'static str,
    /// What does not hold.
    pub what: String,
}
