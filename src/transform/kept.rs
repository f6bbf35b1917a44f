//! Caches that are kept in mounts, or would be if that were asked for: nobody else turns them off or removes them.

use super::Change;
use crate::config::Settings;
use crate::edit::Effect;
use crate::model::{CacheMount, Model, Verdict};
use crate::syntax::Span;

/// The RUNs whose caches are kept in mounts, in order, each with the programs.
#[derive(Debug, Default)]
pub struct Kept(Vec<(Span, Vec<&'static str>)>);

impl Kept {
    /// What the settings keep of a file: the mounts that `changes` give it. Where a mount is forbidden by a comment, or
    /// something stands against it, there is none, and the cache is cleaned.
    #[must_use]
    pub fn of(file: &Model<'_>, settings: &Settings, changes: &[Change]) -> Self {
        if changes.is_empty() {
            return Self::default();
        }
        let mut added: Vec<(u32, &str)> = Vec::new();
        for edit in changes.iter().flat_map(|change| &change.edits).filter(|edit| edit.effect == Effect::Flags) {
            added.extend(edit.adds.iter().map(|flag| (edit.span.start, flag.as_str())));
        }
        added.sort_unstable();
        let mounts = file.cache_mounts(&|stage| settings.cache.mounts_in(file.stages[stage].ships));
        let kept = mounts.runs().map(|(at, uses)| {
            let span = file.instruction(at).span;
            let own = &added[added.partition_point(|(start, _)| *start < span.start)..];
            let own: Vec<&str> = own.iter().take_while(|(start, _)| *start < span.end).map(|(_, flag)| *flag).collect();
            let is_added = |mount: &CacheMount| own.contains(&mount.flag().as_str());
            let mounted = uses
                .iter()
                .filter(|used| matches!(&used.verdict, Verdict::Mount(mounts) if mounts.iter().all(is_added)));
            (span, mounted.map(|used| used.tool.name.as_str()).collect())
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
