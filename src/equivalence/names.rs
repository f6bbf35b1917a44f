//! Which words of a text could be the name of a command.

use std::collections::BTreeSet;

/// More names than any text needs; a longer list means the text is data, and the rest is found by running it.
const LIMIT: usize = 1000;

/// Every run of letters, digits, `.`, `_`, `-` and `+` that could name a program. Far too many, on purpose: a recorder
/// that is never called costs 20 microseconds, a missing one changes the build. Names made by expansion (`$CC`) are not
/// here; a run that complains about them adds them.
pub(super) fn candidates<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let part = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
    let name =
        |word: &&str| !word.starts_with('-') && word.len() < 100 && word.contains(|c: char| c.is_ascii_alphabetic());
    texts.into_iter().flat_map(|text| text.split(|c| !part(c))).filter(name).take(LIMIT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_like_run_is_a_candidate() {
        let found = candidates(["apt-get install -y g++ 42 && /usr/bin/python3.11 x=$(dpkg)"]);
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            ["apt-get", "bin", "dpkg", "g++", "install", "python3.11", "usr", "x"]
        );
    }
}
