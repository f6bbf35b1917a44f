//! What the RUNs behind a COPY need of what it brings.

use super::{Ahead, Destination, Project, ahead, bundler, cargo, composer, dotnet, gradle, maven, node, pip, python};
use crate::facts::is_leading;
use crate::model::{Action, Manager, Model, NodeInstall, PackageCommand, Run, RunForm};
use crate::shell::{Invocation, Resolved, Simple, resolve};
use crate::syntax::{MountKey, mounts};

/// What a RUN, or a command of it, needs of what a COPY brings.
#[derive(Debug)]
pub enum Step {
    /// Nothing: it neither reads nor changes anything of it.
    Independent {
        /// Whether it installs packages.
        installs: bool,
        /// Whether those are of the distribution, so that they may bring files, users and groups.
        system: bool,
    },
    /// Some files of it, and it changes no other.
    Install(Install),
    /// It needs more, but a part of it needs only some files.
    Ahead(Ahead),
    /// It is an install, but needs more than files that can be named: why.
    Needs(String),
    /// It may need anything.
    Other,
}

/// An install of what manifests name.
#[derive(Debug, Default)]
pub struct Install {
    /// Files and directories of the context that it reads.
    pub manifests: Vec<String>,
    /// Whether it may write to one of them.
    pub writes: bool,
    /// Whether the same RUN installs packages of the distribution.
    pub system: bool,
    /// Why the result may be another one.
    pub doubt: Option<String>,
}

impl Step {
    const NOTHING: Self = Self::Independent { installs: false, system: false };

    /// What a RUN needs of what a COPY brings `to` some place; of the files in it, where they are known as a `project`.
    #[must_use]
    pub fn of(file: &Model<'_>, to: &Destination<'_>, project: Option<&Project<'_>>, run: &Run<'_>) -> Self {
        let Ok(script) = &run.script else { return Self::Other };
        // A mount may hold what the COPY brings, cover it, or make its directory.
        let caches = run.flags().all(|flag| flag.starts_with("--mount=type=cache"));
        let apart = |target: Option<&str>| {
            target.is_some_and(|target| target.starts_with('/') && !target.contains('$') && to.is_apart_from(target))
        };
        let mut mounted = mounts(run.instruction, &run.instruction.command).into_iter();
        if run.form == RunForm::Body || !caches || !mounted.all(|one| apart(one.get(run.instruction, MountKey::Target)))
        {
            return Self::Other;
        }
        let here = file.state(run.at).workdir.clone();
        let place = Place { file, to, project, run, directory: here.as_deref() };
        let (mut found, mut any, mut before) = (Install::default(), (false, false), Vec::new());
        for located in script.simple_commands() {
            if run.step_of(script, located.simple).is_none() {
                return Self::Other;
            }
            match place.command(located.simple) {
                Self::Independent { installs, system } => {
                    any = (any.0 | installs, any.1 | system);
                    before.push(ahead::written(&place, located.simple));
                }
                Self::Ahead(_) if any.0 || !found.manifests.is_empty() => return Self::Needs(SHARED.to_owned()),
                // What is set up in the same RUN is so only there, and can be set up twice.
                Self::Ahead(ahead) => {
                    before.extend(ahead.commands);
                    return Self::Ahead(Ahead { commands: before, ..ahead });
                }
                Self::Install(install) => {
                    found.manifests.extend(install.manifests);
                    found.writes |= install.writes;
                    found.doubt = found.doubt.or(install.doubt);
                }
                other => return other,
            }
        }
        match found.manifests.is_empty() {
            true => Self::Independent { installs: any.0, system: any.1 },
            false => Self::Install(Install { system: any.1, ..found }),
        }
    }
}

const SHARED: &str = "something else is installed in the same RUN: give that a RUN of its own";

/// Where a command runs.
pub(super) struct Place<'p, 'm> {
    pub(super) file: &'p Model<'p>,
    to: &'p Destination<'m>,
    pub(super) project: Option<&'p Project<'m>>,
    pub(super) run: &'p Run<'p>,
    /// The working directory, if known.
    pub(super) directory: Option<&'p str>,
}

impl Place<'_, '_> {
    fn command(&self, simple: &Simple) -> Step {
        let text = self.run.text;
        let quiet =
            simple.redirects.is_empty() && simple.assigns.iter().all(|assign| !is_leading(assign.name.of(text)));
        let node = NodeInstall::of(self.run).into_iter().find(|install| std::ptr::eq(install.simple, simple));
        if let Some(install) = node {
            let apart = quiet && self.is_apart(&install.invocation, &[]);
            return if apart { node::read(self, &install) } else { Step::Other };
        }
        let package = PackageCommand::of(self.run).into_iter().find(|command| std::ptr::eq(command.simple, simple));
        if let Some(command) = package {
            return match (command.manager, command.action) {
                _ if !quiet => Step::Other,
                (Manager::Pip, Action::Install) => pip::read(self, &command),
                _ if !self.is_apart(&command.invocation, &[]) => Step::Other,
                (Manager::Apt | Manager::Apk, Action::Install | Action::Upgrade) => {
                    self.names_only(&command.invocation, true)
                }
                (Manager::Apt | Manager::Apk, Action::Update | Action::Clean)
                    if command.invocation.is_transparent() =>
                {
                    Step::NOTHING
                }
                _ => Step::Other,
            };
        }
        match resolve(simple, text) {
            Resolved::Known(invocation) if quiet => {
                let read = python::read(self, &invocation)
                    .or_else(|| bundler::read(self, &invocation))
                    .or_else(|| composer::read(self, &invocation));
                read.unwrap_or_else(|| match bundler::is_of_names(self, &invocation) {
                    true => self.names_only(&invocation, false),
                    false => self.known(&invocation),
                })
            }
            Resolved::Other { name } if quiet => match &*name {
                "set" => Step::NOTHING,
                "dotnet" => dotnet::read(self, simple),
                "cargo" => cargo::read(self, simple),
                "gradle" | "./gradlew" => gradle::read(self, simple),
                "mvn" | "./mvnw" => maven::read(self, simple),
                "rustup" => cargo::toolchain(self, simple),
                _ => Step::Other,
            },
            _ => Step::Other,
        }
    }

