//! The structure of a shell text. All spans are byte offsets in the text given to [`parse`](super::parse).

use super::command::Found;
use super::effects::Proof;
use super::memo::Memo;
use super::token::{RedirectOp, Token};
use crate::syntax::Span;

/// A text that was read whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Script {
    /// The commands at the top. Empty for a text of blanks and comments.
    pub list: List,
    /// Every token outside command substitutions, in text order, disjoint. A word that holds a substitution is one
    /// token.
    pub tokens: Vec<Token>,
    /// The tokens inside `$( )`, `<( )` and `>( )`, by offset. Those of a nested substitution lie inside a word token
    /// of the outer one.
    pub inner_tokens: Vec<Token>,
    /// The heredocs in the order of their operators.
    pub heredocs: Vec<Heredoc>,
    /// The names of the parameters that are read outside single quotes (`?` of `$?`, `HOME` of `${HOME%/}`), by place
    /// of reading. Arithmetic and backquotes are listed whole, because names in them need no `$`.
    pub parameters: Vec<Span>,
    /// The first construct that only bash reads this way.
    pub bash_only: Option<BashOnly>,
    /// Whether it may share a shell with its neighbours, once somebody asked.
    pub(super) boundary: Memo<Proof>,
}

/// A construct that dash and busybox sh read differently or not at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BashOnly {
    /// Where it stands.
    pub span: Span,
    /// What it is, for a message.
    pub what: &'static str,
}

/// A sequence of and-or lists.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct List {
    /// The and-or lists with what ends each.
    pub items: Vec<Item>,
    /// Whether the status of this list decides what an `if`, `while` or `until` does.
    pub condition: bool,
    /// From the first to the last item, without the separator of the last; empty at its place for an empty list.
    pub span: Span,
}

/// One and-or list and its separator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// The pipelines.
    pub and_or: AndOr,
    /// What ends it.
    pub sep: Sep,
    /// Where the separator stands; `None` for [`Sep::End`].
    pub sep_span: Option<Span>,
}

/// What ends an and-or list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sep {
    /// Nothing: the enclosing list or the text ends.
    End,
    /// `;`
    Semi,
    /// `&`: runs in the background.
    Amp,
    /// The end of the line.
    Newline,
}

/// Pipelines joined by `&&` and `||`, which bind equally and to the left.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AndOr {
    /// The first pipeline.
    pub first: Pipeline,
    /// The others, each with the operator before it.
    pub rest: Vec<Link>,
    /// From the first to the last pipeline.
    pub span: Span,
}

/// A pipeline after `&&` or `||`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The operator.
    pub op: AndOrOp,
    /// Where the operator stands.
    pub op_span: Span,
    /// The pipeline after it.
    pub pipeline: Pipeline,
}

/// `&&` or `||`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AndOrOp {
    /// `&&`
    And,
    /// `||`
    Or,
}

/// Commands joined by `|`; one command is a pipeline too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pipeline {
    /// The `!` before it.
    pub bang: Option<Span>,
    /// The commands; never empty.
    pub commands: Vec<Command>,
    /// With the `!`.
    pub span: Span,
}

/// A simple or a compound command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Assignments, words, redirections.
    Simple(Simple),
    /// Everything with a reserved word or parentheses.
    Compound(Compound),
}

/// A simple command. At least one of the three parts is not empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Simple {
    /// The assignments before the command word.
    pub assigns: Vec<Assign>,
    /// The command word and its arguments.
    pub words: Vec<Word>,
    /// The redirections, wherever they stand.
    pub redirects: Vec<Redirect>,
    /// All of it, redirections included.
    pub span: Span,
    /// What it runs, once somebody asked.
    pub(super) runs: Memo<Found>,
}

/// An assignment before a command word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assign {
    /// The name, without subscript.
    pub name: Span,
    /// The value; an empty span after `=` when there is none. For an array the parentheses and all in them.
    pub value: Word,
    /// Name, `=` and value.
    pub span: Span,
}

/// A redirection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Redirect {
    /// The operator.
    pub op: RedirectOp,
    /// The descriptor written before the operator.
    pub fd: Option<Span>,
    /// The operator with its descriptor.
    pub op_span: Span,
    /// The file, descriptor, delimiter or string.
    pub target: Word,
    /// For a heredoc its place in [`Script::heredocs`].
    pub heredoc: Option<usize>,
    /// Operator and target; not the body of a heredoc.
    pub span: Span,
}

/// A heredoc.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heredoc {
    /// The delimiter word as written.
    pub delimiter: Span,
    /// Whether the delimiter is quoted, so that nothing in the body is expanded.
    pub quoted: bool,
    /// Whether `<<-` strips the leading tabs.
    pub strip_tabs: bool,
    /// The body, with the flags and substitutions of its expansions. Ends after the last newline of the body.
    pub content: Word,
    /// The delimiter line, without its newline.
    pub end: Span,
}

/// The kinds of compound commands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each is named after its construct")]
pub enum CompoundKind {
    /// `( list )`
    Subshell,
    /// `{ list; }`
    Brace,
    If,
    While,
    Until,
    For,
    Case,
    /// A function definition. Its body is the only list, as one compound command.
    Function,
    /// `[[ expression ]]` (bash)
    DoubleBracket,
}

/// A compound command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compound {
    /// Which one.
    pub kind: CompoundKind,
    /// All inner lists in text order; those with [`List::condition`] decide, the others are bodies.
    pub lists: Vec<List>,
    /// The words of `for` and `[[ ]]`, the subject and patterns of `case`.
    pub words: Vec<Word>,
    /// The loop variable or the function name.
    pub name: Option<Span>,
    /// The redirections after it.
    pub redirects: Vec<Redirect>,
    /// All of it, redirections included.
    pub span: Span,
}

/// A word, before any expansion.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Word {
    /// All of it, quotes included.
    pub span: Span,
    /// Only unquoted literal characters: what is written is what the command gets.
    pub literal: bool,
    /// Holds a quote, a backslash or a lone `$`.
    pub has_quote: bool,
    /// Holds a parameter, command or arithmetic expansion, a process substitution or `$'..'`.
    pub has_expansion: bool,
    /// Holds an unquoted pattern character.
    pub has_glob: bool,
    /// May be a brace expansion (in bash).
    pub has_brace: bool,
    /// Holds a `~` in a place where it may be expanded.
    pub has_tilde: bool,
    /// An expansion in it assigns to a variable: `${v=..}`, `${v:=..}`, `$((v=..))`, `$((v++))`.
    pub assigns: bool,
    /// Holds backquotes, whose content is not read.
    pub has_backquote: bool,
    /// The contents of `$( )`, `<( )` and `>( )`, nested ones inside their words.
    pub substitutions: Vec<List>,
}
