//! Edits of the shell text of RUNs: words inserted, commands put in front and behind and taken out.
//!
//! These functions only place bytes; whether an edit keeps the meaning is asked before (`model::append`,
//! `model::follow`), and whether it did is verified after.

use super::columns::Columns;
use super::layout::{self, Layout};
use super::{Edit, Effect};
use crate::model::{AppendForm, FollowForm, Model, Run, RunForm};
use crate::shell::{Item, Script, Sep, Simple, Word};
use crate::syntax::Span;

/// Inserts words behind a word of a simple command; `None` where that word is broken over two lines or stands inside of
/// another one, in `$( )`.
#[must_use]
pub fn insert_after(run: &Run<'_>, word: &Word, words: &[&str]) -> Option<Edit> {
    let anchor = place(run, word)?;
    let text = words.iter().flat_map(|word| [" ", word]).collect();
    Some(Edit {
        span: Span::at(anchor.end as usize),
        text,
        removes: Vec::new(),
        adds: tokens(words),
        effect: Effect::Words,
    })
}

/// Where a word stands in the source, if its bytes stand together and are a token of the script: what lies inside of
/// another word cannot be changed without changing that one.
pub(super) fn place(run: &Run<'_>, word: &Word) -> Option<Span> {
    let tokens = &run.script.as_ref().ok()?.tokens;
    let at = tokens.binary_search_by_key(&word.span.start, |token| token.span.start).ok()?;
    (tokens[at].span == word.span).then(|| run.source(word.span))?
}

/// Inserts words in front of a word of a simple command, each on a line of its own when that word begins its line, and
/// above the comment lines that stand over it; `None` as for [`insert_after`].
#[must_use]
pub fn insert_before(model: &Model<'_>, run: &Run<'_>, word: &Word, words: &[&str]) -> Option<Edit> {
    let anchor = place(run, word)?;
    let text = model.document.source.text();
    let before = &text[..anchor.start as usize];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let indent = &before[line..];
    let (at, text) = if layout::indentation(indent) == indent {
        let separator = format!(" \\{}{indent}", model.document.source.eol().as_str());
        let inserted: String = words.iter().flat_map(|word| [word, separator.as_str()]).collect();
        match layout::comment_block(&text[..line]).filter(|_| run.form == RunForm::Line) {
            // The indentation at the end of the insertion is that of the comment; so it moves to the front.
            Some(start) => (start, format!("{indent}{}", inserted.strip_suffix(indent).unwrap_or(&inserted))),
            None => (anchor.start as usize, inserted),
        }
    } else {
        (anchor.start as usize, words.iter().flat_map(|word| [word, " "]).collect())
    };
    Some(Edit { span: Span::at(at), text, removes: Vec::new(), adds: tokens(words), effect: Effect::Words })
}

/// Inserts words behind a word of a simple command, each on a line of its own when that word begins its line; `None` as
/// for [`insert_after`].
#[must_use]
pub fn insert_behind(model: &Model<'_>, run: &Run<'_>, word: &Word, words: &[&str]) -> Option<Edit> {
    let anchor = place(run, word)?;
    let before = &model.document.source.text()[..anchor.start as usize];
    let indent = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    if layout::indentation(indent) != indent || run.form == RunForm::Body {
        return insert_after(run, word, words);
    }
    let separator = format!(" \\{}{indent}", model.document.source.eol().as_str());
    let text = words.iter().flat_map(|word| [separator.as_str(), word]).collect();
    let (span, adds) = (Span::at(anchor.end as usize), tokens(words));
    Some(Edit { span, text, removes: Vec::new(), adds, effect: Effect::Words })
}

/// Puts another word in the place of a word of a simple command; `None` as for [`insert_after`].
#[must_use]
pub fn replace_word(run: &Run<'_>, word: &Word, new: &str) -> Option<Edit> {
    let span = place(run, word)?;
    let removes = vec![word.text(run.text).to_owned()];
    Some(Edit { span, text: new.to_owned(), removes, adds: tokens(&[new]), effect: Effect::Words })
}

