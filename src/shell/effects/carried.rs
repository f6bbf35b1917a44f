//! Shell text that stands in the words of a script, for a shell that the script starts.

use crate::facts::reads_shell_text;
use crate::shell::ast::{Script, Simple};

/// The texts in a script that a shell may read as commands: words behind the name of a shell, and, where any shell is
/// started, heredocs and the words of `echo` and `printf`, which may be fed to it. A word that cannot be more than one
/// plain word is left out.
pub(super) fn texts(script: &Script, text: &str) -> Vec<String> {
    let commands = script.simple_commands();
    let mut found = Vec::new();
    let mut any = false;
    for command in &commands {
        let Some(at) = shell_word(command.simple, text) else { continue };
        any = true;
        add(command.simple, at, text, &mut found);
    }
    if !any {
        return found;
    }
    for command in &commands {
        if command.simple.name(text).as_deref().is_some_and(|name| matches!(name, "echo" | "printf")) {
            add(command.simple, 0, text, &mut found);
        }
    }
    found.extend(script.heredocs.iter().map(|heredoc| heredoc.content.text(text).to_owned()));
    found
}

/// The place of the word that names a shell, which need not be the first: `timeout 5 sh -c ...`.
fn shell_word(simple: &Simple, text: &str) -> Option<usize> {
    simple.words.iter().position(|word| {
        let name = word.text(text).trim_matches(['"', '\'']);
        let base = name.rsplit('/').next().unwrap_or(name);
        base == "eval" || reads_shell_text(base)
    })
}

/// Adds the words behind the one at `at`.
fn add(simple: &Simple, at: usize, text: &str, found: &mut Vec<String>) {
    for word in &simple.words[at + 1..] {
        let raw = word.text(text);
        let value = word.value(text);
        let inner = value.as_deref().unwrap_or_else(|| raw.trim_matches(['"', '\'']));
        if inner.contains(|c: char| c.is_whitespace() || c == '&') {
            found.push(inner.to_owned());
        }
    }
}

/// Whether a text that cannot be read as shell may run something in the background: it holds an `&` that is no part of
/// `&&` or of a redirection.
pub(super) fn may_hold_background(text: &str) -> bool {
    ["&&", ">&", "&>", "<&"].iter().fold(text.to_owned(), |rest, pair| rest.replace(pair, " ")).contains('&')
}
