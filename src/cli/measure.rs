//! `dfopt measure`.

use std::fs::{self, File};
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, ensure};

use super::args::{BuilderArg, Format, MeasureArgs};
use super::guard::guarded;
use super::{Verdict, file, interrupt, options, walk};
use crate::context::Context;
use crate::measure::{self, BuilderName, Event, Plan, Version, Wishes};
use crate::output::measure::Shown;
use crate::output::{self, Streams};
use crate::pipeline::{self, Failure};
use crate::syntax::Source;

/// The words of a command.
pub type Words = Vec<String>;

/// Names of Dockerfiles that builders find in a directory, in their order.
const NAMES: [&str; 3] = ["Dockerfile", "Containerfile", "dockerfile"];

/// The PATH that means standard input.
const STDIN: &str = "-";

/// Columns of a terminal that does not tell how many it has.
const COLUMNS: usize = 80;

/// Runs the command.
pub(super) fn run(args: MeasureArgs, streams: &mut Streams) -> Verdict {
    let (format, quiet) = (args.format, args.quiet);
    let plan = match plan(args) {
        Ok(Some(plan)) => plan,
        Ok(None) => return Verdict::NotFound.said(streams, "no Dockerfile found, expected one as PATH or in it"),
        Err(error) => return Verdict::Failed.said(streams, &format!("{error:#}")),
    };
    let shown = if plan.before.text == plan.after.text && plan.before.dockerignore == plan.after.dockerignore {
        Ok(Shown::Same(&plan.before.label))
    } else {
        built(&plan, quiet, streams)
    };
    let shown = match shown {
        Ok(shown) => shown,
        Err(error) => return Verdict::Failed.said(streams, &format!("{error:#}")),
    };
    let result = match format {
        Format::Text => shown.text(streams.out_style),
        Format::Json => match shown.json() {
            Ok(json) => json,
            Err(error) => return Verdict::Failed.said(streams, &error.to_string()),
        },
    };
    streams.put(&result);
    if shown.holds() { Verdict::Fine } else { Verdict::Changes }
}

impl Verdict {
    fn said(self, streams: &mut Streams, what: &str) -> Self {
        streams.tell(&output::text::error(streams.err_style, what));
        self
    }
}

/// Builds and compares, and tells what is done meanwhile.
fn built<'p>(plan: &'p Plan, quiet: bool, streams: &mut Streams) -> Result<Shown<'p>> {
    // A wrapper hands on what its terminal has told all: two interrupts may be one, and must not stop the clearing up.
    interrupt::listen(2);
    let mut progress =
        Progress { label: &plan.before.label, quiet, terminal: std::io::stderr().is_terminal(), streams };
    let measured = guarded(|| measure::measure(plan, &interrupt::asked, &mut |event| progress.tell(event)));
    progress.clear();
    let report = measured.map_err(|said| anyhow!("internal error: {said}, please report this"))??;
    Ok(Shown::Measured(&plan.before.label, Box::new(report)))
}

/// Tells what is done: on a terminal in one line that changes, elsewhere in a line a step.
struct Progress<'p> {
    label: &'p str,
    quiet: bool,
    terminal: bool,
    streams: &'p mut Streams,
}

impl Progress<'_> {
    fn tell(&mut self, event: Event<'_>) {
        if self.quiet {
            return;
        }
        match event {
            Event::Step(step) => {
                self.clear();
                let line = output::text::at(self.streams.err_style, self.label, step);
                self.streams.tell(&line);
            }
            Event::Line(line) if self.terminal => {
                let line: String = output::text::escaped(line.trim()).chars().take(columns() - 3).collect();
                self.streams.tell(&format!("\r\u{1b}[K  {line}"));
            }
            Event::Line(_) => {}
        }
    }

    fn clear(&mut self) {
        if self.terminal && !self.quiet {
            self.streams.tell("\r\u{1b}[K");
        }
    }
}

#[cfg(unix)]
fn columns() -> usize {
    let size = rustix::termios::tcgetwinsize(std::io::stderr());
    size.map_or(COLUMNS, |size| usize::from(size.ws_col)).max(COLUMNS / 2)
}

#[cfg(not(unix))]
fn columns() -> usize {
    COLUMNS
}

