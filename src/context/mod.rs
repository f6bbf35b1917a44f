//! The build context: what COPY and ADD can take from the machine that builds.
//!
//! Invariants: names, kinds, sizes and modes are read when they are asked for, and bodies of small files only; what the
//! ignore file leaves out is not there, as for the builder; what cannot be read is an error, never absent. Paths are
//! relative to the context, with `/` between their parts, without `.` and `..`; the context itself is the empty path.

mod builds;
mod cargo_sources;
mod cargo_toml;
mod composer_json;
mod copied;
mod dotnet;
mod gemfile;
mod glob;
mod go_modules;
mod ignore_file;
mod look;
mod maven;
mod package_json;
mod pyproject;
mod requirements;
mod revision;
mod survey;
mod tree;
mod workspaces;
mod yaml;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

pub use builds::{Builds, Said, Targets};
pub use cargo_toml::CargoProject;
pub use composer_json::ComposerProject;
pub use copied::{Copied, Source};
pub use dotnet::Restored;
pub use go_modules::GoModules;
pub use ignore_file::{BadPattern, IgnoreFile};
pub use package_json::PackageJson;
pub use pyproject::PyProject;
pub use requirements::Requirements;
pub use revision::Revision;
pub use survey::{Present, Survey, is_dockerfile};
pub use tree::{Directory, Entry, Kind, Memory, Tree};
pub use workspaces::PnpmWorkspace;

/// Why something about a context is not known: lower case, without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unknown(String);

