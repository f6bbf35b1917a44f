//! The file of a suite: a head with the places of its blocks, then the blocks, each deflated on its own.
//!
//! ```text
//! magic, date, count, common, name blocks, record blocks: for each its first id and its bytes
//! names     front-coded against the name before, in the order of ids
//! records   length, kind, KiB installed, groups of Depends and of Recommends, what provides it
//! ```
//! Numbers are in LEB128. A group is a list of alternatives, each doubled, plus one if another follows. A block is
//! opened to bytes and the places of its items; an item is only read when it is asked for.

use std::io::{self, Read as _, Write as _};

use flate2::Compression;
use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::Id;

const MAGIC: &[u8; 4] = b"DFP1";

/// Names or records in a block.
const NAMES: usize = 1024;
const RECORDS: usize = 160;

/// What a name stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Nothing of its own: others provide it, or nobody does.
    #[default]
    Virtual,
    /// A package.
    Package,
    /// A package of every Debian image: required, or apt, or what these depend on.
    Base,
    /// A package that was left out of the index.
    Omitted,
}

/// A package, as its suite's index describes it. Versions and architectures of relations are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// What its name stands for.
    pub kind: Kind,
    /// What dpkg says it takes when installed, KiB.
    pub installed_kib: u32,
    /// Pre-Depends and Depends: of each group, one must be there.
    pub depends: Vec<Vec<Id>>,
    /// Recommends, in the same form.
    pub recommends: Vec<Vec<Id>>,
    /// The packages that provide it.
    pub providers: Vec<Id>,
}

/// The head of a file.
#[derive(Debug, Default)]
pub(super) struct Index {
    bytes: &'static [u8],
    pub(super) date: String,
    pub(super) count: Id,
    pub(super) common: Id,
    pub(super) names: Vec<Place>,
    pub(super) records: Vec<Place>,
}

/// Where a block is.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) first: Id,
    /// The first name, for blocks of names.
    pub(super) head: String,
    range: std::ops::Range<usize>,
}

/// A block that was opened: items one behind the other.
#[derive(Debug, Default)]
pub(super) struct Block {
    first: Id,
    bytes: Vec<u8>,
    starts: Vec<u32>,
}

impl Block {
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of an item, and what follows it.
    fn item(&self, id: Id) -> Option<&[u8]> {
        let at = usize::try_from(id.checked_sub(self.first)?).ok()?;
        let end = self.starts.get(at + 1).map_or(self.bytes.len(), |end| *end as usize);
        self.bytes.get(*self.starts.get(at)? as usize..end)
    }

    /// The name of `id`, in a block of names.
    pub(super) fn name(&self, id: Id) -> Option<&str> {
        std::str::from_utf8(self.item(id)?).ok()
    }

    /// What the name of `id` stands for, in a block of records.
    pub(super) fn kind(&self, id: Id) -> Option<Kind> {
        Cursor(self.item(id)?).kind()
    }

    /// The record of `id`, in a block of records.
    pub(super) fn record(&self, id: Id) -> Option<Record> {
        Cursor(self.item(id)?).record()
    }
}

impl Index {
    /// Reads the head. `None` when that is not what [`write`] makes.
    pub(super) fn read(bytes: &'static [u8]) -> Option<Self> {
        let mut head = Cursor(bytes.strip_prefix(MAGIC)?);
        let date = head.text()?.to_owned();
        let (count, common) = (head.number()?, head.number()?);
        let mut start = 0;
        let mut places = |head: &mut Cursor<'_>| {
            let blocks = head.number()?;
            let place = |_| {
                let (first, name, size) =
                    (head.number()?, head.text()?.to_owned(), usize::try_from(head.number()?).ok()?);
                start += size;
                Some(Place { first, head: name, range: start - size..start })
            };
            (0..blocks).map(place).collect::<Option<Vec<_>>>()
        };
        let (names, records) = (places(&mut head)?, places(&mut head)?);
        Some(Self { bytes: head.0, date, count, common, names, records })
    }
}

impl Place {
    /// Opens a block of names; what cannot be read is left out.
    pub(super) fn names(&self, index: &Index) -> Block {
        let packed = self.expand(index);
        let mut cursor = Cursor(&packed);
        let mut block = Block { first: self.first, ..Block::default() };
        let mut before = 0;
        while let Some((shared, rest)) = cursor.number().zip(cursor.text()) {
            let start = block.bytes.len();
            let shared = before..(before + shared as usize).min(start);
            block.starts.push(u32::try_from(start).unwrap_or(u32::MAX));
            block.bytes.extend_from_within(shared);
            block.bytes.extend_from_slice(rest.as_bytes());
            before = start;
        }
        block
    }

