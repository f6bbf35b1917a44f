//! Whether a command may follow another one of a RUN, so that it runs in the same place, as the same user and right
//! behind it.

use super::{AppendForm, Model, Run, RunForm};
use crate::shell::{Command, Item, Script, Sep, Simple};

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
        let Some(list) = list_of(script, simple) else {
            return Err("it is no step of a plain chain of commands".to_owned());
        };
        if list + 1 == script.list.items.len() {
            return Ok(FollowForm::End(self.append(run)?));
        }
        if script.list.items[list].sep != Sep::Semi {
            return Err("it runs in the background".to_owned());
        }
        if run.mentions("$?") {
            return Err("a command behind it asks how the one before it ended".to_owned());
        }
        Ok(FollowForm::List(list + 1))
    }
}

/// The number of the list that is this command alone.
fn list_of(script: &Script, simple: &Simple) -> Option<usize> {
    let alone = |item: &Item| {
        item.and_or.rest.is_empty()
            && item.and_or.first.bang.is_none()
            && matches!(item.and_or.first.commands.as_slice(), [Command::Simple(only)] if only.span == simple.span)
    };
    script.list.items.iter().position(alone)
}
