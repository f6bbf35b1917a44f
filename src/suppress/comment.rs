//! The words of one comment line.

use crate::syntax::Span;

/// What an ignore comment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Instruction,
    File,
}

/// What a comment line says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Comment {
    /// Nothing for dfopt.
    Other,
    /// Meant for dfopt, but not understood: where, and what was expected.
    Malformed(Span, String),
    /// `# dfopt: ignore[..]`: where, and the ids with their places.
    Dfopt(Scope, Span, Vec<(Span, String)>),
    /// `# hadolint ignore=..`: the rules with their places.
    Hadolint(Scope, Vec<(Span, String)>),
}

/// Reads a comment line at `span` of `text`.
pub(super) fn read(text: &str, span: Span) -> Comment {
    let line = span.of(text).trim_end();
    let Some(body) = line.trim_start().trim_start_matches('\u{feff}').trim_start().strip_prefix('#') else {
        return Comment::Other;
    };
    let body = body.trim_start();
    let start = span.start as usize + (line.len() - body.len());
    let at = Span::new(start, start + body.len());
    if let Some(rest) = body.strip_prefix("hadolint") {
        return hadolint(rest, at.end as usize).unwrap_or(Comment::Other);
    }
    let Some(rest) = body.get(..5).filter(|word| word.eq_ignore_ascii_case("dfopt")).and_then(|_| body.get(5..)) else {
        return Comment::Other;
    };
    // A sentence that begins with the name is an ordinary comment.
    let words = rest.trim_start().to_ascii_lowercase();
    if words.starts_with(':') || words.starts_with("ignore") {
        return dfopt(body, at).unwrap_or_else(|message| Comment::Malformed(at, message.to_owned()));
    }
    Comment::Other
}

fn dfopt(body: &str, at: Span) -> Result<Comment, &'static str> {
    const FORM: &str =
        "malformed comment for dfopt, expected `dfopt: ignore[id, ...]` or `dfopt: ignore-file[id, ...]`";
    const NO_IDS: &str = "ignore comment without ids, expected those of the transforms to hold back: `ignore[id, ...]`";
    let rest = body.strip_prefix("dfopt:").ok_or(FORM)?.trim_start();
    let (scope, rest) = match (rest.strip_prefix("ignore-file"), rest.strip_prefix("ignore")) {
        (Some(rest), _) => (Scope::File, rest),
        (_, Some(rest)) => (Scope::Instruction, rest),
        _ => return Err(FORM),
    };
    if rest.is_empty() || rest.starts_with(char::is_whitespace) {
        return Err(NO_IDS);
    }
    let list = rest.strip_prefix('[').ok_or(FORM)?;
    let (list, _reason) = list.split_once(']').ok_or("unclosed list of ids, expected `]`")?;
    let begin = at.end as usize - rest.len() + 1;
    let ids: Vec<(Span, String)> = items(list, begin).collect();
    if ids.is_empty() {
        return Err(NO_IDS);
    }
    Ok(Comment::Dfopt(scope, at, ids))
}

/// What follows the word `hadolint` in its pragmas; `end` is where it ends.
fn hadolint(rest: &str, end: usize) -> Option<Comment> {
    let trimmed = rest.trim_start();
    if trimmed.len() == rest.len() {
        return None;
    }
    let (scope, rest) = match trimmed.strip_prefix("global") {
        Some(rest) => (Scope::File, rest.trim_start()),
        None => (Scope::Instruction, trimmed),
    };
    let list = rest.strip_prefix("ignore")?.trim_start().strip_prefix('=')?;
    let begin = end - list.len();
    // A reason may stand behind the last rule.
    let rules = items(list, begin).map(|(at, rule)| (at, rule.split([' ', '\t', '#']).next().unwrap_or("").to_owned()));
    Some(Comment::Hadolint(scope, rules.filter(|(_, rule)| !rule.is_empty()).collect()))
}

/// The words between commas with their places; `begin` is where the list begins.
fn items(list: &str, begin: usize) -> impl Iterator<Item = (Span, String)> {
    let mut at = begin;
    list.split(',').filter_map(move |item| {
        let word = item.trim();
        let start = at + (item.len() - item.trim_start().len());
        at += item.len() + 1;
        (!word.is_empty()).then(|| (Span::new(start, start + word.len()), word.to_owned()))
    })
}

/// Words that speak to a tool wherever they stand in a comment.
const MARKS: [&str; 14] = [
    "nosemgrep",
    "nosec",
    "nosonar",
    "nolint",
    "noqa",
    "gitleaks:allow",
    "x-release-please-",
    "checkov:skip",
    "trivy:ignore",
    "codespell:ignore",
    "cspell:",
    "spell-checker:",
    "editorconfig-checker-",
    "@renovate",
];

/// Whether a comment speaks to a tool about the line below it, so that it must neither move nor get other lines to
/// speak about. Takes the comment with or without its `#`.
#[must_use]
pub fn is_pragma(comment: &str) -> bool {
    let body = comment.trim().trim_start_matches('#').trim_start().to_ascii_lowercase();
    let first = body.split(|ch: char| ch.is_whitespace() || ch == ':' || ch == '=').next().unwrap_or_default();
    let behind = body[first.len()..].trim_start();
    match first {
        // Their names are no words of ordinary comments.
        "hadolint" | "dfopt" | "nosemgrep" | "nosec" | "nosonar" | "kics-scan" | "dockerfilelint"
        | "dockerfmt-ignore" | "prettier-ignore" | "zizmor" | "tfsec" | "ggignore" | "dockerfile-utils" | "nolint"
        | "noqa" | "yamllint" | "pyright" | "@renovate" | "spell-checker" | "spellchecker" | "codespell" => true,
        "tally" | "shellcheck" => {
            ["ignore", "global", "disable", "shell", "enable", "source"].iter().any(|word| behind.starts_with(word))
        }
        "check" | "syntax" | "escape" => behind.starts_with('='),
        "renovate" | "dockle" | "snyk"
            if ["datasource=", "ignore", "disable"].iter().any(|word| behind.starts_with(word)) =>
        {
            true
        }
        // `BEGIN ANSIBLE MANAGED BLOCK` and its end.
        "begin" | "end" if behind.ends_with("block") => true,
        "checkov" | "dockle" | "trivy" | "renovate" | "semgrep" | "snyk" | "dependabot" | "lint" | "cspell"
        | "gitleaks" | "pragma" | "codeql" => behind.starts_with(':'),
        // These stand behind a remark too.
        _ => MARKS.iter().any(|mark| body.split_whitespace().any(|word| word.starts_with(mark))),
    }
}
