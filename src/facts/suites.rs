//! What a release of a distribution is made of.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::table;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[expect(dead_code, reason = "for those who read the table")]
    #[serde(default)]
    source: String,
    #[expect(dead_code, reason = "for those who read the table")]
    #[serde(default)]
    date: String,
    #[serde(default)]
    suite: HashMap<String, Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    glibc: String,
    python: String,
}

static TABLE: LazyLock<Table> = table!("suites");

/// The minor version of the GNU C library 2 of a suite of Debian or Ubuntu. Source: `suites.toml`.
#[must_use]
pub fn glibc_of_suite(suite: &str) -> Option<u32> {
    TABLE.suite.get(suite)?.glibc.strip_prefix("2.")?.parse().ok()
}

/// The version of Python that the package `python3` of a suite of Debian or Ubuntu brings. Source: `suites.toml`.
#[must_use]
pub fn python_of_suite(suite: &str) -> Option<&'static str> {
    let table: &'static Table = &TABLE;
    table.suite.get(suite).map(|row| row.python.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: Table = serde_json::from_str(crate::facts::text!("suites")).unwrap();
        for suite in table.suite.keys() {
            assert!(glibc_of_suite(suite).is_some_and(|minor| minor > 20), "{suite}");
            assert!(python_of_suite(suite).is_some_and(|version| version.starts_with("3.")), "{suite}");
        }
    }
}
