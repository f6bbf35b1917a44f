//! Crates that read nothing of the project that uses them. Source: `crates.toml`.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("crates");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    names: HashSet<String>,
    links: Native,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Native {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    nothing: HashSet<String>,
    headers: BTreeMap<String, String>,
    certificates: HashSet<String>,
}

/// What a crate links beside the C library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// Nothing that an image may lack.
    Nothing,
    /// The library that this Debian package holds the headers of, if those are there.
    Headers(&'static str),
    /// A library that is not known.
    Unknown,
}

/// Whether nothing of a crate reads a file of the project that uses it while that is compiled. `false` for one that is
/// not known.
#[must_use]
pub fn crate_leaves_project_alone(name: &str) -> bool {
    TABLE.names.contains(name)
}

/// What a crate links. By its name: those that end with `-sys` link something.
#[must_use]
pub fn crate_links(name: &str) -> Links {
    let native = &TABLE.links;
    match native.headers.get(name) {
        Some(headers) => Links::Headers(headers),
        None if !name.ends_with("-sys") || native.nothing.contains(name) => Links::Nothing,
        None => Links::Unknown,
    }
}

/// Whether a crate looks for the certificates of the system when a program runs.
#[must_use]
pub fn crate_looks_for_certificates(name: &str) -> bool {
    TABLE.links.certificates.contains(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: Table = serde_json::from_str(crate::facts::text!("crates")).unwrap();
        assert!(table.names.iter().all(|name| !name.is_empty()), "{table:?}");
        assert!(crate_leaves_project_alone("serde") && !crate_leaves_project_alone("sqlx"));
        assert_eq!(crate_links("openssl-sys"), Links::Headers("libssl-dev"));
        assert_eq!([crate_links("zstd-sys"), crate_links("serde")], [Links::Nothing; 2]);
        assert_eq!(crate_links("rdkafka-sys"), Links::Unknown);
        assert!(crate_looks_for_certificates("native-tls"));
    }
}
