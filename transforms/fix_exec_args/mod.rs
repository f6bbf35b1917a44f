use crate::edit::{self, Reach};
use crate::facts::{Takes, runs_the_rest, takes};
use crate::model::{Model, Start};
use crate::syntax::{Arguments, Form, Instruction, Keyword, Span, Value};
use crate::transform::{Cx, Meta, Phase, Safety, Transform};

pub(super) struct FixExecArgs;

static META: Meta = Meta {
    id: "fix-exec-args",
    summary: "Fix options of an exec form that share an argument with their value",
    technique: "start programs without a shell",
    phase: Phase::Normalise,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for FixExecArgs {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Cmd, Keyword::Entrypoint], config: &["CMD", "ENTRYPOINT"] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, facts) in file.stages.iter().enumerate() {
            let own = Start::within(file, stage);
            for at in [own.entrypoint, own.cmd].into_iter().flatten().filter(|_| facts.ships) {
                let instruction = file.instruction(at);
                let items = array(file, at);
                for index in 0..items.len() {
                    let Some((option, gap)) = slip(instruction, &items[index]) else { continue };
                    let title = format!("split `{}` into two arguments", items[index].text(&instruction.logical));
                    let separator = if is_spaced(instruction, items) { "\", \"" } else { "\",\"" };
                    match reason_to_leave(file, (stage, at), index, option) {
                        Some(reason) => cx.refuse(instruction.span, reason),
                        None => match edit::replace(instruction, gap, separator) {
                            None => cx.refuse(instruction.span, "the argument is broken over two lines"),
                            Some(edit) => cx
                                .change(instruction.span, title)
                                .edit(edit)
                                .why("the program gets option, blank and value as one argument")
                                .propose(),
                        },
                    }
                }
            }
        }
    }
}

/// The elements of a CMD or ENTRYPOINT in exec form; none of one in shell form.
fn array<'m>(file: &'m Model<'_>, at: usize) -> &'m [Value] {
    match Start::form(file, at) {
        Some(Form::Exec { items, trailing: false, .. }) => items,
        _ => &[],
    }
}

/// The option of an element such as `-w 4`, and the place of the blanks behind it in the joined text.
fn slip<'i>(instruction: &'i Instruction<'_>, item: &'i Value) -> Option<(&'i str, Span)> {
    let text = item.text(&instruction.logical);
    let (option, rest) = text.split_once(' ')?;
    let value = rest.trim_start_matches(' ');
    let named = option.strip_prefix("--").or_else(|| option.strip_prefix('-'))?;
    let is_option = !named.is_empty() && named.chars().all(|ch| ch.is_ascii_alphanumeric() || "-_".contains(ch));
    let plain = !value.is_empty() && !value.contains(char::is_whitespace);
    // Without escapes the element stands in the text as it is read, behind its quote.
    let raw = instruction.text(item.span);
    let start = item.span.start as usize + 1 + option.len();
    let gap = Span::new(start, start + text.len() - option.len() - value.len());
    (is_option && plain && raw.len() == text.len() + 2).then_some((option, gap))
}

/// Whether the elements of an array have blanks between them.
fn is_spaced(instruction: &Instruction<'_>, items: &[Value]) -> bool {
    items.windows(2).all(|pair| {
        let between = Span::new(pair[0].span.end as usize, pair[1].span.start as usize);
        instruction.text(between).ends_with(char::is_whitespace)
    })
}

/// Why an element that looks like an option and its value may be something else.
fn reason_to_leave(file: &Model<'_>, (stage, at): (usize, usize), index: usize, option: &str) -> Option<String> {
    let entrypoint = Start::of(file, stage).entrypoint.filter(|_| is_cmd(file, at));
    let mut words: Vec<&str> = Vec::new();
    for at in entrypoint.into_iter().chain([at]) {
        let logical = &file.instruction(at).logical;
        words.extend(array(file, at).iter().map(|item| item.text(logical)));
    }
    let here = words.len() - array(file, at).len() + index;
    let mut program = 0;
    if words.first().is_some_and(|first| runs_the_rest(first)) {
        program = 1 + words[1..].iter().take_while(|word| word.starts_with('-')).count();
    }
    if program >= here {
        return Some("the program that gets the argument is not known".to_owned());
    }
    let (name, before) = (words[program], &words[program + 1..here]);
    if before.contains(&"--") {
        return Some("behind `--` an argument is no option".to_owned());
    }
    if takes(name, before, option) != Some(Takes::One) {
        return Some(format!("that {option} of {name} takes one argument is not known"));
    }
    let previous = before.last().filter(|word| word.starts_with('-') && !word.contains([' ', '=']));
    let flag = |word: &&&str| takes(name, before, word) == Some(Takes::Nothing);
    let previous = previous.filter(|word| !flag(word))?;
    Some(format!("it may be what {previous} in front of it takes"))
}

fn is_cmd(file: &Model<'_>, at: usize) -> bool {
    matches!(file.instruction(at).command.arguments, Arguments::Cmd(_))
}
