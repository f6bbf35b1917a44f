//! Where programs write, as far as their names tell. Source: `writers.toml`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("writers");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    readers: HashSet<String>,
    system: HashSet<String>,
}

/// Whether a program of this name writes no file, or only below `/etc`, `/usr` and `/var`, whatever its words are.
#[must_use]
pub fn writes_only_system(program: &str) -> bool {
    TABLE.readers.contains(program) || TABLE.system.contains(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        serde_json::from_str::<Table>(crate::facts::text!("writers")).expect("writers.toml reads");
        assert!(writes_only_system("cat") && writes_only_system("locale-gen") && !writes_only_system("tee"));
    }
}
