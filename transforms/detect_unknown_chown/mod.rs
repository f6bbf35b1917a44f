use crate::facts::creates_users;
use crate::model::{Model, Run};
use crate::syntax::Arguments;
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectUnknownChown;

static META: Meta = Meta {
    id: "detect-unknown-chown",
    summary: "Detect --chown with a name that a later RUN creates",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectUnknownChown {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("--chown=") {
            return;
        }
        for (stage, facts) in file.stages.iter().enumerate() {
            for at in facts.body() {
                let instruction = file.instruction(at);
                if !matches!(instruction.command.arguments, Arguments::Copy(_) | Arguments::Add(_)) {
                    continue;
                }
                let flags = &instruction.command.flags;
                let Some(flag) = flags.iter().find(|flag| instruction.text(flag.name) == "chown") else { continue };
                let owner = flag.value.as_ref().and_then(|value| file.expand(at, value.text(&instruction.logical)));
                let Some(owner) = owner.map(|owner| owner.text) else { continue };
                let named = |name: &&str| !name.is_empty() && !name.bytes().all(|byte| byte.is_ascii_digit());
                let missing = owner.split(':').filter(named).find(|name| {
                    let later = file.runs(at + 1..facts.end).any(|(_, run)| creates(run, name));
                    later && !named_before(file, stage, at, name)
                });
                let Some(missing) = missing else { continue };
                cx.report(
                    Severity::Error,
                    instruction.logical.cover(flag.span),
                    format!("`{missing}` does not exist yet"),
                )
                .because(
                    "a later RUN creates it; a name that is not known here does not fail, and the files belong to root",
                )
                .repair("move the RUN that creates it above, or give the numbers of user and group");
            }
        }
    }
}

/// Whether a RUN certainly creates a user or group of that name: its last word, without a condition.
fn creates(run: &Run<'_>, name: &str) -> bool {
    run.mentions(name)
        && run.simple_commands().iter().filter(|located| !located.place.condition || located.place.depth == 0).any(
            |located| {
                let words: Vec<_> = located.simple.words.iter().map(|word| word.value(run.text)).collect();
                let program = words.first().and_then(|word| word.as_deref()).unwrap_or_default();
                creates_users(program) && words.last().is_some_and(|word| word.as_deref() == Some(name))
            },
        )
}

/// Whether anything before names it: an earlier RUN, or a file that may be a list of users.
fn named_before(file: &Model<'_>, stage: usize, at: usize, name: &str) -> bool {
    let text = file.document.source.text();
    file.lineage(stage).any(|stage| {
        let facts = &file.stages[stage];
        facts.body().filter(|&earlier| earlier < at).any(|earlier| {
            let instruction = file.instruction(earlier);
            let lines = instruction.lines.of(text);
            match instruction.command.arguments {
                Arguments::Run(_) => {
                    lines.contains(name)
                        || file
                            .run(earlier)
                            .is_none_or(|run| run.script.is_err() || run.may_call_package_managers_unseen())
                }
                Arguments::Copy(_) | Arguments::Add(_) => lines.contains("passwd") || lines.contains("/etc"),
                _ => false,
            }
        })
    })
}
