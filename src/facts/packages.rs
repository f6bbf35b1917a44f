//! What apt does when Recommends are left out, and what its package lists weigh. Source: `packages.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The table, parsed at its first use. A table that does not parse holds no facts; a test keeps it parsing.
static TABLE: LazyLock<Table> = LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

const TEXT: &str = include_str!("packages.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    /// The suites whose Recommends were read.
    suites: Vec<String>,
    #[serde(rename = "compensation")]
    compensations: Vec<Compensation>,
    apt_lists: AptLists,
    pip_wheels: PipWheels,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PipWheels {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    names: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AptLists {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    bytes: BTreeMap<String, (u64, u64)>,
}

/// Packages that must be named once apt no longer installs Recommends.
///
/// Source: the Recommends of bookworm and trixie, and builds; see `packages.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Compensation {
    when_any: Vec<String>,
    add: Vec<String>,
    unless_present: Vec<String>,
    #[serde(default)]
    suites: Vec<String>,
    only_if: Option<Condition>,
    why: String,
    #[serde(rename = "source")]
    _source: String,
}

/// What else must hold for a [`Compensation`]; the table cannot know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// `ca-certificates` is not known to be in the base image ([`crate::facts::Base::has_ca_certificates`]).
    BaseLacksCaCertificates,
    /// The file uses a `git@` or `ssh://` address or sets `GIT_SSH`.
    GitOverSsh,
    /// The file receives OpenPGP keys from a key server.
    KeysReceived,
    /// A `pip install` may build from source: it names a project that [`has_wheels`] does not know, or a file.
    PipMayBuild,
}

/// Every compensation. The packages of one row may themselves call for another one (`cmake` for `gcc`); each row names
/// all that its own packages need.
#[must_use]
pub fn compensations() -> &'static [Compensation] {
    &TABLE.compensations
}

/// Whether the Recommends of a suite were read at all: elsewhere nothing is known of what dropping them costs.
#[must_use]
pub fn recommends_known(suite: &str) -> bool {
    TABLE.suites.iter().any(|name| name == suite)
}

/// The bytes that `/var/lib/apt/lists` holds after `apt-get update` in a Debian suite, least and most.
///
/// Source: builds with the official images' apt settings (lz4 indexes of main, updates and security, amd64).
#[must_use]
pub fn apt_lists_bytes(suite: &str) -> Option<(u64, u64)> {
    TABLE.apt_lists.bytes.get(suite).copied()
}

/// Whether pip takes a wheel for a project, so that no compiler is needed. Names are compared as pip compares them.
///
/// Source: the projects' file lists on PyPI; see `packages.toml`.
#[must_use]
pub fn has_wheels(project: &str) -> bool {
    let name = project.to_ascii_lowercase().replace(['_', '.'], "-");
    TABLE.pip_wheels.names.contains(&name)
}

impl Compensation {
    /// The packages to add to an install command that names `packages`, on a base of `suite`: those of this row that it
    /// does not name yet, and none if the row does not apply. [`Compensation::only_if`] is for the caller to decide.
    ///
    /// A package may carry a version, an architecture or a release: `curl=8.14.1-2`, `libc6-dev:amd64`, `git/trixie`.
    #[must_use]
    pub fn missing(&self, packages: &[&str], suite: &str) -> Vec<&str> {
        let named = |pattern: &String| packages.iter().any(|package| matches(pattern, package));
        let applies = self.suites.is_empty() || self.suites.iter().any(|name| name == suite);
        if !applies || !self.when_any.iter().any(named) || self.unless_present.iter().any(named) {
            return Vec::new();
        }
        self.add.iter().filter(|package| !named(package)).map(String::as_str).collect()
    }

    /// All packages that the row may add.
    pub fn packages(&self) -> impl Iterator<Item = &str> {
        self.add.iter().map(String::as_str)
    }

    /// The condition under which the row holds, if it is not unconditional.
    #[must_use]
    pub fn only_if(&self) -> Option<Condition> {
        self.only_if
    }

    /// One sentence for the reader of the change.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }
}

