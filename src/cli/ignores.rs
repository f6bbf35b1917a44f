//! Which files `.gitignore` and `.dfoptignore` leave out.
//!
//! Invariant: what lies above the root of a repository says nothing about the files inside.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::gitignore::Gitignore;

/// The ignore files of all directories, each read once.
#[derive(Debug)]
pub(super) struct IgnoreFiles {
    directories: Mutex<HashMap<PathBuf, Arc<Rules>>>,
    /// The one of the user.
    global: Gitignore,
}

/// The rules of a directory.
#[derive(Debug)]
struct Rules {
    dfopt: Gitignore,
    git: Gitignore,
    /// Those of the repository that are not part of it.
    info: Gitignore,
    /// The rules of the directory above, unless this is the root of a repository.
    above: Option<Arc<Rules>>,
}

impl IgnoreFiles {
    /// Nothing was read yet.
    pub(super) fn new() -> Self {
        Self { directories: Mutex::default(), global: Gitignore::global().0 }
    }

    /// Whether a file or directory, given by its absolute path, is ignored, when the directories above it are not.
    pub(super) fn ignores(&self, absolute: &Path, is_dir: bool) -> bool {
        let Some(rules) = absolute.parent().map(|directory| self.rules(directory)) else { return false };
        let chain = || std::iter::successors(Some(&*rules), |rules| rules.above.as_deref());
        // dfopt's own files come before those of git; among the same, the nearest that says anything decides.
        let dfopt = chain().map(|rules| &rules.dfopt);
        let git = chain().map(|rules| &rules.git);
        let info = chain().map(|rules| &rules.info);
        let all = dfopt.chain(git).chain(info).chain(std::iter::once(&self.global));
        all.map(|rules| rules.matched(absolute, is_dir)).find(|it| !it.is_none()).is_some_and(|it| it.is_ignore())
    }

    /// Whether a file, given by its absolute path, or a directory above it is ignored.
    pub(super) fn ignores_with_parents(&self, absolute: &Path) -> bool {
        let inside = |path: &&Path| *path == absolute || self.rules(path).above.is_some();
        absolute.ancestors().take_while(inside).any(|path| self.ignores(path, path != absolute))
    }

    fn rules(&self, directory: &Path) -> Arc<Rules> {
        let known = || self.directories.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = known().get(directory) {
            return Arc::clone(rules);
        }
        let root = is_root(directory);
        let rules = Arc::new(Rules {
            dfopt: read(directory, ".dfoptignore"),
            git: read(directory, ".gitignore"),
            info: info(directory, root),
            above: directory.parent().filter(|_| !root).map(|above| self.rules(above)),
        });
        known().insert(directory.to_owned(), Arc::clone(&rules));
        rules
    }
}

/// Whether a directory is the root of a repository.
pub(super) fn is_root(directory: &Path) -> bool {
    directory.join(".git").exists()
}

fn read(directory: &Path, name: &str) -> Gitignore {
    let file = directory.join(name);
    if file.is_file() { Gitignore::new(file).0 } else { Gitignore::empty() }
}

/// The rules in `.git/info/exclude`; they count from the root of the repository.
fn info(directory: &Path, root: bool) -> Gitignore {
    let file = directory.join(".git/info/exclude");
    if !root || !file.is_file() {
        return Gitignore::empty();
    }
    let mut builder = ignore::gitignore::GitignoreBuilder::new(directory);
    let _ = builder.add(file);
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}
