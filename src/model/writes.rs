//! What RUNs put below a directory. A command that may write there in a way that is not known is an error, never
//! nothing.

use super::{Account, Action, Manager, Model, PackageCommand, Run, absolute};
use crate::facts::{creates_users, fills_only_system, is_within, writes_only_system};
use crate::shell::{RedirectOp, Resolved, Simple, Word, resolve};
use crate::syntax::{MountKey, mounts};

/// What a RUN puts at a directory and below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Absolute paths of the directories and files, none of which holds anything but others of these.
    pub paths: Vec<String>,
    /// Users whose home directory it may be: it then holds files of that user.
    pub homes: Vec<Account>,
}

impl Model<'_> {
    /// What the commands of a RUN that begin before `end` (an offset in its text) put at `directory` and below it.
    ///
    /// # Errors
    /// Which command may put other things there.
    pub fn makes_below(&self, run: &Run<'_>, end: usize, directory: &str) -> Result<Made, String> {
        run.script.as_ref().map_err(|reason| format!("a RUN may write below {directory}: {reason}"))?;
        let command = &run.instruction.command;
        let flags = &command.flags;
        let is_mount = |flag: &&crate::syntax::Flag| run.instruction.text(flag.name) == "mount";
        let targets = mounts(run.instruction, command);
        let apart = targets.iter().all(|mount| {
            if matches!(mount.kind(run.instruction), "secret" | "ssh") {
                return true;
            }
            let target = mount.get(run.instruction, MountKey::Target);
            let target = target.and_then(|target| absolute(target, self.state(run.at).workdir.as_deref()));
            target.is_some_and(|target| !touches(&target, directory))
        });
        if flags.iter().filter(is_mount).count() != targets.len() || !apart {
            return Err(format!("a mount of a RUN may lie at {directory}"));
        }
        let mut reader = Reader {
            model: self,
            run,
            directory,
            places: vec![self.state(run.at).workdir.as_deref().map(str::to_owned)],
            made: Made::default(),
            packages: PackageCommand::of(run),
        };
        for found in run.simple_commands() {
            if (found.simple.span.start as usize) < end {
                reader.command(found.simple)?;
            }
        }
        Ok(reader.made)
    }

    /// What a word of a RUN is when it runs: its value, or that of the variables of the file in it. `None` where a
    /// build may give another value, or the script itself sets the variable.
    #[must_use]
    pub fn word(&self, run: &Run<'_>, word: &Word) -> Option<String> {
        if let Some(value) = word.value(run.text) {
            return Some(value.into_owned());
        }
        let text = word.text(run.text);
        let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let bare = quoted.unwrap_or(text);
        let plain = |ch: char| ch.is_ascii_alphanumeric() || "_-./:@+".contains(ch);
        if !word.has_expansion || word.has_brace || word.has_tilde || word.has_backquote {
            return None;
        }
        if !bare.chars().all(|ch| plain(ch) || "${}".contains(ch)) || bare.contains(":-") || bare.contains("$(") {
            return None;
        }
        let mut names = bare.split('$').skip(1).map(|rest| {
            let rest = rest.trim_start_matches('{');
            &rest[..rest.find(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_').unwrap_or(rest.len())]
        });
        if names.any(|name| name.is_empty() || run.may_set(name)) {
            return None;
        }
        let value = self.expand(run.at, bare).filter(|value| value.provenance == super::Provenance::Literal)?.text;
        (!value.is_empty() && value.chars().all(plain)).then_some(value)
    }
}

impl Run<'_> {
    /// Whether the text may give a variable a value: its name stands there without a `$`.
    fn may_set(&self, name: &str) -> bool {
        let is_part = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
        self.text.match_indices(name).any(|(at, _)| {
            let (before, after) = (&self.text[..at], &self.text[at + name.len()..]);
            !before.ends_with(['$', '{']) && !before.ends_with(is_part) && !after.starts_with(is_part)
        })
    }
}

/// Whether one of two absolute paths is, or holds, the other.
pub(super) fn touches(one: &str, other: &str) -> bool {
    is_within(one, other) || is_within(other, one)
}

struct Reader<'r, 'd> {
    model: &'r Model<'d>,
    run: &'r Run<'d>,
    directory: &'r str,
    /// The directories that the commands may run in.
    places: Vec<Option<String>>,
    made: Made,
    packages: Vec<PackageCommand<'r>>,
}

