//! What the commands of a build leave in the file system, apart from what they build.

use super::Parts;
use super::packages::Packages;
use crate::facts::{is_build_scratch, is_within, only_prints};
use crate::model::{Action, Model, PackageCommand, Run, absolute};
use crate::shell::{RedirectOp, Simple, Word};
use crate::syntax::Arguments;

/// What the second half has at the place of an instruction.
#[derive(Debug, Default)]
pub(super) struct There {
    /// Absolute paths of directories that its own instructions make.
    pub(super) directories: Vec<String>,
}

impl Model<'_> {
    /// Whether the second half must repeat a RUN: it makes accounts, or directories with an owner, and does nothing else
    /// that counts. The packages that it installs, `packages` takes.
    ///
    /// # Errors
    /// What it leaves that cannot be made again.
    pub(super) fn must_repeat(
        &self,
        run: &Run<'_>,
        parts: &Parts<'_>,
        packages: &mut Packages<'_>,
        there: &mut There,
    ) -> Result<bool, String> {
        run.script.as_ref().map_err(|reason| format!("what a RUN leaves is not known: {reason}"))?;
        let commands = PackageCommand::of(run);
        let place = self.state(run.at).workdir.as_deref().map(str::to_owned);
        let mut reader =
            Reader { model: self, run, parts, places: vec![place], wanted: None, alone: None, makes: Vec::new() };
        for found in run.simple_commands() {
            let simple = found.simple;
            reader.redirections(simple)?;
            let package_command = commands.iter().find(|command| std::ptr::eq(command.simple, simple));
            if package_command.is_some_and(|command| packages.takes(command)) {
                if let Some(command) = package_command {
                    if command.action == Action::Install && !self.must_succeed(run, simple) {
                        return Err("an install may not run in every build".to_owned());
                    }
                    packages.take(run, command)?;
                }
                reader.alone("what it installs");
            } else if let Some(account) = run.account(simple) {
                reader.wanted = reader.wanted.or(Some("makes users or groups"));
                reader.makes.extend(account.home);
            } else if (parts.builds)(run, simple) {
                reader.alone("what it builds");
            } else {
                reader.command(simple, there)?;
            }
        }
        match (reader.wanted, reader.alone) {
            (None, _) => Ok(false),
            (Some(wanted), Some(alone)) => Err(format!(
                "a RUN {wanted}, which the second stage must do again, but not {alone}; two RUNs could be told apart"
            )),
            (Some(_), None) => {
                there.directories.append(&mut reader.makes);
                Ok(true)
            }
        }
    }

    /// Checks that an instruction behind the last build step finds what it needs in the second half.
    ///
    /// # Errors
    /// What it may miss.
    pub(super) fn runs_in_second_half(&self, at: usize, parts: &Parts<'_>) -> Result<(), String> {
        let Arguments::Run(_) = self.instruction(at).command.arguments else { return Ok(()) };
        let run = self.run(at).ok_or("a RUN is not understood")?;
        run.script.as_ref().map_err(|reason| format!("what a RUN behind the build needs is not known: {reason}"))?;
        for found in run.simple_commands() {
            let Some(first) = found.simple.words.first() else { continue };
            let name = first.value(run.text).unwrap_or_default();
            let plain = run.account(found.simple).is_some() || only_prints(&name) || is_plain_tool(&name);
            let plain = plain || (parts.runs)(run, found.simple);
            if !plain || (parts.builds)(run, found.simple) {
                return Err(format!("`{name}` behind the last build step may need what builds"));
            }
        }
        Ok(())
    }
}

/// Programs that every image with a shell has.
fn is_plain_tool(name: &str) -> bool {
    const TOOLS: [&str; 11] =
        ["mkdir", "chown", "chgrp", "chmod", "touch", "ln", "rm", "rmdir", "cd", "usermod", "groupmod"];
    TOOLS.contains(&name)
}

struct Reader<'r, 'd> {
    model: &'r Model<'d>,
    run: &'r Run<'d>,
    parts: &'r Parts<'r>,
    /// The directories that the commands may run in.
    places: Vec<Option<String>>,
    /// Why the second half must repeat the RUN.
    wanted: Option<&'static str>,
    /// What of the RUN the second half must not repeat.
    alone: Option<&'static str>,
    /// The directories that it makes.
    makes: Vec<String>,
}

impl Reader<'_, '_> {
    fn alone(&mut self, what: &'static str) {
        self.alone = self.alone.or(Some(what));
    }

