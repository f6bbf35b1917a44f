//! A build argument with what is made of it, and how far down it may go.

use super::hearing::{Hearing, hearing};
use crate::facts::{VolatileName, volatile_arg};
use crate::model::Model;
use crate::syntax::{Arguments, Assignment, Instruction, Keyword};

/// How far a build argument may go, and what goes along.
pub(super) struct Sink {
    /// The instructions that go: the ARG, and what is made of it on the way.
    pub(super) members: Vec<usize>,
    /// The instruction that they go behind.
    pub(super) below: usize,
    /// Why a RUN in between may do something else without it.
    pub(super) doubt: Option<String>,
}

/// Whether an ARG declares nothing but what changes in every build.
pub(super) fn is_volatile(file: &Model<'_>, at: usize) -> bool {
    let instruction = file.instruction(at);
    let names = declared(instruction);
    let has_default = matches!(&instruction.command.arguments, Arguments::Arg(pairs) if pairs.iter().any(|pair| {
        pair.value.is_some_and(|value| !bare(instruction.text(value)).is_empty())
    }));
    // With a default, a general name is that of a setting: `ARG VERSION=3.2`.
    let volatile = |name: &&str| volatile_arg(name).is_some_and(|kind| kind == VolatileName::Certain || !has_default);
    !names.is_empty() && names.iter().all(volatile)
}

/// The names of the ARGs among some instructions.
pub(super) fn argument_names<'m>(file: &'m Model<'_>, block: &[usize]) -> Vec<&'m str> {
    let args = block.iter().map(|&at| file.instruction(at)).filter(|one| one.keyword() == Some(Keyword::Arg));
    args.flat_map(declared).collect()
}

/// How far the ARG at `at` may go down in its stage, which ends at `end`; `None` where it stands well.
///
/// # Errors
/// Why it has to stay above a RUN that does not name it.
pub(super) fn sink(file: &Model<'_>, end: usize, at: usize) -> Result<Option<Sink>, String> {
    let mut block = Block::of(file, at);
    let (mut near, mut far) = (Reach::default(), Reach::default());
    let mut doubt = None;
    let mut stop = None;
    for next in at + 1..end {
        let hearing = match block.meet(file, next) {
            Meeting::Passes => continue,
            Meeting::Joins => {
                near.meets(next);
                far.meets(next);
                continue;
            }
            Meeting::Run(hearing) => hearing,
            Meeting::Stops => {
                stop = Some((next, None));
                break;
            }
        };
        match hearing {
            Hearing::Deaf { is_quick } => {
                if doubt.is_none() {
                    near.passes(next, is_quick, &block.members);
                }
                far.passes(next, is_quick, &block.members);
            }
            Hearing::Fetches(what) => {
                near.meets(next);
                far.passes(next, false, &block.members);
                let line = line(file, next);
                doubt.get_or_insert_with(|| format!("the RUN in line {line} {what}, and keeps what it got until then"));
            }
            Hearing::MayRead(name) => {
                let reason = format!("{name} in line {} may look for it in its environment", line(file, next));
                if block.general {
                    stop = Some((next, Some(reason)));
                    break;
                }
                near.meets(next);
                far.passes(next, false, &block.members);
                doubt.get_or_insert(reason);
            }
            Hearing::Reads(what) => {
                stop = Some((next, Some(format!("the RUN in line {} {what}", line(file, next)))));
                break;
            }
        }
    }
    let (limit, reason) = stop.unwrap_or((end, None));
    let near = near.into_sink(limit, None);
    let Some(sink) = near.or_else(|| far.into_sink(limit, doubt)) else {
        return reason.filter(|_| is_named(file, at, end)).map_or(Ok(None), Err);
    };
    if !is_named(file, at, end) {
        return Err("nothing behind it in the stage names it: it may be there to have what follows run anew".to_owned());
    }
    if speaks_of_cache(file, at) {
        return Err("the comment over it speaks of the cache".to_owned());
    }
    Ok(Some(sink))
}

/// Whether something behind an ARG in its stage names what it declares.
fn is_named(file: &Model<'_>, at: usize, end: usize) -> bool {
    let block = Block::of(file, at);
    (at + 1..end).any(|later| block.is_used_by(file, later))
}

/// How far down an argument gets.
#[derive(Default)]
struct Reach {
    /// The last RUN that it gets below, and what goes along.
    last: Option<(usize, Vec<usize>)>,
    /// Whether that wins anything: one of the RUNs takes its time.
    wins: bool,
    /// The first instruction behind that RUN that it has something to do with.
    barrier: Option<usize>,
}

impl Reach {
    fn passes(&mut self, run: usize, is_quick: bool, members: &[usize]) {
        self.wins |= !is_quick;
        self.last = Some((run, members.to_vec()));
        self.barrier = None;
    }

    fn meets(&mut self, at: usize) {
        self.barrier.get_or_insert(at);
    }

    /// Alone, an argument goes to where it is used; with what is made of it, directly behind the RUN.
    fn into_sink(self, limit: usize, doubt: Option<String>) -> Option<Sink> {
        let (last, members) = self.last.filter(|_| self.wins)?;
        let below = if members.len() == 1 { self.barrier.unwrap_or(limit) - 1 } else { last };
        Some(Sink { members, below, doubt })
    }
}

