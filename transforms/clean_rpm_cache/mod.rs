mod cleanup;
mod elsewhere;

use crate::edit::{self, Edit, Layout};
use crate::model::{Action, BaseImage, Model, PackageCommand, Run, User};
use crate::shell::shadows;
use crate::syntax::{MountKey, Span, mounts};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};
use cleanup::Tidied;
use elsewhere::{Elsewhere, is_rpm, mentions_manager};

pub(super) struct CleanRpmCache;

static META: Meta = Meta {
    id: "clean-rpm-cache",
    summary: "Clean the cache of dnf, yum or zypper in the RUN that installs",
    technique: "clean up in the layer that made the mess",
    phase: Phase::Cleanup,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3032", "DL3036", "DL3040"],
    saves: &[Saves::Bytes],
    delta: &[
        "/var/cache/{dnf,libdnf5,yum,zypp,tdnf}/**",
        "/var/lib/yum/rpmdb-indexes/**",
        "/var/log/{dnf,yum,zypper,hawkey}*",
    ],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for CleanRpmCache {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.runs(0..file.document.instructions.len()).any(|(_, run)| mentions_manager(run.text)) {
            return;
        }
        let elsewhere = Elsewhere::of(file);
        let layout = Layout::of(file);
        // For each stage, whether its layers keep what was fetched.
        let mut kept: Vec<bool> = Vec::with_capacity(file.stages.len());
        for (stage, facts) in file.stages.iter().enumerate() {
            let wanted = facts.ships || cx.settings().clean_builders;
            let mut left = match facts.base {
                BaseImage::Stage(parent) => kept[parent],
                _ => false,
            };
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| mentions_manager(run.text)) {
                let proposed = wanted
                    && match cleanup_of(file, &layout, (stage, run), &elsewhere, left) {
                        Ok(Some(found)) => {
                            propose_run(file, run, found, cx);
                            true
                        }
                        Ok(None) => false,
                        Err(reason) => {
                            cx.refuse(run.instruction.span, reason);
                            false
                        }
                    };
                left |= !proposed && cleanup::leaves(run);
            }
            kept.push(left);
        }
    }
}

/// A cleanup that a RUN can get.
struct Found {
    edit: Edit,
    /// It is run by sudo.
    by_sudo: bool,
}

