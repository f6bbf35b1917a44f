//! Paths that one stage takes from another, by `COPY --from` and `--mount=from=`.

use std::collections::HashMap;

use super::{BaseImage, Model};
use crate::syntax::{Arguments, MountKey, mounts};

impl Model<'_> {
    /// For each stage, whether an instruction takes a path for which `holds` is true from it, or from a stage built
    /// FROM it. `holds` gets an absolute path without a slash at its end (so "" for the root), up to the first
    /// wildcard; `None` for one that is not known.
    #[must_use]
    pub fn stages_giving(&self, holds: &dyn Fn(Option<&str>) -> bool) -> Vec<bool> {
        let mut gives = vec![false; self.stages.len()];
        for (at, instruction) in self.document.instructions.iter().enumerate() {
            let command = &instruction.command;
            let mut taken: Vec<(&str, Option<String>)> = Vec::new();
            let all_mounts = mounts(instruction, command);
            match &command.arguments {
                Arguments::Copy(transfer) => {
                    let Some(from) = command.flag(&instruction.logical, "from") else { continue };
                    taken.extend(
                        transfer.sources.iter().map(|one| (from, self.path(at, one.text(&instruction.logical)))),
                    );
                }
                Arguments::Run(_) => taken.extend(all_mounts.iter().filter_map(|mount| {
                    let from = mount.get(instruction, MountKey::From)?;
                    let source = mount.get(instruction, MountKey::Source).unwrap_or("/");
                    Some((from, self.path(at, source)))
                })),
                _ => continue,
            }
            for (from, path) in taken {
                if holds(path.as_deref()) {
                    self.mark(from, &mut gives);
                }
            }
        }
        for stage in (0..gives.len()).rev() {
            if let (true, BaseImage::Stage(parent)) = (gives[stage], &self.stages[stage].base) {
                gives[*parent] = true;
            }
        }
        gives
    }

    /// For each stage, what `find` tells of the first instruction of it, or of a stage that is built FROM it, or may be,
    /// or takes files from it, over any number of steps.
    #[must_use]
    pub fn found_behind<T: Clone>(&self, find: &dyn Fn(usize) -> Option<T>) -> Vec<Option<T>> {
        let mut found: Vec<Option<T>> = self.stages.iter().map(|stage| stage.body().find_map(find)).collect();
        self.carry_back(&mut found);
        found
    }

    /// Carries what was found of stages back to those that they are built FROM, or may be, or take files from, over any
    /// number of steps, where nothing was found yet.
    pub(super) fn carry_back<T: Clone>(&self, found: &mut [Option<T>]) {
        let mut takers: Vec<Vec<usize>> = vec![Vec::new(); self.stages.len()];
        let mut named: HashMap<&str, usize> = HashMap::new();
        // The first stage behind each that takes from one that is only known when it is built.
        let mut wild = None;
        let mut takes_wild = vec![false; self.stages.len()];
        for (stage, facts) in self.stages.iter().enumerate() {
            for at in facts.body() {
                let instruction = self.instruction(at);
                let command = &instruction.command;
                let all_mounts = mounts(instruction, command);
                let copied = match &command.arguments {
                    Arguments::Copy(_) => command.flag(&instruction.logical, "from"),
                    _ => None,
                };
                let mounted = all_mounts.iter().filter_map(|mount| mount.get(instruction, MountKey::From));
                for from in copied.into_iter().chain(mounted) {
                    takes_wild[stage] |= from.contains('$');
                    let number = from.parse::<usize>().ok().filter(|&number| number < stage);
                    let donor = number.or_else(|| named.get(&*from.to_ascii_lowercase()).copied());
                    takers[donor.unwrap_or(stage)].push(stage);
                }
            }
            if let Some(name) = &facts.name {
                named.insert(name, stage);
            }
        }
        for stage in (0..self.stages.len()).rev() {
            let users = self.stages[stage].children.iter().chain(&takers[stage]).copied().chain(wild);
            if found[stage].is_none() {
                found[stage] = users.filter(|&user| user > stage).find_map(|user| found[user].clone());
            }
            if takes_wild[stage] {
                wild = Some(stage);
            }
        }
    }

    /// Marks every stage that a `from` may stand for; all of them when it is only known at build time.
    fn mark(&self, from: &str, marks: &mut [bool]) {
        let number = from.parse::<usize>().ok();
        for (index, stage) in self.stages.iter().enumerate() {
            let named = stage.name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(from));
            marks[index] |= named || number == Some(index) || from.contains('$');
        }
    }

    /// The absolute path that a word of a `COPY --from` or a mount stands for, up to its first wildcard.
    fn path(&self, at: usize, word: &str) -> Option<String> {
        let text = self.expand(at, word)?.text;
        let text = match text.find(['*', '?', '[']) {
            Some(wild) => text[..wild].rsplit_once('/').map_or("", |(directory, _)| directory),
            None => &text,
        };
        let parts = text.split('/').filter(|part| !part.is_empty() && *part != ".");
        let path: String = parts.flat_map(|part| ["/", part]).collect();
        (!path.contains("/..")).then_some(path)
    }
}
