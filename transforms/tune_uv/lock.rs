//! Whether `uv sync` may keep to a lock file that is certainly there.

use crate::facts::{install_option, uv_is_old};
use crate::model::{Model, NamedFile, Run};
use crate::shell::Invocation;
use crate::syntax::Arguments;

pub(super) const NAME: &str = "uv.lock";

/// Variables that decide about the lock file, or which one it is.
const VARIABLES: [&str; 4] = ["UV_LOCKED", "UV_FROZEN", "UV_PROJECT", "UV_WORKING_DIRECTORY"];

/// Variables that decide what a lock file says: where packages come from, and which count. With others than when it was
/// written it does not fit.
const RESOLVING: [&str; 11] = [
    "UV_CONFIG_FILE",
    "UV_DEFAULT_INDEX",
    "UV_EXCLUDE_NEWER",
    "UV_EXTRA_INDEX_URL",
    "UV_FIND_LINKS",
    "UV_INDEX",
    "UV_INDEX_URL",
    "UV_NO_CONFIG",
    "UV_NO_SOURCES",
    "UV_PRERELEASE",
    "UV_RESOLUTION",
];

/// What the lock file is for.
pub(super) const PROJECT: &str = "pyproject.toml";

/// Whether a call says itself what the lock file is to it.
pub(super) fn is_settled(file: &Model<'_>, run: &Run<'_>, uv: &Invocation<'_>) -> bool {
    ["--locked", "--frozen", "--upgrade", "--upgrade-package"].iter().any(|option| uv.has(option))
        || ["UV_LOCKED", "UV_FROZEN"].iter().any(|name| file.is_declared(run.at, name) || run.mentions(name))
}

/// Whether the lock file of a call is certainly there, and means what it says.
///
/// # Errors
/// Why that is not certain.
pub(super) fn is_there(file: &Model<'_>, run: &Run<'_>, uv: &Invocation<'_>, lock: &NamedFile) -> Result<(), String> {
    let mut options = uv.options.iter();
    if let Some(option) =
        options.find(|option| install_option("uv sync", &option.name).is_none_or(|known| known.resolves))
    {
        return Err(format!("{} may change what is resolved, or where", option.name));
    }
    let mut names = VARIABLES.iter().chain(&RESOLVING);
    if let Some(name) = names.find(|name| file.is_declared(run.at, name) || run.mentions(name)) {
        return Err(format!("{name} decides about the lock file"));
    }
    if !uv.wrappers.is_empty() || !uv.simple.assigns.is_empty() {
        return Err("something in front of uv may lead it elsewhere".to_owned());
    }
    if lock.is_where_runs(file, run) || file.bound_by_name(run, &[NAME]) {
        return Ok(());
    }
    Err("no COPY names uv.lock literally, into the directory where uv runs, so it may not be there".to_owned())
}

/// Why an instruction brings a uv that is too old for the options.
pub(super) fn old_uv(file: &Model<'_>, at: usize) -> Option<String> {
    let instruction = file.instruction(at);
    let text = instruction.logical.text();
    let takes = match &instruction.command.arguments {
        Arguments::From(_) | Arguments::Copy(_) => ["astral-sh/uv:"].as_slice(),
        Arguments::Run(_) => &["uv==", "astral.sh/uv/"],
        _ => return None,
    };
    let version = takes.iter().find_map(|mark| Some(text.split_once(mark)?.1))?;
    let numbers = version.split(|c: char| !(c.is_ascii_digit() || c == '.')).next().unwrap_or_default();
    uv_is_old(numbers).then(|| format!("uv {numbers} may not know --locked and --no-dev"))
}
