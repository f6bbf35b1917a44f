//! Who counts on what a package manager has cached, or calls one out of sight.

use crate::facts::rpm_caches;
use crate::model::{Action, Manager, Model, PackageCommand, Run};
use crate::shell::{Node, Place, Resolved, Simple, resolve};
use crate::syntax::{Keyword, mounts};

/// What the whole file says about the cache. Stages are not told apart: a word in another one holds back, too.
pub(super) struct Elsewhere {
    /// Why no RUN of the file is to be cleaned up.
    everywhere: Option<String>,
    /// For each stage, whether its cache is taken by another instruction.
    taken: Vec<bool>,
    /// The last RUN that calls a package manager.
    last_use: Option<usize>,
    /// Repositories may be there for a while only, or be trusted by one command only.
    passing: Option<&'static str>,
}

impl Elsewhere {
    pub(super) fn of(file: &Model<'_>) -> Self {
        let all = 0..file.document.instructions.len();
        let text = file.document.source.text();
        let everywhere = settings(text).or_else(|| all.clone().find_map(|at| counts_on_cache(file, at)));
        let taken = file.stages_giving(&|path| path.is_none_or(|path| is_at_cache(path) || path.is_empty()));
        let last_use = file.runs(all).filter(|(_, run)| mentions_manager(run.text)).map(|(at, _)| at).next_back();
        let local = |(at, _): (usize, &str)| !text[at..].starts_with("file:///etc/pki");
        let passing = ["nogpgcheck", "no-gpg-check", "no-gpgcheck", "createrepo", "sslverify", "proxy"]
            .into_iter()
            .find(|mark| text.contains(mark))
            .or_else(|| text.match_indices("file:/").any(local).then_some("file:/"));
        Self { everywhere, taken, last_use, passing }
    }

    /// Why the cache that a RUN leaves is needed.
    pub(super) fn reason(&self, stage: usize, run: &Run<'_>) -> Option<String> {
        if self.everywhere.is_some() {
            return self.everywhere.clone();
        }
        if self.taken[stage] {
            return Some("the cache, or a directory that holds it, is taken from the stage".to_owned());
        }
        if self.last_use.is_none_or(|last| last <= run.at) {
            return None;
        }
        if let Some(mount) = mounts(run.instruction, &run.instruction.command).first() {
            let mount = run.instruction.text(mount.span);
            return Some(format!("a later RUN may need what is only reached with {mount}"));
        }
        let mark = self.passing?;
        Some(format!("a later RUN may not reach, or not trust, the repositories again (`{mark}`)"))
    }
}

/// Settings that say what is cached, or where.
fn settings(text: &str) -> Option<String> {
    let off = |rest: &str| ["=0", "=False", "=false", "=no"].iter().any(|value| rest.starts_with(value));
    let keeps = text.match_indices("keepcache").any(|(at, word)| !off(&text[at + word.len()..]));
    match keeps {
        true => Some("the file makes the package manager keep its downloads".to_owned()),
        false => text.contains("cachedir").then(|| "the file sets where the cache is".to_owned()),
    }
}

/// Whether a text may call a package manager of RPM distributions; a quick test.
pub(super) fn mentions_manager(text: &str) -> bool {
    ["yum", "dnf", "zypper"].iter().any(|name| text.contains(name))
}

pub(super) fn is_rpm(command: &PackageCommand<'_>) -> bool {
    matches!(command.manager, Manager::Rpm | Manager::Zypper)
}

/// The names of the programs.
const MANAGERS: [&str; 8] = ["dnf", "dnf5", "dnf-3", "dnf4", "yum", "microdnf", "tdnf", "zypper"];

/// Whether a package has the name of a package manager.
pub(super) fn is_manager(package: &str) -> bool {
    MANAGERS.contains(&package) || package.contains("libdnf")
}

/// Whether a text names one of the programs, in whatever quotes: not as a part of a path or of another name.
fn names_manager(text: &str) -> bool {
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
    mentions_manager(text)
        && MANAGERS.iter().any(|name| {
            text.match_indices(name).any(|(at, _)| {
                let (before, after) = (&text[..at], &text[at + name.len()..]);
                let escaped = ["\\n", "\\t", "\\r", "bin/"].iter().any(|end| before.ends_with(end));
                let begins = escaped || !before.ends_with(|char| is_part(char) || matches!(char, '.' | '/'));
                let file = ["/", ".conf", ".repos.d", ".log"].iter().any(|rest| after.starts_with(rest));
                begins && !file && !after.starts_with(is_part)
            })
        })
}

