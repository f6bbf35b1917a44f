//! Where a Dockerfile is built: the directory that is named, or that others say, or its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file::config;
use super::options::Fix;
use super::walk;
use crate::context::{Context, Revision, Said, Targets};

/// The build context of a Dockerfile, before anybody looked into it.
#[derive(Debug)]
pub(super) struct Home {
    /// Its directory, or why it is not known which one it is.
    root: Result<PathBuf, String>,
    said_by: Source,
    targets: Targets,
    /// What a commit holds of the directory, if that is what counts.
    revision: Option<Arc<Revision>>,
}

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// The command line.
    CommandLine,
    /// The settings, or the compose files and bake files above the Dockerfile.
    Project,
    /// Nobody: it is the directory of the Dockerfile.
    Nobody,
}

impl Home {
    /// The context of the Dockerfile at `path`, of which `absolute` is the absolute path: the one that was named, else that
    /// of the settings, else that of the compose files and bake files above, else the directory of the file.
    pub(super) fn of(path: &Path, absolute: &Path, options: &Fix) -> Self {
        let Said { context, targets } = options.builds.of(absolute);
        if let Some(root) = &options.context {
            let (root, revision) = (Ok(root.clone()), options.revision.clone());
            return Self { root, said_by: Source::CommandLine, targets, revision };
        }
        let settings = config(absolute, options).ok().and_then(|config| config.context_of(absolute));
        match settings.map(Ok).or(context) {
            Some(root) => {
                let there = |root: PathBuf| match root.is_dir() {
                    true => Ok(root),
                    false => Err(format!("it is said to be {}, which is no directory", root.display())),
                };
                Self { root: root.and_then(there), said_by: Source::Project, targets, revision: None }
            }
            None => {
                let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
                let root = Ok(walk::absolute(parent.unwrap_or(Path::new("."))));
                Self { root, said_by: Source::Nobody, targets, revision: None }
            }
        }
    }

    /// The directory, if it is known which one it is.
    pub(super) fn root(&self) -> Option<&Path> {
        self.root.as_deref().ok()
    }

    /// The context, for the Dockerfile at `path`; `None` where nobody names one and there is none to be read. An ignore
    /// file that cannot be used is an error of a context that was named only.
    pub(super) fn context(&self, path: &Path) -> Result<Option<Context>, String> {
        let read = |root: PathBuf| {
            let context = match &self.revision {
                Some(tree) => Context::revision(&root, Arc::clone(tree), path),
                None => Context::directory(&root, path),
            };
            context.map_err(|error| error.to_string())
        };
        let root = self.root.clone();
        let context = match self.said_by {
            Source::CommandLine => Some(root.and_then(read)?),
            Source::Project => Some(root.and_then(read).unwrap_or_else(Context::unknown)),
            Source::Nobody => {
                let Ok(root) = root else { return Ok(None) };
                let inside = |directory: &&Path| !directory.join(".git").exists();
                let above: Vec<_> =
                    root.ancestors().take_while(inside).filter_map(Path::parent).map(Path::to_owned).collect();
                read(root).ok().map(|context| context.assumed(above))
            }
        };
        Ok(context.map(|context| context.with_targets(self.targets.clone())))
    }
}
