//! What a transform is: its metadata, the changes it proposes, and how sure it is of each.
//!
//! Invariants: a transform reads the model and writes nothing; the safety of a change starts at what the transform
//! declares and can only fall, each fall with a reason; a change is applied whole or not at all.

mod change;
mod estimate;
mod finding;
mod kept;

pub use change::{Change, Refusal};
pub use estimate::{Basis, Estimate, Figure, Range, Total};
pub use finding::{Finding, Severity};
pub use kept::Kept;

use crate::config::Settings;
use crate::edit::{Edit, IgnoreEdit, Reach};
use crate::model::{Model, Stage};
use crate::syntax::Span;

/// How far a change may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// Shown, never applied.
    Advice,
    /// A documented difference is possible; applied only when asked for.
    Unsafe,
    /// What differs lies inside the declared caches and logs; no process reads it.
    Safe,
}

impl Safety {
    /// The word for users.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// When a transform runs. Passes run in this order; within a phase, in the order of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// What is broken: diagnostics, which report findings and propose nothing.
    Diagnose,
    /// Spellings, so that later passes meet fewer shapes.
    Normalise,
    /// Bases and stages.
    Structure,
    /// What gets installed.
    Content,
    /// What shares a layer.
    Layers,
    /// What a layer leaves behind.
    Cleanup,
    /// What is rebuilt when something changes.
    Cache,
    /// How containers start.
    Runtime,
    /// How the file reads.
    Format,
}

/// What a transform wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Saves {
    /// Bytes of the image.
    Bytes,
    /// Layers of the image.
    Layers,
    /// Time of a rebuild.
    Rebuild,
    /// Builds that give the same result later.
    Reproducibility,
}

impl Saves {
    /// The word for users.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Layers => "layers",
            Self::Rebuild => "rebuild time",
            Self::Reproducibility => "reproducibility",
        }
    }
}

/// The values an option of a transform takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// `true` or `false`.
    Bool {
        /// Value when nothing is configured.
        default: bool,
    },
    /// One of these words; the first is the default.
    Choice(&'static [&'static str]),
    /// A whole number.
    Number {
        /// Value when nothing is configured.
        default: u32,
    },
    /// A list of words; empty by default.
    Words,
}

/// An option of a transform: a key of its table in `dfopt.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionSpec {
    /// The key.
    pub name: &'static str,
    /// What it takes.
    pub kind: OptionKind,
    /// What it does, one line.
    pub doc: &'static str,
}

/// What is known of a transform before it runs.
#[derive(Debug)]
pub struct Meta {
    /// Kebab-case verb phrase; equals the folder's name.
    pub id: &'static str,
    /// One imperative line of at most 72 characters.
    pub summary: &'static str,
    /// The technique of the field that it applies.
    pub technique: &'static str,
    /// When it runs.
    pub phase: Phase,
    /// The best its changes can be.
    pub safety: Safety,
    /// Whether it runs when nothing is configured.
    pub default: bool,
    /// The version that brought it.
    pub since: &'static str,
    /// Rules of other tools that ask for the same (hadolint codes, BuildKit check names).
    pub equivalents: &'static [&'static str],
    /// What it wins.
    pub saves: &'static [Saves],
    /// Its declared runtime delta: globs of the paths that may differ in the image.
    pub delta: &'static [&'static str],
    /// Its options.
    pub options: &'static [OptionSpec],
    /// Its manual: the README beside its code.
    pub docs: &'static str,
}

impl Meta {
    /// What diagnostics have in common, for `..Meta::DIAGNOSTIC`.
    pub const DIAGNOSTIC: Self = Self {
        id: "",
        summary: "",
        technique: "find what is broken before anything is changed",
        phase: Phase::Diagnose,
        safety: Safety::Advice,
        default: true,
        since: "0.1.0",
        equivalents: &[],
        saves: &[],
        delta: &[],
        options: &[],
        docs: "",
    };

    /// Whether it reports findings and never changes anything.
    #[must_use]
    pub fn is_diagnostic(&self) -> bool {
        self.phase == Phase::Diagnose
    }

    /// What it is, in a word for users: `diagnostic`, or the safety of its changes.
    #[must_use]
    pub fn grade(&self) -> &'static str {
        if self.is_diagnostic() { "diagnostic" } else { self.safety.as_str() }
    }
}

/// A rewrite of a Dockerfile, or a diagnostic of it.
pub trait Transform: Sync {
    /// What is known of it before it runs.
    fn meta(&self) -> &'static Meta;
    /// How far its edits go.
    fn reach(&self) -> Reach {
        Reach::RUNS
    }
    /// The programs whose caches it removes or turns off, by their names in the table of caches: it leaves those alone that
    /// the settings keep in mounts.
    fn cleans(&self) -> &'static [&'static str] {
        &[]
    }
    /// Proposes changes to `file` and says where it holds back, and why.
    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>);
}

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
