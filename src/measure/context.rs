//! The build context: a copy that may be touched, and which of its files to touch.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use filetime::FileTime;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use ignore::WalkBuilder;

use super::Error;
use crate::context::IgnoreFile;
use crate::syntax::{Arguments, Document, Keyword};

/// Files that name dependencies: touching one is not what people do all day.
const MANIFESTS: [&str; 40] = [
    "package.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "pnpm-workspace.yaml",
    "bun.lock",
    "bun.lockb",
    "requirements.txt",
    "requirements.in",
    "constraints.txt",
    "pyproject.toml",
    "setup.py",
    "setup.cfg",
    "Pipfile",
    "Pipfile.lock",
    "poetry.lock",
    "uv.lock",
    "pdm.lock",
    "environment.yml",
    "go.mod",
    "go.sum",
    "go.work",
    "Cargo.toml",
    "Cargo.lock",
    "Gemfile",
    "Gemfile.lock",
    "composer.json",
    "composer.lock",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "settings.gradle",
    "settings.gradle.kts",
    "mix.exs",
    "mix.lock",
    "Makefile",
    "CMakeLists.txt",
    "packages.lock.json",
    "nuget.config",
];

/// Ends of the names of source files.
const SOURCES: [&str; 40] = [
    "py", "js", "mjs", "cjs", "ts", "jsx", "tsx", "vue", "svelte", "go", "rs", "java", "kt", "kts", "scala", "c", "h",
    "cc", "cpp", "cxx", "hpp", "cs", "fs", "rb", "php", "ex", "exs", "erl", "hs", "swift", "dart", "pl", "lua", "r",
    "clj", "html", "css", "sql", "sh", "proto",
];

/// Directories that hold what was fetched or made.
const FETCHED: [&str; 8] = [".git", "node_modules", "vendor", "__pycache__", ".venv", "venv", "target", "dist"];

/// Files that tell builders what to leave out. They are read even when they leave out themselves.
pub(super) const IGNORE_FILES: [&str; 2] = [".containerignore", ".dockerignore"];

/// Copies a context: files with their modes and times, links as links. Sockets and devices are left out, as builders do,
/// and what is certainly ignored: it may be large, or somebody else's, whom nobody else may read.
pub(super) fn copy(from: &Path, to: &Path, ignored: &IgnoreFile, stop: &dyn Fn() -> bool) -> Result<(), Error> {
    let mut directories = Vec::new();
    let mut walk = WalkBuilder::new(from);
    walk.standard_filters(false).follow_links(false);
    // The copy may lie in the context, where that holds the directory for temporary files.
    let own = to.parent().and_then(|parent| fs::canonicalize(parent).ok());
    let (root, ignored) = (from.to_owned(), ignored.clone());
    walk.filter_entry(move |entry| {
        let is_own = |own: &PathBuf| {
            own.file_name() == Some(entry.file_name()) && fs::canonicalize(entry.path()).is_ok_and(|path| path == *own)
        };
        if entry.depth() > 0 && own.as_ref().is_some_and(is_own) {
            return false;
        }
        let inside = entry.path().strip_prefix(&root).unwrap_or(Path::new(""));
        let always = entry.depth() == 0 || IGNORE_FILES.iter().any(|name| inside == Path::new(name));
        always || !inside.to_str().is_some_and(|inside| ignored.surely_ignores(inside))
    });
    for entry in walk.build() {
        if stop() {
            return Err(Error::Interrupted);
        }
        let entry = entry.map_err(|error| Error::File { path: from.to_owned(), source: io::Error::other(error) })?;
        let Ok(inside) = entry.path().strip_prefix(from) else { continue };
        let target = to.join(inside);
        // A context may be given by a link to it.
        let kind =
            if entry.depth() == 0 { fs::metadata(from).ok().map(|it| it.file_type()) } else { entry.file_type() };
        let target = if entry.depth() == 0 { to.to_owned() } else { target };
        let time = |metadata: &fs::Metadata| FileTime::from_last_modification_time(metadata);
        if kind.is_some_and(|kind| kind.is_dir()) {
            fs::create_dir_all(&target).map_err(Error::file(&target))?;
            directories.push((entry.path().to_owned(), target));
        } else if kind.is_some_and(|kind| kind.is_symlink()) {
            link(entry.path(), &target).map_err(Error::file(&target))?;
            let metadata = fs::symlink_metadata(entry.path()).map_err(Error::file(entry.path()))?;
            // A link whose time cannot be set is as good.
            let _ = filetime::set_symlink_file_times(&target, time(&metadata), time(&metadata));
        } else if kind.is_some_and(|kind| kind.is_file()) {
            fs::copy(entry.path(), &target).map_err(Error::file(entry.path()))?;
            let metadata = fs::metadata(entry.path()).map_err(Error::file(entry.path()))?;
            filetime::set_file_mtime(&target, time(&metadata)).map_err(Error::file(&target))?;
        }
    }
    // The mode and the time of a directory come last: the one may forbid to write into it, the other changes by that.
    for (from, to) in directories.into_iter().rev() {
        let metadata = fs::metadata(&from).map_err(Error::file(&from))?;
        filetime::set_file_mtime(&to, FileTime::from_last_modification_time(&metadata)).map_err(Error::file(&to))?;
        fs::set_permissions(&to, metadata.permissions()).map_err(Error::file(&to))?;
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to).map(drop)
}

