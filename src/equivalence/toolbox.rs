//! The shells of this host, and what they need to run below another root.

use super::{Error, ShellUnderTest, Step};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A program of this host and the shared libraries it loads.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) path: PathBuf,
    pub(super) libraries: Vec<PathBuf>,
}

/// A shell that steps are run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shell {
    Dash,
    Bash,
    Busybox,
}

impl Shell {
    /// The shell for a step, and the arguments that come before its script.
    pub(super) fn of(step: &Step, sh: ShellUnderTest) -> Result<(Self, &[String]), Error> {
        let sh = match sh {
            ShellUnderTest::Dash => Self::Dash,
            ShellUnderTest::Bash => Self::Bash,
            ShellUnderTest::Busybox => Self::Busybox,
        };
        let base = |word: &String| word.rsplit('/').next().unwrap_or_default().to_owned();
        let names: Vec<String> = step.shell.iter().take(2).map(base).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (shell, arguments) = match names.as_slice() {
            ["bash", ..] => (Self::Bash, &step.shell[1..]),
            ["sh" | "ash" | "dash", ..] => (sh, &step.shell[1..]),
            ["busybox", "sh" | "ash"] => (sh, &step.shell[2..]),
            _ => return Err(Error::unsupported(format!("the shell {:?} is not a POSIX shell", step.shell))),
        };
        if shell == Self::Dash && arguments.iter().chain([&step.script]).any(|text| text.contains("pipefail")) {
            return Err(Error::unsupported("dash has no pipefail"));
        }
        Ok((shell, arguments))
    }

    /// The name of the copy in the sandbox. Busybox is the shell it is called as.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Dash => "dash",
            Self::Bash => "bash",
            Self::Busybox => "ash",
        }
    }

    /// The program of this host.
    pub(super) fn program(self) -> Result<&'static Program, Error> {
        static DASH: OnceLock<Option<Program>> = OnceLock::new();
        static BASH: OnceLock<Option<Program>> = OnceLock::new();
        static BUSYBOX: OnceLock<Option<Program>> = OnceLock::new();
        let (cell, name) = match self {
            Self::Dash => (&DASH, "dash"),
            Self::Bash => (&BASH, "bash"),
            Self::Busybox => (&BUSYBOX, "busybox"),
        };
        let found = cell.get_or_init(|| {
            let path = find(name)?;
            Some(Program { libraries: libraries(&path), path })
        });
        found.as_ref().ok_or_else(|| Error::unsupported(format!("{name} is not installed here")))
    }

    /// The fastest shell there is, for the recorder. A busybox also makes a `sh` of its copy by its name.
    pub(super) fn for_recorder() -> Result<&'static Program, Error> {
        let shells = [Self::Dash, Self::Busybox, Self::Bash];
        shells
            .into_iter()
            .find_map(|shell| shell.program().ok())
            .ok_or_else(|| Error::unsupported("no shell is installed"))
    }
}

/// Where a program of this host is.
pub(super) fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let usual = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"].map(PathBuf::from);
    std::env::split_paths(&path).chain(usual).map(|dir| dir.join(name)).find(|path| path.is_file())
}

/// The libraries that `ldd` lists; none for a static program, or where there is no `ldd` (then no chroot will work, and
/// the sandbox notices).
fn libraries(program: &Path) -> Vec<PathBuf> {
    let Ok(output) = Command::new("ldd").arg(program).output() else { return Vec::new() };
    let listing = String::from_utf8_lossy(&output.stdout).into_owned();
    let paths = listing.split_whitespace().filter(|word| word.starts_with('/') && !word.ends_with(':'));
    paths.map(PathBuf::from).filter(|path| path.is_file()).collect::<BTreeSet<_>>().into_iter().collect()
}
