//! Instructions between RUNs that become one: whether they may go above or below them.

use crate::edit::{Detour, Side};
use crate::facts::{FileKind, apk_packages_stay_out_of, file_kind};
use crate::model::{Action, Manager, Model, PackageCommand, Provenance, Run, RunForm, joined};
use crate::shell::Simple;
use crate::syntax::{Arguments, Transfer};

/// Instructions between two RUNs.
pub(super) struct Gap {
    first: usize,
    last: usize,
}

impl Gap {
    /// What stands between the RUNs at `before` and `after`, if anything does.
    pub(super) fn between(before: usize, after: usize) -> Option<Self> {
        (before + 1 < after).then(|| Self { first: before + 1, last: after - 1 })
    }

    fn to(&self, side: Side) -> Detour {
        Detour { first: self.first, last: self.last, side }
    }
}

/// Where the instructions between the RUNs go, and why that may not be wanted.
pub(super) fn detours(file: &Model<'_>, runs: &[usize], gaps: &[Gap]) -> Result<(Vec<Detour>, Option<String>), String> {
    match gaps {
        [] => Ok((Vec::new(), None)),
        [only] => below(file, runs, only).map(|()| (vec![only.to(Side::Below)], None)).or_else(|reason| {
            // What may go above is told of first: most of what stands there is copied for the RUNs behind it.
            match above(file, runs, only) {
                Ok(doubt) => Ok((vec![only.to(Side::Above)], doubt)),
                Err(other) if starts_pure(file, runs, only) => Err(other),
                Err(_) => Err(reason),
            }
        }),
        [first, last] => {
            let doubt = above(file, runs, first)?;
            below(file, runs, last)?;
            Ok((vec![first.to(Side::Above), last.to(Side::Below)], doubt))
        }
        _ => Err("instructions stand at several places between the RUNs".to_owned()),
    }
}

fn starts_pure(file: &Model<'_>, runs: &[usize], gap: &Gap) -> bool {
    runs.iter().take_while(|&&at| at < gap.first).all(|&at| file.run(at).is_some_and(only_manages_packages))
}

/// Whether the instructions of a gap may go below all RUNs, so over those behind it.
fn below(file: &Model<'_>, runs: &[usize], gap: &Gap) -> Result<(), String> {
    let passed: Vec<usize> = runs.iter().copied().filter(|&at| at > gap.last).collect();
    (gap.first..=gap.last).try_for_each(|at| may_pass(file, at, &passed).map(|_| ()))
}

/// Whether the instructions of a gap may go above all RUNs, so over those before it; with a reason why that may not be
/// wanted.
fn above(file: &Model<'_>, runs: &[usize], gap: &Gap) -> Result<Option<String>, String> {
    let passed: Vec<usize> = runs.iter().copied().take_while(|&at| at < gap.first).collect();
    let mut doubt = None;
    for at in gap.first..=gap.last {
        let named = may_pass(file, at, &passed)?;
        let what = || "each change of what is copied would install the packages again".to_owned();
        doubt = doubt.or((!named).then(what));
    }
    Ok(doubt)
}

/// Whether an instruction may change its place with these RUNs; says whether what it brings are single files.
fn may_pass(file: &Model<'_>, at: usize, runs: &[usize]) -> Result<bool, String> {
    let instruction = file.instruction(at);
    let name = instruction.keyword().map_or("an instruction", |keyword| keyword.as_str());
    let named = match &instruction.command.arguments {
        Arguments::Label(_)
        | Arguments::Maintainer(_)
        | Arguments::Expose(_)
        | Arguments::Stopsignal(_)
        | Arguments::Cmd(_)
        | Arguments::Entrypoint(_)
        | Arguments::Healthcheck(_) => return Ok(true),
        Arguments::Workdir(_) => changes_to_own_place(file, at)?,
        Arguments::Copy(transfer) | Arguments::Add(transfer) => brings_to_own_place(file, at, transfer)?,
        Arguments::Env(_) | Arguments::Arg(_) => {
            return Err(format!("{name} stands between the RUNs, and packages may read what it sets"));
        }
        _ => return Err(format!("{name} stands between the RUNs")),
    };
    if runs.iter().all(|&at| file.run(at).is_some_and(only_manages_packages)) {
        Ok(named)
    } else {
        Err(format!("{name} stands between RUNs that do more than to add or delete packages"))
    }
}

/// Whether a WORKDIR makes no directory that packages may bring.
fn changes_to_own_place(file: &Model<'_>, at: usize) -> Result<bool, String> {
    // In a state behind the instruction its path is known; each WORKDIR has a RUN behind it here.
    match file.state(at + 1).workdir.as_deref() {
        Some(path) if apk_packages_stay_out_of(path) || IN_EVERY_IMAGE.contains(&path) => Ok(true),
        Some(path) => Err(format!("WORKDIR may make {path} before a package does")),
        None => Err("the path of a WORKDIR between the RUNs is not known".to_owned()),
    }
}

