//! The layers of an image and what they hold.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};

use sha2::{Digest as _, Sha256};
use tar::EntryType;

use super::compression::{Compression, expand};
use super::digest::{self, Hashing};
use super::error::invalid;
use super::path::ImagePath;
use super::tape::{Member, Source, Tape, skip_by_reading};

/// The longest name of a file or target of a link. Linux takes no longer path (`PATH_MAX`).
const MAX_NAME: usize = 4096;

/// The most directories in each other. Each of them is looked up, and made where it is missing: without a limit a small
/// archive of deep names would make a large file system.
const MAX_DEPTH: usize = 256;

/// Extended attributes by name (`security.capability`, `user.*`).
pub type Xattrs = BTreeMap<Box<[u8]>, Box<[u8]>>;

/// A layer: what one step of a build changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The digest of the layer as stored. A docker archive may not tell it; then that of the uncompressed layer.
    pub digest: String,
    /// The digest of the uncompressed layer, as the configuration has it; checked.
    pub diff_id: String,
    /// Bytes as stored, if the layer is compressed.
    pub compressed: Option<u64>,
    /// Bytes of the uncompressed tar archive.
    pub tar_size: u64,
    /// Bytes of file content, uncompressed. Hard links and the headers of the archive do not count.
    pub size: u64,
    /// What the builder says made it, in the builder's notation; `None` when the history does not fit the layers.
    pub created_by: Option<String>,
    /// What it holds, in the order of the archive.
    pub entries: Vec<Entry>,
}

/// A file, directory, link, device or whiteout of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it is. Of a whiteout: what it removes; of an opaque one: the directory that it empties.
    pub path: ImagePath,
    /// What it is.
    pub kind: Kind,
    /// Permissions, with setuid, setgid and sticky (`0o7777`).
    pub mode: u32,
    /// Owner.
    pub uid: u64,
    /// Group.
    pub gid: u64,
    /// Seconds since 1970.
    pub mtime: i64,
    /// Bytes of content; 0 for all but files.
    pub size: u64,
    /// SHA-256 of the content, for files.
    pub digest: Option<[u8; 32]>,
    /// The target: of a symbolic link as it is written, of a hard link a path of the image.
    pub link: Option<Box<[u8]>>,
    /// Extended attributes.
    pub xattrs: Xattrs,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Symlink,
    /// A further name of a file.
    Hardlink,
    /// A device.
    Device {
        /// Whether it is a block device, not a character device.
        block: bool,
        /// Its major number.
        major: u32,
        /// Its minor number.
        minor: u32,
    },
    /// A named pipe.
    Fifo,
    /// Removes what lower layers have at the path.
    Whiteout,
    /// Removes what lower layers have in the directory.
    OpaqueWhiteout,
}

/// What was read of a layer.
pub(super) struct Content {
    pub(super) entries: Vec<Entry>,
    /// Bytes of file content.
    pub(super) size: u64,
    /// Bytes of the archive.
    pub(super) tar_size: u64,
    pub(super) compression: Compression,
    pub(super) diff_id: String,
}

/// Reads a layer to its end.
pub(super) fn read(stored: impl Read + Send + 'static) -> io::Result<Content> {
    let (compression, plain) = expand(stored)?;
    let mut tape =
        Tape::new(Bytes(BufReader::with_capacity(64 * 1024, Counting { source: Hashing::new(plain), count: 0 })));
    let mut buffer = vec![0; 64 * 1024];
    let (mut entries, mut size) = (Vec::new(), 0_u64);
    while let Some(member) = tape.next()? {
        let digest = hash(&mut tape, &mut buffer)?;
        if let Some(entry) = entry(member, digest)? {
            size += entry.size;
            entries.push(entry);
        }
    }
    let mut rest = tape.into_inner().0;
    io::copy(&mut rest, &mut io::sink())?;
    let counting = rest.into_inner();
    let (tar_size, hashing) = (counting.count, counting.source);
    Ok(Content { entries, size, tar_size, compression, diff_id: digest::named(&hashing.finish()) })
}

fn hash(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<[u8; 32]> {
    let mut hash = Sha256::new();
    loop {
        match source.read(buffer)? {
            0 => return Ok(hash.finalize().into()),
            count => hash.update(&buffer[..count]),
        }
    }
}

/// The entry that a member stands for; `None` for the storage driver's own bookkeeping.
fn entry(member: Member, digest: [u8; 32]) -> io::Result<Option<Entry>> {
    let outside = |name: &[u8]| invalid(format!("`{}` leads out of the image", name.escape_ascii()));
    let path = ImagePath::new(&member.name).ok_or_else(|| outside(&member.name))?;
    let longest = member.name.len().max(member.link.len());
    if longest > MAX_NAME || path.components().count() > MAX_DEPTH {
        return Err(invalid(format!("a name has {longest} bytes, {} directories deep", path.components().count())));
    }
    let (major, minor) = member.device;
    let kind = match member.kind {
        EntryType::Directory => Kind::Directory,
        EntryType::Symlink => Kind::Symlink,
        EntryType::Link => Kind::Hardlink,
        EntryType::Char => Kind::Device { block: false, major, minor },
        EntryType::Block => Kind::Device { block: true, major, minor },
        EntryType::Fifo => Kind::Fifo,
        // The oldest archives know no directories, only names that end like one.
        _ if member.name.ends_with(b"/") => Kind::Directory,
        // What is not known is a regular file, says POSIX.
        _ => Kind::File,
    };
    let (path, kind) = match whiteout(&path) {
        None => (path, kind),
        Some(Some(whiteout)) => whiteout,
        Some(None) => return Ok(None),
    };
    let link = match kind {
        Kind::Symlink => Some(member.link.into_boxed_slice()),
        Kind::Hardlink => {
            let target = ImagePath::new(&member.link).ok_or_else(|| outside(&member.link))?;
            Some(target.as_bytes().into())
        }
        _ => None,
    };
    let file = kind == Kind::File;
    Ok(Some(Entry {
        path,
        kind,
        mode: member.mode & 0o7777,
        uid: member.uid,
        gid: member.gid,
        mtime: member.mtime,
        size: if file { member.size } else { 0 },
        digest: file.then_some(digest),
        link,
        xattrs: member.xattrs,
    }))
}

/// What a name means to the layers below: nothing, a whiteout, or something of a storage driver that means nothing.
/// Source: OCI image-spec, `layer.md`, "Whiteouts"; moby's `archive.UnpackLayer` skips other names in `.wh..wh.`.
fn whiteout(path: &ImagePath) -> Option<Option<(ImagePath, Kind)>> {
    let removed = path.name().strip_prefix(b".wh.")?;
    let parent = path.parent()?;
    Some(match removed {
        b".wh..opq" => Some((parent, Kind::OpaqueWhiteout)),
        removed if removed.is_empty() || removed.starts_with(b".wh.") => None,
        removed => Some((parent.join(removed), Kind::Whiteout)),
    })
}

/// Counts what is read through it.
struct Counting<R> {
    source: R,
    count: u64,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.count += count as u64;
        Ok(count)
    }
}

/// A stream, in which one goes forward by reading.
struct Bytes<R>(R);

impl<R: Read> Read for Bytes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl<R: Read> Source for Bytes<R> {
    fn skip(&mut self, count: u64) -> io::Result<()> {
        skip_by_reading(&mut self.0, count)
    }
}
