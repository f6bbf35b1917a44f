//! Docker, with BuildKit: `docker buildx build`, `docker save`.

use std::path::Path;
use std::time::Duration;

use super::Error;
use super::builder::{self, Build, Builder, LOG_LINES, LONG, SOON, Spec, Watch, numbers, silent};
use super::buildkit::Progress;
use super::container::Containers;
use super::process::{Call, Stream};
use crate::syntax::Document;

/// Docker.
#[derive(Debug)]
pub(super) struct Docker {
    version: String,
    /// Whether buildx tells its progress as JSON (0.13).
    json: bool,
    containers: Containers,
}

impl Docker {
    /// Asks the engine and the plugin for their versions.
    pub(super) fn open(stop: &dyn Fn() -> bool) -> Result<Self, Error> {
        let engine = docker(SOON).args(["version", "--format", "{{.Server.Version}}"]).answer(stop)?;
        let plugin = docker(SOON).args(["buildx", "version"]).answer(stop).map_err(|error| match error {
            Error::Interrupted => error,
            _ => Error::Command { command: "docker buildx".into(), log: "its buildx plugin is missing".into() },
        })?;
        let buildx = plugin.split_whitespace().find(|word| numbers(word) != [0, 0]).unwrap_or("of unknown version");
        let json = numbers(buildx) >= [0, 13];
        Ok(Self { version: format!("{engine}, buildx {buildx}"), json, containers: Containers::new("docker") })
    }
}

impl Builder for Docker {
    fn name(&self) -> &'static str {
        "docker"
    }

    fn version(&self) -> &str {
        &self.version
    }

    fn check(&self, _document: &Document<'_>) -> Result<(), String> {
        // BuildKit is the reference: what it does not understand, it says itself.
        Ok(())
    }

    fn build(&self, spec: &Spec<'_>, watch: &mut Watch<'_>) -> Result<Build, Error> {
        let progress = if self.json { "rawjson" } else { "plain" };
        // An attestation would be a second manifest beside the image.
        let call = docker(LONG).args(["buildx", "build", "--load", "--provenance=false", "--progress", progress]);
        let call = builder::common(call, spec);
        if !self.json {
            return builder::plain(&call, watch);
        }
        let mut heard = Progress::default();
        let hear = &mut *watch.hear;
        let done = call.run(watch.stop, &mut |stream, line| {
            if stream == Stream::Err {
                heard.take(line, &mut *hear);
            }
        })?;
        Ok(builder::ended(&call, &done, || heard.last_lines(LOG_LINES), Some(heard.steps())))
    }

    fn export(&self, image: &str, to: &Path, stop: &dyn Fn() -> bool) -> Result<(), Error> {
        save(image, to).answer(stop).map(drop)
    }

    fn layers(&self, image: &str, stop: &dyn Fn() -> bool) -> Option<Vec<String>> {
        builder::layers(&docker(SOON).args(["image", "inspect", "--format", "{{json .RootFS.Layers}}", image]), stop)
    }

    fn remove(&self, image: &str) {
        let _ = docker(SOON).args(["image", "rm", "--force", image]).run(&|| false, &mut silent);
    }

    fn containers(&self) -> Result<&Containers, Error> {
        Ok(&self.containers)
    }
}

/// Writes an image to a docker archive.
pub(super) fn save(image: &str, to: &Path) -> Call {
    docker(LONG).args(["image", "save", "--output"]).arg(to).arg(image)
}

fn docker(limit: Duration) -> Call {
    Call::new("docker", limit)
}
