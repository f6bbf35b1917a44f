//! The package graph of Debian's suites: what apt would install, and what it weighs.
//!
//! One file a suite, made by `examples/debian_index.rs` from the archive's own `Packages` files (main, updates and
//! security, amd64), with the date of the reading in it. A file is compressed in blocks, of which only those are opened
//! that a question touches, so that a run over one Dockerfile does not pay for sixty thousand packages.
//!
//! Invariants: numbers (`Id`) count the packages of one suite, those that many depend on first; within each of the two
//! parts they are in the order of names. A file that is not what it should be holds no packages; a test opens each.

mod closure;
mod format;
mod purge;

use std::sync::{LazyLock, OnceLock};

pub use closure::Recommended;
pub use format::{Kind, Record, write};
pub use purge::{NoPurge, Purge, is_for_development};

use format::{Block, Index};

/// The number of a package in its suite.
pub type Id = u32;

static SUITES: LazyLock<[Suite; 3]> = LazyLock::new(|| {
    [
        Suite::open("bullseye", include_bytes!("bullseye.index")),
        Suite::open("bookworm", include_bytes!("bookworm.index")),
        Suite::open("trixie", include_bytes!("trixie.index")),
    ]
});

/// The packages of a suite.
#[derive(Debug)]
pub struct Suite {
    name: &'static str,
    index: Index,
    names: Vec<OnceLock<Block>>,
    records: Vec<OnceLock<Block>>,
}

/// The packages of a suite by its name; `None` for a suite whose index is not part of dfopt.
#[must_use]
pub fn suite(name: &str) -> Option<&'static Suite> {
    SUITES.iter().find(|suite| suite.name == name)
}

impl Suite {
    fn open(name: &'static str, bytes: &'static [u8]) -> Self {
        let index = Index::read(bytes).unwrap_or_default();
        let names = index.names.iter().map(|_| OnceLock::new()).collect();
        let records = index.records.iter().map(|_| OnceLock::new()).collect();
        Self { name, index, names, records }
    }

    /// Where the figures come from, and when they were read.
    #[must_use]
    pub fn source(&self) -> String {
        format!("Debian's package index of {}, amd64, {}", self.name, self.index.date)
    }

    /// The number of the package, or virtual package, with this name.
    #[must_use]
    pub fn id(&self, name: &str) -> Option<Id> {
        [0..self.index.common, self.index.common..self.index.count].into_iter().find_map(|part| {
            let blocks = &self.index.names;
            let from = blocks.partition_point(|block| block.first < part.start);
            let to = blocks.partition_point(|block| block.first < part.end);
            let block = from + blocks[from..to].partition_point(|block| block.head.as_str() <= name).checked_sub(1)?;
            let first = blocks[block].first;
            let block = self.names(block);
            let ids = first..first + Id::try_from(block.len()).ok()?;
            let at = partition_point(ids, |id| block.name(id).is_some_and(|item| item < name));
            (block.name(at) == Some(name)).then_some(at)
        })
    }

    /// The name of a package.
    #[must_use]
    pub fn name(&self, id: Id) -> &str {
        let block = self.index.names.partition_point(|block| block.first <= id).checked_sub(1);
        block.and_then(|block| self.names(block).name(id)).unwrap_or_default()
    }

    /// What is known of a package, or of a name that others provide.
    #[must_use]
    pub fn record(&self, id: Id) -> Option<Record> {
        self.records(id)?.record(id)
    }

    /// What the name of a package stands for.
    #[must_use]
    pub fn kind(&self, id: Id) -> Kind {
        self.records(id).and_then(|block| block.kind(id)).unwrap_or_default()
    }

    fn names(&self, block: usize) -> &Block {
        self.names[block].get_or_init(|| self.index.names[block].names(&self.index))
    }

    fn records(&self, id: Id) -> Option<&Block> {
        let block = self.index.records.partition_point(|block| block.first <= id).checked_sub(1)?;
        Some(self.records[block].get_or_init(|| self.index.records[block].records(&self.index)))
    }
}

/// The first id of a range for which `before` does not hold, when it holds for those up to there only.
fn partition_point(ids: std::ops::Range<Id>, before: impl Fn(Id) -> bool) -> Id {
    let (mut low, mut high) = (ids.start, ids.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
