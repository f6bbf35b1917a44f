//! Telling options, their arguments, subcommands and operands apart.

use super::tools::{Arity, Options, Tool};
use super::{CommandLine, Opt};
use crate::shell::ast::{Simple, Word};
use std::borrow::Cow;

/// One option of a word.
pub(super) struct Decoded {
    pub(super) name: Cow<'static, str>,
    value: Option<String>,
    /// What it takes of the words after it.
    pub(super) next: Next,
}

/// The words after an option that are its arguments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Next {
    /// None.
    Nothing,
    /// So many.
    Words(usize),
    /// All up to the next option.
    List,
    /// One unless it begins with `-`.
    Placed,
    /// One if it is a number.
    Number,
    /// One if it is among these.
    Bool(&'static [&'static str]),
}

/// The options that a word holds: `--name`, `--name=value`, `-y`, `-yqq`, `-ofile`. `None` when one is not known.
///
/// Abbreviations (`--no-rec`, `--requ`) are not known, even of tools that take them.
pub(super) fn decode(options: &Options, word: &str) -> Option<Vec<Decoded>> {
    if let Some((name, arity)) = options.get(word) {
        return Some(vec![Decoded::bare(name, arity, options)]);
    }
    if let Some((spelling, value)) = word.split_once('=')
        && let Some((name, arity)) = options.get(spelling)
    {
        if arity == Arity::Pair || !(spelling.starts_with("--") || options.short_equals) {
            return None;
        }
        // `--audit=false` is the opposite of `--audit`, and a double negation nobody's guess: both keep their `=`.
        let plain = arity != Arity::Flag || (is_yes(value) && !spelling.starts_with("--no-"));
        let name = if plain { Cow::Borrowed(name) } else { Cow::Owned(word.to_owned()) };
        return Some(vec![Decoded { name, value: Some(value.to_owned()), next: Next::Nothing }]);
    }
    let letters = word.strip_prefix('-').filter(|rest| !rest.starts_with('-') && !rest.is_empty())?;
    let mut found = Vec::new();
    for (index, letter) in letters.char_indices() {
        let (name, arity) = options.get(&format!("-{letter}"))?;
        let rest = &letters[index + letter.len_utf8()..];
        if rest.is_empty() {
            found.push(Decoded::bare(name, arity, options));
            break;
        }
        let without = rest.strip_prefix('=').filter(|_| options.short_equals);
        let value = match arity {
            Arity::Flag => None,
            Arity::Number => Some(without.unwrap_or(rest)).filter(|rest| is_number(rest)),
            Arity::Pair => return None,
            Arity::Value | Arity::List | Arity::Placed | Arity::Optional => {
                if rest.starts_with('=') && without.is_none() {
                    return None;
                }
                Some(without.unwrap_or(rest))
            }
        };
        let last = value.is_some();
        found.push(Decoded { name: name.into(), value: value.map(str::to_owned), next: Next::Nothing });
        if last {
            break;
        }
    }
    Some(found)
}

impl Decoded {
    fn bare(name: &'static str, arity: Arity, options: &Options) -> Self {
        let next = match arity {
            Arity::Flag if !options.bool_words.is_empty() => Next::Bool(options.bool_words),
            Arity::Flag | Arity::Optional => Next::Nothing,
            Arity::Value => Next::Words(1),
            Arity::Pair => Next::Words(2),
            Arity::List => Next::List,
            Arity::Placed => Next::Placed,
            Arity::Number => Next::Number,
        };
        Self { name: name.into(), value: None, next }
    }
}

/// Words that turn a flag off.
const NO: [&str; 6] = ["no", "false", "without", "off", "disable", "0"];

fn is_yes(value: &str) -> bool {
    matches!(value, "true" | "yes" | "on") || (is_number(value) && value != "0")
}

