use crate::edit::{self, Reach, Split};
use crate::facts::{build_packages, debian::is_for_development};
use crate::model::{Action, Line, Manager, Model, PackageCommand, Parts, Run};
use crate::shell::Simple;
use crate::syntax::Arguments;
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct SplitPython;

static META: Meta = Meta {
    id: "split-python",
    summary: "Split the building of Python packages off into another stage",
    technique: "build in one stage, run in another",
    phase: Phase::Structure,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for SplitPython {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { config: &[Reach::STAGES, "ENV PATH"], ..Reach::SPLIT }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let Some(stage) = file.stages.len().checked_sub(1) else { return };
        if file.base(stage).runtime.as_ref().is_none_or(|runtime| runtime.name != "python") {
            return;
        }
        let body = || file.runs(file.stages[stage].body());
        let is_pip = |run: &Run<'_>| run.simple_commands().iter().any(|found| builds(run, found.simple));
        let Some((first, _)) = body().find(|(_, run)| is_pip(run)) else { return };
        let Some((last, _)) = body().rfind(|(_, run)| is_pip(run)) else { return };
        if !body().any(|(at, run)| at <= last && installs_to_build(run)) {
            return;
        }
        if let Err(reason) = propose_split(file, (first, last), cx) {
            cx.refuse(file.instruction(file.stages[stage].from).span, reason);
        }
    }
}

/// Where the packages go.
const VENV: &str = "/opt/venv";

/// Whether a command is one of pip.
fn builds(run: &Run<'_>, simple: &Simple) -> bool {
    PackageCommand::of(run)
        .iter()
        .any(|command| command.manager == Manager::Pip && std::ptr::eq(command.simple, simple))
}

/// Whether a RUN installs a compiler or headers, and leaves them.
fn installs_to_build(run: &Run<'_>) -> bool {
    let is_build = |name: &String| is_for_development(name) || build_packages().tool(name).is_some();
    let commands: Vec<PackageCommand<'_>> =
        PackageCommand::of(run).into_iter().filter(|one| one.manager == Manager::Apt).collect();
    let mut installs = commands.iter().filter(|one| one.action == Action::Install);
    installs.any(|command| command.names(run.text).iter().any(is_build))
        && !commands.iter().any(|one| one.action == Action::Remove)
}

/// Words that say that packages lie elsewhere than a virtual environment puts them, or are looked for there.
const ELSEWHERE: [&str; 17] = [
    "site-packages",
    "dist-packages",
    "/usr/local/bin/",
    "/usr/local/lib/python",
    "PYTHONPATH",
    "PYTHONHOME",
    "VIRTUAL_ENV",
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_REQUIRE_VIRTUALENV",
    "poetry",
    "pipenv",
    "conda",
    "uv ",
    "venv",
    "$PATH",
];

fn propose_split(file: &Model<'_>, (first, last): (usize, usize), cx: &mut Cx<'_>) -> Result<(), String> {
    let Some(stage) = file.stage_to_part()? else { return Ok(()) };
    let base = file.base(stage);
    let version = base.runtime.as_ref().and_then(|runtime| runtime.version.as_deref());
    if version.is_none_or(|version| version.starts_with('2')) {
        return Err("whether the Python of the image can make virtual environments is not known".to_owned());
    }
    if base.slim != Some(true) {
        return Err("the image holds compilers and headers of its own; on its slim variant apt says which ones count"
            .to_owned());
    }
    if let Some(word) = ELSEWHERE.iter().find(|word| file.mentions(word)) {
        return Err(format!("the file says {}, which may not fit with a virtual environment", word.trim()));
    }
    for at in file.stages[stage].body() {
        let instruction = file.instruction(at);
        if let Arguments::Env(pairs) | Arguments::Arg(pairs) = &instruction.command.arguments
            && pairs.iter().any(|pair| instruction.text(pair.name) == "PATH")
        {
            return Err("the file sets PATH itself".to_owned());
        }
    }
    for (at, run) in file.runs(first..last + 1) {
        let commands = PackageCommand::of(run);
        for command in commands.iter().filter(|command| command.manager == Manager::Pip) {
            check(run, command)?;
            if !file.state(at).user.may_be_root() {
                return Err("pip runs as another user than root, and installs to that user's home".to_owned());
            }
        }
    }
    let kept = [VENV.to_owned()];
    let parts = Parts { last, kept: &kept, sources: &[], tools: &[], builds: &builds, runs: &runs_script };
    let parting = file.part(stage, &parts)?;
    let from = file.instruction(file.stages[stage].from);
    let Arguments::From(arguments) = &from.command.arguments else { return Ok(()) };
    let image = from.text(arguments.image);
    let platform =
        arguments.platform.map(|platform| format!("--platform={} ", from.text(platform))).unwrap_or_default();
    let path = format!("ENV PATH=\"{VENV}/bin:$PATH\"");
    let mut split = Split::of(file, &parting, format!("{platform}{image}"), &kept);
    split.head.push(Line::New(path.clone()));
    split.first = Some((first, vec![format!("RUN python -m venv {VENV}"), path]));
    let edits = edit::split(file, &split).ok_or("an instruction that both stages need holds a comment or a heredoc")?;
    cx.change(from.span, format!("install Python packages in a stage of its own, and copy {VENV}"))
        .edits(edits)
        .why("compilers and headers stay in the stage that builds; the image holds the packages and their libraries")
        .saves(Estimate::unknown("what only builds"))
        .propose();
    Ok(())
}

/// Whether a command runs a script of the project, other than one that builds it.
fn runs_script(run: &Run<'_>, simple: &Simple) -> bool {
    let words: Option<Vec<_>> = simple.words.iter().map(|word| word.value(run.text)).collect();
    match words.as_deref() {
        Some([program, script, ..]) => {
            program.starts_with("python") && script.ends_with(".py") && !script.ends_with("setup.py")
        }
        _ => false,
    }
}

/// Checks that a command of pip does the same in a virtual environment.
///
/// # Errors
/// Why it may not.
fn check(run: &Run<'_>, command: &PackageCommand<'_>) -> Result<(), String> {
    const OTHER: [&str; 6] = ["--user", "--target", "--prefix", "--root", "--editable", "--break-system-packages"];
    let invocation = &command.invocation;
    if let Some(option) = OTHER.iter().find(|option| invocation.has(option)) {
        return Err(format!("`{option}` says where pip installs"));
    }
    if command.simple.words.iter().any(|word| word.text(run.text).starts_with("--src")) {
        return Err("`--src` says where pip puts sources".to_owned());
    }
    if !invocation.is_transparent() {
        return Err("what pip installs is only known when it runs".to_owned());
    }
    match invocation.subcommand_name() {
        "install" | "check" | "cache" | "list" | "freeze" | "show" | "config" => Ok(()),
        other => Err(format!("`pip {other}` does something else than to install")),
    }
}
