//! What leads commands to files that their words do not name. Source: `leads.toml`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("leads");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    variables: Vec<String>,
    always: HashSet<String>,
    paths: Vec<String>,
    filling: HashSet<String>,
    of_users: HashSet<String>,
    settings: Vec<String>,
}

/// Whether commands look for something where a variable of this name says.
#[must_use]
pub fn is_leading(variable: &str) -> bool {
    TABLE.variables.iter().any(|start| variable.starts_with(start))
}

/// Whether such a variable leads somewhere whatever its value is.
#[must_use]
pub fn always_leads(variable: &str) -> bool {
    TABLE.always.contains(variable)
}

/// Whether the value of such a variable is a path, also where it does not look like one.
#[must_use]
pub fn holds_path(variable: &str) -> bool {
    let name = variable.to_ascii_uppercase();
    TABLE.paths.iter().any(|end| name.ends_with(end))
}

/// Whether a program puts files where its words say, or makes that ready for them, and leads no other there.
#[must_use]
pub fn only_fills(program: &str) -> bool {
    TABLE.filling.contains(program)
}

/// Whether a program may give users a home.
#[must_use]
pub fn gives_homes(program: &str) -> bool {
    TABLE.of_users.contains(program)
}

/// Whether package managers may look for settings in a directory, or what it holds, or at a file: its absolute path.
#[must_use]
pub fn may_hold_settings(path: &str) -> bool {
    let path = format!("{path}/");
    TABLE.settings.iter().any(|place| path.starts_with(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: Table = serde_json::from_str(crate::facts::text!("leads")).unwrap();
        assert!(table.settings.iter().all(|place| place.starts_with('/')), "{table:?}");
        assert!(is_leading("PIP_INDEX_URL") && !is_leading("PYTHONPATH") && always_leads("HOME"));
        assert!(holds_path("npm_config_cafile") && only_fills("cp") && gives_homes("useradd"));
        assert!(may_hold_settings("/etc/apt") && may_hold_settings("/root/.npmrc") && !may_hold_settings("/etc/aptx"));
    }
}
