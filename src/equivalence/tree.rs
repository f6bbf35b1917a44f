//! The scratch root: what is in it at the start of a build, what a build changed, and back again.

use super::Error;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is put at a path before a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Directory,
    /// A symbolic link.
    Link(&'static str),
    /// A file with this text and mode.
    Text(String, u32),
    /// A copy of a file of this host.
    Copy(PathBuf),
}

/// What a build left at a path that was different before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    Directory(u32),
    Link(PathBuf),
    /// Content and mode; content that cannot be read counts as empty.
    File(Vec<u8>, u32),
    Other(u32),
    Gone,
}

/// All changed paths, relative to the root.
pub(super) type Changes = BTreeMap<PathBuf, Entry>;

/// Tells a rewritten file from an untouched one without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fingerprint {
    mode: u32,
    /// Inode, length and change time; zero for directories, whose content has paths of its own.
    content: (u64, u64, i64, i64),
}

/// A directory that looks the same before each build.
#[derive(Debug)]
pub(super) struct Tree {
    root: PathBuf,
    base: BTreeMap<PathBuf, (Node, Fingerprint)>,
}

/// Not part of what a build leaves: the control files and the null device.
const IGNORED: [&str; 2] = [".sandbox", "dev/null"];

impl Tree {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf(), base: BTreeMap::new() }
    }

    /// Puts `node` at a path (`..` stops at the root), with the directories above. What is there already stays.
    /// Returns whether anything is new.
    pub(super) fn add(&mut self, path: &str, node: Node) -> Result<bool, Error> {
        let mut plain = PathBuf::new();
        for component in Path::new(path).components() {
            match component {
                Component::Normal(name) => plain.push(name),
                Component::ParentDir => drop(plain.pop()),
                _ => {}
            }
        }
        self.put(plain, node)
    }

    fn put(&mut self, path: PathBuf, node: Node) -> Result<bool, Error> {
        let Some(parent) = path.parent() else { return Ok(false) };
        self.put(parent.to_path_buf(), Node::Directory)?;
        let full = self.root.join(&path);
        if full.symlink_metadata().is_ok() {
            return Ok(false);
        }
        make(&full, &node).map_err(Error::at(&full))?;
        let fingerprint = Fingerprint::of(&full.symlink_metadata().map_err(Error::at(&full))?);
        // A path below a link to a directory is seen, and put back, where it really is.
        let real = full.canonicalize().ok().filter(|_| !matches!(node, Node::Link(_)));
        let root = self.root.canonicalize().map_err(Error::at(&self.root))?;
        let path = real.and_then(|real| real.strip_prefix(&root).map(Path::to_path_buf).ok()).unwrap_or(path);
        self.base.insert(path, (node, fingerprint));
        Ok(true)
    }

    /// What the last build changed.
    pub(super) fn changes(&self) -> Result<Changes, Error> {
        let mut seen = BTreeMap::new();
        let mut open = vec![PathBuf::new()];
        while let Some(directory) = open.pop() {
            let full = self.root.join(&directory);
            for entry in fs::read_dir(&full).map_err(Error::at(&full))? {
                let path = directory.join(entry.map_err(Error::at(&full))?.file_name());
                if IGNORED.iter().any(|ignored| path == Path::new(ignored)) {
                    continue;
                }
                let full = self.root.join(&path);
                let metadata = full.symlink_metadata().map_err(Error::at(&full))?;
                if metadata.is_dir() {
                    open.push(path.clone());
                }
                seen.insert(path, metadata);
            }
        }
        let mut changes = Changes::new();
        for (path, metadata) in &seen {
            if self.base.get(path).is_none_or(|(_, fingerprint)| *fingerprint != Fingerprint::of(metadata)) {
                changes.insert(path.clone(), entry(&self.root.join(path), metadata));
            }
        }
        let gone = self.base.keys().filter(|path| !seen.contains_key(*path));
        changes.extend(gone.map(|path| (path.clone(), Entry::Gone)));
        Ok(changes)
    }

    /// Undoes `changes`.
    pub(super) fn restore(&mut self, changes: &Changes) -> Result<(), Error> {
        for path in changes.keys().rev() {
            let full = self.root.join(path);
            let removed = match full.symlink_metadata() {
                Ok(found) if found.is_dir() => fs::remove_dir_all(&full),
                Ok(_) => fs::remove_file(&full),
                Err(_) => Ok(()),
            };
            removed.map_err(Error::at(&full))?;
        }
        for path in changes.keys() {
            if let Some((node, _)) = self.base.remove(path) {
                self.put(path.clone(), node)?;
            }
        }
        let null = self.root.join("dev/null");
        match null.symlink_metadata() {
            Ok(found) if found.is_file() && found.len() > 0 => fs::write(&null, "").map_err(Error::at(&null)),
            _ => Ok(()),
        }
    }
}

impl Fingerprint {
    fn of(metadata: &fs::Metadata) -> Self {
        let content = if metadata.is_dir() {
            (0, 0, 0, 0)
        } else {
            (metadata.ino(), metadata.len(), metadata.ctime(), metadata.ctime_nsec())
        };
        Self { mode: metadata.mode(), content }
    }
}

/// Held while a file that may be executed is written, and while a process is started: a child that was forked in
/// between would still have the file open for writing, and running it would fail with `ETXTBSY`.
pub(super) fn writing() -> MutexGuard<'static, ()> {
    static WRITING: Mutex<()> = Mutex::new(());
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Creates `node` at a path of this host.
pub(super) fn make(path: &Path, node: &Node) -> io::Result<()> {
    let _guard = writing();
    let mode = |mode| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    match node {
        Node::Directory => fs::create_dir(path).and_then(|()| mode(0o755)),
        Node::Link(target) => symlink(target, path),
        Node::Text(text, bits) => fs::write(path, text).and_then(|()| mode(*bits)),
        Node::Copy(source) => fs::copy(source, path).and_then(|_| mode(0o755)),
    }
}

fn entry(path: &Path, metadata: &fs::Metadata) -> Entry {
    let mode = metadata.mode() & 0o7777;
    match metadata.file_type() {
        kind if kind.is_dir() => Entry::Directory(mode),
        kind if kind.is_symlink() => Entry::Link(fs::read_link(path).unwrap_or_default()),
        kind if kind.is_file() => Entry::File(fs::read(path).unwrap_or_default(), mode),
        _ => Entry::Other(mode),
    }
}

/// The first path at which two builds left something different, but for absolute paths that may be `written`.
pub(super) fn difference(before: &Changes, after: &Changes, written: &[String]) -> Option<String> {
    let show = |entry: Option<&Entry>| match entry {
        Some(Entry::File(content, mode)) => format!("{:?} (mode {mode:o})", String::from_utf8_lossy(content)),
        Some(entry) => format!("{entry:?}"),
        None => "untouched".to_owned(),
    };
    let may_be_written = |path: &PathBuf| written.iter().any(|one| Path::new(one.trim_start_matches('/')) == path);
    let differs = |path: &&PathBuf| before.get(*path) != after.get(*path) && !may_be_written(path);
    let path = before.keys().chain(after.keys()).find(differs)?;
    Some(format!("/{} was {}, now {}", path.display(), show(before.get(path)), show(after.get(path))))
}
