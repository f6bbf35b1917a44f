//! The programs that build images, behind one trait.

use std::path::Path;
use std::time::Duration;

use super::Error;
use super::buildah::{self, Buildah};
use super::container::Containers;
use super::docker::{self, Docker};
use super::podman::{self, Podman};
use super::process::{self, Call, Done, Stream};
use crate::syntax::{Arguments, Document, Instruction};

/// How long a short question to a builder may take.
pub(super) const SOON: Duration = Duration::from_secs(60);

/// How long a build or an export may take.
pub(super) const LONG: Duration = Duration::from_secs(4 * 60 * 60);

/// Lines of a builder's log that are shown when a build fails.
pub(super) const LOG_LINES: usize = 25;

/// The label of all images and containers that are made here.
pub(super) const LABEL: &str = "dfopt.measure";

/// Asks whether to stop, and hears what a builder says meanwhile.
pub(super) struct Watch<'w> {
    /// Whether to stop.
    pub(super) stop: &'w dyn Fn() -> bool,
    /// Takes the lines of a builder.
    pub(super) hear: &'w mut dyn FnMut(&str),
    /// Takes the images without a name that a builder makes on its way.
    pub(super) made: &'w mut dyn FnMut(&str),
}

/// What to build.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spec<'s> {
    /// The Dockerfile.
    pub(super) dockerfile: &'s Path,
    /// The directory that COPY takes files from.
    pub(super) context: &'s Path,
    /// The name that the image gets.
    pub(super) image: &'s str,
    /// Whether steps may come from the cache.
    pub(super) cache: bool,
    /// What the user wants of every build.
    pub(super) wishes: &'s Wishes,
}

/// What the user wants of every build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The stage to build; the last one without.
    pub target: Option<String>,
    /// Build arguments, `NAME=value` or `NAME`.
    pub build_args: Vec<String>,
    /// Further arguments of the builder, passed on as they are.
    pub builder_args: Vec<String>,
}

impl Wishes {
    /// The arguments that all builders have in common.
    fn arguments(&self) -> Vec<&str> {
        let target = self.target.iter().flat_map(|stage| ["--target", stage]);
        let build_args = self.build_args.iter().flat_map(|argument| ["--build-arg", argument]);
        target.chain(build_args).chain(self.builder_args.iter().map(String::as_str)).collect()
    }
}

/// How a build ended.
#[derive(Clone, Debug)]
pub(super) enum Build {
    Done(Built),
    Failed {
        /// The last lines of the builder's log.
        log: String,
    },
}

/// An image that was built.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Built {
    /// How long it took.
    pub(super) seconds: f64,
    /// How many steps there were; `None` when the builder does not tell.
    pub(super) steps: Option<Steps>,
}

/// Steps of a build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// Steps that make something: RUN, COPY, ADD and WORKDIR.
    pub all: usize,
    /// Those that came from the cache.
    pub cached: usize,
}

/// A program that builds images.
pub(super) trait Builder {
    /// Its name.
    fn name(&self) -> &'static str;
    /// Its version, as it tells it.
    fn version(&self) -> &str;
    /// What of a Dockerfile it does not understand, with the line.
    fn check(&self, document: &Document<'_>) -> Result<(), String>;
    /// Builds an image.
    fn build(&self, spec: &Spec<'_>, watch: &mut Watch<'_>) -> Result<Build, Error>;
    /// Writes an image to an archive.
    fn export(&self, image: &str, to: &Path, stop: &dyn Fn() -> bool) -> Result<(), Error>;
    /// The layers of an image that it has, lowest first: the digests of the uncompressed layers.
    fn layers(&self, image: &str, stop: &dyn Fn() -> bool) -> Option<Vec<String>>;
    /// Removes an image. Nobody is told when there is none.
    fn remove(&self, image: &str);
    /// Removes those of some images that builds made on their way that have no name. Nobody is told when there are none.
    fn remove_steps(&self, _images: &[String]) {}
    /// What starts containers of its images.
    fn containers(&self) -> Result<&Containers, Error>;
    /// Runs a command in a container of an image.
    fn run(
        &self,
        image: &str,
        name: &str,
        words: &[String],
        limit: Duration,
        stop: &dyn Fn() -> bool,
    ) -> Result<Done, Error> {
        self.containers()?.run(image, name, words, limit, stop)
    }
    /// Removes a container, also one that a run which was broken off left. Nobody is told when there is none.
    fn remove_container(&self, name: &str) {
        if let Ok(containers) = self.containers() {
            containers.remove(name);
        }
    }
}

/// Which builder to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuilderName {
    /// Docker with BuildKit (its buildx plugin).
    Docker,
    /// Podman.
    Podman,
    /// Buildah.
    Buildah,
}

