//! Which environments a stage makes, so that the pip in them is known, and which it only uses.

use std::collections::BTreeSet;

use crate::model::{Manager, Model, PackageCommand, Run};
use crate::shell::Simple;
use crate::syntax::Arguments;

/// Where the programs of a distribution, and those that `pip install --user` brings, are.
const USUAL: [&str; 5] = ["/usr", "", "/usr/local", "/root/.local", "~/.local"];

/// The environments of a stage up to some instruction.
#[derive(Clone, Debug, Default)]
pub(super) struct Environments {
    /// Those that `python -m venv` or virtualenv made.
    made: BTreeSet<String>,
    /// Those on PATH that may hold a Python.
    on_path: BTreeSet<String>,
}

impl Environments {
    /// Notes what the instruction at `at` makes and puts on PATH.
    pub(super) fn note(&mut self, file: &Model<'_>, at: usize) {
        let instruction = file.instruction(at);
        if let Arguments::Env(pairs) = &instruction.command.arguments {
            let values = pairs.iter().filter(|pair| instruction.text(pair.name) == "PATH");
            for value in values.filter_map(|pair| pair.value) {
                let text = instruction.text(value).trim_matches(['"', '\'']);
                let homes = text.split(':').filter_map(|entry| home(&expanded(file, at, entry)).map(str::to_owned));
                self.on_path.extend(homes.filter(|home| may_hold_python(home)));
            }
        }
        if let Some(run) = file.run(at).filter(|run| run.mentions("venv") || run.mentions("virtualenv")) {
            for found in run.simple_commands() {
                self.made.extend(made_by(file, run, found.simple));
            }
        }
    }

    /// An environment whose pip the commands use, and which nothing before made with the Python of the base.
    pub(super) fn unknown(&self, run: &Run<'_>, commands: &[&PackageCommand<'_>]) -> Option<String> {
        let of_words = commands.iter().flat_map(|command| {
            let words = &command.simple.words[..=command.invocation.tool_word];
            words.iter().filter_map(|word| home(word.text(run.text)))
        });
        let activated = run.text.split([' ', '\t', ';', '&', '\n']).filter_map(|word| word.strip_suffix("/activate"));
        let on_path = self.on_path.iter().map(String::as_str);
        of_words
            .filter(|home| !USUAL.contains(home))
            .chain(activated.filter_map(home))
            .chain(on_path)
            .map(clean)
            .find(|home| !self.made.contains(*home))
            .map(str::to_owned)
    }
}

/// Whether a pip of its own version is named, older than those that the base is known to have: `pip3.6`, `python2`.
pub(super) fn names_old_python<'r>(run: &'r Run<'_>, commands: &[&PackageCommand<'r>]) -> Option<&'r str> {
    let words = commands.iter().filter(|command| command.manager == Manager::Pip).flat_map(|command| {
        let words = &command.simple.words[..=command.invocation.tool_word];
        words.iter().map(|word| word.text(run.text))
    });
    words.into_iter().find(|word| is_old(word))
}

/// Whether a program is a Python or pip of 2, or of 3.7 or older.
fn is_old(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or_default();
    let Some(version) = name.strip_prefix("pip").or_else(|| name.strip_prefix("python")) else { return false };
    let mut numbers = version.splitn(2, '.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(2)), _) => true,
        (Some(Ok(3)), Some(Ok(minor))) => minor <= 7,
        _ => false,
    }
}

/// The environments that a command makes with a Python on the usual path.
fn made_by(file: &Model<'_>, run: &Run<'_>, simple: &Simple) -> Vec<String> {
    let words: Vec<&str> = simple.words.iter().map(|word| word.text(run.text)).collect();
    let makes = |word: &str| matches!(word, "venv" | "-mvenv" | "virtualenv");
    let Some(at) = words.iter().position(|word| makes(word)) else { return Vec::new() };
    let usual = |word: &&str| home(word).is_none_or(|home| USUAL.contains(&home)) && !is_old(word);
    if !words[..at].iter().all(usual) || words.iter().any(|word| *word == "--python" || *word == "-p") {
        return Vec::new();
    }
    let operands = words[at + 1..].iter().filter(|word| !word.starts_with('-'));
    operands.map(|word| clean(&expanded(file, run.at, word.trim_matches(['"', '\'']))).to_owned()).collect()
}

fn expanded(file: &Model<'_>, at: usize, word: &str) -> String {
    file.expand(at, word).map_or_else(|| word.to_owned(), |word| word.text)
}

/// The directory above the `bin` of a program or of an entry of PATH.
fn home(path: &str) -> Option<&str> {
    let directory = match path.strip_suffix("/bin") {
        Some(home) => return Some(home),
        None => path.rsplit_once('/')?.0,
    };
    directory.strip_suffix("/bin")
}

fn clean(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path).trim_end_matches('/')
}

/// Whether a directory on PATH is called like an environment, or like an installation of Python.
fn may_hold_python(home: &str) -> bool {
    let home = home.to_ascii_lowercase();
    !USUAL.contains(&home.as_str())
        && ["env", "conda", "mamba", "python", "miniforge"].iter().any(|word| home.contains(word))
}
