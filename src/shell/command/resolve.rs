//! Looking through wrappers for the program that runs.

use super::options::{Next, Reader, decode, may_vanish_or_split};
use super::tools::{Arity, Tool, Wrapper, table};
use super::{Found, Invocation, Resolved};
use crate::shell::ast::{Simple, Word};
use crate::shell::effects::Reason;
use std::borrow::Cow;

/// Where the programs of a distribution are. A program of a known name elsewhere is not taken for it.
const DIRECTORIES: [&str; 6] = ["/usr/bin", "/bin", "/usr/local/bin", "/sbin", "/usr/sbin", "/usr/local/sbin"];

/// Finds the program a command runs. `text` is the text that was parsed. Nothing is looked for twice.
#[must_use]
pub fn resolve<'a>(simple: &'a Simple, text: &str) -> Resolved<'a> {
    match simple.runs.get_or_init(|| find(simple, text)) {
        Found::Tool(line) => Resolved::Known(Invocation { simple, line }),
        Found::Other(name) => Resolved::Other { name: name.into() },
        Found::Opaque(reason) => Resolved::Opaque(reason.clone()),
    }
}

fn find(simple: &Simple, text: &str) -> Found {
    let mut wrappers = Vec::new();
    let mut appends = false;
    let mut at = 0;
    loop {
        let Some(word) = simple.words.get(at) else {
            let name = simple.words.first().and_then(|word| word.value(text)).unwrap_or_default();
            return Found::Other(name.into_owned());
        };
        let Some(name) = word.value(text) else {
            return Found::Opaque(Reason::about(word.text(text), "may stand for any command"));
        };
        let (directory, base) = name.rsplit_once('/').map_or((None, &*name), |(dir, base)| (Some(dir), base));
        if directory.is_some_and(|directory| !is_standard(directory, base)) {
            return Found::Other(name.into_owned());
        }
        if let Some(why) = table().opaque(base) {
            return Found::Opaque(Reason::about(base, why));
        }
        if table().is_shell(base) {
            return shell(simple, text, at, name);
        }
        if let Some(tool) = table().tool(base) {
            let path = directory.map(|_| word.text(text).to_owned());
            return more_words(Found::Tool(Reader::new(simple, text, tool, wrappers, at, path).read()), appends);
        }
        if table().is_python(base) {
            return more_words(python(simple, text, wrappers, at, name), appends);
        }
        let Some(wrapper) = table().wrapper(base) else { return Found::Other(name.into_owned()) };
        match unwrap(simple, text, at, wrapper) {
            Ok(Some(next)) => {
                wrappers.push(wrapper.name);
                appends |= wrapper.appends;
                at = next;
            }
            Ok(None) => return Found::Other(name.into_owned()),
            Err(reason) => return Found::Opaque(reason),
        }
    }
}

/// Notes that a wrapper adds words that nobody sees.
fn more_words(mut resolved: Found, appends: bool) -> Found {
    if let Found::Tool(found) = &mut resolved {
        let seeks = found.subcommand.is_none() && table().tool(found.tool).is_some_and(Tool::has_subcommands);
        found.opaque_before |= appends && seeks;
        found.opaque_after |= appends;
    }
    resolved
}

fn is_standard(directory: &str, base: &str) -> bool {
    let in_environments = || table().is_python(base) || table().tool(base).is_some_and(|tool| tool.in_opt);
    DIRECTORIES.contains(&directory) || (holds_environment(directory) && in_environments())
}

/// Whether a directory is the `bin` of a Python environment: of one in `/opt`, or of one that is called so (`.venv`,
/// `conda3`).
fn holds_environment(directory: &str) -> bool {
    let Some(home) = directory.strip_suffix("/bin") else { return false };
    let in_opt = home.strip_prefix("/opt/").is_some_and(|name| !name.is_empty() && !name.contains('/'));
    let name = home.rsplit('/').next().unwrap_or_default();
    in_opt || ["env", "conda"].iter().any(|word| name.contains(word))
}

