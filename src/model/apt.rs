//! What a RUN does with apt's package lists (`/var/lib/apt/lists`).

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Action, Manager, Model, PackageCommand, Run};
use crate::facts::leaves_packages_alone;
use crate::shell::{AndOrOp, Command, List, Node, Resolved, Script, Sep, Simple, parse, resolve};
use crate::syntax::{Arguments, Span};

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

/// More ranges than that are not looked at, so that the cost stays linear.
const MAX_RANGES: usize = 32;

/// Where apt keeps the package lists.
const LISTS: &str = "/var/lib/apt";

impl Run<'_> {
    /// How this RUN depends on apt's package lists. Text that is not understood counts for what it might do.
    #[must_use]
    pub fn apt_lists(&self) -> ListUse {
        let mentions_apt = self.mentions("apt");
        let Ok(script) = &self.script else {
            return if mentions_apt { ListUse::Earlier } else { ListUse::Hidden };
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
        let mut worst = ListUse::None;
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
                    if mentions_apt && may_read_lists(simple, &resolved, self.text) {
                        needed(simple.span)
                    } else {
                        hidden_use(simple, &resolved, self.text)
                    }
                }
            };
            worst = worst.max(found);
        }
        if mentions_apt && worst < ListUse::Earlier {
            worst = worst.max(self.other_words(script).map_or(ListUse::None, needed));
        }
        if mentions_apt && worst == ListUse::None && self.has_backquotes() { ListUse::Earlier } else { worst }
    }

    /// A word that is no part of a simple command, or a heredoc, that names apt or the lists.
    fn other_words(&self, script: &Script) -> Option<Span> {
        let names = |span: Span| names_apt(span.of(self.text)) || span.of(self.text).contains(LISTS);
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
            for command in &pipeline.commands {
                match command {
                    Command::Simple(simple) if updates.contains(&simple.span) && !behind_or => {
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

/// Whether a command that is no call of a package manager reads package lists, or names apt or the lists otherwise than
/// to remove them by force: another program may run what its arguments say.
fn may_read_lists(simple: &Simple, resolved: &Resolved<'_>, text: &str) -> bool {
    let (reads, removes) = match resolved {
        Resolved::Known(known) => (
            matches!(known.tool, "apt-cache" | "add-apt-repository" | "apt-file"),
            known.tool == "rm" && known.has("--force"),
        ),
        Resolved::Opaque(_) => (simple.span.of(text).contains("apt"), false),
        Resolved::Other { .. } => (false, false),
    };
    let line = simple.span.of(text);
    reads || (line.contains(LISTS) && !removes) || names_apt(line)
}

/// What a command does that does not name apt: nothing if it is known to leave packages alone.
fn hidden_use(simple: &Simple, resolved: &Resolved<'_>, text: &str) -> ListUse {
    let value = |at: usize| simple.words.get(at).and_then(|word| word.value(text));
    let (name, words) = match resolved {
        Resolved::Opaque(_) => return ListUse::Hidden,
        Resolved::Other { name } if name.is_empty() => return ListUse::None,
        Resolved::Other { name } => {
            let at = (0..simple.words.len()).find(|&at| value(at).as_ref() == Some(name)).unwrap_or(0);
            (&**name, (at + 1..simple.words.len()).map(value).collect::<Vec<_>>())
        }
        Resolved::Known(known) => {
            let Some((subcommand, at)) = &known.subcommand else {
                let appended = known.wrappers.contains(&"xargs").then_some(None);
                let other_rules = (known.has("--file") || known.has("--eval")).then_some(None);
                let build = |at: usize| build_word(simple, at, text);
                let all = known.tool_word + 1..simple.words.len();
                let words: Vec<_> = if known.unknown_option.is_some() {
                    all.map(build).collect()
                } else {
                    let dynamic = all.map(build).filter(Option::is_none);
                    let operands = known.operands.iter().map(|&at| build(at));
                    operands.chain(dynamic).chain(appended).chain(other_rules).collect()
                };
                return alone(known.tool, &words);
            };
            if known.opaque_before || known.unknown_option.is_some_and(|option| option < *at) {
                return alone(known.tool, &[None]);
            }
            let parts = subcommand.split(' ').map(|part| Some(Cow::Borrowed(part)));
            (known.tool, parts.chain((at + 1..simple.words.len()).map(value)).collect())
        }
    };
    alone(name, &words)
}

/// An argument of `make`: of `-j` and of `NAME=` the value does not matter.
fn build_word<'t>(simple: &Simple, at: usize, text: &'t str) -> Option<Cow<'t, str>> {
    let raw = simple.words[at].text(text);
    let name = raw.split_once('=').map_or("", |(name, _)| name);
    let assigns = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let counts = raw.starts_with("-j") || matches!(simple.words[at - 1].text(text), "-j" | "--jobs");
    if assigns || counts { Some(Cow::Borrowed("-j")) } else { simple.words[at].value(text) }
}

fn alone(program: &str, words: &[Option<Cow<'_, str>>]) -> ListUse {
    let words: Vec<Option<&str>> = words.iter().map(Option::as_deref).collect();
    if leaves_packages_alone(program, &words) { ListUse::None } else { ListUse::Hidden }
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
            let hidden = run.script.is_err() && names_apt(instruction.lines.of(self.document.source.text()));
            return if hidden { ListUse::Earlier } else { run.apt_lists() };
        }
        let runs_text = matches!(
            instruction.command.arguments,
            Arguments::Cmd(_) | Arguments::Entrypoint(_) | Arguments::Healthcheck(_) | Arguments::Onbuild(_)
        );
        let text = self.document.source.text();
        let writes_script = instruction.heredocs.iter().any(|heredoc| names_apt(heredoc.body.of(text)));
        if writes_script || (runs_text && names_apt(instruction.lines.of(text))) {
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
    let found = commands.iter().map(|found| hidden_use(found.simple, &resolve(found.simple, text), text));
    found.max().unwrap_or(ListUse::None)
}

/// Whether a text names the program apt, in whatever quotes: not as a part of a path or of another name.
fn names_apt(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/');
    let stands_alone = |at: usize| {
        let before = &text[..at];
        let begins = before.ends_with("bin/") || before.bytes().next_back().is_none_or(|byte| !is_part(byte));
        begins && bytes.get(at + 3).is_none_or(|&byte| !is_part(byte))
    };
    memchr::memmem::find_iter(bytes, b"apt").any(|at| {
        let rest = &text[at..];
        rest.starts_with("apt-get") || rest.starts_with("aptitude") || stands_alone(at)
    })
}

#[cfg(test)]
mod tests {
    use super::names_apt;

    #[test]
    fn apt_is_named_in_whatever_quotes() {
        for text in ["apt\tlist", "'apt install x'", "[\"apt\"]", "/usr/bin/apt x", "x;apt-get", "apt", "aptitude -y"] {
            assert!(names_apt(text), "{text}");
        }
        for text in ["/etc/apt/sources.list", "/etc/apt", "apt.example.org", "capture", "apt-cache", "adapt x", "apt_x"]
        {
            assert!(!names_apt(text), "{text}");
        }
    }
}
