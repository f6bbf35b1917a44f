//! Where an update goes in a RUN, and what may make it fetch something else there.

use crate::edit::{self, Edit, Layout};
use crate::model::{Model, Run};
use crate::shell::{AndOrOp, Command, Script, Sep, Simple};

/// A place in a RUN where a command that fails ends the RUN.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// A pipeline of the only list, all joined by `&&`.
    Step(usize),
    /// A list of a script that begins with `set -e`, all of its pipelines joined by `&&`.
    List(usize),
}

impl Place {
    /// The place of a command.
    pub(super) fn of(run: &Run<'_>, script: &Script, simple: &Simple) -> Option<Self> {
        if let Some(step) = run.step_of(script, simple) {
            return Some(Self::Step(step));
        }
        let list = script.list.items.iter().position(|item| item.and_or.first.span == simple.span)?;
        let item = &script.list.items[list];
        let plain = matches!(item.sep, Sep::End | Sep::Semi)
            && item.and_or.first.bang.is_none()
            && item.and_or.rest.iter().all(|link| link.op == AndOrOp::And);
        (plain && list > 0 && begins_with_set_e(script, run.text)).then_some(Self::List(list))
    }

    /// Where the command begins, or the list that it stands in.
    pub(super) fn before(self, script: &Script) -> u32 {
        let span = match self {
            Self::Step(step) => {
                script.list.items.first().and_then(|item| item.and_or.pipelines().nth(step)).map(|one| one.span)
            }
            Self::List(list) => script.list.items.get(list).map(|item| item.and_or.span),
        };
        span.map_or(0, |span| span.start)
    }

    /// The edit that puts a command in front of it.
    pub(super) fn insert(
        self,
        file: &Model<'_>,
        layout: &Layout,
        run: &Run<'_>,
        script: &Script,
        words: &[&str],
    ) -> Option<Edit> {
        match self {
            Self::Step(step) => edit::insert_step(file, layout, run, script, step, words),
            Self::List(list) => edit::insert_list(file, run, script, list, words),
        }
    }
}

/// Whether a script begins with `set -e` and never turns it off.
fn begins_with_set_e(script: &Script, text: &str) -> bool {
    let Some(first) = script.list.items.first().filter(|item| item.sep == Sep::Semi) else { return false };
    let ([Command::Simple(set)], None, []) =
        (first.and_or.first.commands.as_slice(), first.and_or.first.bang, first.and_or.rest.as_slice())
    else {
        return false;
    };
    let is_set = |simple: &Simple| simple.name(text).is_some_and(|name| name == "set");
    let only = script.simple_commands().iter().filter(|found| is_set(found.simple)).count() == 1;
    let mut errexit = false;
    let mut named = false;
    let known = set.words.iter().skip(1).all(|word| {
        let Some(value) = word.value(text) else { return false };
        if std::mem::take(&mut named) {
            errexit |= value == "errexit";
            return matches!(&*value, "errexit" | "nounset" | "pipefail" | "xtrace");
        }
        let Some(letters) = value.strip_prefix('-').filter(|letters| !letters.is_empty()) else { return false };
        errexit |= letters.contains('e');
        named = letters.contains('o');
        letters.bytes().all(|letter| b"Eeouvx".contains(&letter)) && letters.matches('o').count() < 2
    });
    let plain = set.assigns.is_empty() && set.redirects.is_empty();
    is_set(set) && plain && only && known && errexit && !named
}

/// Commands of the shell that may change variables, or what other commands are.
const SETTERS: [&str; 20] = [
    ".",
    "alias",
    "builtin",
    "command",
    "coproc",
    "enable",
    "eval",
    "exec",
    "getopts",
    "let",
    "mapfile",
    "read",
    "readarray",
    "shopt",
    "source",
    "trap",
    "typeset",
    "ulimit",
    "unalias",
    "unset",
];

/// Whether a command in front of an offset of a RUN may change a variable that an update depends on.
pub(super) fn changed_variable(run: &Run<'_>, script: &Script, offset: u32) -> bool {
    let functions = run.mentions("()") || run.mentions("function");
    let commands = script.simple_commands();
    let before: Vec<&Simple> =
        commands.iter().map(|found| found.simple).filter(|simple| simple.span.start < offset).collect();
    (functions && !before.is_empty()) || before.into_iter().any(|simple| may_set(simple, run.text))
}

fn may_set(simple: &Simple, text: &str) -> bool {
    if simple.words.is_empty() {
        return !assigns_language(simple, text);
    }
    let Some(name) = simple.name(text) else { return true };
    let mut arguments = simple.words.iter().skip(1);
    match &*name {
        "export" | "readonly" | "declare" | "local" => arguments.any(|word| {
            let name = word.text(text).split('=').next().unwrap_or_default();
            !is_about_language(name)
        }),
        "set" => arguments.any(|word| {
            word.value(text)
                .is_none_or(|value| value.contains("allexport") || value.starts_with('-') && value.contains('a'))
        }),
        // `printf -v` sets one, without it only text is written.
        "printf" => arguments.next().is_some_and(|word| word.text(text).starts_with('-')),
        name => SETTERS.contains(&name),
    }
}

/// Whether a command has no assignments, or only such as say how apt talks.
pub(super) fn assigns_language(simple: &Simple, text: &str) -> bool {
    simple.assigns.iter().all(|assign| is_about_language(assign.name.of(text)))
}

/// Whether a variable says how apt talks, not what it fetches.
pub(super) fn is_about_language(name: &str) -> bool {
    matches!(name, "DEBIAN_FRONTEND" | "LANG" | "LANGUAGE" | "TZ" | "TERM")
        || name.starts_with("LC_")
        || name.starts_with("DEBCONF_")
}

/// Whether a variable says how apt fetches, or which apt runs.
pub(super) fn is_about_fetching(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("proxy")
        || matches!(name, "APT_CONFIG" | "PATH" | "HOME" | "TMPDIR")
        || name.starts_with("LD_")
}
