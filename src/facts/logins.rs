//! The logs of logins that `useradd` makes room in. Source: `logins.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::table;

static TABLE: LazyLock<Table> = table!("logins");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    suites: Suites,
    entries: Entries,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Suites {
    source: String,
    date: String,
    measured: Vec<String>,
    inferred: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    lastlog: u64,
    faillog: u64,
}

/// What the `useradd` of a suite writes into the logs of logins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoginLogs {
    /// Bytes for a uid, at least and at most, and the source.
    Measured(u64, u64, String),
    /// It writes there, as far as its version tells.
    Inferred,
    /// Nothing, or not known.
    Unknown,
}

/// What `useradd` of a suite writes into the logs of logins for a user with this uid.
#[must_use]
pub fn login_logs(suite: &str, uid: u32) -> LoginLogs {
    let Table { suites, entries } = &*TABLE;
    let holds = |names: &[String]| names.iter().any(|name| name == suite);
    if holds(&suites.measured) {
        let count = u64::from(uid) + 1;
        let most = count * (entries.lastlog + entries.faillog);
        return LoginLogs::Measured(count * entries.lastlog, most, format!("{}, {}", suites.source, suites.date));
    }
    if holds(&suites.inferred) { LoginLogs::Inferred } else { LoginLogs::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        serde_json::from_str::<Table>(crate::facts::text!("logins")).expect("logins.toml reads");
    }

    #[test]
    fn the_measured_size_lies_in_the_range() {
        let LoginLogs::Measured(least, most, _) = login_logs("bullseye", 100_001) else { panic!("measured") };
        assert!(least <= 32_405_206 - 4_294 && 32_405_206 - 4_294 <= most + 300);
        assert_eq!(login_logs("jammy", 100_001), LoginLogs::Inferred);
        assert_eq!(login_logs("bookworm", 100_001), LoginLogs::Unknown);
    }
}
