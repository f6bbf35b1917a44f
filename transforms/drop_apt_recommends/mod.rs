mod lost;
mod pip;
mod removal;

use crate::edit::{self, Edit};
use crate::facts::{Compensation, Condition, compensations, losses};
use crate::model::{Action, Manager, Model, PackageCommand, Run};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};
use lost::{Losses, Lost};

pub(super) struct DropAptRecommends;

static META: Meta = Meta {
    id: "drop-apt-recommends",
    summary: "Add --no-install-recommends, and the packages that are then needed",
    technique: "install only what is needed",
    phase: Phase::Content,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3015"],
    saves: &[Saves::Bytes],
    delta: &["/usr/**", "/bin/**", "/sbin/**", "/lib*/**", "/etc/**", "/var/**", "/run/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for DropAptRecommends {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        cx.refuse_triggers(file, "apt-get");
        if file.names_apt_setting("install-recommends") {
            let runs = file.runs(0..file.document.instructions.len()).filter(|(_, run)| run.mentions("apt"));
            for (_, run) in runs.filter(|(_, run)| PackageCommand::of(run).iter().any(wants_flag)) {
                cx.refuse(run.instruction.span, "the file sets APT::Install-Recommends itself");
            }
            return;
        }
        for (stage, facts) in file.stages.iter().enumerate() {
            cx.enter(facts);
            let losses = Losses::of(file, stage);
            let mut installed = Vec::new();
            for (_, run) in file.runs(facts.body()) {
                if run.mentions("apt") {
                    propose_run(file, (stage, run), &losses, &mut installed, cx);
                }
            }
        }
    }
}

/// Proposes to change a RUN. `installed` are the packages that the stage has named so far.
fn propose_run(
    file: &Model<'_>,
    (stage, run): (usize, &Run<'_>),
    losses: &Losses<'_, '_>,
    installed: &mut Vec<String>,
    cx: &mut Cx<'_>,
) {
    let at = run.instruction.span;
    if let (Err(reason), true) = (&run.script, run.mentions("install")) {
        return cx.refuse(at, reason.clone());
    }
    let commands = PackageCommand::of(run);
    let mut flagged: Vec<Flagged> = Vec::new();
    let before = installed.clone();
    for command in &commands {
        if !wants_flag(command) {
            if command.action == Action::Install && command.invocation.has("--fix-broken") {
                cx.refuse(at, "it installs what other packages lack, which may be only recommended");
            }
            follow(file, command, run, packages(command, run), installed);
            continue;
        }
        let packages = match packages(command, run) {
            Ok(packages) => packages,
            Err(reason) => {
                cx.refuse(at, reason);
                continue;
            }
        };
        let added = flagged.iter().filter(|one| one.sure).flat_map(|one| &one.missing).copied();
        let known: Vec<&str> = added.chain(installed.iter().map(String::as_str)).collect();
        let Compensated { missing, whys } = match compensate(file, stage, (run, command), &packages, &known) {
            Ok(compensated) => compensated,
            Err(reason) => {
                cx.refuse(at, reason);
                continue;
            }
        };
        let Some(edits) = insert(file, run, command, &missing) else {
            cx.refuse(at, "the command is broken in the middle of a word, or part of another word");
            continue;
        };
        let sure = is_sure(file, command, run);
        // Of what another release gives, or what is not always installed, the index says nothing.
        let plain = sure && !command.invocation.has("--target-release");
        // What is named here is there in later RUNs, too: when this change is not made, as a Recommends.
        let here = packages.iter().cloned().chain(missing.iter().map(|&name| name.to_owned())).collect();
        follow(file, command, run, Ok(here), installed);
        flagged.push(Flagged { edits, asked: packages, missing, whys, sure, plain });
    }
    let others = |one: &&PackageCommand<'_>| {
        one.manager == Manager::Apt && !matches!(one.action, Action::Update | Action::Clean)
    };
    let alone = commands.iter().filter(others).count() == 1;
    if alone {
        return propose_flags(run, flagged, losses, (&before, true), cx);
    }
    // Of several installs those that lose nothing need not wait for the others.
    let (safe, rest) = flagged.into_iter().partition(|one| {
        let missing = (one.asked.as_slice(), one.missing.as_slice());
        one.plain && matches!(losses.of_install(run.at, missing, &[], true), Lost::Nothing)
    });
    for install in safe {
        propose_flags(run, vec![install], losses, (&[], true), cx);
    }
    propose_flags(run, rest, losses, (&before, false), cx);
}

/// A command that is given the flag.
struct Flagged {
    edits: Vec<Edit>,
    /// The packages it names.
    asked: Vec<String>,
    /// Those it must name now.
    missing: Vec<&'static str>,
    whys: Vec<String>,
    /// It has succeeded whenever its RUN has.
    sure: bool,
    /// The index can be asked for what it loses.
    plain: bool,
}

