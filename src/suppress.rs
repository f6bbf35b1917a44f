//! Ignore comments: where a Dockerfile says that it must not be changed.
//!
//! - `# dfopt: ignore[id, id] reason` on its own line directly above an instruction (other comment lines may stand
//!   between, blank lines not), or as a comment line inside the instruction's continuation.
//! - `# dfopt: ignore-file[id, id] reason` behind the parser directives and before the first instruction.
//! - `# hadolint ignore=DL3008,DL3015` in the same places as `ignore[..]`, and `# hadolint global ignore=DL3008`
//!   anywhere, for the transforms that are equivalents of these rules.
//!
//! Invariant: a comment that was meant for dfopt either forbids what it names or is a problem that is reported.

mod comment;

pub use comment::is_pragma;
use comment::{Comment, Scope};

use std::collections::HashMap;

use crate::nearest::expected_transform;
use crate::syntax::{Document, Instruction, ItemKind, Position, Span};
use crate::transform::Meta;

/// An ignore comment that forbade nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedIgnore {
    /// Line of the comment, from 1.
    pub line: usize,
    /// The id that forbade nothing.
    pub id: String,
}

/// An ignore comment, or an id in one, that cannot be understood and so forbids nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoreProblem {
    /// Its place.
    pub position: Position,
    /// What is wrong, and what was expected.
    pub message: String,
}

/// What the comments of a file forbid.
#[derive(Debug, Default)]
pub struct Ignores {
    ignores: Vec<Ignore>,
    /// The numbers of the ignores of each instruction, and of the whole file.
    by_instruction: HashMap<Option<usize>, Vec<usize>>,
    problems: Vec<IgnoreProblem>,
}

/// One id of an ignore comment.
#[derive(Debug)]
struct Ignore {
    /// Where the id stands.
    at: Span,
    /// The transform, or the hadolint rule.
    id: String,
    hadolint: bool,
    /// The instruction it is about; the whole file without one.
    instruction: Option<usize>,
    used: bool,
}

impl Ignores {
    /// Reads the comments of a document.
    #[must_use]
    pub fn read(document: &Document<'_>, respect_hadolint: bool) -> Self {
        let metas: Vec<&Meta> = crate::transforms::ALL.iter().map(|transform| transform.meta()).collect();
        Self::read_with(document, respect_hadolint, &metas)
    }

    fn read_with(document: &Document<'_>, respect_hadolint: bool, metas: &[&Meta]) -> Self {
        let text = document.source.text();
        let mut reader = Reader { document, respect_hadolint, metas, ignores: Self::default() };
        let mut above = Vec::new();
        for item in &document.items {
            match item.kind {
                ItemKind::Comment => above.push(item.span),
                ItemKind::Blank | ItemKind::Directive(_) => reader.bind(&mut above, None),
                ItemKind::Instruction(index) => {
                    reader.bind(&mut above, Some(index));
                    above.extend(inner_comments(&document.instructions[index], text));
                    reader.bind(&mut above, Some(index));
                }
            }
        }
        reader.bind(&mut above, None);
        let mut read = reader.ignores;
        for (number, ignore) in read.ignores.iter().enumerate() {
            read.by_instruction.entry(ignore.instruction).or_default().push(number);
        }
        read
    }

    /// Whether a comment forbids the transform to touch one of the instructions (indices into
    /// [`Document::instructions`]); takes note that the comment was needed.
    pub fn covers(&mut self, meta: &Meta, instructions: &[usize]) -> bool {
        let mut covered = false;
        let here = instructions.iter().filter_map(|index| self.by_instruction.get(&Some(*index)));
        for &number in self.by_instruction.get(&None).into_iter().chain(here).flatten() {
            let ignore = &mut self.ignores[number];
            let same = if ignore.hadolint {
                meta.equivalents.iter().any(|rule| rule.eq_ignore_ascii_case(&ignore.id))
            } else {
                meta.id == ignore.id
            };
            if same {
                ignore.used = true;
                covered = true;
            }
        }
        covered
    }

