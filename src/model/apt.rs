//! What a RUN does with apt's package lists (`/var/lib/apt/lists`).

mod command;
mod stages;
mod weight;
mod words;

use std::collections::HashSet;

pub use weight::{ListsWeight, Weight};

use super::{Action, Manager, PackageCommand, Run};
use crate::shell::{AndOrOp, Command, List, Node, Place, Redirect, RedirectOp, Script, Sep, Simple, resolve};
use crate::syntax::{MountKey, Span, mounts};
use command::{hidden_use, may_read_lists};
use words::{names_apt, names_apt_or_lists};

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
const SOURCE_MARKS: [&str; 17] = [
    "/etc/apt",
    "cd /etc",
    "/etc/*",
    "/etc/?",
    "/etc/[",
    "/etc/a*",
    "apt.conf",
    "preferences.d",
    "trusted.gpg",
    "sources.list",
    "apt-key",
    "apt-repository",
    "add-repository",
    "add-architecture",
    "dpkg",
    ".deb",
    "gpg",
];

/// More ranges than that are not looked at, so that the cost stays linear.
const MAX_RANGES: usize = 32;

impl Run<'_> {
    /// How this RUN depends on apt's package lists. Text that is not understood counts for what it might do.
    #[must_use]
    pub fn apt_lists(&self) -> ListUse {
        self.lists_and_unseen_calls().0
    }

    /// How this RUN depends on the lists, and whether something in it that is no call of a package manager may call one.
    fn lists_and_unseen_calls(&self) -> (ListUse, bool) {
        *self.apt_use.get_or_init(|| self.look_for_apt())
    }

    fn look_for_apt(&self) -> (ListUse, bool) {
        let mentions_apt = names_apt_or_lists(self.text) || self.mentions("apt");
        let Ok(script) = &self.script else {
            return (if mentions_apt { ListUse::Earlier } else { ListUse::Hidden }, true);
        };
        let commands = PackageCommand::of(self);
        let updates: HashSet<Span> =
            commands.iter().filter(|one| one.fetches_all_lists(self.text)).map(|one| one.simple.span).collect();
        let mut updated: Vec<Span> = Vec::new();
        if !updates.is_empty() {
            cover(&script.list, self.text.len(), &updates, &mut updated);
        }
        // Ranges to the end of the text hold each other; what is left is short.
        let to_end = |range: &Span| range.end as usize == self.text.len();
        let sure = updated.iter().filter(|range| to_end(range)).map(|range| range.start).min();
        updated.retain(|range| !to_end(range));
        updated.truncate(MAX_RANGES);
        let is_updated = |span: Span| {
            sure.is_some_and(|start| start <= span.start) || updated.iter().any(|range| range.contains(span))
        };
        let needed = |span: Span| if is_updated(span) { ListUse::Own } else { ListUse::Earlier };
        let (mut worst, mut unseen) = (ListUse::None, false);
        let mut commands = commands.iter().peekable();
        for located in self.simple_commands() {
            let simple = located.simple;
            let command = commands.next_if(|command| std::ptr::eq(command.simple, simple));
            let found = match command {
                Some(command) if command.manager == Manager::Apt => match command.action {
                    Action::Update => ListUse::Own,
                    Action::Clean | Action::Remove => ListUse::None,
                    _ => needed(simple.span),
                },
                _ => {
                    let resolved = resolve(simple, self.text);
                    let hidden = hidden_use(simple, &resolved, self.text);
                    unseen |= hidden != ListUse::None;
                    let reads = mentions_apt && may_read_lists(simple, &resolved, self.text);
                    if reads { needed(simple.span) } else { hidden }
                }
            };
            worst = worst.max(found);
        }
        if mentions_apt && let Some(span) = self.other_words(script) {
            worst = worst.max(needed(span));
            unseen = true;
        }
        if mentions_apt && worst == ListUse::None && self.has_backquotes() {
            (worst, unseen) = (ListUse::Earlier, true);
        }
        (worst, unseen)
    }

    /// A word that is no part of a simple command, or a heredoc, that names apt or the lists.
    fn other_words(&self, script: &Script) -> Option<Span> {
        let names = |span: Span| names_apt_or_lists(span.of(self.text));
        let mut found = script.heredocs.iter().map(|heredoc| heredoc.content.span).find(|&span| names(span));
        script.visit(&mut |node, _| {
            if let Node::Compound(compound) = node {
                let targets = compound.redirects.iter().map(|redirect| redirect.target.span);
                let mut words = compound.words.iter().map(|word| word.span).chain(targets);
                found = found.or_else(|| words.find(|&span| names(span)));
            }
        });
        found
    }

    /// Whether this RUN names something that says where apt gets packages from.
    pub(super) fn names_apt_sources(&self) -> bool {
        SOURCE_MARKS.iter().any(|mark| self.mentions(mark))
    }

    /// A mount that may hold the lists, or a directory above them, so that they are not in the layer.
    #[must_use]
    pub fn mount_over_apt_lists(&self) -> Option<Span> {
        let mounts = mounts(self.instruction, &self.instruction.command);
        let over_lists = mounts.iter().find(|mount| {
            let target = mount.get(self.instruction, MountKey::Target).unwrap_or_default().trim_end_matches('/');
            target.contains("apt") || target.contains('$') || ["", "/var", "/var/lib", "/var/cache"].contains(&target)
        });
        over_lists.map(|mount| mount.span)
    }

    /// Whether this RUN writes a text that names apt to a file: a script that may run at any time.
    fn writes_text_that_names_apt(&self) -> bool {
        let Ok(script) = &self.script else { return false };
        let pipes_to_tee = self.mentions("tee");
        let writes = |(simple, place): (&Simple, Place)| {
            let prints = matches!(simple.name(self.text).as_deref(), Some("echo" | "printf" | "cat" | "tee"));
            let is_file = |redirect: &Redirect| {
                matches!(redirect.op, RedirectOp::Write | RedirectOp::Append | RedirectOp::Clobber)
                    && !redirect.target.text(self.text).starts_with("/dev/")
            };
            prints
                && ((pipes_to_tee && !place.current_shell) || simple.redirects.iter().any(is_file))
                && (simple.words.iter().any(|word| names_apt(word.text(self.text))))
        };
        names_apt(self.text)
            && (script.heredocs.iter().any(|heredoc| names_apt(heredoc.content.span.of(self.text)))
                || self.simple_commands().iter().any(|found| writes((found.simple, found.place))))
    }

    /// Whether a script or program in this RUN may call a package manager without a word about it.
    #[must_use]
    pub fn may_call_package_managers_unseen(&self) -> bool {
        self.lists_and_unseen_calls().1
    }

    /// The first command that may read package lists, as far as is known, or change them.
    #[must_use]
    pub fn first_reader_of_apt_lists(&self) -> Option<&Simple> {
        let commands = PackageCommand::of(self);
        let mut commands = commands.iter().peekable();
        self.simple_commands().into_iter().map(|found| found.simple).find(|&simple| {
            match commands.next_if(|command| std::ptr::eq(command.simple, simple)) {
                Some(command) if command.manager == Manager::Apt => {
                    !matches!(command.action, Action::Clean | Action::Remove)
                }
                _ => {
                    let resolved = resolve(simple, self.text);
                    may_read_lists(simple, &resolved, self.text)
                        || hidden_use(simple, &resolved, self.text) != ListUse::None
                }
            }
        })
    }

    fn has_backquotes(&self) -> bool {
        memchr::memchr(b'`', self.text.as_bytes()).is_some()
    }
}

