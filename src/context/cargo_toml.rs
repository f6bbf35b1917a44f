//! `Cargo.toml`, as far as a build without the sources depends on it.
//!
//! Source: The Cargo Book 1.90, "The Manifest Format", "Cargo Targets", "Workspaces".

use toml::{Table, Value};

use super::glob::Glob;
use super::{Context, Kind, Unknown, join, resolved};

/// The packages of a project of Cargo.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CargoProject {
    /// The paths of all manifests in the context, that of the root first.
    pub manifests: Vec<String>,
    /// The names of the packages that lie in the project.
    pub packages: Vec<String>,
    /// Files that a program begins in: those that have a `main`.
    pub programs: Vec<String>,
    /// Files that a library begins in.
    pub libraries: Vec<String>,
}

/// Packages of a project at most.
const MAX_PACKAGES: usize = 16;

impl Context {
    /// Reads the manifest in a directory, and those of all packages that it leads to.
    ///
    /// # Errors
    /// Why it is not known what belongs to the project.
    pub fn cargo_project(&self, root: &str) -> Result<CargoProject, Unknown> {
        let mut found = CargoProject::default();
        let mut open = vec![root.to_owned()];
        let mut next = 0;
        while let Some(directory) = open.get(next).cloned() {
            next += 1;
            if next > MAX_PACKAGES {
                return Err(Unknown::because(format!(
                    "the project has more than {MAX_PACKAGES} packages; try cargo-chef"
                )));
            }
            let path = join(&directory, "Cargo.toml");
            let table = self.toml(&path)?.ok_or_else(|| Unknown::because(format!("the context holds no {path}")))?;
            let inside = |path: &str| root.is_empty() || path == root || path.starts_with(&format!("{root}/"));
            let mut further = self.members(&directory, &table)?;
            further.extend(local_packages(&table).into_iter().map(|place| resolved(&directory, place)));
            for place in further {
                let place = if place == "." { String::new() } else { place };
                if place.starts_with("..") || !inside(&place) {
                    return Err(Unknown::because(format!(
                        "{path} leads to {place}, which lies outside of the project"
                    )));
                }
                if !open.contains(&place) {
                    open.push(place);
                }
            }
            for key in ["patch", "replace"] {
                if table.get(key).is_some_and(|tree| !paths(tree).is_empty()) {
                    return Err(Unknown::because(format!("{path} replaces a package by one of the project")));
                }
            }
            if [&["lints"][..], &["workspace", "lints"]].iter().any(|at| get(&table, at).is_some_and(forbids)) {
                return Err(Unknown::because(format!("the lints of {path} may forbid an empty program")));
            }
            if table.contains_key("package") {
                self.cargo_targets(&directory, &path, &table, &mut found)?;
            }
            found.manifests.push(path);
        }
        Ok(found)
    }

    /// The directories that the members of a workspace lie in.
    fn members(&self, directory: &str, table: &Table) -> Result<Vec<String>, Unknown> {
        let names = |key: &str| {
            let all = get(table, &["workspace", key]).and_then(Value::as_array);
            all.into_iter().flatten().filter_map(Value::as_str).map(|name| resolved(directory, name))
        };
        let excluded: Vec<String> = names("exclude").collect();
        let mut found = Vec::new();
        for member in names("members") {
            if !member.contains(['*', '?', '[']) {
                found.push(member);
                continue;
            }
            let (above, _) = member.rsplit_once('/').unwrap_or_default();
            if above.contains(['*', '?', '[']) {
                return Err(Unknown::because(format!("the members of the workspace are named by `{member}`")));
            }
            let pattern = Glob::of_copy(&member);
            let pattern = pattern.ok_or_else(|| Unknown::because(format!("`{member}` is not understood")))?;
            for (name, entry) in self.list(above)? {
                let place = join(above, &name);
                let package = entry.kind == Kind::Directory && pattern.matches(&place);
                if package && !excluded.contains(&place) && self.entry(&join(&place, "Cargo.toml"))?.is_some() {
                    found.push(place);
                }
            }
        }
        Ok(found)
    }

