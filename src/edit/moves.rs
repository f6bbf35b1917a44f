//! Instructions that joins go over: each has to be one that a move brings in front of the joined RUN or behind it.

use super::Edit;
use super::verify::Group;
use crate::syntax::{Document, Span};

/// The moves of a rewrite.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// For each group, the old index of the instruction that it is, if that was moved.
    origins: Vec<Option<usize>>,
    /// The old ranges that were moved, in order, each with the place it went to.
    ranges: Vec<(Span, u32)>,
}

impl Moves {
    /// The old index of a new instruction that was moved.
    pub(super) fn origin(&self, at: usize) -> Option<usize> {
        self.origins.get(at).copied().flatten()
    }

    /// Puts what stood at some places of the old text into the order of the new one.
    pub(super) fn order(&self, items: &mut [(u32, &str)]) {
        if self.ranges.is_empty() {
            return;
        }
        items.sort_by_key(|&(at, _)| {
            let range = self.ranges.partition_point(|(range, _)| range.end <= at);
            let moved = self.ranges.get(range).filter(|(range, _)| range.start <= at);
            moved.map_or((at, 1), |&(_, target)| (target, 0))
        });
    }
}

/// Pairs the instructions that joins go over with those that moves bring to the groups beside.
///
/// # Errors
/// What was passed and not moved, or the other way round.
pub(super) fn read(document: &Document<'_>, groups: &[Group<'_>]) -> Result<Moves, String> {
    let mut moves = Moves::default();
    if groups.iter().all(|group| group.passed.is_empty() && group.moved.is_none()) {
        return Ok(moves);
    }
    moves.origins = vec![None; groups.len()];
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| !group.passed.is_empty()) {
        // What stands between two joined RUNs belongs to the first, as far as that needs it.
        let free = |index: usize| groups.get(index).is_some_and(|group| group.moved.is_some());
        let above = (0..at).rev().take_while(|&index| free(index) && moves.origins[index].is_none()).count();
        let below = group.passed.len().saturating_sub(above);
        let beside: Vec<usize> = (at - above..at).chain(at + 1..=at + below).collect();
        if beside.len() != group.passed.len() || !beside.iter().all(|&index| free(index)) {
            return Err("an edit joins RUNs over an instruction that is not moved".to_owned());
        }
        let mut last: Option<(&Edit, Span)> = None;
        for (&(join, old), &new) in group.passed.iter().zip(&beside) {
            let instruction = &document.instructions[old];
            let Some(edit) = groups[new].moved else { continue };
            if groups[new].placed != Some(instruction.span.of(document.source.text())) {
                return Err("what was moved is not what stood there".to_owned());
            }
            moves.origins[new] = Some(old);
            match last {
                // What one edit moves stood together.
                Some((same, of)) if std::ptr::eq(same, edit) && of == join => {
                    if let Some((range, _)) = moves.ranges.last_mut() {
                        range.end = instruction.lines.end;
                    }
                }
                Some((same, of)) if std::ptr::eq(same, edit) || of == join => {
                    return Err("what a join goes over is moved in parts".to_owned());
                }
                _ => {
                    // A comment inside the RUN before it stays there: it belongs to the item in front of the range.
                    let range = Span { start: join.start, end: instruction.lines.end };
                    moves.ranges.push((range, edit.span.start));
                }
            }
            last = Some((edit, join));
        }
    }
    let moved = groups.iter().filter(|group| group.moved.is_some()).count();
    if moved != moves.origins.iter().flatten().count() {
        return Err("an instruction was moved from nowhere".to_owned());
    }
    Ok(moves)
}
