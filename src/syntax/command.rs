//! Keyword, flags and typed arguments of a joined line (BuildKit `splitCommand` and the parsers of `line_parsers.go`).

use serde_json::value::RawValue;

use super::arguments::{Arguments, Assignment, Form, From, Healthcheck, Transfer, Value};
use super::words::{self, Flag};
use super::{Keyword, Logical, Span};

/// One command: an instruction, or the trigger of ONBUILD. All spans are ranges of the instruction's joined text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Which instruction it is; `None` for an unknown one.
    pub keyword: Option<Keyword>,
    /// The keyword as written.
    pub name: Span,
    /// The flags.
    pub flags: Vec<Flag>,
    /// What follows the flags, white space around it removed.
    pub rest: Span,
    /// The typed reading of the rest.
    pub arguments: Arguments,
    /// Whether the argument is a JSON array that holds something else than strings; BuildKit rejects it.
    pub bad_json: bool,
}

impl Command {
    /// The value of the flag `name`; of the last, if it is repeated.
    #[must_use]
    pub fn flag<'a>(&'a self, logical: &'a Logical<'_>, name: &str) -> Option<&'a str> {
        let flag = self.flags.iter().rev().find(|flag| logical.slice(flag.name) == name)?;
        flag.value.as_ref().map(|value| value.text(logical))
    }

    /// Whether heredocs may open in this command.
    pub(super) fn takes_heredocs(&self) -> bool {
        match &self.arguments {
            Arguments::Onbuild(Some(trigger)) => trigger.takes_heredocs(),
            Arguments::Run(Form::Exec { .. }) => false,
            Arguments::Add(transfer) | Arguments::Copy(transfer) => transfer.json.is_none(),
            _ => self.keyword.is_some_and(Keyword::takes_heredocs),
        }
    }
}

/// Reads the joined text of an instruction.
pub(super) fn read(logical: &Logical<'_>, escape: char) -> Command {
    read_span(logical.text(), Span::new(0, logical.text().len()), escape)
}

fn read_span(text: &str, span: Span, escape: char) -> Command {
    let (name, rest) = words::split_first(text, words::trim(text, span));
    let (flags, rest) = words::flags(text, rest, escape);
    let rest = words::trim(text, rest);
    let keyword = Keyword::parse(name.of(text));
    let mut bad_json = false;
    let arguments = keyword.map_or(Arguments::Unknown, |keyword| {
        let reader = Reader { text, rest, escape };
        reader.arguments(keyword, &flags, &mut bad_json)
    });
    Command { keyword, name, flags, rest, arguments, bad_json }
}

struct Reader<'t> {
    text: &'t str,
    rest: Span,
    escape: char,
}

