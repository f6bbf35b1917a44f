//! The members of a tar archive, one after the other.
//!
//! The fields of a header are those of the `tar` crate. What its reader does with extended headers does not fit: it
//! splits them at line ends, which occur in names and in capabilities, and reads them whole whatever their size.
//! Source: POSIX.1-2017 `pax`; GNU tar's manual, "Basic Tar Format"; Go's `archive/tar`, which writes layers.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, SeekFrom};

use tar::{EntryType, Header};

use super::error::invalid;
use super::layer::Xattrs;

const BLOCK: usize = 512;

/// The most that is read of an extended header. Names end at 4 KiB and extended attributes at 64 KiB on Linux.
const MAX_EXTENSION: u64 = 1024 * 1024;

/// Where an archive comes from.
pub(super) trait Source: Read {
    /// Goes `count` bytes forward.
    ///
    /// # Errors
    /// When they cannot be read. A file may end before.
    fn skip(&mut self, count: u64) -> io::Result<()>;
}

impl Source for BufReader<File> {
    fn skip(&mut self, count: u64) -> io::Result<()> {
        let offset = i64::try_from(count).map_err(|_| invalid("a member is larger than any file"))?;
        if offset < BLOCK as i64 { self.seek_relative(offset) } else { self.seek(SeekFrom::Current(offset)).map(drop) }
    }
}

pub(super) fn skip_by_reading(source: &mut impl Read, count: u64) -> io::Result<()> {
    let skipped = io::copy(&mut source.take(count), &mut io::sink())?;
    if skipped == count { Ok(()) } else { Err(truncated()) }
}

fn truncated() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends in the middle")
}

/// A member of an archive: its header, and what extended headers said of it.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: Vec<u8>,
    pub(super) link: Vec<u8>,
    pub(super) kind: EntryType,
    pub(super) mode: u32,
    pub(super) uid: u64,
    pub(super) gid: u64,
    /// Seconds since 1970.
    pub(super) mtime: i64,
    /// Bytes of content.
    pub(super) size: u64,
    /// Where in the archive the content is.
    pub(super) offset: u64,
    pub(super) device: (u32, u32),
    pub(super) xattrs: Xattrs,
}

/// Reads an archive. As a [`Read`] it gives the content of the member at hand.
pub(super) struct Tape<S> {
    source: S,
    position: u64,
    content: u64,
    padding: u64,
}

impl<S: Source> Tape<S> {
    pub(super) fn new(source: S) -> Self {
        Self { source, position: 0, content: 0, padding: 0 }
    }

    pub(super) fn into_inner(self) -> S {
        self.source
    }

    /// Goes to the next member; `None` at the end of the archive. An archive may end without the blocks of zeros that
    /// should be there.
    pub(super) fn next(&mut self) -> io::Result<Option<Member>> {
        let mut extended = Extended::default();
        loop {
            self.pass()?;
            let Some(header) = self.header()? else {
                return if extended.used { Err(truncated()) } else { Ok(None) };
            };
            let kind = header.entry_type();
            let stored = header.entry_size().map_err(|_| invalid("a header has no size"))?;
            let extension = kind.is_pax_local_extensions() || kind.is_gnu_longname() || kind.is_gnu_longlink();
            let content = if extension { stored } else { extended.size.unwrap_or(stored) };
            let has_content = !matches!(
                kind,
                EntryType::Link
                    | EntryType::Symlink
                    | EntryType::Char
                    | EntryType::Block
                    | EntryType::Directory
                    | EntryType::Fifo
            );
            self.content = if has_content { content } else { 0 };
            self.padding = self.content.wrapping_neg() % BLOCK as u64;
            if kind.is_pax_global_extensions() {
                continue;
            }
            if extension {
                let bytes = self.extension()?;
                extended.used = true;
                match kind {
                    EntryType::GNULongName => extended.long_name = Some(until_nul(bytes)),
                    EntryType::GNULongLink => extended.long_link = Some(until_nul(bytes)),
                    _ => extended.read(&bytes)?,
                }
                continue;
            }
            if kind.is_gnu_sparse() || extended.sparse {
                return Err(io::Error::new(
                    io::ErrorKind::Unsupported,
                    "it holds a sparse file, which is not supported",
                ));
            }
            return Ok(Some(extended.member(&header, self.position, self.content)));
        }
    }

