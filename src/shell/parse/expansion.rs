//! What follows `$`, backquotes and process substitution.

use super::{Parser, Read, is_name_byte, is_name_start};
use crate::shell::ast::{List, Word};
use crate::syntax::Span;

impl Parser<'_> {
    /// The expansion at `$`. `quoted` says that it stands in double quotes or a heredoc.
    pub(super) fn dollar(&mut self, word: &mut Word, quoted: bool) -> Read<()> {
        let start = self.pos;
        match self.peek_at(1) {
            Some(b'(') if self.peek_at(2) == Some(b'(') => return self.arithmetic_or_substitution(word),
            Some(b'(') => {
                self.pos += 2;
                let list = self.substitution(start)?;
                word.substitutions.push(list);
            }
            Some(b'{') => return self.nested(|parser| parser.parameter(word, quoted)),
            Some(b'[') => return Err(self.unsupported("$[")),
            Some(b'\'') if !quoted => {
                self.mark_bash(start, start + 2, "$'..'");
                word.has_quote = true;
                self.ansi_quoted()?;
            }
            Some(b'"') if !quoted => {
                self.mark_bash(start, start + 2, "$\"..\"");
                self.pos += 1;
                self.double_quoted(word)?;
            }
            Some(b) if is_name_start(b) => {
                let rest = &self.bytes[start + 1..self.end];
                let len = rest.iter().take_while(|&&b| is_name_byte(b)).count();
                self.read_parameter(start + 1, start + 1 + len);
            }
            Some(b'0'..=b'9' | b'?' | b'!' | b'$' | b'-' | b'#' | b'@' | b'*') => {
                self.read_parameter(start + 1, start + 2);
            }
            Some(b'\\') if self.peek_at(2) == Some(b'\n') => {
                return Err(self.unsupported("an expansion over two lines"));
            }
            _ => {
                self.pos += 1;
                word.has_quote = true;
                return Ok(());
            }
        }
        word.has_expansion = true;
        Ok(())
    }

    fn read_parameter(&mut self, start: usize, end: usize) {
        self.parameters.push(Span::new(start, end));
        self.pos = end;
    }

    fn ansi_quoted(&mut self) -> Read<()> {
        let open = self.pos;
        self.pos += 2;
        loop {
            match self.peek() {
                None => return Err(self.unclosed(open, "the quote $'")),
                Some(b'\\') => self.escape(),
                Some(b'\'') => break,
                Some(_) => self.pos += 1,
            }
        }
        self.pos += 1;
        self.no_newline_before_heredoc(open)
    }

    /// The list of a substitution up to and with its `)`; the cursor stands after the opening.
    fn substitution(&mut self, open: usize) -> Read<List> {
        let mark = self.tokens.len();
        let floor = std::mem::replace(&mut self.pending_floor, self.pending.len());
        let list = self.nested(|parser| {
            let list = parser.list()?;
            match parser.peek() {
                Some(b')') => {}
                None => return Err(parser.unclosed(open, "the substitution")),
                Some(_) => return Err(parser.expected("a command or `)`")),
            }
            parser.no_pending_heredoc()?;
            Ok(list)
        })?;
        self.pos += 1;
        self.pending_floor = floor;
        let inner = self.tokens.drain(mark..);
        self.inner_tokens.extend(inner);
        Ok(list)
    }

    pub(super) fn at_process_substitution(&self) -> bool {
        matches!(self.peek(), Some(b'<' | b'>')) && self.peek_at(1) == Some(b'(')
    }

    pub(super) fn process_substitution(&mut self, word: &mut Word) -> Read<()> {
        let open = self.pos;
        self.mark_bash(open, open + 2, "a process substitution");
        self.pos += 2;
        let list = self.substitution(open)?;
        word.substitutions.push(list);
        word.has_expansion = true;
        Ok(())
    }

    pub(super) fn backquoted(&mut self, word: &mut Word) -> Read<()> {
        let open = self.pos;
        self.pos += 1;
        loop {
            match self.peek() {
                None => return Err(self.unclosed(open, "the backquote")),
                Some(b'\\') => self.escape(),
                Some(b'`') => break,
                Some(_) => self.pos += 1,
            }
        }
        self.pos += 1;
        self.parameters.push(Span::new(open, self.pos));
        word.has_backquote = true;
        self.no_newline_before_heredoc(open)
    }

    /// `$((`: arithmetic when the parentheses close as `))`, else a substitution that begins with a subshell.
    fn arithmetic_or_substitution(&mut self, word: &mut Word) -> Read<()> {
        let start = self.pos;
        if !self.not_arithmetic.contains(&start) {
            let inner = self.inner_tokens.len();
            let parameters = self.parameters.len();
            let heredocs = self.heredocs.len();
            let bash_only = self.bash_only;
            let floor = self.pending_floor;
            let pending = self.pending.len();
            let tokens = self.tokens.len();
            let mut part = Word::default();
            if self.nested(|parser| parser.arithmetic(&mut part))? {
                word.absorb(part);
                return Ok(());
            }
            self.not_arithmetic.insert(start);
            self.inner_tokens.truncate(inner);
            self.parameters.truncate(parameters);
            self.heredocs.truncate(heredocs);
            self.tokens.truncate(tokens);
            self.pending.truncate(pending);
            (self.bash_only, self.pending_floor) = (bash_only, floor);
        }
        self.mark_bash(start, start + 3, "a substitution that begins with $((");
        self.pos = start + 2;
        let list = self.substitution(start)?;
        word.substitutions.push(list);
        word.has_expansion = true;
        Ok(())
    }

    /// Reads `$(( ))`; false when the parentheses close otherwise.
    fn arithmetic(&mut self, word: &mut Word) -> Read<bool> {
        let start = self.pos;
        self.pos += 3;
        let mut open = 1_u32;
        let mut quoted = false;
        loop {
            match self.peek() {
                None => return Err(self.unclosed(start, "the arithmetic expansion")),
                Some(b'(') => open += 1,
                Some(b')') => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                Some(b'"') => {
                    self.double_quoted(word)?;
                    continue;
                }
                Some(b'\\') => {
                    self.escape();
                    continue;
                }
                Some(b'$') => {
                    self.dollar(word, true)?;
                    continue;
                }
                Some(b'`') => {
                    self.backquoted(word)?;
                    continue;
                }
                Some(b'\'') => {
                    quoted = true;
                    self.single_quoted()?;
                    continue;
                }
                Some(_) => {}
            }
            self.pos += 1;
        }
        if self.peek_at(1) != Some(b')') {
            return Ok(false);
        }
        if quoted {
            return Err(self.unsupported("a single quote in arithmetic"));
        }
        self.pos += 2;
        self.no_newline_before_heredoc(start)?;
        self.parameters.push(Span::new(start, self.pos));
        word.assigns |= arithmetic_assigns(&self.bytes[start..self.pos]);
        word.has_expansion = true;
        Ok(true)
    }

    /// `${..}`.
    fn parameter(&mut self, word: &mut Word, quoted: bool) -> Read<()> {
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
                b'`' => self.backquoted(word)?,
                _ => self.pos += 1,
            }
        }
        self.pos += 1;
        self.no_newline_before_heredoc(start)
    }
}

/// Whether an arithmetic text may assign: an `=` that is no comparison, `++` or `--`. `- -1` and `a--b` count too,
/// which only refuses more.
fn arithmetic_assigns(text: &[u8]) -> bool {
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
