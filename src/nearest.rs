//! The name that was probably meant.

/// The candidate nearest to `word`, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase().replace('_', "-");
    candidates
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&word, &name.to_lowercase()), name))
        .filter(|&(distance, name)| distance <= 1 + name.len().min(word.len()) / 4)
        .min()
        .map(|(_, name)| name)
}

/// What to expect in the place of an unknown `word`: the nearest candidate, else all of them.
#[must_use]
pub fn expected<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(name) = nearest(word, candidates.clone()) {
        return format!("did you mean `{name}`?");
    }
    let names: Vec<String> = candidates.into_iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [name] => format!("expected {name}"),
        names => format!("expected one of {}", names.join(", ")),
    }
}

/// What to expect in the place of an id that no transform has.
#[must_use]
pub fn expected_transform<'a>(id: &str, ids: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(id, ids) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "`dfopt transforms` lists them".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_nothing_far_away() {
        let ids = ["merge-runs", "clean-apt-lists"];
        assert_eq!(nearest("merge-run", ids), Some("merge-runs"));
        assert_eq!(nearest("Merge_Runs", ids), Some("merge-runs"));
        assert_eq!(nearest("clean-atp-list", ids), Some("clean-apt-lists"));
        assert_eq!(nearest("all", ids), None);
        assert_eq!(nearest("", ids), None);
    }

    #[test]
    fn says_what_is_expected() {
        assert_eq!(expected("a-b", ["a-c"]), "did you mean `a-c`?");
        assert_eq!(expected("zzzz", ["alpha", "beta"]), "expected one of `alpha`, `beta`");
        assert_eq!(expected("zzzz", ["alpha"]), "expected `alpha`");
        assert_eq!(expected_transform("a-b", ["a-c"]), "did you mean `a-c`?");
        assert_eq!(expected_transform("zzzz", ["alpha"]), "`dfopt transforms` lists them");
    }
}
