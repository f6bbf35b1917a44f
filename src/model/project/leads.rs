//! What leads commands to a place where a COPY goes, though they do not name it: variables, and settings made before.

use super::Destination;
use crate::facts::{always_leads, gives_homes, holds_path, is_leading, may_hold_settings, only_fills};
use crate::model::{Model, Run};
use crate::syntax::Arguments;

impl Destination<'_> {
    /// What may lead commands there, in the stage or one that it is built FROM, as a reason against moving the COPY.
    #[must_use]
    pub fn led_to(&self, file: &Model<'_>) -> Option<String> {
        self.led_to_some(file, &|_| true)
    }

    /// The same for a COPY that brings only some of the paths below the directory.
    pub(super) fn led_to_some(&self, file: &Model<'_>, brings: &dyn Fn(&str) -> bool) -> Option<String> {
        let stage = file.stage_of(self.at)?;
        file.history(stage, file.stages[stage].end).find_map(|at| match file.run(at) {
            Some(run) if at < self.at && self.is_led_to_by(file, run) => {
                Some("a command above names the directory that the COPY goes to, and may lead others there".to_owned())
            }
            Some(_) => None,
            None => {
                let name = self.variable(file, at, brings)?;
                Some(format!("{name} leads commands to what the COPY brings"))
            }
        })
    }

    /// Why package managers may look there nevertheless: settings that are copied before.
    #[must_use]
    pub fn doubt(&self, file: &Model<'_>) -> Option<String> {
        let stage = file.stage_of(self.at)?;
        let sets = |at: usize| {
            let (Arguments::Copy(transfer) | Arguments::Add(transfer)) = &file.instruction(at).command.arguments else {
                return false;
            };
            let target = file.target(at, transfer);
            target.is_some_and(|target| may_hold_settings(&target))
        };
        file.history(stage, self.at)
            .any(sets)
            .then(|| "settings of a package manager are copied before, and may name the directory".to_owned())
    }

    /// Whether a RUN names the place in a command that may make others look there.
    fn is_led_to_by(&self, file: &Model<'_>, run: &Run<'_>) -> bool {
        if !run.text.contains(&*self.directory) {
            return false;
        }
        let users = file.state(self.at).user.may_be_root();
        let (mut found, mut leads) = (run.script.is_ok(), run.script.is_err());
        for located in run.simple_commands() {
            let named = located.simple.span.of(run.text).contains(&*self.directory);
            let name = located.simple.name(run.text);
            let name = name.as_deref().unwrap_or_default();
            let fills = only_fills(name) || users && gives_homes(name);
            found |= named;
            leads |= named && !fills;
        }
        leads || !found
    }

    /// The name of a variable of an instruction that may lead commands there.
    fn variable(&self, file: &Model<'_>, at: usize, brings: &dyn Fn(&str) -> bool) -> Option<String> {
        let instruction = file.instruction(at);
        let (Arguments::Env(pairs) | Arguments::Arg(pairs)) = &instruction.command.arguments else { return None };
        // Programs and libraries of another stage or image are there to be found.
        let programs = self.instruction.command.flag(&self.instruction.logical, "from").is_some();
        pairs.iter().find_map(|pair| {
            let name = instruction.text(pair.name);
            let written = pair.value.map(|value| instruction.text(value));
            let known = is_leading(name);
            let is_path = holds_path(name);
            let leads = match written {
                Some(written) => written.split([' ', ':', '"', '\'']).any(|part| {
                    let value = file.expand(at, part).map_or_else(|| part.to_owned(), |part| part.text);
                    self.is_named_by_value(&value, brings) || known && is_relative(&value, is_path)
                }),
                None => always_leads(name),
            };
            let whole = || file.expand(at, written.unwrap_or_default()).is_some();
            let leads = leads || always_leads(name) && !whole();
            (leads && (known || programs)).then(|| name.to_owned())
        })
    }

    /// Whether a value, or an option in it, leads into the directory.
    fn is_named_by_value(&self, value: &str, brings: &dyn Fn(&str) -> bool) -> bool {
        value.split(['=', ',']).any(|part| {
            let path = if part.starts_with(['/', '-']) { part.find('/').map(|at| &part[at..]) } else { None };
            let inside = path.and_then(|path| path.strip_prefix(&*self.directory));
            inside.is_some_and(|inside| match inside.strip_prefix('/') {
                Some(inside) if !inside.contains("..") => brings(inside.trim_end_matches('/')),
                _ => true,
            })
        })
    }
}

/// Whether a value, or what an option in it says, is a path that counts from the working directory.
fn is_relative(value: &str, is_path: bool) -> bool {
    let path = value.rsplit('=').next().unwrap_or(value);
    let begins = path.starts_with("./") || path.starts_with("../");
    begins || is_path && !path.is_empty() && !path.starts_with(['/', '$', '~']) && !value.contains("://")
}