/// The file to touch: the one that was asked for, or the source file that changed last among those that the Dockerfile
/// takes from the context. The error says why there is none.
pub(super) fn pick(
    context: &Path,
    ignored: &IgnoreFile,
    document: &Document<'_>,
    asked: Option<&Path>,
) -> Result<PathBuf, String> {
    if let Some(asked) = asked {
        let inside = asked.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let path = context.join(asked);
        // A link among its directories may lead out of the copy, to the user's own file.
        let stays = || fs::canonicalize(&path).ok()?.starts_with(fs::canonicalize(context).ok()?).then_some(());
        let is_file = fs::symlink_metadata(&path).is_ok_and(|it| it.is_file());
        return match inside && is_file && stays().is_some() {
            true => Ok(asked.to_owned()),
            false => Err(format!("{} is no file of the context", asked.display())),
        };
    }
    let taken = taken(document);
    if taken.is_empty() {
        return Err("the Dockerfile takes nothing from the context".to_owned());
    }
    let mut best: Option<(bool, SystemTime, PathBuf)> = None;
    let wanted = |name: &str| !FETCHED.contains(&name);
    let mut walk = WalkBuilder::new(context);
    walk.standard_filters(false).filter_entry(move |entry| entry.file_name().to_str().is_none_or(wanted));
    for entry in walk.build().flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file())) {
        let Ok(path) = entry.path().strip_prefix(context) else { continue };
        let Some(time) = entry.metadata().ok().and_then(|metadata| metadata.modified().ok()) else { continue };
        if !taken.is_match(path) || is_manifest(path) || path.to_str().is_none_or(|path| ignored.ignores(path)) {
            continue;
        }
        let is_source = path.extension().and_then(|it| it.to_str()).is_some_and(|it| SOURCES.contains(&it));
        let rank = (is_source, time);
        // Of equals, the first by name, so that it is the same tomorrow.
        let better = best.as_ref().is_none_or(|(source, than, name)| {
            rank > (*source, *than) || (rank == (*source, *than) && path < name.as_path())
        });
        if better {
            best = Some((is_source, time, path.to_owned()));
        }
    }
    best.map(|(_, _, path)| path).ok_or_else(|| "no file that the Dockerfile takes is a source file".to_owned())
}

/// What COPY and ADD take from the context.
fn taken(document: &Document<'_>) -> GlobSet {
    let mut globs = GlobSetBuilder::new();
    let mut add = |glob: &str| {
        if let Ok(glob) = GlobBuilder::new(glob).literal_separator(true).build() {
            globs.add(glob);
        }
    };
    for instruction in &document.instructions {
        let (Arguments::Copy(transfer) | Arguments::Add(transfer)) = &instruction.command.arguments else { continue };
        if instruction.keyword() == Some(Keyword::Copy)
            && instruction.command.flag(&instruction.logical, "from").is_some()
        {
            continue;
        }
        for source in &transfer.sources {
            let source = source.text(&instruction.logical);
            if source.starts_with("<<") || source.contains("://") || source.contains('$') {
                continue;
            }
            match source.trim_start_matches(['.', '/']).is_empty() {
                true => add("**"),
                false => {
                    let source = source.trim_start_matches("./").trim_matches('/');
                    add(source);
                    add(&format!("{source}/**"));
                }
            }
        }
    }
    globs.build().unwrap_or_else(|_| GlobSet::empty())
}

