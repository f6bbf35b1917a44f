//! What follows `$`, apart from `${`; backquotes and process substitution.

use super::parameter::arithmetic_assigns;
use super::{Parser, Read, is_name_byte, is_name_start};
use crate::shell::ast::{BashOnly, List, Word};
use crate::shell::refusal::Refusal;
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

    pub(super) fn read_parameter(&mut self, start: usize, end: usize) {
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

    /// A substitution in backquotes. Its text is read to know that it is valid, and not kept: spans in it would not be
    /// spans of the outer text, because a level of backslashes is gone.
    pub(super) fn backquoted(&mut self, word: &mut Word, quoted: bool) -> Read<()> {
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
        let span = Span::new(open, self.pos);
        let inner = strip_backslashes(&self.text[open + 1..self.pos - 1], quoted);
        let depth = self.depth;
        let mut bash_only = None;
        self.nested(|_| {
            let mut parser = Parser { depth: depth + 1, ..Parser::new(&inner) };
            parser.whole().map_err(|refusal| Refusal { span, ..refusal })?;
            bash_only = parser.bash_only;
            Ok(())
        })?;
        if let Some(BashOnly { what, .. }) = bash_only {
            self.mark_bash(open, self.pos, what);
        }
        self.parameters.push(span);
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
                    self.backquoted(word, true)?;
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
}

/// What a shell reads between backquotes: `\` before `` ` ``, `\` and `$` is gone, in double quotes also before `"`.
fn strip_backslashes(text: &str, quoted: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(&next) if c == '\\' && (matches!(next, '`' | '\\' | '$') || (quoted && next == '"')) => {
                out.push(next);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}
