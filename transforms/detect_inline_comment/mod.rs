use crate::model::{Model, Run, RunForm};
use crate::shell::TokenKind;
use crate::syntax::{Arguments, Assignment, Command, Instruction, Span, inline_comment};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectInlineComment;

static META: Meta = Meta {
    id: "detect-inline-comment",
    summary: "Detect comments that are read as arguments, or swallow commands",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectInlineComment {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (at, instruction) in file.document.instructions.iter().enumerate() {
            if memchr::memchr(b'#', instruction.logical.text().as_bytes()).is_none() {
                continue;
            }
            if let Some(run) = file.run(at) {
                swallowed(file, run, cx);
            } else if let Some((span, severity, why)) = taken_as_argument(instruction, &instruction.command) {
                let keyword = instruction.command.keyword.map_or("", |keyword| keyword.as_str());
                let place = on_one_line(file, instruction.logical.cover(span));
                cx.report(severity, place, format!("a comment cannot stand behind {keyword}"))
                    .because(why)
                    .repair(format!("put it on a line of its own above the {keyword}"));
            }
        }
    }
}

/// A comment that the instruction takes for something else: where, how bad that is, and what for. The answers are those
/// of builds with BuildKit of Docker 26.1.5.
fn taken_as_argument(instruction: &Instruction<'_>, command: &Command) -> Option<(Span, Severity, String)> {
    let to_end = |start: u32| Span { start, ..command.rest };
    let text = |span: Span| instruction.text(span);
    let behind = |span: Span| Some(Span { start: span.start + Span::at(inline_comment(text(span))?).start, ..span });
    let (start, severity, why) = match &command.arguments {
        Arguments::Onbuild(Some(trigger)) => return taken_as_argument(instruction, trigger),
        Arguments::Env(pairs) => {
            let (start, why) = in_pairs(instruction, pairs, "variable")?;
            (start, Severity::Error, why)
        }
        Arguments::Label(pairs) => {
            let (start, why) = in_pairs(instruction, pairs, "label")?;
            (start, Severity::Warning, why)
        }
        Arguments::Arg(pairs) => {
            let pair = pairs.iter().skip(1).find(|pair| text(pair.name).starts_with('#'))?;
            (pair.span.start, Severity::Warning, "each of its words is declared as a build argument".to_owned())
        }
        Arguments::Expose(ports) => {
            let word = ports.iter().skip(1).find(|port| text(**port).starts_with('#'))?;
            (word.start, Severity::Error, "each of its words is read as a port, and the build fails".to_owned())
        }
        Arguments::Copy(transfer) | Arguments::Add(transfer) if transfer.json.is_none() => {
            // A source and a destination come before it. A single source may be called so.
            let mut words = transfer.sources.iter().chain(&transfer.destination).skip(2);
            let word = words.find(|word| text(word.span).starts_with('#'))?;
            let path = text(word.span);
            (word.span.start, Severity::Error, format!("`{path}` is read as a path to copy, and the build fails"))
        }
        Arguments::Volume(paths) => {
            let word = paths.iter().skip(1).find(|path| path.decoded.is_none() && text(path.span).starts_with('#'))?;
            (word.span.start, Severity::Error, "each of its words becomes a volume".to_owned())
        }
        Arguments::User(word) => {
            let why = "it is part of the user's name, and the next RUN or the container fails to find that user";
            (behind(*word)?.start, Severity::Error, why.to_owned())
        }
        Arguments::Workdir(word) => {
            let why = format!("the directory that is created is called `{}`", text(*word));
            (behind(*word)?.start, Severity::Error, why)
        }
        _ => return None,
    };
    Some((to_end(start), severity, why))
}

/// A comment behind names and values, and what becomes of it.
fn in_pairs(instruction: &Instruction<'_>, pairs: &[Assignment], what: &str) -> Option<(u32, String)> {
    if let [Assignment { legacy: true, value: Some(value), name, .. }] = pairs {
        let at = inline_comment(instruction.text(*value))?;
        // `ENV TITLE Issue #5` may be meant.
        let blank = instruction.text(*value)[at..].trim_start_matches('#').starts_with(char::is_whitespace);
        let why = format!("it is part of the value of the {what} `{}`", instruction.text(*name));
        return blank.then_some((value.start + Span::at(at).start, why));
    }
    let pair = pairs.iter().skip(1).find(|pair| instruction.text(pair.name).starts_with('#'))?;
    Some((pair.span.start, format!("it defines a {what} called `{}`", instruction.text(pair.name))))
}

/// Reports a comment of the shell that reaches over a continuation: the lines behind it are part of it.
fn swallowed(file: &Model<'_>, run: &Run<'_>, cx: &mut Cx<'_>) {
    let (RunForm::Line, Ok(script)) = (run.form, &run.script) else { return };
    for token in script.tokens.iter().filter(|token| token.kind == TokenKind::Comment) {
        if run.source(token.span).is_some() {
            continue;
        }
        let comment = token.span.of(run.text);
        let place = on_one_line(file, run.cover(token.span));
        let lost = comment.get(place.len()..).unwrap_or_default().trim();
        // A list that goes on with a comment sign was commented out line by line.
        if lost.is_empty() {
            continue;
        }
        cx.report(Severity::Error, place, "the comment takes in the lines behind it")
            .because(format!("the lines are joined first, so that the shell never runs `{}`", shortened(lost)))
            .repair("put it on a line of its own, where it begins with `#`");
    }
}

/// The part of a source range up to the continuation mark, or the end, of its first line.
fn on_one_line(file: &Model<'_>, span: Span) -> Span {
    let line = span.of(file.document.source.text()).lines().next().unwrap_or_default();
    let whole = line.len() == span.len();
    let text = if whole { line } else { line.trim_end().trim_end_matches(char::from(file.document.escape)) };
    Span::new(span.start as usize, span.start as usize + text.trim_end().len())
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
