//! Whether the shell text of an edited RUN is what its edits declare.

use super::groups::Group;
use super::same_words;
use crate::edit::outline::{self, Outline};
use crate::edit::{Edit, Effect};
use crate::model::{Model, Run};
use crate::shell::{Item, Script};
use crate::syntax::Span;

pub(super) fn edited_run(old: &Model<'_>, group: &Group<'_>, new: &Model<'_>, at: usize) -> Result<(), String> {
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
pub(super) fn expected_tokens(sources: &[&Run<'_>], edits: &[&Edit]) -> Result<Vec<String>, String> {
    let mut tokens = Vec::new();
    for run in sources {
        for token in &readable(run)?.tokens {
            tokens.push((run.cover(token.span), token.span.of(run.text)));
        }
    }
    expected(tokens, edits)
}

/// The old words, without what the edits declare to remove and with what they declare to add.
pub(super) fn expected(tokens: Vec<(Span, &str)>, edits: &[&Edit]) -> Result<Vec<String>, String> {
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