    /// Adds the name of a package, and the files that its targets begin in.
    fn cargo_targets(
        &self,
        directory: &str,
        path: &str,
        table: &Table,
        found: &mut CargoProject,
    ) -> Result<(), Unknown> {
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let there = |place: &str| Ok::<bool, Unknown>(self.entry(&join(directory, place))?.is_some());
        let name = text(get(table, &["package", "name"]));
        let name = name.ok_or_else(|| Unknown::because(format!("{path} names no package")))?;
        let mut needed: Vec<(String, bool)> = Vec::new();
        let build = get(table, &["package", "build"]);
        match build {
            Some(Value::String(script)) => needed.push((script.clone(), true)),
            Some(Value::Boolean(false)) => {}
            _ if there("build.rs")? => needed.push(("build.rs".to_owned(), true)),
            _ => {}
        }
        match text(get(table, &["lib", "path"])) {
            Some(library) => needed.push((library, false)),
            None if there("src/lib.rs")? || table.contains_key("lib") => needed.push(("src/lib.rs".to_owned(), false)),
            None => {}
        }
        if there("src/main.rs")? {
            needed.push(("src/main.rs".to_owned(), true));
        }
        if there("src/bin")? {
            for (name, entry) in self.list(&join(directory, "src/bin"))? {
                let place = match entry.kind {
                    Kind::Directory => format!("src/bin/{name}/main.rs"),
                    _ => format!("src/bin/{name}"),
                };
                if place.ends_with(".rs") && there(&place)? {
                    needed.push((place, true));
                }
            }
        }
        for (key, home) in [("bin", "src/bin"), ("example", "examples"), ("test", "tests"), ("bench", "benches")] {
            for target in table.get(key).and_then(Value::as_array).into_iter().flatten() {
                if let Some(place) = text(target.get("path")) {
                    needed.push((place, true));
                    continue;
                }
                let own = text(target.get("name")).unwrap_or_default();
                let places = [format!("{home}/{own}.rs"), format!("{home}/{own}/main.rs")];
                match places.iter().find_map(|place| there(place).map(|there| there.then_some(place)).transpose()) {
                    Some(place) => needed.push((place?.clone(), true)),
                    None if key == "bin" && own == name => {}
                    None => {
                        return Err(Unknown::because(format!("the context does not hold the {key} {own} of {path}")));
                    }
                }
            }
        }
        for (place, program) in needed {
            let place = resolved(directory, &place);
            if self.entry(&place)?.is_none_or(|entry| entry.kind != Kind::File) {
                return Err(Unknown::because(format!("the context does not hold {place}, which {path} names")));
            }
            if program
                && self
                    .text(&place)?
                    .is_some_and(|text| ["#![no_std]", "#![no_main]"].iter().any(|it| text.contains(it)))
            {
                return Err(Unknown::because(format!("{place} is a program without the standard library")));
            }
            let of_kind = if program { &mut found.programs } else { &mut found.libraries };
            if !of_kind.contains(&place) {
                of_kind.push(place);
            }
        }
        found.packages.push(name);
        Ok(())
    }

    /// How many packages of a `Cargo.lock` have each of these names.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read.
    pub fn is_ambiguous_in_cargo_lock(&self, path: &str, names: &[String]) -> Result<Option<String>, Unknown> {
        let lock =
            self.toml(path)?.ok_or_else(|| Unknown::because(format!("the context holds no {path}; commit one")))?;
        let packages = lock.get("package").and_then(Value::as_array);
        let mut seen: Vec<&str> = Vec::new();
        for name in packages.into_iter().flatten().filter_map(|package| package.get("name").and_then(Value::as_str)) {
            if names.iter().any(|own| own == name) {
                if seen.contains(&name) {
                    return Ok(Some(name.to_owned()));
                }
                seen.push(name);
            }
        }
        Ok(None)
    }
}

pub(super) fn get<'t>(table: &'t Table, path: &[&str]) -> Option<&'t Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(table.get(*first)?, |value, name| value.get(name))
}