fn is_manifest(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    MANIFESTS.contains(&name)
        || name.starts_with('.')
        || name.starts_with("Dockerfile")
        || name.ends_with("Dockerfile")
        || name.starts_with("Containerfile")
        || (name.starts_with("requirements") && name.ends_with(".txt"))
        || [".csproj", ".fsproj", ".sln", ".lock"].iter().any(|end| name.ends_with(end))
}

/// Appends empty lines, `count` of them: a builder that has seen the file with another number does not know it.
pub(super) fn touch(path: &Path, count: usize) -> Result<(), Error> {
    let permissions = fs::metadata(path).map_err(Error::file(path))?.permissions();
    if permissions.readonly() {
        writable(path, permissions.clone()).map_err(Error::file(path))?;
    }
    let mut file = OpenOptions::new().append(true).open(path).map_err(Error::file(path))?;
    file.write_all(&vec![b'\n'; count]).map_err(Error::file(path))?;
    file.set_permissions(permissions).map_err(Error::file(path))?;
    File::set_modified(&file, SystemTime::now()).map_err(Error::file(path))
}

#[cfg(unix)]
fn writable(path: &Path, mut permissions: fs::Permissions) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    permissions.set_mode(permissions.mode() | 0o200);
    fs::set_permissions(path, permissions)
}

