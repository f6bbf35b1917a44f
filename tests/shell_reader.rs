//! The shell reader against bash, dash and another parser, and on arbitrary texts.
#![allow(clippy::unwrap_used, unreachable_pub, reason = "a test of its own crate")]

#[path = "shell/texts.rs"]
mod texts;

use dfopt::shell::{List, Node, Script, Token, TokenKind, parse};
use proptest::prelude::*;
use std::process::{Command, Stdio};
use texts::{BASH, BOTH, INVALID, REFUSED};

/// Whether the shell takes the text, read but not run. A heredoc without an end is a warning to bash: not taken here.
fn accepts(shell: &[&str], text: &str) -> bool {
    let output = Command::new(shell[0])
        .args(&shell[1..])
        .args(["-n", "-c", text])
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("these tests need {}: {error}", shell[0]));
    output.status.success()
}

const SH: &[&str] = &["dash"];
const BASH_SHELL: &[&str] = &["bash", "-O", "extglob"];

#[test]
fn texts_are_read_as_by_the_shells() {
    let mut wrong = Vec::new();
    for &text in BOTH {
        match parse(text) {
            Ok(script) if script.bash_only.is_none() => {}
            other => wrong.push(format!("{text:?}: {:?}", other.map(|script| script.bash_only))),
        }
        for shell in [SH, BASH_SHELL] {
            if !accepts(shell, text) {
                wrong.push(format!("{text:?}: {} does not take it", shell[0]));
            }
        }
    }
    for &text in BASH {
        match parse(text) {
            Ok(script) if script.bash_only.is_some() => {}
            other => wrong.push(format!("{text:?}: {:?}", other.map(|script| script.bash_only))),
        }
        if !accepts(BASH_SHELL, text) {
            wrong.push(format!("{text:?}: bash does not take it"));
        }
    }
    for &text in REFUSED {
        if parse(text).is_ok() || !accepts(BASH_SHELL, text) {
            wrong.push(format!("{text:?}: refused is {}, bash {}", parse(text).is_err(), accepts(BASH_SHELL, text)));
        }
    }
    for &text in INVALID {
        for (name, taken) in
            [("the reader", parse(text).is_ok()), ("bash", accepts(BASH_SHELL, text)), ("dash", accepts(SH, text))]
        {
            if taken {
                wrong.push(format!("{text:?}: {name} takes it"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(BOTH.len() + BASH.len() + REFUSED.len() + INVALID.len() > 300);
}

/// Texts on which brush-parser 0.4 cuts words elsewhere, and why it is not followed.
const BRUSH_FAULTS: &[(&str, &str)] = &[
    ("echo $(case x in x) a;; esac)", "it ends the substitution at the `)` of a pattern, against bash and dash"),
    ("a <(b)", "its tokens are `<`, `(` and the words inside: a process substitution is put together later"),
    ("a < <(b)", "as above"),
    ("a > >(b)", "as above"),
    ("diff <(a) <(b)", "as above"),
    ("echo a<(b)", "as above"),
];

#[test]
fn words_are_cut_as_by_brush() {
    let mut wrong = Vec::new();
    for &text in BOTH.iter().chain(BASH) {
        if BRUSH_FAULTS.iter().any(|(fault, _)| *fault == text) {
            continue;
        }
        let script = parse(text).unwrap();
        let options = brush_parser::TokenizerOptions::default();
        let Ok(tokens) = brush_parser::uncached_tokenize_str(text, &options) else {
            wrong.push(format!("{text:?}: brush does not take it"));
            continue;
        };
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let theirs: Vec<(usize, usize)> = tokens
            .iter()
            .filter_map(|token| match token {
                // After a heredoc operator its spans begin one blank early.
                brush_parser::Token::Word(_, at) => Some((offsets[at.start.index], offsets[at.end.index])),
                brush_parser::Token::Operator(..) => None,
            })
            .map(|(start, end)| {
                let blanks = |c: char| c == ' ' || c == '\t';
                let mut word = text[start..end].trim_start_matches(blanks);
                while let Some(rest) = word.strip_prefix("\\\n").or_else(|| word.strip_prefix('\n')) {
                    word = rest.trim_start_matches(blanks); // and after a continuation they begin before it
                }
                (end - word.len(), end)
            })
            .collect();
        for token in script.tokens.iter().filter(|token| token.kind == TokenKind::Word) {
            let (range, word) = (token.span.range(), token.span.of(text));
            // An array is one token here and several there.
            if !word.contains("=(") && !theirs.contains(&(range.start, range.end)) {
                wrong.push(format!("{text:?}: {word:?} at {:?} is not in {theirs:?}", token.span));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The promises about every script that is read.
fn check(text: &str, script: &Script) {
    check_tokens(text, &script.tokens);
    for token in &script.inner_tokens {
        assert!(text.get(token.span.range()).is_some(), "{text:?}: {token:?}");
    }
    check_list(text, &script.list);
    script.visit(&mut |node, _| match node {
        Node::Simple(simple) => {
            assert!(!simple.span.is_empty());
            for span in simple.words.iter().map(|word| word.span).chain(simple.redirects.iter().map(|r| r.span)) {
                assert!(simple.span.contains(span), "{text:?}: {span:?} in {:?}", simple.span);
            }
            let first = simple.span.of(text);
            assert!(!first.starts_with([' ', '\t', '\n']) && !first.is_empty(), "{text:?}: {first:?}");
        }
        Node::Compound(compound) => {
            compound.lists.iter().for_each(|list| {
                assert!(compound.span.contains(list.span), "{text:?}: {:?} in {:?}", list.span, compound.span);
            });
        }
        Node::Word(word) => {
            assert!(text.get(word.span.range()).is_some());
            if word.literal {
                assert_eq!(word.value(text).as_deref(), Some(word.text(text)));
            }
            word.substitutions.iter().for_each(|list| assert!(word.span.contains(list.span)));
        }
    });
    for heredoc in &script.heredocs {
        assert!(heredoc.content.span.end <= heredoc.end.start);
    }
}

fn check_tokens(text: &str, tokens: &[Token]) {
    let mut end = 0;
    for token in tokens {
        let range = token.span.range();
        assert!(range.start >= end && text.get(range.clone()).is_some(), "{text:?}: {token:?} after {end}");
        let between = text[end..range.start].replace("\\\n", "");
        assert!(between.trim_matches([' ', '\t']).is_empty(), "{text:?}: {between:?} is no token");
        end = range.end;
    }
    assert!(text[end..].replace("\\\n", "").trim_matches([' ', '\t']).is_empty(), "{text:?}: rest after {end}");
}

fn check_list(text: &str, list: &List) {
    let mut end = list.span.start;
    for item in &list.items {
        assert!(list.span.contains(item.and_or.span) && item.and_or.span.start >= end, "{text:?}");
        for pipeline in item.and_or.pipelines() {
            assert!(item.and_or.span.contains(pipeline.span) && pipeline.span.start >= end, "{text:?}");
            for command in &pipeline.commands {
                assert!(pipeline.span.contains(command.span()) && command.span().start >= end, "{text:?}");
                end = command.span().end;
            }
        }
        assert_eq!(item.sep_span.is_none(), item.sep == dfopt::shell::Sep::End);
    }
}

#[test]
fn spans_of_the_listed_texts_nest() {
    for &text in BOTH.iter().chain(BASH) {
        check(text, &parse(text).unwrap());
    }
}

#[test]
fn deep_and_long_texts_end_in_a_refusal_or_a_script() {
    for open in [
        "(",
        "( ",
        "$(",
        "{ ",
        "${x:-",
        "$((",
        "\"$(",
        "if ",
        "a && (",
        "[[ ( ",
        "case x in x) ",
        "f() { ",
        "<(",
        "A=(",
    ] {
        let text = open.repeat(10_000);
        let _ = parse(&text);
        let _ = parse(&format!("echo {text}"));
        assert!(parse(&text).is_err(), "{open}");
    }
    let balanced = format!("{}a{}", "( ".repeat(140), " )".repeat(140));
    check(&balanced, &parse(&balanced).unwrap());
    let long = "a 'b' \"$c\" $(d) && ".repeat(20_000) + "e";
    assert_eq!(parse(&long).unwrap().simple_commands().len(), 40_001);
}

/// Pieces that meet in odd ways.
const PIECES: [&str; 60] = [
    " ",
    " ",
    " ",
    "a",
    "b",
    "\n",
    "\t",
    ";",
    "&",
    "|",
    "&&",
    "||",
    "(",
    ")",
    "{",
    "}",
    "{ ",
    "; }",
    "$",
    "$(",
    "${",
    "$((",
    "))",
    "`",
    "'",
    "\"",
    "\\",
    "\\\n",
    "#",
    " # c",
    "<",
    ">",
    "<<",
    "<<EOF",
    "<<-'E'",
    "\nEOF\n",
    "<<<",
    "<(",
    "&>",
    "2>&1",
    "!",
    "if ",
    "then ",
    "fi",
    "for i in ",
    "do ",
    "done",
    "case x in ",
    "esac",
    ";;",
    "[[ ",
    " ]]",
    "=",
    "A=(",
    "A=",
    "*",
    "~",
    "é",
    ":-",
    "f() ",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn arbitrary_texts_do_not_panic(text in ".{0,80}") {
        if let Ok(script) = parse(&text) {
            check(&text, &script);
        }
    }

    #[test]
    fn texts_of_shell_pieces_do_not_panic(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24)) {
        let text = pieces.concat();
        match parse(&text) {
            Ok(script) => check(&text, &script),
            Err(refusal) => prop_assert!(text.get(refusal.span.range()).is_some()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// What is read without a mark is taken by both shells, what is read with a mark by bash.
    #[test]
    fn what_is_read_is_valid(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..9)) {
        let text = pieces.concat();
        if let Ok(script) = parse(&text) {
            prop_assert!(accepts(BASH_SHELL, &text), "bash does not take {:?}", text);
            prop_assert!(script.bash_only.is_some() || accepts(SH, &text), "dash does not take {:?}", text);
        }
    }
}
