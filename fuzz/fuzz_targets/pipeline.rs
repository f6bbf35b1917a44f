//! Any Dockerfile goes through the whole pipeline: no panic, no broken promise, the result is one that BuildKit reads,
//! and a second run proposes nothing.
#![no_main]

use dfopt::config::{OptionValue, Settings};
use dfopt::pipeline::{Failure, Selection, UnsafeLevel, fix};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for (level, merge_all) in [(UnsafeLevel::None, false), (UnsafeLevel::All, true)] {
        let mut settings = Settings::default();
        if merge_all {
            let merge = settings.transforms.entry("merge-runs".to_owned()).or_default();
            merge.options.insert("mode".to_owned(), OptionValue::Word("all".to_owned()));
        }
        let selection = Selection { level, ..Selection::default() };
        match fix(text, &settings, &selection) {
            Err(Failure::Breach(breach)) => panic!("{breach}"),
            Err(Failure::Syntax(errors)) => assert!(!errors.is_empty()),
            Ok(outcome) => match fix(&outcome.fixed, &settings, &selection) {
                Ok(again) => assert_eq!(again.fixed, outcome.fixed, "the second run changes the file"),
                Err(failure) => panic!("the second run fails: {failure}"),
            },
        }
    }
});
