mod copies;
mod hoist;
mod owner;

use std::collections::BTreeSet;

use crate::edit::{self, Edit, Reach};
use crate::facts::{FileKind, file_kind, is_within};
use crate::model::{Model, Run, RunForm, absolute};
use crate::shell::{Script, Simple};
use crate::syntax::{Arguments, Keyword};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};
use copies::Content;
use hoist::Hoist;
use owner::Owner;

pub(super) struct FoldChown;

static META: Meta = Meta {
    id: "fold-chown",
    summary: "Fold recursive chown of copied files into their COPY",
    technique: "do not store a tree again for its owner",
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

/// More directories than that, which the chown would have to name, are not worth it.
const MAX_MADE: usize = 4;

/// Of the RUNs of a stage that mention chown only so many are looked at, since each needs a look at all before it.
const MAX_RUNS: usize = 32;

impl Transform for FoldChown {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Copy, Keyword::Run], config: &[] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, facts) in file.stages.iter().enumerate() {
            if !facts.ships && !cx.settings().clean_builders {
                continue;
            }
            let runs = file.runs(facts.body()).filter(|(_, run)| run.mentions("chown"));
            for (_, run) in runs.take(MAX_RUNS) {
                propose_run(file, stage, run, cx);
            }
        }
    }
}

/// A recursive call of chown.
struct Call<'s> {
    simple: &'s Simple,
    /// The word that makes it recursive, and what is left of that.
    recursive: (usize, String),
    /// The first operand as written, without quotes.
    raw: String,
    owner: Owner,
    paths: Vec<String>,
}

/// A call, where the files come from, and what has to move for it.
struct Fold<'s> {
    call: Call<'s>,
    contents: Vec<Content>,
    flags: Vec<Edit>,
    hoist: Option<Hoist>,
}

fn propose_run(file: &Model<'_>, stage: usize, run: &Run<'_>, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let Ok(script) = &run.script else { return };
    if run.form == RunForm::Body || run.flags().next().is_some() {
        return;
    }
    let mut reasons = Vec::new();
    // One call a round: the steps of the RUN are counted anew for the next.
    for call in calls(file, run) {
        match fold(file, (stage, run), call) {
            Ok(None) => {}
            Err(reason) => reasons.push(reason),
            Ok(Some(fold)) => match edits(file, run, script, &fold) {
                Some(edits) => {
                    let owner = owner::flag(&fold.call.raw);
                    let title = if fold.flags.is_empty() {
                        "do not change the owner of what COPY gives to the same".to_owned()
                    } else {
                        format!("fold chown -R {} into COPY", fold.call.raw)
                    };
                    return cx
                        .change(at, title)
                        .edits(edits)
                        .why(format!(
                            "a change of the owner stores every file again; COPY gives them to {owner} at once"
                        ))
                        .saves(Estimate::unknown("a second copy of the files"))
                        .propose();
                }
                None => reasons.push("a comment stands in what would go, or a line is broken within a word".to_owned()),
            },
        }
    }
    for reason in reasons {
        cx.refuse(at, reason);
    }
}

fn fold<'s>(file: &Model<'_>, place: (usize, &Run<'_>), call: Call<'s>) -> Result<Option<Fold<'s>>, String> {
    let (stage, run) = place;
    let end = call.simple.span.start as usize;
    let mut contents = Vec::new();
    for path in &call.paths {
        contents.push(copies::below(file, place, end, path, &call.owner));
    }
    if contents.iter().all(|content| matches!(content, Ok(None))) {
        return Ok(None);
    }
    let contents = contents.into_iter().collect::<Result<Vec<_>, _>>()?;
    let Some(contents) = contents.into_iter().collect::<Option<Vec<Content>>>() else {
        return Err("it is also about a directory that no COPY fills".to_owned());
    };
    if !file.state(run.at).user.may_be_root() {
        return Err("another user than root runs it".to_owned());
    }
    if !file.must_succeed(run, call.simple) {
        return Err("the chown may not run, or may fail".to_owned());
    }
    if is_stored_again(file, run, &call) {
        return Err("another command of the RUN stores the files again anyway".to_owned());
    }
    let made: Vec<&String> = contents.iter().flat_map(|content| &content.made).collect();
    if made.len() > MAX_MADE {
        return Err("it would have to name too many directories".to_owned());
    }
    let copies: BTreeSet<usize> = contents.iter().flat_map(|content| content.copies.iter().copied()).collect();
    let mut flags = Vec::new();
    let mut first = None;
    for &at in &copies {
        if let Some(edit) = flag(file, run, at, &call)? {
            first.get_or_insert(at);
            flags.push(edit);
        }
    }
    if !is_needless(&contents) && copies.len() == file_count(file, &copies) {
        return Err("it is about single files of text, and the chown has to stay for their directory".to_owned());
    }
    let mut hoist = None;
    if let Some(first) = first {
        if (first..=run.at).any(|at| file.may_change_accounts(at)) {
            return Err("behind the COPY the names may come to stand for other users or groups".to_owned());
        }
        let missing = call.owner.names().filter(|(name, is_user)| !file.has_account(stage, first, name, *is_user));
        let missing: Vec<(&str, bool)> = missing.collect();
        if !missing.is_empty() {
            hoist = Some(hoist::plan(file, first, run.at, &missing, &call.paths)?);
        }
    }
    Ok(Some(Fold { call, contents, flags, hoist }))
}

