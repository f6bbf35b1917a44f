//! Tokens that their form gives away. Forms: the documentation of their issuers (AWS, GitHub, GitLab, Slack, Stripe,
//! Google, npm), as known.

use std::sync::LazyLock;

use memchr::memmem::Finder;

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

static PREFIXES: LazyLock<[Finder<'static>; 12]> = LazyLock::new(|| FORMS.map(|(prefix, ..)| Finder::new(prefix)));

/// The first token in a text.
pub(super) fn find(text: &str) -> Option<(Span, &'static str)> {
    FORMS.iter().zip(&*PREFIXES).find_map(|(&(prefix, length, kind), finder)| {
        let at = finder.find_iter(text.as_bytes()).find(|&at| is_token(text, at, prefix, length))?;
        let body = at + prefix.len();
        Some((Span::new(at, body + run(&text[body..])), kind))
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
