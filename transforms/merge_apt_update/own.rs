//! Updates of their own for RUNs that install from the lists of an earlier layer.

use super::place::{self, Place, assigns_language, is_about_fetching};
use super::reads_lists;
use crate::edit::{self, Edit, Layout};
use crate::model::{Action, JoinForm, ListUse, MAX_JOINED_TEXT, Manager, Model, PackageCommand, Run, RunForm};
use crate::shell::Simple;
use crate::syntax::Arguments;
use crate::transform::{Cx, Safety};

/// Gives each RUN that installs from the lists of an earlier layer an update of its own, when that leaves no other that
/// is seen to need those lists, so that they need not stay in the image.
pub(super) fn propose(file: &Model<'_>, layout: &Layout, stage: usize, cx: &mut Cx<'_>) {
    let body = file.stages[stage].body();
    let Some(first) = body.clone().find(|&at| file.run(at).is_some_and(fetches_and_installs)) else { return };
    let (mut needy, mut hidden) = (Vec::new(), false);
    // The last RUN that fetches lists, for each that needs them.
    let mut source = first;
    for at in first + 1..body.end {
        match file.apt_lists_of(at) {
            ListUse::Earlier => needy.push((at, source)),
            ListUse::Hidden => hidden = true,
            ListUse::None => {}
            ListUse::Own => source = file.run(at).filter(|run| updates(run).next().is_some()).map_or(source, |_| at),
        }
    }
    let Some(&(last, _)) = needy.last() else { return };
    if let Some(reason) = file.run(first).and_then(|run| file.append(run).err()) {
        return cx.refuse(file.instruction(last).span, format!("the lists of an earlier layer stay: {reason}"));
    }
    let mut changes: Vec<(usize, Vec<Edit>)> = Vec::new();
    let mut needy = needy.into_iter().peekable();
    while let Some((at, source)) = needy.next() {
        let edits = file
            .run(source)
            .ok_or_else(|| "the update is not known".to_owned())
            .and_then(plain_update)
            .and_then(|update| own_update(file, layout, at, &update));
        let mut row = vec![at];
        while let Some((next, _)) = needy.next_if(|&(next, _)| belongs_to(file, &row, next)) {
            row.push(next);
        }
        match edits.and_then(|edit| Ok([vec![edit], one_run(file, layout, &row)?].concat())) {
            Ok(edits) => changes.push((at, edits)),
            Err(reason) => return cx.refuse(file.instruction(at).span, reason),
        }
    }
    if let Some(reason) = (first..last).find_map(|at| changes_sources(file, at)) {
        return cx.refuse(file.instruction(last).span, reason);
    }
    if changes.len() > MAX_UPDATES {
        let reason = format!("more than {MAX_UPDATES} RUNs would have to fetch the lists again");
        return cx.refuse(file.instruction(last).span, reason);
    }
    let hidden = hidden.then_some("a script may need the lists of the earlier layer, or bring other package sources");
    for (at, edits) in changes {
        cx.change(file.instruction(at).span, "fetch the package lists in the RUN that installs")
            .edits(edits)
            .why("the lists need not stay in an earlier layer, and a cached layer gives no old lists")
            .lower_for(Safety::Unsafe, hidden.map(str::to_owned))
            .propose();
    }
}

/// As many updates are added to a stage, at most: each of them takes time in every build.
const MAX_UPDATES: usize = 6;

/// So many RUNs become one, at most. It bounds what is compared pair by pair.
const MAX_ROW: usize = 25;

/// Whether the RUN at `next` goes on with the installs of those before it, so that one update does for all of them.
fn belongs_to(file: &Model<'_>, row: &[usize], next: usize) -> bool {
    let [earlier @ .., last] = row else { return false };
    last + 1 == next
        && row.len() < MAX_ROW
        && [*last, next].iter().all(|&at| file.run(at).is_some_and(only_manages_packages))
        && file.join(*last) == Ok(JoinForm::Plain)
        && earlier.iter().all(|&at| file.may_follow(at, next).is_ok())
}

/// Whether a RUN is there for nothing but apt's packages, so that nothing else is built again with them.
fn only_manages_packages(run: &Run<'_>) -> bool {
    let commands = PackageCommand::of(run);
    let known = |one: &PackageCommand<'_>| {
        one.manager == Manager::Apt
            && matches!(one.action, Action::Update | Action::Install | Action::Upgrade | Action::Clean | Action::Remove)
    };
    reads_lists(run) && commands.len() == run.simple_commands().len() && commands.iter().all(known)
}

/// The edits that make one RUN of several.
fn one_run(file: &Model<'_>, layout: &Layout, row: &[usize]) -> Result<Vec<Edit>, String> {
    let runs: Vec<&Run<'_>> = row.iter().filter_map(|&at| file.run(at)).collect();
    if runs.len() < 2 {
        return Ok(Vec::new());
    }
    for run in &runs {
        file.append(run)?;
    }
    if runs.iter().map(|run| run.text.len()).sum::<usize>() > MAX_JOINED_TEXT {
        return Err("the merged command would be too long".to_owned());
    }
    let forms = vec![JoinForm::Plain; runs.len() - 1];
    edit::join(file, layout, &runs, &forms).ok_or_else(|| "the RUNs that install cannot become one".to_owned())
}

fn fetches_and_installs(run: &Run<'_>) -> bool {
    run.mentions("apt") && run.apt_lists() == ListUse::Own && reads_lists(run)
}