    /// Opens a block of records; what cannot be read is left out.
    pub(super) fn records(&self, index: &Index) -> Block {
        let bytes = self.expand(index);
        let mut starts = Vec::with_capacity(RECORDS);
        let mut cursor = Cursor(&bytes);
        while let Some(length) = cursor.number() {
            starts.push(u32::try_from(bytes.len() - cursor.0.len()).unwrap_or(u32::MAX));
            cursor = Cursor(cursor.0.get(length as usize..).unwrap_or_default());
        }
        Block { first: self.first, bytes, starts }
    }

    fn expand(&self, index: &Index) -> Vec<u8> {
        let packed = index.bytes.get(self.range.clone()).unwrap_or_default();
        let mut bytes = Vec::with_capacity(4 * packed.len());
        match DeflateDecoder::new(packed).read_to_end(&mut bytes) {
            Ok(_) => bytes,
            Err(_) => Vec::new(),
        }
    }
}

/// Bytes that are read from the front.
struct Cursor<'b>(&'b [u8]);

impl<'b> Cursor<'b> {
    fn kind(&mut self) -> Option<Kind> {
        [Kind::Virtual, Kind::Package, Kind::Base, Kind::Omitted].get(self.number()? as usize).copied()
    }

    fn record(&mut self) -> Option<Record> {
        let (kind, installed_kib) = (self.kind()?, self.number()?);
        let (depends, recommends) = (self.groups()?, self.groups()?);
        let providers = (0..self.number()?).map(|_| self.number()).collect::<Option<_>>()?;
        Some(Record { kind, installed_kib, depends, recommends, providers })
    }

    fn number(&mut self) -> Option<u32> {
        let mut value = 0u32;
        for shift in (0..32).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = self.number()? as usize;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    fn groups(&mut self) -> Option<Vec<Vec<Id>>> {
        let groups = self.number()?;
        let group = |_| {
            let mut group = Vec::new();
            loop {
                let number = self.number()?;
                group.push(number >> 1);
                if number & 1 == 0 {
                    return Some(group);
                }
            }
        };
        (0..groups).map(group).collect()
    }
}

fn put(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

/// The file of a suite whose packages are `packages`, in the order of their ids: the first `common` of them in the
/// order of names, and the rest. `date` is that of the reading, `YYYY-MM-DD`.
///
/// # Errors
/// When compression fails.
pub fn write(date: &str, common: usize, packages: &[(String, Record)]) -> io::Result<Vec<u8>> {
    let (mut head, mut body) = (MAGIC.to_vec(), Vec::new());
    put_text(&mut head, date);
    put(&mut head, packages.len());
    put(&mut head, common);
    // No block of names holds both parts, each of which is in order.
    let parts = [(0, &packages[..common]), (common, &packages[common..])];
    let names = parts.into_iter().flat_map(|(from, part)| {
        part.chunks(NAMES)
            .enumerate()
            .map(move |(at, chunk)| (from + at * NAMES, chunk[0].0.as_str(), put_names(chunk)))
    });
    write_blocks(names.collect(), &mut head, &mut body)?;
    let records = packages.chunks(RECORDS).enumerate().map(|(at, chunk)| (at * RECORDS, "", put_records(chunk)));
    write_blocks(records.collect(), &mut head, &mut body)?;
    head.extend(body);
    Ok(head)
}

fn put_names(packages: &[(String, Record)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut before = "";
    for (name, _) in packages {
        let shared = name.bytes().zip(before.bytes()).take_while(|(one, other)| one == other).count();
        put(&mut out, shared);
        put_text(&mut out, &name[shared..]);
        before = name;
    }
    out
}

fn put_records(packages: &[(String, Record)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (_, record) in packages {
        let mut one = Vec::new();
        put(&mut one, record.kind as usize);
        put(&mut one, record.installed_kib as usize);
        for groups in [&record.depends, &record.recommends] {
            put(&mut one, groups.len());
            for group in groups {
                for (at, id) in group.iter().enumerate() {
                    put(&mut one, 2 * *id as usize + usize::from(at + 1 < group.len()));
                }
            }
        }
        put(&mut one, record.providers.len());
        for id in &record.providers {
            put(&mut one, *id as usize);
        }
        put(&mut out, one.len());
        out.extend(one);
    }
    out
}

fn write_blocks(blocks: Vec<(usize, &str, Vec<u8>)>, head: &mut Vec<u8>, body: &mut Vec<u8>) -> io::Result<()> {
    put(head, blocks.len());
    for (first, name, bytes) in blocks {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&bytes)?;
        let packed = encoder.finish()?;
        put(head, first);
        put_text(head, name);
        put(head, packed.len());
        body.extend(packed);
    }
    Ok(())
}
