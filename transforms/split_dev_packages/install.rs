//! The command that installs packages for building, and what else the stage installs.

use crate::edit::{self, Edit};
use crate::facts::debian::{NoPurge, Suite, is_for_development};
use crate::facts::{Base, bare, build_packages};
use crate::model::{Action, Manager, Model, PackageCommand, Run};
use crate::shell::Simple;

use super::uses;

/// A call of `apt-get install` that names packages for building.
pub(super) struct Install<'r> {
    command: PackageCommand<'r>,
    /// The packages for building that the base image does not hold: where each stands, and its name.
    pub(super) build: Vec<(usize, String)>,
    /// The other ones.
    pub(super) kept: Vec<String>,
    /// Whether it installs what they recommend, too.
    pub(super) recommends: bool,
}

impl<'r> Install<'r> {
    /// The only such command of a RUN, if there is one; none of a RUN that removes packages itself.
    pub(super) fn of(run: &'r Run<'_>, base: &Base) -> Result<Option<Self>, String> {
        let held = base.build_packages.unwrap_or_default();
        let mut found: Option<Self> = None;
        let commands = PackageCommand::of(run);
        if commands.iter().any(|one| one.manager == Manager::Apt && one.action == Action::Remove) {
            return Ok(None);
        }
        for command in commands.into_iter().filter(is_install) {
            let words = operands(&command, run);
            let serves = |name: &str| is_for_development(name) || build_packages().tool(name).is_some();
            if !words.iter().any(|(_, name)| name.as_deref().is_some_and(|name| serves(bare(name)))) {
                continue;
            }
            if found.is_some() {
                return Err("several commands of the RUN install packages for building".to_owned());
            }
            let (mut build, mut kept) = (Vec::new(), Vec::new());
            for (at, name) in words {
                let name = name.ok_or("which packages are installed is only known when the command runs")?;
                if !serves(bare(&name)) || held.iter().any(|one| one == bare(&name)) {
                    kept.push(bare(&name).to_owned());
                } else if bare(&name) != name {
                    return Err(format!("{name} is asked for in a version or architecture of its own"));
                } else {
                    build.push((at, name));
                }
            }
            let recommends = !command.invocation.has("--no-install-recommends");
            found = Some(Self { command, build, kept, recommends });
        }
        Ok(found)
    }

    /// The command.
    pub(super) fn simple(&self) -> &Simple {
        self.command.simple
    }

    /// Why the command cannot be followed by a purge of what it installs.
    fn check(&self, file: &Model<'_>, run: &Run<'_>) -> Result<(), String> {
        let plain = ["--yes", "--quiet", "--no-install-recommends", "--fix-missing", "--verbose-versions"];
        let invocation = &self.command.invocation;
        if !invocation.is_transparent() || !invocation.options.iter().all(|option| plain.contains(&&*option.name)) {
            return Err("an option says what is installed, or from where".to_owned());
        }
        if !invocation.wrappers.is_empty() || !file.state(run.at).user.may_be_root() {
            return Err("it runs as another user than the RUN, or behind another program".to_owned());
        }
        if run.mount_over_apt_lists().is_some() {
            return Err("a mount hides what apt knows of the packages".to_owned());
        }
        if !file.must_succeed(run, self.command.simple) {
            return Err("the install may not run in every build".to_owned());
        }
        Ok(())
    }

    /// Calls what builds by the names of the packages that apt installs for it; those that the base image holds stay.
    pub(super) fn resolve(&mut self, suite: &'static Suite, held: &[String]) -> Result<(), String> {
        for (at, name) in std::mem::take(&mut self.build) {
            let package = suite.package(&name).ok_or_else(|| NoPurge::Unknown(name).to_string())?.to_owned();
            if held.contains(&package) {
                self.kept.push(package);
            } else if self.build.iter().all(|(_, one)| *one != package) {
                self.build.push((at, package));
            }
        }
        Ok(())
    }

