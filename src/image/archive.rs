//! The parts of an image: files of a directory, or members of an archive.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::compression::{Compression, expand};
use super::error::Reason;
use super::path::ImagePath;
use super::tape::Tape;

/// The most that is read of a description (a manifest, an index, a configuration). containerd takes 8 MiB.
const MAX_DESCRIPTION: u64 = 16 * 1024 * 1024;

/// The most links that are followed from name to part.
const MAX_LINKS: usize = 16;

/// The parts of an image, by name.
#[derive(Debug)]
pub(super) enum Parts {
    Directory(PathBuf),
    Archive(Archive),
}

/// A tar archive that was looked through.
#[derive(Debug)]
pub(super) struct Archive {
    file: Arc<File>,
    members: BTreeMap<ImagePath, Place>,
}

#[derive(Debug)]
enum Place {
    At { offset: u64, size: u64 },
    Link(ImagePath),
}

/// A part: its bytes as stored, and their number.
pub(super) struct Part {
    pub(super) bytes: Stretch,
    pub(super) size: u64,
}

/// A stretch of a file, read from a position of its own: parts are read in parallel.
pub(super) struct Stretch {
    file: Arc<File>,
    at: u64,
    left: u64,
}

impl Read for Stretch {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = read_at(&self.file, &mut buffer[..wanted], self.at)?;
        (self.at, self.left) = (self.at + count as u64, self.left - count as u64);
        Ok(count)
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}

impl Parts {
    /// Opens a directory or an archive. An archive is looked through from header to header; one that is compressed goes
    /// to a temporary file first, which has no name, so that it goes with the process, however that ends.
    pub(super) fn open(path: &Path) -> Result<Self, Reason> {
        let kind = std::fs::metadata(path)?.file_type();
        if kind.is_dir() {
            return Ok(Self::Directory(path.to_owned()));
        }
        if !kind.is_file() {
            return Err(Reason::Unsupported(
                "reading from a pipe or a device, which can be read once only,".to_owned(),
            ));
        }
        let mut head = Vec::new();
        let mut file = File::open(path)?;
        Read::by_ref(&mut file).take(8).read_to_end(&mut head)?;
        file.rewind()?;
        let compression = Compression::of(&head).map_err(|what| Reason::Unsupported(what.to_owned()))?;
        if compression != Compression::Plain {
            let mut expanded = tempfile::tempfile()?;
            let (_, mut bytes) = expand(file).map_err(Reason::Archive)?;
            io::copy(&mut bytes, &mut expanded).map_err(Reason::Archive)?;
            expanded.rewind()?;
            file = expanded;
        }
        let members = members(BufReader::new(file.try_clone()?)).map_err(Reason::Archive)?;
        Ok(Self::Archive(Archive { file: Arc::new(file), members }))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::Directory(root) => inside(name).is_ok_and(|name| root.join(name).is_file()),
            Self::Archive(archive) => find(&archive.members, name).is_ok(),
        }
    }

    /// A part, for reading.
    pub(super) fn part(&self, name: &str) -> Result<Part, Reason> {
        let missing = || Reason::Missing(name.to_owned());
        let (file, at, size) = match self {
            Self::Directory(root) => {
                let path = root.join(inside(name)?);
                // To open a pipe would be to wait for somebody who writes to it.
                if !path.is_file() {
                    return Err(missing());
                }
                let file = File::open(path)?;
                let size = file.metadata()?.len();
                (Arc::new(file), 0, size)
            }
            Self::Archive(Archive { file, members }) => {
                let (at, size) = find(members, name)?;
                if file.metadata()?.len() < at.saturating_add(size) {
                    return Err(Reason::Archive(io::Error::new(
                        io::ErrorKind::UnexpectedEof,
                        format!("it ends in the middle of {name}"),
                    )));
                }
                (Arc::clone(file), at, size)
            }
        };
        Ok(Part { bytes: Stretch { file, at, left: size }, size })
    }

    /// The bytes of a description.
    pub(super) fn description(&self, name: &str) -> Result<Vec<u8>, Reason> {
        let mut part = self.part(name)?;
        if part.size > MAX_DESCRIPTION {
            return Err(Reason::TooLarge { name: name.to_owned(), bytes: part.size });
        }
        let mut bytes = Vec::new();
        part.bytes.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Where the bytes of a part are, and how many.
fn find(members: &BTreeMap<ImagePath, Place>, name: &str) -> Result<(u64, u64), Reason> {
    let mut at = inside_archive(name)?;
    for _ in 0..MAX_LINKS {
        match members.get(&at) {
            Some(&Place::At { offset, size }) => return Ok((offset, size)),
            Some(Place::Link(target)) => at = target.clone(),
            None => break,
        }
    }
    Err(Reason::Missing(name.to_owned()))
}

fn inside_archive(name: &str) -> Result<ImagePath, Reason> {
    ImagePath::new(name.as_bytes()).filter(|path| !path.is_root()).ok_or_else(|| Reason::Name(name.to_owned()))
}

/// The name of a part of a directory, if it cannot lead out of it.
fn inside(name: &str) -> Result<String, Reason> {
    let path = inside_archive(name)?;
    let text = std::str::from_utf8(path.as_bytes()).ok().filter(|text| !text.contains(['\\', ':']));
    text.map(Into::into).ok_or_else(|| Reason::Name(name.to_owned()))
}

/// The files and links of an archive.
fn members(source: BufReader<File>) -> io::Result<BTreeMap<ImagePath, Place>> {
    let mut members = BTreeMap::new();
    let mut tape = Tape::new(source);
    while let Some(member) = tape.next()? {
        let Some(name) = ImagePath::new(&member.name) else { continue };
        let place = if member.kind.is_symlink() {
            let directory = name.parent().map_or_else(Vec::new, |parent| parent.as_bytes().to_vec());
            ImagePath::new(&[&directory[..], &member.link].join(&b'/')).map(Place::Link)
        } else if member.kind.is_hard_link() {
            ImagePath::new(&member.link).map(Place::Link)
        } else if member.kind.is_dir() {
            None
        } else {
            Some(Place::At { offset: member.offset, size: member.size })
        };
        if let Some(place) = place {
            members.insert(name, place);
        }
    }
    Ok(members)
}
