//! Whether what no edit touches means the same: the state and the variables of instructions, comments, image
//! configurations.

use super::keyword;
use crate::edit::Reach;
use crate::edit::moves::Moves;
use crate::model::{ImageConfig, Model};
use crate::syntax::{Arguments, Document, ItemKind, Span};

/// What an untouched instruction runs in is the same.
pub(super) fn same_state(old: (&Model<'_>, usize), new: (&Model<'_>, usize), reach: &Reach) -> Result<(), String> {
    let (before, after) = (old.0.state(old.1), new.0.state(new.1));
    // An absolute WORKDIR does not ask where it is.
    let absolute = match &old.0.instruction(old.1).command.arguments {
        Arguments::Workdir(path) => old.0.instruction(old.1).text(*path).starts_with('/'),
        _ => false,
    };
    for (key, same) in [
        ("USER", before.user == after.user),
        ("WORKDIR", absolute || before.workdir == after.workdir),
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
pub(super) fn same_variables(old: (&Model<'_>, usize), new: (&Model<'_>, usize)) -> Result<(), String> {
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

/// No comment is lost, and none changes its place but with what `moves`; or, where the edits take out instructions to
/// put them elsewhere, with those.
pub(super) fn comments_survive(
    old: &Document<'_>,
    new: &Document<'_>,
    moves: &Moves,
    relocates: bool,
) -> Result<(), String> {
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
                Span { start: instruction.span.start, end }
            }
            ItemKind::Blank | ItemKind::Directive(_) => Span::at(item.span.end as usize),
        };
        let comments = lines.of(text).lines().map(str::trim).filter(|line| line.starts_with('#'));
        comments.map(move |line| (item.span.start, line))
    })
}

/// The configuration of every image is the same but for what is declared.
pub(super) fn same_config(old: &Model<'_>, new: &Model<'_>, reach: &Reach) -> Result<(), String> {
    let last = old.stages.len().saturating_sub(1);
    let more = new.stages.len().checked_sub(old.stages.len());
    let more = more.filter(|more| *more == 0 || (*more == 1 && reach.covers(Reach::STAGES)));
    let more = more.ok_or("the number of stages changed")?;
    for (stage, before) in old.stages.iter().enumerate() {
        // Of a stage in two, the second makes the image.
        let now = if stage == last { stage + more } else { stage };
        let mut differences = ImageConfig::set_by_stage(old, stage).differences(&ImageConfig::set_by_stage(new, now));
        differences.retain(|key| !reach.covers(key));
        if !differences.is_empty() {
            let name = before.name.clone().unwrap_or_else(|| stage.to_string());
            return Err(format!("the image of stage {name} differs in {}", differences.join(", ")));
        }
    }
    Ok(())
}