/// The cleanup that a RUN needs, if it does, or why it cannot get one. `left` says that an earlier layer keeps what was
/// fetched.
fn cleanup_of(
    file: &Model<'_>,
    layout: &Layout,
    (stage, run): (usize, &Run<'_>),
    elsewhere: &Elsewhere,
    left: bool,
) -> Result<Option<Found>, String> {
    let script = run.script.as_ref().map_err(Clone::clone)?;
    let commands: Vec<_> = PackageCommand::of(run).into_iter().filter(is_rpm).collect();
    let Some(last) = commands.iter().rev().find(|command| fetches(command)) else { return Ok(None) };
    if !commands.iter().any(|command| matches!(command.action, Action::Install | Action::Upgrade)) {
        return Ok(None);
    }
    match cleanup::behind(run, &commands, last.simple.span.end) {
        Tidied::Whole => return Ok(None),
        Tidied::Part => return Err("it removes a part of the cache itself".to_owned()),
        Tidied::Nothing => {}
    }
    let wrappers = ["sudo", "env", "eatmydata", "nice", "ionice", "timeout"];
    if !last.invocation.wrappers.iter().all(|wrapper| wrappers.contains(wrapper)) {
        return Err(format!("{} decides how the packages are installed", last.invocation.wrappers.join(" ")));
    }
    if let Some(reason) = elsewhere.reason(stage, run).or_else(|| reason_in_run(run, &commands)) {
        return Err(reason);
    }
    if left {
        return Err("an earlier layer keeps what was fetched, and a removal from this one frees nothing".to_owned());
    }
    let Some(prefix) = privilege(file, run, last) else {
        return Err("the user who runs it may not be allowed to clean the cache".to_owned());
    };
    let cleanup = cleanup::of(file, (stage, run), &commands, last)?;
    let programs = cleanup.iter().filter_map(|command| command.first().copied());
    if programs.chain(prefix.iter().copied()).any(|name| shadows(script, run.text, name)) {
        return Err("it gives the name of a program that cleans the cache another meaning".to_owned());
    }
    let form = file.append(run)?;
    let words: Vec<Vec<&str>> = cleanup.iter().map(|command| [prefix.as_slice(), command].concat()).collect();
    let words: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
    let Some(edit) = edit::append(file, layout, (run, form), script, &words) else {
        return Err("a `;` on a line of its own ends it, and a comment before it would be lost".to_owned());
    };
    Ok(Some(Found { edit, by_sudo: !prefix.is_empty() }))
}

fn propose_run(file: &Model<'_>, run: &Run<'_>, found: Found, cx: &mut Cx<'_>) {
    let Found { edit, by_sudo } = found;
    cx.change(run.instruction.span, "clean the cache of packages in the same RUN")
        .edit(edit)
        .why("what is known of the repositories stays in the layer, and is fetched again by whoever needs it")
        .saves(Estimate::unknown("the metadata of repositories"))
        .lower_for(
            Safety::Unsafe,
            (by_sudo && file.state(run.at).user != User::Root)
                .then(|| "sudo may not be allowed to clean the cache".to_owned()),
        )
        .propose();
}

/// Whether a command puts something into the cache.
fn fetches(command: &PackageCommand<'_>) -> bool {
    matches!(command.action, Action::Install | Action::Upgrade | Action::Update)
}

/// Options that say where the packages go, or what is cached where.
const REDIRECTS: [&str; 11] = [
    "--installroot",
    "--config",
    "--root",
    "--reposd-dir",
    "--cache-dir",
    "--pkg-cache-dir",
    "--raw-cache-dir",
    "--solv-cache-dir",
    "--noplugins",
    "--use-host-config",
    "--forcearch",
];

/// A mount that may hold the cache, so that it is not in the layer.
fn mount_over_cache(run: &Run<'_>) -> Option<Span> {
    let mounts = mounts(run.instruction, &run.instruction.command);
    let over_cache = mounts.iter().find(|mount| {
        let target = mount.get(run.instruction, MountKey::Target).unwrap_or_default().trim_end_matches('/');
        target.contains('$') || matches!(target, "" | "/var") || target.starts_with("/var/cache")
    });
    over_cache.map(|mount| mount.span)
}

/// Why the cache of this RUN is another one, or not in the layer.
fn reason_in_run(run: &Run<'_>, commands: &[PackageCommand<'_>]) -> Option<String> {
    if let Some(mount) = mount_over_cache(run) {
        return Some(format!("{} may hold the cache", run.instruction.text(mount)));
    }
    for command in commands.iter().filter(|command| fetches(command)) {
        if let Some(option) = command.invocation.options.iter().find(|option| REDIRECTS.contains(&&*option.name)) {
            return Some(format!("{} may lead to another cache", option.name));
        }
        if command.invocation.opaque_before {
            return Some("a word before the subcommand is only known when it runs".to_owned());
        }
        if let Some(word) = command.invocation.unknown_option {
            return Some(format!("the option {} is not known", command.simple.words[word].text(run.text)));
        }
    }
    None
}

/// The words before a command that let it clean what the last install has left.
fn privilege<'r>(file: &Model<'_>, run: &Run<'_>, last: &PackageCommand<'r>) -> Option<Vec<&'r str>> {
    let user = &file.state(run.at).user;
    match last.invocation.wrappers.as_slice() {
        ["sudo"] if last.invocation.tool_word == 1 => Some(vec!["sudo"]),
        wrappers if wrappers.contains(&"sudo") => None,
        // An install without privileges would have failed, unless the user is one that may do anything.
        _ if user.may_be_root() || matches!(user, User::Unknown) => Some(Vec::new()),
        _ => None,
    }
}
