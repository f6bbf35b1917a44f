//! What the package lists of a stage weigh.

use std::cell::OnceCell;

use crate::facts;
use crate::model::{BaseImage, Model, Run};
use crate::transform::{Basis, Estimate, Range};

const WHAT: &str = "apt's package lists";

/// The estimates of one stage.
pub(super) struct Lists<'m, 'd> {
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

impl<'m, 'd> Lists<'m, 'd> {
    pub(super) fn of(file: &'m Model<'d>, stage: usize) -> Self {
        Self { file, stage, firsts: OnceCell::new() }
    }

    /// What goes away when the RUN at `at` removes the lists that it fetched.
    pub(super) fn estimate(&self, at: usize) -> Estimate {
        let base = self.file.base(self.stage);
        let known = base.suite.filter(|_| base.official_debian).and_then(facts::apt_lists_bytes);
        let Some((least, most, source)) = known else { return Estimate::unknown(WHAT) };
        let firsts = self.firsts.get_or_init(|| self.firsts());
        let fresh = firsts.fetch.is_none_or(|first| at <= first);
        let own = firsts.source.is_none_or(|first| at < first);
        if !fresh && !own {
            return Estimate::unknown(WHAT);
        }
        let bytes = Range { least: if fresh { least } else { 0 }, most: own.then_some(most) };
        Estimate::known(WHAT, Basis::Table, bytes, source)
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
