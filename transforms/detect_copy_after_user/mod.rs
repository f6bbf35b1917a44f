use std::collections::HashSet;

use crate::model::{Model, Run, User};
use crate::shell::Simple;
use crate::syntax::{Arguments, Instruction};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectCopyAfterUser;

static META: Meta = Meta {
    id: "detect-copy-after-user",
    summary: "Detect chmod and chown of files that the user does not own",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectCopyAfterUser {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("chmod") && !file.mentions("chown") {
            return;
        }
        for stage in &file.stages {
            // Paths that were copied and belong to root.
            let mut copied: HashSet<String> = HashSet::new();
            for at in stage.body() {
                let instruction = file.instruction(at);
                if let Some(paths) = copied_as_root(file, at, instruction) {
                    copied.extend(paths);
                }
                let User::Other(user) = &file.state(at).user else {
                    // Who may do anything may have given the files away.
                    if matches!(instruction.command.arguments, Arguments::Run(_)) {
                        copied.clear();
                    }
                    continue;
                };
                let Some(run) = file.run(at).filter(|run| !copied.is_empty() && !run.mentions("sudo")) else {
                    continue;
                };
                copied.retain(|path| !is_used(run, path));
                for located in run.simple_commands() {
                    let Some(path) = changed(file, run, located.simple, &copied) else { continue };
                    if !file.must_succeed(run, located.simple) {
                        continue;
                    }
                    cx.report(Severity::Error, run.cover(located.simple.span), format!("`{user}` does not own `{path}`"))
                        .because("what COPY brings belongs to root, whatever USER says, and only its owner may change it: `Operation not permitted`")
                        .repair("give the mode and the owner to COPY, with `--chmod=` and `--chown=`, or do this before USER");
                }
            }
        }
    }
}

/// Whether a command other than a change of owner or mode names a file: it may have put another in its place.
fn is_used(run: &Run<'_>, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    run.simple_commands().iter().any(|found| {
        let program = found.simple.name(run.text).unwrap_or_default();
        !matches!(&*program, "chmod" | "chown" | "chgrp" | "ls" | "test" | "[")
            && found.simple.span.of(run.text).contains(name)
    })
}

/// The absolute paths of files that a COPY or ADD brings from the context, if they belong to root then.
fn copied_as_root(file: &Model<'_>, at: usize, instruction: &Instruction<'_>) -> Option<Vec<String>> {
    let (Arguments::Copy(transfer) | Arguments::Add(transfer)) = &instruction.command.arguments else { return None };
    if !instruction.command.flags.is_empty() {
        return None;
    }
    let text = |value: &crate::syntax::Value| Some(file.expand(at, value.text(&instruction.logical))?.text);
    let destination = text(transfer.destination.as_ref()?)?;
    let absolute = match file.state(at).workdir.as_deref() {
        _ if destination.starts_with('/') => destination.clone(),
        Some(workdir) => format!("{}/{}", workdir.trim_end_matches('/'), destination.trim_start_matches("./")),
        None => return None,
    };
    let into_directory = absolute.ends_with(['/', '.']) || transfer.sources.len() > 1;
    let directory = absolute.trim_end_matches(['/', '.']);
    let names = transfer.sources.iter().filter_map(text).filter(|name| !name.contains(['*', '?', '[']));
    let paths = names.filter_map(|name| {
        let base = name.rsplit('/').next().filter(|base| base.contains('.') && !base.starts_with('.'))?.to_owned();
        Some(if into_directory { format!("{directory}/{base}") } else { absolute.clone() })
    });
    Some(paths.collect())
}

/// The copied path that a command changes the mode or owner of.
fn changed(file: &Model<'_>, run: &Run<'_>, simple: &Simple, copied: &HashSet<String>) -> Option<String> {
    let words: Option<Vec<_>> = simple.words.iter().map(|word| word.value(run.text)).collect();
    let words = words?;
    if !matches!(words.first().map(|word| &**word), Some("chmod" | "chown")) {
        return None;
    }
    let workdir = file.state(run.at).workdir.as_deref().unwrap_or_default();
    let moved = run.mentions("cd ");
    let mut paths = words.iter().skip(2).filter(|word| !word.starts_with('-')).filter_map(|word| match word {
        word if word.starts_with('/') => Some(word.to_string()),
        _ if moved || workdir.is_empty() => None,
        word => Some(format!("{}/{}", workdir.trim_end_matches('/'), word.trim_start_matches("./"))),
    });
    paths.find(|path| copied.contains(path))
}
