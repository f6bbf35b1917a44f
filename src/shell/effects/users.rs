//! The users, groups and the shell that every RUN looks up anew.

use super::boundary::{mentions_path, names_in};
use super::{Proof, Reason};
use crate::facts::{changes_users, creates_users};
use crate::shell::Word;
use crate::shell::ast::{Script, Simple};
use crate::shell::token::RedirectOp;

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
            if changes_users(base) {
                return refuse(base, "changes users, groups or rights that each RUN looks up anew");
            }
        }
        if let Some(name) = adds_to_group(found.simple, text) {
            return refuse(name, "changes users, groups or rights that each RUN looks up anew");
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
    // What the others stand for may be a shell: `ln -sf $(which bash) $(which sh)`.
    const NAMES: [&str; 5] = ["sh", "bash", "dash", "ash", "busybox"];
    let unclear = |word: &&Word| word.value(text).is_none() || !word.text(text).starts_with('/');
    let places = values.iter().any(|value| ["ln", "mv", "cp", "install", "tee"].contains(&&**value));
    let arguments = simple.words.iter().skip(1).filter(|_| places);
    let mut words = arguments.chain(simple.redirects.iter().map(|redirect| &redirect.target)).filter(unclear);
    if let Some(word) = words.find(|word| names_in(word.text(text)).any(|name| NAMES.contains(&name))) {
        return Err(Reason::about(word.text(text), "may be a shell that is replaced, and each RUN starts it anew"));
    }
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

/// `adduser USER GROUP` and `addgroup USER GROUP`, or a call that may be one, also behind a wrapper.
fn adds_to_group<'t>(simple: &Simple, text: &'t str) -> Option<&'t str> {
    const VALUED: [&str; 16] = [
        "--home",
        "--shell",
        "--uid",
        "--gid",
        "--ingroup",
        "--gecos",
        "--comment",
        "--conf",
        "--firstuid",
        "--lastuid",
        "--firstgid",
        "--lastgid",
        "-u",
        "-g",
        "-s",
        "-h",
    ];
    let raw: Vec<&'t str> = simple.words.iter().map(|word| word.text(text)).collect();
    let base = |word: &str| word.rsplit('/').next().unwrap_or_default().to_owned();
    let at = raw.iter().position(|word| creates_users(&base(word)))?;
    if matches!(&*base(raw[at]), "useradd" | "groupadd") {
        let known = |word: &&str| ["-o", "--non-unique", "-U", "--users"].contains(word);
        let groups = base(raw[at]) == "groupadd";
        return raw[at..].iter().any(|word| known(word) && (groups || *word != "-U")).then(|| raw[at]);
    }
    let mut operands = 0;
    let mut words = raw[at + 1..].iter();
    while let Some(word) = words.next() {
        // Short options stand in one word: `-DHs /bin/sh`.
        let short = word.starts_with('-') && !word.starts_with("--") && word.ends_with(['u', 'g', 's', 'h', 'G', 'k']);
        if VALUED.contains(word) || short {
            words.next();
        } else if !word.starts_with('-') {
            operands += 1;
        }
    }
    (operands > 1).then(|| raw[at])
}

/// Whether the script creates no user or group, one of which may be the one that runs it.
///
/// # Errors
///
/// The program that does.
pub fn creates_no_user(script: &Script, text: &str) -> Proof {
    let mut words = script.simple_commands().into_iter().flat_map(|found| &found.simple.words);
    match words.find_map(|word| names_in(word.text(text)).find(|name| creates_users(name))) {
        Some(name) => Err(Reason::about(name, "may change the user that each RUN looks up anew")),
        None => Ok(()),
    }
}
