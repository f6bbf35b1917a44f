//! Whole files as people write them, with what comes out of each: `scenarios/NN-name.before.Dockerfile`, what safe changes
//! make of it (`.safe.Dockerfile`) and what all changes do (`.unsafe.Dockerfile`). Where one of these files is missing the
//! text stays as it is. `peers/` holds files of the same kind. `.findings.txt` holds the findings, a line each; `.refused.txt` why nothing is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dfopt::config::Settings;
use dfopt::pipeline::{self, Selection, UnsafeLevel};
use dfopt::syntax::Source;

/// What the scenarios are about, beside all diagnostics: a transform that comes later has scenarios of its own.
const TRANSFORMS: [&str; 28] = [
    "replace-apt-cli",
    "fix-exec-args",
    "drop-sudo",
    "replace-add",
    "replace-maintainer",
    "drop-apt-recommends",
    "use-npm-ci",
    "omit-node-dev-deps",
    "omit-bundler-groups",
    "omit-composer-dev",
    "disable-weak-deps",
    "merge-apt-update",
    "fold-chmod",
    "merge-runs",
    "clean-apt-lists",
    "clean-rpm-cache",
    "disable-pip-cache",
    "clean-node-cache",
    "clean-gem-cache",
    "disable-uv-cache",
    "skip-pip-bytecode",
    "clean-conda-cache",
    "clean-python-caches",
    "add-apk-no-cache",
    "add-useradd-no-log-init",
    "remove-download",
    "use-exec-form",
    "use-absolute-workdir",
];

fn selection(level: UnsafeLevel) -> Selection {
    let diagnostics = dfopt::transforms::ALL.iter().map(|transform| transform.meta());
    let diagnostics = diagnostics.filter(|meta| meta.is_diagnostic()).map(|meta| meta.id);
    let only = TRANSFORMS.into_iter().chain(diagnostics).map(str::to_owned).collect();
    Selection { only, level, ..Selection::default() }
}

/// What becomes of a text: the result, its findings, why nothing was looked at.
fn run(text: &str, level: UnsafeLevel) -> (String, String, Option<String>) {
    let outcome = match pipeline::fix(text, &Settings::default(), &selection(level)) {
        Ok(outcome) => outcome,
        Err(failure) => return (text.to_owned(), String::new(), Some(format!("{failure}\n"))),
    };
    let source = Source::new(&outcome.fixed);
    let mut findings = String::new();
    for finding in &outcome.findings {
        let line = source.position(finding.at.start as usize).line;
        let (severity, id) = (finding.severity.as_str(), finding.diagnostic);
        writeln!(findings, "{line} {severity} {id}").expect("a text grows");
    }
    (outcome.fixed, findings, outcome.untouched.map(|reason| format!("{reason}\n")))
}

/// What a scenario expects, by the kind of its file.
type Expected = BTreeMap<String, String>;

fn check(name: &str, expected: &Expected, faults: &mut Vec<String>) {
    let before = expected.get("before.Dockerfile").unwrap_or_else(|| panic!("{name} has no text"));
    let mut same = |what: &str, found: &str, wanted: &str| {
        if found != wanted {
            faults.push(format!("{name}: {what}: expected\n{wanted}\nfound\n{found}"));
        }
    };
    for (level, file) in [(UnsafeLevel::None, "safe.Dockerfile"), (UnsafeLevel::All, "unsafe.Dockerfile")] {
        let (fixed, findings, refused) = run(before, level.clone());
        same(file, &fixed, expected.get(file).unwrap_or(before));
        same("refused.txt", &refused.unwrap_or_default(), expected.get("refused.txt").map_or("", String::as_str));
        if level == UnsafeLevel::None {
            same("findings.txt", &findings, expected.get("findings.txt").map_or("", String::as_str));
        }
        same("a second run", &run(&fixed, level).0, &fixed);
    }
}

/// Checks all scenarios of a folder below `tests/pipeline`.
#[track_caller]
fn check_all(folder: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pipeline").join(folder);
    let mut scenarios: BTreeMap<String, Expected> = BTreeMap::new();
    for entry in fs::read_dir(&folder).expect("the scenarios") {
        let path = entry.expect("a directory entry").path();
        let file = path.file_name().and_then(|name| name.to_str()).expect("a file name");
        let (name, kind) = file.split_once('.').unwrap_or_else(|| panic!("{file} is no file of a scenario"));
        let text = fs::read_to_string(&path).expect("a text");
        scenarios.entry(name.to_owned()).or_default().insert(kind.to_owned(), text);
    }
    let kinds = ["before.Dockerfile", "safe.Dockerfile", "unsafe.Dockerfile", "findings.txt", "refused.txt"];
    let known: BTreeSet<&str> = kinds.into_iter().collect();
    let mut faults = Vec::new();
    for (name, expected) in &scenarios {
        assert!(expected.keys().all(|kind| known.contains(kind.as_str())), "{name}: {:?}", expected.keys());
        check(name, expected, &mut faults);
    }
    assert!(!scenarios.is_empty() && faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn whole_files_become_what_they_should() {
    check_all("scenarios");
}

/// Files of the kinds that other tools are known to break.
#[test]
fn what_breaks_elsewhere_does_not_break_here() {
    check_all("peers");
}
