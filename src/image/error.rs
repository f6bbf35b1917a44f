//! What can be wrong with an image.

use std::io;
use std::path::{Path, PathBuf};

/// An image that cannot be read: which file, and why.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct Error {
    /// The file or directory that was given.
    pub path: PathBuf,
    /// Why it cannot be read. Its words are in those of this error, and so is what it rests on.
    pub reason: Reason,
}

impl Error {
    pub(super) fn new(path: &Path, reason: Reason) -> Self {
        Self { path: path.to_owned(), reason }
    }
}

/// Why an image cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The operating system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// Neither `index.json` nor `manifest.json` is there.
    #[error("not an image: found neither index.json nor manifest.json, expected an OCI layout or a docker archive")]
    NotAnImage,
    /// The tar archive around the image is damaged.
    #[error("not a readable archive: {0}")]
    Archive(io::Error),
    /// A part that the image names is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// A part is not where a part may be.
    #[error("`{0}` is not a name of a part of an image")]
    Name(String),
    /// A description is too large to be one.
    #[error("{name} is too large ({bytes} bytes)")]
    TooLarge {
        /// The part.
        name: String,
        /// Its size.
        bytes: u64,
    },
    /// A description is not understood.
    #[error("{name} is not understood: {why}")]
    Json {
        /// The part.
        name: String,
        /// What its reader says.
        why: serde_json::Error,
    },
    /// A part does not have the digest that it goes by.
    #[error("{name} is damaged: its digest is {found}, expected {expected}")]
    Digest {
        /// The part.
        name: String,
        /// What the image says.
        expected: String,
        /// What the bytes say.
        found: String,
    },
    /// The configuration lists another number of layers than there are.
    #[error("the configuration names {named} layers, the manifest {there}")]
    LayerCount {
        /// In the configuration.
        named: usize,
        /// In the manifest.
        there: usize,
    },
    /// A layer cannot be read to its end.
    #[error("layer {layer} cannot be read: {why}")]
    Layer {
        /// Its digest.
        layer: String,
        /// What is wrong.
        why: io::Error,
    },
    /// Something that is known, and not supported.
    #[error("{0} is not supported")]
    Unsupported(String),
    /// There is more than one image.
    #[error("holds {} images, expected one: {}", .0.len(), .0.join(", "))]
    Several(Vec<String>),
    /// There is no image for this machine among several.
    #[error("holds no image for {wanted}, only for {}", .have.join(", "))]
    Platform {
        /// The platform of this machine.
        wanted: String,
        /// Those that are there.
        have: Vec<String>,
    },
}

/// An error about the content of a file.
pub(super) fn invalid(what: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.into())
}
