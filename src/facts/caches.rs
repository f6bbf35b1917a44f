//! The caches of package managers: where they are, what moves them, what speaks against a mount. Source: `caches.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("caches");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    #[serde(rename = "tool")]
    tools: Vec<CacheTool>,
    #[serde(rename = "image")]
    images: Vec<CacheImage>,
}

/// A program with a cache. Source: `caches.toml`.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CacheTool {
    /// Its name for users.
    pub name: String,
    #[serde(rename = "source")]
    _source: String,
    /// The names by which it is called.
    pub programs: Vec<String>,
    /// The subcommands that put something into the cache; none where every call may.
    #[serde(default)]
    pub fills: Vec<String>,
    /// The subcommands that leave it alone.
    #[serde(default)]
    pub leaves: Vec<String>,
    /// The first version of the program with that cache.
    pub since: Option<[u32; 2]>,
    /// Why it is never kept in a mount.
    pub refused: Option<String>,
    /// Whether later commands read what lies there.
    #[serde(default)]
    pub store: bool,
    /// How a mount is shared, where two at a time would harm each other.
    pub sharing: Option<String>,
    /// Options that do no more than turn the cache off.
    #[serde(default)]
    pub switches: Vec<String>,
    /// Options that decide about the cache of one call.
    #[serde(default)]
    pub options: Vec<String>,
    /// Options by which a call takes what an earlier one fetched, and fetches nothing.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Words of calls that put what was built into the store, for other calls.
    #[serde(default)]
    pub stores: Vec<String>,
    /// Why what a later build finds may not be what it would fetch.
    pub stale: Option<String>,
    /// Subcommands that empty the cache.
    #[serde(default)]
    pub cleans: Vec<String>,
    /// Variables that turn the cache off, or say what is in it.
    #[serde(default)]
    pub off: Vec<String>,
    /// Texts of commands and files that may move the cache, or bring another version of the program.
    #[serde(default)]
    pub settings: Vec<String>,
    /// Files of a project, each with a text in it that says the same.
    #[serde(default)]
    pub files: Vec<[String; 2]>,
    /// Texts of commands that keep other things in the same directory.
    #[serde(default)]
    pub beside: Vec<String>,
    /// Its directories; none where it is never kept.
    #[serde(default)]
    pub places: Vec<CachePlace>,
}

/// A directory of a cache. Source: `caches.toml`.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CachePlace {
    /// The directory, `~` for the home of the user; empty where only a variable says it.
    pub path: String,
    /// That of root, where it is another.
    pub root_path: Option<String>,
    /// Subcommands that do not use it.
    #[serde(default)]
    pub except: Vec<String>,
    /// Variables that move it, each with what follows below its value; the first that is set counts.
    #[serde(default)]
    pub moved_by: Vec<[String; 2]>,
    /// Why a later build may find there what it would not make, unless the variable has the value.
    pub stale: Option<Stale>,
    /// Texts that name it.
    pub marks: Vec<String>,
}

/// Why what lies in a cache may be too old, and what variable makes sure that it is not. Source: `caches.toml`.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stale {
    /// Why: a clause.
    pub why: String,
    /// The variable, and its value.
    pub unless: [String; 2],
}

/// What an image says about caches. Source: `caches.toml`.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CacheImage {
    names: Vec<String>,
    #[serde(rename = "source")]
    _source: String,
    /// The variables that it sets, of those that move caches.
    #[serde(default)]
    pub sets: BTreeMap<String, String>,
    /// Users other than root.
    #[serde(default)]
    pub users: BTreeMap<String, CacheUser>,
}

/// A user of an image. Source: `caches.toml`.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CacheUser {
    /// Its number.
    pub uid: u32,
    /// That of its group.
    pub gid: u32,
    /// Its home directory.
    pub home: String,
}

/// The programs with caches. Source: `caches.toml`.
#[must_use]
pub fn cache_tools() -> &'static [CacheTool] {
    &TABLE.tools
}

/// What an image, by its name in the tables, says about caches: root runs in it, and its home is not moved. `None` where
/// that is not known. Source: `caches.toml`.
#[must_use]
pub fn cache_image(name: &str) -> Option<&'static CacheImage> {
    TABLE.images.iter().find(|image| image.names.iter().any(|known| known == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        let table = serde_json::from_str::<Table>(crate::facts::text!("caches")).expect("caches.toml reads");
        assert!(!table._source.is_empty() && !table._date.is_empty());
        for tool in &table.tools {
            assert!(!tool._source.is_empty() && tool.places.is_empty() == tool.refused.is_some(), "{}", tool.name);
            assert!(tool.sharing.iter().all(|sharing| sharing == "locked"), "{}", tool.name);
            for place in &tool.places {
                assert!(!place.marks.is_empty(), "{}", tool.name);
                assert!(place.path.is_empty() || place.path.starts_with(['/', '~']), "{}", place.path);
                assert!(!place.path.is_empty() || !place.moved_by.is_empty(), "{}", tool.name);
            }
        }
        for image in &table.images {
            assert!(!image._source.is_empty(), "{:?}", image.names);
            assert!(image.sets.values().all(|path| path.starts_with('/')), "{:?}", image.names);
        }
    }

    #[test]
    fn images_say_where_caches_are() {
        let go = cache_image("golang").expect("a row");
        assert_eq!(go.sets.get("GOPATH").map(String::as_str), Some("/go"));
        assert_eq!(cache_image("node").and_then(|image| image.users.get("node")).map(|user| user.uid), Some(1000));
        assert_eq!(cache_image("gradle"), None, "its home and user changed over time");
    }
}
