//! Findings of diagnostics and syntax errors, for people: the place, the words in their line, why, and what to write
//! instead.

use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::text::{Style, at, escaped};
use crate::syntax::{Source, Span, SyntaxError};
use crate::transform::{Finding, Severity};

/// A finding in `source`. `line` answers with the line that the reader has for a line of `source`.
#[must_use]
pub fn render(
    style: Style,
    path: &Path,
    source: &Source<'_>,
    finding: &Finding,
    line: &dyn Fn(usize) -> usize,
) -> String {
    let position = source.position(finding.at.start as usize);
    let place = format!("{}:{}:{}", path.display(), line(position.line), position.column);
    let (level, colour) = match finding.severity {
        Severity::Error => (Level::ERROR, style.error),
        Severity::Warning => (Level::WARNING, style.warning),
        Severity::Note => (Level::NOTE, style.header),
    };
    let head = format!(
        "{0}{1}:{0:#} {colour}{2}[{3}]{colour:#}: {4}\n",
        style.header,
        escaped(place),
        finding.severity.as_str(),
        finding.diagnostic,
        escaped(&finding.message)
    );
    let notes = [("why", finding.why.as_str()), ("repair", &finding.repair)];
    head + &body(style, (level, source, finding.at), line(position.line), &notes)
}

/// A syntax error in `source`, which is the text that the reader has.
#[must_use]
pub fn syntax_error(style: Style, path: &Path, source: &Source<'_>, error: &SyntaxError) -> String {
    let position = error.position(source);
    let head = at(style, format_args!("{}:{position}", path.display()), error);
    // What is missing at the end of the file has no words to show.
    match lines(source.text(), error.span).of(source.text()).trim() {
        "" => head,
        _ => head + &body(style, (Level::ERROR, source, error.span), position.line, &[]),
    }
}

/// The lines of a range with the range underlined, the first of them with the number `line`, and notes below.
fn body(
    style: Style,
    (level, source, at): (Level<'_>, &Source<'_>, Span),
    line: usize,
    notes: &[(&str, &str)],
) -> String {
    let excerpt = lines(source.text(), at);
    let (start, end) = (at.start - excerpt.start, at.end - excerpt.start);
    let snippet = Snippet::source(excerpt.of(source.text()))
        .line_start(line)
        .annotation(AnnotationKind::Primary.span(start as usize..end as usize));
    let notes = notes.iter().filter(|(_, note)| !note.is_empty());
    let group = Group::with_level(level).element(snippet);
    let group = group.elements(notes.map(|&(name, note)| Level::HELP.with_name(name).message(escaped(note))));
    let renderer = if style == Style::PLAIN { Renderer::plain() } else { Renderer::styled() };
    let body: String = renderer.render(&[group]).lines().map(|line| format!("{}\n", line.trim_end())).collect();
    body + "\n"
}

/// The whole lines that a range touches, without the byte order mark and the last line end.
fn lines(text: &str, span: Span) -> Span {
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..span.start as usize]).map_or(0, |at| at + 1);
    let start = if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start };
    let end = span.end as usize;
    let end = memchr::memchr(b'\n', &text.as_bytes()[end..]).map_or(text.len(), |at| end + at);
    let end = if end > span.end as usize && text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end };
    Span::new(start.min(end), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, at: Span) -> String {
        let (message, why, repair) = ("it is wrong".to_owned(), "it\u{1b}fails".to_owned(), "write b".to_owned());
        let finding = Finding { diagnostic: "detect-x", severity: Severity::Error, at, message, why, repair };
        render(Style::PLAIN, Path::new("a/D"), &Source::new(text), &finding, &|line| line + 1)
    }

    #[test]
    fn the_words_are_underlined() {
        assert_eq!(
            told("\u{feff}FROM a\r\nUSER \u{e9} b\r\n", Span::new(19, 20)),
            "a/D:3:8: error[detect-x]: it is wrong\n  |\n3 | USER \u{e9} b\n  |        ^\n  |\n  = why: it\\u{1b}fails\n  \
             = repair: write b\n\n"
        );
    }

    #[test]
    fn a_range_over_several_lines_and_one_at_the_end() {
        assert!(
            told("FROM a\nRUN a \\\n  b\n", Span::new(11, 18)).contains("3 |"),
            "{}",
            told("FROM a\nRUN a \\\n  b\n", Span::new(11, 18))
        );
        assert!(told("FROM a", Span::new(6, 6)).starts_with("a/D:2:7:"));
        assert!(!told("FROM a\u{1b}[31m b", Span::new(5, 8)).contains('\u{1b}'));
    }
}
