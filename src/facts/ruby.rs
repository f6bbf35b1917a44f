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
    config_set_from: (u32, u32),
}

/// The directory that gems go to in the official ruby images. Source: `ruby.toml`.
#[must_use]
pub fn ruby_image_gem_home() -> &'static str {
    &TABLE.gem_home
}

/// Whether the bundler of an official ruby image of this version (`3.3`) knows `bundle config set`. Source: `ruby.toml`.
#[must_use]
pub fn ruby_image_has_config_set(version: &str) -> bool {
    let numbers = version.split_once('.').map(|(major, minor)| (major.parse::<u32>(), minor.parse::<u32>()));
    matches!(numbers, Some((Ok(major), Ok(minor))) if (major, minor) >= TABLE.config_set_from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        let table = serde_json::from_str::<Table>(crate::facts::text!("ruby")).expect("ruby.toml reads");
        assert!(!table._source.is_empty() && !table._date.is_empty());
        assert!(ruby_image_gem_home().starts_with('/'));
        assert!(ruby_image_has_config_set("2.7") && ruby_image_has_config_set("3.3"));
        assert!(!ruby_image_has_config_set("2.6") && !ruby_image_has_config_set("3") && !ruby_image_has_config_set(""));
    }
}
