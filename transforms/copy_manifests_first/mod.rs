mod go;

use crate::edit::{self, Edit, Reach};
use crate::model::{Install, Model, Project, Step};
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
    delta: &[],
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
    let installs = match installs(file, &project, behind.clone()) {
        Ok(installs) => installs,
        Err((run, reason)) => return cx.refuse(file.instruction(run).span, reason),
    };
    let Some(&(last, _)) = installs.last() else { return go::propose(file, stage, at, &project, cx) };
    let mut manifests: Vec<&str> = Vec::new();
    for manifest in installs.iter().flat_map(|(_, install)| &install.manifests) {
        if !manifests.contains(&manifest.as_str()) {
            manifests.push(manifest);
        }
    }
    let bytes = match project.weigh(&manifests) {
        Ok(bytes) => bytes,
        Err(reason) => return cx.refuse(instruction.span, reason),
    };
    let twice = file.stages[stage].ships && bytes > u64::from(cx.number("tolerance")) * 1024;
    let Some(moved) = edit::relocate(file, at, last, !twice) else {
        return cx.refuse(instruction.span, "the COPY holds a comment, or there is no place behind the install");
    };
    let (brought, needs_buildkit) = match twice {
        true => (mounts(file, &project, &installs), !speaks_buildkit(file)),
        false => (project.copies(&manifests).and_then(|all| Some(vec![edit::place_above(file, at, &all)?])), false),
    };
    let Some(brought) = brought else {
        let kib = bytes.div_ceil(1024);
        let twice = format!("the image would hold {kib} KiB of manifests a second time, and they cannot be mounted");
        let form = "a name of a manifest, or the destination, is written in a form that is not rewritten".to_owned();
        return cx.refuse(instruction.span, if bytes > 0 && file.stages[stage].ships { twice } else { form });
    };
    let names = manifests.join(", ");
    let doubt = installs.iter().find_map(|(_, install)| install.doubt.clone()).or_else(|| project.to.doubt(file));
    cx.change(instruction.span, format!("install from {names} before the rest is copied"))
        .edits(brought)
        .edits(moved)
        .why("what is installed depends on these files only, but is installed anew whenever any other file changes")
        .lower_for(Safety::Unsafe, doubt)
        .lower_for(
            Safety::Unsafe,
            needs_buildkit.then(|| "a builder that is not BuildKit may not know bind mounts".to_owned()),
        )
        .propose();
}

/// The installs that follow a COPY, with the indices of their RUNs, as long as nothing in between needs more of the
/// project than their manifests. The error is why the first install needs more, and where it is.
fn installs(
    file: &Model<'_>,
    project: &Project<'_>,
    behind: std::ops::Range<usize>,
) -> Result<Vec<(usize, Install)>, (usize, String)> {
    let mut found = Vec::new();
    for at in behind {
        let Some(run) = file.run(at) else { if project.to.is_crossed_by(file, at) { continue } else { break } };
        match Step::of(file, &project.to, Some(project), run) {
            Step::Independent { system: true, .. } | Step::Install(Install { system: true, .. })
                if !project.to.is_apart_from_packages() || !project.to.has_fixed_owner() =>
            {
                break;
            }
            Step::Independent { .. } => {}
            Step::Install(install) => found.push((at, install)),
            Step::Needs(reason) if found.is_empty() => return Err((at, reason)),
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
const TOOLS: [&str; 6] = ["pip", "npm", "yarn", "pnpm", "bun", "go"];

/// The last RUN of a stage that may install by manifests.
fn last_that_may_install(file: &Model<'_>, stage: usize) -> Option<usize> {
    let mut runs = file.runs(file.stages[stage].body()).rev();
    runs.find(|(_, run)| TOOLS.iter().any(|tool| run.mentions(tool))).map(|(at, _)| at)
}
