//! Puts a new text in the place of a file: whole, or not at all.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use tempfile::NamedTempFile;

/// A file that gets a new text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'t> {
    /// The file.
    pub(super) path: &'t Path,
    /// Its text up to now; `None` where there is no such file.
    pub(super) old: Option<&'t str>,
    /// Its text from now on.
    pub(super) new: &'t str,
}

/// Gives files their new texts: all of them or none. Each new text is written beside its file and takes its place in one
/// step, with its mode, and its owner where that is allowed; a file that is new gets those of the first. A symbolic link
/// stays one; its target is replaced. Hard links part: only the given name gets the new text.
///
/// # Errors
/// When a file is read-only, no longer holds `old`, or a new text cannot be written. All files are then as they were.
pub(super) fn replace_all(files: &[Written<'_>]) -> Result<()> {
    let mut ready: Vec<Ready<'_>> = Vec::with_capacity(files.len());
    for (at, file) in files.iter().enumerate() {
        let like = ready.first().map(|first| first.like.clone());
        let prepared = Ready::prepare(file, like, files.len() > 1).and_then(|mut one| {
            one.check()?;
            Ok(one)
        });
        // Words about the first name it already.
        ready.push(if at == 0 { prepared? } else { prepared.with_context(|| file.path.display().to_string())? });
    }
    let mut done = Vec::with_capacity(ready.len());
    for one in ready {
        let path = one.path.clone();
        match one.put() {
            Ok(undo) => done.extend(undo),
            Err(error) => {
                let kept: Vec<_> = done.into_iter().rev().filter_map(Undo::restore).collect();
                let error = anyhow::Error::new(error).context(path.display().to_string());
                return Err(if kept.is_empty() {
                    error
                } else {
                    error.context(format!("{} cannot be restored", kept.join(", ")))
                });
            }
        }
    }
    Ok(())
}

/// A file whose new text lies beside it.
struct Ready<'t> {
    /// Its path, links followed.
    path: PathBuf,
    old: Option<&'t str>,
    new: &'t str,
    temporary: NamedTempFile,
    /// The old text, for the case that another file cannot be written.
    backup: Option<NamedTempFile>,
    like: Metadata,
    /// Whether another run has written the same already.
    done: bool,
}

/// What takes back that a file was written.
enum Undo {
    Replace(NamedTempFile, PathBuf),
    Remove(PathBuf),
}

impl Undo {
    /// Takes it back; answers the file where that fails.
    fn restore(self) -> Option<String> {
        let (path, done) = match self {
            Self::Replace(backup, path) => {
                let done = backup.persist(&path).is_ok();
                (path, done)
            }
            Self::Remove(path) => {
                let done = fs::remove_file(&path).is_ok();
                (path, done)
            }
        };
        (!done).then(|| path.display().to_string())
    }
}

impl<'t> Ready<'t> {
    fn prepare(file: &Written<'t>, like: Option<Metadata>, backed: bool) -> Result<Self> {
        let (path, like) = match (file.old, like) {
            (None, Some(like)) => (file.path.to_owned(), like),
            _ => {
                let path = fs::canonicalize(file.path)?;
                let metadata = fs::metadata(&path)?;
                ensure!(metadata.is_file(), "not a regular file");
                ensure!(!metadata.permissions().readonly(), "the file is read-only");
                // To replace a file takes a right to its directory only; who may not write to the file shall not.
                OpenOptions::new().write(true).open(&path)?;
                (path, metadata)
            }
        };
        let directory = directory(&path);
        let beside = |text: &str| {
            beside(directory, &like, text)
                .with_context(|| format!("cannot write a temporary file in {}", directory.display()))
        };
        let temporary = beside(file.new)?;
        let backup = file.old.filter(|_| backed).map(beside).transpose()?;
        Ok(Self { path, old: file.old, new: file.new, temporary, backup, like, done: false })
    }

