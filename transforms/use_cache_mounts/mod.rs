mod contrary;

use std::collections::{BTreeMap, BTreeSet};

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
        "/pnpm/store/**",
    ],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for UseCacheMounts {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn keeps_caches(&self) -> bool {
        true
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let policy = cx.settings().cache;
        let wanted = |stage: usize| policy.mounts_in(file.stages[stage].ships);
        if !(0..file.stages.len()).any(wanted) {
            return;
        }
        let mounts = file.cache_mounts(&wanted);
        let mut families: BTreeMap<(&str, usize), Vec<(&Run<'_>, &CacheUse)>> = BTreeMap::new();
        for (at, uses) in mounts.runs() {
            let Some(run) = file.run(at) else { continue };
            let mut own: Vec<(&Run<'_>, &CacheUse)> = Vec::new();
            for used in uses {
                match (&used.verdict, used.family) {
                    (Verdict::Mounted, _) => {}
                    (Verdict::Refused(reason), _) => cx.refuse(run.instruction.span, reason.clone()),
                    (Verdict::Mount(_), None) => own.push((run, used)),
                    (Verdict::Mount(_), Some(root)) => {
                        families.entry((&used.tool.name, root)).or_default().push((run, used));
                    }
                }
            }
            propose(file, &own, cx);
        }
        for family in families.values() {
            propose(file, family, cx);
        }
    }
}

/// Proposes mounts for the RUNs of a family, or for one RUN and its programs; those that what empties a cache stands
/// against are left out, with all others of a family.
fn propose(file: &Model<'_>, uses: &[(&Run<'_>, &CacheUse)], cx: &mut Cx<'_>) {
    let mut runs: BTreeMap<usize, (&Run<'_>, Contrary, Vec<String>)> = BTreeMap::new();
    let mut taken: Vec<&CacheUse> = Vec::new();
    for (run, used) in uses {
        let Verdict::Mount(mounts) = &used.verdict else { continue };
        let (_, contrary, flags) = runs.entry(run.at).or_insert_with(|| (run, Contrary::default(), Vec::new()));
        match contrary.add(file, run, used, mounts) {
            Ok(()) => {
                flags.extend(mounts.iter().map(CacheMount::flag));
                taken.push(used);
            }
            Err(reason) if used.family.is_some() => return cx.refuse(run.instruction.span, reason),
            Err(reason) => cx.refuse(run.instruction.span, reason),
        }
    }
    let Some(first) = taken.first() else { return };
    let mut edits = Vec::new();
    for (run, contrary, flags) in runs.into_values() {
        match contrary.edits(file, run) {
            Ok(_) if flags.is_empty() => {}
            Ok(removed) => {
                edits.push(edit::add_flags(file, run, &flags));
                edits.extend(removed);
            }
            Err(reason) => return cx.refuse(run.instruction.span, reason),
        }
    }
    let names: BTreeSet<&str> = taken.iter().map(|used| used.tool.name.as_str()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let old = (!first.tool.store)
        .then(|| format!("what an earlier build left in the cache of {} may go into the image", names.join(" and ")));
    let doubt = taken.iter().find_map(|used| used.doubt);
    cx.change(uses[0].0.instruction.span, format!("keep the cache of {} in a mount", names.join(" and ")))
        .edits(edits)
        .why("what is downloaded is there for the next build, and in no layer")
        .lower_for(Safety::Unsafe, old)
        .lower_for(Safety::Unsafe, doubt.map(str::to_owned))
        .propose();
}
