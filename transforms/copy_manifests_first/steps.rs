//! What the RUNs behind a COPY need of the project that it brings.

use super::project::Project;
use super::{node, pip};
use crate::model::{Action, Manager, Model, NodeInstall, PackageCommand, Run, RunForm};
use crate::shell::{Invocation, Resolved, Simple, resolve};

/// What a RUN, or a command of it, needs of the project.
pub(super) enum Step {
    /// Nothing: it neither reads nor changes anything in it.
    Independent,
    /// Some files of it, and it changes no other.
    Install(Install),
    /// It is an install, but needs more than files that can be named: why.
    Needs(String),
    /// It may need anything.
    Other,
}

/// An install of what manifests name.
#[derive(Default)]
pub(super) struct Install {
    /// Files and directories of the context that it reads.
    pub(super) manifests: Vec<String>,
    /// Whether it may write to one of them.
    pub(super) writes: bool,
    /// Why the result may be another one.
    pub(super) doubt: Option<String>,
}

/// Words of commands that install by manifests; a quick look before a closer one.
const TOOLS: [&str; 6] = ["pip", "npm", "yarn", "pnpm", "bun", "go"];

/// The last RUN of a stage that may install by manifests.
pub(super) fn last_that_may_install(file: &Model<'_>, stage: usize) -> Option<usize> {
    let mut runs = file.runs(file.stages[stage].body()).rev();
    runs.find(|(_, run)| TOOLS.iter().any(|tool| run.mentions(tool))).map(|(at, _)| at)
}

/// Reads a RUN.
pub(super) fn read(file: &Model<'_>, project: &Project<'_>, run: &Run<'_>) -> Step {
    let Ok(script) = &run.script else { return Step::Other };
    // A mount may hold what the COPY brings, or cover it.
    if run.form == RunForm::Body || run.flags().any(|flag| !flag.starts_with("--mount=type=cache")) {
        return Step::Other;
    }
    let here = file.state(run.at).workdir.clone();
    let place = Place { project, run, directory: here.as_deref() };
    let mut found = Install::default();
    for located in script.simple_commands() {
        if run.step_of(script, located.simple).is_none() {
            return Step::Other;
        }
        match place.command(located.simple) {
            Step::Independent => {}
            Step::Install(install) => {
                found.manifests.extend(install.manifests);
                found.writes |= install.writes;
                found.doubt = found.doubt.or(install.doubt);
            }
            other => return other,
        }
    }
    if found.manifests.is_empty() { Step::Independent } else { Step::Install(found) }
}

/// Where a command runs.
pub(super) struct Place<'p, 'm> {
    pub(super) project: &'p Project<'m>,
    pub(super) run: &'p Run<'p>,
    /// The working directory, if known.
    pub(super) directory: Option<&'p str>,
}

impl Place<'_, '_> {
    fn command(&self, simple: &Simple) -> Step {
        let text = self.run.text;
        let quiet = simple.redirects.is_empty() && simple.assigns.is_empty();
        let node = NodeInstall::of(self.run).into_iter().find(|install| std::ptr::eq(install.simple, simple));
        if let Some(install) = node {
            return if quiet { node::read(self, &install) } else { Step::Other };
        }
        let package = PackageCommand::of(self.run).into_iter().find(|command| std::ptr::eq(command.simple, simple));
        if let Some(command) = package {
            return match (command.manager, command.action) {
                _ if !quiet => Step::Other,
                (Manager::Pip, Action::Install) => pip::read(self, &command),
                (Manager::Apt | Manager::Apk, Action::Install | Action::Update | Action::Upgrade | Action::Clean) => {
                    self.names_only(&command.invocation)
                }
                _ => Step::Other,
            };
        }
        match resolve(simple, text) {
            Resolved::Known(invocation) if quiet => self.known(&invocation),
            Resolved::Other { name } if name == "set" && quiet => Step::Independent,
            _ => Step::Other,
        }
    }

    /// A tool that is no install: some clean up caches that lie elsewhere.
    fn known(&self, invocation: &Invocation<'_>) -> Step {
        let cleans = matches!(
            (invocation.tool, invocation.subcommand_name()),
            ("npm" | "yarn", "cache" | "cache clean") | ("pip", "cache")
        );
        let elsewhere = |word: &usize| {
            let path = invocation.simple.words[*word].text(self.run.text);
            let plain = path.starts_with('/') && !path.contains(['$', '`', '\\', '"', '\'']);
            let certain = path.find(['*', '?', '[', '{']).map_or(path, |at| &path[..at]);
            plain && self.project.is_apart_from(certain)
        };
        let removes = invocation.tool == "rm" && !invocation.operands.is_empty();
        match invocation.wrappers.is_empty() && invocation.is_transparent() {
            true if cleans => Step::Independent,
            true if removes && invocation.operands.iter().all(elsewhere) => Step::Independent,
            _ => Step::Other,
        }
    }

    /// A call whose operands are names of packages, and no paths.
    pub(super) fn names_only(&self, invocation: &Invocation<'_>) -> Step {
        let name = |word: &usize| {
            let value = invocation.simple.words[*word].value(self.run.text);
            value.is_some_and(|value| !is_path(&value))
        };
        let own = invocation.wrappers.is_empty() && invocation.is_transparent();
        if own && invocation.operands.iter().all(name) { Step::Independent } else { Step::Other }
    }
}

/// Whether an operand of an install is, or may be, a path or an archive in the working directory.
pub(super) fn is_path(word: &str) -> bool {
    let remote = word.contains("://") && !word.starts_with("file:");
    let local =
        word.starts_with(['.', '/', '~']) || word.contains(['/', '\\', '*', '?', '[', '{']) && !word.starts_with('@');
    let archive = [".whl", ".deb", ".rpm", ".apk", ".zip", ".tgz", ".tar.gz"].iter().any(|end| word.ends_with(end));
    !remote && (local || archive || word.starts_with("file:"))
}
