//! What apt does when Recommends are left out, and what its package lists weigh. Source: `packages.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::programs::leaves_packages_alone;

static TABLE: LazyLock<Table> = super::table!("packages");

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
    #[serde(rename = "loss")]
    losses: Vec<Loss>,
    apt_lists: AptLists,
    pip_wheels: PipWheels,
    native_builds: NativeBuilds,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct NativeBuilds {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    builders: Vec<String>,
    words: Vec<String>,
    bystanders: Vec<String>,
    python_modules: Vec<String>,
}

/// What a program misses without its Recommends.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Loss {
    when_any: Vec<String>,
    lost: Vec<String>,
    what: String,
    #[serde(rename = "source")]
    _source: String,
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
    source: String,
    date: String,
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
    /// The packages serve programs of every architecture.
    #[serde(default)]
    any_architecture: bool,
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

/// The bytes that `/var/lib/apt/lists` holds after `apt-get update` in a Debian suite, least and most, and the source
/// of the figures with its date.
///
/// Source: builds with the official images' apt settings (lz4 indexes of main, updates and security, amd64).
#[must_use]
pub fn apt_lists_bytes(suite: &str) -> Option<(u64, u64, String)> {
    let AptLists { source, date, bytes } = &TABLE.apt_lists;
    bytes.get(suite).map(|&(least, most)| (least, most, format!("{source}, {date}")))
}

/// Whether pip takes a wheel for a project, so that no compiler is needed. Names are compared as pip compares them.
///
/// Source: the projects' file lists on PyPI; see `packages.toml`.
#[must_use]
pub fn has_wheels(project: &str) -> bool {
    let name = project.to_ascii_lowercase().replace(['_', '.'], "-");
    TABLE.pip_wheels.names.contains(&name)
}

/// Whether a command certainly neither builds native code nor calls pip. `arguments` are its words, `None` where a word
/// is only known when it runs; calls of pip itself are for the caller to judge.
///
/// Source: `packages.toml`, `programs.toml`. `known` says that the program is in the table of tools, whose commands run
/// no programs but those that they name.
#[must_use]
pub fn builds_nothing(program: &str, arguments: &[Option<&str>], known: bool) -> bool {
    let table = &TABLE.native_builds;
    let is = |names: &[String], word: &str| names.iter().any(|name| name == word);
    let name = program.rsplit('/').next().unwrap_or(program);
    if is(&table.builders, name) || !(known || leaves_packages_alone(program, arguments)) {
        return false;
    }
    if name.starts_with("python") {
        let module =
            arguments.iter().position(|word| *word == Some("-m")).and_then(|at| arguments.get(at + 1).copied());
        return module.is_none_or(|module| module.is_some_and(|module| is(&table.python_modules, module)));
    }
    let calls = |word: &str| {
        let mut pieces = word.split(|ch: char| !(ch.is_ascii_alphanumeric() || "_.-+".contains(ch)));
        pieces.any(|piece| piece.starts_with("pip") || is(&table.words, piece))
    };
    is(&table.bystanders, name) || !arguments.iter().flatten().any(|word| calls(word))
}

