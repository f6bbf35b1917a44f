//! USER, WORKDIR and SHELL in force at an instruction.

use std::rc::Rc;

use crate::shell::effects::{Interpreter, Reason, interpreter};

/// The user that commands run as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum User {
    /// What the base image says: root for nearly all, but not known.
    FromBase,
    /// `root` or uid 0.
    Root,
    /// Somebody else, as written, variables expanded.
    Other(String),
    /// A variable that is not known.
    Unknown,
}

impl User {
    /// The user a USER argument names; `None` for an argument that could not be expanded.
    pub(super) fn named(word: Option<&str>) -> Self {
        match word {
            None => Self::Unknown,
            Some(word) if matches!(word.split(':').next(), Some("root" | "0")) => Self::Root,
            Some(word) => Self::Other(word.to_owned()),
        }
    }

    /// Whether the user may be root: it is, or the file does not say.
    #[must_use]
    pub fn may_be_root(&self) -> bool {
        matches!(self, Self::Root | Self::FromBase)
    }
}

/// What is in force at an instruction.
#[derive(Clone, Debug)]
pub struct State {
    /// The user.
    pub user: User,
    /// The absolute working directory, if known.
    pub workdir: Option<Rc<str>>,
    /// The program of the SHELL instruction with its arguments.
    pub shell: Rc<[String]>,
    /// What is known of that shell, or why dfopt does not know it.
    pub interpreter: Result<Interpreter, Reason>,
}

/// A longer working directory is not a path that Linux takes (`PATH_MAX`).
const MAX_PATH: usize = 4096;

impl State {
    /// The state at the start of a stage on an image of which nothing is known.
    pub(super) fn initial() -> Self {
        let shell: Rc<[String]> = Rc::from(["/bin/sh".to_owned(), "-c".to_owned()]);
        let interpreter = interpreter(&shell);
        Self { user: User::FromBase, workdir: None, shell, interpreter }
    }

    /// The state at the start of a stage on a Windows image, where RUN is read by cmd.
    pub(super) fn on_windows() -> Self {
        let mut state = Self::initial();
        state.change_shell(vec!["cmd".to_owned(), "/S".to_owned(), "/C".to_owned()]);
        state
    }

    /// Applies a WORKDIR; `None` for an argument that could not be expanded.
    pub(super) fn change_directory(&mut self, path: Option<&str>) {
        self.workdir = match (path, &self.workdir) {
            (Some(path), _) if path.starts_with('/') => Some(Rc::from(path)),
            (Some(path), Some(current)) => {
                let joined = format!("{}/{path}", current.trim_end_matches('/'));
                (joined.len() <= MAX_PATH).then(|| Rc::from(joined))
            }
            _ => None,
        };
    }

    /// Applies a SHELL.
    pub(super) fn change_shell(&mut self, argv: Vec<String>) {
        self.interpreter = interpreter(&argv);
        self.shell = Rc::from(argv);
    }
}
