//! What a rewrite says it changes.

use super::trace::Call;
use std::collections::BTreeSet;

/// The differences a rewrite is allowed to make. The default allows none.
///
/// Commands are named by their bare name, wherever they are installed; calls that come or go whole, as they are
/// recorded: with the path for programs outside of the usual directories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    added_words: Vec<Words>,
    removed_words: Vec<Words>,
    renamed_words: Vec<[String; 2]>,
    added_variables: Vec<Words>,
    added_commands: Vec<Vec<String>>,
    added_beginnings: Vec<Vec<String>>,
    removed_commands: Vec<Vec<String>>,
    removed_beginnings: Vec<Vec<String>>,
    fused: Vec<Vec<String>>,
    moved_copies: bool,
    sunk_arguments: bool,
    elsewhere: Vec<String>,
    minded: Vec<String>,
    begins_in_directories: bool,
    written: Vec<String>,
    programs: Vec<String>,
}

/// Words that come or go in the calls of one command.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Words {
    command: String,
    words: Vec<String>,
}

impl Declared {
    /// Nothing may differ.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Calls of `command` may have these extra words, anywhere after its name.
    #[must_use]
    pub fn adds_words(mut self, command: &str, words: &[&str]) -> Self {
        self.added_words.push(Words { command: command.into(), words: owned(words) });
        self
    }

    /// Calls of `command` may lack these words.
    #[must_use]
    pub fn removes_words(mut self, command: &str, words: &[&str]) -> Self {
        self.removed_words.push(Words { command: command.into(), words: owned(words) });
        self
    }

    /// Calls may have the word `to` in the place of `from`.
    #[must_use]
    pub fn renames_word(mut self, from: &str, to: &str) -> Self {
        self.renamed_words.push([from.into(), to.into()]);
        self
    }

    /// Calls of `command` may have these extra variables in their environment, written `NAME='value'`.
    #[must_use]
    pub fn adds_variables(mut self, command: &str, variables: &[&str]) -> Self {
        self.added_variables.push(Words { command: command.into(), words: owned(variables) });
        self
    }

    /// This exact call may be new, any number of times. For a word that ends in `/*` the sandbox puts one file into
    /// the directory, so that a cleanup whose glob does not expand (`set -f`) is not taken for the declared one.
    #[must_use]
    pub fn adds_command(mut self, words: &[&str]) -> Self {
        self.added_commands.push(owned(words));
        self
    }

    /// Calls that begin with these words may be new, any number of times.
    #[must_use]
    pub fn adds_commands(mut self, beginning: &[&str]) -> Self {
        self.added_beginnings.push(owned(beginning));
        self
    }

    /// This exact call may be gone, and with it the failure it could have caused. Words that end in `/*` are treated
    /// as in [`Declared::adds_command`].
    #[must_use]
    pub fn removes_command(mut self, words: &[&str]) -> Self {
        self.removed_commands.push(owned(words));
        self
    }

    /// Calls that begin with these words may be gone, and with each the failure it could have caused.
    #[must_use]
    pub fn removes_commands(mut self, beginning: &[&str]) -> Self {
        self.removed_beginnings.push(owned(beginning));
        self
    }

    /// Where COPYs stand, and which there are, does not matter: what they bring is looked at by the transform that moves
    /// them.
    #[must_use]
    pub fn moves_copies(mut self) -> Self {
        self.moved_copies = true;
        self
    }

    /// Whether COPYs may come, go and change their place.
    pub(super) fn lets_copies_move(&self) -> bool {
        self.moved_copies
    }

    /// RUNs that do not name a build argument that changes in every build may run without it.
    #[must_use]
    pub fn sinks_volatile_arguments(mut self) -> Self {
        self.sunk_arguments = true;
        self
    }

    /// Whether build arguments may be declared further down.
    pub(super) fn lets_arguments_sink(&self) -> bool {
        self.sunk_arguments
    }

    /// The file at this absolute path may be written, in a directory that a new call makes: a COPY brings another one.
    #[must_use]
    pub fn writes(mut self, path: &str) -> Self {
        self.written.push(path.to_owned());
        self
    }

    /// The program at this absolute path is there from the start: what is not run brings it.
    #[must_use]
    pub fn has_program(mut self, path: &str) -> Self {
        self.programs.push(path.to_owned());
        self
    }

    /// The absolute paths of programs that are there from the start.
    pub(super) fn programs(&self) -> &[String] {
        &self.programs
    }

    /// The absolute paths of files that may be written.
    pub(super) fn written(&self) -> &[String] {
        &self.written
    }

    /// Calls that contain these words in order (`["apt-get", "install"]`) may be fused into the first of them: it gets
    /// the words of the later ones, in any order. When one of the later ones fails, only success or failure of the
    /// build is compared.
    #[must_use]
    pub fn fuses(mut self, command: &[&str]) -> Self {
        self.fused.push(owned(command));
        self
    }

    /// Calls of `command` may run in another directory.
    #[must_use]
    pub fn runs_elsewhere(mut self, command: &str) -> Self {
        self.elsewhere.push(command.to_owned());
        self
    }

    /// The build may fail where the original goes on after a failure of `command`.
    #[must_use]
    pub fn minds_failures(mut self, command: &str) -> Self {
        self.minded.push(command.into());
        self
    }

    /// Commands may begin in a directory that the original enters. Where it is missing, the build may go on in a new one;
    /// the one that was left before is not known.
    #[must_use]
    pub fn begins_in_directories(mut self) -> Self {
        self.begins_in_directories = true;
        self
    }

    pub(super) fn goes_on_without_directories(&self) -> bool {
        self.begins_in_directories
    }

