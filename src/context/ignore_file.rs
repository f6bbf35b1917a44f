//! What a `.dockerignore` leaves out of a context.
//!
//! Source: Docker's build context documentation; moby's `ignorefile` (how lines are read) and `patternmatcher` (what they
//! match): patterns are anchored at the context and match what is below them too, and the last one that matches wins.

use super::glob::Glob;

/// The patterns of an ignore file.
#[derive(Clone, Debug, Default)]
pub struct IgnoreFile {
    patterns: Vec<Pattern>,
    /// Whether a pattern takes back what others leave out.
    excepts: bool,
}

#[derive(Clone, Debug)]
struct Pattern {
    glob: Glob,
    /// Whether it leaves out what it matches, and does not take it back.
    out: bool,
    /// Its parts before the first one with a wildcard.
    literal: Vec<String>,
    /// Whether it means the same to every builder: `{`, `[` and `\` do not.
    plain: bool,
}

/// A line that makes a builder reject the ignore file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the ignore file is no pattern: {text}")]
pub struct BadPattern {
    /// Its number, from 1.
    pub line: usize,
    /// The line.
    pub text: String,
}

impl IgnoreFile {
    /// Reads the text of the file.
    ///
    /// # Errors
    /// When a line is no pattern.
    pub fn read(text: &str) -> Result<Self, BadPattern> {
        let mut read = Self::default();
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let bad = || BadPattern { line: index + 1, text: line.to_owned() };
            let trimmed = line.trim();
            let (pattern, out) = trimmed.strip_prefix('!').map_or((trimmed, true), |rest| (rest.trim(), false));
            if pattern.is_empty() {
                return Err(bad());
            }
            let pattern = clean(pattern);
            let glob = Glob::of_ignore_file(&pattern).ok_or_else(bad)?;
            let literal = pattern.split('/').take_while(|part| !part.contains(['*', '?', '[', '\\']));
            let literal = literal.map(str::to_owned).collect();
            let plain = !pattern.contains(['{', '[', '\\']);
            read.excepts |= !out;
            read.patterns.push(Pattern { glob, out, literal, plain });
        }
        Ok(read)
    }

    /// Whether a path of the context is left out.
    #[must_use]
    pub fn ignores(&self, path: &str) -> bool {
        self.says(self.decide_all(path)) == Some(true)
    }

    /// The pattern that decides about a path, when that which decides about the directory it is in is known: the last
    /// one that matches either.
    pub(super) fn decide(&self, above: Option<usize>, path: &str) -> Option<usize> {
        let first = above.map_or(0, |above| above + 1);
        let later = self.patterns[first..].iter().rposition(|it| it.glob.matches(path));
        later.map(|later| first + later).or(above)
    }

    /// The pattern that decides about a path.
    pub(super) fn decide_all(&self, path: &str) -> Option<usize> {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        ends.fold(None, |above, end| self.decide(above, &path[..end]))
    }

    /// Whether the pattern that decides leaves out what it matches; `None` where none decides.
    pub(super) fn says(&self, decides: Option<usize>) -> Option<bool> {
        Some(self.patterns[decides?].out)
    }

    /// Whether it leaves out whatever it does not name.
    #[must_use]
    pub fn lets_in_by_name(&self) -> bool {
        // No file has such a name, so that only a pattern for all names matches it.
        self.ignores("\u{1}")
    }

    /// Whether something below a directory that is left out may be taken back.
    #[must_use]
    pub fn may_keep_below(&self, directory: &str) -> bool {
        self.excepts
            && self
                .patterns
                .iter()
                .any(|it| !it.out && it.literal.iter().zip(directory.split('/')).all(|(one, other)| one == other))
    }

    /// Whether every builder leaves out a path of the context and all that is below it, also one that reads some
    /// patterns in another way.
    #[must_use]
    pub fn surely_ignores(&self, path: &str) -> bool {
        !self.excepts && self.patterns.iter().any(|it| it.plain && it.glob.matches(path))
    }
}

/// A path without doubled slashes, dots, detours through `..` and slashes at its ends, as Go's `filepath.Clean` and the
/// reader of ignore files leave it; `.` for the context itself.
pub(super) fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        match (part, parts.last()) {
            ("..", Some(last)) if *last != ".." => _ = parts.pop(),
            ("..", None) if path.starts_with('/') => {}
            _ => parts.push(part),
        }
    }
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}