/// Whether a text names one of the caches, or a pattern for it.
fn names_cache(text: &str) -> bool {
    text.contains("var/cache")
        && (rpm_caches().iter().any(|cache| text.contains(cache.trim_start_matches('/')))
            || ["var/cache/*", "var/cache/{", "var/cache/$", "var/cache "].iter().any(|mark| text.contains(mark))
            || text.ends_with("var/cache"))
}

/// Whether a path is a cache, in one, or a directory above.
fn is_at_cache(path: &str) -> bool {
    let parts = |path: &str| path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let own = parts(path);
    !own.is_empty() && rpm_caches().iter().any(|cache| own.iter().zip(parts(cache)).all(|(one, other)| *one == other))
}

/// Why an instruction counts on what is cached.
fn counts_on_cache(file: &Model<'_>, at: usize) -> Option<String> {
    let instruction = file.instruction(at);
    let whole = instruction.lines.of(file.document.source.text());
    let in_cache = file.state(at).workdir.as_deref().is_some_and(is_at_cache);
    let Some(run) = file.run(at) else {
        let runs = matches!(
            instruction.keyword(),
            Some(Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck | Keyword::Onbuild)
        );
        let calls = (runs || !instruction.heredocs.is_empty()) && (in_cache || names_manager(whole));
        return if calls {
            Some("the package manager is called at run time, or by a script or trigger that the file holds".to_owned())
        } else {
            names_cache(whole).then(|| "another instruction names the cache".to_owned())
        };
    };
    let Ok(script) = &run.script else {
        let named = names_manager(whole) || names_cache(whole);
        return named.then(|| "the package manager or its cache is named in a RUN that is not understood".to_owned());
    };
    if !mentions_manager(run.text) && !run.mentions("var/cache") && !in_cache {
        return None;
    }
    if in_cache {
        return Some("a RUN works in the cache, or in a directory that holds it".to_owned());
    }
    let commands = PackageCommand::of(run);
    if let Some(reason) = commands.iter().filter(|command| is_rpm(command)).find_map(|one| needs_cache(run, one)) {
        return Some(reason);
    }
    let mut commands = commands.iter().peekable();
    for found in run.simple_commands() {
        let known = commands.next_if(|command| std::ptr::eq(command.simple, found.simple));
        if known.is_some_and(is_rpm) {
            continue;
        }
        if let Some(reason) = other_command(run, found.simple, found.place) {
            return Some(reason);
        }
    }
    let mut named = script.heredocs.iter().any(|heredoc| names_manager(heredoc.content.span.of(run.text)));
    script.visit(&mut |node, _| {
        if let Node::Compound(compound) = node {
            named |= compound.words.iter().any(|word| names_manager(word.text(run.text)));
        }
    });
    named.then(|| "the package manager is named in a text that is not a command".to_owned())
}

/// Why a call of a package manager needs what is cached.
fn needs_cache(run: &Run<'_>, command: &PackageCommand<'_>) -> Option<String> {
    const KEPT: [&str; 7] = [
        "--cacheonly",
        "--downloadonly",
        "--download-only",
        "--download",
        "--no-refresh",
        "--keep-packages",
        "--disable-repositories",
    ];
    if let Some(option) = command.invocation.options.iter().find(|option| KEPT.contains(&&*option.name)) {
        return Some(format!("a command uses what is cached ({})", option.name));
    }
    let first = command.invocation.operands.first().map(|&at| command.simple.words[at].text(run.text));
    if command.invocation.subcommand_name() == "history" && matches!(first, Some("undo" | "redo" | "rollback")) {
        return Some("a command takes a transaction back, for which it may need what is cached".to_owned());
    }
    let offline = run.flags().any(|flag| flag.contains("network=none")) && command.action != Action::Clean;
    offline.then(|| "a RUN has no network, and needs what is cached".to_owned())
}

/// Why a command that is no call of a package manager may need what is cached.
fn other_command(run: &Run<'_>, simple: &Simple, place: Place) -> Option<String> {
    let text = simple.span.of(run.text);
    let resolved = resolve(simple, run.text);
    let written = simple.name(run.text).unwrap_or_default();
    let (program, forced) = match &resolved {
        Resolved::Known(known) => (known.tool, known.has("--force")),
        Resolved::Other { .. } | Resolved::Opaque(_) => (&*written, false),
    };
    let (names, caches) = (names_manager(text), names_cache(text));
    let harmless = match program {
        "rm" => (!caches || forced) && !names,
        "which" | "type" | "hash" | "command" => !caches,
        "echo" | "printf" => simple.redirects.is_empty() && place.current_shell,
        _ => false,
    };
    match (names || caches) && !harmless {
        true if names => Some(format!("`{}` may call the package manager", text.trim().lines().next()?)),
        true => Some("a command counts on files in the cache".to_owned()),
        false => None,
    }
}
