//! What was measured, and whether the promise holds.

use super::behaviour::Check;
use super::builder::Steps;
use super::compare::Difference;
use super::config_diff::ConfigDifference;
use super::delta::Reason;
use crate::pipeline::Applied;

/// Bytes that an image may be larger: a log can be a line longer by itself.
const NOISE: u64 = 4096;

/// What was measured.
#[derive(Clone, Debug)]
pub struct Report {
    /// The builder and its version.
    pub builder: (String, String),
    /// The changes that made the rewritten file; none when both files were given.
    pub applied: Vec<Applied>,
    /// The original.
    pub before: Figures,
    /// The rewritten file, if it builds; else the last lines of the builder's log.
    pub after: Result<Figures, String>,
    /// The file that was touched for the rebuild, or why there was none.
    pub touched: Result<String, String>,
    /// The configuration.
    pub config: Vec<ConfigDifference>,
    /// The file system.
    pub files: Files,
    /// What containers do.
    pub behaviour: Vec<Check>,
    /// Why containers were not compared.
    pub behaviour_note: Option<String>,
    /// What the reader of the figures should know.
    pub notes: Vec<String>,
}

/// The figures of one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Bytes of file content in all layers, uncompressed.
    pub size: u64,
    /// Bytes of the layers as stored, when the builder compresses them.
    pub compressed: Option<u64>,
    /// Layers.
    pub layers: usize,
    /// How many of them, from the lowest, are those of the base image.
    pub base_layers: usize,
    /// Bytes of file content in the other layers.
    pub over_base: u64,
    /// Seconds of a build without cache.
    pub cold: f64,
    /// A build after a file was touched.
    pub rebuild: Option<Rebuild>,
}

/// A build after a file was touched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rebuild {
    /// Seconds.
    pub seconds: f64,
    /// Steps, and how many came from the cache, if the builder tells.
    pub steps: Option<Steps>,
}

/// The differences between the file systems.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Those that may be, and why.
    pub explained: Vec<(Difference, Reason)>,
    /// Those that may not be.
    pub outside: Vec<Difference>,
    /// Whether the original was built twice, to tell what is not reproducible.
    pub built_twice: bool,
}

/// Why the promise does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The rewritten file does not build.
    Build,
    /// A key of the configuration differs.
    Config(ConfigDifference),
    /// A path differs that no applied transform declares.
    Path(Difference),
    /// Containers do not do the same.
    Behaviour(Check),
    /// The image is larger, by so many bytes.
    Larger(u64),
}

impl Report {
    /// Why the promise does not hold; empty when it does.
    #[must_use]
    pub fn failures(&self) -> Vec<Failure> {
        let Ok(after) = &self.after else { return vec![Failure::Build] };
        let config = self.config.iter().filter(|it| it.declared.is_none()).cloned().map(Failure::Config);
        let paths = self.files.outside.iter().cloned().map(Failure::Path);
        let behaviour = self.behaviour.iter().filter(|check| !check.same).cloned().map(Failure::Behaviour);
        let larger = after.size.saturating_sub(self.before.size);
        let larger = (larger > NOISE).then_some(Failure::Larger(larger));
        behaviour.chain(config).chain(paths).chain(larger).collect()
    }

    /// Whether the promise holds: the rewritten file builds, and what it makes differs only as declared.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.failures().is_empty()
    }

    /// Whether containers of the original did something that those of the rewritten image could be held against.
    #[must_use]
    pub fn behaviour_compared(&self) -> bool {
        self.behaviour.iter().any(|check| check.compared)
    }

    /// The transforms that changed the file, each once, in the order of their first change.
    #[must_use]
    pub fn transforms(&self) -> Vec<&'static str> {
        transforms(&self.applied)
    }
}

/// The transforms of some changes, each once, in the order of their first change.
pub(super) fn transforms(applied: &[Applied]) -> Vec<&'static str> {
    let mut ids = Vec::new();
    for change in applied {
        if !ids.contains(&change.transform) {
            ids.push(change.transform);
        }
    }
    ids
}
