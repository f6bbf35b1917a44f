//! The harness can fail: every rewrite of `WRONG` is known to be wrong and must be found out, and every rewrite of
//! `RIGHT` is known to be right and must pass.

#![cfg(unix)]

use ShellUnderTest::{Bash, Busybox, Dash};
use dfopt::equivalence::{Declared, Error, Report, Sequence, ShellUnderTest, Step, compare};

const ALL: &[ShellUnderTest] = &[Dash, Bash, Busybox];
/// `sh` is bash or busybox: dash has no pipefail.
const PIPEFAIL: &[ShellUnderTest] = &[Bash, Busybox];
/// Shells that keep the assignment before a special builtin, as POSIX wants.
const POSIX: &[ShellUnderTest] = &[Dash, Busybox];

/// What it shows, the shells it shows it in, the RUN texts before, and after.
type Case = (&'static str, &'static [ShellUnderTest], &'static [&'static str], &'static [&'static str]);

const WRONG: &[Case] = &[
    ("export leaks (M20)", ALL, &["export A=1", "b"], &["export A=1 && b"]),
    ("assignment to an exported name leaks (M20)", ALL, &["HOME=/nope", "b"], &["HOME=/nope && b"]),
    ("assignment seen by the shell leaks (M20)", ALL, &["V=1; a", "b ${V-none}"], &["V=1; a && b ${V-none}"]),
    ("`${X:=}` assigns (M20)", ALL, &["a ${Q:=5}", "b ${Q-none}"], &["a ${Q:=5} && b ${Q-none}"]),
    ("arithmetic assigns (M20)", ALL, &["a $((Z=7))", "b ${Z-none}"], &["a $((Z=7)) && b ${Z-none}"]),
    (
        "loop variable leaks (M20)",
        ALL,
        &["for i in 1 2; do a; done", "b ${i-none}"],
        &["for i in 1 2; do a; done && b ${i-none}"],
    ),
    ("unset leaks (M20)", ALL, &["unset HOME", "b"], &["unset HOME && b"]),
    ("prefix of a special builtin stays (M22)", POSIX, &["E=x :", "b $E"], &["E=x : && b $E"]),
    ("cd leaks (M17)", ALL, &["cd sub && a", "b"], &["cd sub && a && b"]),
    ("cd to an absolute directory leaks (M17)", ALL, &["cd /usr/src/app", "b"], &["cd /usr/src/app && b"]),
    (
        "cd back leaves OLDPWD (M18)",
        ALL,
        &["cd sub && cd ..", "b ${OLDPWD-none}"],
        &["cd sub && cd .. && b ${OLDPWD-none}"],
    ),
    ("dynamic command word (M25)", ALL, &["C=cd; $C sub", "b"], &["C=cd; $C sub && b"]),
    ("umask leaks (M31)", ALL, &["umask 077", "b > f"], &["umask 077 && b > f"]),
    ("umask leaks into files of builtins (M31)", ALL, &["umask 077", "echo x > f"], &["umask 077 && echo x > f"]),
    ("ulimit leaks (M31)", ALL, &["ulimit -n 64", "b"], &["ulimit -n 64 && b"]),
    ("`||` of the second rescues the first (M3)", ALL, &["a", "b || true"], &["a && b || true"]),
    ("two failures in a row (M3)", ALL, &["a || b", "c || d"], &["a || b && c || d"]),
    ("`;` masks the first (M4)", ALL, &["a", "b; c"], &["a && b; c"]),
    ("`;` as the join masks the first", ALL, &["a", "b"], &["a; b"]),
    ("set -e of the second does not guard the first (M6)", ALL, &["a", "set -e; b; c"], &["a && set -e; b; c"]),
    ("set -e in braces in front of && is off (M5)", ALL, &["a", "set -e; b; c", "d"], &["a && { set -e; b; c; } && d"]),
    ("set -e in a subshell in front of && is off (M10)", ALL, &["set -e; a; b", "c"], &["(set -e; a; b) && c"]),
    ("set -e: a subshell that is no longer last (M9)", ALL, &["set -e; (a; b)", "c"], &["set -e; (a; b) && c"]),
    (
        "set -e: an if that is no longer last (M9)",
        ALL,
        &["set -e; if true; then a; b; fi", "c"],
        &["set -e; if true; then a; b; fi && c"],
    ),
    (
        "set -e: a loop that is no longer last (M9)",
        ALL,
        &["set -e; for i in 1; do a; b; done", "c"],
        &["set -e; for i in 1; do a; b; done && c"],
    ),
    ("set -e leaks into a list (M12)", ALL, &["set -e; a", "b; c"], &["set -e; a; b; c"]),
    ("set -e: a failing && list is no longer last (J4)", ALL, &["set -e; a && b", "c"], &["set -e; a && b; c"]),
    ("set -e: a negation is no longer last (J4)", ALL, &["set -e; ! true", "c"], &["set -e; ! true; c"]),
    ("set -u leaks (M14)", ALL, &["set -u; a", "b \"$NOPE\""], &["set -u; a && b \"$NOPE\""]),
    ("set -f leaks (M14)", ALL, &["set -f; a > seed", "b s*"], &["set -f; a > seed && b s*"]),
    ("pipefail leaks (M14)", PIPEFAIL, &["set -o pipefail; a", "b | c"], &["set -o pipefail; a && b | c"]),
    ("set -- leaks (M16)", ALL, &["set -- p q", "b $#"], &["set -- p q && b $#"]),
    ("IFS leaks (M33)", ALL, &["IFS=:; a", "b $PATH"], &["IFS=:; a && b $PATH"]),
    ("exit 0 hides the second (M26)", ALL, &["a; exit 0", "b"], &["a; exit 0 && b"]),
    ("exec hides the second (M28)", ALL, &["exec a", "b"], &["exec a && b"]),
    ("exec redirect leaks (M29)", ALL, &["exec > log", "b"], &["exec > log && b"]),
    ("trap runs after the second (M30)", ALL, &["trap 'c' EXIT; a", "b"], &["trap 'c' EXIT; a && b"]),
    ("function shadows (M32)", ALL, &["foo() { a; }", "foo"], &["foo() { a; } && foo"]),
    ("eval leaks (M24)", ALL, &["eval 'V=3'", "b ${V-none}"], &["eval 'V=3' && b ${V-none}"]),
    (
        "sourced file leaks (M23)",
        ALL,
        &["echo 'V=1' > s.sh && . ./s.sh", "b ${V-none}"],
        &["echo 'V=1' > s.sh && . ./s.sh && b ${V-none}"],
    ),
    ("trailing comment swallows the second (M36)", ALL, &["a # note", "b"], &["a # note && b"]),
    ("comment swallows the closing brace (M38)", ALL, &["a", "b; c # n"], &["a && { b; c # n; }"]),
    ("`; &&` is a syntax error (M39)", ALL, &["a;", "b"], &["a; && b"]),
    ("backslash quotes the blank (M39)", ALL, &["a\\", "b"], &["a\\ && b"]),
    ("quotes pair across texts (M40)", ALL, &["a 'x", "b' y"], &["a 'x && b' y"]),
    ("text after a heredoc body (M45)", ALL, &["a <<EOF\nx\nEOF", "b"], &["a <<EOF\nx\nEOF && b"]),
    ("order changed", ALL, &["a", "b"], &["b && a"]),
    ("a word lost", ALL, &["a x y"], &["a x"]),
    ("a redirect lost", ALL, &["a >> f"], &["a > f && a >> f"]),
    ("a failing cd masked", ALL, &["cd sub", "b"], &["cd sub; b"]),
];

