//! Reserved words, which are such only where a command may start.

use super::{Parser, Read, ends_word};
use crate::shell::token::{Keyword, Operator, TokenKind};
use crate::syntax::Span;

/// A reserved word under the cursor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reserved {
    Bang,
    OpenBrace,
    CloseBrace,
    Word(Keyword),
    /// `time`, `coproc`, `select`: known and not taken.
    Refused(&'static str),
}

const LONGEST: usize = 8;

fn reserved(word: &[u8]) -> Option<Reserved> {
    Some(match word {
        b"!" => Reserved::Bang,
        b"{" => Reserved::OpenBrace,
        b"}" => Reserved::CloseBrace,
        b"if" => Reserved::Word(Keyword::If),
        b"then" => Reserved::Word(Keyword::Then),
        b"elif" => Reserved::Word(Keyword::Elif),
        b"else" => Reserved::Word(Keyword::Else),
        b"fi" => Reserved::Word(Keyword::Fi),
        b"for" => Reserved::Word(Keyword::For),
        b"while" => Reserved::Word(Keyword::While),
        b"until" => Reserved::Word(Keyword::Until),
        b"do" => Reserved::Word(Keyword::Do),
        b"done" => Reserved::Word(Keyword::Done),
        b"case" => Reserved::Word(Keyword::Case),
        b"esac" => Reserved::Word(Keyword::Esac),
        b"function" => Reserved::Word(Keyword::Function),
        b"[[" => Reserved::Word(Keyword::OpenTest),
        b"]]" => Reserved::Word(Keyword::CloseTest),
        b"time" => Reserved::Refused("the keyword time"),
        b"coproc" => Reserved::Refused("coproc"),
        b"select" => Reserved::Refused("select"),
        _ => return None,
    })
}

impl Parser<'_> {
    /// The word under the cursor when it is made of reserved-word characters only, with its end. Line continuations
    /// inside count as nothing, as they do for the shell.
    fn plain_word(&self, buffer: &mut [u8; LONGEST]) -> Option<(usize, usize)> {
        let (mut len, mut at, mut end) = (0, self.pos, self.pos);
        loop {
            let byte = if at < self.end { self.bytes.get(at).copied() } else { None };
            match byte {
                Some(b'\\') if self.bytes.get(at + 1) == Some(&b'\n') => at += 2,
                Some(b @ (b'a'..=b'z' | b'!' | b'{' | b'}' | b'[' | b']')) => {
                    *buffer.get_mut(len)? = b;
                    len += 1;
                    at += 1;
                    end = at;
                }
                other if ends_word(other) => return Some((len, end)),
                _ => return None,
            }
        }
    }

    /// The reserved word under the cursor and its end.
    pub(super) fn reserved(&self) -> Option<(Reserved, usize)> {
        let mut buffer = [0; LONGEST];
        let (len, end) = self.plain_word(&mut buffer)?;
        Some((reserved(&buffer[..len])?, end))
    }

    /// Whether the cursor stands where a list ends: at the end, at `)`, at `;;` or at a closing reserved word.
    pub(super) fn at_list_end(&self) -> bool {
        match self.peek() {
            None | Some(b')') => true,
            Some(b';') => matches!(self.peek_at(1), Some(b';' | b'&')),
            Some(b'}' | b't' | b'e' | b'f' | b'd') => matches!(
                self.reserved(),
                Some((
                    Reserved::CloseBrace
                        | Reserved::Word(
                            Keyword::Then
                                | Keyword::Elif
                                | Keyword::Else
                                | Keyword::Fi
                                | Keyword::Do
                                | Keyword::Done
                                | Keyword::Esac
                        ),
                    _
                ))
            ),
            _ => false,
        }
    }

    /// Whether the keyword stands under the cursor.
    pub(super) fn at_keyword(&self, keyword: Keyword) -> bool {
        self.reserved().is_some_and(|(found, _)| found == Reserved::Word(keyword))
    }

    /// Consumes the reserved word that ends at `end`.
    pub(super) fn take_keyword(&mut self, keyword: Keyword, end: usize) {
        self.token(TokenKind::Keyword(keyword), self.pos, end);
        self.pos = end;
    }

    /// Consumes the keyword or fails.
    pub(super) fn keyword(&mut self, keyword: Keyword, name: &'static str) -> Read<()> {
        match self.reserved() {
            Some((Reserved::Word(found), end)) if found == keyword => {
                self.take_keyword(keyword, end);
                Ok(())
            }
            _ => Err(self.expected(name)),
        }
    }

    /// Consumes `in`, which is reserved only after `for name` and `case word`.
    pub(super) fn keyword_in(&mut self) -> bool {
        let mut buffer = [0; LONGEST];
        match self.plain_word(&mut buffer) {
            Some((2, end)) if buffer.starts_with(b"in") => {
                self.take_keyword(Keyword::In, end);
                true
            }
            _ => false,
        }
    }

    /// Consumes `{`, `}` or `!`, which may be split by no continuation since they are one byte.
    pub(super) fn take_symbol(&mut self, operator: Operator) -> Span {
        self.operator(operator, 1)
    }
}
