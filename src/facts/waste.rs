//! Paths of an image that a container does not need. Source: `waste.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("waste");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    #[serde(rename = "kind")]
    kinds: Vec<WasteKind>,
}

/// Files of one use that a container does not need.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WasteKind {
    /// A name for programs.
    pub id: String,
    /// A name for people.
    pub what: String,
    paths: Vec<String>,
    /// The transform that keeps them out, if there is one.
    pub transform: Option<String>,
}

impl WasteKind {
    /// Whether a file is of this kind.
    fn holds(&self, path: &[u8]) -> bool {
        self.paths.iter().any(|pattern| {
            let mut names = path.split(|&byte| byte == b'/');
            let mut parts = pattern.split('/').skip(1);
            parts.all(|part| names.next().is_some_and(|name| part == "*" || part.as_bytes() == name))
                && names.next().is_some()
        })
    }
}

/// All kinds. Source: `waste.toml`.
#[must_use]
pub fn waste_kinds() -> &'static [WasteKind] {
    &TABLE.kinds
}

/// The kind of a file in an image, given by its path without a leading slash; `None` when it may be needed. Source:
/// `waste.toml`.
#[must_use]
pub fn waste_kind(path: &[u8]) -> Option<&'static WasteKind> {
    waste_kinds().iter().find(|kind| kind.holds(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(path: &str) -> Option<&str> {
        waste_kind(path.trim_start_matches('/').as_bytes()).map(|kind| kind.id.as_str())
    }

    #[test]
    fn the_table_reads_whole() {
        let table = serde_json::from_str::<Table>(crate::facts::text!("waste")).expect("waste.toml reads");
        assert!(!table._source.is_empty() && !table._date.is_empty());
        for kind in &table.kinds {
            assert!(kind.paths.iter().all(|path| path.starts_with('/') && !path.ends_with('/')), "{}", kind.id);
        }
    }

    #[test]
    fn the_transforms_exist() {
        for kind in waste_kinds() {
            let known = |id: &String| crate::transforms::ALL.iter().any(|transform| transform.meta().id == id);
            assert!(kind.transform.as_ref().is_none_or(known), "{}: {:?}", kind.id, kind.transform);
        }
    }

    #[test]
    fn paths_are_told_apart() {
        assert_eq!(kind("/var/lib/apt/lists/example.org_x"), Some("apt-lists"));
        assert_eq!(kind("/home/app/.cache/pip/http/a"), Some("pip-cache"));
        assert_eq!(kind("/usr/share/man/man1/ls.1.gz"), Some("documentation"));
        for path in ["/var/lib/apt/lists", "/var/lib/apt/listsx/a", "/var/lib/apt", "/home/.cache/pip/a", "/"] {
            assert_eq!(kind(path), None, "{path}");
        }
    }
}
