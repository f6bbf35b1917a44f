//! What of a stage serves its build alone, when it becomes two. Source: `halves.toml`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::is_within;

static TABLE: LazyLock<Table> = super::table!("halves");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    scratch: Vec<String>,
    sources: Sources,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    names: HashSet<String>,
    ends: Vec<String>,
}

/// Whether nothing that lies at an absolute path counts once a build is over.
#[must_use]
pub fn is_build_scratch(path: &str) -> bool {
    TABLE.scratch.iter().any(|directory| is_within(path, directory))
}

/// Whether a file or directory of this name, among the sources of a compiled program, serves the build alone.
#[must_use]
pub fn is_source(name: &str) -> bool {
    let Sources { names, ends } = &TABLE.sources;
    names.contains(name) || ends.iter().any(|end| name.ends_with(end.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        serde_json::from_str::<Table>(crate::facts::text!("halves")).expect("halves.toml reads");
        assert!(is_build_scratch("/tmp/x") && is_build_scratch("/tmp") && !is_build_scratch("/app/tmp"));
        assert!(is_source("main.rs") && is_source("Makefile") && !is_source("words.txt") && !is_source("templates"));
    }
}
