//! USER, WORKDIR and SHELL in force.

use dfopt::model::{Model, User};
use dfopt::shell::effects::Dialect;

use crate::{last, model};

/// The model of a file that ends with `RUN x`.
fn before_run(text: &str) -> Model<'static> {
    model(&format!("{text}RUN x\n"))
}

#[track_caller]
fn user(text: &str, expected: User) {
    let model = before_run(text);
    assert_eq!(model.state(last(&model)).user, expected, "{text}");
}

#[track_caller]
fn workdir(text: &str, expected: Option<&str>) {
    let model = before_run(text);
    assert_eq!(model.state(last(&model)).workdir.as_deref(), expected, "{text}");
}

#[test]
fn users_are_followed() {
    let other = |name: &str| User::Other(name.to_owned());
    user("FROM a\n", User::FromBase);
    user("FROM a\nUSER root\n", User::Root);
    user("FROM a\nUSER 0:0\n", User::Root);
    user("FROM a\nUSER app:app\n", other("app:app"));
    user("FROM a\nUSER app\nUSER root\n", User::Root);
    user("FROM a\nARG U=app\nUSER $U\n", other("app"));
    user("FROM a\nUSER $U\n", User::Unknown);
    user("FROM a\nUSER ${U:-root}\n", User::Unknown);
    user("FROM a AS s\nUSER app\nFROM s\n", other("app"));
    user("FROM a AS s\nUSER app\nFROM b\n", User::FromBase);
    user("FROM a AS s\nUSER app\nFROM s AS t\nUSER root\nFROM s\n", other("app"));
}

#[test]
fn only_root_and_what_the_base_says_may_be_root() {
    assert!(User::Root.may_be_root() && User::FromBase.may_be_root());
    assert!(!User::Unknown.may_be_root() && !User::Other("rooty".to_owned()).may_be_root());
}

#[test]
fn working_directories_are_followed() {
    workdir("FROM a\n", None);
    workdir("FROM a\nWORKDIR /a\n", Some("/a"));
    workdir("FROM a\nWORKDIR /a/\nWORKDIR b\nWORKDIR c\n", Some("/a/b/c"));
    workdir("FROM a\nWORKDIR b\n", None);
    workdir("FROM a\nWORKDIR b\nWORKDIR /c\n", Some("/c"));
    workdir("FROM a\nENV D=/a\nWORKDIR $D\nWORKDIR ${D}b\n", Some("/ab"));
    workdir("FROM a\nWORKDIR /a\nWORKDIR $D\n", None);
    workdir("FROM a\nWORKDIR /a\nWORKDIR $D\nWORKDIR x\n", None);
    workdir("FROM a AS s\nWORKDIR /a\nFROM s\nWORKDIR b\n", Some("/a/b"));
    workdir("FROM a AS s\nWORKDIR /a\nFROM b\n", None);
}

#[test]
fn a_working_directory_longer_than_a_path_is_unknown() {
    let step = "d".repeat(100);
    let deep = |count: usize| format!("FROM a\nWORKDIR /\n{}", format!("WORKDIR {step}\n").repeat(count));
    let model = before_run(&deep(40));
    assert_eq!(model.state(last(&model)).workdir.as_deref().map(str::len), Some(40 * 101));
    workdir(&deep(41), None);
}

#[test]
fn a_state_counts_from_the_next_instruction_on() {
    let model = model("FROM a\nRUN x\nUSER app\nRUN y\n");
    assert_eq!(model.state(1).user, User::FromBase);
    assert_eq!(model.state(2).user, User::FromBase);
    assert_eq!(model.state(3).user, User::Other("app".to_owned()));
}

#[test]
fn shells_are_followed() {
    let shell = |text: &str| {
        let model = before_run(text);
        let state = model.state(last(&model));
        (state.shell.join(" "), state.interpreter.as_ref().map(|found| (found.dialect, found.pipefail)).ok())
    };
    let is = |text: &str, argv: &str, known| assert_eq!(shell(text), (argv.to_owned(), known), "{text}");
    let bash = "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]";
    let argv = "/bin/bash -o pipefail -c";
    is("FROM a\n", "/bin/sh -c", Some((Dialect::Posix, false)));
    is(&format!("FROM a\n{bash}\n"), argv, Some((Dialect::Bash, true)));
    is(&format!("FROM a AS s\n{bash}\nFROM s\n"), argv, Some((Dialect::Bash, true)));
    is(&format!("FROM a\n{bash}\nFROM b\n"), "/bin/sh -c", Some((Dialect::Posix, false)));
    is("FROM a\nSHELL [\"pwsh\", \"-Command\"]\n", "pwsh -Command", None);
}
