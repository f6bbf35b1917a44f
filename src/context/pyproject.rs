//! `pyproject.toml`, `Pipfile` and their lock files, as far as an install depends on them.
//!
//! Source: the documentation of uv 0.9 (projects, dependency sources), poetry 2.2 and pipenv 2025; PEP 621 and 735.

use toml::{Table, Value};

use super::{Context, Unknown};

/// A `pyproject.toml`.
#[derive(Clone, Debug, Default)]
pub struct PyProject(Table);

impl PyProject {
    fn at(&self, path: &[&str]) -> Option<&Value> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.0.get(*first)?, |value, name| value.get(name))
    }

    /// Whether uv installs the project itself, beside what it depends on.
    #[must_use]
    pub fn is_package_of_uv(&self) -> bool {
        let said = self.at(&["tool", "uv", "package"]).and_then(Value::as_bool);
        said.unwrap_or_else(|| self.0.contains_key("build-system"))
    }

    /// Whether poetry installs the project itself, beside what it depends on.
    #[must_use]
    pub fn is_package_of_poetry(&self) -> bool {
        self.at(&["tool", "poetry", "package-mode"]).and_then(Value::as_bool) != Some(false)
    }

    /// Whether it has workspaces: further packages of the project with a file of their own.
    #[must_use]
    pub fn has_workspace(&self) -> bool {
        self.at(&["tool", "uv", "workspace"]).is_some()
    }

    /// Whether only the build backend tells what the project is.
    #[must_use]
    pub fn is_dynamic(&self) -> bool {
        self.at(&["project", "dynamic"]).and_then(Value::as_array).is_some_and(|names| !names.is_empty())
    }

    /// The settings of a plugin of poetry, if there are any: it may look at the project, or at its repository.
    #[must_use]
    pub fn plugin_of_poetry(&self) -> Option<&str> {
        let tools = self.at(&["tool"]).and_then(Value::as_table);
        tools.into_iter().flat_map(Table::keys).map(String::as_str).find(|name| name.starts_with("poetry-"))
    }

    /// The first thing that an install looks for in the project: a dependency, or an index.
    #[must_use]
    pub fn local(&self) -> Option<String> {
        let groups = self.at(&["tool", "poetry", "group"]).and_then(Value::as_table);
        let groups = groups.into_iter().flat_map(Table::values).filter_map(|group| group.get("dependencies"));
        let of_poetry = ["dependencies", "dev-dependencies"].map(|name| self.at(&["tool", "poetry", name]));
        let links = self.at(&["tool", "uv", "find-links"]).and_then(Value::as_array);
        if let Some(place) = links.into_iter().flatten().filter_map(Value::as_str).find(|place| !place.contains("://"))
        {
            return Some(place.to_owned());
        }
        let of_uv = ["sources", "index", "find-links", "index-url", "extra-index-url", "dev-dependencies"]
            .map(|name| self.at(&["tool", "uv", name]));
        let of_all = [&["project", "dependencies"][..], &["project", "optional-dependencies"], &["dependency-groups"]];
        let further = ["source", "requires-plugins"].map(|name| self.at(&["tool", "poetry", name]));
        let of_poetry = of_poetry.into_iter().chain(further);
        let of_all = of_all.map(|path| self.at(path));
        of_uv.into_iter().chain(of_poetry).chain(of_all).flatten().chain(groups).find_map(local)
    }
}

/// Keys whose value is a path.
const PATHS: [&str; 3] = ["path", "file", "directory"];

/// The first thing in a tree that lies in the project.
fn local(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => is_local(text).then(|| text.clone()),
        Value::Array(all) => all.iter().find_map(local),
        Value::Table(table) => table.iter().find_map(|(key, value)| {
            let path = PATHS.contains(&key.as_str()) && value.is_str();
            let own = key == "workspace" && value.as_bool() == Some(true);
            if path || own { Some(format!("{key} = {value}")) } else { local(value) }
        }),
        _ => None,
    }
}