    /// Leaves the member at hand.
    fn pass(&mut self) -> io::Result<()> {
        let rest = self.content.checked_add(self.padding).ok_or_else(|| invalid("a member is larger than any file"))?;
        if rest > 0 {
            self.source.skip(rest)?;
            self.position += rest;
        }
        (self.content, self.padding) = (0, 0);
        Ok(())
    }

    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut header = Header::new_old();
        let mut filled = 0;
        while filled < BLOCK {
            match self.source.read(&mut header.as_mut_bytes()[filled..])? {
                0 if filled == 0 => return Ok(None),
                0 => return Err(truncated()),
                count => filled += count,
            }
        }
        self.position += BLOCK as u64;
        let bytes = header.as_bytes();
        if bytes.iter().all(|&byte| byte == 0) {
            return Ok(None);
        }
        let field = |at: usize| if (148..156).contains(&at) { b' ' } else { bytes[at] };
        let unsigned: u32 = (0..BLOCK).map(|at| u32::from(field(at))).sum();
        let signed: i32 = (0..BLOCK).map(|at| i32::from(field(at).cast_signed())).sum();
        let right = header.cksum().is_ok_and(|sum| sum == unsigned || i64::from(sum) == i64::from(signed));
        if right { Ok(Some(header)) } else { Err(invalid("a header does not have its checksum")) }
    }

    fn extension(&mut self) -> io::Result<Vec<u8>> {
        if self.content > MAX_EXTENSION {
            return Err(invalid(format!("an extended header has {} bytes", self.content)));
        }
        let (mut bytes, expected) = (Vec::new(), self.content);
        self.read_to_end(&mut bytes)?;
        if bytes.len() as u64 == expected { Ok(bytes) } else { Err(truncated()) }
    }
}

impl<S: Source> Read for Tape<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.content).unwrap_or(usize::MAX).min(buffer.len());
        if wanted == 0 {
            return Ok(0);
        }
        let count = self.source.read(&mut buffer[..wanted])?;
        if count == 0 {
            return Err(truncated());
        }
        self.content -= count as u64;
        self.position += count as u64;
        Ok(count)
    }
}

/// What extended headers say of the next member.
#[derive(Debug, Default)]
struct Extended {
    used: bool,
    sparse: bool,
    long_name: Option<Vec<u8>>,
    long_link: Option<Vec<u8>>,
    name: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    size: Option<u64>,
    uid: Option<u64>,
    gid: Option<u64>,
    mtime: Option<i64>,
    xattrs: Xattrs,
}

impl Extended {
    /// Reads the records of a pax header: `length key=value\n`, where the length counts itself and the line end.
    fn read(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        let damaged = || invalid("an extended header is damaged");
        while bytes.first().is_some_and(|&byte| byte != 0) {
            let space = memchr::memchr(b' ', bytes).ok_or_else(damaged)?;
            let length: usize = number(&bytes[..space]).ok_or_else(damaged)?;
            let record = bytes.get(space + 1..length).ok_or_else(damaged)?;
            let (b'\n', record) = record.split_last().ok_or_else(damaged)? else { return Err(damaged()) };
            let equals = memchr::memchr(b'=', record).ok_or_else(damaged)?;
            self.take(&record[..equals], &record[equals + 1..]).ok_or_else(damaged)?;
            bytes = &bytes[length..];
        }
        Ok(())
    }

    fn take(&mut self, key: &[u8], value: &[u8]) -> Option<()> {
        match key {
            b"path" => self.name = Some(value.to_vec()),
            b"linkpath" => self.link = Some(value.to_vec()),
            b"size" => self.size = Some(number(value)?),
            b"uid" => self.uid = Some(number(value)?),
            b"gid" => self.gid = Some(number(value)?),
            b"mtime" => {
                let whole = value.split(|&byte| byte == b'.').next().unwrap_or_default();
                self.mtime = Some(number(whole)?);
            }
            key if key.starts_with(b"GNU.sparse.") => self.sparse = true,
            key => {
                if let Some(name) = key.strip_prefix(b"SCHILY.xattr.") {
                    self.xattrs.insert(name.into(), value.into());
                }
            }
        }
        Some(())
    }

    fn member(self, header: &Header, offset: u64, size: u64) -> Member {
        let link = || header.link_name_bytes().unwrap_or_default().into_owned();
        let major = header.device_major().ok().flatten().unwrap_or_default();
        let minor = header.device_minor().ok().flatten().unwrap_or_default();
        Member {
            name: self.name.or(self.long_name).unwrap_or_else(|| header.path_bytes().into_owned()),
            link: self.link.or(self.long_link).unwrap_or_else(link),
            kind: header.entry_type(),
            // Programs leave fields empty that they have nothing to say in.
            mode: header.mode().unwrap_or_default(),
            uid: self.uid.or_else(|| header.uid().ok()).unwrap_or_default(),
            gid: self.gid.or_else(|| header.gid().ok()).unwrap_or_default(),
            mtime: self.mtime.unwrap_or_else(|| header.mtime().map_or(0, |time| time.cast_signed())),
            size,
            offset,
            device: (major, minor),
            xattrs: self.xattrs,
        }
    }
}

fn number<T: std::str::FromStr>(digits: &[u8]) -> Option<T> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn until_nul(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(memchr::memchr(0, &bytes).unwrap_or(bytes.len()));
    bytes
}
