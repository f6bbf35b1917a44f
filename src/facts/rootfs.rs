//! The users, groups and directories that base images hold. Source: `rootfs.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Base, Distro};

static TABLE: LazyLock<Table> = super::table!("rootfs");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    system: Vec<String>,
    roots: Vec<String>,
    #[serde(rename = "distro")]
    distros: Vec<System>,
    #[serde(rename = "image")]
    images: Vec<Image>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct System {
    ids: Vec<Distro>,
    users: Vec<String>,
    groups: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Image {
    names: Vec<String>,
    #[serde(rename = "source")]
    _source: String,
    #[serde(default)]
    users: Vec<String>,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(default)]
    homes: Vec<String>,
    #[serde(default)]
    filled: Vec<String>,
    #[serde(default)]
    empty: Vec<String>,
}

/// What an image holds at a directory, and below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// There is no such directory.
    Nothing,
    /// It exists, with these directories and nothing else in it; all are absolute paths.
    Empty(Vec<&'static str>),
    /// It holds files of its own user, who has the name of the directory, and is in the group of that name.
    Home,
    /// It holds other files, or that is not known.
    Unknown,
}

/// Whether `path` is `directory`, or below it. Both are absolute, without a slash at their end.
#[must_use]
pub fn is_within(path: &str, directory: &str) -> bool {
    path.strip_prefix(directory.trim_end_matches('/')).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn image(base: &Base) -> Option<&'static Image> {
    let name = base.image?;
    TABLE.images.iter().find(|image| image.names.iter().any(|known| known == name))
}

/// What an image holds at an absolute path, which has no slash at its end.
#[must_use]
pub fn held(base: &Base, path: &str) -> Held {
    let Some(image) = image(base) else { return Held::Unknown };
    let touches = |other: &String| is_within(path, other) || is_within(other, path);
    if image.homes.iter().any(|home| home == path) {
        return Held::Home;
    }
    if image.empty.iter().any(|empty| empty == path) {
        let below = image.empty.iter().filter(|empty| is_within(empty, path) && *empty != path);
        return Held::Empty(below.map(String::as_str).collect());
    }
    let below_root = TABLE.roots.iter().any(|root| is_within(path, root) && root != path);
    let is_system = TABLE.system.iter().chain(&TABLE.roots).any(touches) && !below_root;
    let above_home = image.homes.iter().any(|home| is_within(home, path));
    let above_empty = image.empty.iter().any(|empty| is_within(empty, path));
    if is_system || above_home || above_empty || image.filled.iter().any(touches) {
        return Held::Unknown;
    }
    Held::Nothing
}

/// Whether an image certainly has a user of this name.
#[must_use]
pub fn has_user(base: &Base, name: &str) -> bool {
    has(base, name, |system| &system.users, |image| &image.users)
}

/// Whether an image certainly has a group of this name.
#[must_use]
pub fn has_group(base: &Base, name: &str) -> bool {
    has(base, name, |system| &system.groups, |image| &image.groups)
}

fn has(base: &Base, name: &str, of_system: fn(&System) -> &Vec<String>, of_image: fn(&Image) -> &Vec<String>) -> bool {
    let Some(image) = image(base) else { return false };
    let system = TABLE.distros.iter().find(|system| base.distro.is_some_and(|distro| system.ids.contains(&distro)));
    let holds = |names: &Vec<String>| names.iter().any(|known| known == name);
    system.is_some_and(|system| holds(of_system(system)) || holds(of_image(image)))
}

#[cfg(test)]
mod tests {
    use super::super::{ImageName, base};
    use super::*;

    fn named(repository: &str, tag: &str) -> Base {
        base(&ImageName { registry: None, repository, tag: Some(tag), digest: None })
    }

    #[test]
    fn the_table_reads_whole() {
        serde_json::from_str::<Table>(crate::facts::text!("rootfs")).expect("rootfs.toml reads");
    }

    #[test]
    fn every_image_is_one_of_the_base_table() {
        for name in TABLE.images.iter().flat_map(|image| &image.names) {
            let (registry, repository) = match name.split_once('/') {
                Some((host, rest)) if host.contains('.') => (Some(host), rest),
                _ => (None, name.as_str()),
            };
            let found = base(&ImageName { registry, repository, tag: None, digest: None });
            assert_eq!(found.image, Some(name.as_str()), "{name}");
        }
    }

    #[test]
    fn directories_are_told_apart() {
        let (node, php) = (named("node", "20-alpine"), named("php", "8.3-apache"));
        assert_eq!(held(&node, "/app"), Held::Nothing);
        assert_eq!(held(&node, "/home/node/app"), Held::Nothing);
        assert_eq!(held(&node, "/home/node"), Held::Home);
        assert_eq!(held(&php, "/var/www"), Held::Empty(vec!["/var/www/html"]));
        assert_eq!(held(&php, "/var/www/html"), Held::Empty(vec![]));
        assert_eq!(held(&php, "/usr/src/app"), Held::Nothing);
        for path in ["/", "/home", "/usr", "/usr/share/app", "/usr/src", "/var/lib/app", "/opt", "/etc/app"] {
            assert_eq!(held(&node, path), Held::Unknown, "{path}");
        }
        assert_eq!(held(&named("golang", "1.22"), "/go/src/app"), Held::Unknown);
        assert_eq!(held(&named("node", "onbuild"), "/app"), Held::Unknown);
        assert_eq!(held(&named("someone/node", "20"), "/app"), Held::Unknown);
    }

    #[test]
    fn users_and_groups_are_those_of_the_system_and_of_the_image() {
        let (debian, alpine) = (named("php", "8.3-apache"), named("node", "20-alpine"));
        assert!(has_user(&debian, "www-data") && has_group(&debian, "nogroup") && !has_group(&debian, "nobody"));
        assert!(has_user(&alpine, "node") && has_group(&alpine, "www-data") && !has_user(&alpine, "www-data"));
        assert!(!has_user(&Base::default(), "root"));
    }
}
