//! Whether a yarn is yarn 1. From 2 on, `yarn cache clean` may remove what the project reads when it runs.

use crate::facts::node_image_has_yarn_1;
use crate::model::{Model, NodeInstall, Run};
use crate::syntax::Arguments;

/// Options of `yarn install` that later versions refuse (yarnpkg/berry, `commands/install.ts`: they end in an error).
const CLASSIC_OPTIONS: [&str; 3] = ["--production", "--ignore-engines", "--non-interactive"];

/// Texts that speak of another yarn, or of settings that choose one.
const OTHER_YARN: [&str; 8] =
    ["corepack", "berry", "yarnrc", ".yarn", "yarn set", "yarn policies", "yarn@", "packageManager"];

/// Programs that bring whole projects, with settings that may choose another yarn.
const BRINGS: [&str; 9] = ["git", "curl", "wget", "tar ", "unzip", "svn", "hg ", "npx", "create-"];

/// Whether the yarn that installs is yarn 1.
///
/// # Errors
/// Why that is not known.
pub(super) fn is_classic(
    file: &Model<'_>,
    stage: usize,
    run: &Run<'_>,
    install: &NodeInstall<'_>,
) -> Result<(), String> {
    let subcommand = install.invocation.subcommand_name();
    let refused_later = subcommand != "add" && CLASSIC_OPTIONS.iter().any(|option| install.invocation.has(option));
    // Later versions have no `yarn global`.
    if subcommand == "global add" || refused_later {
        return Ok(());
    }
    if !file.node_image(stage).is_some_and(node_image_has_yarn_1) {
        return Err("the version of yarn is not known: from 2 on it removes what the project reads".to_owned());
    }
    for at in file.history(stage, run.at + 1) {
        let instruction = file.instruction(at);
        let text = instruction.lines.of(file.document.source.text());
        if let Some(mark) = OTHER_YARN.iter().find(|mark| text.contains(**mark)) {
            return Err(format!("`{mark}` may stand for another yarn, which removes what the project reads"));
        }
        let brings = match &instruction.command.arguments {
            Arguments::Copy(transfer) | Arguments::Add(transfer) => {
                transfer.sources.iter().any(|source| !is_harmless_file(source.text(&instruction.logical)))
            }
            Arguments::Run(_) => BRINGS.iter().any(|program| text.contains(program)),
            _ => false,
        };
        if brings {
            return Err(
                "files that came before may choose another yarn, which removes what the project reads".to_owned()
            );
        }
    }
    Ok(())
}

/// Whether a source of a COPY is a file of a name, or a pattern of names, that does not choose a yarn.
fn is_harmless_file(source: &str) -> bool {
    let name = source.rsplit('/').next().unwrap_or_default();
    let fixed = name.split(['*', '?', '[', '$']).next().unwrap_or_default();
    let file = [".json", ".lock", ".js", ".ts", ".npmrc", ".sh"].iter().any(|end| name.ends_with(end));
    // `package*` and `yarn.*` fit files only, as far as is usual.
    let pattern = ["package", "yarn.", "tsconfig", "lerna"].iter().any(|start| fixed.starts_with(start));
    !source.starts_with('$') && !fixed.is_empty() && (pattern || (file && fixed == name))
}
