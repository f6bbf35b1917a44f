//! The shell text of a RUN, its reading, and the way back to the source.

use std::cell::OnceCell;

use super::{ListUse, State};
use crate::shell::{self, AndOrOp, Command, Located, Pipeline, Resolved, Script, Sep, Simple, resolve};
use crate::syntax::{Arguments, Document, Form, Heredoc, Instruction, Pairs, Span};

/// A RUN instruction.
#[derive(Debug)]
pub struct Run<'d> {
    /// Index of the instruction in the document.
    pub at: usize,
    /// The instruction.
    pub instruction: &'d Instruction<'d>,
    /// The text that the shell gets; spans of the script are ranges of it. Empty for an opaque RUN.
    pub text: &'d str,
    /// The reading of the text, or why nobody may edit it.
    pub script: Result<Script, String>,
    /// What the text is.
    pub form: RunForm,
    origin: Origin,
    pairs: Pairs,
    /// How it depends on apt's package lists, and whether it may call a package manager unseen, once somebody asked.
    pub(super) apt_use: OnceCell<(ListUse, bool)>,
}

/// What the shell text of a RUN is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunForm {
    /// The arguments of the instruction.
    Line,
    /// The body of `RUN <<EOF`: a script without `set -e`.
    Body,
}

/// How offsets of the shell text become source offsets.
#[derive(Clone, Copy, Debug)]
enum Origin {
    /// The text is a part of the joined text, from this offset on.
    Joined(usize),
    /// The text is a part of the source, from this offset on.
    Source(usize),
}

impl<'d> Run<'d> {
    pub(super) fn read(
        document: &'d Document<'d>,
        at: usize,
        instruction: &'d Instruction<'d>,
        state: &State,
    ) -> Option<Self> {
        let Arguments::Run(form) = &instruction.command.arguments else { return None };
        let (text, origin, form) = match (form, instruction.heredocs.as_slice()) {
            (Form::Shell(span), [only]) if only.opener == *span => {
                (only.body.of(document.source.text()), Origin::Source(only.body.start as usize), RunForm::Body)
            }
            (form, _) => {
                let span = form.span();
                (instruction.text(span), Origin::Joined(span.start as usize), RunForm::Line)
            }
        };
        let script = match refusal(document, instruction, state, form, text) {
            Some(reason) => Err(reason),
            None => read_script(text),
        };
        Some(Self { at, instruction, text, script, form, origin, pairs: Pairs::of(text), apt_use: OnceCell::new() })
    }

    /// Whether the text holds `word` at all; a quick test before a closer look.
    #[must_use]
    pub fn mentions(&self, word: &str) -> bool {
        self.pairs.may_hold(word) && self.text.contains(word)
    }

    /// Whether the text names the directory `.cache` itself, or what is below it for one of `tools`; a path that is not
    /// plain may be either.
    #[must_use]
    pub fn names_cache_of(&self, tools: &[&str]) -> bool {
        const CACHE: &str = ".cache";
        self.text.match_indices(CACHE).any(|(at, _)| {
            let Some(below) = self.text[at + CACHE.len()..].strip_prefix('/') else { return true };
            let is_name = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_');
            let end = below.find(|ch| !is_name(ch)).unwrap_or(below.len());
            let (tool, rest) = below.split_at(end);
            let plain = rest.is_empty() || rest.starts_with(|ch: char| ch == '/' || ch.is_whitespace());
            tool.is_empty() || !plain || tools.contains(&tool)
        })
    }

    /// The source range of a range of the text; `None` when it runs over a continuation.
    #[must_use]
    pub fn source(&self, span: Span) -> Option<Span> {
        match self.origin {
            Origin::Joined(base) => self.instruction.logical.source(span.shift(base)),
            Origin::Source(base) => Some(span.shift(base)),
        }
    }

    /// The source range from the first to the last byte of a range of the text, continuations in between included.
    #[must_use]
    pub fn cover(&self, span: Span) -> Span {
        match self.origin {
            Origin::Joined(base) => self.instruction.logical.cover(span.shift(base)),
            Origin::Source(base) => span.shift(base),
        }
    }

