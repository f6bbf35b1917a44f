//! Sorted, disjoint edits, and their application.

use super::Edit;
use crate::syntax::Span;

/// Edits of one text: sorted, disjoint, no two at the same place.
#[derive(Clone, Debug, Default)]
pub struct EditSet {
    edits: Vec<Edit>,
}

impl EditSet {
    /// A set of these edits, or `None` when two of them overlap or meet.
    #[must_use]
    pub fn new(mut edits: Vec<Edit>) -> Option<Self> {
        edits.sort_by_key(|edit| edit.span);
        let disjoint = edits.windows(2).all(|pair| {
            let (left, right) = (pair[0].span, pair[1].span);
            left.end < right.start || (left.end == right.start && !(left.is_empty() && right.is_empty()))
        });
        disjoint.then_some(Self { edits })
    }

    /// The edits in order of their place.
    #[must_use]
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The text with all edits applied. Edits outside of the text do nothing.
    #[must_use]
    pub fn apply(&self, text: &str) -> String {
        let added: usize = self.edits.iter().map(|edit| edit.text.len()).sum();
        let mut out = String::with_capacity(text.len() + added);
        let mut at = 0;
        for edit in &self.edits {
            out.push_str(Span::new(at, edit.span.start as usize).of(text));
            out.push_str(&edit.text);
            at = edit.span.end as usize;
        }
        out.push_str(Span::new(at.min(text.len()), text.len()).of(text));
        out
    }

    /// The offset in the old text that an offset in the new text comes from; for inserted text, where it was inserted.
    #[must_use]
    pub fn origin(&self, offset: usize) -> usize {
        let (mut old, mut new) = (0, 0);
        for edit in &self.edits {
            let (start, end) = (edit.span.start as usize, edit.span.end as usize);
            let begin = new + (start - old);
            if offset < begin {
                break;
            }
            if offset < begin + edit.text.len() {
                return start;
            }
            old = end;
            new = begin + edit.text.len();
        }
        old + (offset - new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Effect;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit {
            span: Span::new(start, end),
            text: text.to_owned(),
            removes: Vec::new(),
            adds: Vec::new(),
            effect: Effect::Words,
        }
    }

    #[test]
    fn applies_in_order_of_place_and_maps_back() {
        let set = EditSet::new(vec![edit(4, 4, "XY"), edit(1, 2, "")]).expect("disjoint");
        assert_eq!(set.apply("abcdef"), "acdXYef");
        let origins: Vec<usize> = (0..=7).map(|offset| set.origin(offset)).collect();
        assert_eq!(origins, [0, 2, 3, 4, 4, 4, 5, 6]);
    }

    #[test]
    fn overlaps_are_refused() {
        assert!(EditSet::new(vec![edit(1, 3, ""), edit(2, 4, "")]).is_none());
        assert!(EditSet::new(vec![edit(2, 2, "a"), edit(2, 2, "b")]).is_none());
        assert!(EditSet::new(vec![edit(0, 2, "a"), edit(2, 4, "b")]).is_some());
    }
}
