//! What `apt` and `apt-get` have in common. Source: `apt.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("apt");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    same_solver: Vec<String>,
    in_every_image: Vec<String>,
    #[serde(rename = "subcommand")]
    subcommands: Vec<AptSubcommand>,
}

/// A subcommand that `apt` and `apt-get` both have, and with which they do the same.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AptSubcommand {
    name: String,
    apt_get: Option<String>,
    /// Options with which apt-get does the same as apt.
    #[serde(default)]
    pub adds: Vec<String>,
    /// Whether it may ask before it goes on, and gives up where nobody answers.
    #[serde(default)]
    pub asks: bool,
    /// Whether it fetches packages, which apt deletes behind it and apt-get does not.
    #[serde(default)]
    pub downloads: bool,
    /// Whether apt, and not apt-get, removes kernels that are no longer used.
    #[serde(default)]
    pub kernels: bool,
}

impl AptSubcommand {
    /// The name it has in apt-get, where that is another one.
    #[must_use]
    pub fn other_name(&self) -> Option<&str> {
        self.apt_get.as_deref()
    }
}

/// The subcommand of apt or apt-get of that name; `None` for those that differ, or that only one of them has. Source:
/// `apt.toml`.
#[must_use]
pub fn apt_subcommand(name: &str) -> Option<&'static AptSubcommand> {
    TABLE.subcommands.iter().find(|subcommand| subcommand.name == name)
}

/// Whether a package is in every image of Debian and Ubuntu, so that asking for it installs nothing. Source: `apt.toml`.
#[must_use]
pub fn is_in_every_apt_image(package: &str) -> bool {
    TABLE.in_every_image.iter().any(|known| known == package)
}

/// Whether the apt of a suite finds the same solution for dependencies as its apt-get. Source: `apt.toml`.
#[must_use]
pub fn apt_solves_as_apt_get(suite: &str) -> bool {
    TABLE.same_solver.iter().any(|known| known == suite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: Table = serde_json::from_str(crate::facts::text!("apt")).unwrap();
        assert!(table.subcommands.iter().all(|one| one.adds.is_empty() || one.asks), "{table:?}");
        assert_eq!(apt_subcommand("full-upgrade").and_then(AptSubcommand::other_name), Some("dist-upgrade"));
        assert!(apt_subcommand("list").is_none());
        assert!(apt_solves_as_apt_get("trixie") && !apt_solves_as_apt_get("questing"));
    }
}
