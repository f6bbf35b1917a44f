//! Options of commands that install what a project depends on. Source: `install_options.toml`.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("install_options");

#[derive(Debug, Default, Deserialize)]
struct Table {
    #[serde(rename = "date")]
    _date: String,
    #[serde(flatten)]
    commands: BTreeMap<String, Row>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Row {
    #[serde(rename = "source")]
    _source: String,
    #[serde(default)]
    plain: HashSet<String>,
    #[serde(default)]
    valued: HashSet<String>,
    #[serde(default)]
    left_out: HashSet<String>,
    #[serde(default)]
    resolving: HashSet<String>,
}

/// An option with which a command reads nothing of a project beside its manifests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstallOption {
    /// Whether it takes a value.
    pub valued: bool,
    /// Whether the same command has it where it is done before the sources are copied.
    pub kept_ahead: bool,
    /// Whether it may change what a lock file would say.
    pub resolves: bool,
}

/// What is known of an option of a command (`uv sync`, `cargo`), by its name in the table; `None` for one with which it may
/// read more of the project, or that is not known.
#[must_use]
pub fn install_option(command: &str, name: &str) -> Option<InstallOption> {
    let row = TABLE.commands.get(command)?;
    let valued = row.valued.contains(name);
    (valued || row.plain.contains(name)).then(|| InstallOption {
        valued,
        kept_ahead: !row.left_out.contains(name),
        resolves: row.resolving.contains(name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: Table = serde_json::from_str(crate::facts::text!("install_options")).unwrap();
        for (command, row) in &table.commands {
            let mut special = row.left_out.iter().chain(&row.resolving);
            assert!(special.all(|name| row.plain.contains(name) || row.valued.contains(name)), "{command}");
            assert!(row.plain.is_disjoint(&row.valued), "{command}");
        }
    }

    #[test]
    fn options_are_told_apart() {
        let of = |valued, kept_ahead, resolves| Some(InstallOption { valued, kept_ahead, resolves });
        assert_eq!(install_option("uv sync", "--no-dev"), of(false, true, false));
        assert_eq!(install_option("uv sync", "--resolution"), of(false, true, true));
        assert_eq!(install_option("cargo", "--root"), of(true, false, false));
        assert_eq!(install_option("cargo", "--config"), None);
        assert_eq!(install_option("make", "-j"), None);
    }
}
