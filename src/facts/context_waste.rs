//! What stands in build contexts that no image needs, and what reads a repository's history.

use std::sync::LazyLock;

use regex_automata::meta::Regex;
use serde::Deserialize;

use super::table;

/// Something that stands in build contexts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContextWaste {
    /// The pattern of an ignore file that matches it.
    pub pattern: String,
    /// What it is, for people.
    pub what: String,
    /// 0 where no process of the project reads it; 1 where some may.
    pub tier: u32,
    /// What keeps it, if something does.
    #[serde(default)]
    pub unless: Option<KeptBy>,
    /// Words of commands that make it anew. Where there are any, one of them has to be in the Dockerfile.
    #[serde(default)]
    pub again: Vec<String>,
    /// Whether it may be a part of the project, too, unless `.gitignore` names it.
    #[serde(default)]
    pub may_be_source: bool,
    /// Names of commands that read it without its name.
    #[serde(default)]
    pub wanted: Vec<String>,
    /// Words of the project's files that show a library which reads it without its name.
    #[serde(default)]
    pub loaded: Vec<String>,
}

/// What keeps something in a context.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum KeptBy {
    /// Something that may read a repository.
    History,
    /// A file without its source beside it.
    Sources,
    /// A file of the project that names it.
    Named,
}

/// A sign that something reads a repository.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryReader {
    /// An expression on the text of a file.
    pub text: String,
    /// Why that is a sign.
    pub why: String,
    /// Whether it fails, or does something else, without the repository.
    #[serde(default)]
    pub certain: bool,
    /// Whether it counts in sources of programs only.
    #[serde(default)]
    pub code: bool,
}

/// A file that shows a tool which reads a repository.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryManifest {
    /// The end of its name.
    pub name: String,
    /// What the tool does.
    pub why: String,
    /// An option against it.
    #[serde(default)]
    pub unless: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[expect(dead_code, reason = "for those who read the table")]
    #[serde(default)]
    source: String,
    #[expect(dead_code, reason = "for those who read the table")]
    #[serde(default)]
    date: String,
    #[serde(default)]
    pattern: Vec<ContextWaste>,
    #[serde(default)]
    reader: Vec<HistoryReader>,
    #[serde(default)]
    manifest: Vec<HistoryManifest>,
}

static TABLE: LazyLock<Table> = table!("context_waste");

static READERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let texts: Vec<&str> = TABLE.reader.iter().map(|reader| reader.text.as_str()).collect();
    Regex::new_many(&texts).ok()
});

/// What stands in build contexts that no image needs, in the order in which it is written.
#[must_use]
pub fn context_waste() -> &'static [ContextWaste] {
    &TABLE.pattern
}

/// The first sign in a text that something reads a repository, and where it is; certain ones before others. `code` says
/// that it is the source of a program. `None` where there is none.
#[must_use]
pub fn history_reader(text: &str, code: bool) -> Option<(&'static HistoryReader, usize)> {
    let found = READERS.as_ref()?.find_iter(text);
    let found = found.map(|found| (&TABLE.reader[found.pattern().as_usize()], found.end()));
    let mut found = found.filter(|(reader, _)| code || !reader.code).peekable();
    let first = found.peek().copied();
    found.find(|(reader, _)| reader.certain).or(first)
}

/// The files that show a tool which reads a repository.
#[must_use]
pub fn history_manifests() -> &'static [HistoryManifest] {
    &TABLE.manifest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: Table = serde_json::from_str(crate::facts::text!("context_waste")).unwrap();
        assert!(READERS.is_some() && !table.manifest.is_empty());
        for row in &table.pattern {
            assert!(crate::context::IgnoreFile::read(&row.pattern).is_ok() && row.tier <= 1, "{row:?}");
        }
    }

    #[test]
    fn commands_that_read_a_repository_are_known() {
        for (text, certain) in [
            ("VERSION := $(shell git describe --tags)", Some(true)),
            ("execSync('git rev-parse HEAD')", Some(true)),
            ("subprocess.run([\"git\", \"log\", \"-1\"])", Some(true)),
            ("spec.files = `git ls-files`.split", Some(true)),
            ("git clone https://example.org/x.git", None),
            ("\"url\": \"git+https://example.org/x.git\"", None),
            ("legit status", None),
            ("readFileSync('.git/HEAD')", Some(true)),
            ("exclude = [\".git\"]", None),
            ("\"husky\": \"^9\"", Some(false)),
            ("requires = [\"setuptools_scm>=8\"]", Some(true)),
            ("requires = [\"flit_scm\"]", Some(true)),
            ("V := $(shell $(GIT) describe --tags)", Some(true)),
            ("V := $(shell /usr/bin/git describe --tags)", Some(true)),
            ("git -c core.abbrev=8 -C . describe", Some(true)),
            ("git --git-dir=.git --work-tree=/app rev-parse HEAD", Some(true)),
            ("git \\\n    describe", Some(true)),
            ("Command::new(\"git\").args(&[\"rev-parse\", \"HEAD\"])", Some(true)),
            ("Command::new(\"git\")\n    .current_dir(root)\n    .arg(\"describe\")", Some(true)),
            ("exec.CommandContext(ctx, \"git\", args...)", Some(true)),
            ("execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse HEAD)", Some(true)),
            ("addSbtPlugin(\"com.github.sbt\" % \"sbt-dynver\" % \"5\")", Some(true)),
            ("vcs_tag(input: 'v.in', output: 'v.h')", Some(true)),
            ("{application, a, [{vsn, git}]}.", Some(true)),
            ("git lfs pull", Some(true)),
            ("git config --global --add safe.directory /app", Some(true)),
            ("digit describe", None),
            ("git init -q", None),
        ] {
            assert_eq!(history_reader(text, false).map(|(reader, _)| reader.certain), certain, "{text}");
        }
        assert!(history_reader("if path == '.git':", true).is_some());
    }
}
