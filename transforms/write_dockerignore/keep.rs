//! What may not be left out.

use crate::context::{Context, IgnoreFile};
use crate::model::{Model, OtherFile, Roots, Take};

/// What all Dockerfiles of a context name.
pub(super) struct Needs {
    /// Places and sources, as they are written.
    named: Vec<(String, String)>,
    /// Paths and texts of Dockerfiles that cannot be read.
    unread: Vec<(String, String)>,
}

impl Needs {
    /// Gathers what is named; the error is a place where that is not known.
    pub(super) fn of(file: &Model<'_>, takes: &[Take], others: &[OtherFile]) -> Result<Self, String> {
        let mut needs = Self { named: Vec::new(), unread: Vec::new() };
        for take in takes {
            let line = file.document.source.position(take.span.start as usize).line;
            needs.add(format!("line {line}"), take.path.as_ref())?;
        }
        needs.add_others(others)?;
        Ok(needs)
    }

    /// Gathers what others name that are found later; the error is a place where that is not known.
    pub(super) fn of_others(others: &[OtherFile]) -> Result<Self, String> {
        let mut needs = Self { named: Vec::new(), unread: Vec::new() };
        needs.add_others(others)?;
        Ok(needs)
    }

    fn add_others(&mut self, others: &[OtherFile]) -> Result<(), String> {
        for other in others {
            match &other.takes {
                Some(takes) => {
                    for (line, path) in takes {
                        self.add(format!("{} in line {line}", other.path), path.as_ref())?;
                    }
                }
                None => self.unread.push((other.path.clone(), other.text.clone())),
            }
        }
        Ok(())
    }

    fn add(&mut self, place: String, path: Option<&String>) -> Result<(), String> {
        match path {
            Some(path) => self.named.push((place, path.clone())),
            None => return Err(format!("{place} takes a path that a variable decides, and nothing tells which")),
        }
        Ok(())
    }

    /// What is named, as it is written.
    pub(super) fn sources(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(|(_, path)| path.as_str())
    }

    /// What names something that a pattern would leave out, if anything does. `found` is what stands there.
    pub(super) fn named_by(&self, glob: &IgnoreFile, found: &Roots) -> Option<String> {
        if let Some(path) = found.named().find(|path| glob.ignores(path)) {
            return Some(format!("a COPY, ADD or mount of a Dockerfile in this context names {path}"));
        }
        // What is not there now may be there in the next build.
        let plain = |path: &str| path.trim_start_matches("./").trim_matches('/').replace(['*', '?', '[', ']'], "x");
        let written = self.named.iter().find(|(_, path)| glob.ignores(&plain(path)));
        written.map(|(place, path)| format!("{place} names {path}")).or_else(|| {
            let words = |text: &str| {
                let mut words = text.split(|ch: char| ch.is_whitespace() || matches!(ch, '=' | ',' | '"' | '\''));
                words.any(|word| glob.ignores(word.trim_start_matches("./").trim_matches('/')))
            };
            let unread = self.unread.iter().find(|(_, text)| words(text))?;
            Some(format!("{} names it, which is no Dockerfile that can be read", unread.0))
        })
    }
}

/// Whether a file is bytecode of Python that runs by itself, since no source is beside it.
pub(super) fn is_bytecode_without_source(context: &Context, path: &str) -> bool {
    if path.split('/').any(|part| part == "__pycache__") {
        // Python looks there for what it has a source for, and for nothing else.
        return false;
    }
    let source = path.strip_suffix(".pyc").or_else(|| path.strip_suffix(".pyo"));
    source.is_some_and(|source| !matches!(context.entry(&format!("{source}.py")), Ok(Some(_))))
}