/// Puts an assignment in front of the name of a simple command, for that command alone; `None` as for
/// [`insert_after`].
#[must_use]
pub fn assign(run: &Run<'_>, simple: &Simple, assignment: &str) -> Option<Edit> {
    let anchor = place(run, simple.words.first()?)?;
    Some(Edit {
        span: Span::at(anchor.start as usize),
        text: format!("{assignment} "),
        removes: Vec::new(),
        adds: tokens(&[assignment]),
        effect: Effect::Words,
    })
}

/// Puts a command in front of a pipeline of a RUN that is one list of pipelines joined by `&&`; `None` when there is no
/// such pipeline.
#[must_use]
pub fn insert_step(
    model: &Model<'_>,
    layout: &Layout,
    run: &Run<'_>,
    script: &Script,
    index: usize,
    command: &[&str],
) -> Option<Edit> {
    let [item] = script.list.items.as_slice() else { return None };
    let at = run.cover(item.and_or.pipelines().nth(index)?.span).start as usize;
    let text = command.join(" ");
    let width = layout::width(run.instruction).map(|width| width + text.len() + " && ".len());
    let glue = layout.and(model.document, &[run], "", width);
    let mut adds = tokens(command);
    adds.push("&&".to_owned());
    let glue = Columns::of(model.document, run).align(&glue, &(line_before(model, at) + &text));
    Some(Edit { span: Span::at(at), text: text + &glue, removes: Vec::new(), adds, effect: Effect::Insert })
}

