//! The command line, checked and resolved.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail, ensure};

use super::args::FixArgs;
use crate::config::Configs;
use crate::context::{Builds, Revision};
use crate::nearest::expected_transform;
use crate::pipeline::{Selection, UnsafeLevel};
use crate::transforms;

/// What `dfopt fix` is asked to do.
#[derive(Debug)]
pub struct Fix {
    /// What it works on.
    pub input: Input,
    /// The build context that was named.
    pub context: Option<PathBuf>,
    /// What a commit holds of it, if that is what counts.
    pub revision: Option<Arc<Revision>>,
    /// What compose files and bake files say of the builds of the files.
    pub builds: Builds,
    /// What becomes of changes.
    pub action: Action,
    /// Whether diffs are shown.
    pub diff: bool,
    /// Which transforms run, and how far they may go.
    pub selection: Selection,
    /// Where settings come from.
    pub configs: Arc<Configs>,
    /// Whether files given as arguments can be excluded.
    pub force_exclude: bool,
    /// How much is told.
    pub verbosity: Verbosity,
    /// How many files are worked on at once.
    pub threads: NonZeroUsize,
}

/// What a run works on.
#[derive(Debug)]
pub enum Input {
    /// Files and directories.
    Paths(Vec<PathBuf>),
    /// Standard input, and the name it goes by.
    Stdin(Option<PathBuf>),
}

/// What becomes of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing; they are shown.
    Preview,
    /// The names of the files are listed, and the exit code tells.
    Check,
    /// They go to the files, or from standard input to standard output.
    Write,
}

/// How much is told on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors and warnings.
    Quiet,
    /// And a summary.
    Normal,
    /// And every change, refusal and reason.
    Verbose,
}

impl Fix {
    /// Checks and resolves the arguments.
    ///
    /// # Errors
    /// When they contradict each other, name an unknown transform, or the configuration file cannot be used.
    pub fn resolve(args: FixArgs) -> Result<Self> {
        let stdin = args.paths.iter().any(|path| path.as_os_str() == "-");
        ensure!(!stdin || args.paths.len() == 1, "`-` stands for standard input and takes no other PATH beside it");
        ensure!(!(stdin && args.write), "--write needs a file; with `-` the result goes to standard output anyway");
        ensure!(stdin || args.stdin_filename.is_none(), "--stdin-filename is for standard input, expected PATH `-`");
        not_ids(&args.paths)?;
        if let Some(context) = &args.context {
            ensure!(context.is_dir(), "--context: {} is no directory", context.display());
        }
        let revision = args.context.as_ref().zip(args.context_rev.as_ref());
        let revision = revision.map(|(context, revision)| Revision::read(context, revision)).transpose();
        let revision = revision.map_err(|unknown| anyhow!("--context-rev: {unknown}"))?;
        let action = match (args.check, args.write || (stdin && !args.diff)) {
            (true, _) => Action::Check,
            (_, true) => Action::Write,
            _ => Action::Preview,
        };
        Ok(Self {
            input: if stdin { Input::Stdin(args.stdin_filename) } else { Input::Paths(args.paths) },
            context: args.context,
            revision: revision.map(Arc::new),
            builds: Builds::default(),
            action,
            diff: args.diff || action == Action::Preview,
            selection: selection(args.only, args.skip, args.allow_unsafe)?,
            configs: Arc::new(configs(args.config, args.no_config)?),
            force_exclude: args.force_exclude,
            verbosity: match (args.quiet, args.verbose) {
                (true, _) => Verbosity::Quiet,
                (_, true) => Verbosity::Verbose,
                _ => Verbosity::Normal,
            },
            threads: args.threads.unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
        })
    }
}

/// Which transforms run, and how far they may go.
pub(super) fn selection(only: Vec<String>, skip: Vec<String>, allow_unsafe: Option<Vec<String>>) -> Result<Selection> {
    let (only, skip) = (known("--only", only)?, known("--skip", skip)?);
    ensure!(
        only.is_empty() || only.iter().any(|id| !skip.contains(id)),
        "--only and --skip leave no transform to run, expected at least one in --only that is not in --skip"
    );
    let level = match allow_unsafe {
        None => UnsafeLevel::None,
        Some(ids) if ids.is_empty() => UnsafeLevel::All,
        Some(ids) => UnsafeLevel::Ids(known("--unsafe", ids)?),
    };
    Ok(Selection { only, skip, level })
}

/// Where settings come from.
pub(super) fn configs(file: Option<PathBuf>, none: bool) -> Result<Configs> {
    match file {
        Some(file) => {
            let here = std::env::current_dir().and_then(std::fs::canonicalize);
            Ok(Configs::file(&file, &here.context("cannot tell the current directory")?)?)
        }
        None if none => Ok(Configs::none()),
        None => Ok(Configs::discover()),
    }
}

/// Refuses ids of transforms in the place of paths: `--unsafe ID` would allow all transforms.
pub(super) fn not_ids(paths: &[PathBuf]) -> Result<()> {
    for path in paths {
        let Some(ids) = path.to_str().filter(|_| path.symlink_metadata().is_err()) else { continue };
        if ids.split(',').all(|id| transforms::ALL.iter().any(|transform| transform.meta().id == id)) {
            bail!("PATH `{ids}` does not exist but is a transform, did you mean `--unsafe={ids}`?");
        }
    }
    Ok(())
}

/// The ids, if all of them are transforms.
fn known(flag: &str, ids: Vec<String>) -> Result<Vec<String>> {
    let all = transforms::ALL.iter().map(|transform| transform.meta().id);
    for id in &ids {
        if id.is_empty() {
            bail!("{flag}: empty id, expected ids from `dfopt transforms` with commas between");
        }
        if !all.clone().any(|known| known == id) {
            return Err(anyhow!("{flag}: unknown transform `{id}`, {}", expected_transform(id, all)));
        }
    }
    Ok(ids)
}
