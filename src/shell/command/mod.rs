//! The program that a simple command really runs, behind `sudo` and its likes, with its options told apart from its
//! operands by the tables of `src/facts/tools.toml`.

mod options;
mod resolve;
#[cfg(test)]
mod tests;
mod tools;

pub use resolve::resolve;

use super::ast::{CompoundKind, Script, Simple, Word};
use super::effects::Reason;
use super::visit::Node;
use std::borrow::Cow;
use std::ops::Deref;

/// What a simple command runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resolved<'a> {
    /// A tool of the tables.
    Known(Invocation<'a>),
    /// Another program, or none: an empty name stands for assignments and redirections only.
    Other {
        /// Its name as written, quotes removed, with its path.
        name: Cow<'a, str>,
    },
    /// Not known what runs.
    Opaque(Reason),
}

/// A tool with its command line taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invocation<'a> {
    /// The command.
    pub simple: &'a Simple,
    line: &'a CommandLine,
}

impl Deref for Invocation<'_> {
    type Target = CommandLine;

    fn deref(&self) -> &CommandLine {
        self.line
    }
}

/// The command line of a tool. All indices are into [`Simple::words`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommandLine {
    /// The programs before it, outermost first: `["sudo"]`.
    pub wrappers: Vec<&'static str>,
    /// The name of the tool in the tables: `pip` for `pip3.11` and for `python3 -m pip`.
    pub tool: &'static str,
    /// Where the word is that names it; for `python -m pip` the word `pip`.
    pub tool_word: usize,
    /// The word as written when it has a path.
    pub path: Option<String>,
    /// The subcommand, in the spelling of the tables (`install` for `npm i`), as written when it is not in them, and
    /// the place of its last word.
    pub subcommand: Option<(Cow<'static, str>, usize)>,
    /// The options in order.
    pub options: Vec<Opt>,
    /// The words after the subcommand that are no options and no values of options.
    pub operands: Vec<usize>,
    /// Where `--` stands, after which there are only operands.
    pub end_of_options: Option<usize>,
    /// A word between tool and subcommand is not known, so there may be more options.
    pub opaque_before: bool,
    /// A word after the subcommand is not known and may be an option.
    pub opaque_after: bool,
    /// The first option that is not in the tables. What follows it may be its value.
    pub unknown_option: Option<usize>,
}

/// What is kept of a simple command that was looked at.
#[derive(Debug)]
pub(super) enum Found {
    Tool(CommandLine),
    Other(String),
    Opaque(Reason),
}

/// An option.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opt {
    /// The first spelling in the tables (`--yes` for `-y`), as written when it is not in them.
    pub name: Cow<'static, str>,
    /// Its argument as far as it is known.
    pub value: Option<String>,
    /// The word that holds the option, perhaps with others (`-yqq`).
    pub word: usize,
    /// Stands before the subcommand.
    pub before_subcommand: bool,
}

impl CommandLine {
    /// Whether an option stands in the command line, by its name in the tables.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.options.iter().any(|option| option.name == name)
    }

    /// The argument of the last option of that name, if it is known.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.options.iter().rev().find(|option| option.name == name)?.value.as_deref()
    }

    /// The name of the subcommand, or an empty text.
    #[must_use]
    pub fn subcommand_name(&self) -> &str {
        self.subcommand.as_ref().map_or("", |(name, _)| name)
    }

    /// Whether everything about the options is known: no dynamic word, no option outside the tables.
    #[must_use]
    pub fn is_transparent(&self) -> bool {
        !self.opaque_before && !self.opaque_after && self.unknown_option.is_none()
    }
}

/// Whether the script defines a function or alias of that name, so that the name may not mean the program.
#[must_use]
pub fn shadows(script: &Script, text: &str, name: &str) -> bool {
    let mut found = false;
    script.visit(&mut |node, _| {
        found |= match node {
            Node::Compound(compound) => {
                compound.kind == CompoundKind::Function && compound.name.is_some_and(|span| span.of(text) == name)
            }
            Node::Simple(simple) => {
                simple.name(text).is_some_and(|command| command == "alias")
                    && simple.words.iter().skip(1).any(|word| may_alias(word, text, name))
            }
            Node::Word(_) => false,
        };
    });
    found
}

/// Whether an argument of `alias` defines the name, or may.
fn may_alias(word: &Word, text: &str, name: &str) -> bool {
    let raw = word.text(text).trim_start_matches(['"', '\'']);
    match raw.split_once('=') {
        Some((alias, _)) => alias == name || alias.contains(['$', '`', '\\']),
        None => raw.contains(['$', '`', '\\']),
    }
}
