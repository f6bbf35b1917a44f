//! Whether two neighbouring RUNs may become one, and how. What the shell decides is asked of `shell::effects`; this is
//! what the instructions decide.

use super::{Model, Run, RunForm};
use crate::shell::effects::{self, JoinOp};
use crate::suppress::is_pragma;
use crate::syntax::{ItemKind, Keyword, Mount, MountKey, Span, Value, mounts};

/// How two RUNs become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinForm {
    /// `A && B`
    Plain,
    /// `A && { B; }`; the result takes no further RUN behind it.
    Braces,
}

/// The most bytes that the text of a merged RUN may have: Linux takes 128 KiB for one argument (`MAX_ARG_STRLEN`).
pub const MAX_JOINED_TEXT: usize = 100_000;

/// Variables that change how a shell starts or reads; a file that sets one is not reasoned about.
const SHELL_VARIABLES: [&str; 6] = ["BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "POSIXLY_CORRECT", "IFS"];

impl Model<'_> {
    /// How the RUN at `first` and the instruction behind it become one RUN.
    ///
    /// # Errors
    /// Why they may not.
    pub fn join(&self, first: usize) -> Result<JoinForm, String> {
        self.join_over(first, first + 1)
    }

    /// How the RUNs at `first` and `second` become one RUN, once what stands between them stands above or below. Whether
    /// that may go there is not looked at.
    ///
    /// # Errors
    /// Why they may not.
    pub fn join_over(&self, first: usize, second: usize) -> Result<JoinForm, String> {
        let (Some(a), Some(b), true) = (self.run(first), self.run(second), first < second) else {
            return Err("they are not two RUNs in a row".to_owned());
        };
        if !a.flags().eq(b.flags()) {
            return Err("their flags differ".to_owned());
        }
        for run in [a, b] {
            if run.form == RunForm::Body {
                return Err("a heredoc script has other rules for failures".to_owned());
            }
            run.script.as_ref().map_err(Clone::clone)?;
        }
        if let Some(mount) = mounts(a.instruction, &a.instruction.command).iter().find(|mount| is_fresh(mount, a)) {
            return Err(format!("{} may start anew in each RUN", a.instruction.text(mount.span)));
        }
        if let Some(name) = SHELL_VARIABLES.iter().find(|name| self.is_declared(second, name)) {
            return Err(format!("the file sets {name}, which changes how the shell reads"));
        }
        if a.text.len() + b.text.len() > MAX_JOINED_TEXT {
            return Err("the merged command would be too long".to_owned());
        }
        self.plain_comments(a, b)?;
        self.shell_join(a, b)
    }

    /// Whether the RUN at `later` may follow the one at `first` in one shell, other RUNs between them.
    ///
    /// # Errors
    /// Why it may not.
    pub fn may_follow(&self, first: usize, later: usize) -> Result<(), String> {
        match (self.run(first), self.run(later)) {
            (Some(a), Some(b)) => self.shell_join(a, b).map(|_| ()),
            _ => Err("they are not RUNs".to_owned()),
        }
    }

    fn shell_join(&self, a: &Run<'_>, b: &Run<'_>) -> Result<JoinForm, String> {
        let state = self.state(a.at);
        let (Ok(interpreter), Ok(left), Ok(right)) = (&state.interpreter, &a.script, &b.script) else {
            return Err("the shell is not known".to_owned());
        };
        if effects::ends_with_comment(left) || effects::ends_with_comment(right) {
            return Err("a shell comment at the end of a line would swallow what follows".to_owned());
        }
        if effects::ends_with_braces(left) {
            return Err("a group in braces must stay the last command".to_owned());
        }
        if !state.user.may_be_root() {
            effects::creates_no_user(left, a.text).map_err(|reason| reason.to_string())?;
        }
        let directories = [&state.workdir, &self.state(b.at).workdir].map(Option::as_deref);
        for directory in directories.iter().take(if directories[0] == directories[1] { 1 } else { 2 }) {
            effects::keeps_working_directory(left, a.text, *directory).map_err(|reason| reason.to_string())?;
        }
        let join = effects::join((left, a.text), (right, b.text), interpreter).map_err(|reason| reason.to_string())?;
        match (join.subshell_first, join.op, join.brace_second) {
            (false, JoinOp::And, false) => Ok(JoinForm::Plain),
            (false, JoinOp::And, true) => Ok(JoinForm::Braces),
            (true, ..) => {
                let kept = effects::state_free(left, a.text)
                    .and_then(|()| effects::hash_safe((left, a.text), (right, b.text)));
                Err(kept.map_or_else(|reason| reason.to_string(), |()| "the first changes its shell".to_owned()))
            }
            (false, JoinOp::Semi, _) => Err("the first relies on errexit".to_owned()),
        }
    }

    /// A comment that speaks to a tool about the instruction below it would bind to another one after a join, and one
    /// about the first would speak about the second too.
    fn plain_comments(&self, a: &Run<'_>, b: &Run<'_>) -> Result<(), String> {
        let before = a.at.checked_sub(1).map_or(0, |above| self.instruction(above).span.end);
        if self.pragma_in(Span { start: before, end: a.instruction.span.start }) {
            return Err("a comment above speaks to a tool about the first".to_owned());
        }
        if self.pragma_in(Span { start: a.instruction.span.end, end: b.instruction.span.start }) {
            return Err("a comment between them speaks to a tool about the second".to_owned());
        }
        // Comments above something that stands between them go with that.
        if self.is_essay(Span { start: self.instruction(b.at - 1).span.end, end: b.instruction.span.start }) {
            return Err("the comments between them are more than a word about the second".to_owned());
        }
        let text = self.document.source.text();
        let pragma = |line: &str| line.trim_start().starts_with('#') && is_pragma(line);
        if [a, b].iter().any(|run| run.instruction.span.of(text).lines().skip(1).any(pragma)) {
            return Err("a comment inside one of them speaks to a tool about it".to_owned());
        }
        Ok(())
    }

    /// Whether the comments in a part of the file are not a short remark, which may stand between two commands: they are
    /// long, have several paragraphs, or are code that was switched off.
    fn is_essay(&self, gap: Span) -> bool {
        let first = self.document.items.partition_point(|item| item.span.start < gap.start);
        let items = self.document.items[first..].iter().take_while(|item| item.span.end <= gap.end);
        let (mut lines, mut paragraphs, mut within) = (0, 0, false);
        for item in items {
            let text = item.span.of(self.document.source.text()).trim().trim_start_matches('#').trim();
            let comment = item.kind == ItemKind::Comment;
            if comment && is_code(text) {
                return true;
            }
            lines += usize::from(comment);
            let words = comment && !text.is_empty();
            paragraphs += usize::from(words && !within);
            within = words;
        }
        lines > MOST_COMMENT_LINES || paragraphs > 1
    }

    /// Whether a comment line of a part of the file speaks to a tool.
    fn pragma_in(&self, gap: Span) -> bool {
        let first = self.document.items.partition_point(|item| item.span.start < gap.start);
        self.document.items[first..]
            .iter()
            .take_while(|item| item.span.end <= gap.end)
            .any(|item| item.kind == ItemKind::Comment && is_pragma(item.span.of(self.document.source.text())))
    }
}

