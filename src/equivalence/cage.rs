//! How a shell is kept inside the scratch root.

use super::toolbox;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What keeps a step away from this host.
///
/// In a chroot every path is the sandbox's own: absolute program names reach recorders, and nothing outside can be
/// read or written. `unshare` of util-linux makes one as root without namespaces, and as any other user with a user
/// namespace. Where neither is allowed, `PATH` alone keeps real programs away, and texts with absolute paths are
/// refused before they run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cage {
    /// `unshare [--map-root-user] --root`.
    Chroot { unshare: PathBuf, user_namespace: bool },
    /// `PATH` holds recorders only.
    PathOnly,
}

impl Cage {
    /// The strongest cage of this host. `root` is a scratch root that holds the shell `sh`; the answer is remembered.
    pub(super) fn choose(root: &Path, sh: &str) -> Self {
        static CHOICE: OnceLock<Cage> = OnceLock::new();
        let works =
            |cage: &Cage| cage.command(root, "/", sh).args(["-c", ":"]).output().is_ok_and(|o| o.status.success());
        let chroot = |unshare: PathBuf| {
            let with = |user_namespace| Self::Chroot { unshare: unshare.clone(), user_namespace };
            [with(false), with(true)].into_iter().find(works)
        };
        CHOICE.get_or_init(|| toolbox::find("unshare").and_then(chroot).unwrap_or(Self::PathOnly)).clone()
    }

    /// A command that runs `program`, a path inside `root`, in the directory `workdir` of `root`.
    pub(super) fn command(&self, root: &Path, workdir: &str, program: &str) -> Command {
        match self {
            Self::Chroot { unshare, user_namespace } => {
                let mut command = Command::new(unshare);
                if *user_namespace {
                    command.arg("--map-root-user");
                }
                command.arg("--root").arg(root).arg("--wd").arg(workdir).arg("--").arg(program);
                command
            }
            Self::PathOnly => {
                let mut command = Command::new(self.inside(root, program));
                command.current_dir(self.inside(root, workdir));
                command
            }
        }
    }

    /// How a step has to write the path `inside` of the sandbox.
    pub(super) fn inside(&self, root: &Path, inside: &str) -> PathBuf {
        match self {
            Self::Chroot { .. } => PathBuf::from(inside),
            Self::PathOnly => root.join(inside.trim_start_matches('/')),
        }
    }

    /// Whether absolute paths stay inside.
    pub(super) fn is_closed(&self) -> bool {
        matches!(self, Self::Chroot { .. })
    }
}
