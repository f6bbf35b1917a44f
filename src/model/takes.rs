//! Which paths of its build context a file takes.

use std::collections::{BTreeMap, BTreeSet};

use super::Model;
use crate::context::{Context, Unknown};
use crate::syntax::{self, Arguments, MountKey, Span, mounts};

/// A path of the build context that an instruction copies or mounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Take {
    /// Index of the instruction.
    pub at: usize,
    /// The source range of the words that name it.
    pub span: Span,
    /// The path, variables expanded, wildcards as written; `None` where a variable is not known.
    pub path: Option<String>,
}

impl Model<'_> {
    /// What COPY, ADD and bind mounts take from the build context, in order.
    #[must_use]
    pub fn takes(&self) -> Vec<Take> {
        let mut found = Vec::new();
        for at in 0..self.document.instructions.len() {
            let instruction = self.instruction(at);
            found.extend(self.context_sources(at).into_iter().map(|source| {
                let span = instruction.logical.cover(source.span);
                Take { at, span, path: source.path }
            }));
            if !matches!(instruction.command.arguments, Arguments::Run(_)) {
                continue;
            }
            for mount in mounts(instruction, &instruction.command) {
                if mount.kind(instruction) == "bind" && mount.get(instruction, MountKey::From).is_none() {
                    let source = mount.get(instruction, MountKey::Source).unwrap_or(".");
                    let path = self.expand(at, source).map(|word| word.text);
                    found.push(Take { at, span: instruction.logical.cover(mount.span), path });
                }
            }
        }
        found
    }
}

/// Another file that something is built from in the context of a file, with the same ignore file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherFile {
    /// Its path in the context, or of the machine.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What it takes from the context, each with the line that does it, from 1; `None` where it cannot be read.
    pub takes: Option<Vec<(usize, Option<String>)>>,
}

impl Model<'_> {
    /// The other files that are built in the same context, or may be; none without a context.
    ///
    /// # Errors
    /// As for [`Context::other_dockerfiles`](crate::context::Context::other_dockerfiles).
    pub fn other_files(&self) -> Result<Vec<OtherFile>, Unknown> {
        let others = self.context.map_or_else(|| Ok(BTreeMap::new()), Context::other_dockerfiles)?;
        Ok(others.into_iter().map(|(path, text)| OtherFile::of(path, text)).collect())
    }
}

impl OtherFile {
    /// Reads such a file.
    #[must_use]
    pub fn of(path: String, text: String) -> Self {
        let read = |text: &str| {
            let document = syntax::parse(text).ok().filter(|document| document.errors.is_empty())?;
            let model = Model::read(&document);
            let line = |take: &Take| document.source.position(take.span.start as usize).line;
            Some(model.takes().into_iter().map(|take| (line(&take), take.path)).collect())
        };
        Self { takes: read(&text), path, text }
    }
}

/// The files and directories that sources name, found in a context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roots(BTreeSet<String>);

impl Roots {
    /// Finds what sources name.
    ///
    /// # Errors
    /// As for [`Context::source`](crate::context::Context::source).
    pub fn of<'s>(context: &Context, sources: impl IntoIterator<Item = &'s str>) -> Result<Self, Unknown> {
        let mut roots = BTreeSet::new();
        for source in sources {
            roots.extend(context.source(source)?.found.into_iter().map(|(path, _)| path));
        }
        Ok(Self(roots))
    }

    /// Those that a path is, or lies in.
    pub fn around(&self, path: &str) -> impl Iterator<Item = &str> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([0, path.len()]);
        ends.filter_map(|end| self.0.get(&path[..end])).map(String::as_str)
    }

    /// Whether a path is one of them, or lies in one.
    #[must_use]
    pub fn hold(&self, path: &str) -> bool {
        self.around(path).next().is_some()
    }

    /// Those below the context itself.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str).filter(|path| !path.is_empty())
    }
}