/// `sh -c text` is not read; `sh file` is another program.
fn shell(simple: &Simple, text: &str, at: usize, name: Cow<'_, str>) -> Found {
    for word in &simple.words[at + 1..] {
        match word.value(text) {
            Some(value) if !value.starts_with('-') && !value.starts_with('+') => break,
            Some(value) if value.starts_with("--") || !value.contains('c') => {}
            _ => return Found::Opaque(Reason::about(&name, "runs shell text of its own")),
        }
    }
    Found::Other(name.into_owned())
}

/// `python -m module` runs the tool of that module.
fn python(simple: &Simple, text: &str, wrappers: Vec<&'static str>, start: usize, name: Cow<'_, str>) -> Found {
    let mut at = start + 1;
    while let Some(value) = simple.words.get(at).and_then(|word| word.value(text)) {
        if let Some(tool) = value.strip_prefix("-m").and_then(|module| table().module(module)) {
            return Found::Tool(Reader::new(simple, text, tool, wrappers, at, None).read());
        }
        if value == "-m" {
            let module = simple.words.get(at + 1).and_then(|word| word.value(text));
            let Some(tool) = module.and_then(|module| table().module(&module)) else { break };
            return Found::Tool(Reader::new(simple, text, tool, wrappers, at + 1, None).read());
        }
        match table().python.get(&value) {
            Some((_, Arity::Value)) => at += 2,
            Some(_) => at += 1,
            None => break,
        }
    }
    Found::Other(name.into_owned())
}

/// The place of the command that a wrapper runs; `None` when it runs none.
fn unwrap(simple: &Simple, text: &str, start: usize, wrapper: &Wrapper) -> Result<Option<usize>, Reason> {
    let mut at = start + 1;
    while let Some(word) = simple.words.get(at) {
        let Some(value) = word.value(text) else {
            // `env A=$B cmd`: the value may be anything, the command is still the next word when it is quoted.
            if wrapper.assignments && is_safe_assignment(word, text) {
                at += 1;
                continue;
            }
            break;
        };
        if value == "--" {
            at += 1;
            break;
        }
        if wrapper.queries.iter().any(|query| *query == value) {
            return Ok(None);
        }
        if value.starts_with('-') && !(value == "-" && wrapper.options.get("-").is_none()) {
            let decoded = decode(&wrapper.options, &value)
                .ok_or_else(|| Reason::about(&value, "is an option whose meaning is not known"))?;
            at += 1;
            if decoded.last().is_some_and(|option| option.next != Next::Nothing) {
                one_word(simple, text, at)?;
                at += 1;
            }
        } else if wrapper.assignments && is_assignment(&value) {
            at += 1;
        } else {
            break;
        }
    }
    for _ in 0..wrapper.operands {
        one_word(simple, text, at)?;
        at += 1;
    }
    if let Some(value) = simple.words.get(at).and_then(|word| word.value(text)).filter(|value| value.starts_with('-')) {
        return Err(Reason::about(&value, "is an option whose meaning is not known"));
    }
    while wrapper.assignments
        && simple.words.get(at).is_some_and(|word| word.value(text).is_some_and(|value| is_assignment(&value)))
    {
        at += 1;
    }
    Ok((at < simple.words.len()).then_some(at))
}

/// Refuses a word that may turn out to be none or several, so that the command would begin elsewhere.
fn one_word(simple: &Simple, text: &str, at: usize) -> Result<(), Reason> {
    match simple.words.get(at) {
        Some(word) if may_vanish_or_split(word, text) => {
            Err(Reason::about(word.text(text), "may stand for no word or several"))
        }
        _ => Ok(()),
    }
}

fn is_assignment(value: &str) -> bool {
    value
        .split_once('=')
        .is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
}

/// An assignment whose value is quoted, so that it stays one word.
fn is_safe_assignment(word: &Word, text: &str) -> bool {
    let raw = word.text(text);
    let raw = raw.strip_prefix('"').unwrap_or(raw);
    let quoted = raw.split_once("=\"").is_some_and(|(_, value)| value.find('"') == Some(value.len().wrapping_sub(1)))
        || (word.text(text).starts_with('"') && raw.find('"') == Some(raw.len().wrapping_sub(1)));
    quoted && is_assignment(raw)
}
