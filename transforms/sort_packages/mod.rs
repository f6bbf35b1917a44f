use crate::edit::{self, Edit};
use crate::model::{Manager, Model, PackageCommand, Run};
use crate::transform::{Cx, Meta, Phase, Safety, Transform};

pub(super) struct SortPackages;

static META: Meta = Meta {
    id: "sort-packages",
    summary: "Sort the packages that apt-get, apk or dnf installs",
    technique: "keep lists in order",
    phase: Phase::Format,
    safety: Safety::Unsafe,
    default: false,
    since: "0.1.0",
    equivalents: &[],
    saves: &[],
    delta: &["/usr/**", "/bin/**", "/sbin/**", "/lib*/**", "/etc/**", "/var/**", "/run/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for SortPackages {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for facts in &file.stages {
            for (_, run) in file.runs(facts.body()) {
                propose_run(file, run, cx);
            }
        }
    }
}

fn propose_run(file: &Model<'_>, run: &Run<'_>, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let commands = PackageCommand::of(run);
    let mut all = Vec::new();
    let mut names = Vec::new();
    for command in commands.iter().filter(|command| is_plain_install(command)) {
        match edits(file, run, command) {
            Ok(edits) if edits.is_empty() => {}
            Ok(edits) => {
                all.extend(edits);
                let name = format!("{} {}", command.invocation.tool, command.invocation.subcommand_name());
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            Err(reason) => cx.refuse(at, reason),
        }
    }
    if all.is_empty() {
        return;
    }
    cx.change(at, format!("sort the packages of {}", names.join(" and ")))
        .edits(all)
        .why("a list in order shows at a glance what it holds, and a change touches one line")
        .propose();
}

fn is_plain_install(command: &PackageCommand<'_>) -> bool {
    let subcommand = command.invocation.subcommand_name();
    match command.manager {
        Manager::Apt | Manager::Rpm => subcommand == "install",
        Manager::Apk => subcommand == "add",
        Manager::Pip | Manager::Zypper => false,
    }
}

/// What brings the packages of a command in order; nothing if they are.
fn edits(file: &Model<'_>, run: &Run<'_>, command: &PackageCommand<'_>) -> Result<Vec<Edit>, String> {
    let invocation = &command.invocation;
    let words: Vec<_> = invocation.operands.iter().map(|&index| &command.simple.words[index]).collect();
    let [first, .., last] = words.as_slice() else { return Ok(Vec::new()) };
    if !invocation.is_transparent() {
        return Err("an option is not known, so a word may be its value".to_owned());
    }
    let mut sorted = Vec::with_capacity(words.len());
    for word in &words {
        let Some(value) = word.value(run.text) else {
            return Err(format!("{} is only known when it runs", word.text(run.text)));
        };
        if !is_name(command.manager, &value) {
            return Err(format!("{value} is no plain name of a package, and what it means may depend on its place"));
        }
        sorted.push((value, word.text(run.text)));
    }
    sorted.sort_by_cached_key(|(value, _)| {
        let (name, rest) = key(value);
        (name.to_ascii_lowercase(), name.to_owned(), rest.to_owned())
    });
    let new: Vec<_> = words.iter().zip(&sorted).filter(|(word, (_, new))| word.text(run.text) != *new).collect();
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let list = run.cover(first.span).cover(run.cover(last.span));
    if list.of(file.document.source.text()).lines().any(|line| line.trim_start().starts_with('#')) {
        return Err("a comment among the packages belongs to one of them".to_owned());
    }
    let edits = new.into_iter().map(|(word, (_, new))| edit::replace_word(run, word, new));
    edits.collect::<Option<Vec<Edit>>>().ok_or_else(|| "a name is broken over two lines".to_owned())
}

/// The name of a package, and what follows it: a version, an architecture, a repository.
fn key(package: &str) -> (&str, &str) {
    package.split_at(package.find(['=', '~', '@', ':', '<', '>']).unwrap_or(package.len()))
}

/// Whether a word names one package to install, perhaps with a version. For apt `name-` removes, `name+` installs, and
/// `name/suite` chooses for what follows, too; patterns may stand for many.
fn is_name(manager: Manager, word: &str) -> bool {
    let (name, rest) = key(word);
    let plain = |ch: char| ch.is_ascii_alphanumeric() || "+-._".contains(ch);
    let begins = name.starts_with(|ch: char| ch.is_ascii_alphanumeric());
    let suffixed = manager == Manager::Apt && (name.ends_with('-') || (name.ends_with('+') && !name.ends_with("++")));
    let rest_is_plain = rest.chars().all(|ch| plain(ch) || "=~@:".contains(ch));
    begins && !suffixed && name.chars().all(plain) && rest_is_plain
}
