//! `set -e`: where it may be on, and which commands behave the same when it is ignored.
//!
//! A shell ignores errexit in every element of an and-or list but the last, and in all that such an element runs. So
//! `A && B` and `(A) && B` can run more of A than A alone did.

use super::shape::{all_simple, is_flat_or, is_one_list};
use super::{Interpreter, Proof, Reason};
use crate::shell::ast::{AndOr, Command, CompoundKind, Item, Script, Sep, Simple};
use crate::shell::visit::Node;
use std::collections::HashSet;

/// What a `set` command turns on or off.
#[derive(Default)]
struct SetOptions {
    errexit: Option<bool>,
    /// Anything apart from errexit. An xtrace would print the commands of what follows, with their secrets.
    other: bool,
}

/// The options of a `set` command; `None` when an argument is not known.
fn set_options(simple: &Simple, text: &str) -> Option<SetOptions> {
    let mut found = SetOptions::default();
    let mut arguments = simple.words.iter().skip(1);
    while let Some(word) = arguments.next() {
        let value = word.value(text)?;
        let on = value.starts_with('-');
        if !(on || value.starts_with('+')) || value.len() < 2 || value == "--" {
            found.other = true; // positional parameters
            break;
        }
        for letter in value.chars().skip(1) {
            match letter {
                'e' => found.errexit = Some(on),
                'o' => match arguments.next().map(|word| word.value(text)) {
                    Some(Some(name)) if name == "errexit" => found.errexit = Some(on),
                    Some(None) => return None,
                    _ => found.other = true,
                },
                _ => found.other = true,
            }
        }
    }
    Some(found)
}

/// The first command of the script when it is `set -e`, alone between separators.
pub(super) fn leading_set_e<'s>(script: &'s Script, text: &str) -> Option<&'s Simple> {
    let simple = leading_set(script, text)?;
    let options = set_options(simple, text)?;
    (options.errexit == Some(true) && !options.other).then_some(simple)
}

fn leading_set<'s>(script: &'s Script, text: &str) -> Option<&'s Simple> {
    let Item { and_or, sep: Sep::Semi | Sep::Newline, .. } = script.list.items.first()? else { return None };
    let ([Command::Simple(simple)], None) = (&and_or.first.commands[..], and_or.first.bang) else { return None };
    let plain = and_or.rest.is_empty() && simple.assigns.is_empty() && simple.redirects.is_empty();
    (plain && simple.name(text)? == "set").then_some(simple)
}

/// Whether a command may turn errexit on or off, or is one whose effects are unknown.
fn may_set_errexit(simple: &Simple, text: &str) -> bool {
    if simple.words.is_empty() {
        return false;
    }
    let Some(name) = simple.name(text) else { return true };
    match &*name {
        "set" => set_options(simple, text).is_none_or(|options| options.errexit.is_some()),
        "shopt" | "eval" | "." | "source" | "command" | "builtin" => !is_lookup(simple, text),
        _ => false,
    }
}

/// `command -v` and `command -V`, which run nothing.
fn is_lookup(simple: &Simple, text: &str) -> bool {
    simple.name(text).is_some_and(|name| name == "command")
        && simple.words.get(1).is_some_and(|word| matches!(word.text(text), "-v" | "-V"))
}

/// Whether errexit may be on somewhere in the script.
pub(super) fn may_have_errexit(script: &Script, text: &str, interpreter: &Interpreter) -> bool {
    interpreter.errexit || script.simple_commands().iter().any(|found| may_set_errexit(found.simple, text))
}

/// Whether ignoring errexit changes nothing in the list: pipelines of simple commands, none of which runs shell text
/// of its own in this shell (`eval`, `.`, a function).
pub(super) fn blind_to_errexit(script: &Script, and_or: &AndOr, text: &str) -> Proof {
    if !all_simple(and_or) {
        return Err(Reason::new("a compound command behaves differently where errexit is ignored"));
    }
    let functions = function_names(script, text);
    for command in and_or.pipelines().flat_map(|pipeline| &pipeline.commands) {
        let Command::Simple(simple) = command else { continue };
        let Some(first) = simple.words.first() else { continue };
        let Some(name) = first.value(text) else {
            return Err(Reason::about(first.text(text), "may run shell code under errexit"));
        };
        let runs_code = matches!(&*name, "eval" | "." | "source" | "trap" | "shopt" | "command" | "builtin");
        if (runs_code && !is_lookup(simple, text)) || functions.contains(&&*name) {
            return Err(Reason::about(&name, "runs shell code, which behaves differently where errexit is ignored"));
        }
    }
    Ok(())
}

