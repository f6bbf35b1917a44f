//! What is told about changes, refusals and faults.

use dfopt::config::Settings;
use dfopt::pipeline::{Failure, Selection, UnsafeLevel, fix as try_fix};
use dfopt::transforms;

use crate::{SEED, fix, level};

/// Transform and line of the applied changes.
fn lines(text: &str) -> Vec<(&'static str, usize)> {
    let outcome = fix(text, &level(UnsafeLevel::All));
    outcome.applied.iter().map(|change| (change.transform, change.line)).collect()
}

#[test]
fn changes_are_told_with_their_line_in_the_original() {
    assert_eq!(
        lines(SEED),
        [("drop-apt-recommends", 3), ("merge-apt-update", 2), ("clean-apt-lists", 2), ("disable-pip-cache", 4)]
    );
    let long = "\u{feff}# a\n\nFROM python:3.12\n# b\nRUN apt-get update\n# c\n\n  RUN apt-get install -y \\\n      # d\n      \
                curl \\\n      wget\nCOPY a /a\nRUN pip install \\\n  x\nRUN wget https://e.com/y -O /y\nRUN rm /y\n";
    let found = lines(long);
    for expected in [
        ("drop-apt-recommends", 8),
        ("merge-apt-update", 5),
        ("merge-runs", 15),
        ("clean-apt-lists", 5),
        ("disable-pip-cache", 13),
    ] {
        assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
    }
}

#[test]
fn changes_have_a_title_and_a_reason() {
    for change in fix(SEED, &level(UnsafeLevel::All)).applied {
        assert!(!change.title.is_empty() && !change.why.is_empty(), "{change:?}");
        assert!(!change.why.ends_with('.') && !change.title.contains('\n'), "{change:?}");
    }
}

#[test]
fn a_fall_in_safety_carries_its_reason() {
    let text = "FROM debian:12\nRUN apt-get update && apt-get install -y curl\nRUN ./x.sh\n";
    let outcome = fix(text, &Selection { skip: vec!["drop-apt-recommends".to_owned()], ..Selection::default() });
    let change = outcome.withheld.first().expect("a change");
    let reasons: Vec<&str> = change.lowered.iter().map(|(_, reason)| reason.as_str()).collect();
    assert_eq!(reasons, ["a script that runs later may install packages without an update of its own"]);
}

#[test]
fn refusals_carry_their_place_and_reason() {
    let text = "FROM debian:12\nRUN apt-get update\nCOPY a /a\nRUN apt-get update && apt-get install -y x & wait\n\
                RUN [\"pip\", \"install\", \"x\"]\n";
    let outcome = fix(text, &Selection::default());
    let told: Vec<(&str, &str)> =
        outcome.refusals.iter().map(|refusal| (refusal.transform, refusal.at.of(&outcome.fixed))).collect();
    for expected in [
        ("merge-apt-update", "RUN apt-get update"),
        ("clean-apt-lists", "RUN apt-get update && apt-get install -y x & wait"),
        ("disable-pip-cache", "RUN [\"pip\", \"install\", \"x\"]"),
    ] {
        let is_told = told.iter().any(|(id, place)| *id == expected.0 && place.starts_with(expected.1));
        assert!(is_told, "{expected:?} is not in {told:?}");
    }
    for refusal in &outcome.refusals {
        assert!(transforms::ALL.iter().any(|transform| transform.meta().id == refusal.transform));
        assert!(!refusal.reason.is_empty() && !refusal.reason.ends_with('.'), "{refusal:?}");
    }
}

#[test]
fn all_faults_of_a_file_are_told() {
    let faults = |text: &str| match try_fix(text, &Settings::default(), &Selection::default()) {
        Err(Failure::Syntax(errors)) => errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let found = faults("FROM a\nRNU x\nRUN pip install x\nCOPY y\nUSER\n");
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].contains("RNU") && found[1].contains("COPY") && found[2].contains("USER"), "{found:?}");
    assert_eq!(faults("FROM a\nRUN <<EOF\nx\n").len(), 1);
    assert_eq!(faults("").len(), 1);
}
