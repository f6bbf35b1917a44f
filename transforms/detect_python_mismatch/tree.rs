//! Trees of Python packages that only the Python that made them finds.

use crate::model::{Model, StageCopy};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tree {
    /// Of `python -m venv`.
    Environment,
    /// Of `pip install --user`.
    User,
}

impl Tree {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Environment => "it is a virtual environment",
            Self::User => "it holds packages",
        }
    }

    /// What is copied, if it is one of these and whole.
    pub(super) fn of(file: &Model<'_>, copy: &StageCopy) -> Option<Self> {
        if copy.source.ends_with("/.local") && file.runs_mention(copy.donor, &["--user"]) {
            return Some(Self::User);
        }
        is_environment(file, copy).then_some(Self::Environment)
    }
}

/// Whether a RUN of the donor makes a virtual environment at the source.
fn is_environment(file: &Model<'_>, copy: &StageCopy) -> bool {
    let stages = file.lineage(copy.donor);
    stages.flat_map(|stage| file.runs(file.stages[stage].body())).any(|(at, run)| {
        if !run.mentions("env") {
            return false;
        }
        run.simple_commands().iter().any(|located| {
            let words: Vec<_> = located.simple.words.iter().map(|word| file.expand(at, word.text(run.text))).collect();
            let words: Option<Vec<String>> = words.into_iter().map(|word| Some(word?.text)).collect();
            let Some(words) = words else { return false };
            let makes = words.windows(2).any(|pair| pair[0] == "-m" && matches!(&*pair[1], "venv" | "virtualenv"))
                || words.first().is_some_and(|word| word == "virtualenv");
            makes && words.last().is_some_and(|path| is_at(file, at, path, &copy.source))
        })
    })
}

/// Whether a word of the RUN at `at` names the absolute path `source`.
fn is_at(file: &Model<'_>, at: usize, word: &str, source: &str) -> bool {
    let word = word.trim_end_matches('/');
    match file.state(at).workdir.as_deref() {
        _ if word.starts_with('/') => word == source,
        Some(workdir) => format!("{}/{}", workdir.trim_end_matches('/'), word.trim_start_matches("./")) == source,
        None => false,
    }
}
