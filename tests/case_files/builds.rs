//! Whether the builds of two files do the same, but for what the transforms of the cases declare.

use dfopt::edit::Reach;
use dfopt::equivalence::{Declared, Error, ShellUnderTest, compare_dockerfiles};
use dfopt::pipeline::Outcome;
use dfopt::syntax::{self, Keyword};
use dfopt::transform::Meta;
use dfopt::transforms;

use super::case_files::Case;
use super::{expected, reached};

/// What all transforms together declare that made `outcome` of `text`.
pub(super) fn declared_of_all(text: &str, outcome: &Outcome) -> Declared {
    let declared = Declared::rewritten();
    // A COPY that is gone would hide in all others, so only where one moves.
    let applied = |id: &str| outcome.applied.iter().any(|change| change.transform == id);
    let moves = ["copy-after-packages", "copy-manifests-first", "narrow-copy"].into_iter().any(applied);
    let declared = if moves { declared.copies_manifests_first() } else { declared };
    let declared = if applied("use-cache-mounts") { declared.keeps_caches() } else { declared };
    let declared = if applied("merge-apk-virtual") { declared.moves_copies_around_apk() } else { declared };
    let introduces = introduces_group(text, &outcome.fixed);
    if introduces { declared.introduces_apk_group(&KEPT) } else { declared }
}

/// The packages that stay in the cases where others become a group.
const KEPT: [&str; 2] = ["git", "libffi"];

/// Whether packages of Alpine become a group.
fn introduces_group(before: &str, after: &str) -> bool {
    !before.contains(".build-deps") && after.contains("apk del .build-deps")
}

/// Whether the builds of a pair are the same in all shells, but for what its transform declares.
pub(super) fn are_same(meta: &Meta, case: &Case) -> Result<(), String> {
    if splits(meta) {
        return keeps_its_runs(&case.text, expected(case));
    }
    let declared = match meta.id {
        "add-apk-no-cache" => Declared::nothing().disables_apk_cache(),
        "clean-apt-lists" => Declared::nothing().cleans_apt_lists(),
        "clean-gem-cache" => Declared::nothing().cleans_gem_cache(),
        "clean-node-cache" => Declared::nothing().cleans_node_caches(),
        "clean-conda-cache" | "clean-python-caches" => Declared::nothing().cleans_python_caches(),
        "disable-pip-cache" => Declared::nothing().disables_pip_cache(),
        "disable-uv-cache" => Declared::nothing().disables_uv_cache(),
        "clean-rpm-cache" => Declared::nothing().cleans_rpm_caches(),
        "disable-weak-deps" => Declared::nothing().disables_weak_dependencies(),
        "drop-apt-recommends" => Declared::nothing().drops_apt_recommends(),
        "gate-dev-tools" => Declared::nothing().gates_dev_tools(),
        "omit-bundler-groups" => Declared::nothing().omits_bundler_groups(),
        "omit-composer-dev" => Declared::nothing().omits_composer_dev(),
        "omit-node-dev-deps" => Declared::nothing().omits_node_dev_deps(),
        "tune-pipenv" | "tune-poetry" | "tune-uv" => Declared::nothing().tunes_python_installs(),
        "use-npm-ci" => Declared::nothing().uses_npm_ci(),
        "add-useradd-no-log-init" => Declared::nothing().creates_no_login_logs(),
        "drop-sudo" => Declared::nothing().drops_sudo(),
        "copy-after-packages" | "copy-manifests-first" => Declared::nothing().copies_manifests_first(),
        "link-copies" => Declared::nothing().links_copies(),
        "narrow-copy" => Declared::nothing().moves_copies(),
        "sink-volatile" => Declared::nothing().sinks_volatile_arguments(),
        "fold-chmod" => Declared::nothing().folds_chmods(),
        "fold-chown" => Declared::nothing().folds_chowns(),
        "remove-download" => Declared::nothing().removes_downloads(),
        "replace-add" => Declared::nothing().replaces_adds(),
        "merge-apk-virtual" if introduces_group(&case.text, expected(case)) => {
            Declared::nothing().moves_copies_around_apk().introduces_apk_group(&KEPT)
        }
        "merge-apk-virtual" => Declared::nothing().moves_copies_around_apk(),
        "merge-apt-update" => Declared::nothing().moves_apt_updates(),
        "replace-apt-cli" => Declared::nothing().replaces_apt(),
        "sort-packages" => Declared::nothing().sorts_packages(),
        "split-dev-packages" => Declared::nothing().purges_build_packages(),
        "set-pipefail" => Declared::nothing().sets_pipefail(),
        "use-workdir" => Declared::nothing().begins_in_directories(),
        "skip-pip-bytecode" => Declared::nothing().skips_pip_bytecode(),
        "use-cache-mounts" => Declared::nothing().keeps_caches(),
        _ => Declared::nothing(),
    };
    let mut tested = !reached(meta).contains(&Keyword::Run);
    for shell in [ShellUnderTest::Dash, ShellUnderTest::Bash, ShellUnderTest::Busybox] {
        tested |= is_same(&case.text, expected(case), &declared, shell)?;
    }
    if tested { Ok(()) } else { Err("no shell can run it".to_owned()) }
}

/// Whether a transform parts stages in two.
fn splits(meta: &Meta) -> bool {
    transforms::ALL.iter().any(|one| one.meta().id == meta.id && one.reach().covers(Reach::STAGES))
}

/// Whether all RUNs of a file are in another one, in their order and byte for byte; others may come between.
fn keeps_its_runs(before: &str, after: &str) -> Result<(), String> {
    let runs = |text: &str| -> Result<Vec<String>, String> {
        let document = syntax::parse(text).map_err(|error| error.to_string())?;
        let runs = document.instructions.iter().filter(|one| one.keyword() == Some(Keyword::Run));
        Ok(runs.map(|run| run.span.of(text).to_owned()).collect())
    };
    let after = runs(after)?;
    let mut after = after.iter();
    match runs(before)?.iter().find(|run| !after.any(|found| found == *run)) {
        Some(run) => Err(format!("a RUN changed or went away: {run}")),
        None => Ok(()),
    }
}

/// Compares two files in a shell; says whether it can run both.
pub(super) fn is_same(before: &str, after: &str, declared: &Declared, shell: ShellUnderTest) -> Result<bool, String> {
    match compare_dockerfiles(before, after, declared, shell) {
        Ok(reports) => match reports.iter().find_map(|report| report.difference.as_ref()) {
            Some(difference) => Err(format!("in {shell:?} {difference}\n{after}")),
            None => Ok(true),
        },
        Err(Error::Unsupported(_)) => Ok(false),
        Err(error) => Err(error.to_string()),
    }
}
