mod own;
mod place;

use crate::edit::{self, Edit, Layout};
use crate::model::{Action, JoinForm, ListUse, ListsWeight, Manager, Model, PackageCommand, Run, RunForm};
use crate::shell::{Command, Simple, effects};
use crate::syntax::Arguments;
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};
use place::{Place, is_about_language};

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
        let layout = Layout::of(file);
        for (stage, facts) in file.stages.iter().enumerate() {
            let mut lone = false;
            let lists = ListsWeight::of(file, stage);
            for (_, run) in file.runs(facts.body()) {
                if run.mentions("update") && is_lone_update(run) {
                    lone = true;
                    propose_merge(file, &layout, run, &lists, cx);
                }
            }
            if !lone && facts.ships && facts.children.is_empty() {
                own::propose(file, &layout, stage, cx);
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

fn propose_merge(file: &Model<'_>, layout: &Layout, run: &Run<'_>, lists: &ListsWeight<'_, '_>, cx: &mut Cx<'_>) {
    let (target, unsafe_reason) = match reader_of(file, run.at) {
        Ok(found) => found,
        Err(reason) => return cx.refuse(run.instruction.span, reason),
    };
    match edits(file, layout, run, target) {
        Err(reason) => cx.refuse(run.instruction.span.cover(target.instruction.span), reason),
        Ok(None) => {}
        Ok(Some(edits)) => cx
            .change(run.instruction.span, "merge apt-get update into the RUN that installs")
            .edits(edits)
            .why("a cached update gives the install below it old package lists")
            .saves_for(hidden_lists(file, run, target, lists))
            .lower_for(Safety::Unsafe, unsafe_reason)
            .propose(),
    }
}

/// What goes away: the lists, where the RUN that installs removes them, which hides them in their layer until both are
/// one. Elsewhere they only change their layer.
fn hidden_lists(file: &Model<'_>, run: &Run<'_>, target: &Run<'_>, lists: &ListsWeight<'_, '_>) -> Option<Estimate> {
    let hidden = run.fetches_apt_lists() && file.removes_apt_lists(target.at);
    hidden.then(|| Estimate::apt_lists(lists.at(run.at)))
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
            | Arguments::Entrypoint(_) => {}
            Arguments::Workdir(_) if !file.run(at).is_some_and(|run| run.text.contains(['.', '='])) => {}
            Arguments::Env(pairs) | Arguments::Arg(pairs)
                if pairs.iter().all(|pair| is_about_language(instruction.text(pair.name))) => {}
            Arguments::Copy(_) | Arguments::Add(_) if !file.may_change_apt_sources(next) => {}
            Arguments::Copy(_) | Arguments::Add(_) => {
                unsafe_reason = Some("the update then sees package sources that are copied before it".to_owned());
            }
            _ => return Err("an instruction stands between it and the RUN that installs".to_owned()),
        }
    }
    Err("no RUN behind it installs".to_owned())
}

fn reads_lists(run: &Run<'_>) -> bool {
    PackageCommand::of(run)
        .iter()
        .any(|command| command.manager == Manager::Apt && matches!(command.action, Action::Install | Action::Upgrade))
}

/// The edits that bring a lone update to the command of `target` that reads the lists: the two become one RUN where that
/// command begins the second, otherwise the update moves in front of it.
fn edits(file: &Model<'_>, layout: &Layout, run: &Run<'_>, target: &Run<'_>) -> Result<Option<Vec<Edit>>, String> {
    if target.at != run.at + 1 {
        return move_update(file, layout, run, target).map(Some);
    }
    let form = file.join(run.at)?;
    let script = target.script.as_ref().map_err(Clone::clone)?;
    let reader = target.first_reader_of_apt_lists();
    let begins = |simple: &Simple| reader.is_none_or(|reader| reader.span == simple.span);
    let first = script.list.items.first().and_then(|item| item.and_or.first.commands.first());
    let joins = match (form, first) {
        (JoinForm::Plain, Some(Command::Simple(first))) => begins(first),
        (JoinForm::Braces, Some(_)) => effects::is_flat_or(script),
        _ => false,
    };
    if !joins {
        match move_update(file, layout, run, target) {
            Ok(edits) => return Ok(Some(edits)),
            // What stands before the install is short of a reason to leave the update where it is.
            Err(_) if matches!((form, first), (JoinForm::Plain, Some(Command::Simple(_)))) => {}
            Err(_) => return Err("the RUN that installs is no plain chain of commands".to_owned()),
        }
    }
    Ok(edit::join(file, layout, &[run, target], &[form]))
}

/// The edits that take a lone update away and put it in front of the command of `target` that reads the lists.
fn move_update(file: &Model<'_>, layout: &Layout, run: &Run<'_>, target: &Run<'_>) -> Result<Vec<Edit>, String> {
    let commands = run.simple_commands();
    let ([only], Ok(script)) = (commands.as_slice(), &target.script) else {
        return Err("it is more than one command".to_owned());
    };
    let plain = only.simple.assigns.is_empty()
        && only.simple.redirects.is_empty()
        && only.simple.words.iter().all(|word| word.literal);
    let bare = run.flags().next().is_none() && target.flags().next().is_none();
    let place = target.first_reader_of_apt_lists().and_then(|reader| Place::of(target, script, reader));
    let (true, true, RunForm::Line, Some(place)) = (plain, bare, target.form, place) else {
        return Err("it cannot be written in front of the command that installs".to_owned());
    };
    if file.comment_above(run.at) {
        return Err("a comment stands above it, and would speak about another instruction".to_owned());
    }
    if place::changed_variable(target, script, place.before(script)) {
        return Err("a variable that is set before the install may change what is fetched".to_owned());
    }
    if file.may_change_apt_sources(target.at) {
        return Err("the RUN that installs may change where packages come from".to_owned());
    }
    let words: Vec<&str> = only.simple.words.iter().map(|word| word.text(run.text)).collect();
    let delete = edit::delete(file, run).ok_or("it holds a comment")?;
    let insert = place.insert(file, layout, target, script, &words).ok_or("there is no place for it")?;
    Ok(vec![delete, insert])
}
