//! Where a COPY goes.

use std::rc::Rc;

use crate::model::Model;
use crate::syntax::{Arguments, Instruction};

/// Where a COPY goes.
#[derive(Debug)]
pub struct Destination<'m> {
    pub(super) instruction: &'m Instruction<'m>,
    pub(super) at: usize,
    /// As written.
    pub(super) written: String,
    /// The absolute path of the directory or file, without a slash at its end.
    pub(super) directory: Rc<str>,
}

impl<'m> Destination<'m> {
    /// Where the COPY at `at` goes; `None` where that is not known.
    #[must_use]
    pub fn of(file: &'m Model<'_>, at: usize) -> Option<Self> {
        let instruction = file.instruction(at);
        let Arguments::Copy(transfer) = &instruction.command.arguments else { return None };
        let written = transfer.destination.as_ref()?.text(&instruction.logical).to_owned();
        let directory = file.absolute(at, &written)?;
        let directory = Rc::from(directory.trim_end_matches('/'));
        Some(Self { instruction, at, written, directory })
    }

    /// The absolute path of the directory or file, without a slash at its end.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.directory
    }

    /// The index of the COPY.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Whether the COPY goes to this directory wherever it stands.
    #[must_use]
    pub fn goes_to(&self, directory: &str) -> bool {
        self.written.starts_with('/') && directory.trim_end_matches('/') == &*self.directory
    }

    /// Whether an absolute path, or the start of one, neither leads into the project nor to a directory above it.
    #[must_use]
    pub fn is_apart_from(&self, path: &str) -> bool {
        !path.contains("..")
            && !path.starts_with(&*self.directory)
            && !self.directory.starts_with(path.trim_end_matches('/'))
    }

    /// Whether a word, or a part of one, is an absolute path that leads there, or to a directory above.
    #[must_use]
    pub fn is_named_by(&self, word: &str) -> bool {
        if word.contains("://") && !word.contains("file:") {
            return false;
        }
        word.split([' ', '=', ',', ';', ':', '"', '\'']).any(|part| {
            // An option may stand right in front of its path: `-I/opt/include`.
            let path = if part.starts_with(['/', '-']) { part.find('/').map(|at| &part[at..]) } else { None };
            path.is_some_and(|path| !self.is_apart_from(&format!("/{}", path.trim_start_matches('/'))))
        })
    }

    /// Whether a command run in `directory` runs at the top of the project.
    #[must_use]
    pub fn is_at_top(&self, directory: Option<&str>) -> bool {
        directory.is_some_and(|directory| directory.trim_end_matches('/') == &*self.directory)
    }

    /// Whether the COPY uses none of these variables.
    #[must_use]
    pub fn is_free_of<'n>(&self, mut names: impl Iterator<Item = &'n str>) -> bool {
        let text = self.instruction.logical.text();
        !names.any(|name| text.contains('$') && text.contains(name))
    }

    /// Whether nothing but the project looks for something there: a directory beside those of the system.
    #[must_use]
    pub fn is_of_the_project(&self) -> bool {
        let inside_home = self.directory.strip_prefix("/home/").is_none_or(|inside| inside.contains('/'));
        let of_projects = || inside_home && OF_PROJECTS.iter().any(|one| self.directory.starts_with(one));
        // Tools keep settings and caches in hidden files and directories.
        !self.directory.contains("/.") && (self.is_apart_from_packages() || of_projects())
    }

    /// Whether no package of a distribution brings anything there.
    #[must_use]
    pub fn is_apart_from_packages(&self) -> bool {
        let top = self.directory.trim_start_matches('/').split('/').next().unwrap_or_default();
        !OF_SYSTEM.contains(&top) || self.directory.starts_with("/usr/src/app")
    }

    /// Whether the files get the owner that they have in any place of the file: none, root, or a number.
    #[must_use]
    pub fn has_fixed_owner(&self) -> bool {
        let owner = self.instruction.command.flag(&self.instruction.logical, "chown");
        let fixed = |name: &str| name == "root" || name.bytes().all(|byte| byte.is_ascii_digit());
        owner.is_none_or(|owner| owner.split(':').all(fixed))
    }

    /// Whether an instruction would make the directory for another user than the COPY does, if it came first.
    #[must_use]
    pub fn is_made_for_another_by(&self, file: &Model<'_>, at: usize) -> bool {
        let owner = self.instruction.command.flag(&self.instruction.logical, "chown");
        let root = owner.is_none_or(|owner| owner.split(':').all(|name| matches!(name, "root" | "0")));
        let makes = matches!(file.instruction(at).command.arguments, Arguments::Workdir(_));
        makes && !(root && file.state(at).user.may_be_root())
    }

    /// Whether an instruction that is no RUN may stand on either side of the COPY.
    #[must_use]
    pub fn is_crossed_by(&self, file: &Model<'_>, at: usize) -> bool {
        let instruction = file.instruction(at);
        match &instruction.command.arguments {
            Arguments::Label(_) | Arguments::Expose(_) | Arguments::Cmd(_) | Arguments::Entrypoint(_) => true,
            Arguments::Stopsignal(_) | Arguments::Healthcheck(_) => true,
            Arguments::Env(pairs) => self.is_free_of(pairs.iter().map(|pair| instruction.text(pair.name))),
            Arguments::Workdir(word) => self.goes_to(instruction.text(*word)),
            // Programs from another image, beside the project.
            Arguments::Copy(transfer) if instruction.command.flag(&instruction.logical, "from").is_some() => {
                let target = transfer.destination.as_ref().map(|target| target.text(&instruction.logical));
                let apart =
                    |target: &str| target.starts_with('/') && !target.contains('$') && self.is_apart_from(target);
                target.is_some_and(apart) && self.is_apart_from_packages()
            }
            _ => false,
        }
    }
}

/// Directories in which only a project looks for something, or above which it lies; and homes, of which that is true for
/// what lies in them.
const OF_PROJECTS: [&str; 9] =
    ["/home/", "/root/", "/usr/src/", "/var/www", "/var/task", "/opt/", "/srv", "/mnt/", "/media/"];

/// Directories of the system, where commands look for settings, programs and libraries.
const OF_SYSTEM: [&str; 21] = [
    "", "bin", "boot", "dev", "etc", "home", "lib", "lib32", "lib64", "libx32", "mnt", "opt", "proc", "root", "run",
    "sbin", "sys", "srv", "tmp", "usr", "var",
];
