use crate::edit::{self, Edit};
use crate::facts::{Condition, compensations, has_wheels};
use crate::model::{Action, Manager, Model, PackageCommand, Run};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct DropAptRecommends;

static META: Meta = Meta {
    id: "drop-apt-recommends",
    summary: "Add --no-install-recommends, and the packages that are then needed",
    technique: "install only what is needed",
    phase: Phase::Content,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3015"],
    saves: &[Saves::Bytes],
    delta: &["/usr/**", "/etc/**", "/var/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for DropAptRecommends {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if file.document.source.text().contains("Install-Recommends") {
            return;
        }
        for (stage, facts) in file.stages.iter().enumerate() {
            if !facts.ships && !cx.settings().clean_builders {
                continue;
            }
            let mut installed = Vec::new();
            for (_, run) in file.runs(facts.body()) {
                if run.mentions("apt") {
                    propose_run(file, stage, run, &mut installed, cx);
                }
            }
        }
    }
}

/// Proposes to change a RUN. `installed` are the packages that the stage has named so far.
fn propose_run(file: &Model<'_>, stage: usize, run: &Run<'_>, installed: &mut Vec<String>, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    if let (Err(reason), true) = (&run.script, run.mentions("install")) {
        return cx.refuse(at, reason.clone());
    }
    let commands = PackageCommand::of(run);
    let mut edits = Vec::new();
    let (mut added, mut conditional): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut whys = Vec::new();
    for command in &commands {
        if !wants_flag(command) {
            follow(command, run, packages(command, run), installed);
            continue;
        }
        let packages = match packages(command, run) {
            Ok(packages) => packages,
            Err(reason) => {
                cx.refuse(at, reason);
                continue;
            }
        };
        let mut missing: Vec<&str> = Vec::new();
        for row in compensations() {
            let suite = file.base(stage).suite.unwrap_or_default();
            let own: Vec<&str> = packages.iter().map(String::as_str).chain(missing.iter().copied()).collect();
            let all = own.iter().chain(&added).copied().chain(installed.iter().map(String::as_str));
            let add = row.missing(&all.collect::<Vec<_>>(), suite);
            if !row.missing(&own, suite).is_empty()
                && !add.is_empty()
                && row.only_if().is_none_or(|condition| holds(condition, file, stage))
            {
                whys.push(row.why());
                missing.extend(add);
            }
        }
        let Some(more) = insert(file, run, command, &missing) else {
            cx.refuse(at, "the command is broken in the middle of a word");
            continue;
        };
        edits.extend(more);
        if is_unconditional(command, run) {
            added.extend(missing);
        } else {
            conditional.extend(missing);
        }
        follow(command, run, Ok(packages), installed);
    }
    added.extend(conditional);
    if edits.is_empty() {
        return;
    }
    let title = match added.as_slice() {
        [] => "add --no-install-recommends".to_owned(),
        _ => format!("add --no-install-recommends, and {}", added.join(", ")),
    };
    let why = match whys.as_slice() {
        [] => "packages that are only recommended are not installed".to_owned(),
        _ => format!("packages that are only recommended are not installed; {}", whys.join(" ")),
    };
    cx.change(at, title).edits(edits).why(why).propose();
}

/// Takes note of what a command installs for sure, or removes.
fn follow(
    command: &PackageCommand<'_>,
    run: &Run<'_>,
    packages: Result<Vec<String>, String>,
    installed: &mut Vec<String>,
) {
    match (command.manager, command.action, packages) {
        (Manager::Apt, Action::Install, Ok(packages)) if is_unconditional(command, run) => installed.extend(packages),
        (Manager::Apt, Action::Remove, _) => installed.clear(),
        _ => {}
    }
}

/// Whether a command runs whenever its RUN succeeds.
fn is_unconditional(command: &PackageCommand<'_>, run: &Run<'_>) -> bool {
    command.place.depth == 0 && !run.mentions("||")
}

fn wants_flag(command: &PackageCommand<'_>) -> bool {
    let has = |name: &str| command.invocation.has(name);
    command.manager == Manager::Apt
        && command.action == Action::Install
        && command.invocation.subcommand_name() == "install"
        && command.invocation.tool != "aptitude"
        && !command.invocation.operands.is_empty()
        && ![
            "--no-install-recommends",
            "--install-recommends",
            "--install-suggests",
            "--download-only",
            "--simulate",
            "--print-uris",
        ]
        .into_iter()
        .any(has)
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
        if name.contains(['*', '?', '[']) {
            return Err(format!("{name} is a pattern for packages that are not known"));
        }
        if is_metapackage(&name) {
            return Err(format!("{name} consists of the packages it recommends"));
        }
        packages.push(name.into_owned());
    }
    Ok(packages)
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
        Condition::PipMayBuild => pip_may_build(file, stage),
    }
}

/// Whether a pip install in the stage, or in one that is built FROM it, may need a compiler.
fn pip_may_build(file: &Model<'_>, stage: usize) -> bool {
    let mut stages = vec![stage];
    file.for_each_descendant(stage, &mut |child| stages.push(child));
    let runs = stages.into_iter().flat_map(|stage| file.runs(file.stages[stage].body()).map(|(_, run)| run));
    runs.into_iter().filter(|run| run.mentions("pip")).any(|run| {
        run.script.is_err()
            || PackageCommand::of(run)
                .iter()
                .filter(|command| command.manager == Manager::Pip && command.action == Action::Install)
                .any(|command| {
                    !command.invocation.is_transparent()
                        || command.invocation.has("--requirement")
                        || command.invocation.has("--editable")
                        || command.invocation.operands.iter().any(|&index| {
                            command.simple.words[index].value(run.text).is_none_or(|name| !has_wheels(&name))
                        })
                })
    })
}

/// The edits that add the flag behind the options, and packages in front of the first one.
fn insert(file: &Model<'_>, run: &Run<'_>, command: &PackageCommand<'_>, packages: &[&str]) -> Option<Vec<Edit>> {
    let words = &command.simple.words;
    let (_, subcommand) = command.invocation.subcommand.as_ref()?;
    let first = *command.invocation.operands.first()?;
    let between = command.invocation.options.iter().filter(|option| option.word > *subcommand && option.word < first);
    // Behind the last plain option before the packages, where one would write it by hand.
    let anchor = between.filter(|option| option.value.is_none()).map(|option| option.word).max().unwrap_or(*subcommand);
    let mut edits = vec![edit::insert_after(run, &words[anchor], &["--no-install-recommends"])?];
    if !packages.is_empty() {
        edits.push(edit::insert_before(file, run, &words[first], packages)?);
    }
    Some(edits)
}
