//! `dfopt.toml`: the settings, how they are read, and which file holds those of a Dockerfile.
//!
//! ```toml
//! exclude = ["third_party/"]      # globs as in .gitignore, relative to this file
//! respect-hadolint = true
//! cache = "cleanup"               # or "mounts", or "auto"
//!
//! [clean]
//! builders = false
//!
//! [[contexts]]                    # the first table that names a file counts
//! files = ["docker/"]
//! directory = "."                 # where they are built, relative to this file
//!
//! [transforms.merge-runs]
//! enabled = true
//! safety = "unsafe"               # and the transform's own options
//! ```
//!
//! Invariant: what is not known is an error with its place, never ignored.

mod discover;
mod error;
mod read;

use std::collections::BTreeMap;
use std::path::Path;

pub use discover::{Config, Configs};
pub use error::{ConfigError, ConfigProblem};

use crate::transform::{Meta, OptionKind, Safety};

/// What becomes of what package managers download: `cache`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CachePolicy {
    /// It is removed in the RUN that fetched it.
    #[default]
    Cleanup,
    /// It is kept between builds in a cache mount, where it can be, else removed.
    Mounts,
    /// As for [`CachePolicy::Mounts`] in stages whose layers no image holds; removed in the others.
    Auto,
}

impl CachePolicy {
    /// The words for it in `dfopt.toml`.
    pub const WORDS: [&str; 3] = ["cleanup", "mounts", "auto"];

    /// The policy that a word stands for; the default for a word that is none.
    #[must_use]
    pub fn named(word: &str) -> Self {
        match word {
            "mounts" => Self::Mounts,
            "auto" => Self::Auto,
            _ => Self::Cleanup,
        }
    }

    /// Whether caches are kept in mounts in a stage; `ships` says that an image holds its layers.
    #[must_use]
    pub fn mounts_in(self, ships: bool) -> bool {
        match self {
            Self::Cleanup => false,
            Self::Mounts => true,
            Self::Auto => !ships,
        }
    }
}

/// The resolved settings of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Globs of files that are not looked at when directories are walked: `exclude`.
    pub exclude: Vec<String>,
    /// Whether `# hadolint ignore=` comments count for the transforms that are their equivalents: `respect-hadolint`.
    pub respect_hadolint: bool,
    /// Whether stages that only donate files are cleaned too: `builders` in the table `[clean]`.
    pub clean_builders: bool,
    /// Which files are built in which directory: the tables `[[contexts]]`, the first that names a file counts.
    pub contexts: Vec<BuildContext>,
    /// What becomes of what package managers download: `cache`.
    pub cache: CachePolicy,
    /// Settings of single transforms by id.
    pub transforms: BTreeMap<String, TransformSettings>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            exclude: Vec::new(),
            respect_hadolint: true,
            clean_builders: false,
            contexts: Vec::new(),
            cache: CachePolicy::default(),
            transforms: BTreeMap::new(),
        }
    }
}

/// The table `[[contexts]]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildContext {
    /// Globs of Dockerfiles: `files`.
    pub files: Vec<String>,
    /// The directory that they are built in, relative to the file that says so: `directory`.
    pub directory: String,
}

/// The table `[transforms.<id>]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TransformSettings {
    /// Switches the transform on or off.
    pub enabled: Option<bool>,
    /// `safe` promotes what the transform's own changes would be withheld for being unsafe; `unsafe` demotes its safe
    /// ones.
    pub safety: Option<Safety>,
    /// Values of the transform's own options.
    pub options: BTreeMap<String, OptionValue>,
}

/// The value of an option.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// Of [`OptionKind::Bool`].
    Bool(bool),
    /// Of [`OptionKind::Choice`].
    Word(String),
    /// Of [`OptionKind::Number`].
    Number(u32),
    /// Of [`OptionKind::Words`].
    Words(Vec<String>),
}

impl Settings {
    /// Reads a `dfopt.toml`.
    ///
    /// # Errors
    /// When the file cannot be read, is no TOML, or holds anything that is not known.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, path),
            Err(error) => Err(ConfigError::unreadable(path, &error)),
        }
    }

    /// Reads the text of a `dfopt.toml`; `origin` is named in errors.
    ///
    /// # Errors
    /// When the text is no TOML, or holds anything that is not known.
    pub fn parse(text: &str, origin: &Path) -> Result<Self, ConfigError> {
        let metas: Vec<&Meta> = crate::transforms::ALL.iter().map(|transform| transform.meta()).collect();
        read::settings(text, origin, &metas)
    }

    fn value(&self, meta: &Meta, name: &str) -> Option<&OptionValue> {
        self.transforms.get(meta.id)?.options.get(name)
    }

    fn kind(meta: &Meta, name: &str) -> Option<OptionKind> {
        meta.options.iter().find(|option| option.name == name).map(|option| option.kind)
    }

    /// A yes-or-no option; its default when it is not set.
    #[must_use]
    pub fn flag(&self, meta: &Meta, name: &str) -> bool {
        match (self.value(meta, name), Self::kind(meta, name)) {
            (Some(OptionValue::Bool(value)), _) => *value,
            (_, Some(OptionKind::Bool { default })) => default,
            _ => false,
        }
    }

    /// A choice option; its default when it is not set.
    #[must_use]
    pub fn choice(&self, meta: &Meta, name: &str) -> &str {
        match (self.value(meta, name), Self::kind(meta, name)) {
            (Some(OptionValue::Word(value)), _) => value,
            (_, Some(OptionKind::Choice([default, ..]))) => default,
            _ => "",
        }
    }

    /// A number option; its default when it is not set.
    #[must_use]
    pub fn number(&self, meta: &Meta, name: &str) -> u32 {
        match (self.value(meta, name), Self::kind(meta, name)) {
            (Some(OptionValue::Number(value)), _) => *value,
            (_, Some(OptionKind::Number { default })) => default,
            _ => 0,
        }
    }

    /// A list option; empty when it is not set.
    #[must_use]
    pub fn words(&self, meta: &Meta, name: &str) -> &[String] {
        match self.value(meta, name) {
            Some(OptionValue::Words(words)) => words,
            _ => &[],
        }
    }
}
