//! What the files of a project say of something that might be left out.

use std::collections::HashMap;

use crate::context::{Context, Survey};
use crate::facts::{history_manifests, history_reader};
use crate::model::{Model, OtherFile};

/// Whether something reads the history of a repository.
#[derive(Clone, Debug)]
pub(super) enum History {
    /// Nothing that was looked at.
    Unread,
    /// Something does, or may.
    Read {
        /// Where that is to be seen.
        place: String,
        /// What it is.
        why: &'static str,
        /// Whether it surely does something else without.
        certain: bool,
    },
}

/// A look into the files of a context, each read once at most.
pub(super) struct Search<'s> {
    context: &'s Context,
    survey: &'s Survey,
    texts: Option<Result<Vec<(&'s str, String)>, String>>,
    history: Option<History>,
    names: HashMap<String, Option<String>>,
}

/// Files that are read at most.
const MAX_FILES: usize = 20_000;

/// Bytes that are read at most.
const MAX_BYTES: u64 = 128 * 1024 * 1024;

/// Bytes of a file that a person has written, at most. Larger ones are data.
const MAX_FILE: u64 = 1024 * 1024;

/// Ends of the names of files that no build runs: texts for people, pictures, archives, lists of exact versions.
const SILENT: &[&str] = &[
    ".md",
    ".rst",
    ".txt",
    ".adoc",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".svg",
    ".ico",
    ".webp",
    ".pdf",
    ".woff",
    ".woff2",
    ".ttf",
    ".eot",
    ".otf",
    ".mp3",
    ".mp4",
    ".webm",
    ".zip",
    ".gz",
    ".tgz",
    ".xz",
    ".bz2",
    ".jar",
    ".class",
    ".so",
    ".pyc",
    ".pyo",
    ".csv",
    ".lock",
    ".sum",
    ".map",
    ".css",
    ".scss",
    ".po",
    ".mo",
    "ignore",
    ".gitattributes",
    ".gitmodules",
    "package-lock.json",
    "pnpm-lock.yaml",
    "LICENSE",
    "CODEOWNERS",
];

/// Directories of which no file is run by a build, or whose files are known by the manifests that ask for them.
const ASIDE: &[&str] = &[
    ".git",
    ".hg",
    ".svn",
    ".github",
    ".gitlab",
    ".circleci",
    ".idea",
    ".vscode",
    ".vs",
    ".devcontainer",
    "node_modules",
    "__pycache__",
    "site-packages",
    ".venv",
    "venv",
];

/// Ends of the names of sources of programs.
const CODE: &[&str] = &[
    ".py",
    ".js",
    ".mjs",
    ".cjs",
    ".jsx",
    ".ts",
    ".mts",
    ".tsx",
    ".rb",
    ".rake",
    ".gemspec",
    ".go",
    ".rs",
    ".php",
    ".java",
    ".kt",
    ".kts",
    ".groovy",
    ".gradle",
    ".scala",
    ".cs",
    ".fs",
    ".c",
    ".h",
    ".cc",
    ".cpp",
    ".hpp",
    ".ex",
    ".exs",
    ".erl",
    ".pl",
    ".lua",
    ".swift",
    ".sh",
    ".bash",
    ".ps1",
    ".cmake",
    ".mk",
    ".hs",
    ".clj",
    ".jl",
    ".R",
    "Makefile",
    "Rakefile",
    "Justfile",
    "justfile",
    "CMakeLists.txt",
];

impl<'s> Search<'s> {
    pub(super) fn of(context: &'s Context, survey: &'s Survey) -> Self {
        Self { context, survey, texts: None, history: None, names: HashMap::new() }
    }