const RIGHT: &[Case] = &[
    ("flat chains (M1)", ALL, &["a && b", "c && d"], &["a && b && c && d"]),
    ("`||` in the first (M2)", ALL, &["a || true", "b"], &["a || true && b"]),
    ("`||` in the first, two alternatives (M2)", ALL, &["a || b", "c"], &["a || b && c"]),
    ("`||` in braces (M3)", ALL, &["a", "b || c"], &["a && { b || c; }"]),
    ("both with `||` (M3)", ALL, &["a || b", "c || d"], &["a || b && { c || d; }"]),
    ("list in braces (M4)", ALL, &["a", "b; c"], &["a && { b; c; }"]),
    ("set -e in braces, last (M6)", ALL, &["a", "set -e; b; c"], &["a && { set -e; b; c; }"]),
    ("set -e in parentheses, last (M6)", ALL, &["a", "set -e; b; c"], &["a && ( set -e; b; c )"]),
    ("list in front, errexit off (M7)", ALL, &["a; b", "c"], &["a; b && c"]),
    ("set -e in front of a simple command (M8)", ALL, &["set -e; a; b", "c"], &["set -e; a; b && c"]),
    ("set -e; joined by `;` (M11)", ALL, &["set -e; a; b", "c"], &["set -e; a; b; c"]),
    ("set -e; a subshell, joined by `;` (J4)", ALL, &["set -e; (a; b)", "c"], &["set -e; (a; b); c"]),
    ("set -e; a pipeline, joined by `;` (J4)", ALL, &["set -e; a | b", "c"], &["set -e; a | b; c"]),
    ("cd in a subshell (J3)", ALL, &["cd /app && a", "b"], &["(cd /app && a) && b"]),
    ("own subshell (M19)", ALL, &["(cd sub && a)", "b"], &["(cd sub && a) && b"]),
    ("export in a subshell (J3)", ALL, &["export A=1; a", "b"], &["(export A=1; a) && b"]),
    ("set -u in a subshell (J3)", ALL, &["set -u; a", "b \"$NOPE\""], &["(set -u; a) && b \"$NOPE\""]),
    ("umask in a subshell (J3)", ALL, &["umask 077; a > f", "b > g"], &["(umask 077; a > f) && b > g"]),
    ("exit 0 in a subshell (J3)", ALL, &["a; exit 0", "b"], &["(a; exit 0) && b"]),
    ("exec in a subshell (J3)", ALL, &["exec a", "b"], &["(exec a) && b"]),
    ("trap in a subshell (J3)", ALL, &["trap 'c' EXIT; a", "b"], &["(trap 'c' EXIT; a) && b"]),
    ("function in a subshell (J3)", ALL, &["foo() { a; }; foo", "foo"], &["(foo() { a; }; foo) && foo"]),
    (
        "pipefail in a subshell (J3)",
        PIPEFAIL,
        &["set -o pipefail; a | b", "c | d"],
        &["(set -o pipefail; a | b) && c | d"],
    ),
    ("guard (M27)", ALL, &["a || exit 1", "b"], &["a || exit 1 && b"]),
    ("prefix assignment of a command (M21)", ALL, &["E=x a", "b"], &["E=x a && b"]),
    ("pipelines (M41, M42)", ALL, &["a | b > f", "c | d > g"], &["a | b > f && c | d > g"]),
    ("case at the end (M41)", ALL, &["case x in x) a;; esac", "b"], &["case x in x) a;; esac && b"]),
    ("if at the end (M41)", ALL, &["if a; then b; else c; fi", "d"], &["if a; then b; else c; fi && d"]),
    ("comment moved (M36)", ALL, &["a # note", "b"], &["a && b # note"]),
    ("trailing `;` removed (M39)", ALL, &["a;", "b"], &["a && b"]),
    ("heredoc, operator line (M45)", ALL, &["a <<EOF\nx\nEOF", "b"], &["a <<EOF && b\nx\nEOF"]),
    ("$? after && (M43)", ALL, &["a", "b $?"], &["a && b $?"]),
    ("three at once (M65)", ALL, &["a", "b | c", "d; e"], &["a && b | c && { d; e; }"]),
    ("command substitution", ALL, &["V=$(a; b) && c \"$V\""], &["V=$(a; b) && c \"$V\""]),
    ("failing cd", ALL, &["(cd /x/y && a)", "b"], &["(cd /x/y && a) && b"]),
    (
        "absolute names, files of directories that are not there",
        ALL,
        &["/usr/bin/a > /etc/a.d/f", "/opt/t/bin/b"],
        &["/usr/bin/a > /etc/a.d/f && /opt/t/bin/b"],
    ),
];

