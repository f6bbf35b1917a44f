mod ahead;
mod go;

use crate::edit::{self, Edit, Reach};
use crate::model::{Ahead, Install, Model, Project, Step};
use crate::syntax::{Arguments, Keyword};
use crate::transform::{Cx, Meta, OptionKind, OptionSpec, Phase, Safety, Saves, Transform};

pub(super) struct CopyManifestsFirst;

static META: Meta = Meta {
    id: "copy-manifests-first",
    summary: "Copy what an install reads before the sources that it does not read",
    technique: "order by how often things change",
    phase: Phase::Cache,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Rebuild],
    delta: &["**/target/.rustc_info.json"],
    options: &[OptionSpec {
        name: "tolerance",
        kind: OptionKind::Number { default: 64 },
        doc: "KiB of manifests that an image may hold a second time; more are mounted for the install alone",
    }],
    docs: include_str!("README.md"),
};

impl Transform for CopyManifestsFirst {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Copy, Keyword::Run], config: &[] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for stage in 0..file.stages.len() {
            let Some(last) = last_that_may_install(file, stage) else { continue };
            let is_copy = |at: &usize| matches!(file.instruction(*at).command.arguments, Arguments::Copy(_));
            let copies = file.stages[stage].body().filter(|&at| at < last).filter(is_copy);
            for at in copies.take(MAX_COPIES) {
                propose_copy(file, stage, at, cx);
            }
        }
    }
}

/// Of the COPYs of a stage only so many are looked at, since each needs a look at all that is around it.
const MAX_COPIES: usize = 32;

fn propose_copy(file: &Model<'_>, stage: usize, at: usize, cx: &mut Cx<'_>) {
    let behind = at + 1..file.stages[stage].body().end;
    let instruction = file.instruction(at);
    let project = match Project::of(file, at) {
        Ok(Some(project)) => project,
        Ok(None) => return,
        Err(reason) => return cx.refuse(instruction.span, reason),
    };
    let found = match follow(file, &project, behind.clone()) {
        Ok(found) => found,
        Err((run, reason)) => return cx.refuse(file.instruction(run).span, reason),
    };
    if found.ahead.is_some() {
        return ahead::propose(file, stage, &project, &found, cx);
    }
    let Some(&(last, _)) = found.installs.last() else { return go::propose(file, stage, at, &project, cx) };
    let manifests = found.manifests();
    let bytes = match project.weigh(&manifests) {
        Ok(bytes) => bytes,
        Err(reason) => return cx.refuse(instruction.span, reason),
    };
    let twice = is_too_large(file, stage, bytes, cx);
    let Some(moved) = edit::relocate(file, at, last, !twice) else {
        return cx.refuse(instruction.span, NO_PLACE);
    };
    let (brought, needs_buildkit) = match twice {
        true => (mounts(file, &project, &found.installs), !speaks_buildkit(file)),
        false => (project.copies(&manifests).and_then(|all| Some(vec![edit::place_above(file, at, &all)?])), false),
    };
    let Some(brought) = brought else {
        return cx.refuse(instruction.span, if twice { too_large(bytes) } else { UNUSUAL_NAME.to_owned() });
    };
    let names = manifests.join(", ");
    cx.change(instruction.span, format!("install from {names} before the rest is copied"))
        .edits(brought)
        .edits(moved)
        .why("what is installed depends on these files only, but is installed anew whenever any other file changes")
        .lower_for(Safety::Unsafe, found.doubt().or_else(|| project.to.doubt(file)))
        .lower_for(Safety::Unsafe, needs_buildkit.then(|| NEEDS_BUILDKIT.to_owned()))
        .propose();
}

const NO_PLACE: &str = "the COPY holds a comment, or there is no place behind the install";
const UNUSUAL_NAME: &str = "a name of a manifest, or the destination, is written in a form that is not rewritten";
const NEEDS_BUILDKIT: &str = "a builder that is not BuildKit may not know bind mounts";

/// Whether an image that ships would hold too much a second time.
fn is_too_large(file: &Model<'_>, stage: usize, bytes: u64, cx: &Cx<'_>) -> bool {
    file.stages[stage].ships && bytes > u64::from(cx.number("tolerance")) * 1024
}

