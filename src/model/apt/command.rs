//! What one command does with apt's package lists that is no call of a package manager.

use std::borrow::Cow;

use super::ListUse;
use super::words::names_apt_or_lists;
use crate::facts::leaves_packages_alone;
use crate::shell::{Resolved, Simple};

/// Whether a command that is no call of a package manager reads package lists, or names apt or the lists otherwise than
/// to remove them by force: another program may run what its arguments say.
pub(super) fn may_read_lists(simple: &Simple, resolved: &Resolved<'_>, text: &str) -> bool {
    if only_names_repositories(simple, resolved, text) {
        return false;
    }
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

/// Whether a command is `add-apt-repository` for a repository that it only writes down, and perhaps fetches the lists
/// of: a PPA, a line of `sources.list`, an address, or a component of Ubuntu. For `cloud-archive:` it installs a package.
fn only_names_repositories(simple: &Simple, resolved: &Resolved<'_>, text: &str) -> bool {
    let Resolved::Known(known) = resolved else { return false };
    let plain = ["--yes", "--remove", "--no-update", "--update", "--enable-source"];
    let is_repository = |&at: &usize| {
        let word = simple.words[at].text(text).trim_matches(['"', '\'']);
        matches!(word, "main" | "universe" | "restricted" | "multiverse")
            || ["ppa:", "deb ", "deb-src ", "http://", "https://"].iter().any(|start| word.starts_with(start))
    };
    known.tool == "add-apt-repository"
        && known.is_transparent()
        && known.options.iter().all(|option| plain.contains(&&*option.name))
        && !known.operands.is_empty()
        && known.operands.iter().all(is_repository)
}

/// What a command does that does not name apt: nothing if it is known to leave packages alone.
pub(super) fn hidden_use(simple: &Simple, resolved: &Resolved<'_>, text: &str) -> ListUse {
    if only_names_repositories(simple, resolved, text) {
        return ListUse::None;
    }
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
