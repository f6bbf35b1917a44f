//! Whether a command may follow another one of a RUN, so that it runs in the same place, as the same user and right
//! behind it.

use super::{AppendForm, Model, Run, RunForm};
use crate::shell::{AndOrOp, Command, Item, Sep, Simple};

/// How a command comes right behind another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowForm {
    /// Behind this step of a chain of `&&`, which is not the last, joined by `&&`.
    Step(usize),
    /// In front of this list, as a list of its own.
    List(usize),
    /// Behind the last command.
    End(AppendForm),
}

impl Model<'_> {
    /// How a command comes right behind `simple`, so that it runs only when that one did and, but for a list of its own,
    /// succeeded. A list of its own changes nothing behind it when it fails where errexit is off; where errexit is on it
    /// is reached only when `simple` succeeded.
    ///
    /// # Errors
    /// Why it may not.
    pub fn follow(&self, run: &Run<'_>, simple: &Simple) -> Result<FollowForm, String> {
        let script = run.script.as_ref().map_err(Clone::clone)?;
        if run.form == RunForm::Body {
            return Err("a heredoc script has other rules for failures".to_owned());
        }
        if let Some(step) = run.step_of(script, simple) {
            let last = script.list.items.first().map_or(0, |item| item.and_or.rest.len());
            if step < last {
                return Ok(FollowForm::Step(step));
            }
            return Ok(FollowForm::End(self.append(run)?));
        }
        if script.list.items.last().is_some_and(|last| ends_chain(last, simple)) {
            return Ok(FollowForm::End(self.append(run)?));
        }
        let alone = |item: &Item| item.and_or.rest.is_empty() && ends_chain(item, simple);
        let Some(list) = script.list.items.iter().position(alone) else {
            return Err("it is no step of a plain chain of commands".to_owned());
        };
        if script.list.items[list].sep != Sep::Semi {
            return Err("it runs in the background".to_owned());
        }
        if run.mentions("$?") {
            return Err("a command behind it asks how the one before it ended".to_owned());
        }
        Ok(FollowForm::List(list + 1))
    }
}

/// Whether this command is the last of a list that is one chain of `&&`.
fn ends_chain(item: &Item, simple: &Simple) -> bool {
    let last = item.and_or.pipelines().last();
    item.and_or.rest.iter().all(|link| link.op == AndOrOp::And)
        && last.is_some_and(|last| {
            last.bang.is_none()
                && matches!(last.commands.as_slice(), [Command::Simple(only)] if only.span == simple.span)
        })
}
