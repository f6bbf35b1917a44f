mod index;

use crate::edit;
use crate::facts::Distro;
use crate::model::{Action, Manager, Model, PackageCommand, Run, RunForm};
use crate::shell::Script;
use crate::syntax::{MountKey, mounts};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};
use index::IndexUse;

pub(super) struct AddApkNoCache;

static META: Meta = Meta {
    id: "add-apk-no-cache",
    summary: "Add --no-cache to apk add, and drop what it makes needless",
    technique: "keep package caches out of layers",
    phase: Phase::Cleanup,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3019"],
    saves: &[Saves::Bytes],
    delta: &["/var/cache/apk/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for AddApkNoCache {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        cx.refuse_triggers(file, "apk");
        if !file.runs(0..file.document.instructions.len()).any(|(_, run)| run.mentions("apk")) {
            return;
        }
        let below = index::below(file);
        // For each stage, whether one that it is, or may be, built FROM makes apk keep its downloads.
        let mut own_cache = vec![false; file.stages.len()];
        for (stage, facts) in file.stages.iter().enumerate() {
            cx.enter(facts);
            let mut linked = own_cache[stage];
            // What comes later is looked at once for the whole stage, from its end.
            let mut later = vec![below[stage]; facts.body().len() + 1];
            for (number, at) in facts.body().enumerate().rev() {
                later[number] = later[number + 1].max(index::of_instruction(file, at));
            }
            // Whether nothing in this stage has left anything in apk's cache so far.
            let mut clean = file.base(stage).distro == Some(Distro::Alpine);
            for (number, at) in facts.body().enumerate() {
                if let Some(run) = file.run(at).filter(|run| run.mentions("apk")) {
                    let around = Around { clean, linked, later: later[number + 1] };
                    propose_run(file, (stage, run), &around, cx);
                    clean &= leaves_no_index(run);
                }
                linked |= index::sets_up_cache(file, at);
            }
            for &child in &facts.children {
                own_cache[child] |= linked;
            }
        }
    }
}

/// What the instructions around a RUN do with apk's cache.
struct Around {
    /// Nothing has left anything in it so far.
    clean: bool,
    /// An earlier instruction made apk keep its downloads.
    linked: bool,
    /// How later ones depend on it.
    later: IndexUse,
}

/// Calls of apk that take `--no-cache`.
fn fetches(command: &PackageCommand<'_>) -> bool {
    matches!(command.action, Action::Install | Action::Upgrade)
}

fn leaves_no_index(run: &Run<'_>) -> bool {
    run.script.is_ok()
        && PackageCommand::of(run).iter().all(|command| {
            command.manager != Manager::Apk || command.action != Action::Update && command.invocation.has("--no-cache")
        })
}

fn propose_run(file: &Model<'_>, (stage, run): (usize, &Run<'_>), around: &Around, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) => return cx.refuse(at, reason.clone()),
    };
    let commands: Vec<_> =
        PackageCommand::of(run).into_iter().filter(|command| command.manager == Manager::Apk).collect();
    let wanting: Vec<_> =
        commands.iter().filter(|command| fetches(command) && !command.invocation.has("--no-cache")).collect();
    if wanting.is_empty() {
        return;
    }
    let reason = reason_to_keep_cache(run, &commands).or_else(|| used_elsewhere(file, run, &commands, around));
    if let Some(reason) = reason {
        return cx.refuse(at, reason);
    }
    let mut edits = Vec::new();
    for command in &wanting {
        let Some((_, word)) = command.invocation.subcommand.as_ref() else { return };
        let Some(edit) = edit::insert_after(run, &command.simple.words[*word], &["--no-cache"]) else {
            return cx.refuse(at, "the subcommand of apk is broken over two lines, or part of another word");
        };
        edits.push(edit);
        for option in command.invocation.options.iter().filter(|option| option.name == "--update-cache") {
            let alone =
                matches!(command.simple.words[option.word].text(run.text), "-U" | "--update" | "--update-cache");
            edits.extend(edit::remove_word(file, run, command.simple, option.word).filter(|_| alone));
        }
    }
    let update = needless_update(file, run, script, &commands);
    let rm = index::needy_rm(run);
    let removal = ((around.clean || rm.is_some()) && leaves_nothing_else(run, &commands, update.is_some()))
        .then(|| needless_rm(file, run, script))
        .flatten();
    if rm.is_some() && removal.is_none() {
        return cx.refuse(at, "a `rm` without `-f` would find no files to remove, and cannot be taken away");
    }
    edits.extend(removal);
    edits.extend(update);
    let behind = wanting.first().is_some_and(|first| index::hidden_behind(run, first.simple.span.start));
    cx.change(at, "add --no-cache to apk add")
        .edits(edits)
        .why("the package index that apk fetches is stored in the layer and never read again")
        .saves(Estimate::unknown("apk's package index"))
        .lower_for(Safety::Unsafe, reason_to_doubt(file, stage))
        .lower_for(
            Safety::Unsafe,
            (behind || around.later == IndexUse::Hidden)
                .then(|| "a script that runs later may read the package index".to_owned()),
        )
        .propose();
}

