//! Shells remember the path of a command they ran. A command that is replaced or moved by the same shell is still run
//! from its old path, which a new shell would not do.

use super::alone::leaves_programs_alone;
use super::{Proof, Reason, is_flat};
use crate::facts;
use crate::shell::ast::{CompoundKind, Script, Simple, Word};
use crate::shell::visit::Node;
use std::collections::HashMap;

/// Builtins in every shell: no path is remembered.
const BUILTIN: [&str; 16] = [
    "echo", "printf", "test", "[", "true", "false", ":", "cd", "pwd", "kill", "set", "export", "exit", "command",
    "umask", "eval",
];

/// Whether no command that both scripts run by its bare name may be installed, replaced or moved after it ran in the
/// first, by that or by the second before it runs there: all that runs in between is known to leave programs alone, or
/// names what it brings. Each argument is a script and its text.
///
/// # Errors
///
/// The command that may be remembered at an old path.
pub fn hash_safe(a: (&Script, &str), b: (&Script, &str)) -> Proof {
    // Where the second runs each command: the shell looks it up at the first time that is certain.
    let certain = is_flat(b.0);
    let mut second: HashMap<String, u32> = HashMap::new();
    for (name, start) in bare_names(b.0, b.1) {
        let at = second.entry(name).or_insert(start);
        *at = if certain { start.min(*at) } else { start.max(*at) };
    }
    // Where the first script runs each command that the second runs too.
    let mut first: HashMap<String, u32> = HashMap::new();
    for (name, start) in bare_names(a.0, a.1).filter(|(name, _)| second.contains_key(name)) {
        let at = first.entry(name).or_insert(start);
        *at = start.min(*at);
    }
    if first.is_empty() {
        return Ok(());
    }
    second.retain(|name, _| first.contains_key(name));
    if comes_back(a.0) {
        // What stands before another command may run after it too.
        first.values_mut().for_each(|start| *start = 0);
    }
    keeps_programs(a, &first, Side::Behind)?;
    // Counted from the end, what stands before comes behind.
    second.values_mut().for_each(|start| *start = u32::MAX - *start);
    keeps_programs(b, &second, Side::Before)
}

/// On which side of a use of a program nothing may replace it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Behind,
    /// Places are counted from the end of the address range.
    Before,
}

/// Whether nothing on one side of the places where programs run may replace them.
fn keeps_programs((script, text): (&Script, &str), uses: &HashMap<String, u32>, side: Side) -> Proof {
    // A package brings programs with a version in their names too: pip those called pip3 and pip3.11.
    let mut unversioned: HashMap<&str, u32> = HashMap::new();
    for (name, &start) in uses {
        let at = unversioned.entry(without_version(name)).or_insert(start);
        *at = start.min(*at);
    }
    let earliest = uses.iter().min_by_key(|(name, start)| (**start, name.as_str()));
    let installed = uses.iter().filter(|(name, _)| facts::is_installed_by_others(name));
    let earliest_installed = installed.min_by_key(|(name, start)| (**start, name.as_str()));
    // The first of those that only some installs may bring, for each kind of install.
    let mut foreign: Vec<(&str, u32)> = Vec::new();
    for installer in ["pip", "conda"] {
        let brought = uses.iter().filter(|(name, _)| facts::may_bring(installer, None, name));
        foreign.extend(brought.map(|(name, start)| (name.as_str(), *start)).min_by_key(|&(name, start)| (start, name)));
    }
    for found in script.simple_commands() {
        let span = found.simple.span;
        let (start, end) = match side {
            Side::Behind => (span.start, span.end),
            Side::Before => (u32::MAX - span.end + 1, u32::MAX - span.end + 1),
        };
        let refuse = |name: &str| Err(Reason::about(name, "may be replaced after the shell has remembered its path"));
        for word in arguments(found.simple) {
            let value = word.value(text);
            let name = package(value.as_deref().unwrap_or_else(|| word.text(text)));
            let known = uses.get(name).or(unversioned.get(name));
            if known.is_some_and(|used| *used < end) {
                return refuse(name);
            }
        }
        if let Some((name, used)) = earliest_installed
            && *used < end
            && may_install_anything(found.simple, text)
        {
            return refuse(name);
        }
        if let Some((manager, subcommand)) = manager(found.simple, text)
            && let Some((name, _)) =
                foreign.iter().find(|(name, used)| *used < end && facts::may_bring(&manager, subcommand, name))
        {
            return refuse(name);
        }
        let moves = matches!(found.simple.name(text).as_deref(), Some("cd" | "pushd" | "chdir"));
        if let Some((name, used)) = earliest
            && ((moves && side == Side::Behind) || *used < start)
            && !leaves_programs_alone(found.simple, text)
        {
            return refuse(name);
        }
    }
    Ok(())
}