    /// The number of the step that a simple command is, counted from 0: a script that is one chain of `&&` has a step
    /// for each pipeline. `None` when the script or the command is of another shape.
    #[must_use]
    pub fn step_of(&self, script: &Script, simple: &Simple) -> Option<usize> {
        let [item] = script.list.items.as_slice() else { return None };
        let plain = item.sep == Sep::End && item.and_or.rest.iter().all(|link| link.op == AndOrOp::And);
        let is_step = |pipeline: &Pipeline| match pipeline.commands.as_slice() {
            [Command::Simple(only)] => only.span == simple.span && pipeline.bang.is_none(),
            _ => false,
        };
        item.and_or.pipelines().position(is_step).filter(|_| plain)
    }

    /// The flags as written.
    pub fn flags(&self) -> impl Iterator<Item = &'d str> + '_ {
        self.instruction.command.flags.iter().map(|flag| self.instruction.text(flag.span))
    }

    /// The text, with blanks in the place of commands that remove files by force: they name files that may be missing.
    #[must_use]
    pub fn text_without_forced_removals(&self) -> String {
        let removes = |simple: &Simple| match resolve(simple, self.text) {
            Resolved::Known(known) => known.tool == "rm" && known.has("--force") && known.is_transparent(),
            _ => false,
        };
        let mut rest = self.text.to_owned();
        for simple in self.simple_commands().iter().map(|found| found.simple).filter(|simple| removes(simple)) {
            let span = simple.span.start as usize..simple.span.end as usize;
            rest.replace_range(span.clone(), &" ".repeat(span.len()));
        }
        rest
    }

    /// Every simple command of the script, wherever it stands; none for an opaque RUN.
    #[must_use]
    pub fn simple_commands(&self) -> Vec<Located<'_>> {
        self.script.as_ref().map(Script::simple_commands).unwrap_or_default()
    }
}

/// Flags of RUN whose meaning is known (Dockerfile reference, RUN).
const KNOWN_FLAGS: [&str; 4] = ["mount", "network", "security", "device"];

fn refusal(
    document: &Document<'_>,
    instruction: &Instruction<'_>,
    state: &State,
    form: RunForm,
    text: &str,
) -> Option<String> {
    let Arguments::Run(argument) = &instruction.command.arguments else { return None };
    if argument.shell().is_none() {
        return Some("exec form has no shell to rewrite for".to_owned());
    }
    if document.escape != b'\\' {
        return Some("the escape character is a backtick, as in files for Windows".to_owned());
    }
    if text.trim().is_empty() {
        return Some("there is no command".to_owned());
    }
    if let Some(flag) =
        instruction.command.flags.iter().find(|flag| !KNOWN_FLAGS.contains(&instruction.text(flag.name)))
    {
        return Some(format!("unknown flag {}", instruction.text(flag.span)));
    }
    if let Err(reason) = &state.interpreter {
        return Some(reason.to_string());
    }
    match (form, instruction.heredocs.as_slice()) {
        (RunForm::Line, []) => None,
        (RunForm::Line, _) => Some("a heredoc is fed to a command".to_owned()),
        (RunForm::Body, heredocs) if heredocs.iter().any(|heredoc| has_own_interpreter(text, heredoc)) => {
            Some("the heredoc names its own interpreter".to_owned())
        }
        (RunForm::Body, _) if text.contains('\r') => {
            Some("the shell sees the carriage returns of this heredoc".to_owned())
        }
        (RunForm::Body, _) => None,
    }
}

/// Whether a heredoc body is a script for another program: it begins with `#!`.
fn has_own_interpreter(body: &str, heredoc: &Heredoc) -> bool {
    let body = if heredoc.strip_tabs { body.trim_start_matches('\t') } else { body };
    body.starts_with("#!")
}

/// Reads the text and refuses what hides commands from the reader.
fn read_script(text: &str) -> Result<Script, String> {
    let script = shell::parse(text).map_err(|refusal| format!("the shell text is not understood: {refusal}"))?;
    for found in script.simple_commands() {
        let Some(first) = found.simple.words.first() else { continue };
        if first.value(text).is_none() {
            return Err("a command name is only known when it runs".to_owned());
        }
        if first.text(text) == "eval" {
            return Err("eval runs text that is only known when it runs".to_owned());
        }
    }
    Ok(script)
}
