//! Files that were copied by their names, so that they are certainly there.

use super::absolute::{is_literal, joined};
use super::{Model, Run};
use crate::shell::{Resolved, Simple, resolve};
use crate::syntax::{Arguments, MountKey, mounts};

impl Model<'_> {
    /// The instruction that brought one of the files `names` into the directory where a RUN works: the last COPY or ADD
    /// before it that names the file literally. A literal name is that of a file: a build without it fails.
    #[must_use]
    pub fn copied_by_name(&self, stage: usize, run: &Run<'_>, names: &[&str]) -> Option<usize> {
        let directory = joined(self.state(run.at).workdir.as_deref()?, None)?;
        let brings = |at: &usize| self.named_copy(*at, names).is_some_and(|into| into == directory);
        self.history(stage, run.at).filter(brings).max()
    }

    /// The directory into which an instruction copies one of the files `names` by its name.
    fn named_copy(&self, at: usize, names: &[&str]) -> Option<String> {
        let instruction = self.instruction(at);
        let (Arguments::Copy(transfer) | Arguments::Add(transfer)) = &instruction.command.arguments else {
            return None;
        };
        let destination = transfer.destination.as_ref()?.text(&instruction.logical);
        let name = transfer.sources.iter().map(|source| source.text(&instruction.logical)).find_map(|source| {
            let name = source.rsplit('/').next().unwrap_or_default();
            names.iter().find(|known| is_literal(source) && **known == name)
        })?;
        let current = self.state(at).workdir.as_deref();
        let path = joined(destination, current).filter(|_| is_literal(destination))?;
        // A path without a slash at its end is a directory only where one is known to be.
        let is_directory = destination.ends_with('/')
            || matches!(destination, "." | "..")
            || current.is_some_and(|here| joined(here, None) == Some(path.clone()));
        if is_directory { Some(path) } else { joined(path.strip_suffix(name)?, None) }
    }

    /// Whether a bind mount of a RUN brings one of the files `names`, out of the context, into the directory where it
    /// works.
    #[must_use]
    pub fn bound_by_name(&self, run: &Run<'_>, names: &[&str]) -> bool {
        let directory = self.state(run.at).workdir.as_deref();
        mounts(run.instruction, &run.instruction.command).iter().any(|mount| {
            let of = |key| mount.get(run.instruction, key);
            let (Some(source), Some(target)) = (of(MountKey::Source), of(MountKey::Target)) else { return false };
            let name = names.iter().find(|name| source.rsplit('/').next() == Some(**name));
            let path = joined(target, directory).filter(|_| is_literal(source) && is_literal(target));
            let wanted = name.zip(directory).and_then(|(name, directory)| joined(name, Some(directory)));
            mount.kind(run.instruction) == "bind" && of(MountKey::From).is_none() && path.is_some() && path == wanted
        })
    }
}

/// A file that is known to be in a directory, followed from instruction to instruction.
#[derive(Clone, Debug, Default)]
pub struct NamedFile {
    directory: Option<String>,
}

impl NamedFile {
    /// Takes in an instruction, in order. `names` are those of the file.
    pub fn see(&mut self, model: &Model<'_>, at: usize, names: &[&str]) {
        if let Some(directory) = model.named_copy(at, names) {
            self.directory = Some(directory);
        }
        let (Some(directory), Arguments::Run(_)) = (&self.directory, &model.instruction(at).command.arguments) else {
            return;
        };
        let harmless = |run: &Run<'_>| {
            run.script.is_ok()
                && !names.iter().any(|name| run.mentions(name))
                && !run.simple_commands().iter().any(|found| takes_away(found.simple, run.text, directory))
        };
        if !model.run(at).is_some_and(harmless) {
            self.directory = None;
        }
    }

    /// Whether the file is where a RUN works, from its beginning to its end.
    #[must_use]
    pub fn is_where_runs(&self, model: &Model<'_>, run: &Run<'_>) -> bool {
        self.directory.is_some()
            && self.directory == model.state(run.at).workdir.as_deref().and_then(|here| joined(here, None))
            && !changes_directory(run)
    }
}

/// Programs that leave the file that they name as it is, or take it away.
const SPARING: [&str; 8] = ["[", "chown", "cp", "ln", "ls", "mv", "rm", "test"];

impl Run<'_> {
    /// Whether the script names a file otherwise than to copy, link, list or remove it, so that it may change it.
    #[must_use]
    pub fn may_change(&self, name: &str) -> bool {
        let commands = self.simple_commands();
        let spares = |simple: &Simple| {
            simple.redirects.is_empty() && simple.name(self.text).is_some_and(|name| SPARING.contains(&&*name))
        };
        let spared = commands.iter().filter(|found| spares(found.simple));
        let spared: usize = spared.map(|found| found.simple.span.of(self.text).matches(name).count()).sum();
        self.text.matches(name).count() > spared
    }
}

/// Whether a RUN works in more than one directory.
pub(super) fn changes_directory(run: &Run<'_>) -> bool {
    let moves = |name: &str| matches!(name, "cd" | "pushd" | "popd" | "chroot");
    run.simple_commands().iter().any(|found| found.simple.name(run.text).is_some_and(|name| moves(&name)))
}

/// Whether a command may take away what is in a directory.
fn takes_away(simple: &Simple, text: &str, directory: &str) -> bool {
    let spares = |path: &str| {
        let path = path.split(['*', '?', '[', '{']).next().unwrap_or_default().trim_end_matches('/');
        path.starts_with("~/") || (path.starts_with('/') && !path.contains('$') && !directory.starts_with(path))
    };
    match resolve(simple, text) {
        Resolved::Known(rm) if rm.tool == "rm" => {
            !rm.operands.iter().all(|&word| spares(simple.words[word].text(text)))
        }
        Resolved::Known(_) => false,
        Resolved::Other { name } => matches!(name.rsplit('/').next(), Some("mv" | "find" | "git")),
        Resolved::Opaque(_) => true,
    }
}
