//! A quick "no" to the question whether a text holds a word.

/// The pairs of neighbouring bytes in a text, some of them folded together. Transforms ask hundreds of times whether a RUN
/// names this or that program; most answers are no, and a text that lacks a pair of the word lacks the word.
#[derive(Debug, Clone)]
pub struct Pairs([u64; 64]);

impl Pairs {
    /// The pairs of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut seen = [0; 64];
        for pair in text.as_bytes().windows(2) {
            let (row, bit) = place(pair);
            seen[row] |= bit;
        }
        Self(seen)
    }

    /// Whether the text may hold `word`: never false when it does.
    #[must_use]
    pub fn may_hold(&self, word: &str) -> bool {
        word.as_bytes().windows(2).all(|pair| {
            let (row, bit) = place(pair);
            self.0[row] & bit != 0
        })
    }
}

/// By the low six bits of each byte: they tell letters from each other but for their case, and digits from each other.
fn place(pair: &[u8]) -> (usize, u64) {
    (usize::from(pair[0] & 63), 1 << (pair[1] & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_a_text_holds_is_never_denied(before in ".{0,20}", word in ".{0,8}", after in ".{0,20}") {
            let text = format!("{before}{word}{after}");
            proptest::prop_assert!(Pairs::of(&text).may_hold(&word));
        }
    }

    #[test]
    fn a_pair_that_is_missing_is_a_no() {
        let pairs = Pairs::of("apk add --no-cache curl");
        assert!(pairs.may_hold("curl") && pairs.may_hold("x") && pairs.may_hold(""));
        assert!(!pairs.may_hold("apt") && !pairs.may_hold("pip"));
    }
}
