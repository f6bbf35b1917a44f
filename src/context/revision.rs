//! The files of a commit, without a work tree: names, sizes and modes by `git ls-tree`, bodies by `git cat-file`.
//!
//! Invariants: nothing is written, fetched or asked of anybody; what a checkout would make of a file in another way is an
//! error, never a guess.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::look::{MAX_ENTRIES, too_many};
use super::tree::MAX_TEXT;
use super::{Entry, Kind, Tree, Unknown, join};

/// The part of a commit that lies in a directory of its repository: what a builder gets that is told a repository and a
/// commit. As there, `.git` is not among it.
#[derive(Clone, Debug)]
pub struct Revision {
    directory: PathBuf,
    /// What stands at each path, and the name of its object.
    entries: HashMap<String, (Entry, String)>,
    /// The names in each directory, in order.
    names: HashMap<String, Vec<String>>,
    /// The paths of submodules: which files they hold is not known.
    submodules: Vec<String>,
}

/// What says that a checkout makes something else of files than what the commit holds (gitattributes).
const CHANGING: [&str; 2] = ["filter=", "working-tree-encoding="];

/// Variables that tell git of another repository; a hook has them.
const MISLEADING: [&str; 4] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_INDEX_FILE"];

impl Revision {
    /// The commit that `revision` names, as far as it lies in `directory`, which is one of a repository or a bare one.
    ///
    /// # Errors
    /// When git cannot read it, or the commit holds nothing there.
    pub fn read(directory: &Path, revision: &str) -> Result<Self, Unknown> {
        if revision.starts_with('-') {
            return Err(Unknown::because(format!("{revision} is no revision")));
        }
        let commit = git(directory, &["rev-parse", "--verify", &format!("{revision}^{{commit}}")]);
        let commit = commit.map_err(|unknown| {
            let place = directory.display();
            Unknown::because(format!("{revision} names no commit of the repository of {place} ({unknown})"))
        })?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        let listed = git(directory, &["ls-tree", "-r", "-t", "-l", "-z", &commit])?;
        let mut read = Self {
            directory: directory.to_owned(),
            entries: HashMap::new(),
            names: HashMap::new(),
            submodules: Vec::new(),
        };
        let mut attributes = Vec::new();
        for line in listed.split(|&byte| byte == 0).filter(|line| !line.is_empty()) {
            let line = std::str::from_utf8(line)
                .map_err(|_| Unknown::because(format!("{revision} holds a name that is no text")))?;
            let (path, entry, object) =
                parse(line).ok_or_else(|| Unknown::because(format!("git says `{line}`, which is not understood")))?;
            // Above the directory lies what is not asked for.
            if path.starts_with("../") || path == "./" {
                continue;
            }
            if read.entries.len() >= MAX_ENTRIES {
                return Err(too_many());
            }
            let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
            read.names.entry(above.to_owned()).or_default().push(name.to_owned());
            if line.starts_with("160000 ") {
                read.submodules.push(path.to_owned());
            }
            if name == ".gitattributes" {
                attributes.push(path.to_owned());
            }
            read.entries.insert(path.to_owned(), (entry, object.to_owned()));
        }
        if read.entries.is_empty() {
            return Err(Unknown::because(format!("{revision} holds nothing of {}", directory.display())));
        }
        read.names.values_mut().for_each(|names| names.sort());
        for path in attributes {
            let text = read.text(&path)?.unwrap_or_default();
            if let Some(word) = CHANGING.iter().find(|word| text.contains(**word)) {
                return Err(Unknown::because(format!(
                    "{path} says {word}, so that a checkout may hold other files than the commit"
                )));
            }
        }
        Ok(read)
    }

    /// The submodule that a path is, or lies in, as the reason why nothing is known of it.
    fn outside(&self, path: &str) -> Option<Unknown> {
        let holds = |module: &&String| path.strip_prefix(module.as_str()).is_some_and(|rest| rest.starts_with('/'));
        let module = self.submodules.iter().find(holds)?;
        Some(Unknown::because(format!("{module} is a submodule, whose files another repository holds")))
    }
}