impl BuilderName {
    /// All, in the order in which they are looked for.
    pub const ALL: [Self; 3] = [Self::Docker, Self::Podman, Self::Buildah];

    /// Its name, which is also that of its program.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Docker => "docker",
            Self::Podman => "podman",
            Self::Buildah => "buildah",
        }
    }

    /// How it writes an image to a docker archive.
    fn save(self, image: &str, to: &Path) -> Call {
        match self {
            Self::Docker => docker::save(image, to),
            Self::Podman => podman::save(image, to),
            Self::Buildah => buildah::save(image, to),
        }
    }

    /// The builder, if it answers.
    fn open(self, stop: &dyn Fn() -> bool) -> Result<Box<dyn Builder>, String> {
        let reason = |error: Error| match error {
            Error::Command { log, .. } => log.lines().last().unwrap_or("it does not answer").to_owned(),
            other => other.to_string(),
        };
        if process::find(self.as_str()).is_none() {
            return Err("not installed".to_owned());
        }
        Ok(match self {
            Self::Docker => Box::new(Docker::open(stop).map_err(reason)?),
            Self::Podman => Box::new(Podman::open(stop).map_err(reason)?),
            Self::Buildah => Box::new(Buildah::open(stop).map_err(reason)?),
        })
    }
}

/// Writes an image to a docker archive, by the first builder that has it. Nothing is fetched from a registry.
///
/// # Errors
/// When no builder has it: what each of those that are installed said.
pub fn save(image: &str, to: &Path, stop: &dyn Fn() -> bool) -> Result<(), Vec<(BuilderName, String)>> {
    let mut said = Vec::new();
    for name in BuilderName::ALL.into_iter().filter(|name| process::find(name.as_str()).is_some()) {
        match name.save(image, to).answer(stop) {
            Ok(_) => return Ok(()),
            Err(Error::Command { log, .. }) if !log.is_empty() => said.push((name, log)),
            Err(error) => said.push((name, error.to_string())),
        }
        // What one left that failed would be in the way of the next.
        let _ = std::fs::remove_file(to);
        if stop() {
            break;
        }
    }
    Err(said)
}

/// The builder that was asked for, or the first that answers.
pub(super) fn open(asked: Option<BuilderName>, stop: &dyn Fn() -> bool) -> Result<Box<dyn Builder>, Error> {
    if let Some(name) = asked {
        return name.open(stop).map_err(|reason| match stop() {
            true => Error::Interrupted,
            false => Error::Builder { name: name.as_str(), reason },
        });
    }
    let mut reasons = Vec::new();
    for name in BuilderName::ALL {
        match name.open(stop) {
            Ok(builder) => return Ok(builder),
            Err(_) if stop() => return Err(Error::Interrupted),
            Err(reason) => reasons.push(format!("{}: {reason}", name.as_str())),
        }
    }
    Err(Error::NoBuilder(reasons))
}

/// Adds what all builders understand the same.
pub(super) fn common(call: Call, spec: &Spec<'_>) -> Call {
    let call = if spec.cache { call } else { call.arg("--no-cache") };
    call.args(["--label", LABEL, "--tag", spec.image])
        .arg("--file")
        .arg(spec.dockerfile)
        .args(spec.wishes.arguments())
        .arg(spec.context)
}

/// Builds with a builder that tells its progress in lines that are for people. Buildah and Podman keep each step as an
/// image, and tell so: `--> 2c66019448cc`.
pub(super) fn plain(call: &Call, watch: &mut Watch<'_>) -> Result<Build, Error> {
    let (hear, made) = (&mut *watch.hear, &mut *watch.made);
    let mut cached = Vec::new();
    let done = call.run(watch.stop, &mut |_, line| {
        let is_id = |id: &&str| id.len() > 10 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        let told = line.strip_prefix("--> ").map(str::trim);
        if let Some(image) = told.and_then(|told| told.strip_prefix("Using cache ")) {
            cached.push(image.to_owned());
        } else if let Some(image) = told.filter(is_id)
            && !cached.iter().any(|known| known.starts_with(image))
        {
            made(image);
        }
        hear(line);
    })?;
    Ok(ended(call, &done, || done.last_lines(LOG_LINES), None))
}

