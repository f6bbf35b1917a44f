//! What a RUN does with apt's package lists (`/var/lib/apt/lists`).

use std::collections::HashSet;

use super::{Action, Manager, Model, PackageCommand, Run};
use crate::facts::leaves_packages_alone;
use crate::shell::{AndOrOp, Command, Invocation, List, Node, Resolved, Sep, Simple, Word, resolve};
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
        let mut updates = Updates::default();
        let certain = Self::certain_commands(self.script.iter().map(|script| &script.list));
        let commands = PackageCommand::of(self);
        let mut commands = commands.iter().peekable();
        for located in self.simple_commands() {
            let command = commands.next_if(|command| std::ptr::eq(command.simple, located.simple));
            let found = match command {
                Some(command) if command.manager == Manager::Apt => match command.action {
                    Action::Update => {
                        if certain.contains(&located.simple.span) {
                            updates.sure = true;
                        } else {
                            updates.add_branch(self, located.simple.span);
                        }
                        ListUse::Own
                    }
                    Action::Clean | Action::Remove => ListUse::None,
                    _ if updates.reach(located.simple.span) => ListUse::Own,
                    _ => ListUse::Earlier,
                },
                Some(_) => ListUse::None,
                None => match resolve(located.simple, self.text) {
                    Resolved::Opaque(_) if located.simple.span.of(self.text).contains("apt") => ListUse::Earlier,
                    Resolved::Opaque(_) => ListUse::Hidden,
                    Resolved::Known(known) if reads_lists(known.tool) && !updates.reach(located.simple.span) => {
                        ListUse::Earlier
                    }
                    Resolved::Known(known) if known.tool == "make" => self.make(&known),
                    Resolved::Known(_) => ListUse::None,
                    // Assignments and redirections only.
                    Resolved::Other { name } if name.is_empty() => ListUse::None,
                    Resolved::Other { name } => {
                        let named = |word: &Word| word.value(self.text).as_deref() == Some(&*name);
                        let at = located.simple.words.iter().position(named).unwrap_or_default();
                        self.program(&name, located.simple, at)
                    }
                },
            };
            worst = worst.max(found);
        }
        if names_apt && worst == ListUse::None && self.has_backquotes() { ListUse::Earlier } else { worst }
    }

    /// The commands of a list that have run when what stands behind them in it runs: not those in a branch, a loop or a
    /// function, nor behind `||`.
    fn certain_commands<'s>(lists: impl Iterator<Item = &'s List>) -> HashSet<Span> {
        let lists = lists.flat_map(|list| &list.items);
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

    /// The innermost list inside a compound command that holds a command, if that has run when the rest of the list runs.
    fn branch_of(&self, command: Span) -> Option<Span> {
        let mut innermost = None;
        self.script.as_ref().ok()?.visit(&mut |node, _| {
            let Node::Compound(compound) = node else { return };
            innermost = compound.lists.iter().find(|list| list.span.contains(command)).or(innermost);
        });
        let certain = Self::certain_commands(innermost.into_iter());
        Some(innermost?.span).filter(|_| certain.contains(&command))
    }

    fn has_backquotes(&self) -> bool {
        memchr::memchr(b'`', self.text.as_bytes()).is_some()
    }

    /// What make does stands in a Makefile, under the names of its targets.
    fn make(&self, make: &Invocation<'_>) -> ListUse {
        let words = &make.simple.words;
        let is_number = |word: &Word| {
            let text = word.text(self.text);
            text.starts_with("-j") || text.trim_matches('"') == "$(nproc)"
        };
        let is_known = |word: &Word| word.value(self.text).is_some() || is_number(word);
        let targets = make.operands.iter().filter(|&&at| !is_number(&words[at])).map(|&at| words[at].value(self.text));
        let targets: Vec<_> = targets.collect();
        let targets: Vec<Option<&str>> = targets.iter().map(Option::as_deref).collect();
        let alone = make.unknown_option.is_none()
            && words[make.tool_word..].iter().all(is_known)
            && leaves_packages_alone(make.tool, &targets);
        if alone { ListUse::None } else { ListUse::Hidden }
    }

    /// What a program that is in no tool table does: nothing if it is known to leave packages alone.
    /// `at` is the word that names it.
    fn program(&self, name: &str, simple: &Simple, at: usize) -> ListUse {
        let arguments: Vec<_> = simple.words.iter().skip(at + 1).map(|word| word.value(self.text)).collect();
        let arguments: Vec<Option<&str>> = arguments.iter().map(Option::as_deref).collect();
        if leaves_packages_alone(name, &arguments) { ListUse::None } else { ListUse::Hidden }
    }
}

/// The calls that fetch the lists in a RUN, and for what they are there for sure.
#[derive(Default)]
struct Updates {
    /// Whether one has run when a later command at the top level runs.
    sure: bool,
    /// The branches of compound commands that one stands in: the lists are there for the rest of them.
    branches: Vec<Span>,
}

/// More branches than that are not looked at, so that the cost stays linear.
const MAX_BRANCHES: usize = 32;

impl Updates {
    fn add_branch(&mut self, run: &Run<'_>, update: Span) {
        if self.branches.len() < MAX_BRANCHES {
            self.branches.extend(run.branch_of(update));
        }
    }

    /// Whether the lists are there for a later command.
    fn reach(&self, command: Span) -> bool {
        self.sure || self.branches.iter().any(|branch| branch.contains(command))
    }
}

fn reads_lists(tool: &str) -> bool {
    matches!(tool, "apt-cache" | "add-apt-repository" | "apt-file")
}

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
                let used = own[child]
                    .get_or_insert_with(|| body.map(|at| self.apt_lists_of(at)).max().unwrap_or(ListUse::None));
                below[stage] = below[stage].max(*used).max(below[child]);
            }
        }
        below
    }

    /// How an instruction depends on package lists that are there before it: a RUN, an ONBUILD trigger, or what the
    /// image runs.
    #[must_use]
    pub fn apt_lists_of(&self, at: usize) -> ListUse {
        let instruction = self.instruction(at);
        if let Some(run) = self.run(at) {
            // The text of a RUN that feeds a heredoc to a command does not hold the heredoc.
            let hidden = run.script.is_err() && names_apt(instruction, self.document.source.text());
            return if hidden { ListUse::Earlier } else { run.apt_lists() };
        }
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
