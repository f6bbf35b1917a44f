//! The shell text of a RUN: what is opaque and why, and the way back to the source.

use dfopt::model::{Run, RunForm};
use dfopt::syntax::Span;

use crate::{last, last_run, model};

#[track_caller]
fn opaque(text: &str, reason: &str) {
    let model = model(text);
    let said = last_run(&model).script.as_ref().expect_err("it is read");
    assert!(said.contains(reason), "{said:?} does not say {reason:?}");
    assert!(last_run(&model).simple_commands().is_empty());
}

#[track_caller]
fn readable(text: &str) {
    let model = model(text);
    assert_eq!(last_run(&model).script.as_ref().err(), None, "{text}");
}

/// The range of the text of a RUN that holds `word`.
fn find(run: &Run<'_>, word: &str) -> Span {
    let at = run.text.find(word).expect("the word is there");
    Span::new(at, at + word.len())
}

#[test]
fn what_no_shell_reads_is_opaque() {
    opaque("FROM a\nRUN [\"x\"]\n", "exec form");
    opaque("FROM a\nRUN [\"/bin/sh\", \"-c\", \"x && y\"]\n", "exec form");
    opaque("# escape=`\nFROM a\nRUN x\n", "backtick");
    opaque("FROM a\nSHELL [\"pwsh\", \"-Command\"]\nRUN x\n", "`pwsh` is not a shell");
    opaque("FROM a\nSHELL [\"/bin/bash\", \"-l\", \"-c\"]\nRUN x\n", "login shell");
    opaque("FROM a AS s\nSHELL [\"cmd\", \"/S\", \"/C\"]\nFROM s\nRUN x\n", "cmd");
    readable("FROM a\nSHELL [\"pwsh\", \"-Command\"]\nSHELL [\"/bin/bash\", \"-c\"]\nRUN x\n");
    readable("FROM a\nRUN [ -f x ] && y\n");
}

#[test]
fn flags_that_are_not_known_are_opaque() {
    opaque("FROM a\nRUN --frobnicate x\n", "unknown flag --frobnicate");
    readable("FROM a\nRUN --mount=type=cache,target=/c --network=none --security=insecure x\n");
}

#[test]
fn heredocs_are_read_when_they_are_the_script_and_nothing_else() {
    opaque("FROM a\nRUN cat <<EOF > /x\ny\nEOF\n", "a heredoc is fed to a command");
    opaque("FROM a\nRUN <<EOF sh\ny\nEOF\n", "a heredoc is fed to a command");
    opaque("FROM a\nRUN <<A <<B\nx\nA\ny\nB\n", "a heredoc is fed to a command");
    opaque("FROM a\nRUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF\n", "its own interpreter");
    opaque("FROM a\nRUN <<-EOF\n\t#!/bin/sh\n\tx\n\tEOF\n", "its own interpreter");
    opaque("FROM a\r\nRUN <<EOF\r\nx\r\nEOF\r\n", "carriage returns");
    readable("FROM a\nRUN <<EOF\nx\ny && z\nEOF\n");
    readable("FROM a\nRUN <<'EOF'\necho $x\nEOF\n");
}

#[test]
fn text_that_hides_commands_is_opaque() {
    opaque("FROM a\nRUN $CMD x\n", "only known when it runs");
    opaque("FROM a\nRUN x && \"$CMD\"\n", "only known when it runs");
    opaque("FROM a\nRUN if a; then ${B}; fi\n", "only known when it runs");
    opaque("FROM a\nRUN $(which x) y\n", "only known when it runs");
    opaque("FROM a\nRUN eval x\n", "eval");
    opaque("FROM a\nRUN a; (b && eval \"$c\")\n", "eval");
    opaque("FROM a\nRUN x && && y\n", "is not understood");
    opaque("FROM a\nRUN 'x\n", "is not understood");
    opaque("FROM a\nRUN if x; then y\n", "is not understood");
    readable("FROM a\nRUN x $CMD \"$(y)\"\n");
    readable("FROM a\nRUN V=$X && x\n");
}