/// Whether commands of the script may run more than once, or not where they stand.
fn comes_back(script: &Script) -> bool {
    let mut found = false;
    script.visit(&mut |node, _| {
        if let Node::Compound(compound) = node {
            let back = [CompoundKind::While, CompoundKind::Until, CompoundKind::For, CompoundKind::Function];
            found |= back.contains(&compound.kind);
        }
    });
    found
}

/// The command words without a slash that are no builtins, with the offsets where they stand.
fn bare_names<'s>(script: &'s Script, text: &'s str) -> impl Iterator<Item = (String, u32)> + 's {
    script.simple_commands().into_iter().filter_map(|found| {
        let name = found.simple.name(text)?;
        let looked_up = !name.contains('/') && !BUILTIN.contains(&&*name) && !facts::stays_in_place(&name);
        looked_up.then(|| (name.into_owned(), found.simple.span.start))
    })
}

/// The arguments and the targets of redirections.
fn arguments(simple: &Simple) -> impl Iterator<Item = &Word> {
    simple.words.iter().skip(1).chain(simple.redirects.iter().map(|redirect| &redirect.target))
}

/// The name that a word may stand for: the last part of a path, or a package without its version.
fn package(raw: &str) -> &str {
    let raw = raw.trim_matches(['"', '\'']);
    let last = raw.rsplit('/').next().unwrap_or(raw);
    last.split(['=', '<', '>', '~', '!', '@', '[', ':', ';']).next().unwrap_or(last)
}

/// The name of a program without the version at its end.
fn without_version(name: &str) -> &str {
    name.trim_end_matches(|ch: char| ch.is_ascii_digit() || ch == '.')
}

/// The package manager that a command calls, also behind `sudo` and as a module of Python, and its first argument.
fn manager<'t>(simple: &Simple, text: &'t str) -> Option<(String, Option<&'t str>)> {
    let raw = |word: &Word| word.text(text);
    let words = match &simple.words[..] {
        [sudo, rest @ ..] if raw(sudo) == "sudo" => rest,
        words => words,
    };
    let (first, arguments) = words.split_first()?;
    let name = first.value(text)?;
    let base = name.rsplit('/').next().unwrap_or(&name);
    match arguments {
        [m, module, rest @ ..] if base.starts_with("python") && raw(m) == "-m" => {
            Some((module.value(text)?.into_owned(), rest.first().map(raw)))
        }
        _ => Some((base.to_owned(), arguments.first().map(raw))),
    }
}

/// Whether what a command installs or puts into a directory of programs is not written out.
fn may_install_anything(simple: &Simple, text: &str) -> bool {
    let Some(command) = simple.name(text) else { return !simple.words.is_empty() };
    let command = command.rsplit('/').next().unwrap_or(&command);
    let unknown = || arguments(simple).any(|word| word.value(text).is_none());
    if facts::places_files(command) {
        return unknown() && arguments(simple).any(|word| word.text(text).contains("bin"));
    }
    installs_unknown(simple, text, command) || (installs(command, simple, text) && unknown())
}

/// An install whose packages are listed in a file.
fn installs_unknown(simple: &Simple, text: &str, command: &str) -> bool {
    let has = |options: &[&str]| simple.words.iter().any(|word| options.contains(&word.text(text)));
    let from_file = command.starts_with("pip") || command.starts_with("python") || command == "uv";
    (from_file && has(&["install"]) && has(&["-r", "--requirement", "-e", "."]))
        || (matches!(command, "conda" | "mamba" | "micromamba") && has(&["-f", "--file"]))
}

fn installs(command: &str, simple: &Simple, text: &str) -> bool {
    let has = |options: &[&str]| simple.words.iter().any(|word| options.contains(&word.text(text)));
    match command {
        "npm" | "yarn" | "pnpm" => has(&["-g", "--global", "global"]),
        "pip" | "pip3" | "pip2" | "python" | "python3" | "python2" | "gem" | "conda" | "mamba" | "apt-get" | "apt"
        | "apk" | "yum" | "dnf" | "microdnf" | "tdnf" | "zypper" | "cargo" | "go" | "rustup" | "uv" => {
            has(&["install", "add", "upgrade", "update", "dist-upgrade", "-U", "-iU"])
        }
        _ => false,
    }
}
