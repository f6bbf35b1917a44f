mod copies;

use crate::edit::{self, Edit, Reach};
use crate::model::{Model, Run, RunForm, absolute};
use crate::shell::{Script, Simple};
use crate::syntax::Keyword;
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct FoldChmod;

static META: Meta = Meta {
    id: "fold-chmod",
    summary: "Fold chmod of a copied file into its COPY",
    technique: "do not store a file again for its mode",
    phase: Phase::Layers,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes, Saves::Layers],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for FoldChmod {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Copy, Keyword::Run], config: &[] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for facts in &file.stages {
            if !facts.ships && !cx.settings().clean_builders {
                continue;
            }
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("chmod")) {
                propose_run(file, run, cx);
            }
        }
    }
}

/// A call of chmod that gives files a mode in digits.
struct Call<'s> {
    simple: &'s Simple,
    mode: String,
    paths: Vec<String>,
}

fn propose_run(file: &Model<'_>, run: &Run<'_>, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let Ok(script) = &run.script else { return };
    if run.form == RunForm::Body || run.flags().next().is_some() {
        return;
    }
    // One call a round: the steps of the RUN are counted anew for the next.
    let Some((call, index)) = calls(file, run, script).into_iter().find_map(|call| {
        let index = run.step_of(script, call.simple)?;
        (!copies::of(file, run.at, &call.paths).ok()?.is_empty()).then_some((call, index))
    }) else {
        for call in calls(file, run, script) {
            if let Err(reason) = copies::of(file, run.at, &call.paths) {
                cx.refuse(at, reason);
            }
        }
        return;
    };
    let before = &run.text[..call.simple.span.start as usize];
    let named = call.paths.iter().find(|path| path.rsplit('/').next().is_some_and(|name| before.contains(name)));
    if let Some(path) = named {
        return cx.refuse(at, format!("an earlier command of the RUN names {path}"));
    }
    if let Some(path) = call.paths.iter().find(|path| is_stored_again(script, run.text, &call, path)) {
        return cx.refuse(at, format!("a later command of the RUN stores {path} again anyway"));
    }
    let Ok(copies) = copies::of(file, run.at, &call.paths) else { return };
    let steps = script.list.items.iter().map(|item| item.and_or.pipelines().count()).sum::<usize>();
    let removal = if steps > 1 {
        edit::remove_step(file, run, script, index)
    } else if file.comment_above(run.at) {
        return cx.refuse(at, "the comment above the RUN would stand above something else");
    } else {
        edit::delete(file, run)
    };
    let flag = format!("--chmod={}", call.mode);
    let flags = copies.iter().map(|&copy| edit::add_flag(file.instruction(copy), &flag)).collect::<Option<Vec<Edit>>>();
    let (Some(removal), Some(flags)) = (removal, flags) else {
        return cx.refuse(at, "a comment stands in what would go, or the COPY is broken within a word");
    };
    cx.change(at, format!("fold chmod {} into COPY", call.mode))
        .edits(flags)
        .edit(removal)
        .why("a change of the mode stores the whole file again, in a layer of its own")
        .saves(Estimate::unknown("a second copy of the file"))
        .propose();
}

/// Whether a command behind the chmod changes the file in a way that stores it again.
fn is_stored_again(script: &Script, text: &str, call: &Call<'_>, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let changes = ["chmod", "chown", "chgrp", "mv", "sed", "touch", "setcap", "dos2unix"];
    script.simple_commands().iter().any(|found| {
        found.simple.span.start > call.simple.span.start
            && found.simple.name(text).is_some_and(|program| changes.contains(&&*program))
            && found.simple.span.of(text).contains(name)
    })
}

fn calls<'s>(file: &Model<'_>, run: &Run<'_>, script: &'s Script) -> Vec<Call<'s>> {
    let commands = script.simple_commands();
    let moves = commands.iter().any(|found| matches!(found.simple.name(run.text).as_deref(), Some("cd" | "pushd")));
    let start = file.state(run.at).workdir.as_deref().filter(|_| !moves);
    let call = |simple: &'s Simple| {
        if simple.name(run.text)? != "chmod" || !simple.redirects.is_empty() || !simple.assigns.is_empty() {
            return None;
        }
        let values = simple.words.iter().skip(1).map(|word| Some(word.value(run.text)?.into_owned()));
        let mut words = values.collect::<Option<Vec<String>>>()?.into_iter();
        let mode = words.next().filter(|mode| is_octal(mode))?;
        let paths = words.map(|path| absolute(&path, start)).collect::<Option<Vec<String>>>()?;
        (!paths.is_empty()).then_some(Call { simple, mode, paths })
    };
    commands.iter().filter_map(|found| call(found.simple)).collect()
}

/// Three octal digits, or four that begin with 0, which all frontends with `--chmod` take; a symbolic mode is ignored by
/// older ones, and setuid bits do not outlive a `chown`.
fn is_octal(mode: &str) -> bool {
    let digits = if mode.len() == 4 { mode.strip_prefix('0') } else { Some(mode) };
    digits.is_some_and(|mode| mode.len() == 3 && mode.bytes().all(|digit| (b'0'..=b'7').contains(&digit)))
}