fn function_names<'t>(script: &Script, text: &'t str) -> HashSet<&'t str> {
    let mut names = HashSet::new();
    script.visit(&mut |node, _| {
        if let Node::Compound(compound) = node
            && compound.kind == CompoundKind::Function
        {
            names.extend(compound.name.map(|span| span.of(text)));
        }
    });
    names
}

/// Whether errexit and ERR traps do not matter to the script: it is off from start to end, or ignoring it changes
/// nothing because the script is one list of simple commands that run no shell code of their own.
///
/// # Errors
///
/// What may turn it on, or what behaves differently.
pub fn err_free(script: &Script, text: &str, interpreter: &Interpreter) -> Proof {
    if is_flat_or(script) && script.list.items.iter().all(|i| blind_to_errexit(script, &i.and_or, text).is_ok()) {
        return Ok(());
    }
    if interpreter.errexit {
        return Err(Reason::new("the shell runs with errexit, which is ignored inside a list"));
    }
    for found in script.simple_commands() {
        let name = found.simple.name(text);
        if may_set_errexit(found.simple, text) {
            return Err(Reason::about(found.simple.span.of(text), "may turn errexit on"));
        }
        if name.is_some_and(|name| name == "trap") && !trap_is_known(found.simple, text) {
            return Err(Reason::about(found.simple.span.of(text), "may trap failures"));
        }
    }
    Ok(())
}

/// Whether the signals of a trap are written out and ERR and DEBUG are not among them.
fn trap_is_known(simple: &Simple, text: &str) -> bool {
    simple.words.iter().skip(2).all(|word| word.literal && !matches!(word.text(text), "ERR" | "DEBUG" | "RETURN"))
}

/// Whether errexit is on from the start to the end of the script, by the shell or a leading `set -e`.
///
/// # Errors
///
/// Where it may be off.
pub fn errexit_throughout(script: &Script, text: &str, interpreter: &Interpreter) -> Proof {
    let leading = leading_set(script, text)
        .filter(|simple| set_options(simple, text).is_some_and(|options| options.errexit == Some(true)));
    if !interpreter.errexit && leading.is_none() {
        return Err(Reason::new("errexit is not on from the start"));
    }
    for found in script.simple_commands() {
        if leading.is_none_or(|simple| simple.span != found.simple.span)
            && (may_set_errexit(found.simple, text) || found.simple.name(text).is_some_and(|name| name == "set"))
        {
            return Err(Reason::about(found.simple.span.of(text), "may turn errexit off"));
        }
    }
    Ok(())
}

/// Whether `A; B` ends with A when A fails: errexit is on until the end of A, by the shell or a leading `set -e`, and
/// the last list of A is one pipeline of simple commands or one subshell, whose failure trips it.
///
/// # Errors
///
/// The part of that which does not hold.
pub fn j4_safe(script: &Script, text: &str, interpreter: &Interpreter) -> Proof {
    errexit_throughout(script, text, interpreter)?;
    let Some(last) = script.list.items.last() else { return Err(Reason::new("there is no command")) };
    let pipeline = &last.and_or.first;
    if last.sep == Sep::Amp || !last.and_or.rest.is_empty() || pipeline.bang.is_some() {
        return Err(Reason::new("a failure of the last list may not trip errexit"));
    }
    if pipeline.all_simple() {
        return blind_to_errexit(script, &last.and_or, text);
    }
    match &pipeline.commands[..] {
        [Command::Compound(compound)] if compound.kind == CompoundKind::Subshell => Ok(()),
        _ => Err(Reason::new("a failure inside the last compound command may not trip errexit")),
    }
}

/// Whether the script does the same with errexit on as with it off: one flat list, without substitutions of several
/// lists (dash passes errexit into `$( )`, bash does not) and without backquotes.
///
/// # Errors
///
/// What may differ.
pub fn errexit_neutral(script: &Script, text: &str) -> Proof {
    if !is_one_list(script) {
        return Err(Reason::new("several lists: a failure inside would end them under errexit"));
    }
    for item in &script.list.items {
        blind_to_errexit(script, &item.and_or, text)?;
    }
    let mut proof = Ok(());
    script.visit(&mut |node, _| {
        if let Node::Word(word) = node
            && (word.has_backquote || word.substitutions.iter().any(|list| list.items.len() > 1 || !flat(list)))
        {
            proof = Err(Reason::about(word.text(text), "is a substitution that errexit may cut short"));
        }
    });
    proof
}

fn flat(list: &crate::shell::ast::List) -> bool {
    list.items.iter().all(|item| all_simple(&item.and_or))
}
