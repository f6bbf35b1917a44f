//! What the package managers of Python know, and what is for development. Source: `python.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("python");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    poetry: Poetry,
    uv: Uv,
    pipenv: Pipenv,
    development: Development,
    servers: Servers,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Poetry {
    only_from: [u32; 2],
    last: BTreeMap<String, u32>,
    of_pip: OfPip,
}

impl Default for Poetry {
    fn default() -> Self {
        Self { only_from: [u32::MAX; 2], last: BTreeMap::new(), of_pip: OfPip::default() }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfPip {
    newest: [u32; 2],
    lines: BTreeMap<String, [u32; 2]>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Uv {
    sync_from: [u32; 2],
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Pipenv {
    deploy_from: [u32; 2],
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Development {
    programs: Vec<String>,
    parts: Vec<String>,
    modes: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Servers {
    programs: Vec<String>,
}

/// Whether this version of poetry (its first two numbers) knows `--only`. Source: `python.toml`.
#[must_use]
pub fn poetry_has_only(version: [u32; 2]) -> bool {
    version >= TABLE.poetry.only_from
}

/// The newest poetry below a version (its first two numbers), or one that is lower still. Source: `python.toml`.
#[must_use]
pub fn poetry_below([major, minor]: [u32; 2]) -> Option<[u32; 2]> {
    match minor.checked_sub(1) {
        Some(minor) => Some([major, minor]),
        None => {
            let major = major.checked_sub(1)?;
            Some([major, *TABLE.poetry.last.get(&major.to_string())?])
        }
    }
}

/// The least poetry that pip installs where no version is asked for, by the version of Python (`3.12`, `3.9.2`; `3` and
/// an empty text for the newest). `None` where that is not known. Source: `python.toml`.
#[must_use]
pub fn poetry_of_pip(python: &str) -> Option<[u32; 2]> {
    let table = &TABLE.poetry.of_pip;
    let mut numbers = python.split('.').map_while(|part| part.parse::<u32>().ok());
    match (numbers.next(), numbers.next()) {
        (None, _) if python.is_empty() => Some(table.newest),
        (Some(3), None) => Some(table.newest),
        (Some(3), Some(minor)) => match table.lines.get(&format!("3.{minor}")) {
            Some(version) => Some(*version),
            None => (minor >= 10).then_some(table.newest),
        },
        _ => None,
    }
}

/// Whether this version of uv may not know `uv sync --locked --no-dev`; false for a text that is no version. Source:
/// `python.toml`.
#[must_use]
pub fn uv_is_old(version: &str) -> bool {
    is_below(version, TABLE.uv.sync_from)
}

/// Whether this version of pipenv may not know `pipenv install --deploy`; false for a text that is no version. Source:
/// `python.toml`.
#[must_use]
pub fn pipenv_is_old(version: &str) -> bool {
    is_below(version, TABLE.pipenv.deploy_from)
}

fn is_below(version: &str, [major, minor]: [u32; 2]) -> bool {
    let mut numbers = version.split('.').map_while(|part| part.parse::<u32>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(first), Some(second)) => [first, second] < [major, minor],
        (Some(first), None) => first < major,
        (None, _) => false,
    }
}

/// Whether a word is the name of a program of development or tests, or an option for these. Source: `python.toml`.
#[must_use]
pub fn is_python_dev_program(word: &str) -> bool {
    TABLE.development.programs.iter().any(|name| name == word)
}

/// Whether a part of a name (`tests` of `run-tests.sh`) says that the thing is for tests. Source: `python.toml`.
#[must_use]
pub fn is_test_part(part: &str) -> bool {
    TABLE.development.parts.iter().any(|name| name.eq_ignore_ascii_case(part))
}

/// Whether a word is a mode other than that of production. Source: `python.toml`.
#[must_use]
pub fn is_dev_mode(word: &str) -> bool {
    TABLE.development.modes.iter().any(|name| name.eq_ignore_ascii_case(word))
}

/// Whether a program serves a Python application in production. Source: `python.toml`.
#[must_use]
pub fn is_python_server(program: &str) -> bool {
    TABLE.servers.programs.iter().any(|name| name == program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        let table = serde_json::from_str::<Table>(crate::facts::text!("python")).expect("python.toml reads");
        assert!(!table._source.is_empty() && !table._date.is_empty());
    }

    #[test]
    fn versions_and_words_are_told_apart() {
        for (python, only) in [("", true), ("3", true), ("3.12.1", true), ("3.7", true), ("3.6", false)] {
            assert_eq!(poetry_of_pip(python).is_some_and(poetry_has_only), only, "{python}");
        }
        assert_eq!((poetry_of_pip("2.7"), poetry_of_pip("2"), poetry_of_pip("3.5")), (None, None, None));
        assert_eq!(
            (poetry_below([2, 0]), poetry_below([1, 2]), poetry_below([0, 0])),
            (Some([1, 8]), Some([1, 1]), None)
        );
        assert!(poetry_has_only([2, 0]) && poetry_has_only([1, 2]) && !poetry_has_only([1, 1]));
        for (version, old) in
            [("0.1.45", true), ("0.2", true), ("0.3.0", false), ("0", false), ("1.0", false), ("", false)]
        {
            assert_eq!(uv_is_old(version), old, "{version}");
        }
        assert!(pipenv_is_old("8.2.7") && !pipenv_is_old("2018.11.26") && !pipenv_is_old("2023.12.1"));
        assert!(is_python_dev_program("pytest") && !is_python_dev_program("gunicorn"));
        assert!(is_test_part("Tests") && !is_test_part("attest") && is_dev_mode("development"));
        assert!(is_python_server("gunicorn") && !is_python_server("python"));
    }
}
