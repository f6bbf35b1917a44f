//! What the shell room proves, held against real shells: every rewrite of the table does what the table says, and
//! every join that is proven does the same as the two texts in separate shells.
#![allow(clippy::unwrap_used, unreachable_pub, reason = "a test of its own crate")]

#[path = "shell/cases.rs"]
mod cases;
#[path = "shell/runner.rs"]
mod runner;

use cases::CASES;
use dfopt::shell::effects::{Dialect, Interpreter, Join, JoinOp, Reason, interpreter, join};
use dfopt::shell::parse;
use runner::{SHELLS, Shell, run};

/// The shells that stand for a SHELL instruction: busybox is `sh` there.
fn interpreter_of(shell: &Shell) -> Interpreter {
    interpreter(shell.argv).unwrap()
}

fn prove(a: &str, b: &str, interpreter: &Interpreter) -> Result<Join, Reason> {
    let read = |text: &str| parse(text).map_err(|refusal| Reason(refusal.to_string().into()));
    let (first, second) = (read(a)?, read(b)?);
    join((&first, a), (&second, b), interpreter)
}

/// Puts a proven join into text, as the transform that merges RUNs does.
fn render(a: &str, b: &str, join: Join) -> String {
    let end = parse(a).unwrap().list.span.end as usize;
    let (head, tail) = a.split_at(end);
    let tail = tail.trim_start_matches([' ', ';']);
    let second = parse(b).unwrap();
    let (b, comment) = b.split_at(second.list.span.end as usize);
    let comment = comment.trim_start_matches([' ', ';']);
    let head = if join.subshell_first { format!("({head})") } else { head.to_owned() };
    let op = if join.op == JoinOp::And { " && " } else { "; " };
    let b = if join.brace_second { format!("{{ {b}; }}") } else { b.to_owned() };
    let tail = if comment.is_empty() { tail } else { comment };
    let gap = if tail.starts_with('#') { " " } else { "" };
    format!("{head}{op}{b}{gap}{tail}")
}

