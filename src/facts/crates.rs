//! Crates that read nothing of the project that uses them. Source: `crates.toml`.

use std::collections::HashSet;
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
}

/// Whether nothing of a crate reads a file of the project that uses it while that is compiled. `false` for one that is
/// not known.
#[must_use]
pub fn crate_leaves_project_alone(name: &str) -> bool {
    TABLE.names.contains(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: Table = serde_json::from_str(crate::facts::text!("crates")).unwrap();
        assert!(table.names.iter().all(|name| !name.is_empty()), "{table:?}");
        assert!(crate_leaves_project_alone("serde") && !crate_leaves_project_alone("sqlx"));
    }
}
