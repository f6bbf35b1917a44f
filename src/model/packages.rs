//! Package managers in RUNs, as typed facts.

use super::Run;
use crate::facts::{keeps_update_whole, prevents_update};
use crate::shell::{Invocation, Opt, Place, Resolved, Simple, resolve, shadows};

/// A package manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manager {
    /// `apt-get`, `apt`, `aptitude`
    Apt,
    /// `apk`
    Apk,
    /// `pip`, `python -m pip`
    Pip,
    /// `yum`, `dnf`, `microdnf`, `tdnf`
    Rpm,
    /// `zypper`
    Zypper,
}

/// What a package manager is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Fetch the package lists.
    Update,
    /// Install packages, also build dependencies.
    Install,
    /// Upgrade what is installed.
    Upgrade,
    /// Remove packages.
    Remove,
    /// Clean caches.
    Clean,
    /// Anything else; it may read the package lists.
    Other,
}

/// One call of a package manager.
#[derive(Debug)]
pub struct PackageCommand<'r> {
    /// Which.
    pub manager: Manager,
    /// What it is asked to do.
    pub action: Action,
    /// The command.
    pub simple: &'r Simple,
    /// Where it stands.
    pub place: Place,
    /// Its tool, options and operands.
    pub invocation: Invocation<'r>,
}

impl<'r> PackageCommand<'r> {
    /// The calls of package managers in a RUN, in order.
    #[must_use]
    pub fn of(run: &'r Run<'_>) -> Vec<Self> {
        let mut found = Vec::new();
        let Ok(script) = &run.script else { return found };
        if !NAMES.iter().any(|name| run.mentions(name)) {
            return found;
        }
        // Functions and aliases are rare, and looking for one takes a walk over the script.
        let defines = ["()", "function", "alias"].into_iter().any(|word| run.mentions(word));
        let mut own: Vec<(String, bool)> = Vec::new();
        for located in run.simple_commands() {
            let Resolved::Known(invocation) = resolve(located.simple, run.text) else { continue };
            let Some(manager) = manager(invocation.tool) else { continue };
            if defines {
                let name = located.simple.words[invocation.tool_word].text(run.text);
                let known = own.iter().find(|(known, _)| known == name).map(|(_, shadowed)| *shadowed);
                let shadowed = known.unwrap_or_else(|| shadows(script, run.text, name));
                if known.is_none() {
                    own.push((name.to_owned(), shadowed));
                }
                if shadowed {
                    continue;
                }
            }
            let action = action(manager, invocation.subcommand_name());
            found.push(Self { manager, action, simple: located.simple, place: located.place, invocation });
        }
        found
    }

    /// The word behind which one would write a further option by hand: the last plain option between the subcommand and
    /// the first operand, or the subcommand.
    #[must_use]
    pub fn flag_anchor(&self) -> Option<usize> {
        let (_, subcommand) = self.invocation.subcommand.as_ref()?;
        let first = self.invocation.operands.first().copied().unwrap_or(usize::MAX);
        let between = |option: &&Opt| option.word > *subcommand && option.word < first && option.value.is_none();
        Some(self.invocation.options.iter().filter(between).map(|option| option.word).max().unwrap_or(*subcommand))
    }

    /// The packages that it names, without versions, and the name that it gives to a group of them (`--virtual`). Not what
    /// is a file, or only known when it runs. pip's packages are of another kind.
    #[must_use]
    pub fn names(&self, text: &str) -> Vec<String> {
        if self.manager == Manager::Pip {
            return Vec::new();
        }
        let operands = self.invocation.operands.iter().filter_map(|&word| self.simple.words[word].value(text));
        let mut names: Vec<String> = operands
            .filter_map(|name| Some(name.split(['=', '<', '>', '~', '@']).next()?.to_owned()))
            .filter(|name| !name.is_empty() && !name.contains('/'))
            .collect();
        names.extend(self.invocation.value("--virtual").map(str::to_owned));
        names
    }

    /// Whether this is an update that fetches the lists of all sources to where apt keeps them: no setting or file may
    /// say otherwise.
    #[must_use]
    pub fn fetches_all_lists(&self, text: &str) -> bool {
        let whole = |option: &Opt| match &*option.name {
            "--option" | "-o" => option.value.as_deref().is_some_and(keeps_update_whole),
            "--config-file" => false,
            name => !prevents_update(name),
        };
        self.manager == Manager::Apt
            && self.action == Action::Update
            && self.invocation.is_transparent()
            && self.invocation.options.iter().all(whole)
            && !self.simple.span.of(text).contains("APT_CONFIG")
    }
}

/// A part of the name of each tool; a quick test before a closer look.
const NAMES: [&str; 6] = ["apt", "pip", "apk", "yum", "dnf", "zypper"];

fn manager(tool: &str) -> Option<Manager> {
    Some(match tool {
        "apt-get" | "apt" | "aptitude" => Manager::Apt,
        "apk" => Manager::Apk,
        "pip" => Manager::Pip,
        "yum" | "dnf" | "microdnf" | "tdnf" => Manager::Rpm,
        "zypper" => Manager::Zypper,
        _ => return None,
    })
}

fn action(manager: Manager, subcommand: &str) -> Action {
    match (manager, subcommand) {
        (Manager::Apk, "add") | (_, "install" | "build-dep" | "in" | "localinstall" | "groupinstall" | "reinstall") => {
            Action::Install
        }
        (Manager::Rpm, "update") | (_, "upgrade" | "dist-upgrade" | "full-upgrade" | "safe-upgrade" | "up" | "dup") => {
            Action::Upgrade
        }
        (_, "update" | "refresh" | "makecache" | "ref") => Action::Update,
        (Manager::Apk, "del") | (_, "remove" | "purge" | "autoremove" | "autopurge" | "uninstall" | "erase" | "rm") => {
            Action::Remove
        }
        (_, "clean" | "autoclean" | "dist-clean" | "distclean") => Action::Clean,
        _ => Action::Other,
    }
}