    /// Goes over to the document that the same file has become. Rewrites keep all comments in their order, so the n-th
    /// ignore is the n-th there; its place stays that in the first document.
    pub fn follow(&mut self, document: &Document<'_>, respect_hadolint: bool) {
        let before = std::mem::replace(self, Self::read(document, respect_hadolint));
        for (ignore, old) in self.ignores.iter_mut().zip(before.ignores) {
            ignore.used = old.used;
            ignore.at = old.at;
        }
    }

    /// The ids that forbade nothing, in the order of the file. Those of hadolint do not count: they are not for dfopt.
    /// What a transform that did not run would have needed is not known here: leave those ids out.
    #[must_use]
    pub fn unused(&self, document: &Document<'_>) -> Vec<UnusedIgnore> {
        let unused = self.ignores.iter().filter(|ignore| !ignore.used && !ignore.hadolint);
        let line = |ignore: &Ignore| document.source.position(ignore.at.start as usize).line;
        unused.map(|ignore| UnusedIgnore { line: line(ignore), id: ignore.id.clone() }).collect()
    }

    /// The comments that cannot be understood.
    #[must_use]
    pub fn problems(&self) -> &[IgnoreProblem] {
        &self.problems
    }
}

/// The comment lines inside the continuation of an instruction, without those of heredoc bodies.
fn inner_comments(instruction: &Instruction<'_>, text: &str) -> Vec<Span> {
    let end = instruction.heredocs.iter().map(|heredoc| heredoc.body.start).min().unwrap_or(instruction.lines.end);
    let mut comments = Vec::new();
    let mut at = instruction.lines.start as usize;
    for (index, line) in Span::new(at, end as usize).of(text).split_inclusive('\n').enumerate() {
        if index > 0 && line.trim_start().starts_with('#') {
            comments.push(Span::new(at, at + line.len()));
        }
        at += line.len();
    }
    comments
}

struct Reader<'r, 's> {
    document: &'r Document<'s>,
    respect_hadolint: bool,
    metas: &'r [&'r Meta],
    ignores: Ignores,
}

impl Reader<'_, '_> {
    fn problem(&mut self, at: Span, message: impl Into<String>) {
        let position = self.document.source.position(at.start as usize);
        self.ignores.problems.push(IgnoreProblem { position, message: message.into() });
    }

    /// Takes the comments that stand together, with the instruction they belong to.
    fn bind(&mut self, comments: &mut Vec<Span>, instruction: Option<usize>) {
        for span in comments.drain(..) {
            match comment::read(self.document.source.text(), span) {
                Comment::Other => {}
                Comment::Malformed(at, message) => self.problem(at, message),
                Comment::Hadolint(Scope::Instruction, rules) => {
                    if instruction.is_some() {
                        self.hadolint(rules, instruction);
                    }
                }
                Comment::Hadolint(Scope::File, rules) => self.hadolint(rules, None),
                Comment::Dfopt(Scope::Instruction, at, ids) => match instruction {
                    Some(_) => self.dfopt(ids, instruction),
                    None => self.problem(at, "ignore comment above no instruction, expected one on the next line"),
                },
                Comment::Dfopt(Scope::File, at, ids) => {
                    let first = self.document.instructions.first();
                    if first.is_some_and(|first| at.start < first.span.start) {
                        self.dfopt(ids, None);
                    } else {
                        self.problem(at, "`ignore-file` is expected before the first instruction");
                    }
                }
            }
        }
    }

    fn hadolint(&mut self, rules: Vec<(Span, String)>, instruction: Option<usize>) {
        if self.respect_hadolint {
            let ignore = |(at, id)| Ignore { at, id, hadolint: true, instruction, used: false };
            self.ignores.ignores.extend(rules.into_iter().map(ignore));
        }
    }

    fn dfopt(&mut self, ids: Vec<(Span, String)>, instruction: Option<usize>) {
        for (at, id) in ids {
            if self.metas.iter().any(|meta| meta.id == id) {
                self.ignores.ignores.push(Ignore { at, id, hadolint: false, instruction, used: false });
            } else {
                let known = self.metas.iter().map(|meta| meta.id);
                self.problem(at, format!("unknown transform `{id}`, {}", expected_transform(&id, known)));
            }
        }
    }
}

#[cfg(test)]
mod tests;
