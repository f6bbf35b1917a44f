//! What is shown and what is written.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{CLEAN, SEED, Sandbox};

#[test]
fn shows_a_diff_and_touches_nothing() {
    let sandbox = Sandbox::new(&[("app/Dockerfile", SEED), ("Dockerfile", CLEAN)]);
    let run = sandbox.run(&["fix"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.starts_with("--- a/app/Dockerfile\n+++ b/app/Dockerfile\n@@ -1,"), "{}", run.out);
    assert!(run.err.starts_with("1 file would change: "), "{}", run.err);
    assert_eq!(sandbox.read("app/Dockerfile"), SEED);
    let explicit = sandbox.run(&["fix", "--diff", "."]);
    explicit.is(0, &run.out, &run.err);
}

#[test]
fn patch_makes_of_the_diff_what_write_writes() {
    for text in [SEED.to_owned(), SEED.replace('\n', "\r\n"), SEED.trim_end().to_owned()] {
        let sandbox = Sandbox::new(&[("my dir/Dockerfile", &text), ("written/Dockerfile", &text)]);
        let diff = sandbox.run(&["fix", "--unsafe", "my dir"]).out;
        let mut patch = Command::new("patch");
        patch.args(["-p1", "--binary"]).current_dir(sandbox.0.path());
        assert_eq!(crate::run(patch, &diff).code, Some(0));
        assert_eq!(sandbox.run(&["fix", "--unsafe", "-w", "written"]).code, Some(0));
        assert_eq!(sandbox.read("my dir/Dockerfile"), sandbox.read("written/Dockerfile"));
        assert_eq!(sandbox.read("my dir/Dockerfile").contains('\r'), text.contains('\r'));
    }
}

#[test]
fn write_writes_once() {
    for flag in ["-w", "--write", "--fix"] {
        let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
        let run = sandbox.run(&["fix", flag]);
        assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
        assert!(run.err.starts_with("1 file changed: "), "{}", run.err);
        let written = sandbox.read("Dockerfile");
        assert_ne!(written, SEED);
        assert_eq!(sandbox.names("."), [".git", "Dockerfile"]);
        let again = sandbox.run(&["fix", flag]);
        assert_eq!((again.code, again.out.as_str()), (Some(0), ""));
        assert!(again.err.starts_with("nothing to change in 1 file"), "{}", again.err);
        assert_eq!(sandbox.read("Dockerfile"), written);
    }
}

#[test]
fn write_with_diff_does_both() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    let shown = sandbox.run(&["fix"]).out;
    assert_eq!(sandbox.run(&["fix", "-w", "--diff"]).out, shown);
    assert_ne!(sandbox.read("Dockerfile"), SEED);
}

#[test]
fn check_lists_files_and_exits_with_1() {
    let sandbox = Sandbox::new(&[("a/Dockerfile", CLEAN), ("b/Dockerfile", SEED), ("c/Dockerfile", SEED)]);
    sandbox.run(&["fix", "--check", "a"]).is(0, "", "nothing to change in 1 file\n");
    sandbox.run(&["fix", "--check", "--write"]).fails("cannot be used with");
    let run = sandbox.run(&["fix", "--check"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), "b/Dockerfile\nc/Dockerfile\n"));
    let run = sandbox.run(&["fix", "--check", "--diff", "b"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.starts_with("b/Dockerfile\n--- a/b/Dockerfile\n"), "{}", run.out);
    assert_eq!(sandbox.read("b/Dockerfile"), SEED);
}

#[test]
fn keeps_mode_links_and_line_ends() {
    let sandbox = Sandbox::new(&[("real.txt", &SEED.replace('\n', "\r\n"))]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        fs::set_permissions(sandbox.path("real.txt"), fs::Permissions::from_mode(0o764)).unwrap();
        symlink("real.txt", sandbox.path("Dockerfile")).unwrap();
        assert_eq!(sandbox.run(&["fix", "-w", "Dockerfile"]).code, Some(0));
        assert_eq!(fs::read_link(sandbox.path("Dockerfile")).unwrap(), Path::new("real.txt"));
        assert_eq!(fs::metadata(sandbox.path("real.txt")).unwrap().permissions().mode() & 0o7777, 0o764);
    }
    #[cfg(not(unix))]
    assert_eq!(sandbox.run(&["fix", "-w", "real.txt"]).code, Some(0));
    let written = sandbox.read("real.txt");
    assert_ne!(written, SEED.replace('\n', "\r\n"));
    assert_eq!(written.matches('\n').count(), written.matches("\r\n").count());
}

#[test]
fn a_file_given_twice_is_written_once() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    let run =
        sandbox.run(&["fix", "-w", ".", "Dockerfile", "./Dockerfile", sandbox.path("Dockerfile").to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.starts_with("1 file changed: "), "{}", run.err);
}

#[test]
fn diffs_name_files_from_here() {
    let sandbox = Sandbox::new(&[("x/Dockerfile", SEED), ("z/notes", "")]);
    let absolute = sandbox.path("x").canonicalize().unwrap().join("Dockerfile");
    for path in ["z/../x/Dockerfile", "x//Dockerfile", "./x/./Dockerfile", absolute.to_str().unwrap(), "z/../x"] {
        let out = sandbox.run(&["fix", path]).out;
        assert!(out.starts_with("--- a/x/Dockerfile\n+++ b/x/Dockerfile\n"), "{path}: {out}");
    }
}
