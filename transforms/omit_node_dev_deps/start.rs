//! Whether a stage certainly neither builds nor runs anything that development dependencies bring.

use crate::model::{Model, NodeInstall, Run};
use crate::syntax::{Arguments, Form, Instruction};

/// Programs that run nothing of a project.
const PLAIN: [&str; 20] = [
    "addgroup", "adduser", "apk", "apt-get", "chgrp", "chmod", "chown", "cp", "curl", "echo", "groupadd", "ln",
    "mkdir", "mv", "rm", "set", "touch", "true", "useradd", "wget",
];

/// Programs that only start others, as ENTRYPOINT.
const STARTERS: [&str; 4] = ["tini", "dumb-init", "docker-entrypoint.sh", "catatonit"];

/// Directories of files that are built.
const BUILT: [&str; 4] = ["build", "dist", "lib", "out"];

/// Variables that decide about development dependencies.
const VARIABLES: [&str; 7] = [
    "NODE_ENV",
    "NPM_CONFIG_PRODUCTION",
    "npm_config_production",
    "NPM_CONFIG_OMIT",
    "npm_config_omit",
    "NPM_CONFIG_INCLUDE",
    "npm_config_include",
];

/// Whether nothing behind an installation, and nothing that the image runs, is known to need development dependencies.
///
/// # Errors
/// Why that is not certain.
pub(super) fn needs_no_dev_deps(
    file: &Model<'_>,
    stage: usize,
    run: &Run<'_>,
    install: &NodeInstall<'_>,
) -> Result<(), String> {
    if let Some(name) = VARIABLES.iter().find(|name| file.is_declared(run.at, name) || run.mentions(name)) {
        return Err(format!("{name} decides about development dependencies"));
    }
    if file.may_set(stage, run.at, "NODE_ENV", &|value| value == "production") {
        return Err("NODE_ENV is not production when a container starts, which may need them then".to_owned());
    }
    if !install.simple.assigns.is_empty() {
        return Err("a variable is set for the installation alone".to_owned());
    }
    let facts = &file.stages[stage];
    let name = facts.name.as_deref().unwrap_or_default();
    if name.split(['-', '_', '.']).any(|word| word.starts_with("dev") || word.starts_with("test") || word == "ci") {
        return Err("the stage is named as one for development or tests".to_owned());
    }
    for (at, other) in file.runs(run.at..facts.end) {
        if other.script.is_err() {
            return Err("a later RUN is not understood".to_owned());
        }
        let behind = |start: u32| at != run.at || start > install.simple.span.start;
        let commands = other.simple_commands();
        let plain = |name: &str| name.is_empty() || PLAIN.contains(&name);
        let builds = commands.iter().filter(|found| behind(found.simple.span.start)).find(|found| {
            let cleans = found.simple.span.of(other.text).trim() == "npm cache clean --force";
            !cleans && !found.simple.name(other.text).is_some_and(|name| plain(&name))
        });
        let takes = commands.iter().filter(|found| behind(found.simple.span.start)).find(|found| {
            let name = found.simple.name(other.text);
            matches!(name.as_deref(), Some("cp" | "ln" | "mv"))
                && found.simple.span.of(other.text).contains("node_modules/")
        });
        if let Some(found) = takes {
            let name = found.simple.name(other.text).unwrap_or_default();
            return Err(format!("`{name}` takes something out of node_modules, perhaps of a development dependency"));
        }
        if let Some(found) = builds {
            let name = found.simple.name(other.text).unwrap_or_default();
            return Err(format!("`{name}` runs behind the installation, and may need development dependencies"));
        }
    }
    starts_with_node(file, stage)
}

/// Whether the image of a stage certainly starts a file with node.
fn starts_with_node(file: &Model<'_>, stage: usize) -> Result<(), String> {
    let (mut entrypoint, mut command, mut built_elsewhere) = (None, None, false);
    let mut copied: Vec<String> = Vec::new();
    for at in file.stages[stage].body() {
        let instruction = file.instruction(at);
        match &instruction.command.arguments {
            Arguments::Entrypoint(form) => entrypoint = Some(words(instruction, form)),
            Arguments::Cmd(form) => command = Some(words(instruction, form)),
            Arguments::Copy(transfer) | Arguments::Add(transfer) => {
                built_elsewhere |= instruction.command.flag(&instruction.logical, "from").is_some();
                let paths = transfer.sources.iter().chain(&transfer.destination);
                copied.extend(paths.map(|path| last_part(path.text(&instruction.logical)).to_owned()));
            }
            Arguments::Onbuild(_) => return Err("an ONBUILD trigger may run a development dependency".to_owned()),
            Arguments::Healthcheck(_) => {
                let text = instruction.lines.of(file.document.source.text());
                if ["npm", "npx", "yarn", "node_modules"].iter().any(|name| text.contains(name)) {
                    return Err("HEALTHCHECK may run a development dependency".to_owned());
                }
            }
            _ => {}
        }
    }
    let starter = |words: &Vec<String>| match words.as_slice() {
        [first, rest @ ..] => {
            let name = last_part(first);
            let own = copied.iter().any(|copied| copied == name);
            STARTERS.contains(&name) && !own && rest.iter().all(|word| word == "--")
        }
        [] => true,
    };
    if entrypoint.iter().chain(&command).flatten().any(|word| is_for_development(word)) {
        return Err("what it starts is named as something for development or tests".to_owned());
    }
    let built =
        entrypoint.iter().chain(&command).flatten().any(|word| word.split('/').any(|part| BUILT.contains(&part)));
    if built && !built_elsewhere {
        return Err("what it starts looks built, perhaps by a script that the installation runs".to_owned());
    }
    let starts = match (&entrypoint, &command) {
        (Some(entrypoint), _) if is_node(entrypoint) => true,
        (Some(entrypoint), Some(command)) => starter(entrypoint) && is_node(command),
        (None, Some(command)) => is_node(command),
        _ => false,
    };
    if starts {
        Ok(())
    } else {
        Err("CMD does not plainly start a file with node, and may run a development dependency".to_owned())
    }
}

/// The last part of a path.
fn last_part(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// Words in the names of files and directories that development and tests run.
const DEVELOPMENT: [&str; 11] =
    ["dev", "development", "test", "tests", "spec", "e2e", "gulpfile", "Gruntfile", "webpack", "karma", "cypress"];

fn is_for_development(path: &str) -> bool {
    let parts = path.split(|c: char| !c.is_ascii_alphanumeric());
    !path.starts_with("/dev/") && parts.into_iter().any(|part| DEVELOPMENT.contains(&part))
}

fn words(instruction: &Instruction<'_>, form: &Form) -> Vec<String> {
    match form {
        Form::Exec { items, .. } => items.iter().map(|item| item.text(&instruction.logical).to_owned()).collect(),
        Form::Shell(span) => instruction.text(*span).split_whitespace().map(str::to_owned).collect(),
    }
}

/// Whether a command line is `node file.js`, with arguments perhaps.
fn is_node(words: &[String]) -> bool {
    let [program, script, rest @ ..] = words else { return false };
    let ends = [".js", ".cjs", ".mjs"].iter().any(|end| script.ends_with(end));
    let plain = |word: &String| !word.contains([';', '&', '|', '`', '$', '(', '<', '>']);
    program.rsplit('/').next() == Some("node")
        && ends
        && !script.starts_with('-')
        && !script.contains("node_modules")
        && plain(script)
        && rest.iter().all(plain)
}
