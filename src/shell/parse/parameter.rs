//! `${..}`, and what assigns in arithmetic.

use super::{Parser, Read, is_name_byte, is_name_start};
use crate::shell::ast::Word;
use crate::syntax::Span;

impl Parser<'_> {
    /// `${..}`.
    pub(super) fn parameter(&mut self, word: &mut Word, quoted: bool) -> Read<()> {
        let start = self.pos;
        self.pos += 2;
        word.has_expansion = true;
        let length = self.peek() == Some(b'#') && !matches!(self.peek_at(1), Some(b'}' | b'#' | b'%' | b':'));
        let indirect = self.peek() == Some(b'!') && self.peek_at(1).is_some_and(|b| is_name_start(b) || b == b'#');
        self.pos += usize::from(length || indirect);
        if indirect {
            self.mark_bash(start, self.pos, "${!name}");
        }
        let name = self.pos;
        let rest = &self.bytes[name..self.end];
        let len = match rest.first() {
            Some(b'0'..=b'9') => rest.iter().take_while(|b| b.is_ascii_digit()).count(),
            Some(&b) if is_name_start(b) => rest.iter().take_while(|&&b| is_name_byte(b)).count(),
            Some(b'?' | b'!' | b'$' | b'-' | b'#' | b'@' | b'*') => 1,
            _ => return Err(self.unsupported("this parameter expansion")),
        };
        // The indirection itself is recorded with the name: what it reads is not known.
        self.read_parameter(name - usize::from(indirect), name + len);
        if self.peek() == Some(b'[') {
            self.mark_bash(start, self.pos, "an array element");
            self.subscript(word)?;
        }
        if self.peek() == Some(b'}') {
            self.pos += 1;
            return Ok(());
        }
        if length {
            return Err(self.unsupported("this parameter expansion"));
        }
        self.parameter_operator(word, start)?;
        self.parameter_word(word, start, quoted)
    }

    fn subscript(&mut self, word: &mut Word) -> Read<()> {
        let open = self.pos;
        let Some(len) = memchr::memchr2(b']', b'\n', &self.bytes[open..self.end]) else {
            return Err(self.unclosed(open, "the subscript"));
        };
        let inner = &self.bytes[open + 1..open + len];
        let plain = |&b: &u8| is_name_byte(b) || matches!(b, b'@' | b'*' | b'$' | b'#' | b'-' | b'+' | b' ');
        if !inner.iter().all(plain) || self.bytes[open + len] == b'\n' {
            return Err(self.unsupported("this array subscript"));
        }
        word.assigns |= arithmetic_assigns(inner);
        self.parameters.push(Span::new(open, open + len));
        self.pos = open + len + 1;
        Ok(())
    }

    fn parameter_operator(&mut self, word: &mut Word, start: usize) -> Read<()> {
        match (self.peek(), self.peek_at(1)) {
            (Some(b':'), Some(b @ (b'-' | b'=' | b'?' | b'+'))) => {
                word.assigns |= b == b'=';
                self.pos += 2;
            }
            (Some(b'='), _) => {
                word.assigns = true;
                self.pos += 1;
            }
            (Some(b'-' | b'?' | b'+' | b'%' | b'#'), _) => self.pos += 1,
            (Some(b':'), _) => {
                // An offset is arithmetic: it may assign and names variables without `$`.
                let rest = &self.bytes[self.pos..self.end];
                let len = memchr::memchr(b'}', rest).unwrap_or(rest.len());
                word.assigns |= arithmetic_assigns(&rest[..len]);
                self.parameters.push(Span::new(self.pos, self.pos + len));
                self.mark_bash(start, self.pos, "${name:offset}");
                self.pos += 1;
            }
            (Some(b'/' | b'^' | b',' | b'@' | b'*'), _) => {
                self.mark_bash(start, self.pos, "this parameter expansion");
                self.pos += 1;
            }
            (None, _) => return Err(self.unclosed(start, "the expansion ${")),
            _ => return Err(self.unsupported("this parameter expansion")),
        }
        Ok(())
    }

    /// The word after the operator, up to and with `}`.
    ///
    /// A single quote here quotes in some shells and not in others when the whole stands in double quotes. It is taken
    /// only where both readings end at the same place.
    fn parameter_word(&mut self, word: &mut Word, start: usize, quoted: bool) -> Read<()> {
        let mut in_single = false;
        loop {
            let Some(byte) = self.peek() else { return Err(self.unclosed(start, "the expansion ${")) };
            if in_single && matches!(byte, b'}' | b'"' | b'$' | b'`' | b'\\') {
                return Err(self.unsupported("this quote inside ${ in double quotes"));
            }
            match byte {
                b'}' => break,
                b'\'' if quoted => {
                    in_single = !in_single;
                    self.pos += 1;
                }
                b'\'' => self.single_quoted()?,
                b'"' => self.double_quoted(word)?,
                b'\\' => self.escape(),
                b'$' => self.dollar(word, quoted)?,
                b'`' => self.backquoted(word, quoted)?,
                _ => self.pos += 1,
            }
        }
        self.pos += 1;
        self.no_newline_before_heredoc(start)
    }
}

/// Whether an arithmetic text may assign: an `=` that is no comparison, `++` or `--`. `- -1` and `a--b` count too,
/// which only refuses more.
pub(super) fn arithmetic_assigns(text: &[u8]) -> bool {
    text.iter().enumerate().any(|(i, &byte)| {
        let before = |n: usize| i.checked_sub(n).and_then(|at| text.get(at)).copied();
        match byte {
            b'=' => {
                let shift = matches!(before(1), Some(b @ (b'<' | b'>')) if before(2) == Some(b));
                let compares = matches!(before(1), Some(b'=' | b'!' | b'<' | b'>')) && !shift;
                !compares && text.get(i + 1) != Some(&b'=')
            }
            b'+' | b'-' => before(1) == Some(byte),
            _ => false,
        }
    })
}
