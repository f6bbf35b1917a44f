//! What is done to one file.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::guard::guarded;
use super::options::{Action, Fix, Verbosity};
use super::walk::Target;
use super::{Verdict, write};
use crate::config::{Config, ConfigError};
use crate::output::diff::Diff;
use crate::output::text::{self, Style, Tally};
use crate::pipeline::{self, Failure, Outcome};
use crate::suppress::Ignores;
use crate::syntax::{Source, Span};
use crate::transform::Safety;

/// The most that is read. No Dockerfile comes near; devices and pipes may never end.
const MAX_LEN: u64 = 16 * 1024 * 1024;

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
    fn new() -> Self {
        let tally = Tally { files: 1, ..Tally::default() };
        Self { result: String::new(), words: String::new(), config: None, tally, verdict: Verdict::Fine }
    }

    /// A file that could not be dealt with.
    pub(super) fn failed(words: String) -> Self {
        let tally = Tally { files: 1, failed: 1, ..Tally::default() };
        Self { words, tally, verdict: Verdict::Failed, ..Self::new() }
    }

    /// A file whose configuration cannot be used.
    fn blocked(error: Arc<ConfigError>) -> Self {
        Self { config: Some(error), ..Self::failed(String::new()) }
    }
}

/// The colours of both streams.
#[derive(Clone, Copy, Debug)]
pub(super) struct Styles {
    pub(super) out: Style,
    pub(super) err: Style,
}

/// Deals with a file.
pub(super) fn fix(target: &Target, options: &Fix, styles: Styles) -> Report {
    survive(&target.path, styles, || {
        let config = match config(&target.absolute, options) {
            Ok(config) => config,
            Err(error) => return Report::blocked(error),
        };
        let text = File::open(&target.path).and_then(read).map_err(|error| format!("cannot be read: {error}"));
        let job = Job { path: &target.path, stdin: false, options, styles };
        match text.and_then(decode) {
            Ok(text) => job.run(&text, &config),
            Err(reason) => Report::failed(text::at(styles.err, target.path.display(), reason)),
        }
    })
}

/// Deals with standard input.
pub(super) fn fix_stdin(filename: Option<&Path>, options: &Fix, styles: Styles) -> Report {
    let path = filename.map_or_else(|| PathBuf::from("<stdin>"), Path::to_owned);
    survive(&path, styles, || {
        let absolute = super::walk::absolute(&path);
        let config = match config(&absolute, options) {
            Ok(config) => config,
            Err(error) => return Report::blocked(error),
        };
        let text = read(io::stdin()).map_err(|error| format!("cannot be read: {error}")).and_then(decode);
        let job = Job { path: &path, stdin: true, options, styles };
        match text {
            Ok(text) if options.force_exclude && super::walk::is_excluded(&absolute, &options.configs) => {
                let mut report = Report::new();
                job.pass_on(&text, &mut report);
                report
            }
            Ok(text) => job.run(&text, &config),
            Err(reason) => Report::failed(text::at(styles.err, path.display(), reason)),
        }
    })
}

/// Turns a panic into a report.
fn survive(path: &Path, styles: Styles, work: impl FnOnce() -> Report) -> Report {
    guarded(work).unwrap_or_else(|said| {
        let what = format!("internal error: {said}; the file was left as it is, please report this");
        Report::failed(text::at(styles.err, path.display(), what))
    })
}

fn config(absolute: &Path, options: &Fix) -> Result<Arc<Config>, Arc<ConfigError>> {
    options.configs.of(absolute.parent().unwrap_or(absolute))
}

fn read(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_LEN + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.len() as u64 > MAX_LEN {
        return Err(format!("too large, expected a Dockerfile of at most {} MiB", MAX_LEN / 1024 / 1024));
    }
    if memchr::memchr(0, &bytes).is_some() {
        return Err("binary file, expected text in UTF-8".to_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..valid];
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        format!("not UTF-8 in line {line} (byte {valid} of the file), expected text in UTF-8")
    })
}

/// The work on one text.
struct Job<'j> {
    path: &'j Path,
    stdin: bool,
    options: &'j Fix,
    styles: Styles,
}