impl Tree for Revision {
    fn entry(&self, path: &str) -> Result<Option<Entry>, Unknown> {
        match self.entries.get(path) {
            Some((entry, _)) => Ok(Some(*entry)),
            None => self.outside(path).map_or(Ok(None), Err),
        }
    }

    fn list(&self, directory: &str) -> Result<Vec<(String, Entry)>, Unknown> {
        if let Some(unknown) = self.outside(&format!("{directory}/")) {
            return Err(unknown);
        }
        let names = self.names.get(directory).into_iter().flatten();
        let entry = |name: &String| Some((name.clone(), self.entries.get(&join(directory, name))?.0));
        Ok(names.filter_map(entry).collect())
    }

    fn text(&self, path: &str) -> Result<Option<String>, Unknown> {
        let Some((entry, object)) = self.entries.get(path).filter(|(entry, _)| entry.kind == Kind::File) else {
            return self.outside(path).map_or(Ok(None), Err);
        };
        if entry.size > MAX_TEXT {
            return Err(Unknown::because(format!("{path} is larger than {} MiB", MAX_TEXT / 1024 / 1024)));
        }
        let bytes = git(&self.directory, &["cat-file", "blob", object])?;
        String::from_utf8(bytes).map(Some).map_err(|_| Unknown::because(format!("{path} is no text in UTF-8")))
    }
}

/// Reads a line of `git ls-tree -l`: mode, type, object, size, and the path behind a tab.
fn parse(line: &str) -> Option<(&str, Entry, &str)> {
    let (fields, path) = line.split_once('\t')?;
    let fields: Vec<&str> = fields.split_ascii_whitespace().collect();
    let [mode, _, object, size] = fields.as_slice() else { return None };
    let (kind, mode) = match *mode {
        "100755" => (Kind::File, 0o755),
        "120000" => (Kind::Link, 0o777),
        "040000" | "160000" => (Kind::Directory, 0o755),
        mode if mode.starts_with("100") => (Kind::File, 0o644),
        _ => return None,
    };
    let size = if kind == Kind::File { size.parse().ok()? } else { 0 };
    Some((path, Entry { kind, size, mode }, object))
}