    /// Where the last use of the packages ends in the RUN at `last`: a range of its text.
    pub(super) fn end(&self, run: &Run<'_>, last: usize, file: &Model<'_>) -> u32 {
        let found = file.run(last).and_then(uses::last_use).map(|simple| simple.span.end);
        if last == run.at { found.unwrap_or(self.command.simple.span.end) } else { found.unwrap_or(0) }
    }

    /// Names more packages, which are in order, in the command: in their places where its packages are in order, too, and
    /// in front of the first one for building elsewhere.
    pub(super) fn name(&self, file: &Model<'_>, run: &Run<'_>, packages: &[&str]) -> Option<Vec<Edit>> {
        let operands = &self.command.invocation.operands;
        let word = |at: usize| &self.command.simple.words[at];
        let names: Vec<&str> = operands.iter().map(|&at| word(at).text(run.text)).collect();
        if names.len() < 2 || !names.is_sorted() {
            return Some(vec![edit::insert_before(file, run, word(self.build.first()?.0), packages)?]);
        }
        let place = |package: &&&str| names.partition_point(|name| name < *package);
        let groups = packages.chunk_by(|one, other| place(&one) == place(&other));
        let insert = |group: &[&str]| match operands.get(place(&group.first()?)) {
            Some(&at) => edit::insert_before(file, run, word(at), group),
            None => edit::insert_behind(file, run, word(*operands.last()?), group),
        };
        groups.map(insert).collect()
    }
}

/// Whether a command installs packages by name.
fn is_install(command: &PackageCommand<'_>) -> bool {
    command.manager == Manager::Apt
        && command.action == Action::Install
        && matches!(command.invocation.tool, "apt-get" | "apt")
        && command.invocation.subcommand_name() == "install"
}

/// The packages that a command names: where each stands, and its name if it is known.
fn operands(command: &PackageCommand<'_>, run: &Run<'_>) -> Vec<(usize, Option<String>)> {
    let value = |at: usize| command.simple.words[at].value(run.text).map(std::borrow::Cow::into_owned);
    command.invocation.operands.iter().map(|&at| (at, value(at))).collect()
}

/// What the stage and those that it is built FROM install by name and keep, up to the RUN at `last`; or why what is there
/// is not known.
pub(super) fn kept(
    file: &Model<'_>,
    stage: usize,
    (run, last): (&Run<'_>, usize),
    install: &Install<'_>,
) -> Result<Vec<String>, String> {
    install.check(file, run)?;
    let mut kept = install.kept.clone();
    let body = file
        .lineage(stage)
        .flat_map(|stage| file.stages[stage].body())
        .filter(|&at| at <= last || at >= file.stages[stage].end);
    for at in body {
        if file.may_change_apt_sources(at) {
            return Err("packages may come from elsewhere than Debian's archive".to_owned());
        }
        let Some(other) = file.run(at) else { continue };
        if other.mentions("apt-mark") {
            return Err("a command says itself which packages may go".to_owned());
        }
        let builds = at != run.at && Install::of(other, file.base(stage)).is_ok_and(|found| found.is_some());
        if builds {
            let side = if at > run.at { "behind" } else { "before" };
            return Err(format!("a RUN {side} it installs packages for building, too"));
        }
        if other.may_call_package_managers_unseen() {
            return Err("a script or program may install packages unseen".to_owned());
        }
        for command in PackageCommand::of(other).iter().filter(|command| command.manager == Manager::Apt) {
            match command.action {
                Action::Update | Action::Clean | Action::Upgrade => {}
                Action::Install if std::ptr::eq(command.simple, install.command.simple) => {}
                Action::Install if is_install(command) => {
                    for (_, name) in operands(command, other) {
                        let name = name.ok_or("which packages are installed is only known when a command runs")?;
                        if install.build.iter().any(|(_, own)| own == bare(&name)) {
                            return Err(format!("another command installs {name}, too"));
                        }
                        kept.push(bare(&name).to_owned());
                    }
                }
                _ => return Err("a command removes packages, or installs them in another way".to_owned()),
            }
        }
    }
    Ok(kept)
}
