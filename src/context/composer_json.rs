//! `composer.json` and its lock file, as far as an install depends on them.
//!
//! Source: Composer's documentation, 2.8: "The composer.json schema", "Config", "Repositories", "Scripts", "Plugins".

use serde_json::{Map, Value};

use super::{Context, Unknown, join};

/// What an install by Composer needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComposerProject {
    /// The paths of the files in the context that packages are installed from.
    pub files: Vec<String>,
    /// Why the scripts of the project need more.
    pub scripts: Option<String>,
    /// Why what loads classes needs more.
    pub autoloader: Option<String>,
}

/// Settings that lead to other files of the project. Those of places are told by their ends.
const LEADING: [&str; 2] = ["cafile", "capath"];

/// Those that look into all sources for classes.
const OPTIMISING: [&str; 2] = ["classmap-authoritative", "optimize-autoloader"];

/// Scripts that an install runs before or after all packages.
const AT_INSTALL: [&str; 4] = ["pre-install-cmd", "post-install-cmd", "pre-autoload-dump", "post-autoload-dump"];

/// Those that it runs in between.
const AT_PACKAGES: [&str; 9] = [
    "command",
    "init",
    "post-file-download",
    "post-package-install",
    "pre-command-run",
    "pre-file-download",
    "pre-operations-exec",
    "pre-package-install",
    "pre-pool-create",
];

/// Plugins that read nothing else in the project while packages are installed. Source: their repositories, 2026-11-30.
const PLAIN_PLUGINS: [&str; 8] = [
    "composer/package-versions-deprecated",
    "dealerdirect/phpcodesniffer-composer-installer",
    "ergebnis/composer-normalize",
    "pestphp/pest-plugin",
    "php-http/discovery",
    "phpstan/extension-installer",
    "symfony/flex",
    "symfony/runtime",
];

impl Context {
    /// Reads the project of Composer in a directory.
    ///
    /// # Errors
    /// Why the install of its packages needs more than files that can be named.
    pub fn composer_project(&self, directory: &str) -> Result<ComposerProject, Unknown> {
        let path = join(directory, "composer.json");
        let lock_path = join(directory, "composer.lock");
        let read = |path: &str| -> Result<Option<Value>, Unknown> {
            let Some(text) = self.text(path)? else { return Ok(None) };
            let read = serde_json::from_str(&text).map(Some);
            read.map_err(|error| Unknown::because(format!("{path} is not understood: {error}")))
        };
        let project = read(&path)?.ok_or_else(|| Unknown::because(format!("the context holds no {path}")))?;
        let lock = read(&lock_path)?;
        let lock = lock.ok_or_else(|| Unknown::because(format!("the context holds no {lock_path}; commit one")))?;
        if let Some(local) = local_repository(&project) {
            return Err(Unknown::because(format!("{path} takes packages from {local}, which may lie in the project")));
        }
        let config = entries(&project, "config");
        let leads = |name: &&String| name.ends_with("-dir") || LEADING.contains(&name.as_str());
        if let Some(name) = config.clone().map(|(name, _)| name).find(leads) {
            return Err(Unknown::because(format!("`{name}` in {path} may lead to other files of the project")));
        }
        let mut found = ComposerProject { files: vec![path.clone(), lock_path.clone()], ..ComposerProject::default() };
        let flex = self.plugins(directory, &lock, &lock_path)?;
        found.files.extend(flex);
        let logins = join(directory, "auth.json");
        found.files.extend(self.entry(&logins)?.map(|_| logins));
        for (name, _) in entries(&project, "scripts") {
            if AT_PACKAGES.contains(&name.as_str()) {
                return Err(Unknown::because(format!(
                    "the script `{name}` of {path} runs while packages are installed"
                )));
            }
            if AT_INSTALL.contains(&name.as_str()) {
                found.scripts = Some(format!("the script `{name}` of {path} may need the sources"));
            }
        }
        let optimises =
            |(name, value): (&String, &Value)| OPTIMISING.contains(&name.as_str()) && value.as_bool() != Some(false);
        let loads = ["autoload", "autoload-dev"].into_iter().find_map(|kind| {
            entries(&project, kind).map(|(name, _)| name).find(|name| !matches!(name.as_str(), "psr-4" | "psr-0"))
        });
        found.autoloader = match loads {
            _ if config.clone().any(optimises) => Some("classes are looked for in the sources".to_owned()),
            Some(name) => Some(format!("`{name}` in {path} names sources")),
            None => None,
        };
        Ok(found)
    }

