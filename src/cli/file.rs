//! What is done to one file.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Verdict;
use super::guard::guarded;
use super::home::Home;
use super::options::{Action, Fix};
use super::report::{Report, Teller, count};
use super::walk::{self, Target};
use super::write::{self, Written};
use crate::config::{Config, ConfigError};
use crate::context::{self, Context};
use crate::output::diff::Diff;
use crate::output::findings;
use crate::output::text::{self, Style};
use crate::pipeline::{self, Failure, Outcome};
use crate::suppress::{IgnoreProblem, Ignores};
use crate::syntax::{self, Source};

/// The most that is read. No Dockerfile comes near; devices and pipes may never end.
const MAX_LEN: u64 = 16 * 1024 * 1024;

/// The colours of both streams.
#[derive(Clone, Copy, Debug)]
pub(super) struct Styles {
    pub(super) out: Style,
    pub(super) err: Style,
}

/// What the files of a run that share an ignore file know of each other.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Their paths in the context, or else of the machine, and their texts.
    texts: BTreeMap<String, String>,
    /// The text of the ignore file, once one of them has changed it.
    ignore_text: Option<String>,
    /// Why that stays as it is, if it has to.
    fixed: Option<&'static str>,
}

/// Why the ignore file stays as it is of a Dockerfile that is read from standard input.
pub(super) const STDIN_ALONE: &str = "the Dockerfile comes from standard input, and nothing else is written";

impl Shared {
    /// Files that are built in one context with more others than are looked at together.
    pub(super) fn crowd() -> Self {
        Self { fixed: Some("too many Dockerfiles are built in the context"), ..Self::default() }
    }

    /// The state before the first of these files.
    pub(super) fn among(units: &[(usize, Unit<'_>)]) -> Self {
        if units.len() < 2 {
            return Self::default();
        }
        let text = |(_, unit): &(usize, Unit<'_>)| {
            let text = decode(File::open(&unit.target.path).and_then(read).ok()?).ok()?;
            Some((unit.place(), text))
        };
        Self { texts: units.iter().filter_map(text).collect(), ..Self::default() }
    }
}

/// A Dockerfile and where it is built.
#[derive(Debug)]
pub(super) struct Unit<'t> {
    target: &'t Target,
    home: Home,
}

impl<'t> Unit<'t> {
    /// That of a file.
    pub(super) fn of(target: &'t Target, options: &Fix) -> Self {
        Self { target, home: Home::of(&target.path, &target.absolute, options) }
    }

    /// What files have in common that share an ignore file; `None` for one that has its own.
    pub(super) fn shares(&self) -> Option<&Path> {
        let mut own = self.target.path.as_os_str().to_owned();
        own.push(".dockerignore");
        if Path::new(&own).exists() { None } else { self.home.root() }
    }

