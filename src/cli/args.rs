//! The command line as it is typed.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::measure::Probe;

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
    /// Shows the layers of a built image, the bytes that they waste, and which transform would win them back.
    Inspect(InspectArgs),
    /// Builds a Dockerfile as it is and as fix would leave it, and compares what comes out.
    Measure(Box<MeasureArgs>),
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

Diagnostics:
  The transforms detect-... change nothing. They tell on standard error what is broken or does something
  else than it says, with place, reason and repair; they do not change the exit code. In a stage with an
  error nothing is rewritten, and -v names the diagnostic. With --only none but those named runs.

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
    /// The build context of the files; without, the directory of each, if what it copies is there.
    #[arg(long, value_name = "DIR")]
    pub context: Option<PathBuf>,
    /// Read the build context from this commit of its repository, and not from the work tree.
    #[arg(long, value_name = "REV", requires = "context")]
    pub context_rev: Option<String>,

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

const INSPECT_NOTES: &str = "\
Images:
  A docker archive (docker save, podman save), an OCI layout, or an archive of one. What is not a file or
  directory is a name: docker, podman or buildah is asked to save that image to a temporary file.

Waste:
  Bytes that a later layer hides, package lists, caches of tools, documentation. They are bytes of file
  content, uncompressed; efficiency is 1 - wasted / total.

Exit codes:
  0  fine
  1  the image does not keep --fail-under or --max-waste
  2  the image could not be read";

/// Arguments of `dfopt inspect`.
#[derive(Debug, Args)]
#[command(after_help = INSPECT_NOTES)]
pub struct InspectArgs {
    /// The image: a file, a directory, or a name that docker, podman or buildah knows.
    #[arg(value_name = "IMAGE")]
    pub image: PathBuf,
    /// How to show it.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// Exit with 1 if the efficiency is less than this.
    #[arg(long, value_name = "RATIO", value_parser = super::inspect::ratio, help_heading = "Limits")]
    pub fail_under: Option<f64>,
    /// Exit with 1 if more bytes are wasted than this: `20MB`, `1.5GiB`, `4096`.
    #[arg(long, value_name = "SIZE", value_parser = crate::output::size::parse, help_heading = "Limits")]
    pub max_waste: Option<u64>,
}

const MEASURE_NOTES: &str = "\
What is built:
  The Dockerfile as it is and as `dfopt fix` would leave it, both without cache; then both again after a file
  of the context was touched, with the cache. The context is copied; nothing of yours is written to. Images
  and containers are named dfopt-measure-*, labelled dfopt.measure, and removed in the end. The builder's own
  cache stays, as after every build.

What is compared:
  Sizes, layers, build times; the image configuration; the file system (paths, types, modes, owners,
  contents; not times) against what the applied transforms declare; what containers do. What differs between
  two builds of the original as well is not the rewrite's doing. Without --probe and --run, a container of
  each image is started and watched for some seconds.

Builders:
  docker (with its buildx plugin), podman or buildah: the first of them that answers.

Examples:
  dfopt measure services/api --probe \"8000 /health /\"
  dfopt measure --unsafe --run \"python3 -m app --version\"
  dfopt measure --before Dockerfile --after Dockerfile.new --delta '/usr/share/doc/**'

Exit codes:
  0  the rewritten file builds an image that differs only as declared, or there is nothing to change
  1  it does not
  2  nothing could be compared: no builder, the original does not build, a wrong argument
  3  no Dockerfile found";

/// Arguments of `dfopt measure`.
#[derive(Debug, Args)]
#[command(after_help = MEASURE_NOTES)]
pub struct MeasureArgs {
    /// The Dockerfile, or a directory that holds one; `-` reads it from standard input.
    #[arg(value_name = "PATH", default_value = ".")]
    pub path: PathBuf,
    /// The build context; without, the directory of the Dockerfile.
    #[arg(long, value_name = "DIR")]
    pub context: Option<PathBuf>,
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
    /// Use this configuration file (its globs count from the current directory).
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Configuration")]
    pub config: Option<PathBuf>,
    /// Use no configuration file.
    #[arg(long, help_heading = "Configuration")]
    pub no_config: bool,

    /// Compare this Dockerfile, in place of PATH ...
    #[arg(
        long,
        value_name = "FILE",
        requires = "after",
        conflicts_with_all = ["path", "allow_unsafe", "only", "skip", "config", "no_config"],
        help_heading = "Two given files"
    )]
    pub before: Option<PathBuf>,
    /// ... with this one, in place of what fix makes.
    #[arg(long, value_name = "FILE", requires = "before", help_heading = "Two given files")]
    pub after: Option<PathBuf>,
    /// Paths that may differ, beside what the applied transforms declare: globs like `/var/cache/**`.
    #[arg(long, value_name = "GLOB", help_heading = "Comparison")]
    pub delta: Vec<String>,
    /// Ask a container of each image over HTTP and compare status, body, and the headers that say what it is and where
    /// to go on. May be repeated.
    #[arg(long, value_name = "PORT /path ...", help_heading = "Comparison")]
    pub probe: Vec<Probe>,
    /// Run a command in a container of each image and compare exit code and output. May be repeated.
    #[arg(long, value_name = "COMMAND", value_parser = super::measure::words, help_heading = "Comparison")]
    pub run: Vec<super::measure::Words>,
    /// The file of the context to touch for the rebuild; without, the source file that changed last.
    #[arg(long, value_name = "FILE", help_heading = "Comparison")]
    pub touch: Option<PathBuf>,

    /// What to build with.
    #[arg(long, value_name = "NAME", help_heading = "Build")]
    pub builder: Option<BuilderArg>,
    /// The stage to build.
    #[arg(long, value_name = "STAGE", help_heading = "Build")]
    pub target: Option<String>,
    /// A build argument. May be repeated.
    #[arg(long, value_name = "NAME=VALUE", help_heading = "Build")]
    pub build_arg: Vec<String>,
    /// A further argument for the builder, like --builder-arg=--network=host. May be repeated.
    #[arg(long, value_name = "ARG", allow_hyphen_values = true, help_heading = "Build")]
    pub builder_arg: Vec<String>,

    /// How to show the result.
    #[arg(long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub format: Format,
    /// Do not tell what is done meanwhile.
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
}

/// What to build with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BuilderArg {
    /// Docker, with its buildx plugin.
    Docker,
    /// Podman.
    Podman,
    /// Buildah.
    Buildah,
}

/// How a result is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}