    pub(super) fn minds(&self, call: &Call) -> bool {
        let name = call.words.first().map(|path| path.rsplit('/').next().unwrap_or(path));
        name.is_some_and(|name| self.minded.iter().any(|minded| minded == name))
    }

    /// Directories named by `dir/*` words of added and removed commands.
    pub(super) fn globbed(&self) -> impl Iterator<Item = &str> {
        let commands = self.added_commands.iter().chain(&self.removed_commands);
        commands.flatten().filter_map(|word| word.strip_suffix("/*")).filter(|dir| !dir.is_empty())
    }

    pub(super) fn adds(&self, call: &Call) -> bool {
        self.added_commands.iter().any(|words| is_call(words, call))
            || self.added_beginnings.iter().any(|words| call.words.starts_with(words))
    }

    pub(super) fn removes(&self, call: &Call) -> bool {
        self.removed_commands.iter().any(|words| is_call(words, call))
            || self.removed_beginnings.iter().any(|words| call.words.starts_with(words))
    }

    /// Whether `after` is `before` but for declared words.
    pub(super) fn same_words(&self, before: &Call, after: &Call) -> bool {
        self.aligned((before, &before.words), (after, &after.words))
    }

    fn aligned(&self, (before, mut old): (&Call, &[String]), (after, mut new): (&Call, &[String])) -> bool {
        loop {
            let added = new.first().is_some_and(|word| has(&self.added_words, after, word));
            let removed = old.first().is_some_and(|word| has(&self.removed_words, before, word));
            match (old, new) {
                ([], []) => return true,
                ([a, old_rest @ ..], [b, new_rest @ ..]) if a == b || self.renames(a, b) => {
                    (old, new) = (old_rest, new_rest);
                }
                ([_, rest @ ..], _) if added && removed && self.aligned((before, rest), (after, new)) => return true,
                (_, [_, rest @ ..]) if added => new = rest,
                ([_, rest @ ..], _) if removed => old = rest,
                _ => return false,
            }
        }
    }

    fn renames(&self, old: &str, new: &str) -> bool {
        self.renamed_words.iter().any(|[from, to]| from == old && to == new)
    }

    /// Whether both calls see the same state, but for declared variables.
    pub(super) fn same_context(&self, before: &Call, after: &Call) -> bool {
        before.context == after.context || {
            let (mut old, mut new) = (before.context.clone(), after.context.clone());
            new.environment.retain(|variable| !has(&self.added_variables, after, variable));
            let elsewhere = after.words.first().is_some_and(|name| self.elsewhere.contains(name));
            for context in [&mut old, &mut new] {
                if elsewhere {
                    context.directory.clear();
                    context.environment.retain(|variable| !variable.starts_with("PWD="));
                }
                if self.begins_in_directories {
                    context.environment.retain(|variable| !variable.starts_with("OLDPWD="));
                }
            }
            old == new
        }
    }

    /// Whether both calls belong to the same fused command.
    pub(super) fn fusible(&self, before: &Call, after: &Call) -> bool {
        self.fused.iter().any(|command| contains(command, before) && contains(command, after))
    }

    /// The words of a call of `before` that a fused call has to carry.
    pub(super) fn required<'a>(&self, before: &'a Call) -> BTreeSet<&'a str> {
        before.words.iter().filter(|word| !has(&self.removed_words, before, word)).map(String::as_str).collect()
    }

    /// The words of a fused call that calls of `before` have to account for.
    pub(super) fn unexplained<'a>(&self, after: &'a Call) -> BTreeSet<&'a str> {
        after.words.iter().filter(|word| !has(&self.added_words, after, word)).map(String::as_str).collect()
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

fn has(changes: &[Words], call: &Call, word: &String) -> bool {
    let name = call.words.first().map(|path| path.rsplit('/').next().unwrap_or(path));
    changes.iter().any(|change| name == Some(&change.command) && change.words.contains(word))
}

/// Whether `call` is the declared call, after the shell expanded its `dir/*` words.
fn is_call(declared: &[String], call: &Call) -> bool {
    declared.len() == call.words.len()
        && declared.iter().zip(&call.words).all(|(declared, word)| match declared.strip_suffix('*') {
            Some(dir) if dir.ends_with('/') && dir.len() > 1 => word.strip_prefix(dir) == Some(SEED),
            _ => declared == word,
        })
}

/// The name of the file that is put into the directories of [`Declared::globbed`].
pub(super) const SEED: &str = "seed";

fn contains(command: &[String], call: &Call) -> bool {
    let mut rest = call.words.iter();
    call.words.first() == command.first() && command.iter().all(|word| rest.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(text: &str) -> Call {
        Call { words: text.split(' ').map(String::from).collect(), ..Call::default() }
    }

    #[test]
    fn words_may_only_come_and_go_as_declared() {
        let declared = Declared::nothing().adds_words("apt-get", &["-y"]).removes_words("apt-get", &["-f"]);
        assert!(declared.same_words(&call("apt-get -f install a"), &call("apt-get install -y a")));
        let both = Declared::nothing().adds_words("a", &["--new"]).removes_words("a", &["--old"]);
        assert!(both.same_words(&call("a --old --new b"), &call("a --new b")));
        assert!(both.same_words(&call("a --old b"), &call("a --new b")));
        assert!(!declared.same_words(&call("apt-get install a"), &call("apt-get install b")));
        assert!(!declared.same_words(&call("apk add a"), &call("apk add -y a")));
    }

    #[test]
    fn a_cleanup_whose_glob_stayed_literal_is_not_the_declared_one() {
        let declared = Declared::nothing().adds_command(&["rm", "-rf", "/lists/*"]);
        assert!(declared.adds(&call("rm -rf /lists/seed")));
        assert!(!declared.adds(&call("rm -rf /lists/*")));
    }
}
