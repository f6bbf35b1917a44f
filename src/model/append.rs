//! Whether a command may be appended to a RUN, so that it runs last and exactly when all before it succeeded.

use super::{MAX_JOINED_TEXT, Model, Run, RunForm};
use crate::shell::{AndOrOp, Command, CompoundKind, List, Pipeline, Place, Script, Sep, Simple, effects};

/// How a command comes behind the last list of a RUN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppendForm {
    /// Behind `&&`.
    And,
    /// Behind `;` as the lists before it: errexit ends the RUN if one of them fails. `&&` does as well.
    Semicolon,
}

impl Model<'_> {
    /// How a command behind the last list of a RUN runs last, and only when the RUN would have succeeded.
    ///
    /// # Errors
    /// Why it may not.
    pub fn append(&self, run: &Run<'_>) -> Result<AppendForm, String> {
        let script = run.script.as_ref().map_err(Clone::clone)?;
        if run.form == RunForm::Body {
            return Err("a heredoc script has other rules for failures".to_owned());
        }
        if run.text.len() > MAX_JOINED_TEXT {
            return Err("the command would be too long".to_owned());
        }
        let Ok(interpreter) = &self.state(run.at).interpreter else { return Err("the shell is not known".to_owned()) };
        effects::append(script, run.text, interpreter).map_err(|reason| reason.to_string())?;
        if may_set(script, run.text, 'f') {
            return Err("it turns off file name patterns".to_owned());
        }
        let semicolons = matches!(script.list.items.as_slice(), [.., before, _] if before.sep == Sep::Semi);
        let trips = semicolons && effects::j4_safe(script, run.text, interpreter).is_ok();
        Ok(if trips { AppendForm::Semicolon } else { AppendForm::And })
    }

    /// Whether a command of a RUN has certainly succeeded when the RUN has.
    #[must_use]
    pub fn must_succeed(&self, run: &Run<'_>, simple: &Simple) -> bool {
        let (Ok(script), Ok(interpreter)) = (&run.script, &self.state(run.at).interpreter) else { return false };
        let traps =
            || script.simple_commands().iter().any(|found| found.simple.name(run.text).as_deref() == Some("trap"));
        if effects::exits(script, run.text) || traps() {
            return false;
        }
        let trips = || {
            run.form == RunForm::Line
                && effects::errexit_throughout(script, run.text, interpreter).is_ok()
                && script.list.items.iter().any(|item| {
                    item.sep != Sep::Amp && item.and_or.rest.is_empty() && depends_on(&item.and_or.first, simple)
                })
        };
        ends_with(&script.list, simple) || trips()
    }
}

/// Whether a list succeeds only if `simple`, a part of its last chain of `&&`, does.
fn ends_with(list: &List, simple: &Simple) -> bool {
    let Some(last) = list.items.last().filter(|last| last.sep != Sep::Amp) else { return false };
    last.and_or.rest.iter().all(|link| link.op == AndOrOp::And)
        && last.and_or.pipelines().any(|pipeline| depends_on(pipeline, simple))
}

/// Whether a pipeline succeeds only if `simple` does.
fn depends_on(pipeline: &Pipeline, simple: &Simple) -> bool {
    pipeline.bang.is_none()
        && match pipeline.commands.last() {
            Some(Command::Simple(last)) => last.span == simple.span,
            Some(Command::Compound(last)) if matches!(last.kind, CompoundKind::Brace | CompoundKind::Subshell) => {
                last.lists.last().is_some_and(|list| ends_with(list, simple))
            }
            _ => false,
        }
}

/// Whether a `set` in the script may turn on the option `letter`.
fn may_set(script: &Script, text: &str, letter: char) -> bool {
    let commands = script.simple_commands();
    let current = commands.iter().filter(|found| {
        let Place { current_shell, .. } = found.place;
        current_shell && found.simple.name(text).as_deref() == Some("set")
    });
    current.flat_map(|found| found.simple.words.iter().skip(1)).any(|word| match word.value(text) {
        Some(value) if value.starts_with('-') => value.contains(letter) || value == "-o",
        Some(_) => false,
        None => true,
    })
}
