//! What a RUN does with apt's package lists (`/var/lib/apt/lists`).

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Action, BaseImage, Manager, Model, PackageCommand, Run};
use crate::facts::{leaves_packages_alone, reads_apt_lists};
use crate::shell::{
    AndOrOp, Command, List, Node, Place, Redirect, RedirectOp, Resolved, Script, Sep, Simple, parse, resolve,
};
use crate::syntax::{Arguments, MountKey, Span, mounts};

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
const SOURCE_MARKS: [&str; 16] = [
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
    "add-architecture",
    "dpkg",
    ".deb",
    "gpg",
];

/// More ranges than that are not looked at, so that the cost stays linear.
const MAX_RANGES: usize = 32;

/// Where apt keeps the package lists.
const LISTS: [&str; 4] = ["var", "lib", "apt", "lists"];

/// Texts that stand in a path to the lists, also in one that begins at `/var` or above it.
const LISTS_MARKS: [&str; 2] = ["var/lib/apt", "apt/lists"];

impl Run<'_> {
    /// How this RUN depends on apt's package lists. Text that is not understood counts for what it might do.
    #[must_use]
    pub fn apt_lists(&self) -> ListUse {
        let mentions_apt = names_apt_or_lists(self.text) || self.mentions("apt");
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
        self.apt_lists() >= ListUse::Hidden
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
    reads || (!removes && names_apt_or_lists(line))
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

/// Whether a text names apt, or the lists by a path.
fn names_apt_or_lists(text: &str) -> bool {
    LISTS_MARKS.iter().any(|mark| text.contains(mark)) || names_apt(text) || has_pattern_below_lists(text)
}

/// Whether a text names apt, or another program that reads its lists, in whatever quotes: not as a part of a path or of
/// another name.
fn names_apt(text: &str) -> bool {
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
    let reads = |(start, word): (usize, &str)| {
        // In quotes `\n` and its likes stand for blanks.
        let escaped = text[..start].ends_with('\\') && word.starts_with(['n', 'r', 't']);
        let name = if escaped { &word[1..] } else { word };
        let (before, after) = (&text[..start], &text[start + word.len()..]);
        let begins = escaped || before.ends_with("bin/") || !before.ends_with(['.', '/']);
        let is_module = name == "apt_pkg" || (name == "apt" && PYTHON_MODULES.iter().any(|one| after.starts_with(one)));
        // `apt::` begins the name of a setting.
        begins && reads_apt_lists(name) && (is_module || !(after.starts_with(['.', '/']) || after.starts_with("::")))
    };
    text.contains("apt-get") || text.contains("aptitude") || words(text, is_part).any(reads)
}

/// What the Python module `apt` is used for, behind its name.
const PYTHON_MODULES: [&str; 5] = [".Cache", ".cache", ".debfile", ".package", ".progress"];

/// The longest stretches of a text that consist of `is_part`, with their offsets.
fn words(text: &str, is_part: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split(move |char| !is_part(char))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - base, word))
}

/// Whether a text holds a path with a pattern that may need something in the lists to stand for anything.
fn has_pattern_below_lists(text: &str) -> bool {
    let may_be = |(part, name): (&str, &str)| part == name || part.contains(['*', '?', '[', '$', '{']);
    text.contains(['*', '?', '['])
        && text.split([' ', '\t', '\n', '"', '\'', '=', ';', '(', ')']).any(|word| {
            let parts = || word.split('/').filter(|part| !part.is_empty());
            word.starts_with('/')
                && word.contains(['*', '?', '['])
                && (parts().count() > LISTS.len() || word.contains("**"))
                && parts().zip(LISTS).all(may_be)
        })
}

/// Whether a directory holds the lists, or lies among them, so that a relative path may lead to them; not the root, from
/// which the path says it all.
fn leads_to_lists(directory: &str) -> bool {
    let mut parts: Vec<&str> = Vec::new();
    for part in directory.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    !parts.is_empty() && parts.iter().zip(LISTS).all(|(part, name)| *part == name)
}

#[cfg(test)]
mod tests {
    use super::{has_pattern_below_lists, leads_to_lists, names_apt};

    #[test]
    fn apt_is_named_in_whatever_quotes() {
        for text in [
            "apt\tlist",
            "'apt install x'",
            "[\"apt\"]",
            "/usr/bin/apt x",
            "x;apt-get",
            "apt",
            "aptitude -y",
            "[\"apt-cache\", \"policy\"]",
            "printf '#!/bin/sh\\napt-cache policy\\n'",
            "/usr/bin/apt-file search x",
            "import apt_pkg; apt_pkg.init()",
            "import apt.cache",
            "unattended-upgrade -v",
            "add-apt-repository",
        ] {
            assert!(names_apt(text), "{text}");
        }
        for text in [
            "/etc/apt/sources.list",
            "/etc/apt",
            "apt.example.org",
            "apt::install-recommends",
            "capture",
            "adapt x",
            "apt_x",
            "apt-mark hold x",
            "apt-transport-https",
            "http://apt-proxy:3142",
            "python3-apt",
            "/etc/cron.daily/apt-compat",
        ] {
            assert!(!names_apt(text), "{text}");
        }
    }

    #[test]
    fn patterns_and_directories_lead_to_lists() {
        for text in ["ls /var/*/apt/l*/*", "rm /var/lib/*/*/*Packages", "ls \"/var/l[i]b/apt/lists/x\"", "ls /var/**"] {
            assert!(has_pattern_below_lists(text), "{text}");
        }
        for text in ["ls /var/lib/*", "rm -rf /var/www/*/*/*", "ls /usr/lib/a/b/*"] {
            assert!(!has_pattern_below_lists(text), "{text}");
        }
        for directory in ["/var", "/var/lib/", "/var/lib/apt/lists/partial", "/var/www/../lib"] {
            assert!(leads_to_lists(directory), "{directory}");
        }
        for directory in ["/", "/app", "/var/www", "/var/lib/mysql", "/var/.."] {
            assert!(!leads_to_lists(directory), "{directory}");
        }
    }
}
