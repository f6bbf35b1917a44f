//! What cleans a cache: the commands that a RUN has already, and those that it gets.

use super::elsewhere::{is_manager, is_rpm, mentions_manager};
use super::{fetches, mount_over_cache};
use crate::facts::{PackageManager, RpmManager, rpm_manager};
use crate::model::{Action, Manager, Model, PackageCommand, Run};
use crate::shell::{Opt, Simple};

/// How much of the cache a RUN removes itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tidied {
    /// Nothing.
    Nothing,
    /// The packages, or what is known of them, but not both.
    Part,
    /// All, or what it removes is not clear.
    Whole,
}

/// What a RUN removes of the cache behind an offset of its text.
pub(super) fn behind(run: &Run<'_>, commands: &[PackageCommand<'_>], offset: u32) -> Tidied {
    let later = |simple: &Simple| simple.span.start >= offset;
    let names_cache = |simple: &Simple| simple.span.of(run.text).contains("var/cache");
    if run.simple_commands().iter().any(|found| later(found.simple) && names_cache(found.simple)) {
        return Tidied::Whole;
    }
    let cleans = commands.iter().filter(|command| later(command.simple) && command.action == Action::Clean);
    let whole = |command: &PackageCommand<'_>| match command.manager {
        Manager::Zypper => command.invocation.has("--all"),
        _ => command.invocation.operands.iter().any(|&at| command.simple.words[at].text(run.text) == "all"),
    };
    cleans.fold(Tidied::Nothing, |found, command| match found {
        Tidied::Nothing | Tidied::Part if !whole(command) && command.invocation.is_transparent() => Tidied::Part,
        _ => Tidied::Whole,
    })
}

/// Whether the layer of a RUN keeps what it fetched, as far as can be seen.
pub(super) fn leaves(run: &Run<'_>) -> bool {
    if run.script.is_err() {
        return mentions_manager(run.text);
    }
    // These look at no repository.
    let local = ["config-manager", "copr", "history", "versionlock", ""];
    let commands: Vec<_> = PackageCommand::of(run).into_iter().filter(is_rpm).collect();
    let reads = |command: &&PackageCommand<'_>| {
        fetches(command) || command.action == Action::Other && !local.contains(&command.invocation.subcommand_name())
    };
    let last = commands.iter().rev().find(reads);
    last.is_some_and(|last| behind(run, &commands, last.simple.span.end) != Tidied::Whole)
        && mount_over_cache(run).is_none()
}

/// The commands that clean up behind all that a RUN fetches, `last` being the last one that does.
pub(super) fn of<'r>(
    file: &Model<'_>,
    (stage, run): (usize, &'r Run<'_>),
    commands: &[PackageCommand<'r>],
    last: &PackageCommand<'r>,
) -> Result<Vec<Vec<&'r str>>, String> {
    let known = file.base(stage).package_manager;
    // Where dnf is the package manager, yum is another name of it.
    let tool = |command: &PackageCommand<'_>| match command.invocation.tool {
        "yum" if known == Some(PackageManager::Dnf) => "dnf",
        tool => tool,
    };
    if commands.iter().any(|command| fetches(command) && tool(command) != tool(last)) {
        return Err("it uses several package managers".to_owned());
    }
    let name = last.simple.words[last.invocation.tool_word].text(run.text);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.');
    let Some(manager) = rpm_manager(tool(last)).filter(|_| name.bytes().all(is_plain)) else {
        return Err("the name of the package manager is not plain".to_owned());
    };
    let removed = |command: &PackageCommand<'_>| {
        let operands = command.invocation.operands.iter().map(|&at| command.simple.words[at].text(run.text));
        command.action == Action::Remove && operands.into_iter().any(|name| is_manager(name) || name.contains('$'))
    };
    if commands.iter().any(removed) {
        return Err("it may remove the package manager".to_owned());
    }
    // What certainly succeeded before the cleanup shows that the program is there and finds its settings in order.
    let same = |command: &&PackageCommand<'_>| {
        fetches(command)
            && command.invocation.wrappers == last.invocation.wrappers
            && file.must_succeed(run, command.simple)
    };
    let mut succeeding = commands.iter().filter(same).peekable();
    if succeeding.peek().is_none() {
        return Err(format!("the RUN may succeed where {name} does not, and a cleanup would fail then"));
    }
    let behind = &run.text[last.simple.span.end as usize..];
    if let Some(mark) = BREAKING.iter().find(|mark| behind.contains(*mark)) {
        return Err(format!("{name} may not run any more behind `{}`", mark.trim()));
    }
    if manager.needs_repository && !succeeding.any(|command| has_repository(file, (stage, run), command)) {
        return Err(format!("{name} may find no repository, and does not clean up then"));
    }
    let mut words: Vec<&str> = vec![name];
    words.extend(manager.clean.iter().map(String::as_str));
    let leftovers = leftovers(manager, known).map(|path| vec!["rm", "-rf", path]);
    Ok(std::iter::once(words).chain(leftovers).collect())
}

/// Texts of commands that may leave a package manager without the Python, the libraries or the PATH that it needs.
const BREAKING: [&str; 10] = [
    "bin/python",
    "alternatives",
    "PATH=",
    "PYTHONHOME",
    "unset ",
    "ldconfig",
    "rpm -e",
    "rpm --erase",
    "--nodeps",
    "bin/env",
];

/// The directory in which a manager leaves something, where it is certainly that program.
fn leftovers(manager: &'static RpmManager, known: Option<PackageManager>) -> Option<&'static str> {
    manager.leftovers.as_deref().filter(|_| known == Some(PackageManager::Yum))
}

/// Whether a command that succeeds shows that a repository is enabled, at the end of the RUN too.
fn has_repository(file: &Model<'_>, (stage, run): (usize, &Run<'_>), command: &PackageCommand<'_>) -> bool {
    let text = file.document.source.text();
    // The images of these distributions come with repositories, which only the file itself can take away.
    let untouched = || {
        file.base(stage).package_manager.is_some()
            && !["repos.d", "disable", "removerepo", "modifyrepo", "zypper rr", "zypper mr"]
                .iter()
                .any(|mark| text.contains(mark))
    };
    let chooses = |option: &Opt| {
        option.name.contains("repo") || option.value.as_ref().is_some_and(|value| value.contains("repo"))
    };
    let from_repository = |at: &usize| {
        let name = command.simple.words[*at].text(run.text);
        !name.contains(['/', '$', '`', '*']) && !name.ends_with(".rpm")
    };
    let behind = &run.text[command.simple.span.end as usize..];
    let kept = !["repos.d", "config-manager", "repo", " rr ", " mr "].iter().any(|mark| behind.contains(mark));
    let options = &command.invocation.options;
    let shows = kept
        && !options.iter().any(chooses)
        && match command.action {
            Action::Install => command.invocation.operands.iter().any(from_repository),
            _ => true,
        };
    shows || untouched()
}
