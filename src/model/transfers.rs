//! Paths that one stage takes from another, by `COPY --from` and `--mount=from=`.

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
