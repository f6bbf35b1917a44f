//! Paths that every build changes by itself.

use std::sync::LazyLock;

use serde::Deserialize;

use super::table;

/// Paths that differ between two builds of one file, whatever the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Volatile {
    /// A glob on absolute paths.
    pub path: String,
    /// Why they differ.
    pub why: String,
    /// Their names differ, too, so that each is in one image only.
    #[serde(default)]
    pub named: bool,
}

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
    path: Vec<Volatile>,
}

static TABLE: LazyLock<Table> = table!("volatile");

/// The paths that every build changes by itself.
#[must_use]
pub fn volatile() -> &'static [Volatile] {
    &TABLE.path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: Table = serde_json::from_str(crate::facts::text!("volatile")).unwrap();
        assert!(!table.path.is_empty());
        for row in &table.path {
            assert!(row.path.starts_with("/") && !row.why.is_empty(), "{row:?}");
            assert!(globset::Glob::new(&row.path).is_ok(), "{row:?}");
        }
    }
}
