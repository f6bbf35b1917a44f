//! The command line: from arguments to a verdict.
//!
//! Invariants: one file that fails, for whatever reason, never stops the others; results go to standard output and
//! words to standard error; a file is replaced whole or not at all.

pub mod args;
mod export;
mod file;
mod fix;
mod guard;
mod home;
mod ignores;
mod inspect;
mod interrupt;
pub mod measure;
pub mod options;
mod report;
mod transforms;
mod walk;
mod write;

use std::io::ErrorKind;

use args::{Cli, Color, Command};

use crate::output::{Streams, text};

/// How a run ended; the worst that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing to say.
    Fine,
    /// `--check` found something to change, an image does not keep the limits, a measurement does not bear out the
    /// promise.
    Changes,
    /// There was no Dockerfile to look at.
    NotFound,
    /// A file, an argument or a configuration could not be used.
    Failed,
}

/// Runs a command.
#[must_use]
pub fn run(cli: Cli) -> Verdict {
    let mut streams = Streams::open(match cli.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    });
    let verdict = match cli.command {
        Command::Fix(args) => match options::Fix::resolve(args) {
            Ok(options) => fix::run(&options, &mut streams),
            Err(error) => {
                streams.tell(&text::error(streams.err_style, &format!("{error:#}")));
                Verdict::Failed
            }
        },
        Command::Inspect(args) => inspect::run(&args, &mut streams),
        Command::Measure(args) => measure::run(*args, &mut streams),
        Command::Transforms => transforms::run(&mut streams),
    };
    match streams.finish() {
        Ok(()) => verdict,
        // The reader has seen enough. What failed before still did.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => match verdict {
            Verdict::Fine | Verdict::Changes => Verdict::Fine,
            Verdict::NotFound | Verdict::Failed => verdict,
        },
        Err(error) => {
            streams.tell(&text::error(streams.err_style, &format!("cannot write to standard output: {error}")));
            Verdict::Failed
        }
    }
}