/// Directories that Alpine's base layout brings, so that WORKDIR makes none.
const IN_EVERY_IMAGE: [&str; 6] = ["/", "/root", "/usr", "/usr/local", "/usr/local/bin", "/var"];

/// Whether a COPY or ADD writes where no package does, and takes nothing from one; says whether it brings single files.
fn brings_to_own_place(file: &Model<'_>, at: usize, transfer: &Transfer) -> Result<bool, String> {
    let instruction = file.instruction(at);
    let name = instruction.keyword().map_or("COPY", |keyword| keyword.as_str());
    if !instruction.heredocs.is_empty() {
        return Err(format!("{name} between the RUNs has a heredoc"));
    }
    for flag in &instruction.command.flags {
        let value = flag.value.as_ref().map_or("", |value| value.text(&instruction.logical));
        match instruction.text(flag.name) {
            "from" | "chmod" | "link" => {}
            "chown" if value.split(':').all(|id| id == "root" || id.parse::<u32>().is_ok()) => {}
            "chown" => {
                return Err(format!("{name} between the RUNs gives files to {value}, whom packages may bring"));
            }
            other => return Err(format!("{name} between the RUNs has the flag --{other}")),
        }
    }
    let expand = |word: &str| file.expand(at, word).filter(|word| word.provenance == Provenance::Literal);
    let word = transfer.destination.as_ref().and_then(|value| expand(value.text(&instruction.logical)));
    let Some(target) = word.and_then(|word| joined(&word.text, file.state(at).workdir.as_deref())) else {
        return Err(format!("where {name} between the RUNs writes is not known"));
    };
    let sources = transfer.sources.iter().map(|source| source.text(&instruction.logical));
    let base = |source: &str| source.rsplit('/').next().unwrap_or_default().to_owned();
    let bases: Vec<String> = sources.map(base).collect();
    let is_file = |kind: &[FileKind]| bases.iter().all(|base| file_kind(base).is_some_and(|is| kind.contains(&is)));
    if file.is_declared(at, "HOME") || bases.iter().any(|base| base == ".netrc") {
        return Err("HOME or .netrc may say how apk fetches packages".to_owned());
    }
    let to_root = target == "/" && is_file(&[FileKind::Text, FileKind::Binary]) && {
        let plain =
            |base: &String| !base.contains(['*', '?', '[', '$']) && apk_packages_stay_out_of(&format!("/{base}"));
        bases.iter().all(plain)
    };
    if to_root || apk_packages_stay_out_of(&target) {
        return Ok(is_file(&[FileKind::Text, FileKind::Binary, FileKind::Archive]));
    }
    Err(format!("{name} between the RUNs writes to {target}, where packages may write too"))
}

/// Options of apk that name no file and no other place.
const PLAIN_OPTIONS: [&str; 14] = [
    "--no-cache",
    "--update-cache",
    "--quiet",
    "--verbose",
    "--force",
    "--allow-untrusted",
    "--no-progress",
    "--progress",
    "--no-interactive",
    "--virtual",
    "--upgrade",
    "--latest",
    "--purge",
    "--rdepends",
];

/// Whether a RUN does nothing but add and delete packages of repositories, so that it reads and writes only what they
/// bring.
pub(super) fn only_manages_packages(run: &Run<'_>) -> bool {
    let commands = PackageCommand::of(run);
    let mut commands = commands.iter().filter(|command| command.manager == Manager::Apk).peekable();
    let plain = |simple: &Simple| {
        simple.redirects.is_empty()
            && simple.assigns.is_empty()
            && simple.words.iter().all(|word| word.value(run.text).is_some())
    };
    let bare = run.flags().next().is_none() && run.form == RunForm::Line && run.script.is_ok();
    bare && run.simple_commands().iter().all(|found| {
        if let Some(command) = commands.next_if(|command| std::ptr::eq(command.simple, found.simple)) {
            return plain(found.simple) && is_plain(command, run);
        }
        match found.simple.name(run.text).as_deref() {
            Some("set" | "true" | ":" | "echo") => plain(found.simple),
            Some("rm") => found.simple.words.iter().skip(1).all(|word| {
                let raw = word.text(run.text);
                raw.starts_with('-') || raw == "/var/cache/apk/*"
            }),
            _ => false,
        }
    })
}

fn is_plain(command: &PackageCommand<'_>, run: &Run<'_>) -> bool {
    let invocation = &command.invocation;
    let known = matches!(command.action, Action::Install | Action::Remove | Action::Update | Action::Upgrade);
    let is_url = |value: &str| value.starts_with("http://") || value.starts_with("https://");
    known
        && invocation.is_transparent()
        && invocation.wrappers.is_empty()
        && invocation.options.iter().all(|option| {
            PLAIN_OPTIONS.contains(&&*option.name)
                || (option.name == "--repository" && option.value.as_deref().is_some_and(is_url))
        })
        && invocation.operands.iter().all(|&word| {
            let value = command.simple.words[word].value(run.text);
            value.is_some_and(|value| !value.contains('/') && !value.ends_with(".apk"))
        })
}