/// Whether a pattern (a name, or a start of names and `*`) stands for a package argument of `apt-get install`.
fn matches(pattern: &str, package: &str) -> bool {
    let name = package.split(['=', ':', '/']).next().unwrap_or(package);
    pattern.strip_suffix('*').map_or(name == pattern, |start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table, or what is wrong with it.
    fn read() -> Result<Table, String> {
        toml::from_str(TEXT).map_err(|error| error.message().to_owned())
    }

    fn all_missing(packages: &[&str], suite: &str) -> Vec<&'static str> {
        compensations().iter().flat_map(|row| row.missing(packages, suite)).collect()
    }

    #[test]
    fn table_parses_and_every_row_is_whole() {
        let table = read().expect("packages.toml parses, without unknown keys");
        assert!(!table._source.is_empty() && !table._date.is_empty());
        assert!(!table.apt_lists._source.is_empty() && !table.apt_lists._date.is_empty());
        for row in &table.compensations {
            assert!(!row.when_any.is_empty() && !row.add.is_empty() && !row._source.is_empty(), "{row:?}");
            assert!(row.why.ends_with('.'), "{}", row.why);
            assert!(row.add.iter().all(|name| !name.contains('*')), "a pattern cannot be installed: {row:?}");
        }
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        let broken = TEXT.replacen("add = ", "adds = ", 1);
        assert!(toml::from_str::<Table>(&broken).is_err());
    }

    #[test]
    fn downloaders_keep_their_certificates() {
        for package in ["curl", "wget", "git", "nodejs", "libcurl4-openssl-dev", "curl=7.88.1-10", "git:amd64"] {
            let row = compensations().iter().find(|row| row.add == ["ca-certificates"] && row.suites.is_empty());
            let row = row.expect("a row for every suite");
            assert_eq!(row.missing(&[package], "bookworm"), ["ca-certificates"], "{package}");
            assert_eq!(row.only_if(), Some(Condition::BaseLacksCaCertificates));
            assert!(row.missing(&[package, "ca-certificates"], "bookworm").is_empty());
        }
    }

    #[test]
    fn libpq_recommends_certificates_only_in_trixie() {
        assert_eq!(all_missing(&["libpq5"], "trixie"), ["ca-certificates"]);
        assert!(all_missing(&["libpq5"], "bookworm").is_empty());
        assert!(all_missing(&["libpq5"], "jammy").is_empty());
    }

    #[test]
    fn compilers_stay_usable() {
        assert_eq!(all_missing(&["cmake"], "bookworm"), ["gcc", "libc6-dev", "make"]);
        assert_eq!(all_missing(&["cmake", "make", "g++"], "bookworm"), ["gcc", "libc6-dev"]);
        assert!(all_missing(&["cmake", "build-essential"], "trixie").is_empty());
        assert_eq!(all_missing(&["gcc"], "trixie"), ["libc6-dev"]);
        assert!(all_missing(&["g++", "gcc"], "trixie").is_empty());
        assert_eq!(all_missing(&["python3-pip"], "trixie"), ["build-essential", "python3-dev"]);
        assert_eq!(all_missing(&["python3-pip", "python3-dev"], "trixie"), ["build-essential"]);
    }

    #[test]
    fn recommends_are_known_where_they_were_read() {
        assert!(recommends_known("bookworm") && recommends_known("trixie"));
        assert!(!recommends_known("bullseye") && !recommends_known("noble") && !recommends_known(""));
    }

    #[test]
    fn conditional_rows_say_so() {
        let under = |condition| {
            let rows = compensations().iter().filter(move |row| row.only_if() == Some(condition));
            rows.flat_map(|row| row.missing(&["git", "gnupg"], "trixie")).collect::<Vec<_>>()
        };
        assert_eq!(under(Condition::GitOverSsh), ["openssh-client"]);
        assert_eq!(under(Condition::KeysReceived), ["dirmngr"]);
        assert!(compensations().iter().all(|row| row.why().len() < 120));
    }

    #[test]
    fn packages_without_a_loss_need_nothing() {
        assert!(
            all_missing(&["jq", "unzip", "make", "libssl-dev", "tzdata", "curlftpfs", "gcc-doc"], "bookworm")
                .is_empty()
        );
    }

    #[test]
    fn lists_are_known_where_they_were_measured() {
        let (low, high) = apt_lists_bytes("bookworm").expect("measured");
        assert!(low < 19_900_000 && 19_900_000 < high);
        assert!(apt_lists_bytes("bullseye").is_some() && apt_lists_bytes("trixie").is_some());
        assert_eq!(apt_lists_bytes("jammy"), None);
        assert_eq!(apt_lists_bytes("sid"), None);
    }
}
