use std::collections::HashMap;

use crate::model::Model;
use crate::syntax::{Arguments, Instruction, MountKey, Span, mounts};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectUndefinedStage;

static META: Meta = Meta {
    id: "detect-undefined-stage",
    summary: "Detect --from with no stage of that name before it",
    equivalents: &["DL3022", "DL3023"],
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectUndefinedStage {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("from=") {
            return;
        }
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (number, name) in
            file.stages.iter().enumerate().filter_map(|(number, it)| Some((number, it.name.as_deref()?)))
        {
            first.entry(name).or_insert(number);
        }
        for (stage, facts) in file.stages.iter().enumerate() {
            for at in facts.body() {
                let instruction = file.instruction(at);
                for (span, word) in references(instruction) {
                    judge(file, (stage, &first), (instruction.logical.cover(span), &word), cx);
                }
            }
        }
    }
}

/// What an instruction takes files from, with its place.
fn references(instruction: &Instruction<'_>) -> Vec<(Span, String)> {
    let command = &instruction.command;
    match &command.arguments {
        Arguments::Copy(_) => {
            let flags = command.flags.iter().filter(|flag| instruction.text(flag.name) == "from");
            let values = flags.filter_map(|flag| flag.value.as_ref());
            values.map(|value| (value.span, value.text(&instruction.logical).to_owned())).collect()
        }
        Arguments::Run(_) => {
            let mounts = mounts(instruction, command);
            let fields = mounts.iter().flat_map(|mount| &mount.fields).filter(|(key, _)| *key == MountKey::From);
            let values = fields.filter_map(|(_, value)| value.as_ref());
            values.map(|value| (value.span, value.text(&instruction.logical).to_owned())).collect()
        }
        _ => Vec::new(),
    }
}

fn judge(file: &Model<'_>, (stage, first): (usize, &HashMap<&str, usize>), (at, word): (Span, &str), cx: &mut Cx<'_>) {
    if word.contains('$') {
        cx.report(Severity::Error, at, "variables are not expanded here")
            .because(format!("BuildKit looks for a stage or image that is called `{word}`, and fails"))
            .repair(format!("name it in a stage of its own, `FROM {word} AS name`, and take `--from=name`"));
    } else if let Ok(number) = word.parse::<usize>() {
        let message = match number {
            _ if number < stage => return,
            _ if number == stage => format!("stage {number} is the one that this stands in"),
            _ if number < file.stages.len() => format!("stage {number} comes later"),
            _ => format!("there is no stage {number}"),
        };
        cx.report(Severity::Error, at, message)
            .because("files can be taken from earlier stages only, counted from 0, and the build fails")
            .repair("name the stage that is meant with `AS name`, and take `--from=name`");
    } else {
        named((stage, first), (at, word), cx);
    }
}

fn named((stage, first): (usize, &HashMap<&str, usize>), (at, word): (Span, &str), cx: &mut Cx<'_>) {
    match first.get(word.to_ascii_lowercase().as_str()) {
        Some(number) if *number > stage => {
            cx.report(Severity::Error, at, format!("stage `{word}` comes later"))
                .because("files can be taken from earlier stages only, and the build fails")
                .repair("move that stage above this one");
        }
        Some(_) => {}
        None if word.is_empty() || word.contains(['/', ':', '.', '@']) => {}
        None => {
            let earlier = first.iter().filter(|(_, number)| **number < stage).map(|(name, _)| *name);
            let meant = nearest(word, earlier.take(MAX_COMPARED));
            if meant.is_none() && !STAGE_NAMES.contains(&word.to_ascii_lowercase().as_str()) {
                return;
            }
            let finding = cx
                .report(Severity::Warning, at, format!("no stage before this one is called `{word}`"))
                .because("it is taken for an image of that name, unless the build gives a context of that name");
            match meant {
                Some(meant) => finding.repair(format!("take `--from={meant}` if that stage is meant")),
                None => finding.repair(format!("name the stage that is meant with `AS {word}`")),
            };
        }
    }
}

/// Names that are given to stages, and to no image that is meant.
const STAGE_NAMES: [&str; 14] = [
    "builder",
    "build",
    "base",
    "deps",
    "dependencies",
    "development",
    "production",
    "prod",
    "dev",
    "runtime",
    "final",
    "compile",
    "compiler",
    "release",
];

/// A word is compared with no more names than that.
const MAX_COMPARED: usize = 64;

/// The name that a word is a slip of.
fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let slips = |name: &str| strsim::damerau_levenshtein(name, &word.to_ascii_lowercase());
    let close = names.filter(|name| name.len() > 3 && name.len().abs_diff(word.len()) <= 2);
    close.map(|name| (slips(name), name)).filter(|&(slips, name)| slips * 4 <= name.len()).min().map(|(_, name)| name)
}
