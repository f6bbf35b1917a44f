//! What every RUN starts anew for its shell: processes, special files, users, the working directory.

use super::{Proof, Reason};
use crate::shell::ast::{List, Script, Sep, Simple};
use crate::shell::token::RedirectOp;
use crate::shell::visit::Node;

/// Files that the builder mounts anew into each RUN.
const MOUNTED: [&str; 6] = ["/etc/hosts", "/etc/resolv.conf", "/etc/hostname", "/dev/shm", "/proc", "/sys"];

/// Programs that leave processes behind, which end with the RUN. A trailing `*` stands for any rest.
const DAEMONS: [&str; 30] = [
    "service",
    "systemctl",
    "invoke-rc.d",
    "rc-service",
    "openrc",
    "start-stop-daemon",
    "initctl",
    "mysqld*",
    "mariadbd*",
    "postgres",
    "postmaster",
    "pg_ctl",
    "pg_ctlcluster",
    "redis-server",
    "mongod",
    "supervisord",
    "nginx",
    "apachectl",
    "apache2ctl",
    "httpd",
    "sshd",
    "Xvfb",
    "Xvnc",
    "dbus-daemon",
    "dockerd",
    "gpg-agent",
    "dirmngr",
    "ssh-agent",
    "daemon",
    "rabbitmq-server",
];

/// Programs whose arguments are a command or shell text.
const CARRIERS: [&str; 22] = [
    "sudo", "su", "su-exec", "gosu", "doas", "runuser", "env", "exec", "command", "nice", "ionice", "timeout", "time",
    "xargs", "sh", "bash", "dash", "ash", "chroot", "eval", "stdbuf", "busybox",
];

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
    proof
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
        if let Some(path) = MOUNTED.iter().find(|path| mentions_path(text, path)) {
            return Err(Reason::about(path, "is mounted anew into each RUN"));
        }
        if mentions_path(text, "/etc/init.d") || text.contains("--daemonize") || text.contains("--daemon ") {
            return Err(Reason::new("a started service ends with its RUN"));
        }
        backquotes_leave_no_process(script, text)?;
        writes_device(script, text)?;
        for found in script.simple_commands() {
            leaves_process(found.simple, text)?;
        }
        no_background(script, text)?;
    }
    let keys =
        |text: &str| ["--recv-key", "--keyserver", "--refresh-keys", "--locate-key"].iter().any(|k| text.contains(k));
    let home = |text: &str| text.contains("GNUPGHOME") || text.contains(".gnupg");
    if (keys(a.1) && home(b.1)) || (keys(b.1) && home(a.1)) {
        return Err(Reason::new("gpg leaves an agent behind that uses the directory the other RUN works on"));
    }
    Ok(())
}

