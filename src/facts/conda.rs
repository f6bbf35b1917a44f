//! Which conda an image brings. Source: `conda.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("conda");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    #[serde(rename = "image")]
    images: Vec<Image>,
    installers: Installers,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Image {
    names: Vec<String>,
    first: [u32; 2],
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Installers {
    new: Vec<String>,
    #[serde(rename = "source")]
    _source: String,
}

/// Whether an image of Docker Hub is known to bring a conda that can remove its package caches whole; `tag` is `None`
/// for `latest`. Source: `conda.toml`.
#[must_use]
pub fn conda_image_is_new(repository: &str, tag: Option<&str>) -> bool {
    let Some(image) = TABLE.images.iter().find(|image| image.names.iter().any(|name| name == repository)) else {
        return false;
    };
    let tag = tag.unwrap_or("latest");
    let version = tag.split('-').next().unwrap_or_default().trim_start_matches('v');
    let mut numbers = version.split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => [major, minor] >= image.first,
        _ => version == "latest" || image.first == [0, 0],
    }
}

/// Whether a text names an installer that brings such a conda. Source: `conda.toml`.
#[must_use]
pub fn names_new_conda_installer(text: &str) -> bool {
    TABLE.installers.new.iter().any(|name| text.contains(name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        let table = serde_json::from_str::<Table>(crate::facts::text!("conda")).expect("conda.toml reads");
        assert!(!table._source.is_empty() && !table._date.is_empty() && !table.installers._source.is_empty());
        assert!(table.images.iter().all(|image| !image._source.is_empty()));
    }

    #[test]
    fn tags_are_told_apart() {
        let new = |image, tag| conda_image_is_new(image, tag);
        for tag in [None, Some("latest"), Some("4.6.14"), Some("4.10.3-alpine"), Some("23.5.2-0"), Some("v25.1.1-0")] {
            assert!(new("continuumio/miniconda3", tag), "{tag:?}");
        }
        for tag in [Some("4.5.12"), Some("4.3.27"), Some("main"), Some("4")] {
            assert!(!new("continuumio/miniconda3", tag), "{tag:?}");
        }
        assert!(new("continuumio/anaconda3", Some("2021.11")) && !new("continuumio/anaconda3", Some("2019.03")));
        assert!(new("condaforge/miniforge3", Some("24.7.1-0")) && new("condaforge/mambaforge", None));
        assert!(!new("mambaorg/micromamba", None) && !new("example/miniconda3", None));
    }
}
