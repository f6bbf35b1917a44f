mod contrary;

use crate::edit;
use crate::model::{CacheMount, CacheUse, Model, Run, Verdict};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};
use contrary::Contrary;

pub(super) struct UseCacheMounts;

static META: Meta = Meta {
    id: "use-cache-mounts",
    summary: "Use cache mounts for what package managers download",
    technique: "keep downloads between builds, and out of the image",
    phase: Phase::Cleanup,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Rebuild, Saves::Bytes],
    delta: &[
        "/var/lib/apt/lists/**",
        "~/.cache/{pip,pipenv,pypoetry,uv,yarn,go-build}/**",
        "~/.npm/**",
        "/usr/local/share/.cache/**",
        "/tmp/cache/**",
    ],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for UseCacheMounts {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let policy = cx.settings().cache;
        let wanted = |stage: usize| policy.mounts_in(file.stages[stage].ships);
        if !(0..file.stages.len()).any(wanted) {
            return;
        }
        for (at, uses) in file.cache_mounts(&wanted).runs() {
            if let Some(run) = file.run(at) {
                propose_run(file, run, uses, cx);
            }
        }
    }
}

fn propose_run(file: &Model<'_>, run: &Run<'_>, uses: &[CacheUse], cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let mut contrary = Contrary::default();
    let mut taken: Vec<(&CacheUse, &[CacheMount])> = Vec::new();
    for used in uses {
        match &used.verdict {
            Verdict::Mounted => {}
            Verdict::Refused(reason) => cx.refuse(at, reason.clone()),
            Verdict::Mount(mounts) => match contrary.add(file, run, used, mounts) {
                Ok(()) => taken.push((used, mounts)),
                Err(reason) => cx.refuse(at, reason),
            },
        }
    }
    if taken.is_empty() {
        return;
    }
    let edits = match contrary.edits(file, run) {
        Ok(edits) => edits,
        Err(reason) => return cx.refuse(at, reason),
    };
    let flags: Vec<String> = taken.iter().flat_map(|(_, mounts)| mounts.iter().map(CacheMount::flag)).collect();
    let names: Vec<&str> = taken.iter().map(|(used, _)| used.tool.name.as_str()).collect();
    let speed = taken.iter().find(|(used, _)| !used.tool.store).map(|(used, _)| used.tool.name.as_str());
    let doubt = taken.iter().find_map(|(used, _)| used.doubt);
    cx.change(at, format!("keep the cache of {} in a mount", names.join(" and ")))
        .edit(edit::add_flags(file, run, &flags))
        .edits(edits)
        .why("what is downloaded is there for the next build, and in no layer")
        .lower_for(
            Safety::Unsafe,
            speed.map(|name| format!("what an earlier build left in the cache of {name} goes into the image")),
        )
        .lower_for(Safety::Unsafe, doubt.map(str::to_owned))
        .propose();
}
