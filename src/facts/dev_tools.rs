//! Packages for people who look into a container. Source: `dev_tools.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("dev_tools");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    #[serde(rename = "package")]
    packages: Vec<DevTool>,
}

/// A package for people.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DevTool {
    /// Its name.
    pub name: String,
    /// Its programs, and variables that stand for one.
    pub programs: Vec<String>,
}

/// All of them. Source: `dev_tools.toml`.
#[must_use]
pub fn dev_tools() -> &'static [DevTool] {
    &TABLE.packages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: Table = serde_json::from_str(crate::facts::text!("dev_tools")).unwrap();
        assert!(table.packages.iter().all(|one| !one.programs.is_empty()), "{table:?}");
        assert!(dev_tools().iter().any(|one| one.name == "net-tools"));
    }
}
