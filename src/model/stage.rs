//! Stages, what they are built from, and which of them ship.

use std::collections::HashMap;

use super::Model;
use super::env::{Expanded, Provenance};
use crate::facts::Base;
use crate::syntax::{Arguments, Document, MountKey, mounts};

/// What a stage is built from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaseImage {
    /// `scratch`: nothing.
    Scratch,
    /// An earlier stage.
    Stage(usize),
    /// An image, with its reference expanded.
    Image(Expanded),
    /// An image whose reference holds a variable that is not known.
    Unknown,
}

/// What becomes of a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The last stage, or one that no other uses: an image is made of it.
    Output,
    /// Another stage is built FROM it.
    Base,
    /// Only files are taken from it, by `COPY --from` or `--mount=from=`.
    Donor,
}

/// One stage.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Index of its FROM in the document's instructions.
    pub from: usize,
    /// Index one past its last instruction.
    pub end: usize,
    /// Its name in lower case, if it has one.
    pub name: Option<String>,
    /// What it is built from.
    pub base: BaseImage,
    /// What becomes of it.
    pub role: Role,
    /// Whether its layers reach an output: it is one, or an output is built FROM it over any number of steps.
    pub ships: bool,
    /// The stages built FROM it, and the next one whose base is not known: it may be built FROM this one.
    pub children: Vec<usize>,
}

impl Stage {
    /// The instructions behind its FROM, as indices into the document's instructions.
    #[must_use]
    pub fn body(&self) -> std::ops::Range<usize> {
        self.from + 1..self.end
    }
}

impl Model<'_> {
    /// Whether a stage, or one that it is built FROM, is an environment for people to work in.
    #[must_use]
    pub fn is_for_development(&self, mut stage: usize) -> bool {
        loop {
            let facts = &self.stages[stage];
            let from = self.instruction(facts.from);
            let written = match &from.command.arguments {
                Arguments::From(arguments) => from.text(arguments.image),
                _ => "",
            };
            let is_devcontainer = |image: &str| image.contains("/devcontainers/");
            let mut words = facts.name.as_deref().unwrap_or_default().split(['-', '_', '.']);
            if is_devcontainer(written)
                || matches!(&facts.base, BaseImage::Image(image) if is_devcontainer(&image.text))
                || words.any(|word| matches!(word, "dev" | "devel" | "development" | "devcontainer"))
            {
                return true;
            }
            let BaseImage::Stage(parent) = facts.base else { return false };
            stage = parent;
        }
    }
}

/// Finds the stage a name or number stands for among the stages before `limit`: names are matched without case, the
/// last of equal names wins (checked by builds, BuildKit of Docker 26.1.5).
pub(super) fn resolve(names: &HashMap<String, Vec<usize>>, word: &str, limit: usize) -> Option<usize> {
    if let Ok(number) = word.parse::<usize>() {
        return (number < limit).then_some(number);
    }
    let stages = names.get(&word.to_ascii_lowercase())?;
    let end = stages.partition_point(|&stage| stage < limit);
    stages[..end].last().copied()
}

/// The base that an expanded FROM word stands for.
pub(super) fn base(word: Option<Expanded>, names: &HashMap<String, Vec<usize>>, limit: usize) -> BaseImage {
    let Some(word) = word else { return BaseImage::Unknown };
    if word.text.eq_ignore_ascii_case("scratch") {
        return BaseImage::Scratch;
    }
    // FROM takes stage names only, no numbers.
    match resolve(names, &word.text, limit).filter(|_| word.text.parse::<usize>().is_err()) {
        Some(stage) if word.provenance == Provenance::Literal => BaseImage::Stage(stage),
        Some(_) => BaseImage::Unknown,
        None => BaseImage::Image(word),
    }
}

/// The directory that an image begins in, where both are known: a build may give another default of an ARG.
pub(super) fn workdir(base: &BaseImage, facts: &Base) -> Option<&'static str> {
    match base {
        BaseImage::Scratch => Some("/"),
        BaseImage::Image(image) if image.provenance == Provenance::Literal => facts.workdir,
        _ => None,
    }
}

/// Fills in roles, children and whether stages ship.
pub(super) fn assign_roles(document: &Document<'_>, stages: &mut [Stage], names: &HashMap<String, Vec<usize>>) {
    let mut donates = vec![false; stages.len()];
    for (index, stage) in stages.iter().enumerate() {
        for instruction in &document.instructions[stage.body()] {
            let command = &instruction.command;
            let mounts = mounts(instruction, command);
            let sources: Vec<&str> = match &command.arguments {
                Arguments::Copy(_) => command.flag(&instruction.logical, "from").into_iter().collect(),
                Arguments::Run(_) => mounts.iter().filter_map(|mount| mount.get(instruction, MountKey::From)).collect(),
                _ => continue,
            };
            for donor in sources.into_iter().filter_map(|word| resolve(names, word, index)) {
                donates[donor] = true;
            }
        }
    }
    let mut unknown = None;
    for index in (0..stages.len()).rev() {
        // A base that a variable names may be any earlier stage. The next such stage stands for those behind it too.
        stages[index].children.extend(unknown);
        match stages[index].base {
            BaseImage::Stage(base) => stages[base].children.push(index),
            BaseImage::Unknown => unknown = Some(index),
            BaseImage::Scratch | BaseImage::Image(_) => {}
        }
    }
    let last = stages.len().saturating_sub(1);
    for (index, stage) in stages.iter_mut().enumerate() {
        stage.role = match (stage.children.is_empty(), donates[index]) {
            _ if index == last => Role::Output,
            (false, _) => Role::Base,
            (true, true) => Role::Donor,
            (true, false) => Role::Output,
        };
        stage.ships = stage.role == Role::Output;
    }
    // Children come behind their bases, so one pass from the end reaches every ancestor.
    for index in (0..stages.len()).rev() {
        stages[index].ships |= stages[index].children.iter().any(|&child| stages[child].ships);
    }
}
