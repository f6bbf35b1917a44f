//! What was found out about a part of a script. It follows from the text alone, so it is no part of what the script is:
//! two scripts that differ in it are equal, and a copy begins without it.

use std::cell::OnceCell;
use std::fmt;

/// A value that is found when it is first asked for.
pub(super) struct Memo<T>(OnceCell<Box<T>>);

impl<T> Memo<T> {
    /// The value; `find` is called the first time only.
    pub(super) fn get_or_init(&self, find: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(|| Box::new(find()))
    }
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(OnceCell::new())
    }
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<T> PartialEq for Memo<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Memo<T> {}

impl<T> fmt::Debug for Memo<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}