/// What goes down together.
struct Block<'m> {
    members: Vec<usize>,
    /// The variables that it declares.
    names: Vec<&'m str>,
    /// The keys of its labels.
    keys: Vec<&'m str>,
    /// Whether one of its names may also be that of a setting.
    general: bool,
}

/// What an instruction is to a block above it.
enum Meeting {
    /// It may stand on either side.
    Passes,
    /// It is made of what the block declares, and goes along.
    Joins,
    /// It is a RUN that names nothing of it.
    Run(Hearing),
    /// It has to stay below.
    Stops,
}

impl<'m> Block<'m> {
    fn of(file: &'m Model<'_>, at: usize) -> Self {
        let mut block = Self { members: Vec::new(), names: Vec::new(), keys: Vec::new(), general: false };
        block.take(file, at);
        block
    }

    fn take(&mut self, file: &'m Model<'_>, at: usize) {
        let instruction = file.instruction(at);
        self.members.push(at);
        match &instruction.command.arguments {
            Arguments::Label(pairs) => self.keys.extend(pairs.iter().map(|pair| instruction.text(pair.name))),
            _ => {
                let names = declared(instruction);
                self.general |= names.iter().any(|name| volatile_arg(name) == Some(VolatileName::General));
                self.names.extend(names);
            }
        }
    }

    fn meet(&mut self, file: &'m Model<'_>, at: usize) -> Meeting {
        let instruction = file.instruction(at);
        if let Some(run) = file.run(at) {
            let text = instruction.lines.of(file.document.source.text());
            let named = self.names.iter().any(|name| names_word(text, name));
            return if named { Meeting::Stops } else { Meeting::Run(hearing(file, run)) };
        }
        let uses = self.is_used_by(file, at);
        let movable = || {
            let text = instruction.lines.of(file.document.source.text());
            instruction.heredocs.is_empty() && !text.lines().any(|line| line.trim_start().starts_with('#'))
        };
        match &instruction.command.arguments {
            Arguments::Label(pairs) => {
                let same = |pair: &Assignment| {
                    let key = instruction.text(pair.name);
                    self.keys.iter().any(|own| own.contains('$') || key.contains('$') || bare(own) == bare(key))
                };
                if pairs.iter().any(same) && !uses || uses && !movable() {
                    return Meeting::Stops;
                }
                if uses {
                    self.take(file, at);
                    return Meeting::Joins;
                }
                Meeting::Passes
            }
            Arguments::Arg(pairs) | Arguments::Env(pairs) => {
                let names = || pairs.iter().map(|pair| instruction.text(pair.name));
                let declares = |name: &str| {
                    self.members.iter().any(|&member| {
                        let member = file.instruction(member);
                        declared(member).contains(&name) || expands(member.logical.text(), name)
                    })
                };
                // `ARG X` and `ENV X=$X`: an ENV of the same name that is made of it.
                let follows = uses && names().all(|name| volatile_arg(name).is_some()) && movable();
                let is_env = instruction.keyword() == Some(Keyword::Env);
                let again = names().any(|name| declares(name) && !(is_env && follows && self.names.contains(&name)));
                if again || uses && !follows {
                    return Meeting::Stops;
                }
                if uses {
                    self.take(file, at);
                    return Meeting::Joins;
                }
                Meeting::Passes
            }
            _ if uses => Meeting::Stops,
            _ => Meeting::Passes,
        }
    }

    /// Whether an instruction names a variable of the block.
    fn is_used_by(&self, file: &Model<'_>, at: usize) -> bool {
        let instruction = file.instruction(at);
        let text = instruction.lines.of(file.document.source.text());
        let is_run = matches!(instruction.command.arguments, Arguments::Run(_) | Arguments::Onbuild(_));
        self.names.iter().any(|name| if is_run { names_word(text, name) } else { expands(text, name) })
    }
}

/// The variables that an ARG or ENV declares.
fn declared<'i>(instruction: &'i Instruction<'_>) -> Vec<&'i str> {
    match &instruction.command.arguments {
        Arguments::Arg(pairs) | Arguments::Env(pairs) => pairs.iter().map(|pair| instruction.text(pair.name)).collect(),
        _ => Vec::new(),
    }
}

fn bare(key: &str) -> &str {
    key.trim_matches(['"', '\''])
}

/// Whether a text holds a name as a word of its own.
fn names_word(text: &str, name: &str) -> bool {
    let is_part = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + name.len()..].starts_with(is_part))
}

/// Whether a text expands a variable: `$NAME`, `${NAME}`, `${NAME:-word}`.
fn expands(text: &str, name: &str) -> bool {
    let is_part = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = &text[..at];
        (before.ends_with('$') || before.ends_with("${")) && !text[at + name.len()..].starts_with(is_part)
    })
}

/// Whether an ARG, or a comment directly over it, says that it is there for the cache.
fn speaks_of_cache(file: &Model<'_>, at: usize) -> bool {
    let text = file.document.source.text();
    let above = text[..file.instruction(at).lines.start as usize].lines().rev();
    let comments = above.map(str::trim).take_while(|line| line.starts_with('#'));
    comments
        .map(str::to_ascii_lowercase)
        .any(|line| ["cache", "rebuild", "invalidate"].iter().any(|word| line.contains(word)))
}

fn line(file: &Model<'_>, at: usize) -> usize {
    file.document.source.position(file.instruction(at).span.start as usize).line
}