/// What a command of git says of the repository that a directory lies in.
fn git(directory: &Path, arguments: &[&str]) -> Result<Vec<u8>, Unknown> {
    let mut command = Command::new("git");
    MISLEADING.iter().for_each(|name| _ = command.env_remove(name));
    command.arg("-C").arg(directory).args(arguments).stdin(Stdio::null());
    command.envs([("GIT_NO_LAZY_FETCH", "1"), ("GIT_OPTIONAL_LOCKS", "0"), ("GIT_TERMINAL_PROMPT", "0")]);
    let output = command.output().map_err(|error| Unknown::because(format!("git cannot be run: {error}")))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("it failed").trim_start_matches("fatal: ");
    Err(Unknown::because(format!("git {}: {said}", arguments[0])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;

    /// A repository with one commit in a directory that goes away with it.
    fn repository(files: &[(&str, &str)], more: &[&[&str]]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        git(root.path(), &["init", "-q"]).unwrap();
        for (path, text) in files {
            let place = root.path().join(path);
            std::fs::create_dir_all(place.parent().unwrap()).unwrap();
            std::fs::write(place, text).unwrap();
        }
        git(root.path(), &["add", "--all"]).unwrap();
        for arguments in more {
            git(root.path(), arguments).unwrap();
        }
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        git(root.path(), &[&who[..], &["commit", "-q", "-m", "one"]].concat()).unwrap();
        root
    }

    const OBJECT: &str = "1234567890123456789012345678901234567890";

    #[test]
    fn a_commit_is_a_tree_whatever_the_work_tree_holds() {
        let files = [("run.sh", "12345"), ("lib/a b.py", "x"), ("lib/deep/c.py", "xy")];
        let root = repository(&files, &[&["update-index", "--chmod=+x", "run.sh"]]);
        std::fs::write(root.path().join("run.sh"), "changed").unwrap();
        std::fs::write(root.path().join("new"), "").unwrap();
        let tree = Revision::read(root.path(), "HEAD").unwrap();
        let names: Vec<_> = tree.list("").unwrap().into_iter().map(|(name, entry)| (name, entry.kind)).collect();
        assert_eq!(names, [("lib".to_owned(), Kind::Directory), ("run.sh".to_owned(), Kind::File)]);
        assert_eq!(tree.entry("run.sh"), Ok(Some(Entry { kind: Kind::File, size: 5, mode: 0o755 })));
        assert_eq!(tree.text("run.sh"), Ok(Some("12345".to_owned())));
        assert_eq!(tree.entry("lib/a b.py"), Ok(Some(Entry { kind: Kind::File, size: 1, mode: 0o644 })));
        assert_eq!((tree.entry("new"), tree.text("lib")), (Ok(None), Ok(None)));
        let below = Revision::read(&root.path().join("lib"), "HEAD").unwrap();
        let names: Vec<String> = below.list("").unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a b.py", "deep"]);
        assert_eq!(below.text("deep/c.py"), Ok(Some("xy".to_owned())));
    }

    #[test]
    fn links_are_links_and_submodules_are_not_known() {
        let link = ["update-index", "--add", "--cacheinfo", "120000"];
        let module = ["update-index", "--add", "--cacheinfo", "160000", OBJECT, "vendor/lib"];
        let root = repository(&[("a", "b")], &[&module]);
        let object = git(root.path(), &["rev-parse", "HEAD:a"]).unwrap();
        let object = String::from_utf8(object).unwrap();
        git(root.path(), &[&link[..], &[object.trim(), "link"]].concat()).unwrap();
        let written = String::from_utf8(git(root.path(), &["write-tree"]).unwrap()).unwrap();
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        let commit = git(root.path(), &[&who[..], &["commit-tree", "-m", "two", written.trim()]].concat()).unwrap();
        let tree = Revision::read(root.path(), String::from_utf8(commit).unwrap().trim()).unwrap();
        assert_eq!(tree.entry("link").map(|entry| entry.map(|entry| entry.kind)), Ok(Some(Kind::Link)));
        assert_eq!(tree.text("link"), Ok(None));
        assert_eq!(tree.list("vendor").unwrap()[0].1.kind, Kind::Directory);
        let unknown = Err(Unknown::because("vendor/lib is a submodule, whose files another repository holds"));
        assert_eq!(tree.list("vendor/lib"), unknown);
        assert!(tree.entry("vendor/lib/x").is_err() && tree.text("vendor/lib/x").is_err());
    }

    #[test]
    fn what_is_no_commit_or_would_change_is_said() {
        let root = repository(&[("a", "b"), (".gitattributes", "*.bin filter=lfs")], &[]);
        let said = |revision: &str| Revision::read(root.path(), revision).unwrap_err().to_string();
        assert!(said("HEAD").contains(".gitattributes says filter="));
        assert!(said("nowhere").starts_with("nowhere names no commit"));
        assert_eq!(said("--all"), "--all is no revision");
        std::fs::create_dir(root.path().join("new")).unwrap();
        assert!(Revision::read(&root.path().join("new"), "HEAD").unwrap_err().to_string().contains("holds nothing of"));
    }

    #[test]
    fn the_ignore_file_is_that_of_the_commit() {
        let root = repository(&[("Dockerfile", ""), (".dockerignore", "a"), ("a", ""), ("b", "")], &[]);
        std::fs::write(root.path().join(".dockerignore"), "b").unwrap();
        let tree = std::sync::Arc::new(Revision::read(root.path(), "HEAD").unwrap());
        let context = Context::revision(root.path(), tree, &root.path().join("Dockerfile")).unwrap();
        assert_eq!((context.entry("a"), context.entry("b").unwrap().is_some()), (Ok(None), true));
        assert!(context.ignore_text().fixed.is_some_and(|reason| reason.contains("a commit")));
    }
}
