//! What became of a file, in words and numbers.

use std::path::Path;
use std::sync::Arc;

use super::Verdict;
use super::options::Verbosity;
use crate::config::ConfigError;
use crate::output::diff::Diff;
use crate::output::findings;
use crate::output::size;
use crate::output::text::{self, Style, Tally};
use crate::pipeline::Outcome;
use crate::suppress::IgnoreProblem;
use crate::syntax::{Source, Span};
use crate::transform::{Estimate, Finding, Safety, Severity};

/// What became of a file.
#[derive(Debug)]
pub(super) struct Report {
    /// For standard output.
    pub(super) result: String,
    /// For standard error.
    pub(super) words: String,
    /// The configuration that could not be used; told once for all files that it holds up.
    pub(super) config: Option<Arc<ConfigError>>,
    /// The numbers.
    pub(super) tally: Tally,
    /// How it ended.
    pub(super) verdict: Verdict,
}

impl Report {
    /// A file that was looked at.
    pub(super) fn new() -> Self {
        let tally = Tally { files: 1, ..Tally::default() };
        Self { result: String::new(), words: String::new(), config: None, tally, verdict: Verdict::Fine }
    }

    /// A file that could not be dealt with.
    pub(super) fn failed(words: String) -> Self {
        let tally = Tally { files: 1, failed: 1, ..Tally::default() };
        Self { words, tally, verdict: Verdict::Failed, ..Self::new() }
    }

    /// A file whose configuration cannot be used.
    pub(super) fn blocked(error: Arc<ConfigError>) -> Self {
        Self { config: Some(error), ..Self::failed(String::new()) }
    }
}

/// Counts what happened in a file, with which `changed` files change.
pub(super) fn count(outcome: &Outcome, changed: usize) -> Tally {
    let mut tally = Tally { files: 1, changed, ..Tally::default() };
    for change in &outcome.applied {
        let counts = if change.safety == Safety::Safe { &mut tally.safe } else { &mut tally.allowed };
        *counts.entry(change.transform).or_default() += 1;
        if let Some(estimate) = change.estimate.as_ref().filter(|_| change.ships) {
            tally.saved.add(estimate);
        }
    }
    tally.advice = outcome.withheld.iter().filter(|change| change.safety == Safety::Advice).count();
    tally.held_back = outcome.withheld.len() - tally.advice;
    tally.ignored = outcome.suppressed.len() + outcome.silenced.len();
    tally.refused = outcome.refusals.len();
    for finding in &outcome.findings {
        *match finding.severity {
            Severity::Error => &mut tally.errors,
            Severity::Warning => &mut tally.warnings,
            Severity::Note => &mut tally.notes,
        } += 1;
    }
    tally
}

/// Puts into words what happened in a file.
#[derive(Debug)]
pub(super) struct Teller<'t> {
    /// The file.
    pub(super) path: &'t Path,
    /// The colours.
    pub(super) style: Style,
    /// How much is told.
    pub(super) verbosity: Verbosity,
    /// Whether the reader will have the new text at hand, and not the old one.
    pub(super) written: bool,
    /// The old text.
    pub(super) old: &'t str,
}

impl Teller<'_> {
    /// What a reader should know: warnings always, the reasons for everything when asked.
    pub(super) fn tell(&self, outcome: &Outcome, problems: &[IgnoreProblem]) -> String {
        let (path, style) = (self.path.display(), self.style);
        let mut words = String::new();
        for problem in problems {
            words.push_str(&text::warning(style, format_args!("{path}:{}", problem.position), &problem.message));
        }
        for unused in &outcome.unused_ignores {
            let what = format!("unused ignore comment for `{}`", unused.id);
            words.push_str(&text::warning(style, format_args!("{path}:{}", unused.line), what));
        }
        let places = Places::of(self, outcome);
        let told = |finding: &&Finding| finding.severity > Severity::Note || self.verbosity == Verbosity::Verbose;
        for finding in outcome.findings.iter().filter(told) {
            words.push_str(&findings::render(style, self.path, &places.source, finding, &|line| places.line(line)));
        }
        if let Some(reason) = &outcome.untouched
            && self.verbosity >= Verbosity::Normal
        {
            words.push_str(&text::at(style, &path, format_args!("not touched: {reason}")));
        }
        if self.verbosity == Verbosity::Verbose {
            self.tell_all(outcome, &places, &mut words);
        }
        words
    }

    fn tell_all(&self, outcome: &Outcome, places: &Places<'_>, words: &mut String) {
        let line = |at: Span| places.line(places.source.position(at.start as usize).line);
        let mut told = Vec::new();
        let mut tell = |line: usize, what: String| told.push((line, what));
        for change in &outcome.applied {
            let what = format!("{} {}: {}", change.safety.as_str(), change.transform, change.title);
            tell(
                change.line,
                with_reasons(what, &change.why, &change.lowered) + &saving(change.estimate.as_ref(), change.ships),
            );
        }
        for change in &outcome.withheld {
            let kind = if change.safety == Safety::Advice { "advice" } else { "held back (unsafe)" };
            let what = format!("{kind} {}: {}", change.transform, change.title);
            let what = with_reasons(what, &change.why, &change.lowered);
            tell(line(change.at), what + &saving(change.estimate.as_ref(), true));
        }
        for change in &outcome.suppressed {
            tell(line(change.at), format!("ignored by a comment {}: {}", change.transform, change.title));
        }
        for finding in &outcome.silenced {
            tell(line(finding.at), format!("ignored by a comment {}: {}", finding.diagnostic, finding.message));
        }
        for refusal in &outcome.refusals {
            tell(line(refusal.at), format!("refused {}: {}", refusal.transform, refusal.reason));
        }
        told.sort_by_key(|&(line, _)| line);
        for (line, what) in told {
            words.push_str(&text::at(self.style, format_args!("{}:{line}", self.path.display()), what));
        }
    }
}

/// The places of the new text. A reader who has the old one is told where that is there.
struct Places<'t> {
    source: Source<'t>,
    diff: Option<Diff<'t>>,
}

impl<'t> Places<'t> {
    fn of(teller: &Teller<'t>, outcome: &'t Outcome) -> Self {
        let told = teller.verbosity == Verbosity::Verbose || !outcome.findings.is_empty();
        let differs = told && !teller.written && outcome.fixed != teller.old;
        let diff = differs.then(|| Diff::new(teller.old, &outcome.fixed));
        Self { source: Source::new(&outcome.fixed), diff }
    }

    /// The line that the reader has for a line of the new text.
    fn line(&self, line: usize) -> usize {
        self.diff.as_ref().map_or(line, |diff| diff.old_line(line))
    }
}

/// Appends why a change is a gain, and why it is not safer.
fn with_reasons(what: String, why: &str, lowered: &[(Safety, String)]) -> String {
    let why = (!why.is_empty()).then(|| why.to_owned());
    let lowered = lowered.iter().map(|(safety, reason)| format!("{} because {reason}", safety.as_str()));
    why.into_iter().chain(lowered).fold(what, |what, reason| format!("{what}; {reason}"))
}

/// What a change takes out of the image, as far as that is known.
fn saving(estimate: Option<&Estimate>, ships: bool) -> String {
    match estimate {
        Some(_) if !ships => "; saves nothing in the image, only in the build cache".to_owned(),
        Some(estimate) => format!("; saves {}", size::estimate(estimate)),
        None => String::new(),
    }
}
