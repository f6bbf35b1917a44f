//! Simple commands, assignments and arrays.

use super::{Parser, Read, ends_word, is_name_byte, is_name_start};
use crate::shell::ast::{Assign, Command, Simple, Word};
use crate::shell::memo::Memo;
use crate::shell::refusal::RefusalKind;
use crate::shell::token::TokenKind;
use crate::syntax::Span;

/// The commands that take `name=(..)` as an argument.
const DECLARATIONS: [&str; 5] = ["declare", "export", "local", "readonly", "typeset"];

impl Parser<'_> {
    pub(super) fn simple(&mut self) -> Read<Command> {
        let start = self.pos;
        let mut simple = Simple {
            assigns: Vec::new(),
            words: Vec::new(),
            redirects: Vec::new(),
            span: Span::at(start),
            runs: Memo::default(),
        };
        loop {
            self.blanks();
            match self.peek() {
                None | Some(b'\n' | b';' | b'|' | b')') => break,
                Some(b'&') if self.peek_at(1) != Some(b'>') => break,
                Some(b'&' | b'<' | b'>' | b'0'..=b'9' | b'{') => {
                    if let Some(redirect) = self.redirect()? {
                        simple.span = simple.span.cover(redirect.span);
                        simple.redirects.push(redirect);
                        continue;
                    }
                }
                Some(b'(') => {
                    let [name] = simple.words.as_slice() else { return Err(self.parenthesis(&simple)) };
                    if !simple.assigns.is_empty() || !simple.redirects.is_empty() || self.after_extglob(name) {
                        return Err(self.parenthesis(&simple));
                    }
                    return self.function(name);
                }
                Some(_) => {}
            }
            if simple.words.is_empty()
                && let Some(head) = self.assign_head()
            {
                let assign = self.assign(head)?;
                simple.span = simple.span.cover(assign.span);
                simple.assigns.push(assign);
                continue;
            }
            let word = self.argument(&simple)?;
            simple.span = simple.span.cover(word.span);
            simple.words.push(word);
        }
        if simple.span.is_empty() {
            return Err(self.expected("a command"));
        }
        Ok(Command::Simple(simple))
    }

    /// A command word or argument; an array after a declaration command.
    fn argument(&mut self, simple: &Simple) -> Read<Word> {
        let start = self.pos;
        let is_command_word = simple.words.is_empty();
        let mut word = self.word_from(start)?;
        if is_command_word && self.text[start..self.pos].contains("\\\n") {
            return Err(self.unsupported("a command word over two lines"));
        }
        let declares = simple.words.first().is_some_and(|name| DECLARATIONS.contains(&name.text(self.text)));
        if is_command_word || declares {
            self.refuse_subscript(start)?;
        }
        if self.peek() == Some(b'(') && self.bytes[start..self.pos].ends_with(b"=") {
            if !declares {
                return Err(self.refuse(RefusalKind::ArrayArgument));
            }
            self.mark_bash(start, self.pos, "an array");
            self.array(&mut word)?;
            word.span = Span::new(start, self.pos);
        }
        self.token(TokenKind::Word, start, self.pos);
        Ok(word)
    }

    /// The refusal for a `(` in the middle of a simple command.
    fn parenthesis(&self, simple: &Simple) -> crate::shell::Refusal {
        if simple.words.last().is_some_and(|word| self.after_extglob(word)) {
            self.unsupported("an extended pattern")
        } else {
            self.expected("an operator or the end of the line")
        }
    }

    fn after_extglob(&self, word: &Word) -> bool {
        word.span.end as usize == self.pos
            && matches!(self.bytes.get(self.pos.wrapping_sub(1)), Some(b'?' | b'*' | b'+' | b'@' | b'!'))
    }

    /// Refuses `name[` where an assignment may stand and which is none that the reader takes: bash looks for the `]`
    /// over blanks and operators.
    fn refuse_subscript(&self, start: usize) -> Read<()> {
        let word = &self.bytes[start..self.pos];
        let name = word.iter().take_while(|&&b| is_name_byte(b)).count();
        if name > 0 && is_name_start(word[0]) && word.get(name) == Some(&b'[') {
            return Err(self.unsupported("this array subscript"));
        }
        Ok(())
    }

    /// The length of the name and of all up to and including `=` when an assignment stands under the cursor.
    fn assign_head(&self) -> Option<(usize, usize)> {
        let rest = self.bytes.get(self.pos..self.end)?;
        if !is_name_start(*rest.first()?) {
            return None;
        }
        let name = rest.iter().take_while(|&&b| is_name_byte(b)).count();
        let mut at = name;
        if rest.get(at) == Some(&b'[') {
            let plain = |b: &u8| is_name_byte(*b) || matches!(b, b'$' | b'{' | b'}' | b'#' | b'@' | b'+' | b'-' | b'*');
            at += 1 + rest[at + 1..].iter().take_while(|b| plain(b)).count();
            if rest.get(at) != Some(&b']') {
                return None;
            }
            at += 1;
        }
        if rest.get(at) == Some(&b'+') {
            at += 1;
        }
        (rest.get(at) == Some(&b'=')).then_some((name, at + 1))
    }

    fn assign(&mut self, (name, head): (usize, usize)) -> Read<Assign> {
        let start = self.pos;
        if head != name + 1 {
            self.mark_bash(start, start + head, "+= or an array element");
        }
        self.pos += head;
        let value_start = self.pos;
        let mut value = if self.peek() == Some(b'(') {
            self.mark_bash(start, self.pos + 1, "an array");
            let mut value = Word::default();
            self.array(&mut value)?;
            value
        } else {
            self.word_from(value_start)?
        };
        value.span = Span::new(value_start, self.pos);
        // A subscript is evaluated as arithmetic, which may assign.
        value.assigns |= head > name + 2;
        self.token(TokenKind::Word, start, self.pos);
        Ok(Assign { name: Span::new(start, start + name), value, span: Span::new(start, self.pos) })
    }

    /// Reads `( words )` into the flags of `into`.
    fn array(&mut self, into: &mut Word) -> Read<()> {
        let open = self.pos;
        self.pos += 1;
        let mark = self.tokens.len();
        self.nested(|parser| {
            loop {
                parser.newlines()?;
                match parser.peek() {
                    None => return Err(parser.unclosed(open, "the array")),
                    Some(b')') => break,
                    Some(_) => into.absorb(parser.word("a word or `)`")?),
                }
            }
            parser.pos += 1;
            Ok(())
        })?;
        self.tokens.truncate(mark);
        into.literal = false;
        into.has_expansion = true;
        if ends_word(self.peek()) { Ok(()) } else { Err(self.expected("a blank after the array")) }
    }
}

impl Word {
    /// Takes over the flags and substitutions of a part.
    pub(super) fn absorb(&mut self, part: Self) {
        self.has_quote |= part.has_quote;
        self.has_expansion |= part.has_expansion;
        self.has_glob |= part.has_glob;
        self.has_brace |= part.has_brace;
        self.has_tilde |= part.has_tilde;
        self.assigns |= part.assigns;
        self.has_backquote |= part.has_backquote;
        self.substitutions.extend(part.substitutions);
    }
}
