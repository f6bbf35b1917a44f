//! Which edits touch which instructions.

use crate::edit::{Edit, EditSet, Effect};
use crate::syntax::{Document, Span};

/// Old instructions that become one new instruction, with the edits that touch them; or a new one between them.
pub(in crate::edit) struct Group<'e> {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) edits: Vec<&'e Edit>,
    pub(super) deleted: bool,
    /// The text that it has, if an edit places it.
    pub(in crate::edit) placed: Option<&'e str>,
    /// The edit that places it, if that moves it from elsewhere.
    pub(in crate::edit) moved: Option<&'e Edit>,
    /// The instructions that its joins go over, each with the range of the join.
    pub(in crate::edit) passed: Vec<(Span, usize)>,
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

/// Sorts edits by the instructions that they touch.
///
/// # Errors
/// When one lies elsewhere.
pub(super) fn groups<'e>(document: &Document<'_>, edits: &'e EditSet) -> Result<Vec<Group<'e>>, String> {
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
