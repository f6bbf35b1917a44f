//! Bytes of an image that nobody needs: what later layers hide, and what tools leave behind.
//!
//! Counted are bytes of file content, uncompressed, each once, however many names a file has. Bytes are *hidden* when no
//! name in the finished image leads to them. Of those that are not, *left behind* are the ones of which every name is in
//! a place that `facts/waste.toml` lists: a package that conda has linked into an environment is not waste. A place
//! alone does not tell whether somebody reads a file there; that is for people to judge.

use std::collections::{BTreeMap, HashMap};

use super::history;
use super::layer::{Kind, Layer};
use super::path::ImagePath;
use super::tree::{Gone, Origin, Tree};
use crate::facts::{WasteKind, waste_kind};

/// The transform that puts steps into one layer, where what one leaves and another removes never gets into the image.
const MERGE: &str = "merge-runs";

/// How many of the largest files an item names.
const EXAMPLES: usize = 3;

/// The waste of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waste {
    /// Bytes of file content in all layers.
    pub total: u64,
    /// Bytes of them that are wasted.
    pub wasted: u64,
    /// Where they are; the largest first.
    pub items: Vec<Item>,
}

/// Waste of one kind in one layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub cause: Cause,
    /// The layer that holds the bytes, counted from 0.
    pub layer: usize,
    /// The layer that hides them; `None` when they are left behind.
    pub hidden_by: Option<usize>,
    /// How many bytes.
    pub bytes: u64,
    /// How many files.
    pub files: usize,
    /// The largest files, and their bytes.
    pub examples: Vec<(ImagePath, u64)>,
    /// The transform that would win the bytes back where its conditions hold.
    pub transform: Option<&'static str>,
}

/// Why bytes are wasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A later layer deletes the file.
    Deleted,
    /// A later layer, or a later entry of the same one, puts something else in its place.
    Overwritten,
    /// A later layer holds the same content again: for a new owner, mode or time.
    Repeated,
    /// It is in a place where nobody needs it.
    LeftBehind(&'static WasteKind),
}

impl Cause {
    /// A name for programs.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Deleted => "deleted",
            Self::Overwritten => "overwritten",
            Self::Repeated => "repeated",
            Self::LeftBehind(kind) => &kind.id,
        }
    }

    /// A name for people.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::Deleted => "deleted by a later layer",
            Self::Overwritten => "overwritten by a later layer",
            Self::Repeated => "stored again for a new owner, mode or time",
            Self::LeftBehind(kind) => &kind.what,
        }
    }
}

impl Waste {
    /// The waste in these layers, lowest first.
    #[must_use]
    pub fn of(layers: &[Layer]) -> Self {
        let mut tree = Tree::default();
        let mut hidden: HashMap<Origin, (Cause, usize)> = HashMap::new();
        for (at, layer) in layers.iter().enumerate() {
            tree.apply(at, layer, |node, gone| {
                let same = |by: &super::Entry| by.kind == Kind::File && by.digest == node.entry.digest;
                let cause = match gone {
                    Gone::Deleted => Cause::Deleted,
                    Gone::Replaced(by) if same(by) => Cause::Repeated,
                    Gone::Replaced(_) => Cause::Overwritten,
                };
                // The last name to go decides.
                node.origin.map(|origin| hidden.insert(origin, (cause, at)));
            });
        }
        let names = names(&tree);
        let mut sums = Sums { layers, items: BTreeMap::new() };
        for (layer, content) in layers.iter().enumerate() {
            for (entry, file) in content.entries.iter().enumerate().filter(|(_, file)| file.size > 0) {
                let origin = Origin { layer, entry };
                if let Some(names) = names.get(&origin) {
                    if let Some(kind) = left_behind(names) {
                        sums.add(Cause::LeftBehind(kind), layer, None, &file.path, file.size);
                    }
                } else if let Some(&(cause, by)) = hidden.get(&origin) {
                    sums.add(cause, layer, Some(by), &file.path, file.size);
                }
            }
        }
        let mut items: Vec<Item> = sums.items.into_values().collect();
        items.sort_by_key(|item| (std::cmp::Reverse(item.bytes), item.layer));
        Self {
            total: layers.iter().map(|layer| layer.size).sum(),
            wasted: items.iter().map(|item| item.bytes).sum(),
            items,
        }
    }

    /// 1 − wasted ÷ total: the share of the bytes that is not wasted, from 0 to 1; 1 for an image without bytes.
    #[must_use]
    pub fn efficiency(&self) -> f64 {
        if self.total == 0 { 1.0 } else { 1.0 - self.wasted as f64 / self.total as f64 }
    }

    /// Wasted bytes of one layer, counted from 0.
    #[must_use]
    pub fn in_layer(&self, layer: usize) -> u64 {
        self.items.iter().filter(|item| item.layer == layer).map(|item| item.bytes).sum()
    }
}

/// The names in the finished image by the bytes that they lead to.
fn names(tree: &Tree) -> HashMap<Origin, Vec<&ImagePath>> {
    let mut names: HashMap<Origin, Vec<&ImagePath>> = HashMap::new();
    for (path, node) in tree {
        if let Some(origin) = node.origin.filter(|_| node.entry.kind == Kind::File) {
            names.entry(origin).or_default().push(path);
        }
    }
    names
}

/// The kind of waste that a file with these names is, if all of them are in places that hold waste.
fn left_behind(names: &[&ImagePath]) -> Option<&'static WasteKind> {
    let mut kinds = names.iter().map(|name| waste_kind(name.as_bytes()));
    let first = kinds.next()??;
    kinds.all(|kind| kind.is_some()).then_some(first)
}

/// Items that are being summed up.
struct Sums<'l> {
    layers: &'l [Layer],
    items: BTreeMap<(&'static str, usize, Option<usize>), Item>,
}

impl Sums<'_> {
    fn add(&mut self, cause: Cause, layer: usize, hidden_by: Option<usize>, path: &ImagePath, bytes: u64) {
        let layers = self.layers;
        let item = self.items.entry((cause.id(), layer, hidden_by)).or_insert_with(|| Item {
            cause,
            layer,
            hidden_by,
            bytes: 0,
            files: 0,
            examples: Vec::new(),
            transform: transform(cause, layers, layer, hidden_by),
        });
        item.bytes += bytes;
        item.files += 1;
        if item.examples.len() < EXAMPLES || item.examples.last().is_some_and(|&(_, least)| bytes > least) {
            item.examples.push((path.clone(), bytes));
            item.examples.sort_by_key(|&(_, bytes)| std::cmp::Reverse(bytes));
            item.examples.truncate(EXAMPLES);
        }
    }
}

/// The transform that would win the bytes back. What a RUN hides of a RUN before it never gets into an image that makes
/// one layer of both, and of all between, which must be RUNs too.
fn transform(cause: Cause, layers: &[Layer], layer: usize, hidden_by: Option<usize>) -> Option<&'static str> {
    match (cause, hidden_by) {
        (Cause::LeftBehind(kind), _) => kind.transform.as_deref(),
        (_, Some(by)) if by > layer => {
            let run = |layer: &Layer| layer.created_by.as_deref().is_some_and(history::is_run);
            layers[layer..=by].iter().all(run).then_some(MERGE)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_transform_exists() {
        assert!(crate::transforms::ALL.iter().any(|transform| transform.meta().id == MERGE));
    }
}