/// Proposes the flag for commands of a RUN. `present` are the packages that the stage has named before it; `alone` says
/// that no other install of the RUN is part of the question.
fn propose_flags(
    run: &Run<'_>,
    flagged: Vec<Flagged>,
    losses: &Losses<'_, '_>,
    (present, alone): (&[String], bool),
    cx: &mut Cx<'_>,
) {
    let (mut edits, mut asked, mut plain) = (Vec::new(), Vec::new(), true);
    let (mut added, mut conditional): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut whys: Vec<String> = Vec::new();
    for one in flagged {
        edits.extend(one.edits);
        asked.extend(one.asked);
        plain &= one.plain;
        if one.sure { &mut added } else { &mut conditional }.extend(one.missing);
        for why in one.whys {
            if !whys.contains(&why) {
                whys.push(why);
            }
        }
    }
    added.extend(conditional);
    if edits.is_empty() {
        return;
    }
    let title = match added.as_slice() {
        [] => "add --no-install-recommends".to_owned(),
        _ => format!("add --no-install-recommends, and {}", added.join(", ")),
    };
    let lost = if plain { losses.of_install(run.at, (&asked, &added), present, alone) } else { Lost::Unknown };
    let doubt = lost.doubt();
    let why = match &lost {
        Lost::Nothing => "nothing is recommended today, and nothing will be added later".to_owned(),
        _ if whys.is_empty() => "packages that are only recommended are not installed".to_owned(),
        _ => format!("packages that are only recommended are not installed; {}", whys.join(" ")),
    };
    let change = cx.change(run.instruction.span, title).edits(edits).why(why).lower_for(Safety::Unsafe, doubt);
    match lost.estimate() {
        Some(estimate) => change.saves(estimate).propose(),
        None => change.propose(),
    }
}

/// What makes up for the Recommends of a command.
struct Compensated {
    /// The packages to name.
    missing: Vec<&'static str>,
    /// Sentences about them, and about what is lost.
    whys: Vec<String>,
}

/// Finds what a command must name, or why that cannot be done. `known` are the packages that are there already.
fn compensate(
    file: &Model<'_>,
    stage: usize,
    (run, command): (&Run<'_>, &PackageCommand<'_>),
    packages: &[String],
    known: &[&str],
) -> Result<Compensated, String> {
    let suite = file.base(stage).suite.unwrap_or_default();
    let mut missing: Vec<&'static str> = Vec::new();
    let mut whys = Vec::new();
    for row in compensations() {
        let own: Vec<&str> = packages.iter().map(String::as_str).chain(missing.iter().copied()).collect();
        if !own.iter().any(|package| row.is_for(package)) {
            continue;
        }
        let all: Vec<&str> = own.iter().chain(known).copied().collect();
        if !row.only_if().is_none_or(|condition| holds(condition, file, stage)) {
            continue;
        }
        if !row.any_architecture() {
            check_architectures(row, &own, &all, suite)?;
        }
        let add = row.missing(&all, suite);
        if row.missing(&own, suite).is_empty() || add.is_empty() {
            continue;
        }
        let callers: Vec<&str> = own.iter().copied().filter(|package| row.is_for(package)).collect();
        if removal::follows(file, stage, run, command, &callers) {
            return Err("a later command removes packages of this install".to_owned());
        }
        whys.push(row.why().to_owned());
        missing.extend(add);
    }
    let own: Vec<&str> = packages.iter().map(String::as_str).collect();
    let present: Vec<&str> = own.iter().chain(&missing).chain(known).copied().collect();
    whys.extend(losses(&own, &present));
    Ok(Compensated { missing, whys })
}

/// Refuses packages of one architecture where those that make up for the Recommends would be of another.
fn check_architectures(row: &Compensation, own: &[&str], all: &[&str], suite: &str) -> Result<(), String> {
    let named = |package: &&&str| {
        let architecture = package.split(['=', '/']).next().and_then(|name| name.split_once(':'));
        architecture.is_some_and(|(_, name)| !matches!(name, "native" | "any" | "all"))
    };
    let Some(package) = all.iter().find(named) else { return Ok(()) };
    let native: Vec<&str> = all.iter().filter(|package| !named(package)).copied().collect();
    if own.iter().any(|package| row.is_for(package))
        && !(row.missing(all, suite).is_empty() && row.missing(&native, suite).is_empty())
    {
        return Err(format!("{package} is of one architecture, which may not be that of the image"));
    }
    Ok(())
}

/// The most packages that a stage is known to hold, so that the cost stays linear. One that is not known may be named
/// again, which does no harm.
const MOST_KNOWN: usize = 256;

