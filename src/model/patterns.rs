//! Patterns in commands that may stand for a directory without naming it: `~/.ca*`.

use super::{Model, Run};
use crate::shell::{Simple, Word};
use crate::syntax::Arguments;

impl Run<'_> {
    /// Whether a word of a command is a pattern for paths with a part of this name, or is the name in another spelling
    /// (`.ca"che"`); commands that remove or make what is there or not do not count. In a RUN that is not understood a word that looks like one counts.
    #[must_use]
    pub fn may_match(&self, name: &str) -> bool {
        if self.script.is_err() {
            return text_may_match(self.text, name);
        }
        let fits = |word: &Word| {
            let raw = word.text(self.text);
            let pattern = (word.has_glob || word.has_brace) && raw.split('/').any(|part| fits(part, name));
            let respelled = !raw.contains(name) && raw.replace(['"', '\'', '\\'], "").contains(name);
            pattern || respelled
        };
        let commands = self.simple_commands();
        let mut others = commands.iter().map(|found| found.simple).filter(|simple| !is_careful(simple, self.text));
        others.any(|simple| simple.words.iter().any(fits))
    }
}

/// Whether a command is `rm -rf` or `mkdir -p`, which do not mind whether a path is there.
#[must_use]
pub fn is_careful(simple: &Simple, text: &str) -> bool {
    let words: Vec<&str> = simple.words.iter().map(|word| word.text(text)).collect();
    let skip = usize::from(words.first() == Some(&"sudo"));
    let Some((name, arguments)) = words.get(skip..).and_then(<[&str]>::split_first) else { return false };
    let flag = |short: char| {
        arguments.iter().any(|word| word.starts_with('-') && !word.starts_with("--") && word.contains(short))
    };
    (*name == "rm" && flag('f') && flag('r')) || (*name == "mkdir" && flag('p'))
}

impl Model<'_> {
    /// Whether an instruction that runs something, in the build or in a container, holds a pattern for paths with a part
    /// of this name, as [`Run::may_match`] says.
    #[must_use]
    pub fn may_match(&self, at: usize, name: &str) -> bool {
        let instruction = self.instruction(at);
        match &instruction.command.arguments {
            Arguments::Run(_) => self.run(at).is_some_and(|run| run.may_match(name)),
            Arguments::Cmd(_) | Arguments::Entrypoint(_) | Arguments::Healthcheck(_) | Arguments::Onbuild(_) => {
                text_may_match(instruction.text(instruction.command.rest), name)
            }
            _ => false,
        }
    }
}

/// Whether a text that nobody reads as shell text holds what looks like such a pattern: a path that begins in the root or
/// in a home directory.
fn text_may_match(text: &str, name: &str) -> bool {
    let between = |c: char| c.is_whitespace() || "\"'`,;&|()<>".contains(c);
    let paths = text.split(between).filter(|word| word.starts_with(['/', '~', '$']));
    paths.flat_map(|path| path.split('/').skip(1)).any(|part| fits(part, name))
}

/// Whether a part of a path is a pattern that begins like the name.
fn fits(part: &str, name: &str) -> bool {
    let fixed = part.find(['*', '?', '[', '{']).map(|at| &part[..at]);
    fixed.is_some_and(|fixed| !fixed.is_empty() && name.starts_with(fixed))
}
