//! What every RUN starts anew for its shell: processes and special files.

use super::alone::names_its_files;
use super::carried;
use super::{Proof, Reason};
use crate::facts::{carries_command, changes_kernel, is_daemon, may_spawn};
use crate::shell::ast::{List, Script, Sep, Simple};
use crate::shell::parse;
use crate::shell::token::RedirectOp;
use crate::shell::visit::Node;

/// Files that the builder mounts anew into each RUN.
const MOUNTED: [&str; 6] = ["/etc/hosts", "/etc/resolv.conf", "/etc/hostname", "/dev/shm", "/proc", "/sys"];

/// Builtins whose arguments are a command or shell text.
const CARRIERS: [&str; 3] = ["exec", "command", "eval"];

/// Whether nothing of the script runs on after its last command: no `&` anywhere, also not where it may be hidden.
///
/// # Errors
///
/// The command in the background.
pub fn no_background(script: &Script, text: &str) -> Proof {
    let refuse = |what: &str| Err(Reason::about(what, "runs in the background"));
    let mut proof = background_in(&script.list, text);
    script.visit(&mut |node, place| {
        if proof.is_err() {
            return;
        }
        proof = match node {
            Node::Simple(simple) if place.background => refuse(simple.span.of(text)),
            Node::Simple(simple) => match simple.name(text).as_deref() {
                Some(name @ ("nohup" | "setsid" | "disown" | "bg" | "coproc")) => refuse(name),
                _ => Ok(()),
            },
            Node::Word(word) if word.has_backquote && word.text(text).contains('&') => refuse(word.text(text)),
            Node::Compound(compound) if place.background => refuse(compound.span.of(text)),
            _ => Ok(()),
        };
    });
    proof?;
    for inner in carried::texts(script, text) {
        match parse(&inner) {
            Ok(script) => no_background(&script, &inner).map_err(|_| refuse_text(&inner))?,
            Err(_) if carried::may_hold_background(&inner) => return Err(refuse_text(&inner)),
            Err(_) => {}
        }
    }
    Ok(())
}

fn refuse_text(inner: &str) -> Reason {
    Reason::about(inner, "runs something in the background")
}

fn background_in(list: &List, text: &str) -> Proof {
    match list.items.iter().find(|item| item.sep == Sep::Amp) {
        Some(item) => Err(Reason::about(item.and_or.span.of(text), "runs in the background")),
        None => Ok(()),
    }
}

/// Whether the two scripts, each with its text, do not notice that the builder starts anew between them: neither
/// mentions a file that is mounted into each RUN, and neither leaves a process behind.
///
/// # Errors
///
/// The file or program.
pub fn env_boundary(a: (&Script, &str), b: (&Script, &str)) -> Proof {
    for (script, text) in [a, b] {
        script.boundary.get_or_init(|| stands_alone(script, text)).clone()?;
    }
    let keys =
        |text: &str| ["--recv-key", "--keyserver", "--refresh-keys", "--locate-key"].iter().any(|k| text.contains(k));
    let home = |text: &str| text.contains("GNUPGHOME") || text.contains(".gnupg");
    if (keys(a.1) && home(b.1)) || (keys(b.1) && home(a.1)) {
        return Err(Reason::new("gpg leaves an agent behind that uses the directory the other RUN works on"));
    }
    Ok(())
}

/// What a script alone says about the boundary before and behind it.
fn stands_alone(script: &Script, text: &str) -> Proof {
    if let Some(path) = MOUNTED.iter().find(|path| mentions_path(text, path)) {
        return Err(Reason::about(path, "is mounted anew into each RUN"));
    }
    if mentions_path(text, "/etc/init.d") || text.contains("--daemonize") || text.contains("--daemon ") {
        return Err(Reason::new("a started service ends with its RUN"));
    }
    backquotes_leave_no_process(script, text)?;
    writes_device(script, text)?;
    ends_with_run(script, text)?;
    no_background(script, text)
}

/// Whether the text mentions the path or something below it, as the start of a path.
pub(super) fn mentions_path(text: &str, path: &str) -> bool {
    text.match_indices(path).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + path.len()..].chars().next();
        before.is_none_or(|c| !(c.is_alphanumeric() || "_-./".contains(c)))
            && after.is_none_or(|c| !(c.is_alphanumeric() || "_-.".contains(c)))
    })
}

