//! The command line as it is typed.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Rewrites Dockerfiles so that images get smaller and builds get faster, without changing what they do.
#[derive(Debug, Parser)]
#[command(name = "dfopt", version, propagate_version = true, max_term_width = 100, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// When to use colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows how Dockerfiles would be rewritten, as a diff; with --write, rewrites them.
    Fix(FixArgs),
    /// Lists the transforms.
    Transforms,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On terminals, unless NO_COLOR is set or TERM is dumb; CLICOLOR_FORCE forces them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

const NOTES: &str = "\
Files:
  Directories are searched for Dockerfile, Dockerfile.*, *.Dockerfile, *.dockerfile and Containerfile*,
  without what .gitignore, .dfoptignore or `exclude` in dfopt.toml name. A file that is given is taken
  whatever its name.

Configuration:
  The nearest dfopt.toml upward from a file, within its repository, holds its settings. A comment
  `# dfopt: ignore[ID] reason` before an instruction keeps the transform ID away from it.

Unsafe changes:
  Safe changes keep what the image does. Unsafe ones may drop something that somebody counts on, so
  they are held back and counted; -v tells each. `dfopt transforms` lists all transforms.

Example:
  dfopt fix --write --unsafe=drop-apt-recommends services/

Exit codes:
  0  fine
  1  --check found something to change
  2  a file, an argument or a configuration could not be used
  3  no Dockerfile found";

/// Arguments of `dfopt fix`.
#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub struct FixArgs {
    /// Files and directories to look at; `-` rewrites standard input to standard output.
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// Rewrite the files.
    #[arg(short, long, alias = "fix", conflicts_with = "check")]
    pub write: bool,
    /// List the files that would change and exit with 1 if there are any.
    #[arg(long)]
    pub check: bool,
    /// Show a unified diff (the default without --write and --check).
    #[arg(long)]
    pub diff: bool,

    /// Also make unsafe changes: all, or those of the given transforms.
    #[arg(
        long = "unsafe",
        value_name = "ID,...",
        num_args = 0..=1,
        require_equals = true,
        value_delimiter = ',',
        action = clap::ArgAction::Set
    )]
    pub allow_unsafe: Option<Vec<String>>,
    /// Run only these transforms.
    #[arg(long, value_name = "ID,...", value_delimiter = ',', help_heading = "Selection")]
    pub only: Vec<String>,
    /// Do not run these transforms.
    #[arg(long, value_name = "ID,...", value_delimiter = ',', help_heading = "Selection")]
    pub skip: Vec<String>,
    /// Leave out excluded and ignored files even when they are given as arguments.
    #[arg(long, help_heading = "Selection")]
    pub force_exclude: bool,

    /// Use this configuration file for all files (its globs count from the current directory).
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Configuration")]
    pub config: Option<PathBuf>,
    /// Use no configuration file.
    #[arg(long, help_heading = "Configuration")]
    pub no_config: bool,
    /// The name that standard input goes by, for its configuration and in messages.
    #[arg(long, value_name = "PATH", help_heading = "Configuration")]
    pub stdin_filename: Option<PathBuf>,

    /// Print no summary.
    #[arg(short, long, conflicts_with = "verbose", help_heading = "Output")]
    pub quiet: bool,
    /// Tell every change, what was held back, what was refused, and why.
    #[arg(short, long, help_heading = "Output")]
    pub verbose: bool,
    /// How many files to work on at once.
    #[arg(short = 'j', long, value_name = "N", help_heading = "Performance")]
    pub threads: Option<NonZeroUsize>,
}
