//! Which transforms run, and which of their changes are applied.

use dfopt::pipeline::{Selection, UnsafeLevel};
use dfopt::transform::Safety;

use crate::{SEED, applied, fix, fix_with, level, settings, withheld};

/// Something for three transforms: one unsafe, two safe.
const TEXT: &str = "FROM debian:12\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip install x\n";

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

#[test]
fn safe_changes_are_applied_and_unsafe_ones_are_held_back() {
    let outcome = fix(TEXT, &Selection::default());
    assert_eq!(applied(&outcome), ["clean-apt-lists", "disable-pip-cache"]);
    assert!(outcome.applied.iter().all(|change| change.safety == Safety::Safe && change.lowered.is_empty()));
    assert_eq!(withheld(&outcome), ["drop-apt-recommends"]);
    assert_eq!(outcome.withheld[0].safety, Safety::Unsafe);
}

#[test]
fn all_unsafe_changes_are_applied_when_asked_for() {
    let outcome = fix(TEXT, &level(UnsafeLevel::All));
    assert_eq!(applied(&outcome), ["drop-apt-recommends", "clean-apt-lists", "disable-pip-cache"]);
    assert_eq!(withheld(&outcome), [""; 0]);
    assert_eq!(outcome.applied[0].safety, Safety::Unsafe);
}

#[test]
fn unsafe_changes_are_applied_by_transform() {
    let named = |names: &[&str]| fix(TEXT, &level(UnsafeLevel::Ids(ids(names))));
    assert_eq!(named(&["drop-apt-recommends"]).fixed, fix(TEXT, &level(UnsafeLevel::All)).fixed);
    assert_eq!(named(&["clean-apt-lists"]).fixed, fix(TEXT, &Selection::default()).fixed);
    let script = "FROM debian:12\nRUN apt-get update && apt-get install -y curl\nRUN ./x.sh\n";
    let outcome = fix(script, &level(UnsafeLevel::Ids(ids(&["clean-apt-lists"]))));
    assert_eq!(applied(&outcome), ["clean-apt-lists"]);
    assert_eq!(withheld(&outcome), ["drop-apt-recommends"]);
}

#[test]
fn transforms_can_be_picked_and_left_out() {
    let run = |only: &[&str], skip: &[&str]| {
        let selection = Selection { only: ids(only), skip: ids(skip), level: UnsafeLevel::All };
        applied(&fix(TEXT, &selection))
    };
    assert_eq!(run(&["disable-pip-cache"], &[]), ["disable-pip-cache"]);
    assert_eq!(run(&["disable-pip-cache", "clean-apt-lists"], &[]), ["clean-apt-lists", "disable-pip-cache"]);
    assert_eq!(run(&[], &["disable-pip-cache"]), ["drop-apt-recommends", "clean-apt-lists"]);
    assert_eq!(run(&["disable-pip-cache", "clean-apt-lists"], &["clean-apt-lists"]), ["disable-pip-cache"]);
    assert_eq!(run(&["merge-runs"], &[]), [""; 0]);
}

#[test]
fn a_transform_that_does_not_run_tells_nothing() {
    let selection = Selection { only: ids(&["disable-pip-cache"]), ..Selection::default() };
    let outcome = fix(SEED, &selection);
    assert_eq!(withheld(&outcome), [""; 0]);
    assert!(outcome.refusals.iter().all(|refusal| refusal.transform == "disable-pip-cache"), "{:?}", outcome.refusals);
}

#[test]
fn a_configuration_switches_transforms() {
    let off = settings("[transforms.clean-apt-lists]\nenabled = false\n");
    assert_eq!(applied(&fix_with(TEXT, &off, &Selection::default())), ["disable-pip-cache"]);
    let picked = Selection { only: ids(&["clean-apt-lists"]), ..Selection::default() };
    assert_eq!(applied(&fix_with(TEXT, &off, &picked)), ["clean-apt-lists"], "the command line wins");
    let on = settings("[transforms.clean-apt-lists]\nenabled = true\n");
    let skipped = Selection { skip: ids(&["clean-apt-lists"]), ..Selection::default() };
    assert_eq!(applied(&fix_with(TEXT, &on, &skipped)), ["disable-pip-cache"]);
}

#[test]
fn a_configuration_promotes_unsafe_changes() {
    let safe = settings("[transforms.drop-apt-recommends]\nsafety = \"safe\"\n");
    let outcome = fix_with(TEXT, &safe, &Selection::default());
    assert_eq!(applied(&outcome), ["drop-apt-recommends", "clean-apt-lists", "disable-pip-cache"]);
    assert_eq!(outcome.applied[0].safety, Safety::Unsafe, "what it is stays told");
    let lowered = "FROM debian:12\nRUN apt-get update && apt-get install -y curl\nRUN ./x.sh\n";
    let safe = settings("[transforms.clean-apt-lists]\nsafety = \"safe\"\n");
    assert_eq!(applied(&fix_with(lowered, &safe, &Selection::default())), ["clean-apt-lists"]);
    assert_eq!(applied(&fix(lowered, &Selection::default())), [""; 0]);
}

#[test]
fn a_configuration_demotes_safe_changes() {
    let careful = settings("[transforms.clean-apt-lists]\nsafety = \"unsafe\"\n");
    let outcome = fix_with(TEXT, &careful, &Selection::default());
    assert_eq!(applied(&outcome), ["disable-pip-cache"]);
    assert_eq!(withheld(&outcome), ["drop-apt-recommends", "clean-apt-lists"]);
    let named = level(UnsafeLevel::Ids(ids(&["clean-apt-lists"])));
    assert_eq!(applied(&fix_with(TEXT, &careful, &named)), ["clean-apt-lists", "disable-pip-cache"]);
    let other = level(UnsafeLevel::Ids(ids(&["drop-apt-recommends"])));
    assert_eq!(applied(&fix_with(TEXT, &careful, &other)), ["drop-apt-recommends", "disable-pip-cache"]);
}

#[test]
fn donors_are_rewritten_only_when_the_configuration_says_so() {
    let text =
        "FROM debian:12 AS b\nRUN apt-get update && apt-get install -y curl\nFROM scratch\nCOPY --from=b /x /x\n";
    assert_eq!(applied(&fix(text, &Selection::default())), [""; 0]);
    let builders = settings("[clean]\nbuilders = true\n");
    assert_eq!(applied(&fix_with(text, &builders, &Selection::default())), ["clean-apt-lists"]);
}