    /// The texts of the files that something of the project may run or read.
    fn texts(&mut self) -> Result<&[(&'s str, String)], String> {
        let (context, survey) = (self.context, self.survey);
        let texts = self.texts.get_or_insert_with(|| {
            let wanted = survey.files.iter().filter(|file| {
                let aside = file.path.split('/').any(|part| ASIDE.contains(&part));
                let name = file.path.rsplit('/').next().unwrap_or_default();
                let silent = name != "CMakeLists.txt" && SILENT.iter().any(|end| name.ends_with(end));
                let silent = silent || crate::context::is_dockerfile(name);
                !aside && !silent && !is_secret(name) && !runs_elsewhere(name) && file.size <= MAX_FILE && file.size > 0
            });
            let wanted: Vec<_> = wanted.collect();
            if wanted.len() > MAX_FILES || wanted.iter().map(|file| file.size).sum::<u64>() > MAX_BYTES {
                return Err("the context holds too many files to look for what reads it".to_owned());
            }
            // What is no text is no script.
            let text = |file: &'s crate::context::Present| {
                Some((file.path.as_str(), context.text(&file.path).ok().flatten()?))
            };
            Ok(wanted.into_iter().filter_map(text).collect())
        });
        texts.as_deref().map_err(Clone::clone)
    }

    /// Whether something reads the history of a repository: a command of a Dockerfile, a file of the project, a tool that
    /// the project shows to use.
    pub(super) fn history(&mut self, file: &Model<'_>, others: &[OtherFile]) -> Result<History, String> {
        if let Some(history) = &self.history {
            return Ok(history.clone());
        }
        let history = self.look_for_history(file, others)?;
        self.history = Some(history.clone());
        Ok(history)
    }

    fn look_for_history(&mut self, file: &Model<'_>, others: &[OtherFile]) -> Result<History, String> {
        let own = [("the Dockerfile", file.document.source.text())];
        let builds: Vec<(&str, &str)> =
            own.into_iter().chain(others.iter().map(|one| (one.path.as_str(), one.text.as_str()))).collect();
        let mut doubt = History::Unread;
        for (path, text) in &builds {
            if let Some(line) = text.lines().position(names_history) {
                let place = format!("{path}, line {}", line + 1);
                return Ok(History::Read { place, why: "it names the repository", certain: true });
            }
        }
        let paths = self.survey.files.iter().map(|file| file.path.as_str());
        for manifest in paths.clone().filter(|path| !path.split('/').any(|part| ASIDE.contains(&part))) {
            let name = manifest.rsplit('/').next().unwrap_or_default();
            let known = history_manifests().iter().find(|row| name.ends_with(row.name.as_str()));
            let against = |option: &String| builds.iter().any(|(_, text)| text.contains(option.as_str()));
            if let Some(row) = known.filter(|row| !row.unless.as_ref().is_some_and(against)) {
                doubt = History::Read { place: manifest.to_owned(), why: &row.why, certain: false };
                break;
            }
        }
        let texts = self.texts()?.iter().map(|(path, text)| (*path, text.as_str()));
        for (path, text) in builds.into_iter().chain(texts) {
            let code = CODE.iter().any(|end| path.ends_with(end));
            let Some((reader, at)) = history_reader(text, code) else { continue };
            let place = format!("{path}, line {}", text[..at].lines().count());
            if reader.certain {
                return Ok(History::Read { place, why: &reader.why, certain: true });
            }
            if matches!(doubt, History::Unread) {
                doubt = History::Read { place, why: &reader.why, certain: false };
            }
        }
        Ok(doubt)
    }

    /// The file that names something, if one does.
    pub(super) fn name(&mut self, name: &str) -> Result<Option<String>, String> {
        if let Some(known) = self.names.get(name) {
            return Ok(known.clone());
        }
        let found = self.texts()?.iter().find(|(_, text)| names(text, name)).map(|(path, _)| (*path).to_owned());
        self.names.insert(name.to_owned(), found.clone());
        Ok(found)
    }

