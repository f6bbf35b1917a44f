//! The reader against two published parsers: wherever they read a file, we agree on the instructions and their lines,
//! minus the faults named in [`faults`], each of which is still there.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod faults;
mod peers;

use std::collections::BTreeMap;

use dfopt::syntax::parse;
use faults::{Fault, Verdict};
use serde::Deserialize;

/// Keyword, first and last line of an instruction; a peer may not know the last line.
#[derive(Debug)]
struct Line {
    keyword: String,
    start: usize,
    end: Option<usize>,
}

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        let ends = self.end.zip(other.end).is_none_or(|(ours, theirs)| ours == theirs);
        self.keyword.eq_ignore_ascii_case(&other.keyword) && self.start == other.start && ends
    }
}

/// The texts to compare on: our own Dockerfiles and the micro cases.
fn texts() -> BTreeMap<String, String> {
    #[derive(Deserialize)]
    struct Case {
        name: String,
        text: String,
    }
    let cases: Vec<Case> = serde_json::from_str(include_str!("../data/buildkit-0.12.5.json")).expect("it is JSON");
    let mut texts: BTreeMap<String, String> = cases.into_iter().map(|case| (case.name, case.text)).collect();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/dockerfiles");
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_stem().expect("files have names").to_string_lossy().into_owned();
        texts.insert(name, std::fs::read_to_string(&path).expect("files are UTF-8"));
    }
    assert!(texts.len() >= 180, "only {} texts", texts.len());
    texts
}

/// Our answer, and whether BuildKit takes the file.
fn ours(text: &str) -> Option<(Vec<Line>, bool)> {
    let document = parse(text).ok()?;
    let line = |offset: u32| document.source.position(offset as usize).line;
    let instructions = document.instructions.iter().map(|one| Line {
        keyword: one.text(one.command.name).to_owned(),
        start: line(one.span.start),
        end: Some(line(one.span.end)),
    });
    Some((instructions.collect(), document.errors.is_empty()))
}

/// Compares on all texts and demands exactly the named faults.
fn compare(peer: fn(&str) -> Option<Vec<Line>>, faults: &[Fault]) {
    let texts = texts();
    let mut listed = BTreeMap::new();
    for fault in faults {
        for &text in fault.shown_by {
            assert!(texts.contains_key(text), "{}: there is no {text}", fault.name);
            assert!(listed.insert(text, fault).is_none(), "{text} is listed twice");
        }
    }
    let mut agreed = 0;
    let mut wrong = Vec::new();
    for (name, text) in &texts {
        let found = match (peer(text), ours(text)) {
            (None, None | Some((_, false))) => None,
            (None, Some((_, true))) => Some(Verdict::Refuses),
            (Some(theirs), Some((ours, _))) if theirs == ours => None,
            (Some(_), _) => Some(Verdict::Misreads),
        };
        match (found, listed.get(name.as_str())) {
            (None, None) => agreed += 1,
            (Some(found), Some(fault)) if found == fault.verdict => {}
            (Some(found), None) => wrong.push(format!("{name}: {found:?}, which is no listed fault")),
            (found, Some(fault)) => wrong.push(format!("{name}: listed as `{}`, found {found:?}", fault.name)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(agreed >= 130, "they agree on {agreed} texts only");
}

#[test]
fn dockerfile_parser_agrees_but_for_its_faults() {
    // It recurses for every line of an instruction.
    let thread = std::thread::Builder::new().stack_size(256 << 20);
    let run = || compare(peers::dockerfile_parser, faults::DOCKERFILE_PARSER);
    thread.spawn(run).expect("threads start").join().expect("all is as listed");
}

#[test]
fn parse_dockerfile_agrees_but_for_its_faults() {
    compare(peers::parse_dockerfile, faults::PARSE_DOCKERFILE);
}

#[test]
fn parse_dockerfile_shifts_its_spans_by_the_byte_order_mark() {
    let text = "\u{feff}FROM a\n";
    let file = parse_dockerfile::parse(text).expect("it takes the file");
    let Some(parse_dockerfile::Instruction::From(from)) = file.instructions.first() else { panic!("no FROM") };
    assert_eq!(&text[from.from.span.clone()], "\u{feff}F", "the fault for which the mark is stripped is gone");
}
