//! Which context a Dockerfile is built in, as the compose files and bake files above it say.
//!
//! Invariants: nothing outside of the repository (the directory that holds `.git`) is read, and of a file in no
//! repository nothing above its own directory; each directory is looked into once; what leaves something open, by a
//! variable or because two builds differ, says nothing.

mod hcl;
mod statements;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use statements::{Statement, Target};

use super::yaml;

/// What is said of the builds of one Dockerfile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The context; `None` where nobody names one, or why it is not known.
    pub context: Option<Result<PathBuf, String>>,
    /// The stages that are built by name.
    pub targets: Targets,
}

/// The stages of a file that are built by name, so that they are images of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// Their names in lower case, or their numbers.
    pub named: Vec<String>,
    /// Whether it may be any: a variable names one.
    pub any: bool,
}

/// What all compose files and bake files say, as far as anybody asked.
#[derive(Debug, Default)]
pub struct Builds {
    directories: Mutex<HashMap<PathBuf, Arc<Directory>>>,
    roots: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
}

/// What the files in one directory say, by Dockerfile.
type Directory = HashMap<PathBuf, Vec<Build>>;

#[derive(Debug)]
struct Build {
    context: PathBuf,
    target: Target,
    /// Who says so, for people.
    by: String,
}

impl Builds {
    /// What is said of the Dockerfile at this absolute path, the links of whose directory are resolved.
    #[must_use]
    pub fn of(&self, dockerfile: &Path) -> Said {
        let Some(own) = dockerfile.parent() else { return Said::default() };
        let root = self.root(own).unwrap_or_else(|| own.to_owned());
        let mut said = Said::default();
        let mut first: Option<(PathBuf, String)> = None;
        for directory in own.ancestors().take_while(|directory| directory.starts_with(&root)) {
            for build in self.look_in(directory).get(dockerfile).into_iter().flatten() {
                match &build.target {
                    Target::Last => {}
                    Target::Named(name) => said.targets.named.push(name.clone()),
                    Target::Unknown => said.targets.any = true,
                }
                let Build { context, by, .. } = build;
                match &first {
                    _ if !context.starts_with(&root) => {
                        said.context = Some(Err(format!("{by} builds it in a directory outside of the repository")));
                    }
                    Some((other, before)) if other != context => {
                        let reason = format!("{before} and {by} build it in different directories");
                        said.context = Some(Err(reason));
                    }
                    Some(_) => {}
                    None => {
                        first = Some((context.clone(), by.clone()));
                        said.context.get_or_insert_with(|| Ok(context.clone()));
                    }
                }
            }
        }
        said
    }

    /// The root of the repository that a directory is in.
    fn root(&self, directory: &Path) -> Option<PathBuf> {
        let mut roots = self.roots.lock().unwrap_or_else(PoisonError::into_inner);
        let find = || directory.ancestors().find(|directory| directory.join(".git").exists()).map(Path::to_owned);
        roots.entry(directory.to_owned()).or_insert_with(find).clone()
    }

    fn look_in(&self, directory: &Path) -> Arc<Directory> {
        let mut directories = self.directories.lock().unwrap_or_else(PoisonError::into_inner);
        let found = directories.entry(directory.to_owned()).or_insert_with(|| Arc::new(read_directory(directory)));
        Arc::clone(found)
    }
}

/// The names of the file that other compose files are put over, the first one first.
const BASES: [&str; 4] = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

/// Files that one directory is asked for at most.
const MAX_FILES: usize = 64;

fn read_directory(directory: &Path) -> Directory {
    let mut found = Directory::new();
    let names =
        fs::read_dir(directory).into_iter().flatten().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| is_compose(name) || is_bake(name)).collect();
    names.sort();
    names.truncate(MAX_FILES);
    let yaml = |name: &str| yaml::read(&text(&directory.join(name))?);
    let base = BASES.iter().find(|base| names.iter().any(|name| name == *base));
    let base_file = base.and_then(|base| yaml(base));
    let mut add = |by: &str, Statement { name: of, context, dockerfile, target }: Statement| {
        let context = resolved(&directory.join(context));
        let dockerfile = resolved(&context.join(dockerfile));
        let by = format!("`{of}` in {}", directory.join(by).display());
        found.entry(dockerfile).or_default().push(Build { context, target, by });
    };
    let bakes = BAKES.iter().filter(|bake| names.iter().any(|name| name == *bake));
    let bakes: Vec<(&str, Value)> =
        bakes.filter_map(|name| Some((*name, bake(name, &text(&directory.join(name))?)?))).collect();
    for statement in statements::bake(bakes.iter().map(|(_, file)| file)) {
        let names_it = |file: &Value| file.get("target").is_some_and(|all| all.get(&statement.name).is_some());
        let by = bakes.iter().find(|(_, file)| names_it(file)).map_or(BAKES[0], |(name, _)| name);
        add(by, statement);
    }
    for name in names.iter().filter(|name| is_compose(name)) {
        let statements = match base == Some(&name.as_str()) {
            true => base_file.as_ref().map(|file| statements::compose(file, None)),
            false => yaml(name).map(|file| statements::compose(&file, base_file.as_ref())),
        };
        statements.unwrap_or_default().into_iter().for_each(|statement| add(name, statement));
    }
    found
}

