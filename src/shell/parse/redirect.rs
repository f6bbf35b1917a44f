//! Redirections.

use super::heredoc::Pending;
use super::{Parser, Read};
use crate::shell::ast::Redirect;
use crate::shell::token::{RedirectOp, TokenKind};
use crate::syntax::Span;

/// The operators, longest first.
const OPERATORS: [(&[u8], RedirectOp); 12] = [
    (b"&>>", RedirectOp::BothAppend),
    (b"<<<", RedirectOp::HereString),
    (b"<<-", RedirectOp::HeredocTabs),
    (b"&>", RedirectOp::Both),
    (b"<<", RedirectOp::Heredoc),
    (b"<&", RedirectOp::DupRead),
    (b"<>", RedirectOp::ReadWrite),
    (b">>", RedirectOp::Append),
    (b">|", RedirectOp::Clobber),
    (b">&", RedirectOp::DupWrite),
    (b"<", RedirectOp::Read),
    (b">", RedirectOp::Write),
];

impl Parser<'_> {
    /// The redirection under the cursor, if one stands there.
    pub(super) fn redirect(&mut self) -> Read<Option<Redirect>> {
        let start = self.pos;
        let rest = &self.bytes[start..self.end];
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let rest = &rest[digits..];
        if digits > 0 && rest.starts_with(b"\\\n") && self.continues_as_redirect(start + digits) {
            return Err(self.unsupported("a redirection over two lines"));
        }
        match rest {
            [b'<' | b'>', b'(', ..] if digits == 0 => return Ok(None), // process substitution: a word
            [b'<' | b'>', ..] => {}
            [b'&', b'>', ..] if digits == 0 => {}
            [b'{', ..] if digits == 0 && self.named_descriptor(rest) => {
                return Err(self.unsupported("a redirection with a named descriptor"));
            }
            _ => return Ok(None),
        }
        let Some(&(text, op)) = OPERATORS.iter().find(|(text, _)| rest.starts_with(text)) else { return Ok(None) };
        let op_span = Span::new(start, start + digits + text.len());
        self.tokens.push(crate::shell::Token { kind: TokenKind::Redirect(op), span: op_span });
        self.pos = op_span.end as usize;
        self.blanks();
        let target = self.word("a file or descriptor")?;
        if matches!(self.peek(), Some(b'<' | b'>')) && target.text(self.text).bytes().all(|b| b.is_ascii_digit()) {
            return Err(self.expected("a file or descriptor")); // those digits belong to the next redirection
        }
        let mut redirect = Redirect {
            op,
            fd: (digits > 0).then(|| Span::new(start, start + digits)),
            op_span,
            span: op_span.cover(target.span),
            target,
            heredoc: None,
        };
        self.judge(&mut redirect)?;
        Ok(Some(redirect))
    }

    fn judge(&mut self, redirect: &mut Redirect) -> Read<()> {
        let (start, end) = (redirect.span.start as usize, redirect.span.end as usize);
        match redirect.op {
            RedirectOp::Both | RedirectOp::BothAppend => self.mark_bash(start, end, "&>"),
            RedirectOp::HereString => self.mark_bash(start, end, "<<<"),
            RedirectOp::DupRead | RedirectOp::DupWrite => {
                let target = redirect.target.text(self.text).as_bytes();
                if target != b"-" && !target.iter().all(u8::is_ascii_digit) {
                    self.mark_bash(start, end, "a duplication onto something other than a descriptor");
                }
            }
            RedirectOp::Heredoc | RedirectOp::HeredocTabs => {
                let pending = Pending::new(redirect, self.text)
                    .ok_or_else(|| self.unsupported("a heredoc delimiter with an expansion"))?;
                redirect.heredoc = Some(self.heredocs.len());
                self.announce_heredoc(redirect.target.span, pending);
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether `<` or `>` follows the line continuations at `at`.
    fn continues_as_redirect(&self, mut at: usize) -> bool {
        while self.bytes[at..self.end].starts_with(b"\\\n") {
            at += 2;
        }
        matches!(self.bytes.get(at), Some(b'<' | b'>'))
    }

    /// Whether `{name}` stands directly before `<` or `>`.
    fn named_descriptor(&self, rest: &[u8]) -> bool {
        let name = rest[1..].iter().take_while(|&&b| super::is_name_byte(b)).count();
        name > 0 && rest.get(name + 1) == Some(&b'}') && matches!(rest.get(name + 2), Some(b'<' | b'>'))
    }
}