/// Comments of more lines are not put between two commands.
const MOST_COMMENT_LINES: usize = 3;

/// Whether the text of a comment is an instruction, or a line of one, that was switched off.
fn is_code(text: &str) -> bool {
    let keyword = text.split([' ', '\t']).next().unwrap_or_default();
    let shouted = keyword.len() < text.len() && keyword.bytes().all(|byte| byte.is_ascii_uppercase());
    (shouted && Keyword::parse(keyword).is_some()) || text.starts_with("&&") || text.ends_with('\\')
}

/// Whether a mount may be empty at the start of each RUN or lose what is written to it: tmpfs, a writable bind, or one
/// that cannot be read.
fn is_fresh(mount: &Mount, run: &Run<'_>) -> bool {
    const FALSE: [&str; 6] = ["0", "f", "F", "false", "FALSE", "False"];
    const TRUE: [&str; 6] = ["1", "t", "T", "true", "TRUE", "True"];
    let among = |value: &Option<Value>, known: &[&str], without: bool| {
        value.as_ref().map_or(without, |value| known.contains(&value.text(&run.instruction.logical)))
    };
    // BuildKit reads the type in lower case; without one it is a bind.
    let bind = mount.kind(run.instruction).eq_ignore_ascii_case("bind");
    mount.fields.iter().any(|(key, value)| match key {
        MountKey::Type => {
            let kind = value.as_ref().map(|value| value.text(&run.instruction.logical).to_ascii_lowercase());
            !matches!(kind.as_deref(), Some("bind" | "cache" | "secret" | "ssh"))
        }
        MountKey::ReadWrite => bind && !among(value, &FALSE, false),
        MountKey::ReadOnly => bind && !among(value, &TRUE, true),
        MountKey::Unknown => true,
        _ => false,
    })
}
