//! Whether a command may be appended, and how.

use crate::{last_run, model};

#[track_caller]
fn file(text: &str, refusal: Option<&str>) {
    let model = model(text);
    let said = model.append(last_run(&model));
    match (&said, refusal) {
        (Ok(_), None) => {}
        (Err(said), Some(refusal)) if said.contains(refusal) => {}
        _ => panic!("{text}{said:?}, expected {refusal:?}"),
    }
}

#[track_caller]
fn may(text: &str) {
    file(&format!("FROM a\nRUN {text}\n"), None);
}

#[track_caller]
fn may_not(text: &str, refusal: &str) {
    file(&format!("FROM a\nRUN {text}\n"), Some(refusal));
}

#[test]
fn what_ends_plainly_takes_another_command() {
    for text in [
        "x",
        "x && y",
        "x; y",
        "x;",
        "x || y",
        "(x; y)",
        "if x; then y; fi",
        "set -e; x && y",
        "set -eux; x; y",
        "for i in a b; do x $i; done",
        "x | y",
        "(exit 0) && x",
    ] {
        may(text);
    }
}

#[test]
fn what_may_end_its_shell_takes_none() {
    for text in ["exit 0", "x && exit", "if x; then exit 0; fi; y", "exec x"] {
        may_not(text, "it may end its shell");
    }
}

#[test]
fn what_goes_on_in_the_background_takes_none() {
    for text in ["x &", "x & y", "(x &) && y", "nohup x && y"] {
        may_not(text, "in the background");
    }
}

#[test]
fn errexit_is_lost_before_an_operator() {
    for text in ["set -e; if x; then y; z; fi", "set -ex && { x; y; }", "set -o errexit; (x; y)", "set $O; (x; y)"] {
        may_not(text, "errexit is ignored");
    }
    file("FROM a\nSHELL [\"/bin/sh\", \"-ec\"]\nRUN (x; y)\n", Some("errexit is ignored"));
    file("FROM a\nSHELL [\"/bin/sh\", \"-ec\"]\nRUN x; y\n", None);
}

#[test]
fn patterns_must_still_be_expanded() {
    may_not("set -f; x", "file name patterns");
    may_not("set -ef; x", "file name patterns");
    may_not("set -o noglob; x", "file name patterns");
    may("set +f; x");
    may("(set -f; x); y");
}

#[test]
fn what_is_opaque_takes_none() {
    file("FROM a\nRUN [\"x\"]\n", Some("exec form"));
    file("FROM a\nRUN <<EOF\nx\nEOF\n", Some("heredoc"));
    file("FROM a\nSHELL [\"pwsh\", \"-Command\"]\nRUN x\n", Some("pwsh"));
    may_not("[[ -f x ]] && y", "read only by bash");
    file("FROM a\nSHELL [\"/bin/bash\", \"-c\"]\nRUN [[ -f x ]] && y\n", None);
}

#[test]
fn a_semicolon_stands_where_errexit_ends_the_run() {
    use dfopt::model::AppendForm;
    for (text, form) in [
        ("set -e; x; y", AppendForm::Semicolon),
        ("set -eux; x && y; z;", AppendForm::Semicolon),
        ("set -e; x; y && z", AppendForm::And),
        ("set -e; x; set +e; y", AppendForm::And),
        ("set -e; x || set +e; y", AppendForm::And),
        ("x; y", AppendForm::And),
        ("set -e && x; y", AppendForm::And),
        ("set -e; x; ! y", AppendForm::And),
    ] {
        let model = model(&format!("FROM a\nRUN {text}\n"));
        assert_eq!(model.append(last_run(&model)), Ok(form), "{text}");
    }
}
