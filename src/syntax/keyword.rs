//! The 18 instructions.

/// An instruction's keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the Dockerfile instruction of that name")]
pub enum Keyword {
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Label,
    Maintainer,
    Onbuild,
    Run,
    Shell,
    Stopsignal,
    User,
    Volume,
    Workdir,
}

/// All keywords with their upper-case spelling.
const SPELLINGS: [(&str, Keyword); 18] = [
    ("ADD", Keyword::Add),
    ("ARG", Keyword::Arg),
    ("CMD", Keyword::Cmd),
    ("COPY", Keyword::Copy),
    ("ENTRYPOINT", Keyword::Entrypoint),
    ("ENV", Keyword::Env),
    ("EXPOSE", Keyword::Expose),
    ("FROM", Keyword::From),
    ("HEALTHCHECK", Keyword::Healthcheck),
    ("LABEL", Keyword::Label),
    ("MAINTAINER", Keyword::Maintainer),
    ("ONBUILD", Keyword::Onbuild),
    ("RUN", Keyword::Run),
    ("SHELL", Keyword::Shell),
    ("STOPSIGNAL", Keyword::Stopsignal),
    ("USER", Keyword::User),
    ("VOLUME", Keyword::Volume),
    ("WORKDIR", Keyword::Workdir),
];

/// How many slips a misspelled keyword may hold.
const MAX_DISTANCE: usize = 2;

impl Keyword {
    /// The keyword spelled by `word` in any case.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        SPELLINGS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|&(_, keyword)| keyword)
    }

    /// The upper-case spelling.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        SPELLINGS.iter().find(|&&(_, keyword)| keyword == self).map_or("", |&(name, _)| name)
    }

    /// The keyword nearest to a misspelled word, if one is near enough to be meant.
    #[must_use]
    pub fn nearest(word: &str) -> Option<&'static str> {
        // Comparing costs the product of the lengths, and a word may be as long as the file.
        let comparable = |name: &str| name.len().abs_diff(word.len()) <= MAX_DISTANCE;
        SPELLINGS
            .iter()
            .filter(|(name, _)| comparable(name))
            .map(|&(name, _)| (strsim::damerau_levenshtein(name, &word.to_ascii_uppercase()), name))
            .filter(|&(distance, name)| distance <= MAX_DISTANCE && distance < name.len().saturating_sub(1))
            .min()
            .map(|(_, name)| name)
    }

    /// Whether the instruction takes heredocs (BuildKit `heredocDirectives`).
    #[must_use]
    pub fn takes_heredocs(self) -> bool {
        matches!(self, Self::Add | Self::Copy | Self::Run)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_any_case() {
        for (name, keyword) in SPELLINGS {
            assert_eq!(Keyword::parse(&name.to_ascii_lowercase()), Some(keyword));
            assert_eq!(keyword.as_str(), name);
        }
        assert_eq!(Keyword::parse("RUNS"), None);
        assert_eq!(Keyword::parse(""), None);
    }

    #[test]
    fn the_nearest_keyword() {
        assert_eq!(Keyword::nearest("form"), Some("FROM"));
        assert_eq!(Keyword::nearest("ENTRYPIONT"), Some("ENTRYPOINT"));
        assert_eq!(Keyword::nearest("GREETINGS"), None);
        assert_eq!(Keyword::nearest("R"), None);
        assert_eq!(Keyword::nearest(&"x".repeat(10_000_000)), None);
    }
}
