//! `dfopt measure`, as far as it goes without a builder, and with a small stand-in for one.

use super::*;

fn measured(sandbox: &Sandbox, args: &[&str]) -> Run {
    let mut command = sandbox.command(&[&["measure"], args].concat());
    // No builder of this machine may be found.
    command.env("PATH", sandbox.path("bin"));
    run(command, "")
}

#[test]
fn without_a_builder_it_says_what_to_install() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    let run = measured(&sandbox, &[]);
    run.fails("no builder answers (docker: not installed; podman: not installed; buildah: not installed)");
    run.fails("install docker (with its buildx plugin), podman or buildah");
    measured(&sandbox, &["--builder", "podman"]).fails("podman cannot be used: not installed");
}

#[test]
fn where_nothing_is_to_change_nothing_is_built() {
    let sandbox = Sandbox::new(&[("Dockerfile", CLEAN)]);
    measured(&sandbox, &[]).is(0, "Dockerfile: nothing to change, so nothing was built\n", "");
    let run = measured(&sandbox, &["--format", "json"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.contains("\"version\": 1") && run.out.contains("\"changed\": false"), "{}", run.out);
}

#[test]
fn what_makes_no_sense_is_an_error_before_anything_is_built() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED), ("broken/Dockerfile", BROKEN)]);
    measured(&sandbox, &["broken"]).fails("broken/Dockerfile:1:1: unknown instruction");
    measured(&sandbox, &["--unsafe=nope"]).fails("--unsafe: unknown transform `nope`");
    measured(&sandbox, &["merge-runs"]).fails("did you mean `--unsafe=merge-runs`?");
    measured(&sandbox, &["--probe", "health"]).fails("`health` begins with no port, expected `PORT /path ...`");
    measured(&sandbox, &["--run", "echo 'x"]).fails("a quote or an escape is open");
    measured(&sandbox, &["--before", "Dockerfile"]).fails("--after");
    measured(&sandbox, &["--delta", "["]).fails("`[` is no glob");
    measured(&sandbox, &["--context", "nowhere"]).fails("nowhere is no directory, expected the build context");
    measured(&sandbox, &["--run", "''"]).fails("an empty command");
    assert_eq!(measured(&sandbox, &["nowhere"]).code, Some(3));
}

#[test]
fn a_dockerfile_may_come_from_standard_input() {
    let sandbox = Sandbox::new(&[]);
    let measured = |text: &str| {
        let mut command = sandbox.command(&["measure", "-"]);
        command.env("PATH", sandbox.path("bin"));
        run(command, text)
    };
    measured(CLEAN).is(0, "<stdin>: nothing to change, so nothing was built\n", "");
    measured(BROKEN).fails("<stdin>:1:1: unknown instruction");
    measured(SEED).fails("no builder answers");
}

/// Two measurements at once have no name in common, whatever the numbers of their processes.
#[test]
#[cfg(unix)]
fn names_are_new_each_time() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    stand_in(&sandbox, "podman", "info*) echo 4.3.1 1.28.2;;\nbuild*) exit 125;;");
    for _ in 0..2 {
        let mut command = sandbox.command(&["measure"]);
        command.env("PATH", sandbox.path("bin")).env("CALLS", sandbox.path("calls"));
        run(command, "").fails("does not build as it is");
    }
    let calls = sandbox.read("calls");
    let removed: Vec<&str> = calls.lines().filter_map(|line| line.strip_prefix("image rm --force ")).collect();
    assert!(matches!(&removed[..], [one, other] if one != other), "{calls}");
}

