//! What Node and its official images bring. Source: `node.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("node");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    #[serde(rename = "yarn-1")]
    yarn: Yarn,
    #[serde(rename = "npm-7")]
    npm: Lines,
    npm_ci: Lines,
    names: Names,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Yarn {
    before: u32,
    newest: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    moving: Vec<String>,
    least: String,
    lines: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Lines {
    from: u32,
    #[serde(default)]
    first_minor: BTreeMap<String, u32>,
}

/// Whether the yarn of an official image of this version of Node is yarn 1, if there is one. Source: `node.toml`.
#[must_use]
pub fn node_image_has_yarn_1(version: &str) -> bool {
    numbers(version).is_some_and(|(major, _)| major < TABLE.yarn.before)
}

/// Whether official images of this version of Node come without yarn. Source: `node.toml`.
#[must_use]
pub fn node_image_lacks_yarn(version: &str) -> bool {
    numbers(version).is_some_and(|(major, _)| TABLE.yarn.before > 0 && major >= TABLE.yarn.before)
}

/// Whether official images of this tag, which names no version, come without yarn. Source: `node.toml`.
#[must_use]
pub fn node_tag_lacks_yarn(tag: &str) -> bool {
    TABLE.yarn.newest.iter().any(|newest| newest == tag)
}

/// Whether this version of Node (`20`, `8.12`) comes with npm 7 or newer. Source: `node.toml`.
#[must_use]
pub fn node_has_npm_7(version: &str) -> bool {
    TABLE.npm.hold(version)
}

/// Whether this version of Node comes with an npm that has `npm ci`. Source: `node.toml`.
#[must_use]
pub fn node_has_npm_ci(version: &str) -> bool {
    TABLE.npm_ci.hold(version)
}

/// The least version of Node that an official image has by the first word of its tag, where that is no number. Source:
/// `node.toml`.
#[must_use]
pub fn least_node_of_tag(word: &str) -> Option<&'static str> {
    let names: &'static Names = &TABLE.names;
    let moving = names.moving.iter().any(|name| name == word).then_some(&names.least);
    moving.or_else(|| names.lines.get(word)).map(String::as_str)
}

impl Lines {
    fn hold(&self, version: &str) -> bool {
        let Some((major, minor)) = numbers(version) else { return false };
        let first = self.first_minor.get(&major.to_string());
        self.from > 0 && (major >= self.from || first.is_some_and(|first| minor.is_none_or(|minor| minor >= *first)))
    }
}

/// The first two numbers of a version.
fn numbers(version: &str) -> Option<(u32, Option<u32>)> {
    let mut parts = version.split('.');
    let major = parts.next()?.parse().ok()?;
    match parts.next() {
        None => Some((major, None)),
        Some(minor) => Some((major, Some(minor.parse().ok()?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        let table = serde_json::from_str::<Table>(crate::facts::text!("node")).expect("node.toml reads");
        assert!(!table._source.is_empty() && !table._date.is_empty());
    }

    #[test]
    fn versions_are_told_apart() {
        for version in ["8", "8.12", "10", "10.3", "11.0", "20", "26.1"] {
            assert!(node_has_npm_ci(version), "{version}");
        }
        for version in ["", "4", "8.11", "9", "10.2", "x"] {
            assert!(!node_has_npm_ci(version), "{version}");
        }
        assert_eq!(least_node_of_tag("carbon"), Some("8"));
        assert!(least_node_of_tag("lts").is_some_and(node_has_npm_7) && least_node_of_tag("stretch").is_none());
        assert!(node_has_npm_7("15") && node_has_npm_7("22.3") && !node_has_npm_7("14.21"));
        assert!(node_image_has_yarn_1("8") && node_image_has_yarn_1("25.1"));
        assert!(!node_image_has_yarn_1("26") && !node_image_has_yarn_1(""));
    }
}
