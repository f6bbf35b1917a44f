//! The promises of a rewrite, checked on its result: translation validation.
//!
//! The result is read again. (a) It parses. (b) Instructions that no edit touches are byte-identical and in order, and
//! no comment is lost. (c) Every edited RUN has exactly the old shell tokens without the declared removals, plus the
//! declared additions in their places, and its top-level lists have the declared shape; every other edited instruction
//! has exactly the declared words; nothing but what the transform reaches was edited. (d) The image configuration of
//! every stage differs only in the declared keys, and what is untouched runs as the same user, in the same directory and
//! shell, and where variables may be edited expands the same ones to the same. (e), that a second run proposes nothing, is the pipeline's: its last round changes nothing.

use super::moves::{self, Moves};
use super::outline::{self, Outline};
use super::{Edit, EditSet, Effect, Reach};
use crate::model::{ImageConfig, Model, Run};
use crate::shell::{Item, Script};
use crate::syntax::{Document, Instruction, ItemKind, Keyword, Span};

/// Checks the result of applying `edits` to `old`.
///
/// # Errors
/// What does not hold, for the report of a breach.
pub fn verify(old: &Model<'_>, edits: &EditSet, new: &Model<'_>, reach: &Reach) -> Result<(), String> {
    let mut groups = groups(old.document, edits)?;
    for group in groups.iter().filter(|group| group.deleted) {
        deleted(old, group, reach)?;
    }
    groups.retain(|group| !group.deleted);
    let moves = moves::read(old.document, &groups)?;
    let (before, after) = (&old.document.instructions, &new.document.instructions);
    if groups.len() != after.len() {
        return Err(format!("{} instructions expected, {} found", groups.len(), after.len()));
    }
    if let Some(error) = new.document.errors.first() {
        return Err(format!("BuildKit would reject the result: {error}"));
    }
    for (at, group) in groups.iter().enumerate() {
        let result = &after[at];
        let text = result.span.of(new.document.source.text());
        if let Some(placed) = group.placed {
            within_reach(result, reach)?;
            if text != placed {
                return Err(format!("a new instruction is `{text}`, declared was `{placed}`"));
            }
            if let Some(origin) = moves.origin(at) {
                same_state((old, origin), (new, at), reach)?;
            }
        } else if group.edits.is_empty() {
            if before[group.first].span.of(old.document.source.text()) != text {
                return Err(format!("an untouched {} changed", keyword(result)));
            }
            same_state((old, group.first), (new, at), reach)?;
            if reach.instructions.iter().any(|keyword| matches!(keyword, Keyword::Arg | Keyword::Env)) {
                same_variables((old, group.first), (new, at))?;
            }
        } else {
            for instruction in &before[group.first..=group.last] {
                within_reach(instruction, reach)?;
            }
            within_reach(result, reach)?;
            if result.keyword() == Some(Keyword::Run) {
                edited_run(old, group, new, at)?;
            } else {
                edited_instruction(&before[group.first..=group.last], group, result)?;
            }
        }
    }
    let relocates = edits.edits().iter().any(|edit| edit.effect == Effect::Delete);
    comments_survive(old.document, new.document, &moves, relocates)?;
    same_config(old, new, reach)
}

/// Old instructions that become one new instruction, with the edits that touch them; or a new one between them.
pub(super) struct Group<'e> {
    first: usize,
    last: usize,
    edits: Vec<&'e Edit>,
    deleted: bool,
    /// The text that it has, if an edit places it.
    pub(super) placed: Option<&'e str>,
    /// The edit that places it, if that moves it from elsewhere.
    pub(super) moved: Option<&'e Edit>,
    /// The instructions that its joins go over, each with the range of the join.
    pub(super) passed: Vec<(Span, usize)>,
}

impl<'e> Group<'e> {
    fn of(at: usize) -> Self {
        let (edits, passed) = (Vec::new(), Vec::new());
        Self { first: at, last: at, edits, deleted: false, placed: None, moved: None, passed }
    }

