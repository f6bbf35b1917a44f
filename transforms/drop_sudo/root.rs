//! Whether root runs a command.

use crate::model::{Action, BaseImage, Manager, Model, PackageCommand, Run, User};
use crate::shell::Simple;

/// Whether root runs the command `simple` of a RUN of `stage`: a USER says so, or, as long as no USER is given, an
/// earlier command that only root may run succeeded without sudo.
pub(super) fn runs(file: &Model<'_>, stage: usize, (run, simple): (&Run<'_>, &Simple)) -> bool {
    match file.state(run.at).user {
        User::Root => true,
        User::Other(_) | User::Unknown => false,
        User::FromBase => {
            shows_root(file, run, Some(simple.span.start))
                || file.runs(file.stages[stage].from..run.at).any(|(_, run)| shows_root(file, run, None))
                || ancestors(file, stage)
                    .any(|stage| file.runs(file.stages[stage].body()).any(|(_, run)| shows_root(file, run, None)))
        }
    }
}

/// The stages that a stage is built FROM, over any number of steps.
fn ancestors(file: &Model<'_>, stage: usize) -> impl Iterator<Item = usize> {
    let parent = |stage: usize| match file.stages[stage].base {
        BaseImage::Stage(parent) => Some(parent),
        _ => None,
    };
    std::iter::successors(parent(stage), move |&stage| parent(stage))
}

/// Whether a RUN, up to an offset, changes the packages of the system without sudo, and fails when it may not.
fn shows_root(file: &Model<'_>, run: &Run<'_>, end: Option<u32>) -> bool {
    let system = |manager| matches!(manager, Manager::Apt | Manager::Apk | Manager::Rpm | Manager::Zypper);
    let changes = |action| matches!(action, Action::Update | Action::Install | Action::Upgrade | Action::Remove);
    run.script.is_ok()
        && PackageCommand::of(run).iter().any(|command| {
            system(command.manager)
                && changes(command.action)
                && command.invocation.wrappers.is_empty()
                && command.invocation.is_transparent()
                && !command.invocation.options.iter().any(|option| option.name == "--simulate")
                && end.is_none_or(|end| command.simple.span.end <= end)
                && file.must_succeed(run, command.simple)
        })
}
