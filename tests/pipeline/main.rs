//! The passes over one file: their order, which of them run, what they may apply, and what is told about the rest.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod caches;
mod corpus;
mod diagnostics;
mod gates;
mod ignores;
mod order;
mod pairs;
mod promises;
mod properties;
mod reports;
mod scenarios;
mod scenarios_apk;
mod selection;

use std::path::Path;

use dfopt::config::Settings;
use dfopt::pipeline::{self, Outcome, Selection, UnsafeLevel};

/// The example of the README.
const SEED: &str = include_str!("../../examples/bloated/Dockerfile");

fn level(level: UnsafeLevel) -> Selection {
    Selection { level, ..Selection::default() }
}

/// A run of one transform, unsafe changes included.
fn only(id: &str) -> Selection {
    Selection { only: vec![id.to_owned()], ..level(UnsafeLevel::All) }
}

/// The settings of a `dfopt.toml`.
#[track_caller]
fn settings(toml: &str) -> Settings {
    Settings::parse(toml, Path::new("dfopt.toml")).expect("settings")
}

#[track_caller]
fn fix_with(text: &str, settings: &Settings, selection: &Selection) -> Outcome {
    pipeline::fix(text, settings, selection).unwrap_or_else(|failure| panic!("{failure}\n{text}"))
}

#[track_caller]
fn fix(text: &str, selection: &Selection) -> Outcome {
    fix_with(text, &Settings::default(), selection)
}

/// The ids of the applied changes, in the order they were applied.
fn applied(outcome: &Outcome) -> Vec<&'static str> {
    outcome.applied.iter().map(|change| change.transform).collect()
}

fn withheld(outcome: &Outcome) -> Vec<&'static str> {
    outcome.withheld.iter().map(|change| change.transform).collect()
}
