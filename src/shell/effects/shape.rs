//! The shape of the top of a script.

use crate::shell::ast::{AndOr, AndOrOp, Command, CompoundKind, Item, Script, Sep};
use crate::shell::token::TokenKind;

/// Exactly one and-or list, with nothing after it: no `;`, no `&`, no newline.
#[must_use]
pub fn is_one_list(script: &Script) -> bool {
    matches!(script.list.items.as_slice(), [Item { sep: Sep::End, .. }])
}

/// One list of pipelines of simple commands joined by `&&` only.
#[must_use]
pub fn is_flat(script: &Script) -> bool {
    is_flat_or(script) && !top_level_or(script)
}

/// One list of pipelines of simple commands joined by `&&` and `||`.
#[must_use]
pub fn is_flat_or(script: &Script) -> bool {
    is_one_list(script) && script.list.items.iter().all(|item| all_simple(&item.and_or))
}

/// Whether a `||` stands at the top.
#[must_use]
pub fn top_level_or(script: &Script) -> bool {
    script.list.items.iter().any(|item| item.and_or.rest.iter().any(|link| link.op == AndOrOp::Or))
}

/// Whether a brace group behind `&&` is the last command.
#[must_use]
pub fn ends_with_braces(script: &Script) -> bool {
    let link = script.list.items.last().and_then(|item| item.and_or.rest.last());
    let brace = |command: &Command| matches!(command, Command::Compound(it) if it.kind == CompoundKind::Brace);
    link.is_some_and(|link| link.op == AndOrOp::And && link.pipeline.commands.iter().any(brace))
}

/// Whether the last token is a comment, so that anything appended would be part of it.
#[must_use]
pub fn ends_with_comment(script: &Script) -> bool {
    script.tokens.last().is_some_and(|token| token.kind == TokenKind::Comment)
}

/// Whether there are only simple commands in it.
pub(super) fn all_simple(and_or: &AndOr) -> bool {
    and_or.pipelines().all(crate::shell::ast::Pipeline::all_simple)
}
