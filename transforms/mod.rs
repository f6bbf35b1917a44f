//! The registry: one line a transform, in pipeline order.

mod add_apk_no_cache;
mod clean_apt_lists;
mod clean_gem_cache;
mod clean_node_cache;
mod disable_pip_cache;
mod drop_apt_recommends;
mod merge_apt_update;
mod merge_runs;
mod omit_bundler_groups;
mod omit_composer_dev;
mod omit_node_dev_deps;
mod use_npm_ci;

use crate::transform::Transform;

/// All transforms, in the order in which they run.
pub static ALL: &[&dyn Transform] = &[
    &drop_apt_recommends::DropAptRecommends,
    &use_npm_ci::UseNpmCi,
    &omit_node_dev_deps::OmitNodeDevDeps,
    &omit_bundler_groups::OmitBundlerGroups,
    &omit_composer_dev::OmitComposerDev,
    &merge_apt_update::MergeAptUpdate,
    &merge_runs::MergeRuns,
    &clean_apt_lists::CleanAptLists,
    &disable_pip_cache::DisablePipCache,
    &clean_node_cache::CleanNodeCache,
    &clean_gem_cache::CleanGemCache,
    &add_apk_no_cache::AddApkNoCache,
];
