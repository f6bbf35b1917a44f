//! The file system of an image: its layers on top of each other.
//!
//! Source: OCI image-spec 1.1, `layer.md`. A whiteout counts for the layers below its own only, wherever in the archive
//! it stands. Where the specification is silent, this does what containerd does: parents that are symbolic links are
//! followed inside the image, and missing parents are made.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::layer::{Entry, Kind, Layer, Xattrs};
use super::path::ImagePath;

/// The most symbolic links that are followed in one path. Linux stops at 40.
const MAX_LINKS: usize = 40;

/// The most components that are gone through for one path, those of its links among them.
const MAX_STEPS: usize = 4096;

/// The file system of an image, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: BTreeMap<ImagePath, Node>,
}

/// A file, directory, link or device of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What is there. A hard link has become a file with the content, the mode and the owner of its target; `link` still
    /// tells the target. One whose target is missing stays a [`Kind::Hardlink`].
    pub entry: Entry,
    /// The layer that put it there, counted from 0.
    pub layer: usize,
    /// Where its bytes are: the layer, and the place in its entries. The names of one file share it; directories that
    /// no layer names have none.
    pub origin: Option<Origin>,
}

/// A place in the entries of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The layer, counted from 0.
    pub layer: usize,
    /// The place in its entries.
    pub entry: usize,
}

/// How something of a lower layer went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gone<'t> {
    /// A whiteout removed it.
    Deleted,
    /// This took its place.
    Replaced(&'t Entry),
}

impl Tree {
    /// The file system of these layers, lowest first.
    #[must_use]
    pub fn of(layers: &[Layer]) -> Self {
        let mut tree = Self::default();
        for (at, layer) in layers.iter().enumerate() {
            tree.apply(at, layer, |_, _| {});
        }
        tree
    }

    /// What is at a path: its bytes without a leading slash. Symbolic links are not followed.
    #[must_use]
    pub fn get(&self, path: &[u8]) -> Option<&Node> {
        self.nodes.get(path)
    }