/// The words of the update of a RUN, without `sudo`, when it fetches the same anywhere in the file, and its failure
/// ends the RUN.
fn plain_update<'r>(run: &'r Run<'_>) -> Result<Vec<&'r str>, String> {
    let script = run.script.as_ref().map_err(Clone::clone)?;
    let mount = |flag: &str| flag.starts_with("--mount=") && flag.contains("type=cache");
    if !run.flags().all(mount) {
        return Err("the RUN that fetches the lists has flags, which an update elsewhere would not have".to_owned());
    }
    let mut found: Option<Vec<&str>> = None;
    for update in updates(run) {
        let simple = update.simple;
        let Some(place) = Place::of(run, script, simple) else {
            return Err("an update that may fail, or may not run, gives it the lists".to_owned());
        };
        if let Place::List(list) = place
            && !script.list.items[list].and_or.rest.is_empty()
        {
            return Err("an update that may fail gives it the lists".to_owned());
        }
        if !assigns_language(simple, run.text) || place::changed_variable(run, script, place.before(script)) {
            return Err("a variable may say how the update fetches the lists".to_owned());
        }
        let plain = simple.redirects.is_empty() && simple.words.iter().all(|word| word.value(run.text).is_some());
        if !plain || wrappers(&update).is_none() || update.invocation.tool == "aptitude" {
            return Err("the update of another RUN cannot be written in front of it".to_owned());
        }
        let words = &simple.words[update.invocation.tool_word..];
        let words: Vec<&str> = words.iter().map(|word| word.text(run.text)).collect();
        if found.as_ref().is_some_and(|known| *known != words) {
            return Err("the lists are fetched in several ways".to_owned());
        }
        found = Some(words);
    }
    found.ok_or_else(|| "the update is not known".to_owned())
}

fn updates<'r>(run: &'r Run<'_>) -> impl Iterator<Item = PackageCommand<'r>> {
    let commands = PackageCommand::of(run).into_iter();
    commands.filter(|one| one.manager == Manager::Apt && one.action == Action::Update)
}

/// What stands in front of the program: nothing or `sudo`; `None` for anything else, also for options of `sudo`.
fn wrappers(command: &PackageCommand<'_>) -> Option<&'static [&'static str]> {
    match (command.invocation.wrappers.as_slice(), command.invocation.tool_word) {
        ([], 0) => Some(&[]),
        (["sudo"], 1) => Some(&["sudo"]),
        _ => None,
    }
}

/// The edit that puts an update in front of the command of a RUN that installs.
fn own_update(file: &Model<'_>, layout: &Layout, at: usize, update: &[&str]) -> Result<Edit, String> {
    let Some(run) = file.run(at) else { return Err("another instruction needs the lists".to_owned()) };
    let script = run.script.as_ref().map_err(Clone::clone)?;
    let commands = PackageCommand::of(run);
    let reads = |one: &PackageCommand<'_>| {
        one.manager == Manager::Apt && matches!(one.action, Action::Install | Action::Upgrade)
    };
    let install = commands.iter().find(|one| reads(one));
    let placed = install.and_then(|install| Some((install, Place::of(run, script, install.simple)?)));
    let Some((install, place)) = placed else {
        return Err("it reads the lists of an earlier layer in another way than by a plain install".to_owned());
    };
    let is_install = |reader: &Simple| reader.span == install.simple.span;
    if !run.first_reader_of_apt_lists().is_some_and(is_install) {
        return Err("a command before the install may read the lists, or change them".to_owned());
    }
    if file.run(at - 1).is_some_and(only_manages_packages) && only_manages_packages(run) && file.join(at - 1).is_ok() {
        return Err("the RUN before it installs too, and both could be one".to_owned());
    }
    if updates(run).next().is_some() || file.may_change_apt_sources(at) {
        return Err("it changes where packages come from".to_owned());
    }
    file.append(run)?;
    if run.flags().next().is_some() || run.form != RunForm::Line {
        return Err("an update cannot be written in front of it".to_owned());
    }
    let assigns = install.simple.assigns.iter().map(|assign| assign.name.of(run.text));
    if assigns.into_iter().any(is_about_fetching) || place::changed_variable(run, script, place.before(script)) {
        return Err("a variable may say how it fetches packages".to_owned());
    }
    if install.invocation.has("--no-download") {
        return Err("it installs packages that were downloaded before, which an update may remove".to_owned());
    }
    let wrappers = wrappers(install).ok_or("the install runs behind another program")?;
    let words: Vec<&str> = wrappers.iter().chain(update).copied().collect();
    place.insert(file, layout, run, script, &words).ok_or_else(|| "there is no place for an update".to_owned())
}

/// Why an update behind the instruction at `at` fetches other lists than one before it, as far as can be seen.
fn changes_sources(file: &Model<'_>, at: usize) -> Option<String> {
    if file.run(at).is_some() {
        return file
            .may_change_apt_sources(at)
            .then(|| "a RUN in between may change where packages come from".to_owned());
    }
    let instruction = file.instruction(at);
    match &instruction.command.arguments {
        Arguments::Copy(_) | Arguments::Add(_) => file
            .may_change_apt_sources(at)
            .then(|| "files are copied in between that may say where packages come from".to_owned()),
        Arguments::Env(pairs) | Arguments::Arg(pairs) => pairs
            .iter()
            .any(|pair| is_about_proxy(instruction.text(pair.name)))
            .then(|| "a variable in between may say how packages are fetched".to_owned()),
        Arguments::Onbuild(_) | Arguments::User(_) | Arguments::Shell(_) => {
            Some("the user or shell changes in between".to_owned())
        }
        _ => None,
    }
}

/// Whether a variable of the file says how apt fetches. `PATH` is set by many, to find their own programs.
fn is_about_proxy(name: &str) -> bool {
    is_about_fetching(name) && !matches!(name, "PATH" | "HOME" | "TMPDIR")
}
