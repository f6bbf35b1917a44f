//! The command line as its users meet it: flags, streams, exit codes, and everything that can be wrong with a file.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod changes;
mod configuration;
mod context;
mod faults;
mod files;
mod measure;
mod stdin;
mod words;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

/// A file that has something to change.
const SEED: &str = "FROM ubuntu:20.04\nRUN apt-get update\nRUN apt-get install -y python3 python3-pip\nRUN pip3 install \
                    flask requests numpy pandas\nCOPY . /app\nWORKDIR /app\nEXPOSE 5000\nCMD [\"python3\", \"app.py\"]\n";

/// A file that has nothing to change.
const CLEAN: &str = "FROM scratch\nCOPY app /app\nUSER 1000\nENTRYPOINT [\"/app\"]\n";

/// A file that cannot be read as a Dockerfile.
const BROKEN: &str = "NOPE x\n";

/// A repository of its own, so that no configuration from outside counts.
struct Sandbox(TempDir);

/// What a run left: exit code, standard output, standard error.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Sandbox {
    fn new(files: &[(&str, &str)]) -> Self {
        let sandbox = Self(TempDir::new().unwrap());
        fs::create_dir(sandbox.path(".git")).unwrap();
        for (name, text) in files {
            sandbox.write(name, text);
        }
        sandbox
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn names(&self, directory: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(directory)).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dfopt"));
        command.args(args).current_dir(self.0.path());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        run(self.command(args), "")
    }

    fn pipe(&self, args: &[&str], stdin: &str) -> Run {
        run(self.command(args), stdin)
    }
}

fn run(command: Command, stdin: &str) -> Run {
    let output = assert_cmd::Command::from_std(command).write_stdin(stdin).output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    #[track_caller]
    fn is(&self, code: i32, out: &str, err: &str) {
        assert_eq!((self.code, self.out.as_str(), self.err.as_str()), (Some(code), out, err));
    }

    #[track_caller]
    fn fails(&self, err: &str) {
        assert_eq!((self.code, self.out.as_str()), (Some(2), ""), "{}", self.err);
        assert!(self.err.contains(err), "{}", self.err);
    }
}

/// The files that a run looks at: all of them are broken, and say so.
fn looked_at(sandbox: &Sandbox, args: &[&str]) -> Vec<String> {
    let run = sandbox.run(args);
    let lines = run.err.lines().filter_map(|line| line.split_once(":1:1: unknown instruction"));
    lines.map(|(path, _)| path.to_owned()).collect()
}

/// The ids of all transforms.
fn ids() -> Vec<&'static str> {
    dfopt::transforms::ALL.iter().map(|transform| transform.meta().id).collect()
}