#[test]
fn rewrites_do_what_the_table_says() {
    let mut wrong = Vec::new();
    for case in CASES {
        for (shell, expected) in SHELLS.iter().zip(case.same.chars()) {
            let same = run(shell, case.originals) == run(shell, &[case.rewrite]);
            if same != (expected == '=') {
                wrong.push(format!("{} in {}: same is {same}", case.name, shell.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_join_that_differs_in_a_shell_is_never_proven_for_it() {
    let mut wrong = Vec::new();
    for case in CASES {
        let &[a, b] = case.originals else { continue };
        for (shell, same) in SHELLS.iter().zip(case.same.chars()) {
            let Ok(form) = prove(a, b, &interpreter_of(shell)) else { continue };
            if same == 'x' && render(a, b, form) == case.rewrite {
                wrong.push(format!("{} in {}: {form:?}", case.name, shell.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_proven_join_of_the_table_does_the_same() {
    let mut pairs: Vec<(&str, &str)> = CASES
        .iter()
        .filter_map(|case| match case.originals {
            &[a, b] => Some((a, b)),
            _ => None,
        })
        .collect();
    pairs.dedup();
    assert_same(&pairs, &SHELLS);
}

/// First texts, each with something that matters to what follows it.
const FIRST: [&str; 52] = [
    "touch a",
    "touch a;",
    "touch a # note",
    "false",
    "true; false",
    "false; touch a",
    "false && touch a",
    "false || touch a",
    "false || exit 1",
    "false || exit 0",
    "! false",
    "! true",
    "(false; touch a)",
    "{ false; touch a; }",
    "if false; then touch a; fi",
    "if true; then false; touch a; fi",
    "case x in x) false; touch a;; esac",
    "while false; do touch a; done",
    "for i in 1; do false; touch a; done",
    "set -e; touch a",
    "set -e; false; touch a",
    "set -e; (false; touch a)",
    "set -e; (touch a)",
    "set -e; { false; touch a; }",
    "set -e; false && touch a",
    "set -e; touch a | false",
    "set -ex && touch a",
    "set -x; touch a",
    "set -u; touch a",
    "set -f",
    "cd sub && touch a",
    "(cd sub && touch a)",
    "cd sub | cat",
    "export E=1",
    "E=1",
    "E=1 true",
    "E=1 :",
    ": ${E:=1} ${Q:=2}",
    "umask 077; touch a",
    "trap 'touch bye' EXIT; touch a",
    "trap 'exit 0' EXIT; false",
    "foo() { touch fn; }",
    "foo() { false; touch fn; }; foo",
    "eval 'false; touch a'",
    "eval cd sub",
    "cat > a <<EOF\n$E ${Q:-1}\nEOF",
    "cat > a <<'EOF' && touch z\n$E\nEOF",
    "foo > a && cp b2/foo b1/foo && echo 'echo new' >> b1/foo",
    "exec > log",
    "V=$(false; echo x); echo \"$V\" > a",
    "printf '%s' \"$(touch a; false)\" > z",
    "false | touch a && touch z",
];

/// Second texts.
const SECOND: [&str; 16] = [
    "touch c",
    "false || touch c",
    "false; touch c",
    "touch c;",
    "false && touch c # end",
    "foo > c",
    "echo \"$E ${Q-none} $(umask) $(pwd)\" > c",
    "echo s* > c",
    "echo \"$UNSET\" > c",
    "set -e; false; touch c",
    "cd sub; touch c",
    "(false; touch c)",
    "{ false; touch c; }",
    "if true; then false; touch c; fi",
    "echo $(false; echo x) > c",
    "! touch c",
];

/// Every first with every second text, in one shell each; the next pair takes the next shell.
#[test]
fn proven_joins_of_two_lists_do_the_same() {
    let mut proven = 0;
    for (index, shell) in SHELLS.iter().enumerate() {
        let pairs = all_pairs().into_iter().skip(index).step_by(SHELLS.len() + 1);
        proven += assert_same(&pairs.collect::<Vec<_>>(), std::slice::from_ref(shell));
    }
    assert!(proven > 200, "only {proven} joins are proven");
}

#[test]
#[ignore = "takes a minute; the thinned test above runs always"]
fn every_proven_join_of_two_lists_does_the_same_in_every_shell() {
    let pairs = all_pairs();
    let proven = assert_same(&pairs, &SHELLS);
    // The prover is of use only when it proves most of what is plain.
    assert!(proven * 3 > pairs.len() * SHELLS.len(), "only {proven} joins are proven");
}

fn all_pairs() -> Vec<(&'static str, &'static str)> {
    FIRST.iter().flat_map(|a| SECOND.iter().map(|b| (*a, *b))).collect()
}

/// Runs every join that is proven, in each of the shells it is proven for; says how many those are.
fn assert_same(pairs: &[(&str, &str)], shells: &[Shell]) -> usize {
    let jobs: Vec<(&Shell, &str, &str, Join)> = shells
        .iter()
        .flat_map(|shell| {
            let interpreter = interpreter_of(shell);
            pairs.iter().filter_map(move |&(a, b)| Some((shell, a, b, prove(a, b, &interpreter).ok()?)))
        })
        .collect();
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let workers: Vec<_> = jobs
            .chunks(jobs.len() / 4 + 1)
            .map(|chunk| {
                scope.spawn(move || {
                    let differs = |&&(shell, a, b, form): &&(&Shell, &str, &str, Join)| {
                        run(shell, &[a, b]) != run(shell, &[&render(a, b, form)])
                    };
                    chunk
                        .iter()
                        .filter(differs)
                        .map(|&(shell, a, b, form)| {
                            format!("{}: {a:?} + {b:?} -> {:?}", shell.name, render(a, b, form))
                        })
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    jobs.len()
}

#[test]
fn the_proven_forms_are_the_expected_ones() {
    let dash = Interpreter::DEFAULT;
    let bash_e = Interpreter { dialect: Dialect::Bash, errexit: true, ..dash };
    let form = |a, b, interpreter: &Interpreter| prove(a, b, interpreter).map(|form| render(a, b, form));
    for (a, b, expected) in [
        ("a && b", "c", "a && b && c"),
        ("a || true", "c", "a || true && c"),
        ("a", "b || true", "a && { b || true; }"),
        ("a", "b; c", "a && { b; c; }"),
        ("a;", "b;", "a && b"),
        ("a # note", "b", "a && b # note"),
        ("a; b", "c", "a; b && c"),
        ("if x; then a; fi", "b", "if x; then a; fi && b"),
        ("set -e; a; b", "c", "set -e; a; b && c"),
        ("set -e; (a; b)", "c", "set -e; (a; b); c"),
        ("cd /x && a", "b", "(cd /x && a) && b"),
        ("export A=1; a", "b || c", "(export A=1; a) && { b || c; }"),
        ("cat > f <<EOF\nx\nEOF", "b", "cat > f <<EOF && b\nx\nEOF"),
        ("apt-get update && apt-get install -y curl", "curl x", "apt-get update && apt-get install -y curl && curl x"),
        ("pip install -U pip", "pip install x", "(pip install -U pip) && pip install x"),
        ("a || exit 1", "b", "a || exit 1 && b"),
    ] {
        assert_eq!(form(a, b, &dash).unwrap(), expected, "{a:?} + {b:?}");
    }
    assert_eq!(form("(a; b)", "c", &bash_e).unwrap(), "(a; b); c");
    for (a, b) in [
        ("a; exit 0", "b"),
        ("a &", "b"),
        ("a", "# only a comment"),
        ("a", "b; c # note"),
        ("a", "echo $$"),
        ("alias x=y", "b"),
        ("service mysql start && a", "b"),
        ("echo 1 >> /etc/hosts", "b"),
        ("ln -sf /bin/bash /bin/sh", "b"),
        ("usermod -aG docker app", "b"),
        ("set -e; { a; b; }", "c"),
        ("set -e; a", "b; c"),
        ("set -e; cd /x", "b"),
        ("[[ -f x ]] && a", "b"),
        ("a &> log", "b"),
        ("RUN \"a", "b\""),
    ] {
        assert!(form(a, b, &dash).is_err(), "{a:?} + {b:?}");
    }
    for (a, b) in
        [("{ a; b; }", "c"), ("cd x", "b"), ("eval a", "b"), ("set -e; (a) && b; (c && d)", "if e; then f; fi")]
    {
        assert!(form(a, b, &bash_e).is_err(), "{a:?} + {b:?}");
    }
}
