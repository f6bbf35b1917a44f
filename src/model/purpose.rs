//! What the images that are made of a stage are for, as far as a file with a Python application tells.

use super::{BaseImage, Model, Role, Start};
use crate::facts::{is_dev_mode, is_python_dev_program, is_python_server, is_test_part};
use crate::syntax::{Arguments, Assignment, Form, Instruction};

/// For each stage, what is known of the images that it is part of: those that are built FROM it or take files from it,
/// over any number of steps.
#[derive(Debug)]
pub struct Purpose {
    /// Why an image may be for development or tests.
    doubts: Vec<Option<String>>,
    /// Whether there is an image.
    reaches: Vec<Option<()>>,
    /// Whether an image starts something else than a server of an application.
    others: Vec<Option<()>>,
}

impl Purpose {
    /// What the file says of its stages.
    #[must_use]
    pub fn of(model: &Model<'_>) -> Self {
        let stages = model.stages.len();
        let mut own: Vec<Option<String>> = (0..stages).map(|stage| doubt(model, stage)).collect();
        for stage in 0..stages {
            if let (None, BaseImage::Stage(parent)) = (&own[stage], &model.stages[stage].base) {
                own[stage] = own[*parent].clone();
            }
        }
        let (mut reaches, mut others) = (vec![None; stages], vec![None; stages]);
        for stage in (0..stages).filter(|&stage| model.stages[stage].role == Role::Output) {
            reaches[stage] = Some(());
            match started(model, stage) {
                Ok(program) => others[stage] = (!is_python_server(&program)).then_some(()),
                Err(doubt) => own[stage] = own[stage].take().or(Some(doubt)),
            }
        }
        model.carry_back(&mut own);
        model.carry_back(&mut reaches);
        model.carry_back(&mut others);
        Self { doubts: own, reaches, others }
    }

    /// Whether something of a stage may be in an image.
    #[must_use]
    pub fn reaches_an_image(&self, stage: usize) -> bool {
        self.reaches[stage].is_some()
    }

    /// Whether all images with something of a stage start a server of an application.
    #[must_use]
    pub fn is_of_servers(&self, stage: usize) -> bool {
        self.others[stage].is_none()
    }

    /// Whether no image with something of a stage, and nothing that is built with it, is known to be for development
    /// or tests, and each starts something.
    ///
    /// # Errors
    /// Why one may be.
    pub fn is_production(&self, stage: usize) -> Result<(), String> {
        self.doubts[stage].clone().map_or(Ok(()), Err)
    }
}

/// Why a stage by itself may be for development or tests.
fn doubt(model: &Model<'_>, stage: usize) -> Option<String> {
    let facts = &model.stages[stage];
    let name = facts.name.as_deref().unwrap_or_default();
    let says = |part: &str| {
        part.starts_with("dev") || part.starts_with("test") || matches!(part, "ci" | "debug") || is_test_part(part)
    };
    if name.split(['-', '_', '.']).any(says) {
        return Some(format!("the stage {name} is named as one for development or tests"));
    }
    if model.is_for_development(stage) {
        return Some("it is an environment for people to work in".to_owned());
    }
    let source = model.document.source.text();
    facts.body().find_map(|at| {
        let instruction = model.instruction(at);
        let word = match &instruction.command.arguments {
            Arguments::Env(pairs) | Arguments::Arg(pairs) => {
                let setting = pairs.iter().find_map(|pair| mode(model, at, instruction, pair))?;
                return Some(format!("{setting} may say that the image is for development or tests"));
            }
            Arguments::Copy(transfer) | Arguments::Add(transfer) => {
                let mut paths = transfer.sources.iter().chain(&transfer.destination);
                paths.find_map(|path| path.text(&instruction.logical).split('/').find(|part| names_tests(part, true)))
            }
            Arguments::Run(_)
            | Arguments::Cmd(_)
            | Arguments::Entrypoint(_)
            | Arguments::Healthcheck(_)
            | Arguments::Onbuild(_) => {
                let bodies = instruction.heredocs.iter().map(|heredoc| heredoc.body.of(source));
                let arguments = instruction.text(instruction.command.rest);
                std::iter::once(arguments).chain(bodies).find_map(|text| words(text).find(|word| runs_tool(word)))
            }
            _ => None,
        };
        word.map(|word| format!("`{word}` may need the development packages"))
    })
}

/// The words of a command line, also of one inside of quotes, without what stands around and between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| c.is_whitespace() || "\"'`,[](){};&|=<>$:@\\".contains(c);
    text.split(between).filter(|word| !word.is_empty())
}