/// Why something else than the calls that get the flag depends on what they leave.
fn used_elsewhere(file: &Model<'_>, run: &Run<'_>, commands: &[PackageCommand<'_>], around: &Around) -> Option<String> {
    let update = commands.iter().find(|command| command.action == Action::Update);
    let reason = if around.linked {
        "an earlier instruction sets up a cache of its own"
    } else if around.later == IndexUse::Needed {
        "a later instruction reads the package index, or counts on files in /var/cache/apk"
    } else if index::counts_on_cache(run, index::needy_rm(run)) || index::stands_at_cache(file, run.at) {
        "another command of the RUN counts on files in /var/cache/apk"
    } else if run.flags().any(|flag| flag.contains("network=none")) {
        "the RUN has no network, and needs the index that is there"
    } else if update.is_some_and(|update| index::hidden_behind(run, update.simple.span.start)) {
        "a script behind `apk update` may read the index"
    } else {
        return None;
    };
    Some(reason.to_owned())
}

/// Why the index is wanted, or kept elsewhere.
fn reason_to_keep_cache(run: &Run<'_>, commands: &[PackageCommand<'_>]) -> Option<String> {
    let caches = mounts(run.instruction, &run.instruction.command);
    let over_cache = caches.iter().find(|mount| {
        let target = mount.get(run.instruction, MountKey::Target).unwrap_or_default();
        target.contains("apk")
            || target.contains('$')
            || ["/var", "/var/", "/var/cache", "/var/cache/", "/etc"].contains(&target)
    });
    if let Some(mount) = over_cache {
        return Some(format!("{} may hold the cache", run.instruction.text(mount.span)));
    }
    for command in commands {
        if let Some(option) = command.invocation.options.iter().find(|option| {
            matches!(
                &*option.name,
                "--cache-dir" | "--no-network" | "--root" | "--cache-max-age" | "--simulate" | "--initdb"
            )
        }) {
            return Some(format!("{} says where packages come from", option.name));
        }
        if command.invocation.opaque_before {
            return Some("a word before the subcommand of apk is only known when it runs".to_owned());
        }
        let known = matches!(command.action, Action::Install | Action::Upgrade | Action::Update | Action::Remove);
        if !known && !index::asks_for_installed(command) {
            return Some(format!("`apk {}` in the same RUN may read the index", command.invocation.subcommand_name()));
        }
    }
    if run.mentions("setup-apkcache") || run.mentions("/etc/apk/cache") {
        return Some("the RUN sets up a cache of its own".to_owned());
    }
    (run.form == RunForm::Body && run.mentions("apk update"))
        .then(|| "`apk update` stands in a heredoc script".to_owned())
}

/// The removal of `apk update &&` in front of commands that now fetch the index themselves.
fn needless_update(
    file: &Model<'_>,
    run: &Run<'_>,
    script: &Script,
    commands: &[PackageCommand<'_>],
) -> Option<edit::Edit> {
    let update = commands.iter().find(|command| command.action == Action::Update)?;
    let plain = update.invocation.wrappers.is_empty() && update.simple.redirects.is_empty();
    let followed =
        commands.iter().any(|command| fetches(command) && command.simple.span.start > update.simple.span.end);
    let index = run.step_of(script, update.simple)?;
    if plain && followed { edit::remove_step(file, run, script, index) } else { None }
}

/// Whether nothing but the calls that get the flag puts anything into the cache. `without_update` says that the first
/// `apk update` goes away.
fn leaves_nothing_else(run: &Run<'_>, commands: &[PackageCommand<'_>], without_update: bool) -> bool {
    let updates = commands.iter().filter(|command| command.action == Action::Update).count();
    updates == usize::from(without_update) && !run.may_call_package_managers_unseen()
}

/// The removal of `&& rm -rf /var/cache/apk/*` behind commands that no longer put anything there.
fn needless_rm(file: &Model<'_>, run: &Run<'_>, script: &Script) -> Option<edit::Edit> {
    let commands = script.simple_commands();
    let rm = commands.iter().find(|found| {
        let words: Vec<&str> = found.simple.words.iter().map(|word| word.text(run.text)).collect();
        let plain =
            matches!(words.as_slice(), ["rm", "-rf" | "-fr" | "-f" | "-r", index::FILES] | ["rm", index::FILES]);
        plain && found.simple.redirects.is_empty()
    })?;
    let index = run.step_of(script, rm.simple)?;
    if index == 0 { None } else { edit::remove_step(file, run, script, index) }
}

/// Why apk might be too old to know the flag: it came with Alpine 3.3 (apk-tools 2.6.4, 2015-12).
fn reason_to_doubt(file: &Model<'_>, stage: usize) -> Option<String> {
    let base = file.base(stage);
    match (base.distro, base.suite) {
        (Some(Distro::Alpine), Some(suite @ ("2.6" | "2.7" | "3.0" | "3.1" | "3.2"))) => {
            Some(format!("the apk of Alpine {suite} does not take the flag, which came with 3.3"))
        }
        (Some(Distro::Alpine | Distro::Wolfi), _) => None,
        _ => Some("the base image is not known, and apk before Alpine 3.3 does not take the flag".to_owned()),
    }
}