    /// All that is there, in the order of the paths' bytes.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&ImagePath, &Node)> + DoubleEndedIterator {
        self.nodes.iter()
    }

    /// How many paths there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Puts a layer on top; `gone` hears of all that goes by it.
    pub(super) fn apply(&mut self, at: usize, layer: &Layer, mut gone: impl FnMut(Node, Gone<'_>)) {
        for entry in &layer.entries {
            match entry.kind {
                Kind::Whiteout => {
                    let path = self.resolved(&entry.path);
                    self.remove(&path, |node| gone(node, Gone::Deleted));
                }
                Kind::OpaqueWhiteout => {
                    let path = self.followed(entry.path.clone());
                    self.remove_below(&path, |node| gone(node, Gone::Deleted));
                }
                _ => {}
            }
        }
        let mut parents = Parents::default();
        for (index, entry) in layer.entries.iter().enumerate() {
            if !matches!(entry.kind, Kind::Whiteout | Kind::OpaqueWhiteout) {
                self.put(Origin { layer: at, entry: index }, entry, &mut parents, &mut gone);
            }
        }
    }

    fn put(&mut self, at: Origin, entry: &Entry, parents: &mut Parents, gone: &mut impl FnMut(Node, Gone<'_>)) {
        let path = match entry.path.parent() {
            Some(parent) => self.directory(parent, at, entry, parents, gone).join(entry.path.name()),
            None => entry.path.clone(),
        };
        let mut node = Node { entry: entry.clone(), layer: at.layer, origin: Some(at) };
        node.entry.path = path.clone();
        if entry.kind == Kind::Hardlink {
            let target = ImagePath::new(entry.link.as_deref().unwrap_or_default());
            let target = target.map(|target| self.resolved(&target)).and_then(|target| self.nodes.get(&target));
            if let Some(target) = target.filter(|target| target.entry.kind != Kind::Directory) {
                if target.entry.path == path {
                    return;
                }
                let link = entry.link.clone().filter(|_| target.entry.kind != Kind::Symlink);
                node.entry =
                    Entry { path: path.clone(), link: link.or(target.entry.link.clone()), ..target.entry.clone() };
                node.origin = target.origin;
            }
        }
        let was_directory = self.nodes.get(&path).is_some_and(|old| old.entry.kind == Kind::Directory);
        if was_directory && entry.kind != Kind::Directory {
            self.remove_below(&path, |node| gone(node, Gone::Replaced(entry)));
        }
        if !was_directory || entry.kind != Kind::Directory {
            parents.clear();
        }
        if let Some(old) = self.nodes.insert(path, node) {
            gone(old, Gone::Replaced(entry));
        }
    }

    /// The directory that `parent` leads to. It is there afterwards, as are those above it.
    fn directory(
        &mut self,
        parent: ImagePath,
        at: Origin,
        entry: &Entry,
        parents: &mut Parents,
        gone: &mut impl FnMut(Node, Gone<'_>),
    ) -> ImagePath {
        if let Some(known) = parents.get(&parent) {
            return known;
        }
        let resolved = self.followed(parent.clone());
        let mut missing = Some(resolved.clone());
        while let Some(path) = missing.take().filter(|path| !path.is_root()) {
            if self.nodes.get(&path).is_some_and(|node| node.entry.kind == Kind::Directory) {
                break;
            }
            let made = Node { entry: implied(path.clone()), layer: at.layer, origin: None };
            missing = path.parent();
            if let Some(old) = self.nodes.insert(path, made) {
                gone(old, Gone::Replaced(entry));
            }
        }
        parents.set(parent, resolved.clone());
        resolved
    }

    fn remove(&mut self, path: &ImagePath, mut gone: impl FnMut(Node)) {
        self.remove_below(path, &mut gone);
        if let Some(node) = self.nodes.remove(path) {
            gone(node);
        }
    }

    /// Removes what is in a directory, at any depth.
    fn remove_below(&mut self, path: &ImagePath, mut gone: impl FnMut(Node)) {
        // What is below `a/b` sorts from `a/b/` to `a/b0`, as `0` follows `/`.
        let (from, to) = ([path.as_bytes(), b"/"].concat(), [path.as_bytes(), b"0"].concat());
        let range = if path.is_root() {
            (Bound::Excluded(&b""[..]), Bound::Unbounded)
        } else {
            (Bound::Excluded(&from[..]), Bound::Excluded(&to[..]))
        };
        let below: Vec<ImagePath> = self.nodes.range::<[u8], _>(range).map(|(path, _)| path.clone()).collect();
        for path in below {
            if let Some(node) = self.nodes.remove(&path) {
                gone(node);
            }
        }
    }

    /// The path with the symbolic links in its parents followed.
    fn resolved(&self, path: &ImagePath) -> ImagePath {
        path.parent().map_or_else(|| path.clone(), |parent| self.followed(parent).join(path.name()))
    }

    /// The path with all symbolic links followed. Links that go in circles, or on and on, are left as they are.
    fn followed(&self, path: ImagePath) -> ImagePath {
        let mut rest: Vec<&[u8]> = path.components().rev().collect();
        let (mut at, mut links, mut steps) = (Vec::new(), 0, 0);
        while let Some(part) = rest.pop() {
            steps += 1;
            if links > MAX_LINKS || steps > MAX_STEPS {
                return path.clone();
            }
            let parent = at.len();
            match part {
                b"" | b"." => continue,
                // Above the root is the root.
                b".." => {
                    at.truncate(memchr::memrchr(b'/', &at).unwrap_or_default());
                    continue;
                }
                _ if at.is_empty() => {}
                _ => at.push(b'/'),
            }
            at.extend_from_slice(part);
            let link = self.nodes.get(&at[..]).filter(|node| node.entry.kind == Kind::Symlink);
            let Some(target) = link.and_then(|node| node.entry.link.as_deref()) else { continue };
            links += 1;
            at.truncate(if target.starts_with(b"/") { 0 } else { parent });
            rest.extend(target.split(|&byte| byte == b'/').rev());
        }
        ImagePath::new(&at).unwrap_or_else(|| path.clone())
    }
}

impl<'t> IntoIterator for &'t Tree {
    type Item = (&'t ImagePath, &'t Node);
    type IntoIter = std::collections::btree_map::Iter<'t, ImagePath, Node>;

    fn into_iter(self) -> Self::IntoIter {
        self.nodes.iter()
    }
}

/// A directory that no layer names. containerd makes them like this.
fn implied(path: ImagePath) -> Entry {
    Entry {
        path,
        kind: Kind::Directory,
        mode: 0o755,
        uid: 0,
        gid: 0,
        mtime: 0,
        size: 0,
        digest: None,
        link: None,
        xattrs: Xattrs::new(),
    }
}

/// The directory that was last looked for, and where it was: archives go directory by directory.
#[derive(Debug, Default)]
struct Parents(Option<(ImagePath, ImagePath)>);

impl Parents {
    fn get(&self, parent: &ImagePath) -> Option<ImagePath> {
        self.0.as_ref().filter(|(asked, _)| asked == parent).map(|(_, found)| found.clone())
    }

    fn set(&mut self, parent: ImagePath, found: ImagePath) {
        self.0 = Some((parent, found));
    }

    fn clear(&mut self) {
        self.0 = None;
    }
}