    /// The instructions that an edit puts in front of that at `at`.
    fn placed(at: usize, edit: &'e Edit) -> impl Iterator<Item = Self> {
        let moved = Some(edit).filter(|edit| edit.effect == Effect::Move);
        edit.adds.iter().map(move |text| Self { placed: Some(text), moved, ..Self::of(at) })
    }
}

fn groups<'e>(document: &Document<'_>, edits: &'e EditSet) -> Result<Vec<Group<'e>>, String> {
    let mut groups: Vec<Group<'e>> = Vec::with_capacity(document.instructions.len());
    let mut edits = edits.edits().iter().peekable();
    // The range of the edit that joins the next RUN to the last group.
    let mut joined: Option<Span> = None;
    for (at, instruction) in document.instructions.iter().enumerate() {
        if let (Some(join), Some(group)) = (joined, groups.last_mut())
            && join.contains(instruction.span)
        {
            group.passed.push((join, at));
            continue;
        }
        let places = |edit: &Edit| matches!(edit.effect, Effect::Place | Effect::Move) && edit.span.is_empty();
        while let Some(edit) = edits.next_if(|edit| places(edit) && edit.span.start <= instruction.span.start) {
            groups.extend(Group::placed(at, edit));
        }
        match groups.last_mut() {
            Some(group) if joined.is_some() => group.last = at,
            _ => groups.push(Group::of(at)),
        }
        joined = None;
        let touches = |edit: &&Edit| edit.span.start <= instruction.span.end && !places(edit);
        while let Some(edit) = edits.next_if(touches) {
            if let (Effect::Delete, Some(group)) = (edit.effect, groups.last_mut()) {
                // The comment over it may go along, and a blank line.
                let comment =
                    Span::new(edit.span.start as usize, instruction.lines.start.max(edit.span.start) as usize);
                let mut comment = comment.of(document.source.text()).lines().map(str::trim);
                let comment = comment.all(|line| line.is_empty() || line.starts_with('#'));
                if edit.span.end != instruction.lines.end || !comment || !group.edits.is_empty() {
                    return Err("a deletion is not that of one whole instruction".to_owned());
                }
                group.edits.push(edit);
                group.deleted = true;
                continue;
            }
            if edit.span.start < instruction.span.start {
                return Err("an edit begins outside of an instruction".to_owned());
            }
            let within = edit.span.end <= instruction.span.end;
            joined = matches!(edit.effect, Effect::Join { .. } | Effect::Fuse).then_some(edit.span);
            if within == joined.is_some() {
                return Err("an edit ends outside of its instruction, or joins nothing".to_owned());
            }
            if let Some(group) = groups.last_mut() {
                group.edits.push(edit);
            }
        }
    }
    if joined.is_some() {
        return Err("an edit joins the last instruction to nothing".to_owned());
    }
    for edit in edits {
        if !matches!(edit.effect, Effect::Place | Effect::Move) {
            return Err("an edit lies behind the last instruction".to_owned());
        }
        groups.extend(Group::placed(document.instructions.len(), edit));
    }
    Ok(groups)
}

fn within_reach(instruction: &Instruction<'_>, reach: &Reach) -> Result<(), String> {
    match instruction.keyword() {
        Some(keyword) if reach.instructions.contains(&keyword) => Ok(()),
        _ => Err(format!("an edit touches {}, which is none of the declared instructions", keyword(instruction))),
    }
}

fn deleted(old: &Model<'_>, group: &Group<'_>, reach: &Reach) -> Result<(), String> {
    let instruction = &old.document.instructions[group.first];
    within_reach(instruction, reach)?;
    let left = match old.run(group.first) {
        _ if group.first != group.last => return Err("a deletion takes away what was joined".to_owned()),
        Some(run) => expected_tokens(&[run], &group.edits)?,
        None if instruction.keyword() == Some(Keyword::From) => return Err("a stage was taken away".to_owned()),
        None => expected(words(instruction), &group.edits)?,
    };
    if left.is_empty() { Ok(()) } else { Err("a deletion leaves something behind".to_owned()) }
}