fn run(before: &[&str], after: &[&str], declared: &Declared, shell: ShellUnderTest) -> Option<Report> {
    let of = |scripts: &[&str]| Sequence::of_scripts(scripts.iter().copied());
    match compare(&of(before), &of(after), declared, shell) {
        Ok(report) => Some(report),
        // A developer's machine may lack a shell; continuous integration has all of them.
        Err(Error::Unsupported(why)) if why.ends_with("is not installed here") && std::env::var_os("CI").is_none() => {
            None
        }
        Err(error) => panic!("{before:?}: {error}"),
    }
}

#[test]
fn wrong_rewrites_are_found_out() {
    let mut missed = Vec::new();
    for (name, shells, before, after) in WRONG {
        for shell in *shells {
            if run(before, after, &Declared::nothing(), *shell).is_some_and(|report| report.difference.is_none()) {
                missed.push(format!("{name} in {shell:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn right_rewrites_pass() {
    let mut wrong = Vec::new();
    for (name, shells, before, after) in RIGHT {
        for shell in *shells {
            let Some(report) = run(before, after, &Declared::nothing(), *shell) else { continue };
            assert!(report.reaches_end && report.calls > 0, "{name} in {shell:?} tests nothing: {report:?}");
            if let Some(difference) = report.difference {
                wrong.push(format!("{name} in {shell:?}: {difference}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_tables_are_as_long_as_promised() {
    assert!(WRONG.len() >= 25 && RIGHT.len() >= 25, "{} and {}", WRONG.len(), RIGHT.len());
}

/// `SHELL ["/bin/bash", "-eo", "pipefail", "-c"]`, a WORKDIR and an ENV.
fn elaborate(scripts: &[&str]) -> Sequence {
    let mut sequence = Sequence::of_scripts(scripts.iter().copied());
    for step in &mut sequence.0 {
        step.shell = ["/bin/bash", "-eo", "pipefail", "-c"].map(String::from).to_vec();
        step.workdir = "/srv/app".into();
        step.env = vec![("VERSION".into(), "1 2".into())];
    }
    sequence
}

#[test]
fn the_shell_the_directory_and_the_environment_of_a_step_count() {
    let differs = |before: &[&str], after: &[&str]| {
        let report = compare(&elaborate(before), &elaborate(after), &Declared::nothing(), Dash).unwrap();
        report.difference.map(|difference| difference.to_string())
    };
    assert_eq!(differs(&["a | b", "c \"$VERSION\" > f"], &["a | b && c \"$VERSION\" > f"]), None);
    assert!(differs(&["{ a; b; }", "c"], &["{ a; b; } && c"]).is_some(), "errexit is on from the start");
    assert!(differs(&["c \"$VERSION\""], &["c $VERSION"]).is_some());
    assert!(differs(&["a | b; c"], &["a; b; c"]).is_some());
    let here: Vec<Step> = elaborate(&["a"]).0.into_iter().map(|step| Step { workdir: "/".into(), ..step }).collect();
    assert!(compare(&elaborate(&["a"]), &Sequence(here), &Declared::nothing(), Dash).unwrap().difference.is_some());
}

const INSTALL: &str = "apt-get update && apt-get install curl || exit 3";
const CLEANUP: &[&str] = &["rm", "-rf", "/var/lib/apt/lists/*"];

#[test]
fn declared_words_and_commands_are_allowed_and_nothing_else() {
    let flag = Declared::nothing().adds_words("apt-get", &["-y"]);
    let cleanup = Declared::nothing().adds_command(CLEANUP);
    let no_update = Declared::nothing().removes_command(&["apk", "update"]).adds_words("apk", &["--no-cache"]);
    let fused = Declared::nothing().fuses(&["apt-get", "install"]).removes_command(&["apt-get", "update"]);
    let update = "apt-get update && apt-get install";
    let [one, two] = ["curl", "git"].map(|package| format!("{update} {package}"));
    let both = format!("{update} curl git");
    type Case<'a> = (&'a str, &'a Declared, &'a [&'a str], &'a [&'a str], bool);
    let cases: &[Case<'_>] = &[
        ("flag", &flag, &[INSTALL], &["apt-get update && apt-get install -y curl || exit 3"], true),
        ("flag not declared", &cleanup, &["apt-get install a"], &["apt-get install -y a"], false),
        ("another command's flag", &flag, &["apk add a"], &["apk add -y a"], false),
        ("a package besides the flag", &flag, &["apt-get install a"], &["apt-get install -y a b"], false),
        ("cleanup", &cleanup, &["a && b"], &["a && b && rm -rf /var/lib/apt/lists/*"], true),
        ("cleanup after `||` (C1)", &cleanup, &["a || true"], &["a || true && rm -rf /var/lib/apt/lists/*"], true),
        ("cleanup after a list (C2)", &cleanup, &["a; b"], &["a; b && rm -rf /var/lib/apt/lists/*"], true),
        (
            "cleanup after set -e (C4)",
            &cleanup,
            &["set -e; a; b"],
            &["set -e; a; b && rm -rf /var/lib/apt/lists/*"],
            true,
        ),
        (
            "cleanup after if (C6)",
            &cleanup,
            &["if a; then b; fi"],
            &["if a; then b; fi && rm -rf /var/lib/apt/lists/*"],
            true,
        ),
        ("cleanup after cd (C13)", &cleanup, &["cd /x && a"], &["cd /x && a && rm -rf /var/lib/apt/lists/*"], true),
        ("cleanup masks failure (C3)", &cleanup, &["a"], &["a; rm -rf /var/lib/apt/lists/*"], false),
        (
            "cleanup turns errexit off (C5)",
            &cleanup,
            &["set -e; (a; b)"],
            &["set -e; (a; b) && rm -rf /var/lib/apt/lists/*"],
            false,
        ),
        (
            "cleanup masks a list (C5)",
            &cleanup,
            &["set -e; a && b"],
            &["set -e; a && b; rm -rf /var/lib/apt/lists/*"],
            false,
        ),
        ("cleanup after `;` (C7)", &cleanup, &["a;"], &["a; && rm -rf /var/lib/apt/lists/*"], false),
        (
            "cleanup whose star stays (C15)",
            &cleanup,
            &["set -f; a"],
            &["set -f; a && rm -rf /var/lib/apt/lists/*"],
            false,
        ),
        ("another cleanup", &cleanup, &["a"], &["a && rm -rf /var/lib/apt"], false),
        ("cleanup in front of `||`", &cleanup, &["a || b"], &["a && rm -rf /var/lib/apt/lists/* || b"], false),
        ("update removed", &no_update, &["apk update && apk add a"], &["apk add --no-cache a"], true),
        ("update removed, and more", &no_update, &["apk update && x && apk add a"], &["apk add --no-cache a"], false),
        ("installs fused", &fused, &[&one, &two], &[&both], true),
        ("installs fused, then more", &fused, &[&one, &two, "a"], &[&format!("{both} && a")], true),
        ("a package lost in fusing", &fused, &[&one, &two], &[&one], false),
        ("a package gained in fusing", &fused, &[&one, &two], &[&format!("{both} vim")], false),
        ("fusing masks a failure", &fused, &[&one, &two], &[&format!("{both} || true")], false),
        (
            "fusing moves an install over a failing test",
            &fused,
            &[&one, "a", &format!("{two} || b")],
            &[&format!("{both} && a")],
            false,
        ),
    ];
    for shell in ALL {
        for (name, declared, before, after, right) in cases {
            let Some(report) = run(before, after, declared, *shell) else { continue };
            assert_eq!(report.difference.is_none(), *right, "{name} in {shell:?}: {report:?}");
        }
    }
}

#[test]
fn what_recorders_cannot_stand_for_is_refused() {
    for script in ["a & wait", "kill 1", "cat <(a)", "echo $$ > f; a"] {
        let (before, after) = (Sequence::of_scripts([script, "b"]), Sequence::of_scripts([&*format!("{script} && b")]));
        let result = compare(&before, &after, &Declared::nothing(), Bash);
        assert!(matches!(result, Err(Error::Unsupported(_))), "{script}: {result:?}");
    }
    let mut windows = Sequence::of_scripts(["a"]);
    windows.0[0].shell = vec!["powershell".into(), "-Command".into()];
    assert!(matches!(compare(&windows, &windows, &Declared::nothing(), Dash), Err(Error::Unsupported(_))));
}

#[test]
fn a_build_that_stops_early_says_so() {
    let report = run(&["a && [ -f x ]", "b"], &["a && [ -f x ] && b"], &Declared::nothing(), Dash).unwrap();
    assert!(!report.reaches_end && report.difference.is_none(), "{report:?}");
}

#[test]
fn loops_that_never_end_are_cut_short() {
    let builtins = Sequence::of_scripts(["while :; do :; done"]);
    let result = compare(&builtins, &builtins, &Declared::nothing(), Dash);
    assert!(matches!(result, Err(Error::Unsupported(_))), "{result:?}");
    let report = run(&["while a; do b; done", "c"], &["while a; do b; done && c"], &Declared::nothing(), Dash).unwrap();
    assert!(!report.reaches_end && report.difference.is_none(), "{report:?}");
}

#[test]
fn a_difference_tells_where_it_is() {
    let report = run(&["a", "b || true"], &["a && b || true"], &Declared::nothing(), Dash).unwrap();
    let difference = report.difference.unwrap().to_string();
    assert_eq!(difference, "when call 1 `a` fails: the build fails, now it succeeds");
    let report = run(&["umask 077", "b"], &["umask 077 && b"], &Declared::nothing(), Dash).unwrap();
    let difference = report.difference.unwrap().to_string();
    assert_eq!(
        difference,
        "when every command succeeds: call 1 `b` sees another state: umask \"0022\" against \"0077\""
    );
}