/// Puts a command right behind another one of a RUN, in the form that [`Model::follow`] found for it.
#[must_use]
pub fn follow(
    model: &Model<'_>,
    layout: &Layout,
    (run, form): (&Run<'_>, FollowForm),
    script: &Script,
    command: &[&str],
) -> Option<Edit> {
    match form {
        FollowForm::Step(index) => insert_step_behind(model, layout, run, script, index, command),
        FollowForm::List(index) => insert_list(model, run, script, index, command),
        FollowForm::End(form) => append(model, layout, (run, form), script, &[command]),
    }
}

fn insert_step_behind(
    model: &Model<'_>,
    layout: &Layout,
    run: &Run<'_>,
    script: &Script,
    index: usize,
    command: &[&str],
) -> Option<Edit> {
    let [item] = script.list.items.as_slice() else { return None };
    let at = run.cover(item.and_or.pipelines().nth(index)?.span).end as usize;
    let length = command.join(" ").len();
    let width = layout::width(run.instruction).map(|width| width + length + " && ".len());
    let glue = layout.and(model.document, &[run], "", width);
    let text = layout::fill(command, &glue);
    let adds = std::iter::once("&&".to_owned()).chain(tokens(command)).collect();
    let glue = Columns::of(model.document, run).align(&glue, &line_before(model, at));
    // Where a line is broken for the command, what follows gets a line too.
    let behind = &model.document.source.text()[at..];
    let broken = glue.strip_suffix("&& ").filter(|_| width.is_some() && behind.starts_with(" &&"));
    let end = broken.and_then(|line| line.strip_suffix(' ')).filter(|line| !line.is_empty()).unwrap_or_default();
    Some(Edit {
        span: Span::at(at),
        text: format!("{glue}{text}{end}"),
        removes: Vec::new(),
        adds,
        effect: Effect::InsertBehind,
    })
}

/// Puts a command in front of a list of a RUN, as a list of its own that `;` ends, on a line of its own when that list
/// begins one; `None` when there is no such list.
#[must_use]
pub fn insert_list(model: &Model<'_>, run: &Run<'_>, script: &Script, index: usize, command: &[&str]) -> Option<Edit> {
    let at = run.cover(script.list.items.get(index)?.and_or.span).start as usize;
    let before = &model.document.source.text()[..at];
    let indent = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let glue = if layout::indentation(indent) == indent {
        format!("; \\{}{indent}", model.document.source.eol().as_str())
    } else {
        // In front of the first list, what follows gets a line where the others have one.
        let line = layout::semicolon(model.document, run, script).filter(|_| index == 0);
        format!(";{}", line.as_deref().unwrap_or(" "))
    };
    let mut adds = tokens(command);
    adds.push(";".to_owned());
    let text = command.join(" ") + &glue;
    Some(Edit { span: Span::at(at), text, removes: Vec::new(), adds, effect: Effect::InsertList })
}

/// Appends commands to a RUN, each on a line of its own unless the RUN stands on one. Behind `&&` a `;` at the end of
/// the RUN goes away; `None` when that stands on another line.
#[must_use]
pub fn append(
    model: &Model<'_>,
    layout: &Layout,
    (run, form): (&Run<'_>, AppendForm),
    script: &Script,
    commands: &[&[&str]],
) -> Option<Edit> {
    let last = script.list.items.last()?;
    if let Some(glue) = layout::semicolon(model.document, run, script).filter(|_| form == AppendForm::Semicolon) {
        return append_lists(run, last, commands, &glue);
    }
    let start = run.cover(last.and_or.span).end as usize;
    let (end, removes) = match last.sep_span {
        Some(semicolon) => {
            let end = run.source(semicolon)?.end as usize;
            // A comment between the last command and its `;` would go away with it.
            if Span::new(start, end).of(model.document.source.text()).contains('\n') {
                return None;
            }
            (end, vec![";".to_owned()])
        }
        None => (start, Vec::new()),
    };
    let added: usize = commands.iter().flat_map(|command| command.iter().map(|word| word.len() + 1)).sum();
    let width = layout::width(run.instruction).map(|width| width + added + commands.len() * "&& ".len());
    let glue = layout.and(model.document, &[run], "", width);
    let columns = Columns::of(model.document, run);
    let (mut text, mut line) = (String::new(), line_before(model, start));
    for command in commands {
        let glue = columns.align(&glue, &line);
        text.push_str(&glue);
        text.push_str(&layout::fill(command, &glue));
        line = text.rsplit('\n').next().unwrap_or_default().to_owned();
    }
    let adds = commands.iter().flat_map(|command| std::iter::once("&&".to_owned()).chain(tokens(command))).collect();
    Some(Edit { span: Span::new(start, end), text, removes, adds, effect: Effect::Append(commands.len()) })
}

/// Appends each command as a list of its own, behind `;` and `glue`.
fn append_lists(run: &Run<'_>, last: &Item, commands: &[&[&str]], glue: &str) -> Option<Edit> {
    let at = match last.sep_span {
        Some(semicolon) => run.source(semicolon)?.end,
        None => run.cover(last.and_or.span).end,
    };
    let (mut text, mut adds) = (String::new(), Vec::new());
    for (index, command) in commands.iter().enumerate() {
        if index > 0 || last.sep_span.is_none() {
            text.push(';');
            adds.push(";".to_owned());
        }
        text.push_str(glue);
        text.push_str(&layout::fill(command, glue));
        adds.extend(tokens(command));
    }
    let effect = Effect::AppendLists(commands.len());
    Some(Edit { span: Span::at(at as usize), text, removes: Vec::new(), adds, effect })
}

/// Takes a whole RUN out of the file, with its lines. `None` for one that is not understood, or has comments in it.
#[must_use]
pub fn delete(model: &Model<'_>, run: &Run<'_>) -> Option<Edit> {
    let script = run.script.as_ref().ok()?;
    let span = run.instruction.lines;
    let removes = script.tokens.iter().map(|token| token.span.of(run.text).to_owned()).collect();
    let comments = span.of(model.document.source.text()).lines().any(|line| line.trim_start().starts_with('#'));
    (!comments).then_some(Edit { span, text: String::new(), removes, adds: Vec::new(), effect: Effect::Delete })
}

/// Takes a pipeline out of a RUN that is one list of pipelines joined by `&&`, with one of the `&&` beside it. `None`
/// when it is the only one, or a comment stands in what would go or above it.
#[must_use]
pub fn remove_step(model: &Model<'_>, run: &Run<'_>, script: &Script, index: usize) -> Option<Edit> {
    remove_steps(model, run, script, &[index])?.pop()
}

/// Takes pipelines out of a RUN, given by their numbers in rising order, as [`remove_step`] does. `None` as there, or
/// where none would be left.
#[must_use]
pub fn remove_steps(model: &Model<'_>, run: &Run<'_>, script: &Script, indices: &[usize]) -> Option<Vec<Edit>> {
    let [item] = script.list.items.as_slice() else { return None };
    let count = item.and_or.rest.len() + 1;
    // From here on nothing stays, so that each goes with the `&&` in front of it.
    let last = (0..=count).rev().find(|&end| end == 0 || !indices.contains(&(end - 1)))?;
    let steps: Vec<Span> = item.and_or.pipelines().map(|pipeline| pipeline.span).collect();
    indices.iter().map(|&index| remove_one(model, run, script, &steps, (index, index >= last))).collect()
}

/// Takes lists of one pipeline out of a RUN that has several, given by their numbers in rising order, each with one `;`.
/// `None` for others, and where none would be left or a comment stands in what would go or above it.
#[must_use]
pub fn remove_lists(model: &Model<'_>, run: &Run<'_>, script: &Script, indices: &[usize]) -> Option<Vec<Edit>> {
    let items = &script.list.items;
    let last = (0..=items.len()).rev().find(|&end| end == 0 || !indices.contains(&(end - 1)))?;
    let one = |&index: &usize| {
        let item =
            items.get(index).filter(|item| item.and_or.rest.is_empty() && matches!(item.sep, Sep::End | Sep::Semi))?;
        let own = item.and_or.span;
        let (span, source) = if index >= last {
            let previous = items.get(index.checked_sub(1)?).filter(|previous| previous.sep == Sep::Semi)?.and_or.span;
            let start = run.cover(previous).end;
            (Span { start: previous.end, ..own }, Span { start, ..run.cover(own) })
        } else {
            let next = items.get(index + 1)?.and_or.span;
            (Span { end: next.start, ..own }, Span { end: run.cover(next).start, ..run.cover(own) })
        };
        removal(model, run, script, span, source, Effect::RemoveList)
    };
    indices.iter().map(one).collect()
}

fn remove_one(
    model: &Model<'_>,
    run: &Run<'_>,
    script: &Script,
    steps: &[Span],
    (index, at_end): (usize, bool),
) -> Option<Edit> {
    let own = *steps.get(index)?;
    let (span, source) = if at_end {
        let previous = *steps.get(index.checked_sub(1)?)?;
        let start = run.cover(previous).end;
        (Span { start: previous.end, ..own }, Span { start, ..run.cover(own) })
    } else {
        let next = *steps.get(index + 1)?;
        (Span { end: next.start, ..own }, Span { end: run.cover(next).start, ..run.cover(own) })
    };
    removal(model, run, script, span, source, Effect::Remove)
}

/// Takes the tokens of a range out of a RUN. `None` where a comment stands in it or above it.
fn removal(
    model: &Model<'_>,
    run: &Run<'_>,
    script: &Script,
    span: Span,
    source: Span,
    effect: Effect,
) -> Option<Edit> {
    let text = model.document.source.text();
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    // The comment above a command that has its lines to itself speaks about that command.
    let mut before = text[..source.start as usize].rsplit('\n');
    let first = before.next().is_some_and(|line| line.trim().trim_start_matches("&&").is_empty());
    let above = first && before.next().is_some_and(is_comment);
    let mut rest = source.of(text).lines().skip(1).peekable();
    if (above && rest.peek().is_some()) || rest.any(is_comment) {
        return None;
    }
    let removes = script
        .tokens
        .iter()
        .filter(|token| span.contains(token.span))
        .map(|token| token.span.of(run.text).to_owned())
        .collect();
    Some(Edit { span: source, text: String::new(), removes, adds: Vec::new(), effect })
}

/// The text of the line in front of an offset.
pub(super) fn line_before(model: &Model<'_>, at: usize) -> String {
    let before = &model.document.source.text()[..at];
    before[before.rfind('\n').map_or(0, |at| at + 1)..].to_owned()
}

pub(super) fn tokens(command: &[&str]) -> Vec<String> {
    command.iter().map(|&word| word.to_owned()).collect()
}