/// Whether COPY makes the directories with the owner, because they were not there.
fn is_needless(contents: &[Content]) -> bool {
    contents.iter().all(|content| content.made.is_empty() && !content.existed)
}

/// How many of the COPYs bring nothing but single files of text.
fn file_count(file: &Model<'_>, copies: &BTreeSet<usize>) -> usize {
    let brings_text = |at: &&usize| {
        let instruction = file.instruction(**at);
        let Arguments::Copy(transfer) = &instruction.command.arguments else { return false };
        transfer.sources.iter().all(|source| {
            let source = source.text(&instruction.logical);
            let name = source.rsplit('/').next().unwrap_or(source);
            file_kind(name) == Some(FileKind::Text) && !source.contains(['*', '?', '['])
        })
    };
    copies.iter().filter(brings_text).count()
}

/// The flag for the COPY at `at`; `None` where it gives the files to that owner already.
fn flag(file: &Model<'_>, run: &Run<'_>, at: usize, call: &Call<'_>) -> Result<Option<Edit>, String> {
    let instruction = file.instruction(at);
    let command = &instruction.command;
    let known = ["chown", "from", "chmod"];
    if let Some(flag) = command.flags.iter().find(|flag| !known.contains(&instruction.text(flag.name))) {
        return Err(format!("--{} of the COPY does not go with --chown", instruction.text(flag.name)));
    }
    let from = command.flag(&instruction.logical, "from");
    let known_value = |text: &str| file.expand(at, text).map(|value| value.text);
    let value = file.expand(run.at, &call.raw).map(|value| value.text).ok_or("the owner is not known")?;
    let text = if known_value(&call.raw).as_deref() == Some(value.as_str()) { &call.raw } else { &value };
    let wanted = owner::flag(text);
    if let Some(old) = command.flag(&instruction.logical, "chown") {
        return if known_value(old) == known_value(&wanted) {
            Ok(None)
        } else {
            Err("the COPY gives the files to somebody else first".to_owned())
        };
    }
    if let Some(from) = from {
        if call.owner.keeps_a_part() {
            return Err("what another stage or image owns keeps its user or group, which COPY cannot do".to_owned());
        }
        if may_set_bits(file, from) {
            return Err(
                "files of another stage may have setuid bits or capabilities, which chown takes away".to_owned()
            );
        }
    } else if call.owner.is_root() {
        return Ok(None);
    }
    let edit = edit::add_flag(instruction, &format!("--chown={wanted}"));
    edit.map(Some).ok_or_else(|| "the COPY has a heredoc, or is broken within a word".to_owned())
}

/// Whether a stage that files come from sets bits that chown would clear.
fn may_set_bits(file: &Model<'_>, from: &str) -> bool {
    let number = from.parse::<usize>().ok();
    let named = |name: &Option<String>| name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(from));
    let stages = file.stages.iter().enumerate();
    let mut donors = stages.filter(|(index, stage)| number == Some(*index) || named(&stage.name));
    donors.any(|(stage, _)| file.runs_mention(stage, &["setcap", "u+s", "g+s", "+s ", "chmod 4", "chmod 2", "chmod 6"]))
}

/// Whether another command of the RUN changes the files in a way that stores them again.
fn is_stored_again(file: &Model<'_>, run: &Run<'_>, call: &Call<'_>) -> bool {
    let start = file.state(run.at).workdir.as_deref();
    let touched = |word: &str| {
        let path = absolute(word, start);
        path.is_some_and(|path| call.paths.iter().any(|own| is_within(own, &path) || is_within(&path, own)))
    };
    run.simple_commands().iter().filter(|found| found.simple.span != call.simple.span).any(|found| {
        let words = || found.simple.words.iter().skip(1).filter_map(|word| file.word(run, word));
        let program = found.simple.name(run.text).unwrap_or_default();
        let whole = match &*program {
            "chmod" | "chown" | "chgrp" | "setfacl" => words().any(|word| word.starts_with('-') && word.contains('R')),
            "find" | "mv" => true,
            _ => false,
        };
        whole && words().any(|word| touched(&word))
    })
}

