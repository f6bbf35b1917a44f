//! The registry: one line a transform, in pipeline order. Diagnostics come first.

mod add_apk_no_cache;
mod add_useradd_no_log_init;
mod clean_apt_lists;
mod clean_conda_cache;
mod clean_gem_cache;
mod clean_node_cache;
mod clean_python_caches;
mod clean_rpm_cache;
mod copy_after_packages;
mod copy_manifests_first;
mod detect_abi_mismatch;
mod detect_apt_lists_mount;
mod detect_copy_after_user;
mod detect_copy_overwrites;
mod detect_entrypoint_not_executable;
mod detect_glibc_downgrade;
mod detect_ineffective_delete;
mod detect_inline_comment;
mod detect_latest;
mod detect_lost_state;
mod detect_missing_apt_update;
mod detect_overridden_command;
mod detect_pseudo_json;
mod detect_python_mismatch;
mod detect_secret;
mod detect_symbolic_chmod;
mod detect_undefined_stage;
mod detect_unknown_chown;
mod detect_unmatched_copy;
mod detect_unreadable_copy;
mod detect_unused_heredoc;
mod detect_weak_healthcheck;
mod detect_yarn_missing;
mod disable_pip_cache;
mod disable_uv_cache;
mod disable_weak_deps;
mod drop_apt_recommends;
mod drop_sudo;
mod fix_exec_args;
mod fold_chmod;
mod fold_chown;
mod gate_dev_tools;
mod link_copies;
mod merge_apk_virtual;
mod merge_apt_update;
mod merge_env;
mod merge_labels;
mod merge_runs;
mod narrow_copy;
mod omit_bundler_groups;
mod omit_composer_dev;
mod omit_node_dev_deps;
mod remove_download;
mod replace_add;
mod replace_apt_cli;
mod replace_maintainer;
mod set_pipefail;
mod sink_volatile;
mod skip_pip_bytecode;
mod sort_packages;
mod split_cpp;
mod split_dev_packages;
mod split_node;
mod split_python;
mod split_rust;
mod suggest_healthcheck;
mod tune_pipenv;
mod tune_poetry;
mod tune_uv;
mod use_absolute_workdir;
mod use_cache_mounts;
mod use_exec_form;
mod use_npm_ci;
mod use_workdir;
mod write_dockerignore;

use crate::transform::Transform;

/// All transforms, in the order in which they run.
pub static ALL: &[&dyn Transform] = &[
    &detect_inline_comment::DetectInlineComment,
    &detect_pseudo_json::DetectPseudoJson,
    &detect_undefined_stage::DetectUndefinedStage,
    &detect_unused_heredoc::DetectUnusedHeredoc,
    &detect_lost_state::DetectLostState,
    &detect_missing_apt_update::DetectMissingAptUpdate,
    &detect_abi_mismatch::DetectAbiMismatch,
    &detect_glibc_downgrade::DetectGlibcDowngrade,
    &detect_python_mismatch::DetectPythonMismatch,
    &detect_unreadable_copy::DetectUnreadableCopy,
    &detect_copy_after_user::DetectCopyAfterUser,
    &detect_unknown_chown::DetectUnknownChown,
    &detect_yarn_missing::DetectYarnMissing,
    &detect_apt_lists_mount::DetectAptListsMount,
    &detect_secret::DetectSecret,
    &detect_symbolic_chmod::DetectSymbolicChmod,
    &detect_copy_overwrites::DetectCopyOverwrites,
    &detect_unmatched_copy::DetectUnmatchedCopy,
    &detect_entrypoint_not_executable::DetectEntrypointNotExecutable,
    &detect_ineffective_delete::DetectIneffectiveDelete,
    &detect_overridden_command::DetectOverriddenCommand,
    &detect_weak_healthcheck::DetectWeakHealthcheck,
    &detect_latest::DetectLatest,
    &replace_apt_cli::ReplaceAptCli,
    &fix_exec_args::FixExecArgs,
    &drop_sudo::DropSudo,
    &replace_add::ReplaceAdd,
    &replace_maintainer::ReplaceMaintainer,
    &split_cpp::SplitCpp,
    &split_rust::SplitRust,
    &split_python::SplitPython,
    &split_node::SplitNode,
    &gate_dev_tools::GateDevTools,
    &drop_apt_recommends::DropAptRecommends,
    &split_dev_packages::SplitDevPackages,
    &use_npm_ci::UseNpmCi,
    &omit_node_dev_deps::OmitNodeDevDeps,
    &omit_bundler_groups::OmitBundlerGroups,
    &omit_composer_dev::OmitComposerDev,
    &tune_poetry::TunePoetry,
    &tune_pipenv::TunePipenv,
    &tune_uv::TuneUv,
    &disable_weak_deps::DisableWeakDeps,
    &merge_apt_update::MergeAptUpdate,
    &merge_apk_virtual::MergeApkVirtual,
    &fold_chown::FoldChown,
    &fold_chmod::FoldChmod,
    &merge_runs::MergeRuns,
    &use_cache_mounts::UseCacheMounts,
    &clean_apt_lists::CleanAptLists,
    &clean_rpm_cache::CleanRpmCache,
    &disable_pip_cache::DisablePipCache,
    &clean_node_cache::CleanNodeCache,
    &clean_gem_cache::CleanGemCache,
    &disable_uv_cache::DisableUvCache,
    &skip_pip_bytecode::SkipPipBytecode,
    &clean_conda_cache::CleanCondaCache,
    &clean_python_caches::CleanPythonCaches,
    &add_apk_no_cache::AddApkNoCache,
    &add_useradd_no_log_init::AddUseraddNoLogInit,
    &remove_download::RemoveDownload,
    &copy_after_packages::CopyAfterPackages,
    &copy_manifests_first::CopyManifestsFirst,
    &narrow_copy::NarrowCopy,
    &sink_volatile::SinkVolatile,
    &link_copies::LinkCopies,
    &write_dockerignore::WriteDockerignore,
    &use_exec_form::UseExecForm,
    &use_absolute_workdir::UseAbsoluteWorkdir,
    &use_workdir::UseWorkdir,
    &set_pipefail::SetPipefail,
    &suggest_healthcheck::SuggestHealthcheck,
    &merge_env::MergeEnv,
    &merge_labels::MergeLabels,
    &sort_packages::SortPackages,
];
