//! Whether a command may be appended to a RUN with `&&`, so that it runs last and exactly when all before it succeeded.

use super::{Model, Run, RunForm};
use crate::shell::{Place, Script, effects};

impl Model<'_> {
    /// Whether `&& command` behind the last list of a RUN runs last, and only when the RUN would have succeeded.
    ///
    /// # Errors
    /// Why it may not.
    pub fn append(&self, run: &Run<'_>) -> Result<(), String> {
        let script = run.script.as_ref().map_err(Clone::clone)?;
        if run.form == RunForm::Body {
            return Err("a heredoc script has other rules for failures".to_owned());
        }
        let Ok(interpreter) = &self.state(run.at).interpreter else { return Err("the shell is not known".to_owned()) };
        effects::append(script, run.text, interpreter).map_err(|reason| reason.to_string())?;
        if may_set(script, run.text, 'f') {
            return Err("it turns off file name patterns".to_owned());
        }
        Ok(())
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
