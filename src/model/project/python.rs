//! Installs of what `pyproject.toml` or a `Pipfile` names, by uv, poetry and pipenv.

use super::steps::{Install, Place, Step};
use super::{Ahead, Project, ahead};
use crate::context::PyProject;
use crate::facts::install_option;
use crate::shell::Invocation;

/// Reads a call of uv, poetry or pipenv; `None` for one that is no install of a project.
pub(super) fn read(place: &Place<'_, '_>, invocation: &Invocation<'_>) -> Option<Step> {
    let command = match (invocation.tool, invocation.subcommand_name()) {
        ("uv", "sync") => "uv sync",
        ("poetry", "install") => "poetry install",
        ("pipenv", "install" | "sync") => "pipenv install",
        _ => return None,
    };
    if !invocation.wrappers.is_empty() || !invocation.is_transparent() || !place.is_apart(invocation, &[]) {
        return Some(Step::Other);
    }
    let tool = invocation.tool;
    if let Some(option) = invocation.options.iter().find(|option| install_option(command, &option.name).is_none()) {
        return Some(Step::Needs(format!("`{tool} {}` may need more than manifests", option.name)));
    }
    if !invocation.operands.is_empty() {
        return Some(Step::Needs(format!("{tool} is told what to install, and changes its manifest")));
    }
    let Some(project) = place.project else { return Some(Step::Other) };
    let Some(directory) = project.path(place.directory, ".") else { return Some(Step::Other) };
    let read = match tool {
        "uv" => uv(place, project, invocation, &directory),
        "poetry" => poetry(place, project, invocation, &directory),
        _ => pipenv(place, project, invocation, &directory),
    };
    Some(read.unwrap_or_else(Step::Needs))
}

fn uv(
    place: &Place<'_, '_>,
    project: &Project<'_>,
    invocation: &Invocation<'_>,
    directory: &str,
) -> Result<Step, String> {
    let told = told(project, directory)?;
    if told.has_workspace() || project.above(directory, &["pyproject.toml", "uv.toml"])?.is_some() {
        return Err(
            "there is a workspace, with several packages of uv; copy the pyproject.toml of each first".to_owned()
        );
    }
    let mut found = python(project, directory, &told, "uv.lock")?;
    found.manifests.extend(settings(project, directory, &[".python-version", ".python-versions", "uv.toml"])?);
    let says = |name: &str| {
        let value = place.file.variable(place.run.at, name).map(|value| value.text);
        value.is_some_and(|value| matches!(&*value, "1" | "true" | "True" | "yes"))
    };
    let frozen = invocation.has("--frozen") || says("UV_FROZEN");
    if !frozen && told.is_dynamic() {
        return Err(
            "uv asks the build backend for what is dynamic, which needs the sources, unless it is told --frozen"
                .to_owned(),
        );
    }
    let locked = frozen || invocation.has("--locked") || says("UV_LOCKED");
    found.writes = !locked;
    found.doubt = found.doubt.or_else(|| (!locked).then(|| may_lock("uv", "--locked")));
    let without = ["--no-install-project", "--no-install-workspace"].iter().any(|option| invocation.has(option));
    if without || !told.is_package_of_uv() {
        return Ok(Step::Install(found));
    }
    Ok(without_project(place, invocation, "--no-install-project", &["uv sync"], found))
}

/// The same install ahead, but for the project itself, which this option leaves out.
fn without_project(
    place: &Place<'_, '_>,
    invocation: &Invocation<'_>,
    option: &str,
    marks: &'static [&'static str],
    install: Install,
) -> Step {
    Step::Ahead(Ahead {
        commands: vec![format!("{} {option}", ahead::written(place, invocation.simple))],
        title: "install what the project depends on before its sources are copied",
        marks,
        install,
    })
}

