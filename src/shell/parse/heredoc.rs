//! Heredoc bodies, read when the line of their operator ends.

use super::{Parser, Read};
use crate::shell::ast::{Heredoc, Redirect, Word};
use crate::shell::refusal::{Refusal, RefusalKind};
use crate::shell::token::{RedirectOp, TokenKind};
use crate::shell::word::unquote;
use crate::syntax::Span;

/// A heredoc whose body comes after the next newline.
pub(super) struct Pending {
    operator: Span,
    /// Its place in the list of heredocs, where it was entered without its body.
    index: usize,
    value: String,
    quoted: bool,
    strip_tabs: bool,
}

impl Pending {
    /// `None` for a delimiter in which shells disagree about what is quoted.
    pub(super) fn new(redirect: &Redirect, text: &str) -> Option<Self> {
        let raw = redirect.target.text(text);
        if redirect.target.has_expansion || redirect.target.has_backquote || raw.contains(['$', '\n']) {
            return None;
        }
        Some(Self {
            operator: redirect.op_span,
            index: 0,
            value: unquote(raw),
            quoted: redirect.target.has_quote,
            strip_tabs: redirect.op == RedirectOp::HeredocTabs,
        })
    }

    fn ends_at(&self, line: &str) -> bool {
        let line = if self.strip_tabs { line.trim_start_matches('\t') } else { line };
        line == self.value
    }
}

/// Longer lines are not looked at for a delimiter that goes over several of them.
const LONGEST_DELIMITER: usize = 1000;

impl Parser<'_> {
    /// Enters a heredoc whose operator was read.
    pub(super) fn announce_heredoc(&mut self, delimiter: Span, pending: Pending) {
        let index = self.heredocs.len();
        self.heredocs.push(Heredoc {
            delimiter,
            quoted: pending.quoted,
            strip_tabs: pending.strip_tabs,
            content: Word::default(),
            end: Span::default(),
        });
        self.pending.push(Pending { index, ..pending });
    }

    /// Reads the bodies of the pending heredocs; the cursor stands after the newline.
    pub(super) fn heredoc_bodies(&mut self) -> Read<()> {
        for pending in std::mem::take(&mut self.pending) {
            self.heredoc_body(&pending)?;
        }
        Ok(())
    }

    fn heredoc_body(&mut self, pending: &Pending) -> Read<()> {
        let start = self.pos;
        let mut line_start = start;
        let mut logical_start = start;
        loop {
            if line_start >= self.end {
                return Err(Refusal { span: pending.operator, kind: RefusalKind::UnterminatedHeredoc });
            }
            let rest = &self.bytes[line_start..self.end];
            let line_end = memchr::memchr(b'\n', rest).map_or(self.end, |len| line_start + len);
            if logical_start == line_start {
                if pending.ends_at(&self.text[line_start..line_end]) {
                    return self.finish_heredoc(pending, start, line_start, line_end);
                }
            } else if line_end - logical_start < LONGEST_DELIMITER
                && pending.ends_at(&self.text[logical_start..line_end].replace("\\\n", ""))
            {
                return Err(self.unsupported("a heredoc delimiter over two lines"));
            }
            let escapes = self.bytes[line_start..line_end].iter().rev().take_while(|&&b| b == b'\\').count();
            line_start = line_end + 1;
            if pending.quoted || escapes % 2 == 0 {
                logical_start = line_start;
            }
        }
    }

    fn finish_heredoc(&mut self, pending: &Pending, start: usize, body_end: usize, line_end: usize) -> Read<()> {
        let content = if pending.quoted {
            Word { has_quote: true, ..Word::default() }
        } else {
            self.expanded_body(start, body_end)?
        };
        self.pos = (line_end + 1).min(self.end);
        self.token(TokenKind::HeredocBody, start, self.pos);
        if let Some(heredoc) = self.heredocs.get_mut(pending.index) {
            heredoc.content = Word { span: Span::new(start, body_end), ..content };
            heredoc.end = Span::new(body_end, line_end);
        }
        Ok(())
    }

    /// Reads the expansions of a body as in double quotes, in which `"` is an ordinary character.
    fn expanded_body(&mut self, start: usize, end: usize) -> Read<Word> {
        let outer_end = std::mem::replace(&mut self.end, end);
        self.pos = start;
        let mut word = Word::default();
        let result = self.nested(|parser| parser.quoted_text(&mut word, None));
        self.end = outer_end;
        result.map(|()| word)
    }

    /// Fails when a heredoc of the current level still waits for its body.
    pub(super) fn no_pending_heredoc(&self) -> Read<()> {
        match self.pending.get(self.pending_floor) {
            Some(pending) => Err(Refusal { span: pending.operator, kind: RefusalKind::UnterminatedHeredoc }),
            None => Ok(()),
        }
    }
}
