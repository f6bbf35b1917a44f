//! What holds for every transform of the registry: its names, its README, and which rooms it uses.
//!
//! A bullet of `## When it holds back` begins with the names of the cases that show it, in backquotes: ``- `exec-form`:
//! ...``. Each is a `.keep.Dockerfile` in the transform's `cases/`. So does one of `## When it is silent` of a diagnostic.

#[allow(dead_code, clippy::expect_used, reason = "cases.rs uses all of it; a missing file is a fault of the test")]
mod case_files;

use std::fs;

use case_files::Kind;
use dfopt::config::Settings;
use dfopt::pipeline::{self, Selection, UnsafeLevel};
use dfopt::transform::{Meta, Safety};
use dfopt::transforms;

const HEADINGS: [&str; 7] = ["Before", "After", "Why", "When it holds back", "Safety", "Options", "Saves"];

/// Those of a diagnostic.
const DIAGNOSTIC_HEADINGS: [&str; 5] = ["Example", "Why it breaks", "Repair", "When it is silent", "Options"];

fn headings(meta: &Meta) -> &'static [&'static str] {
    if meta.is_diagnostic() { &DIAGNOSTIC_HEADINGS } else { &HEADINGS }
}

/// The rooms that a transform may use.
const ROOMS: [&str; 7] = ["context", "model", "shell", "edit", "transform", "facts", "syntax"];

fn metas() -> impl Iterator<Item = &'static Meta> {
    transforms::ALL.iter().map(|transform| transform.meta())
}

/// The text below a heading of a README, up to the next one.
fn section<'d>(meta: &'d Meta, heading: &str) -> &'d str {
    let start = meta.docs.find(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("{}: no {heading}", meta.id));
    let body = &meta.docs[start + heading.len() + 5..];
    &body[..body.find("\n## ").unwrap_or(body.len())]
}

#[test]
fn folders_are_named_after_ids() {
    for meta in metas() {
        assert!(case_files::folder(meta).join("mod.rs").is_file(), "{} has no folder", meta.id);
    }
    let root = case_files::folder(metas().next().expect("a transform")).join("..");
    let entries = fs::read_dir(root).expect("the transforms").map(|entry| entry.expect("an entry").path());
    assert_eq!(entries.filter(|path| path.is_dir()).count(), metas().count(), "a folder is not in the registry");
}

#[test]
fn ids_are_verb_phrases_and_summaries_are_commands() {
    const VERBS: [&str; 26] = [
        "add", "clean", "copy", "detect", "disable", "drop", "fetch", "fix", "fold", "gate", "link", "merge", "narrow",
        "omit", "pin", "remove", "replace", "set", "sink", "skip", "sort", "split", "suggest", "tune", "use", "write",
    ];
    for meta in metas() {
        let words: Vec<&str> = meta.id.split('-').collect();
        assert!(words.len() > 1 && VERBS.contains(&words[0]), "{} does not begin with a verb", meta.id);
        assert!(meta.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{} is not kebab case", meta.id);
        let first = meta.summary.split(' ').next().unwrap_or_default();
        assert!(VERBS.contains(&&*first.to_ascii_lowercase()), "{}: {first} is no imperative known here", meta.id);
        assert!(first.starts_with(char::is_uppercase) && !meta.summary.ends_with('.'), "{}", meta.summary);
        assert!(meta.summary.len() <= 72 && !meta.summary.contains('\n'), "{} is too long", meta.summary);
    }
}

#[test]
fn phases_are_in_order() {
    let metas: Vec<&Meta> = metas().collect();
    for pair in metas.windows(2) {
        assert!(pair[0].phase <= pair[1].phase, "{} runs before {}", pair[0].id, pair[1].id);
    }
}

#[test]
fn diagnostics_change_nothing_and_say_how_bad_it_is() {
    for meta in metas() {
        assert_eq!(meta.is_diagnostic(), meta.id.starts_with("detect-"), "{}", meta.id);
        let harmless = meta.safety == Safety::Advice && meta.saves.is_empty() && meta.delta.is_empty();
        assert!(harmless || !meta.is_diagnostic(), "{}", meta.id);
    }
}

#[test]
fn equivalents_are_rules_of_hadolint_or_checks_of_buildkit() {
    for meta in metas() {
        for rule in meta.equivalents {
            let digits = rule.strip_prefix("DL").is_some_and(|rest| rest.len() == 4 && rest.parse::<u16>().is_ok());
            let camel = rule.starts_with(char::is_uppercase) && rule.bytes().all(|byte| byte.is_ascii_alphabetic());
            assert!(digits || camel, "{}: {rule}", meta.id);
        }
    }
}

#[test]
fn manuals_have_their_headings() {
    for meta in metas() {
        let expected = headings(meta);
        let head = format!("# {}\n\n{}\n\n## {}\n", meta.id, meta.summary, expected[0]);
        assert!(meta.docs.starts_with(&head), "{}: the README does not begin with id and summary", meta.id);
        let headings: Vec<&str> = meta.docs.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, expected, "{}", meta.id);
        for heading in expected {
            assert!(!section(meta, heading).trim().is_empty(), "{}: {heading} is empty", meta.id);
        }
        assert!(meta.docs.lines().all(|line| line.chars().count() <= 120), "{}: a line is too long", meta.id);
    }
}

