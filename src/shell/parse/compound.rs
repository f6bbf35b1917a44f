//! Compound commands and function definitions.

use super::keyword::Reserved;
use super::{Parser, Read, is_name};
use crate::shell::ast::{AndOr, Command, Compound, CompoundKind, Item, List, Pipeline, Sep, Word};
use crate::shell::token::{Keyword, Operator};
use crate::syntax::Span;

impl Parser<'_> {
    pub(super) fn command(&mut self) -> Read<Command> {
        if self.peek() == Some(b'(') {
            if self.peek_at(1) == Some(b'(') {
                return Err(self.unsupported("(("));
            }
            return self.compound_with(Self::subshell);
        }
        let Some((reserved, _)) = self.reserved() else { return self.simple() };
        let read = match reserved {
            Reserved::OpenBrace => Self::brace,
            Reserved::Word(Keyword::If) => Self::if_clause,
            Reserved::Word(Keyword::While | Keyword::Until) => Self::loop_clause,
            Reserved::Word(Keyword::For) => Self::for_clause,
            Reserved::Word(Keyword::Case) => Self::case_clause,
            Reserved::Word(Keyword::Function) => Self::function_keyword,
            Reserved::Word(Keyword::OpenTest) => Self::double_bracket,
            Reserved::Refused(what) => return Err(self.unsupported(what)),
            Reserved::Bang | Reserved::CloseBrace | Reserved::Word(_) => return Err(self.expected("a command")),
        };
        self.compound_with(read)
    }

    /// Reads a compound command and the redirections after it.
    fn compound_with(&mut self, read: fn(&mut Self, &mut Compound) -> Read<()>) -> Read<Command> {
        let start = self.pos;
        let mut compound = Compound {
            kind: CompoundKind::Subshell,
            lists: Vec::new(),
            words: Vec::new(),
            name: None,
            redirects: Vec::new(),
            span: Span::at(start),
        };
        self.nested(|parser| read(parser, &mut compound))?;
        if compound.kind == CompoundKind::Function {
            return Ok(Command::Compound(compound)); // redirections after it belong to the body
        }
        compound.span = Span::new(start, self.pos);
        loop {
            self.blanks();
            let Some(redirect) = self.redirect()? else { break };
            compound.span = compound.span.cover(redirect.span);
            compound.redirects.push(redirect);
        }
        Ok(Command::Compound(compound))
    }

    fn subshell(&mut self, compound: &mut Compound) -> Read<()> {
        self.operator(Operator::OpenParen, 1);
        compound.lists.push(self.full_list()?);
        if self.peek() != Some(b')') {
            return Err(self.expected("`)`"));
        }
        self.operator(Operator::CloseParen, 1);
        Ok(())
    }

    fn brace(&mut self, compound: &mut Compound) -> Read<()> {
        compound.kind = CompoundKind::Brace;
        self.take_symbol(Operator::OpenBrace);
        compound.lists.push(self.full_list()?);
        if !matches!(self.reserved(), Some((Reserved::CloseBrace, _))) {
            return Err(self.expected("`}`"));
        }
        self.take_symbol(Operator::CloseBrace);
        Ok(())
    }

    fn condition(&mut self, compound: &mut Compound) -> Read<()> {
        let list = self.full_list()?;
        compound.lists.push(List { condition: true, ..list });
        Ok(())
    }

    fn if_clause(&mut self, compound: &mut Compound) -> Read<()> {
        compound.kind = CompoundKind::If;
        self.keyword(Keyword::If, "`if`")?;
        loop {
            self.condition(compound)?;
            self.keyword(Keyword::Then, "`then`")?;
            compound.lists.push(self.full_list()?);
            match self.reserved() {
                Some((Reserved::Word(Keyword::Elif), end)) => self.take_keyword(Keyword::Elif, end),
                Some((Reserved::Word(Keyword::Else), end)) => {
                    self.take_keyword(Keyword::Else, end);
                    compound.lists.push(self.full_list()?);
                    break;
                }
                _ => break,
            }
        }
        self.keyword(Keyword::Fi, "`fi`")
    }

    fn loop_clause(&mut self, compound: &mut Compound) -> Read<()> {
        if self.at_keyword(Keyword::While) {
            compound.kind = CompoundKind::While;
            self.keyword(Keyword::While, "`while`")?;
        } else {
            compound.kind = CompoundKind::Until;
            self.keyword(Keyword::Until, "`until`")?;
        }
        self.condition(compound)?;
        self.do_group(compound)
    }

    fn do_group(&mut self, compound: &mut Compound) -> Read<()> {
        self.keyword(Keyword::Do, "`do`")?;
        compound.lists.push(self.full_list()?);
        self.keyword(Keyword::Done, "`done`")
    }

    fn for_clause(&mut self, compound: &mut Compound) -> Read<()> {
        compound.kind = CompoundKind::For;
        self.keyword(Keyword::For, "`for`")?;
        self.blanks();
        if self.starts_with(b"((") {
            return Err(self.unsupported("for (("));
        }
        let name = self.word("a variable name")?;
        if !is_name(name.text(self.text).as_bytes()) {
            return Err(self.unsupported("a loop variable that is no plain name"));
        }
        compound.name = Some(name.span);
        self.blanks();
        if self.peek() == Some(b';') {
            self.operator(Operator::Semi, 1);
            self.newlines()?;
        } else {
            self.newlines()?;
            if self.keyword_in() {
                self.blanks();
                while !matches!(self.peek(), None | Some(b';' | b'\n')) {
                    compound.words.push(self.word("a word, `;` or a line end")?);
                    self.blanks();
                }
                if self.peek() == Some(b';') {
                    self.operator(Operator::Semi, 1);
                }
                self.newlines()?;
            }
        }
        self.do_group(compound)
    }

    fn case_clause(&mut self, compound: &mut Compound) -> Read<()> {
        compound.kind = CompoundKind::Case;
        self.keyword(Keyword::Case, "`case`")?;
        self.blanks();
        compound.words.push(self.word("a word after case")?);
        self.newlines()?;
        if !self.keyword_in() {
            return Err(self.expected("`in`"));
        }
        loop {
            self.newlines()?;
            if self.at_keyword(Keyword::Esac) {
                break;
            }
            if !self.case_branch(compound)? {
                break;
            }
        }
        self.keyword(Keyword::Esac, "`esac`")
    }

    /// Reads `pattern | pattern ) list ;;` and says whether another branch may follow.
    fn case_branch(&mut self, compound: &mut Compound) -> Read<bool> {
        if self.peek() == Some(b'(') {
            self.operator(Operator::OpenParen, 1);
            self.blanks();
        }
        loop {
            compound.words.push(self.word("a pattern")?);
            self.blanks();
            if self.peek() != Some(b'|') {
                break;
            }
            self.operator(Operator::Pipe, 1);
            self.blanks();
        }
        if self.peek() != Some(b')') {
            return Err(self.expected("`)` after a pattern"));
        }
        self.operator(Operator::CloseParen, 1);
        let body = self.list()?;
        compound.lists.push(body);
        if self.starts_with(b";;&") {
            self.mark_bash(self.pos, self.pos + 3, ";;&");
            self.operator(Operator::CaseNext, 3);
        } else if self.starts_with(b";;") {
            self.operator(Operator::CaseEnd, 2);
        } else if self.starts_with(b";&") {
            self.mark_bash(self.pos, self.pos + 2, ";&");
            self.operator(Operator::CaseFall, 2);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn function_keyword(&mut self, compound: &mut Compound) -> Read<()> {
        let start = self.pos;
        self.keyword(Keyword::Function, "`function`")?;
        self.mark_bash(start, self.pos, "the keyword function");
        self.blanks();
        let name = self.word("a function name")?;
        self.blanks();
        if self.peek() == Some(b'(') {
            self.operator(Operator::OpenParen, 1);
            self.close_parameters()?;
        }
        self.function_body(compound, &name)
    }

    /// Reads from `(` after the name of a function to the end of its body.
    pub(super) fn function(&mut self, name: &Word) -> Read<Command> {
        self.operator(Operator::OpenParen, 1);
        self.close_parameters()?;
        let mut compound = Compound {
            kind: CompoundKind::Function,
            lists: Vec::new(),
            words: Vec::new(),
            name: None,
            redirects: Vec::new(),
            span: name.span,
        };
        self.nested(|parser| parser.function_body(&mut compound, name))?;
        Ok(Command::Compound(compound))
    }

    fn close_parameters(&mut self) -> Read<()> {
        self.blanks();
        if self.peek() != Some(b')') {
            return Err(self.expected("`)` of a function definition"));
        }
        self.operator(Operator::CloseParen, 1);
        Ok(())
    }

    fn function_body(&mut self, compound: &mut Compound, name: &Word) -> Read<()> {
        compound.kind = CompoundKind::Function;
        compound.name = Some(name.span);
        if !name.literal {
            return Err(self.unsupported("a function name that is not literal"));
        }
        if !is_name(name.text(self.text).as_bytes()) {
            self.mark_bash(name.span.start as usize, name.span.end as usize, "a function name that is no plain name");
        }
        self.newlines()?;
        let body = self.command()?;
        if !matches!(&body, Command::Compound(inner) if inner.kind != CompoundKind::Function) {
            return Err(self.expected("a compound command as the body of a function"));
        }
        let span = body.span();
        compound.span = compound.span.cover(span);
        let pipeline = Pipeline { bang: None, commands: vec![body], span };
        let and_or = AndOr { first: pipeline, rest: Vec::new(), span };
        compound.lists.push(List {
            items: vec![Item { and_or, sep: Sep::End, sep_span: None }],
            condition: false,
            span,
        });
        Ok(())
    }
}

impl Command {
    /// The bytes of the command, redirections included.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Simple(simple) => simple.span,
            Self::Compound(compound) => compound.span,
        }
    }
}
