//! From the paths of the command line to the Dockerfiles to look at.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::gitignore::Gitignore;
use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::config::Configs;

/// A file to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Its path as the user knows it.
    pub(super) path: PathBuf,
    /// Its absolute path, with the links of its directory resolved.
    pub(super) absolute: PathBuf,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The files, by path, each once.
    pub(super) targets: Vec<Target>,
    /// What could not be looked at: a path and why.
    pub(super) problems: Vec<(PathBuf, String)>,
    /// Whether directories were searched, so that finding nothing means something.
    pub(super) searched: bool,
}

/// Finds the Dockerfiles of `paths`: files are taken whatever their name, unless they are excluded and
/// `force_exclude` says that this counts for them too; directories are searched.
pub(super) fn find(paths: &[PathBuf], configs: &Arc<Configs>, force_exclude: bool, threads: usize) -> Found {
    let mut found = Found::default();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                found.searched = true;
                search(path, configs, threads, &mut found);
            }
            Ok(_) => {
                let target = Target { path: path.clone(), absolute: absolute(path) };
                if !(force_exclude && is_excluded(&target.absolute, configs)) {
                    found.targets.push(target);
                }
            }
            Err(error) => found.problems.push((path.clone(), unreadable(path, &error))),
        }
    }
    if force_exclude {
        // A directory that was given may lie in an excluded one.
        found.targets.retain(|target| !config_excludes(&target.absolute, configs));
    }
    found.targets.sort_by(|a, b| a.path.cmp(&b.path));
    if paths.len() > 1 {
        let mut seen = HashSet::new();
        found.targets.retain(|target| {
            seen.insert(fs::canonicalize(&target.absolute).unwrap_or_else(|_| target.absolute.clone()))
        });
    }
    found
}

/// The place of an error of the walk, and what it is.
fn unsearchable(root: &Path, error: ignore::Error) -> (PathBuf, String) {
    match error {
        ignore::Error::WithDepth { err, .. } => unsearchable(root, *err),
        ignore::Error::WithPath { path, err } => unsearchable(&from_here(path), *err),
        error => (root.to_owned(), format!("cannot be searched: {error}")),
    }
}

/// A path without the `./` that a walk of the current directory puts before it.
fn from_here(path: PathBuf) -> PathBuf {
    path.strip_prefix(".").map(Path::to_owned).unwrap_or(path)
}

fn unreadable(path: &Path, error: &std::io::Error) -> String {
    match fs::read_link(path) {
        Ok(to) => format!("cannot be read: the link leads to {}: {error}", to.display()),
        Err(_) => format!("cannot be read: {error}"),
    }
}

/// Whether a file of this name is a Dockerfile.
fn is_dockerfile(name: &str) -> bool {
    let named = name == "Dockerfile"
        || name.starts_with("Dockerfile.")
        || name.starts_with("Containerfile")
        || [".Dockerfile", ".dockerfile"].iter().any(|end| name.ends_with(end));
    named && !name.ends_with(".dockerignore")
}

/// Searches a directory. Links are not followed: what they lead to inside the tree is met anyway.
fn search(root: &Path, configs: &Arc<Configs>, threads: usize, found: &mut Found) {
    let base = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let resolve = {
        let (root, base) = (root.to_owned(), base);
        move |path: &Path| path.strip_prefix(&root).map_or_else(|_| path.to_owned(), |inside| base.join(inside))
    };
    let mut builder = WalkBuilder::new(root);
    // Hidden directories are looked into: `.devcontainer/Dockerfile` is an ordinary file.
    builder.hidden(false).ignore(false).require_git(false).threads(threads);
    builder.add_custom_ignore_filename(IGNORE_FILE);
    let (rules, to_absolute) = (Arc::clone(configs), resolve.clone());
    builder.filter_entry(move |entry| entry.depth() == 0 || is_wanted(entry, &rules, &to_absolute(entry.path())));

    let gathered = Mutex::new((Vec::new(), Vec::new()));
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            let mut gathered = gathered.lock().unwrap_or_else(PoisonError::into_inner);
            match entry {
                Ok(entry) if is_plain_file(&entry) => {
                    let absolute = resolve(entry.path());
                    gathered.0.push(Target { path: from_here(entry.into_path()), absolute });
                }
                Ok(_) => {}
                Err(error) => gathered.1.push(unsearchable(root, error)),
            }
            WalkState::Continue
        })
    });
    let (targets, mut problems) = gathered.into_inner().unwrap_or_else(PoisonError::into_inner);
    problems.sort();
    found.targets.extend(targets);
    found.problems.extend(problems);
}

/// The name of dfopt's own ignore files.
const IGNORE_FILE: &str = ".dfoptignore";

fn is_plain_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file()) && entry.depth() > 0
}

/// Whether the walk goes on with an entry: a directory that is not left out, or a Dockerfile.
fn is_wanted(entry: &DirEntry, configs: &Configs, absolute: &Path) -> bool {
    let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
    let named =
        if is_dir { entry.file_name() != ".git" } else { entry.file_name().to_str().is_some_and(is_dockerfile) };
    named && !absolute.parent().and_then(|dir| configs.of(dir).ok()).is_some_and(|it| it.excludes(absolute, is_dir))
}

/// Whether a file that was given as an argument is excluded, by the configuration or an ignore file.
pub(super) fn is_excluded(absolute: &Path, configs: &Configs) -> bool {
    config_excludes(absolute, configs) || ignore_file_excludes(absolute)
}

fn config_excludes(absolute: &Path, configs: &Configs) -> bool {
    let config = absolute.parent().and_then(|directory| configs.of(directory).ok());
    config.is_some_and(|config| config.excludes_with_parents(absolute))
}

/// The nearest ignore file that says anything about a file decides, up to the root of the repository.
fn ignore_file_excludes(absolute: &Path) -> bool {
    for directory in absolute.ancestors().skip(1) {
        let Ok(inside) = absolute.strip_prefix(directory) else { break };
        for name in [IGNORE_FILE, ".gitignore"] {
            let file = directory.join(name);
            if file.is_file() {
                let rules = Gitignore::new(&file).0;
                let verdict = rules.matched_path_or_any_parents(inside, false);
                if !verdict.is_none() {
                    return verdict.is_ignore();
                }
            }
        }
        if directory.join(".git").exists() {
            break;
        }
    }
    false
}

/// The absolute path of a file, with the links of its directory resolved but not its own.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    match (fs::canonicalize(directory), path.file_name()) {
        (Ok(directory), Some(name)) => directory.join(name),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_names_of_dockerfiles() {
        for name in
            ["Dockerfile", "Dockerfile.dev", "api.Dockerfile", "api.dockerfile", "Containerfile", "Containerfile.x"]
        {
            assert!(is_dockerfile(name), "{name}");
        }
        for name in ["Dockerfile.dockerignore", "dockerfile.go", "Dockerfiles", "README.md", "docker-compose.yml"] {
            assert!(!is_dockerfile(name), "{name}");
        }
    }
}