#[test]
fn examples_of_manuals_are_true() {
    for meta in metas() {
        let fence = |heading: &str| {
            let text = section(meta, heading).split_once("```dockerfile\n").expect("a fence").1;
            text.split_once("```").expect("an end of the fence").0
        };
        if meta.is_diagnostic() {
            let selection = Selection { only: vec![meta.id.to_owned()], ..Selection::default() };
            let context = case_files::example_context(meta);
            let findings = |text| {
                let outcome = pipeline::fix_in(context.as_ref(), text, &Settings::default(), &selection);
                outcome.expect("a Dockerfile").findings
            };
            assert_ne!(findings(fence("Example")), [], "{}", meta.id);
            assert_eq!(findings(fence("Repair")), [], "{}", meta.id);
            continue;
        }
        // The usual change is the one to show, even where others of the transform are safe.
        let usually_safe = meta.safety == Safety::Safe && !section(meta, "Safety").trim().starts_with("Unsafe");
        let level = if usually_safe { UnsafeLevel::None } else { UnsafeLevel::All };
        let selection = Selection { only: vec![meta.id.to_owned()], skip: Vec::new(), level };
        if let Some((_, after)) = section(meta, "After").split_once("```dockerignore\n") {
            let context = case_files::example_context(meta).expect("an ignore file has a context");
            let run = |context| {
                let outcome = pipeline::fix_in(Some(context), fence("Before"), &Settings::default(), &selection);
                outcome.expect("a Dockerfile").files.first().map(|file| file.new.clone())
            };
            let after = after.split_once("```").expect("an end of the fence").0;
            assert_eq!(run(&context).as_deref(), Some(after), "{}", meta.id);
            assert_eq!(run(&context.with_ignore_text(after).expect("patterns")), None, "{}", meta.id);
            continue;
        }
        for text in [fence("Before"), fence("After")] {
            let context = case_files::example_context(meta);
            let settings = case_files::example_settings(meta);
            let outcome = pipeline::fix_in(context.as_ref(), text, &settings, &selection);
            let outcome = case_files::with_advice(meta, text, outcome.expect("a Dockerfile")).expect("good advice");
            assert_eq!(outcome.fixed, fence("After"), "{}", meta.id);
        }
    }
}

#[test]
fn where_a_transform_holds_back_is_shown_by_a_case() {
    for meta in metas() {
        let cases = case_files::of(meta);
        let heading = if meta.is_diagnostic() { "When it is silent" } else { "When it holds back" };
        let bullets: Vec<&str> = section(meta, heading).lines().filter_map(|line| line.strip_prefix("- ")).collect();
        assert!(!bullets.is_empty(), "{} never holds back", meta.id);
        for bullet in bullets {
            let (names, text) = bullet.split_once(": ").unwrap_or_else(|| panic!("{}: {bullet}", meta.id));
            assert!(!text.is_empty(), "{}: {bullet}", meta.id);
            for name in names.split(", ") {
                let name = name.strip_prefix('`').and_then(|name| name.strip_suffix('`'));
                let name = name.unwrap_or_else(|| panic!("{}: {bullet} does not begin with a case", meta.id));
                let shown = cases.iter().any(|case| case.name == name && matches!(case.kind, Kind::Keep));
                assert!(shown, "{}: there is no {name}.keep.Dockerfile", meta.id);
            }
        }
    }
}

#[test]
fn options_are_documented() {
    for meta in metas() {
        let options = section(meta, "Options");
        let documented = options.lines().filter_map(|line| line.strip_prefix("- `")?.split('`').next());
        assert_eq!(documented.collect::<Vec<_>>(), meta.options.iter().map(|option| option.name).collect::<Vec<_>>());
        assert!(!meta.options.is_empty() || options.trim() == "None.", "{}: {options}", meta.id);
    }
}

#[test]
fn transforms_use_only_the_rooms_below_them() {
    for meta in metas() {
        for entry in fs::read_dir(case_files::folder(meta)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let text = fs::read_to_string(&path).expect("a source");
            for (at, _) in text.match_indices("crate::") {
                let rest = &text[at + "crate::".len()..];
                let room = rest.split(|ch: char| !(ch.is_ascii_alphanumeric() || ch == '_')).next().unwrap_or_default();
                assert!(ROOMS.contains(&room), "{} uses crate::{room}", path.display());
            }
            for word in ["std::fs", "std::env", "std::process", "std::net", "super::super"] {
                assert!(!text.contains(word), "{} uses {word}", path.display());
            }
        }
    }
}
