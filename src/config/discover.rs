//! Which `dfopt.toml` holds the settings of a file.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::{BuildContext, ConfigError, Settings};

/// The name of the configuration file.
const FILE_NAME: &str = "dfopt.toml";

/// The settings of a directory, ready for use.
#[derive(Debug)]
pub struct Config {
    /// The settings.
    pub settings: Settings,
    /// The directory that the globs of `exclude` are relative to.
    root: PathBuf,
    excludes: Gitignore,
    contexts: Vec<(Gitignore, PathBuf)>,
}

impl Config {
    fn new(settings: Settings, root: &Path) -> Self {
        // Globs that do not compile were refused when the file was read.
        let excludes = matcher(root, &settings.exclude).unwrap_or_else(|_| Gitignore::empty());
        let context = |context: &BuildContext| {
            let files = matcher(root, &context.files).unwrap_or_else(|_| Gitignore::empty());
            let named = Path::new(&context.directory).components().filter(|part| *part != Component::CurDir);
            (files, root.join(named.collect::<PathBuf>()))
        };
        let contexts = settings.contexts.iter().map(context).collect();
        Self { settings, root: root.to_owned(), excludes, contexts }
    }

    /// The directory that the file at this absolute path is built in, if `contexts` say so.
    #[must_use]
    pub fn context_of(&self, path: &Path) -> Option<PathBuf> {
        let inside = path.strip_prefix(&self.root).ok().filter(|inside| !inside.has_root())?;
        let named = |files: &Gitignore| files.matched_path_or_any_parents(inside, false).is_ignore();
        self.contexts.iter().find(|(files, _)| named(files)).map(|(_, directory)| directory.clone())
    }

    /// Whether `exclude` names this file or directory, given by its absolute path.
    #[must_use]
    pub fn excludes(&self, path: &Path, is_dir: bool) -> bool {
        self.inside(path).is_some_and(|inside| self.excludes.matched(inside, is_dir).is_ignore())
    }

    /// Whether `exclude` names this file, given by its absolute path, or a directory above it.
    #[must_use]
    pub fn excludes_with_parents(&self, path: &Path) -> bool {
        self.inside(path).is_some_and(|inside| self.excludes.matched_path_or_any_parents(inside, false).is_ignore())
    }

    fn inside<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        let inside = path.strip_prefix(&self.root).ok()?;
        (!self.excludes.is_empty() && !inside.as_os_str().is_empty() && !inside.has_root()).then_some(inside)
    }
}

/// The globs of `exclude`, with the rules of `.gitignore`.
pub(super) fn matcher(root: &Path, globs: &[String]) -> Result<Gitignore, ignore::Error> {
    let mut builder = GitignoreBuilder::new(root);
    builder.allow_unclosed_class(false);
    for glob in globs {
        builder.add_line(None, glob)?;
    }
    builder.build()
}

type Found = Result<Arc<Config>, Arc<ConfigError>>;

/// The configurations of a run: one given file, none, or the nearest `dfopt.toml` of each directory.
#[derive(Debug)]
pub struct Configs {
    fixed: Option<Arc<Config>>,
    cache: Mutex<HashMap<PathBuf, Found>>,
}

impl Configs {
    /// The defaults everywhere.
    #[must_use]
    pub fn none() -> Self {
        Self::fixed(Config::new(Settings::default(), Path::new("")))
    }

    /// The settings of `file` everywhere; its globs are relative to `root`.
    ///
    /// # Errors
    /// When the file cannot be used.
    pub fn file(file: &Path, root: &Path) -> Result<Self, ConfigError> {
        Ok(Self::fixed(Config::new(Settings::load(file)?, root)))
    }

    /// The settings of the nearest `dfopt.toml` upward from each directory, up to the root of its repository (the
    /// directory that holds `.git`).
    #[must_use]
    pub fn discover() -> Self {
        Self { fixed: None, cache: Mutex::default() }
    }

    fn fixed(config: Config) -> Self {
        Self { fixed: Some(Arc::new(config)), cache: Mutex::default() }
    }

