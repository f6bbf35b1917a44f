//! What diagnostics find, and what they forbid.

use dfopt::pipeline::{Outcome, Selection};
use dfopt::transform::{Finding, Severity};

use crate::{fix, fix_with, settings};

const BROKEN: &str = "FROM debian:12 AS a\nWORKDIR /a # b\nRUN apt-get update && apt-get install -y curl\n";
const SOUND: &str = "FROM debian:12\nRUN apt-get update && apt-get install -y curl\n";

fn file() -> String {
    format!("{BROKEN}{SOUND}")
}

/// Diagnostic, severity and words of each finding.
fn findings(outcome: &Outcome) -> Vec<(&'static str, Severity, &str)> {
    let told = |finding: &Finding| (finding.diagnostic, finding.severity, finding.at);
    let all = outcome.findings.iter().map(told);
    all.map(|(id, severity, at)| (id, severity, at.of(&outcome.fixed))).collect()
}

#[test]
fn an_error_keeps_changes_out_of_its_stage() {
    let outcome = fix(&file(), &Selection::default());
    assert!(outcome.fixed.starts_with(BROKEN) && !outcome.fixed.ends_with(SOUND), "{}", outcome.fixed);
    assert_eq!(findings(&outcome), [("detect-inline-comment", Severity::Error, "# b")]);
    let vetoed = outcome.refusals.iter().find(|refusal| refusal.transform == "clean-apt-lists").expect("a refusal");
    assert!(vetoed.reason.contains("detect-inline-comment"), "{}", vetoed.reason);
}

#[test]
fn an_error_before_the_first_stage_keeps_changes_out_of_all() {
    let text = format!("ARG A=1 # AKIA{}\n{SOUND}", "Q7ZK2M4XW9BT5RDN");
    let outcome = fix(&text, &Selection::default());
    assert_eq!(outcome.fixed, text);
    assert!(outcome.findings.iter().any(|finding| finding.severity == Severity::Error));
}

#[test]
fn a_note_forbids_nothing() {
    let outcome = fix("FROM debian\nRUN apt-get update && apt-get install -y curl\n", &Selection::default());
    assert_eq!(findings(&outcome), [("detect-latest", Severity::Note, "debian")]);
    assert!(!outcome.applied.is_empty());
}

#[test]
fn who_does_not_run_forbids_nothing() {
    let text = file();
    let only = Selection { only: vec!["clean-apt-lists".to_owned()], ..Selection::default() };
    let skip = Selection { skip: vec!["detect-inline-comment".to_owned()], ..Selection::default() };
    let disabled = settings("[transforms.detect-inline-comment]\nenabled = false\n");
    let outcomes = [fix(&text, &only), fix(&text, &skip), fix_with(&text, &disabled, &Selection::default())];
    for outcome in outcomes {
        assert!(outcome.findings.is_empty() && !outcome.fixed.starts_with(BROKEN), "{}", outcome.fixed);
    }
}

#[test]
fn an_ignored_error_forbids_nothing() {
    let text = file().replace("WORKDIR", "# dfopt: ignore[detect-inline-comment] so be it\nWORKDIR");
    let outcome = fix(&text, &Selection::default());
    assert!(outcome.findings.is_empty() && outcome.unused_ignores.is_empty());
    assert_eq!(outcome.silenced.len(), 1);
    assert!(!outcome.fixed.contains("install -y curl\nFROM"), "{}", outcome.fixed);
}

#[test]
fn findings_are_those_of_the_result() {
    let text = "FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\nCMD ['a']\nCMD b\n";
    let outcome = fix(&text.replace("CMD ['a']\n", "CMD a\n"), &Selection::default());
    assert_ne!(outcome.fixed.lines().count(), text.lines().count());
    assert_eq!(findings(&outcome), [("detect-overridden-command", Severity::Warning, "CMD")]);
}