/// Whether a word of a command is that of a tool of development, or names something of tests.
fn runs_tool(word: &str) -> bool {
    let base = word.rsplit('/').next().unwrap_or_default();
    // `requirements-dev.txt` is a file, `python3.9-dev` a package.
    let ending = base.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_file = !ending.is_empty() && ending.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_python_dev_program(base) || matches!(word, "dev" | "development") || names_tests(base, is_file)
}

/// Whether a part of a path says that it is for tests, or for development where `modes` count.
fn names_tests(name: &str, modes: bool) -> bool {
    let mut parts = name.split(['.', '-', '_']);
    parts.any(|part| is_test_part(part) || (modes && matches!(part, "dev" | "development")))
}

/// What a variable is set to, or its name, where that may say that the image is not for production.
fn mode(model: &Model<'_>, at: usize, instruction: &Instruction<'_>, pair: &Assignment) -> Option<String> {
    let name = instruction.text(pair.name);
    let written = pair.value.map_or("", |value| instruction.text(value));
    let value = model.expand(at, written);
    let known = value.as_ref().map(|value| value.text.as_str());
    let is_off = |value: &str| matches!(&*value.to_ascii_lowercase(), "" | "0" | "false" | "no" | "off" | "none");
    let switch = name.split('_').any(|part| matches!(&*part.to_ascii_lowercase(), "dev" | "devel" | "development"));
    let debugs = name.split('_').any(|part| part.eq_ignore_ascii_case("debug"))
        && (pair.value.is_none() || !known.is_some_and(is_off));
    if switch || debugs || name.split('_').any(is_test_part) {
        return Some(name.to_owned());
    }
    let text = known.unwrap_or(written);
    let mut parts = text.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '"' | '\''));
    parts.any(is_dev_mode).then(|| format!("{name}={text}"))
}

/// Programs that only start others.
const STARTERS: [&str; 8] = ["tini", "dumb-init", "catatonit", "docker-entrypoint.sh", "exec", "env", "--", "-g"];

/// Programs with `run` that start others in an environment.
const RUNNERS: [&str; 3] = ["poetry", "pipenv", "uv"];

/// Programs that wait, or start what somebody types.
const WAITING: [&str; 12] =
    ["bash", "sh", "ash", "dash", "zsh", "sleep", "tail", "cat", "true", "python", "python3", "ipython"];

/// The program that the containers of a stage start.
///
/// # Errors
/// Why that is not known, or is somebody's who works in it.
fn started(model: &Model<'_>, stage: usize) -> Result<String, String> {
    let start = Start::of(model, stage);
    let line: Vec<String> = [start.entrypoint, start.cmd]
        .into_iter()
        .flatten()
        .filter_map(|at| Some((model.instruction(at), Start::form(model, at)?)))
        .flat_map(|(instruction, form)| match form {
            Form::Exec { items, .. } => items.iter().map(|item| item.text(&instruction.logical).to_owned()).collect(),
            Form::Shell(span) => vec!["sh".to_owned(), "-c".to_owned(), instruction.text(*span).to_owned()],
        })
        .collect();
    let line: Vec<&str> = line.iter().map(String::as_str).collect();
    let rest = match inner(&line) {
        [shell, option, text, ..] if is_waiting(shell) && option.starts_with('-') && option.ends_with('c') => {
            let words: Vec<&str> = words(text).collect();
            return program(inner(&words));
        }
        rest => rest,
    };
    program(rest)
}

/// A command line behind the programs that only start others.
fn inner<'l, 'w>(mut line: &'l [&'w str]) -> &'l [&'w str] {
    loop {
        line = match line {
            [runner, "run", rest @ ..] if RUNNERS.contains(&base(runner)) => rest,
            [starter, rest @ ..] if STARTERS.contains(&base(starter)) => rest,
            _ => return line,
        };
    }
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn is_waiting(path: &str) -> bool {
    WAITING.contains(&base(path))
}

fn program(line: &[&str]) -> Result<String, String> {
    let Some(first) = line.first() else {
        return Err("no CMD says what its containers start, and it may be anything".to_owned());
    };
    let waits = is_waiting(first) && (line.len() == 1 || matches!(base(first), "sleep" | "tail" | "cat"));
    if waits {
        return Err(format!("its containers start {}, perhaps for somebody who works in them", base(first)));
    }
    let module = line.iter().position(|word| *word == "-m").and_then(|at| line.get(at + 1));
    Ok(base(module.unwrap_or(first)).to_owned())
}
