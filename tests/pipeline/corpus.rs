//! The promises on the Dockerfiles of `tests/data/dockerfiles` and on those that the cases of the transforms begin with.

use std::fs;
use std::path::{Path, PathBuf};

use dfopt::config::Settings;
use dfopt::model::Model;
use dfopt::pipeline::{Selection, UnsafeLevel};
use dfopt::syntax::parse;

use crate::promises::check;
use crate::{applied, fix, level, settings};

const MERGE_ALL: &str = "[clean]\nbuilders = true\n[transforms.merge-runs]\nmode = \"all\"\n";

fn files(directory: &str) -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let entries = fs::read_dir(&directory).expect("a directory");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// Names and texts.
pub(crate) fn corpus() -> Vec<(String, String)> {
    let mut paths = files("tests/data/dockerfiles");
    for folder in files("transforms").into_iter().filter(|path| path.is_dir()) {
        let cases = files(folder.join("cases").to_str().expect("a path"));
        let name = |path: &PathBuf| path.file_name().and_then(|name| name.to_str().map(str::to_owned));
        paths.extend(cases.into_iter().filter(|path| {
            let begins = [".before.Dockerfile", ".keep.Dockerfile", ".report.Dockerfile"];
            name(path).is_some_and(|name| begins.iter().any(|end| name.ends_with(end)))
        }));
    }
    paths.sort();
    let text = |path: &PathBuf| fs::read_to_string(path).expect("a text");
    paths.iter().map(|path| (path.display().to_string(), text(path))).collect()
}

#[track_caller]
fn promises_hold(settings: &Settings, selection: &Selection) {
    let corpus = corpus();
    assert!(corpus.len() > 300, "{} files", corpus.len());
    let mut faults = Vec::new();
    for (name, text) in &corpus {
        for text in [text.clone(), text.replace("\r\n", "\n").replace('\n', "\r\n")] {
            faults.extend(check(&text, settings, selection).err().map(|fault| format!("{name}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn safe_changes_keep_the_promises() {
    promises_hold(&Settings::default(), &Selection::default());
}

#[test]
fn unsafe_changes_keep_the_promises() {
    promises_hold(&Settings::default(), &level(UnsafeLevel::All));
}

#[test]
fn merging_everything_keeps_the_promises() {
    promises_hold(&settings(MERGE_ALL), &Selection::default());
    promises_hold(&settings(MERGE_ALL), &level(UnsafeLevel::All));
}

/// What a Dockerfile says, without the way its RUNs are laid out.
pub(crate) fn meaning(text: &str) -> Vec<String> {
    let document = parse(text).expect("a Dockerfile");
    let model = Model::read(&document);
    let instructions = document.instructions.iter().enumerate();
    let meaning = instructions.map(|(at, instruction)| match model.run(at).map(|run| (run, &run.script)) {
        Some((run, Ok(script))) => {
            let tokens: Vec<&str> = script.tokens.iter().map(|token| token.span.of(run.text)).collect();
            format!("RUN {} {}", run.flags().collect::<Vec<_>>().join(" "), tokens.join(" "))
        }
        _ => instruction.span.of(text).to_owned(),
    });
    meaning.collect()
}

/// What counts of a file, which is what its image is made of where a stage was parted in two: a run before may have cleaned
/// what then only builds, and have moved a COPY that then stands beside those from the build.
pub(crate) fn counting(meaning: Vec<String>, applied: &[&str]) -> Vec<String> {
    const PARTING: [&str; 4] = ["split-cpp", "split-node", "split-python", "split-rust"];
    if !applied.iter().any(|id| PARTING.contains(id)) {
        return meaning;
    }
    let last = meaning.iter().rposition(|line| line.starts_with("FROM ")).unwrap_or_default();
    let mut image = meaning[last..].to_vec();
    image.sort_unstable();
    image
}

/// What this transform makes of a file depends on what stands between two RUNs and in which step of theirs package lists
/// go; a run before may have changed both, for another gain.
pub(crate) const SENSITIVE: &str = "split-dev-packages";

/// Where lines are broken may differ: the first run cannot know how long a line the second one needs.
#[test]
fn safe_then_unsafe_is_unsafe_at_once() {
    let everything = level(UnsafeLevel::All);
    let (mut both, mut faults) = (0, Vec::new());
    for (name, text) in corpus() {
        if parse(&text).is_ok_and(|document| document.errors.is_empty()) {
            let safe = fix(&text, &Selection::default());
            let at_once = fix(&text, &everything);
            let in_two = fix(&safe.fixed, &everything);
            if applied(&at_once).contains(&SENSITIVE) {
                continue;
            }
            both += usize::from(!safe.applied.is_empty() && !in_two.applied.is_empty());
            let counts = |text: &str| counting(meaning(text), &applied(&at_once));
            if counts(&in_two.fixed) != counts(&at_once.fixed) {
                faults.push(format!("{name}: at once\n{}in two\n{}", at_once.fixed, in_two.fixed));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(both >= 20, "only {both} files change in both runs");
}