/// Whether the text mentions the path or something below it, as the start of a path.
fn mentions_path(text: &str, path: &str) -> bool {
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

fn leaves_process(simple: &Simple, text: &str) -> Proof {
    let refuse = |name: &str| Err(Reason::about(name, "leaves a process behind, which ends with its RUN"));
    let Some(first) = simple.name(text) else { return Ok(()) };
    let base = first.rsplit('/').next().unwrap_or(&first);
    if is_daemon(base) {
        return refuse(base);
    }
    if CARRIERS.contains(&base) {
        let words = simple.words.iter().skip(1).map(|word| word.text(text));
        if let Some(name) = words.flat_map(names_in).find(|name| is_daemon(name)) {
            return refuse(name);
        }
    }
    Ok(())
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
fn names_in(raw: &str) -> impl Iterator<Item = &str> {
    raw.split(|c: char| !c.is_alphanumeric() && !"_-.".contains(c))
}

fn is_daemon(name: &str) -> bool {
    DAEMONS.iter().any(|known| match known.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => name == *known,
    })
}

/// Whether a shell started after the script is the same program under the same user and groups as one started
/// before it: the script does not replace `/bin/sh` or the C library, and does not change users or groups in a way
/// that a running shell would not see.
///
/// # Errors
///
/// The command that may.
pub fn same_users_and_shell(script: &Script, text: &str) -> Proof {
    let refuse = |name: &str, what: &str| Err(Reason::about(name, what));
    for path in ["/etc/passwd", "/etc/group", "/etc/ld.so.preload", "/etc/nsswitch.conf"] {
        if mentions_path(text, path) && !only_read(script, text, path) {
            return refuse(path, "is read anew for each RUN");
        }
    }
    for found in script.simple_commands() {
        for word in &found.simple.words {
            let raw = word.value(text);
            let raw = raw.as_deref().unwrap_or_else(|| word.text(text));
            let base = raw.rsplit('/').next().unwrap_or(raw);
            if matches!(base, "usermod" | "groupmod" | "gpasswd" | "newgrp" | "chsh" | "vipw" | "setcap") {
                return refuse(base, "changes users, groups or rights that each RUN looks up anew");
            }
        }
        replaces_shell(found.simple, text)?;
    }
    Ok(())
}

/// `ln -sf bash /bin/sh` and its likes, also behind a wrapper.
fn replaces_shell(simple: &Simple, text: &str) -> Proof {
    const WRITERS: [&str; 9] =
        ["ln", "mv", "cp", "rm", "install", "update-alternatives", "dpkg-divert", "dpkg-reconfigure", "add-shell"];
    const SHELLS: [&str; 8] =
        ["/bin/sh", "/usr/bin/sh", "/bin/bash", "/usr/bin/bash", "/bin/dash", "/bin/busybox", "dash", "sh"];
    let values: Vec<_> =
        simple.words.iter().map(|word| word.value(text).unwrap_or_else(|| word.text(text).into())).collect();
    let writes = values.iter().any(|value| WRITERS.contains(&value.rsplit('/').next().unwrap_or(value)));
    let shell = |value: &str| SHELLS.contains(&value) || value.contains("ld-linux") || value.contains("libc.so");
    let targets = simple.redirects.iter().map(|redirect| redirect.target.text(text));
    let named = values.iter().skip(1).map(|value| &**value).find(|value| shell(value));
    match named.filter(|_| writes).or_else(|| targets.into_iter().find(|target| shell(target))) {
        Some(name) => Err(Reason::about(name, "is replaced, and each RUN starts it anew")),
        None => Ok(()),
    }
}

/// Whether every command that mentions the path is one that only reads.
fn only_read(script: &Script, text: &str, path: &str) -> bool {
    script.simple_commands().iter().filter(|found| mentions_path(found.simple.span.of(text), path)).all(|found| {
        let reads = found.simple.name(text).is_some_and(|name| {
            matches!(&*name, "cat" | "grep" | "egrep" | "head" | "tail" | "cut" | "awk" | "test" | "[" | "ls" | "wc")
        });
        reads && found.simple.redirects.iter().all(|redirect| redirect.op == RedirectOp::Read)
    })
}

/// Directories of package managers that hold nothing but what they fetched.
const CACHES: [&str; 3] = ["/var/lib/apt/lists/", "/var/cache/apt/", "/var/cache/apk/"];

/// Whether the directory that the next RUN starts in is still there after the script; the builder would make it
/// again. `directory` is its absolute path, `None` when it is not known.
///
/// # Errors
///
/// The command that may remove or move it.
pub fn keeps_working_directory(script: &Script, text: &str, directory: Option<&str>) -> Proof {
    if directory == Some("/") {
        return Ok(());
    }
    let commands = script.simple_commands();
    let moves_about = commands
        .iter()
        .any(|found| matches!(found.simple.name(text).as_deref(), Some("cd" | "pushd" | "chdir" | "popd") | None));
    for found in &commands {
        let words = &found.simple.words;
        let removes = |word: &&crate::shell::Word| {
            let raw = word.text(text);
            matches!(raw.rsplit('/').next().unwrap_or(raw), "rm" | "rmdir" | "mv" | "rename")
        };
        let Some(at) = words.iter().position(|word| removes(&word)) else { continue };
        let recursive =
            matches!(words[at].text(text), "rm") && !words[at + 1..].iter().any(|word| is_recursive(word.text(text)));
        if recursive {
            continue; // rm without -r removes no directory
        }
        let mut operands = words[at + 1..].iter().map(|word| word.text(text)).filter(|raw| !raw.starts_with('-'));
        if let Some(operand) = operands.find(|operand| !spares(operand, directory, moves_about)) {
            return Err(Reason::about(operand, "may hold the working directory, which the next RUN makes again"));
        }
    }
    Ok(())
}

/// Whether an option of rm may be `-r`, `-R` or `--recursive`, or is not known.
fn is_recursive(raw: &str) -> bool {
    raw == "--recursive"
        || raw.starts_with(['$', '"'])
        || (raw.starts_with('-') && !raw.starts_with("--") && raw.contains(['r', 'R']))
}

fn spares(operand: &str, directory: Option<&str>, moves_about: bool) -> bool {
    let operand = operand.trim_matches(['"', '\'']);
    let fixed_end = operand.find(['$', '`', '*', '?', '[', '{', '~', '\\', '"', '\'']);
    let fixed = &operand[..fixed_end.unwrap_or(operand.len())];
    if operand.split('/').any(|part| part == "..") {
        return false;
    }
    if !operand.starts_with('/') {
        return !moves_about && !fixed.is_empty() && operand != ".";
    }
    let Some(directory) = directory else {
        // No image works in the caches of its package manager.
        return CACHES.iter().any(|cache| fixed.starts_with(cache));
    };
    let directory = directory.trim_end_matches('/');
    match fixed_end {
        Some(_) => {
            !directory.starts_with(fixed.trim_end_matches('/')) || {
                // A glob of the files in the directory itself leaves the directory.
                fixed.trim_end_matches('/') == directory && fixed.ends_with('/')
            }
        }
        None => {
            let path = fixed.trim_end_matches('/');
            directory != path && !directory.starts_with(&format!("{path}/"))
        }
    }
}
