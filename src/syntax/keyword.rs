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
        let word = word.to_ascii_uppercase();
        SPELLINGS
            .iter()
            .map(|&(name, _)| (strsim::damerau_levenshtein(name, &word), name))
            .filter(|&(distance, name)| distance <= 2 && distance < name.len().saturating_sub(1))
            .min()
            .map(|(_, name)| name)
    }

    /// Whether the instruction takes heredocs (BuildKit `heredocDirectives`).
    #[must_use]
    pub fn takes_heredocs(self) -> bool {
        matches!(self, Self::Add | Self::Copy | Self::Run)
    }
}
