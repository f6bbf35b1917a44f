//! The differences between two file systems.
//!
//! Times do not count: every build has its own. That a name is a hard link does not count either, only what is behind
//! it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::image::{Entry, ImagePath, Kind, Tree};

/// In what a path differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// It is only in the rewritten image.
    Added,
    /// It is only in the original.
    Removed,
    /// One is a file, the other a directory, and the like.
    Type,
    /// The permissions.
    Mode,
    /// User or group.
    Owner,
    /// The bytes.
    Content,
    /// The target of a symbolic link.
    Target,
    /// Extended attributes, among them capabilities.
    Attributes,
}

impl Aspect {
    /// The word for users.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Type => "type",
            Self::Mode => "mode",
            Self::Owner => "owner",
            Self::Content => "content",
            Self::Target => "target",
            Self::Attributes => "attributes",
        }
    }
}

/// A path that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path.
    pub path: ImagePath,
    /// In what it differs.
    pub aspects: BTreeSet<Aspect>,
    /// What is there in the original.
    pub before: Option<Entry>,
    /// What is there in the rewritten image.
    pub after: Option<Entry>,
}

impl Difference {
    /// Whether it is there in one image only, as a directory.
    fn is_lone_directory(&self) -> bool {
        match (&self.before, &self.after) {
            (Some(one), None) | (None, Some(one)) => one.kind == Kind::Directory,
            _ => false,
        }
    }
}

/// All paths in which two file systems differ, in their order.
#[must_use]
pub fn differences(before: &Tree, after: &Tree) -> Vec<Difference> {
    let (mut old, mut new) = (before.iter().peekable(), after.iter().peekable());
    let mut differences = Vec::new();
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return differences,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        let before = if order.is_le() { old.next() } else { None }.map(|(_, node)| &node.entry);
        let after = if order.is_ge() { new.next() } else { None }.map(|(_, node)| &node.entry);
        let aspects = aspects(before, after);
        if let Some(entry) = before.or(after).filter(|_| !aspects.is_empty()) {
            let path = entry.path.clone();
            differences.push(Difference { path, aspects, before: before.cloned(), after: after.cloned() });
        }
    }
}

fn aspects(before: Option<&Entry>, after: Option<&Entry>) -> BTreeSet<Aspect> {
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (Some(_), None) => return BTreeSet::from([Aspect::Removed]),
        (None, Some(_)) => return BTreeSet::from([Aspect::Added]),
        (None, None) => return BTreeSet::new(),
    };
    let link = |entry: &Entry| entry.link.clone().filter(|_| matches!(entry.kind, Kind::Symlink | Kind::Hardlink));
    let differs = [
        (Aspect::Type, before.kind != after.kind),
        // The mode of a symbolic link means nothing.
        (Aspect::Mode, before.mode != after.mode && after.kind != Kind::Symlink),
        (Aspect::Owner, (before.uid, before.gid) != (after.uid, after.gid)),
        (Aspect::Content, (before.size, before.digest) != (after.size, after.digest)),
        (Aspect::Target, link(before) != link(after)),
        (Aspect::Attributes, before.xattrs != after.xattrs),
    ];
    differs.into_iter().filter(|&(_, differs)| differs).map(|(aspect, _)| aspect).collect()
}

/// Parts the differences into those that `allowed` explains, with its reason, and the others.
///
/// A directory that is there in one image only is explained by what is in it, if all of that is: who may write
/// `/root/.cache/pip/wheels` may make `/root/.cache` for it.
pub fn part<R: Clone>(
    differences: Vec<Difference>,
    allowed: impl Fn(&Difference) -> Option<R>,
) -> (Vec<(Difference, R)>, Vec<Difference>) {
    let mut inside: BTreeMap<ImagePath, Option<R>> = BTreeMap::new();
    let (mut explained, mut rest) = (Vec::new(), Vec::new());
    // What is in a directory comes behind it in the order of paths, so it is met first from the end.
    for difference in differences.into_iter().rev() {
        let by_contents = || inside.get(&difference.path).cloned().flatten().filter(|_| difference.is_lone_directory());
        let reason = allowed(&difference).or_else(by_contents);
        if let Some(parent) = difference.path.parent() {
            let so_far = inside.entry(parent).or_insert_with(|| reason.clone());
            if reason.is_none() {
                *so_far = None;
            }
        }
        match reason {
            Some(reason) => explained.push((difference, reason)),
            None => rest.push(difference),
        }
    }
    explained.reverse();
    rest.reverse();
    (explained, rest)
}