/// An instruction other than RUN has exactly the declared words.
fn edited_instruction(old: &[Instruction<'_>], group: &Group<'_>, result: &Instruction<'_>) -> Result<(), String> {
    let effects = [Effect::Arguments, Effect::Fuse];
    if !group.edits.iter().all(|edit| effects.contains(&edit.effect)) {
        return Err(format!("the shell text of {} was edited", keyword(result)));
    }
    if old.iter().any(|one| !one.heredocs.is_empty()) || !result.heredocs.is_empty() {
        return Err(format!("a heredoc of {} was edited", keyword(result)));
    }
    let expected = expected(old.iter().flat_map(words).collect(), &group.edits)?;
    same_words(result.logical.text().split_whitespace(), &expected)
}

/// The words between blanks of an instruction, with their places in the source.
fn words<'i>(instruction: &'i Instruction<'_>) -> Vec<(Span, &'i str)> {
    let joined = instruction.logical.text();
    let start = |word: &str| word.as_ptr() as usize - joined.as_ptr() as usize;
    let span = |word: &str| Span::new(start(word), start(word) + word.len());
    joined.split_whitespace().map(|word| (instruction.logical.cover(span(word)), word)).collect()
}

fn same_words<'w>(found: impl Iterator<Item = &'w str> + Clone, expected: &[String]) -> Result<(), String> {
    if found.clone().eq(expected.iter().map(String::as_str)) {
        return Ok(());
    }
    let position = found.clone().zip(expected).take_while(|(found, expected)| found == expected).count();
    let found = found.clone().nth(position).unwrap_or("the end");
    let wanted = expected.get(position).map_or("the end", String::as_str);
    Err(format!("word {position} is `{found}`, declared was `{wanted}`"))
}

/// What an untouched instruction runs in is the same.
fn same_state(old: (&Model<'_>, usize), new: (&Model<'_>, usize), reach: &Reach) -> Result<(), String> {
    let (before, after) = (old.0.state(old.1), new.0.state(new.1));
    for (key, same) in [
        ("USER", before.user == after.user),
        ("WORKDIR", before.workdir == after.workdir),
        ("SHELL", before.shell == after.shell),
    ] {
        if !same && !reach.covers(key) {
            let instruction = &old.0.document.instructions[old.1];
            return Err(format!("the {key} of an untouched {} changed", keyword(instruction)));
        }
    }
    Ok(())
}

