//! Installations of Node packages in RUNs, as typed facts.

use super::{BaseImage, Model, Run};
use crate::facts::{Distro, least_node_of_tag};
use crate::shell::{Invocation, Resolved, Simple, resolve, shadows};
use crate::syntax::Reference;

/// A package manager of Node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeManager {
    /// `npm`
    Npm,
    /// `yarn`, of whatever version.
    Yarn,
    /// `pnpm`
    Pnpm,
    /// `bun`
    Bun,
}

impl NodeManager {
    /// All of them, in the order in which users meet them.
    pub const ALL: [Self; 4] = [Self::Npm, Self::Yarn, Self::Pnpm, Self::Bun];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Npm => "npm",
            Self::Yarn => "yarn",
            Self::Pnpm => "pnpm",
            Self::Bun => "bun",
        }
    }
}

/// A command that installs Node packages.
#[derive(Debug)]
pub struct NodeInstall<'r> {
    /// By which manager.
    pub manager: NodeManager,
    /// The command.
    pub simple: &'r Simple,
    /// Its tool, options and operands.
    pub invocation: Invocation<'r>,
    /// Whether it installs programs for all projects: `npm install -g`, `yarn global add`.
    pub global: bool,
}

impl<'r> NodeInstall<'r> {
    /// The installations in a RUN, in order; not those that only show or resolve something.
    #[must_use]
    pub fn of(run: &'r Run<'_>) -> Vec<Self> {
        let Ok(script) = &run.script else { return Vec::new() };
        if !NodeManager::ALL.iter().any(|manager| run.mentions(manager.as_str())) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for located in run.simple_commands() {
            let Resolved::Known(invocation) = resolve(located.simple, run.text) else { continue };
            let Some(manager) = NodeManager::ALL.into_iter().find(|one| one.as_str() == invocation.tool) else {
                continue;
            };
            let name = located.simple.words[invocation.tool_word].text(run.text);
            if installs(manager, &invocation) && !shadows(script, run.text, name) {
                let global = invocation.has("--global")
                    || invocation.value("--location") == Some("global")
                    || invocation.subcommand_name() == "global add";
                found.push(Self { manager, simple: located.simple, invocation, global });
            }
        }
        found
    }

    /// The values of the operands: names of packages, files and addresses. `None` for one that is not known.
    pub fn operands<'s>(&'s self, text: &'s str) -> impl Iterator<Item = Option<std::borrow::Cow<'s, str>>> + 's {
        self.invocation.operands.iter().map(move |&word| self.simple.words[word].value(text))
    }
}

/// Options with which nothing is installed.
const ONLY_SHOWS: [&str; 6] =
    ["--dry-run", "--help", "--version", "--versions", "--package-lock-only", "--lockfile-only"];

fn installs(manager: NodeManager, invocation: &Invocation<'_>) -> bool {
    let subcommand = invocation.subcommand_name();
    let installs = match manager {
        NodeManager::Npm => matches!(subcommand, "install" | "ci"),
        NodeManager::Yarn => {
            matches!(subcommand, "install" | "add" | "global add")
                || (invocation.subcommand.is_none() && invocation.operands.is_empty() && !invocation.opaque_before)
        }
        NodeManager::Pnpm => matches!(subcommand, "install" | "add" | "fetch"),
        NodeManager::Bun => matches!(subcommand, "install" | "add"),
    };
    installs && !ONLY_SHOWS.iter().any(|option| invocation.has(option))
}

/// Texts that speak of another npm or Node than that of the image.
const OTHER_NPM: [&str; 11] = [
    "npm@",
    "-g npm",
    "--global npm",
    "install npm",
    "npm i npm",
    "nvm",
    "nodesource",
    "-g n ",
    "-g n\n",
    "corepack",
    "nodejs.org/dist",
];

impl Model<'_> {
    /// The instructions that made what the instruction `at` of a stage finds: those before it, of the stage and of all
    /// that it is built FROM, the nearest stage first.
    pub fn history(&self, stage: usize, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.lineage(stage).flat_map(|stage| self.stages[stage].body()).filter(move |&before| before < at)
    }

    /// The version of Node (`20`, `8.12`) of the official image at the root of a stage; empty where the name does not
    /// tell it. `None` for other images.
    #[must_use]
    pub fn node_image(&self, stage: usize) -> Option<&str> {
        let base = self.base(stage);
        let official = base.official_debian || base.distro == Some(Distro::Alpine);
        let node = base.runtime.as_ref().filter(|runtime| runtime.name == "node" && official)?;
        Some(node.version.as_deref().unwrap_or_default())
    }

    /// The least version of Node that the official image at the root of a stage has.
    fn least_node(&self, stage: usize) -> Option<&str> {
        let version = self.node_image(stage)?;
        if !version.is_empty() {
            return Some(version);
        }
        let root = self.lineage(stage).last()?;
        let BaseImage::Image(image) = &self.stages[root].base else { return None };
        let reference = Reference::parse(&image.text);
        let tag = reference.tag.map_or("latest", |tag| tag.of(&image.text));
        least_node_of_tag(tag.split('-').next()?).filter(|_| reference.digest.is_none())
    }

    /// The version of Node whose own npm the instruction `at` calls, or a lower one.
    ///
    /// # Errors
    /// Why it is not known.
    pub fn node_of_npm(&self, stage: usize, at: usize) -> Result<&str, String> {
        let Some(version) = self.least_node(stage) else {
            return Err(
                "the version of npm is not known: the base is no official node image of a known version".to_owned()
            );
        };
        let text = self.document.source.text();
        let replaces = |&at: &usize| OTHER_NPM.iter().any(|mark| self.instruction(at).lines.of(text).contains(mark));
        match self.history(stage, at + 1).any(|at| replaces(&at)) {
            true => Err("another npm or Node may have taken the place of that of the image".to_owned()),
            false => Ok(version),
        }
    }
}