/// Adds the ranges of the text in which one of the `updates` has certainly run: behind one that begins a list, to the
/// end of what that list stands in; behind another one, as far as `&&` goes on.
fn cover(list: &List, end: usize, updates: &HashSet<Span>, covered: &mut Vec<Span>) {
    for item in &list.items {
        let chain = item.and_or.rest.iter().take_while(|link| link.op == AndOrOp::And);
        let chain_end = chain.last().map_or(item.and_or.first.span.end, |link| link.pipeline.span.end) as usize;
        let mut behind_or = false;
        for (index, pipeline) in item.and_or.pipelines().enumerate() {
            behind_or |= index > 0 && item.and_or.rest[index - 1].op == AndOrOp::Or;
            // Behind `update || true` apt may have the lists from before only.
            let may_fail = item.and_or.rest.get(index).is_some_and(|link| link.op == AndOrOp::Or);
            for command in &pipeline.commands {
                match command {
                    Command::Simple(simple) if updates.contains(&simple.span) && !behind_or && !may_fail => {
                        let first = index == 0 && item.sep != Sep::Amp;
                        let until = if first { end } else { chain_end };
                        covered.push(Span::new(simple.span.end as usize, until.max(simple.span.end as usize)));
                    }
                    Command::Simple(_) => {}
                    Command::Compound(compound) => {
                        for inner in &compound.lists {
                            cover(inner, inner.span.end as usize, updates, covered);
                        }
                    }
                }
            }
        }
    }
}