fn is_compose(name: &str) -> bool {
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
    stem.is_some_and(|stem| {
        let rest = stem.strip_prefix("docker-compose").or_else(|| stem.strip_prefix("compose"));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_']))
    })
}

/// The bake files of a directory, in the order in which they are put over each other.
///
/// Source: Docker's Bake file reference, "File format" and "Lookup".
const BAKES: [&str; 4] =
    ["docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl"];

fn is_bake(name: &str) -> bool {
    BAKES.contains(&name)
}

/// Reads a bake file of this name.
fn bake(name: &str, text: &str) -> Option<Value> {
    if name.ends_with(".hcl") { hcl::read(text) } else { serde_json::from_str(text).ok() }
}

/// Bytes of the largest file that is read.
const MAX_TEXT: u64 = 1024 * 1024;

/// The text of a file, not of a device, a pipe or something huge.
fn text(path: &Path) -> Option<String> {
    let metadata = fs::metadata(path).ok().filter(|it| it.is_file() && it.len() <= MAX_TEXT)?;
    let mut text = String::with_capacity(usize::try_from(metadata.len()).ok()?);
    File::open(path).ok()?.take(MAX_TEXT).read_to_string(&mut text).ok()?;
    Some(text)
}

/// A path without links in its directories, `.` and `..`; one that does not exist as far as that goes by its words.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(whole) = path.canonicalize()
        && whole.is_dir()
    {
        return whole;
    }
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => _ = plain.pop(),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    // A Dockerfile may be a link itself, which is followed to no other name.
    match (plain.parent().map(Path::canonicalize), plain.file_name()) {
        (Some(Ok(directory)), Some(name)) => directory.join(name),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().canonicalize().unwrap();
        for (name, text) in files {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        (directory, root)
    }

    #[test]
    fn files_above_name_the_context_and_stages() {
        let (_guard, root) = tree(&[
            (".git/HEAD", ""),
            ("docker/api.Dockerfile", ""),
            ("docker-compose.yml", "services: {api: {build: {context: ., dockerfile: docker/api.Dockerfile}}}"),
            ("docker-compose.dev.yml", "services: {api: {build: {target: dev}}}"),
            ("docker-bake.json", r#"{"target": {"x": {"dockerfile": "docker/api.Dockerfile", "target": "test"}}}"#),
            ("docker-bake.hcl", "target \"y\" {\n  dockerfile = \"docker/${N}\"\n  target = \"no\"\n}\n"),
            ("docker-bake.override.hcl", "target \"x\" {\n  target = \"hcl\"\n}\n"),
        ]);
        let builds = Builds::default();
        let said = builds.of(&root.join("docker/api.Dockerfile"));
        assert_eq!(said.context, Some(Ok(root.clone())));
        assert_eq!(said.targets, Targets { named: vec!["hcl".into(), "dev".into()], any: false });
        assert_eq!(builds.of(&root.join("docker/other.Dockerfile")), Said::default());
    }

    #[test]
    fn builds_that_differ_say_nothing() {
        let (_guard, root) = tree(&[
            (".git/HEAD", ""),
            ("a/Dockerfile", ""),
            ("compose.yaml", "services: {x: {build: a}, y: {build: {context: ., dockerfile: a/Dockerfile}}}"),
        ]);
        let Some(Err(reason)) = Builds::default().of(&root.join("a/Dockerfile")).context else { panic!("a context") };
        assert!(reason.starts_with("`x` in ") && reason.contains(" and `y` in "), "{reason}");
    }

    #[test]
    fn nothing_outside_of_the_repository_is_read() {
        let (_guard, root) = tree(&[
            ("compose.yaml", "services: {x: {build: {context: ., dockerfile: repo/a/Dockerfile}}}"),
            ("repo/.git/HEAD", ""),
            ("repo/a/Dockerfile", ""),
            ("repo/b/Dockerfile", ""),
            ("repo/b/compose.yaml", "services: {x: {build: {context: ../.., dockerfile: repo/b/Dockerfile}}}"),
            ("alone/Dockerfile", ""),
        ]);
        let builds = Builds::default();
        assert_eq!(builds.of(&root.join("repo/a/Dockerfile")), Said::default());
        assert!(matches!(builds.of(&root.join("repo/b/Dockerfile")).context, Some(Err(_))));
        assert_eq!(builds.of(&root.join("alone/Dockerfile")), Said::default());
    }
}
