//! Lists, and-or lists and pipelines.

use super::keyword::Reserved;
use super::{Parser, Read};
use crate::shell::ast::{AndOr, AndOrOp, Command, Item, Link, List, Pipeline, Sep};
use crate::shell::token::Operator;
use crate::syntax::Span;

impl Parser<'_> {
    /// A list up to a closing word, which the caller checks. May be empty.
    pub(super) fn list(&mut self) -> Read<List> {
        self.newlines()?;
        let mut items = Vec::new();
        let mut span = Span::at(self.pos);
        while !self.at_list_end() {
            let and_or = self.and_or()?;
            span = if items.is_empty() { and_or.span } else { span.cover(and_or.span) };
            self.blanks();
            let (sep, sep_span) = match self.peek() {
                Some(b';') if !matches!(self.peek_at(1), Some(b';' | b'&')) => {
                    (Sep::Semi, Some(self.operator(Operator::Semi, 1)))
                }
                Some(b'&') => (Sep::Amp, Some(self.operator(Operator::Amp, 1))),
                Some(b'\n') => (Sep::Newline, Some(self.newline()?)),
                None | Some(b')' | b';') => (Sep::End, None),
                Some(_) if ends_in_reserved_word(&and_or) => (Sep::End, None),
                Some(_) => return Err(self.expected("an operator or the end of the line")),
            };
            items.push(Item { and_or, sep, sep_span });
            if sep == Sep::End {
                break;
            }
            self.newlines()?;
        }
        Ok(List { items, condition: false, span })
    }

    /// A list that must hold a command.
    pub(super) fn full_list(&mut self) -> Read<List> {
        let list = self.list()?;
        if list.items.is_empty() { Err(self.expected("a command")) } else { Ok(list) }
    }

    fn and_or(&mut self) -> Read<AndOr> {
        let first = self.pipeline()?;
        let mut span = first.span;
        let mut rest = Vec::new();
        loop {
            self.blanks();
            let (op, operator) = match (self.peek(), self.peek_at(1)) {
                (Some(b'&'), Some(b'&')) => (AndOrOp::And, Operator::And),
                (Some(b'|'), Some(b'|')) => (AndOrOp::Or, Operator::Or),
                _ => return Ok(AndOr { first, rest, span }),
            };
            let op_span = self.operator(operator, 2);
            self.newlines()?;
            let pipeline = self.pipeline()?;
            span = span.cover(pipeline.span);
            rest.push(Link { op, op_span, pipeline });
        }
    }

    fn pipeline(&mut self) -> Read<Pipeline> {
        let mut bang = None;
        if self.peek() == Some(b'!') && matches!(self.reserved(), Some((Reserved::Bang, _))) {
            bang = Some(self.take_symbol(Operator::Bang));
            self.blanks();
        }
        let first = self.command()?;
        let mut span = first.span();
        let mut commands = vec![first];
        loop {
            self.blanks();
            if self.peek() != Some(b'|') || self.peek_at(1) == Some(b'|') {
                break;
            }
            if self.peek_at(1) == Some(b'&') {
                self.mark_bash(self.pos, self.pos + 2, "|&");
                self.operator(Operator::PipeBoth, 2);
            } else {
                self.operator(Operator::Pipe, 1);
            }
            self.newlines()?;
            let command = self.command()?;
            span = span.cover(command.span());
            commands.push(command);
        }
        let span = bang.map_or(span, |bang| bang.cover(span));
        Ok(Pipeline { bang, commands, span })
    }
}

/// Whether a reserved word may follow without a separator: after `fi`, `}` or `)`, but not after a redirection.
fn ends_in_reserved_word(and_or: &AndOr) -> bool {
    let last = and_or.rest.last().map_or(&and_or.first, |link| &link.pipeline);
    matches!(last.commands.last(), Some(Command::Compound(compound)) if compound.redirects.is_empty())
}
