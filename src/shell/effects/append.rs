//! Whether a command joined by `&&` to the end of a script runs last, and exactly when the script would have succeeded.

use super::errexit::{blind_to_errexit, may_have_errexit};
use super::{Interpreter, Proof, Reason, dialect_fits, exits, no_background};
use crate::shell::ast::{Script, Sep};

/// Proves that `A && command` runs the command last, and that A does in it what it does alone.
///
/// # Errors
///
/// What may keep the command from running, or change what A does before `&&`, where errexit is ignored.
pub fn append(script: &Script, text: &str, interpreter: &Interpreter) -> Proof {
    dialect_fits(script, interpreter)?;
    no_background(script, text)?;
    if exits(script, text) {
        return Err(Reason::new("it may end its shell before the last command"));
    }
    let Some(last) = script.list.items.last().filter(|last| matches!(last.sep, Sep::End | Sep::Semi)) else {
        return Err(Reason::new("its last list has no plain end"));
    };
    let calls = |names: &[&str]| {
        script.simple_commands().iter().any(|found| {
            found.place.current_shell && found.simple.name(text).is_some_and(|name| names.contains(&&*name))
        })
    };
    if calls(&["trap"]) {
        return Err(Reason::new("a trap may run behind its last command"));
    }
    // What is sourced may turn errexit on.
    if may_have_errexit(script, text, interpreter) || calls(&[".", "source", "eval"]) {
        blind_to_errexit(script, &last.and_or, text)?;
    }
    Ok(())
}
