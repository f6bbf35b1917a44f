//! `dfopt inspect` as its users meet it.

use std::process::Command;

use super::*;

struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

fn inspect(room: &Room, args: &[&str]) -> Run {
    run(room, args, std::env::var_os("PATH").unwrap_or_default())
}

fn run(room: &Room, args: &[&str], path: impl AsRef<std::ffi::OsStr>) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dfopt"));
    command.arg("inspect").args(args).current_dir(room.0.path()).env("PATH", path);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    let output = assert_cmd::Command::from_std(command).output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn room() -> Room {
    let room = Room::new();
    room.write("image.tar", archive(&docker(&sample())));
    room
}

#[test]
fn layers_waste_and_efficiency_are_shown() {
    let run = inspect(&room(), &["image.tar"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(
        run.out,
        "image.tar (app:1)  linux/amd64\n\n\
         layer      size    wasted                    made by\n    \
         1      15 B      10 B  █████░░░░░░░░░░░  ADD file:1 in /\n    \
         2       8 B       0 B  █████████         RUN rm /etc/gone\n\n  \
         wasted   files  layer       what                                            won back by\n    \
         10 B       1  1 by 2      deleted by a later layer                        -\n                              \
         /etc/gone (10 B)\n\n\
         efficiency 56.5 %: 10 B of 23 B wasted\n"
    );
}

#[test]
fn colours_are_used_when_asked_for() {
    let room = room();
    assert!(inspect(&room, &["image.tar", "--color=always"]).out.contains("\u{1b}["));
    assert!(!inspect(&room, &["image.tar", "--color=never"]).out.contains('\u{1b}'));
}

#[test]
fn names_cannot_steer_the_terminal() {
    let room = Room::new();
    let evil = Made::by("RUN \u{1b}[2J", |layer| layer.file("var/lib/apt/lists/\u{1b}[2J", "x"));
    room.write("image.tar", archive(&docker(&[evil])));
    let run = inspect(&room, &["image.tar"]);
    assert!(run.code == Some(0) && !run.out.contains('\u{1b}'), "{}", run.out);
}

#[test]
fn json_has_a_version_and_counts_bytes() {
    let run = inspect(&room(), &["image.tar", "--format", "json"]);
    let value: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(value["version"], 1);
    assert_eq!((&value["total"], &value["wasted"]), (&json!(23), &json!(10)));
    assert_eq!(value["layers"][1]["instruction"], "RUN rm /etc/gone");
    assert_eq!(value["layers"][0]["wasted"], 10);
    assert_eq!(
        value["waste"],
        json!([{"kind": "deleted", "what": "deleted by a later layer", "layer": 0, "hidden_by": 1, "bytes": 10,
            "files": 1, "examples": [{"path": "/etc/gone", "bytes": 10}], "transform": null}])
    );
}

#[test]
fn limits_decide_the_exit_code() {
    let room = room();
    for (limit, code) in [
        ("--fail-under=0.5", 0),
        ("--fail-under=0.6", 1),
        ("--max-waste=10", 0),
        ("--max-waste=9B", 1),
        ("--max-waste=1MB", 0),
        ("--fail-under=60", 2),
        ("--max-waste=lots", 2),
    ] {
        let run = inspect(&room, &["image.tar", limit]);
        assert_eq!(run.code, Some(code), "{limit}: {}", run.err);
        assert_eq!(run.err.is_empty(), code == 0, "{limit}: {}", run.err);
    }
    let run = inspect(&room, &["image.tar", "--max-waste=9"]);
    assert_eq!(run.err, "error: 10 B are wasted, expected 9 B at most (--max-waste)\n");
}

#[test]
fn what_cannot_be_read_is_said_with_its_name() {
    let room = Room::new();
    room.write("no.tar", "no");
    let run = inspect(&room, &["no.tar"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert_eq!(run.err, "error: no.tar: not a readable archive: the archive ends in the middle\n");
}

#[test]
fn without_an_engine_a_name_cannot_be_looked_up() {
    let room = Room::new();
    let run = run(&room, &["debian:12"], "");
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("no docker, podman or buildah") && run.err.contains("docker save debian:12"),
        "{}",
        run.err
    );
}

#[test]
#[cfg(unix)]
fn the_first_engine_that_has_the_image_is_asked_for_it() {
    use std::os::unix::fs::PermissionsExt as _;

    let room = room();
    for (engine, script) in [
        ("docker", "#!/bin/sh\necho 'no daemon' >&2\nexit 1\n".to_owned()),
        ("podman", "#!/bin/sh\n[ \"$8\" = app:1 ] && /bin/cp image.tar \"$7\"\n".to_owned()),
    ] {
        let path = room.write(&format!("bin/{engine}"), script);
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let bin = room.0.path().join("bin");
    let found = run(&room, &["app:1"], &bin);
    assert_eq!((found.code, found.err.as_str()), (Some(0), ""));
    assert!(found.out.starts_with("app:1  linux/amd64\n"), "{}", found.out);
    let missing = run(&room, &["other"], &bin);
    assert_eq!(missing.code, Some(2));
    assert!(missing.err.contains("docker says: no daemon; podman says: "), "{}", missing.err);
}

/// The file that an engine has begun to write goes when the command is interrupted.
#[test]
#[cfg(unix)]
fn an_interrupt_leaves_no_file() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::process::Stdio;
    use std::time::{Duration, Instant};

    use rustix::process::{Pid, Signal, kill_process};

    let room = Room::new();
    let script = "#!/bin/sh\necho begun > \"$4\"\n: > ready\nsleep 60\n";
    let path = room.write("bin/docker", script);
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    room.write("tmp/keep", "");
    let mut command = Command::new(env!("CARGO_BIN_EXE_dfopt"));
    let path = format!("{}:/usr/bin:/bin", room.0.path().join("bin").display());
    let tmp = room.0.path().join("tmp");
    command.args(["inspect", "app:1"]).current_dir(room.0.path()).env("PATH", path).env("TMPDIR", &tmp);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begin = Instant::now();
    while !room.0.path().join("ready").exists() && begin.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(20));
    }
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(begin.elapsed() < Duration::from_secs(40), "it waited for the engine");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*err), (Some(2), "error: interrupted\n"));
    let left: Vec<_> = fs::read_dir(tmp).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["keep"]);
}
