//! What a word stands for.

use super::ast::{Simple, Word};
use std::borrow::Cow;

impl Word {
    /// The word as written. `text` is the text that was parsed.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }

    /// The word as the command gets it: quotes and backslashes removed, so `"pip"` is `pip`. `None` when the word
    /// depends on variables, files or the home directory, or may become several words. `text` is the text that was
    /// parsed.
    #[must_use]
    pub fn value<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        let fixed = !(self.has_expansion || self.has_glob || self.has_brace || self.has_tilde || self.has_backquote);
        let raw = fixed.then(|| self.text(text))?;
        Some(if self.has_quote { Cow::Owned(unquote(raw)) } else { Cow::Borrowed(raw) })
    }
}

impl Simple {
    /// The name of the command as the shell looks it up, `None` without a command word or when it is not known.
    #[must_use]
    pub fn name<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        self.words.first()?.value(text)
    }
}

/// Quote removal for a word without expansions.
pub(super) fn unquote(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    let mut in_double = false;
    while let Some(c) = chars.next() {
        match c {
            '\'' if !in_double => out.extend(chars.by_ref().take_while(|&c| c != '\'')),
            '"' => in_double = !in_double,
            '\\' => match chars.next() {
                Some('\n') | None => {}
                Some(next) => {
                    if in_double && !matches!(next, '$' | '`' | '"' | '\\') {
                        out.push('\\');
                    }
                    out.push(next);
                }
            },
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::unquote;

    #[test]
    fn quotes_and_backslashes_are_removed_as_the_shell_does() {
        for (raw, value) in [
            ("pip", "pip"),
            ("\"pip\"", "pip"),
            ("p'i'p", "pip"),
            ("\\pip", "pip"),
            ("a\\ b", "a b"),
            ("\"a\\b\\\"\"", "a\\b\""),
            ("'a\\b'", "a\\b"),
            ("\"it's\"", "it's"),
            ("in\\\nstall", "install"),
            ("''", ""),
        ] {
            assert_eq!(unquote(raw), value, "{raw}");
        }
    }
}
