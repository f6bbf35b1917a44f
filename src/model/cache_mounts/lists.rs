//! apt's package lists in a mount: fetched by a RUN for itself, read by no other.

use super::{CacheMount, CacheMounts, CacheUse, Verdict, paths};
use crate::facts::{CacheTool, Provenance};
use crate::model::{Action, ListUse, Manager, Model, PackageCommand, Run};
use crate::shell::shadows;

const LISTS: &str = "/var/lib/apt/lists";

impl Model<'_> {
    pub(super) fn apt_mounts(&self, tool: &'static CacheTool, wanted: &dyn Fn(usize) -> bool, found: &mut CacheMounts) {
        let above = ["", "/var", "/var/lib", "/var/lib/apt", LISTS];
        let holds = |path: Option<&str>| path.is_none_or(|path| above.contains(&path) || path.starts_with(LISTS));
        let taken = self.stages_giving(&holds);
        let (below, at_run_time) = (self.apt_lists_below(), self.apt_lists_at_run_time());
        for (stage, facts) in self.stages.iter().enumerate().filter(|(stage, _)| wanted(*stage)) {
            let mut later = if taken[stage] { ListUse::Earlier } else { below[stage].max(at_run_time[stage]) };
            for at in facts.body().rev() {
                if let Some(run) = self.run(at).filter(|run| run.mentions("apt")) {
                    let verdict = self.lists(tool, stage, run, later);
                    if let Some(verdict) = verdict.unwrap_or_else(|reason| Some(Verdict::Refused(reason))) {
                        let hidden = "a script that runs later may install packages without an update of its own";
                        let doubt = (later == ListUse::Hidden).then_some(hidden);
                        found.0.entry(at).or_default().push(CacheUse {
                            tool,
                            verdict,
                            family: None,
                            home: None,
                            doubt,
                        });
                    }
                }
                later = self.apt_lists_from(at, later);
            }
        }
    }

    fn lists(
        &self,
        tool: &'static CacheTool,
        stage: usize,
        run: &Run<'_>,
        later: ListUse,
    ) -> Result<Option<Verdict>, String> {
        let script = match &run.script {
            Ok(script) => script,
            Err(_) if !run.mentions("update") => return Ok(None),
            Err(reason) => return Err(reason.clone()),
        };
        let commands = PackageCommand::of(run);
        let apt = || commands.iter().filter(|command| command.manager == Manager::Apt);
        if !apt().any(|command| command.action == Action::Update) {
            return Ok(None);
        }
        if paths::is_mounted(self, run, LISTS) {
            return Ok(Some(Verdict::Mounted));
        }
        self.frontend_has_mounts()?;
        if !apt().any(|command| matches!(command.action, Action::Install | Action::Upgrade)) {
            return Err("it fetches the lists for something else than itself".to_owned());
        }
        if later == ListUse::Earlier {
            return Err("another instruction uses the package lists without an update of its own".to_owned());
        }
        if apt().any(|command| command.action == Action::Update && !command.fetches_all_lists(run.text)) {
            return Err("its update is told what lists to fetch, or where they go".to_owned());
        }
        // In a cache there may be lists of an earlier build: an install must not come to read these.
        let installs = |command: &&PackageCommand<'_>| matches!(command.action, Action::Install | Action::Upgrade);
        if run.apt_lists() != ListUse::Own || !apt().filter(installs).all(|command| self.is_behind_update(run, command))
        {
            return Err(
                "an install in it may run without its update, and would read the lists of an earlier build".to_owned()
            );
        }
        if tool.programs.iter().any(|program| shadows(script, run.text, program)) {
            return Err("it gives the name of apt another meaning".to_owned());
        }
        if let Some(mount) = run.mount_over_apt_lists() {
            return Err(format!("{} may hold the lists", run.instruction.text(mount)));
        }
        paths::is_free(self, run, LISTS)?;
        let base = self.base(stage);
        let suite = base.suite.filter(|_| base.provenance == Some(Provenance::TagWord));
        // The lists of one suite are no use to another, and apt removes them.
        let id = suite.map(|suite| format!("apt-lists-{suite}"));
        let mount = CacheMount { target: LISTS.to_owned(), id, sharing: tool.sharing.as_deref(), owner: None };
        Ok(Some(Verdict::Mount(vec![mount])))
    }

    /// Whether an update of the RUN certainly succeeded before a command.
    fn is_behind_update(&self, run: &Run<'_>, command: &PackageCommand<'_>) -> bool {
        PackageCommand::of(run).iter().any(|update| {
            update.fetches_all_lists(run.text)
                && update.simple.span.end <= command.simple.span.start
                && self.must_succeed(run, update.simple)
        })
    }
}
