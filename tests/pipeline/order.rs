//! The order of the passes, and that they come to an end. That phases never decrease is shown in `tests/registry.rs`.

use dfopt::pipeline::{Selection, UnsafeLevel};
use dfopt::transform::Phase;
use dfopt::transforms;

use crate::{SEED, applied, fix, fix_with, level, only, settings};

fn phase(id: &str) -> Phase {
    let metas = transforms::ALL.iter().map(|transform| transform.meta());
    metas.into_iter().find(|meta| meta.id == id).expect("a transform").phase
}

#[test]
fn layers_are_merged_before_they_are_cleaned() {
    let outcome = fix(SEED, &Selection::default());
    assert_eq!(applied(&outcome), ["merge-apt-update", "clean-apt-lists", "disable-pip-cache"]);
    let merged = "RUN apt-get update && apt-get install -y python3 python3-pip && rm -rf /var/lib/apt/lists/*\n";
    assert!(outcome.fixed.contains(merged), "{}", outcome.fixed);
    let alone = fix(SEED, &only("clean-apt-lists"));
    assert_eq!(alone.fixed, SEED, "the lists that another layer fetched cannot be cleaned");
}

#[test]
fn contents_come_before_layers() {
    let outcome = fix(SEED, &level(UnsafeLevel::All));
    let phases: Vec<Phase> = applied(&outcome).into_iter().map(phase).collect();
    assert_eq!(applied(&outcome)[0], "drop-apt-recommends");
    assert!(phases.is_sorted(), "{phases:?}");
}

#[test]
fn what_an_earlier_pass_makes_possible_is_done_in_a_later_round() {
    // Each merge takes two of the three; the third joins the result.
    let text = "FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\nRUN rm -rf /var/lib/apt/lists/*\n";
    let outcome = fix(text, &Selection::default());
    assert_eq!(
        outcome.fixed,
        "FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n"
    );
    assert!(outcome.applied.len() > 1, "{:?}", outcome.applied);
}

#[test]
fn a_long_row_of_runs_takes_several_rounds_and_ends() {
    let all = settings("[transforms.merge-runs]\nmode = \"all\"\nmax-commands = 1000\n");
    let text = format!("FROM debian:12\n{}", "RUN touch /x\n".repeat(120));
    let outcome = fix_with(&text, &all, &Selection::default());
    assert_eq!(outcome.fixed.matches("RUN ").count(), 1, "{}", outcome.fixed);
    assert_eq!(outcome.fixed.matches("touch /x").count(), 120);
    let most = settings("[transforms.merge-runs]\nmode = \"all\"\nmax-commands = 50\n");
    let outcome = fix_with(&text, &most, &Selection::default());
    assert!(outcome.fixed.matches("RUN ").count() >= 3, "{}", outcome.fixed);
    assert_eq!(fix_with(&outcome.fixed, &most, &Selection::default()).fixed, outcome.fixed);
}

#[test]
fn what_is_told_is_about_the_result_and_told_once() {
    let text = "FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\nRUN pip install x\n";
    let outcome = fix(text, &Selection { skip: vec!["disable-pip-cache".to_owned()], ..Selection::default() });
    let held: Vec<_> = outcome.withheld.iter().map(|change| change.transform).collect();
    assert_eq!(held, ["drop-apt-recommends"]);
    let change = &outcome.withheld[0];
    assert!(change.at.of(&outcome.fixed).starts_with("RUN apt-get update && apt-get install"), "{change:?}");
}