    /// Whether everything below a path is copied, or nothing there counts when the build is over.
    fn counts_not(&self, path: &str) -> bool {
        let inside = |roots: &[String]| roots.iter().any(|root| is_within(path, root));
        inside(self.parts.kept) || inside(self.parts.sources) || is_build_scratch(path)
    }

    /// The paths that a word may stand for; for `directory/*` that of the directory.
    fn resolved(&self, word: &Word) -> Option<Vec<String>> {
        let glob =
            word.text(self.run.text).strip_suffix("/*").filter(|path| !path.contains(['$', '`', '"', '\'', '*']));
        let path = glob.map(str::to_owned).or_else(|| self.model.word(self.run, word))?;
        self.places.iter().map(|place| absolute(&path, place.as_deref())).collect()
    }

    fn is_inside(&self, word: &Word) -> bool {
        self.resolved(word).is_some_and(|paths| paths.iter().all(|path| self.counts_not(path)))
    }

    /// Whether files that come below a directory under their own names are all inside.
    fn comes_inside(&self, operands: &[&Word]) -> bool {
        let [sources @ .., target] = operands else { return false };
        let Some(targets) = self.resolved(target) else { return false };
        let inside = |source: &&Word| {
            let name = self.model.word(self.run, source);
            let name = name.as_deref().and_then(|path| path.rsplit('/').next());
            name.is_some_and(|name| targets.iter().all(|target| self.counts_not(&format!("{target}/{name}"))))
        };
        !sources.is_empty() && sources.iter().all(inside)
    }

    /// Looks at a command that does not build.
    fn command(&mut self, simple: &Simple, there: &There) -> Result<(), String> {
        let Some(first) = simple.words.first() else { return Ok(()) };
        let name = first.value(self.run.text).unwrap_or_default().into_owned();
        let is_option = |word: &&Word| word.text(self.run.text).starts_with('-');
        let operands: Vec<&Word> = simple.words[1..].iter().filter(|word| !is_option(word)).collect();
        let miss = || Err(format!("`{name}` may leave something that the second stage would miss"));
        match name.as_str() {
            name if only_prints(name) => Ok(()),
            "cd" => {
                let paths = match operands.as_slice() {
                    [target] => self.resolved(target),
                    _ => None,
                };
                self.places = paths.map_or_else(|| vec![None], |paths| paths.into_iter().map(Some).collect());
                Ok(())
            }
            "rm" | "rmdir" if operands.iter().all(|word| self.is_inside(word)) => {
                self.alone("what it removes");
                Ok(())
            }
            "mkdir" => {
                for word in operands {
                    let Some(paths) = self.resolved(word) else { return miss() };
                    if !self.is_inside(word) {
                        self.wanted = self.wanted.or(Some("makes a directory"));
                    }
                    self.makes.extend(paths);
                }
                Ok(())
            }
            "chown" | "chgrp" | "chmod" => {
                self.owners(operands.get(1..).unwrap_or_default(), there).map_or_else(miss, Ok)
            }
            "cp" | "mv" | "ln" | "install" | "touch" => match operands.as_slice() {
                [.., target] if self.is_inside(target) || self.comes_inside(&operands) => {
                    self.alone("what it copies");
                    Ok(())
                }
                _ => miss(),
            },
            _ => miss(),
        }
    }

    /// Looks at the paths of which a command changes owner or mode.
    fn owners(&mut self, words: &[&Word], there: &There) -> Option<()> {
        for word in words {
            for path in self.resolved(word)? {
                let below = self.counts_not(&path);
                // The directory that everything is copied to is made anew.
                let is_top = self.parts.kept.contains(&path);
                if below && !is_top {
                    self.alone("what it does to what is copied");
                } else if self.makes.contains(&path) || there.directories.contains(&path) {
                    self.wanted = self.wanted.or(Some("gives a directory to a user"));
                } else {
                    return None;
                }
            }
        }
        Some(())
    }

    fn redirections(&self, simple: &Simple) -> Result<(), String> {
        let reads = |op: RedirectOp| {
            matches!(
                op,
                RedirectOp::Read
                    | RedirectOp::DupRead
                    | RedirectOp::DupWrite
                    | RedirectOp::Heredoc
                    | RedirectOp::HeredocTabs
                    | RedirectOp::HereString
            )
        };
        let target = |word: &Word| word.value(self.run.text).is_some_and(|path| path == "/dev/null");
        let inside = |word: &Word| self.is_inside(word) || target(word);
        match simple.redirects.iter().find(|redirect| !reads(redirect.op) && !inside(&redirect.target)) {
            Some(redirect) => {
                let target = redirect.target.text(self.run.text);
                Err(format!("a redirection writes {target}, which the second stage would miss"))
            }
            None => Ok(()),
        }
    }
}