/// Takes note of what a command installs for sure, or removes.
fn follow(
    file: &Model<'_>,
    command: &PackageCommand<'_>,
    run: &Run<'_>,
    packages: Result<Vec<String>, String>,
    installed: &mut Vec<String>,
) {
    match (command.manager, command.action, packages) {
        (Manager::Apt, Action::Install, Ok(packages)) if installs(command) && is_sure(file, command, run) => {
            for package in packages {
                if installed.len() < MOST_KNOWN && !installed.contains(&package) {
                    installed.push(package);
                }
            }
        }
        (Manager::Apt, Action::Remove, _) => installed.clear(),
        // `xxd-` removes a package.
        (Manager::Apt, Action::Install, Err(_)) => installed.clear(),
        _ => {}
    }
}

/// Whether a command has succeeded whenever its RUN has.
fn is_sure(file: &Model<'_>, command: &PackageCommand<'_>, run: &Run<'_>) -> bool {
    file.must_succeed(run, command.simple)
}

/// Whether a command installs what it names, and does not just fetch or show it.
fn installs(command: &PackageCommand<'_>) -> bool {
    let other = ["--download-only", "--simulate", "--print-uris"];
    command.invocation.subcommand_name() == "install" && !other.iter().any(|name| command.invocation.has(name))
}

fn wants_flag(command: &PackageCommand<'_>) -> bool {
    let says = ["--no-install-recommends", "--install-recommends", "--install-suggests"];
    command.manager == Manager::Apt
        && command.action == Action::Install
        && command.invocation.tool != "aptitude"
        && !command.invocation.operands.is_empty()
        && installs(command)
        && !command.invocation.options.iter().any(|option| {
            // `--install-recommends=no` says it too.
            let name = option.name.split_once('=').map_or(&*option.name, |(name, _)| name);
            says.contains(&name)
        })
}

/// The packages that a command installs.
fn packages(command: &PackageCommand<'_>, run: &Run<'_>) -> Result<Vec<String>, String> {
    if !command.invocation.is_transparent() {
        return Err("an option or package of the command is only known when it runs, or not known at all".to_owned());
    }
    let mut packages = Vec::new();
    for &index in &command.invocation.operands {
        let word = &command.simple.words[index];
        let Some(name) = word.value(run.text) else {
            return Err(format!("the package {} is only known when it runs", word.text(run.text)));
        };
        if is_pattern(&name) {
            return Err(format!("{name} is a pattern for packages that are not known"));
        }
        if is_metapackage(&name) {
            return Err(format!("{name} consists of the packages it recommends"));
        }
        if name.ends_with('-') {
            return Err(format!("{name} removes a package"));
        }
        if name.ends_with(".deb") || name.starts_with(['/', '.']) {
            return Err(format!("{name} is a file, whose Recommends are not known"));
        }
        packages.push(without_plus(&name).to_owned());
    }
    Ok(packages)
}

/// Whether an argument is no name: a glob, a regular expression (also with a `.` or `+` in it, which names have, where
/// other signs give it away), or one of apt's patterns (`~nname`, `?name(x)`).
fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '[', '|', '(']) || name.starts_with(['^', '~']) || name.ends_with('$')
}

/// The package that `curl+` installs. In `g++` the signs are part of the name.
fn without_plus(name: &str) -> &str {
    name.strip_suffix('+').filter(|rest| !rest.ends_with('+') || rest.ends_with("++")).unwrap_or(name)
}

/// Whether a package exists for its Recommends: desktops and tasks.
fn is_metapackage(name: &str) -> bool {
    name.starts_with("task-")
        || name.ends_with("-desktop")
        || name.ends_with('^')
        || name == "tasksel"
        || name == "ubuntu-standard"
}

fn holds(condition: Condition, file: &Model<'_>, stage: usize) -> bool {
    let text = file.document.source.text();
    match condition {
        Condition::BaseLacksCaCertificates => file.base(stage).has_ca_certificates != Some(true),
        Condition::GitOverSsh => ["git@", "ssh://", "GIT_SSH"].iter().any(|word| text.contains(word)),
        Condition::KeysReceived => text.contains("--recv-key") || text.contains("--receive-key"),
        Condition::PipMayBuild => pip::may_build(file, stage),
    }
}

/// The edits that add the flag behind the options, and packages in front of the first one.
fn insert(file: &Model<'_>, run: &Run<'_>, command: &PackageCommand<'_>, packages: &[&str]) -> Option<Vec<Edit>> {
    let words = &command.simple.words;
    let first = *command.invocation.operands.first()?;
    let mut edits = vec![edit::insert_after(run, &words[command.flag_anchor()?], &["--no-install-recommends"])?];
    if !packages.is_empty() {
        edits.push(edit::insert_before(file, run, &words[first], packages)?);
    }
    Some(edits)
}
