//! The two kinds of patterns that builders know, as regular expressions.
//!
//! Source: Go's `path/filepath.Match`; moby's `patternmatcher` for `**`, with its shortcuts for patterns without other
//! wildcards, which match a little more than the expression would.

use regex_automata::meta::Regex;

/// A pattern that can be matched against paths.
#[derive(Clone, Debug)]
pub(super) enum Glob {
    /// This path.
    Exact(String),
    /// What begins so.
    Prefix(String),
    /// What ends so, and the rest behind its leading slash.
    Suffix(String),
    /// What the expression matches.
    Regex(Regex),
}

impl Glob {
    /// A pattern of an ignore file, cleaned. `None` when it is malformed.
    pub(super) fn of_ignore_file(pattern: &str) -> Option<Self> {
        Self::compile(pattern, true)
    }

    /// A pattern in one part of a COPY source: `**` is nothing but `*`. `None` when it is malformed.
    pub(super) fn of_copy(pattern: &str) -> Option<Self> {
        Self::compile(pattern, false)
    }

    pub(super) fn matches(&self, path: &str) -> bool {
        match self {
            Self::Exact(exact) => path == exact,
            Self::Prefix(prefix) => path.starts_with(prefix.as_str()),
            Self::Suffix(suffix) => path.ends_with(suffix.as_str()) || suffix.strip_prefix('/') == Some(path),
            Self::Regex(regex) => regex.is_match(path),
        }
    }

    fn compile(pattern: &str, double: bool) -> Option<Self> {
        let mut expression = String::from("^");
        let (mut plain, mut shortcut) = (true, None);
        let mut chars = pattern.chars().peekable();
        let mut first = true;
        while let Some(ch) = chars.next() {
            match ch {
                '*' if double && chars.next_if_eq(&'*').is_some() => {
                    let _ = chars.next_if_eq(&'/');
                    let last = chars.peek().is_none();
                    if last && plain && !first {
                        shortcut = Some(Self::Prefix(pattern[..pattern.len() - 2].to_owned()));
                    } else {
                        expression.push_str(if last { ".*" } else { "(.*/)?" });
                        shortcut = None;
                    }
                    if first {
                        shortcut = Some(Self::Suffix(pattern[2..].to_owned()));
                    }
                    plain = false;
                }
                '*' | '?' => {
                    expression.push_str(if ch == '*' { "[^/]*" } else { "[^/]" });
                    (plain, shortcut) = (false, None);
                }
                '[' => {
                    class(&mut chars, &mut expression)?;
                    (plain, shortcut) = (false, None);
                }
                '\\' => {
                    // In an ignore file `\d` would become a class of the expression: nobody means that.
                    let ch = chars.next().filter(|ch| !double || !ch.is_ascii_alphanumeric())?;
                    escaped(ch, &mut expression);
                    (plain, shortcut) = (false, None);
                }
                // So it stands in the expression of an ignore file's pattern.
                '^' if double => expression.push('^'),
                ch => escaped(ch, &mut expression),
            }
            first = false;
        }
        if let Some(shortcut) = shortcut {
            return Some(shortcut);
        }
        if plain {
            return Some(Self::Exact(pattern.to_owned()));
        }
        expression.push('$');
        Regex::new(&expression).ok().map(Self::Regex)
    }
}

fn escaped(ch: char, expression: &mut String) {
    if ch.is_ascii_punctuation() {
        expression.push('\\');
    }
    expression.push(ch);
}

/// A class of characters behind its `[`: at least one character or range, `^` for all others. `None` when malformed.
fn class(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, expression: &mut String) -> Option<()> {
    expression.push('[');
    if chars.next_if_eq(&'^').is_some() {
        expression.push('^');
    }
    let mut count = 0;
    loop {
        if count > 0 && chars.next_if_eq(&']').is_some() {
            expression.push(']');
            return Some(());
        }
        let low = member(chars)?;
        escaped(low, expression);
        if chars.next_if_eq(&'-').is_some() {
            let high = member(chars)?;
            if high < low {
                return None;
            }
            expression.push('-');
            escaped(high, expression);
        }
        count += 1;
    }
}

fn member(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<char> {
    match chars.next()? {
        '-' | ']' => None,
        '\\' => chars.next(),
        ch => Some(ch),
    }
}