fn too_large(bytes: u64) -> String {
    let kib = bytes.div_ceil(1024);
    format!("the image would hold {kib} KiB of manifests a second time, and they cannot be mounted")
}

/// What follows a COPY and needs only manifests of what it brings.
#[derive(Default)]
struct Found {
    /// Installs, with the indices of their RUNs.
    installs: Vec<(usize, Install)>,
    /// The RUN behind them of which a part can be done ahead.
    ahead: Option<(usize, Ahead)>,
}

impl Found {
    fn all(&self) -> impl Iterator<Item = &Install> {
        let ahead = self.ahead.iter().map(|(_, ahead)| &ahead.install);
        self.installs.iter().map(|(_, install)| install).chain(ahead)
    }

    /// What is read, each file once.
    fn manifests(&self) -> Vec<&str> {
        let mut manifests: Vec<&str> = Vec::new();
        for manifest in self.all().flat_map(|install| &install.manifests) {
            if !manifests.contains(&manifest.as_str()) {
                manifests.push(manifest);
            }
        }
        manifests
    }

    fn doubt(&self) -> Option<String> {
        self.all().find_map(|install| install.doubt.clone())
    }
}

/// What follows a COPY, as long as nothing in between needs more of the project than manifests. The error is why the
/// first install needs more, and where it is.
fn follow(file: &Model<'_>, project: &Project<'_>, behind: std::ops::Range<usize>) -> Result<Found, (usize, String)> {
    let mut found = Found::default();
    for at in behind {
        let Some(run) = file.run(at) else { if project.to.is_crossed_by(file, at) { continue } else { break } };
        match Step::of(file, &project.to, Some(project), run) {
            Step::Independent { system: true, .. } | Step::Install(Install { system: true, .. })
                if !project.to.is_apart_from_packages() || !project.to.has_fixed_owner() =>
            {
                break;
            }
            Step::Independent { .. } => {}
            Step::Install(install) => found.installs.push((at, install)),
            Step::Ahead(ahead) => {
                // An install in front of it may have done that part.
                let does = |(at, _): &(usize, Install)| file.run(*at).is_some_and(|run| ahead.is_done_by(run));
                found.ahead = if found.installs.iter().any(does) { None } else { Some((at, ahead)) };
                break;
            }
            Step::Needs(reason) if found.installs.is_empty() => return Err((at, reason)),
            Step::Needs(_) | Step::Other => break,
        }
    }
    Ok(found)
}

/// The edits that mount the manifests of each install for it alone; `None` where one writes to them, or has mounts.
fn mounts(file: &Model<'_>, project: &Project<'_>, installs: &[(usize, Install)]) -> Option<Vec<Edit>> {
    let mount = |(at, install): &(usize, Install)| {
        let run = file.run(*at)?;
        let manifests: Vec<&str> = install.manifests.iter().map(String::as_str).collect();
        let flags = project.mounts(file, *at, &manifests)?;
        (!install.writes && run.flags().next().is_none()).then(|| edit::add_flags(file, run, &flags))
    };
    installs.iter().map(mount).collect()
}

/// Whether the file can be built by BuildKit only.
fn speaks_buildkit(file: &Model<'_>) -> bool {
    let document = file.document;
    document.instructions.iter().any(|instruction| {
        let mounts = instruction.command.flags.iter().any(|flag| instruction.text(flag.name) == "mount");
        mounts || !instruction.heredocs.is_empty()
    })
}

/// Words of commands that install by manifests; a quick look before a closer one.
const TOOLS: [&str; 14] = [
    "pip", "uv", "poetry", "npm", "yarn", "pnpm", "bun", "bundle", "go", "cargo", "dotnet", "mvn", "composer", "gradle",
];

/// The last RUN of a stage that may install by manifests.
fn last_that_may_install(file: &Model<'_>, stage: usize) -> Option<usize> {
    let mut runs = file.runs(file.stages[stage].body()).rev();
    runs.find(|(_, run)| TOOLS.iter().any(|tool| run.mentions(tool))).map(|(at, _)| at)
}
