//! Bytes to instructions: a port of BuildKit's line rules (`frontend/dockerfile/parser/parser.go`, `Parse`).

use super::document::{Directive, Document, Instruction, Item, ItemKind};
use super::logical::Logical;
use super::source::Lines;
use super::{Source, Span, SyntaxError, SyntaxErrorKind, command, heredoc, validate};

/// The longest physical line that BuildKit's scanner takes, without its line feed (`bufio.MaxScanTokenSize` is 65536,
/// line feed included; checked by a build, BuildKit of Docker 26.1.5).
pub const MAX_LINE: usize = 65_535;

/// Reads a Dockerfile.
///
/// # Errors
/// The first fault of the line rules, for which no document can be made: an unterminated heredoc, a line that is too
/// long, a wrong directive, no instruction at all. Faults of single instructions are in [`Document::errors`].
pub fn parse(text: &str) -> Result<Document<'_>, SyntaxError> {
    if u32::try_from(text.len()).is_err() {
        return Err(SyntaxError { span: Span::at(0), kind: SyntaxErrorKind::TooLarge });
    }
    let source = Source::new(text);
    let mut lexer = Lexer {
        lines: Lines::new(text, source.bom_len()),
        text,
        escape: b'\\',
        directives: Vec::new(),
        scan: DirectiveScan::Open,
        items: Vec::new(),
        instructions: Vec::new(),
    };
    while let Some(line) = lexer.next_line()? {
        lexer.item(line)?;
    }
    if lexer.instructions.is_empty() {
        return Err(SyntaxError { span: Span::at(text.len()), kind: SyntaxErrorKind::NoInstructions });
    }
    let Lexer { escape, directives, mut items, instructions, .. } = lexer;
    if let Some(first) = items.first_mut() {
        first.span.start = 0;
    }
    let mut document = Document { source, escape, directives, items, instructions, errors: Vec::new() };
    document.errors = validate::errors(&document);
    Ok(document)
}

/// Which parser directives may still come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DirectiveScan {
    Open,
    /// Behind a first line `#!...`, which BuildKit skips when it looks for `syntax` and for nothing else.
    BehindShebang,
    Closed,
}

struct Lexer<'s> {
    text: &'s str,
    lines: Lines<'s>,
    escape: u8,
    directives: Vec<Directive>,
    scan: DirectiveScan,
    items: Vec<Item>,
    instructions: Vec<Instruction<'s>>,
}

impl<'s> Lexer<'s> {
    fn next_line(&mut self) -> Result<Option<Span>, SyntaxError> {
        let Some(line) = self.lines.next() else { return Ok(None) };
        let text = line.of(self.text);
        if text.len() - usize::from(text.ends_with('\n')) > MAX_LINE {
            return Err(SyntaxError { span: line, kind: SyntaxErrorKind::LineTooLong });
        }
        Ok(Some(line))
    }

    fn item(&mut self, line: Span) -> Result<(), SyntaxError> {
        let code = trim_newline(line.of(self.text)).trim_start();
        let start = line.start as usize + (line.of(self.text).len() - line.of(self.text).trim_start().len());
        let directive = self.directive(code, start)?;
        if code.is_empty() || code.starts_with('#') {
            let kind = match directive {
                Some(index) => ItemKind::Directive(index),
                None if code.is_empty() => ItemKind::Blank,
                None => ItemKind::Comment,
            };
            self.items.push(Item { span: line, kind });
            return Ok(());
        }
        self.instruction(line, code, start)
    }

