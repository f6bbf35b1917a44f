//! What a file of the build context is, as its name tells. Source: `sources.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::table;

static TABLE: LazyLock<Table> = table!("sources");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    text: Vec<String>,
    names: Vec<String>,
    binary: Vec<String>,
    archives: Vec<String>,
}

/// What a file is, as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Text or code.
    Text,
    /// A format that is neither text nor a tar archive.
    Binary,
    /// A tar archive, or a compressed file that may be one.
    Archive,
}

/// What a file of this name is; `None` where its name does not tell. A name may be a pattern: what stands behind its
/// last dot is looked at.
#[must_use]
pub fn file_kind(name: &str) -> Option<FileKind> {
    let holds = |names: &[String], word: &str| names.iter().any(|name| name == word);
    if holds(&TABLE.names, name) {
        return Some(FileKind::Text);
    }
    let extension = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?.1.to_ascii_lowercase();
    [(FileKind::Text, &TABLE.text), (FileKind::Binary, &TABLE.binary), (FileKind::Archive, &TABLE.archives)]
        .into_iter()
        .find_map(|(kind, extensions)| holds(extensions, &extension).then_some(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        serde_json::from_str::<Table>(crate::facts::text!("sources")).expect("sources.toml reads");
    }

    #[test]
    fn names_tell_what_a_file_is() {
        assert_eq!(file_kind("app.PY"), Some(FileKind::Text));
        assert_eq!(file_kind("*.sh"), Some(FileKind::Text));
        assert_eq!(file_kind("Gemfile"), Some(FileKind::Text));
        assert_eq!(file_kind("app.jar"), Some(FileKind::Binary));
        assert_eq!(file_kind("x.tar.gz"), Some(FileKind::Archive));
        for unknown in ["src", ".sh", "x.data", "*", "x.*", "x.[ch]"] {
            assert_eq!(file_kind(unknown), None, "{unknown}");
        }
    }
}
