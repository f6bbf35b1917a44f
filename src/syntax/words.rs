//! Word splitting of instruction arguments: three rules, each BuildKit's (`line_parsers.go`, `split_command.go`).
//!
//! All functions take a range of a text and return ranges of the same text.

use super::{Span, Value};

/// The blanks that separate a keyword from its arguments and the words of unquoted lists (Go `[\t\v\f\r ]`).
pub(super) fn is_separator(ch: char) -> bool {
    matches!(ch, '\t' | '\x0b' | '\x0c' | '\r' | ' ')
}

/// `span` without the white space around it.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let part = span.of(text);
    let start = span.start as usize + (part.len() - part.trim_start().len());
    Span::new(start, start + part.trim().len())
}

/// The first word of `span` and what follows the separators behind it.
pub(super) fn split_first(text: &str, span: Span) -> (Span, Span) {
    let part = span.of(text);
    let start = span.start as usize;
    let Some(at) = part.find(is_separator) else { return (span, Span::new(span.end as usize, span.end as usize)) };
    let rest = part[at..].trim_start_matches(is_separator);
    (Span::new(start, start + at), Span::new(span.end as usize - rest.len(), span.end as usize))
}

/// Words separated by blanks, quotes meaning nothing (`parseStringsWhitespaceDelimited`).
pub(super) fn unquoted(text: &str, span: Span) -> Vec<Span> {
    let part = span.of(text);
    let base = part.as_ptr() as usize;
    part.split(is_separator)
        .filter(|word| !word.is_empty())
        .map(|word| {
            let start = span.start as usize + (word.as_ptr() as usize - base);
            Span::new(start, start + word.len())
        })
        .collect()
}

/// Words separated by white space, with quotes and the escape character (`parseWords`); quotes stay in the words. An
/// escape character that is the last of all is left out.
pub(super) fn quoted(text: &str, span: Span, escape: char) -> Vec<Span> {
    let base = span.start as usize;
    let mut end = span.len();
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    let mut quote: Option<char> = None;
    let mut chars = span.of(text).char_indices();
    while let Some((at, ch)) = chars.next() {
        if quote.is_none() && ch.is_whitespace() {
            words.extend(start.take().map(|start| Span::new(base + start, base + at)));
            continue;
        }
        start.get_or_insert(at);
        match quote {
            None if ch == '\'' || ch == '"' => quote = Some(ch),
            Some(open) if ch == open => quote = None,
            _ => {}
        }
        if ch == escape && quote != Some('\'') && chars.next().is_none() {
            end = at;
        }
    }
    words.extend(start.filter(|&start| start < end).map(|start| Span::new(base + start, base + end)));
    words
}

/// Offset of a word that begins with `#` behind other words, outside quotes: to its author a comment, but a comment takes
/// a line of its own.
#[must_use]
pub fn inline_comment(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut behind_blank = false;
    let mut behind_word = false;
    let mut chars = text.char_indices();
    while let Some((at, ch)) = chars.next() {
        match (quote, ch) {
            (None, '#') if behind_blank && behind_word => return Some(at),
            (None, '\'' | '"') => quote = Some(ch),
            (Some(open), _) if ch == open => quote = None,
            (_, '\\') => _ = chars.next(),
            _ => {}
        }
        behind_blank = ch.is_whitespace();
        behind_word |= !behind_blank;
    }
    None
}

/// A `--name` or `--name=value` word in front of the arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The whole word, as a range of the joined text.
    pub span: Span,
    /// The name without the dashes.
    pub name: Span,
    /// What follows the `=`.
    pub value: Option<Value>,
}

/// The flags at the start of `span`, and the rest of it (`extractBuilderFlags`).
pub(super) fn flags(text: &str, span: Span, escape: char) -> (Vec<Flag>, Span) {
    let mut flags = Vec::new();
    let mut rest = trim_start(text, span);
    while rest.of(text).starts_with("--") {
        let end = end_of_flag(rest.of(text), escape);
        let word = Span::new(rest.start as usize, rest.start as usize + end);
        rest = trim_start(text, Span::new(word.end as usize, rest.end as usize));
        if word.of(text) == "--" {
            break;
        }
        let name = word.start as usize + 2;
        let equals = word.of(text).find('=').map(|at| word.start as usize + at);
        let value = |at| {
            let span = Span::new(at + 1, word.end as usize);
            Value { span, decoded: unquoted_flag(span.of(text), escape) }
        };
        flags.push(Flag {
            span: word,
            name: Span::new(name, equals.unwrap_or(word.end as usize)),
            value: equals.map(value),
        });
    }
    (flags, rest)
}

fn trim_start(text: &str, span: Span) -> Span {
    let part = span.of(text);
    Span::new(span.end as usize - part.trim_start_matches(is_separator).len(), span.end as usize)
}

/// Length of the flag word at the start of `text`: it ends at a blank outside quotes.
fn end_of_flag(text: &str, escape: char) -> usize {
    let mut quote: Option<char> = None;
    let mut chars = text.char_indices();
    while let Some((at, ch)) = chars.next() {
        match quote {
            None if is_separator(ch) => return at,
            None if ch == '\'' || ch == '"' => quote = Some(ch),
            Some(open) if ch == open => quote = None,
            _ => {}
        }
        if ch == escape {
            chars.next();
        }
    }
    text.len()
}

/// A flag's value without quotes and escapes; `None` when it holds none.
fn unquoted_flag(value: &str, escape: char) -> Option<String> {
    if !value.contains(['\'', '"', escape]) {
        return None;
    }
    let mut out = String::with_capacity(value.len());
    let mut quote = None;
    let mut chars = value.chars();
    while let Some(ch) = chars.next() {
        match quote {
            None if ch == '\'' || ch == '"' => quote = Some(ch),
            Some(open) if ch == open => quote = None,
            _ if ch == escape => out.extend(chars.next()),
            _ => out.push(ch),
        }
    }
    Some(out)
}