fn edits(file: &Model<'_>, run: &Run<'_>, script: &Script, fold: &Fold<'_>) -> Option<Vec<Edit>> {
    let Fold { call, contents, flags, hoist } = fold;
    let mut edits = flags.clone();
    let total = hoist::steps(run, script).count();
    let mut gone = 0;
    if let Some(hoist) = hoist {
        edits.push(hoist.place.clone());
        let source = file.run(hoist.run)?;
        let of_source = source.script.as_ref().ok()?;
        if hoist.run == run.at {
            gone = hoist.steps;
        } else if hoist.steps == hoist::steps(source, of_source).count() {
            edits.push(whole(file, source)?);
        } else {
            edits.extend(leading(file, source, of_source, hoist.steps)?);
        }
    }
    let made: Vec<&str> = contents.iter().flat_map(|content| &content.made).map(String::as_str).collect();
    if let Some(step) = run.step_of(script, call.simple).filter(|_| is_needless(contents)) {
        if gone + 1 == total {
            if let Some(edit) = whole(file, run) {
                edits.push(edit);
                return Some(edits);
            }
        } else if gone == 0 {
            edits.push(edit::remove_step(file, run, script, step)?);
            return Some(edits);
        }
    }
    edits.extend(leading(file, run, script, gone)?);
    let (index, rest) = &call.recursive;
    let word = call.simple.words.get(*index)?;
    edits.push(match rest.as_str() {
        "" => edit::remove_word(file, run, call.simple, *index)?,
        rest => edit::replace_word(run, word, rest)?,
    });
    if !made.is_empty() {
        let last = call.simple.words.iter().enumerate().rfind(|(at, _)| at != index)?.1;
        edits.push(edit::insert_after(run, last, &made)?);
    }
    Some(edits)
}

/// Takes a RUN out; `None` where the comment above it would then stand above something else.
fn whole(file: &Model<'_>, run: &Run<'_>) -> Option<Edit> {
    if file.comment_above(run.at) { None } else { edit::delete(file, run) }
}

/// Takes the first steps of a RUN out.
fn leading(file: &Model<'_>, run: &Run<'_>, script: &Script, count: usize) -> Option<Vec<Edit>> {
    (0..count).map(|step| edit::remove_step(file, run, script, step)).collect()
}

fn calls<'s>(file: &Model<'_>, run: &'s Run<'_>) -> Vec<Call<'s>> {
    let commands = run.simple_commands();
    let moves = commands.iter().any(|found| matches!(found.simple.name(run.text).as_deref(), Some("cd" | "pushd")));
    let start = file.state(run.at).workdir.as_deref().filter(|_| !moves);
    let call = |simple: &'s Simple| {
        if simple.name(run.text)? != "chown" || !simple.redirects.is_empty() || !simple.assigns.is_empty() {
            return None;
        }
        let mut recursive = None;
        let mut operands = Vec::new();
        for (index, word) in simple.words.iter().enumerate().skip(1) {
            let value = file.word(run, word)?;
            match value.strip_prefix('-') {
                None => operands.push((word.text(run.text).trim_matches(['"', '\'']), value)),
                Some("-recursive") => recursive = Some((index, String::new())),
                Some("-verbose" | "-changes" | "-silent" | "-quiet" | "-no-dereference") => {}
                Some(letters) if !letters.is_empty() && letters.chars().all(|letter| "Rvcfh".contains(letter)) => {
                    if letters.contains('R') && recursive.is_some() {
                        return None;
                    }
                    if letters.contains('R') {
                        let rest = letters.replace('R', "");
                        recursive = Some((index, if rest.is_empty() { rest } else { format!("-{rest}") }));
                    }
                }
                Some(_) => return None,
            }
        }
        let ((raw, owner), paths) = operands.split_first()?;
        let owner = Owner::read(owner)?;
        let paths = paths.iter().map(|(_, path)| absolute(path, start)).collect::<Option<Vec<String>>>()?;
        let raw = (*raw).to_owned();
        (!paths.is_empty()).then_some(Call { simple, recursive: recursive?, raw, owner, paths })
    };
    commands.iter().filter_map(|found| call(found.simple)).collect()
}