impl Reader<'_> {
    fn arguments(&self, keyword: Keyword, flags: &[Flag], bad_json: &mut bool) -> Arguments {
        match keyword {
            Keyword::Add => Arguments::Add(self.transfer(bad_json)),
            Keyword::Copy => Arguments::Copy(self.transfer(bad_json)),
            Keyword::Arg => Arguments::Arg(self.assignments()),
            Keyword::Env => Arguments::Env(self.pairs()),
            Keyword::Label => Arguments::Label(self.pairs()),
            Keyword::Cmd => Arguments::Cmd(self.form(self.rest, bad_json)),
            Keyword::Entrypoint => Arguments::Entrypoint(self.form(self.rest, bad_json)),
            Keyword::Run => Arguments::Run(self.form(self.rest, bad_json)),
            Keyword::Shell => Arguments::Shell(self.form(self.rest, bad_json)),
            Keyword::Expose => Arguments::Expose(words::unquoted(self.text, self.rest)),
            Keyword::Volume => Arguments::Volume(self.list(bad_json).0),
            Keyword::From => Arguments::From(self.from(flags)),
            Keyword::Healthcheck => Arguments::Healthcheck(self.healthcheck(bad_json)),
            Keyword::Maintainer => Arguments::Maintainer(self.rest),
            Keyword::Stopsignal => Arguments::Stopsignal(self.rest),
            Keyword::User => Arguments::User(self.rest),
            Keyword::Workdir => Arguments::Workdir(self.rest),
            Keyword::Onbuild => Arguments::Onbuild(
                (!self.rest.is_empty()).then(|| Box::new(read_trigger(self.text, self.rest, self.escape))),
            ),
        }
    }

    fn form(&self, span: Span, bad_json: &mut bool) -> Form {
        match json_array(self.text, span) {
            Json::Strings(items, array) => Form::Exec {
                items,
                span: array,
                trailing: !Span { start: array.end, ..span }.of(self.text).trim().is_empty(),
            },
            Json::OtherArray => {
                *bad_json = true;
                Form::Shell(span)
            }
            Json::None => Form::Shell(span),
        }
    }

    fn list(&self, bad_json: &mut bool) -> (Vec<Value>, Option<Span>) {
        match json_array(self.text, self.rest) {
            Json::Strings(items, array) => return (items, Some(array)),
            Json::OtherArray => *bad_json = true,
            Json::None => {}
        }
        let plain = |span| Value { span, decoded: None };
        (words::unquoted(self.text, self.rest).into_iter().map(plain).collect(), None)
    }

    fn transfer(&self, bad_json: &mut bool) -> Transfer {
        let (mut sources, json) = self.list(bad_json);
        let destination = sources.pop();
        Transfer { sources, destination, json }
    }

    fn from(&self, flags: &[Flag]) -> From {
        let words = words::unquoted(self.text, self.rest);
        let platform =
            flags.iter().find(|flag| flag.name.of(self.text) == "platform").and_then(|flag| flag.value.as_ref());
        let alias = match words[..] {
            [_, keyword, alias] if keyword.of(self.text).eq_ignore_ascii_case("as") => Some(alias),
            _ => None,
        };
        let image = words.first().copied().unwrap_or(self.rest);
        From { image, platform: platform.map(|value| value.span), alias }
    }

    fn healthcheck(&self, bad_json: &mut bool) -> Healthcheck {
        let (kind, rest) = words::split_first(self.text, self.rest);
        if kind.of(self.text).eq_ignore_ascii_case("none") && rest.is_empty() {
            return Healthcheck::Disabled;
        }
        if !kind.of(self.text).eq_ignore_ascii_case("cmd") || rest.is_empty() {
            return Healthcheck::Malformed;
        }
        Healthcheck::Command(self.form(rest, bad_json))
    }

    /// `NAME=value` words; a word without `=` has no value.
    fn assignments(&self) -> Vec<Assignment> {
        words::quoted(self.text, self.rest, self.escape)
            .into_iter()
            .map(|span| {
                let equals = span.of(self.text).find('=').map(|at| span.start as usize + at);
                Assignment {
                    span,
                    name: Span::new(span.start as usize, equals.unwrap_or(span.end as usize)),
                    value: equals.map(|at| Span::new(at + 1, span.end as usize)),
                    legacy: false,
                }
            })
            .collect()
    }

    /// Like [`Self::assignments`], but when the first word holds no `=` the line is `NAME rest-is-the-value`.
    fn pairs(&self) -> Vec<Assignment> {
        let pairs = self.assignments();
        match pairs.first() {
            Some(first) if first.value.is_none() => {
                let (name, value) = words::split_first(self.text, self.rest);
                let value = (!value.is_empty()).then_some(value);
                vec![Assignment { span: self.rest, name, value, legacy: true }]
            }
            _ => pairs,
        }
    }
}

/// The trigger of an ONBUILD. A trigger that is itself an ONBUILD is not read further: BuildKit rejects it.
fn read_trigger(text: &str, span: Span, escape: char) -> Command {
    let (name, rest) = words::split_first(text, span);
    if Keyword::parse(name.of(text)) == Some(Keyword::Onbuild) {
        let arguments = Arguments::Onbuild(None);
        return Command { keyword: Some(Keyword::Onbuild), name, flags: Vec::new(), rest, arguments, bad_json: false };
    }
    read_span(text, span, escape)
}

enum Json {
    Strings(Vec<Value>, Span),
    OtherArray,
    None,
}

/// The JSON array at the start of `span`, if its text is one. Like BuildKit, only the first JSON value is looked at.
fn json_array(text: &str, span: Span) -> Json {
    let span = words::trim(text, span);
    let part = span.of(text);
    if !part.starts_with('[') {
        return Json::None;
    }
    let mut stream = serde_json::Deserializer::from_str(part).into_iter::<Vec<&RawValue>>();
    let Some(Ok(elements)) = stream.next() else { return Json::None };
    let array = Span::new(span.start as usize, span.start as usize + stream.byte_offset());
    let mut items = Vec::with_capacity(elements.len());
    for element in elements {
        let raw = element.get();
        let Ok(decoded) = serde_json::from_str::<String>(raw) else { return Json::OtherArray };
        let start = span.start as usize + (raw.as_ptr() as usize - part.as_ptr() as usize);
        items.push(Value { span: Span::new(start, start + raw.len()), decoded: Some(decoded) });
    }
    Json::Strings(items, array)
}