/// Keys of tables of dependencies.
pub(super) const DEPENDENCIES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// The places of the packages that a manifest names by their path.
fn local_packages(table: &Table) -> Vec<&str> {
    let own = DEPENDENCIES.iter().filter_map(|key| table.get(*key));
    let targets = table.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let of_targets = targets.flat_map(|target| DEPENDENCIES.iter().filter_map(|key| target.get(key)));
    let shared = get(table, &["workspace", "dependencies"]);
    own.chain(of_targets).chain(shared).flat_map(paths).collect()
}

/// The values of `path` in a table of tables.
pub(super) fn paths(value: &Value) -> Vec<&str> {
    match value {
        Value::Table(table) => table
            .iter()
            .flat_map(|(key, value)| match value.as_str() {
                Some(path) if key == "path" => vec![path],
                _ => paths(value),
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether a lint is an error.
fn forbids(value: &Value) -> bool {
    match value {
        Value::String(level) => matches!(level.as_str(), "deny" | "forbid"),
        Value::Table(table) => table.values().any(forbids),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Memory;

    fn read(files: &[(&str, &str)]) -> Result<CargoProject, Unknown> {
        let tree = files.iter().fold(Memory::default(), |tree, (path, text)| tree.with(path, 0o644, text));
        Context::new(Box::new(tree), "").unwrap().cargo_project("")
    }

    const LEAF: &str = "[package]\nname = 'leaf'";

    #[test]
    fn members_and_packages_by_path_belong_to_the_project() {
        let root = "[workspace]\nmembers = ['crates/*']\nexclude = ['crates/old']\n[package]\nname = 'app'\n\
            [dependencies]\nserde = '1'\nleaf = { path = 'leaf' }";
        let found = read(&[
            ("Cargo.toml", root),
            ("src/main.rs", ""),
            ("src/bin/tool/main.rs", ""),
            ("build.rs", ""),
            ("leaf/Cargo.toml", LEAF),
            ("leaf/src/lib.rs", ""),
            ("crates/a/Cargo.toml", "[package]\nname = 'a'\nbuild = false\n[lib]\npath = 'a.rs'"),
            ("crates/a/a.rs", ""),
            ("crates/a/build.rs", ""),
            ("crates/old/Cargo.toml", "[package]\nname = 'old'"),
        ]);
        let found = found.unwrap();
        assert_eq!(found.packages, ["app", "a", "leaf"]);
        assert_eq!(found.manifests, ["Cargo.toml", "crates/a/Cargo.toml", "leaf/Cargo.toml"]);
        assert_eq!(found.programs, ["build.rs", "src/main.rs", "src/bin/tool/main.rs"]);
        assert_eq!(found.libraries, ["crates/a/a.rs", "leaf/src/lib.rs"]);
    }

    #[test]
    fn a_workspace_may_name_its_own_directory() {
        let root = "[workspace]\nmembers = ['.', './leaf']\n[package]\nname = 'app'";
        let files = [("Cargo.toml", root), ("src/main.rs", ""), ("leaf/Cargo.toml", LEAF), ("leaf/src/lib.rs", "")];
        let found = read(&files).unwrap();
        assert_eq!(
            (found.packages.len(), found.manifests),
            (2, vec!["Cargo.toml".to_owned(), "leaf/Cargo.toml".to_owned()])
        );
        assert!(read(&[("Cargo.toml", "[package]\nname = 'a'"), ("src/main.rs", "#![no_std]\n")]).is_err());
    }

    #[test]
    fn what_is_not_there_or_not_known_is_said() {
        for manifest in [
            "[package]\nname = 'a'\n[[bench]]\nname = 'b'",
            "[package]\nname = 'a'\n[dependencies]\nx = { path = '../x' }",
            "[package]\nname = 'a'\n[dependencies]\nx = { path = 'x' }",
            "[package]\nname = 'a'\n[patch.crates-io]\nx = { path = 'leaf' }",
            "[package]\nname = 'a'\n[lints.rust]\nmissing_docs = { level = 'deny' }",
            "[workspace]\nmembers = ['*/*']",
            "[package",
        ] {
            let found = read(&[("Cargo.toml", manifest), ("src/main.rs", ""), ("leaf/Cargo.toml", LEAF)]);
            assert!(found.is_err(), "{manifest}");
        }
    }
}
