//! What the layers below an instruction hold, as far as the file says so plainly.

use std::collections::HashSet;

use crate::model::{Action, Model, PackageCommand, PathUse, Run};
use crate::syntax::{Arguments, Instruction, Transfer};

/// More files than that are not kept in mind, so that the cost stays linear.
const MAX_FILES: usize = 512;

#[derive(Default)]
pub(super) struct Layers {
    /// Names of packages that were installed.
    pub(super) packages: HashSet<String>,
    files: PathUse,
    /// Directories and files that COPY and ADD wrote from the context.
    copied: Vec<String>,
}

impl Layers {
    /// Those of the stages that a stage is built FROM.
    pub(super) fn of_parents(file: &Model<'_>, stage: usize) -> Self {
        let mut layers = Self::default();
        for parent in file.lineage(stage).skip(1) {
            for at in file.stages[parent].body() {
                layers.add(file, at);
            }
        }
        layers
    }

    /// Adds the layer of an instruction.
    pub(super) fn add(&mut self, file: &Model<'_>, at: usize) {
        let instruction = file.instruction(at);
        match &instruction.command.arguments {
            Arguments::Run(_) => {
                let used = file.paths(at);
                self.files.undo(&used);
                self.files.creates.extend(used.creates);
                self.files.creates.truncate(MAX_FILES);
                if let Some(run) = file.run(at) {
                    self.add_packages(run);
                }
            }
            Arguments::Copy(transfer) | Arguments::Add(transfer) => self.add_copies(file, at, instruction, transfer),
            _ => {}
        }
    }

    fn add_packages(&mut self, run: &Run<'_>) {
        if !["apt", "apk", "yum", "dnf", "zypper"].iter().any(|tool| run.mentions(tool)) {
            return;
        }
        for command in &PackageCommand::of(run) {
            let names = command.names(run.text);
            match command.action {
                Action::Install => self.packages.extend(names),
                Action::Remove => names.iter().for_each(|name| _ = self.packages.remove(name)),
                _ => {}
            }
        }
    }

    fn add_copies(&mut self, file: &Model<'_>, at: usize, instruction: &Instruction<'_>, transfer: &Transfer) {
        let text = |value: &crate::syntax::Value| Some(file.expand(at, value.text(&instruction.logical))?.text);
        let Some(destination) = transfer.destination.as_ref().and_then(text) else { return };
        let absolute = match file.state(at).workdir.as_deref() {
            _ if destination.starts_with('/') => destination,
            Some(workdir) => format!("{}/{}", workdir.trim_end_matches('/'), destination.trim_start_matches("./")),
            None => return,
        };
        let directory = absolute.trim_end_matches(['/', '.']);
        if directory.is_empty() && absolute.len() > 2 {
            return;
        }
        if self.files.creates.len() + self.copied.len() > MAX_FILES {
            return;
        }
        for source in transfer.sources.iter().filter_map(text) {
            let base = source.rsplit('/').next().unwrap_or_default();
            // ADD takes a local archive apart, so that there is no file of that name.
            if matches!(instruction.command.arguments, Arguments::Add(_)) && !source.contains("://") && is_archive(base)
            {
                continue;
            }
            let named = base.contains('.') && !base.starts_with('.') && !base.contains(['*', '?', '[', '<']);
            if named && (absolute.ends_with('/') || absolute.ends_with('.') || transfer.sources.len() > 1) {
                self.files.creates.push(format!("{directory}/{base}"));
            } else if named && directory.rsplit('/').next().is_some_and(|name| name.contains('.')) {
                self.files.creates.push(directory.to_owned());
            }
        }
        let owned = instruction.command.flags.iter().any(|flag| instruction.text(flag.name) == "chown");
        if !owned && !directory.is_empty() {
            self.copied.push(directory.to_owned());
        }
    }

    /// Whether a path, or what a path that ends in `/*` stands for, holds a file of a layer.
    pub(super) fn holds(&self, path: &str) -> bool {
        let removal = PathUse { removes: vec![path.to_owned()], ..PathUse::default() };
        removal.undoes_part_of(&self.files).is_some()
    }

    /// Whether a directory is, or holds, what a COPY from the context wrote.
    pub(super) fn copies(&self, path: &str) -> bool {
        let inside =
            |copied: &String| copied.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.copied.iter().any(inside)
    }
}

fn is_archive(name: &str) -> bool {
    [".tar", ".tgz", ".tbz", ".txz", ".gz", ".xz", ".bz2", ".zst"].iter().any(|suffix| name.contains(suffix))
}
