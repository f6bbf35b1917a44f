//! Ignore comments: what they hold back, and which are told to be unused.

use dfopt::pipeline::{Outcome, Selection, UnsafeLevel};

use crate::{applied, fix, fix_with, level, settings};

const INSTALL: &str = "RUN apt-get update && apt-get install -y curl\n";

fn suppressed(outcome: &Outcome) -> Vec<&'static str> {
    outcome.suppressed.iter().map(|change| change.transform).collect()
}

/// The unused ignores of a run of all safe changes: line and id.
fn unused(text: &str) -> Vec<(usize, String)> {
    let outcome = fix(text, &Selection::default());
    outcome.unused_ignores.into_iter().map(|ignore| (ignore.line, ignore.id)).collect()
}

#[track_caller]
fn holds_back(text: &str) {
    let outcome = fix(text, &Selection::default());
    assert_eq!(outcome.fixed, text);
    assert_eq!(suppressed(&outcome), ["clean-apt-lists"], "{text}");
    assert_eq!(outcome.unused_ignores, [], "{text}");
}

#[test]
fn comments_hold_a_transform_back_from_an_instruction() {
    holds_back(&format!("FROM debian:12\n# dfopt: ignore[clean-apt-lists] why\n{INSTALL}"));
    holds_back(&format!("FROM debian:12\n# dfopt: ignore[clean-apt-lists]\n# more words\n{INSTALL}"));
    holds_back(
        "FROM debian:12\nRUN apt-get update \\\n  # dfopt: ignore[clean-apt-lists]\n  && apt-get install -y curl\n",
    );
    holds_back(&format!("# dfopt: ignore-file[clean-apt-lists]\nFROM debian:12\n{INSTALL}"));
    holds_back(&format!("FROM debian:12\n# hadolint ignore=DL3009\n{INSTALL}"));
    holds_back(&format!("FROM debian:12\n# hadolint ignore=DL3008,dl3009\n{INSTALL}"));
    holds_back(&format!("# hadolint global ignore=DL3009\nFROM debian:12\n{INSTALL}"));
}

#[test]
fn comments_hold_nothing_else_back() {
    let text = format!("FROM debian:12\n# dfopt: ignore[disable-pip-cache]\n{INSTALL}");
    assert_eq!(applied(&fix(&text, &Selection::default())), ["clean-apt-lists"]);
    let text = format!("FROM debian:12\n# hadolint ignore=DL3008\n{INSTALL}");
    assert_eq!(applied(&fix(&text, &Selection::default())), ["clean-apt-lists"]);
    let text =
        "FROM python:3.12\n# dfopt: ignore[disable-pip-cache]\nRUN pip install a\nCOPY x /etc/y\nRUN pip install b\n";
    let outcome = fix(text, &Selection::default());
    assert_eq!(outcome.fixed, text.replace("install b", "install --no-cache-dir b"));
    assert_eq!(suppressed(&outcome), ["disable-pip-cache"]);
}

#[test]
fn comments_for_hadolint_count_only_while_they_are_respected() {
    let text = format!("FROM debian:12\n# hadolint ignore=DL3009\n{INSTALL}");
    let outcome = fix_with(&text, &settings("respect-hadolint = false\n"), &Selection::default());
    assert_eq!(applied(&outcome), ["clean-apt-lists"]);
}

#[test]
fn an_unsafe_change_that_a_comment_forbids_is_not_held_back_but_ignored() {
    let text = format!("FROM debian:12\n# dfopt: ignore[drop-apt-recommends]\n{INSTALL}");
    for selection in [Selection::default(), level(UnsafeLevel::All)] {
        let outcome = fix(&text, &selection);
        assert_eq!(applied(&outcome), ["clean-apt-lists"]);
        assert_eq!(suppressed(&outcome), ["drop-apt-recommends"]);
        assert!(outcome.withheld.is_empty());
        assert_eq!(outcome.unused_ignores, []);
    }
}

#[test]
fn a_comment_at_any_of_the_merged_runs_holds_a_merge_back() {
    let pair = |first: &str, second: &str| {
        format!("FROM debian:12\n{first}RUN apt-get update\n{second}RUN apt-get install -y curl\n")
    };
    let comment = "# dfopt: ignore[merge-apt-update, merge-runs]\n";
    for text in [pair(comment, ""), pair("", comment)] {
        let outcome = fix(&text, &Selection::default());
        assert_eq!(outcome.fixed, text);
        assert_eq!(applied(&outcome), [""; 0]);
    }
}

#[test]
fn what_forbids_nothing_is_told() {
    let text = "FROM debian:12\n# dfopt: ignore[merge-runs, clean-apt-lists]\nRUN make\n";
    assert_eq!(unused(text), [(2, "merge-runs".to_owned()), (2, "clean-apt-lists".to_owned())]);
    let text = format!("# dfopt: ignore-file[merge-runs, clean-apt-lists]\nFROM debian:12\n{INSTALL}");
    assert_eq!(unused(&text), [(1, "merge-runs".to_owned())]);
    assert_eq!(unused("FROM debian:12\n# hadolint ignore=DL3009\nRUN make\n"), []);
}

#[test]
fn unused_comments_are_told_with_their_line_in_the_original() {
    // The first merge takes a line away, the second adds some: the RUNs are broken over lines.
    let text = "FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl \\\n    wget\nCOPY a /a\n\
                # dfopt: ignore[disable-pip-cache]\nRUN make\nRUN wget https://e.com/x -O /x\nRUN rm /x\n\
                # dfopt: ignore[merge-runs]\nCOPY b /b\n";
    let outcome = fix(text, &Selection::default());
    assert!(applied(&outcome).contains(&"merge-apt-update") && applied(&outcome).contains(&"merge-runs"));
    assert_ne!(outcome.fixed.find("# dfopt"), text.find("# dfopt"));
    assert_eq!(unused(text), [(6, "disable-pip-cache".to_owned()), (10, "merge-runs".to_owned())]);
}

#[test]
fn a_comment_keeps_every_merge_away_from_its_run() {
    // merge-runs does not do what merge-apt-update may not: the comment would then speak about another RUN.
    let text = "FROM debian:12\n# dfopt: ignore[merge-apt-update]\nRUN apt-get update\nRUN apt-get install -y curl\n";
    let all = settings("[transforms.merge-runs]\nmode = \"all\"\n");
    let outcome = fix_with(text, &all, &Selection::default());
    assert_eq!(applied(&outcome), [""; 0]);
    assert_eq!(outcome.unused_ignores, []);
}

#[test]
fn what_did_not_run_may_have_needed_its_comments() {
    let text = "FROM debian:12\n# dfopt: ignore[merge-runs, clean-apt-lists]\nRUN make\n";
    let told = |selection: &Selection, toml: &str| {
        let outcome = fix_with(text, &settings(toml), selection);
        outcome.unused_ignores.into_iter().map(|ignore| ignore.id).collect::<Vec<_>>()
    };
    let skip = Selection { skip: vec!["merge-runs".to_owned()], ..Selection::default() };
    let pick = Selection { only: vec!["merge-runs".to_owned()], ..Selection::default() };
    assert_eq!(told(&skip, ""), ["clean-apt-lists"]);
    assert_eq!(told(&pick, ""), ["merge-runs"]);
    assert_eq!(told(&Selection::default(), "[transforms.merge-runs]\nenabled = false\n"), ["clean-apt-lists"]);
}
