//! `package.json`, as far as an install depends on it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::{Context, Unknown};

/// A `package.json`. Source: npm's documentation of the file, version 11.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PackageJson {
    /// Commands by name.
    pub scripts: BTreeMap<String, String>,
    dependencies: BTreeMap<String, String>,
    dev_dependencies: BTreeMap<String, String>,
    optional_dependencies: BTreeMap<String, String>,
    peer_dependencies: BTreeMap<String, String>,
    pub(super) workspaces: Value,
    name: Value,
    bin: Value,
    directories: Value,
    dependencies_meta: Value,
    publish_config: Value,
    /// What takes the place of dependencies of dependencies: for npm, yarn, and pnpm with its patches.
    overrides: Value,
    resolutions: Value,
    pnpm: Value,
}

/// The scripts that an install of the project itself runs. Source: npm's documentation of scripts, "Life Cycle Operation
/// Order"; yarn, pnpm and bun run a part of them.
const AT_INSTALL: [&str; 9] = [
    "preinstall",
    "install",
    "postinstall",
    "prepublish",
    "preprepare",
    "prepare",
    "postprepare",
    "dependencies",
    "pnpm:devPreinstall",
];

impl PackageJson {
    /// The first script that an install of the project runs.
    #[must_use]
    pub fn install_script(&self) -> Option<&str> {
        AT_INSTALL.into_iter().find(|name| self.scripts.contains_key(*name))
    }

    /// Whether it has workspaces: further packages of the project with a file of their own.
    #[must_use]
    pub fn has_workspaces(&self) -> bool {
        !self.workspaces.is_null()
    }

    /// Names and versions of all packages that the project depends on, in whatever way.
    pub fn dependencies(&self) -> impl Iterator<Item = (&str, &str)> {
        let groups = [&self.dependencies, &self.dev_dependencies, &self.optional_dependencies];
        groups.into_iter().flatten().map(|(name, version)| (name.as_str(), version.as_str()))
    }

    /// Whether npm's lock file is that of this file, so that `npm ci` takes it; `None` where the lock file does not tell
    /// (before version 2, if it names all dependencies).
    ///
    /// Source: npm's documentation of package-lock.json: `packages` holds the root under the empty name.
    #[must_use]
    pub fn agrees_with(&self, lock: &str) -> Option<bool> {
        #[derive(Deserialize)]
        struct Lock {
            packages: Option<BTreeMap<String, Value>>,
            #[serde(default)]
            dependencies: BTreeMap<String, Value>,
        }
        let Ok(lock) = serde_json::from_str::<Lock>(lock) else { return Some(false) };
        let Some(packages) = lock.packages else {
            let mut needed = self.dependencies.keys().chain(self.dev_dependencies.keys());
            return if needed.all(|name| lock.dependencies.contains_key(name)) { None } else { Some(false) };
        };
        let root = Self::deserialize(packages.get("")?).ok()?;
        Some(
            root.dependencies == self.dependencies
                && root.dev_dependencies == self.dev_dependencies
                && root.optional_dependencies == self.optional_dependencies
                && root.peer_dependencies == self.peer_dependencies,
        )
    }

    /// Whether packages that npm's lock file names may have scripts that run when they are installed: it says so, or is
    /// of a version that does not tell.
    ///
    /// Source: npm's documentation of package-lock.json, `lockfileVersion` and `hasInstallScript`.
    #[must_use]
    pub fn may_have_scripts_in_lock(lock: &str) -> bool {
        let lock: Value = serde_json::from_str(lock).unwrap_or_default();
        let tells = lock.get("lockfileVersion").and_then(Value::as_u64).is_some_and(|version| version > 1);
        let packages = lock.get("packages").and_then(Value::as_object);
        let scripts = |package: &Value| package.get("hasInstallScript").is_some();
        !tells || packages.is_none_or(|packages| packages.values().any(scripts))
    }

    /// Where the packages lie that npm's lock file links to, as it writes that.
    pub fn links_of_lock(lock: &str) -> impl Iterator<Item = String> {
        let lock: Value = serde_json::from_str(lock).unwrap_or_default();
        let packages = lock.get("packages").and_then(Value::as_object).cloned().unwrap_or_default();
        packages.into_iter().filter_map(|(name, package)| {
            let links = package.get("link").and_then(Value::as_bool) == Some(true);
            links.then(|| package.get("resolved").and_then(Value::as_str).map_or(name, str::to_owned))
        })
    }

    /// Names and versions of the dependencies that lie in the project itself.
    pub fn local_dependencies(&self) -> impl Iterator<Item = (&str, &str)> {
        self.dependencies().filter(|(_, version)| is_local(version))
    }

    /// The first text by which what lies in the project takes the place of a dependency.
    #[must_use]
    pub fn local_replacement(&self) -> Option<&str> {
        [&self.overrides, &self.resolutions, &self.pnpm].into_iter().find_map(first_local)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_str()
    }

    /// Why an install beside it may need more of the package than this file, where others depend on it: programs are
    /// linked if they are there, contents are copied, and another directory may stand for it.
    ///
    /// Source: npm's `bin-links` 5, which passes over a program that is not there; pnpm 10, `dependenciesMeta` and
    /// `publishConfig.directory`.
    #[must_use]
    pub fn needs_its_sources(&self) -> Option<&'static str> {
        let injected = |all: &serde_json::Map<String, Value>| all.values().any(|meta| meta.get("injected").is_some());
        if !self.bin.is_null() || self.directories.get("bin").is_some() {
            return Some("has programs (`bin`), which the install links if they are there");
        }
        if self.dependencies_meta.as_object().is_some_and(injected) {
            return Some("has a dependency of which the install copies all files (`injected`)");
        }
        self.publish_config.get("directory").map(|_| "is linked from another directory (`publishConfig`)")
    }
}

fn is_local(version: &str) -> bool {
    ["file:", "link:", "portal:", "workspace:", "patch:", ".", "/", "~/"].iter().any(|it| version.starts_with(it))
        || version.ends_with(".tgz") && !version.contains("://")
}

/// The first value in a tree that lies in the project; `patches` is where patches are looked for.
fn first_local(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => {
            let patch = text.ends_with(".patch") && !text.trim_start_matches("./").starts_with("patches/");
            (patch || is_local(text) && !text.starts_with("./patches/")).then_some(text)
        }
        Value::Array(all) => all.iter().find_map(first_local),
        Value::Object(all) => all.values().find_map(first_local),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

impl Context {
    /// The `package.json` at a path; `None` where there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn package_json(&self, path: &str) -> Result<Option<PackageJson>, Unknown> {
        let Some(text) = self.text(path)? else { return Ok(None) };
        let read = serde_json::from_str(&text).map(Some);
        read.map_err(|error| Unknown::because(format!("{path} is not understood: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::PackageJson;

    #[test]
    fn scripts_in_a_lock_file_are_seen_however_it_is_written() {
        for (lock, scripts) in [
            (r#"{"lockfileVersion":3,"packages":{"":{},"node_modules/a":{"version":"1.0.0"}}}"#, false),
            (r#"{"lockfileVersion": 2, "packages": {"node_modules/a": {"hasInstallScript": true}}}"#, true),
            (r#"{"lockfileVersion":1,"dependencies":{"a":{"version":"1.0.0"}}}"#, true),
            (r#"{"lockfileVersion":2,"dependencies":{}}"#, true),
            ("", true),
        ] {
            assert_eq!(PackageJson::may_have_scripts_in_lock(lock), scripts, "{lock}");
        }
    }
}
