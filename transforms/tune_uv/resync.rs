//! Commands of uv that install the development packages again, in the build or when a container starts.

use crate::model::{BaseImage, Model};
use crate::syntax::Arguments;

/// For each stage, why a command in it, or in an image with something of it, may bring the development packages back.
pub(super) fn by_stage(file: &Model<'_>) -> Vec<Option<String>> {
    let mut kept: Vec<bool> = Vec::with_capacity(file.stages.len());
    for facts in &file.stages {
        let inherited = matches!(facts.base, BaseImage::Stage(parent) if kept[parent]);
        kept.push(inherited || facts.body().any(|at| forbids(file, at)));
    }
    file.found_behind(&|at| resyncs(file, at).filter(|_| !file.stage_of(at).is_some_and(|stage| kept[stage])))
}

/// Variables of an image that keep commands from it.
const VARIABLES: [&str; 3] = ["UV_NO_SYNC", "UV_NO_DEV", "UV_NO_DEFAULT_GROUPS"];

/// Whether an instruction sets one for the build and for containers.
fn forbids(file: &Model<'_>, at: usize) -> bool {
    let instruction = file.instruction(at);
    let Arguments::Env(pairs) = &instruction.command.arguments else { return false };
    pairs.iter().any(|pair| {
        let value = pair.value.map_or("", |value| instruction.text(value)).trim_matches(['"', '\'']);
        VARIABLES.contains(&instruction.text(pair.name)) && matches!(value, "1" | "true" | "True" | "yes")
    })
}

/// Commands that bring the environment up to date, with the development packages.
const COMMANDS: [&str; 3] = ["run", "add", "remove"];

/// Options that keep them from it.
const KEEPING: [&str; 4] = ["--no-sync", "--no-dev", "--no-default-groups", "--no-project"];

fn resyncs(file: &Model<'_>, at: usize) -> Option<String> {
    let instruction = file.instruction(at);
    let runs = matches!(
        &instruction.command.arguments,
        Arguments::Run(_)
            | Arguments::Cmd(_)
            | Arguments::Entrypoint(_)
            | Arguments::Healthcheck(_)
            | Arguments::Onbuild(_)
    );
    let between = |c: char| c.is_whitespace() || "\"'`,[](){};&|=<>$\\".contains(c);
    let text = instruction.lines.of(file.document.source.text());
    let mut words = text.split(between).filter(|word| runs && !word.is_empty());
    while let Some(word) = words.next() {
        if word.rsplit('/').next() != Some("uv") {
            continue;
        }
        let mut line = words.clone().take(LOOKED_AT);
        let command = line.find(|word| !word.starts_with('-'));
        if let Some(command) = command.filter(|word| COMMANDS.contains(word))
            && !line.any(|word| KEEPING.contains(&word))
        {
            return Some(format!("`uv {command}` installs the development packages again where nothing forbids it"));
        }
    }
    None
}

/// How many words of a command line may be options of uv.
const LOOKED_AT: usize = 12;
