//! Document to meaning: stages, variables, the state in force at each instruction, the shell text of each RUN.
//!
//! Invariants: read only; what is not known is `None` or `Unknown`, never a default; building the model takes time
//! linear in the document.

mod absolute;
mod accounts;
mod append;
mod apt;
mod cache_mounts;
mod context;
mod copies;
mod env;
mod follow;
mod fuse;
mod gate;
mod image_config;
mod join;
mod named_copy;
mod native;
mod node;
mod packages;
mod parting;
mod paths;
mod patterns;
mod poetry;
mod project;
mod purpose;
mod reader;
mod run;
mod settings;
mod sources;
mod stage;
mod start;
mod state;
mod takes;
mod transfers;
mod writes;

use std::collections::{HashMap, HashSet};

pub use absolute::{absolute, joined};
pub use accounts::Account;
pub use append::AppendForm;
pub use apt::{ListUse, ListsWeight, Weight};
pub use cache_mounts::{CacheMount, CacheMounts, CacheUse, Verdict};
pub use context::{ContextSource, Origin};
pub use copies::StageCopy;
pub use env::{Expanded, Provenance};
pub use follow::FollowForm;
pub use fuse::Neighbours;
pub use gate::Gate;
pub use image_config::ImageConfig;
pub use join::{JoinForm, MAX_JOINED_TEXT};
pub use named_copy::NamedFile;
pub use native::may_build;
pub use node::{NodeInstall, NodeManager};
pub use packages::{Action, Manager, PackageCommand};
pub use parting::{Line, Parting, Parts, Program};
pub use paths::PathUse;
pub use patterns::is_careful;
pub use project::{Ahead, Destination, Install, Project, Step};
pub use purpose::Purpose;
pub use run::{Run, RunForm};
pub use stage::{BaseImage, Role, Stage};
pub use start::Start;
pub use state::{State, User};
pub use takes::{OtherFile, Roots, Take};
pub use writes::Made;

use reader::Reader;

use crate::context::Context;
use crate::facts::Base;
use crate::syntax::{Arguments, Document, Instruction, ItemKind, Span};

/// What a Dockerfile means.
#[derive(Debug)]
pub struct Model<'d> {
    /// The document.
    pub document: &'d Document<'d>,
    /// The context that it is built in, if that is known.
    pub context: Option<&'d Context>,
    /// Why the context is not known, where somebody says what it might be.
    pub why_no_context: Option<&'d str>,
    /// The stages in order.
    pub stages: Vec<Stage>,
    scopes: env::Scopes,
    states: Vec<State>,
    /// For each instruction: its stage, and its state as an index into `states`.
    places: Vec<(Option<usize>, usize)>,
    runs: Vec<Option<Run<'d>>>,
    bases: Vec<Base>,
    /// For each stage, the state at its end.
    ends: Vec<usize>,
}

impl<'d> Model<'d> {
    /// Reads the meaning of a document.
    #[must_use]
    pub fn read(document: &'d Document<'d>) -> Self {
        let mut reader = Reader {
            document,
            stages: Vec::new(),
            names: HashMap::new(),
            scopes: env::Scopes::default(),
            states: vec![State::initial()],
            places: Vec::with_capacity(document.instructions.len()),
            current: 0,
            ends: Vec::new(),
            bases: Vec::new(),
            triggers: Vec::new(),
        };
        for (at, instruction) in document.instructions.iter().enumerate() {
            reader.instruction(at, instruction);
        }
        let Reader { mut stages, names, scopes, states, places, bases, mut ends, current, .. } = reader;
        ends.push(current);
        if let Some(last) = stages.last_mut() {
            last.end = document.instructions.len();
        }
        stage::assign_roles(document, &mut stages, &names);
        let runs = document.instructions.iter().enumerate();
        let runs = runs.map(|(at, instruction)| Run::read(document, at, instruction, &states[places[at].1])).collect();
        Self { document, context: None, why_no_context: None, stages, scopes, states, places, runs, bases, ends }
    }

    /// The instruction at an index.
    #[must_use]
    pub fn instruction(&self, at: usize) -> &'d Instruction<'d> {
        &self.document.instructions[at]
    }

    /// Whether the file holds `word` at all; a quick test before a closer look.
    #[must_use]
    pub fn mentions(&self, word: &str) -> bool {
        self.document.source.text().contains(word)
    }

    /// The stage that an instruction belongs to; `None` before the first FROM.
    #[must_use]
    pub fn stage_of(&self, at: usize) -> Option<usize> {
        self.places[at].0
    }

    /// What is in force at an instruction.
    #[must_use]
    pub fn state(&self, at: usize) -> &State {
        &self.states[self.places[at].1]
    }

    /// What is in force behind an instruction, in its own stage.
    #[must_use]
    pub fn state_behind(&self, at: usize) -> &State {
        match self.stage_of(at) {
            Some(stage) if self.stages[stage].end == at + 1 => self.final_state(stage),
            _ if at + 1 < self.places.len() => self.state(at + 1),
            _ => self.state(at),
        }
    }

