//! Faults of single instructions for which BuildKit rejects a file (`frontend/dockerfile/instructions/parse.go`), and
//! what its versions read differently.
//!
//! An unknown flag may belong to a newer frontend and is none.

use super::arguments::{Arguments, Assignment, Form, Healthcheck};
use super::{Command, Document, Instruction, Keyword, Span, SyntaxError, SyntaxErrorKind, heredoc, words};

pub(super) fn errors(document: &Document<'_>) -> Vec<SyntaxError> {
    let mut errors = Vec::new();
    let mut in_stage = false;
    for instruction in &document.instructions {
        let command = &instruction.command;
        let mut fail = |at: Span, kind| errors.push(SyntaxError { span: instruction.logical.cover(at), kind });
        match command.keyword {
            Some(Keyword::From) => in_stage = true,
            Some(keyword) if !in_stage && keyword != Keyword::Arg => {
                fail(command.name, SyntaxErrorKind::BeforeFrom(keyword.as_str()));
            }
            _ => {}
        }
        if let Some((at, kind)) = fault(instruction, command).or_else(|| disputed(instruction)) {
            match comment_at_fault(instruction, command, at, &kind) {
                Some((at, kind)) => fail(at, kind),
                None => fail(at, kind),
            }
        }
    }
    if !in_stage && errors.is_empty() {
        let end = document.source.text().len();
        errors.push(SyntaxError { span: Span::at(end), kind: SyntaxErrorKind::NoStage });
    }
    errors
}

/// The comment that is the cause of a fault.
fn comment_at_fault(
    instruction: &Instruction<'_>,
    command: &Command,
    at: Span,
    kind: &SyntaxErrorKind,
) -> Option<(Span, SyntaxErrorKind)> {
    let start = command.rest.start as usize + words::inline_comment(instruction.text(command.rest))?;
    let counts = matches!(kind, SyntaxErrorKind::ArgumentCount { .. }) || command.keyword == Some(Keyword::From);
    let is_cause = at.start as usize == start || counts;
    let comment = || {
        Some((
            Span { start: Span::at(start).start, ..command.rest },
            SyntaxErrorKind::InlineComment(command.keyword?.as_str()),
        ))
    };
    is_cause.then(comment)?
}

fn fault(instruction: &Instruction<'_>, command: &Command) -> Option<(Span, SyntaxErrorKind)> {
    let Some(keyword) = command.keyword else {
        let word = instruction.text(command.name);
        return Some((command.name, SyntaxErrorKind::UnknownInstruction(word.to_owned(), Keyword::nearest(word))));
    };
    let keyword = keyword.as_str();
    let here = if command.rest.is_empty() { command.name } else { command.rest };
    let count = |expected| Some((here, SyntaxErrorKind::ArgumentCount { keyword, expected }));
    let malformed = |at, expected| Some((at, SyntaxErrorKind::Malformed { keyword, expected }));
    if command.bad_json {
        return malformed(here, "a JSON array of strings only");
    }
    match &command.arguments {
        Arguments::From(from) => {
            let words = words::unquoted(instruction.logical.text(), command.rest);
            match words.len() {
                1 => None,
                3 => match from.alias {
                    None => malformed(here, "`AS name` behind the image"),
                    Some(alias) if is_stage_name(instruction.text(alias)) => None,
                    Some(alias) => malformed(alias, "a stage name of letters, digits, `-`, `_` and `.`"),
                },
                _ => count("an image, or an image, AS and a name"),
            }
        }
        Arguments::Add(transfer) | Arguments::Copy(transfer) => {
            if transfer.sources.is_empty() || transfer.destination.is_none() {
                return count("at least one source and a destination");
            }
            let destination = transfer.destination.as_ref().map(|value| value.span);
            let opener = instruction.heredocs.iter().find(|heredoc| Some(heredoc.opener) == destination)?;
            malformed(opener.opener, "a path behind the heredocs")
        }
        Arguments::Env(pairs) | Arguments::Label(pairs) => assignments_fault(instruction, pairs, keyword, here),
        Arguments::Arg(pairs) if pairs.is_empty() => count("at least one name"),
        Arguments::Arg(pairs) => blank_name(instruction, pairs, keyword),
        Arguments::Shell(Form::Shell(_)) => malformed(here, "a JSON array, as in [\"/bin/sh\", \"-c\"]"),
        Arguments::Shell(Form::Exec { items, .. }) if items.is_empty() => count("at least the program"),
        Arguments::Healthcheck(Healthcheck::Malformed) => malformed(here, "NONE, or CMD and a command"),
        Arguments::Healthcheck(Healthcheck::Command(Form::Exec { items, .. })) if items.is_empty() => {
            count("a command behind CMD")
        }
        Arguments::Expose(ports) if ports.is_empty() => count("at least one port"),
        Arguments::Volume(paths) if paths.is_empty() => count("at least one path"),
        Arguments::Volume(paths) => {
            let blank = paths.iter().find(|path| path.text(&instruction.logical).trim().is_empty())?;
            malformed(blank.span, "a path that is not empty")
        }
        Arguments::Maintainer(rest)
        | Arguments::Stopsignal(rest)
        | Arguments::User(rest)
        | Arguments::Workdir(rest)
            if rest.is_empty() =>
        {
            count("exactly one argument")
        }
        Arguments::Onbuild(None) => count("an instruction"),
        Arguments::Onbuild(Some(trigger)) => match trigger.keyword {
            Some(inner @ (Keyword::From | Keyword::Maintainer | Keyword::Onbuild)) => {
                Some((trigger.name, SyntaxErrorKind::NotInOnbuild(inner.as_str())))
            }
            _ => fault(instruction, trigger),
        },
        _ => None,
    }
}

