//! What a script leaves behind in its shell, and what it reads of the state of its shell.

use super::{Proof, Reason};
use crate::shell::ast::{Compound, CompoundKind, Script, Simple, Word};
use crate::shell::visit::Node;
use crate::syntax::Span;

/// Builtins that change the shell, end it, or may do either.
const STATEFUL: [&str; 55] = [
    "cd",
    "chdir",
    "pushd",
    "popd",
    "dirs",
    "export",
    "readonly",
    "declare",
    "typeset",
    "local",
    "let",
    "unset",
    "set",
    "shift",
    "shopt",
    "umask",
    "ulimit",
    "trap",
    "alias",
    "unalias",
    "source",
    ".",
    "eval",
    "exec",
    "exit",
    "logout",
    "return",
    "break",
    "continue",
    "read",
    "mapfile",
    "readarray",
    "getopts",
    "wait",
    "jobs",
    "bg",
    "fg",
    "disown",
    "suspend",
    "hash",
    "enable",
    "builtin",
    "command",
    "bind",
    "history",
    "fc",
    "caller",
    "complete",
    "compgen",
    "compopt",
    "type",
    "printf",
    "coproc",
    "times",
    "select",
];

/// Builtins before which an assignment stays, in shells that follow POSIX.
const SPECIAL: [&str; 15] = [
    ":", ".", "break", "continue", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift", "times",
    "trap", "unset",
];

/// Parameters whose value depends on what the same shell did before, or on which process it is.
const VOLATILE: [&str; 24] = [
    "?",
    "!",
    "_",
    "-",
    "$",
    "0",
    "#",
    "@",
    "*",
    "PPID",
    "OLDPWD",
    "SECONDS",
    "RANDOM",
    "SRANDOM",
    "LINENO",
    "BASHPID",
    "PIPESTATUS",
    "FUNCNAME",
    "OPTIND",
    "OPTARG",
    "REPLY",
    "DIRSTACK",
    "HISTCMD",
    "COPROC",
];

/// Whether nothing in the current shell environment of the script can change the state of that shell, so that what
/// follows in the same shell finds it as a new shell would be. External programs cannot; only builtins, assignments
/// and definitions can. An `exit` with a literal status of 1 to 255 is no change: the build ends there either way.
///
/// # Errors
///
/// The first command or expansion that may change it.
pub fn state_free(script: &Script, text: &str) -> Proof {
    check_state(script, text, None)
}

/// As [`state_free`], apart from a first command `set -e`, which must stand alone at the top.
///
/// # Errors
///
/// As [`state_free`].
pub fn state_free_except_leading_set_e(script: &Script, text: &str) -> Proof {
    check_state(script, text, super::errexit::leading_set_e(script, text).map(|simple| simple.span))
}

fn check_state(script: &Script, text: &str, except: Option<Span>) -> Proof {
    let mut proof = Ok(());
    script.visit(&mut |node, place| {
        if proof.is_err() || !place.current_shell {
            return;
        }
        proof = match node {
            Node::Simple(simple) if Some(simple.span) == except => Ok(()),
            Node::Simple(simple) => simple_keeps_state(simple, text),
            Node::Compound(compound) => compound_keeps_state(compound, text),
            Node::Word(word) if word.assigns => {
                Err(Reason::about(word.text(text), "holds an expansion that assigns a variable"))
            }
            Node::Word(_) => Ok(()),
        };
    });
    proof
}

fn compound_keeps_state(compound: &Compound, text: &str) -> Proof {
    let name = compound.name.map_or("", |span| span.of(text));
    match compound.kind {
        CompoundKind::Function => Err(Reason::about(name, "is defined as a function")),
        CompoundKind::DoubleBracket => expression_keeps_state(&compound.words, text),
        CompoundKind::For => Err(Reason::about(name, "is assigned by a loop")),
        _ => Ok(()),
    }
}

fn simple_keeps_state(simple: &Simple, text: &str) -> Proof {
    let Some(command) = simple.words.first() else {
        return match simple.assigns.first() {
            Some(assign) => Err(Reason::about(assign.name.of(text), "is assigned in the shell")),
            None => Ok(()),
        };
    };
    let Some(name) = command.value(text) else {
        return Err(Reason::about(command.text(text), "may stand for any command"));
    };
    if !simple.assigns.is_empty() && SPECIAL.contains(&&*name) {
        return Err(Reason::about(&name, "keeps the assignment before it in some shells"));
    }
    if matches!(&*name, "test" | "[") {
        return subscripts_keep_state(&simple.words, text);
    }
    if !STATEFUL.contains(&&*name) {
        return Ok(());
    }
    let argument = simple.words.get(1);
    let harmless = match &*name {
        "command" => argument.is_some_and(|word| matches!(word.text(text), "-v" | "-V")),
        "printf" => argument.is_none_or(|word| !may_be_option(word.text(text))),
        "exit" => fails_literally(simple, text),
        _ => false,
    };
    if harmless { Ok(()) } else { Err(Reason::about(&name, "changes the state of the shell")) }
}

