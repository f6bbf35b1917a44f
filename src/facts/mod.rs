//! Dated tables about the world outside the file: base images, packages, programs.
//!
//! The facts live in TOML files beside this code, each row or table with its `source` and `date`; the code only finds
//! and types them. A table is parsed at its first use and never again. What no table says is `None`: unknown never
//! satisfies a precondition. Each table is read back whole by a test, in which an unknown key is an error.

mod apk;
mod apt;
mod base;
mod build_packages;
mod caches;
mod commands;
mod conda;
mod context_waste;
mod crates;
pub mod debian;
mod dev_tools;
mod effects;
mod halves;
mod health;
mod install_options;
mod leads;
mod logins;
mod node;
mod packages;
mod pip;
mod pipes;
mod programs;
mod python;
mod rootfs;
mod rpm;
mod ruby;
mod sources;
mod suites;
mod table;
mod volatile;
mod volatile_args;
mod waste;
mod writers;

pub use apk::{Builder, apk_builder, apk_builders_hold_for, apk_packages_stay_out_of};
pub use apt::{AptSubcommand, apt_solves_as_apt_get, apt_subcommand, is_in_every_apt_image};
pub use base::{Base, Distro, ImageName, Libc, PackageManager, Provenance, Runtime, Sh, base};
pub use build_packages::{BuildPackages, BuildTool, build_packages};
pub use caches::{CacheImage, CachePlace, CacheTool, Stale, cache_image, cache_tools};
pub use commands::{Takes, runs_the_rest, starts_by_itself, takes};
pub use conda::{conda_image_is_new, names_new_conda_installer};
pub use context_waste::{
    ContextWaste, HistoryManifest, HistoryReader, KeptBy, context_waste, history_manifests, history_reader,
};
pub use crates::{Links, crate_leaves_project_alone, crate_links, crate_looks_for_certificates};
pub use dev_tools::{DevTool, dev_tools};
pub use effects::{
    carries_command, changes_kernel, changes_users, creates_users, handles_files, is_daemon, is_installed_by_others,
    is_plain, manages_packages, may_bring, may_spawn, places_files, reads_shell_text, stays_in_place,
};
pub use halves::{is_build_scratch, is_source};
pub use health::{is_http_port, node_has_fetch};
pub use install_options::{InstallOption, install_option};
pub use leads::{always_leads, gives_homes, holds_path, is_leading, may_hold_settings, only_fills};
pub use logins::{LoginLogs, login_logs};
pub use node::{
    least_node_of_tag, node_has_npm_7, node_has_npm_ci, node_image_has_yarn_1, node_image_lacks_yarn,
    node_tag_lacks_yarn,
};
pub use packages::{
    Compensation, Condition, apt_lists_bytes, bare, builds_nothing, compensations, has_wheels, losses, recommends_known,
};
pub use pip::{
    PipOfSuite, is_python_program, pip_of_suite, pip_upgrades, python_image_has_new_pip, python_image_lacks_bytecode,
};
pub use pipes::{PipeRole, bash_sets_by_default, bash_variables, dash_differs, pipe_role, why_not_piped};
pub use programs::{keeps_update_whole, leaves_packages_alone, prevents_update, reads_apt_lists};
pub use python::{
    is_dev_mode, is_python_dev_program, is_python_server, is_test_part, pipenv_is_old, poetry_below, poetry_has_only,
    poetry_of_pip, uv_is_old,
};
pub use rootfs::{Held, has_group, has_user, held, is_within};
pub use rpm::{RpmManager, rpm_caches, rpm_manager};
pub use ruby::{ruby_image_gem_home, ruby_image_has_config_set};
pub use sources::{FileKind, file_kind};
pub use suites::{glibc_of_suite, python_of_suite};
pub(crate) use table::{table, text};
pub use volatile::{Volatile, volatile};
pub use volatile_args::{
    Fetched, VolatileName, asks_for_environment, fetched, ignores_volatile_args, is_quick, volatile_arg,
};
pub use waste::{WasteKind, waste_kind, waste_kinds};
pub use writers::{fills_only_system, only_prints, writes_only_system};
