//! The reader: one pass over the bytes, recursive over the nesting, which is capped.
//!
//! Shell text has no tokens apart from its grammar (`}` and `#` mean something only in some places), so words are cut
//! where the grammar asks for them and every token is recorded as it is consumed. What the reader does not know it
//! refuses; it never guesses and never recovers.

mod compound;
mod expansion;
mod heredoc;
mod keyword;
mod list;
mod parameter;
mod redirect;
mod simple;
mod test_expression;
mod word;

use super::ast::{BashOnly, Heredoc, List, Script};
use super::memo::Memo;
use super::refusal::{Refusal, RefusalKind};
use super::token::{Operator, Token, TokenKind};
use crate::syntax::Span;
use heredoc::Pending;
use std::collections::HashSet;

/// Levels of nesting the reader follows. Real texts stay below ten.
pub(super) const MAX_DEPTH: u32 = 150;

type Read<T> = Result<T, Refusal>;

/// Reads the text of a RUN, or a script.
///
/// `text` is what the shell receives: for a RUN over several lines the joined text, for a heredoc the lines with their
/// newlines. Takes time linear in its length.
///
/// # Errors
///
/// A [`Refusal`] when the text is no valid shell text, or holds a construct the reader leaves alone: arithmetic
/// commands `(( ))` and `$[ ]`, `for ((`, `time`, `coproc`, `select`, extended patterns, a regular expression with
/// parentheses in `[[ =~ ]]`, a heredoc whose body is not in the text, or deep nesting.
pub fn parse(text: &str) -> Result<Script, Refusal> {
    if u32::try_from(text.len()).is_err() {
        return Err(Refusal { span: Span::at(0), kind: RefusalKind::Unsupported("a text over 4 GiB") });
    }
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        return Err(Refusal { span: Span::new(at, at + 1), kind: RefusalKind::Unsupported("a NUL byte") });
    }
    let mut parser = Parser::new(text);
    let list = parser.whole()?;
    let Parser { tokens, mut inner_tokens, heredocs, mut parameters, bash_only, .. } = parser;
    inner_tokens.sort_by_key(|token| token.span.start);
    parameters.sort_unstable();
    Ok(Script { list, tokens, inner_tokens, heredocs, parameters, bash_only, boundary: Memo::default() })
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    pos: usize,
    /// Where reading stops: the end of the text, or of a heredoc body while its expansions are read.
    end: usize,
    depth: u32,
    tokens: Vec<Token>,
    inner_tokens: Vec<Token>,
    heredocs: Vec<Heredoc>,
    parameters: Vec<Span>,
    bash_only: Option<BashOnly>,
    /// Heredocs whose operator was read and whose body comes after the next newline.
    pending: Vec<Pending>,
    /// The pending heredocs below this index belong to an enclosing command.
    pending_floor: usize,
    /// Places of `$((` that turned out not to be arithmetic, so that no text is tried twice at every level.
    not_arithmetic: HashSet<usize>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            pos: 0,
            end: text.len(),
            depth: 0,
            tokens: Vec::with_capacity(text.len() / 6),
            inner_tokens: Vec::new(),
            heredocs: Vec::new(),
            parameters: Vec::new(),
            bash_only: None,
            pending: Vec::new(),
            pending_floor: 0,
            not_arithmetic: HashSet::new(),
        }
    }

    /// A list that goes up to the end of the text.
    fn whole(&mut self) -> Read<List> {
        let list = self.list()?;
        if self.pos < self.end {
            return Err(self.expected("a command or the end"));
        }
        self.no_pending_heredoc()?;
        Ok(list)
    }

    fn peek(&self) -> Option<u8> {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Option<u8> {
        let at = self.pos + ahead;
        if at < self.end { self.bytes.get(at).copied() } else { None }
    }

    fn starts_with(&self, prefix: &[u8]) -> bool {
        self.bytes.get(self.pos..self.end).is_some_and(|rest| rest.starts_with(prefix))
    }

    fn token(&mut self, kind: TokenKind, start: usize, end: usize) {
        self.tokens.push(Token { kind, span: Span::new(start, end) });
    }

    /// Consumes `len` bytes as an operator.
    fn operator(&mut self, operator: Operator, len: usize) -> Span {
        let span = Span::new(self.pos, self.pos + len);
        self.tokens.push(Token { kind: TokenKind::Operator(operator), span });
        self.pos += len;
        span
    }

    /// Skips blanks, line continuations and a comment. Only called where a token may start, which is what makes `#`
    /// a comment.
    fn blanks(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t') => self.pos += 1,
                Some(b'\\') if self.peek_at(1) == Some(b'\n') => self.pos += 2,
                Some(b'#') => {
                    let rest = &self.bytes[self.pos..self.end];
                    let end = memchr::memchr(b'\n', rest).map_or(self.end, |len| self.pos + len);
                    self.token(TokenKind::Comment, self.pos, end);
                    self.pos = end;
                }
                _ => return,
            }
        }
    }

    /// Consumes a newline and the heredoc bodies that follow it.
    fn newline(&mut self) -> Read<Span> {
        if self.pending_floor > 0 {
            return Err(self.unsupported("a line end inside a substitution on the line of a heredoc"));
        }
        let span = self.operator(Operator::Newline, 1);
        self.heredoc_bodies()?;
        Ok(span)
    }

    /// Skips blanks, comments and newlines.
    fn newlines(&mut self) -> Read<()> {
        self.blanks();
        while self.peek() == Some(b'\n') {
            self.newline()?;
            self.blanks();
        }
        Ok(())
    }

    fn mark_bash(&mut self, start: usize, end: usize, what: &'static str) {
        if self.bash_only.is_none_or(|first| first.span.start as usize > start) {
            self.bash_only = Some(BashOnly { span: Span::new(start, end), what });
        }
    }

    /// Runs `read` one level deeper.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        if self.depth >= MAX_DEPTH {
            return Err(self.refuse(RefusalKind::Depth(MAX_DEPTH)));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// A refusal at the character under the cursor.
    fn refuse(&self, kind: RefusalKind) -> Refusal {
        let start = (0..=self.pos).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0);
        let len = self.text[start..].chars().next().map_or(0, char::len_utf8);
        Refusal { span: Span::new(start, start + len), kind }
    }

    fn expected(&self, what: &'static str) -> Refusal {
        self.refuse(RefusalKind::Expected(what))
    }

    fn unsupported(&self, what: &'static str) -> Refusal {
        self.refuse(RefusalKind::Unsupported(what))
    }

    fn unclosed(&self, start: usize, what: &'static str) -> Refusal {
        Refusal { span: Span::new(start, start + 1), kind: RefusalKind::Unclosed(what) }
    }
}

/// Bytes that end a word when not quoted.
fn ends_word(byte: Option<u8>) -> bool {
    matches!(byte, None | Some(b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>'))
}

/// Whether `name` is a name in the sense of POSIX.
fn is_name(name: &[u8]) -> bool {
    name.first().is_some_and(|&b| is_name_start(b)) && name.iter().all(|&b| is_name_byte(b))
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
