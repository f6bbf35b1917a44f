//! Are two sequences of `RUN` texts the same build? Decided by running both with every external command replaced by a
//! recorder, once with all commands succeeding and then with chosen commands failing.
//!
//! A merge, an inserted flag or an appended cleanup is right iff the two builds call the same commands in the same
//! order and state, stop at the same failures, and leave the same redirected files. [`compare`] checks that:
//!
//! * **World.** A set of calls that fail. Explored are: none; each single call `k` (the same call in the same state at
//!   most three times, since loops repeat themselves); and, where the build goes on after
//!   `k`, also `k` with the one or two calls that follow (only two failures in a row tell
//!   `a || b && c || d` from `{ a || b; } && { c || d; }`). Before that, one world in which no directory that the
//!   scripts enter exists, so that a failing `cd` is covered too.
//! * **Call.** Words, working directory, umask, limits, exported environment (without `_` and `SHLVL`) and what came in
//!   on standard input.
//! * **Agreement.** Success or failure is equal. In a world without failing calls the whole traces are equal; when the
//!   build goes wrong in both, the traces are equal up to the last call that was made to fail (a failed build leaves no
//!   image, so its tail does not matter); when it succeeds, the whole traces and all changed files and modes are equal.
//! * **Declared.** What a rewrite may change is named in [`Declared`]; it is taken out before traces are compared. When
//!   an *added* command fails, the build must fail or behave as if nothing had happened.
//!
//! The room knows shell texts; only `dockerfile` knows where they come from. No transform uses it: it is for tests and
//! examples. It runs shells, so it needs a Unix host; it never runs any other
//! program that the texts name. `kill`, background jobs and process substitution are refused: see [`Error`].

mod ahead;
mod align;
mod cage;
mod complaint;
mod declared;
mod dockerfile;
mod error;
mod explore;
mod names;
mod recorder;
mod refuse;
mod report;
mod rewrites;
mod sandbox;
mod toolbox;
mod trace;
mod tree;

pub use declared::Declared;
pub use dockerfile::compare_dockerfiles;
pub use error::Error;
pub use report::{Difference, Report};

/// One `RUN`: a text handed to a fresh shell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// The command that gets `script` as its last argument, as in `SHELL`: `["/bin/sh", "-c"]`,
    /// `["/bin/bash", "-o", "pipefail", "-c"]`.
    pub shell: Vec<String>,
    /// The text of the instruction after line continuations are joined.
    pub script: String,
    /// The environment in force (`ENV`, `ARG`). `PATH` and `HOME` get their usual values when absent.
    pub env: Vec<(String, String)>,
    /// The working directory in force, absolute.
    pub workdir: String,
}

/// `RUN`s in order; the build stops at the first that fails.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sequence(pub Vec<Step>);

impl Sequence {
    /// Scripts run by `/bin/sh -c` in `/` with the default environment.
    #[must_use]
    pub fn of_scripts<'a>(scripts: impl IntoIterator<Item = &'a str>) -> Self {
        Self(scripts.into_iter().map(Step::of_script).collect())
    }
}

impl Step {
    /// A script run by `/bin/sh -c` in `/` with the default environment.
    fn of_script(script: &str) -> Self {
        Self { shell: vec!["/bin/sh".into(), "-c".into()], script: script.into(), env: Vec::new(), workdir: "/".into() }
    }
}

/// The program that stands for `sh`, `ash` and `dash`. A step whose shell is `bash` runs in bash whatever is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShellUnderTest {
    /// `/bin/sh` of Debian and Ubuntu.
    Dash,
    /// `/bin/sh` of Fedora and its kin.
    Bash,
    /// `/bin/sh` of Alpine.
    Busybox,
}

/// Runs `before` and `after` in every world and reports the first difference, if any.
///
/// # Errors
///
/// [`Error::Unsupported`] when the texts cannot be tested here (the reason says why), [`Error::Io`] when the sandbox
/// cannot be set up.
pub fn compare(
    before: &Sequence,
    after: &Sequence,
    declared: &Declared,
    shell: ShellUnderTest,
) -> Result<Report, Error> {
    explore::Explorer::new(before, after, declared, shell, None)?.explore()
}
