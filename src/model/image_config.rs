//! The image configuration that a stage ends up with, as a value that can be compared.
//!
//! It holds what the file says: values that cannot be known (a variable of the base image) stay as written. Two files
//! whose configurations are equal give images with the same ENV, USER, WORKDIR, ENTRYPOINT, CMD, EXPOSE, VOLUME, LABEL,
//! STOPSIGNAL, HEALTHCHECK, SHELL and ONBUILD on the same base.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::{BaseImage, Model, env};
use crate::syntax::{Arguments, Assignment, Form, Healthcheck, Instruction, Value};

/// Keys (`ENV PATH`, `USER`, `CMD`, ...) and values of an image configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImageConfig(BTreeMap<String, String>);

impl ImageConfig {
    /// The keys in which `self` and `other` differ, in order.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let keys = self.0.keys().chain(other.0.keys());
        let mut keys: Vec<String> = keys.filter(|key| self.0.get(*key) != other.0.get(*key)).cloned().collect();
        keys.sort();
        keys.dedup();
        keys
    }

    fn set(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.0.insert(key.into(), value.into());
    }

    /// The configuration that `stage` ends up with, that of the stages it is built FROM included.
    #[must_use]
    pub fn of_stage(model: &Model<'_>, stage: usize) -> Self {
        let mut chain = vec![stage];
        while let BaseImage::Stage(base) = model.stages[chain[chain.len() - 1]].base {
            chain.push(base);
        }
        let mut config = Self::default();
        for &stage in chain.iter().rev() {
            config.add_stage(model, stage);
        }
        config
    }

    /// What the instructions of `stage` alone set. When this is equal for every stage of two files, so are the
    /// configurations that their stages end up with.
    #[must_use]
    pub fn set_by_stage(model: &Model<'_>, stage: usize) -> Self {
        let mut config = Self::default();
        config.add_stage(model, stage);
        config
    }

    fn add_stage(&mut self, model: &Model<'_>, stage: usize) {
        let from = &model.document.instructions[model.stages[stage].from];
        match &model.stages[stage].base {
            BaseImage::Stage(_) => {}
            BaseImage::Scratch => self.set("FROM", "scratch"),
            BaseImage::Image(image) => self.set("FROM", image.text.clone()),
            BaseImage::Unknown => self.set("FROM", from.text(from.command.rest)),
        }
        if let Some(platform) = from.command.flag(&from.logical, "platform") {
            self.set("FROM --platform", platform);
        }
        let mut reader = Reader { model, config: self, own_entrypoint: false, own_cmd: false };
        for at in model.stages[stage].body() {
            reader.instruction(at, &model.document.instructions[at]);
        }
    }
}

struct Reader<'m, 'd, 'c> {
    model: &'m Model<'d>,
    config: &'c mut ImageConfig,
    own_entrypoint: bool,
    own_cmd: bool,
}

impl Reader<'_, '_, '_> {
    fn instruction(&mut self, at: usize, instruction: &Instruction<'_>) {
        let expand = |word: &str| self.model.expand(at, word).map_or_else(|| word.to_owned(), |value| value.text);
        let state = self.model.state(at);
        match &instruction.command.arguments {
            Arguments::Env(pairs) => self.pairs("ENV", at, instruction, pairs),
            Arguments::Label(pairs) => self.pairs("LABEL", at, instruction, pairs),
            Arguments::User(word) => self.config.set("USER", expand(instruction.text(*word))),
            Arguments::Workdir(word) => {
                let word = expand(instruction.text(*word));
                let current = state.workdir.as_deref().or(self.config.0.get("WORKDIR").map(String::as_str));
                let path = match current {
                    Some(current) if !word.starts_with('/') => format!("{}/{word}", current.trim_end_matches('/')),
                    _ => word,
                };
                self.config.set("WORKDIR", path);
            }
            Arguments::Cmd(form) => {
                self.own_cmd = true;
                self.config.set("CMD", self.form(instruction, form, &state.shell));
            }
            Arguments::Entrypoint(form) => {
                // An ENTRYPOINT resets the CMD of the base, not that of the stage itself.
                if !self.own_entrypoint && !self.own_cmd {
                    self.config.0.remove("CMD");
                }
                self.own_entrypoint = true;
                self.config.set("ENTRYPOINT", self.form(instruction, form, &state.shell));
            }
            Arguments::Expose(ports) => {
                for port in ports {
                    let port = expand(instruction.text(*port));
                    self.config.set(format!("EXPOSE {port}"), "");
                }
            }
            Arguments::Volume(paths) => {
                for path in paths {
                    let path = expand(path.text(&instruction.logical));
                    self.config.set(format!("VOLUME {path}"), "");
                }
            }
            Arguments::Stopsignal(word) => self.config.set("STOPSIGNAL", expand(instruction.text(*word))),
            Arguments::Healthcheck(check) => {
                let mut text: String =
                    instruction.command.flags.iter().map(|flag| instruction.text(flag.span).to_owned() + " ").collect();
                text += &match check {
                    Healthcheck::Command(form) => self.form(instruction, form, &state.shell),
                    _ => instruction.text(instruction.command.rest).to_owned(),
                };
                self.config.set("HEALTHCHECK", text);
            }
            Arguments::Shell(form) => self.config.set("SHELL", self.form(instruction, form, &state.shell)),
            Arguments::Maintainer(word) => self.config.set("MAINTAINER", instruction.text(*word)),
            Arguments::Onbuild(_) => {
                let text = instruction.text(instruction.command.rest).to_owned();
                let body: String = instruction
                    .heredocs
                    .iter()
                    .map(|heredoc| heredoc.body.of(self.model.document.source.text()))
                    .collect();
                self.config.0.entry("ONBUILD".to_owned()).or_default().push_str(&format!("{text}\n{body}\n"));
            }
            _ => {}
        }
    }

    fn pairs(&mut self, kind: &str, at: usize, instruction: &Instruction<'_>, pairs: &[Assignment]) {
        for pair in pairs {
            let value = pair.value.map(|span| instruction.text(span)).unwrap_or_default();
            let name = env::expand(instruction.text(pair.name), char::from(self.model.document.escape), &|_| None);
            let name = name.map_or_else(|| instruction.text(pair.name).to_owned(), |name| name.text);
            let key = format!("{kind} {name}");
            // A value that refers to the base image may refer to what this name stood for, so that stays in it.
            let value = match (self.model.expand(at, value), self.config.0.get(&key)) {
                (Some(expanded), _) => expanded.text,
                (None, Some(previous)) => format!("{value} after {:016x}", digest(previous)),
                (None, None) => value.to_owned(),
            };
            self.config.set(key, value);
        }
    }

    fn form(&self, instruction: &Instruction<'_>, form: &Form, shell: &[String]) -> String {
        let items = |items: &[Value]| {
            items.iter().map(|item| format!("{:?}", item.text(&instruction.logical))).collect::<Vec<_>>().join(", ")
        };
        match form {
            Form::Exec { items: values, .. } => format!("[{}]", items(values)),
            Form::Shell(span) => format!("{shell:?} {}", instruction.text(*span)),
        }
    }
}

/// A number that stands for a text: what a name stood for before, when that goes into what it stands for now.
fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
