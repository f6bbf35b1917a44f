//! Where the input of a command comes from, and where its output goes.

use super::ast::{Command, CompoundKind, List, Redirect, Script, Simple};
use super::token::RedirectOp;

/// Whether the streams of a command are those that the whole text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streams {
    /// What it reads is no pipe, file or heredoc of the text.
    pub input: bool,
    /// What it writes goes to no pipe or file of the text, but perhaps to `/dev/null`.
    pub output: bool,
}

/// The streams of a command of the script. `None` where others than what stands around it decide: in functions and
/// `$( )`, and where `exec` redirects the shell itself.
#[must_use]
pub fn streams(script: &Script, text: &str, simple: &Simple) -> Option<Streams> {
    let moved = text.contains("exec")
        && script
            .simple_commands()
            .iter()
            .any(|found| found.simple.name(text).as_deref() == Some("exec") && !found.simple.redirects.is_empty());
    let whole = Streams { input: true, output: true };
    if moved { None } else { in_list(&script.list, text, simple, whole) }
}

fn in_list(list: &List, text: &str, simple: &Simple, around: Streams) -> Option<Streams> {
    let at = list.items.partition_point(|item| item.and_or.span.end < simple.span.end);
    let and_or = &list.items.get(at)?.and_or;
    let pipeline = and_or.pipelines().find(|pipeline| pipeline.span.contains(simple.span))?;
    let at = pipeline.commands.iter().position(|command| match command {
        Command::Simple(own) => own.span.contains(simple.span),
        Command::Compound(compound) => compound.span.contains(simple.span),
    })?;
    let (first, last) = (at == 0, at + 1 == pipeline.commands.len());
    let around = Streams { input: around.input && first, output: around.output && last };
    match &pipeline.commands[at] {
        Command::Simple(own) => (own.span == simple.span).then(|| around.behind(&own.redirects, text)),
        Command::Compound(compound) if compound.kind == CompoundKind::Function => None,
        Command::Compound(compound) => {
            let around = around.behind(&compound.redirects, text);
            compound.lists.iter().find_map(|list| in_list(list, text, simple, around))
        }
    }
}

impl Streams {
    fn behind(mut self, redirects: &[Redirect], text: &str) -> Self {
        for redirect in redirects {
            let target = redirect.target.text(text);
            let is_descriptor = target == "-" || target.bytes().all(|byte| byte.is_ascii_digit());
            match redirect.op {
                RedirectOp::DupWrite if is_descriptor => {}
                RedirectOp::Write
                | RedirectOp::Append
                | RedirectOp::Clobber
                | RedirectOp::DupWrite
                | RedirectOp::Both
                | RedirectOp::BothAppend => self.output &= target == "/dev/null",
                _ => self.input = false,
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::parse;

    /// The streams of the only command `x`: `io` for both, `-` for one that is another.
    fn of(text: &str) -> Option<&'static str> {
        let script = parse(text).unwrap();
        let commands = script.simple_commands();
        let found = commands.iter().find(|found| found.simple.name(text).as_deref() == Some("x")).unwrap();
        streams(&script, text, found.simple).map(|streams| match (streams.input, streams.output) {
            (true, true) => "io",
            (true, false) => "i-",
            (false, true) => "-o",
            (false, false) => "--",
        })
    }

    #[test]
    fn of_commands_on_their_own() {
        for text in [
            "x",
            "a; b && x || c",
            "x >/dev/null 2>&1",
            "x >&2",
            "if x; then a; fi",
            "{ a | b; x; }",
            "for i in 1; do x; done",
            "(a >b; x)",
            "x &",
        ] {
            assert_eq!(of(text), Some("io"), "{text}");
        }
    }

    #[test]
    fn of_commands_that_read_or_write_elsewhere() {
        for (text, expected) in [
            ("yes | x", "-o"),
            ("x | tee log", "i-"),
            ("a | x | b", "--"),
            ("x <f", "-o"),
            ("x <&- | cat", "--"),
            ("x <<E\nE\n", "-o"),
            ("x >f", "i-"),
            ("x 2>>f", "i-"),
            ("x >&f", "i-"),
            ("while read p; do x; done <f", "-o"),
            ("{ x; } >log 2>&1", "i-"),
            ("yes | { a; if x; then b; fi; }", "-o"),
            ("(x) | grep y", "i-"),
        ] {
            assert_eq!(of(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn of_commands_that_others_call() {
        for text in ["f() { x; }; yes | f", "a \"$(x)\"", "exec <f; x", "a <(x)"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
