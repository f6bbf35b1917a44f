//! What packages of Alpine do to an image. Source: `apk.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("apk");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    places: Places,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Places {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    free: Vec<String>,
    system: Vec<String>,
}

/// Whether no package of Alpine has a file at an absolute path, or below it, and apk reads none there. Source:
/// `apk.toml`. A home is free below the name of its user, and a path whose first part is no name of the system.
#[must_use]
pub fn apk_packages_stay_out_of(path: &str) -> bool {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let Some(first) = parts.next() else { return false };
    let known = !TABLE.places.system.is_empty() && !path.split('/').any(|part| part == "..");
    let below = |free: &String| {
        let rest = path.strip_prefix(free.as_str());
        // What is shared by many is free below its own directory.
        let shared = matches!(free.as_str(), "/home" | "/usr/src");
        rest.is_some_and(|rest| (rest.is_empty() && !shared) || (rest.starts_with('/') && rest.len() > 1))
    };
    known && (!TABLE.places.system.iter().any(|name| name == first) || TABLE.places.free.iter().any(below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        serde_json::from_str::<Table>(crate::facts::text!("apk")).expect("apk.toml reads");
    }

    #[test]
    fn packages_have_places_of_their_own() {
        for free in ["/app", "/app/src", "/requirements.txt", "/tmp", "/tmp/x", "/opt", "/home/me", "/usr/src/app"] {
            assert!(apk_packages_stay_out_of(free), "{free}");
        }
        for taken in ["/", "", "/usr", "/usr/src", "/home", "/etc/apk", "/root/.netrc", "/var/www", "/optional/../etc"]
        {
            assert!(!apk_packages_stay_out_of(taken), "{taken}");
        }
    }
}
