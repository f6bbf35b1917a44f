//! Transforms that change the same file, and often the same RUN: whichever of them comes first, the result is the same. It
//! is verified as every result is, and a second run changes nothing.

use std::collections::BTreeSet;

use dfopt::config::Settings;
use dfopt::pipeline::{Outcome, Selection, UnsafeLevel};
use dfopt::syntax::parse;

use crate::corpus::{corpus, meaning};
use crate::promises::check;
use crate::{applied, fix_with, level, only};

/// What all changes, at a level, make of a text after one transform went ahead alone.
fn after(first: &str, text: &str, settings: &Settings, all: &Selection) -> Outcome {
    let alone = fix_with(text, settings, &Selection { level: all.level.clone(), ..only(first) });
    fix_with(&alone.fixed, settings, all)
}

/// The ways in which the order matters for a text, and how many transforms changed it.
fn differences(name: &str, text: &str, settings: &Settings, all: &Selection, faults: &mut Vec<String>) -> usize {
    let at_once = fix_with(text, settings, all);
    let ids: BTreeSet<&str> = applied(&at_once).into_iter().collect();
    if ids.len() > 1 {
        faults.extend(check(text, settings, all).err().map(|fault| format!("{name}: {fault}")));
        let expected = meaning(&at_once.fixed);
        for id in &ids {
            let other = after(id, text, settings, all);
            if meaning(&other.fixed) != expected {
                faults.push(format!("{name}: at once\n{}after {id} alone\n{}", at_once.fixed, other.fixed));
            }
        }
    }
    ids.len()
}

/// Every file that a case of a transform begins with, in which several transforms change something.
#[test]
fn whichever_comes_first_the_result_is_the_same() {
    let everything = level(UnsafeLevel::All);
    let (mut several, mut faults) = (0, Vec::new());
    for (name, text) in corpus() {
        if parse(&text).is_ok_and(|document| document.errors.is_empty()) {
            let settings = Settings::default();
            several += usize::from(differences(&name, &text, &settings, &everything, &mut faults) > 1);
            differences(&name, &text, &settings, &Selection::default(), &mut faults);
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(several >= 60, "only {several} files are changed by several transforms");
}
