//! Typed arguments. All spans are ranges of the instruction's joined text.

use super::{Command, Logical, Span};

/// The arguments of an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arguments {
    /// `ADD`
    Add(Transfer),
    /// `ARG`: names with an optional default.
    Arg(Vec<Assignment>),
    /// `CMD`
    Cmd(Form),
    /// `COPY`
    Copy(Transfer),
    /// `ENTRYPOINT`
    Entrypoint(Form),
    /// `ENV`
    Env(Vec<Assignment>),
    /// `EXPOSE`: the ports.
    Expose(Vec<Span>),
    /// `FROM`
    From(From),
    /// `HEALTHCHECK`
    Healthcheck(Healthcheck),
    /// `LABEL`
    Label(Vec<Assignment>),
    /// `MAINTAINER`: the text.
    Maintainer(Span),
    /// `ONBUILD`: the trigger, if there is one.
    Onbuild(Option<Box<Command>>),
    /// `RUN`
    Run(Form),
    /// `SHELL`
    Shell(Form),
    /// `STOPSIGNAL`: the signal.
    Stopsignal(Span),
    /// `USER`: the user.
    User(Span),
    /// `VOLUME`: the paths.
    Volume(Vec<Value>),
    /// `WORKDIR`: the path.
    Workdir(Span),
    /// Of a keyword that is no instruction.
    Unknown,
}

/// A word that may have been written as a JSON string, or as a flag's value with quotes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The word as written, quotes included.
    pub span: Span,
    /// What it says without its quotes and escapes; `None` for a plain word, which says what is written.
    pub decoded: Option<String>,
}

impl Value {
    /// The text that BuildKit goes on with, before variables are expanded.
    #[must_use]
    pub fn text<'a>(&'a self, logical: &'a Logical<'_>) -> &'a str {
        self.decoded.as_deref().unwrap_or_else(|| logical.slice(self.span))
    }
}

/// `NAME=value`, `NAME` or the legacy `NAME value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The whole of it.
    pub span: Span,
    /// The name as written, quotes kept (a LABEL's may be quoted).
    pub name: Span,
    /// The value as written, quotes kept; `None` when there is no `=` (ARG).
    pub value: Option<Span>,
    /// Whether it is the form without `=`: the whole rest is the value.
    pub legacy: bool,
}

/// Shell form or exec form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A text for the shell; empty when nothing is given.
    Shell(Span),
    /// A JSON array.
    Exec {
        /// The decoded elements.
        items: Vec<Value>,
        /// The array with its brackets.
        span: Span,
        /// Whether text follows the array. BuildKit ignored it until July 2024 and takes all of it for the shell form since,
        /// so such a file is in [`Document::errors`](super::Document::errors).
        trailing: bool,
    },
}

impl Form {
    /// The whole argument.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Shell(span) | Self::Exec { span, .. } => *span,
        }
    }

    /// The text of the shell form.
    #[must_use]
    pub fn shell(&self) -> Option<Span> {
        match self {
            Self::Shell(span) => Some(*span),
            Self::Exec { .. } => None,
        }
    }
}

/// What COPY and ADD take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Sources: paths, URLs or heredoc openers.
    pub sources: Vec<Value>,
    /// The destination; `None` when no argument is given.
    pub destination: Option<Value>,
    /// The JSON array with its brackets, if that form is used.
    pub json: Option<Span>,
}

/// What FROM takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct From {
    /// The image or stage, as written.
    pub image: Span,
    /// The value of `--platform`, as written.
    pub platform: Option<Span>,
    /// The name after AS.
    pub alias: Option<Span>,
}

/// What HEALTHCHECK takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Healthcheck {
    /// `NONE`
    Disabled,
    /// `CMD` with a command.
    Command(Form),
    /// Anything else; BuildKit rejects it.
    Malformed,
}

/// An image reference split into its parts, as ranges of the reference.
///
/// The rules are those of the distribution reference grammar: the part before the first `/` is a registry when it holds
/// a `.`, a `:` or a capital or is `localhost`. Parts may hold variables; `${...}` is never cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The registry host, if named.
    pub registry: Option<Span>,
    /// The repository path without registry, tag and digest.
    pub repository: Span,
    /// The tag.
    pub tag: Option<Span>,
    /// The digest with its algorithm (`sha256:...`).
    pub digest: Option<Span>,
}

impl Reference {
    /// Splits `text`. Every text has a reading; whether it names an image that exists is not asked.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut depth = 0_usize;
        let (mut slash, mut colon, mut at_sign) = (None, None, None);
        let mut previous = b'\0';
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'{' if previous == b'$' || depth > 0 => depth += 1,
                b'}' if depth > 0 => depth -= 1,
                b'/' if depth == 0 && at_sign.is_none() => {
                    slash.get_or_insert(at);
                    colon = None;
                }
                b':' if depth == 0 && at_sign.is_none() => colon = Some(at),
                b'@' if depth == 0 => {
                    at_sign.get_or_insert(at);
                }
                _ => {}
            }
            previous = byte;
        }
        let name_end = at_sign.unwrap_or(text.len());
        let tag = colon.map(|at| Span::new(at + 1, name_end));
        let path_end = colon.unwrap_or(name_end);
        let host = slash.filter(|&at| {
            let host = &text[..at];
            let marked = |ch: char| matches!(ch, '.' | ':') || ch.is_uppercase();
            host == "localhost" || (!host.contains('$') && host.contains(marked))
        });
        Self {
            registry: host.map(|at| Span::new(0, at)),
            repository: Span::new(host.map_or(0, |at| at + 1), path_end),
            tag,
            digest: at_sign.map(|at| Span::new(at + 1, text.len())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str, Option<&str>, Option<&str>) {
        let reference = Reference::parse(text);
        (
            reference.registry.map(|span| span.of(text)),
            reference.repository.of(text),
            reference.tag.map(|span| span.of(text)),
            reference.digest.map(|span| span.of(text)),
        )
    }

    #[test]
    fn references() {
        assert_eq!(parts("a"), (None, "a", None, None));
        assert_eq!(parts("a/b:c"), (None, "a/b", Some("c"), None));
        assert_eq!(parts("r.io:5000/a/b"), (Some("r.io:5000"), "a/b", None, None));
        assert_eq!(parts("localhost/a:1@sha256:00"), (Some("localhost"), "a", Some("1"), Some("sha256:00")));
        assert_eq!(parts("Host/a:1"), (Some("Host"), "a", Some("1"), None));
        assert_eq!(parts("a@sha256:00"), (None, "a", None, Some("sha256:00")));
        assert_eq!(parts("a:${V:-1/2}"), (None, "a", Some("${V:-1/2}"), None));
        assert_eq!(parts("${R:-x.io}/a:$T"), (None, "${R:-x.io}/a", Some("$T"), None));
    }
}
