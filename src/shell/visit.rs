//! Walking over every command of a script.

use super::ast::{AndOr, Command, Compound, CompoundKind, List, Pipeline, Redirect, Script, Sep, Simple, Word};

/// Where a command stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Runs in the shell itself: not in `( )`, `$( )`, a pipeline of two or more stages, or the background.
    pub current_shell: bool,
    /// Runs in the background, itself or something around it.
    pub background: bool,
    /// Its failure does not trip errexit: in the condition of an `if` or loop, before the last `&&` or `||`, or
    /// after `!`.
    pub condition: bool,
    /// Part of the body of a function, so it runs when that is called, if ever.
    pub in_function: bool,
    /// Inside `$( )`, `<( )` or `>( )`.
    pub in_substitution: bool,
    /// How many compound commands and substitutions are around it.
    pub depth: u32,
}

const TOP: Place = Place {
    current_shell: true,
    background: false,
    condition: false,
    in_function: false,
    in_substitution: false,
    depth: 0,
};

/// A simple command and its place.
#[derive(Clone, Copy, Debug)]
pub struct Located<'s> {
    /// The command.
    pub simple: &'s Simple,
    /// Where it stands.
    pub place: Place,
}

/// What [`Script::visit`] meets.
#[derive(Clone, Copy, Debug)]
pub enum Node<'s> {
    /// A simple command.
    Simple(&'s Simple),
    /// A compound command, before what is inside it.
    Compound(&'s Compound),
    /// A word: argument, value, target of a redirection, pattern, or the expanded body of a heredoc.
    Word(&'s Word),
}

impl Script {
    /// Every simple command, also those in functions and in `$( )`. Backquotes are not read, so what is inside them is
    /// not here: see [`Word::has_backquote`].
    #[must_use]
    pub fn simple_commands(&self) -> Vec<Located<'_>> {
        let mut found = Vec::new();
        self.visit(&mut |node, place| {
            if let Node::Simple(simple) = node {
                found.push(Located { simple, place });
            }
        });
        found
    }

    /// Calls `f` for every command and word, each before what is inside it.
    pub fn visit<'s>(&'s self, f: &mut dyn FnMut(Node<'s>, Place)) {
        Walk { f }.list(&self.list, TOP);
        for heredoc in &self.heredocs {
            Walk { f }.word(&heredoc.content, TOP);
        }
    }
}

struct Walk<'f, 's> {
    f: &'f mut dyn FnMut(Node<'s>, Place),
}

impl<'s> Walk<'_, 's> {
    fn list(&mut self, list: &'s List, place: Place) {
        let place = Place { condition: place.condition || list.condition, ..place };
        for item in &list.items {
            let background = item.sep == Sep::Amp;
            let place = Place {
                background: place.background || background,
                current_shell: place.current_shell && !background,
                ..place
            };
            self.and_or(&item.and_or, place);
        }
    }

    fn and_or(&mut self, and_or: &'s AndOr, place: Place) {
        let last = and_or.rest.len();
        for (index, pipeline) in and_or.pipelines().enumerate() {
            self.pipeline(pipeline, Place { condition: place.condition || index < last, ..place });
        }
    }

    fn pipeline(&mut self, pipeline: &'s Pipeline, place: Place) {
        let place = Place {
            condition: place.condition || pipeline.bang.is_some(),
            current_shell: place.current_shell && pipeline.commands.len() == 1,
            ..place
        };
        for command in &pipeline.commands {
            match command {
                Command::Simple(simple) => self.simple(simple, place),
                Command::Compound(compound) => self.compound(compound, place),
            }
        }
    }

    fn simple(&mut self, simple: &'s Simple, place: Place) {
        (self.f)(Node::Simple(simple), place);
        for assign in &simple.assigns {
            self.word(&assign.value, place);
        }
        for word in &simple.words {
            self.word(word, place);
        }
        self.redirects(&simple.redirects, place);
    }

    fn compound(&mut self, compound: &'s Compound, place: Place) {
        (self.f)(Node::Compound(compound), place);
        for word in &compound.words {
            self.word(word, place);
        }
        let inner = Place {
            current_shell: place.current_shell && compound.kind != CompoundKind::Subshell,
            in_function: place.in_function || compound.kind == CompoundKind::Function,
            depth: place.depth + 1,
            ..place
        };
        for list in &compound.lists {
            self.list(list, inner);
        }
        self.redirects(&compound.redirects, place);
    }

    fn redirects(&mut self, redirects: &'s [Redirect], place: Place) {
        for redirect in redirects {
            self.word(&redirect.target, place);
        }
    }

    fn word(&mut self, word: &'s Word, place: Place) {
        (self.f)(Node::Word(word), place);
        let inner = Place { current_shell: false, in_substitution: true, depth: place.depth + 1, ..place };
        for list in &word.substitutions {
            self.list(list, inner);
        }
    }
}

impl AndOr {
    /// All pipelines in order; never empty.
    pub fn pipelines(&self) -> impl DoubleEndedIterator<Item = &Pipeline> {
        std::iter::once(&self.first).chain(self.rest.iter().map(|link| &link.pipeline))
    }
}

impl Pipeline {
    /// The simple commands when there is no other command in it.
    pub(super) fn all_simple(&self) -> bool {
        self.commands.iter().all(|command| matches!(command, Command::Simple(_)))
    }
}
