//! What a stage copies out of other stages of the file, path by path.

use super::{Model, Provenance, absolute};
use crate::syntax::{Arguments, Span, Transfer};

/// A source of a `COPY --from` that names a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageCopy {
    /// Index of the COPY in the document's instructions.
    pub at: usize,
    /// The stage it takes from.
    pub donor: usize,
    /// The source range of the word that names the source.
    pub span: Span,
    /// The absolute path in the donor, variables expanded, without a slash at its end; wildcards as written.
    pub source: String,
    /// The absolute path it is copied to, if known, without a slash at its end. A file keeps its name below it where the
    /// destination is a directory.
    pub destination: Option<String>,
    /// Whether the file says all of it: the images of both stages and both paths are what they are in every build, not
    /// defaults of ARGs.
    pub certain: bool,
}

/// More copies than that, in all stages, are not looked at.
const MAX_COPIES: usize = 256;

impl Model<'_> {
    /// The absolute path that the COPY or ADD at `at` copies to, without a slash at its end, if it is known.
    #[must_use]
    pub fn target(&self, at: usize, transfer: &Transfer) -> Option<String> {
        let target = transfer.destination.as_ref()?.text(&self.instruction(at).logical);
        absolute(&self.expand(at, target)?.text, self.state(at).workdir.as_deref())
    }

    /// What the stage copies out of earlier stages, as far as the paths are known. Of very many only the first
    /// are told, so that what is looked up for each costs little in all.
    #[must_use]
    pub fn copies_from_stages(&self, stage: usize) -> Vec<StageCopy> {
        let mut found: Vec<StageCopy> = Vec::new();
        let most = MAX_COPIES / self.stages.len().max(1);
        for at in self.stages[stage].body() {
            let instruction = self.instruction(at);
            let Arguments::Copy(transfer) = &instruction.command.arguments else { continue };
            if found.len() >= most {
                break;
            }
            let from = instruction.command.flag(&instruction.logical, "from");
            let Some(donor) = from.and_then(|from| self.stage_before(stage, from)) else { continue };
            let destination = transfer.destination.as_ref();
            let destination = destination.and_then(|value| self.expand(at, value.text(&instruction.logical)));
            let is_literal = |provenance| provenance == Provenance::Literal;
            let certain = [stage, donor].iter().all(|&one| self.base_provenance(one).is_some_and(is_literal))
                && destination.as_ref().is_none_or(|word| is_literal(word.provenance));
            let destination = destination.and_then(|word| match self.state(at).workdir.as_deref() {
                _ if word.text.starts_with('/') => plain(&word.text),
                Some(workdir) => plain(&format!("{workdir}/{}", word.text)),
                None => None,
            });
            for source in transfer.sources.iter().take(most) {
                let word = self.expand(at, source.text(&instruction.logical));
                let Some(word) = word else { continue };
                let Some(path) = plain(&format!("/{}", word.text)) else { continue };
                let certain = certain && is_literal(word.provenance);
                let span = instruction.logical.cover(source.span);
                found.push(StageCopy { at, donor, span, source: path, destination: destination.clone(), certain });
            }
        }
        found
    }

    /// The stage before `limit` that a name or number stands for; the last of equal names.
    pub(super) fn stage_before(&self, limit: usize, word: &str) -> Option<usize> {
        if let Ok(number) = word.parse::<usize>() {
            return (number < limit).then_some(number);
        }
        let named =
            |stage: &usize| self.stages[*stage].name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(word));
        (0..limit).rev().find(named)
    }
}

/// A path without doubled slashes, dots and a slash at its end; `None` when it leads upward.
fn plain(path: &str) -> Option<String> {
    let parts = path.split('/').filter(|part| !matches!(*part, "" | "."));
    let path: String = parts.flat_map(|part| ["/", part]).collect();
    (!path.contains("/..")).then_some(path)
}
