//! Tokens that their form gives away. Forms: the documentation of their issuers (AWS, GitHub, GitLab, Slack, Stripe,
//! Google, npm), as known.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::syntax::Span;

/// A prefix, how many characters follow at least, and what it is.
const FORMS: [(&str, usize, &str); 12] = [
    ("AKIA", 16, "an access key of AWS"),
    ("ghp_", 36, "a token of GitHub"),
    ("gho_", 36, "a token of GitHub"),
    ("ghs_", 36, "a token of GitHub"),
    ("github_pat_", 40, "a token of GitHub"),
    ("glpat-", 20, "a token of GitLab"),
    ("xoxb-", 24, "a token of Slack"),
    ("xoxp-", 24, "a token of Slack"),
    ("sk_live_", 24, "a key of Stripe"),
    ("AIza", 35, "a key of Google"),
    ("npm_", 36, "a token of npm"),
    ("-----BEGIN ", 0, "a private key"),
];

/// Finds the prefixes in one pass over a text; `None` only if they were too many, which a test would show.
static PREFIXES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(FORMS.map(|(prefix, ..)| prefix)).ok());

/// The first token in a text.
pub(super) fn find(text: &str) -> Option<(Span, &'static str)> {
    PREFIXES.as_ref()?.find_overlapping_iter(text).find_map(|found| {
        let (prefix, length, kind) = FORMS[found.pattern().as_usize()];
        let body = found.end();
        let token = || Span::new(found.start(), body + run(&text[body..]));
        is_token(text, found.start(), prefix, length).then(|| (token(), kind))
    })
}

fn is_token(text: &str, at: usize, prefix: &str, length: usize) -> bool {
    let body = &text[at + prefix.len()..];
    if prefix.starts_with('-') {
        let Some((kind, rest)) = body.split_once("-----") else { return false };
        return kind.ends_with("PRIVATE KEY") && holds_key(rest);
    }
    let token = &body[..run(body)];
    let begins = !text[..at].ends_with(|ch: char| ch.is_ascii_alphanumeric() || ch == '_');
    let exact = !matches!(prefix, "AKIA" | "AIza") || token.len() == length;
    let varied = token.bytes().collect::<std::collections::HashSet<_>>().len() > 7;
    begins && exact && varied && token.len() >= length && !token.to_ascii_uppercase().contains("EXAMPLE")
}

/// Whether the text behind a header begins with a key, and not with the end of a pattern or a message: a line of at
/// least this many base64 digits, however the line ends before it are written.
fn holds_key(text: &str) -> bool {
    const LEAST: usize = 40;
    let start = text.trim_start_matches(|ch: char| ch.is_whitespace() || matches!(ch, '\\' | '"' | '\'' | ','));
    let start = start
        .strip_prefix('n')
        .unwrap_or(start)
        .trim_start_matches(|ch: char| ch.is_whitespace() || matches!(ch, '\\' | '"' | '\''));
    start.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')).count() >= LEAST
}

/// Length of the letters, digits, `_` and `-` at the start.
fn run(text: &str) -> usize {
    text.find(|ch: char| !(ch.is_ascii_alphanumeric() || matches!(ch, '_' | '-'))).unwrap_or(text.len())
}
