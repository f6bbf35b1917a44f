//! What is done to one file.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::guard::guarded;
use super::options::{Action, Fix};
use super::report::{Report, Teller, count};
use super::walk::{self, Target};
use super::{Verdict, write};
use crate::config::{Config, ConfigError};
use crate::context::{Context, Said};
use crate::output::diff::Diff;
use crate::output::findings;
use crate::output::text::{self, Style};
use crate::pipeline::{self, Failure};
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

/// Deals with a file.
pub(super) fn fix(target: &Target, options: &Fix, styles: Styles) -> Report {
    survive(&target.path, styles, || {
        let config = match config(&target.absolute, options) {
            Ok(config) => config,
            Err(error) => return Report::blocked(error),
        };
        let bytes = File::open(&target.path).and_then(read);
        Job { path: &target.path, stdin: false, options, styles }.run(bytes, |job, text| job.fix(text, &config))
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
        Job { path: &path, stdin: true, options, styles }.run(read(io::stdin()), |job, text| {
            if excluded { Ok(Report { result: job.pass_on(text), ..Report::new() }) } else { job.fix(text, &config) }
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

fn config(absolute: &Path, options: &Fix) -> Result<Arc<Config>, Arc<ConfigError>> {
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

    fn fix(&self, old: &str, config: &Config) -> Result<Report, String> {
        let context = self.context(config)?;
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
        let changed = outcome.fixed != old;
        let mut report = Report {
            words: teller.tell(&outcome, &ignore_problems(old, config)),
            tally: count(&outcome, changed),
            ..Report::new()
        };
        if changed {
            self.change(old, &outcome.fixed, &mut report)?;
        } else {
            report.result = self.pass_on(old);
        }
        Ok(report)
    }

    /// The build context: the one that was named, else that of the settings, else that of the compose files and bake
    /// files above, else the directory of the file. An ignore file there that cannot be used is an error of a context
    /// that was named only.
    fn context(&self, config: &Config) -> Result<Option<Context>, String> {
        if let (None, false) = (&self.options.context, self.stdin) {
            let absolute = walk::absolute(self.path);
            let Said { context, targets } = self.options.builds.of(&absolute);
            let context = config.context_of(&absolute).map(Ok).or(context);
            if let Some(context) = context {
                let read = |root: PathBuf| Context::directory(&root, self.path).map_err(|error| error.to_string());
                let context = context.and_then(read).unwrap_or_else(Context::unknown);
                return Ok(Some(context.with_targets(targets)));
            }
        }
        match (&self.options.context, self.path.parent()) {
            (Some(root), _) => Context::directory(root, self.path).map(Some).map_err(|error| error.to_string()),
            (None, Some(parent)) if !self.stdin => {
                let root = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
                let root = walk::absolute(root);
                let inside = |directory: &&Path| !directory.join(".git").exists();
                let above = root.ancestors().take_while(inside).filter_map(Path::parent).map(Path::to_owned);
                Ok(Context::directory(&root, self.path).ok().map(|context| context.assumed(above)))
            }
            _ => Ok(None),
        }
    }

    /// What comes out of a text that stays as it is.
    fn pass_on(&self, text: &str) -> String {
        let wanted = self.stdin && self.options.action == Action::Write;
        if wanted { text.to_owned() } else { String::new() }
    }

    /// What happens to a text that changes. Writing comes last: nothing can go wrong behind it.
    fn change(&self, old: &str, new: &str, report: &mut Report) -> Result<(), String> {
        match self.options.action {
            Action::Check => {
                report.verdict = Verdict::Changes;
                report.result = format!("{}\n", self.path.display());
            }
            Action::Write if self.stdin => report.result = new.to_owned(),
            Action::Preview | Action::Write => {}
        }
        if self.options.diff {
            report.result.push_str(&Diff::new(old, new).unified(self.path, self.styles.out));
        }
        if self.options.action == Action::Write && !self.stdin {
            write::replace(self.path, old, new).map_err(|error| format!("cannot be written: {error:#}"))?;
        }
        Ok(())
    }

    fn syntax_errors(&self, old: &str, errors: &[syntax::SyntaxError]) -> String {
        let source = Source::new(old);
        errors.iter().map(|error| findings::syntax_error(self.styles.err, self.path, &source, error)).collect()
    }
}

/// The ignore comments that are not understood.
fn ignore_problems(text: &str, config: &Config) -> Vec<IgnoreProblem> {
    if !text.to_ascii_lowercase().contains("dfopt") {
        return Vec::new();
    }
    let ignores = |document| Ignores::read(&document, config.settings.respect_hadolint).problems().to_vec();
    syntax::parse(text).map(ignores).unwrap_or_default()
}
