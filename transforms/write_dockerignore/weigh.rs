//! Whether a pattern may leave something out, and how far that may be trusted.

use std::collections::BTreeSet;

use super::search::{self, History, Search};
use super::{Candidate, Look, keep};
use crate::context::IgnoreFile;
use crate::facts::{ContextWaste, KeptBy};
use crate::model::{Roots, Take};
use crate::syntax::Instruction;
use crate::transform::Safety;

/// Names of files that are looked for at most.
const MAX_NAMES: usize = 32;

impl Look<'_> {
    /// Whether a pattern of the table can be left out; the error is why not.
    pub(super) fn weigh<'w>(
        &self,
        row: &'w ContextWaste,
        search: &mut Search<'_>,
    ) -> Result<Option<Candidate<'w>>, String> {
        if !self.may_leave_out(&row.pattern)? {
            return Ok(None);
        }
        let mut doubt = (row.tier > 0).then(|| format!("something may want {}", row.what));
        match row.unless {
            Some(KeptBy::History) => match search.history(self.file, &self.others)? {
                History::Unread => {}
                History::Read { place, why, certain: true } => return Err(format!("{place}: {why}")),
                History::Read { place, why, certain: false } => doubt = Some(format!("{place}: {why}")),
            },
            Some(KeptBy::Sources) => {
                let pattern = IgnoreFile::read(&row.pattern).map_err(|error| error.to_string())?;
                let lone = self.survey.files.iter().find(|file| {
                    pattern.ignores(&file.path) && keep::is_bytecode_without_source(self.context, &file.path)
                });
                if let Some(file) = lone {
                    return Err(format!("{} has no source beside it", file.path));
                }
                let builds = || self.others.iter().map(|one| one.text.as_str());
                if [self.file.document.source.text()].into_iter().chain(builds()).any(search::names_bytecode) {
                    return Err("a Dockerfile names a file of bytecode".to_owned());
                }
                if let Some(place) = search.bytecode()? {
                    return Err(format!("{place} names a file of bytecode"));
                }
            }
            Some(KeptBy::Named) => {
                let name = row.pattern.rsplit('/').next().unwrap_or_default().trim_start_matches('*');
                if let Some(place) = search.name(name)? {
                    return Err(format!("{place} names it"));
                }
                if let Some(place) = self.named_in_dockerfiles(name) {
                    return Err(format!("{place} names it"));
                }
                if row.tier > 0 && row.pattern.contains('*') {
                    self.is_read_by_name(&row.pattern, search)?;
                }
            }
            None => {}
        }
        if !row.again.is_empty() && !self.is_made_again(row) {
            return Err("no command of the Dockerfile makes it, so that it may be what the image is about".to_owned());
        }
        if row.may_be_source && !self.is_named_in_gitignore(&row.pattern) {
            return Err("no .gitignore names it, so that it may be a part of the project".to_owned());
        }
        if let Some(word) = row.wanted.iter().find(|word| self.file_runs(word)) {
            return Err(format!("the Dockerfile runs {word}, which may read it"));
        }
        if !row.loaded.is_empty()
            && let Some(place) = search.loader(&row.loaded)?
        {
            return Err(format!("{place} shows a library that reads it"));
        }
        let safety = if doubt.is_some() { Safety::Unsafe } else { Safety::Safe };
        Ok(Some(Candidate { pattern: &row.pattern, what: &row.what, safety, doubt }))
    }

    /// Refuses where one of the files that a pattern matches is named by itself, as data is.
    fn is_read_by_name(&self, pattern: &str, search: &mut Search<'_>) -> Result<(), String> {
        let glob = IgnoreFile::read(pattern).unwrap_or_default();
        let matched = self.survey.files.iter().filter(|file| glob.ignores(&file.path));
        let names: BTreeSet<&str> = matched.filter_map(|file| file.path.rsplit('/').next()).collect();
        if names.len() > MAX_NAMES {
            return Err("so many files match that they may be what the image is about".to_owned());
        }
        for name in names {
            let place = search.name(name)?.or_else(|| self.named_in_dockerfiles(name));
            if let Some(place) = place {
                return Err(format!("{place} names {name}"));
            }
        }
        Ok(())
    }

    /// Whether each stage that takes what a pattern matches makes it, too, or has it from another one.
    fn is_made_again(&self, row: &ContextWaste) -> bool {
        let glob = IgnoreFile::read(&row.pattern).unwrap_or_default();
        let makes = |at: usize| {
            let text = self.file.instruction(at).logical.text();
            let commands = self.file.run(at).map(|run| {
                run.simple_commands().iter().any(|found| {
                    let command = found.simple.span.of(run.text);
                    let elsewhere = ["-g", "--global", "global", "apt-get", "apt", "apk", "corepack"];
                    let elsewhere = command.split_whitespace().any(|word| elsewhere.contains(&word));
                    // What others than these make may stand in no environment at all.
                    let named = |word: &str| word == "pip install" && self.file.mentions(&row.pattern);
                    !elsewhere && row.again.iter().any(|word| command.contains(word.as_str()) && !named(word))
                })
            });
            commands.unwrap_or_else(|| text.contains("--from=") && text.contains(row.pattern.as_str()))
        };
        let brings = |take: &&Take| {
            let roots = Roots::of(self.context, take.path.as_deref()).unwrap_or_default();
            self.survey.files.iter().any(|file| glob.ignores(&file.path) && roots.hold(&file.path))
        };
        self.takes.iter().filter(brings).all(|take| {
            let stage = self.file.stage_of(take.at);
            stage.is_some_and(|stage| self.file.history(stage, self.file.stages[stage].end).any(makes))
        })
    }

    fn is_named_in_gitignore(&self, name: &str) -> bool {
        let text = self.context.text(".gitignore").ok().flatten().unwrap_or_default();
        text.lines().any(|line| line.trim().trim_start_matches("**").trim_matches('/') == name)
    }

    /// Whether a command of the Dockerfile, or of the container, has this name or names it.
    fn file_runs(&self, name: &str) -> bool {
        let runs = |instruction: &Instruction<'_>| {
            use crate::syntax::Arguments::{Cmd, Entrypoint, Healthcheck, Run};

            matches!(instruction.command.arguments, Run(_) | Cmd(_) | Entrypoint(_) | Healthcheck(_))
                && search::names(instruction.lines.of(self.file.document.source.text()), name)
        };
        self.file.document.instructions.iter().any(runs)
    }

    /// Whether a pattern leaves out something that none of the safe ones before it does.
    pub(super) fn adds_to(&self, found: &[Candidate<'_>], new: &Candidate<'_>) -> bool {
        let safe: Vec<&str> = found.iter().filter(|one| one.safety == Safety::Safe).map(|one| one.pattern).collect();
        let read = |text: &str| IgnoreFile::read(text).unwrap_or_default();
        let (before, new) = (read(&safe.join("\n")), read(new.pattern));
        self.survey.files.iter().any(|file| new.ignores(&file.path) && !before.ignores(&file.path))
    }

    /// Whether a pattern leaves out something that this file takes, and nothing that any file names.
    pub(super) fn may_leave_out(&self, pattern: &str) -> Result<bool, String> {
        let glob = IgnoreFile::read(pattern).map_err(|error| error.to_string())?;
        // A pattern of others that takes it back comes behind the block.
        let hits =
            self.survey.files.iter().any(|file| !file.kept && glob.ignores(&file.path) && self.own.hold(&file.path));
        if !hits {
            return Ok(false);
        }
        match self.needs.named_by(&glob, &self.all) {
            Some(place) => Err(place),
            None => self.emptied_by(&glob).map_or(Ok(true), Err),
        }
    }

    /// What a Dockerfile names that would bring nothing any more, if anything would.
    fn emptied_by(&self, glob: &IgnoreFile) -> Option<String> {
        let (mut loses, mut keeps) = (BTreeSet::new(), BTreeSet::new());
        for file in &self.survey.files {
            let around = self.all.around(&file.path);
            if glob.ignores(&file.path) && !file.kept { loses.extend(around) } else { keeps.extend(around) }
        }
        let emptied = loses.difference(&keeps).next()?;
        Some(format!("a COPY, ADD or mount of a Dockerfile in this context names {emptied}, and would bring nothing"))
    }

    fn named_in_dockerfiles(&self, name: &str) -> Option<String> {
        if self.file.mentions(name) {
            return Some("the Dockerfile".to_owned());
        }
        self.others.iter().find(|one| one.text.contains(name)).map(|one| one.path.clone())
    }

    /// Whether a file stands in the root of the context.
    pub(super) fn lies(&self, path: &str) -> bool {
        self.survey.files.iter().any(|file| file.path == path)
    }

    /// Whether a file that a build reads is in use otherwise.
    pub(super) fn stays(&self, path: &str, search: &mut Search<'_>) -> bool {
        let named = IgnoreFile::read(path).is_ok_and(|glob| self.needs.named_by(&glob, &self.all).is_some());
        let out = self.context.ignore_file().ignores(path);
        let runs = |line: &str| {
            let words = line.trim_start();
            !words.starts_with('#') && !words.contains("docker") && search::names(words, path)
        };
        let used = self.file_runs(path) || self.others.iter().any(|other| other.text.lines().any(runs));
        named || out || used || !self.own.hold(path) || search.build_file(path).is_none_or(|used| used)
    }
}
