//! Where programs write, as far as their names tell. Source: `writers.toml`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("writers");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    readers: HashSet<String>,
    removers: HashSet<String>,
    system: HashSet<String>,
    packages: Packages,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Packages {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    beginnings: Vec<String>,
    except: Vec<String>,
    names: HashSet<String>,
}

/// Whether a program of this name writes no file, or only below `/etc`, `/usr` and `/var`, whatever its words are.
#[must_use]
pub fn writes_only_system(program: &str) -> bool {
    only_prints(program) || TABLE.removers.contains(program) || TABLE.system.contains(program)
}

/// Whether a program of this name changes no file: what it prints goes where a redirection says.
#[must_use]
pub fn only_prints(program: &str) -> bool {
    TABLE.readers.contains(program)
}

/// Whether a package of this name, with all that it brings, puts nothing into `/var/www`, `/srv` and `/opt`.
#[must_use]
pub fn fills_only_system(package: &str) -> bool {
    let packages = &TABLE.packages;
    let begins = |beginnings: &[String]| beginnings.iter().any(|one| package.starts_with(one.as_str()));
    packages.names.contains(package) || (begins(&packages.beginnings) && !begins(&packages.except))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        serde_json::from_str::<Table>(crate::facts::text!("writers")).expect("writers.toml reads");
        assert!(writes_only_system("cat") && writes_only_system("locale-gen") && !writes_only_system("tee"));
        assert!(
            fills_only_system("libpng-dev") && !fills_only_system("libapache2-mod-php") && !fills_only_system("nginx")
        );
    }
}
