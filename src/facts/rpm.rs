//! How the package managers of RPM distributions clean up, and which options leave packages out. Source: `rpm.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("rpm");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    caches: Vec<String>,
    #[serde(rename = "manager")]
    managers: Vec<RpmManager>,
}

/// A package manager of RPM distributions. Source: `rpm.toml`.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RpmManager {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    /// The arguments with which it removes all that it has cached.
    pub clean: Vec<String>,
    /// A directory in which that leaves something.
    pub leftovers: Option<String>,
    /// Whether that may fail where no repository is enabled.
    #[serde(default)]
    pub needs_repository: bool,
    /// The option of an install that leaves out weak dependencies; `None` where there is none, or none is known.
    pub without_weak: Option<String>,
    /// The option of an install that leaves out documentation; `None` where there is none, or none is known.
    pub without_docs: Option<String>,
}

/// The package manager of that name, as the table of tools spells it. Source: `rpm.toml`.
#[must_use]
pub fn rpm_manager(name: &str) -> Option<&'static RpmManager> {
    TABLE.managers.iter().find(|manager| manager.name == name)
}

/// The directories that hold nothing but the cache of such a package manager. Source: `rpm.toml`.
#[must_use]
pub fn rpm_caches() -> &'static [String] {
    &TABLE.caches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        let table = serde_json::from_str::<Table>(crate::facts::text!("rpm")).expect("rpm.toml reads");
        assert!(!table._source.is_empty() && !table._date.is_empty());
        for manager in &table.managers {
            assert!(!manager._source.is_empty(), "{}", manager.name);
            assert_eq!(manager.clean[0], "clean", "{}", manager.name);
            let options = manager.without_weak.iter().chain(&manager.without_docs);
            assert!(options.into_iter().all(|option| option.starts_with("--")), "{}", manager.name);
            assert!(manager.leftovers.iter().all(|path| table.caches.contains(path)), "{}", manager.name);
        }
    }

    #[test]
    fn yum_knows_no_weak_dependencies() {
        for name in ["yum", "tdnf"] {
            assert_eq!(rpm_manager(name).and_then(|manager| manager.without_weak.as_deref()), None, "{name}");
        }
        let microdnf = rpm_manager("microdnf").and_then(|manager| manager.without_weak.as_deref());
        assert_eq!(microdnf, Some("--setopt=install_weak_deps=0"));
    }
}
