//! Whether two neighbouring RUNs may become one, and how. What the shell decides is asked of `shell::effects`; this is
//! what the instructions decide.

use super::{Model, Run, RunForm};
use crate::shell::effects::{self, JoinOp};
use crate::suppress::is_pragma;
use crate::syntax::{ItemKind, Mount, MountKey, Span, mounts};

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
        let (Some(a), Some(b)) = (self.run(first), self.run(first + 1)) else {
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
            return Err(format!("{} starts anew in each RUN", a.instruction.text(mount.span)));
        }
        if let Some(name) = SHELL_VARIABLES.iter().find(|name| self.is_declared(first, name)) {
            return Err(format!("the file sets {name}, which changes how the shell reads"));
        }
        if a.text.len() + b.text.len() > MAX_JOINED_TEXT {
            return Err("the merged command would be too long".to_owned());
        }
        self.plain_comments_between(a, b)?;
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
        effects::keeps_working_directory(left, a.text, state.workdir.as_deref())
            .map_err(|reason| reason.to_string())?;
        let join = effects::join((left, a.text), (right, b.text), interpreter).map_err(|reason| reason.to_string())?;
        match (join.subshell_first, join.op, join.brace_second) {
            (false, JoinOp::And, false) => Ok(JoinForm::Plain),
            (false, JoinOp::And, true) => Ok(JoinForm::Braces),
            (true, ..) => Err("the first changes the state of its shell".to_owned()),
            (false, JoinOp::Semi, _) => Err("the first relies on errexit".to_owned()),
        }
    }

    /// A comment that speaks to a tool about the instruction below it would bind to another one after a join.
    fn plain_comments_between(&self, a: &Run<'_>, b: &Run<'_>) -> Result<(), String> {
        let gap = Span { start: a.instruction.span.end, end: b.instruction.span.start };
        let first = self.document.items.partition_point(|item| item.span.start < gap.start);
        let items = self.document.items[first..].iter().take_while(|item| item.span.end <= gap.end);
        for item in items.filter(|item| item.kind == ItemKind::Comment) {
            if is_pragma(item.span.of(self.document.source.text())) {
                return Err("a comment between them speaks to a tool about the second".to_owned());
            }
        }
        Ok(())
    }
}

/// Whether a mount is empty at the start of each RUN and loses what is written to it: tmpfs, or a writable bind.
fn is_fresh(mount: &Mount, run: &Run<'_>) -> bool {
    match mount.kind(run.instruction) {
        "tmpfs" => true,
        "bind" => mount.fields.iter().any(|(key, value)| {
            *key == MountKey::ReadWrite
                && value.as_ref().is_none_or(|value| value.text(&run.instruction.logical) != "false")
        }),
        _ => false,
    }
}
