//! Paths inside an image.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// A path inside an image: absolute, without `.`, `..` and empty components, any bytes but NUL and `/` within them.
///
/// The bytes have no leading slash, so that those of the root directory are empty; [`fmt::Display`] writes the slash, and
/// a replacement character for what is not UTF-8. The order is that of the bytes. Clones share the bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImagePath(Arc<[u8]>);

impl ImagePath {
    /// The path that `name` means in an archive or a link: relative to the root, `/` and `./` before it or not. `None`
    /// when `..` leads out of the root.
    #[must_use]
    pub fn new(name: &[u8]) -> Option<Self> {
        let mut parts: Vec<&[u8]> = Vec::new();
        for part in name.split(|&byte| byte == b'/') {
            match part {
                b"" | b"." => {}
                b".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(Self(parts.join(&b'/').into()))
    }

    /// The bytes, without a leading slash; empty for the root directory.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether it is the root directory.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The directory that it lies in; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let slash = memchr::memrchr(b'/', &self.0);
        (!self.is_root()).then(|| Self(self.0[..slash.unwrap_or_default()].into()))
    }

    /// The last component; empty for the root.
    #[must_use]
    pub fn name(&self) -> &[u8] {
        memchr::memrchr(b'/', &self.0).map_or(&self.0, |slash| &self.0[slash + 1..])
    }

    /// The components, from the root.
    pub fn components(&self) -> impl DoubleEndedIterator<Item = &[u8]> {
        self.0.split(|&byte| byte == b'/').filter(|part| !part.is_empty())
    }

    /// The path of `name` in this directory. `name` is one component.
    #[must_use]
    pub(super) fn join(&self, name: &[u8]) -> Self {
        if self.is_root() { Self(name.into()) } else { Self([&self.0, name].join(&b'/').into()) }
    }
}

impl Borrow<[u8]> for ImagePath {
    fn borrow(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for ImagePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", String::from_utf8_lossy(&self.0))
    }
}

impl fmt::Debug for ImagePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"/{}\"", self.0.escape_ascii())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(name: &str) -> String {
        ImagePath::new(name.as_bytes()).map_or("refused".to_owned(), |path| path.to_string())
    }

    #[test]
    fn names_are_normalised() {
        for name in ["a/b", "/a/b", "./a/b", "a//b/", "a/./b", "x/../a/b"] {
            assert_eq!(path(name), "/a/b", "{name}");
        }
        assert_eq!(path("./"), "/");
        for name in ["..", "../a", "a/../../b", "/../a"] {
            assert_eq!(path(name), "refused", "{name}");
        }
    }

    #[test]
    fn bytes_are_kept() {
        let path = ImagePath::new(b"a/\xff\n").unwrap();
        assert_eq!(path.as_bytes(), b"a/\xff\n");
        assert_eq!(path.to_string(), "/a/\u{fffd}\n");
        assert_eq!((path.name(), path.parent().unwrap().as_bytes()), (&b"\xff\n"[..], &b"a"[..]));
        assert_eq!(ImagePath::new(b"").unwrap().parent(), None);
    }
}
