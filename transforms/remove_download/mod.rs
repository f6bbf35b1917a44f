mod download;
mod elsewhere;
mod readers;

use crate::edit::{self, Layout};
use crate::model::{Model, Run};
use crate::shell::{Resolved, Word, resolve, shadows};
use crate::syntax::{MountKey, mounts};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};
use download::Download;

pub(super) struct RemoveDownload;

static META: Meta = Meta {
    id: "remove-download",
    summary: "Remove a downloaded archive in the RUN that unpacked it",
    technique: "clean up in the layer that made the mess",
    phase: Phase::Cleanup,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &[
        "/tmp/**",
        "/**/*.tar",
        "/**/*.tar.*",
        "/**/*.tgz",
        "/**/*.tbz2",
        "/**/*.txz",
        "/**/*.zip",
        "/**/*.deb",
        "/**/*.rpm",
    ],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for RemoveDownload {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let layout = Layout::of(file);
        for (stage, facts) in file.stages.iter().enumerate() {
            if !facts.ships && !cx.settings().clean_builders {
                continue;
            }
            for (_, run) in file.runs(facts.body()) {
                if run.mentions("curl") || run.mentions("wget") {
                    propose_run(file, &layout, (stage, run), cx);
                }
            }
        }
    }
}

fn propose_run(file: &Model<'_>, layout: &Layout, (stage, run): (usize, &Run<'_>), cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) => return cx.refuse(at, reason.clone()),
    };
    let found: Vec<Download> = download::of(file, run, script).into_iter().filter(|one| !removes(run, one)).collect();
    let mut doubt = None;
    let mut paths: Vec<String> = Vec::new();
    for one in &found {
        match readers::read_only_here(run, script, one) {
            Ok(true) => {}
            Ok(false) => continue,
            Err(reason) => {
                cx.refuse(at, reason);
                continue;
            }
        }
        let reason = mount_over(run, one).or_else(|| elsewhere::named(file, stage, run, one));
        if let Some(reason) = reason {
            cx.refuse(at, reason);
            continue;
        }
        let Some(path) = one.path_at_end() else {
            cx.refuse(at, format!("the directory of {} is not known where the RUN ends", one.name));
            continue;
        };
        doubt = doubt.or(elsewhere::doubt(file, stage, run, one));
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return;
    }
    if shadows(script, run.text, "rm") {
        return cx.refuse(at, "it gives the name rm another meaning");
    }
    let form = match file.append(run) {
        Ok(form) => form,
        Err(reason) => return cx.refuse(at, reason),
    };
    let rm: Vec<&str> = ["rm", "-f"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let Some(edit) = edit::append(file, layout, (run, form), script, &[&rm]) else {
        return cx.refuse(at, "a `;` on a line of its own ends it, and a comment before it would be lost");
    };
    cx.change(at, format!("remove {} in the same RUN", paths.join(" and ")))
        .edit(edit)
        .why("the layer holds the download beside what was unpacked or installed from it")
        .saves(Estimate::unknown("the download"))
        .lower_for(Safety::Unsafe, doubt)
        .propose();
}

/// Whether the RUN removes the file itself, or may.
fn removes(run: &Run<'_>, download: &Download) -> bool {
    run.simple_commands().iter().any(|found| {
        let remover = match resolve(found.simple, run.text) {
            Resolved::Known(known) => known.tool == "rm",
            Resolved::Other { name } => matches!(&*name, "unlink" | "shred" | "find"),
            Resolved::Opaque(_) => true,
        };
        remover && found.simple.words.iter().skip(1).any(|word| may_stand_for(word, run.text, download))
    })
}

/// Whether a word is the path of the file or of a directory that holds it, or a pattern that may be.
fn may_stand_for(word: &Word, text: &str, download: &Download) -> bool {
    if let Some(value) = word.value(text) {
        return download.is_or_lies_in(&value);
    }
    let raw = word.text(text);
    let fixed = &raw[..raw.find(['*', '?', '[', '$', '`', '"', '\'', '\\', '{', '~']).unwrap_or(raw.len())];
    match (fixed.rsplit_once('/'), &download.directory) {
        (Some((start, _)), Some(directory)) if fixed.starts_with('/') => download::within(directory, start),
        _ => true,
    }
}

/// A mount in which the file may lie, and so not in the layer.
fn mount_over(run: &Run<'_>, download: &Download) -> Option<String> {
    let all = mounts(run.instruction, &run.instruction.command);
    let mount = all.iter().find(|mount| {
        let target = mount.get(run.instruction, MountKey::Target).unwrap_or_default();
        let is_small = matches!(mount.kind(run.instruction), "secret" | "ssh");
        let holds = |directory: &String| download::within(directory, target);
        let is_over = target.contains('$') || !target.starts_with('/') || download.directory.as_ref().is_none_or(holds);
        !is_small && is_over
    })?;
    Some(format!("{} may hold {}", run.instruction.text(mount.span), download.name))
}