fn poetry(
    place: &Place<'_, '_>,
    project: &Project<'_>,
    invocation: &Invocation<'_>,
    directory: &str,
) -> Result<Step, String> {
    let told = told(project, directory)?;
    if let Some(plugin) = told.plugin_of_poetry() {
        return Err(format!("{plugin} is a plugin of poetry, and may look at the project"));
    }
    let mut found = python(project, directory, &told, "poetry.lock")?;
    found.manifests.extend(settings(project, directory, &["poetry.toml"])?);
    if invocation.has("--no-root") || !told.is_package_of_poetry() {
        return Ok(Step::Install(found));
    }
    Ok(without_project(place, invocation, "--no-root", &["poetry install"], found))
}

fn pipenv(
    place: &Place<'_, '_>,
    project: &Project<'_>,
    invocation: &Invocation<'_>,
    directory: &str,
) -> Result<Step, String> {
    let path = |name: &str| ahead::join(directory, name);
    let context = project.context();
    let text = context.text(&path("Pipfile")).map_err(|error| error.to_string())?;
    if let Some(local) = context.local_in_pipfile(&path("Pipfile")).map_err(|error| error.to_string())? {
        return Err(format!("{} asks for `{local}`, which lies in the project", path("Pipfile")));
    }
    let lock = path("Pipfile.lock");
    let local = context.is_local_in_pipfile_lock(&lock).map_err(|error| error.to_string())?;
    if local.ok_or_else(|| format!("the context holds no {lock}; commit one"))? {
        return Err(format!("{lock} names a package that lies in the project"));
    }
    if text.is_some_and(|text| text.contains('$')) {
        return Err(format!("{} depends on a variable", path("Pipfile")));
    }
    let mut found = Install { manifests: vec![path("Pipfile"), lock], ..Install::default() };
    let keeps =
        invocation.subcommand_name() == "sync" || invocation.has("--deploy") || invocation.has("--ignore-pipfile");
    found.writes = !keeps || invocation.has("--skip-lock");
    found.doubt = found.writes.then(|| may_lock("pipenv", "--deploy"));
    if !invocation.has("--system") && place.file.is_declared(place.run.at, "PIPENV_VENV_IN_PROJECT") {
        found.doubt = environment(project, directory)?.or(found.doubt);
    }
    Ok(Step::Install(found))
}

/// What the project says of itself.
fn told(project: &Project<'_>, directory: &str) -> Result<PyProject, String> {
    let path = ahead::join(directory, "pyproject.toml");
    let told = project.context().pyproject(&path).map_err(|error| error.to_string())?;
    told.ok_or_else(|| format!("the context holds no {path}"))
}

/// What uv and poetry read.
fn python(project: &Project<'_>, directory: &str, told: &PyProject, lock: &str) -> Result<Install, String> {
    let path = |name: &str| ahead::join(directory, name);
    if let Some(local) = told.local() {
        return Err(format!("{} asks for `{local}`, which lies in the project", path("pyproject.toml")));
    }
    if !project.holds(&path(lock))? {
        return Err(format!("the context holds no {}; commit one", path(lock)));
    }
    if let Some(name) = project.context().local_in_lock(&path(lock)).map_err(|error| error.to_string())? {
        return Err(format!("{} names the package {name}, which lies in the project", path(lock)));
    }
    let manifests = vec![path("pyproject.toml"), path(lock)];
    Ok(Install { manifests, doubt: environment(project, directory)?, ..Install::default() })
}

/// Files of settings that are there.
fn settings(project: &Project<'_>, directory: &str, names: &[&str]) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for path in names.iter().map(|name| ahead::join(directory, name)) {
        if !project.holds(&path)? {
            continue;
        }
        let leads = match path.ends_with(".toml") {
            true => project.context().local_in_settings(&path).map_err(|error| error.to_string())?,
            false => None,
        };
        if let Some(setting) = leads {
            return Err(format!("`{setting}` in {path} may lead to other files of the project"));
        }
        found.push(path);
    }
    Ok(found)
}

/// Why the environment may be another one: the context may hold one.
fn environment(project: &Project<'_>, directory: &str) -> Result<Option<String>, String> {
    ahead::made(project, directory, &[".venv"])
}

fn may_lock(tool: &str, option: &str) -> String {
    format!("{tool} may change the lock file without {option}, over which the COPY puts that of the context")
}