impl Reader<'_, '_> {
    fn command(&mut self, simple: &Simple) -> Result<(), String> {
        self.redirections(simple)?;
        let Some(first) = simple.words.first() else { return Ok(()) };
        let name = first.value(self.run.text).unwrap_or_default().into_owned();
        let directory = self.directory;
        let unknown = || Err(format!("`{name}` may write below {directory}"));
        let arguments = &simple.words[1..];
        match name.as_str() {
            name if writes_only_system(name) => Ok(()),
            "cd" => self.enter(arguments).map_or_else(unknown, Ok),
            "mkdir" | "touch" => self.make(simple, arguments, name == "mkdir").map_or_else(unknown, Ok),
            "chmod" if self.keeps_bits(arguments) => Ok(()),
            // With `-m` it moves the home directory.
            "usermod" if !self.has_option(arguments, 'm') => Ok(()),
            "chown" | "chgrp" => match self.paths(arguments).as_deref() {
                Some([_, paths @ ..]) if !paths.iter().flatten().any(|path| touches(path, directory)) => Ok(()),
                _ => unknown(),
            },
            "cp" | "mv" | "ln" | "install" => match self.paths(arguments).as_deref() {
                // A link to a directory, or a directory to copy, may come at the target or below it.
                Some([others @ .., target]) if !others.is_empty() => {
                    let within = others.iter().flatten().any(|path| is_within(path, directory));
                    let target = target.iter().any(|path| touches(path, directory));
                    // `-t` names the target.
                    if within || target || self.has_option(arguments, 't') { unknown() } else { Ok(()) }
                }
                _ => unknown(),
            },
            // They make no home directory.
            "groupadd" | "addgroup" => Ok(()),
            name if creates_users(name) => match self.run.account(simple) {
                Some(account) => self.home(account).map_or_else(unknown, Ok),
                None => unknown(),
            },
            _ if self.is_package_command(simple) => Ok(()),
            _ if self.is_apart(simple) => Ok(()),
            _ => unknown(),
        }
    }

    /// Whether a download, or an install for all users, comes elsewhere.
    fn is_apart(&self, simple: &Simple) -> bool {
        let Resolved::Known(known) = resolve(simple, self.run.text) else { return false };
        let apart = |path: &str| {
            let paths = self.resolved(path);
            paths.is_some_and(|paths| !paths.iter().any(|path| is_within(path, self.directory)))
        };
        let plain = |&index: &usize| {
            let word = simple.words[index].value(self.run.text);
            word.is_some_and(|word| !word.starts_with(['.', '/', '~']))
        };
        known.is_transparent()
            && match known.tool {
                "curl" if known.has("--output-dir") || known.has("--remote-name-all") => false,
                "curl" => known.value("--output").map_or_else(|| !known.has("--remote-name") || apart("."), apart),
                "npm" => {
                    known.subcommand_name() == "install" && known.has("--global") && known.operands.iter().all(plain)
                }
                _ => false,
            }
    }

    fn redirections(&self, simple: &Simple) -> Result<(), String> {
        for redirect in &simple.redirects {
            if matches!(
                redirect.op,
                RedirectOp::Read
                    | RedirectOp::DupRead
                    | RedirectOp::DupWrite
                    | RedirectOp::Heredoc
                    | RedirectOp::HeredocTabs
                    | RedirectOp::HereString
            ) {
                continue;
            }
            let target = self.model.word(self.run, &redirect.target).and_then(|path| self.resolved(&path));
            if target.is_none_or(|all| all.iter().any(|path| is_within(path, self.directory))) {
                return Err(format!("a redirection may write below {}", self.directory));
            }
        }
        Ok(())
    }

    /// The paths that a word may stand for, one for each directory that the command may run in.
    fn resolved(&self, path: &str) -> Option<Vec<String>> {
        self.places.iter().map(|place| absolute(path, place.as_deref())).collect()
    }

    /// For each word that is no option, the paths that it may stand for.
    fn paths(&self, arguments: &[Word]) -> Option<Vec<Vec<String>>> {
        let words = arguments.iter().map(|word| self.model.word(self.run, word)).collect::<Option<Vec<_>>>()?;
        words.iter().filter(|word| !word.starts_with('-')).map(|word| self.resolved(word)).collect()
    }

    /// Whether an option holds a letter.
    fn has_option(&self, arguments: &[Word], letter: char) -> bool {
        arguments.iter().map(|word| word.text(self.run.text)).any(|word| word.starts_with('-') && word.contains(letter))
    }

