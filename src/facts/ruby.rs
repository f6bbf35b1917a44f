//! What the official ruby images set up. Source: `ruby.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("ruby");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    gem_home: String,
}

/// The directory that gems go to in the official ruby images. Source: `ruby.toml`.
#[must_use]
pub fn ruby_image_gem_home() -> &'static str {
    &TABLE.gem_home
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        let table = serde_json::from_str::<Table>(crate::facts::text!("ruby")).expect("ruby.toml reads");
        assert!(!table._source.is_empty() && !table._date.is_empty());
        assert!(ruby_image_gem_home().starts_with('/'));
    }
}
