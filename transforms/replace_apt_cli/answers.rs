//! Whether a call of apt has an answer to its questions.

use crate::model::{PackageCommand, Run};
use crate::shell::{Script, streams};

/// The answer to the question whether to go on.
pub(super) enum Answer {
    /// It is given, be it yes or no, or the command asks nothing.
    Given,
    /// Nothing gives it.
    Missing,
    /// Something may give it.
    Unknown(&'static str),
}

/// Options that answer, or with which nothing is asked.
const ANSWERS: [&str; 8] =
    ["--yes", "--assume-no", "--simulate", "--print-uris", "--trivial-only", "--force-yes", "--help", "--version"];

/// The answer that a command has. `is_apt` says that `apt` runs it, for which `-qq` is no answer.
pub(super) fn of(script: &Script, run: &Run<'_>, command: &PackageCommand<'_>, is_apt: bool) -> Answer {
    let invocation = &command.invocation;
    let negated =
        |name: &str| ["-y=", "--yes=", "--assume-yes=", "--assume-no="].iter().any(|start| name.starts_with(start));
    if invocation.options.iter().any(|option| ANSWERS.contains(&&*option.name) || negated(&option.name)) {
        return Answer::Given;
    }
    let settings = invocation.options.iter().filter(|option| option.name == "--option");
    if settings.filter_map(|option| option.value.as_deref()).any(|setting| setting.starts_with("quiet")) {
        return Answer::Given;
    }
    if quiet(command) >= if is_apt { 3 } else { 2 } {
        return Answer::Given;
    }
    if !invocation.is_transparent() || invocation.has("--config-file") {
        return Answer::Unknown("an option that is only known when it runs, or not known at all, may answer for it");
    }
    let by_xargs = invocation.wrappers.contains(&"xargs");
    match streams(script, run.text, command.simple) {
        Some(streams) if streams.input || by_xargs => Answer::Missing,
        _ => Answer::Unknown("its questions may be answered through its input"),
    }
}

/// How quiet the command is told to be. From 2 on apt-get takes yes for the answer.
fn quiet(command: &PackageCommand<'_>) -> u32 {
    let options = command.invocation.options.iter().filter(|option| option.name == "--quiet");
    options.fold(0, |level, option| match option.value.as_deref() {
        None => level + 1,
        Some(number) => number.parse().unwrap_or(u32::MAX),
    })
}
