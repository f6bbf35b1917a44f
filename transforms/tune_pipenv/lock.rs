//! Whether `pipenv install` may keep to a lock file that is certainly there.

use crate::facts::pipenv_is_old;
use crate::model::{Model, NamedFile, Run};
use crate::shell::Invocation;

pub(super) const NAME: &str = "Pipfile.lock";

pub(super) const DEPLOY: &str = "--deploy";

/// Options that say what the lock file is to the call.
const SETTLING: [&str; 4] = [DEPLOY, "--ignore-pipfile", "--skip-lock", "--lock-only"];

/// Variables that do, or say where the project is.
const VARIABLES: [&str; 4] = ["PIPENV_PIPFILE", "PIPENV_IGNORE_PIPFILE", "PIPENV_SKIP_LOCK", "PIPENV_DEPLOY"];

/// Options that mean the same with `--deploy`.
const SAME_OPTIONS: [&str; 10] = [
    "--system",
    "--dev",
    "--clear",
    "--verbose",
    "--quiet",
    "--three",
    "--python",
    "--site-packages",
    "--sequential",
    "--bare",
];

/// Whether a call says itself what the lock file is to it.
pub(super) fn is_settled(file: &Model<'_>, run: &Run<'_>, pipenv: &Invocation<'_>) -> bool {
    SETTLING.iter().any(|option| pipenv.has(option))
        || VARIABLES[1..].iter().any(|name| file.is_declared(run.at, name) || run.mentions(name))
}

/// Whether the lock file of a call is certainly there, and pipenv knows the option.
///
/// # Errors
/// Why that is not certain.
pub(super) fn is_there(
    file: &Model<'_>,
    (stage, run): (usize, &Run<'_>),
    pipenv: &Invocation<'_>,
    lock: &NamedFile,
) -> Result<(), String> {
    let mut options = pipenv.options.iter();
    if let Some(option) = options.find(|option| !SAME_OPTIONS.contains(&&*option.name)) {
        return Err(format!("{} may mean something else with it", option.name));
    }
    if let Some(name) = VARIABLES.iter().find(|name| file.is_declared(run.at, name) || run.mentions(name)) {
        return Err(format!("{name} says where the project is"));
    }
    if !pipenv.wrappers.is_empty() || !pipenv.simple.assigns.is_empty() {
        return Err("something in front of pipenv may lead it elsewhere".to_owned());
    }
    if !file.python_version(stage).is_some_and(|version| version.contains('.')) {
        let why = "the version of Python is not known, or moves, and --deploy fails where the Pipfile asks for another";
        return Err(why.to_owned());
    }
    let old = file.document.source.text().match_indices("pipenv==").find_map(|(at, mark)| {
        let rest = &file.document.source.text()[at + mark.len()..];
        let version = rest.split(|c: char| !(c.is_ascii_digit() || c == '.')).next().unwrap_or_default();
        pipenv_is_old(version).then_some(version)
    });
    if let Some(version) = old {
        return Err(format!("pipenv {version} may not know it"));
    }
    if lock.is_where_runs(file, run) || file.bound_by_name(run, &[NAME]) {
        return Ok(());
    }
    Err("no COPY names Pipfile.lock literally, into the directory where pipenv runs, so it may not be there".to_owned())
}
