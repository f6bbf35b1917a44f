mod downloads;

use crate::edit::{self, Layout};
use crate::facts::PackageManager;
use crate::model::{Action, ListUse, ListsWeight, Manager, Model, PackageCommand, Run, User};
use crate::shell::shadows;
use crate::syntax::{Arguments, MountKey, mounts};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct CleanAptLists;

static META: Meta = Meta {
    id: "clean-apt-lists",
    summary: "Remove apt's package lists in the RUN that fetched them",
    technique: "clean up in the layer that made the mess",
    phase: Phase::Cleanup,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3009"],
    saves: &[Saves::Bytes],
    delta: &["/var/lib/apt/lists/**", "/var/cache/apt/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for CleanAptLists {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn cleans(&self) -> &'static [&'static str] {
        &["apt"]
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        cx.refuse_triggers(file, "apt-get update");
        if !file.runs(0..file.document.instructions.len()).any(|(_, run)| run.mentions("apt")) {
            return;
        }
        let taken = stages_whose_lists_are_taken(file);
        let (below, at_run_time) = (file.apt_lists_below(), file.apt_lists_at_run_time());
        let downloads = downloads::wanted(file);
        let layout = Layout::of(file);
        for (stage, facts) in file.stages.iter().enumerate() {
            cx.enter(facts);
            // What comes later is looked at once for the whole stage, from its end.
            let mut later = if taken[stage] { ListUse::Earlier } else { below[stage].max(at_run_time[stage]) };
            let lists = ListsWeight::of(file, stage);
            for at in facts.body().rev() {
                if let Some(run) = file.run(at).filter(|run| run.mentions("apt")) {
                    let wants_downloads = downloads.iter().any(|&wanting| wanting != at);
                    let around = Around { later, wants_downloads, lists: &lists };
                    propose_run(file, &layout, (stage, run), &around, cx);
                }
                later = file.apt_lists_from(at, later);
            }
        }
    }
}

/// What the instructions around a RUN say about it.
struct Around<'a, 'm, 'd> {
    /// How later ones depend on the lists.
    later: ListUse,
    /// Another instruction counts on downloaded packages.
    wants_downloads: bool,
    /// What the lists weigh.
    lists: &'a ListsWeight<'m, 'd>,
}

fn propose_run(
    file: &Model<'_>,
    layout: &Layout,
    (stage, run): (usize, &Run<'_>),
    around: &Around<'_, '_, '_>,
    cx: &mut Cx<'_>,
) {
    let at = run.instruction.span;
    let &Around { later, wants_downloads, lists } = around;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) => return cx.refuse(at, reason.clone()),
    };
    let commands = PackageCommand::of(run);
    let apt = || commands.iter().filter(|command| command.manager == Manager::Apt);
    let Some(update) = apt().find(|command| command.action == Action::Update) else { return };
    if is_clean(run) {
        if !removes_all_lists(run) {
            cx.refuse(at, "it deals with the package lists in a way of its own");
        }
        return;
    }
    if !apt().any(|command| matches!(command.action, Action::Install | Action::Upgrade)) {
        return cx.refuse(at, "it fetches the lists for something else than itself");
    }
    if later == ListUse::Earlier {
        return cx.refuse(at, "another instruction uses the package lists without an update of its own");
    }
    if apt().any(|command| command.action == Action::Update && !command.fetches_all_lists(run.text)) {
        return cx.refuse(at, "its update is told what lists to fetch, or where they go");
    }
    if ["rm", "apt-get", "sudo"].iter().any(|name| shadows(script, run.text, name)) {
        return cx.refuse(at, "it gives the name of a program that removes the lists another meaning");
    }
    let Some(prefix) = privilege(file, run, update) else {
        return cx.refuse(at, "the user who runs it may not be allowed to remove the lists");
    };
    // What certainly succeeded before the removal shows that its program is there and may do this.
    let succeeds = |command: &PackageCommand<'_>| runs_apt(command) && file.must_succeed(run, command.simple);
    if !prefix.is_empty() && !apt().any(|command| command.invocation.wrappers == prefix && succeeds(command)) {
        return cx.refuse(at, "the RUN may do without sudo, which may be missing then");
    }
    if let Some(mount) = run.mount_over_apt_lists() {
        return cx.refuse(at, format!("{} may hold the lists", run.instruction.text(mount)));
    }
    let form = match file.append(run) {
        Ok(form) => form,
        Err(reason) => return cx.refuse(at, reason),
    };
    let rm: Vec<&str> = prefix.iter().copied().chain(["rm", "-rf", "/var/lib/apt/lists/*"]).collect();
    let clean: Vec<&str> = prefix.iter().copied().chain(["apt-get", "clean"]).collect();
    // Docker's own Debian and Ubuntu images remove downloaded packages after each install (`docker-clean`).
    let base = file.base(stage);
    let keeps_packages = !base.official_debian && !run.mentions("apt-get clean") && !run.mentions("apt clean");
    let may_clean = !wants_downloads
        && !apt().any(downloads::only_downloads)
        && (base.package_manager == Some(PackageManager::Apt) || apt().any(succeeds));
    let commands: &[&[&str]] = if keeps_packages && may_clean { &[&clean, &rm] } else { &[&rm] };
    let Some(edit) = edit::append(file, layout, (run, form), script, commands) else {
        return cx.refuse(at, "a `;` on a line of its own ends it, and a comment before it would be lost");
    };
    cx.change(at, "remove the package lists in the same RUN")
        .edit(edit)
        .why("the package lists stay in the layer, and no later instruction reads them")
        .saves(Estimate::apt_lists(lists.at(run.at)))
        .lower_for(
            Safety::Unsafe,
            (later == ListUse::Hidden)
                .then(|| "a script that runs later may install packages without an update of its own".to_owned()),
        )
        .lower_for(
            Safety::Unsafe,
            (!prefix.is_empty() && file.state(run.at).user != User::Root)
                .then(|| "sudo may not be allowed to remove files".to_owned()),
        )
        .lower_for(
            Safety::Unsafe,
            file.is_for_development(stage)
                .then(|| "the stage is for development, where packages may be installed by hand".to_owned()),
        )
        .propose();
}

