//! Where the files of a context are: a directory of this machine, or memory.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::Unknown;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Bytes of a file; 0 for anything else.
    pub size: u64,
    /// The permission bits, such as `0o644`; on systems without them, those that builders give such files.
    pub mode: u32,
}

/// What a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link, wherever it leads.
    Link,
    /// A device, pipe or socket: builders pass it over.
    Other,
}

/// A tree of files that names what is in it when it is asked.
pub trait Tree: Send + Sync + std::fmt::Debug {
    /// What stands at a path, links not followed; `None` where nothing does.
    ///
    /// # Errors
    /// When it cannot be read.
    fn entry(&self, path: &str) -> Result<Option<Entry>, Unknown>;

    /// The names in a directory in order, with what stands there.
    ///
    /// # Errors
    /// When it cannot be read, or a name is no text.
    fn list(&self, directory: &str) -> Result<Vec<(String, Entry)>, Unknown>;

    /// The text of a small file; `None` where there is no file.
    ///
    /// # Errors
    /// When it cannot be read, is larger than a manifest is, or is no text.
    fn text(&self, path: &str) -> Result<Option<String>, Unknown>;
}

/// Bytes of the largest file whose text is read: lock files of large projects have a few million.
pub(super) const MAX_TEXT: u64 = 16 * 1024 * 1024;

/// A directory of this machine.
#[derive(Clone, Debug)]
pub struct Directory {
    root: PathBuf,
}

impl Directory {
    /// The directory at this path.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Where a path of the context is. The directories above it must be such: what lies behind a link is not in the
    /// context.
    fn place(&self, path: &str) -> Result<Option<PathBuf>, Unknown> {
        let mut place = self.root.clone();
        let mut parts = path.split('/').filter(|part| !part.is_empty()).peekable();
        while let Some(part) = parts.next() {
            place.push(part);
            if parts.peek().is_some() {
                match fs::symlink_metadata(&place) {
                    Ok(metadata) if metadata.is_dir() => {}
                    Ok(_) => return Ok(None),
                    Err(error) if absent(&error) => return Ok(None),
                    Err(error) => return Err(unreadable(path, &error)),
                }
            }
        }
        Ok(Some(place))
    }
}

impl Tree for Directory {
    fn entry(&self, path: &str) -> Result<Option<Entry>, Unknown> {
        let Some(place) = self.place(path)? else { return Ok(None) };
        match fs::symlink_metadata(place) {
            Ok(metadata) => Ok(Some(Entry::of(&metadata))),
            Err(error) if absent(&error) => Ok(None),
            Err(error) => Err(unreadable(path, &error)),
        }
    }

    fn list(&self, directory: &str) -> Result<Vec<(String, Entry)>, Unknown> {
        let failed = |error: io::Error| unreadable(directory, &error);
        let Some(place) = self.place(directory)? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for entry in fs::read_dir(place).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().into_string();
            let name = name.map_err(|name| Unknown::because(format!("the name {} is no text", name.display())))?;
            found.push((name, Entry::of(&entry.metadata().map_err(failed)?)));
        }
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(found)
    }

    fn text(&self, path: &str) -> Result<Option<String>, Unknown> {
        if !self.entry(path)?.is_some_and(|entry| entry.kind == Kind::File) {
            return Ok(None);
        }
        let failed = |error: io::Error| unreadable(path, &error);
        let Some(place) = self.place(path)? else { return Ok(None) };
        let mut bytes = Vec::new();
        File::open(place).and_then(|file| file.take(MAX_TEXT + 1).read_to_end(&mut bytes)).map_err(failed)?;
        if bytes.len() as u64 > MAX_TEXT {
            return Err(Unknown::because(format!("{path} is larger than {} MiB", MAX_TEXT / 1024 / 1024)));
        }
        String::from_utf8(bytes).map(Some).map_err(|_| Unknown::because(format!("{path} is no text in UTF-8")))
    }
}

impl Entry {
    fn of(metadata: &Metadata) -> Self {
        let kind = match metadata.file_type() {
            kind if kind.is_file() => Kind::File,
            kind if kind.is_dir() => Kind::Directory,
            kind if kind.is_symlink() => Kind::Link,
            _ => Kind::Other,
        };
        Self { kind, size: if kind == Kind::File { metadata.len() } else { 0 }, mode: mode(metadata) }
    }
}

#[cfg(unix)]
fn mode(metadata: &Metadata) -> u32 {
    use std::os::unix::fs::MetadataExt as _;

    metadata.mode() & 0o7777
}

#[cfg(not(unix))]
fn mode(_metadata: &Metadata) -> u32 {
    0o755
}

/// Whether a path is not there, also where a file stands in the place of a directory above it.
fn absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn unreadable(path: &str, error: &io::Error) -> Unknown {
    Unknown::because(format!(
        "{} of the context cannot be read: {error}",
        if path.is_empty() { "the root" } else { path }
    ))
}

/// Files in memory, for tests and for callers that have no directory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, (u32, String)>,
}

impl Memory {
    /// Adds a file with a mode and a text.
    #[must_use]
    pub fn with(mut self, path: &str, mode: u32, text: &str) -> Self {
        self.files.insert(path.to_owned(), (mode, text.to_owned()));
        self
    }

    fn file((mode, text): &(u32, String)) -> Entry {
        Entry { kind: Kind::File, size: text.len() as u64, mode: *mode }
    }

    /// The files below a directory.
    fn below<'m>(&'m self, directory: &str) -> impl Iterator<Item = (&'m str, &'m (u32, String))> {
        let start = if directory.is_empty() { String::new() } else { format!("{directory}/") };
        let from = self.files.range(start.clone()..);
        from.map_while(move |(path, file)| Some((path.strip_prefix(&start)?, file)))
    }
}

const FOLDER: Entry = Entry { kind: Kind::Directory, size: 0, mode: 0o755 };

impl Tree for Memory {
    fn entry(&self, path: &str) -> Result<Option<Entry>, Unknown> {
        let folder = || self.below(path).next().map(|_| FOLDER);
        Ok(self.files.get(path).map(Self::file).or_else(folder))
    }

    fn list(&self, directory: &str) -> Result<Vec<(String, Entry)>, Unknown> {
        let mut found: Vec<(String, Entry)> = Vec::new();
        for (path, file) in self.below(directory) {
            let (name, entry) = path.split_once('/').map_or((path, Self::file(file)), |(name, _)| (name, FOLDER));
            if found.last().is_none_or(|(last, _)| last != name) {
                found.push((name.to_owned(), entry));
            }
        }
        Ok(found)
    }

    fn text(&self, path: &str) -> Result<Option<String>, Unknown> {
        Ok(self.files.get(path).map(|(_, text)| text.clone()))
    }
}