impl Unknown {
    /// Not known, for this reason.
    #[must_use]
    pub fn because(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// A build context without what its ignore file leaves out.
#[derive(Debug)]
pub struct Context {
    tree: Arc<dyn Tree>,
    ignored: IgnoreFile,
    ignore_text: IgnoreText,
    /// The path in the context of the Dockerfile that is built in it, if it lies there.
    dockerfile: Option<String>,
    /// The texts of further Dockerfiles that are built in it, by their paths in it or of the machine.
    others: BTreeMap<String, String>,
    /// Of a context that is only assumed, the directories above it that might be meant as well.
    assumed: Option<Vec<Directory>>,
    /// Why it is not known which one it is.
    unknown: Option<String>,
    targets: Targets,
    survey: OnceLock<Result<Survey, Unknown>>,
}

impl Default for Context {
    /// An empty one, without an ignore file.
    fn default() -> Self {
        Self {
            tree: Arc::new(Memory::default()),
            ignored: IgnoreFile::default(),
            ignore_text: IgnoreText::default(),
            dockerfile: None,
            others: BTreeMap::new(),
            assumed: None,
            unknown: None,
            targets: Targets::default(),
            survey: OnceLock::new(),
        }
    }
}

/// Where the ignore file of a context is, and what it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IgnoreText {
    /// Its path, for the system.
    pub path: PathBuf,
    /// Its path in the context, if it lies there.
    pub inside: Option<String>,
    /// Whether it counts for a single Dockerfile, beside which it lies.
    pub own: bool,
    /// Its text; `None` where there is none yet.
    pub text: Option<String>,
    /// Why it stays as it is, if it has to.
    pub fixed: Option<&'static str>,
}

/// Further Dockerfiles of a context that are read at most.
pub const MAX_DOCKERFILES: usize = 100;

impl Context {
    /// The context that is a directory of this machine, for the Dockerfile at `dockerfile`. The ignore file is
    /// `<Dockerfile>.dockerignore` beside it, else `.dockerignore` in the context, which it replaces.
    ///
    /// Source: Docker's build context documentation, "Filename and location".
    ///
    /// # Errors
    /// When the ignore file cannot be read, or the builder would reject it.
    pub fn directory(root: &Path, dockerfile: &Path) -> Result<Self, Unknown> {
        let place = inside(root, dockerfile);
        let mut own = dockerfile.as_os_str().to_owned();
        own.push(".dockerignore");
        let own = IgnoreText {
            path: PathBuf::from(own),
            inside: place.as_ref().map(|place| format!("{place}.dockerignore")),
            own: true,
            text: None,
            fixed: None,
        };
        let shared = IgnoreText {
            path: root.join(IGNORE_FILE),
            inside: Some(IGNORE_FILE.to_owned()),
            own: false,
            text: None,
            fixed: None,
        };
        let mut found = shared.clone();
        for candidate in [own, shared] {
            match std::fs::read_to_string(&candidate.path) {
                Ok(text) => {
                    found = IgnoreText { text: Some(text), ..candidate };
                    break;
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => {
                    return Err(Unknown::because(format!("{} cannot be read: {error}", candidate.path.display())));
                }
            }
        }
        Self::of(Arc::new(Directory::new(root)), found, place)
    }

    /// The context that is a commit, of which the directory `root` was read, for the Dockerfile at `dockerfile`. The ignore
    /// file is that of the commit, and stays as it is.
    ///
    /// # Errors
    /// As for [`Context::directory`].
    pub fn revision(root: &Path, tree: Arc<Revision>, dockerfile: &Path) -> Result<Self, Unknown> {
        let place = inside(root, dockerfile);
        let own = place.as_ref().map(|place| format!("{place}.dockerignore"));
        let own = own.filter(|own| !matches!(tree.entry(own), Ok(None)));
        let name = own.clone().unwrap_or_else(|| IGNORE_FILE.to_owned());
        let text = tree.text(&name)?;
        let (path, inside, own) = (root.join(&name), Some(name), own.is_some());
        Self::of(tree, IgnoreText { path, inside, own, text, fixed: Some(IS_A_COMMIT) }, place)
    }

    /// A context of these files for the file `Dockerfile` in it, and the text of its ignore file.
    ///
    /// # Errors
    /// When the builder would reject the ignore file.
    pub fn new(tree: Box<dyn Tree>, ignore_file: &str) -> Result<Self, Unknown> {
        let text = (!ignore_file.is_empty()).then(|| ignore_file.to_owned());
        let (path, inside) = (PathBuf::from(IGNORE_FILE), Some(IGNORE_FILE.to_owned()));
        let ignore_text = IgnoreText { path, inside, own: false, text, fixed: None };
        Self::of(Arc::from(tree), ignore_text, Some("Dockerfile".to_owned()))
    }

    fn of(tree: Arc<dyn Tree>, ignore_text: IgnoreText, dockerfile: Option<String>) -> Result<Self, Unknown> {
        let read = IgnoreFile::read(ignore_text.text.as_deref().unwrap_or_default());
        let ignored = read.map_err(|error| Unknown::because(error.to_string()))?;
        Ok(Self { tree, ignored, ignore_text, dockerfile, ..Self::default() })
    }

    /// The same context with another text in its ignore file.
    ///
    /// # Errors
    /// When the builder would reject it.
    pub fn with_ignore_text(&self, text: &str) -> Result<Self, Unknown> {
        let ignore_text = IgnoreText { text: Some(text.to_owned()), ..self.ignore_text.clone() };
        let changed = Self::of(Arc::clone(&self.tree), ignore_text, self.dockerfile.clone())?;
        let (others, assumed) = (self.others.clone(), self.assumed.clone());
        Ok(Self { others, assumed, targets: self.targets.clone(), ..changed })
    }

    /// The same context, whose ignore file stays as it is, for a reason.
    #[must_use]
    pub fn fixed(self, reason: &'static str) -> Self {
        Self { ignore_text: IgnoreText { fixed: Some(reason), ..self.ignore_text }, ..self }
    }

    /// The same context, in which these Dockerfiles are built too: their paths in it, or those of the machine, and their
    /// texts, which count before those that it holds.
    #[must_use]
    pub fn shared_with(self, others: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { others: others.into_iter().collect(), ..self }
    }

    /// The ignore file.
    #[must_use]
    pub fn ignore_text(&self) -> &IgnoreText {
        &self.ignore_text
    }

    /// The ignore file, read.
    #[must_use]
    pub fn ignore_file(&self) -> &IgnoreFile {
        &self.ignored
    }

    /// The path in the context of the Dockerfile that is built in it, if it lies there.
    #[must_use]
    pub fn dockerfile(&self) -> Option<&str> {
        self.dockerfile.as_deref()
    }

    /// The files that something is built from in this context with the same ignore file, beside its own: paths and
    /// texts, in order. Whether those that lie below it are built in it is not known; they count.
    ///
    /// # Errors
    /// When one cannot be read, or there are more than anybody has.
    pub fn other_dockerfiles(&self) -> Result<BTreeMap<String, String>, Unknown> {
        if self.ignore_text.own {
            return Ok(BTreeMap::new());
        }
        let mut found = BTreeMap::new();
        for path in &self.survey()?.dockerfiles {
            let own = Some(path) == self.dockerfile.as_ref();
            if own || self.tree.entry(&format!("{path}.dockerignore"))?.is_some() {
                continue;
            }
            if found.len() >= MAX_DOCKERFILES {
                return Err(too_many_dockerfiles());
            }
            if let Some(text) = self.tree.text(path)? {
                found.insert(path.clone(), text);
            }
        }
        found.extend(self.others.iter().map(|(path, text)| (path.clone(), text.clone())));
        if found.len() > MAX_DOCKERFILES { Err(too_many_dockerfiles()) } else { Ok(found) }
    }

    /// Everything that is not left out, and the Dockerfiles, read once.
    ///
    /// # Errors
    /// As for [`Context::walk`].
    pub fn survey(&self) -> Result<&Survey, Unknown> {
        let survey = self.survey.get_or_init(|| Survey::of(&*self.tree, &self.ignored));
        survey.as_ref().map_err(Clone::clone)
    }

    /// Whether something stands at a path, left out or not.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn stands(&self, path: &str) -> Result<bool, Unknown> {
        Ok(self.tree.entry(path)?.is_some())
    }

