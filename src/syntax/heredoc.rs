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

/// A word of the joined text that is an opener for some versions of BuildKit only: `<< NAME` (since March 2025), or a
/// name with `${` in it.
pub(super) fn disputed(line: &str) -> Option<Span> {
    let words = split_words(line)?;
    let lone = |word: &Span| word.of(line).trim_start_matches(|ch: char| ch.is_ascii_digit()) == "<<";
    let blank = words.windows(2).find(|pair| lone(&pair[0]) && !pair[1].of(line).contains('<'));
    let computed = || words.iter().find(|word| word.of(line).contains("${") && opener(line, **word).is_some()).copied();
    blank.map(|pair| pair[0].cover(pair[1])).or_else(computed)
}

fn opener(line: &str, word: Span) -> Option<Heredoc> {
    let text = word.of(line);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let after = text[digits..].strip_prefix("<<")?;
    let (strip_tabs, rest) = after.strip_prefix('-').map_or((false, after), |rest| (true, rest));
    if rest.contains('<') {
        return None;
    }
    let (name, quoted) = unquote(rest);
    if name.is_empty() {
        return None;
    }
    let fd = if digits == 0 { 0 } else { text[..digits].parse().unwrap_or(u32::MAX) };
    let (body, terminator) = (Span::default(), Span::default());
    Some(Heredoc { opener: word, strip_tabs, expand: !quoted, fd, name, body, terminator })
}

/// Words of a line by BuildKit's shell lexer, or `None` where that lexer reports an error. White space inside an
/// unquoted `${...}` splits too.
fn split_words(line: &str) -> Option<Vec<Span>> {
    let mut words = Vec::new();
    let mut start = None;
    // What is open, as the character that closes it: a quote, the `}` of a substitution, the `/` behind its pattern.
    let mut open: Vec<char> = Vec::new();
    let mut at = 0;
    while let Some(ch) = line[at..].chars().next() {
        if ch.is_whitespace() && !matches!(open.first(), Some('\'' | '"')) {
            words.extend(start.take().map(|start| Span::new(start, at)));
            at += ch.len_utf8();
            continue;
        }
        start.get_or_insert(at);
        at += ch.len_utf8();
        match (open.last().copied(), ch) {
            (Some(close), _) if ch == close => {
                open.pop();
                if close == '/' {
                    open.push('}');
                }
            }
            (Some('\''), _) => {}
            (_, '$') => at = dollar(line, at, &mut open)?,
            (_, '\\') => {
                let escaped = line[at..].chars().next();
                at += escaped.filter(|next| open.is_empty() || !next.is_whitespace()).map_or(0, char::len_utf8);
            }
            (Some('"'), _) => {}
            (_, '\'' | '"') => open.push(ch),
            _ => {}
        }
    }
    words.extend(start.map(|start| Span::new(start, at)));
    open.is_empty().then_some(words)
}

/// Offset behind what belongs to the `$` before `at`, a `${...}` being opened; `None` for what the lexer rejects.
fn dollar(line: &str, at: usize, open: &mut Vec<char>) -> Option<usize> {
    let Some(inner) = line[at..].strip_prefix('{') else { return Some(at + usize::from(line[at..].starts_with('$'))) };
    if inner.starts_with(['{', '}', ':']) {
        return None;
    }
    let mut chars = inner[name_len(inner)..].chars();
    match chars.next()? {
        '}' => {}
        ':' => {
            chars.next().filter(|modifier| !matches!(modifier, '#' | '%'))?;
            open.push('}');
        }
        '+' | '-' | '?' | '#' | '%' => open.push('}'),
        '/' => {
            chars = chars.as_str().strip_prefix('/').unwrap_or(chars.as_str()).chars();
            open.push('/');
        }
        _ => return None,
    }
    Some(line.len() - chars.as_str().len())
}

/// Length of the parameter name at the start of `text`; it may be empty.
fn name_len(text: &str) -> usize {
    match text.chars().next() {
        Some('0'..='9') => text.bytes().take_while(u8::is_ascii_digit).count(),
        Some('@' | '*' | '#' | '?' | '-' | '$' | '!') => 1,
        _ => text.find(|ch: char| !ch.is_alphanumeric() && ch != '_').unwrap_or(text.len()),
    }
}

/// A word without its quotes and escapes, and whether it held quotes.
fn unquote(word: &str) -> (String, bool) {
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars();
    let mut quote = None;
    let mut quoted = false;
    while let Some(ch) = chars.next() {
        match (quote, ch) {
            (None, '\'' | '"') => (quote, quoted) = (Some(ch), true),
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
    (out, quoted)
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
        // BuildKit counts quotes only: an escaped delimiter does not stop the expansion.
        assert_eq!(names(r"RUN <<E\OF"), [("EOF".into(), false, true, 0)]);
        assert_eq!(names("RUN 99999999999<<E"), [("E".into(), false, true, u32::MAX)]);
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
            "RUN echo ${#x} <<EOF",
            "RUN echo ${x:#y} <<EOF",
            "RUN echo ${x/y} <<EOF",
            "RUN echo ${x:-${{y}} <<EOF",
            "RUN echo ${} <<EOF",
            r#"RUN echo ${x:"}"} <<EOF"#,
            r#"RUN cat <<"""#,
            "RUN cat <<-''",
            r#"RUN cat <<"E\"#,
        ] {
            assert_eq!(openers(line), [], "{line}");
        }
    }

    #[test]
    fn substitutions_the_lexer_knows() {
        for line in [
            "RUN echo ${A:-x y ${B}} <<EOF",
            "RUN echo ${@} ${1} ${?} $$ $${x^^} $' ' <<EOF",
            "RUN echo ${A%.*} ${A##*/} ${A/}/x} ${A//\"/\"/y} ${+x} <<EOF",
            "RUN echo \"${A:-\"b\"}\" '${' \\${ <<EOF",
            "RUN echo \"a\\\" <<E\" \\\\ <<EOF",
        ] {
            assert_eq!(names(line), [("EOF".into(), false, true, 0)], "{line}");
        }
    }

    #[test]
    fn blanks_inside_a_substitution_split_words() {
        assert_eq!(names("RUN echo ${A:-b <<E}"), [("E}".into(), false, true, 0)]);
        assert_eq!(names(r"RUN echo ${A:-b\ <<E}"), [("E}".into(), false, true, 0)]);
        assert_eq!(names(r#"RUN echo "${A:-b <<E}""#), []);
    }

    #[test]
    fn nesting_costs_no_stack() {
        let line = format!("RUN echo {}{} <<EOF", "${A:-\"".repeat(200_000), "\"}".repeat(200_000));
        assert_eq!(names(&line).len(), 1);
        assert_eq!(names(&"${A:-".repeat(200_000)), []);
    }

    #[test]
    fn openers_that_depend_on_the_version_of_buildkit() {
        let disputed = |line: &'static str| disputed(line).map(|span| span.of(line));
        assert_eq!(disputed("RUN cat << EOF > x"), Some("<< EOF"));
        assert_eq!(disputed("RUN cat 3<<  EOF"), Some("3<<  EOF"));
        assert_eq!(disputed("RUN echo $((1 << 2))"), Some("<< 2))"));
        assert_eq!(disputed("RUN cat <<${A:-x}"), Some("<<${A:-x}"));
        for line in ["RUN cat <<EOF", "RUN cat <<- EOF", "RUN cat <<$EOF", "RUN cat <<", "RUN cat<< EOF", "RUN a << <b"]
        {
            assert_eq!(disputed(line), None, "{line}");
        }
    }
}
