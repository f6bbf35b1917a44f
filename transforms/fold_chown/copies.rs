//! What lies at and below a path when a command of a RUN begins.

use super::owner::Owner;
use crate::facts::{FileKind, Held, file_kind, held, is_within};
use crate::model::{Made, Model, Provenance, Run, absolute};
use crate::syntax::{Arguments, Transfer};

/// Where everything below a path comes from.
#[derive(Debug)]
pub(super) struct Content {
    /// The COPYs of the stage, in order.
    pub(super) copies: Vec<usize>,
    /// Directories and files that something else made, which belong to others.
    pub(super) made: Vec<String>,
    /// Whether the path may have been there before the first COPY.
    pub(super) existed: bool,
}

/// What lies at and below `path` before the command of `run` that begins at `end`. `None` if no COPY of the stage goes
/// there.
pub(super) fn below(
    file: &Model<'_>,
    (stage, run): (usize, &Run<'_>),
    end: usize,
    path: &str,
    owner: &Owner,
) -> Result<Option<Content>, String> {
    let own = file.stages[stage].from + 1..run.at;
    let goes_there = |at: usize| match &file.instruction(at).command.arguments {
        Arguments::Copy(transfer) => file.target(at, transfer).is_some_and(|target| is_within(&target, path)),
        _ => false,
    };
    if !own.clone().any(goes_there) {
        return Ok(None);
    }
    let mut scan =
        Scan { file, path, owner, copies: Vec::new(), targets: Vec::new(), made: Made::default(), home: false };
    let existed = scan.base(stage)?;
    let parents: Vec<usize> = file.lineage(stage).skip(1).collect();
    for parent in parents.into_iter().rev() {
        for at in file.stages[parent].body() {
            if matches!(file.instruction(at).command.arguments, Arguments::Onbuild(_)) {
                return Err("the stage that this one is built FROM leaves triggers".to_owned());
            }
            scan.instruction(at)?;
        }
        if !scan.copies.is_empty() {
            return Err(format!("a stage that this one is built FROM copies files to {path}"));
        }
    }
    for at in own {
        scan.instruction(at)?;
    }
    scan.made_by(file.makes_below(run, end, path)?)?;
    let existed = existed || scan.home || !scan.made.paths.is_empty();
    let made = scan.made.paths.into_iter().filter(|made| made != path).collect();
    Ok(Some(Content { copies: scan.copies, made, existed }))
}

struct Scan<'s, 'd> {
    file: &'s Model<'d>,
    path: &'s str,
    owner: &'s Owner,
    copies: Vec<usize>,
    targets: Vec<String>,
    made: Made,
    home: bool,
}

impl Scan<'_, '_> {
    /// What the base image holds there; whether the path exists in it.
    fn base(&mut self, stage: usize) -> Result<bool, String> {
        let path = self.path;
        if self.file.base_provenance(stage) != Some(Provenance::Literal) {
            return Err(format!("an ARG may name another base image, which may hold files below {path}"));
        }
        match held(self.file.base(stage), path) {
            Held::Nothing => Ok(false),
            Held::Empty(directories) => {
                for directory in directories {
                    self.made.add(directory, path);
                }
                Ok(true)
            }
            Held::Home if self.owner.is_of_home(path.rsplit('/').next().unwrap_or(path), true) => Ok(true),
            Held::Home | Held::Unknown => Err(format!("the base image may hold files below {path}")),
        }
    }

    fn instruction(&mut self, at: usize) -> Result<(), String> {
        let path = self.path;
        let instruction = self.file.instruction(at);
        match &instruction.command.arguments {
            Arguments::Copy(transfer) => {
                let Some(target) = self.file.target(at, transfer) else {
                    return Err("a COPY goes to a place that is not known".to_owned());
                };
                if is_within(&target, path) {
                    self.copies.push(at);
                    self.targets.push(target);
                } else if is_within(path, &target) && !self.brings_others(at, transfer, &target) {
                    return Err(format!("the COPY to {target} may bring files below {path}"));
                }
                Ok(())
            }
            Arguments::Add(transfer) => {
                let target = self.file.target(at, transfer);
                let apart = target.is_some_and(|target| {
                    !is_within(&target, path)
                        && (!is_within(path, &target) || self.brings_others(at, transfer, &target))
                });
                if apart { Ok(()) } else { Err(format!("an ADD may unpack files below {path}")) }
            }
            Arguments::Volume(paths) => {
                let apart = paths.iter().all(|volume| {
                    let volume = self.file.expand(at, volume.text(&instruction.logical));
                    let volume = volume.and_then(|volume| absolute(&volume.text, None));
                    volume.is_some_and(|volume| !is_within(&volume, path) && !is_within(path, &volume))
                });
                if apart { Ok(()) } else { Err(format!("{path} may be a volume, where some builders lose changes")) }
            }
            Arguments::Workdir(_) => {
                match self.file.state_behind(at).workdir.as_deref().and_then(|it| absolute(it, None)) {
                    Some(directory) => self.made_by(Made { paths: self.inside(&directory), homes: Vec::new() }),
                    None => Err("a WORKDIR is not known".to_owned()),
                }
            }
            Arguments::Run(_) => match self.file.run(at) {
                Some(run) => self.made_by(self.file.makes_below(run, usize::MAX, path)?),
                None => Err(format!("a RUN may write below {path}")),
            },
            _ => Ok(()),
        }
    }

    /// The directories that a WORKDIR makes at the path and below it.
    fn inside(&self, directory: &str) -> Vec<String> {
        let mut made = Made::default();
        if is_within(directory, self.path) {
            made.add(directory, self.path);
        }
        made.paths
    }

    fn made_by(&mut self, made: Made) -> Result<(), String> {
        for account in made.homes {
            if !self.owner.is_of_home(&account.name, account.group) {
                return Err(format!("{} is the home of {}, with files of another owner", self.path, account.name));
            }
            self.home = true;
        }
        // What leads to the target of a COPY was made by that.
        let by_copy = |made: &String| self.targets.iter().any(|target| is_within(target, made));
        let new: Vec<String> = made.paths.into_iter().filter(|made| !by_copy(made)).collect();
        for path in new {
            self.made.add(&path, self.path);
        }
        Ok(())
    }

    /// Whether all sources are files by their names, and come elsewhere than at the path.
    fn brings_others(&self, at: usize, transfer: &Transfer, target: &str) -> bool {
        let instruction = self.file.instruction(at);
        transfer.sources.iter().all(|source| {
            let source = source.text(&instruction.logical);
            let name = source.rsplit('/').next().unwrap_or(source);
            let is_file = matches!(file_kind(name), Some(FileKind::Text | FileKind::Binary))
                && !source.contains(['$', '*', '?', '[', '\\']);
            is_file && !is_within(self.path, &format!("{}/{name}", target.trim_end_matches('/')))
        }) && instruction.heredocs.is_empty()
    }
}