fn is_number(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit()) && value.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// Takes the command line of a tool apart.
pub(super) struct Reader<'a> {
    text: &'a str,
    simple: &'a Simple,
    tool: &'static Tool,
    found: CommandLine,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        simple: &'a Simple,
        text: &'a str,
        tool: &'static Tool,
        wrappers: Vec<&'static str>,
        tool_word: usize,
        path: Option<String>,
    ) -> Self {
        let found = CommandLine {
            wrappers,
            tool: tool.name,
            tool_word,
            path,
            subcommand: None,
            options: Vec::new(),
            operands: Vec::new(),
            end_of_options: None,
            opaque_before: false,
            opaque_after: false,
            unknown_option: None,
        };
        Self { text, simple, tool, found, at: tool_word + 1 }
    }

    pub(super) fn read(mut self) -> CommandLine {
        let mut options = &self.tool.options;
        let mut group: Option<Cow<'a, str>> = None;
        while let Some(word) = self.simple.words.get(self.at) {
            let index = self.at;
            self.at += 1;
            let seeks = self.found.subcommand.is_none() && self.tool.has_subcommands();
            let Some(value) = word.value(self.text) else {
                self.dynamic(word, index, seeks);
                continue;
            };
            if options.rest && !self.found.operands.is_empty() {
                self.found.operands.push(index);
            } else if self.found.end_of_options.is_none() && value == "--" {
                self.found.end_of_options = Some(index);
            } else if self.found.end_of_options.is_none() && value.len() > 1 && value.starts_with('-') {
                self.option(options, value, index, seeks);
            } else if !seeks {
                self.found.operands.push(index);
            } else if group.is_none() && self.tool.groups.iter().any(|known| *known == value) {
                group = Some(value);
            } else {
                let spelling = group.take().map_or(value.clone(), |group| format!("{group} {value}").into());
                if let Some((name, known)) = self.tool.subcommand(&spelling) {
                    options = known;
                    self.found.subcommand = Some((Cow::Borrowed(name), index));
                } else {
                    self.found.subcommand = Some((spelling.into_owned().into(), index));
                }
            }
        }
        self.found
    }

    fn dynamic(&mut self, word: &Word, index: usize, seeks: bool) {
        if seeks {
            self.found.opaque_before = true;
            return;
        }
        if self.found.end_of_options.is_none() && may_be_option(word.text(self.text)) {
            self.found.opaque_after = true;
        }
        self.found.operands.push(index);
    }

    fn option(&mut self, options: &Options, value: Cow<'_, str>, index: usize, before_subcommand: bool) {
        let Some(decoded) = decode(options, &value) else {
            self.found.unknown_option.get_or_insert(index);
            // What follows may be its value, and then what looks like the subcommand is not.
            self.found.opaque_before |= before_subcommand;
            let name = Cow::Owned(value.into_owned());
            self.found.options.push(Opt { name, value: None, word: index, before_subcommand });
            return;
        };
        for option in decoded {
            let Decoded { mut name, mut value, next } = option;
            for taken in 0..self.taken(next) {
                let word = self.simple.words.get(self.at);
                let known = word.and_then(|word| word.value(self.text));
                let is_no = known.as_deref().is_some_and(|word| NO.contains(&word));
                if is_no && matches!(next, Next::Bool(_)) {
                    name = Cow::Owned(format!("{name}=false"));
                }
                value = if taken == 0 { known.map(Cow::into_owned) } else { value };
                if word.is_some_and(|word| may_vanish_or_split(word, self.text)) {
                    let opaque =
                        if before_subcommand { &mut self.found.opaque_before } else { &mut self.found.opaque_after };
                    *opaque = true;
                }
                self.at += 1;
            }
            self.found.options.push(Opt { name, value, word: index, before_subcommand });
        }
    }

    /// How many of the words to come are arguments of an option.
    fn taken(&self, next: Next) -> usize {
        let words = &self.simple.words[self.at.min(self.simple.words.len())..];
        let known = |word: &Word, is: &dyn Fn(&str) -> bool| word.value(self.text).is_some_and(|value| is(&value));
        let one = |is: &dyn Fn(&str) -> bool| usize::from(words.first().is_some_and(|word| known(word, is)));
        match next {
            Next::Nothing => 0,
            Next::Words(count) => count,
            Next::List => words.iter().take_while(|word| !known(word, &|value| value.starts_with('-'))).count(),
            Next::Placed => usize::from(!words.is_empty()) - one(&|value| value.starts_with('-')),
            Next::Number => one(&is_number),
            Next::Bool(words) => one(&|value| words.contains(&value)),
        }
    }
}

/// Whether a word that is not known may become an option: it begins with an expansion or pattern.
fn may_be_option(raw: &str) -> bool {
    raw.trim_start_matches(['"', '\'']).starts_with(['-', '$', '`', '*', '?', '[', '{', '<', '>', '\\'])
}

/// Whether a word may become no word or several: it holds an expansion outside double quotes.
pub(super) fn may_vanish_or_split(word: &Word, text: &str) -> bool {
    let raw = word.text(text);
    let one_quoted = raw.len() > 1 && raw.starts_with('"') && raw[1..].find('"') == Some(raw.len() - 2);
    word.value(text).is_none() && (!one_quoted || raw.contains("$@"))
}
