use super::*;
use crate::syntax::parse;
use crate::transform::{Phase, Safety};

const fn meta(id: &'static str, equivalents: &'static [&'static str]) -> Meta {
    Meta {
        id,
        summary: "",
        technique: "",
        phase: Phase::Layers,
        safety: Safety::Safe,
        default: true,
        since: "0.1.0",
        equivalents,
        saves: &[],
        delta: &[],
        options: &[],
        docs: "",
    }
}

static MERGE: Meta = meta("merge-runs", &["DL3059"]);
static CLEAN: Meta = meta("clean-apt-lists", &["DL3009"]);

type Covered = Vec<(&'static str, usize)>;
type Unused = Vec<(usize, String)>;

/// What is covered (transform, instruction), what was not used before anything was asked, and the problems.
fn read(text: &str, respect_hadolint: bool) -> (Covered, Unused, Vec<String>) {
    let document = parse(text).unwrap();
    let mut ignores = Ignores::read_with(&document, respect_hadolint, &[&MERGE, &CLEAN]);
    let unused = ignores.unused(&document).into_iter().map(|ignore| (ignore.line, ignore.id)).collect();
    let mut covered = Vec::new();
    for meta in [&MERGE, &CLEAN] {
        for index in 0..document.instructions.len() {
            if ignores.covers(meta, &[index]) {
                covered.push((meta.id, index));
            }
        }
    }
    assert_eq!(ignores.unused(&document), [], "each id was asked for");
    let problems = ignores.problems().iter().map(|problem| format!("{}: {}", problem.position, problem.message));
    (covered, unused, problems.collect())
}

fn problem(comment: &str) -> String {
    let (covered, unused, problems) = read(&format!("FROM a\n{comment}\nRUN b\n"), true);
    assert_eq!((covered, unused), (vec![], vec![]));
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems[0].clone()
}

#[test]
fn a_comment_above_forbids_what_it_names() {
    let text = "FROM a\n# dfopt: ignore[merge-runs, clean-apt-lists] as it is\n# more\n  RUN b\nRUN c\n";
    let (covered, unused, problems) = read(text, true);
    assert_eq!(covered, [("merge-runs", 1), ("clean-apt-lists", 1)]);
    assert_eq!(unused, [(2, "merge-runs".to_owned()), (2, "clean-apt-lists".to_owned())]);
    assert_eq!(problems, [""; 0]);
}

#[test]
fn a_comment_inside_the_continuation_counts_but_not_one_in_a_heredoc() {
    let text = "FROM a\r\nRUN b && \\\r\n  #dfopt:ignore[merge-runs]\r\n  c\r\nRUN <<EOF\r\n# dfopt: ignore[merge-runs]\r\nEOF\r\n";
    let (covered, unused, _) = read(text, true);
    assert_eq!(covered, [("merge-runs", 1)]);
    assert_eq!(unused, [(3, "merge-runs".to_owned())]);
}

#[test]
fn any_of_the_instructions_is_enough() {
    let document = parse("FROM a\nRUN b\n# dfopt: ignore[merge-runs]\nRUN c\n").unwrap();
    let mut ignores = Ignores::read_with(&document, true, &[&MERGE]);
    assert!(!ignores.covers(&MERGE, &[0, 1]));
    assert_eq!(ignores.unused(&document), [UnusedIgnore { line: 3, id: "merge-runs".to_owned() }]);
    assert!(ignores.covers(&MERGE, &[1, 2]));
    assert_eq!(ignores.unused(&document), []);
}

#[test]
fn a_file_can_be_spared() {
    let text = "\u{feff}# syntax=docker/dockerfile:1\n# dfopt: ignore-file[merge-runs] generated\n\nFROM a\nRUN b\n";
    let (covered, unused, problems) = read(text, true);
    assert_eq!(covered, [("merge-runs", 0), ("merge-runs", 1)]);
    assert_eq!(unused, [(2, "merge-runs".to_owned())]);
    assert_eq!(problems, [""; 0]);
    assert_eq!(
        problem("# dfopt: ignore-file[merge-runs]"),
        "2:3: `ignore-file` is expected before the first instruction"
    );
}

#[test]
fn what_is_not_understood_is_a_problem() {
    assert!(problem("# dfopt: ignore").starts_with("2:3: ignore comment without ids, expected"));
    assert!(problem("# dfopt: ignore because").starts_with("2:3: ignore comment without ids"));
    assert!(problem("# dfopt: ignore[ , ]").starts_with("2:3: ignore comment without ids"));
    assert!(problem("# dfopt: ignore[merge-runs").starts_with("2:3: unclosed list of ids, expected `]`"));
    for comment in ["# dfopt:", "# dfopt ignore[a]", "# dfopt: ignore=a", "# dfopt: skip[a]", "# DFOPT: ignore[a]"] {
        assert!(
            problem(comment).starts_with("2:3: malformed comment for dfopt, expected `dfopt: ignore["),
            "{comment}"
        );
    }
    assert_eq!(
        problem("# dfopt: ignore[merge-run]"),
        "2:17: unknown transform `merge-run`, did you mean `merge-runs`?"
    );
    assert_eq!(problem("# dfopt: ignore[all]"), "2:17: unknown transform `all`, `dfopt transforms` lists them");
    assert_eq!(
        problem("# dfopt: ignore[merge-runs]\n"),
        "2:3: ignore comment above no instruction, expected one on the next line"
    );
    assert_eq!(read("FROM a\n# dfopt is a tool\n# dfoptimist\nRUN b\n", true), (vec![], vec![], vec![]));
}

#[test]
fn rules_of_hadolint_count_for_their_equivalents_and_are_never_unused() {
    let text = "FROM a\n# hadolint ignore=DL3008, DL3059 no time\n# and\nRUN b\n\n# hadolint ignore=DL3009\n\nRUN c\n";
    assert_eq!(read(text, true), (vec![("merge-runs", 1)], vec![], vec![]));
    assert_eq!(read(text, false), (vec![], vec![], vec![]));
    let text = "# hadolint global ignore=DL3009\nFROM a\nRUN b\n";
    assert_eq!(read(text, true).0, [("clean-apt-lists", 0), ("clean-apt-lists", 1)]);
    assert_eq!(read("# hadolintignore=DL3009\n# hadolint shell=bash\nFROM a\n", true).0, []);
}

#[test]
fn knows_comments_that_speak_to_tools() {
    for comment in [
        "# hadolint ignore=DL3008",
        "#hadolint shell=/bin/bash",
        "dfopt: ignore[x]",
        "# tally ignore=a;reason=b",
        "# tally global ignore=a",
        "# check=skip=all",
        "# syntax = docker/dockerfile:1",
        "# checkov:skip=CKV_DOCKER_3: x",
        "# trivy:ignore:DS002",
        "# nosemgrep: rule",
        "# pinned on purpose nosemgrep",
        "# renovate: datasource=docker depName=x",
        "# kics-scan ignore-line",
        "# shellcheck disable=SC2086",
        "## Hadolint ignore=DL3008",
        "# NOLINT",
        "# noqa: E501",
        "# long on purpose # noqa",
        "# yamllint disable-line",
        "# editorconfig-checker-disable-line",
        "# pyright: ignore",
        "# @renovate datasource=docker",
        "# renovate datasource=github-tags depName=x",
        "# BEGIN ANSIBLE MANAGED BLOCK",
        "# END ANSIBLE MANAGED BLOCK",
        "# spell-checker: disable",
        "# codespell:ignore",
        "# from the net, checkov:skip=CKV_1",
        "# dockle:ignore",
        "# snyk ignore",
    ] {
        assert!(is_pragma(comment), "{comment}");
    }
    for comment in [
        "# install trivy",
        "# trivy scans the image",
        "# check the version",
        "#",
        "# a syntax=b",
        "# tally marks",
        "# begin here",
        "# renovate the house",
        "# snyk scans it",
    ] {
        assert!(!is_pragma(comment), "{comment}");
    }
}
