//! Gets an image out of an engine.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;

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

/// How an engine is asked for an archive.
type Engine = (&'static str, fn(&str, &Path) -> Vec<OsString>);

const ENGINES: [Engine; 3] = [
    ("docker", |name, file| words(&["image", "save", "--output"], file.into(), &[name])),
    ("podman", |name, file| words(&["image", "save", "--quiet", "--output"], file.into(), &[name])),
    ("buildah", |name, file| {
        let mut target = OsString::from("docker-archive:");
        target.push(file);
        words(&["push", "--quiet", name], target, &[])
    }),
];

fn words(before: &[&str], between: OsString, after: &[&str]) -> Vec<OsString> {
    before.iter().map(OsString::from).chain([between]).chain(after.iter().map(OsString::from)).collect()
}

/// Saves an image to a temporary file, by the first engine that has it. Nothing is fetched from a registry.
///
/// # Errors
/// When there is no engine, or none of them has the image.
pub(super) fn save(name: &str) -> Result<Saved> {
    ensure!(!name.starts_with('-') && !name.is_empty(), "`{name}` is neither a file nor a name of an image");
    let directory = tempfile::Builder::new().prefix("dfopt-").tempdir().context("cannot make a temporary directory")?;
    let saved = Saved { directory };
    let mut said = Vec::new();
    for (engine, arguments) in ENGINES {
        let run = Command::new(engine).args(arguments(name, &saved.path())).stdin(Stdio::null()).output();
        match run {
            Ok(output) if output.status.success() => return Ok(saved),
            Ok(output) => {
                let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
                said.push(format!(
                    "{engine} says: {}",
                    if words.is_empty() { output.status.to_string() } else { words }
                ));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => said.push(format!("{engine} cannot be run: {error}")),
        }
        // What a failed engine left would be in the way of the next.
        let _ = std::fs::remove_file(saved.path());
    }
    if said.is_empty() {
        bail!(
            "there is no file `{name}`, and no docker, podman or buildah to ask for an image of that name; install one of \
             them, or give the file of an image (docker save {name} > image.tar)"
        );
    }
    bail!("there is no file `{name}`, and no engine saves an image of that name; {}", said.join("; "))
}
