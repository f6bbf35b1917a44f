//! One instruction after the other: stages, variables, and the state in force.

use std::collections::HashMap;

use super::stage::Role;
use super::{BaseImage, Expanded, Provenance, Stage, State, User, env, stage};
use crate::facts::{Base, Distro, ImageName, base};
use crate::syntax::{Arguments, Document, Form, Instruction, Reference};

fn image_facts(image: &str) -> Base {
    let reference = Reference::parse(image);
    base(&ImageName {
        registry: reference.registry.map(|span| span.of(image)),
        repository: reference.repository.of(image),
        tag: reference.tag.map(|span| span.of(image)),
        digest: reference.digest.map(|span| span.of(image)),
    })
}

/// What was read of a document so far.
pub(super) struct Reader<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) stages: Vec<Stage>,
    pub(super) names: HashMap<String, Vec<usize>>,
    pub(super) scopes: env::Scopes,
    pub(super) states: Vec<State>,
    pub(super) places: Vec<(Option<usize>, usize)>,
    pub(super) current: usize,
    /// For each finished stage, the state at its end.
    pub(super) ends: Vec<usize>,
    pub(super) bases: Vec<Base>,
    /// For each stage, whether it leaves ONBUILD triggers for those that are built FROM it.
    pub(super) triggers: Vec<bool>,
}

impl Reader<'_> {
    fn expand(&self, at: usize, word: &str) -> Option<Expanded> {
        let stage = self.stages.len().checked_sub(1);
        env::expand(word, char::from(self.document.escape), &|name| self.scopes.value(stage, at, name))
    }

    pub(super) fn instruction(&mut self, at: usize, instruction: &Instruction<'_>) {
        let mut next = None;
        match &instruction.command.arguments {
            Arguments::From(from) => {
                self.from(at, instruction.text(from.image), from.alias.map(|s| instruction.text(s)))
            }
            Arguments::Arg(pairs) => {
                for pair in pairs {
                    let value = pair.value.and_then(|value| self.expand(at, instruction.text(value)));
                    self.scopes.set_arg(at, instruction.text(pair.name), value);
                }
            }
            Arguments::Env(pairs) => {
                for pair in pairs {
                    let value = pair.value.and_then(|value| self.expand(at, instruction.text(value)));
                    self.scopes.set_env(at, instruction.text(pair.name), value);
                }
            }
            Arguments::User(word) => {
                let word = self.expand(at, instruction.text(*word));
                let user = match User::named(word.as_ref().map(|word| word.text.as_str())) {
                    // A build argument may name somebody else.
                    User::Root if word.is_some_and(|word| word.provenance != Provenance::Literal) => User::Unknown,
                    user => user,
                };
                next = Some(State { user, ..self.states[self.current].clone() });
            }
            Arguments::Workdir(word) => {
                let word = self.expand(at, instruction.text(*word));
                let mut state = self.states[self.current].clone();
                state.change_directory(word.as_ref().map(|word| word.text.as_str()));
                next = Some(state);
            }
            Arguments::Onbuild(_) => {
                if let Some(triggers) = self.triggers.last_mut() {
                    *triggers = true;
                }
            }
            Arguments::Shell(Form::Exec { items, .. }) => {
                let mut state = self.states[self.current].clone();
                state.change_shell(items.iter().map(|item| item.text(&instruction.logical).to_owned()).collect());
                next = Some(state);
            }
            _ => {}
        }
        self.places.push((self.stages.len().checked_sub(1), self.current));
        if let Some(state) = next {
            self.current = self.states.len();
            self.states.push(state);
        }
    }

    fn from(&mut self, at: usize, image: &str, alias: Option<&str>) {
        if let Some(previous) = self.stages.last_mut() {
            previous.end = at;
            self.ends.push(self.current);
        }
        // FROM sees the ARGs before the first FROM only.
        let word = env::expand(image, char::from(self.document.escape), &|name| self.scopes.value(None, at, name));
        let index = self.stages.len();
        let base = stage::base(word, &self.names, index);
        let parent = match base {
            BaseImage::Stage(parent) => Some(parent),
            _ => None,
        };
        let facts = match &base {
            BaseImage::Stage(parent) => self.bases[*parent].clone(),
            BaseImage::Image(image) => image_facts(&image.text),
            BaseImage::Scratch => image_facts("scratch"),
            BaseImage::Unknown => Base::default(),
        };
        self.scopes.open(parent);
        self.current = parent.map_or(0, |parent| self.ends[parent]);
        if let Some(parent) = parent.filter(|&parent| self.triggers[parent]) {
            // What they set is in force here, and not looked at.
            let state = State { user: User::Unknown, workdir: None, ..self.states[self.ends[parent]].clone() };
            self.current = self.states.len();
            self.states.push(state);
        }
        if parent.is_none() && facts.distro == Some(Distro::Windows) {
            self.current = self.states.len();
            self.states.push(State::on_windows());
        } else if let Some(workdir) = stage::workdir(&base, &facts) {
            let mut state = State::initial();
            state.change_directory(Some(workdir));
            self.current = self.states.len();
            self.states.push(state);
        }
        self.bases.push(facts);
        self.triggers.push(false);
        let name = alias.map(str::to_ascii_lowercase);
        if let Some(name) = &name {
            self.names.entry(name.clone()).or_default().push(index);
        }
        self.stages.push(Stage {
            from: at,
            end: at + 1,
            name,
            base,
            role: Role::Output,
            ships: true,
            children: Vec::new(),
        });
    }
}
