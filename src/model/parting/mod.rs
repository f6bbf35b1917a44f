//! Where a stage that builds something and then runs it can be parted in two, and what the second half must repeat.
//!
//! Invariants: whatever the build leaves outside of what is [copied](Parts::kept) is repeated in the second half, serves
//! the build alone, or is a reason to leave the stage whole; instructions keep their order; what is behind the last build
//! step stays as it is.

mod commands;
mod packages;
mod program;

use super::{BaseImage, Model, Role, Run, Start};
use crate::facts::{build_packages, is_within};
use crate::shell::Simple;
use crate::syntax::{Arguments, Instruction, Keyword};
use commands::There;
use packages::Packages;
pub use program::Program;

/// What a transform knows of a build.
pub struct Parts<'p> {
    /// Index of the last RUN that builds.
    pub last: usize,
    /// Absolute paths, without a slash at the end, that are copied out of the first half: all that is there goes along.
    pub kept: &'p [String],
    /// Absolute paths of directories that serve the build alone.
    pub sources: &'p [String],
    /// Packages that serve the build alone, beside compilers and headers.
    pub tools: &'p [&'p str],
    /// Whether a command of a RUN builds: what it leaves is the transform's concern.
    pub builds: &'p dyn Fn(&Run<'_>, &Simple) -> bool,
    /// Whether a command behind the last build step finds all that it needs in the second half.
    pub runs: &'p dyn Fn(&Run<'_>, &Simple) -> bool,
}

/// A line at the head of the second half.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// An instruction that stands in both halves: its index.
    Again(usize),
    /// An instruction that goes there, with the comment over it: its index.
    Moved(usize),
    /// A new instruction.
    New(String),
}

/// A stage that can be parted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parting {
    /// A name for the first half that no stage has.
    pub name: String,
    /// What stands at the head of the second half, but for its packages and what it copies.
    pub head: Vec<Line>,
    /// The instruction that the second half goes on with; one past the last where there is none.
    pub cut: usize,
    /// The packages of Debian that the second half must install.
    pub packages: Vec<String>,
    /// Whether what they recommend came along.
    pub recommends: bool,
}

/// Names for a stage that builds, best first.
const NAMES: [&str; 4] = ["build", "builder", "build-stage", "compile"];

