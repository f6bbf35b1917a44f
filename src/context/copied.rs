//! What the source of a COPY or ADD brings in.

use super::glob::Glob;
use super::ignore_file::clean;
use super::{Context, Entry, Kind, Unknown, join};

/// A source as it is written, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Whether it holds a wildcard: such a source may bring nothing, and the build goes on.
    pub wildcard: bool,
    /// What it names, in order of paths.
    pub found: Vec<(String, Entry)>,
}

/// What a source brings in, in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Files and links.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Paths that a source with wildcards names at most.
const MAX_FOUND: usize = 10_000;

impl Context {
    /// What a source names, given without variables: each part may hold wildcards, and what is left out is not there. A
    /// link in the middle of it is not followed: what lies behind it is not known.
    ///
    /// Source: BuildKit's `copy.ResolveWildcards`; Go's `filepath.Match`.
    ///
    /// # Errors
    /// When a directory cannot be read, a pattern is malformed, or the way leads through a link.
    pub fn source(&self, source: &str) -> Result<Source, Unknown> {
        let path = clean(&format!("/{source}"));
        let wildcard = path.contains(['*', '?', '[', '\\']);
        let root = Entry { kind: Kind::Directory, size: 0, mode: 0o755 };
        let mut found = vec![(String::new(), root)];
        if path == "." {
            return Ok(Source { wildcard, found });
        }
        for part in path.split('/') {
            let mut next = Vec::new();
            let glob = if part.contains(['*', '?', '[', '\\']) {
                let glob = Glob::of_copy(part);
                Some(glob.ok_or_else(|| Unknown::because(format!("{source} holds a pattern that is malformed")))?)
            } else {
                None
            };
            for (directory, entry) in found {
                match (entry.kind, &glob) {
                    (Kind::Link, _) => return Err(Unknown::because(format!("{directory} is a link"))),
                    (Kind::Directory, None) => {
                        let path = join(&directory, part);
                        next.extend(self.entry(&path)?.map(|entry| (path, entry)));
                    }
                    (Kind::Directory, Some(glob)) => {
                        let names = self.list(&directory)?.into_iter().filter(|(name, _)| glob.matches(name));
                        next.extend(names.map(|(name, entry)| (join(&directory, &name), entry)));
                    }
                    (Kind::File | Kind::Other, _) => {}
                }
            }
            if next.len() > MAX_FOUND {
                return Err(Unknown::because(format!("{source} names more than {MAX_FOUND} paths")));
            }
            found = next;
        }
        Ok(Source { wildcard, found })
    }

    /// How much a source brings in.
    ///
    /// # Errors
    /// As for [`Context::source`] and [`Context::walk`].
    pub fn weigh(&self, source: &str) -> Result<Copied, Unknown> {
        let mut copied = Copied::default();
        for (path, _) in self.source(source)?.found {
            self.walk(&path, &mut |_, entry| {
                copied.files += 1;
                copied.bytes += entry.size;
                true
            })?;
        }
        Ok(copied)
    }
}
