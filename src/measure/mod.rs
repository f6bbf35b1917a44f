//! Builds a Dockerfile as it is and as it was rewritten, and compares what comes out: sizes, layers, build times,
//! configuration, file system and behaviour.
//!
//! Invariants: only a build is called a measurement; the user's files are read, never changed; what is made in a builder
//! has a name and a label of its own and is removed, whatever happens; a difference that nobody declared is a failure,
//! unless two builds of the original differ in the same way.

mod base;
mod behaviour;
mod buildah;
mod builder;
mod buildkit;
mod compare;
mod config_diff;
mod container;
mod context;
mod delta;
mod docker;
mod error;
mod names;
mod podman;
mod probe;
mod process;
mod sameness;
mod session;
#[cfg(test)]
mod tests;
mod verdict;

use std::path::PathBuf;

pub use behaviour::Check;
pub use builder::{BuilderName, Steps, Wishes, save};
pub use compare::{Aspect, Difference, differences, part};
pub use config_diff::{ConfigDifference, config_differences};
pub use delta::{Delta, Reason};
pub use error::Error;
pub use probe::Probe;
pub use verdict::{Failure, Figures, Files, Rebuild, Report};

use names::Made;
use session::Session;

use crate::pipeline::Applied;
use crate::syntax::{self, Document};

/// What to measure.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The Dockerfile as it is.
    pub before: Version,
    /// The Dockerfile as it was rewritten.
    pub after: Version,
    /// The changes that lead from one to the other; their transforms declare what may differ.
    pub applied: Vec<Applied>,
    /// Globs of further paths that may differ.
    pub delta: Vec<String>,
    /// The build context.
    pub context: PathBuf,
    /// What the user wants of every build.
    pub wishes: Wishes,
    /// The builder; without, the first that answers.
    pub builder: Option<BuilderName>,
    /// What to ask containers.
    pub probes: Vec<Probe>,
    /// Commands to run in containers.
    pub runs: Vec<Vec<String>>,
    /// The file of the context to touch for the rebuild; without, one is picked.
    pub touch: Option<PathBuf>,
}

/// One version of the Dockerfile.
#[derive(Clone, Debug)]
pub struct Version {
    /// What it is called in messages.
    pub label: String,
    /// Its text.
    pub text: String,
    /// The ignore file that goes with this Dockerfile alone (`NAME.dockerignore`), if there is one.
    pub dockerignore: Option<String>,
}

/// What happens while a measurement runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'e> {
    /// A new step of the measurement.
    Step(&'e str),
    /// A line of the builder.
    Line(&'e str),
}

/// Measures. `stop` is asked often; `tell` hears what happens.
///
/// # Errors
/// When nothing can be compared: no builder, the original does not build, somebody asked to stop.
pub fn measure(plan: &Plan, stop: &dyn Fn() -> bool, tell: &mut dyn FnMut(Event<'_>)) -> Result<Report, Error> {
    // What is wrong with an argument is told before anything is built.
    Delta::of(&[], []).allow(&plan.delta)?;
    let builder = builder::open(plan.builder, stop)?;
    let documents = [document(&plan.before)?, document(&plan.after)?];
    for (version, document) in [&plan.before, &plan.after].into_iter().zip(&documents) {
        let refused = |reason| Error::Unsupported(format!("{}: {} {reason}", version.label, builder.name()));
        builder.check(document).map_err(refused)?;
    }
    if !plan.probes.is_empty() {
        builder.containers()?;
    }
    let scratch =
        tempfile::Builder::new().prefix("dfopt-measure-").tempdir().map_err(Error::file("a temporary directory"))?;
    let made = Made::new(&*builder);
    let session = Session { plan, builder: &*builder, made: &made, stop, root: scratch.path() };
    session.measure(&documents, tell)
}

fn document(version: &Version) -> Result<Document<'_>, Error> {
    let wrong = |error: &syntax::SyntaxError| Error::Argument(format!("{}: {error}", version.label));
    let document = syntax::parse(&version.text).map_err(|error| wrong(&error))?;
    match document.errors.first() {
        Some(error) => Err(wrong(error)),
        None => Ok(document),
    }
}
