//! What may differ: the paths that the applied transforms declare, and those that every build changes by itself.

use std::path::Path;

use globset::{GlobBuilder, GlobMatcher};

use super::Error;
use super::compare::{Aspect, Difference};
use crate::facts;
use crate::transform::Meta;

/// Where programs find their home when a delta says `~`, beside the image's `HOME`.
const HOMES: [&str; 2] = ["/root", "/home/*"];

/// Why a path may differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It lies in the declared delta of this transform.
    Declared(&'static str),
    /// It lies in what the user allows.
    Allowed,
    /// Every build changes it, for this reason.
    Volatile(&'static str),
    /// Two builds of the original differ in it as well.
    NotReproducible,
}

/// The paths that may differ.
#[derive(Debug, Default)]
pub struct Delta {
    declared: Vec<(GlobMatcher, Reason)>,
    volatile: Vec<(GlobMatcher, &'static facts::Volatile)>,
}

impl Delta {
    /// The union of what `transforms` declare. `homes` are the values of `HOME` in the images.
    #[must_use]
    pub fn of<'h>(transforms: &[&'static Meta], homes: impl IntoIterator<Item = &'h str>) -> Self {
        // A home is a directory, not a glob.
        let homes = homes.into_iter().map(|home| globset::escape(home.trim_end_matches('/')));
        let homes: Vec<String> = homes.filter(|home| !home.is_empty()).chain(HOMES.map(str::to_owned)).collect();
        let mut delta = Self::default();
        for meta in transforms {
            for glob in meta.delta {
                let globs = match glob.strip_prefix("~/") {
                    Some(rest) => homes.iter().map(|home| format!("{home}/{rest}")).collect(),
                    None => vec![(*glob).to_owned()],
                };
                // A glob that cannot be read allows nothing.
                let globs = globs.iter().filter_map(|glob| matcher(glob).ok());
                delta.declared.extend(globs.map(|glob| (glob, Reason::Declared(meta.id))));
            }
        }
        // What is named closest is the reason.
        delta.declared.sort_by_key(|(glob, _)| std::cmp::Reverse(glob.glob().glob().len()));
        let volatile = facts::volatile().iter();
        delta.volatile = volatile.filter_map(|row| Some((matcher(&row.path).ok()?, row))).collect();
        delta
    }

    /// Allows what `globs` match as well.
    ///
    /// # Errors
    /// When one is no glob.
    pub fn allow(mut self, globs: &[String]) -> Result<Self, Error> {
        for glob in globs {
            let error = |error: globset::Error| Error::Argument(format!("`{glob}` is no glob: {}", error.kind()));
            self.declared.push((matcher(glob).map_err(error)?, Reason::Allowed));
        }
        Ok(self)
    }

    /// Why a path may differ as it does; `None` when it may not.
    #[must_use]
    pub fn reason(&self, difference: &Difference) -> Option<Reason> {
        let path = difference.path.to_string();
        let path = Path::new(&path);
        // What changes by itself is still there, and belongs to the same user, unless its name changes.
        let content_only = difference.aspects.iter().all(|&aspect| aspect == Aspect::Content);
        let one_sided = difference.before.is_none() || difference.after.is_none();
        let mut rows = self.volatile.iter().filter(|(_, row)| content_only || row.named && one_sided);
        let volatile = rows.find(|(glob, _)| glob.is_match(path)).map(|(_, row)| Reason::Volatile(&row.why));
        let declared = || self.declared.iter().find(|(glob, _)| glob.is_match(path)).map(|(_, reason)| reason.clone());
        // A declared glob may be wide; what every build changes is no transform's doing.
        volatile.or_else(declared)
    }
}

/// A glob on absolute paths: `*` stays within a component, `**` does not.
fn matcher(glob: &str) -> Result<GlobMatcher, globset::Error> {
    GlobBuilder::new(glob).literal_separator(true).build().map(|glob| glob.compile_matcher())
}
