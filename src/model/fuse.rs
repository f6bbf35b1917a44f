//! Whether neighbouring ENVs or LABELs may become one.
//!
//! BuildKit expands all words of an instruction before it sets the first variable (Dockerfile reference, "Environment
//! replacement"), so a value that uses a variable of the instruction before sees another value once they are one.

use std::collections::HashSet;
use std::ops::Range;

use super::Model;
use crate::syntax::{self, Arguments, Assignment, Instruction, Keyword};

/// Neighbouring instructions, and why the next one is not among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// Their indices; one alone if the next cannot join it.
    pub range: Range<usize>,
    /// Why the next neighbour stays apart; `None` if there is none.
    pub apart: Option<String>,
}

impl Model<'_> {
    /// The ENVs (or LABELs) of a range of instructions, in groups that may become one each. Only what stands on lines
    /// right below each other is a neighbour: a blank line or a comment between two is there for a reason.
    #[must_use]
    pub fn neighbours(&self, range: Range<usize>, keyword: Keyword) -> Vec<Neighbours> {
        let mut groups: Vec<Neighbours> = Vec::new();
        let mut names = HashSet::new();
        for at in range {
            let instruction = self.instruction(at);
            let Some(pairs) = pairs(instruction, keyword) else { continue };
            let adjoins = |group: &&mut Neighbours| {
                group.range.end == at && self.instruction(at - 1).lines.end == instruction.lines.start
            };
            let own: Vec<String> = pairs.iter().map(|pair| self.plain_name(at, pair)).collect();
            if let Some(group) = groups.last_mut().filter(adjoins) {
                match self.apart(group.range.clone(), at, &names, &own) {
                    None => {
                        group.range.end = at + 1;
                        names.extend(own);
                        continue;
                    }
                    reason => group.apart = reason,
                }
            }
            groups.push(Neighbours { range: at..at + 1, apart: None });
            names = own.into_iter().collect();
        }
        groups
    }

    /// The name of a pair as the build reads it.
    fn plain_name(&self, at: usize, pair: &Assignment) -> String {
        let name = self.instruction(at).text(pair.name);
        self.expand(at, name).map_or_else(|| name.to_owned(), |name| name.text)
    }

    /// Why the instruction at `at` may not join those of `group`, which set `names`.
    fn apart(&self, group: Range<usize>, at: usize, names: &HashSet<String>, own: &[String]) -> Option<String> {
        let (last, next) = (self.instruction(group.end - 1), self.instruction(at));
        let keyword = next.keyword()?;
        let both = [last, next];
        let unknown = |one: &Instruction<'_>| {
            let mut pairs = pairs(one, keyword).unwrap_or_default().iter();
            pairs.any(|pair| one.text(pair.name).contains('$'))
        };
        if both.into_iter().any(unknown) {
            return Some("a name is only known when the build runs".to_owned());
        }
        if both.iter().any(|one| pairs(one, keyword).is_none_or(|pairs| pairs.iter().any(|pair| pair.legacy))) {
            return Some(format!("a line has the old form of {}, without an equals sign", keyword.as_str()));
        }
        if let Some(name) = own.iter().find(|name| names.contains(*name)) {
            return Some(format!("{name} is set twice"));
        }
        let text = next.text(next.command.rest);
        if let Some(name) = used(text).find(|name| keyword == Keyword::Env && names.contains(*name)) {
            return Some(format!("the next line uses {name}, which would have its old value"));
        }
        // Quotes that do not end, or an escape character at the end, would take hold of what follows.
        let one = format!("FROM scratch\n{} {} {}", keyword.as_str(), last.text(last.command.rest), text);
        if escape_of(self) != '\\' || !reads_as(&one, &both, keyword) {
            return Some("the lines would be read in another way as one".to_owned());
        }
        None
    }
}

fn escape_of(model: &Model<'_>) -> char {
    char::from(model.document.escape)
}

fn pairs<'i>(instruction: &'i Instruction<'_>, keyword: Keyword) -> Option<&'i [Assignment]> {
    match &instruction.command.arguments {
        Arguments::Env(pairs) if keyword == Keyword::Env => Some(pairs),
        Arguments::Label(pairs) if keyword == Keyword::Label => Some(pairs),
        _ => None,
    }
}

/// The names behind each `$` or brace of a text, so of all variables that it may use.
fn used(text: &str) -> impl Iterator<Item = &str> {
    text.split(['$', '{']).skip(1).map(|rest| {
        let end = rest.find(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_');
        &rest[..end.unwrap_or(rest.len())]
    })
}

/// Whether the second line of a file is read as the pairs of these instructions.
fn reads_as(file: &str, all: &[&Instruction<'_>], keyword: Keyword) -> bool {
    let wanted =
        all.iter().flat_map(|one| pairs(one, keyword).unwrap_or_default().iter().map(|pair| one.text(pair.span)));
    let Ok(document) = syntax::parse(file) else { return false };
    let [_, read] = document.instructions.as_slice() else { return false };
    document.errors.is_empty()
        && pairs(read, keyword).is_some_and(|found| found.iter().map(|pair| read.text(pair.span)).eq(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    fn groups(text: &str) -> Vec<(Range<usize>, Option<String>)> {
        let document = parse(text).expect("parses");
        let model = Model::read(&document);
        let all = model.neighbours(0..document.instructions.len(), Keyword::Env);
        all.into_iter().map(|group| (group.range, group.apart)).collect()
    }

    #[test]
    fn only_lines_right_below_each_other_are_neighbours() {
        assert_eq!(groups("FROM a\nENV A=1\nENV B=$C\nENV C=1\n"), [(1..4, None)]);
        assert_eq!(groups("FROM a\nENV A=1\n\nENV B=1\n# c\nENV C=1\n"), [(1..2, None), (2..3, None), (3..4, None)]);
        assert_eq!(groups("FROM a\nENV A=1\nRUN x\nENV B=1\n"), [(1..2, None), (3..4, None)]);
    }

    #[test]
    fn what_would_change_stays_apart() {
        for (second, reason) in [
            ("ENV B=$A", "the next line uses A"),
            ("ENV B=\"${A}x\"", "the next line uses A"),
            ("ENV B=${A:-x}", "the next line uses A"),
            ("ENV A=2", "A is set twice"),
            ("ENV B 2", "the old form"),
        ] {
            let found = groups(&format!("FROM a\nENV A=1\n{second}\n"));
            assert!(found.len() == 2 && found[0].1.as_ref().is_some_and(|why| why.contains(reason)), "{found:?}");
        }
        let open = groups("FROM a\nENV A=\"1\nENV B=2\n");
        assert!(open.len() == 2 && open[0].1.as_ref().is_some_and(|why| why.contains("another way")), "{open:?}");
    }
}