/// The variables that an untouched instruction expands are those that it expanded.
fn same_variables(old: (&Model<'_>, usize), new: (&Model<'_>, usize)) -> Result<(), String> {
    let instruction = &old.0.document.instructions[old.1];
    let is_part = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    for after in instruction.logical.text().split('$').skip(1) {
        let name = after.trim_start_matches('{');
        let name = &name[..name.find(|ch| !is_part(ch)).unwrap_or(name.len())];
        let what = |(model, at): (&Model<'_>, usize)| (model.is_declared(at, name), model.variable(at, name));
        if !name.is_empty() && what(old) != what(new) {
            return Err(format!("the variable {name} of an untouched {} changed", keyword(instruction)));
        }
    }
    Ok(())
}

fn edited_run(old: &Model<'_>, group: &Group<'_>, new: &Model<'_>, at: usize) -> Result<(), String> {
    let sources: Vec<&Run<'_>> = (group.first..=group.last).filter_map(|at| old.run(at)).collect();
    let own = group.last - group.first + 1 - group.passed.len();
    let (Some(result), true) = (new.run(at), sources.len() == own) else {
        return Err("an instruction other than RUN became a part of one".to_owned());
    };
    let (flags, edits): (Vec<&Edit>, Vec<&Edit>) = group.edits.iter().partition(|edit| edit.effect == Effect::Flags);
    let added = || flags.iter().flat_map(|edit| edit.adds.iter().map(String::as_str));
    if sources.iter().any(|run| !added().chain(run.flags()).eq(result.flags())) {
        return Err("the flags of a RUN changed".to_owned());
    }
    if sources.iter().any(|run| run.form != result.form) {
        return Err("the form of a RUN changed".to_owned());
    }
    let script = readable(result)?;
    let expected = expected_tokens(&sources, &edits)?;
    same_words(script.tokens.iter().map(|token| token.span.of(result.text)), &expected)?;
    let shape = expected_outline(&sources, &edits)?;
    if Outline::of(script) != shape {
        return Err("the commands of a RUN are grouped in another way than declared".to_owned());
    }
    Ok(())
}

fn readable<'r>(run: &'r Run<'_>) -> Result<&'r Script, String> {
    run.script.as_ref().map_err(|reason| format!("a RUN that nobody may edit was edited: {reason}"))
}

/// The old tokens of some RUNs with the declared additions, in order of their place in the source.
fn expected_tokens(sources: &[&Run<'_>], edits: &[&Edit]) -> Result<Vec<String>, String> {
    let mut tokens = Vec::new();
    for run in sources {
        for token in &readable(run)?.tokens {
            tokens.push((run.cover(token.span), token.span.of(run.text)));
        }
    }
    expected(tokens, edits)
}

/// The old words, without what the edits declare to remove and with what they declare to add.
fn expected(tokens: Vec<(Span, &str)>, edits: &[&Edit]) -> Result<Vec<String>, String> {
    let mut out = Vec::with_capacity(tokens.len() + 8);
    let mut tokens = tokens.into_iter().peekable();
    for edit in edits {
        while let Some((_, text)) = tokens.next_if(|(span, _)| span.end <= edit.span.start) {
            out.push(text.to_owned());
        }
        let mut removed = Vec::new();
        while let Some((span, text)) = tokens.next_if(|(span, _)| span.start < edit.span.end) {
            if !edit.span.contains(span) {
                return Err(format!("an edit cuts `{text}`"));
            }
            removed.push(text);
        }
        if removed != edit.removes {
            return Err(format!("an edit removes {removed:?}, declared was {:?}", edit.removes));
        }
        out.extend(edit.adds.iter().cloned());
    }
    out.extend(tokens.map(|(_, text)| text.to_owned()));
    Ok(out)
}

fn expected_outline(all: &[&Run<'_>], edits: &[&Edit]) -> Result<Outline, String> {
    let mut sources = all.iter();
    let mut next = || -> Result<Outline, String> {
        sources
            .next()
            .map_or_else(|| Err("a join without a second RUN".to_owned()), |run| Ok(Outline::of(readable(run)?)))
    };
    let mut done: Option<(Outline, bool)> = None;
    let mut current = next()?;
    let (mut inserted, mut taken) = (0, 0);
    for edit in edits {
        match edit.effect {
            Effect::Words | Effect::Close | Effect::Delete => {}
            Effect::Arguments | Effect::Flags | Effect::Fuse | Effect::Place | Effect::Move => {
                return Err("a RUN was edited like another instruction".to_owned());
            }
            Effect::Insert => {
                begins(all, edit, &|item| item.and_or.pipelines().map(|pipeline| pipeline.span).collect())?;
                current.insert()?;
            }
            Effect::InsertBehind => {
                ends(all, edit)?;
                current.insert()?;
            }
            Effect::InsertList => {
                current.insert_list(begins(all, edit, &|item| vec![item.and_or.span])? + inserted);
                inserted += 1;
            }
            Effect::RemoveList => {
                let list = covers(all, edit)?;
                current.remove_list((list + inserted).saturating_sub(taken))?;
                taken += 1;
            }
            Effect::Append(count) => current.append(count)?,
            Effect::AppendLists(count) => current.append_lists(count)?,
            Effect::Remove => current.remove()?,
            Effect::Join { braced } => {
                let left = outline::join(done.take(), current)?;
                done = Some((left, braced));
                current = next()?;
                (inserted, taken) = (0, 0);
            }
        }
    }
    outline::join(done, current)
}

/// The number of the list at whose begin, or at the begin of one of whose parts, something is inserted.
fn begins(sources: &[&Run<'_>], edit: &Edit, parts: &dyn Fn(&Item) -> Vec<Span>) -> Result<usize, String> {
    let starts = |run: &Run<'_>, part: &Span| edit.span == Span::at(run.cover(*part).start as usize);
    let found = sources.iter().find_map(|run| {
        let items = &run.script.as_ref().ok()?.list.items;
        items.iter().position(|item| parts(item).iter().any(|part| starts(run, part)))
    });
    found.ok_or_else(|| "a command was put in the middle of another".to_owned())
}

/// The number of the one list that an edit takes out whole.
fn covers(sources: &[&Run<'_>], edit: &Edit) -> Result<usize, String> {
    let found = sources.iter().find_map(|run| {
        let items = &run.script.as_ref().ok()?.list.items;
        items.iter().position(|item| edit.span.contains(run.cover(item.and_or.span)))
    });
    found.ok_or_else(|| "an edit takes out a part of a command".to_owned())
}

/// Checks that something is inserted at the end of a pipeline of a top-level list.
fn ends(sources: &[&Run<'_>], edit: &Edit) -> Result<(), String> {
    let at_end = |run: &Run<'_>, part: Span| edit.span == Span::at(run.cover(part).end as usize);
    let found = sources.iter().any(|run| {
        let items = run.script.as_ref().map(|script| script.list.items.as_slice()).unwrap_or_default();
        items.iter().flat_map(|item| item.and_or.pipelines()).any(|pipeline| at_end(run, pipeline.span))
    });
    if found { Ok(()) } else { Err("a command was put in the middle of another".to_owned()) }
}

/// No comment is lost, and none changes its place but with what `moves`; or, where the edits take out instructions to
/// put them elsewhere, with those.
fn comments_survive(old: &Document<'_>, new: &Document<'_>, moves: &Moves, relocates: bool) -> Result<(), String> {
    let mut expected: Vec<(u32, &str)> = comments(old).collect();
    moves.order(&mut expected);
    let mut expected: Vec<&str> = expected.into_iter().map(|(_, comment)| comment).collect();
    let mut found: Vec<&str> = comments(new).map(|(_, comment)| comment).collect();
    if relocates && expected != found {
        expected.sort_unstable();
        found.sort_unstable();
    }
    if expected == found { Ok(()) } else { Err("a comment was lost or moved".to_owned()) }
}

/// All comment lines in order, those inside instructions included, without the blanks around them; each with the place
/// where its item begins.
fn comments<'s>(document: &'s Document<'_>) -> impl Iterator<Item = (u32, &'s str)> {
    let text = document.source.text();
    document.items.iter().flat_map(move |item| {
        let lines = match item.kind {
            ItemKind::Comment => item.span,
            ItemKind::Instruction(at) => {
                let instruction = &document.instructions[at];
                let end = instruction.heredocs.first().map_or(instruction.span.end, |heredoc| heredoc.body.start);
                crate::syntax::Span { start: instruction.span.start, end }
            }
            ItemKind::Blank | ItemKind::Directive(_) => crate::syntax::Span::at(item.span.end as usize),
        };
        let comments = lines.of(text).lines().map(str::trim).filter(|line| line.starts_with('#'));
        comments.map(move |line| (item.span.start, line))
    })
}

fn same_config(old: &Model<'_>, new: &Model<'_>, reach: &Reach) -> Result<(), String> {
    if old.stages.len() != new.stages.len() {
        return Err("the number of stages changed".to_owned());
    }
    for (stage, before) in old.stages.iter().enumerate() {
        let mut differences = ImageConfig::set_by_stage(old, stage).differences(&ImageConfig::set_by_stage(new, stage));
        differences.retain(|key| !reach.covers(key));
        if !differences.is_empty() {
            let name = before.name.clone().unwrap_or_else(|| stage.to_string());
            return Err(format!("the image of stage {name} differs in {}", differences.join(", ")));
        }
    }
    Ok(())
}

fn keyword(instruction: &Instruction<'_>) -> &'static str {
    instruction.keyword().map_or("instruction", crate::syntax::Keyword::as_str)
}
