//! From the paths of the command line to the Dockerfiles to look at.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::ignores::{IgnoreFiles, is_root};
use crate::config::Configs;

/// The most threads that search. More of them only wait for the disk and for each other.
const MAX_THREADS: usize = 12;

/// A file to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Its path as the user knows it.
    pub(super) path: PathBuf,
    /// Its absolute path, with the links of its directory resolved.
    pub(super) absolute: PathBuf,
    /// Whether it is a link that a search met.
    linked: bool,
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
    /// How many Dockerfiles were ignored or excluded.
    pub(super) files_left_out: usize,
    /// How many directories were ignored or excluded, whatever is in them.
    pub(super) directories_left_out: usize,
}

/// What decides about the files of a search.
#[derive(Clone, Debug)]
struct Rules {
    configs: Arc<Configs>,
    ignores: Arc<IgnoreFiles>,
}

impl Rules {
    /// Whether a file or directory is left out, when the directories above it are not.
    fn leave_out(&self, absolute: &Path, is_dir: bool) -> bool {
        let config = absolute.parent().and_then(|directory| self.configs.of(directory).ok());
        config.is_some_and(|it| it.excludes(absolute, is_dir)) || self.ignores.ignores(absolute, is_dir)
    }
}

/// Finds the Dockerfiles of `paths`: files are taken whatever their name, unless they are excluded and
/// `force_exclude` says that this counts for them too; directories are searched.
pub(super) fn find(paths: &[PathBuf], configs: &Arc<Configs>, force_exclude: bool, threads: usize) -> Found {
    let mut found = Found::default();
    let rules = Rules { configs: Arc::clone(configs), ignores: Arc::new(IgnoreFiles::new()) };
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                found.searched = true;
                search(path, &rules, threads, &mut found);
            }
            Ok(_) => found.targets.push(Target { path: path.clone(), absolute: absolute(path), linked: false }),
            Err(error) => found.problems.push((path.clone(), unreadable(path, &error))),
        }
    }
    if force_exclude {
        // A directory that was given may lie in an excluded one.
        let before = found.targets.len();
        found.targets.retain(|target| !excludes(&target.absolute, configs, &rules.ignores));
        found.files_left_out += before - found.targets.len();
    }
    if paths.len() > 1 || found.targets.iter().any(|target| target.linked) {
        // Of a file and the links to it, the file itself is taken.
        found.targets.sort_by(|a, b| (a.linked, &a.path).cmp(&(b.linked, &b.path)));
        let mut seen = HashSet::new();
        found.targets.retain(|target| {
            seen.insert(fs::canonicalize(&target.absolute).unwrap_or_else(|_| target.absolute.clone()))
        });
    }
    found.targets.sort_by(|a, b| a.path.cmp(&b.path));
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

/// Searches a directory. Links to directories are not followed: what they lead to inside the tree is met anyway.
fn search(root: &Path, rules: &Rules, threads: usize, found: &mut Found) {
    let base = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let home = base.ancestors().find(|directory| is_root(directory)).unwrap_or(&base).to_owned();
    let resolve = {
        let root = root.to_owned();
        move |path: &Path| path.strip_prefix(&root).map_or_else(|_| path.to_owned(), |inside| base.join(inside))
    };
    let mut builder = WalkBuilder::new(root);
    // Hidden directories are looked into: `.devcontainer/Dockerfile` is an ordinary file.
    builder.standard_filters(false).threads(walkers(threads));
    let left_out = Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]);
    let (wanted, to_absolute, count) = (rules.clone(), resolve.clone(), Arc::clone(&left_out));
    builder.filter_entry(move |entry| {
        if entry.depth() == 0 {
            return true;
        }
        let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
        let named = has_name(entry, is_dir);
        let out = named && wanted.leave_out(&to_absolute(entry.path()), is_dir);
        if out {
            count[usize::from(is_dir)].fetch_add(1, Ordering::Relaxed);
        }
        named && !out
    });

    let gathered = Mutex::new((Vec::new(), Vec::new()));
    builder.build_parallel().run(|| {
        Box::new(|entry| {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    gathered.lock().unwrap_or_else(PoisonError::into_inner).1.push(unsearchable(root, error));
                    return WalkState::Continue;
                }
            };
            let linked = entry.path_is_symlink() && entry.depth() > 0;
            if is_plain_file(&entry) || (linked && leads_to_file(entry.path(), &home, rules)) {
                let target = Target { absolute: resolve(entry.path()), path: from_here(entry.into_path()), linked };
                gathered.lock().unwrap_or_else(PoisonError::into_inner).0.push(target);
            }
            WalkState::Continue
        })
    });
    let (targets, mut problems) = gathered.into_inner().unwrap_or_else(PoisonError::into_inner);
    problems.sort();
    found.targets.extend(targets);
    found.problems.extend(problems);
    found.files_left_out += left_out[0].load(Ordering::Relaxed);
    found.directories_left_out += left_out[1].load(Ordering::Relaxed);
}

/// How many threads search, when `threads` are asked for.
fn walkers(threads: usize) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    threads.min(cores).min(MAX_THREADS)
}

fn is_plain_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file()) && entry.depth() > 0
}

/// Whether a link leads to a file that a search may take: one below `home` that is not left out itself.
fn leads_to_file(link: &Path, home: &Path, rules: &Rules) -> bool {
    let Ok(target) = fs::canonicalize(link) else { return false };
    target.is_file() && target.starts_with(home) && !excludes(&target, &rules.configs, &rules.ignores)
}

/// Whether the name of an entry is that of a directory to search or of a Dockerfile.
fn has_name(entry: &DirEntry, is_dir: bool) -> bool {
    if is_dir { entry.file_name() != ".git" } else { entry.file_name().to_str().is_some_and(is_dockerfile) }
}

/// Whether a file is excluded, by the configuration or an ignore file.
pub(super) fn is_excluded(absolute: &Path, configs: &Configs) -> bool {
    excludes(absolute, configs, &IgnoreFiles::new())
}

fn excludes(absolute: &Path, configs: &Configs, ignores: &IgnoreFiles) -> bool {
    let config = absolute.parent().and_then(|directory| configs.of(directory).ok());
    config.is_some_and(|config| config.excludes_with_parents(absolute)) || ignores.ignores_with_parents(absolute)
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
