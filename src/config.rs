//! `dfopt.toml`: the settings, how they are read, and which file holds those of a Dockerfile.
//!
//! ```toml
//! exclude = ["third_party/"]      # globs as in .gitignore, relative to this file
//! respect-hadolint = true
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