    /// Looks whether the file is still the one that was read.
    fn check(&mut self) -> Result<()> {
        match fs::read(&self.path) {
            Ok(now) if now == self.new.as_bytes() => self.done = true,
            Ok(now) => ensure!(self.old.is_some_and(|old| now == old.as_bytes()), "the file has changed meanwhile"),
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.old.is_none() => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Puts the new text in its place.
    fn put(self) -> io::Result<Option<Undo>> {
        if self.done {
            // Another run was faster.
            return Ok(None);
        }
        let undo = match (self.old, self.backup) {
            (None, _) => {
                self.temporary.persist_noclobber(&self.path).map_err(|error| error.error)?;
                Some(Undo::Remove(self.path.clone()))
            }
            (Some(_), backup) => {
                self.temporary.persist(&self.path).map_err(|error| error.error)?;
                backup.map(|backup| Undo::Replace(backup, self.path.clone()))
            }
        };
        // The new text is in place; that the directory remembers it through a power failure is a wish.
        let _ = File::open(directory(&self.path)).and_then(|directory| directory.sync_all());
        Ok(undo)
    }
}

fn directory(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A temporary file in `directory` that holds `text` and looks like the file of `metadata`. It removes itself.
fn beside(directory: &Path, metadata: &Metadata, text: &str) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix(".dfopt-").suffix(".tmp").tempfile_in(directory)?;
    file.write_all(text.as_bytes())?;
    own(file.as_file(), metadata);
    file.as_file().set_permissions(permissions(&file.as_file().metadata()?, metadata))?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Gives the file the owner and group of another, as far as that is allowed.
#[cfg(unix)]
fn own(file: &File, like: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};

    if fchown(file, Some(like.uid()), Some(like.gid())).is_err() {
        let _ = fchown(file, None, Some(like.gid()));
    }
}

/// The permissions of a file for one that takes its place: a new owner or group does not inherit the right to run as it.
#[cfg(unix)]
fn permissions(new: &Metadata, old: &Metadata) -> fs::Permissions {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    let same = (new.uid(), new.gid()) == (old.uid(), old.gid());
    fs::Permissions::from_mode(old.mode() & if same { 0o7777 } else { 0o1777 })
}

#[cfg(not(unix))]
fn permissions(_new: &Metadata, old: &Metadata) -> fs::Permissions {
    old.permissions()
}

#[cfg(not(unix))]
fn own(_file: &File, _like: &Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn replace(path: &Path, old: &str, new: &str) -> Result<()> {
        replace_all(&[Written { path, old: Some(old), new }])
    }

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn replaces_and_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("Dockerfile");
        fs::write(&path, "old").unwrap();
        replace(&path, "old", "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(dir.path()), ["Dockerfile"]);
    }

    #[test]
    fn refuses_a_file_that_changed_meanwhile() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("Dockerfile");
        fs::write(&path, "theirs").unwrap();
        assert_eq!(replace(&path, "old", "new").unwrap_err().to_string(), "the file has changed meanwhile");
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
        assert_eq!(names(dir.path()), ["Dockerfile"]);
    }

    #[test]
    fn a_file_that_holds_the_new_text_already_is_fine() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("Dockerfile");
        fs::write(&path, "new").unwrap();
        replace(&path, "old", "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(dir.path()), ["Dockerfile"]);
    }

    #[test]
    fn refuses_a_read_only_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("Dockerfile");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert_eq!(replace(&path, "old", "new").unwrap_err().to_string(), "the file is read-only");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }

    #[test]
    fn refuses_a_missing_directory() {
        let dir = tempfile::tempdir().unwrap();
        assert!(replace(&dir.path().join("gone/Dockerfile"), "old", "new").is_err());
        let metadata = fs::metadata(dir.path()).unwrap();
        assert!(beside(&dir.path().join("gone"), &metadata, "new").is_err());
    }

    #[test]
    #[cfg(unix)]
    fn keeps_the_mode_and_the_link() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let dir = tempfile::tempdir().unwrap();
        let (path, link) = (dir.path().join("Dockerfile.real"), dir.path().join("Dockerfile"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("Dockerfile.real", &link).unwrap();
        replace(&link, "old", "new").unwrap();
        assert_eq!(fs::read_link(&link).unwrap(), Path::new("Dockerfile.real"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o640);
    }

    #[test]
    fn files_change_together_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let (file, beside) = (dir.path().join("Dockerfile"), dir.path().join(".dockerignore"));
        fs::write(&file, "old").unwrap();
        let one = Written { path: &file, old: Some("old"), new: "new" };
        let two = Written { path: &beside, old: None, new: ".git\n" };
        fs::write(&beside, "theirs").unwrap();
        let error = format!("{:#}", replace_all(&[one, two]).unwrap_err());
        assert_eq!(error, format!("{}: the file has changed meanwhile", beside.display()));
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        assert_eq!(names(dir.path()).len(), 2);
        fs::remove_file(&beside).unwrap();
        replace_all(&[one, two]).unwrap();
        assert_eq!(fs::read_to_string(&beside).unwrap(), ".git\n");
        replace_all(&[one, two]).unwrap();
        assert_eq!(names(dir.path()).len(), 2);
    }

    #[test]
    fn what_was_written_is_taken_back() {
        let dir = tempfile::tempdir().unwrap();
        let (file, beside) = (dir.path().join("Dockerfile"), dir.path().join(".dockerignore"));
        fs::write(&file, "old").unwrap();
        let one = Written { path: &file, old: Some("old"), new: "new" };
        let two = Written { path: &beside, old: None, new: "x" };
        let first = Ready::prepare(&one, None, true).unwrap();
        let second = Ready::prepare(&two, Some(first.like.clone()), true).unwrap();
        let (first, second) = (first.put().unwrap().unwrap(), second.put().unwrap().unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!((first.restore(), second.restore()), (None, None));
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        assert_eq!(names(dir.path()), ["Dockerfile"]);
    }
}
