//! The parts of an image: files of a directory, or members of an archive.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

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
    file: Tar,
    members: BTreeMap<ImagePath, Place>,
}

/// Where the bytes of an archive are.
#[derive(Debug)]
enum Tar {
    Given(PathBuf),
    /// What a compressed archive holds.
    Expanded(NamedTempFile),
}

#[derive(Debug)]
enum Place {
    At { offset: u64, size: u64 },
    Link(ImagePath),
}

/// A part: its bytes as stored, and their number.
pub(super) struct Part {
    pub(super) bytes: io::Take<File>,
    pub(super) size: u64,
}

impl Parts {
    /// Opens a directory or an archive. An archive is looked through from header to header; one that is compressed goes
    /// to a temporary file first.
    pub(super) fn open(path: &Path) -> Result<Self, Reason> {
        if std::fs::metadata(path)?.is_dir() {
            return Ok(Self::Directory(path.to_owned()));
        }
        let mut head = Vec::new();
        File::open(path)?.take(8).read_to_end(&mut head)?;
        let compression = Compression::of(&head).map_err(|what| Reason::Unsupported(what.to_owned()))?;
        let file = if compression == Compression::Plain {
            Tar::Given(path.to_owned())
        } else {
            let mut file = tempfile::Builder::new().prefix("dfopt-").suffix(".tar").tempfile()?;
            let (_, mut bytes) = expand(File::open(path)?).map_err(Reason::Archive)?;
            io::copy(&mut bytes, file.as_file_mut()).map_err(Reason::Archive)?;
            Tar::Expanded(file)
        };
        let members = members(BufReader::new(file.open()?)).map_err(Reason::Archive)?;
        Ok(Self::Archive(Archive { file, members }))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::Directory(root) => inside(name).is_ok_and(|name| root.join(name).is_file()),
            Self::Archive(archive) => archive.find(name).is_ok(),
        }
    }

    /// A part, for reading.
    pub(super) fn part(&self, name: &str) -> Result<Part, Reason> {
        let (mut file, offset, size) = match self {
            Self::Directory(root) => {
                let file = match File::open(root.join(inside(name)?)) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Reason::Missing(name.into())),
                    file => file?,
                };
                let size = file.metadata()?.len();
                (file, 0, size)
            }
            Self::Archive(archive) => {
                let (offset, size) = archive.find(name)?;
                let file = archive.file.open()?;
                if file.metadata()?.len() < offset.saturating_add(size) {
                    return Err(Reason::Archive(io::Error::new(
                        io::ErrorKind::UnexpectedEof,
                        format!("it ends in the middle of {name}"),
                    )));
                }
                (file, offset, size)
            }
        };
        file.seek(SeekFrom::Start(offset))?;
        Ok(Part { bytes: file.take(size), size })
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

impl Tar {
    fn open(&self) -> io::Result<File> {
        match self {
            Self::Given(path) => File::open(path),
            Self::Expanded(file) => file.reopen(),
        }
    }
}

impl Archive {
    /// Where the bytes of a part are, and how many.
    fn find(&self, name: &str) -> Result<(u64, u64), Reason> {
        let mut at = inside_archive(name)?;
        for _ in 0..MAX_LINKS {
            match self.members.get(&at) {
                Some(&Place::At { offset, size }) => return Ok((offset, size)),
                Some(Place::Link(target)) => at = target.clone(),
                None => break,
            }
        }
        Err(Reason::Missing(name.to_owned()))
    }
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
