//! Who reads apk's package index, or counts on what lies in `/var/cache/apk`.

use crate::facts::leaves_packages_alone;
use crate::model::{Action, Manager, Model, PackageCommand, Run};
use crate::shell::{Resolved, Simple, Word, resolve};
use crate::syntax::Keyword;

/// How something depends on the index that is there before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum IndexUse {
    /// Not at all.
    Nothing,
    /// A script in it may read the index, but nothing says so.
    Hidden,
    /// It reads the index, or counts on files in the cache.
    Needed,
}

/// For each stage, how others depend on the index it leaves: stages built FROM it, and whoever takes the cache.
pub(super) fn below(file: &Model<'_>) -> Vec<IndexUse> {
    let taken = file.stages_giving(&|path| {
        path.is_none_or(|path| {
            matches!(path, "" | "/var" | "/var/cache" | "/etc" | "/etc/apk")
                || path.contains("/apk/cache")
                || path.starts_with("/var/cache/apk")
        })
    });
    let mut below: Vec<IndexUse> =
        taken.into_iter().map(|taken| if taken { IndexUse::Needed } else { IndexUse::Nothing }).collect();
    // Children come behind the stage that they are, or may be, built FROM.
    let mut own: Vec<Option<IndexUse>> = vec![None; file.stages.len()];
    for (stage, facts) in file.stages.iter().enumerate().rev() {
        for &child in &facts.children {
            let body = file.stages[child].body();
            let used = own[child]
                .get_or_insert_with(|| body.map(|at| of_instruction(file, at)).max().unwrap_or(IndexUse::Nothing));
            below[stage] = below[stage].max(*used).max(below[child]);
        }
    }
    below
}

/// How an instruction depends on the index that is there before it.
pub(super) fn of_instruction(file: &Model<'_>, at: usize) -> IndexUse {
    if let Some(run) = file.run(at) {
        return if stands_at_cache(file, at) { IndexUse::Needed } else { of_run(run) };
    }
    let instruction = file.instruction(at);
    let text = instruction.lines.of(file.document.source.text());
    let runs = matches!(
        instruction.keyword(),
        Some(Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck | Keyword::Onbuild)
    );
    if runs && stands_at_cache(file, at) {
        return IndexUse::Needed;
    }
    let needed = text.contains("/var/cache/apk") || (runs && names_apk(text));
    if needed { IndexUse::Needed } else { IndexUse::Nothing }
}

/// Whether a text holds the word `apk`.
fn names_apk(text: &str) -> bool {
    text.split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '-' && ch != '.').any(|word| word == "apk")
}

fn of_run(run: &Run<'_>) -> IndexUse {
    let Ok(script) = &run.script else {
        return if run.mentions("apk") { IndexUse::Needed } else { IndexUse::Hidden };
    };
    if counts_on_cache(run, None) || (run.mentions("apk") && run.flags().any(|flag| flag.contains("network=none"))) {
        return IndexUse::Needed;
    }
    let mut updated = false;
    for command in PackageCommand::of(run).iter().filter(|command| command.manager == Manager::Apk) {
        let has = |name: &str| command.invocation.has(name);
        let fetches = updated || has("--no-cache") || has("--update-cache");
        match command.action {
            _ if has("--no-network") || command.invocation.opaque_before => return IndexUse::Needed,
            Action::Update => updated |= run.step_of(script, command.simple).is_some(),
            Action::Other
                if !fetches && !command.invocation.subcommand_name().is_empty() && !asks_for_installed(command) =>
            {
                return IndexUse::Needed;
            }
            _ => {}
        }
    }
    if run.may_call_package_managers_unseen() { IndexUse::Hidden } else { IndexUse::Nothing }
}

/// Whether a call of apk asks for what is installed, and so reads no index.
pub(super) fn asks_for_installed(command: &PackageCommand<'_>) -> bool {
    let invocation = &command.invocation;
    match invocation.subcommand_name() {
        _ if !invocation.is_transparent() => false,
        "info" => invocation.has("--installed") || invocation.operands.is_empty(),
        "list" => invocation.has("--installed") && !invocation.has("--upgradable"),
        "audit" => true,
        _ => false,
    }
}

/// Whether an instruction runs in or right above the cache, where a relative path does not name it.
pub(super) fn stands_at_cache(file: &Model<'_>, at: usize) -> bool {
    file.state(at).workdir.as_deref().is_some_and(is_at_cache)
}

