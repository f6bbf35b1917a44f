//! Where pip is known to be 19 or newer. Source: `pip.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Distro;

static TABLE: LazyLock<Table> = super::table!("pip");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    #[serde(rename = "distro")]
    distros: Vec<Distribution>,
    upgradable: Upgradable,
    python_images: PythonImages,
    without_bytecode: WithoutBytecode,
    programs: Programs,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Programs {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    names: Vec<String>,
}

/// Whether a program comes with a package for Python of the same or a similar name. Source: `pip.toml`.
#[must_use]
pub fn is_python_program(name: &str) -> bool {
    TABLE.programs.names.iter().any(|program| program == name)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Distribution {
    id: Distro,
    new: Vec<String>,
    #[serde(default)]
    old: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Upgradable {
    suites: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PythonImages {
    first: BTreeMap<String, u32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WithoutBytecode {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    minor: u32,
}

/// What is known of the pip of a suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PipOfSuite {
    /// It is 19 or newer.
    New,
    /// It is this one, older than 19.
    Old(&'static str),
    /// Nothing.
    Unknown,
}

/// The pip that the packages of a suite bring. Source: `pip.toml`.
#[must_use]
pub fn pip_of_suite(distro: Distro, suite: &str) -> PipOfSuite {
    let table: &'static Table = &TABLE;
    let Some(row) = table.distros.iter().find(|row| row.id == distro) else { return PipOfSuite::Unknown };
    match row.old.get(suite) {
        Some(version) => PipOfSuite::Old(version),
        None if row.new.iter().any(|name| name == suite) => PipOfSuite::New,
        None => PipOfSuite::Unknown,
    }
}

/// Whether an upgrade makes the old pip of a suite 19 or newer. Source: `pip.toml`.
#[must_use]
pub fn pip_upgrades(suite: &str) -> bool {
    TABLE.upgradable.suites.iter().any(|name| name == suite)
}

/// Whether the official python image with this version (`3.12`, `3.6.5`; no number for `latest`) has a pip of 19 or
/// newer. Source: `pip.toml`.
#[must_use]
pub fn python_image_has_new_pip(version: &str) -> bool {
    let numbers: Vec<u32> = version.split('.').map_while(|part| part.parse().ok()).collect();
    let first = |line: &str| TABLE.python_images.first.get(line);
    match numbers[..] {
        [] | [_] => true,
        [major, minor, ..] if major == 3 && minor >= 8 => true,
        [major, minor] => first(&format!("{major}.{minor}")).is_some(),
        [major, minor, patch, ..] => first(&format!("{major}.{minor}")).is_some_and(|first| patch >= *first),
    }
}

/// Whether the official python image with this version (no number for `latest`) is published without the bytecode of pip
/// and of the standard library. Source: `pip.toml`.
#[must_use]
pub fn python_image_lacks_bytecode(version: &str) -> bool {
    let numbers: Vec<u32> = version.split('.').map_while(|part| part.parse().ok()).collect();
    let first = TABLE.without_bytecode.minor;
    match numbers[..] {
        [] | [3] => first > 0,
        [3, minor, ..] => first > 0 && minor >= first,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        let table = serde_json::from_str::<Table>(crate::facts::text!("pip")).expect("pip.toml reads");
        assert!(!table._source.is_empty() && !table._date.is_empty());
    }

    #[test]
    fn suites_and_images_are_told_apart() {
        assert_eq!(pip_of_suite(Distro::Debian, "bookworm"), PipOfSuite::New);
        assert_eq!(pip_of_suite(Distro::Ubuntu, "resolute"), PipOfSuite::New);
        assert_eq!(pip_of_suite(Distro::Fedora, "rawhide"), PipOfSuite::New);
        assert_eq!(pip_of_suite(Distro::Debian, "buster"), PipOfSuite::Old("18.1"));
        assert_eq!(pip_of_suite(Distro::CentOs, "7"), PipOfSuite::Old("8.1.2"));
        assert_eq!(pip_of_suite(Distro::Alpine, "3.9"), PipOfSuite::Unknown);
        for version in ["", "3", "3.12", "3.12.1", "3.6", "2.7", "2.7.18", "3.7.3"] {
            assert!(python_image_has_new_pip(version), "{version}");
        }
        for version in ["", "3", "3.7", "3.12.1"] {
            assert!(python_image_lacks_bytecode(version), "{version}");
        }
        for version in ["2", "2.7.18", "3.6", "4"] {
            assert!(!python_image_lacks_bytecode(version), "{version}");
        }
        for version in ["3.3", "3.6.5", "2.7.15", "3.4.1"] {
            assert!(!python_image_has_new_pip(version), "{version}");
        }
    }
}