impl Job<'_> {
    fn run(&self, old: &str, config: &Config) -> Report {
        let outcome = match pipeline::fix(old, &config.settings, &self.options.selection) {
            Ok(outcome) => outcome,
            Err(failure) => return Report::failed(self.failure(old, &failure)),
        };
        let mut report = Report::new();
        if outcome.fixed == old {
            self.pass_on(old, &mut report);
        } else if let Err(reason) = self.change(old, &outcome.fixed, &mut report) {
            return Report::failed(text::at(self.styles.err, self.path.display(), reason));
        }
        count(&outcome, &mut report.tally);
        self.explain(old, &outcome, config, &mut report.words);
        report
    }

    /// What happens to a text that stays as it is.
    fn pass_on(&self, text: &str, report: &mut Report) {
        if self.stdin && self.options.action == Action::Write {
            report.result.push_str(text);
        }
    }

    /// What happens to a text that changes.
    fn change(&self, old: &str, new: &str, report: &mut Report) -> Result<(), String> {
        match self.options.action {
            Action::Preview => {}
            Action::Check => {
                report.verdict = Verdict::Changes;
                report.result = format!("{}\n", self.path.display());
            }
            Action::Write if self.stdin => report.result = new.to_owned(),
            Action::Write => {
                write::replace(self.path, old, new).map_err(|error| format!("cannot be written: {error:#}"))?;
            }
        }
        if self.options.diff {
            report.result.push_str(&Diff::new(old, new).unified(self.path, self.styles.out));
        }
        report.tally.changed = 1;
        Ok(())
    }

    fn failure(&self, old: &str, failure: &Failure) -> String {
        let path = self.path.display();
        match failure {
            Failure::Syntax(errors) => {
                let source = Source::new(old);
                let line = |error: &crate::syntax::SyntaxError| {
                    text::at(self.styles.err, format_args!("{path}:{}", error.position(&source)), error)
                };
                errors.iter().map(line).collect()
            }
            Failure::Breach(breach) => text::at(self.styles.err, path, breach),
        }
    }

    /// Tells what a reader should know: warnings always, the reasons for everything when asked.
    fn explain(&self, old: &str, outcome: &Outcome, config: &Config, words: &mut String) {
        let (path, style) = (self.path.display(), self.styles.err);
        if old.contains("dfopt")
            && let Ok(document) = crate::syntax::parse(old)
        {
            for problem in Ignores::read(&document, config.settings.respect_hadolint).problems() {
                words.push_str(&text::warning(style, format_args!("{path}:{}", problem.position), &problem.message));
            }
        }
        for unused in &outcome.unused_ignores {
            let what = format!("unused ignore comment for `{}`", unused.id);
            words.push_str(&text::warning(style, format_args!("{path}:{}", unused.line), what));
        }
        if let Some(reason) = &outcome.untouched
            && self.options.verbosity >= Verbosity::Normal
        {
            words.push_str(&text::at(style, &path, format_args!("not touched: {reason}")));
        }
        if self.options.verbosity == Verbosity::Verbose {
            self.explain_all(old, outcome, words);
        }
    }

    fn explain_all(&self, old: &str, outcome: &Outcome, words: &mut String) {
        // The places are those of the new text; a reader who has only the old one is told where it stands there.
        let source = Source::new(&outcome.fixed);
        let here = self.options.action != Action::Write || self.stdin;
        let diff = (here && outcome.fixed != old).then(|| Diff::new(old, &outcome.fixed));
        let line = |at: Span| {
            let line = source.position(at.start as usize).line;
            diff.as_ref().map_or(line, |diff| diff.old_line(line))
        };
        let mut tell = |line: usize, what: String| {
            words.push_str(&text::at(self.styles.err, format_args!("{}:{line}", self.path.display()), what));
        };
        for change in &outcome.applied {
            let what = format!("{} {}: {}", change.safety.as_str(), change.transform, change.title);
            tell(change.line, with(what, [change.why.as_str()], &change.lowered));
        }
        for change in &outcome.withheld {
            let kind = if change.safety == Safety::Advice { "advice" } else { "held back (unsafe)" };
            let what = format!("{kind} {}: {}", change.transform, change.title);
            tell(line(change.at), with(what, [change.why.as_str()], &change.lowered));
        }
        for change in &outcome.suppressed {
            tell(line(change.at), format!("ignored by a comment {}: {}", change.transform, change.title));
        }
        for refusal in &outcome.refusals {
            tell(line(refusal.at), format!("refused {}: {}", refusal.transform, refusal.reason));
        }
    }
}

/// Appends the reasons of a change.
fn with<'r>(what: String, why: impl IntoIterator<Item = &'r str>, lowered: &'r [(Safety, String)]) -> String {
    let reasons = lowered.iter().map(|(safety, reason)| format!("{}: {reason}", safety.as_str()));
    let why = why.into_iter().filter(|why| !why.is_empty()).map(str::to_owned);
    why.chain(reasons).fold(what, |what, reason| format!("{what}; {reason}"))
}

fn count(outcome: &Outcome, tally: &mut Tally) {
    for change in &outcome.applied {
        let counts = if change.safety == Safety::Safe { &mut tally.safe } else { &mut tally.allowed };
        *counts.entry(change.transform).or_default() += 1;
    }
    tally.advice = outcome.withheld.iter().filter(|change| change.safety == Safety::Advice).count();
    tally.held_back = outcome.withheld.len() - tally.advice;
    tally.ignored = outcome.suppressed.len();
    tally.refused = outcome.refusals.len();
}