    /// The RUN at an index; `None` for other instructions, for ONBUILD triggers and past the end.
    #[must_use]
    pub fn run(&self, at: usize) -> Option<&Run<'d>> {
        self.runs.get(at)?.as_ref()
    }

    /// Whether a comment line stands directly above an instruction.
    #[must_use]
    pub fn comment_above(&self, at: usize) -> bool {
        let start = self.instruction(at).lines.start;
        let items = &self.document.items;
        let index = items.partition_point(|item| item.span.end <= start);
        index.checked_sub(1).is_some_and(|above| items[above].kind == ItemKind::Comment)
    }

    /// The ONBUILD triggers that run a text with `word` in it. They run in the build of another file.
    pub fn run_triggers<'m>(&'m self, word: &'m str) -> impl Iterator<Item = Span> + 'm {
        let text = self.document.source.text();
        self.document.instructions.iter().filter_map(move |instruction| match &instruction.command.arguments {
            Arguments::Onbuild(Some(trigger)) if matches!(trigger.arguments, Arguments::Run(_)) => {
                instruction.lines.of(text).contains(word).then_some(instruction.span)
            }
            _ => None,
        })
    }

    /// The RUNs of the instructions in a range, with their indices.
    pub fn runs(&self, range: std::ops::Range<usize>) -> impl DoubleEndedIterator<Item = (usize, &Run<'d>)> {
        range.filter_map(|at| Some((at, self.run(at)?)))
    }

    /// What is in force at the end of a stage, so in the image that is made of it.
    #[must_use]
    pub fn final_state(&self, stage: usize) -> &State {
        &self.states[self.ends[stage]]
    }

    /// A stage and those that it is built FROM, itself first. A chain that no file of sense has is cut.
    pub fn lineage(&self, stage: usize) -> impl Iterator<Item = usize> {
        let chain = std::iter::successors(Some(stage), |&stage| match self.stages[stage].base {
            BaseImage::Stage(parent) => Some(parent),
            _ => None,
        });
        chain.take(MAX_LINEAGE)
    }

    /// Whether a RUN of a stage, or of one that it is built FROM, holds one of these words.
    #[must_use]
    pub fn runs_mention(&self, stage: usize, words: &[&str]) -> bool {
        let text = self.document.source.text();
        self.lineage(stage).flat_map(|stage| self.stages[stage].body()).any(|at| {
            let instruction = self.instruction(at);
            let lines = instruction.lines.of(text);
            matches!(instruction.command.arguments, Arguments::Run(_)) && words.iter().any(|word| lines.contains(word))
        })
    }

    /// What the tables know of the image at the root of a stage; through stages built FROM stages.
    #[must_use]
    pub fn base(&self, stage: usize) -> &Base {
        &self.bases[stage]
    }

    /// How sure the image at the root of a stage is; `None` when it is not known.
    #[must_use]
    pub fn base_provenance(&self, mut stage: usize) -> Option<Provenance> {
        loop {
            match &self.stages[stage].base {
                BaseImage::Stage(parent) => stage = *parent,
                BaseImage::Scratch => return Some(Provenance::Literal),
                BaseImage::Image(image) => return Some(image.provenance),
                BaseImage::Unknown => return None,
            }
        }
    }

    /// Expands a word of the instruction `at` as BuildKit does; `None` when a variable in it is not known.
    #[must_use]
    pub fn expand(&self, at: usize, word: &str) -> Option<Expanded> {
        env::expand(word, char::from(self.document.escape), &|name| self.scopes.value(self.stage_of(at), at, name))
    }

    /// The value of a variable at an instruction, if known.
    #[must_use]
    pub fn variable(&self, at: usize, name: &str) -> Option<Expanded> {
        self.scopes.value(self.stage_of(at), at, name)
    }

    /// Whether an ENV or ARG in scope at an instruction declares a variable.
    #[must_use]
    pub fn is_declared(&self, at: usize, name: &str) -> bool {
        self.scopes.is_declared(self.stage_of(at), at, name)
    }

    /// Whether an ENV or ARG of a stage, behind the instruction `at`, gives a variable a value for which `usual` is not
    /// true, or one that is not known.
    #[must_use]
    pub fn may_set(&self, stage: usize, at: usize, name: &str, usual: &dyn Fn(&str) -> bool) -> bool {
        self.stages[stage].body().filter(|&later| later > at).any(|later| {
            let instruction = self.instruction(later);
            let (Arguments::Env(pairs) | Arguments::Arg(pairs)) = &instruction.command.arguments else { return false };
            let value = |word| self.expand(later, instruction.text(word));
            pairs
                .iter()
                .filter(|pair| instruction.text(pair.name) == name)
                .any(|pair| !pair.value.and_then(value).is_some_and(|value| usual(&value.text)))
        })
    }

    /// Calls `visit` once with each stage that is, or may be, built FROM `stage`, over any number of steps.
    pub fn for_each_descendant(&self, stage: usize, visit: &mut dyn FnMut(usize)) {
        let mut seen = HashSet::new();
        let mut open = self.stages[stage].children.clone();
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                visit(next);
                open.extend_from_slice(&self.stages[next].children);
            }
        }
    }
}

/// The longest chain of stages built FROM stages that [`Model::lineage`] follows, so that the cost stays linear.
const MAX_LINEAGE: usize = 64;
