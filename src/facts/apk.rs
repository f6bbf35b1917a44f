//! What packages of Alpine do to an image. Source: `apk.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("apk");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    places: Places,
    builders: Builders,
    #[serde(rename = "builder")]
    rows: Vec<Builder>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Builders {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    /// The first release whose names were looked at.
    since: (u32, u32),
}

/// A package that is there to compile.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Builder {
    names: Vec<String>,
    /// The packages with what a program that was compiled with it may load.
    pub runtime: Vec<String>,
    /// The programs in it.
    pub programs: Vec<String>,
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
    let path = path.trim_end_matches('/');
    let Some(first) = path.split('/').find(|part| !part.is_empty()) else { return false };
    let known = !TABLE.places.system.is_empty() && !path.split('/').any(|part| part == "..");
    let below = |free: &String| {
        let rest = path.strip_prefix(free.as_str());
        // What is shared by many is free below its own directory.
        let shared = matches!(free.as_str(), "/home" | "/usr/src");
        rest.is_some_and(|rest| if rest.is_empty() { !shared } else { rest.starts_with('/') })
    };
    known && (!TABLE.places.system.iter().any(|name| name == first) || TABLE.places.free.iter().any(below))
}

/// What is known of a package of Alpine that is there to compile. Source: `apk.toml`.
#[must_use]
pub fn apk_builder(package: &str) -> Option<&'static Builder> {
    TABLE.rows.iter().find(|row| row.names.iter().any(|name| name == package))
}

/// Whether the names of these packages hold for a release of Alpine (`3.20`).
#[must_use]
pub fn apk_builders_hold_for(release: &str) -> bool {
    let number = |part: Option<&str>| part.and_then(|part| part.parse::<u32>().ok());
    let mut parts = release.split('.');
    number(parts.next()).zip(number(parts.next())).is_some_and(|release| release >= TABLE.builders.since)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        serde_json::from_str::<Table>(crate::facts::text!("apk")).expect("apk.toml reads");
    }

    #[test]
    fn builders_have_what_their_programs_load() {
        let runtime = |name| apk_builder(name).map(|builder| builder.runtime.join(" "));
        assert_eq!(runtime("build-base").as_deref(), Some("libgcc libstdc++ libgomp libatomic"));
        assert_eq!(runtime("make").as_deref(), Some(""));
        assert_eq!(runtime("mariadb-dev"), None);
        assert!(apk_builders_hold_for("3.20") && apk_builders_hold_for("3.9"));
        assert!(!apk_builders_hold_for("3.8") && !apk_builders_hold_for("edge"));
    }

    #[test]
    fn packages_have_places_of_their_own() {
        for free in ["/app", "/app/src", "/requirements.txt", "/tmp", "/tmp/x", "/opt/", "/home/me", "/usr/src/app"] {
            assert!(apk_packages_stay_out_of(free), "{free}");
        }
        for taken in ["/", "", "/usr", "/usr/src/", "/home", "/etc/apk", "/root/.netrc", "/var/www", "/optional/../etc"]
        {
            assert!(!apk_packages_stay_out_of(taken), "{taken}");
        }
    }
}
