//! What programs do in a pipe, and what dash and bash do differently. Source: `pipes.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("pipes");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    #[serde(rename = "program")]
    programs: Vec<Program>,
    reasons: HashMap<String, String>,
    dash: Dash,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Program {
    names: Vec<String>,
    role: PipeRole,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    marks: Vec<String>,
    /// Letters that are a mark where no other letter stands beside them.
    #[serde(default)]
    lone: Vec<char>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dash {
    builtins: HashSet<String>,
    variables: HashSet<String>,
    defaults: HashSet<String>,
}

/// What a program does in a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PipeRole {
    /// Writes what it gets from a server.
    Download,
    /// Reads all of its input, or a file, and writes what is packed in it.
    Unpack,
    /// Writes what its arguments say.
    Text,
    /// Reads all of its input and writes; it fails only when something is wrong.
    Filter,
    /// Reads all of its input; how it ends may mean anything.
    Reader,
    /// Reads its program from its input.
    Interpreter,
}

/// What a call does in a pipe; `None` where that is not known. `arguments` are the words behind its name, as written.
/// Source: `pipes.toml`.
#[must_use]
pub fn pipe_role(name: &str, arguments: &[&str]) -> Option<PipeRole> {
    let program = TABLE.programs.iter().find(|program| program.names.iter().any(|own| is_named(name, own)))?;
    let has = |options: &[String]| options.iter().any(|option| arguments.iter().any(|word| is_option(word, option)));
    let marked = |word: &&str| {
        program.marks.iter().any(|mark| word.contains(mark.as_str()))
            || program.lone.iter().any(|&letter| stands_alone(word, letter))
    };
    if has(&program.unless) || arguments.iter().any(marked) || !(program.with.is_empty() || has(&program.with)) {
        return None;
    }
    let own = |word: &&&str| !word.starts_with('-') || matches!(**word, "-" | "--");
    let from_file = arguments.iter().find(own).is_some_and(|word| !matches!(*word, "-" | "--" | "/dev/stdin"));
    let stdin = arguments.contains(&"-s");
    (program.role != PipeRole::Interpreter || !from_file || stdin).then_some(program.role)
}

/// Why a pipe with this program in it is left alone, as a clause behind its name.
#[must_use]
pub fn why_not_piped(name: &str) -> &'static str {
    TABLE.reasons.get(name).map_or("may fail, or stop reading, without anything being wrong", String::as_str)
}

/// Whether a builtin or variable of this name is another one in bash than in dash, or is in one of them only.
#[must_use]
pub fn dash_differs(name: &str) -> bool {
    TABLE.dash.builtins.contains(name) || TABLE.dash.variables.contains(name)
}

/// Whether bash gives a variable a value when it has none.
#[must_use]
pub fn bash_sets_by_default(name: &str) -> bool {
    TABLE.dash.defaults.contains(name)
}

/// The variables that bash sets whatever their value is, or does not let be set.
pub fn bash_variables() -> impl Iterator<Item = &'static str> {
    TABLE.dash.variables.iter().map(String::as_str)
}

/// A name with a version behind it is that of the program.
fn is_named(name: &str, own: &str) -> bool {
    let base = name.rsplit('/').next().unwrap_or(name);
    let version = |rest: &str| own.starts_with("python") && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    base.strip_prefix(own).is_some_and(|rest| rest.is_empty() || version(rest))
}

fn is_option(word: &str, option: &str) -> bool {
    if option.starts_with("--") {
        return word.strip_prefix(option).is_some_and(|rest| rest.is_empty() || rest.starts_with('='));
    }
    word.strip_prefix('-').is_some_and(|letters| !letters.starts_with('-') && letters.contains(option))
}

fn stands_alone(word: &str, letter: char) -> bool {
    let beside = |ch: Option<char>| ch.is_some_and(char::is_alphabetic);
    word.match_indices(letter)
        .any(|(at, found)| !beside(word[..at].chars().next_back()) && !beside(word[at + found.len()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: Table = serde_json::from_str(crate::facts::text!("pipes")).unwrap();
        assert!(table.programs.iter().all(|one| !one.names.is_empty()), "{table:?}");
        assert!(dash_differs("source") && dash_differs("UID") && !dash_differs("cd"));
    }

    #[test]
    fn what_a_call_does_in_a_pipe() {
        for (call, expected) in [
            ("curl -fsSL x", Some(PipeRole::Download)),
            ("gzip -dc f", Some(PipeRole::Unpack)),
            ("gzip -9", None),
            ("sed s/q/x/", None),
            ("sed 5q", None),
            ("sed s/quick/slow/", Some(PipeRole::Filter)),
            ("grep -v x", Some(PipeRole::Reader)),
            ("grep -iq x", None),
            ("grep --max-count=1 x", None),
            ("bash", Some(PipeRole::Interpreter)),
            ("bash -s -- -y", Some(PipeRole::Interpreter)),
            ("bash - x", Some(PipeRole::Interpreter)),
            ("bash install.sh", None),
            ("bash -c x", None),
            ("/usr/bin/python3.11 - --yes", Some(PipeRole::Interpreter)),
            ("php -- --install-dir=/b", Some(PipeRole::Interpreter)),
            ("head -1", None),
        ] {
            let words: Vec<&str> = call.split(' ').collect();
            assert_eq!(pipe_role(words[0], &words[1..]), expected, "{call}");
        }
    }
}
