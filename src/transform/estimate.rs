//! What a change saves, as far as the facts say. Only a build measures a saving; an estimate is a range, and what is not
//! known has no number.

use std::collections::BTreeMap;

use crate::model::Weight;

/// What an estimate rests on. Figures of different kinds are never added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Bytes of files in the build context, after its ignore rules. Exact.
    Context,
    /// Sizes in the index of a package archive.
    Index,
    /// A dated table, from images that were built.
    Table,
}

impl Basis {
    /// The words for users.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Context => "build context",
            Self::Index => "package index",
            Self::Table => "dated tables",
        }
    }
}

/// Bytes that go away, uncompressed, at least and at most. `most` is `None` where there is no upper bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// At least.
    pub least: u64,
    /// At most.
    pub most: Option<u64>,
}

impl std::ops::Add for Range {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let most = self.most.zip(other.most).map(|(one, other)| one.saturating_add(other));
        Self { least: self.least.saturating_add(other.least), most }
    }
}

/// What is known of the bytes that a change takes out of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// What goes away: `apt's package lists`.
    pub what: &'static str,
    /// How much that is, and who says so. `None` where it is not known.
    pub figure: Option<Figure>,
}

/// A number with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it rests on.
    pub basis: Basis,
    /// How many bytes.
    pub bytes: Range,
    /// The source and its date.
    pub source: String,
}

impl Estimate {
    /// Something of unknown size goes away.
    #[must_use]
    pub fn unknown(what: &'static str) -> Self {
        Self { what, figure: None }
    }

    /// Something goes away whose size a source tells.
    #[must_use]
    pub fn known(what: &'static str, basis: Basis, bytes: Range, source: impl Into<String>) -> Self {
        Self { what, figure: Some(Figure { basis, bytes, source: source.into() }) }
    }

    /// apt's package lists go away, which weigh what a table says, if one does.
    #[must_use]
    pub fn apt_lists(weight: Option<Weight>) -> Self {
        const WHAT: &str = "apt's package lists";
        match weight {
            Some(Weight { least, most, source }) => Self::known(WHAT, Basis::Table, Range { least, most }, source),
            None => Self::unknown(WHAT),
        }
    }
}

/// What several changes save: one sum for each kind of figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The sums.
    pub sums: BTreeMap<Basis, Range>,
    /// How many of the changes take out something of unknown size.
    pub unknown: usize,
}

impl Total {
    /// Counts an estimate.
    pub fn add(&mut self, estimate: &Estimate) {
        match &estimate.figure {
            Some(figure) => self.save(figure.basis, figure.bytes),
            None => self.unknown += 1,
        }
    }

    /// Counts what others save.
    pub fn merge(&mut self, other: Self) {
        self.unknown += other.unknown;
        for (basis, range) in other.sums {
            self.save(basis, range);
        }
    }

    fn save(&mut self, basis: Basis, range: Range) {
        let sum = self.sums.entry(basis).or_insert(Range { least: 0, most: Some(0) });
        *sum = *sum + range;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_different_kinds_are_never_added() {
        let of = |basis, least| Estimate::known("x", basis, Range { least, most: Some(least) }, "source");
        let mut total = Total::default();
        for estimate in [of(Basis::Table, 1), of(Basis::Context, 10), of(Basis::Table, 2), Estimate::unknown("y")] {
            total.add(&estimate);
        }
        let mut both = total.clone();
        both.merge(total);
        let sums: Vec<_> = both.sums.iter().map(|(basis, sum)| (*basis, sum.least)).collect();
        assert_eq!((sums, both.unknown), (vec![(Basis::Context, 20), (Basis::Table, 6)], 2));
    }

    #[test]
    fn a_sum_has_an_upper_bound_when_both_parts_do() {
        let (open, closed) = (Range { least: 1, most: None }, Range { least: 2, most: Some(3) });
        assert_eq!(closed + closed, Range { least: 4, most: Some(6) });
        assert_eq!(open + closed, Range { least: 3, most: None });
    }
}