#[cfg(not(unix))]
fn writable(path: &Path, mut permissions: fs::Permissions) -> io::Result<()> {
    permissions.set_readonly(false);
    fs::set_permissions(path, permissions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax;

    fn context(files: &[(&str, i64)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, time) in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, name).unwrap();
            filetime::set_file_mtime(&path, FileTime::from_unix_time(*time, 0)).unwrap();
        }
        dir
    }

    fn picked(dir: &tempfile::TempDir, dockerfile: &str, ignored: &str, asked: Option<&str>) -> String {
        let document = syntax::parse(dockerfile).unwrap();
        let ignored = IgnoreFile::read(ignored).unwrap();
        let picked = pick(dir.path(), &ignored, &document, asked.map(Path::new));
        picked.map_or_else(|why| why, |path| path.display().to_string())
    }

    #[test]
    fn the_source_file_that_changed_last_is_picked() {
        let dir = context(&[
            ("app.py", 10),
            ("lib/util.py", 20),
            ("requirements.txt", 90),
            ("notes.txt", 80),
            ("Dockerfile", 99),
            ("node_modules/x.js", 99),
            ("data.bin", 95),
            ("other/z.py", 50),
        ]);
        assert_eq!(picked(&dir, "FROM x\nCOPY . /app\n", "", None), "other/z.py");
        assert_eq!(picked(&dir, "FROM x\nCOPY . /app\n", "other\n", None), "lib/util.py");
        assert_eq!(picked(&dir, "FROM x\nCOPY ./app.py requirements.txt /app/\n", "", None), "app.py");
        assert_eq!(picked(&dir, "FROM x\nCOPY lib /app/\n", "", None), "lib/util.py");
        assert_eq!(picked(&dir, "FROM x\nADD [\"*.txt\", \"/\"]\n", "", None), "notes.txt");
        assert_eq!(picked(&dir, "FROM x\nCOPY . /app\n", "", Some("app.py")), "app.py");
        assert_eq!(picked(&dir, "FROM x\nCOPY . /\n", "", Some("../x")), "../x is no file of the context");
        let nothing = "the Dockerfile takes nothing from the context";
        assert_eq!(picked(&dir, "FROM x AS b\nFROM x\nCOPY --from=b /a /a\n", "", None), nothing);
        assert!(picked(&dir, "FROM x\nCOPY requirements.txt /\n", "", None).starts_with("no file"));
    }

    #[test]
    #[cfg(unix)]
    fn a_copy_keeps_modes_links_and_times_and_the_original_is_not_touched() {
        use std::os::unix::fs::PermissionsExt as _;

        let (from, to) = (context(&[("bin/run.sh", 10)]), tempfile::tempdir().unwrap());
        let script = from.path().join("bin/run.sh");
        fs::set_permissions(&script, fs::Permissions::from_mode(0o751)).unwrap();
        filetime::set_file_mtime(&script, FileTime::from_unix_time(10, 0)).unwrap();
        std::os::unix::fs::symlink("bin/none", from.path().join("link")).unwrap();
        let all = IgnoreFile::default();
        copy(from.path(), to.path(), &all, &|| false).unwrap();
        let copied = to.path().join("bin/run.sh");
        let metadata = fs::metadata(&copied).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o7777, 0o751);
        assert_eq!(FileTime::from_last_modification_time(&metadata).unix_seconds(), 10);
        assert_eq!(fs::read_link(to.path().join("link")).unwrap(), Path::new("bin/none"));
        touch(&copied, 3).unwrap();
        assert_eq!(fs::read_to_string(&copied).unwrap(), "bin/run.sh\n\n\n");
        assert_eq!(fs::read_to_string(&script).unwrap(), "bin/run.sh");
        assert!(matches!(copy(from.path(), to.path(), &all, &|| true), Err(Error::Interrupted)));
    }

    #[test]
    fn a_copy_in_its_own_context_holds_no_copy() {
        let dir = context(&[("a.py", 1), ("tmp/b.py", 1)]);
        let room = tempfile::tempdir_in(dir.path().join("tmp")).unwrap();
        let to = room.path().join("context");
        copy(dir.path(), &to, &IgnoreFile::default(), &|| false).unwrap();
        assert!(to.join("tmp/b.py").is_file());
        assert_eq!(fs::read_dir(to.join("tmp")).unwrap().count(), 1);
    }

    #[test]
    #[cfg(unix)]
    fn what_is_touched_is_in_the_copy() {
        let (dir, own) = (context(&[("src/a.py", 1)]), context(&[("b.py", 1)]));
        std::os::unix::fs::symlink(own.path(), dir.path().join("out")).unwrap();
        std::os::unix::fs::symlink("src", dir.path().join("in")).unwrap();
        assert_eq!(picked(&dir, "FROM x\nCOPY . /\n", "", Some("out/b.py")), "out/b.py is no file of the context");
        assert_eq!(picked(&dir, "FROM x\nCOPY . /\n", "", Some("in/a.py")), "in/a.py");
        assert_eq!(picked(&dir, "FROM x\nCOPY . /\n", "", None), "src/a.py");
    }

    #[test]
    #[cfg(unix)]
    fn a_context_behind_a_link_is_copied_and_what_is_ignored_is_not() {
        use std::os::unix::fs::PermissionsExt as _;

        let (from, room) =
            (context(&[("src/a.py", 1), ("data/x", 1), (".dockerignore", 1)]), tempfile::tempdir().unwrap());
        let (link, to) = (room.path().join("link"), room.path().join("to"));
        std::os::unix::fs::symlink(from.path(), &link).unwrap();
        fs::set_permissions(from.path().join("src/a.py"), fs::Permissions::from_mode(0o444)).unwrap();
        copy(&link, &to, &IgnoreFile::read("data\n.*\n").unwrap(), &|| false).unwrap();
        assert!(!fs::symlink_metadata(&to).unwrap().is_symlink());
        assert!(to.join(".dockerignore").is_file() && !to.join("data").exists());
        touch(&to.join("src/a.py"), 1).unwrap();
        assert_eq!(fs::read_to_string(to.join("src/a.py")).unwrap(), "src/a.py\n");
        assert_eq!(fs::metadata(to.join("src/a.py")).unwrap().permissions().mode() & 0o777, 0o444);
        assert_eq!(fs::read_to_string(from.path().join("src/a.py")).unwrap(), "src/a.py");
    }
}