/// What to measure; `None` when there is no Dockerfile.
fn plan(args: MeasureArgs) -> Result<Option<Plan>> {
    let (before, after, applied, home) = match (args.before, args.after) {
        (Some(before), Some(after)) => {
            let home = directory(&before);
            (version(&before)?, version(&after)?, Vec::new(), home)
        }
        _ => {
            options::not_ids(std::slice::from_ref(&args.path))?;
            let selection = options::selection(args.only, args.skip, args.allow_unsafe)?;
            let configs = options::configs(args.config, args.no_config)?;
            let Some(path) = dockerfile(&args.path)? else { return Ok(None) };
            let before = if path == Path::new(STDIN) { from_stdin()? } else { version(&path)? };
            let absolute = walk::absolute(&path);
            let config = configs.of(absolute.parent().unwrap_or(&absolute)).map_err(|error| anyhow!("{error}"))?;
            let context = args.context.clone().unwrap_or_else(|| directory(&path));
            let context = Context::directory(&context, &path).map_err(|error| anyhow!("{error}"))?;
            let context = if path == Path::new(STDIN) { context.fixed(file::STDIN_ALONE) } else { context };
            let outcome =
                pipeline::fix_in(Some(&context), &before.text, &config.settings, &selection).map_err(|failure| {
                    match failure {
                        Failure::Syntax(errors) => {
                            let source = Source::new(&before.text);
                            let told = errors
                                .iter()
                                .map(|error| format!("{}:{}: {error}", before.label, error.position(&source)));
                            anyhow!("{}", told.collect::<Vec<_>>().join("\n"))
                        }
                        Failure::Breach(breach) => anyhow!("{}: {breach}", before.label),
                    }
                })?;
            // Beside the Dockerfile an ignore file counts in place of that of the context.
            let ignores = outcome.files.into_iter().next().map(|file| file.new);
            let after = Version {
                label: format!("{}, rewritten", before.label),
                text: outcome.fixed,
                dockerignore: ignores.or_else(|| before.dockerignore.clone()),
            };
            (before, after, outcome.applied, directory(&path))
        }
    };
    let context = args.context.unwrap_or(home);
    ensure!(context.is_dir(), "{} is no directory, expected the build context", context.display());
    let wishes = Wishes { target: args.target, build_args: args.build_arg, builder_args: args.builder_arg };
    let builder = args.builder.map(|builder| match builder {
        BuilderArg::Docker => BuilderName::Docker,
        BuilderArg::Podman => BuilderName::Podman,
        BuilderArg::Buildah => BuilderName::Buildah,
    });
    Ok(Some(Plan {
        before,
        after,
        applied,
        delta: args.delta,
        context,
        wishes,
        builder,
        probes: args.probe,
        runs: args.run,
        touch: args.touch,
    }))
}

/// The Dockerfile that a path means.
fn dockerfile(path: &Path) -> Result<Option<PathBuf>> {
    if path == Path::new(STDIN) {
        return Ok(Some(path.to_owned()));
    }
    let metadata = match fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        metadata => metadata.with_context(|| format!("{} cannot be read", path.display()))?,
    };
    if !metadata.is_dir() {
        return Ok(Some(path.to_owned()));
    }
    let inside = NAMES.iter().map(|name| if path == Path::new(".") { PathBuf::from(name) } else { path.join(name) });
    Ok(inside.into_iter().find(|path| path.is_file()))
}

fn directory(path: &Path) -> PathBuf {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// The Dockerfile on standard input. It has no ignore file of its own.
fn from_stdin() -> Result<Version> {
    let label = "<stdin>".to_owned();
    let text = text(&label, file::read(std::io::stdin()))?;
    Ok(Version { label, text, dockerignore: None })
}

fn text(label: &str, bytes: std::io::Result<Vec<u8>>) -> Result<String> {
    let bytes = bytes.with_context(|| label.to_owned())?;
    file::decode(bytes).map_err(|reason| anyhow!("{label}: {reason}"))
}

fn version(path: &Path) -> Result<Version> {
    let label = path.display().to_string();
    let text = text(&label, File::open(path).and_then(file::read))?;
    let mut own = path.as_os_str().to_owned();
    own.push(".dockerignore");
    let own = PathBuf::from(own);
    let dockerignore = match fs::read_to_string(&own) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", own.display())),
    };
    Ok(Version { label, text, dockerignore })
}

/// The words of a command, split as a shell splits them. Nothing is expanded.
///
/// # Errors
/// In words, when a quote is open or there is no word.
pub fn words(text: &str) -> Result<Words, String> {
    match shlex::split(text) {
        // An engine takes a program without a name for the image's own.
        Some(words) if words.first().is_some_and(|program| !program.is_empty()) => Ok(words),
        Some(_) => Err("an empty command".to_owned()),
        None => Err(format!("`{text}` is no command: a quote or an escape is open")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_like_a_shell_does() {
        assert_eq!(words("python3 -c 'import flask'"), Ok(vec!["python3".into(), "-c".into(), "import flask".into()]));
        assert!(words("echo 'x").is_err() && words(" ").is_err() && words("'' x").is_err());
    }
}
