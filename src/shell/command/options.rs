//! Telling options, their arguments, subcommands and operands apart.

use super::tools::{Arity, Options, Tool};
use super::{Invocation, Opt};
use crate::shell::ast::{Simple, Word};
use std::borrow::Cow;

/// One option of a word.
pub(super) struct Decoded<'t> {
    name: &'t str,
    value: Option<String>,
    /// Its argument is the next word.
    pub(super) wants_next: bool,
}

/// The options that a word holds: `--name`, `--name=value`, `-y`, `-yqq`, `-ofile`. `None` when one is not known.
pub(super) fn decode<'t>(options: &'t Options, word: &str) -> Option<Vec<Decoded<'t>>> {
    if let Some((name, arity)) = options.get(word) {
        return Some(vec![Decoded { name, value: None, wants_next: arity == Arity::Value }]);
    }
    if let Some((long, value)) = word.split_once('=')
        && let Some((name, _)) = options.get(long)
    {
        return Some(vec![Decoded { name, value: Some(value.to_owned()), wants_next: false }]);
    }
    let letters = word.strip_prefix('-').filter(|rest| !rest.starts_with('-') && !rest.is_empty())?;
    let mut found = Vec::new();
    for (index, letter) in letters.char_indices() {
        let (name, arity) = options.get(&format!("-{letter}"))?;
        let rest = &letters[index + letter.len_utf8()..];
        if arity == Arity::Flag {
            found.push(Decoded { name, value: None, wants_next: false });
            continue;
        }
        if arity == Arity::Optional && !rest.starts_with(|c: char| c.is_ascii_digit()) {
            found.push(Decoded { name, value: None, wants_next: false });
            continue;
        }
        let value = (!rest.is_empty()).then(|| rest.strip_prefix('=').unwrap_or(rest).to_owned());
        found.push(Decoded { name, wants_next: value.is_none(), value });
        return Some(found);
    }
    Some(found)
}

/// Takes the command line of a tool apart.
pub(super) struct Reader<'a> {
    text: &'a str,
    tool: &'static Tool,
    found: Invocation<'a>,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        simple: &'a Simple,
        text: &'a str,
        tool: &'static Tool,
        wrappers: Vec<&'static str>,
        tool_word: usize,
        path: Option<&'a str>,
    ) -> Self {
        let found = Invocation {
            simple,
            wrappers,
            tool: &tool.name,
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
        Self { text, tool, found, at: tool_word + 1 }
    }

    pub(super) fn read(mut self) -> Invocation<'a> {
        let mut options = &self.tool.options;
        let mut group: Option<Cow<'a, str>> = None;
        while let Some(word) = self.found.simple.words.get(self.at) {
            let index = self.at;
            self.at += 1;
            let seeks = self.found.subcommand.is_none() && self.tool.has_subcommands();
            let Some(value) = word.value(self.text) else {
                self.dynamic(word, index, seeks);
                continue;
            };
            if self.found.end_of_options.is_none() && value == "--" {
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
                    self.found.subcommand = Some((spelling, index));
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

    fn option(&mut self, options: &Options, value: Cow<'a, str>, index: usize, before_subcommand: bool) {
        let Some(decoded) = decode(options, &value) else {
            self.found.unknown_option.get_or_insert(index);
            self.found.options.push(Opt { name: value, value: None, word: index, before_subcommand });
            return;
        };
        for option in decoded {
            let mut value = option.value.map(Cow::Owned);
            if option.wants_next {
                let next = self.found.simple.words.get(self.at);
                value = next.and_then(|word| word.value(self.text));
                if next.is_some_and(|word| may_vanish_or_split(word, self.text)) {
                    let opaque =
                        if before_subcommand { &mut self.found.opaque_before } else { &mut self.found.opaque_after };
                    *opaque = true;
                }
                self.at += 1;
            }
            let name = Cow::Owned(option.name.to_owned());
            self.found.options.push(Opt { name, value, word: index, before_subcommand });
        }
    }
}

/// Whether a word that is not known may become an option: it begins with an expansion or pattern.
fn may_be_option(raw: &str) -> bool {
    raw.trim_start_matches(['"', '\'']).starts_with(['-', '$', '`', '*', '?', '[', '{', '<', '>', '\\'])
}

/// Whether a word may become no word or several: it holds an expansion outside double quotes.
fn may_vanish_or_split(word: &Word, text: &str) -> bool {
    let raw = word.text(text);
    let one_quoted = raw.len() > 1 && raw.starts_with('"') && raw[1..].find('"') == Some(raw.len() - 2);
    word.value(text).is_none() && (!one_quoted || raw.contains("$@"))
}