impl Model<'_> {
    /// The stage that may be parted: the last one, which makes an image that starts something. `None` for other files.
    ///
    /// # Errors
    /// Why it stays whole, whatever it builds.
    pub fn stage_to_part(&self) -> Result<Option<usize>, String> {
        let Some(stage) = self.stages.len().checked_sub(1) else { return Ok(None) };
        let facts = &self.stages[stage];
        if !matches!(facts.base, BaseImage::Image(_)) || facts.role != Role::Output {
            return Ok(None);
        }
        if self.is_for_development(stage) {
            return Err("the stage is there for people to work in".to_owned());
        }
        if facts.body().any(|at| self.instruction(at).keyword() == Some(Keyword::Onbuild)) {
            return Err("the stage has ONBUILD triggers: other images are made FROM it".to_owned());
        }
        let is_part = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '-' | '+' | '.');
        let mut words = facts.body().flat_map(|at| self.instruction(at).logical.text().split(move |ch| !is_part(ch)));
        if let Some(word) = words.find(|word| build_packages().compiles_at_run_time(word)) {
            return Err(format!("the file says {word}, which may compile while a container runs"));
        }
        let start = Start::within(self, stage);
        if start.cmd.is_none() && start.entrypoint.is_none() {
            return Err("nothing says what containers start, so the image may be there to build in".to_owned());
        }
        Ok(Some(stage))
    }

    /// Parts a stage behind the last RUN that builds.
    ///
    /// # Errors
    /// What the second half would miss.
    pub fn part(&self, stage: usize, parts: &Parts<'_>) -> Result<Parting, String> {
        let body = self.stages[stage].body();
        let cut = parts.last + 1;
        let free = |name: &&&str| !self.stages.iter().any(|stage| stage.name.as_deref() == Some(name));
        let name = NAMES.iter().find(free).ok_or("every usual name of a stage that builds is taken")?;
        let mut head = Vec::new();
        let mut packages = Packages::of(self, stage);
        let mut there = There::default();
        for at in body.clone().filter(|&at| at < cut) {
            let instruction = self.instruction(at);
            match &instruction.command.arguments {
                Arguments::Run(_) => {
                    let run = self.run(at).ok_or("a RUN is not understood")?;
                    if self.must_repeat(run, parts, &mut packages, &mut there)? {
                        head.push(Line::Again(at));
                    }
                }
                Arguments::Copy(_) | Arguments::Add(_) => {
                    if self.brings_outside(at, instruction, parts)? {
                        head.push(Line::Again(at));
                    }
                }
                Arguments::Workdir(_) => {
                    there.directories.extend(self.state_behind(at).workdir.as_deref().map(str::to_owned));
                    head.push(Line::Again(at));
                }
                Arguments::Env(_) | Arguments::User(_) | Arguments::Shell(_) | Arguments::Arg(_) => {
                    head.push(Line::Again(at));
                }
                _ => head.push(Line::Moved(at)),
            }
        }
        let next = body
            .clone()
            .nth(cut - body.start)
            .filter(|&at| matches!(self.instruction(at).command.arguments, Arguments::Workdir(_)));
        self.drop_overridden(&mut head, next);
        self.drop_unused_arguments(&mut head, cut..body.end);
        for at in cut..body.end {
            self.runs_in_second_half(at, parts)?;
        }
        let recommends = packages.recommends();
        Ok(Parting { name: (*name).to_owned(), head, cut, packages: packages.at_run_time(parts.tools)?, recommends })
    }

    /// Whether a COPY or ADD brings something that must be brought again.
    fn brings_outside(&self, at: usize, instruction: &Instruction<'_>, parts: &Parts<'_>) -> Result<bool, String> {
        let (Arguments::Copy(transfer) | Arguments::Add(transfer)) = &instruction.command.arguments else {
            return Ok(false);
        };
        let target = self.target(at, transfer).ok_or("where a COPY goes is only known when it runs")?;
        let inside = |roots: &[String]| roots.iter().any(|root| is_within(&target, root));
        // A later COPY of everything to the same place brings it, too.
        let again = |later: &usize| match &self.instruction(*later).command.arguments {
            Arguments::Copy(transfer) => {
                let all = self.context_sources(*later).iter().any(|source| source.path.as_deref() == Some("."));
                let from_context = self.context_sources(at).len();
                let to = self.target(*later, transfer);
                all && from_context > 0 && to.is_some_and(|to| is_within(&target, &to)) && !self.renames(at)
            }
            _ => false,
        };
        let end = self.stage_of(at).map_or(at, |stage| self.stages[stage].end);
        Ok(!inside(parts.kept) && !inside(parts.sources) && !(parts.last + 1..end).any(|later| again(&later)))
    }

    /// Whether a COPY brings something to another place, below its target, than it has in the context.
    fn renames(&self, at: usize) -> bool {
        let in_place = |path: &str| !path.contains(['/', '*', '?', '[']);
        let to_directory = self.instruction(at).logical.text().trim_end().ends_with(['/', '.']);
        !to_directory || !self.context_sources(at).iter().all(|source| source.path.as_deref().is_some_and(in_place))
    }

    /// Takes out of the head what the next line overrides before anything is done with it: a USER, a SHELL, or a WORKDIR
    /// in front of an absolute one. `next` is the instruction behind the head.
    fn drop_overridden(&self, head: &mut Vec<Line>, next: Option<usize>) {
        let at = |line: &Line| match line {
            Line::Again(at) | Line::Moved(at) => Some(*at),
            Line::New(_) => None,
        };
        let overrides = |own: usize, next: usize| match &self.instruction(next).command.arguments {
            Arguments::Workdir(path) if !self.instruction(next).text(*path).starts_with('/') => false,
            Arguments::Workdir(_) | Arguments::User(_) | Arguments::Shell(_) => {
                self.instruction(own).keyword() == self.instruction(next).keyword()
            }
            _ => false,
        };
        let lines: Vec<Option<usize>> = head.iter().map(at).chain([next]).collect();
        let dropped: Vec<bool> =
            lines.windows(2).map(|pair| matches!(pair, [Some(own), Some(next)] if overrides(*own, *next))).collect();
        let mut dropped = dropped.into_iter();
        head.retain(|_| !dropped.next().unwrap_or_default());
    }

    /// Arguments that nothing in the second half reads stay in the first.
    fn drop_unused_arguments(&self, head: &mut Vec<Line>, rest: std::ops::Range<usize>) {
        let mut texts: Vec<&str> = rest.map(|at| self.instruction(at).logical.text()).collect();
        let mut kept = Vec::new();
        for line in std::mem::take(head).into_iter().rev() {
            let (Line::Again(at) | Line::Moved(at)) = line else { continue };
            let instruction = self.instruction(at);
            if let Arguments::Arg(pairs) = &instruction.command.arguments {
                let read = |name: &str| texts.iter().any(|text| text.contains(name));
                if !pairs.iter().any(|pair| read(instruction.text(pair.name))) {
                    continue;
                }
            }
            texts.push(instruction.logical.text());
            kept.push(line);
        }
        kept.reverse();
        *head = kept;
    }
}
