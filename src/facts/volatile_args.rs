//! Build arguments that have another value in every build. Source: `volatile_args.toml`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("volatile_args");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    names: Vec<String>,
    general: Vec<String>,
    prefixes: Vec<String>,
    deaf: HashSet<String>,
    quick: HashSet<String>,
    marks: Vec<String>,
    read_by_git: HashSet<String>,
    sources: HashSet<String>,
    files: HashSet<String>,
}

/// How much the name of a volatile build argument says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VolatileName {
    /// When, or from which commit, an image was built.
    Certain,
    /// The same, but programs may look for a setting of this name.
    General,
}

/// Whether a build argument of this name has another value in every build.
#[must_use]
pub fn volatile_arg(name: &str) -> Option<VolatileName> {
    let name = name.to_ascii_uppercase();
    if TABLE.read_by_git.contains(&name) {
        return None;
    }
    let bare = TABLE.prefixes.iter().find_map(|prefix| name.strip_prefix(prefix.as_str())).unwrap_or(&name);
    let among = |rows: &[String], name: &str| {
        rows.iter().any(|row| match row.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => row == name,
        })
    };
    if among(&TABLE.names, &name) || among(&TABLE.names, bare) {
        return Some(VolatileName::Certain);
    }
    (among(&TABLE.general, &name) || among(&TABLE.general, bare)).then_some(VolatileName::General)
}

/// Whether a program takes no notice of such an argument in its environment.
#[must_use]
pub fn ignores_volatile_args(program: &str) -> bool {
    TABLE.deaf.contains(program)
}

/// Whether a program takes no time worth to speak of.
#[must_use]
pub fn is_quick(program: &str) -> bool {
    TABLE.quick.contains(program)
}

/// What a program fetches of a server that may have something else at another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// The state of a repository.
    Sources,
    /// Files.
    Files,
}

/// What a program fetches, given the first of its words that is no option.
#[must_use]
pub fn fetched(program: &str, subcommand: &str) -> Option<Fetched> {
    if TABLE.files.contains(program) {
        return Some(Fetched::Files);
    }
    TABLE.sources.contains(&format!("{program} {subcommand}")).then_some(Fetched::Sources)
}

/// Whether a shell text may ask for the whole environment.
#[must_use]
pub fn asks_for_environment(text: &str) -> bool {
    TABLE.marks.iter().any(|mark| text.contains(mark.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: Table = serde_json::from_str(crate::facts::text!("volatile_args")).unwrap();
        assert!(!table.names.is_empty() && !table.marks.is_empty(), "{table:?}");
        for row in table.names.iter().chain(&table.general).chain(&table.prefixes) {
            assert_eq!(*row, row.to_ascii_uppercase(), "names are compared in capitals");
        }
    }

    #[test]
    fn quick_programs_are_deaf() {
        assert!(TABLE.quick.iter().all(|name| TABLE.deaf.contains(name)));
    }

    #[test]
    fn names_are_told_apart() {
        assert_eq!(volatile_arg("BUILD_DATE"), Some(VolatileName::Certain));
        assert_eq!(volatile_arg("build_date"), Some(VolatileName::Certain));
        assert_eq!(volatile_arg("LABEL_VCS_REF"), Some(VolatileName::Certain));
        assert_eq!(volatile_arg("VERSION"), Some(VolatileName::General));
        for other in [
            "TARGETARCH",
            "HTTP_PROXY",
            "DEBIAN_FRONTEND",
            "BUILDPLATFORM",
            "NODE_VERSION",
            "CACHEBUST",
            "GIT_TOKEN",
            "GIT_COMMITTER_DATE",
        ] {
            assert_eq!(volatile_arg(other), None, "{other}");
        }
        assert_eq!(fetched("git", "clone"), Some(Fetched::Sources));
        assert_eq!((fetched("wget", "-q"), fetched("git", "config")), (Some(Fetched::Files), None));
        assert!(ignores_volatile_args("apt-get") && !ignores_volatile_args("make"));
        assert!(asks_for_environment("printenv > /etc/env") && !asks_for_environment("apt-get update"));
    }
}
