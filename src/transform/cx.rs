//! What a transform proposes, refuses and reports.

use super::{Change, Estimate, Finding, Kept, Meta, Refusal, Safety, Severity, kept};
use crate::config::Settings;
use crate::edit::{Edit, IgnoreEdit};
use crate::model::{Model, Stage};
use crate::syntax::Span;

/// Takes the proposals of one transform.
#[derive(Debug)]
pub struct Cx<'a> {
    meta: &'static Meta,
    settings: &'a Settings,
    changes: Vec<Change>,
    refusals: Vec<Refusal>,
    findings: Vec<Finding>,
    donor: bool,
    kept: Option<(&'a Kept, &'static [&'static str])>,
}

/// Why a stage stays as it is whose layers are part of no image.
const DONOR: &str = "only files are copied from its stage, whose layers no image holds; `builders = true` in the table \
                     [clean] of dfopt.toml changes it too";

impl<'a> Cx<'a> {
    /// An empty context for the transform that `meta` describes.
    #[must_use]
    pub fn new(meta: &'static Meta, settings: &'a Settings) -> Self {
        Self {
            meta,
            settings,
            changes: Vec::new(),
            refusals: Vec::new(),
            findings: Vec::new(),
            donor: false,
            kept: None,
        }
    }

    /// Refuses what a transform that cleans the caches of `programs` proposes where these are kept.
    #[must_use]
    pub fn keeping(mut self, kept: &'a Kept, programs: &'static [&'static str]) -> Self {
        self.kept = Some((kept, programs));
        self
    }

    /// Begins a stage for a transform that is about what layers hold. In one whose layers no image holds everything that
    /// is proposed is refused, unless the settings ask for such stages too.
    pub fn enter(&mut self, stage: &Stage) {
        self.donor = !stage.ships && !self.settings.clean_builders;
    }

    /// Begins a change of the instruction at `at`.
    pub fn change(&mut self, at: Span, title: impl Into<String>) -> Proposal<'_, 'a> {
        let change = Change {
            transform: self.meta.id,
            title: title.into(),
            why: String::new(),
            at,
            safety: self.meta.safety,
            lowered: Vec::new(),
            estimate: None,
            edits: Vec::new(),
            ignores: None,
        };
        Proposal { cx: self, change }
    }

    /// Says that the transform holds back at `at`.
    pub fn refuse(&mut self, at: Span, reason: impl Into<String>) {
        self.refusals.push(Refusal { transform: self.meta.id, at, reason: reason.into() });
    }

    /// Says that the ONBUILD triggers that run a text with `word` in it stay as they are.
    pub fn refuse_triggers(&mut self, file: &Model<'_>, word: &str) {
        for at in file.run_triggers(word) {
            self.refuse(at, "the trigger runs in the build of another file");
        }
    }

    /// Reports that the words at `at` (a source range) are wrong. Add why, and what to write instead.
    pub fn report(&mut self, severity: Severity, at: Span, message: impl Into<String>) -> &mut Finding {
        let diagnostic = self.meta.id;
        let (message, why, repair) = (message.into(), String::new(), String::new());
        let number = self.findings.len();
        self.findings.push(Finding { diagnostic, severity, at, message, why, repair });
        &mut self.findings[number]
    }

    /// The settings in force.
    #[must_use]
    pub fn settings(&self) -> &'a Settings {
        self.settings
    }

    /// The value of a yes-or-no option.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.settings.flag(self.meta, name)
    }

    /// The value of a choice option.
    #[must_use]
    pub fn choice(&self, name: &str) -> &'a str {
        self.settings.choice(self.meta, name)
    }

    /// The value of a number option.
    #[must_use]
    pub fn number(&self, name: &str) -> u32 {
        self.settings.number(self.meta, name)
    }

    /// The value of a list option.
    #[must_use]
    pub fn words(&self, name: &str) -> &'a [String] {
        self.settings.words(self.meta, name)
    }

    /// The proposals, in the order they were made.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Change>, Vec<Refusal>) {
        (self.changes, self.refusals)
    }

    /// What was reported, in order of its place.
    #[must_use]
    pub fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| (finding.at.start, finding.at.end));
        self.findings
    }
}

/// A change that is being put together. Nothing is proposed until [`Proposal::propose`].
#[must_use = "a proposal counts only once `propose` is called"]
#[derive(Debug)]
pub struct Proposal<'c, 'a> {
    cx: &'c mut Cx<'a>,
    change: Change,
}

impl Proposal<'_, '_> {
    /// Adds an edit.
    pub fn edit(mut self, edit: Edit) -> Self {
        self.change.edits.push(edit);
        self
    }

    /// Adds edits.
    pub fn edits(mut self, edits: impl IntoIterator<Item = Edit>) -> Self {
        self.change.edits.extend(edits);
        self
    }

    /// Adds the edit of the ignore file.
    pub fn ignores(mut self, edit: IgnoreEdit) -> Self {
        self.change.ignores = Some(edit);
        self
    }

    /// Says why the change is a gain: one clause, lower case, no full stop.
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.change.why = why.into();
        self
    }

    /// Says what it takes out of the image.
    pub fn saves(mut self, estimate: Estimate) -> Self {
        self.change.estimate = Some(estimate);
        self
    }

    /// Says what it takes out of the image, if that is anything.
    pub fn saves_for(mut self, estimate: Option<Estimate>) -> Self {
        self.change.estimate = estimate.or(self.change.estimate);
        self
    }

    /// Lowers the safety to at most `safety`, for a reason.
    pub fn lower(mut self, safety: Safety, reason: impl Into<String>) -> Self {
        if safety < self.change.safety {
            self.change.safety = safety;
            self.change.lowered.push((safety, reason.into()));
        }
        self
    }

    /// Lowers the safety when there is a reason to.
    pub fn lower_for(self, safety: Safety, reason: Option<String>) -> Self {
        match reason {
            Some(reason) => self.lower(safety, reason),
            None => self,
        }
    }

    /// Makes the proposal.
    pub fn propose(self) {
        let kept = self.cx.kept.and_then(|(kept, programs)| kept.program(self.change.at, programs));
        if self.cx.donor {
            self.cx.refuse(self.change.at, DONOR);
        } else if let Some(program) = kept {
            self.cx.refuse(self.change.at, kept::reason(program));
        } else {
            self.cx.changes.push(self.change);
        }
    }
}
