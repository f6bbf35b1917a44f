use crate::facts::is_in_every_apt_image;
use crate::model::{Action, BaseImage, ListUse, Manager, Model, PackageCommand, Provenance, Run};
use crate::shell::Simple;
use crate::syntax::Arguments;
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectMissingAptUpdate;

static META: Meta = Meta {
    id: "detect-missing-apt-update",
    summary: "Detect apt-get install where there are no package lists",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectMissingAptUpdate {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let wanting = |run: &Run<'_>| run.mentions("apt") && run.mentions("install") && !run.mentions("update");
        if !file.runs(0..file.document.instructions.len()).any(|(_, run)| wanting(run)) {
            return;
        }
        // Each costs a look at what is before it.
        let mut left = 64;
        let mut ends: Vec<Lists> = Vec::with_capacity(file.stages.len());
        for (stage, facts) in file.stages.iter().enumerate() {
            let mut lists = match facts.base {
                BaseImage::Stage(parent) => ends[parent],
                _ if is_bare(file, stage) => Lists::Never,
                _ => Lists::Unknown,
            };
            let mut told = false;
            for at in facts.body() {
                if let Some(run) = file.run(at) {
                    // The first of a stage is enough.
                    if !told && left > 0 && lists != Lists::Unknown && wanting(run) {
                        left -= 1;
                        told = judge(file, (stage, run), lists, cx);
                    }
                    lists = behind(file, run, lists);
                } else if file.may_change_apt_sources(at)
                    || matches!(file.instruction(at).command.arguments, Arguments::Run(_))
                {
                    lists = Lists::Unknown;
                }
            }
            ends.push(lists);
        }
    }
}

/// The package lists at some place of a stage.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lists {
    /// They may be there.
    Unknown,
    /// The base image has none, and nothing has fetched any.
    Never,
    /// A RUN before has removed them.
    Removed,
}

/// Whether a stage is on Docker's own `debian` or `ubuntu` image, which have no lists and few packages.
fn is_bare(file: &Model<'_>, stage: usize) -> bool {
    let BaseImage::Image(image) = &file.stages[stage].base else { return false };
    let base = file.base(stage);
    let reference = crate::syntax::Reference::parse(&image.text);
    // Another value of a variable may name an image that has lists.
    base.official_debian
        && image.provenance == Provenance::Literal
        && matches!(reference.repository.of(&image.text), "debian" | "ubuntu" | "library/debian" | "library/ubuntu")
}

/// The lists behind a RUN.
fn behind(file: &Model<'_>, run: &Run<'_>, before: Lists) -> Lists {
    let untouched = before == Lists::Unknown && !run.mentions("/var/lib/apt");
    if untouched || run.script.is_err() || run.mount_over_apt_lists().is_some() {
        return Lists::Unknown;
    }
    let commands = PackageCommand::of(run);
    let mut updates = commands.iter().filter(|one| one.manager == Manager::Apt && one.action == Action::Update);
    let last_update = updates.next_back().map(|update| update.simple.span.start);
    let removal =
        run.simple_commands().into_iter().map(|found| found.simple).rfind(|simple| removes_lists(simple, run));
    match (removal, last_update) {
        (Some(removal), update)
            if update.is_none_or(|update| update < removal.span.start) && file.must_succeed(run, removal) =>
        {
            Lists::Removed
        }
        // An update in text that is handed to a shell is not seen.
        (None, None) if run.apt_lists() != ListUse::Hidden && !run.mentions("update") => before,
        _ => Lists::Unknown,
    }
}

fn removes_lists(simple: &Simple, run: &Run<'_>) -> bool {
    let words: Vec<&str> = simple.words.iter().map(|word| word.text(run.text)).collect();
    words.contains(&"rm")
        && words.iter().any(|word| {
            matches!(word.trim_end_matches('/'), "/var/lib/apt/lists" | "/var/lib/apt/lists/*" | "/var/lib/apt/*")
        })
}

/// Reports an install that needs lists which are not there; says whether there is one.
fn judge(file: &Model<'_>, (stage, run): (usize, &Run<'_>), lists: Lists, cx: &mut Cx<'_>) -> bool {
    if run.apt_lists() != ListUse::Earlier || run.mount_over_apt_lists().is_some() {
        return false;
    }
    let commands = PackageCommand::of(run);
    let apt = || {
        commands.iter().filter(|one| one.manager == Manager::Apt && matches!(one.invocation.tool, "apt-get" | "apt"))
    };
    if apt().any(|one| one.action == Action::Update) {
        return false;
    }
    let install =
        apt().find(|one| one.invocation.subcommand_name() == "install" && fetches_package(file, (stage, run), one));
    // A script that runs before may fetch the lists.
    let first = run.first_reader_of_apt_lists();
    let Some(install) = install.filter(|one| first.is_some_and(|first| std::ptr::eq(first, one.simple))) else {
        return false;
    };
    let (severity, why) = match lists {
        Lists::Never => (
            Severity::Error,
            "the base image has no package lists, so that apt does not know the package: `Unable to locate package`",
        ),
        _ if is_bare(file, file.lineage(stage).last().unwrap_or(stage)) => (
            Severity::Error,
            "an earlier RUN has removed the package lists, so that apt does not know the package: `Unable to locate package`",
        ),
        _ => (
            Severity::Warning,
            "an earlier RUN has removed the package lists, so that apt knows only what is installed already",
        ),
    };
    let words = &install.simple.words;
    let end = install.invocation.subcommand.as_ref().map_or(install.invocation.tool_word, |(_, word)| *word);
    let name = words[install.invocation.tool_word].span.cover(words[end].span);
    cx.report(severity, run.cover(name), "no package lists are here to install from")
        .because(why)
        .repair("write `apt-get update &&` before it");
    true
}

/// Whether a package is asked for by name that no earlier RUN of the stage has installed.
fn fetches_package(file: &Model<'_>, (stage, run): (usize, &Run<'_>), install: &PackageCommand<'_>) -> bool {
    let words = install.invocation.operands.iter().map(|&word| install.simple.words[word].value(run.text));
    let Some(names) = words.collect::<Option<Vec<_>>>() else { return false };
    let plain = |name: &str| !name.contains(['/', '*', '^']) && !name.ends_with(".deb") && !name.starts_with('-');
    let known = |name: &str| {
        let earlier = file.lineage(stage).flat_map(|stage| file.runs(file.stages[stage].body()));
        earlier.filter(|(at, _)| *at < run.at).any(|(_, earlier)| earlier.mentions(name))
    };
    let options = ["--config-file", "--no-download", "--fix-broken", "--simulate", "--print-uris", "--only-upgrade"];
    let elsewhere = install
        .invocation
        .options
        .iter()
        .any(|option| option.name == "--option" && option.value.as_ref().is_none_or(|value| value.contains("Dir")));
    install.invocation.is_transparent()
        && !elsewhere
        && !options.iter().any(|option| install.invocation.has(option))
        && names.iter().all(|name| plain(name))
        && names.iter().any(|name| !known(name) && !is_in_every_apt_image(name))
}
