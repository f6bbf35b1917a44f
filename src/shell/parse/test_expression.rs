//! `[[ expression ]]`.

use super::{Parser, Read, ends_word};
use crate::shell::ast::{Compound, CompoundKind};
use crate::shell::token::{Keyword, Operator};

const UNARY: &[u8] = b"abcdefghknoprstuvwxzGLNORS";
const BINARY: [&str; 13] = ["==", "=", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"];

impl<'t> Parser<'t> {
    pub(super) fn double_bracket(&mut self, compound: &mut Compound) -> Read<()> {
        compound.kind = CompoundKind::DoubleBracket;
        let start = self.pos;
        self.mark_bash(start, start + 2, "[[");
        self.take_keyword(Keyword::OpenTest, start + 2);
        self.test_or(compound)?;
        if !self.at_close() {
            return Err(self.expected("`]]`"));
        }
        self.take_keyword(Keyword::CloseTest, self.pos + 2);
        Ok(())
    }

    /// Terms joined by `&&` and `||`; the structure is not kept, only the words.
    fn test_or(&mut self, compound: &mut Compound) -> Read<()> {
        loop {
            self.test_term(compound)?;
            self.newlines()?;
            let operator = match (self.peek(), self.peek_at(1)) {
                (Some(b'&'), Some(b'&')) => Operator::And,
                (Some(b'|'), Some(b'|')) => Operator::Or,
                _ => return Ok(()),
            };
            self.operator(operator, 2);
        }
    }

    fn test_term(&mut self, compound: &mut Compound) -> Read<()> {
        self.newlines()?;
        while self.peek() == Some(b'!') && ends_word(self.peek_at(1)) {
            self.operator(Operator::Bang, 1);
            self.newlines()?;
        }
        if self.peek() == Some(b'(') {
            self.operator(Operator::OpenParen, 1);
            self.nested(|parser| parser.test_or(compound))?;
            if self.peek() != Some(b')') {
                return Err(self.expected("`)`"));
            }
            self.operator(Operator::CloseParen, 1);
            return Ok(());
        }
        let first = self.test_word(compound)?;
        self.blanks();
        let unary = matches!(first.as_bytes(), [b'-', letter] if UNARY.contains(letter));
        if unary {
            self.test_word(compound)?;
            return Ok(());
        }
        match self.peek() {
            Some(b'<') if !self.at_process_substitution() => {
                self.operator(Operator::Less, 1);
            }
            Some(b'>') if !self.at_process_substitution() => {
                self.operator(Operator::Greater, 1);
            }
            None | Some(b')' | b'&' | b'|' | b'\n') => return Ok(()),
            Some(_) if self.at_close() => return Ok(()),
            Some(_) => {
                let operator = self.test_word(compound)?;
                if !BINARY.contains(&operator) {
                    return Err(self.expected("an operator of [["));
                }
            }
        }
        self.blanks();
        self.test_word(compound)?;
        if self.peek() == Some(b'(') {
            return Err(self.unsupported("parentheses in a pattern of [["));
        }
        self.blanks();
        // A regular expression may go on with `|`, which would read as an operator.
        if self.peek() == Some(b'|') && self.peek_at(1) != Some(b'|') {
            return Err(self.unsupported("this pattern of [["));
        }
        Ok(())
    }

    /// An operand or operator as a word.
    fn test_word(&mut self, compound: &mut Compound) -> Read<&'t str> {
        self.blanks();
        if self.at_close() {
            return Err(self.expected("an operand of [["));
        }
        let word = self.word("an operand of [[")?;
        let span = word.span;
        compound.words.push(word);
        Ok(span.of(self.text))
    }

    fn at_close(&self) -> bool {
        self.starts_with(b"]]") && ends_word(self.peek_at(2))
    }
}
