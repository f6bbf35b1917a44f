use std::collections::{HashMap, HashSet};

use crate::facts::creates_users;
use crate::model::{Model, Stage};
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
            let created = created(file, facts);
            if created.is_empty() {
                continue;
            }
            let mut told: HashSet<String> = HashSet::new();
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
                    let later = created.get(*name).is_some_and(|&last| last > at);
                    later && told.insert((*name).to_owned()) && !named_before(file, stage, at, name)
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

/// The users and groups that RUNs of the stage certainly create, with the last RUN that does.
fn created(file: &Model<'_>, stage: &Stage) -> HashMap<String, usize> {
    let mut created = HashMap::new();
    let made_again = ["deluser", "delgroup", "userdel", "groupdel", "--system", "groupadd -f"];
    if file.runs(stage.body()).any(|(_, run)| made_again.iter().any(|name| run.mentions(name))) {
        return created;
    }
    for (at, run) in file.runs(stage.body()).filter(|(_, run)| run.mentions("user") || run.mentions("group")) {
        let Ok(script) = &run.script else { continue };
        for located in run.simple_commands() {
            let words: Option<Vec<_>> = located.simple.words.iter().map(|word| word.value(run.text)).collect();
            let Some(words) = words.filter(|_| run.step_of(script, located.simple).is_some()) else { continue };
            let words: Vec<&str> = words.iter().map(|word| &**word).collect();
            if let Some(name) = new_name(&words) {
                created.insert(name.to_owned(), at);
            }
        }
    }
    created
}

/// The name that a command creates: its last word. `adduser USER GROUP` creates none.
fn new_name<'w>(words: &[&'w str]) -> Option<&'w str> {
    let (program, arguments) = words.split_first()?;
    let (name, before) = arguments.split_last()?;
    let adds = matches!(*program, "adduser" | "addgroup");
    let value = before.len() > 1 && VALUED.contains(&before[before.len() - 2]);
    let operand = before.last().is_some_and(|word| !word.starts_with('-') && !value);
    (creates_users(program) && !name.starts_with('-') && !(adds && operand)).then_some(name)
}

/// Options of adduser and addgroup that take a value (manuals of Debian's and busybox's).
const VALUED: [&str; 14] =
    ["--uid", "--gid", "--home", "--shell", "--gecos", "--ingroup", "--conf", "-u", "-g", "-G", "-h", "-s", "-k", "-c"];

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
