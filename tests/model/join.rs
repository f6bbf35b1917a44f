//! Whether two RUNs become one. What the shell decides is shown in `tests/shell`.

use dfopt::model::{JoinForm, MAX_JOINED_TEXT};

use crate::model;

/// How the first RUN joins the next instruction.
fn join(text: &str) -> Result<JoinForm, String> {
    let model = model(text);
    let first = model.runs(0..model.document.instructions.len()).map(|(at, _)| at).next().expect("a RUN");
    model.join(first)
}

#[track_caller]
fn refused(text: &str, reason: &str) {
    let said = join(text).expect_err("they may be joined");
    assert!(said.contains(reason), "{said:?} does not say {reason:?}");
}

#[track_caller]
fn plain(text: &str) {
    assert_eq!(join(text), Ok(JoinForm::Plain), "{text}");
}

#[test]
fn neighbours_join() {
    plain("FROM a\nRUN x\nRUN y\n");
    plain("FROM a\nRUN x\n\n\nRUN y && z\n");
    plain("FROM a\nRUN x\n# a remark\n# and another\nRUN y\n");
    assert_eq!(join("FROM a\nRUN x\nRUN y || z\n"), Ok(JoinForm::Braces));
    assert_eq!(join("FROM a\nRUN x\nRUN y; z\n"), Ok(JoinForm::Braces));
}

#[test]
fn only_two_runs_in_a_row_join() {
    for between in ["COPY a b", "ENV A=1", "USER u", "ONBUILD RUN z", "FROM b"] {
        refused(&format!("FROM a\nRUN x\n{between}\nRUN y\n"), "not two RUNs in a row");
    }
    refused("FROM a\nRUN x\n", "not two RUNs in a row");
}

#[test]
fn flags_must_be_the_same() {
    refused("FROM a\nRUN --network=none x\nRUN y\n", "flags differ");
    refused("FROM a\nRUN x\nRUN --security=insecure y\n", "flags differ");
    refused("FROM a\nRUN --mount=type=cache,target=/a x\nRUN --mount=type=cache,target=/b y\n", "flags differ");
    plain("FROM a\nRUN --network=none x\nRUN --network=none y\n");
    refused("FROM a\nRUN --unheard x\nRUN --unheard y\n", "unknown flag");
}

#[test]
fn mounts_that_start_anew_stay_apart() {
    let both = |mount: &str| format!("FROM a\nRUN --mount={mount} x\nRUN --mount={mount} y\n");
    plain(&both("type=cache,target=/c"));
    plain(&both("type=secret,id=s"));
    plain(&both("type=bind,target=/b"));
    plain(&both("target=/b"));
    plain(&both("type=bind,target=/b,rw=false"));
    for fresh in ["type=tmpfs,target=/t", "type=bind,target=/b,rw", "target=/b,readwrite", "target=/b,rw=true"] {
        refused(&both(fresh), "anew in each RUN");
    }
}

#[test]
fn comments_for_tools_keep_runs_apart() {
    for comment in [
        "# hadolint ignore=DL3008",
        "# checkov:skip=CKV_1: x",
        "# dfopt: ignore[merge-runs]",
        "#nosec",
        "# tally ignore=x",
    ] {
        refused(&format!("FROM a\nRUN x\n{comment}\nRUN y\n"), "speaks to a tool");
        refused(&format!("FROM a\nRUN x\n\n{comment}\n# why\nRUN y\n"), "speaks to a tool");
        refused(&format!("FROM a\n{comment}\nRUN x\nRUN y\n"), "speaks to a tool");
        plain(&format!("FROM a\nRUN x\nRUN y\n{comment}\n"));
    }
}

#[test]
fn variables_that_change_the_shell_keep_runs_apart() {
    for name in ["BASH_ENV", "ENV", "SHELLOPTS", "BASHOPTS", "POSIXLY_CORRECT", "IFS"] {
        refused(&format!("FROM a\nENV {name}=1\nRUN x\nRUN y\n"), name);
        refused(&format!("FROM a\nARG {name}\nRUN x\nRUN y\n"), name);
        refused(&format!("FROM a AS s\nENV {name}=1\nFROM s\nRUN x\nRUN y\n"), name);
        plain(&format!("FROM a\nRUN x\nRUN y\nENV {name}=1\n"));
    }
}

#[test]
fn what_is_opaque_joins_nothing() {
    refused("FROM a\nRUN [\"x\"]\nRUN y\n", "exec form");
    refused("FROM a\nRUN x\nRUN [\"y\"]\n", "exec form");
    refused("FROM a\nRUN <<EOF\nx\nEOF\nRUN y\n", "heredoc");
    refused("FROM a\nRUN x\nRUN cat <<EOF > /y\nz\nEOF\n", "heredoc");
    refused("FROM a\nRUN $X\nRUN y\n", "only known when it runs");
    refused("FROM a\nSHELL [\"pwsh\", \"-Command\"]\nRUN x\nRUN y\n", "pwsh");
}

#[test]
fn what_the_shell_would_take_over_keeps_runs_apart() {
    refused("FROM a\nWORKDIR /w\nRUN cd /x\nRUN y\n", "state of the shell");
    plain("FROM a\nWORKDIR /w\nRUN (cd /x)\nRUN y\n");
    refused("FROM a\nRUN x # why\nRUN y\n", "comment");
    refused("FROM a\nSHELL [\"/bin/sh\", \"-ec\"]\nRUN if x; then y; z; fi\nRUN w\n", "may not trip errexit");
}

#[test]
fn a_merged_command_must_fit_into_one_argument() {
    let long = |len: usize| "x".repeat(len);
    let half = MAX_JOINED_TEXT / 2;
    let text = |first: usize| {
        format!("FROM a\nRUN {} \\\n{}\nRUN {} \\\n{}\n", long(9), long(first - 10), long(9), long(half - 10))
    };
    plain(&text(half));
    refused(&text(half + 1), "too long");
}

#[test]
fn a_command_that_the_first_run_replaces_is_not_called_by_its_hash() {
    let hash = |text: &str| model(text).may_follow(1, 2);
    assert_eq!(hash("FROM a\nRUN x\nRUN y\n"), Ok(()));
    assert!(hash("FROM a\nRUN pip install -U pip\nRUN pip install x\n").is_err());
    assert!(hash("FROM a\nRUN x\nCOPY y z\n").is_err());
    assert!(hash("FROM a\nRUN [\"x\"]\nRUN y\n").is_err());
}
