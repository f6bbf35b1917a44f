//! The README says what is true: its diffs are what the tool prints, its table is the registry.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;

use dfopt::transforms;

const README: &str = include_str!("../README.md");

/// The blocks of the README that are marked with a language.
fn fences(language: &str) -> Vec<&'static str> {
    let start = format!("```{language}\n");
    README.split(&start).skip(1).map(|rest| rest.split("```").next().expect("split answers at least once")).collect()
}

fn diff(example: &str, arguments: &[&str]) -> String {
    let output = assert_cmd::Command::cargo_bin("dfopt")
        .expect("the binary is built")
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .args(["fix", "--no-config", "--color=never"])
        .args(arguments)
        .arg(format!("examples/{example}/Dockerfile"))
        .output()
        .expect("it runs");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn both_diffs_are_what_the_tool_prints() {
    assert_eq!(fences("diff"), [diff("bloated", &[]), diff("bloated", &["--unsafe"])]);
}

/// With `DFOPT_BLESS` the diffs are written anew.
#[test]
fn each_example_has_the_diffs_that_the_tool_prints() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let folders = std::fs::read_dir(&examples).expect("they are there").map(|entry| entry.expect("it is readable"));
    let folders: Vec<_> = folders.filter(|entry| entry.path().join("Dockerfile").exists()).collect();
    assert!(folders.len() > 8);
    for folder in folders {
        for (level, arguments) in [("safe", &[][..]), ("unsafe", &["--unsafe"])] {
            let path = folder.path().join(format!("{level}.diff"));
            let example = folder.file_name().into_string().expect("it is ours");
            let found = diff(&example, arguments);
            if std::env::var_os("DFOPT_BLESS").is_some() {
                std::fs::write(&path, &found).expect("the example is ours");
            }
            assert_eq!(std::fs::read_to_string(&path).expect("it is there"), found, "{example}, {level}");
        }
    }
}

#[test]
fn the_table_is_the_registry() {
    let rows: Vec<&str> = README.lines().filter(|line| line.starts_with("| [`")).collect();
    let expected: Vec<String> = transforms::ALL
        .iter()
        .map(|transform| {
            let meta = transform.meta();
            let folder = meta.id.replace('-', "_");
            format!("| [`{0}`](transforms/{folder}/README.md) | {1} | {2} |", meta.id, meta.grade(), meta.summary)
        })
        .collect();
    assert_eq!(rows, expected);
}

#[test]
fn the_configuration_and_the_ignore_comment_are_understood() {
    let config = fences("toml");
    let settings = dfopt::config::Settings::parse(config[0], Path::new("dfopt.toml")).expect("the example is valid");
    assert!(settings.clean_builders);
    assert_eq!(settings.transforms.len(), 2);
    let text = format!("FROM debian:12\n{}", fences("dockerfile")[0]);
    let outcome =
        dfopt::pipeline::fix(&text, &dfopt::config::Settings::default(), &dfopt::pipeline::Selection::default());
    let outcome = outcome.expect("it is a Dockerfile");
    assert_eq!(outcome.fixed, text);
    assert!(outcome.suppressed.iter().any(|change| change.transform == "clean-apt-lists"));
    assert_eq!(outcome.unused_ignores, []);
}

#[test]
fn the_two_commands_are_there() {
    let commands = fences("sh").concat();
    assert!(commands.contains("cargo run --release --quiet -- fix examples/bloated/Dockerfile"));
    assert!(commands.contains("bash tests/run.sh"));
    assert!(include_str!("../.ci/run").contains("bash tests/run.sh"));
}
