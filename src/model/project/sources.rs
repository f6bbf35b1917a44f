//! What a stage that others only take files from needs of a COPY of everything.

use super::cargo::{self, SETTINGS};
use super::{Install, Project, Step};
use crate::model::{Model, Role, Run, RunForm};
use crate::shell::Simple;
use crate::syntax::{Arguments, MountKey, mounts};

/// Commands that read what their words name, and nothing else. Source: POSIX.1-2024; the manual pages of binutils and upx.
const OF_THEIR_WORDS: [&str; 11] =
    ["chmod", "cp", "install", "ls", "mkdir", "mv", "objcopy", "rm", "strip", "touch", "upx"];

/// The directory that Cargo leaves in the project what it makes.
const MADE: &str = "target";

/// Stages of a file at most: what each takes is compared with each.
const MAX_STAGES: usize = 64;

/// Whether a value of a setting names no file.
fn is_no_path(value: &str) -> bool {
    let letter_follows = |(at, _)| value[at + 1..].starts_with(|ch: char| ch.is_ascii_alphabetic());
    value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=+,: .\"'".contains(&byte))
        && !value.match_indices('.').any(letter_follows)
}

impl Project<'_> {
    /// The files and directories of the context that are needed of the COPY, where all that its stage does is a build of
    /// one package by Cargo, and others take nothing of the project but what is made; `None` where Cargo builds nothing
    /// behind it.
    ///
    /// # Errors
    /// Why more may be needed.
    pub fn needed_by_cargo(&self, file: &Model<'_>, stage: usize) -> Result<Option<Vec<String>>, String> {
        let behind = self.to.at() + 1..file.stages[stage].body().end;
        let builds = |run: &Run<'_>| ["cargo build", "cargo b ", "cargo install"].iter().any(|call| run.mentions(call));
        if file.stages[stage].role != Role::Donor || !file.runs(behind.clone()).any(|(_, run)| builds(run)) {
            return Ok(None);
        }
        // The sources of a package alone.
        if !self.is_whole() && !self.holds(&self.at("Cargo.toml"))? {
            return Ok(None);
        }
        let mut needed = self.context.cargo_sources(&self.root).map_err(|error| error.to_string())?;
        if let Some(above) = self.above(&self.root, &["Cargo.toml", ".cargo"])? {
            return Err(format!("cargo may find {above} above its own directory"));
        }
        let settings = self.at(".cargo");
        if self.holds(&settings)? {
            return Err(format!("{settings} may lead to other files of the project"));
        }
        let made = self.at(MADE);
        if self.holds(&made)? {
            return Err(format!("the context holds {made}, which may be what is wanted; name it in .dockerignore"));
        }
        needed.extend(cargo::settings(self, &SETTINGS[..2])?);
        if file.stages.len() > MAX_STAGES {
            return Err(format!("the file has more than {MAX_STAGES} stages"));
        }
        self.is_led_elsewhere(file, stage)?;
        for (at, run) in file.runs(behind) {
            self.needs_only(file, (at, run), &needed)?;
        }
        self.gives_only_made(file, stage)?;
        Ok(Some(needed))
    }

    /// Whether variables or settings of the stage name further files for the compiler; the error is one that may.
    fn is_led_elsewhere(&self, file: &Model<'_>, stage: usize) -> Result<(), String> {
        let source = file.document.source.text();
        let leads = |words: &str| {
            ["link-arg", "linker-plugin", ".cargo/config", "RUSTC"].into_iter().find(|word| words.contains(word))
        };
        for at in file.history(stage, file.stages[stage].end) {
            let instruction = file.instruction(at);
            if let Some(word) = leads(instruction.lines.of(source)) {
                return Err(format!("the stage says {word}, which may lead the compiler to other files"));
            }
            let (Arguments::Env(pairs) | Arguments::Arg(pairs)) = &instruction.command.arguments else { continue };
            for pair in pairs {
                let name = instruction.text(pair.name);
                let of_compiler = name.starts_with("CARGO") || name.contains("RUST") || name.contains("FLAGS");
                let value = pair.value.map_or("", |value| instruction.text(value));
                let elsewhere = value.starts_with('/') && !value.contains(['$', ' ']) && self.to.is_apart_from(value);
                if of_compiler && !is_no_path(value) && !elsewhere {
                    return Err(format!("{name} may lead the compiler to other files"));
                }
            }
        }
        Ok(())
    }

    /// Whether a RUN reads only what is needed, of all that the COPY brings; the error is why it may read more.
    fn needs_only(&self, file: &Model<'_>, (at, run): (usize, &Run<'_>), needed: &[String]) -> Result<(), String> {
        let line = file.document.source.position(run.instruction.span.start as usize).line;
        let more = |what: &str| Err(format!("the RUN in line {line} {what}"));
        match Step::of(file, &self.to, Some(self), run) {
            Step::Independent { .. } => return Ok(()),
            Step::Install(Install { manifests, .. }) if manifests.iter().all(|path| needed.contains(path)) => {
                return Ok(());
            }
            _ => {}
        }
        let Ok(script) = &run.script else { return more("is not understood") };
        let is_cache = |mount: &crate::syntax::Mount| {
            mount.kind(run.instruction) == "cache" && mount.get(run.instruction, MountKey::From).is_none()
        };
        let flags = run.flags().all(|flag| flag.starts_with("--mount="));
        if run.form == RunForm::Body
            || !flags
            || !mounts(run.instruction, &run.instruction.command).iter().all(is_cache)
        {
            return more("has mounts or flags that are not followed");
        }
        if file.state(at).workdir.as_deref().and_then(|here| self.path(Some(here), ".")) != Some(self.root.clone()) {
            return more("does not run at the top of what the COPY brings");
        }
        for located in script.simple_commands() {
            let simple = located.simple;
            let words = simple.span.of(run.text);
            let plain = simple.redirects.is_empty()
                && simple.assigns.iter().all(|assign| is_no_path(assign.value.text(run.text)));
            let reads = match simple.name(run.text).as_deref() {
                _ if run.step_of(script, simple).is_none() || !plain => return more("is not understood"),
                Some("echo" | "set") => None,
                Some("cargo") => cargo::needs_more(run.text, simple),
                Some(name) if OF_THEIR_WORDS.contains(&name) => {
                    (!self.is_about_others(run, simple, needed)).then(|| format!("`{words}` may need other files"))
                }
                _ => Some(format!("`{words}` may need other files")),
            };
            if let Some(reason) = reads {
                return Err(format!("{reason} (line {line})"));
            }
        }
        Ok(())
    }

    /// Whether the words of a command name nothing of the project that is left out.
    fn is_about_others(&self, run: &Run<'_>, simple: &Simple, needed: &[String]) -> bool {
        simple.words.iter().skip(1).all(|word| match word.value(run.text) {
            Some(value) if value.starts_with('-') => !value.contains('/'),
            Some(value) => self.is_no_loss(&value, needed),
            None => false,
        })
    }

    /// Whether nothing that the COPY brings, but what is needed, stands at a path of the image, or in it.
    fn is_no_loss(&self, path: &str, needed: &[String]) -> bool {
        let certain = path.find(['*', '?', '[', '{', '\\']).map_or(path, |at| &path[..at]);
        if certain.starts_with('/') && self.to.is_apart_from(certain) {
            return true;
        }
        let Some(place) = self.path(Some(&self.to.directory), certain) else { return false };
        let Some(inside) = self.inside(&place).filter(|inside| !inside.is_empty()) else { return false };
        let top = self.at(super::first(inside));
        let whole = certain.len() == path.len() || inside.contains('/') || certain.ends_with('/');
        whole && (needed.contains(&top) || self.holds(&top) == Ok(false))
    }

    /// Whether all that others take out of the stage lies beside the project, or is what is made there; the error is
    /// what they may take.
    fn gives_only_made(&self, file: &Model<'_>, stage: usize) -> Result<(), String> {
        for later in stage + 1..file.stages.len() {
            for at in file.stages[later].body() {
                let instruction = file.instruction(at);
                let line = file.document.source.position(instruction.span.start as usize).line;
                let takes = |from: &str| from.contains('$') || file.stage_before(later, from) == Some(stage);
                for mount in mounts(instruction, &instruction.command) {
                    if mount.get(instruction, MountKey::From).is_some_and(takes) {
                        return Err(format!("line {line} mounts the stage"));
                    }
                }
                let Arguments::Copy(transfer) = &instruction.command.arguments else { continue };
                if !instruction.command.flag(&instruction.logical, "from").is_some_and(takes) {
                    continue;
                }
                for source in &transfer.sources {
                    let word = source.text(&instruction.logical);
                    let path = file.expand(at, word).map(|word| format!("/{}", word.text.trim_start_matches('/')));
                    if !path.is_some_and(|path| self.is_no_loss(&path, &[])) {
                        return Err(format!("line {line} takes {word}, which may be of the project"));
                    }
                }
            }
        }
        Ok(())
    }
}