#[test]
fn the_body_of_a_heredoc_is_the_text() {
    let model = model("FROM a\nRUN --network=none <<EOF\nx \\\n  y\nz\nEOF\n");
    let run = last_run(&model);
    assert_eq!((run.form, run.text), (RunForm::Body, "x \\\n  y\nz\n"));
    assert_eq!(run.flags().collect::<Vec<_>>(), ["--network=none"]);
    let source = model.document.source.text();
    assert_eq!(run.source(find(run, "z")).expect("no continuation").of(source), "z");
    assert_eq!(run.cover(find(run, "x \\\n  y")).of(source), "x \\\n  y");
    assert_eq!(run.simple_commands().len(), 2);
}

#[test]
fn ranges_map_back_over_continuations_and_comments() {
    let text = "FROM a\nRUN --network=none apt-get \\\n  # why\n\n    install -y \\ \n  cu\\\nrl && é x\n";
    for (text, eol) in
        [(text.to_owned(), "\n"), (text.replace('\n', "\r\n"), "\r\n"), (format!("\u{feff}{text}"), "\n")]
    {
        let model = model(&text);
        let run = last_run(&model);
        assert_eq!((run.form, run.text), (RunForm::Line, "apt-get     install -y   curl && é x"));
        let source = |word: &str| run.source(find(run, word)).map(|span| span.of(&text));
        for word in ["apt-get", "install", "-y", "&&", "é", "x", "install -y"] {
            assert_eq!(source(word), Some(word), "{text:?}");
        }
        assert_eq!(source("curl"), None);
        assert_eq!(source("apt-get     install"), None);
        assert_eq!(run.cover(find(run, "curl")).of(&text), format!("cu\\{eol}rl"));
        let whole = run.cover(Span::new(0, run.text.len())).of(&text);
        assert!(whole.starts_with("apt-get \\") && whole.contains("# why") && whole.ends_with("&& é x"), "{whole}");
    }
}

#[test]
fn every_token_of_a_script_is_in_the_source() {
    let model = model("FROM a\nRUN set -e; \\\n  # c\n  a 'b c' > d \\\n  && ( e || f )\n");
    let run = last_run(&model);
    let script = run.script.as_ref().expect("readable");
    let tokens: Vec<&str> = script.tokens.iter().map(|token| token.span.of(run.text)).collect();
    assert_eq!(tokens, ["set", "-e", ";", "a", "'b c'", ">", "d", "&&", "(", "e", "||", "f", ")"]);
    for token in &script.tokens {
        let source = run.source(token.span).expect("no token is broken").of(model.document.source.text());
        assert_eq!(source, token.span.of(run.text));
    }
}

#[test]
fn steps_are_those_of_one_chain() {
    let steps = |text: &str| -> Vec<Option<usize>> {
        let model = model(&format!("FROM a\nRUN {text}\n"));
        let run = last_run(&model);
        let script = run.script.as_ref().expect("readable");
        run.simple_commands().iter().map(|found| run.step_of(script, found.simple)).collect()
    };
    assert_eq!(steps("a && b && c"), [Some(0), Some(1), Some(2)]);
    assert_eq!(steps("a"), [Some(0)]);
    assert_eq!(steps("a && b | c && ! d"), [Some(0), None, None, None]);
    assert_eq!(steps("a && (b) && c"), [Some(0), None, Some(2)]);
    assert_eq!(steps("a || b"), [None, None]);
    assert_eq!(steps("a; b"), [None, None]);
    assert_eq!(steps("a &"), [None]);
}

#[test]
fn only_run_is_a_run() {
    let model = model("FROM a\nONBUILD RUN x\nCMD y\nRUN z\n");
    assert_eq!((0..6).map(|at| model.run(at).is_some()).collect::<Vec<_>>(), [false, false, false, true, false, false]);
    assert_eq!(model.runs(0..last(&model) + 1).map(|(at, _)| at).collect::<Vec<_>>(), [3]);
}
