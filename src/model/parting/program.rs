//! The compiled program that containers start, and what it may read beside itself.

use crate::context::{Context, Kind};
use crate::facts::{is_source, is_within};
use crate::model::{Model, Run, Start, absolute};
use crate::shell::Simple;
use crate::syntax::{Arguments, Form};

/// A program that a stage builds and starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The word that starts it.
    pub word: String,
    /// The absolute paths, without a slash at the end, that are copied for it: the program, or the directory that it is
    /// installed in with all that belongs to it, and files that it may read.
    pub kept: Vec<String>,
    /// The directories that it is built in.
    pub sources: Vec<String>,
}

/// Files and directories that are copied beside a program, at most.
const MOST_DATA: usize = 6;

/// Entries of a directory that are looked at to see whether it holds sources alone.
const MOST_ENTRIES: usize = 400;

const SCRIPT: &str = "what containers start is a shell or a script, and what that needs is not seen";

impl Model<'_> {
    /// The program that a stage builds and starts. `installed` tells of a command of a RUN which path or directory it
    /// installs the program of this name to.
    ///
    /// # Errors
    /// Why it, or what it needs, is not known.
    pub fn program(
        &self,
        stage: usize,
        last: usize,
        builds: &dyn Fn(&Run<'_>, &Simple) -> bool,
        installed: &dyn Fn(&Run<'_>, &Simple, &str) -> Option<String>,
    ) -> Result<Program, String> {
        let start = Start::within(self, stage);
        let words: Vec<String> = [start.entrypoint, start.cmd]
            .into_iter()
            .flatten()
            .map(|at| self.words_of(at))
            .collect::<Option<Vec<_>>>()
            .ok_or(SCRIPT)?
            .concat();
        let word = words.first().ok_or(SCRIPT)?;
        let name = word.rsplit('/').next().unwrap_or(word);
        if word.ends_with(".sh")
            || word.contains('$')
            || matches!(name, "sh" | "bash" | "env" | "tini" | "dumb-init" | "make" | "cargo" | "go")
        {
            return Err(SCRIPT.to_owned());
        }
        let workdir = self.final_state(stage).workdir.as_deref();
        let runs = || self.runs(self.stages[stage].body()).filter(|&(at, _)| at <= last);
        let mut sources: Vec<String> = Vec::new();
        for (_, run) in runs() {
            if run.simple_commands().iter().any(|found| builds(run, found.simple)) {
                let place = self.state(run.at).workdir.as_deref();
                let place = place
                    .filter(|place| *place != "/")
                    .ok_or("the build runs in no directory of its own; a WORKDIR would give it one")?;
                if !sources.iter().any(|known| known == place) {
                    sources.push(place.to_owned());
                }
            }
        }
        // What the commands install the program to, and whether one of them installs to a place that is not known.
        let mut targets: Vec<String> = Vec::new();
        for (_, run) in runs() {
            for simple in run.simple_commands().iter().map(|found| found.simple) {
                let target = installed(run, simple, name).or_else(|| self.copied_to(run, simple, name));
                if target.is_none() && builds(run, simple) && installs(simple, run) {
                    return Err(format!("no command of the file says where it installs {name}"));
                }
                targets.extend(target);
            }
        }
        let path = if word.contains('/') {
            let path = absolute(word, workdir).ok_or("where the program lies is not known")?;
            let built = sources.iter().chain(&targets).any(|root| is_within(&path, root));
            if !built {
                return Err(format!("no command of the file says that it builds {path}"));
            }
            targets.iter().find(|root| is_within(&path, root)).cloned().unwrap_or(path)
        } else {
            targets.last().cloned().ok_or_else(|| format!("no command of the file says where it installs {name}"))?
        };
        if let Some(other) = targets.iter().find(|target| !is_within(target, &path) && installs_much(target)) {
            return Err(format!("something else is installed below {other}, which the program may need"));
        }
        let mut kept = vec![path];
        for argument in &words[1..] {
            if argument.starts_with('/') && sources.iter().any(|root| is_within(argument, root)) {
                kept.extend(absolute(argument, None));
            }
        }
        let reads_sources = |root: &String| {
            workdir.is_some_and(|workdir| is_within(workdir, root)) || self.names_behind(stage, last, root)
        };
        if sources.iter().any(reads_sources) {
            kept.extend(self.data(stage, last, &sources)?);
        }
        kept.dedup();
        if kept.len() > MOST_DATA + 1 {
            return Err(format!(
                "the program may read any of {} files and directories beside its sources",
                kept.len() - 1
            ));
        }
        Ok(Program { word: word.clone(), kept, sources })
    }

    /// Index of the last RUN of a stage that builds, or behind such a one copies what was built.
    #[must_use]
    pub fn last_build(&self, stage: usize, builds: &dyn Fn(&Run<'_>, &Simple) -> bool) -> Option<usize> {
        let calls =
            |run: &Run<'_>, is: &dyn Fn(&Simple) -> bool| run.simple_commands().iter().any(|found| is(found.simple));
        let runs = || self.runs(self.stages[stage].body());
        let (built, _) = runs().rfind(|(_, run)| calls(run, &|simple| builds(run, simple)))?;
        let copies = |run: &Run<'_>, simple: &Simple| {
            simple.name(run.text).is_some_and(|name| matches!(&*name, "cp" | "mv" | "install"))
        };
        let copied = runs().rfind(|&(at, run)| at > built && calls(run, &|simple| copies(run, simple)));
        Some(copied.map_or(built, |(at, _)| at))
    }

    /// The words of a CMD or ENTRYPOINT, where no shell has a say in them.
    fn words_of(&self, at: usize) -> Option<Vec<String>> {
        let instruction = self.instruction(at);
        match Start::form(self, at)? {
            Form::Exec { items, .. } => {
                Some(items.iter().map(|item| item.text(&instruction.logical).to_owned()).collect())
            }
            Form::Shell(span) => {
                let text = instruction.text(*span);
                let plain = |ch: char| ch.is_ascii_alphanumeric() || " /._-=:,@+".contains(ch);
                text.chars().all(plain).then(|| text.split_whitespace().map(str::to_owned).collect())
            }
        }
    }

    /// Whether an instruction that sets a variable, or one behind the build, names a directory.
    fn names_behind(&self, stage: usize, last: usize, directory: &str) -> bool {
        self.stages[stage].body().any(|at| {
            let instruction = self.instruction(at);
            let counts =
                at > last || matches!(instruction.command.arguments, Arguments::Env(_) | Arguments::Healthcheck(_));
            let names = |text: &str| {
                text.match_indices(directory).any(|(start, _)| {
                    !text[start + directory.len()..].starts_with(|ch: char| ch.is_ascii_alphanumeric())
                })
            };
            counts
                && !matches!(instruction.command.arguments, Arguments::Workdir(_))
                && names(instruction.logical.text())
        })
    }

    /// Where a command copies, moves or links a file of this name to.
    fn copied_to(&self, run: &Run<'_>, simple: &Simple, name: &str) -> Option<String> {
        let program = simple.name(run.text)?;
        if !matches!(&*program, "cp" | "mv" | "install") {
            return None;
        }
        let words: Vec<String> = simple.words[1..].iter().map(|word| self.word(run, word)).collect::<Option<_>>()?;
        let operands: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
        let [source, target] = operands.as_slice() else { return None };
        let whole = absolute(target, self.state(run.at).workdir.as_deref().filter(|_| !run.mentions("cd ")))?;
        let base = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        match (base(&whole) == name, base(source) == name) {
            (true, _) if !target.ends_with('/') => Some(whole),
            (_, true) => Some(format!("{whole}/{name}")),
            _ => None,
        }
    }

    /// What COPY brings into directories of sources that is no source: absolute paths in the image.
    fn data(&self, stage: usize, last: usize, sources: &[String]) -> Result<Vec<String>, String> {
        let mut found = Vec::new();
        for at in self.stages[stage].body().filter(|&at| at <= last) {
            let instruction = self.instruction(at);
            let (Arguments::Copy(transfer) | Arguments::Add(transfer)) = &instruction.command.arguments else {
                continue;
            };
            let target = self.target(at, transfer).ok_or("where a COPY goes is only known when it runs")?;
            if !sources.iter().any(|root| is_within(&target, root)) {
                continue;
            }
            let taken = self.context_sources(at);
            if taken.len() != transfer.sources.len() {
                return Err("not all of the sources come from the build context".to_owned());
            }
            let context = self
                .context
                .ok_or("what the program may read beside its sources is not known without the build context")?;
            let is_directory = taken.len() > 1
                || instruction.logical.text().trim_end().ends_with(['/', '.'])
                || sources.contains(&target);
            for source in taken {
                let path = source.path.ok_or("what a COPY takes is only known when it runs")?;
                for (path, entry) in context.source(&path).map_err(|why| why.to_string())?.found {
                    match entry.kind {
                        Kind::Directory => {
                            for (name, _) in context.list(&path).map_err(|why| why.to_string())? {
                                let whole = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
                                if !serves_build(context, &whole, &mut MOST_ENTRIES.clone())? {
                                    found.push(format!("{}/{name}", target.trim_end_matches('/')));
                                }
                            }
                        }
                        _ if serves_build(context, &path, &mut MOST_ENTRIES.clone())? => {}
                        _ if is_directory => {
                            let name = path.rsplit('/').next().unwrap_or_default();
                            found.push(format!("{}/{name}", target.trim_end_matches('/')));
                        }
                        _ => found.push(target.clone()),
                    }
                }
            }
        }
        Ok(found)
    }
}

/// Whether a command that builds installs what it built.
fn installs(simple: &Simple, run: &Run<'_>) -> bool {
    let is_it = |word: &str| matches!(word, "install" | "--install") || word.starts_with("install-");
    // Cargo installs programs alone, each where it says.
    simple.name(run.text).is_none_or(|name| name != "cargo")
        && simple.words.iter().skip(1).any(|word| word.value(run.text).is_some_and(|word| is_it(&word)))
}

/// Whether a target is a directory for programs, libraries and more, and no program.
fn installs_much(target: &str) -> bool {
    matches!(target, "/usr/local" | "/usr" | "/opt")
}

/// Whether what lies at a path of the context serves a build alone: by its name, or because all in it does.
fn serves_build(context: &Context, path: &str, left: &mut usize) -> Result<bool, String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if is_source(name) {
        return Ok(true);
    }
    let entry = context.entry(path).map_err(|why| why.to_string())?;
    if entry.is_none_or(|entry| entry.kind != Kind::Directory) {
        return Ok(false);
    }
    let entries = context.list(path).map_err(|why| why.to_string())?;
    *left = left.saturating_sub(entries.len());
    if *left == 0 {
        return Ok(false);
    }
    for (name, _) in entries {
        if !serves_build(context, &format!("{path}/{name}"), left)? {
            return Ok(false);
        }
    }
    Ok(true)
}
