//! The typed form of `base.toml` and the way from an image name to its row.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::tag::Label;
use super::{Distro, ImageName, Libc, PackageManager, Sh};

pub(super) static TABLE: LazyLock<Table> = crate::facts::table!("base");

/// Which tags belong to a value: a list of names, versions and version ranges for each key.
pub(super) type Lists<K> = BTreeMap<K, String>;

/// All of `base.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    architectures: Vec<String>,
    #[serde(rename = "distro")]
    distros: Vec<Distribution>,
    #[serde(rename = "family")]
    families: Vec<Family>,
}

/// A distribution: what holds for every image made of it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Distribution {
    pub(super) id: Distro,
    #[serde(rename = "source")]
    _source: String,
    pub(super) libc: Option<Libc>,
    pub(super) package_manager: Option<PackageManager>,
    pub(super) shell: Option<bool>,
    pub(super) sh: Option<Sh>,
    /// Words that stand directly before a version number in a tag: `ubuntu22.04`.
    #[serde(default)]
    prefixes: Vec<String>,
    /// Suite to version number.
    #[serde(default)]
    suites: BTreeMap<String, String>,
}

/// Images that share a tag grammar.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Family {
    names: Vec<String>,
    #[serde(rename = "source")]
    _source: String,
    pub(super) runtime: Option<String>,
    /// The runtime version that the name itself states.
    pub(super) version: Option<String>,
    /// The runtime version by suite.
    #[serde(default)]
    pub(super) versions: BTreeMap<String, String>,
    /// How many numbers of the version matter.
    #[serde(default = "two")]
    pub(super) version_parts: usize,
    /// Words that the runtime version follows, when it does not open the tag.
    #[serde(default)]
    pub(super) version_after: Vec<String>,
    /// Words to strip from the front of the version.
    #[serde(default)]
    pub(super) version_prefixes: Vec<String>,
    /// The distribution of a tag without a suite word.
    pub(super) distro: Option<Distro>,
    /// Whether every tag is of that distribution.
    #[serde(default)]
    pub(super) own: bool,
    /// The suite that the name itself states.
    pub(super) own_suite: Option<String>,
    pub(super) libc: Option<Libc>,
    #[serde(default)]
    pub(super) docker_base: Vec<Distro>,
    /// Whether its Debian packages come from Debian's own archive, with no preference among them.
    #[serde(default)]
    pub(super) archive_only: bool,
    /// Whether `slim` is a variant of this family.
    #[serde(default)]
    pub(super) slim: bool,
    /// Words that change no fact.
    #[serde(default)]
    pub(super) words: Vec<String>,
    /// Words of images without shell and package manager.
    #[serde(default)]
    pub(super) bare_words: Vec<String>,
    /// Words that add a shell.
    #[serde(default)]
    pub(super) shell_words: Vec<String>,
    pub(super) package_manager: Option<PackageManager>,
    /// Package manager by major version.
    #[serde(default)]
    pub(super) managers: Lists<PackageManager>,
    /// Words of the variant that has `small_managers` instead.
    #[serde(default)]
    pub(super) small_words: Vec<String>,
    #[serde(default)]
    pub(super) small_managers: Lists<PackageManager>,
    pub(super) ca_certificates: Option<CaCertificates>,
    pub(super) start: Option<Start>,
    pub(super) build_packages: Option<BuildPackages>,
    /// Suite of a tag without a suite word.
    #[serde(default)]
    pub(super) suites: Lists<String>,
    /// The same for slim tags, where it differs.
    #[serde(default)]
    pub(super) slim_suites: Lists<String>,
    /// The same for `alpine` tags.
    #[serde(default)]
    pub(super) alpine: Lists<String>,
}

/// Whether a Debian or Ubuntu variant holds the package `ca-certificates`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaCertificates {
    pub(super) full: bool,
    pub(super) slim: Option<bool>,
}

/// The packages for building that the Debian variants hold; of a family with slim ones these alone, unless `full` says
/// that the others hold no more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BuildPackages {
    #[serde(rename = "source")]
    _source: String,
    #[serde(default)]
    pub(super) full: bool,
    pub(super) names: Vec<String>,
}

