//! Buildah: `buildah build`, `buildah push` to an archive, `buildah run`. It starts no containers in the background;
//! Podman does, where it is installed, as both keep their images in one place.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use super::Error;
use super::builder::{self, Build, Builder, LONG, SOON, Spec, Watch, silent};
use super::container::Containers;
use super::process::{self, Call, Done};
use crate::syntax::Document;

/// Buildah.
#[derive(Debug)]
pub(super) struct Buildah {
    version: String,
    podman: Option<Containers>,
}

impl Buildah {
    /// Asks for the version.
    pub(super) fn open(stop: &dyn Fn() -> bool) -> Result<Self, Error> {
        let answer = buildah(SOON).args(["version", "--json"]).answer(stop)?;
        let version = serde_json::from_str(&answer)
            .ok()
            .and_then(|it: serde_json::Value| Some(it["version"].as_str()?.to_owned()));
        let version = version.ok_or(Error::Answer { command: "buildah version --json".to_owned(), answer })?;
        Ok(Self { version, podman: process::find("podman").map(|_| Containers::new("podman")) })
    }
}

impl Builder for Buildah {
    fn name(&self) -> &'static str {
        "buildah"
    }

    fn version(&self) -> &str {
        &self.version
    }

    fn check(&self, document: &Document<'_>) -> Result<(), String> {
        builder::understood_by_buildah(&self.version, document)
    }

    fn build(&self, spec: &Spec<'_>, watch: &mut Watch<'_>) -> Result<Build, Error> {
        // The OCI format has no place for HEALTHCHECK, SHELL and ONBUILD.
        let call = buildah(LONG).args(["build", "--layers", "--format", "docker"]);
        builder::plain(&builder::common(call, spec), watch)
    }

    fn export(&self, image: &str, to: &Path, stop: &dyn Fn() -> bool) -> Result<(), Error> {
        save(image, to).answer(stop).map(drop)
    }

    fn layers(&self, image: &str, stop: &dyn Fn() -> bool) -> Option<Vec<String>> {
        let format = "{{json .OCIv1.RootFS.DiffIDs}}";
        builder::layers(&buildah(SOON).args(["inspect", "--type", "image", "--format", format, image]), stop)
    }

    fn remove(&self, image: &str) {
        let _ = buildah(SOON).args(["rmi", "--force", image]).run(&|| false, &mut silent);
    }

    fn remove_steps(&self, images: &[String]) {
        let list = buildah(SOON).args(["images", "--all", "--no-trunc", "--format", "{{.ID}} {{.Name}}"]);
        builder::remove_nameless(images, &list, &buildah(SOON).arg("rmi"));
    }

    fn containers(&self) -> Result<&Containers, Error> {
        self.podman.as_ref().ok_or_else(|| {
            Error::Unsupported(
                "buildah starts no containers in the background: install podman, or use --run".to_owned(),
            )
        })
    }

    fn run(
        &self,
        image: &str,
        name: &str,
        words: &[String],
        limit: Duration,
        stop: &dyn Fn() -> bool,
    ) -> Result<Done, Error> {
        buildah(SOON).args(["from", "--pull-never", "--name", name, image]).answer(stop)?;
        let done = buildah(limit).args(["run", name, "--"]).args(words).run(stop, &mut silent);
        self.remove_container(name);
        done
    }

    fn remove_container(&self, name: &str) {
        let _ = buildah(SOON).args(["rm", name]).run(&|| false, &mut silent);
        if let Some(podman) = &self.podman {
            podman.remove(name);
        }
    }
}

/// Writes an image to a docker archive.
pub(super) fn save(image: &str, to: &Path) -> Call {
    let mut archive = OsString::from("docker-archive:");
    archive.push(to);
    buildah(LONG).args(["push", "--quiet", image]).arg(archive)
}

fn buildah(limit: Duration) -> Call {
    Call::new("buildah", limit)
}
