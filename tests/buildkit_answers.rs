//! The reader against BuildKit's own answers: 60 micro cases and our own Dockerfiles, answered by BuildKit 0.12.5's
//! parser (the PyPI package `dockerfile` 3.4.0, which wraps it), 2026-11-20.

use std::collections::BTreeMap;

use dfopt::syntax::{Arguments, Command, Document, Form, Healthcheck, Instruction, Value, parse};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    error: Option<String>,
    #[serde(default)]
    instructions: Vec<Answer>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Answer {
    keyword: String,
    start: usize,
    end: usize,
    flags: Vec<String>,
    args: Vec<String>,
}

#[test]
fn every_micro_case_reads_as_buildkit_reads_it() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("data/buildkit-0.12.5.json")).expect("the table is JSON");
    assert_eq!(cases.len(), 60);
    let mut wrong = Vec::new();
    for case in cases {
        match (parse(&case.text), case.error) {
            (Ok(document), None) => {
                let ours: Vec<Answer> = document.instructions.iter().map(|one| answer(&document, one)).collect();
                if ours != case.instructions {
                    wrong.push(format!("{}:\n  ours   {ours:?}\n  theirs {:?}", case.name, case.instructions));
                }
            }
            (Err(_), Some(_)) => {}
            (ours, theirs) => wrong.push(format!("{}: ours {:?}, theirs {theirs:?}", case.name, ours.err())),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_dockerfile_has_buildkits_instructions_and_lines() {
    // `KEYWORD:first-last` of each instruction, or null where BuildKit rejects the file.
    let answers: BTreeMap<String, Option<String>> =
        serde_json::from_str(include_str!("data/buildkit-0.12.5-dockerfiles.json")).expect("the table is JSON");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/dockerfiles");
    assert_eq!(std::fs::read_dir(folder).expect("the folder is there").count(), answers.len());
    for (name, theirs) in answers {
        let text = std::fs::read_to_string(format!("{folder}/{name}.Dockerfile")).expect("the file is there");
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
        for text in [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
            let ours = parse(&text).ok().map(|document| lines(&document));
            assert_eq!(ours, theirs, "{name}");
        }
    }
}

fn lines(document: &Document<'_>) -> String {
    let line = |offset: u32| document.source.position(offset as usize).line;
    let one = |instruction: &Instruction<'_>| {
        let name = instruction.text(instruction.command.name).to_uppercase();
        format!("{name}:{}-{}", line(instruction.span.start), line(instruction.span.end))
    };
    document.instructions.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn answer(document: &Document<'_>, instruction: &Instruction<'_>) -> Answer {
    let line = |offset: u32| document.source.position(offset as usize).line;
    // For ONBUILD the Python wrapper shows the flags and the arguments of the trigger.
    let inner = match &instruction.command.arguments {
        Arguments::Onbuild(Some(trigger)) => trigger,
        _ => &instruction.command,
    };
    let text = |span| instruction.text(span).to_owned();
    let mut flags: Vec<String> = inner.flags.iter().map(|flag| text(flag.span)).collect();
    if instruction.command.keyword == Some(dfopt::syntax::Keyword::Onbuild) {
        flags = Vec::new();
    }
    Answer {
        keyword: text(instruction.command.name),
        start: line(instruction.span.start),
        end: line(instruction.span.end),
        flags,
        args: arguments(instruction, inner),
    }
}

fn arguments(instruction: &Instruction<'_>, command: &Command) -> Vec<String> {
    let text = |span| instruction.text(span).to_owned();
    let values = |values: &[Value]| values.iter().map(|value| value.text(&instruction.logical).to_owned()).collect();
    let form = |form: &Form| match form {
        Form::Shell(span) if span.is_empty() => Vec::new(),
        Form::Shell(span) => vec![text(*span)],
        Form::Exec { items, .. } => values(items),
    };
    match &command.arguments {
        Arguments::Add(transfer) | Arguments::Copy(transfer) => {
            let mut all: Vec<String> = values(&transfer.sources);
            all.extend(transfer.destination.iter().map(|value| value.text(&instruction.logical).to_owned()));
            all
        }
        Arguments::Arg(pairs) => pairs.iter().map(|pair| text(pair.span)).collect(),
        Arguments::Env(pairs) | Arguments::Label(pairs) => {
            pairs.iter().flat_map(|pair| [text(pair.name), pair.value.map(text).unwrap_or_default()]).collect()
        }
        Arguments::Cmd(inner) | Arguments::Entrypoint(inner) | Arguments::Run(inner) | Arguments::Shell(inner) => {
            form(inner)
        }
        Arguments::Expose(words) => words.iter().map(|word| text(*word)).collect(),
        Arguments::From(_) => text(command.rest).split_ascii_whitespace().map(str::to_owned).collect(),
        Arguments::Healthcheck(Healthcheck::Disabled) => vec![text(command.rest)],
        Arguments::Healthcheck(Healthcheck::Command(inner)) => {
            [text(command.rest)[..3].to_owned()].into_iter().chain(form(inner)).collect()
        }
        Arguments::Volume(paths) => values(paths),
        Arguments::Unknown => vec![String::new()],
        _ => vec![text(command.rest)],
    }
}
