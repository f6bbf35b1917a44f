//! What a Dockerfile means: stages, variables, the state in force, image configurations, the text of RUNs.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod append;
mod apt;
mod gate;
mod image_config;
mod join;
mod paths;
mod run;
mod settings;
mod stages;
mod state;
mod variables;

use dfopt::model::{Model, Run};
use dfopt::syntax::parse;

/// The model of a Dockerfile; its text lives as long as the test process.
#[track_caller]
fn model(text: &str) -> Model<'static> {
    let document = parse(text.to_owned().leak()).expect("the line rules are kept");
    assert_eq!(document.errors, [], "{text}");
    Model::read(Box::leak(Box::new(document)))
}

/// The last instruction of a file.
fn last(model: &Model<'_>) -> usize {
    model.document.instructions.len() - 1
}

/// The last instruction, a RUN.
#[track_caller]
fn last_run<'m>(model: &'m Model<'static>) -> &'m Run<'static> {
    model.run(last(model)).expect("a RUN")
}
