//! The tokens of a shell text, kept in text order so that an edit can be checked token by token.

use crate::syntax::Span;

/// One token. The tokens of a [`Script`](super::Script) are ordered by offset and do not overlap; what lies between
/// them is blanks and line continuations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// What the token is.
    pub kind: TokenKind,
    /// Its bytes in the text given to [`parse`](super::parse).
    pub span: Span,
}

/// The kinds of tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// A word, an assignment (whole, with the parentheses of an array) or the target of a redirection.
    Word,
    /// A control operator, a newline, `!`, `{` or `}`.
    Operator(Operator),
    /// A reserved word in the place where it is one.
    Keyword(Keyword),
    /// A redirection operator with the digits before it (`2>`, `<<-`), without its target.
    Redirect(RedirectOp),
    /// A comment from `#` up to, not including, the end of the line.
    Comment,
    /// The body of a heredoc, its delimiter line and the newline after that.
    HeredocBody,
}

/// Control operators and the one-character reserved words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// `&&`
    And,
    /// `||`
    Or,
    /// `;`
    Semi,
    /// `&`
    Amp,
    /// `|`
    Pipe,
    /// `|&` (bash)
    PipeBoth,
    /// `;;`
    CaseEnd,
    /// `;&` (bash)
    CaseFall,
    /// `;;&` (bash)
    CaseNext,
    /// `(`
    OpenParen,
    /// `)`
    CloseParen,
    /// `!`
    Bang,
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// `<` as a comparison inside `[[ ]]`
    Less,
    /// `>` as a comparison inside `[[ ]]`
    Greater,
    /// The end of a line.
    Newline,
}

/// Reserved words of more than one character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each is named after its word")]
pub enum Keyword {
    If,
    Then,
    Elif,
    Else,
    Fi,
    For,
    In,
    While,
    Until,
    Do,
    Done,
    Case,
    Esac,
    Function,
    /// `[[`
    OpenTest,
    /// `]]`
    CloseTest,
}

/// Redirection operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RedirectOp {
    /// `<`
    Read,
    /// `>`
    Write,
    /// `>>`
    Append,
    /// `>|`
    Clobber,
    /// `<>`
    ReadWrite,
    /// `<&`
    DupRead,
    /// `>&`
    DupWrite,
    /// `<<`
    Heredoc,
    /// `<<-`
    HeredocTabs,
    /// `<<<` (bash)
    HereString,
    /// `&>` (bash)
    Both,
    /// `&>>` (bash)
    BothAppend,
}
