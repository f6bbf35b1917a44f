//! Podman: `podman build`, `podman save`.

use std::path::Path;
use std::time::Duration;

use super::Error;
use super::builder::{self, Build, Builder, LONG, SOON, Spec, Watch, silent};
use super::container::Containers;
use super::process::Call;
use crate::syntax::Document;

/// Podman.
#[derive(Debug)]
pub(super) struct Podman {
    version: String,
    /// The version of the Buildah inside.
    buildah: String,
    containers: Containers,
}

impl Podman {
    /// Asks for the version.
    pub(super) fn open(stop: &dyn Fn() -> bool) -> Result<Self, Error> {
        let format = "{{.Version.Version}} {{.Host.BuildahVersion}}";
        let answer = podman(SOON).args(["info", "--format", format]).answer(stop)?;
        let (version, buildah) = answer.split_once(' ').unwrap_or((&answer, ""));
        Ok(Self { version: version.to_owned(), buildah: buildah.to_owned(), containers: Containers::new("podman") })
    }
}

impl Builder for Podman {
    fn name(&self) -> &'static str {
        "podman"
    }

    fn version(&self) -> &str {
        &self.version
    }

    fn check(&self, document: &Document<'_>) -> Result<(), String> {
        builder::understood_by_buildah(&self.buildah, document)
    }

    fn build(&self, spec: &Spec<'_>, watch: &mut Watch<'_>) -> Result<Build, Error> {
        // The OCI format has no place for HEALTHCHECK, SHELL and ONBUILD.
        let call = podman(LONG).args(["build", "--layers", "--format", "docker"]);
        builder::plain(&builder::common(call, spec), watch)
    }

    fn export(&self, image: &str, to: &Path, stop: &dyn Fn() -> bool) -> Result<(), Error> {
        save(image, to).answer(stop).map(drop)
    }

    fn layers(&self, image: &str, stop: &dyn Fn() -> bool) -> Option<Vec<String>> {
        builder::layers(&podman(SOON).args(["image", "inspect", "--format", "{{json .RootFS.Layers}}", image]), stop)
    }

    fn remove(&self, image: &str) {
        let _ = podman(SOON).args(["image", "rm", "--force", image]).run(&|| false, &mut silent);
    }

    fn remove_steps(&self, images: &[String]) {
        let list = podman(SOON).args(["images", "--all", "--no-trunc", "--format", "{{.ID}} {{.Repository}}"]);
        builder::remove_nameless(images, &list, &podman(SOON).args(["image", "rm"]));
    }

    fn containers(&self) -> Result<&Containers, Error> {
        Ok(&self.containers)
    }
}

/// Writes an image to a docker archive.
pub(super) fn save(image: &str, to: &Path) -> Call {
    podman(LONG).args(["image", "save", "--quiet", "--format", "docker-archive", "--output"]).arg(to).arg(image)
}

fn podman(limit: Duration) -> Call {
    Call::new("podman", limit)
}
