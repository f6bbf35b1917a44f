//! Users that are created behind the COPY: their commands go in front of it.

use crate::edit::{self, Edit};
use crate::facts::is_within;
use crate::model::{Account, Model, Run, RunForm};
use crate::shell::{Command, Script, Simple};
use crate::syntax::Arguments;

/// Commands that go in front of a COPY.
#[derive(Debug)]
pub(super) struct Hoist {
    /// Puts them there.
    pub(super) place: Edit,
    /// The RUN that they stand in.
    pub(super) run: usize,
    /// How many of its first steps they are.
    pub(super) steps: usize,
}

/// The commands between the COPY at `copy` and the end of the RUN at `last` that create `names`, if they do the same in
/// front of the COPY.
pub(super) fn plan(
    file: &Model<'_>,
    copy: usize,
    last: usize,
    names: &[(&str, bool)],
    paths: &[String],
) -> Result<Hoist, String> {
    let creates = |account: &Account, (name, is_user): &(&str, bool)| {
        account.name == *name && if *is_user { account.user } else { account.group }
    };
    let all = |at: &usize| {
        let accounts = file.accounts(*at);
        names.iter().all(|name| accounts.iter().any(|(account, _)| creates(account, name)))
    };
    let missing = names.first().map_or("", |(name, _)| name);
    let Some(at) = (copy..=last).find(all) else {
        return Err(format!(
            "`{missing}` is not known to exist before the COPY, where a name that does not exist means root, without an error"
        ));
    };
    let run = file.run(at).filter(|run| run.form == RunForm::Line && run.flags().next().is_none());
    let Some((run, script)) = run.and_then(|run| Some((run, run.script.as_ref().ok()?))) else {
        return Err(format!("the RUN that creates `{missing}` has flags, or is no chain of commands"));
    };
    let is_literal = |step: &&Simple| step.words.iter().all(|word| word.value(run.text).is_some());
    let account = |step: Option<&Simple>| run.account(step.filter(is_literal)?);
    let accounts: Vec<Option<Account>> = steps(run, script).map(account).collect();
    let count = |name: &(&str, bool)| accounts.iter().flatten().position(|account| creates(account, name));
    let steps_needed = names.iter().map(count).collect::<Option<Vec<usize>>>().and_then(|all| all.into_iter().max());
    let leading = accounts.iter().take_while(|account| account.is_some()).count();
    let Some(count) = steps_needed.map(|last| last + 1).filter(|&count| count <= leading) else {
        return Err(format!("the commands that create `{missing}` are not the first of their RUN"));
    };
    let homes = accounts[..count].iter().flatten().filter_map(|account| account.home.as_deref());
    let homes: Vec<&str> = homes.chain(["/etc"]).collect();
    let touches = |one: &str, other: &str| is_within(one, other) || is_within(other, one);
    if let Some(path) = paths.iter().find(|path| homes.iter().any(|home| touches(home, path))) {
        return Err(format!("{path} may be the home of `{missing}`, which is filled when it does not exist yet"));
    }
    for between in copy..at {
        let instruction = file.instruction(between);
        let crossed = match &instruction.command.arguments {
            Arguments::Copy(transfer) | Arguments::Add(transfer) => {
                file.target(between, transfer).is_some_and(|target| !homes.iter().any(|home| touches(home, &target)))
            }
            Arguments::Workdir(_) => {
                let made = file.state_behind(between).workdir.as_deref();
                made.is_some_and(|made| !homes.iter().any(|home| touches(home, made)))
            }
            Arguments::Env(pairs) => !pairs.iter().any(|pair| instruction.text(pair.name) == "PATH"),
            Arguments::Label(_) | Arguments::Arg(_) | Arguments::Expose(_) | Arguments::Cmd(_) => true,
            Arguments::Entrypoint(_) | Arguments::Healthcheck(_) | Arguments::Stopsignal(_) => true,
            _ => false,
        };
        if !crossed {
            let keyword = instruction.text(instruction.command.name);
            return Err(format!("a {keyword} stands between the COPY and the command that creates `{missing}`"));
        }
    }
    if !file.state(copy).user.may_be_root() {
        return Err("another user than root is in force at the COPY".to_owned());
    }
    let words = |step: &Simple| step.words.iter().map(|word| word.text(run.text)).collect::<Vec<_>>().join(" ");
    let commands: Vec<String> = steps(run, script).take(count).flatten().map(words).collect();
    let keyword = run.instruction.text(run.instruction.command.name);
    let place = edit::place_above(file, copy, &[format!("{keyword} {}", commands.join(" && "))]);
    let place = place.ok_or("the COPY has no place above it")?;
    Ok(Hoist { place, run: at, steps: count })
}

/// The steps of a RUN that is one chain of `&&`; `None` for each that is no simple command.
pub(super) fn steps<'s>(run: &Run<'_>, script: &'s Script) -> impl Iterator<Item = Option<&'s Simple>> {
    let items = script.list.items.as_slice();
    let first = items.first().filter(|_| items.len() == 1);
    let pipelines: Vec<_> = first.map(|item| item.and_or.pipelines().collect()).unwrap_or_default();
    let simple: Vec<Option<&Simple>> = pipelines
        .into_iter()
        .map(|pipeline| match pipeline.commands.as_slice() {
            [Command::Simple(only)] => run.step_of(script, only).map(|_| only).filter(|only| only.redirects.is_empty()),
            _ => None,
        })
        .collect();
    simple.into_iter()
}
