//! Caches are cleaned or kept in mounts, never both, and never by two transforms that know each other.

use dfopt::pipeline::{Outcome, Selection, UnsafeLevel};

use crate::promises::check;
use crate::{applied, fix_with, level, settings, withheld};

const FILE: &str = "FROM golang:1.22 AS build\nWORKDIR /src\nCOPY . .\nRUN go mod download\nRUN CGO_ENABLED=0 go build -o /out/app .\n\n\
                    FROM python:3.12-slim-bookworm\n\
                    RUN apt-get update && apt-get install -y --no-install-recommends libpq5\n\
                    RUN pip install flask\n\
                    COPY --from=build /out/app /app\nCMD [\"/app\"]\n";

const CLEANING: [&str; 2] = ["clean-apt-lists", "disable-pip-cache"];

fn run(text: &str, cache: &str, selection: &Selection) -> Outcome {
    let settings = settings(&format!("cache = \"{cache}\"\n"));
    check(text, &settings, selection).unwrap_or_else(|fault| panic!("{fault}"));
    fix_with(text, &settings, selection)
}

fn cleans(outcome: &Outcome) -> bool {
    applied(outcome).iter().chain(&withheld(outcome)).any(|id| CLEANING.contains(id))
}

#[test]
fn by_default_caches_are_cleaned() {
    let outcome = run(FILE, "cleanup", &level(UnsafeLevel::All));
    assert!(CLEANING.iter().all(|id| applied(&outcome).contains(id)));
    assert!(!outcome.fixed.contains("--mount") && !applied(&outcome).contains(&"use-cache-mounts"));
}

#[test]
fn what_is_kept_is_cleaned_by_nobody() {
    for level in [Selection::default(), level(UnsafeLevel::All)] {
        let outcome = run(FILE, "mounts", &level);
        assert!(!cleans(&outcome), "{}", outcome.fixed);
        let told = |id: &str| outcome.refusals.iter().any(|refusal| refusal.transform == id);
        assert!(CLEANING.iter().all(|id| told(id)));
    }
}

#[test]
fn mounts_that_are_not_asked_for_are_withheld() {
    let outcome = run(FILE, "mounts", &Selection::default());
    assert_eq!(outcome.fixed.matches("--mount=type=cache,target=/go/pkg/mod").count(), 2);
    assert!(!outcome.fixed.contains("apt/lists") && !outcome.fixed.contains(".cache/pip"));
    assert_eq!(withheld(&outcome).iter().filter(|&&id| id == "use-cache-mounts").count(), 2);
}

#[test]
fn where_files_are_only_copied_from_a_stage_its_caches_are_kept() {
    let outcome = run(FILE, "auto", &Selection::default());
    assert_eq!(outcome.fixed.matches("--mount=type=cache,target=/go/pkg/mod").count(), 2);
    assert!(CLEANING.iter().all(|id| applied(&outcome).contains(id)), "{}", outcome.fixed);
}

#[test]
fn what_cannot_be_kept_is_cleaned() {
    let text = "FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm install && npx playwright install\n";
    let outcome = run(text, "mounts", &level(UnsafeLevel::All));
    assert!(applied(&outcome).contains(&"clean-node-cache"), "{}", outcome.fixed);
}

#[test]
fn what_was_cleaned_is_kept_when_the_settings_change() {
    let all = level(UnsafeLevel::All);
    let cleaned = run(FILE, "cleanup", &all).fixed;
    let kept = run(&cleaned, "mounts", &all).fixed;
    assert!(!kept.contains("--no-cache-dir") && !kept.contains("rm -rf"), "{kept}");
    assert_eq!(kept.matches("--mount=type=cache").count(), 5, "{kept}");
}

#[test]
fn a_family_of_runs_mounts_a_cache_together() {
    let text = FILE.replace("RUN CGO", "# dfopt: ignore[use-cache-mounts] built by hand\nRUN CGO");
    let outcome = run(&text, "auto", &level(UnsafeLevel::All));
    assert!(!outcome.fixed.contains("/go/pkg/mod"), "{}", outcome.fixed);
}

#[test]
fn what_a_comment_forbids_to_keep_is_cleaned() {
    let text = "FROM python:3.12-slim-bookworm\n# dfopt: ignore[use-cache-mounts] builders are new each time\n\
                RUN pip install flask\n# dfopt: ignore[use-cache-mounts] as above\n\
                RUN apt-get update && apt-get install -y --no-install-recommends libpq5\n";
    for level in [Selection::default(), level(UnsafeLevel::All)] {
        let outcome = run(text, "mounts", &level);
        assert!(CLEANING.iter().all(|id| applied(&outcome).contains(id)), "{}", outcome.fixed);
        assert!(!outcome.fixed.contains("--mount"), "{}", outcome.fixed);
    }
}

#[test]
fn without_the_transform_that_keeps_caches_they_are_cleaned() {
    let settings = settings("cache = \"mounts\"\n[transforms.use-cache-mounts]\nenabled = false\n");
    let outcome = fix_with(FILE, &settings, &Selection::default());
    assert!(CLEANING.iter().all(|id| applied(&outcome).contains(id)), "{}", outcome.fixed);
}

#[test]
fn what_stands_against_one_mount_does_not_keep_the_cache_dirty() {
    let text = "FROM python:3.12-slim-bookworm\n\
                RUN apt-get update && apt-get install -y --no-install-recommends libpq5 \\\n\
                \x20   && pip install flask && rm -rf /var/lib/apt\n";
    let outcome = run(text, "mounts", &level(UnsafeLevel::All));
    let kept = outcome.fixed.contains("target=/root/.cache/pip");
    assert_ne!(kept, applied(&outcome).contains(&"disable-pip-cache"), "{}", outcome.fixed);
}
