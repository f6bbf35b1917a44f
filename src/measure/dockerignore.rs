//! What a `.dockerignore` leaves out of a context. Source: Docker's build context documentation; moby's
//! `patternmatcher`: patterns are anchored at the context, match what is below them too, and the last one that matches
//! wins.

use std::path::Path;

use globset::{GlobBuilder, GlobMatcher};

/// The patterns of a `.dockerignore`.
#[derive(Clone, Debug, Default)]
pub(super) struct Dockerignore {
    patterns: Vec<Pattern>,
    /// Whether a pattern takes back what others leave out.
    excepts: bool,
}

#[derive(Clone, Debug)]
struct Pattern {
    glob: GlobMatcher,
    /// Whether it leaves out what it matches, and does not take it back.
    out: bool,
    /// Whether it means the same to every builder: `{`, `[` and `\` do not.
    plain: bool,
}

impl Dockerignore {
    /// Reads the text of the file. What is no glob matches nothing.
    pub(super) fn read(text: &str) -> Self {
        let mut read = Self::default();
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (line, out) = line.strip_prefix('!').map_or((line, true), |rest| (rest.trim(), false));
            let line = line.trim_start_matches("./").trim_matches('/');
            let glob = GlobBuilder::new(line).literal_separator(true).build();
            read.excepts |= !out;
            let plain = !line.contains(['{', '[', '\\']);
            read.patterns.extend(glob.ok().map(|glob| Pattern { glob: glob.compile_matcher(), out, plain }));
        }
        read
    }

    /// Whether a path, relative to the context, is left out.
    pub(super) fn ignores(&self, path: &Path) -> bool {
        let matches =
            |glob: &GlobMatcher| path.ancestors().any(|part| !part.as_os_str().is_empty() && glob.is_match(part));
        self.patterns.iter().rev().find(|it| matches(&it.glob)).is_some_and(|it| it.out)
    }

    /// Whether a path, relative to the context, and all below it is certainly left out.
    pub(super) fn surely_ignores(&self, path: &Path) -> bool {
        !self.excepts && self.patterns.iter().any(|it| it.plain && it.glob.is_match(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_pattern_that_matches_wins() {
        let ignore = Dockerignore::read("# all\n*.md\n!README.md\n/build/\n**/node_modules\n");
        for (path, out) in [
            ("a.md", true),
            ("docs/a.md", false),
            ("README.md", false),
            ("build/x/y", true),
            ("web/node_modules/x", true),
            ("app.py", false),
        ] {
            assert_eq!(ignore.ignores(Path::new(path)), out, "{path}");
        }
        assert!(!Dockerignore::read("*\n!src\n").ignores(Path::new("src/a.c")));
        assert!(!Dockerignore::default().ignores(Path::new("a")));
        let surely = |text: &str, path: &str| Dockerignore::read(text).surely_ignores(Path::new(path));
        assert!(surely("data\n*.log\n", "data") && surely("**/node_modules", "web/node_modules"));
        assert!(!surely("data\n!data/keep\n", "data") && !surely("{a,b}\n[ab]\n", "a") && !surely("data", "src"));
    }
}
