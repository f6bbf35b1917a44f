//! What a RUN does with apt's package lists (`/var/lib/apt/lists`).

use std::collections::HashSet;

use super::{Action, BaseImage, Manager, Model, PackageCommand, Run};
use crate::facts::leaves_packages_alone;
use crate::shell::{AndOrOp, Command, Resolved, Sep, Simple, resolve};
use crate::syntax::{Arguments, Instruction, Span};

/// How a RUN depends on package lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListUse {
    /// It does not touch them.
    None,
    /// It fetches them itself before it reads them.
    Own,
    /// A script in it may read them, but nothing says so.
    Hidden,
    /// It reads lists that must be there before.
    Earlier,
}

/// Texts without which a command line does not change apt's sources, keys or architectures.
const SOURCE_MARKS: [&str; 8] =
    ["/etc/apt", "sources.list", "apt-key", "apt-repository", "add-architecture", "dpkg", ".deb", "gpg"];

impl Run<'_> {
    /// How this RUN depends on apt's package lists. Text that is not understood counts for what it might do.
    #[must_use]
    pub fn apt_lists(&self) -> ListUse {
        let names_apt = self.mentions("apt");
        if self.script.is_err() {
            return if names_apt { ListUse::Earlier } else { ListUse::Hidden };
        }
        let mut worst = ListUse::None;
        let mut updated = false;
        let certain = self.certain_commands();
        let commands = PackageCommand::of(self);
        let mut commands = commands.iter().peekable();
        for located in self.simple_commands() {
            let command = commands.next_if(|command| std::ptr::eq(command.simple, located.simple));
            let found = match command {
                Some(command) if command.manager == Manager::Apt => match command.action {
                    Action::Update => {
                        updated |= certain.contains(&located.simple.span);
                        ListUse::Own
                    }
                    Action::Clean | Action::Remove => ListUse::None,
                    _ if updated => ListUse::Own,
                    _ => ListUse::Earlier,
                },
                Some(_) => ListUse::None,
                None => match resolve(located.simple, self.text) {
                    Resolved::Opaque(_) if located.simple.span.of(self.text).contains("apt") => ListUse::Earlier,
                    Resolved::Opaque(_) => ListUse::Hidden,
                    Resolved::Known(known) if reads_lists(known.tool) && !updated => ListUse::Earlier,
                    Resolved::Known(_) => ListUse::None,
                    Resolved::Other { name } => self.program(&name, located.simple),
                },
            };
            worst = worst.max(found);
        }
        if names_apt && worst == ListUse::None && self.has_backquotes() { ListUse::Earlier } else { worst }
    }

    /// The commands that have run when what stands behind them at the top level runs: not those in a branch, a loop or
    /// a function, nor behind `||`.
    fn certain_commands(&self) -> HashSet<Span> {
        let lists = self.script.iter().flat_map(|script| &script.list.items);
        let chains = lists.filter(|item| item.sep != Sep::Amp).flat_map(|item| {
            let links = item.and_or.rest.iter().take_while(|link| link.op == AndOrOp::And).map(|link| &link.pipeline);
            std::iter::once(&item.and_or.first).chain(links)
        });
        let commands = chains.flat_map(|pipeline| &pipeline.commands);
        commands
            .filter_map(|command| match command {
                Command::Simple(simple) => Some(simple.span),
                Command::Compound(_) => None,
            })
            .collect()
    }

    /// Whether this RUN may change where apt gets packages from.
    #[must_use]
    pub fn may_change_apt_sources(&self) -> bool {
        SOURCE_MARKS.iter().any(|mark| self.mentions(mark))
    }

    /// Whether a script or program in this RUN may call a package manager without a word about it.
    #[must_use]
    pub fn may_call_package_managers_unseen(&self) -> bool {
        self.apt_lists() >= ListUse::Hidden
    }

    fn has_backquotes(&self) -> bool {
        memchr::memchr(b'`', self.text.as_bytes()).is_some()
    }

    /// What a program that is in no tool table does: nothing if it is known to leave packages alone.
    fn program(&self, name: &str, simple: &Simple) -> ListUse {
        let arguments: Vec<_> = simple.words.iter().skip(1).map(|word| word.value(self.text)).collect();
        let arguments: Vec<Option<&str>> = arguments.iter().map(Option::as_deref).collect();
        if leaves_packages_alone(name, &arguments) { ListUse::None } else { ListUse::Hidden }
    }
}

fn reads_lists(tool: &str) -> bool {
    matches!(tool, "apt-cache" | "add-apt-repository" | "apt-file")
}

impl Model<'_> {
    /// For each stage, how the stages built FROM it depend on the package lists it leaves.
    #[must_use]
    pub fn apt_lists_below(&self) -> Vec<ListUse> {
        let mut below = vec![ListUse::None; self.stages.len()];
        for (stage, facts) in self.stages.iter().enumerate().rev() {
            if let BaseImage::Stage(parent) = facts.base {
                let own = facts.body().map(|at| self.apt_lists_of(at)).max().unwrap_or(ListUse::None);
                below[parent] = below[parent].max(own).max(below[stage]);
            }
        }
        below
    }

    /// How an instruction depends on package lists that are there before it: a RUN, an ONBUILD trigger, or what the
    /// image runs.
    #[must_use]
    pub fn apt_lists_of(&self, at: usize) -> ListUse {
        if let Some(run) = self.run(at) {
            return run.apt_lists();
        }
        let instruction = self.instruction(at);
        let runs_text = matches!(
            instruction.command.arguments,
            Arguments::Cmd(_) | Arguments::Entrypoint(_) | Arguments::Healthcheck(_) | Arguments::Onbuild(_)
        );
        if runs_text && names_apt(instruction, self.document.source.text()) { ListUse::Earlier } else { ListUse::None }
    }
}

fn names_apt(instruction: &Instruction<'_>, text: &str) -> bool {
    let text = instruction.lines.of(text);
    ["apt-get", "apt ", "aptitude", "apt\""].iter().any(|name| text.contains(name))
}