    /// A tool that is no install: some clean up caches that lie elsewhere.
    fn known(&self, invocation: &Invocation<'_>) -> Step {
        let cleans = matches!(
            (invocation.tool, invocation.subcommand_name()),
            ("npm" | "yarn", "cache" | "cache clean")
                | ("pip", "cache")
                | ("poetry", "cache clear")
                | ("uv", "cache clean" | "cache prune")
        );
        let sets =
            (invocation.tool, invocation.subcommand_name()) == ("poetry", "config") && !invocation.has("--local");
        let elsewhere = |word: &usize| {
            let path = invocation.simple.words[*word].text(self.run.text);
            let plain = path.starts_with('/') && !path.contains(['$', '`', '\\', '"', '\'']);
            let certain = path.find(['*', '?', '[', '{']).map_or(path, |at| &path[..at]);
            plain && self.to.is_apart_from(certain)
        };
        let removes = invocation.tool == "rm" && !invocation.operands.is_empty();
        match invocation.wrappers.is_empty() && invocation.is_transparent() {
            true if cleans || sets || (removes && invocation.operands.iter().all(elsewhere)) => Step::NOTHING,
            _ => Step::Other,
        }
    }

    /// Whether a call neither runs a program of the project nor is told by an option to look there, but for the values
    /// of `manifests`, which are looked at on their own.
    pub(super) fn is_apart(&self, invocation: &Invocation<'_>, manifests: &[&str]) -> bool {
        let program = |word: &str| !word.contains('/') || word.starts_with('/');
        let apart = |(at, word): (usize, &crate::shell::Word)| {
            let value = self.file.word(self.run, word).unwrap_or_else(|| word.text(self.run.text).to_owned());
            let manifest = || {
                let options = &invocation.options;
                let names = |option: &crate::shell::Opt| manifests.contains(&&*option.name);
                let mut values = options.iter().filter(|it| names(it)).filter_map(|option| option.value.as_deref());
                values.any(|name| value.ends_with(name))
            };
            (at > invocation.tool_word || program(&value)) && (!self.to.is_named_by(&value) || manifest())
        };
        let relative = |value: &str| {
            let value = value.rsplit('=').next().unwrap_or(value);
            is_path(value) && !value.starts_with('/')
        };
        let led = |option: &crate::shell::Opt| {
            let file = FILES.contains(&&*option.name);
            let local = |value: &str| relative(value) || file && !value.starts_with('/') && !value.contains("://");
            let named = option.name == "--virtual" || manifests.contains(&&*option.name);
            !named && option.value.as_deref().is_some_and(local)
        };
        invocation.simple.words.iter().enumerate().all(apart) && !invocation.options.iter().any(led)
    }

    /// A call whose operands are names of packages, and no paths.
    pub(super) fn names_only(&self, invocation: &Invocation<'_>, system: bool) -> Step {
        let name = |word: &usize| {
            let value = invocation.simple.words[*word].value(self.run.text);
            value.is_some_and(|value| !is_path(&value))
        };
        let words = || invocation.simple.words.iter().all(|word| self.file.word(self.run, word).is_some());
        let own = invocation.wrappers.is_empty() && invocation.is_transparent() && words();
        let names = own && invocation.operands.iter().all(name);
        if names { Step::Independent { installs: true, system } } else { Step::Other }
    }
}

/// Options that name a file or a directory, also where the name looks like none.
const FILES: [&str; 12] = [
    "--cache",
    "--cache-dir",
    "--cache-folder",
    "--cafile",
    "--config-file",
    "--globalconfig",
    "--keys-dir",
    "--prefix",
    "--repositories-file",
    "--repository",
    "--root",
    "--userconfig",
];

/// Whether an operand of an install is, or may be, a path or an archive in the working directory.
pub(super) fn is_path(word: &str) -> bool {
    let local = word.contains("file:") || word.contains("link:");
    let remote = word.contains("://") && !local;
    let path = word.starts_with(['.', '/', '~'])
        || word.contains("..")
        || word.contains(['/', '\\', '*', '?', '[', '{']) && !word.starts_with('@');
    !remote && (local || path || is_archive(word))
}

/// Whether a name is that of a package in a file.
pub(super) fn is_archive(name: &str) -> bool {
    [".whl", ".deb", ".rpm", ".apk", ".zip", ".tgz", ".tbz", ".txz"].iter().any(|end| name.ends_with(end))
        || name.ends_with(".tar")
        || name.contains(".tar.")
}
