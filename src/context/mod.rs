//! The build context: what COPY and ADD can take from the machine that builds.
//!
//! Invariants: names, kinds, sizes and modes are read when they are asked for, and bodies of a few small files only; what
//! the ignore file leaves out is not there, as for the builder; what cannot be read is an error, never absent. Paths are
//! relative to the context, with `/` between their parts, without `.` and `..`; the context itself is the empty path.

mod builds;
mod cargo_toml;
mod copied;
mod dotnet;
mod gemfile;
mod glob;
mod ignore_file;
mod package_json;
mod pyproject;
mod requirements;
mod tree;

use std::path::{Path, PathBuf};

pub use builds::{Builds, Said, Targets};
pub use cargo_toml::CargoProject;
pub use copied::{Copied, Source};
pub use dotnet::Restored;
pub use ignore_file::{BadPattern, IgnoreFile};
pub use package_json::PackageJson;
pub use pyproject::PyProject;
pub use requirements::Requirements;
pub use tree::{Directory, Entry, Kind, Memory, Tree};

/// Why something about a context is not known: lower case, without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unknown(String);

impl Unknown {
    /// Not known, for this reason.
    #[must_use]
    pub fn because(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// A build context without what its ignore file leaves out.
#[derive(Debug)]
pub struct Context {
    tree: Box<dyn Tree>,
    ignored: IgnoreFile,
    /// Of a context that is only assumed, the directories above it that might be meant as well.
    assumed: Option<Vec<Directory>>,
    /// Why it is not known which one it is.
    unknown: Option<String>,
    targets: Targets,
}

/// Entries that a look at everything below a directory reads at most.
const MAX_ENTRIES: usize = 200_000;

impl Context {
    /// The context that is a directory of this machine, for the Dockerfile at `dockerfile`. The ignore file is
    /// `<Dockerfile>.dockerignore` beside it, else `.dockerignore` in the context, which it replaces.
    ///
    /// Source: Docker's build context documentation, "Filename and location".
    ///
    /// # Errors
    /// When the ignore file cannot be read, or the builder would reject it.
    pub fn directory(root: &Path, dockerfile: &Path) -> Result<Self, Unknown> {
        let mut own = dockerfile.as_os_str().to_owned();
        own.push(".dockerignore");
        for path in [PathBuf::from(own), root.join(".dockerignore")] {
            let unreadable = |error| Unknown::because(format!("{} cannot be read: {error}", path.display()));
            match std::fs::read_to_string(&path) {
                Ok(text) => return Self::new(Box::new(Directory::new(root)), &text),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(unreadable(error)),
            }
        }
        Self::new(Box::new(Directory::new(root)), "")
    }

    /// A context of these files, and the text of its ignore file.
    ///
    /// # Errors
    /// When the builder would reject the ignore file.
    pub fn new(tree: Box<dyn Tree>, ignore_file: &str) -> Result<Self, Unknown> {
        let ignored = IgnoreFile::read(ignore_file).map_err(|error| Unknown::because(error.to_string()))?;
        Ok(Self { tree, ignored, assumed: None, unknown: None, targets: Targets::default() })
    }

    /// A context of which only this is known: why it is not.
    #[must_use]
    pub fn unknown(reason: impl Into<String>) -> Self {
        let (tree, ignored) = (Box::new(Memory::default()), IgnoreFile::default());
        Self { tree, ignored, assumed: None, unknown: Some(reason.into()), targets: Targets::default() }
    }

    /// The same context where these stages are built by name.
    #[must_use]
    pub fn with_targets(self, targets: Targets) -> Self {
        Self { targets, ..self }
    }

    /// The stages that are built by name.
    #[must_use]
    pub fn targets(&self) -> &Targets {
        &self.targets
    }

    /// Why it is not known which context it is, if that is so.
    #[must_use]
    pub fn why_unknown(&self) -> Option<&str> {
        self.unknown.as_deref()
    }

    /// The same context where nobody said that a file is built in it: it only is the directory of the file, and `above`
    /// are those above it, up to that of the repository.
    #[must_use]
    pub fn assumed(self, above: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { assumed: Some(above.into_iter().map(|root| Directory::new(&root)).collect()), ..self }
    }

    /// Whether nobody said that a file is built in it.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        self.assumed.is_some()
    }

    /// Whether a directory that might be meant as well holds all of these paths, or may.
    #[must_use]
    pub fn is_one_of_several(&self, paths: &[String]) -> bool {
        let holds = |directory: &Directory, path: &String| !matches!(directory.entry(path), Ok(None));
        self.assumed.iter().flatten().any(|directory| paths.iter().all(|path| holds(directory, path)))
    }

    /// What stands at a path; `None` where nothing does, or the ignore file leaves it out. A directory that is left out
    /// is there all the same where something below it is not.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn entry(&self, path: &str) -> Result<Option<Entry>, Unknown> {
        if path.is_empty() {
            return Ok(Some(Entry { kind: Kind::Directory, size: 0, mode: 0o755 }));
        }
        if !self.ignored.ignores(path) {
            return self.tree.entry(path);
        }
        if !self.ignored.may_keep_below(path) {
            return Ok(None);
        }
        let entry = self.tree.entry(path)?.filter(|entry| entry.kind == Kind::Directory);
        Ok(match entry {
            Some(entry) if self.holds_anything(path)? => Some(entry),
            _ => None,
        })
    }