    /// The path of the file in its context, else that of the machine.
    fn place(&self) -> String {
        let inside = self.home.root().and_then(|root| context::inside(root, &self.target.path));
        inside.unwrap_or_else(|| self.target.absolute.to_string_lossy().into_owned())
    }
}

/// Deals with a file.
pub(super) fn fix(unit: &Unit<'_>, options: &Fix, styles: Styles, shared: &mut Shared) -> Report {
    let target = unit.target;
    survive(&target.path, styles, || {
        let config = match config(&target.absolute, options) {
            Ok(config) => config,
            Err(error) => return Report::blocked(error),
        };
        let bytes = File::open(&target.path).and_then(read);
        let place = unit.place();
        let job = Job { path: &target.path, stdin: false, home: Some(&unit.home), options, styles };
        job.run(bytes, |job, text| job.fix(text, &config, &place, shared))
    })
}

/// Deals with standard input.
pub(super) fn fix_stdin(filename: Option<&Path>, options: &Fix, styles: Styles) -> Report {
    let path = filename.map_or_else(|| PathBuf::from("<stdin>"), Path::to_owned);
    survive(&path, styles, || {
        let absolute = walk::absolute(&path);
        let config = match config(&absolute, options) {
            Ok(config) => config,
            Err(error) => return Report::blocked(error),
        };
        let excluded = options.force_exclude && walk::is_excluded(&absolute, &options.configs);
        // Nothing else than what was named says where it is built.
        let home = options.context.as_ref().map(|_| Home::of(&path, &absolute, options));
        let job = Job { path: &path, stdin: true, home: home.as_ref(), options, styles };
        job.run(read(io::stdin()), |job, text| {
            if excluded {
                return Ok(Report { result: job.pass_on(text), ..Report::new() });
            }
            job.fix(text, &config, "", &mut Shared::default())
        })
    })
}

/// Turns a panic into a report.
fn survive(path: &Path, styles: Styles, work: impl FnOnce() -> Report) -> Report {
    guarded(work).unwrap_or_else(|said| {
        let what = format!("internal error: {said}; the file was left as it is, please report this");
        Report::failed(text::at(styles.err, path.display(), what))
    })
}

pub(super) fn config(absolute: &Path, options: &Fix) -> Result<Arc<Config>, Arc<ConfigError>> {
    options.configs.of(absolute.parent().unwrap_or(absolute))
}

/// The bytes of a file, not many more than a Dockerfile may have.
pub(super) fn read(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_LEN + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of a file, if it is one.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, String> {
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

/// The work on one file.
struct Job<'j> {
    path: &'j Path,
    stdin: bool,
    home: Option<&'j Home>,
    options: &'j Fix,
    styles: Styles,
}

impl Job<'_> {
    /// Does the work on what was read; the error of either is about the file as a whole.
    fn run(&self, bytes: io::Result<Vec<u8>>, work: impl FnOnce(&Self, &str) -> Result<Report, String>) -> Report {
        let text = bytes.map_err(|error| format!("cannot be read: {error}")).and_then(decode);
        text.and_then(|text| work(self, &text))
            .unwrap_or_else(|reason| Report::failed(text::at(self.styles.err, self.path.display(), reason)))
    }

    fn fix(&self, old: &str, config: &Config, place: &str, shared: &mut Shared) -> Result<Report, String> {
        let context = self.context(place, shared)?;
        let outcome = match pipeline::fix_in(context.as_ref(), old, &config.settings, &self.options.selection) {
            Ok(outcome) => outcome,
            Err(Failure::Syntax(errors)) => return Ok(Report::failed(self.syntax_errors(old, &errors))),
            Err(failure @ Failure::Breach(_)) => return Err(failure.to_string()),
        };
        let teller = Teller {
            path: self.path,
            style: self.styles.err,
            verbosity: self.options.verbosity,
            written: self.options.action == Action::Write && !self.stdin,
            old,
        };
        let changed = usize::from(outcome.fixed != old) + outcome.files.len();
        let mut report = Report {
            words: teller.tell(&outcome, &ignore_problems(old, config)),
            tally: count(&outcome, changed),
            ..Report::new()
        };
        if changed > 0 {
            self.change(old, &outcome, &mut report)?;
        } else {
            report.result = self.pass_on(old);
        }
        if let Some(text) = shared.texts.get_mut(place) {
            *text = outcome.fixed;
        }
        if let Some(file) = outcome.files.into_iter().next() {
            shared.ignore_text = Some(file.new);
        }
        Ok(report)
    }

    /// The build context, as the files of the run before this one leave it.
    fn context(&self, place: &str, shared: &Shared) -> Result<Option<Context>, String> {
        let context = self.home.map(|home| home.context(self.path)).transpose()?.flatten();
        let Some(context) = context else { return Ok(None) };
        let reason = if self.stdin { Some(STDIN_ALONE) } else { shared.fixed };
        let context = match reason {
            Some(reason) => context.fixed(reason),
            None => context,
        };
        let context = match &shared.ignore_text {
            Some(text) => context.with_ignore_text(text).map_err(|error| error.to_string())?,
            None => context,
        };
        let others = shared.texts.iter().filter(|(path, _)| *path != place);
        Ok(Some(context.shared_with(others.map(|(path, text)| (path.clone(), text.clone())))))
    }

    /// What comes out of a text that stays as it is.
    fn pass_on(&self, text: &str) -> String {
        let wanted = self.stdin && self.options.action == Action::Write;
        if wanted { text.to_owned() } else { String::new() }
    }

    /// What happens to texts that change. Writing comes last: nothing can go wrong behind it.
    fn change(&self, old: &str, outcome: &Outcome, report: &mut Report) -> Result<(), String> {
        let own = Written { path: self.path, old: Some(old), new: &outcome.fixed };
        let files = outcome.files.iter();
        let files = files.map(|file| Written { path: &file.path, old: file.old.as_deref(), new: &file.new });
        // The Dockerfile is among what is written even where it stays: a new file takes after it.
        let written: Vec<Written<'_>> = [own].into_iter().chain(files).collect();
        let changed = || written.iter().filter(|file| file.old != Some(file.new));
        match self.options.action {
            Action::Check => {
                report.verdict = Verdict::Changes;
                report.result = changed().map(|file| format!("{}\n", seen_from_here(file.path).display())).collect();
            }
            Action::Write if self.stdin => outcome.fixed.clone_into(&mut report.result),
            Action::Preview | Action::Write => {}
        }
        if self.options.diff {
            for file in changed() {
                let diff = file.old.map_or_else(|| Diff::of_new_file(file.new), |old| Diff::new(old, file.new));
                report.result.push_str(&diff.unified(&seen_from_here(file.path), self.styles.out));
            }
        }
        if self.options.action == Action::Write && !self.stdin {
            write::replace_all(&written).map_err(|error| format!("cannot be written: {error:#}"))?;
        }
        Ok(())
    }

    fn syntax_errors(&self, old: &str, errors: &[syntax::SyntaxError]) -> String {
        let source = Source::new(old);
        errors.iter().map(|error| findings::syntax_error(self.styles.err, self.path, &source, error)).collect()
    }
}

/// The path of a file of a context that was found, not named, as short as those of other messages.
fn seen_from_here(path: &Path) -> PathBuf {
    let here = path.is_absolute().then(|| std::env::current_dir().and_then(std::fs::canonicalize));
    let here = here.and_then(Result::ok);
    let path = here.as_ref().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

/// The ignore comments that are not understood.
fn ignore_problems(text: &str, config: &Config) -> Vec<IgnoreProblem> {
    if !text.to_ascii_lowercase().contains("dfopt") {
        return Vec::new();
    }
    let ignores = |document| Ignores::read(&document, config.settings.respect_hadolint).problems().to_vec();
    syntax::parse(text).map(ignores).unwrap_or_default()
}
