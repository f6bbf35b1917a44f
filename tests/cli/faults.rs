//! Everything that can be wrong with a file or with where the output goes.

use std::fs;
use std::process::{Command, Stdio};

use crate::{BROKEN, SEED, Sandbox, run};

#[test]
fn one_bad_file_never_stops_the_rest() {
    let sandbox = Sandbox::new(&[("b/Dockerfile", BROKEN), ("z/Dockerfile", SEED)]);
    sandbox.write("a/Dockerfile", b"FROM a\nRUN \xff\n");
    sandbox.write("c/Dockerfile", b"\x7fELF\0\0\0");
    sandbox.write("d/Dockerfile", "# nothing\n");
    sandbox.write("e/Dockerfile", "FROM a\nRUN <<EOF\n");
    let run = sandbox.run(&["fix", "-w", ".", "missing"]);
    assert_eq!(run.code, Some(2));
    let mut lines = run.err.lines();
    for start in [
        "missing: cannot be read: ",
        "a/Dockerfile: not UTF-8 in line 2 (byte 11 of the file), expected text in UTF-8",
        "b/Dockerfile:1:1: unknown instruction `NOPE`",
        "c/Dockerfile: binary file, expected text in UTF-8",
        "d/Dockerfile:2:1: no instructions, expected at least FROM",
        "e/Dockerfile:2:5: heredoc `EOF` is not terminated",
    ] {
        assert!(lines.any(|line| line.starts_with(start)), "{start}\n{}", run.err);
    }
    assert!(run.err.ends_with("; 6 failed\n"), "{}", run.err);
    assert_ne!(sandbox.read("z/Dockerfile"), SEED);
}

#[cfg(unix)]
#[test]
fn endless_files_end() {
    let sandbox = Sandbox::new(&[]);
    sandbox.run(&["fix", "/dev/zero"]).fails("/dev/zero: too large, expected a Dockerfile of at most 16 MiB");
    sandbox.run(&["fix", "/dev/null"]).fails("/dev/null:1:1: no instructions");
}

#[test]
fn a_read_only_file_stays() {
    let sandbox = Sandbox::new(&[("a/Dockerfile", SEED), ("b/Dockerfile", SEED)]);
    let mut permissions = fs::metadata(sandbox.path("a/Dockerfile")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(sandbox.path("a/Dockerfile"), permissions).unwrap();
    let run = sandbox.run(&["fix", "-w"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.starts_with("a/Dockerfile: cannot be written: the file is read-only\n1 file changed: "),
        "{}",
        run.err
    );
    assert_eq!(sandbox.read("a/Dockerfile"), SEED);
    assert_ne!(sandbox.read("b/Dockerfile"), SEED);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_file_as_it_was() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    let mut shell = Command::new("sh");
    // A limit of file sizes fails writes as a full disk does.
    shell.args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" fix -w", env!("CARGO_BIN_EXE_dfopt")]);
    shell.current_dir(sandbox.0.path());
    run(shell, "").fails("Dockerfile: cannot be written: cannot write a temporary file in ");
    assert_eq!(sandbox.read("Dockerfile"), SEED);
    assert_eq!(sandbox.names("."), [".git", "Dockerfile"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_an_error() {
    let sandbox = Sandbox::new(&[]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let text = format!("FROM scratch\n{}", "LABEL a=b\n".repeat(10_000));
    sandbox.write("in", &text);
    let mut command = sandbox.command(&["fix", "-"]);
    command.stdin(fs::File::open(sandbox.path("in")).unwrap()).stdout(full);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("error: cannot write to standard output: No space left"), "{err}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let sandbox = Sandbox::new(&[]);
    let text = format!("FROM scratch\n{}", "LABEL a=b\n".repeat(100_000));
    sandbox.write("in", &text);
    let mut command = sandbox.command(&["fix", "-"]);
    command.stdin(fs::File::open(sandbox.path("in")).unwrap()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_reader_that_goes_away_does_not_hide_a_failure() {
    let sandbox = Sandbox::new(&[("a/Dockerfile", BROKEN), ("b/Dockerfile", SEED)]);
    for (paths, code) in [(&["a", "b"][..], 2), (&["b"], 0)] {
        let mut command = sandbox.command(&[&["fix", "--check", "--diff"], paths].concat());
        // Nobody reads: the other end of the pipe is gone before anything is written.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        assert_eq!(command.stdout(writer).stderr(Stdio::null()).status().unwrap().code(), Some(code));
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_stays() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;

    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    if fs::metadata(sandbox.path("Dockerfile")).unwrap().uid() != 0 {
        return; // Only root has files that others may not write.
    }
    fs::set_permissions(sandbox.0.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let mut command = sandbox.command(&["fix", "-w"]);
    let Ok(output) = command.uid(65534).output() else { return };
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.starts_with("Dockerfile: cannot be written: Permission denied"), "{err}");
    assert_eq!((output.status.code(), sandbox.read("Dockerfile").as_str()), (Some(2), SEED));
    // Who may write gets the file, but not the right of its owner to be run as.
    fs::set_permissions(sandbox.path("Dockerfile"), fs::Permissions::from_mode(0o6666)).unwrap();
    assert_eq!(command.status().unwrap().code(), Some(0));
    let metadata = fs::metadata(sandbox.path("Dockerfile")).unwrap();
    assert_eq!((metadata.uid(), metadata.mode() & 0o7777), (65534, 0o666));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_run_that_writes_between_two_files() {
    let sandbox = Sandbox::new(&[("b/Dockerfile", SEED), ("c/Dockerfile", SEED)]);
    let pipe = sandbox.path("a");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut command = sandbox.command(&["fix", "-w", "-j1", "a", "b", "c"]);
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    // Once the pipe is open the run is at its first file, and goes on when the pipe is closed.
    let writer = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    std::thread::sleep(std::time::Duration::from_millis(500));
    drop(writer);
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("error: interrupted, 2 not looked at\n"), "{err}");
    assert_eq!([sandbox.read("b/Dockerfile"), sandbox.read("c/Dockerfile")], [SEED, SEED]);
}
