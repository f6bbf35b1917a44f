//! How stages, and the images made of them, depend on apt's package lists.

use super::ListUse;
use super::command::{hidden_use, may_read_lists};
use super::words::{leads_to_lists, names_apt, names_apt_or_lists};
use crate::model::{BaseImage, Model, PackageCommand};
use crate::shell::{parse, resolve};
use crate::syntax::Arguments;

impl Model<'_> {
    /// For each stage, how the stages built FROM it depend on the package lists it leaves.
    #[must_use]
    pub fn apt_lists_below(&self) -> Vec<ListUse> {
        // Children come behind the stage they are built FROM.
        let mut below: Vec<ListUse> = vec![ListUse::None; self.stages.len()];
        let mut own: Vec<Option<ListUse>> = vec![None; self.stages.len()];
        for stage in (0..self.stages.len()).rev() {
            for &child in &self.stages[stage].children {
                let body = self.stages[child].body();
                let used = *own[child]
                    .get_or_insert_with(|| body.rev().fold(below[child], |later, at| self.apt_lists_from(at, later)));
                below[stage] = below[stage].max(used);
            }
        }
        below
    }

    /// For each stage, how its image depends on package lists when it runs or is built upon, by what the stage or one
    /// that it is built FROM says: such an instruction counts for the RUNs behind it too.
    #[must_use]
    pub fn apt_lists_at_run_time(&self) -> Vec<ListUse> {
        let mut found: Vec<ListUse> = Vec::with_capacity(self.stages.len());
        for stage in &self.stages {
            let inherited = match stage.base {
                BaseImage::Stage(parent) => found[parent],
                _ => ListUse::None,
            };
            let own = stage.body().map(|at| match self.run(at) {
                Some(run) if run.writes_text_that_names_apt() => ListUse::Earlier,
                Some(_) => ListUse::None,
                None => self.apt_lists_of(at),
            });
            found.push(own.fold(inherited, ListUse::max));
        }
        found
    }

    /// How an instruction and what comes behind it depend on package lists that are there before it, when what comes
    /// behind it depends on them as `later` says.
    #[must_use]
    pub fn apt_lists_from(&self, at: usize, later: ListUse) -> ListUse {
        let own = self.apt_lists_of(at);
        if later > own && self.fetches_apt_lists_anew(at) { own } else { own.max(later) }
    }

    /// Whether the instruction is a RUN that certainly fetches all lists into its layer, so that none from before it
    /// are read behind it.
    fn fetches_apt_lists_anew(&self, at: usize) -> bool {
        let Some(run) = self.run(at).filter(|run| run.mentions("update")) else { return false };
        run.mount_over_apt_lists().is_none()
            && PackageCommand::of(run)
                .iter()
                .any(|one| one.fetches_all_lists(run.text) && self.must_succeed(run, one.simple))
    }

    /// How an instruction depends on package lists that are there before it: a RUN, an ONBUILD trigger, or what the
    /// image runs.
    #[must_use]
    pub fn apt_lists_of(&self, at: usize) -> ListUse {
        let instruction = self.instruction(at);
        let works_over_lists = self.state(at).workdir.as_deref().is_some_and(leads_to_lists);
        if let Some(run) = self.run(at) {
            if works_over_lists {
                return ListUse::Earlier;
            }
            // The text of a RUN that feeds a heredoc to a command does not hold the heredoc.
            let hidden = run.script.is_err() && names_apt(instruction.lines.of(self.document.source.text()));
            return if hidden { ListUse::Earlier } else { run.apt_lists() };
        }
        let (runs_text, is_trigger) = match instruction.command.arguments {
            Arguments::Cmd(_) | Arguments::Entrypoint(_) | Arguments::Healthcheck(_) => (true, false),
            Arguments::Onbuild(_) => (true, true),
            _ => (false, false),
        };
        let text = self.document.source.text();
        let writes_script = instruction.heredocs.iter().any(|heredoc| names_apt(heredoc.body.of(text)));
        // A trigger is a RUN, and read as such below.
        let reads = |text| names_apt(text) || (!is_trigger && names_apt_or_lists(text));
        if writes_script || (runs_text && (works_over_lists || reads(instruction.lines.of(text)))) {
            return ListUse::Earlier;
        }
        match &instruction.command.arguments {
            Arguments::Onbuild(Some(trigger)) => match &trigger.arguments {
                Arguments::Run(form) => lists_of_trigger(instruction.text(form.span())),
                _ => ListUse::None,
            },
            _ => ListUse::None,
        }
    }
}

/// What the text of an `ONBUILD RUN` does that does not name apt.
fn lists_of_trigger(text: &str) -> ListUse {
    let Ok(script) = parse(text) else { return ListUse::Hidden };
    let commands = script.simple_commands();
    let found = commands.iter().map(|found| {
        let resolved = resolve(found.simple, text);
        let reads = may_read_lists(found.simple, &resolved, text);
        if reads { ListUse::Earlier } else { hidden_use(found.simple, &resolved, text) }
    });
    found.max().unwrap_or(ListUse::None)
}