    /// The configuration of the files in `directory`, an absolute path.
    ///
    /// # Errors
    /// When its `dfopt.toml` cannot be used; all directories below it answer with the same error.
    pub fn of(&self, directory: &Path) -> Result<Arc<Config>, Arc<ConfigError>> {
        if let Some(config) = &self.fixed {
            return Ok(Arc::clone(config));
        }
        let mut passed = Vec::new();
        let mut found = None;
        for ancestor in directory.ancestors() {
            let known = self.cache.lock().unwrap_or_else(PoisonError::into_inner).get(ancestor).cloned();
            found = known.or_else(|| look_in(ancestor));
            passed.push(ancestor);
            if found.is_some() {
                break;
            }
        }
        let found = found.unwrap_or_else(|| Ok(defaults()));
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        for ancestor in passed {
            // The first answer stays, so that all files share one error.
            cache.entry(ancestor.to_owned()).or_insert_with(|| found.clone());
        }
        cache.get(directory).cloned().unwrap_or(found)
    }
}

fn defaults() -> Arc<Config> {
    Arc::new(Config::new(Settings::default(), Path::new("")))
}

/// The answer that `directory` itself gives, if the search ends there.
fn look_in(directory: &Path) -> Option<Found> {
    let file = directory.join(FILE_NAME);
    // Whatever has this name is meant to be read: a directory or a link that leads nowhere is a mistake to tell.
    if file.symlink_metadata().is_ok() {
        return Some(match Settings::load(&file) {
            Ok(settings) => Ok(Arc::new(Config::new(settings, directory))),
            Err(error) => Err(Arc::new(error)),
        });
    }
    directory.join(".git").exists().then(|| Ok(defaults()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_nearest_file_wins_and_the_repository_root_ends_the_search() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("repo/.git")).unwrap();
        fs::create_dir_all(root.join("repo/a/b")).unwrap();
        fs::write(root.join("dfopt.toml"), "exclude = [\"outside\"]").unwrap();
        fs::write(root.join("repo/a/dfopt.toml"), "respect-hadolint = false").unwrap();
        let configs = Configs::discover();
        assert!(!configs.of(&root.join("repo/a/b")).unwrap().settings.respect_hadolint);
        assert_eq!(configs.of(&root.join("repo")).unwrap().settings, Settings::default());
        assert_eq!(configs.of(root).unwrap().settings.exclude, ["outside"]);
        assert_eq!(Configs::none().of(root).unwrap().settings, Settings::default());
    }

    #[test]
    fn files_below_share_one_error() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("a")).unwrap();
        fs::write(dir.path().join("dfopt.toml"), "excludes = []").unwrap();
        let configs = Configs::discover();
        let first = configs.of(&dir.path().join("a")).unwrap_err();
        let second = configs.of(dir.path()).unwrap_err();
        assert!(Arc::ptr_eq(&first, &second));
    }

    #[test]
    fn the_first_context_that_names_a_file_counts() {
        let context =
            |file: &str, directory: &str| BuildContext { files: vec![file.into()], directory: directory.into() };
        let contexts = vec![context("docker/*.Dockerfile", "."), context("docker/", "app/./x")];
        let config = Config::new(Settings { contexts, ..Settings::default() }, Path::new("/r"));
        let of = |path: &str| config.context_of(Path::new(path));
        assert_eq!(of("/r/docker/a.Dockerfile"), Some("/r".into()));
        assert_eq!(of("/r/docker/Dockerfile"), Some("/r/app/x".into()));
        assert_eq!(of("/r/Dockerfile"), None);
        assert_eq!(of("/elsewhere/docker/Dockerfile"), None);
    }

    #[test]
    fn excludes_follow_gitignore() {
        let settings = Settings {
            exclude: ["third_party/", "/top", "!third_party/ours"].map(str::to_owned).to_vec(),
            ..Settings::default()
        };
        let config = Config::new(settings, Path::new("/r"));
        assert!(config.excludes_with_parents(Path::new("/r/x/third_party/y/Dockerfile")));
        assert!(!config.excludes(Path::new("/r/x/third_party/y/Dockerfile"), false));
        assert!(config.excludes(Path::new("/r/third_party"), true));
        assert!(config.excludes(Path::new("/r/top"), false));
        assert!(!config.excludes(Path::new("/r/x/top"), false));
        assert!(!config.excludes(Path::new("/elsewhere/third_party/Dockerfile"), false));
        assert!(!config.excludes(Path::new("/r"), true));
    }
}