/// How the images of a family that have a shell start.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Start {
    #[serde(rename = "source")]
    _source: String,
    /// First words of commands that ENTRYPOINT treats in a way of its own.
    #[serde(default)]
    pub(super) own: Vec<String>,
    /// WORKDIR, where it is that of all tags.
    pub(super) workdir: Option<String>,
}

fn two() -> usize {
    2
}

impl Table {
    /// The family of an image, its name there, and the system word inside its name (`debian12` of `static-debian12`).
    pub(super) fn find<'a>(&self, image: &ImageName<'a>) -> Option<(&Family, &str, Option<&'a str>)> {
        let (host, path) = self.canonical(image)?;
        let (path, system) = match path.rfind("-debian") {
            Some(at) if host == Some("gcr.io") && path.starts_with("distroless/") => {
                (&path[..at], Some(&path[at + 1..]))
            }
            _ => (path, None),
        };
        if path == "scratch" && (image.registry.is_some() || image.tag.is_some() || image.digest.is_some()) {
            return None;
        }
        let is_named = |name: &String| match host {
            None => name == path,
            Some(host) => name.strip_prefix(host).and_then(|rest| rest.strip_prefix('/')) == Some(path),
        };
        self.families.iter().find_map(|family| {
            let name = family.names.iter().find(|name| is_named(name))?;
            Some((family, name.as_str(), system))
        })
    }

    /// Host and path as the table writes them: Docker Hub has no host, an official image no namespace.
    fn canonical<'a>(&self, image: &ImageName<'a>) -> Option<(Option<&'a str>, &'a str)> {
        let path = image.repository;
        let official = |path: &'a str| path.strip_prefix("library/").unwrap_or(path);
        match image.registry {
            None | Some("docker.io" | "index.docker.io") => Some((None, self.hub(official(path)))),
            Some("mirror.gcr.io") => Some((None, self.hub(official(path)))),
            Some("public.ecr.aws") if path.starts_with("docker/library/") => {
                Some((None, &path["docker/library/".len()..]))
            }
            host => Some((host, path)),
        }
    }

    /// Strips the namespace of a per-architecture official image: `arm64v8/python`.
    fn hub<'a>(&self, path: &'a str) -> &'a str {
        match path.split_once('/') {
            Some((space, name)) if !name.contains('/') && self.is_architecture(space) => name,
            _ => path,
        }
    }

    /// Whether a word names an architecture.
    pub(super) fn is_architecture(&self, word: &str) -> bool {
        self.architectures.iter().any(|name| name == word)
    }

    /// The row of a distribution.
    pub(super) fn distro(&self, id: Distro) -> Option<&Distribution> {
        self.distros.iter().find(|row| row.id == id)
    }

    /// Reads a tag word as a suite: `bookworm`, `alpine3.19`, `ubuntu22.04`, `ubi9`.
    pub(super) fn suite_word(&self, word: &str) -> Option<(&Distribution, &str)> {
        self.distros.iter().find_map(|row| Some((row, row.suite_word(word)?)))
    }
}

impl Distribution {
    /// The stored name of a suite.
    pub(super) fn suite(&self, name: &str) -> Option<&str> {
        self.suites.get_key_value(name).map(|(name, _)| name.as_str())
    }

    /// The suite that a version number stands for: 12.5 is `bookworm`, 3.19.1 is `3.19`.
    pub(super) fn numbered(&self, label: &Label<'_>) -> Option<&str> {
        self.suites.iter().find(|(_, number)| label.is_within(number)).map(|(name, _)| name.as_str())
    }

    fn suite_word(&self, word: &str) -> Option<&str> {
        if !word.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        let prefixed = |prefix: &String| {
            let number = word.strip_prefix(prefix.as_str()).filter(|number| !number.is_empty())?;
            self.suites.iter().find(|(_, own)| *own == number).map(|(name, _)| name.as_str())
        };
        self.prefixes.iter().find_map(prefixed).or_else(|| self.suite(word))
    }
}

#[cfg(test)]
impl Table {
    /// Every family, for the tests that read the table whole.
    pub(super) fn families(&self) -> &[Family] {
        &self.families
    }
}
