//! Whether a RUN may read a variable that it does not name.

use std::borrow::Cow;

use crate::facts::{self, Fetched};
use crate::model::{Action, Model, PackageCommand, Run};
use crate::shell::{Resolved, Simple, resolve};

/// What a RUN may do with a variable that is in its environment only.
pub(super) enum Hearing {
    /// Nothing: none of its programs looks for such variables.
    Deaf {
        /// It takes no time worth to speak of.
        is_quick: bool,
    },
    /// It fetches what may be something else at another time: why that may matter.
    Fetches(String),
    /// A program of it may read any variable: its name.
    MayRead(String),
    /// It asks for the whole environment, or it is not known what it runs: why.
    Reads(String),
}

/// What the RUN at `at` may do with a variable that it does not name.
pub(super) fn hearing(file: &Model<'_>, run: &Run<'_>) -> Hearing {
    let source = run.instruction.lines.of(file.document.source.text());
    if facts::asks_for_environment(source) {
        return Hearing::Reads("asks for its environment".to_owned());
    }
    if let Err(reason) = &run.script {
        return Hearing::Reads(format!("may read it: {reason}"));
    }
    if run.text.contains('`') {
        return Hearing::MayRead("a command in backquotes".to_owned());
    }
    let mut is_quick = true;
    let (mut reader, mut fetches) = (None, None);
    for found in run.simple_commands() {
        let name = program(run, found.simple);
        if name.is_empty() {
            continue;
        }
        let base = SYSTEM.iter().find_map(|directory| name.strip_prefix(directory)).unwrap_or(&name);
        match fetched(run, found.simple, base) {
            Some(Fetched::Sources) => {
                return Hearing::Reads(format!(
                    "fetches sources by {base}, and the argument may have it fetch them again"
                ));
            }
            Some(Fetched::Files) => {
                fetches.get_or_insert_with(|| format!("fetches by {base} what names no version"));
            }
            None => {}
        }
        is_quick &= facts::is_quick(base);
        if reads(run, found.simple, base) {
            reader.get_or_insert_with(|| name.into_owned());
        }
    }
    let upgrades = || PackageCommand::of(run).iter().any(|command| command.action == Action::Upgrade);
    match (reader, fetches) {
        (Some(reader), _) => Hearing::MayRead(reader),
        (None, Some(what)) => Hearing::Fetches(what),
        (None, None) if upgrades() => Hearing::Fetches("upgrades packages".to_owned()),
        (None, None) => Hearing::Deaf { is_quick },
    }
}

/// What a command fetches, unless its words say which version.
fn fetched(run: &Run<'_>, simple: &Simple, program: &str) -> Option<Fetched> {
    let words = || simple.words.iter().map(|word| word.text(run.text));
    let behind = words().skip_while(|word| !word.ends_with(program)).skip(1);
    let subcommand = behind.clone().find(|word| !word.starts_with('-')).unwrap_or_default();
    facts::fetched(program, subcommand).filter(|_| !behind.clone().any(names_version))
}

/// Whether a word holds a version, or a variable that is called so.
fn names_version(word: &str) -> bool {
    let path = word.split_once("://").map_or(word, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let is_number = |at: usize| {
        let (before, after) = (&path[..at], &path[at + 1..]);
        before.ends_with(|ch: char| ch.is_ascii_digit()) && after.starts_with(|ch: char| ch.is_ascii_digit())
    };
    let upper = path.to_ascii_uppercase();
    path.match_indices('.').any(|(at, _)| is_number(at))
        || upper
            .split('$')
            .skip(1)
            .any(|name| ["VER", "TAG", "COMMIT", "SHA", "REV"].iter().any(|part| name.contains(part)))
}

/// The program that a command runs; empty for none.
fn program<'r>(run: &'r Run<'_>, simple: &'r Simple) -> Cow<'r, str> {
    match resolve(simple, run.text) {
        Resolved::Known(invocation) => Cow::Borrowed(invocation.tool),
        Resolved::Other { name } => name,
        Resolved::Opaque(_) => Cow::Borrowed(simple.words.first().map_or("a command", |word| word.text(run.text))),
    }
}

/// Whether a program may read any variable.
fn reads(run: &Run<'_>, simple: &Simple, program: &str) -> bool {
    // Alone they print all variables.
    let prints = matches!(program, "set" | "export") && simple.words.len() == 1;
    let starts = |word: &str| word.starts_with("-exec") || word.starts_with("-ok");
    let starts = program == "find" && simple.words.iter().any(|word| starts(word.text(run.text)));
    prints || starts || !facts::ignores_volatile_args(program)
}

/// Where the programs of a distribution are.
const SYSTEM: [&str; 4] = ["/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/"];
