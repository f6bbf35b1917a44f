//! What is in a context, without what its ignore file leaves out.

use super::{Context, Entry, Kind, Unknown, join};

/// Entries that a look at everything below a directory reads at most.
pub(super) const MAX_ENTRIES: usize = 200_000;

impl Context {
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
        let decides = self.ignored.decide_all(path);
        let mut open = vec![(path.to_owned(), entry, decides)];
        let mut seen = 0;
        while let Some((path, entry, decides)) = open.pop() {
            seen += 1;
            if seen > MAX_ENTRIES {
                return Err(too_many());
            }
            let ignored = self.ignored.says(decides) == Some(true);
            if entry.kind != Kind::Directory {
                if !ignored && !visit(&path, entry) {
                    return Ok(());
                }
            } else if !ignored || self.ignored.may_keep_below(&path) {
                for (name, entry) in self.tree.list(&path)?.into_iter().rev() {
                    let below = join(&path, &name);
                    let decides = self.ignored.decide(decides, &below);
                    open.push((below, entry, decides));
                }
            }
        }
        Ok(())
    }
}

pub(super) fn too_many() -> Unknown {
    Unknown::because(format!("the context holds more than {MAX_ENTRIES} files"))
}