    /// What reads something without its name: the file of the project that holds one of these words.
    pub(super) fn loader(&mut self, words: &[String]) -> Result<Option<&'s str>, String> {
        let mut texts = self.texts()?.iter();
        Ok(texts.find(|(_, text)| words.iter().any(|word| text.contains(word.as_str()))).map(|(path, _)| *path))
    }

    /// The file of the project that names a file of bytecode.
    pub(super) fn bytecode(&mut self) -> Result<Option<&'s str>, String> {
        Ok(self.texts()?.iter().find(|(_, text)| names_bytecode(text)).map(|(path, _)| *path))
    }

    /// The files of the project that images may be built from though they are not called so.
    pub(super) fn builds(&mut self) -> Result<Vec<OtherFile>, String> {
        let builds = self.texts()?.iter().filter(|(_, text)| {
            let begins =
                |words: &[&str]| text.lines().any(|line| words.iter().any(|word| line.trim_start().starts_with(word)));
            begins(&["FROM "]) && begins(&["ADD ", "COPY ", "RUN "])
        });
        Ok(builds.map(|(path, text)| OtherFile::of((*path).to_owned(), text.clone())).collect())
    }

    /// Whether a program of the project names a file that a build reads; `None` where that is not known. What builds
    /// images names it, too, and does so outside of them.
    pub(super) fn build_file(&mut self, name: &str) -> Option<bool> {
        const BUILDERS: [&str; 5] = ["docker", "podman", "buildah", "kaniko", "nerdctl"];
        let uses = |(path, text): &(&str, String)| {
            CODE.iter().any(|end| path.ends_with(end))
                && text.lines().any(|line| line.contains(name) && !BUILDERS.iter().any(|tool| line.contains(tool)))
        };
        self.texts().ok().map(|texts| texts.iter().any(uses))
    }
}

/// Whether a line of a Dockerfile names the directory of a repository, other than to delete it.
fn names_history(line: &str) -> bool {
    let line = line.trim();
    let mut words = line.split(|ch: char| ch.is_whitespace() || matches!(ch, '=' | ',' | '"' | '\'' | ';' | ')' | '('));
    let named =
        words.any(|word| word.trim_end_matches('/').rsplit('/').next() == Some(".git") || word.contains("/.git/"));
    named && !line.starts_with('#') && !line.contains("rm -rf") && !line.contains("rm -fr")
}

/// Whether a text names a file of bytecode, and not all of them by a pattern.
pub(super) fn names_bytecode(text: &str) -> bool {
    let part = |ch: char| ch.is_alphanumeric() || ch == '_';
    [".pyc", ".pyo"].iter().any(|end| {
        text.match_indices(end).any(|(at, _)| {
            text[..at].chars().next_back().is_some_and(part) && !text[at + end.len()..].chars().next().is_some_and(part)
        })
    })
}

/// Whether a text holds a name that is not a part of a longer one.
pub(super) fn names(text: &str, name: &str) -> bool {
    let part = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '-');
    text.match_indices(name).any(|(at, _)| {
        !text[..at].chars().next_back().is_some_and(part) && !text[at + name.len()..].chars().next().is_some_and(part)
    })
}

/// Whether a file of this name may hold a secret. Such a file is not read.
fn is_secret(name: &str) -> bool {
    const ENDS: [&str; 10] =
        [".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".npmrc", ".netrc", ".pypirc", ".htpasswd"];
    let words = ["secret", "credential", "password", "token"];
    let lower = name.to_ascii_lowercase();
    let data = !CODE.iter().any(|end| name.ends_with(end));
    ENDS.iter().any(|end| lower.ends_with(end))
        || lower.starts_with(".env")
        || lower.starts_with("id_")
        || (data && words.iter().any(|word| lower.contains(word)))
}

/// Whether a file of this name tells other machines what to do, which build images. Compose files tell what runs in them.
fn runs_elsewhere(name: &str) -> bool {
    name.starts_with("Jenkinsfile")
        || matches!(
            name,
            ".gitlab-ci.yml"
                | ".travis.yml"
                | "azure-pipelines.yml"
                | "bitbucket-pipelines.yml"
                | "cloudbuild.yaml"
                | ".drone.yml"
                | "appveyor.yml"
                | ".pre-commit-config.yaml"
                | "renovate.json"
                | ".mailmap"
        )
}