/// bash reads the operands of a comparison of numbers inside `[[ ]]` as arithmetic, which may assign.
fn expression_keeps_state(words: &[Word], text: &str) -> Proof {
    const COMPARE: [&str; 6] = ["-eq", "-ne", "-lt", "-le", "-gt", "-ge"];
    let number = |word: &Word| {
        let raw = word.text(text).trim_matches(['"', '\'']);
        let digits = raw.strip_prefix('-').unwrap_or(raw);
        (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
            || (raw.starts_with('$') && !raw.contains('[') && !raw.contains("++") && !raw.contains('='))
    };
    for three in words.windows(3) {
        if COMPARE.contains(&three[1].text(text))
            && let Some(word) = [&three[0], &three[2]].into_iter().find(|word| !number(word))
        {
            return Err(Reason::about(word.text(text), "is arithmetic, which may assign a variable"));
        }
    }
    subscripts_keep_state(words, text)
}

/// `-v name[subscript]` evaluates the subscript.
fn subscripts_keep_state(words: &[Word], text: &str) -> Proof {
    let plain = |word: &Word| word.literal && !word.text(text).contains('[');
    match words.windows(2).find(|pair| pair[0].text(text) == "-v" && !plain(&pair[1])) {
        Some(pair) => Err(Reason::about(pair[1].text(text), "may hold arithmetic that assigns a variable")),
        None => Ok(()),
    }
}

/// Whether the first argument of printf might be `-v`.
fn may_be_option(raw: &str) -> bool {
    let inner = raw.trim_start_matches(['"', '\'']);
    inner.is_empty() || inner.starts_with(['-', '$', '`', '\\', '*', '?', '[', '{'])
}

/// `exit 1` to `exit 255`, written out.
fn fails_literally(simple: &Simple, text: &str) -> bool {
    matches!(&simple.words[..], [_, status]
        if status.literal && status.text(text).parse::<u8>().is_ok_and(|status| status > 0))
}

/// Whether the script may end its shell, or replace it, before its end with success: `exit`, `return`, `exec` or
/// `logout` in the current shell, other than an `exit` with a literal failing status.
#[must_use]
pub fn exits(script: &Script, text: &str) -> bool {
    script.simple_commands().iter().any(|found| {
        found.place.current_shell
            && found.simple.name(text).is_some_and(|name| match &*name {
                "exit" => !fails_literally(found.simple, text),
                "return" | "exec" | "logout" => true,
                _ => false,
            })
    })
}

/// Whether the script reads nothing that tells a new shell from one that ran other commands before: `$?`, `$!`, `$$`,
/// `$_`, positional parameters and the like, outside single quotes.
///
/// # Errors
///
/// The parameter or command that does.
pub fn quiet(script: &Script, text: &str) -> Proof {
    for span in &script.parameters {
        let name = span.of(text);
        let plain = !name.starts_with(['`', '$', '[', ':']) || name.len() == 1;
        let loud = if plain { is_volatile(name) } else { mentions_volatile(name) };
        if loud {
            return Err(Reason::about(name, "depends on what the shell did before"));
        }
    }
    for found in script.simple_commands() {
        if let Some(name) = found.simple.name(text) {
            let reads = match &*name {
                "times" | "hash" | "jobs" | "history" | "fc" | "caller" => true,
                "set" | "declare" | "typeset" | "trap" => found.simple.words.len() == 1,
                _ => false,
            };
            if reads {
                return Err(Reason::about(&name, "prints the state of the shell"));
            }
        }
    }
    Ok(())
}

fn is_volatile(name: &str) -> bool {
    VOLATILE.contains(&name)
        || name.starts_with("BASH_")
        || name.starts_with('!')
        || name.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text that is not read (backquotes, arithmetic) mentions such a parameter.
fn mentions_volatile(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let special = |pair: &[u8]| pair[0] == b'$' && (pair[1].is_ascii_digit() || b"?!_-$#@*".contains(&pair[1]));
    let special_in_braces =
        |three: &[u8]| three.starts_with(b"${") && (three[2].is_ascii_digit() || b"?!_-$#@*".contains(&three[2]));
    bytes.windows(2).any(special)
        || bytes.windows(3).any(special_in_braces)
        || raw
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .any(|word| word.len() > 1 && !word.starts_with(|c: char| c.is_ascii_digit()) && is_volatile(word))
}