/// How a build ended, from how its builder did.
pub(super) fn ended(call: &Call, done: &Done, log: impl FnOnce() -> String, steps: Option<Steps>) -> Build {
    if done.succeeded() {
        return Build::Done(Built { seconds: done.seconds, steps });
    }
    let log = log();
    let log = if log.is_empty() { format!("`{}` ended without a word", call.typed()) } else { log };
    Build::Failed { log }
}

/// Removes those of some images that have no name, by what `list` tells of all: `sha256:ID NAME`. An image that others
/// stand on stays.
pub(super) fn remove_nameless(images: &[String], list: &Call, remove: &Call) {
    if images.is_empty() {
        return;
    }
    let all = list.answer(&|| false).unwrap_or_default();
    let nameless: Vec<&str> = all.lines().filter_map(|line| line.trim().strip_suffix(" <none>")).collect();
    let is_nameless = |image: &str| nameless.iter().any(|id| id.trim_start_matches("sha256:").starts_with(image));
    // What stands on others was made after them.
    for image in images.iter().rev().filter(|image| is_nameless(image)) {
        let _ = remove.clone().arg(image).run(&|| false, &mut silent);
    }
}

/// The layers that an `image inspect` tells.
pub(super) fn layers(call: &Call, stop: &dyn Fn() -> bool) -> Option<Vec<String>> {
    serde_json::from_str(&call.answer(stop).ok()?).ok()
}

/// The program's streams, for calls of which nobody hears.
pub(super) fn silent(_: Stream, _: &str) {}

/// The first instruction that Buildah, of this version, does not understand. Podman builds with Buildah inside.
///
/// Heredocs came with 1.35; before, they fail or are taken for arguments. `--link` is an error at least up to 1.40
/// (podman-container-tools/buildah, issue 4438).
pub(super) fn understood_by_buildah(version: &str, document: &Document<'_>) -> Result<(), String> {
    let at = |instruction: &Instruction<'_>| document.source.position(instruction.span.start as usize).line;
    let version = numbers(version);
    for instruction in &document.instructions {
        if !instruction.heredocs.is_empty() && version < [1, 35] {
            return Err(format!("line {}: heredocs need Buildah 1.35 or newer, or docker", at(instruction)));
        }
        let transfers = matches!(instruction.command.arguments, Arguments::Copy(_) | Arguments::Add(_));
        let link = instruction.command.flags.iter().any(|flag| instruction.text(flag.name) == "link");
        if transfers && link && version < [1, 41] {
            return Err(format!("line {}: `--link` needs Buildah 1.41 or newer, or docker", at(instruction)));
        }
    }
    Ok(())
}

/// Major and minor version in a text like `1.28.2` or `v0.13.1-desktop.1`.
pub(super) fn numbers(version: &str) -> [u32; 2] {
    let mut parts = version.trim_start_matches('v').split(|ch: char| !ch.is_ascii_digit());
    let mut next = || parts.next().and_then(|part| part.parse().ok()).unwrap_or_default();
    [next(), next()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax;

    #[test]
    fn old_buildah_is_not_given_what_it_cannot_build() {
        let heredoc = syntax::parse("FROM x\nRUN <<E\ntrue\nE\n").unwrap();
        let reason = understood_by_buildah("1.28.2", &heredoc).unwrap_err();
        assert!(reason.starts_with("line 2: heredocs need Buildah 1.35"), "{reason}");
        assert_eq!(understood_by_buildah("1.35.0", &heredoc), Ok(()));
        let link = syntax::parse("FROM x\n\nCOPY --link a /a\n").unwrap();
        assert!(understood_by_buildah("1.28.2", &link).unwrap_err().starts_with("line 3: `--link`"));
        let plain = syntax::parse("FROM x\nCOPY a /a\nRUN --mount=type=cache,target=/c true\n").unwrap();
        assert_eq!(understood_by_buildah("1.28.2", &plain), Ok(()));
    }

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(numbers("v0.13.1-desktop.1"), [0, 13]);
        assert_eq!(numbers("1.28.2"), [1, 28]);
        assert!(numbers("0.9.1") < numbers("0.13.0"));
        assert_eq!(numbers(""), [0, 0]);
    }
}