/// What the programs of an install command miss without their Recommends, one sentence for each that a row knows.
/// `present` are the packages that are there anyway.
#[must_use]
pub fn losses(packages: &[&str], present: &[&str]) -> Vec<String> {
    let mut sentences = Vec::new();
    for row in &TABLE.losses {
        let Some(named) = packages.iter().find(|package| row.when_any.iter().any(|name| matches(name, package))) else {
            continue;
        };
        let gone = row.lost.iter().filter(|name| !present.iter().any(|package| matches(name, package)));
        let gone: Vec<&str> = gone.map(String::as_str).collect();
        let named = bare(named);
        match (row.lost.is_empty(), gone.as_slice()) {
            (true, _) => sentences.push(format!("No longer installed with {named}: {}.", row.what)),
            (false, []) => {}
            (false, gone) => {
                sentences.push(format!("No longer installed with {named}: {} ({}).", gone.join(", "), row.what));
            }
        }
    }
    sentences
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

    /// Whether a package calls for this row.
    #[must_use]
    pub fn is_for(&self, package: &str) -> bool {
        self.when_any.iter().any(|pattern| matches(pattern, package))
    }

    /// Whether the row serves a package of another architecture (`gcc:i386`) just as well.
    #[must_use]
    pub fn any_architecture(&self) -> bool {
        self.any_architecture
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

/// The name in a package argument of `apt-get install`, without version, architecture or release.
#[must_use]
pub fn bare(package: &str) -> &str {
    package.split(['=', ':', '/']).next().unwrap_or(package)
}

/// Whether a pattern (a name, or a start of names and `*`) stands for a package argument of `apt-get install`.
fn matches(pattern: &str, package: &str) -> bool {
    // Most names differ at once, and no pattern begins with `*`.
    if pattern.as_bytes().first() != package.as_bytes().first() {
        return false;
    }
    let name = bare(package);
    let open = |(start, end): (&str, &str)| {
        name.strip_prefix(start).is_some_and(|rest| rest.len() >= end.len() && rest.ends_with(end))
    };
    pattern.split_once('*').map_or(name == pattern, open)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table, or what is wrong with it.
    fn read() -> Result<Table, String> {
        serde_json::from_str(crate::facts::text!("packages")).map_err(|error| error.to_string())
    }

    fn all_missing(packages: &[&str], suite: &str) -> Vec<&'static str> {
        compensations().iter().flat_map(|row| row.missing(packages, suite)).collect()
    }

    #[test]
    fn table_parses_and_every_row_is_whole() {
        let table = read().expect("packages.toml parses, without unknown keys");
        assert!(!table._source.is_empty() && !table._date.is_empty());
        assert!(!table.apt_lists.source.is_empty() && !table.apt_lists.date.is_empty());
        for row in &table.compensations {
            assert!(!row.when_any.is_empty() && !row.add.is_empty() && !row._source.is_empty(), "{row:?}");
            assert!(row.why.ends_with('.'), "{}", row.why);
            assert!(row.add.iter().all(|name| !name.contains('*')), "a pattern cannot be installed: {row:?}");
        }
    }

    #[test]
    fn losses_are_named_unless_present() {
        assert!(losses(&["jq"], &["jq"]).is_empty());
        assert_eq!(losses(&["git"], &["git", "less", "patch", "openssh-client"]), Vec::<String>::new());
        let [npm] = losses(&["npm=9.2"], &["npm", "git"]).try_into().expect("one sentence");
        assert!(npm.contains("with npm: build-essential") && !npm.contains(" git,"), "{npm}");
        let table = read().expect("reads");
        for row in &table.losses {
            assert!(!row.when_any.is_empty() && !row.what.is_empty() && !row._source.is_empty(), "{row:?}");
            assert!(!row.what.ends_with('.'), "{}", row.what);
        }
    }

    #[test]
    fn only_harmless_commands_build_nothing() {
        let nothing = |line: &str| {
            let words: Vec<Option<&str>> = line.split(' ').map(Some).collect();
            builds_nothing(words[0].expect("a name"), &words[1..], false)
        };
        for line in ["echo pip", "ln -s /usr/bin/pip3 /usr/bin/pip", "python3 -c 1", "python3 -m venv /v", "curl -O x"]
        {
            assert!(nothing(line), "{line}");
        }
        for line in [
            "make",
            "python3 setup.py",
            "python3 -m build",
            "/v/bin/pip install x",
            "poetry install",
            "./x.sh",
            "find -exec pip",
        ] {
            assert!(!nothing(line), "{line}");
        }
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        let whole = crate::facts::text!("packages");
        let broken = whole.replacen("\"add\":", "\"adds\":", 1);
        assert_ne!(whole, broken);
        assert!(serde_json::from_str::<Table>(&broken).is_err());
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
        let (low, high, _) = apt_lists_bytes("bookworm").expect("measured");
        assert!(low < 19_900_000 && 19_900_000 < high);
        assert!(apt_lists_bytes("bullseye").is_some() && apt_lists_bytes("trixie").is_some());
        assert_eq!(apt_lists_bytes("jammy"), None);
        assert_eq!(apt_lists_bytes("sid"), None);
    }
}
