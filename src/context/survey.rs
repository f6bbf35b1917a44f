//! All that a context holds, read once.

use super::look::{MAX_ENTRIES, too_many};
use super::{Entry, IgnoreFile, Kind, Tree, Unknown, join};

/// All that a context holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// The files and links that are not left out, in order of directories and names.
    pub files: Vec<Present>,
    /// The paths of files that are named like Dockerfiles, also of those that the ignore file leaves out.
    pub dockerfiles: Vec<String>,
}

/// A file or link of a context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// Its path.
    pub path: String,
    /// Its bytes; 0 for a link.
    pub size: u64,
    /// Whether a pattern of the ignore file takes it back.
    pub kept: bool,
}

impl Survey {
    /// Reads a tree. In a directory of which nothing is left in only the names are looked at, for Dockerfiles; what lies
    /// deeper is not.
    pub(super) fn of(tree: &dyn Tree, ignored: &IgnoreFile) -> Result<Self, Unknown> {
        let mut survey = Self::default();
        let mut open = vec![(String::new(), None)];
        let mut seen = 0;
        while let Some((directory, decides)) = open.pop() {
            let out = ignored.says(decides) == Some(true);
            let closed = out && !ignored.may_keep_below(&directory);
            let mut below = Vec::new();
            for (name, entry) in tree.list(&directory)? {
                seen += 1;
                if seen > MAX_ENTRIES {
                    return Err(too_many());
                }
                let path = join(&directory, &name);
                if entry.kind == Kind::File && is_dockerfile(&name) {
                    survey.dockerfiles.push(path.clone());
                }
                if closed {
                    continue;
                }
                let decides = ignored.decide(decides, &path);
                match (entry.kind, ignored.says(decides)) {
                    (Kind::Directory, says)
                        if says != Some(true) || ignored.may_keep_below(&path) || may_hold_dockerfiles(&name) =>
                    {
                        below.push((path, decides));
                    }
                    (Kind::Directory | Kind::Other, _) | (_, Some(true)) => {}
                    (_, says) => survey.files.push(Present::of(path, entry, says == Some(false))),
                }
            }
            open.extend(below.into_iter().rev());
        }
        Ok(survey)
    }
}

impl Present {
    fn of(path: String, entry: Entry, kept: bool) -> Self {
        Self { path, size: entry.size, kept }
    }
}

/// Whether Dockerfiles may lie in a directory that is left out. Those of packages and of a history do not count.
fn may_hold_dockerfiles(name: &str) -> bool {
    !matches!(name, ".git" | ".hg" | ".svn" | "node_modules" | "__pycache__" | ".venv" | "venv")
}

/// Whether a file of this name may be a Dockerfile.
#[must_use]
pub fn is_dockerfile(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let named = ["dockerfile", "containerfile"].iter().any(|start| {
        let rest = name.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_']))
    });
    (named || name.ends_with(".dockerfile")) && !name.ends_with(".dockerignore")
}