/// What versions of BuildKit read differently in an instruction that all of them take.
fn disputed(instruction: &Instruction<'_>) -> Option<(Span, SyntaxErrorKind)> {
    let command = match &instruction.command.arguments {
        Arguments::Onbuild(Some(trigger)) => trigger,
        _ => &instruction.command,
    };
    let last = match &command.arguments {
        Arguments::Cmd(form)
        | Arguments::Entrypoint(form)
        | Arguments::Run(form)
        | Arguments::Shell(form)
        | Arguments::Healthcheck(Healthcheck::Command(form)) => match form {
            Form::Exec { span, trailing: true, .. } => Some(span.end),
            _ => None,
        },
        Arguments::Add(transfer) | Arguments::Copy(transfer) => transfer.json.map(|span| span.end),
        // The array's end is not kept: it is the first bracket behind the last string.
        Arguments::Volume(values) => values.last().filter(|value| value.decoded.is_some()).and_then(|value| {
            let behind = Span { start: value.span.end, ..command.rest };
            Some(value.span.end + Span::at(instruction.text(behind).find(']')? + 1).start)
        }),
        _ => None,
    };
    let text = instruction.logical.text();
    if let Some(start) = last {
        let behind = words::trim(text, Span { start, ..command.rest });
        if !behind.is_empty() {
            let (what, expected) = ("text behind a JSON array", "the array alone");
            return Some((behind, SyntaxErrorKind::VersionDependent { what, expected }));
        }
    }
    if !command.takes_heredocs() || !text.contains("<<") {
        return None;
    }
    let (what, expected) = ("whether this is a heredoc", "`<<` and a plain name without a blank between them");
    Some((heredoc::disputed(text)?, SyntaxErrorKind::VersionDependent { what, expected }))
}

fn assignments_fault(
    instruction: &Instruction<'_>,
    pairs: &[Assignment],
    keyword: &'static str,
    here: Span,
) -> Option<(Span, SyntaxErrorKind)> {
    match pairs {
        [] => Some((here, SyntaxErrorKind::ArgumentCount { keyword, expected: "at least one name and value" })),
        [only] if only.legacy && only.value.is_none() => {
            Some((only.span, SyntaxErrorKind::ArgumentCount { keyword, expected: "a name and a value" }))
        }
        _ => pairs
            .iter()
            .find(|pair| pair.value.is_none())
            .map(|pair| (pair.span, SyntaxErrorKind::Malformed { keyword, expected: "name=value" }))
            .or_else(|| blank_name(instruction, pairs, keyword)),
    }
}

fn blank_name(
    instruction: &Instruction<'_>,
    pairs: &[Assignment],
    keyword: &'static str,
) -> Option<(Span, SyntaxErrorKind)> {
    let blank = pairs.iter().find(|pair| instruction.text(pair.name).is_empty())?;
    Some((blank.span, SyntaxErrorKind::Malformed { keyword, expected: "a name before the `=`" }))
}

/// BuildKit `validateStageName`: `^[a-z][a-z0-9-_.]*$` after lower-casing; `scratch` is reserved only as a base.
fn is_stage_name(name: &str) -> bool {
    name.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && name.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '.'))
}
