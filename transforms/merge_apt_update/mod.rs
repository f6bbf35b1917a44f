use crate::edit::{self, Edit, Layout};
use crate::model::{Action, ListUse, Manager, Model, PackageCommand, Run, RunForm};
use crate::shell::effects;
use crate::syntax::Arguments;
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct MergeAptUpdate;

static META: Meta = Meta {
    id: "merge-apt-update",
    summary: "Fetch package lists in the RUN that installs from them",
    technique: "merge RUN instructions",
    phase: Phase::Layers,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3059"],
    saves: &[Saves::Layers, Saves::Reproducibility],
    delta: &["/var/lib/apt/lists/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for MergeAptUpdate {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let layout = Layout::of(file.document);
        for (stage, facts) in file.stages.iter().enumerate() {
            let mut lone = false;
            for (at, run) in file.runs(facts.body()) {
                if run.mentions("update") && is_lone_update(run) {
                    lone = true;
                    propose_merge(file, &layout, at, run, cx);
                }
            }
            if !lone && facts.ships && facts.children.is_empty() {
                propose_updates(file, &layout, stage, cx);
            }
        }
    }
}

/// Whether a RUN does nothing but fetch the package lists.
fn is_lone_update(run: &Run<'_>) -> bool {
    let Ok(script) = &run.script else { return false };
    let commands = PackageCommand::of(run);
    let update = |command: &PackageCommand<'_>| command.manager == Manager::Apt && command.action == Action::Update;
    effects::is_flat(script) && commands.len() == script.simple_commands().len() && commands.iter().all(update)
}

fn propose_merge(file: &Model<'_>, layout: &Layout, at: usize, run: &Run<'_>, cx: &mut Cx<'_>) {
    let (target, unsafe_reason) = match reader_of(file, at) {
        Ok(found) => found,
        Err(reason) => return cx.refuse(run.instruction.span, reason),
    };
    let edits = if target.at == at + 1 {
        file.join(at).map(|form| edit::join(file, layout, &[run, target], &[form]))
    } else {
        move_update(file, layout, run, target).map(Some)
    };
    match edits {
        Err(reason) => cx.refuse(run.instruction.span.cover(target.instruction.span), reason),
        Ok(None) => {}
        Ok(Some(edits)) => cx
            .change(run.instruction.span, "merge apt-get update into the RUN that installs")
            .edits(edits)
            .why("a cached update gives the install below it old package lists")
            .lower_for(Safety::Unsafe, unsafe_reason)
            .propose(),
    }
}

/// The RUN that reads the lists which the RUN at `at` fetches, when nothing between them cares which of the two fetches
/// them; with a reason why it might see other lists.
fn reader_of<'m>(file: &'m Model<'_>, at: usize) -> Result<(&'m Run<'m>, Option<String>), String> {
    let end = file.stage_of(at).map_or(at, |stage| file.stages[stage].end);
    let mut unsafe_reason = None;
    for next in at + 1..end {
        if let Some(run) = file.run(next) {
            return match run.apt_lists() {
                _ if !reads_lists(run) => Err("the next RUN does not install".to_owned()),
                ListUse::Earlier => Ok((run, unsafe_reason)),
                _ => Err("the next RUN fetches the lists itself".to_owned()),
            };
        }
        let instruction = file.instruction(next);
        match &instruction.command.arguments {
            Arguments::Label(_)
            | Arguments::Expose(_)
            | Arguments::Maintainer(_)
            | Arguments::Stopsignal(_)
            | Arguments::Cmd(_)
            | Arguments::Entrypoint(_)
            | Arguments::Workdir(_) => {}
            Arguments::Env(pairs) | Arguments::Arg(pairs)
                if pairs.iter().all(|pair| is_about_language(instruction.text(pair.name))) => {}
            Arguments::Copy(_) | Arguments::Add(_) => {
                unsafe_reason = Some("the update then sees package sources that are copied before it".to_owned());
            }
            _ => return Err("an instruction stands between it and the RUN that installs".to_owned()),
        }
    }
    Err("no RUN behind it installs".to_owned())
}

/// Whether a variable says how apt talks, not what it fetches.
fn is_about_language(name: &str) -> bool {
    matches!(name, "DEBIAN_FRONTEND" | "LANG" | "LANGUAGE" | "TZ" | "TERM")
        || name.starts_with("LC_")
        || name.starts_with("DEBCONF_")
}

fn reads_lists(run: &Run<'_>) -> bool {
    PackageCommand::of(run)
        .iter()
        .any(|command| command.manager == Manager::Apt && matches!(command.action, Action::Install | Action::Upgrade))
}

/// The edits that take a lone update away and put it in front of `target`.
fn move_update(file: &Model<'_>, layout: &Layout, run: &Run<'_>, target: &Run<'_>) -> Result<Vec<Edit>, String> {
    let commands = run.simple_commands();
    let ([only], Ok(script)) = (commands.as_slice(), &target.script) else {
        return Err("it is more than one command".to_owned());
    };
    let plain = only.simple.assigns.is_empty()
        && only.simple.redirects.is_empty()
        && only.simple.words.iter().all(|word| word.literal);
    let bare = run.flags().next().is_none() && target.flags().next().is_none();
    if !plain || !bare || target.form != RunForm::Line || !effects::is_flat(script) {
        return Err("it cannot be written in front of the RUN that installs".to_owned());
    }
    if file.comment_above(run.at) {
        return Err("a comment stands above it, and would speak about another instruction".to_owned());
    }
    let words: Vec<&str> = only.simple.words.iter().map(|word| word.text(run.text)).collect();
    let delete = edit::delete(file, run).ok_or("it holds a comment")?;
    Ok(vec![delete, edit::prepend(file, layout, target, script, &words)])
}