/// Whether a command runs apt itself, in this file system.
fn runs_apt(command: &PackageCommand<'_>) -> bool {
    let wrappers = ["sudo", "env", "eatmydata", "nice", "ionice", "timeout"];
    matches!(command.invocation.tool, "apt-get" | "apt")
        && command.invocation.wrappers.iter().all(|wrapper| wrappers.contains(wrapper))
}

/// For each stage, whether an instruction takes the lists, or a directory that holds them, out of it or out of a stage
/// that is built FROM it.
fn stages_whose_lists_are_taken(file: &Model<'_>) -> Vec<bool> {
    let mut taken = vec![false; file.stages.len()];
    for (at, instruction) in file.document.instructions.iter().enumerate() {
        let command = match &instruction.command.arguments {
            Arguments::Onbuild(Some(trigger)) => trigger,
            _ => &instruction.command,
        };
        let mut take = |from: &str| {
            for (stage, taken) in taken.iter_mut().enumerate() {
                let name = file.stages[stage].name.as_deref();
                *taken |= from.contains('$')
                    || from.parse() == Ok(stage)
                    || name.is_some_and(|name| name.eq_ignore_ascii_case(from));
            }
        };
        if let (Arguments::Copy(copy), Some(from)) = (&command.arguments, command.flag(&instruction.logical, "from"))
            && copy.sources.iter().any(|source| holds_lists(file, at, source.text(&instruction.logical)))
        {
            take(from);
        }
        for mount in mounts(instruction, command) {
            let source = mount.get(instruction, MountKey::Source).unwrap_or_default();
            if let Some(from) = mount.get(instruction, MountKey::From).filter(|_| holds_lists(file, at, source)) {
                take(from);
            }
        }
    }
    // Stages come behind those they are built FROM.
    for (stage, facts) in file.stages.iter().enumerate().rev() {
        taken[stage] |= facts.children.iter().any(|&child| taken[child]);
    }
    taken
}

/// Whether a path of another stage is the lists, in them, or a directory above them; as far as it is known.
fn holds_lists(file: &Model<'_>, at: usize, path: &str) -> bool {
    let lists = ["var", "lib", "apt", "lists"];
    let expanded = file.expand(at, path);
    let path = expanded.as_ref().map_or(path, |word| word.text.as_str());
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if let (None, Some(last)) = (&expanded, parts.last().filter(|last| !last.contains(['$', '*', '?', '[', '\\']))) {
        return lists.contains(last) || path.contains("apt");
    }
    let may_be = |(part, list): (&&str, &str)| *part == list || part.contains(['$', '*', '?', '[', '\\']);
    path.contains("..") || parts.iter().zip(lists).all(may_be)
}

/// Whether the RUN deals with the lists itself.
fn is_clean(run: &Run<'_>) -> bool {
    run.mentions("/var/lib/apt/lists")
        || run.mentions("/var/lib/apt/*")
        || run.mentions("dist-clean")
        || run.mentions("distclean")
}

/// Whether the RUN removes the lists as this transform would.
fn removes_all_lists(run: &Run<'_>) -> bool {
    run.simple_commands().iter().any(|found| {
        let mut words = found.simple.words.iter().map(|word| word.text(run.text));
        words.any(|word| word == "rm") && words.any(|word| word.trim_end_matches('/') == "/var/lib/apt/lists/*")
    })
}

/// The words before a command that lets it remove what `apt-get update` wrote.
fn privilege<'r>(file: &Model<'_>, run: &Run<'_>, update: &PackageCommand<'r>) -> Option<Vec<&'r str>> {
    match update.invocation.wrappers.as_slice() {
        [] if file.state(run.at).user.may_be_root() => Some(Vec::new()),
        // An update without privileges would have failed, unless the user is one that may do anything.
        [] if matches!(file.state(run.at).user, User::Unknown) => Some(Vec::new()),
        ["sudo"] if update.invocation.tool_word == 1 => Some(vec!["sudo"]),
        ["env" | "eatmydata" | "nice" | "ionice" | "timeout"] if file.state(run.at).user.may_be_root() => {
            Some(Vec::new())
        }
        _ => None,
    }
}
