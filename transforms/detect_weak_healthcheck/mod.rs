use crate::facts::Distro;
use crate::model::{Model, Run};
use crate::shell::{self, Resolved, resolve};
use crate::syntax::{Arguments, Form, Healthcheck, Instruction, Keyword, Span};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectWeakHealthcheck;

static META: Meta = Meta {
    id: "detect-weak-healthcheck",
    summary: "Detect health checks that succeed, or fail, whatever the answer",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectWeakHealthcheck {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, facts) in file.stages.iter().enumerate() {
            let checks = facts.body().rev().map(|at| file.instruction(at));
            // The last one counts.
            let last = checks.into_iter().find(|one| one.keyword() == Some(Keyword::Healthcheck));
            if let Some(instruction) = last {
                let Arguments::Healthcheck(Healthcheck::Command(form)) = &instruction.command.arguments else {
                    continue;
                };
                let place = instruction.logical.cover(form.span());
                if let Some(tool) = missing_tool(file, stage, instruction, form) {
                    cx.report(Severity::Warning, place, format!("nothing in this file installs `{tool}`"))
                        .because("the base image comes without it, so that the check fails whatever the answer")
                        .repair(format!("install `{tool}`, or check with a program that the image has"));
                } else if let Some((message, repair)) = ignores_status(instruction, form) {
                    cx.report(Severity::Warning, place, message)
                        .because("a server that answers 500 counts as healthy")
                        .repair(repair);
                }
            }
        }
    }
}

/// The command of a check with its words, when it is one plain command, perhaps with `|| exit 1` behind it.
fn words(instruction: &Instruction<'_>, form: &Form) -> Option<Vec<String>> {
    match form {
        Form::Exec { items, .. } => {
            let words = items.iter().map(|item| item.text(&instruction.logical).to_owned()).collect::<Vec<_>>();
            let shell =
                words.first().is_some_and(|word| matches!(word.rsplit('/').next(), Some("sh" | "bash" | "ash")));
            (!shell).then_some(words)
        }
        Form::Shell(span) => {
            let text = instruction.text(*span);
            let script = shell::parse(text).ok()?;
            let commands = script.simple_commands();
            let (first, others) = commands.split_first()?;
            let ends = others.iter().all(|one| matches!(one.simple.span.of(text), "exit 1" | "false"));
            let plain = ends && script.list.items.len() == 1 && !text.contains(['|', '>'])
                || ends && text.contains("||") && !text.replace("||", "").contains('|');
            plain.then(|| {
                first
                    .simple
                    .words
                    .iter()
                    .map(|word| word.value(text).map_or_else(|| word.text(text).to_owned(), |value| value.into_owned()))
                    .collect()
            })
        }
    }
}

/// What makes a check succeed whatever the status of the answer is, and the repair.
fn ignores_status(instruction: &Instruction<'_>, form: &Form) -> Option<(&'static str, &'static str)> {
    let text = instruction.text(form.span());
    if let Some((before, call)) = text.split_once("requests.get(") {
        return drops_answer(before, call)
            .then_some(("`requests.get` does not fail for an error status", "add `.raise_for_status()`"));
    }
    let words = words(instruction, form)?;
    if words.first()?.rsplit('/').next() != Some("curl") {
        return None;
    }
    let line = words.join(" ");
    let script = shell::parse(&line).ok()?;
    let commands = script.simple_commands();
    let Resolved::Known(curl) = resolve(commands.first()?.simple, &line) else { return None };
    let reads = ["--fail", "--fail-with-body", "--write-out", "--config"].iter().any(|option| curl.has(option));
    let other = line.split_once("://").is_some_and(|(before, _)| {
        !["http", "https"].iter().any(|scheme| before.rsplit(|ch: char| !ch.is_alphanumeric()).next() == Some(scheme))
    });
    let mut urls = line.split_whitespace().filter(|word| word.contains(':'));
    let port = urls.any(|word| {
        let host = word.rsplit("://").next().unwrap_or_default().split('/').next().unwrap_or_default();
        host.rsplit_once(':').is_some_and(|(_, port)| OTHER_PORTS.contains(&port))
    });
    let web = !other && !port && !line.contains("telnet:") && !line.contains("--unix-socket");
    (!reads && web && curl.unknown_option.is_none())
        .then_some(("`curl` does not fail for an error status", "add `--fail`"))
}

/// Ports of services that do not speak HTTP: a check asks whether they answer at all (IANA's registry of ports).
const OTHER_PORTS: [&str; 10] = ["21", "22", "25", "143", "465", "587", "3306", "5432", "6379", "11211"];

/// Whether a call of Python, of which the text behind its opening bracket is given, is a statement of its own.
fn drops_answer(before: &str, call: &str) -> bool {
    let mut depth = 1_usize;
    let end = call.char_indices().find(|&(_, ch)| {
        match ch {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let Some((end, _)) = end else { return false };
    let begins = before.trim_end().is_empty() || before.trim_end().ends_with([';', '"', '\'']);
    let rest = call[end + 1..].trim_start();
    begins && (rest.is_empty() || rest.starts_with([';', '"', '\'']) && !asks(rest))
}

/// Whether statements behind the call look at the status of an answer.
fn asks(rest: &str) -> bool {
    ["raise_for_status", "status_code", "assert"].iter().any(|word| rest.contains(word))
}

/// The program that the base image is known not to have, if nothing in the file may bring it.
fn missing_tool(file: &Model<'_>, stage: usize, instruction: &Instruction<'_>, form: &Form) -> Option<&'static str> {
    let words = words(instruction, form)?;
    let program = words.first()?.as_str();
    let base = file.base(stage);
    let small = base.slim == Some(true) || (base.runtime.is_none() && is_system(file, stage));
    let tool = match (program, base.distro?) {
        ("curl", Distro::Alpine) if is_system(file, stage) => "curl",
        ("curl", Distro::Debian | Distro::Ubuntu) if small => "curl",
        ("wget", Distro::Debian | Distro::Ubuntu) if small => "wget",
        _ => return None,
    };
    let text = file.document.source.text();
    let brings = |at: usize| {
        let other = file.instruction(at);
        let lines = other.lines.of(text);
        match &other.command.arguments {
            Arguments::Run(_) => {
                lines.contains(tool)
                    || file.run(at).is_none_or(Run::may_call_package_managers_unseen)
                    || lines.contains("xargs")
                    || lines.contains('$')
            }
            Arguments::Copy(_) | Arguments::Add(_) => lines.contains(tool) || lines.contains("--from"),
            _ => false,
        }
    };
    let none = !file.lineage(stage).flat_map(|stage| file.stages[stage].body()).any(brings);
    none.then_some(tool)
}

/// Whether a stage is on an image of a distribution alone, so with few programs.
fn is_system(file: &Model<'_>, stage: usize) -> bool {
    let root = file.lineage(stage).last().unwrap_or(stage);
    let crate::model::BaseImage::Image(image) = &file.stages[root].base else { return false };
    let name = crate::syntax::Reference::parse(&image.text).repository;
    let official = matches!(name.of(&image.text), "debian" | "ubuntu" | "alpine");
    official && name != Span::default()
}
