//! Inputs that cost more than their length wherever a reader goes back, recurses or searches again.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use dfopt::syntax::{Document, parse};

/// Far above what a linear reader needs without optimisation, far below what a quadratic one does.
const LIMIT: Duration = Duration::from_secs(10);

/// Reads `text` on a small stack.
fn within_limit<T: Send>(text: &str, look: impl FnOnce(&Document<'_>) -> T + Send) -> T {
    let start = Instant::now();
    let look = || look(&parse(text).expect("the line rules are kept"));
    let found = std::thread::scope(|scope| {
        let small = std::thread::Builder::new().stack_size(256 * 1024);
        small.spawn_scoped(scope, look).expect("threads start").join().expect("it does not panic")
    });
    assert!(start.elapsed() < LIMIT, "{:?}", start.elapsed());
    found
}

#[test]
fn many_instructions() {
    let text = "FROM a\n".to_owned() + &"RUN true\n".repeat(100_000);
    assert_eq!(within_limit(&text, |document| document.instructions.len()), 100_001);
}

#[test]
fn many_unknown_instructions() {
    let text = "FROM a\n".to_owned() + &"RNU x\n".repeat(100_000);
    let places = |document: &Document<'_>| {
        document.errors.iter().map(|error| error.position(&document.source).line).collect::<Vec<_>>()
    };
    assert_eq!(within_limit(&text, places).last(), Some(&100_001));
}

#[test]
fn many_continuation_lines() {
    let text = "FROM a\nRUN true".to_owned() + &" \\\n && b".repeat(100_000);
    let last = within_limit(&text, |document| {
        let logical = &document.instructions[1].logical;
        (0..logical.text().len()).map(|at| logical.source_of(at)).max()
    });
    assert_eq!(last, Some(text.len() - 1));
}

#[test]
fn many_comments_and_blanks_inside_a_continuation() {
    let text = "FROM a\nRUN a \\\n".to_owned() + &"  # c \\\n\n".repeat(100_000) + " && b\n";
    assert_eq!(within_limit(&text, |document| document.instructions[1].logical.text().to_owned()), "RUN a  && b");
}

#[test]
fn a_long_heredoc() {
    let text = "FROM a\nRUN <<EOF\n".to_owned() + &"EO and more text in a line\n".repeat(400_000) + "EOF\n";
    assert_eq!(within_limit(&text, |document| document.instructions[1].heredocs[0].body.len()), 10_800_000);
}

#[test]
fn many_heredocs_in_a_line() {
    let mut text = "FROM a\nRUN cat".to_owned();
    (0..10_000).for_each(|n| write!(text, "{}<<E{n}", if n % 100 == 0 { " \\\n" } else { " " }).expect("it grows"));
    (0..10_000).for_each(|n| write!(text, "\nline\nE{n}").expect("it grows"));
    assert_eq!(within_limit(&text, |document| document.instructions[1].heredocs.len()), 10_000);
    let shifts = format!("FROM a\nRUN true {}\n", "<< x ".repeat(10_000));
    assert_eq!(within_limit(&shifts, |document| document.errors.len()), 1);
}

#[test]
fn deep_nesting() {
    for (open, close) in [("(", ")"), ("$(", ")"), ("${a:-", "}"), ("${a:-\"", "\"}"), ("[", "]"), ("{\"a\":", "}")] {
        let lines = |part: &str| format!("{part} \\\n").repeat(10_000);
        let text = format!("FROM a\nRUN {}{} <<E\nE\n", lines(open), lines(close));
        assert_eq!(within_limit(&text, |document| document.instructions.len()), 2, "{open}");
        let text = format!("FROM a\nRUN [{} <<E\nE\n", lines(open));
        assert_eq!(within_limit(&text.replace("<<E\nE", ""), |document| document.instructions.len()), 2, "{open}");
    }
    let onbuild = format!("FROM a\n{} RUN x\n", "ONBUILD ".repeat(8_000));
    assert_eq!(within_limit(&onbuild, |document| document.errors.len()), 1);
}

#[test]
fn long_words() {
    let line = "x".repeat(60_000) + "\\\n";
    for head in ["", "RUN ", "ENV A=\"", "COPY --from=", "RUN --mount=,,", "FROM ", "RUN [\"", "RUN '<<", "EXPOSE "] {
        let text = format!("FROM a\n{head}{}x\n", line.repeat(20));
        assert_eq!(within_limit(&text, |document| document.instructions.len()), 2, "{head}");
    }
}
