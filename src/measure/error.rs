//! Why nothing could be measured.

use std::io;
use std::path::PathBuf;

use crate::image;

/// Why nothing could be measured.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no builder that answers.
    #[error("no builder answers{}; install docker (with its buildx plugin), podman or buildah", reasons(.0))]
    NoBuilder(Vec<String>),
    /// The builder that was asked for does not answer.
    #[error("{name} cannot be used: {reason}")]
    Builder {
        /// The builder.
        name: &'static str,
        /// What it said.
        reason: String,
    },
    /// The builder cannot build the file, or do what is asked with its containers.
    #[error("{0}")]
    Unsupported(String),
    /// The Dockerfile as it is does not build, so there is nothing to compare with.
    #[error("{file} does not build as it is:\n{log}")]
    Original {
        /// The file.
        file: String,
        /// The last lines of the builder's log.
        log: String,
    },
    /// A command that should work did not.
    #[error("`{command}` failed{}", said(.log))]
    Command {
        /// The command.
        command: String,
        /// The last lines of what it said.
        log: String,
    },
    /// A command could not be started.
    #[error("cannot start {program}: {source}")]
    Start {
        /// The program.
        program: String,
        /// Why.
        source: io::Error,
    },
    /// The builder's answer is not understood.
    #[error("the answer of `{command}` is not understood: {answer}")]
    Answer {
        /// The command.
        command: String,
        /// The answer.
        answer: String,
    },
    /// An exported image cannot be read.
    #[error(transparent)]
    Image(#[from] image::Error),
    /// A file of the context, or of the temporary directory, cannot be used.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// An argument makes no sense for this file.
    #[error("{0}")]
    Argument(String),
    /// Somebody asked to stop.
    #[error("interrupted; what was built is removed")]
    Interrupted,
}

impl Error {
    pub(super) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        |source| Self::File { path, source }
    }
}

fn reasons(reasons: &[String]) -> String {
    if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join("; ")) }
}

fn said(log: &str) -> String {
    if log.is_empty() { String::new() } else { format!(":\n{log}") }
}
