//! Where apt's packages come from.

use super::{Model, Run};
use crate::syntax::Arguments;

impl Model<'_> {
    /// Whether the instruction at `at` may change where apt gets packages from: a RUN that names apt's sources or keys,
    /// works in `/etc`, or cannot be read; a COPY or ADD that may reach them. What a script
    /// does is not looked at.
    #[must_use]
    pub fn may_change_apt_sources(&self, at: usize) -> bool {
        let instruction = self.instruction(at);
        match &instruction.command.arguments {
            Arguments::Run(_) => {
                let workdir = self.state(at).workdir.as_deref();
                workdir.is_some_and(|workdir| workdir.split('/').any(|part| part == "etc"))
                    || self.run(at).is_none_or(Run::names_apt_sources)
            }
            Arguments::Copy(transfer) | Arguments::Add(transfer) => {
                let target = transfer.destination.as_ref().map_or("", |value| value.text(&instruction.logical));
                may_reach_apt(target, self.state(at).workdir.as_deref())
            }
            Arguments::Onbuild(_) => true,
            _ => false,
        }
    }
}

/// Where apt keeps sources and keys, beside `/etc`.
const APT: [[&str; 3]; 4] =
    [["usr", "share", "keyrings"], ["usr", "lib", "apt"], ["usr", "share", "apt"], ["var", "lib", "apt"]];

/// Whether what is copied to `target` from the directory `workdir` may reach apt's sources or keys.
fn may_reach_apt(target: &str, workdir: Option<&str>) -> bool {
    let path = match (target.starts_with('/'), workdir) {
        (true, _) => target.to_owned(),
        (false, Some(workdir)) => format!("{workdir}/{target}"),
        (false, None) => return true,
    };
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let holds_apt = |known: &[&str; 3]| parts.iter().zip(known).all(|(part, known)| part == known);
    parts.first().is_none_or(|first| *first == "etc")
        || APT.iter().any(holds_apt)
        || path.contains(['$', '*'])
        || path.contains("..")
}
