//! Why a comparison could not be made.

use std::path::{Path, PathBuf};

/// Why two sequences could not be compared. It says nothing about whether they are equal.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The texts do something that recorders cannot stand for, or this host lacks what is needed.
    #[error("not testable: {0}")]
    Unsupported(String),
    /// The sandbox could not be built or read.
    #[error("{path}: {source}")]
    Io {
        /// What was being read, written or started.
        path: PathBuf,
        /// What went wrong.
        source: std::io::Error,
    },
}

impl Error {
    pub(super) fn unsupported(reason: impl Into<String>) -> Self {
        Self::Unsupported(reason.into())
    }

    /// For `map_err`: remembers what was touched.
    pub(super) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io { path, source }
    }
}
