//! Runs the RUNs of two versions of a Dockerfile with recorders in the place of all programs, and says whether they are
//! the same build but for what dfopt's rewrites declare.
//!
//! `cargo run --example equivalence -- [--moved-copies] BEFORE AFTER`
//!
//! With `--moved-copies` it does not matter where COPYs stand: they may be moved on purpose.
//!
//! Exits with 0 when they are the same, 1 when they differ, and 2 when that cannot be tested here.

use std::io::Write as _;
use std::process::ExitCode;

use dfopt::equivalence::{Declared, Error, Report, ShellUnderTest, compare_dockerfiles};

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let moves = arguments.first().is_some_and(|first| first == "--moved-copies");
    if moves {
        arguments.remove(0);
    }
    let [before, after] = arguments.as_slice() else {
        return say("usage: equivalence [--moved-copies] BEFORE AFTER", 2);
    };
    let (before, after) = match (std::fs::read_to_string(before), std::fs::read_to_string(after)) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(error), _) | (_, Err(error)) => return say(&error.to_string(), 2),
    };
    let declared = if moves { Declared::rewritten().copies_manifests_first() } else { Declared::rewritten() };
    let mut tested = false;
    let mut reasons = Vec::new();
    for shell in [ShellUnderTest::Dash, ShellUnderTest::Bash, ShellUnderTest::Busybox] {
        match compare_dockerfiles(&before, &after, &declared, shell) {
            Ok(reports) => {
                if let Some(difference) = reports.iter().find_map(|report| report.difference.as_ref()) {
                    return say(&format!("different in {shell:?}: {difference}"), 1);
                }
                tested = true;
                say(&summary(shell, &reports), 0);
            }
            Err(Error::Unsupported(reason)) => reasons.push(format!("not testable in {shell:?}: {reason}")),
            Err(error) => return say(&error.to_string(), 2),
        }
    }
    for reason in &reasons {
        say(reason, 2);
    }
    if tested { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn summary(shell: ShellUnderTest, reports: &[Report]) -> String {
    let runs: usize = reports.iter().map(|report| report.runs).sum();
    let short = reports.iter().filter(|report| !report.reaches_end).count();
    format!("same in {shell:?}: {} stages differ in text, {runs} builds run, {short} stages stop early", reports.len())
}

fn say(line: &str, code: u8) -> ExitCode {
    match writeln!(std::io::stdout(), "{line}") {
        Ok(()) => ExitCode::from(code),
        Err(_) => ExitCode::from(2),
    }
}
