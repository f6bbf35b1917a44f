//! Installations of Node packages in RUNs, as typed facts.

use super::Run;
use crate::shell::{Invocation, Resolved, Simple, resolve, shadows};

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