    fn enter(&mut self, arguments: &[Word]) -> Option<()> {
        let [target] = arguments else { return None };
        let target = self.resolved(&self.model.word(self.run, target)?)?;
        self.places.extend(target.into_iter().map(Some));
        Some(())
    }

    fn make(&mut self, simple: &Simple, arguments: &[Word], directories: bool) -> Option<()> {
        let words = arguments.iter().map(|word| self.model.word(self.run, word)).collect::<Option<Vec<_>>>()?;
        let options: Vec<&String> = words.iter().filter(|word| word.starts_with('-')).collect();
        if !options.iter().all(|option| directories && matches!(option.as_str(), "-p" | "--parents" | "-v" | "-pv")) {
            return None;
        }
        for path in self.paths(arguments)?.into_iter().flatten() {
            if !is_within(&path, self.directory) {
                continue;
            }
            if self.places.len() != 1 || !self.model.must_succeed(self.run, simple) {
                return None;
            }
            self.made.add(&path, self.directory);
        }
        Some(())
    }

    /// Whether chmod sets no bits that chown would clear.
    fn keeps_bits(&self, arguments: &[Word]) -> bool {
        let mut words = arguments.iter().map(|word| word.value(self.run.text).unwrap_or_default());
        words.find(|word| !word.starts_with('-')).is_some_and(|mode| {
            let octal = mode.bytes().all(|byte| byte.is_ascii_digit());
            if octal { mode.len() == 3 || mode.starts_with('0') } else { !mode.is_empty() && !mode.contains('s') }
        })
    }

    fn home(&mut self, account: Account) -> Option<()> {
        let Some(home) = &account.home else { return Some(()) };
        let home = absolute(home, None)?;
        if home == self.directory {
            self.made.homes.push(account);
        } else if touches(&home, self.directory) {
            return None;
        }
        Some(())
    }

    fn is_package_command(&self, simple: &Simple) -> bool {
        let Some(command) = self.packages.iter().find(|command| command.simple.span == simple.span) else {
            return false;
        };
        let system = ["/usr", "/var", "/opt", "/srv"].iter().any(|own| touches(own, self.directory));
        let safe_below = is_within(self.directory, "/usr/src/app") || is_within(self.directory, "/usr/app");
        match command.manager {
            Manager::Pip => {
                let elsewhere = ["--editable", "--target", "--prefix", "--root", "--src", "--download"];
                let invocation = &command.invocation;
                let own = |index: &usize| {
                    let word = self.model.word(self.run, &simple.words[*index]);
                    word.is_none_or(|word| word.starts_with(['.', '/', '~']) || word.ends_with('/'))
                };
                command.action == Action::Install
                    && invocation.is_transparent()
                    && !elsewhere.iter().any(|option| invocation.has(option))
                    && !invocation.operands.iter().any(own)
            }
            _ => !system || safe_below || self.fills_only_system(command),
        }
    }
}

impl Reader<'_, '_> {
    /// Whether a call of a package manager brings nothing, or only packages that stay out of directories like `/opt`.
    fn fills_only_system(&self, command: &PackageCommand<'_>) -> bool {
        let plain = |&index: &usize| {
            let word = command.simple.words[index].value(self.run.text).unwrap_or_default();
            fills_only_system(word.split(['=', ':', '/']).next().unwrap_or_default())
        };
        match command.action {
            Action::Update | Action::Clean | Action::Remove => true,
            Action::Install => {
                let invocation = &command.invocation;
                matches!(command.manager, Manager::Apt | Manager::Apk)
                    && invocation.is_transparent()
                    && invocation.operands.iter().all(plain)
            }
            Action::Upgrade | Action::Other => false,
        }
    }
}

impl Made {
    /// Adds a path below `directory`, or that itself, with the directories between the two.
    pub fn add(&mut self, path: &str, directory: &str) {
        let rest = path.strip_prefix(directory.trim_end_matches('/')).unwrap_or_default();
        let ends = rest.match_indices('/').map(|(at, _)| path.len() - rest.len() + at).chain([path.len()]);
        for end in ends {
            let one = if end == 0 { "/" } else { &path[..end] };
            if is_within(one, directory) && !self.paths.iter().any(|known| known == one) {
                self.paths.push(one.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_brings_the_directories_above_it() {
        let mut made = Made::default();
        made.add("/app/a/b", "/app");
        made.add("/app/a", "/app");
        assert_eq!(made.paths, ["/app", "/app/a", "/app/a/b"]);
    }
}
