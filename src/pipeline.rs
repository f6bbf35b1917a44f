//! Runs the transforms over one file, to a fixed point, and never hands out a file that was not verified.
//!
//! Every pass gives one transform the current text; what it proposes and the run allows is applied, the result is read
//! again and verified, and the next transform starts from it. After the last the first follows, until all of them have
//! had the same text and changed nothing, which is the proof that a second run proposes nothing.
//!
//! The diagnostics look at the text that each round over the transforms starts from. Nothing in a stage that they
//! report an error for is changed, so that a veto is known before the first change, and what they say at last is about
//! the text at the end.

use std::ops::Range;

mod notes;
mod outcome;

use notes::{Notes, Round, Vetoes, touched};
pub use outcome::{Applied, Failure, FileChange, Outcome};

use crate::config::Settings;
use crate::context::Context;
use crate::edit::{self, Breach, EditSet};
use crate::model::{Gate, Model};
use crate::suppress::Ignores;
use crate::syntax::{self, Document, Span};
use crate::transform::{Change, Cx, Kept, Meta, Refusal, Safety, Severity};
use crate::transforms;

/// Which unsafe changes a run may apply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum UnsafeLevel {
    /// None.
    #[default]
    None,
    /// Those of the transforms with these ids.
    Ids(Vec<String>),
    /// All.
    All,
}

/// Which transforms run, and how far they may go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these ids; empty for all that are enabled.
    pub only: Vec<String>,
    /// Not these ids.
    pub skip: Vec<String>,
    /// Which unsafe changes are applied.
    pub level: UnsafeLevel,
}

/// Passes that change something, at most. A file that still changes after so many is not handed out.
const MAX_PASSES: usize = 200;

/// Rewrites one Dockerfile of which nothing else is known.
///
/// # Errors
/// When the text cannot be read as a Dockerfile, or a rewrite did not survive its verification.
pub fn fix(text: &str, settings: &Settings, selection: &Selection) -> Result<Outcome, Failure> {
    fix_in(None, text, settings, selection)
}

/// Rewrites one Dockerfile that is built in this context. A context that is [assumed](Context::assumed) counts where it
/// holds what the file takes from it.
///
/// # Errors
/// As for [`fix`].
pub fn fix_in(
    context: Option<&Context>,
    text: &str,
    settings: &Settings,
    selection: &Selection,
) -> Result<Outcome, Failure> {
    let document = syntax::parse(text).map_err(|error| Failure::Syntax(vec![error]))?;
    if !document.errors.is_empty() {
        return Err(Failure::Syntax(document.errors));
    }
    let model = Model::read(&document);
    let counts = |context: &&Context| !context.is_assumed() || model.is_at_home_in(context);
    let given = context;
    let context = given.filter(|context| context.why_unknown().is_none()).filter(counts);
    let model = model.built_as(given).within(context);
    let gate = Gate::of(&model);
    let mut driver = Driver {
        settings,
        selection,
        given,
        ignore_text: None,
        advice_only: match gate {
            Gate::Advice(reason) => Some(reason),
            _ => None,
        },
        ignores: Ignores::read(&document, settings.respect_hadolint),
        original: &document,
        history: Vec::new(),
        applied: Vec::new(),
        round: Round::default(),
        vetoes: Vetoes::default(),
    };
    if let Gate::Closed(reason) = gate {
        return Ok(Outcome { fixed: text.to_owned(), untouched: Some(reason.to_owned()), ..Outcome::default() });
    }
    let fixed = driver.pass(&model, 0)?;
    let ran =
        |id: &str| transforms::ALL.iter().any(|transform| transform.meta().id == id && driver.runs(transform.meta()));
    let mut unused_ignores = driver.ignores.unused(&document);
    unused_ignores.retain(|ignore| ran(&ignore.id));
    let Driver { applied, round, ignore_text, .. } = driver;
    let before = context.map(Context::ignore_text);
    let files = before.zip(ignore_text).filter(|(before, new)| before.text.as_ref() != Some(new));
    let files = files.map(|(before, new)| FileChange { path: before.path.clone(), old: before.text.clone(), new });
    Ok(Outcome {
        fixed,
        files: files.into_iter().collect(),
        applied,
        withheld: round.notes.withheld,
        suppressed: round.notes.suppressed,
        refusals: round.notes.refusals,
        findings: round.findings,
        silenced: round.silenced,
        untouched: None,
        unused_ignores,
    })
}

struct Driver<'a> {
    settings: &'a Settings,
    selection: &'a Selection,
    /// What is said of the builds of the file.
    given: Option<&'a Context>,
    /// The new text of the ignore file, if it changes.
    ignore_text: Option<String>,
    /// Why nothing is applied to this file.
    advice_only: Option<&'static str>,
    ignores: Ignores,
    original: &'a Document<'a>,
    /// The edits of all passes so far.
    history: Vec<EditSet>,
    applied: Vec<Applied>,
    round: Round,
    /// What the diagnostics forbid in this round.
    vetoes: Vetoes,
}

