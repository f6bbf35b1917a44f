//! Which call of the rewritten build stands for which call of the original.

use super::declared::Declared;
use super::trace::Call;
use std::collections::BTreeSet;

/// What became of a call of the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is this call.
    Kept(usize),
    /// Its words moved into this earlier call.
    Absorbed(usize),
    /// It is gone, as declared.
    Removed,
}

/// A match of two traces.
#[derive(Debug, Default)]
pub(super) struct Alignment {
    /// One for each call of the original.
    pub(super) fates: Vec<Fate>,
    /// Calls that only the rewritten build makes.
    pub(super) added: Vec<usize>,
}

/// A fused call, and the words that no call of the original has accounted for yet.
struct Fusion<'a> {
    at: usize,
    call: &'a Call,
    missing: BTreeSet<&'a str>,
}

/// Matches `after` to `before` from left to right; a match is preferred to a declared difference. With `whole` the
/// traces are those of builds that ran to their end, so a fused call has to be accounted for word by word.
pub(super) fn align(before: &[Call], after: &[Call], declared: &Declared, whole: bool) -> Result<Alignment, String> {
    let mut alignment = Alignment::default();
    let mut fusions: Vec<Fusion<'_>> = Vec::new();
    let (mut i, mut j) = (0, 0);
    loop {
        let (old, new) = (before.get(i), after.get(j));
        if old.is_none() && new.is_none() {
            break;
        }
        let pair = old.zip(new);
        let same = |old: &Call, new: &Call| declared.same_context(old, new) && declared.same_words(old, new);
        // The call behind one that is gone may be one that could be new.
        let next = || before.get(i + 1).zip(new).is_some_and(|(next, new)| same(next, new));
        if pair.is_some_and(|(old, new)| same(old, new)) {
            alignment.fates.push(Fate::Kept(j));
            (i, j) = (i + 1, j + 1);
        } else if let Some(fusion) = pair.and_then(|(old, new)| start(old, new, j, declared)) {
            fusions.push(fusion);
            alignment.fates.push(Fate::Kept(j));
            (i, j) = (i + 1, j + 1);
        } else if let Some(at) = old.and_then(|old| absorb(old, &mut fusions, declared)) {
            alignment.fates.push(Fate::Absorbed(at));
            i += 1;
        } else if old.is_some_and(|old| declared.removes(old)) && next() {
            alignment.fates.push(Fate::Removed);
            i += 1;
        } else if new.is_some_and(|new| declared.adds(new)) {
            alignment.added.push(j);
            j += 1;
        } else if old.is_some_and(|old| declared.removes(old)) {
            alignment.fates.push(Fate::Removed);
            i += 1;
        } else {
            return Err(mismatch(i, old, j, new));
        }
    }
    match fusions.iter().find(|fusion| whole && !fusion.missing.is_empty()) {
        Some(fusion) => Err(format!("{} has words that no call had: {:?}", fusion.call, fusion.missing)),
        None => Ok(alignment),
    }
}

/// The fused call `new` that begins with the words of `old`.
fn start<'a>(old: &'a Call, new: &'a Call, at: usize, declared: &Declared) -> Option<Fusion<'a>> {
    let (required, mut missing) = (declared.required(old), declared.unexplained(new));
    let fits = old.context == new.context && declared.fusible(old, new) && required.is_subset(&missing);
    missing.retain(|word| !required.contains(word));
    fits.then_some(Fusion { at, call: new, missing })
}

/// The fused call that carries the words of `old`, which are then accounted for.
fn absorb(old: &Call, fusions: &mut [Fusion<'_>], declared: &Declared) -> Option<usize> {
    let required = declared.required(old);
    let carries = |fusion: &&mut Fusion<'_>| {
        declared.fusible(old, fusion.call)
            && old.context == fusion.call.context
            && required.is_subset(&declared.unexplained(fusion.call))
    };
    let fusion = fusions.iter_mut().find(carries)?;
    fusion.missing.retain(|word| !required.contains(word));
    Some(fusion.at)
}

fn mismatch(i: usize, old: Option<&Call>, j: usize, new: Option<&Call>) -> String {
    match (old, new) {
        (Some(old), Some(new)) if old.words == new.words => {
            format!("call {} {old} sees another state: {}", i + 1, old.context.difference(&new.context))
        }
        (Some(old), Some(new)) => format!("call {} was {old}, now call {} is {new}", i + 1, j + 1),
        (Some(old), None) => format!("call {} {old} is no longer made", i + 1),
        (None, Some(new)) => format!("call {} {new} is new", j + 1),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(texts: &[&str]) -> Vec<Call> {
        let words = |text: &&str| text.split(' ').map(String::from).collect();
        texts.iter().map(|text| Call { words: words(text), ..Call::default() }).collect()
    }

    #[test]
    fn fused_installs_are_accounted_for_word_by_word() {
        let declared = Declared::nothing().fuses(&["apt-get", "install"]).removes_command(&["apt-get", "update"]);
        let before = calls(&["apt-get update", "apt-get install a", "apt-get update", "apt-get install b"]);
        let fused = align(&before, &calls(&["apt-get update", "apt-get install b a"]), &declared, true);
        let fates = [Fate::Kept(0), Fate::Kept(1), Fate::Removed, Fate::Absorbed(1)];
        assert_eq!(fused.map(|alignment| alignment.fates), Ok(fates.to_vec()));
        for wrong in ["apt-get install a", "apt-get install a b c"] {
            assert!(align(&before, &calls(&["apt-get update", wrong]), &declared, true).is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_declared_calls_may_be_new() {
        let declared = Declared::nothing().adds_command(&["rm", "x"]);
        let added = align(&calls(&["a", "b"]), &calls(&["a", "rm x", "b"]), &declared, true);
        assert_eq!(added.map(|alignment| alignment.added), Ok(vec![1]));
        assert!(align(&calls(&["a"]), &calls(&["a", "rm y"]), &declared, true).is_err());
        assert!(align(&calls(&["a", "b"]), &calls(&["b", "a"]), &declared, true).is_err());
    }
}