    fn instruction(&mut self, first: Span, code: &'s str, start: usize) -> Result<(), SyntaxError> {
        let (code, mut continues) = trim_continuation(code, self.escape);
        let mut logical = Logical::new(code, start);
        let mut end = first;
        while continues && let Some(line) = self.next_line()? {
            end = line;
            let text = trim_newline(line.of(self.text));
            let trimmed = text.trim_start();
            if trimmed.is_empty() || trimmed.starts_with('#') {
                continue;
            }
            let (code, more) = trim_continuation(text, self.escape);
            logical.push(code, line.start as usize);
            continues = more;
        }
        let command = command::read(&logical, char::from(self.escape));
        let mut heredocs = Vec::new();
        if command.takes_heredocs() && logical.text().contains("<<") {
            heredocs = heredoc::openers(logical.text());
        }
        for heredoc in &mut heredocs {
            let body = self.lines.offset();
            heredoc.terminator = loop {
                let Some(line) = self.next_line()? else {
                    let kind = SyntaxErrorKind::UnterminatedHeredoc(heredoc.name.clone());
                    return Err(SyntaxError { span: logical.cover(heredoc.opener), kind });
                };
                let text = trim_newline(line.of(self.text));
                let candidate = if heredoc.strip_tabs { text.trim_start_matches('\t') } else { text };
                if candidate == heredoc.name {
                    end = line;
                    break Span::new(line.start as usize, line.start as usize + text.len());
                }
            };
            heredoc.body = Span::new(body, heredoc.terminator.start as usize);
        }
        let last = trim_newline(end.of(self.text)).len();
        let span = Span::new(start, (end.start as usize + last).max(start));
        self.items.push(Item { span: first.cover(end), kind: ItemKind::Instruction(self.instructions.len()) });
        self.instructions.push(Instruction { span, lines: first.cover(end), logical, command, heredocs });
        Ok(())
    }

    /// Takes note of a parser directive. `code` is a line without leading blanks.
    fn directive(&mut self, code: &str, start: usize) -> Result<Option<usize>, SyntaxError> {
        if self.scan == DirectiveScan::Closed {
            return Ok(None);
        }
        if self.items.is_empty() && code.starts_with("#!") {
            self.scan = DirectiveScan::BehindShebang;
            return Ok(None);
        }
        let Some((name, value)) = split_directive(code) else {
            self.scan = DirectiveScan::Closed;
            return Ok(None);
        };
        if self.scan == DirectiveScan::BehindShebang && name != "syntax" {
            return Ok(None);
        }
        let span = Span::new(start, start + code.len());
        if self.directives.iter().any(|directive| directive.name == name) {
            return Err(SyntaxError { span, kind: SyntaxErrorKind::DuplicateDirective(name) });
        }
        if name == "escape" {
            self.escape = match value {
                "\\" => b'\\',
                "`" => b'`',
                _ => return Err(SyntaxError { span, kind: SyntaxErrorKind::InvalidEscape(value.to_owned()) }),
            };
        }
        self.directives.push(Directive { span, name, value: value.to_owned() });
        Ok(Some(self.directives.len() - 1))
    }
}

/// Key and value of a line of the form `^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$`, if the key is one of BuildKit's.
/// Any other line ends the directives.
fn split_directive(code: &str) -> Option<(String, &str)> {
    // Go's `\s` is [\t\n\f\r ], without the vertical tab and other Unicode blanks.
    let blank = ['\t', '\n', '\x0c', '\r', ' '];
    let (key, value) = code.strip_prefix('#')?.split_once('=')?;
    let key = key.trim_start().trim_end_matches(blank).to_ascii_lowercase();
    let value = value.trim_matches(blank);
    (matches!(key.as_str(), "escape" | "syntax" | "check") && !value.is_empty()).then_some((key, value))
}

fn trim_newline(line: &str) -> &str {
    line.trim_end_matches(['\r', '\n'])
}

/// Cuts the continuation mark off a line and says whether there was one: the escape character at the end, blanks
/// allowed behind it, not itself preceded by the escape character.
fn trim_continuation(line: &str, escape: u8) -> (&str, bool) {
    let trimmed = line.trim_end_matches([' ', '\t']);
    match trimmed.as_bytes() {
        [.., before, last] if *last == escape && *before != escape => (&trimmed[..trimmed.len() - 1], true),
        [last] if *last == escape => ("", true),
        _ => (line, false),
    }
}
