//! Real builds: slow, and in need of a docker engine that has or can fetch debian:12 and ubuntu:20.04. They run where
//! DFOPT_LAB is set; elsewhere they say that they were skipped.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]
#![expect(clippy::print_stderr, reason = "a test that was skipped says so")]

use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

/// One measurement at a time: they measure.
static ENGINE: Mutex<()> = Mutex::new(());

/// The result of `dfopt measure`, or `None` where nobody asked for real builds.
fn measured(args: &[&str]) -> Option<(i32, Value)> {
    if std::env::var_os("DFOPT_LAB").is_none() {
        eprintln!("build lab: skipped: DFOPT_LAB is not set, so no images are built");
        return None;
    }
    let answers = Command::new("docker").args(["version", "--format", "{{.Server.Version}}"]).output();
    assert!(answers.is_ok_and(|output| output.status.success()), "DFOPT_LAB is set, and no docker engine answers");
    let _one = ENGINE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut command = Command::new(env!("CARGO_BIN_EXE_dfopt"));
    command.args(["measure", "--builder", "docker", "--format", "json"]).args(args);
    let output = command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).output().unwrap();
    let result = serde_json::from_slice(&output.stdout);
    let result = result.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    nothing_is_left();
    Some((output.status.code().unwrap(), result))
}

/// No image and no container of a measurement is left in the engine.
fn nothing_is_left() {
    for what in [["image", "ls"], ["container", "ls"]] {
        let mut docker = Command::new("docker");
        let left = docker.args(what).args(["--all", "--quiet", "--filter", "label=dfopt.measure"]).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&left.stdout), "", "left: docker {}", what.join(" "));
    }
}

/// Why the promise does not hold.
fn reasons(result: &Value) -> String {
    format!("{:#}\n{}", result["failures"], result["build_log"].as_str().unwrap_or_default())
}

fn size(result: &Value, version: &str) -> f64 {
    result[version]["size"].as_f64().unwrap()
}

fn log(check: &Value) -> &str {
    check["log_after"].as_str().unwrap_or_default()
}

#[test]
fn the_bloated_example_keeps_its_promise_and_gets_smaller() {
    for (args, at_most) in [
        (&["examples/bloated", "--probe", "5000 /"][..], 0.99),
        (&["examples/bloated", "--unsafe", "--probe", "5000 /"], 0.46),
    ] {
        let Some((code, result)) = measured(args) else { return };
        assert_eq!((code, &result["holds"]), (0, &Value::Bool(true)), "{}", reasons(&result));
        let ratio = size(&result, "after") / size(&result, "before");
        assert!(ratio < at_most, "{args:?}: {ratio}");
        assert_eq!(result["behaviour"][0]["what"], "GET 5000 /");
        assert_eq!(result["behaviour"][0]["after"], "200, 6 bytes");
        assert_eq!(result["touched"], "app.py");
        let rebuild = &result["after"]["rebuild"];
        assert!(rebuild["steps_from_cache"].as_u64() >= Some(1), "{rebuild:#}");
    }
}

/// The other examples at the unsafe level, which makes the safe changes too.
#[test]
fn the_examples_keep_their_promises() {
    for (args, at_most) in [
        (&["examples/node-typescript", "--probe", "3000 / /days /nothing"][..], 0.55),
        (&["examples/rust-http", "--probe", "8080 / /abc"], 0.99),
        (&["examples/c-zlib"], 0.85),
        (&["examples/cmake-sqlite", "--run", "tally /usr/local/share/tally/words.txt"], 0.2),
        (&["examples/package-zoo"], 0.9),
    ] {
        let Some((code, result)) = measured(&[args, &["--unsafe"]].concat()) else { return };
        assert_eq!((code, &result["holds"]), (0, &Value::Bool(true)), "{args:?}: {}", reasons(&result));
        let ratio = size(&result, "after") / size(&result, "before");
        assert!(ratio < at_most, "{args:?}: {ratio}");
        for check in result["behaviour"].as_array().unwrap() {
            assert_eq!(check["same"], true, "{args:?}: {check:#}");
        }
    }
}

/// Projects that copy their sources before they install: after a source file was touched, what is installed comes from
/// the cache. Steps are those behind FROM.
#[test]
fn the_examples_that_copy_too_early_install_from_the_cache() {
    for (args, before, after) in [
        (&["express", "--unsafe", "--probe", "3000 / /weeks/2026-01-05", "--touch", "server.js"][..], [1, 3], [3, 4]),
        (&["fastapi", "--probe", "8000 /", "--touch", "app.py"], [1, 3], [3, 4]),
        (&["rust-json", "--unsafe", "--probe", "8080 /", "--touch", "src/main.rs"], [1, 4], [3, 6]),
        (&["cmake-sqlite", "--touch", "tally.cpp"], [1, 4], [2, 4]),
    ] {
        let folder = format!("examples/{}", args[0]);
        let Some((code, result)) = measured(&[&[folder.as_str()], &args[1..]].concat()) else { return };
        assert_eq!((code, &result["holds"]), (0, &Value::Bool(true)), "{args:?}: {}", reasons(&result));
        for (version, [cached, all]) in [("before", before), ("after", after)] {
            let rebuild = &result[version]["rebuild"];
            assert_eq!(rebuild["steps"], all, "{args:?}: {rebuild:#}");
            assert_eq!(rebuild["steps_from_cache"], cached, "{args:?}: {rebuild:#}");
        }
    }
}

/// `pip install --prefix` of one image copied to another: it builds, and is dead at its start.
#[test]
fn an_image_that_builds_and_does_not_start_is_caught() {
    let pair = "tests/data/measure/prefix";
    let (before, after) = (format!("{pair}/before.Dockerfile"), format!("{pair}/after.Dockerfile"));
    let args = ["--before", &before, "--after", &after, "--delta", "/usr/local/**"];
    let Some((code, result)) = measured(&args) else { return };
    assert_eq!(code, 1);
    assert!(
        result["failures"].as_array().unwrap().iter().any(|it| it["kind"] == "behaviour"),
        "{:#}",
        result["failures"]
    );
    let check = &result["behaviour"][0];
    assert_eq!((check["what"].as_str(), check["same"].as_bool()), (Some("start"), Some(false)));
    assert!(log(check).contains("ModuleNotFoundError: No module named 'flask'"), "{check:#}");
}

/// A rewrite that drops a program is caught by the file system alone, and a file that no build makes twice is not held
/// against it.
#[test]
fn a_program_that_is_gone_is_caught() {
    let pair = "tests/data/measure/dropped";
    let (before, after) = (format!("{pair}/before.Dockerfile"), format!("{pair}/after.Dockerfile"));
    let Some((code, result)) = measured(&["--before", &before, "--after", &after]) else { return };
    assert_eq!(code, 1);
    let failures: Vec<&Value> = result["failures"].as_array().unwrap().iter().collect();
    assert_eq!(failures.len(), 1, "{failures:#?}");
    assert_eq!((&failures[0]["kind"], &failures[0]["path"]), (&"path".into(), &"/usr/bin/x".into()));
    let explained = result["files"]["explained"].as_array().unwrap();
    let stamp = explained.iter().find(|it| it["path"] == "/etc/stamp").unwrap();
    assert_eq!(stamp["reason"], "not reproducible");
    assert_eq!(result["behaviour"][0]["same"], true);
}
