//! The grammar of image tags: words joined by `-`, the first of which is usually a version.
//!
//! A word that is neither a version, a suite, a variant of the family nor a date makes the tag unreadable for the table:
//! only what its known words say by themselves still holds.

use super::table::{Distribution, Family, Lists, Table};

/// A tag, read word by word.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// What the tag lists are searched for.
    pub(super) label: Label<'a>,
    /// The suite that a word names.
    pub(super) suite: Option<(&'static Distribution, &'static str)>,
    /// Whether two words name different suites or systems.
    pub(super) contradicts: bool,
    /// Whether the word `alpine` stands there without a version.
    pub(super) alpine: bool,
    /// Whether the word `slim` stands there.
    pub(super) slim: bool,
    /// Whether some word is not understood.
    pub(super) unknown_words: bool,
    words: Vec<&'a str>,
}

/// The version of a tag, or the name that stands in its place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Label<'a> {
    /// Only numbers: `3.12.4`.
    Version(Version),
    /// Anything else: `latest`, `lts`, `3.13.0rc1`.
    Name(&'a str),
}

/// One to four numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    len: usize,
    parts: [u32; 4],
}

impl<'a> Tag<'a> {
    /// Reads a tag of a family; `system` is a system word inside the repository name.
    pub(super) fn read(text: &'a str, system: Option<&'a str>, family: &Family, table: &'static Table) -> Self {
        let words: Vec<&str> = text.split('-').chain(system).collect();
        let mut tag = Tag {
            label: Label::Name("latest"),
            suite: None,
            contradicts: false,
            alpine: false,
            slim: false,
            unknown_words: false,
            words,
        };
        let mut previous = "";
        for at in 0..tag.words.len() {
            let word = tag.words[at];
            let is_label = at == 0 && family.labels(word);
            if is_label {
                tag.label = Label::read(family.without_prefix(word));
            }
            // Eclipse Temurin writes `alpine-3.20`.
            let dashed = (previous == "alpine").then(|| table.suite_word(&format!("alpine{word}"))).flatten();
            if let Some(found) = table.suite_word(word).or(dashed) {
                tag.name_suite(found);
                tag.alpine &= dashed.is_none();
            } else if word == "alpine" {
                tag.alpine = true;
            } else if word == "slim" {
                tag.slim = true;
            } else if !(is_label || family.understands(word) || is_date(word) || table.is_architecture(word)) {
                tag.unknown_words = true;
            }
            previous = word;
        }
        // `slim` where the family has no such variant, and `alpine` beside another system, say nothing dependable.
        tag.unknown_words |= tag.slim && !family.has_slim_word();
        tag.contradicts |= tag.alpine && tag.suite.is_some();
        tag
    }

    fn name_suite(&mut self, found: (&'static Distribution, &'static str)) {
        let same = |old: (&Distribution, &str)| old.0.id == found.0.id && old.1 == found.1;
        self.contradicts |= self.suite.is_some_and(|old| !same(old));
        self.suite = Some(found);
    }

    /// Whether a word stands in the tag.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.contains(&word)
    }

    /// Whether any of the words stands in the tag.
    pub(super) fn has_any(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.has(word))
    }

    /// The number behind one of the given words: 17 in `jdk17` and in `temurin-17`.
    pub(super) fn version_after(&self, openers: &[String]) -> Option<String> {
        let is_number = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
        let glued = |word: &'a str| openers.iter().find_map(|opener| word.strip_prefix(opener.as_str()));
        let pairs = self.words.windows(2).filter(|pair| openers.iter().any(|opener| opener == pair[0]));
        let number = self.words.iter().find_map(|word| glued(word).filter(|rest| is_number(rest)));
        number.or_else(|| pairs.map(|pair| pair[1]).find(|word| is_number(word))).map(str::to_owned)
    }
}

impl Family {
    /// Whether the first word of a tag stands in the place of the version.
    fn labels(&self, word: &str) -> bool {
        let lists = self.suites.values().chain(self.alpine.values()).chain(self.managers.values());
        self.without_prefix(word).starts_with(|first: char| first.is_ascii_digit())
            || lists.flat_map(|list| list.split_whitespace()).any(|token| token == word)
    }

    fn without_prefix<'a>(&self, word: &'a str) -> &'a str {
        self.version_prefixes.iter().find_map(|prefix| word.strip_prefix(prefix.as_str())).unwrap_or(word)
    }

    fn understands(&self, word: &str) -> bool {
        word == "latest"
            || [&self.words, &self.bare_words, &self.small_words].into_iter().flatten().any(|known| known == word)
    }

    fn has_slim_word(&self) -> bool {
        self.slim || self.understands("slim")
    }
}

impl<'a> Label<'a> {
    fn read(word: &'a str) -> Self {
        Version::read(word).map_or(Label::Name(word), Label::Version)
    }

    /// The key whose list holds this label.
    pub(super) fn find<'t, K>(&self, lists: &'t Lists<K>) -> Option<&'t K> {
        lists.iter().find(|(_, list)| list.split_whitespace().any(|token| self.is_in(token))).map(|(key, _)| key)
    }

    fn is_in(&self, token: &str) -> bool {
        let Label::Version(version) = self else { return matches!(self, Label::Name(name) if *name == token) };
        if let Some(line) = token.strip_suffix(".*") {
            return self.is_within(line);
        }
        let (first, last) = token.split_once("..").unwrap_or((token, token));
        let bound = |text| Version::read(text).filter(|bound| bound.len == version.len);
        bound(first).is_some_and(|first| first <= *version) && bound(last).is_some_and(|last| *version <= last)
    }

    /// Whether this is a version of the given line: 12.5 lies within 12.
    pub(super) fn is_within(&self, line: &str) -> bool {
        let (Label::Version(version), Some(line)) = (self, Version::read(line)) else { return false };
        line.len <= version.len && line.parts[..line.len] == version.parts[..line.len]
    }

    /// The label cut to the first number.
    pub(super) fn major(&self) -> Self {
        match self {
            Label::Version(version) => Label::Version(Version { len: 1, parts: [version.parts[0], 0, 0, 0] }),
            Label::Name(_) => *self,
        }
    }

    /// Up to `count` leading numbers as text.
    pub(super) fn leading(&self, count: usize) -> Option<String> {
        match self {
            Label::Version(version) => {
                let parts = &version.parts[..version.len.min(count)];
                Some(parts.iter().map(u32::to_string).collect::<Vec<_>>().join("."))
            }
            Label::Name(name) => {
                let end = name.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(name.len());
                let numbers: Vec<&str> = name[..end].split('.').filter(|part| !part.is_empty()).take(count).collect();
                (!numbers.is_empty()).then(|| numbers.join("."))
            }
        }
    }
}

impl Version {
    fn read(text: &str) -> Option<Self> {
        let mut version = Version { len: 0, parts: [0; 4] };
        for part in text.split('.') {
            if !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            *version.parts.get_mut(version.len)? = part.parse().ok()?;
            version.len += 1;
        }
        Some(version)
    }
}

/// Whether a word is a build date such as `20240101` or `20240101.1`.
fn is_date(word: &str) -> bool {
    let day = word.split('.').next().unwrap_or_default();
    day.len() == 8 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
