use crate::edit::{self, Edit};
use crate::facts::{PackageManager, RpmManager, rpm_manager};
use crate::model::{Action, Manager, Model, PackageCommand, Run};
use crate::transform::{Cx, Estimate, Meta, OptionKind, OptionSpec, Phase, Safety, Saves, Transform};

pub(super) struct DisableWeakDeps;

static META: Meta = Meta {
    id: "disable-weak-deps",
    summary: "Disable weak dependencies in installs by dnf, microdnf and zypper",
    technique: "install only what is needed",
    phase: Phase::Content,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["/usr/**", "/bin/**", "/sbin/**", "/lib*/**", "/etc/**", "/opt/**", "/var/**", "/run/**", "/boot/**"],
    options: &[OptionSpec {
        name: "nodocs",
        kind: OptionKind::Bool { default: false },
        doc: "leave out documentation too, where the package manager has an option for it",
    }],
    docs: include_str!("README.md"),
};

impl Transform for DisableWeakDeps {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, facts) in file.stages.iter().enumerate() {
            cx.enter(facts);
            for (_, run) in file.runs(facts.body()) {
                if run.mentions("install") || run.mentions(" in ") {
                    propose_run(file, (stage, run), cx);
                }
            }
        }
    }
}

/// Texts with which a file says for itself what becomes of weak dependencies, or of documentation.
const SAYS_WEAK: [&str; 4] = ["install_weak_deps", "onlyRequires", "--no-recommends", "--recommends"];
const SAYS_DOCS: [&str; 3] = ["nodocs", "no-docs", "tsflags"];

fn propose_run(file: &Model<'_>, (stage, run): (usize, &Run<'_>), cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let mentioned = ["dnf", "yum", "zypper"].iter().any(|name| run.mentions(name));
    if let Err(reason) = &run.script {
        if mentioned {
            cx.refuse(at, reason.clone());
        }
        return;
    }
    if !mentioned {
        return;
    }
    let says = |marks: &[&str]| marks.iter().any(|mark| file.mentions(mark));
    let (weak, docs) = (!says(&SAYS_WEAK), cx.flag("nodocs") && !says(&SAYS_DOCS));
    let mut edits = Vec::new();
    let mut left_out = Vec::new();
    for command in PackageCommand::of(run).iter().filter(|command| installs(command)) {
        let manager = match manager_of(file, stage, command) {
            Ok(Some(manager)) => manager,
            Ok(None) => continue,
            Err(reason) => {
                cx.refuse(at, reason);
                continue;
            }
        };
        let without_weak = manager.without_weak.as_deref().filter(|_| weak);
        let without_docs = manager.without_docs.as_deref().filter(|_| docs);
        let options: Vec<&str> = without_weak.into_iter().chain(without_docs).collect();
        if options.is_empty() {
            continue;
        }
        match insert(run, command, &options) {
            Ok(edit) => edits.push(edit),
            Err(reason) => {
                cx.refuse(at, reason);
                continue;
            }
        }
        for what in without_weak.map(|_| "weak dependencies").into_iter().chain(without_docs.map(|_| "documentation")) {
            if !left_out.contains(&what) {
                left_out.push(what);
            }
        }
    }
    if edits.is_empty() {
        return;
    }
    let what = left_out.join(" and ");
    cx.change(at, format!("install without {what}"))
        .edits(edits)
        .why(format!("{what} of packages stay out of the layer"))
        .saves(Estimate::unknown("what is left out"))
        .propose();
}

/// Whether a command installs the packages that it names.
fn installs(command: &PackageCommand<'_>) -> bool {
    matches!(command.manager, Manager::Rpm | Manager::Zypper)
        && command.action == Action::Install
        && command.invocation.subcommand_name() == "install"
        && !command.invocation.operands.is_empty()
}

/// What is known of the program that a command calls; `None` where it knows no weak dependencies.
fn manager_of(
    file: &Model<'_>,
    stage: usize,
    command: &PackageCommand<'_>,
) -> Result<Option<&'static RpmManager>, String> {
    let known = file.base(stage).package_manager;
    let name = match (command.invocation.tool, known) {
        ("zypper", _) => "zypper",
        ("tdnf", _) | ("yum", Some(PackageManager::Yum)) => return Ok(None),
        // Where dnf is the package manager, yum is another name of it.
        ("yum" | "dnf", Some(PackageManager::Dnf)) | ("dnf", Some(PackageManager::Microdnf)) => "dnf",
        ("microdnf", Some(PackageManager::Dnf | PackageManager::Microdnf)) => "microdnf",
        (tool, _) => return Err(format!("the base image does not tell whether its {tool} knows weak dependencies")),
    };
    Ok(rpm_manager(name))
}

/// The edit that adds options to an install.
fn insert(run: &Run<'_>, command: &PackageCommand<'_>, options: &[&str]) -> Result<Edit, String> {
    let invocation = &command.invocation;
    if invocation.opaque_before {
        return Err("a word before the subcommand is only known when it runs".to_owned());
    }
    if let Some(word) = invocation.unknown_option {
        return Err(format!("the option {} is not known", command.simple.words[word].text(run.text)));
    }
    let anchor = command.flag_anchor().ok_or("the subcommand is not known")?;
    edit::insert_after(run, &command.simple.words[anchor], options)
        .ok_or_else(|| "the command is broken in the middle of a word, or part of another word".to_owned())
}
