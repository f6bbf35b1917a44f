use crate::edit::{self, Reach, Split};
use crate::facts::{build_packages, debian::is_for_development};
use crate::model::{Action, Manager, Model, PackageCommand, Parts, Run, Start};
use crate::shell::{Resolved, Simple, resolve};
use crate::syntax::Arguments;
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct SplitNode;

static META: Meta = Meta {
    id: "split-node",
    summary: "Split the building of Node.js packages off into another stage",
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

impl Transform for SplitNode {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach::SPLIT
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let Some(stage) = file.stages.len().checked_sub(1) else { return };
        if file.base(stage).runtime.as_ref().is_none_or(|runtime| runtime.name != "node") {
            return;
        }
        let body = || file.runs(file.stages[stage].body());
        let is_node = |run: &Run<'_>| run.simple_commands().iter().any(|found| builds(run, found.simple));
        let Some((last, _)) = body().rfind(|(_, run)| is_node(run)) else { return };
        if !body().any(|(at, run)| at <= last && installs_to_build(run)) {
            return;
        }
        if let Err(reason) = propose_split(file, last, cx) {
            cx.refuse(file.instruction(file.stages[stage].from).span, reason);
        }
    }
}

/// Packages that node-gyp wants beside a compiler.
const GYP: [&str; 4] = ["python", "python3", "python3-minimal", "python-is-python3"];

/// Whether a command is one of a package manager, or of a program that a package brings.
fn builds(run: &Run<'_>, simple: &Simple) -> bool {
    let name = match resolve(simple, run.text) {
        Resolved::Known(known) => known.tool.to_owned(),
        Resolved::Other { name } => name.into_owned(),
        Resolved::Opaque(_) => return false,
    };
    matches!(name.rsplit('/').next(), Some("npm" | "npx" | "yarn" | "node" | "node-gyp" | "tsc"))
}

/// Whether a command puts something elsewhere than below the directory that it runs in.
fn installs_globally(run: &Run<'_>, simple: &Simple) -> bool {
    const ELSEWHERE: [&str; 6] = ["-g", "--global", "--location=global", "--prefix", "global", "link"];
    simple.words.iter().any(|word| {
        let word = word.value(run.text).unwrap_or_default();
        ELSEWHERE.contains(&&*word) || word.starts_with("--prefix=") || word.starts_with("--global")
    })
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

fn propose_split(file: &Model<'_>, last: usize, cx: &mut Cx<'_>) -> Result<(), String> {
    let Some(stage) = file.stage_to_part()? else { return Ok(()) };
    let base = file.base(stage);
    if base.slim != Some(true) {
        return Err("the image holds compilers and headers of its own; on its slim variant apt says which ones count"
            .to_owned());
    }
    starts_node(file, stage)?;
    let mut kept: Vec<String> = Vec::new();
    for (_, run) in file.runs(file.stages[stage].body()).filter(|&(at, _)| at <= last) {
        for found in run.simple_commands().iter().filter(|found| builds(run, found.simple)) {
            if installs_globally(run, found.simple) || run.mentions("cd ") {
                return Err("a command may install elsewhere than below the working directory".to_owned());
            }
            let place = file.state(run.at).workdir.as_deref().filter(|place| *place != "/");
            let place =
                place.ok_or("packages are installed in no directory of their own; a WORKDIR would give them one")?;
            if !kept.iter().any(|known| known == place) {
                kept.push(place.to_owned());
            }
        }
    }
    let [place] = kept.as_slice() else { return Err("packages are installed in several directories".to_owned()) };
    if file.final_state(stage).workdir.as_deref() != Some(place.as_str()) {
        return Err(format!("containers start in another directory than {place}"));
    }
    stays_below(file, stage, place)?;
    let parts = Parts { last, kept: &kept, sources: &[], tools: &GYP, builds: &builds, runs: &|_, _| false };
    let parting = file.part(stage, &parts)?;
    let from = file.instruction(file.stages[stage].from);
    let Arguments::From(arguments) = &from.command.arguments else { return Ok(()) };
    let image = from.text(arguments.image);
    let platform =
        arguments.platform.map(|platform| format!("--platform={} ", from.text(platform))).unwrap_or_default();
    let split = Split::of(file, &parting, format!("{platform}{image}"), &kept);
    let edits = edit::split(file, &split).ok_or("an instruction that both stages need holds a comment or a heredoc")?;
    cx.change(from.span, format!("build packages in a stage of its own, and copy {place}"))
        .edits(edits)
        .why("compilers and headers stay in the stage that builds; the image holds the packages and their libraries")
        .saves(Estimate::unknown("what only builds"))
        .propose();
    Ok(())
}

/// Checks that containers start Node.js, or npm or yarn of the image.
///
/// # Errors
/// What they start instead.
fn starts_node(file: &Model<'_>, stage: usize) -> Result<(), String> {
    let start = Start::within(file, stage);
    for at in [start.entrypoint, start.cmd].into_iter().flatten() {
        let text = file.instruction(at).logical.text();
        let mut words = text.split(|ch: char| ch.is_whitespace() || "[],\"'".contains(ch)).skip(1);
        let first = words.find(|word| !word.is_empty()).unwrap_or_default();
        let own = matches!(first, "node" | "npm" | "yarn" | "docker-entrypoint.sh");
        let option_or_file = start.entrypoint.is_some() && Some(at) == start.cmd;
        if !own && !option_or_file {
            return Err(format!("containers start {first}, and what that needs is not seen"));
        }
    }
    Ok(())
}

/// Packages that download a program to the home of the user who installs them.
const DOWNLOADERS: [&str; 4] = ["puppeteer", "playwright", "cypress", "\"electron\""];

/// Checks that no package of the project puts files elsewhere than below its directory.
///
/// # Errors
/// Which one may, or why that is not known.
fn stays_below(file: &Model<'_>, stage: usize, place: &str) -> Result<(), String> {
    let unknown = "what packages download is not known without package.json from the build context";
    let context = file.context.ok_or(unknown)?;
    let end = file.stages[stage].end;
    let text = |name: &str| -> Result<Option<String>, String> {
        match file.context_origin(stage, end, &format!("{place}/{name}")) {
            Some(origin) => context.text(&origin.path).map_err(|why| why.to_string()),
            None => Ok(None),
        }
    };
    let mut texts = vec![text("package.json")?.ok_or(unknown)?];
    for lock in ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock"] {
        texts.extend(text(lock)?);
    }
    match DOWNLOADERS.iter().find(|name| texts.iter().any(|text| text.contains(*name))) {
        Some(name) => Err(format!("{} keeps a program outside of {place}", name.trim_matches('"'))),
        None => Ok(()),
    }
}