/// An engine that answers questions about itself and fails at the rest.
#[cfg(unix)]
fn stand_in(sandbox: &Sandbox, name: &str, answers: &str) {
    use std::os::unix::fs::PermissionsExt as _;

    let path = format!("bin/{name}");
    sandbox.write(&path, format!("#!/bin/sh\necho \"$*\" >> \"$CALLS\"\ncase \"$*\" in\n{answers}\nesac\n"));
    fs::set_permissions(sandbox.path(&path), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
#[cfg(unix)]
fn an_original_that_does_not_build_is_an_error_and_leaves_nothing() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED), ("app.py", "print(1)\n")]);
    stand_in(
        &sandbox,
        "podman",
        "info*) echo 4.3.1 1.28.2;;\n\
         build*) echo 'STEP 2/3'; echo '--> 2c66019448cc'; echo '--> Using cache 3c66019448cc0'; \
         echo '--> 3c66019448cc'; echo '--> 4c66019448cc'; echo '--> 5c66019448cc'; echo 'E: no network' >&2; exit 125;;\n\
         images*) echo 'sha256:2c66019448cc0 <none>'; echo '3c66019448cc0 <none>'; echo '4c66019448cc0 localhost/mine';;",
    );
    let mut command =
        sandbox.command(&["measure", "--build-arg", "A=1", "--target", "x", "--builder-arg=--network=host"]);
    command.env("PATH", sandbox.path("bin")).env("CALLS", sandbox.path("calls"));
    let run = run(command, "");
    run.fails("Dockerfile does not build as it is:\nSTEP 2/3\n");
    run.fails("\nE: no network");
    let calls = sandbox.read("calls");
    let calls: Vec<&str> = calls.lines().collect();
    assert_eq!(calls.len(), 5, "{calls:?}");
    let (begin, rest) = calls[1].split_once(" --file ").unwrap();
    let name = begin.rsplit(' ').next().unwrap();
    assert_eq!(begin, format!("build --layers --format docker --no-cache --label dfopt.measure --tag {name}"));
    assert!(name.starts_with("dfopt-measure-") && name.ends_with("-1"), "{name}");
    assert!(rest.contains(" --target x --build-arg A=1 --network=host "), "{rest}");
    // The user's directory is no context: a copy is.
    assert!(!rest.contains(&sandbox.path("").display().to_string()), "{rest}");
    assert_eq!(calls[2], format!("image rm --force {name}"));
    // A step that this build has made, and that has no name; by force it would go from under others.
    assert!(calls[3].starts_with("images --all "), "{calls:?}");
    assert_eq!(calls[4], "image rm 2c66019448cc");
    assert_eq!(sandbox.read("app.py"), "print(1)\n");
}

#[test]
#[cfg(unix)]
fn what_a_builder_cannot_build_is_told_before_anything_is_built() {
    let sandbox = Sandbox::new(&[("a", ""), ("Dockerfile", &format!("{SEED}COPY --link a /a\n"))]);
    stand_in(&sandbox, "buildah", "version*) echo '{\"version\":\"1.28.2\"}';;\n*) exit 1;;");
    let mut command = sandbox.command(&["measure"]);
    command.env("PATH", sandbox.path("bin")).env("CALLS", sandbox.path("calls"));
    run(command, "").fails("Dockerfile: buildah line 9: `--link` needs Buildah 1.41 or newer, or docker");
    let mut command = sandbox.command(&["measure", "--before", "Dockerfile", "--after", "x", "--probe", "80"]);
    sandbox.write("Dockerfile", SEED);
    sandbox.write("x", CLEAN);
    command.env("PATH", sandbox.path("bin")).env("CALLS", sandbox.path("calls"));
    run(command, "").fails("buildah starts no containers in the background: install podman, or use --run");
    assert_eq!(sandbox.read("calls"), "version --json\nversion --json\n");
}

/// Ends when the builder was ended with all that it had started, and what it made is removed.
#[test]
#[cfg(unix)]
fn an_interrupt_ends_the_builder_and_removes_what_it_made() {
    use std::process::Stdio;
    use std::time::{Duration, Instant};

    use rustix::process::{Pid, Signal, kill_process};

    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    stand_in(
        &sandbox,
        "podman",
        "info*) echo 4.3.1 1.28.2;;\nbuild*) echo $$ > \"$CALLS.pid\"; sleep 60; echo late >> \"$CALLS\";;",
    );
    let mut command = sandbox.command(&["measure"]);
    let path = format!("{}:/usr/bin:/bin", sandbox.path("bin").display());
    command.args(["--builder", "podman"]).env("PATH", path).env("CALLS", sandbox.path("calls"));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begin = Instant::now();
    while !sandbox.path("calls.pid").exists() && begin.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(20));
    }
    // A wrapper hands on what its terminal has told all.
    for signal in [Signal::INT, Signal::TERM] {
        kill_process(Pid::from_child(&child), signal).unwrap();
        std::thread::sleep(Duration::from_millis(100));
    }
    let output = child.wait_with_output().unwrap();
    assert!(begin.elapsed() < Duration::from_secs(30), "it waited for the builder");
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.ends_with("error: interrupted; what was built is removed\n"), "{err}");
    let calls = sandbox.read("calls");
    assert!(calls.lines().last().unwrap().starts_with("image rm --force dfopt-measure-"), "{calls}");
    assert!(!calls.contains("late"), "{calls}");
}
