//! What health checks may count on. Source: `health.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("health");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    http_ports: Vec<u16>,
    node_with_fetch: u32,
}

/// Whether what listens on a port speaks plain HTTP, as a rule.
#[must_use]
pub fn is_http_port(port: u16) -> bool {
    TABLE.http_ports.contains(&port)
}

/// Whether a version of Node, as the tag of an image says it, has `fetch`.
#[must_use]
pub fn node_has_fetch(version: &str) -> bool {
    let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
    major.is_some_and(|major| TABLE.node_with_fetch > 0 && major >= TABLE.node_with_fetch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: Table = serde_json::from_str(crate::facts::text!("health")).unwrap();
        assert!(!table.http_ports.is_empty(), "{table:?}");
        assert!(is_http_port(8080) && !is_http_port(5432));
        assert!(node_has_fetch("18") && node_has_fetch("22.1") && !node_has_fetch("16.20") && !node_has_fetch("lts"));
    }
}
