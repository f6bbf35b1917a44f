//! Words and quotes.

use super::{Parser, Read, ends_word};
use crate::shell::ast::Word;
use crate::shell::token::TokenKind;
use crate::syntax::Span;

/// Bytes that are only themselves, unquoted.
const PLAIN: [bool; 256] = all_but(b" \t\n;&|()<>'\"\\$`*?[]{},~");
/// Bytes that are only themselves in double quotes.
const PLAIN_QUOTED: [bool; 256] = all_but(b"\"\\$`\n");

const fn all_but(special: &[u8]) -> [bool; 256] {
    let mut table = [true; 256];
    let mut i = 0;
    while i < special.len() {
        table[special[i] as usize] = false;
        i += 1;
    }
    table
}

/// What has been seen of the patterns that need two characters.
#[derive(Default)]
struct Brackets {
    square: bool,
    brace: Option<usize>,
    comma: bool,
}

impl Parser<'_> {
    /// A word under the cursor, recorded as a token; `what` says what was expected when there is none.
    pub(super) fn word(&mut self, what: &'static str) -> Read<Word> {
        let start = self.pos;
        if ends_word(self.peek()) && !self.at_process_substitution() {
            return Err(self.expected(what));
        }
        let word = self.word_from(start)?;
        self.token(TokenKind::Word, start, self.pos);
        Ok(word)
    }

    /// The word or rest of a word under the cursor, possibly empty. Its span begins at `start`.
    pub(super) fn word_from(&mut self, start: usize) -> Read<Word> {
        let mut word = Word::default();
        let mut seen = Brackets::default();
        loop {
            while let Some(byte) = self.peek()
                && PLAIN[byte as usize]
            {
                self.pos += 1;
            }
            let Some(byte) = self.peek() else { break };
            match byte {
                b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b')' | b'(' => break,
                b'<' | b'>' if self.at_process_substitution() => self.process_substitution(&mut word)?,
                b'<' | b'>' => break,
                b'\\' if self.peek_at(1) == Some(b'\n') => {
                    let next = self.after_continuations();
                    if ends_word(self.bytes[..self.end].get(next).copied()) {
                        break;
                    }
                    word.has_quote = true;
                    self.pos = next;
                }
                b'\\' => {
                    if self.peek_at(1).is_none() {
                        return Err(self.unsupported("a backslash at the end")); // it would quote what is appended
                    }
                    word.has_quote = true;
                    self.escape();
                }
                b'\'' => {
                    word.has_quote = true;
                    self.single_quoted()?;
                }
                b'"' => self.double_quoted(&mut word)?,
                b'$' => self.dollar(&mut word, false)?,
                b'`' => self.backquoted(&mut word, false)?,
                _ => self.pattern(byte, start, &mut word, &mut seen),
            }
        }
        word.span = Span::new(start, self.pos);
        word.literal = !(word.has_quote
            || word.has_expansion
            || word.has_glob
            || word.has_brace
            || word.has_tilde
            || word.has_backquote);
        Ok(word)
    }

    /// One of the unquoted characters that make patterns, braces and home directories.
    fn pattern(&mut self, byte: u8, start: usize, word: &mut Word, seen: &mut Brackets) {
        let at = self.pos;
        self.pos += 1;
        match byte {
            b'*' | b'?' => word.has_glob = true,
            b'[' => seen.square = true,
            b']' => word.has_glob |= seen.square,
            b'{' => seen.brace = Some(at),
            b',' => seen.comma |= seen.brace.is_some(),
            b'}' => {
                let dots = |open: usize| memchr::memmem::find(&self.bytes[open..at], b"..").is_some();
                if seen.comma || seen.brace.is_some_and(dots) {
                    word.has_brace = true;
                    self.mark_bash(start, self.pos, "a brace expansion");
                }
                if !seen.comma {
                    seen.brace = None;
                }
            }
            _ => word.has_tilde |= at == start || matches!(self.bytes[at - 1], b'=' | b':'),
        }
    }

    /// Consumes a backslash and the character after it, if any.
    pub(super) fn escape(&mut self) {
        self.pos = (self.pos + 2).min(self.end);
    }

    /// Where the line continuations under the cursor end.
    fn after_continuations(&self) -> usize {
        let mut at = self.pos;
        while self.bytes[at..self.end].starts_with(b"\\\n") {
            at += 2;
        }
        at
    }

    pub(super) fn single_quoted(&mut self) -> Read<()> {
        let open = self.pos;
        let Some(len) = memchr::memchr(b'\'', &self.bytes[open + 1..self.end]) else {
            return Err(self.unclosed(open, "the single quote"));
        };
        self.pos = open + len + 2;
        self.no_newline_before_heredoc(open)
    }

    pub(super) fn double_quoted(&mut self, word: &mut Word) -> Read<()> {
        let open = self.pos;
        word.has_quote = true;
        self.pos += 1;
        self.quoted_text(word, Some(open))
    }

    /// Text in double quotes up to the closing one; without `open` the text of a heredoc, up to the end.
    pub(super) fn quoted_text(&mut self, word: &mut Word, open: Option<usize>) -> Read<()> {
        loop {
            while let Some(byte) = self.peek()
                && PLAIN_QUOTED[byte as usize]
            {
                self.pos += 1;
            }
            match (self.peek(), open) {
                (None, None) => return Ok(()),
                (None, Some(open)) => return Err(self.unclosed(open, "the double quote")),
                (Some(b'"'), Some(open)) => {
                    self.pos += 1;
                    return self.no_newline_before_heredoc(open);
                }
                (Some(b'\\'), _) => self.escape(),
                (Some(b'$'), _) => self.dollar(word, true)?,
                (Some(b'`'), open) => self.backquoted(word, open.is_some())?,
                (Some(_), _) => self.pos += 1,
            }
        }
    }

    /// Refuses a quoted text over several lines on the line of a heredoc, whose body would begin inside it or after.
    pub(super) fn no_newline_before_heredoc(&self, open: usize) -> Read<()> {
        if !self.pending.is_empty() && memchr::memchr(b'\n', &self.bytes[open..self.pos]).is_some() {
            return Err(self.unsupported("a line end inside quotes on the line of a heredoc"));
        }
        Ok(())
    }
}