    /// The file that plugins read beside the lock file, if there is one.
    fn plugins(&self, directory: &str, lock: &Value, lock_path: &str) -> Result<Option<String>, Unknown> {
        let mut found = None;
        let groups = ["packages", "packages-dev"].into_iter().filter_map(|group| lock.get(group)?.as_array());
        for package in groups.flatten() {
            let name = text(package, "name");
            let local = package.get("dist").is_some_and(|dist| text(dist, "type") == "path");
            if local {
                return Err(Unknown::because(format!(
                    "{lock_path} names the package {name}, which lies in the project"
                )));
            }
            let is_plugin = matches!(text(package, "type"), "composer-plugin" | "composer-installer");
            if is_plugin && !PLAIN_PLUGINS.contains(&name) {
                return Err(Unknown::because(format!(
                    "the plugin {name} of Composer may look for files of the project"
                )));
            }
            if name == "symfony/flex" {
                let path = join(directory, "symfony.lock");
                if self.entry(&path)?.is_none() {
                    return Err(Unknown::because(format!("symfony/flex changes the project without {path}")));
                }
                found = Some(path);
            }
        }
        Ok(found)
    }
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn entries<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = (&'v String, &'v Value)> + Clone {
    value.get(key).and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// The first repository that may lie in the project, as it is written.
fn local_repository(project: &Value) -> Option<String> {
    let all: Vec<&Value> = match project.get("repositories")? {
        Value::Array(all) => all.iter().collect(),
        Value::Object(all) => all.values().collect(),
        _ => Vec::new(),
    };
    let is_local = |one: &&&Value| match text(one, "type") {
        "path" | "artifact" => true,
        "package" => one.to_string().contains("\"url\":\"."),
        _ => one.is_object() && !text(one, "url").contains("://") && !text(one, "url").starts_with("git@"),
    } && !matches!((one.as_bool(), one.get("packagist.org")), (Some(false), _) | (_, Some(Value::Bool(false))));
    let local = all.iter().find(is_local)?;
    Some(match text(local, "url") {
        "" => format!("a repository of the type {}", text(local, "type")),
        url => url.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Memory;

    fn read(project: &str, lock: &str) -> Result<ComposerProject, Unknown> {
        let tree = Memory::default().with("composer.json", 0o644, project).with("composer.lock", 0o644, lock);
        Context::new(Box::new(tree.with("auth.json", 0o600, "{}")), "").unwrap().composer_project("")
    }

    #[test]
    fn packages_alone_need_no_sources() {
        let project = r#"{"repositories": [{"type": "vcs", "url": "https://example.org/x"}, {"packagist.org": false}],
            "autoload": {"psr-4": {"App\\": "src/"}}, "scripts": {"test": "phpunit", "post-root-package-install": "x"}}"#;
        let found = read(project, r#"{"packages": [{"name": "symfony/runtime", "type": "composer-plugin"}]}"#).unwrap();
        assert_eq!((found.scripts, found.autoloader), (None, None));
        assert_eq!(found.files, ["composer.json", "composer.lock", "auth.json"]);
    }

    #[test]
    fn scripts_and_lists_of_classes_need_them() {
        assert!(read(r#"{"scripts": {"post-install-cmd": "x"}}"#, "{}").unwrap().scripts.is_some());
        for project in [r#"{"autoload": {"classmap": ["src"]}}"#, r#"{"config": {"optimize-autoloader": true}}"#] {
            assert!(read(project, "{}").unwrap().autoloader.is_some(), "{project}");
        }
    }

    #[test]
    fn what_leads_into_the_project_is_said() {
        for project in [
            r#"{"repositories": [{"type": "path", "url": "packages/*"}]}"#,
            r#"{"repositories": {"x": {"type": "vcs", "url": "../x"}}}"#,
            r#"{"config": {"vendor-dir": "lib"}}"#,
            r#"{"scripts": {"post-package-install": "x"}}"#,
            "{",
        ] {
            assert!(read(project, "{}").is_err(), "{project}");
        }
        for lock in [
            r#"{"packages": [{"name": "x/y", "dist": {"type": "path"}}]}"#,
            r#"{"packages-dev": [{"name": "composer/installers", "type": "composer-plugin"}]}"#,
            r#"{"packages": [{"name": "symfony/flex", "type": "composer-plugin"}]}"#,
        ] {
            assert!(read("{}", lock).is_err(), "{lock}");
        }
    }
}