    /// Whether the ignore file leaves out a path and all that may be below it, whether there is something or not.
    #[must_use]
    pub fn leaves_out(&self, path: &str) -> bool {
        self.ignored.ignores(path) && !self.ignored.may_keep_below(path)
    }

    fn holds_anything(&self, directory: &str) -> Result<bool, Unknown> {
        let mut any = false;
        self.walk(directory, &mut |_, _| {
            any = true;
            false
        })?;
        Ok(any)
    }

    /// The names in a directory that are not left out, in order, with what stands there.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn list(&self, directory: &str) -> Result<Vec<(String, Entry)>, Unknown> {
        let mut found = Vec::new();
        for (name, entry) in self.tree.list(directory)? {
            let path = join(directory, &name);
            let kept = !self.ignored.ignores(&path)
                || (entry.kind == Kind::Directory
                    && self.ignored.may_keep_below(&path)
                    && self.holds_anything(&path)?);
            if kept {
                found.push((name, entry));
            }
        }
        Ok(found)
    }

    /// The text of a small file that is not left out; `None` where there is none.
    ///
    /// # Errors
    /// When it cannot be read, is larger than a manifest is, or is no text.
    pub fn text(&self, path: &str) -> Result<Option<String>, Unknown> {
        if self.ignored.ignores(path) { Ok(None) } else { self.tree.text(path) }
    }

    /// Calls `visit` with each file and link below a directory, or with that at the path if it is none, in order of
    /// names. It ends when `visit` says no. Directories of which nothing is left in are not read.
    ///
    /// # Errors
    /// When a directory cannot be read, or there is more than anybody would wait for.
    pub fn walk(&self, path: &str, visit: &mut dyn FnMut(&str, Entry) -> bool) -> Result<(), Unknown> {
        let Some(entry) = (match path {
            "" => Some(Entry { kind: Kind::Directory, size: 0, mode: 0o755 }),
            path => self.tree.entry(path)?,
        }) else {
            return Ok(());
        };
        let mut open = vec![(path.to_owned(), entry)];
        let mut seen = 0;
        while let Some((path, entry)) = open.pop() {
            seen += 1;
            if seen > MAX_ENTRIES {
                return Err(Unknown::because(format!("the context holds more than {MAX_ENTRIES} files")));
            }
            let ignored = self.ignored.ignores(&path);
            if entry.kind != Kind::Directory {
                if !ignored && !visit(&path, entry) {
                    return Ok(());
                }
            } else if !ignored || self.ignored.may_keep_below(&path) {
                let below = self.tree.list(&path)?;
                open.extend(below.into_iter().rev().map(|(name, entry)| (join(&path, &name), entry)));
            }
        }
        Ok(())
    }
}

/// A name in a directory.
fn join(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

#[cfg(test)]
mod tests;