    /// A context of which only this is known: why it is not.
    #[must_use]
    pub fn unknown(reason: impl Into<String>) -> Self {
        Self { unknown: Some(reason.into()), ..Self::default() }
    }

    /// The same context where these stages are built by name.
    #[must_use]
    pub fn with_targets(self, targets: Targets) -> Self {
        Self { targets, ..self }
    }

    /// The stages that are built by name.
    #[must_use]
    pub fn targets(&self) -> &Targets {
        &self.targets
    }

    /// Why it is not known which context it is, if that is so.
    #[must_use]
    pub fn why_unknown(&self) -> Option<&str> {
        self.unknown.as_deref()
    }

    /// The same context where nobody said that a file is built in it: it only is the directory of the file, and `above`
    /// are those above it, up to that of the repository.
    #[must_use]
    pub fn assumed(self, above: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { assumed: Some(above.into_iter().map(|root| Directory::new(&root)).collect()), ..self }
    }

    /// Whether nobody said that a file is built in it.
    #[must_use]
    pub fn is_assumed(&self) -> bool {
        self.assumed.is_some()
    }

    /// Whether a directory that might be meant as well holds all of these paths, or may.
    #[must_use]
    pub fn is_one_of_several(&self, paths: &[String]) -> bool {
        let holds = |directory: &Directory, path: &String| !matches!(directory.entry(path), Ok(None));
        self.assumed.iter().flatten().any(|directory| paths.iter().all(|path| holds(directory, path)))
    }
}

/// Why the ignore file of a commit stays as it is.
const IS_A_COMMIT: &str = "the context is a commit, to which nothing is written; name the directory alone to change its \
                           ignore file";

/// The name of the ignore file of a context.
const IGNORE_FILE: &str = ".dockerignore";

fn too_many_dockerfiles() -> Unknown {
    Unknown::because(format!("more than {MAX_DOCKERFILES} Dockerfiles are built in the context"))
}

/// The path of a file in a directory, if it lies there.
#[must_use]
pub fn inside(root: &Path, file: &Path) -> Option<String> {
    let name = file.file_name()?.to_str()?;
    let directory = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (root, directory) = (std::fs::canonicalize(root).ok()?, std::fs::canonicalize(directory).ok()?);
    let parts = directory.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str());
    Some(parts.chain([Some(name)]).collect::<Option<Vec<_>>>()?.join("/"))
}

/// A name in a directory.
fn join(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

/// The path that `path` leads to from a directory; it begins with `..` where that is outside of the context.
#[must_use]
pub fn resolved(directory: &str, path: &str) -> String {
    let path = ignore_file::clean(&join(directory, path));
    if path == "." { String::new() } else { path }
}

#[cfg(test)]
mod tests;