/// Gives each RUN that installs from the lists of an earlier layer an update of its own, when that leaves no other that
/// needs those lists, so that they need not stay in the image.
fn propose_updates(file: &Model<'_>, layout: &Layout, stage: usize, cx: &mut Cx<'_>) {
    let body = file.stages[stage].body();
    let Some(first) = body.clone().find(|&at| file.run(at).is_some_and(fetches_and_installs)) else { return };
    let (mut needy, mut hidden) = (Vec::new(), false);
    for at in first + 1..body.end {
        match file.apt_lists_of(at) {
            ListUse::Earlier => needy.push(at),
            ListUse::Hidden => hidden = true,
            ListUse::None | ListUse::Own => {}
        }
    }
    let Some(&last) = needy.last() else { return };
    if hidden {
        return cx.refuse(file.instruction(last).span, "a script may need the lists of an earlier layer, so they stay");
    }
    if let Some(reason) = file.run(first).and_then(|run| file.append(run).err()) {
        return cx.refuse(file.instruction(last).span, format!("the lists of an earlier layer stay: {reason}"));
    }
    let mut changes = Vec::new();
    for &at in &needy {
        match own_update(file, layout, at) {
            Ok(edit) => changes.push((at, edit)),
            Err(reason) => return cx.refuse(file.instruction(at).span, reason),
        }
    }
    if let Some(reason) = (first..last).find_map(|at| may_change_sources(file, at)) {
        return cx.refuse(file.instruction(last).span, reason);
    }
    for (at, edit) in changes {
        cx.change(file.instruction(at).span, "fetch the package lists in the RUN that installs")
            .edit(edit)
            .why("the lists need not stay in an earlier layer, and a cached layer gives no old lists")
            .propose();
    }
}

fn fetches_and_installs(run: &Run<'_>) -> bool {
    run.mentions("apt") && run.apt_lists() == ListUse::Own && reads_lists(run)
}

/// The edit that puts an update in front of a RUN that installs.
fn own_update(file: &Model<'_>, layout: &Layout, at: usize) -> Result<Edit, String> {
    let Some(run) = file.run(at) else { return Err("another instruction needs the lists".to_owned()) };
    let script = run.script.as_ref().map_err(Clone::clone)?;
    let commands = PackageCommand::of(run);
    let install = commands.iter().find(|one| one.manager == Manager::Apt && one.action == Action::Install);
    let Some(install) = install.filter(|install| run.step_of(script, install.simple).is_some()) else {
        return Err("it reads the lists of an earlier layer in another way than by a plain install".to_owned());
    };
    if file.run(at - 1).is_some_and(reads_lists) && file.join(at - 1).is_ok() {
        return Err("the RUN before it installs too".to_owned());
    }
    let fetches = commands.iter().any(|one| one.manager == Manager::Apt && one.action == Action::Update);
    if fetches || run.may_change_apt_sources() {
        return Err("it changes where packages come from".to_owned());
    }
    file.append(run)?;
    if run.flags().next().is_some() || run.form != RunForm::Line || !effects::is_flat(script) {
        return Err("an update cannot be written in front of it".to_owned());
    }
    let words: &[&str] = match install.invocation.wrappers.as_slice() {
        [] => &["apt-get", "update"],
        ["sudo"] => &["sudo", "apt-get", "update"],
        _ => return Err("the install runs behind another program".to_owned()),
    };
    Ok(edit::prepend(file, layout, run, script, words))
}

/// Why an update behind the instruction at `at` may fetch other lists than one before it.
fn may_change_sources(file: &Model<'_>, at: usize) -> Option<String> {
    if let Some(run) = file.run(at) {
        let hidden = run.apt_lists() == ListUse::Hidden;
        return (hidden || run.may_change_apt_sources())
            .then(|| "a RUN in between may change where packages come from".to_owned());
    }
    let instruction = file.instruction(at);
    match &instruction.command.arguments {
        Arguments::Copy(transfer) | Arguments::Add(transfer) => {
            let target = transfer.destination.as_ref().map_or("", |value| value.text(&instruction.logical));
            (!stays_out_of_etc(target, file.state(at).workdir.as_deref()))
                .then(|| "files are copied in between that may say where packages come from".to_owned())
        }
        Arguments::Onbuild(_) | Arguments::User(_) | Arguments::Shell(_) => {
            Some("the user or shell changes in between".to_owned())
        }
        _ => None,
    }
}

/// Whether what is copied to `target` cannot land in `/etc`.
fn stays_out_of_etc(target: &str, directory: Option<&str>) -> bool {
    let path = match (target.starts_with('/'), directory) {
        (true, _) => target.to_owned(),
        (false, Some(directory)) => format!("{directory}/{target}"),
        (false, None) => return false,
    };
    let first = path.split('/').find(|part| !matches!(*part, "" | "."));
    first.is_some_and(|first| first != "etc") && !path.contains(['$', '*']) && !path.contains("..")
}
