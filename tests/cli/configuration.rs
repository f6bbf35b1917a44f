//! Configuration files, and which transforms run.

use std::path::Path;

use crate::{BROKEN, CLEAN, SEED, Sandbox, ids};

#[test]
fn a_faulty_configuration_is_told_once_and_stops_only_its_files() {
    let sandbox = Sandbox::new(&[
        ("a/dfopt.toml", "exclude = []\nrespect_hadolint = true\n\n[clean]\nbuilders = 1\n"),
        ("a/Dockerfile", BROKEN),
        ("a/b/Dockerfile", BROKEN),
        ("c/Dockerfile", CLEAN),
    ]);
    let name = Path::new("a").join("dfopt.toml");
    let name = name.display();
    sandbox.run(&["fix"]).is(
        2,
        "",
        &format!(
            "{name}:2:1: unknown key `respect_hadolint`, did you mean `respect-hadolint`?\n\
             {name}:5:12: expected `true` or `false`, found a whole number\n\
             nothing to change in 1 file; 2 failed\n"
        ),
    );
    sandbox.run(&["fix", "--no-config", "c"]).is(0, "", "nothing to change in 1 file\n");
}

#[test]
fn a_configuration_can_be_given() {
    let sandbox = Sandbox::new(&[
        ("ci/own.toml", "exclude = [\"/skipped\"]\n"),
        ("dfopt.toml", "nonsense"),
        ("skipped/Dockerfile", BROKEN),
        ("Dockerfile", CLEAN),
    ]);
    sandbox.run(&["fix", "--config", "ci/own.toml"]).is(0, "", "nothing to change in 1 file\n");
    sandbox.run(&["fix", "--config", "dfopt.toml"]).fails("error: dfopt.toml:1:");
    sandbox.run(&["fix", "--config", "gone.toml"]).fails("error: gone.toml: cannot read the configuration: ");
    sandbox.run(&["fix", "--config", "ci/own.toml", "--no-config"]).fails("cannot be used with");
}

#[test]
fn a_configuration_can_switch_transforms() {
    let tables: String = ids().iter().map(|id| format!("[transforms.{id}]\nenabled = false\n")).collect();
    let sandbox = Sandbox::new(&[("Dockerfile", SEED), ("dfopt.toml", &tables)]);
    sandbox.run(&["fix"]).is(0, "", "nothing to change in 1 file\n");
    let slip = format!("[transforms.{}x]\n", ids()[0]);
    sandbox.write("dfopt.toml", slip);
    sandbox.run(&["fix"]).fails(&format!("did you mean `{}`?", ids()[0]));
}

#[test]
fn unknown_ids_are_errors_with_the_nearest_name() {
    let sandbox = Sandbox::new(&[("Dockerfile", CLEAN)]);
    for flag in ["--only", "--skip", "--unsafe"] {
        sandbox.run(&["fix", &format!("{flag}=zzzzzz")]).fails(&format!("error: {flag}: unknown transform `zzzzzz`, "));
        sandbox.run(&["fix", &format!("{flag}=")]).fails("empty id");
        if let [first, ..] = ids()[..] {
            let slip = format!("{flag}={first},{first}s");
            sandbox.run(&["fix", &slip]).fails(&format!("unknown transform `{first}s`, did you mean `{first}`?"));
        }
    }
}

#[test]
fn transforms_can_be_selected() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    sandbox.run(&["fix", "--skip", &ids().join(",")]).is(0, "", "nothing to change in 1 file\n");
    let all = sandbox.run(&["fix", "--only", &ids().join(",")]);
    assert!(all.out.starts_with("--- a/Dockerfile\n"), "{}", all.err);
    let none = sandbox.run(&["fix", "--only", ids()[0], "--skip", ids()[0]]);
    none.fails("error: --only and --skip leave no transform to run");
}

#[test]
fn unsafe_takes_a_path_behind_it_for_a_path() {
    let sandbox = Sandbox::new(&[("Dockerfile", CLEAN)]);
    sandbox.run(&["fix", "--unsafe", "Dockerfile"]).is(0, "", "nothing to change in 1 file\n");
    let all = ids().join(",");
    for id in [ids()[0], &all] {
        sandbox.run(&["fix", "--unsafe", id]).fails(&format!("did you mean `--unsafe={id}`?"));
    }
    sandbox.write(ids()[0], CLEAN);
    sandbox.run(&["fix", "--unsafe", ids()[0]]).is(0, "", "nothing to change in 1 file\n");
}

#[test]
fn a_configuration_that_cannot_be_read_is_an_error() {
    let sandbox = Sandbox::new(&[("a/dfopt.toml/x", ""), ("a/Dockerfile", CLEAN), ("b/Dockerfile", CLEAN)]);
    let told = |directory: &str| Path::new(directory).join("dfopt.toml").display().to_string();
    sandbox.run(&["fix", "a"]).fails(&format!("{}: cannot read the configuration: ", told("a")));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", sandbox.path("b/dfopt.toml")).unwrap();
        sandbox.run(&["fix", "b"]).fails(&format!("{}: cannot read the configuration: ", told("b")));
    }
}
