//! What is noted while the transforms look at one text.

use crate::model::Model;
use crate::syntax::{Document, Span};
use crate::transform::{Change, Finding, Refusal};

/// What is said of one text: by the transforms that did not change it, and by the diagnostics.
#[derive(Default)]
pub(super) struct Round {
    pub(super) notes: Notes,
    pub(super) findings: Vec<Finding>,
    pub(super) silenced: Vec<Finding>,
}

/// What transforms did not apply to a text.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) withheld: Vec<Change>,
    pub(super) suppressed: Vec<Change>,
    pub(super) refusals: Vec<Refusal>,
}

impl Notes {
    /// Adds what others said.
    pub(super) fn append(&mut self, more: Self) {
        self.withheld.extend(more.withheld);
        self.suppressed.extend(more.suppressed);
        self.refusals.extend(more.refusals);
    }
}

/// For each stage, the first diagnostic that reports an error in it.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Vetoes(Vec<Option<&'static str>>);

impl Vetoes {
    /// Nothing is forbidden.
    pub(super) fn none(model: &Model<'_>) -> Self {
        Self(vec![None; model.stages.len()])
    }

    /// Whether they speak of as many stages as there are.
    pub(super) fn are_of(&self, model: &Model<'_>) -> bool {
        self.0.len() == model.stages.len()
    }

    /// Takes note of an error.
    pub(super) fn add(&mut self, model: &Model<'_>, finding: &Finding) {
        let stages = touched(model.document, Span::at(finding.at.start as usize));
        match stages.first().and_then(|&at| model.stage_of(at)) {
            Some(stage) => _ = self.0[stage].get_or_insert(finding.diagnostic),
            None => self.0.iter_mut().for_each(|veto| _ = veto.get_or_insert(finding.diagnostic)),
        }
    }

    /// The diagnostic that forbids to change something in `extent`.
    pub(super) fn of(&self, model: &Model<'_>, extent: Span) -> Option<&'static str> {
        touched(model.document, extent).into_iter().find_map(|at| self.0[model.stage_of(at)?])
    }
}

/// The instructions that a source range touches.
pub(super) fn touched(document: &Document<'_>, extent: Span) -> Vec<usize> {
    let first = document.instructions.partition_point(|one| one.span.end < extent.start);
    let rest = document.instructions[first..].iter().take_while(|one| one.span.start <= extent.end);
    (first..first + rest.count()).collect()
}
