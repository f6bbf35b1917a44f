use crate::model::Model;
use crate::syntax::{Arguments, Command, Form, Healthcheck, Instruction, Span};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectPseudoJson;

static META: Meta = Meta {
    id: "detect-pseudo-json",
    summary: "Detect arrays that are no JSON and so run as shell text",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectPseudoJson {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for instruction in &file.document.instructions {
            if memchr::memchr(b'[', instruction.logical.text().as_bytes()).is_some() {
                look(instruction, &instruction.command, cx);
            }
        }
    }
}

fn look(instruction: &Instruction<'_>, command: &Command, cx: &mut Cx<'_>) {
    let (span, why) = match &command.arguments {
        Arguments::Onbuild(Some(trigger)) => return look(instruction, trigger, cx),
        Arguments::Run(Form::Shell(span)) => (*span, "the shell looks for a program of that name, and the build fails"),
        Arguments::Cmd(Form::Shell(span))
        | Arguments::Entrypoint(Form::Shell(span))
        | Arguments::Healthcheck(Healthcheck::Command(Form::Shell(span))) => {
            (*span, "it is text for the shell, which looks for a program of that name and fails")
        }
        Arguments::Copy(transfer) | Arguments::Add(transfer) if transfer.json.is_none() => {
            (command.rest, "the brackets and quotes are read as parts of the paths, and the build fails")
        }
        Arguments::Volume(paths) if paths.iter().all(|path| path.decoded.is_none()) => {
            (command.rest, "the brackets and quotes are read as parts of the paths")
        }
        _ => return,
    };
    let text = instruction.text(span).trim_end();
    if !is_meant_as_array(text) {
        return;
    }
    let place = instruction.logical.cover(Span::new(span.start as usize, span.start as usize + text.len()));
    let keyword = command.keyword.map_or("", |keyword| keyword.as_str());
    let shell = matches!(
        &command.arguments,
        Arguments::Run(_) | Arguments::Cmd(_) | Arguments::Entrypoint(_) | Arguments::Healthcheck(_)
    );
    let why = if shell && text[1..].starts_with(char::is_whitespace) {
        "the shell takes it for its command `[`, which only compares words, and starts nothing"
    } else {
        why
    };
    let finding = cx.report(Severity::Error, place, format!("the array behind {keyword} is no JSON")).because(why);
    match repaired(text) {
        Some(array) => finding.repair(format!("write `{keyword} {array}`")),
        None => finding.repair("write all strings in double quotes, with commas between them and none at the end"),
    };
}

/// Quotes, also those that a word processor makes of typewriter quotes.
const QUOTES: [char; 6] = ['\'', '"', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'];

/// Whether a text is one array of quoted strings. The command `[` has a blank behind it, and no commas.
fn is_meant_as_array(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else { return false };
    let (mut quote, mut last) = (None, ' ');
    let mut comma = false;
    for ch in inner.chars() {
        match quote {
            None if QUOTES[..2].contains(&ch) => quote = Some(ch),
            Some(open) if ch == open => quote = None,
            // The words of a test may hold commas, but none stands behind a quote there.
            None if ch == ',' && QUOTES.contains(&last) => comma = true,
            None if !ch.is_whitespace() && ch != ',' && !inner.starts_with(QUOTES) => return false,
            _ => {}
        }
        last = ch;
    }
    inner.trim_start().starts_with(QUOTES) && (inner.starts_with(QUOTES) || comma)
}

/// The array with its quotes made right, if that is all that is wrong with it.
fn repaired(text: &str) -> Option<String> {
    let plain = text.replace(QUOTES, "\"");
    let items: Vec<String> = serde_json::from_str(&plain).ok()?;
    let simple = !text.contains(['\\', '\n']) && !text.contains("\"'") && !text.contains("'\"");
    (simple && items.len() * 2 == plain.matches('"').count()).then_some(plain)
}