impl Driver<'_> {
    /// Runs the transforms over a text until none of them changes it, and returns the text at the end. The transform
    /// before number `first` has made this text; 0 stands for the original.
    fn pass(&mut self, model: &Model<'_>, first: usize) -> Result<String, Failure> {
        let all = transforms::ALL.len();
        if first == 0 || !self.vetoes.are_of(model) {
            self.vetoes = self.diagnose(model);
        }
        self.round.notes = Notes::default();
        if let Some(text) = self.sweep(model, first..all)? {
            return Ok(text);
        }
        if first > 0 {
            let vetoes = self.diagnose(model);
            // Those that have seen this text already, under the same vetoes, would say the same again.
            let seen = if vetoes == self.vetoes { first } else { all };
            self.vetoes = vetoes;
            let notes = std::mem::take(&mut self.round.notes);
            if let Some(text) = self.sweep(model, 0..seen)? {
                return Ok(text);
            }
            if seen < all {
                self.round.notes.append(notes);
            }
        }
        Ok(model.document.source.text().to_owned())
    }

    /// Gives a text to some of the transforms; `None` when none of them changes it, else the text at the end.
    fn sweep(&mut self, model: &Model<'_>, numbers: Range<usize>) -> Result<Option<String>, Failure> {
        let first = numbers.start;
        let kept = self.kept(model);
        for (number, transform) in (first..).zip(&transforms::ALL[numbers]) {
            let meta = transform.meta();
            if meta.is_diagnostic() || !self.runs(meta) {
                continue;
            }
            let mut cx = Cx::new(meta, self.settings).keeping(&kept, transform.cleans());
            transform.propose(model, &mut cx);
            let (changes, refusals) = cx.into_parts();
            for refusal in refusals {
                // Where an ignore comment says no as well, the comment is the reason.
                if !self.ignores.covers(meta, &touched(model.document, refusal.at)) {
                    self.round.notes.refusals.push(refusal);
                }
            }
            let accepted = self.accept(model, meta, changes);
            if accepted.is_empty() {
                continue;
            }
            let breach = |what: String| Failure::Breach(Breach { transform: meta.id, what });
            let edits = accepted.iter().flat_map(|change| change.edits.iter().cloned()).collect();
            let edits =
                EditSet::new(edit::keep_columns(model, edits)).ok_or_else(|| breach("its edits overlap".to_owned()))?;
            if self.history.len() >= MAX_PASSES {
                return Err(breach(format!("the file still changes after {MAX_PASSES} passes")));
            }
            let text = edits.apply(model.document.source.text());
            let document =
                syntax::parse(&text).map_err(|error| breach(format!("BuildKit would reject the result: {error}")))?;
            let ignores = accepted.iter().find_map(|change| change.ignores.as_ref());
            let context = match (ignores, model.context) {
                (Some(edit), Some(context)) => {
                    Some(context.with_ignore_text(&edit.text).map_err(|unknown| breach(unknown.to_string()))?)
                }
                _ => None,
            };
            let next = Model::read(&document).built_as(self.given).within(context.as_ref().or(model.context));
            edit::verify(model, &edits, &next, &transform.reach()).map_err(breach)?;
            if let Some(edit) = ignores {
                edit::verify_ignored(model, &next, &edit.leaves_out).map_err(breach)?;
                self.ignore_text = Some(edit.text.clone());
            }
            self.ignores.follow(&document, self.settings.respect_hadolint);
            self.record(model, accepted);
            self.history.push(edits);
            return self.pass(&next, number + 1).map(Some);
        }
        Ok(None)
    }

    /// The caches of a text that are kept in mounts, whether by this run or by one that is asked to.
    fn kept(&mut self, model: &Model<'_>) -> Kept {
        if !model.stages.iter().any(|stage| self.settings.cache.mounts_in(stage.ships)) {
            return Kept::default();
        }
        let mut changes = Vec::new();
        for transform in transforms::ALL.iter().filter(|transform| transform.keeps_caches()) {
            let meta = transform.meta();
            if !self.enabled(meta) {
                continue;
            }
            let mut cx = Cx::new(meta, self.settings);
            transform.propose(model, &mut cx);
            let mut proposed = cx.into_parts().0;
            proposed
                .retain(|change| !self.ignores.covers(meta, &touched(model.document, extent(change).cover(change.at))));
            changes.extend(proposed);
        }
        Kept::of(model, self.settings, &changes)
    }

    /// Takes note of what is wrong with a text, and of the stages in which nothing may be changed because of it.
    fn diagnose(&mut self, model: &Model<'_>) -> Vetoes {
        let mut vetoes = Vetoes::none(model);
        let (mut findings, mut silenced) = (Vec::new(), Vec::new());
        for transform in transforms::ALL.iter().take_while(|transform| transform.meta().is_diagnostic()) {
            let meta = transform.meta();
            if !self.runs(meta) {
                continue;
            }
            let mut cx = Cx::new(meta, self.settings);
            transform.propose(model, &mut cx);
            for finding in cx.into_findings() {
                if self.ignores.covers(meta, &touched(model.document, finding.at)) {
                    silenced.push(finding);
                    continue;
                }
                if finding.severity == Severity::Error {
                    vetoes.add(model, &finding);
                }
                findings.push(finding);
            }
        }
        findings.sort_by_key(|finding| finding.at.start);
        (self.round.findings, self.round.silenced) = (findings, silenced);
        vetoes
    }

    fn runs(&self, meta: &Meta) -> bool {
        let named = |ids: &[String]| ids.iter().any(|id| id == meta.id);
        !named(&self.selection.skip)
            && if self.selection.only.is_empty() { self.enabled(meta) } else { named(&self.selection.only) }
    }

    /// Whether the settings have a transform run.
    fn enabled(&self, meta: &Meta) -> bool {
        self.settings.transforms.get(meta.id).and_then(|settings| settings.enabled).unwrap_or(meta.default)
    }

    /// The changes that this run allows, disjoint and in order of their place. The others are noted; those that meet
    /// an earlier one wait for the next round.
    fn accept(&mut self, model: &Model<'_>, meta: &'static Meta, mut changes: Vec<Change>) -> Vec<Change> {
        changes.sort_by_key(|change| extent(change).start);
        let mut accepted: Vec<Change> = Vec::new();
        let mut end = None;
        for change in changes {
            let extent = extent(&change);
            if self.ignores.covers(meta, &touched(model.document, extent.cover(change.at))) {
                self.round.notes.suppressed.push(change);
            } else if let Some(diagnostic) = self.vetoes.of(model, extent.cover(change.at)) {
                let reason = format!("{diagnostic} reports an error in this stage, which stays as it is until then");
                self.round.notes.refusals.push(Refusal { transform: meta.id, at: change.at, reason });
            } else if !self.allows(meta, &change) {
                self.round.notes.withheld.push(self.held_back(change));
            } else if too_long(model.document.source.text(), &change, extent) {
                let reason = "the line would be longer than BuildKit reads".to_owned();
                self.round.notes.refusals.push(Refusal { transform: meta.id, at: change.at, reason });
            } else if change.ignores.is_some() && accepted.iter().any(|other| other.ignores.is_some()) {
                // Each has the whole text of the ignore file, so that the other waits as well.
            } else if end.is_none_or(|end| end < extent.start) {
                end = Some(extent.end);
                accepted.push(change);
            }
        }
        accepted
    }

    fn allows(&self, meta: &Meta, change: &Change) -> bool {
        let configured = self.settings.transforms.get(meta.id).and_then(|settings| settings.safety);
        let asked = match &self.selection.level {
            UnsafeLevel::None => false,
            UnsafeLevel::Ids(ids) => ids.iter().any(|id| id == meta.id),
            UnsafeLevel::All => true,
        };
        self.advice_only.is_none()
            && match (change.safety, configured) {
                (Safety::Advice, _) => false,
                (Safety::Safe, Some(Safety::Unsafe))
                | (Safety::Unsafe, None | Some(Safety::Unsafe | Safety::Advice)) => asked,
                (Safety::Safe, _) | (Safety::Unsafe, Some(Safety::Safe)) => true,
            }
    }

    fn held_back(&self, mut change: Change) -> Change {
        if let Some(reason) = self.advice_only {
            change.safety = Safety::Advice;
            change.lowered.push((Safety::Advice, reason.to_owned()));
        }
        change
    }

    fn record(&mut self, model: &Model<'_>, changes: Vec<Change>) {
        for change in changes {
            let offset = self.history.iter().rev().fold(change.at.start as usize, |offset, edits| edits.origin(offset));
            self.applied.push(Applied {
                transform: change.transform,
                title: change.title,
                why: change.why,
                safety: change.safety,
                lowered: change.lowered,
                estimate: change.estimate,
                ships: touched(model.document, change.at)
                    .iter()
                    .any(|&at| model.stage_of(at).is_some_and(|stage| model.stages[stage].ships)),
                line: self.original.source.position(offset).line,
            });
        }
    }
}

/// The source range from the first to the last edit of a change.
fn extent(change: &Change) -> Span {
    change.edits.iter().map(|edit| edit.span).reduce(Span::cover).unwrap_or(change.at)
}

/// Whether a change makes a physical line longer than BuildKit reads.
fn too_long(text: &str, change: &Change, extent: Span) -> bool {
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..extent.start as usize]).map_or(0, |at| at + 1);
    let end = extent.end as usize;
    let end = memchr::memchr(b'\n', &text.as_bytes()[end..]).map_or(text.len(), |at| end + at);
    let added: usize = change.edits.iter().map(|edit| edit.text.len()).sum();
    if end - start + added <= syntax::MAX_LINE {
        return false;
    }
    let mut edits: Vec<_> = change.edits.iter().collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut result = String::new();
    let mut at = start;
    for edit in edits {
        result.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        result.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    result.push_str(text.get(at..end).unwrap_or_default());
    result.lines().any(|line| line.len() > syntax::MAX_LINE)
}
