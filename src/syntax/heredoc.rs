//! Heredoc openers of RUN, COPY and ADD, found as BuildKit finds them.
//!
//! BuildKit splits the joined line into shell words with its own lexer (`shell/lex.go`, quotes and escapes kept) and
//! takes a word that matches `^(\d*)<<(-?)([^<]*)$` for an opener (`parser.go`, `ParseHeredoc`). When the lexer fails
//! (an unterminated quote, a substitution it does not know) there are no heredocs.

use super::Span;

/// A heredoc of an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heredoc {
    /// The opener word, as a range of the joined text.
    pub opener: Span,
    /// The terminator, quotes removed.
    pub name: String,
    /// Whether leading tabs are stripped (`<<-`).
    pub strip_tabs: bool,
    /// Whether the body is expanded (the delimiter is not quoted).
    pub expand: bool,
    /// The file descriptor named before `<<`, 0 if none.
    pub fd: u32,
    /// Source range of the body, line ends included.
    pub body: Span,
    /// Source range of the terminator line without its line end.
    pub terminator: Span,
}

/// The openers in the joined text of an instruction, with empty body and terminator.
pub(super) fn openers(line: &str) -> Vec<Heredoc> {
    split_words(line).unwrap_or_default().into_iter().filter_map(|word| opener(line, word)).collect()
}

fn opener(line: &str, word: Span) -> Option<Heredoc> {
    let text = word.of(line);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text[digits..].strip_prefix("<<")?;
    let (strip_tabs, rest) = after.strip_prefix('-').map_or((false, after), |rest| (true, rest));
    if rest.is_empty() || rest.contains('<') {
        return None;
    }
    let fd = if digits == 0 { 0 } else { text[..digits].parse().ok()? };
    let name = unquote(rest);
    Some(Heredoc {
        opener: word,
        strip_tabs,
        expand: name == rest,
        fd,
        name,
        body: Span::default(),
        terminator: Span::default(),
    })
}

/// Words of a line by BuildKit's shell lexer, or `None` where that lexer reports an error.
fn split_words(line: &str) -> Option<Vec<Span>> {
    let bytes = line.as_bytes();
    let mut words = Vec::new();
    let mut start = None;
    let mut at = 0;
    while let Some(ch) = line[at..].chars().next() {
        if ch.is_whitespace() {
            if let Some(start) = start.take() {
                words.push(Span::new(start, at));
            }
            at += ch.len_utf8();
            continue;
        }
        start.get_or_insert(at);
        at = match ch {
            '\'' => at + 1 + memchr::memchr(b'\'', &bytes[at + 1..])? + 1,
            '"' => end_of_double_quotes(line, at + 1)?,
            '$' => end_of_dollar(line, at)?,
            '\\' => at + 1 + line[at + 1..].chars().next().map_or(0, char::len_utf8),
            _ => at + ch.len_utf8(),
        };
    }
    words.extend(start.map(|start| Span::new(start, at)));
    Some(words)
}

/// Offset behind the double quote that closes the one before `at`.
fn end_of_double_quotes(line: &str, mut at: usize) -> Option<usize> {
    loop {
        match line.as_bytes().get(at)? {
            b'"' => return Some(at + 1),
            b'$' => at = end_of_dollar(line, at)?,
            b'\\' => at += 1 + line[at + 1..].chars().next()?.len_utf8(),
            _ => at += line[at..].chars().next()?.len_utf8(),
        }
    }
}

/// Offset behind the `$` at `at` and the name or `${...}` after it; `None` for a substitution the lexer rejects.
fn end_of_dollar(line: &str, at: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    if bytes.get(at + 1) != Some(&b'{') {
        return Some(at + 1);
    }
    let name = at + 2;
    let end = name + bytes[name..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    match bytes.get(end)? {
        b'}' if end > name => Some(end + 1),
        b':' | b'#' | b'%' | b'/' | b'+' | b'-' | b'?' if end > name => end_of_braces(line, end + 1),
        _ => None,
    }
}

/// Offset behind the brace that closes a substitution whose word begins at `at`.
fn end_of_braces(line: &str, mut at: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    loop {
        match bytes.get(at)? {
            b'}' => return Some(at + 1),
            b'\'' => at += 1 + memchr::memchr(b'\'', &bytes[at + 1..])? + 1,
            b'"' => at = end_of_double_quotes(line, at + 1)?,
            b'$' if bytes.get(at + 1) == Some(&b'{') && bytes.get(at + 2) != Some(&b'{') => {
                at = end_of_dollar(line, at)?
            }
            b'\\' => at += 1 + line[at + 1..].chars().next()?.len_utf8(),
            _ => at += line[at..].chars().next()?.len_utf8(),
        }
    }
}

/// A word without its quotes and escapes.
fn unquote(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars();
    let mut quote = None;
    while let Some(ch) = chars.next() {
        match (quote, ch) {
            (None, '\'' | '"') => quote = Some(ch),
            (Some(open), _) if ch == open => quote = None,
            (None, '\\') => out.extend(chars.next()),
            (Some('"'), '\\') => match chars.next() {
                Some(next @ ('"' | '$' | '\\')) => out.push(next),
                Some(next) => out.extend(['\\', next]),
                None => out.push('\\'),
            },
            _ => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<(String, bool, bool, u32)> {
        openers(line).into_iter().map(|h| (h.name, h.strip_tabs, h.expand, h.fd)).collect()
    }

    #[test]
    fn openers_anywhere_in_the_command() {
        assert_eq!(names("RUN cat 3<<X <<-'Y' > f"), [("X".into(), false, true, 3), ("Y".into(), true, false, 0)]);
        assert_eq!(names(r#"RUN <<"E O""#), [("E O".into(), false, false, 0)]);
        assert_eq!(names(r"RUN <<E\OF"), [("EOF".into(), false, false, 0)]);
    }

    #[test]
    fn what_is_no_opener() {
        for line in [
            r#"RUN cat <<< "x""#,
            "RUN echo $((1<<2))",
            r#"RUN echo "a<<b""#,
            "RUN cat << EOF",
            "RUN cat<<EOF",
            "RUN echo \"a <<EOF",
            "RUN echo it's <<EOF",
            "RUN echo ${x^^} <<EOF",
        ] {
            assert_eq!(openers(line), [], "{line}");
        }
    }

    #[test]
    fn a_substitution_may_hold_blanks_and_braces() {
        assert_eq!(names("RUN echo ${A:-x y ${B}} <<EOF").len(), 1);
    }
}
