//! What apt's package lists weigh.

use std::cell::OnceCell;

use super::words::LISTS;
use crate::facts;
use crate::model::{BaseImage, Model, PackageCommand, Run};

/// Bytes that a table knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    /// At least.
    pub least: u64,
    /// At most; `None` where there is no upper bound.
    pub most: Option<u64>,
    /// Who says so, and when.
    pub source: String,
}

/// What the package lists that the RUNs of one stage fetch weigh.
pub struct ListsWeight<'m, 'd> {
    file: &'m Model<'d>,
    stage: usize,
    firsts: OnceCell<Firsts>,
}

/// Instructions of a stage from which on a figure is less sure.
struct Firsts {
    /// The lists are there already, and a second update stores what has changed only.
    fetch: Option<usize>,
    /// There may be more lists than those of the base.
    source: Option<usize>,
}

impl<'m, 'd> ListsWeight<'m, 'd> {
    /// Of the RUNs of a stage.
    #[must_use]
    pub fn of(file: &'m Model<'d>, stage: usize) -> Self {
        Self { file, stage, firsts: OnceCell::new() }
    }

    /// What the lists weigh that the RUN at `at` fetches into its layer; `None` where no table knows.
    ///
    /// Source: [`facts::apt_lists_bytes`].
    #[must_use]
    pub fn at(&self, at: usize) -> Option<Weight> {
        let base = self.file.base(self.stage);
        let suite = base.suite.filter(|_| base.official_debian)?;
        let (least, most, source) = facts::apt_lists_bytes(suite)?;
        let firsts = self.firsts.get_or_init(|| self.firsts());
        let fresh = firsts.fetch.is_none_or(|first| at <= first);
        let own = firsts.source.is_none_or(|first| at < first);
        (fresh || own).then_some(Weight { least: if fresh { least } else { 0 }, most: own.then_some(most), source })
    }

    fn firsts(&self) -> Firsts {
        let stage = &self.file.stages[self.stage];
        let mut body = stage.body();
        let from = matches!(stage.base, BaseImage::Stage(_)).then_some(stage.from);
        let fetches = |run: &Run<'_>| run.mentions("update") && run.mentions("apt");
        let fetch = self.file.runs(stage.body()).find(|(_, run)| fetches(run)).map(|(at, _)| at);
        Firsts { fetch: from.or(fetch), source: from.or_else(|| body.find(|&at| self.file.may_change_apt_sources(at))) }
    }
}

impl Run<'_> {
    /// Whether it certainly leaves all package lists in its layer, unless a later command removes them.
    #[must_use]
    pub fn fetches_apt_lists(&self) -> bool {
        self.mount_over_apt_lists().is_none()
            && PackageCommand::of(self).iter().any(|one| one.fetches_all_lists(self.text))
    }
}

impl Model<'_> {
    /// Whether the RUN at `at` ends without package lists, as it removes them all behind its last update.
    #[must_use]
    pub fn removes_apt_lists(&self, at: usize) -> bool {
        let removes = |path: &String| {
            let path = path.strip_suffix("/*").unwrap_or(path);
            path.split('/').filter(|part| !part.is_empty()).eq(LISTS)
        };
        let Some(run) = self.run(at).filter(|run| run.mount_over_apt_lists().is_none()) else { return false };
        run.text.rfind("apt/lists") > run.text.rfind("update") && self.paths(at).removes.iter().any(removes)
    }
}
