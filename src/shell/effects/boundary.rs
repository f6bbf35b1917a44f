//! What every RUN starts anew for its shell: processes and special files.

use super::alone::names_its_files;
use super::{Proof, Reason};
use crate::shell::ast::{List, Script, Sep, Simple};
use crate::shell::token::RedirectOp;
use crate::shell::visit::Node;

/// Files that the builder mounts anew into each RUN.
const MOUNTED: [&str; 6] = ["/etc/hosts", "/etc/resolv.conf", "/etc/hostname", "/dev/shm", "/proc", "/sys"];

/// Programs that leave processes behind, which end with the RUN. A trailing `*` stands for any rest.
const DAEMONS: [&str; 58] = [
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
    "slapd",
    "solr",
    "pm2",
    "elasticsearch",
    "neo4j",
    "php-fpm*",
    "memcached",
    "bazel",
    "bazelisk",
    "cassandra",
    "etcd",
    "consul",
    "vault",
    "containerd",
    "cron",
    "crond",
    "rsyslogd",
    "syslogd",
    "catalina.sh",
    "startup.sh",
    "mvnd",
    "watchman",
    "zookeeper*",
    "kafka-server-start*",
    "influxd",
    "minio",
    "clickhouse-server",
    "couchdb",
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

fn leaves_process(simple: &Simple, text: &str) -> Proof {
    let refuse = |name: &str| Err(Reason::about(name, "leaves a process behind, which ends with its RUN"));
    let Some(first) = simple.name(text) else { return Ok(()) };
    let base = first.rsplit('/').next().unwrap_or(&first);
    if is_daemon(base) || asks_for_daemon(base, simple, text) {
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

fn is_daemon(name: &str) -> bool {
    DAEMONS.iter().any(|known| match known.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => name == *known,
    })
}
