//! Runs texts as separate shells in a scratch directory, as a build runs RUNs, and takes a snapshot.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// A shell with the SHELL instruction it stands for.
pub struct Shell {
    pub name: &'static str,
    pub argv: &'static [&'static str],
}

pub const SHELLS: [Shell; 6] = [
    Shell { name: "dash", argv: &["dash", "-c"] },
    Shell { name: "bash", argv: &["bash", "-c"] },
    Shell { name: "busybox sh", argv: &["busybox", "sh", "-c"] },
    Shell { name: "bash -e", argv: &["bash", "-e", "-c"] },
    Shell { name: "bash -o pipefail", argv: &["bash", "-o", "pipefail", "-c"] },
    Shell { name: "dash -e", argv: &["dash", "-e", "-c"] },
];

/// What a build leaves: nothing when it fails, else its output and its files with modes and contents.
#[derive(PartialEq, Eq, Debug)]
pub enum Snapshot {
    Failed,
    Built { stdout: String, files: BTreeMap<String, (u32, String)> },
}

/// Writes a program that the texts call to its `$0`.
const WRITE_PROGRAM: &str = r#"printf '%s\n' '#!/bin/sh' 'echo old "$@"' > "$0" && chmod 755 "$0""#;

/// Runs the texts one after the other, each in a new shell, up to the first that fails.
pub fn run(shell: &Shell, texts: &[&str]) -> Snapshot {
    let scratch = tempfile::tempdir().unwrap();
    let root = scratch.path();
    for directory in ["sub", "b1", "b2"] {
        fs::create_dir(root.join(directory)).unwrap();
    }
    // Another process writes the program: while a thread of this one does, a child that another thread forks holds the
    // file open for writing, and nobody can run it (ETXTBSY).
    let written = Command::new("sh").args(["-c", WRITE_PROGRAM]).arg(root.join("b2/foo")).status().unwrap();
    assert!(written.success());
    let here = root.display().to_string();
    let mut stdout = String::new();
    for text in texts {
        let output = Command::new(shell.argv[0])
            .args(&shell.argv[1..])
            .arg(text)
            .current_dir(root)
            .env_clear()
            .env("PATH", format!("{here}/b1:{here}/b2:/usr/bin:/bin"))
            .env("HOME", root)
            .env("E", "env")
            .stdin(Stdio::null())
            .output()
            .unwrap_or_else(|error| panic!("these tests need dash, bash and busybox: {}: {error}", shell.argv[0]));
        stdout.push_str(&String::from_utf8_lossy(&output.stdout).replace(&here, "ROOT"));
        if !output.status.success() {
            return Snapshot::Failed;
        }
    }
    let mut files = BTreeMap::new();
    collect(root, root, &here, &mut files);
    Snapshot::Built { stdout, files }
}

fn collect(root: &Path, directory: &Path, here: &str, files: &mut BTreeMap<String, (u32, String)>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let mode = fs::symlink_metadata(&path).unwrap().permissions().mode() & 0o7777;
        let name = path.strip_prefix(root).unwrap().display().to_string();
        if path.is_dir() {
            files.insert(name, (mode, "directory".to_owned()));
            collect(root, &path, here, files);
        } else {
            let content = String::from_utf8_lossy(&fs::read(&path).unwrap_or_default()).replace(here, "ROOT");
            files.insert(name, (mode, content));
        }
    }
}