fn is_at_cache(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    !parts.is_empty() && parts.iter().zip(["var", "cache", "apk"]).all(|(part, known)| *part == known)
}

/// Whether a word is a pattern for paths in `/var/cache/apk`, or for that itself.
fn may_match_cache(word: &Word, text: &str) -> bool {
    let raw = word.text(text);
    let parts: Vec<&str> = raw.split('/').filter(|part| !part.is_empty()).collect();
    let fits = |(part, known): (&&str, &str)| match part.find(['*', '?', '[', '{']) {
        Some(at) => known.starts_with(&part[..at]),
        None => *part == known,
    };
    (word.has_glob || word.has_brace)
        && raw.starts_with('/')
        && parts.len() >= 3
        && parts.iter().zip(["var", "cache", "apk"]).all(fits)
}

/// What apk leaves in its cache, as a RUN names it to remove it.
pub(super) const FILES: &str = "/var/cache/apk/*";

/// A step of the RUN that removes what is in the cache and fails where nothing is, so that it has to go away with that.
pub(super) fn needy_rm<'r>(run: &'r Run<'_>) -> Option<&'r Simple> {
    let script = run.script.as_ref().ok()?;
    let commands = run.simple_commands();
    let mut found = commands.iter().map(|located| located.simple).filter(|simple| {
        let words: Vec<&str> = simple.words.iter().map(|word| word.text(run.text)).collect();
        matches!(words.as_slice(), ["rm", FILES] | ["rm", "-r", FILES])
    });
    let only = found.next().filter(|_| found.next().is_none())?;
    run.step_of(script, only).map(|_| only)
}

/// Whether a RUN names `/var/cache/apk`, or what stands for it, in another way than to remove what is there, if anything
/// is.
pub(super) fn counts_on_cache(run: &Run<'_>, needy: Option<&Simple>) -> bool {
    let name = "/var/cache/apk";
    let forced = |simple: &Simple| {
        let words: Vec<&str> = simple.words.iter().map(|word| word.text(run.text)).collect();
        let skip = usize::from(words.first() == Some(&"sudo"));
        let flag = |word: &&str| word.starts_with('-') && !word.starts_with("--") && word.contains('f');
        words.get(skip) == Some(&"rm") && words.iter().any(flag)
    };
    let commands = run.simple_commands();
    let tidies = |simple: &Simple| needy.is_some_and(|rm| rm.span == simple.span) || forced(simple);
    let unnamed = |simple: &Simple| {
        let words: Vec<_> = simple.words.iter().map(|word| word.value(run.text)).collect();
        match words.as_slice() {
            [Some(name), Some(path)] if matches!(&**name, "cd" | "pushd") => path.starts_with('/') && is_at_cache(path),
            _ => !tidies(simple) && simple.words.iter().any(|word| may_match_cache(word, run.text)),
        }
    };
    if run.mentions("/") && commands.iter().any(|located| unnamed(located.simple)) {
        return true;
    }
    let tidy = commands.iter().map(|located| located.simple).filter(|simple| tidies(simple));
    let in_tidy: usize = tidy.map(|simple| simple.span.of(run.text).matches(name).count()).sum();
    in_tidy != run.text.matches(name).count()
}

/// Whether a program behind an offset of the RUN may be a script that reads the index.
pub(super) fn hidden_behind(run: &Run<'_>, offset: u32) -> bool {
    let commands = run.simple_commands();
    commands.iter().filter(|located| located.simple.span.start > offset).any(|located| {
        match resolve(located.simple, run.text) {
            Resolved::Known(_) => false,
            Resolved::Opaque(_) => true,
            Resolved::Other { name } => {
                let values: Vec<_> = located.simple.words.iter().skip(1).map(|word| word.value(run.text)).collect();
                let values: Vec<Option<&str>> = values.iter().map(Option::as_deref).collect();
                !leaves_packages_alone(&name, &values)
            }
        }
    })
}

/// Whether an instruction makes apk keep what it downloads (`/etc/apk/cache`).
pub(super) fn sets_up_cache(file: &Model<'_>, at: usize) -> bool {
    let text = file.instruction(at).lines.of(file.document.source.text());
    text.contains("setup-apkcache") || text.contains("/etc/apk/cache")
}
