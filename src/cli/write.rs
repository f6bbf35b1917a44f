//! Puts a new text in the place of a file: whole, or not at all.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use tempfile::NamedTempFile;

/// Replaces the text of a file. The new text is written beside it and takes its place in one step, with its mode, and
/// its owner where that is allowed. A symbolic link stays one; its target is replaced. Hard links part: only the given
/// name gets the new text.
///
/// # Errors
/// When the file is read-only, no longer holds `old`, or the new text cannot be written. The file is then as it was.
pub(super) fn replace(path: &Path, old: &str, new: &str) -> Result<()> {
    let target = fs::canonicalize(path)?;
    let metadata = fs::metadata(&target)?;
    ensure!(metadata.is_file(), "not a regular file");
    ensure!(!metadata.permissions().readonly(), "the file is read-only");
    // To replace a file takes a right to its directory only; who may not write to the file shall not.
    OpenOptions::new().write(true).open(&target)?;
    let directory = target.parent().unwrap_or(Path::new("."));
    let temporary = beside(directory, &metadata, new)
        .with_context(|| format!("cannot write a temporary file in {}", directory.display()))?;
    let now = fs::read(&target)?;
    if now == new.as_bytes() {
        // Another run was faster.
        return Ok(());
    }
    ensure!(now == old.as_bytes(), "the file has changed meanwhile");
    temporary.persist(&target).map_err(|error| error.error)?;
    // The new text is in place; that the directory remembers it through a power failure is a wish.
    let _ = File::open(directory).and_then(|directory| directory.sync_all());
    Ok(())
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
}