fn writes_device(script: &Script, text: &str) -> Proof {
    const HARMLESS: [&str; 4] = ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty"];
    for found in script.simple_commands() {
        for redirect in &found.simple.redirects {
            let reads = matches!(redirect.op, RedirectOp::Read | RedirectOp::HereString);
            let target = redirect.target.text(text);
            if !reads && target.contains("/dev/") && !HARMLESS.contains(&target) {
                return Err(Reason::about(target, "is a device of the RUN"));
            }
        }
        let device =
            |word: &&crate::shell::Word| word.text(text).contains("/dev/") && !HARMLESS.contains(&word.text(text));
        if matches!(
            found.simple.name(text).as_deref(),
            Some("mknod" | "ln" | "rm" | "mv" | "cp" | "tee" | "dd" | "mkdir")
        ) && let Some(word) = found.simple.words.iter().skip(1).find(device)
        {
            return Err(Reason::about(word.text(text), "is a device of the RUN"));
        }
    }
    Ok(())
}

/// Whether no command leaves behind what ends with its RUN, also in the shell text that it holds.
fn ends_with_run(script: &Script, text: &str) -> Proof {
    for found in script.simple_commands() {
        leaves_nothing(found.simple, text)?;
    }
    for inner in carried::texts(script, text) {
        if let Ok(script) = parse(&inner) {
            ends_with_run(&script, &inner)?;
        }
    }
    Ok(())
}

fn leaves_nothing(simple: &Simple, text: &str) -> Proof {
    let refuse = |name: &str| Err(Reason::about(name, "leaves a process behind, which ends with its RUN"));
    let Some(first) = simple.name(text) else { return Ok(()) };
    let base = first.rsplit('/').next().unwrap_or(&first);
    if is_daemon(base) || asks_for_daemon(base, simple, text) {
        return refuse(base);
    }
    let words = || simple.words.iter().skip(1).map(|word| word.text(text));
    let kernel = |name: &str| Err(Reason::about(name, "changes mounts or settings of the kernel for its RUN only"));
    if changes_kernel(base) {
        return kernel(base);
    }
    if words().any(|word| may_spawn(base, word)) {
        return refuse(base);
    }
    let subcommand = words().find(|word| !word.starts_with('-'));
    if CARRIERS.contains(&base) || carries_command(base, subcommand) {
        if let Some(name) = words().flat_map(names_in).find(|name| is_daemon(name)) {
            return refuse(name);
        }
        if let Some(name) = words().flat_map(names_in).find(|name| changes_kernel(name)) {
            return kernel(name);
        }
    }
    Ok(())
}

/// Whether the words of a command ask for a process that stays, or it starts one when no word says otherwise.
fn asks_for_daemon(base: &str, simple: &Simple, text: &str) -> bool {
    let arguments: Vec<&str> = simple.words.iter().skip(1).map(|word| word.text(text)).collect();
    if matches!(base, "gradle" | "gradlew") {
        return !arguments.contains(&"--no-daemon");
    }
    if names_its_files(base) {
        return false;
    }
    let starts = |word: &&str| {
        matches!(*word, "start" | "start-server" | "restart" | "--start" | "--daemonize" | "--daemon" | "-daemon")
    };
    arguments.iter().any(starts) || matches!(arguments[..], ["-D" | "-d"])
}

/// What is in backquotes is not read, so a name in them is enough.
fn backquotes_leave_no_process(script: &Script, text: &str) -> Proof {
    let mut proof = Ok(());
    script.visit(&mut |node, _| {
        if let Node::Word(word) = node
            && word.has_backquote
            && let Some(name) = names_in(word.text(text)).find(|name| is_daemon(name))
        {
            proof = Err(Reason::about(name, "leaves a process behind, which ends with its RUN"));
        }
    });
    proof
}

/// What may be names of programs in a text that is not read.
pub(super) fn names_in(raw: &str) -> impl Iterator<Item = &str> {
    raw.split(|c: char| !c.is_alphanumeric() && !"_-.".contains(c))
}
