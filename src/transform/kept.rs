//! Caches that the settings keep in mounts: nobody else turns them off or removes them.

use crate::config::Settings;
use crate::model::{Model, Verdict};
use crate::syntax::Span;

/// The RUNs whose caches are kept in mounts, in order, each with the programs.
#[derive(Debug, Default)]
pub struct Kept(Vec<(Span, Vec<&'static str>)>);

impl Kept {
    /// What the settings keep of a file.
    #[must_use]
    pub fn of(file: &Model<'_>, settings: &Settings) -> Self {
        if !file.stages.iter().any(|stage| settings.cache.mounts_in(stage.ships)) {
            return Self::default();
        }
        let mounts = file.cache_mounts(&|stage| settings.cache.mounts_in(file.stages[stage].ships));
        let kept = mounts.runs().map(|(at, uses)| {
            let mounted = uses.iter().filter(|used| matches!(used.verdict, Verdict::Mount(_)));
            (file.instruction(at).span, mounted.map(|used| used.tool.name.as_str()).collect())
        });
        Self(kept.collect())
    }

    /// The program whose cache is kept in the RUN at `at`, of those named.
    pub(super) fn program(&self, at: Span, programs: &[&str]) -> Option<&'static str> {
        let index = self.0.partition_point(|(span, _)| span.end < at.start);
        let (span, kept) = self.0.get(index).filter(|_| !programs.is_empty())?;
        kept.iter().find(|program| span.contains(at) && programs.contains(program)).copied()
    }
}

/// Why the cache of a program is not cleaned.
pub(super) fn reason(program: &str) -> String {
    format!("`cache` in dfopt.toml keeps the cache of {program} in a mount, where cleaning would empty it")
}
