//! Whether a RUN may read a variable that it does not name.

use std::borrow::Cow;

use crate::facts;
use crate::model::{Model, Run};
use crate::shell::{Resolved, Simple, resolve};

/// What a RUN may do with a variable that is in its environment only.
pub(super) enum Hearing {
    /// Nothing: none of its programs looks for such variables.
    Deaf {
        /// It takes no time worth to speak of.
        is_quick: bool,
    },
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
    for found in run.simple_commands() {
        let name = program(run, found.simple);
        if name.is_empty() {
            continue;
        }
        let base = SYSTEM.iter().find_map(|directory| name.strip_prefix(directory)).unwrap_or(&name);
        if reads(run, found.simple, base) {
            return Hearing::MayRead(name.into_owned());
        }
        is_quick &= facts::is_quick(base);
    }
    Hearing::Deaf { is_quick }
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