/// Whether a requirement, or the address of an index, lies in the file system.
fn is_local(text: &str) -> bool {
    let remote = text.contains("://") && !text.contains("file:");
    let place = text.split_once(" @ ").map_or(text, |(_, place)| place).trim();
    // A version may begin like a home directory: `~3.12`.
    let path = ["./", "../", "/", "~/"].iter().any(|start| place.starts_with(start)) || place == ".";
    !remote && (text.contains("file:") || path)
}

impl Context {
    pub(super) fn toml(&self, path: &str) -> Result<Option<Table>, Unknown> {
        let Some(text) = self.text(path)? else { return Ok(None) };
        let read = text.trim_start_matches('\u{feff}').parse().map(Some);
        read.map_err(|_| Unknown::because(format!("{path} is not understood")))
    }

    /// The `pyproject.toml` at a path; `None` where there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn pyproject(&self, path: &str) -> Result<Option<PyProject>, Unknown> {
        Ok(self.toml(path)?.map(PyProject))
    }

    /// The first package of a lock file of uv or poetry that lies in the project, but for the project itself.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read.
    pub fn local_in_lock(&self, path: &str) -> Result<Option<String>, Unknown> {
        let lock = self.toml(path)?.ok_or_else(|| Unknown::because(format!("the context holds no {path}")))?;
        let packages = lock.get("package").and_then(Value::as_array);
        let own = |package: &&Value| {
            let Some(source) = package.get("source").and_then(Value::as_table) else { return false };
            let of_poetry = source.get("type").and_then(Value::as_str);
            let kind = of_poetry.is_some_and(|kind| matches!(kind, "directory" | "file"));
            let of_uv = |(key, value): (&String, &Value)| match (key.as_str(), value.as_str()) {
                ("editable" | "virtual" | "directory", Some(place)) => place != ".",
                ("path", _) => true,
                ("registry", Some(place)) => !place.contains("://"),
                _ => false,
            };
            kind || of_poetry.is_none() && source.iter().any(of_uv)
        };
        let found = packages.into_iter().flatten().find(own);
        Ok(found.map(|package| package.get("name").and_then(Value::as_str).unwrap_or_default().to_owned()))
    }

    /// The first value of a file of settings that leads into the project, or may, by its form or that of its key.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn local_in_settings(&self, path: &str) -> Result<Option<String>, Unknown> {
        const KEYS: [&str; 8] =
            ["path", "paths", "dir", "directory", "local-registry", "include", "find-links", "cache-keys"];

        fn leads(key: &str, value: &Value) -> Option<String> {
            match value {
                Value::Table(table) => table.iter().find_map(|(key, value)| leads(key, value)),
                Value::Array(all) => all.iter().find_map(|value| leads(key, value)),
                Value::String(text) => {
                    let path = text.contains('/') && !text.contains("://") || text.contains("file:");
                    let named = KEYS.iter().any(|end| key.ends_with(end)) && !text.contains("://");
                    (path || named).then(|| format!("{key} = {value}"))
                }
                _ => None,
            }
        }
        Ok(self.toml(path)?.and_then(|table| table.iter().find_map(|(key, value)| leads(key, value))))
    }

    /// What a `Pipfile` asks for in the project; `None` where nothing.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read.
    pub fn local_in_pipfile(&self, path: &str) -> Result<Option<String>, Unknown> {
        let pipfile = self.toml(path)?.ok_or_else(|| Unknown::because(format!("the context holds no {path}")))?;
        let groups = pipfile.iter().filter(|(name, _)| !matches!(name.as_str(), "scripts" | "requires" | "pipenv"));
        let mut found = None;
        for (_, group) in groups {
            found = found.or_else(|| local(group));
        }
        Ok(found)
    }

    /// Whether the lock file of pipenv at a path names something that lies in the project, as far as anybody can tell;
    /// `None` where there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is_local_in_pipfile_lock(&self, path: &str) -> Result<Option<bool>, Unknown> {
        let Some(text) = self.text(path)? else { return Ok(None) };
        let lock: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let Some(groups) = lock.as_object() else { return Ok(Some(true)) };
        let packages = groups.values().filter_map(serde_json::Value::as_object).flat_map(|group| group.values());
        let is_local = |package: &serde_json::Value| {
            let file = package.get("file").and_then(serde_json::Value::as_str);
            package.get("path").is_some() || file.is_some_and(|file| !file.contains("://"))
        };
        Ok(Some(text.contains("file:") || packages.into_iter().any(is_local)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Memory;

    fn context(files: &[(&str, &str)]) -> Context {
        let tree = files.iter().fold(Memory::default(), |tree, (path, text)| tree.with(path, 0o644, text));
        Context::new(Box::new(tree), "").unwrap()
    }

    #[test]
    fn a_lock_file_of_pipenv_is_read_however_it_is_written() {
        for (lock, local) in [
            (r#"{"_meta":{"sources":[{"url":"https://e.org"}]},"default":{"x":{"version":"==1"}}}"#, false),
            (r#"{"default":{"x":{"file":"https://e.org/x.whl"}}}"#, false),
            (r#"{"default":{"x":{"file":"./x.whl"}}}"#, true),
            (r#"{"develop":{"x":{"path" : "lib"}}}"#, true),
            (r#"{"_meta":{"sources":[{"url":"file:///wheels"}]}}"#, true),
            ("", true),
        ] {
            let context = context(&[("Pipfile.lock", lock)]);
            assert_eq!(context.is_local_in_pipfile_lock("Pipfile.lock"), Ok(Some(local)), "{lock}");
        }
        assert_eq!(context(&[]).is_local_in_pipfile_lock("Pipfile.lock"), Ok(None));
    }

    #[test]
    fn what_lies_in_the_project_is_found() {
        for (text, found) in [
            ("[project]\ndependencies = ['flask>=3', 'x @ https://e.org/x.whl']", false),
            ("[project]\ndependencies = ['x @ file:///x']", true),
            ("[dependency-groups]\ndev = [{ include-group = 'lint' }, 'pytest']", false),
            ("[tool.uv.sources]\nx = { git = 'https://e.org/x' }", false),
            ("[tool.uv.sources]\nx = [{ path = 'lib' }]", true),
            ("[tool.uv.sources]\nx = { workspace = true }", true),
            ("[[tool.uv.index]]\nurl = './wheels'", true),
            ("[tool.uv]\nfind-links = ['wheels']", true),
            ("[tool.poetry.requires-plugins]\nx = { path = 'x' }", true),
            ("[tool.poetry.dependencies]\npython = '~3.12'\nx = { version = '1', extras = ['a'] }", false),
            ("[tool.poetry.group.dev.dependencies]\nx = { path = '../x', develop = true }", true),
        ] {
            let context = context(&[("pyproject.toml", text)]);
            let project = context.pyproject("pyproject.toml").unwrap().unwrap();
            assert_eq!(project.local().is_some(), found, "{text}");
        }
    }

    #[test]
    fn lock_files_name_where_packages_come_from() {
        let lock = "[[package]]\nname = 'app'\nsource = { editable = '.' }\n[[package]]\nname = 'x'\n";
        for (source, found) in [
            ("{ registry = 'https://pypi.org/simple' }", false),
            ("{ registry = 'wheels' }", true),
            ("{ editable = 'lib' }", true),
            ("{ type = 'git', url = 'https://e.org/x' }", false),
            ("{ type = 'directory', url = 'lib' }", true),
        ] {
            let context = context(&[("a.lock", &format!("{lock}source = {source}"))]);
            assert_eq!(context.local_in_lock("a.lock").unwrap().as_deref(), found.then_some("x"), "{source}");
        }
    }
}
