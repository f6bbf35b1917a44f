//! Gets an image out of an engine.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;

use super::interrupt;
use crate::measure;

/// A saved image. It goes with this value.
#[derive(Debug)]
pub(super) struct Saved {
    directory: TempDir,
}

impl Saved {
    /// The docker archive.
    pub(super) fn path(&self) -> PathBuf {
        self.directory.path().join("image.tar")
    }
}

/// Saves an image to a temporary file, by the first engine that has it. Nothing is fetched from a registry. From now on
/// an interrupt is only noted, so that the file goes.
///
/// # Errors
/// When there is no engine, or none of them has the image.
pub(super) fn save(name: &str) -> Result<Saved> {
    ensure!(!name.starts_with('-') && !name.is_empty(), "`{name}` is neither a file nor a name of an image");
    interrupt::listen(1);
    let directory = tempfile::Builder::new().prefix("dfopt-").tempdir().context("cannot make a temporary directory")?;
    let saved = Saved { directory };
    let Err(said) = measure::save(name, &saved.path(), &interrupt::asked) else { return Ok(saved) };
    ensure!(!interrupt::asked(), "interrupted");
    if said.is_empty() {
        bail!(
            "there is no file `{name}`, and no docker, podman or buildah to ask for an image of that name; install one of \
             them, or give the file of an image (docker save {name} > image.tar)"
        );
    }
    let said: Vec<String> = said.iter().map(|(engine, words)| format!("{} says: {words}", engine.as_str())).collect();
    bail!("there is no file `{name}`, and no engine saves an image of that name; {}", said.join("; "))
}
