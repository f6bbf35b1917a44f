//! Which packages are no longer installed.

use crate::facts::bare;
use std::cell::{Cell, OnceCell};

use crate::facts::debian::{self, Suite};
use crate::model::{Action, BaseImage, Manager, Model, PackageCommand, Provenance, Run};
use crate::transform::{Basis, Estimate, Range};

/// What a RUN loses with its Recommends.
pub(super) enum Lost {
    /// Nothing, in whatever way apt resolves alternatives.
    Nothing,
    /// These packages, of which `bytes` is the size; `suite` says so.
    Packages { names: Vec<&'static str>, bytes: u64, suite: &'static Suite },
    /// Something that is not known.
    Unknown,
}

/// RUNs of a stage for which the index is asked, so that the cost stays linear. Of further ones nothing is known.
const MOST_ASKED: usize = 64;

/// Stages below one another that are looked through, for the same reason.
const MOST_PARENTS: usize = 16;

/// What the index says of the installs of one stage.
pub(super) struct Losses<'m, 'd> {
    file: &'m Model<'d>,
    stage: usize,
    asked: Cell<usize>,
    firsts: OnceCell<Firsts>,
}

/// The first instructions of a stage behind which the index does not hold; its beginning when one of the stages that it
/// is built FROM has such an instruction.
struct Firsts {
    /// It may change where packages come from.
    source: Option<usize>,
    /// It may change what is installed without a word about it (a script), or removes packages.
    hidden: Option<usize>,
}

impl<'m, 'd> Losses<'m, 'd> {
    pub(super) fn of(file: &'m Model<'d>, stage: usize) -> Self {
        Self { file, stage, asked: Cell::new(0), firsts: OnceCell::new() }
    }

    /// What the install of `asked` in the RUN at `at` loses when `added` are named beside them. `present` are the
    /// packages that earlier commands of the stage have named; `alone` says that it is the only install of the RUN.
    pub(super) fn of_install(
        &self,
        at: usize,
        (asked, added): (&[String], &[&str]),
        present: &[String],
        alone: bool,
    ) -> Lost {
        let base = self.file.base(self.stage);
        // Another build may give an ARG another value.
        let literal = self.file.base_provenance(self.stage) == Some(Provenance::Literal);
        let Some(suite) = base.suite.filter(|_| base.archive_only && literal).and_then(debian::suite) else {
            return Lost::Unknown;
        };
        let firsts = self.firsts.get_or_init(|| self.firsts());
        let asked = asked.iter().map(String::as_str);
        // A version, an architecture or a release of its own is another package than that of the index.
        let other = firsts.source.is_some_and(|first| first <= at) || asked.clone().any(|name| bare(name) != name);
        if other || self.asked.replace(self.asked.get() + 1) >= MOST_ASKED {
            return Lost::Unknown;
        }
        let added = || added.iter().copied();
        // What another command brings may be gone again, or used before this one: nothing is lost where no other counts.
        let mut found = suite.recommended(asked.clone(), added(), []);
        let sure = alone && firsts.hidden.is_none_or(|first| at < first);
        if sure && found.as_ref().is_some_and(|found| found.certain && found.packages.is_empty()) {
            return Lost::Nothing;
        }
        if !present.is_empty() {
            let present = present.iter().map(String::as_str).filter(|name| suite.id(name).is_some());
            found = suite.recommended(asked, added(), present);
        }
        match found {
            Some(found) if !found.packages.is_empty() => {
                Lost::Packages { names: found.packages, bytes: found.bytes, suite }
            }
            _ => Lost::Unknown,
        }
    }

    fn firsts(&self) -> Firsts {
        let stage = &self.file.stages[self.stage];
        let mut below = Vec::new();
        let mut base = &stage.base;
        for _ in 0..MOST_PARENTS {
            let BaseImage::Stage(parent) = base else { break };
            below.extend(self.file.stages[*parent].body());
            base = &self.file.stages[*parent].base;
        }
        if matches!(base, BaseImage::Stage(_)) {
            return Firsts { source: Some(stage.from), hidden: Some(stage.from) };
        }
        let first = |holds: &dyn Fn(usize) -> bool| {
            below.iter().any(|&at| holds(at)).then_some(stage.from).or_else(|| stage.body().find(|&at| holds(at)))
        };
        Firsts {
            source: first(&|at| self.file.may_change_apt_sources(at)),
            hidden: first(&|at| self.file.run(at).is_some_and(is_hidden)),
        }
    }
}

fn is_hidden(run: &Run<'_>) -> bool {
    let removes = |one: &PackageCommand<'_>| one.manager == Manager::Apt && one.action == Action::Remove;
    run.may_call_package_managers_unseen() || PackageCommand::of(run).iter().any(removes)
}

impl Lost {
    /// Why something may be missed, with its name.
    pub(super) fn doubt(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Unknown => Some("what is no longer installed is not known".to_owned()),
            Self::Packages { names, .. } => {
                let count = names.len();
                let (noun, verb) = if count == 1 { ("package", "is") } else { ("packages", "are") };
                Some(format!("{count} {noun} {verb} no longer installed: {}", names.join(", ")))
            }
        }
    }

    /// What that takes out of the image. The sizes are those of what the packages hold: files that they make when they
    /// are installed are not in them, and what the base image brings beyond Debian's own is not taken off.
    pub(super) fn estimate(&self) -> Option<Estimate> {
        match self {
            Self::Nothing => None,
            Self::Unknown => Some(Estimate::unknown("recommended packages")),
            Self::Packages { bytes, suite, .. } => {
                let range = Range { least: 0, most: Some(*bytes) };
                Some(Estimate::known("recommended packages", Basis::Index, range, suite.source()))
            }
        }
    }
}
