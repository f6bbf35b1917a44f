//! Installs of what a `package.json` names.

use super::Project;
use super::steps::{Install, Place, Step};
use crate::context::PackageJson;
use crate::model::{NodeInstall, NodeManager};

/// Options with which an install leads elsewhere, or to more than one package of the project.
const ELSEWHERE: [&str; 12] = [
    "--prefix",
    "--workspace",
    "--workspaces",
    "--include-workspace-root",
    "--userconfig",
    "--globalconfig",
    "--cwd",
    "--dir",
    "--filter",
    "--recursive",
    "--modules-folder",
    "--modules-dir",
];

/// Packages whose own install looks into the project, and what it looks for. Source: their install scripts, 2026-11-30:
/// @prisma/client 6 (`postinstall`: the schema), msw 2 (`postinstall`: `workerDirectory` of package.json, into which it
/// copies a file), puppeteer 24 (`install`: its configuration file), nx 21 (`postinstall`: the workspace).
const CURIOUS: [(&str, &str); 5] = [
    ("@prisma/client", "the schema of Prisma"),
    ("prisma", "the schema of Prisma"),
    ("msw", "the directory of its worker"),
    ("puppeteer", "its configuration"),
    ("nx", "the workspace"),
];

/// Reads an install.
pub(super) fn read(place: &Place<'_, '_>, install: &NodeInstall<'_>) -> Step {
    let invocation = &install.invocation;
    if install.global {
        // The others read settings in the working directory for this too.
        return if install.manager == NodeManager::Npm { place.names_only(invocation, false) } else { Step::Other };
    }
    if !invocation.wrappers.is_empty() || !invocation.is_transparent() {
        return Step::Other;
    }
    if let Some(option) = invocation.options.iter().find(|option| ELSEWHERE.contains(&&*option.name)) {
        return Step::Needs(format!("{} leads {} elsewhere", option.name, install.manager.as_str()));
    }
    if !invocation.operands.is_empty() || !matches!(invocation.subcommand_name(), "" | "install" | "ci") {
        return Step::Needs(format!("{} changes package.json here", install.manager.as_str()));
    }
    let Some(project) = place.project else { return Step::Other };
    let Some(directory) = project.path(place.directory, ".") else { return Step::Other };
    match manifests(project, install, &directory) {
        Ok(install) => Step::Install(install),
        Err(reason) => Step::Needs(reason),
    }
}

fn manifests(project: &Project<'_>, install: &NodeInstall<'_>, directory: &str) -> Result<Install, String> {
    let context = project.context();
    let path = |name: &str| if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") };
    let package = context.package_json(&path("package.json")).map_err(|error| error.to_string())?;
    let package = package.ok_or_else(|| format!("the context holds no {}", path("package.json")))?;
    may_go_first(&package)?;
    for (name, what) in [("binding.gyp", "is compiled from the sources"), ("lerna.json", "has several packages")] {
        if project.holds(&path(name))? {
            return Err(format!("the project {what} ({name})"));
        }
    }
    for name in brought_along(install.manager) {
        if project.holds(&path(name))? {
            let reason = format!("the context holds {name}, which the COPY would put over what is installed");
            return Err(format!("{reason}; name it in .dockerignore"));
        }
    }
    let roots = ["package.json", "pnpm-workspace.yaml", "yarn.lock", ".yarnrc.yml", ".yarnrc"];
    if let Some(above) = project.above(directory, &roots)? {
        return Err(format!("the install may find {above} above its own directory"));
    }
    let mut found = Install { manifests: vec![path("package.json")], ..Install::default() };
    let mut lock = None;
    for (name, is_lock) in files(install.manager) {
        if project.holds(&path(name))? {
            found.manifests.push(path(name));
            lock = lock.or(is_lock.then(|| path(name)));
        }
    }
    let workspace = context.text(&path("pnpm-workspace.yaml")).map_err(|error| error.to_string())?;
    if workspace.is_some_and(|text| text.lines().any(|line| line.starts_with("packages:"))) {
        return Err("the project has workspaces, each with a package.json of its own".to_owned());
    }
    let has = |option: &str| install.invocation.has(option);
    let frozen = install.invocation.subcommand_name() == "ci" || has("--frozen-lockfile") || has("--immutable");
    let scripts = match &lock {
        _ if has("--ignore-scripts") => false,
        Some(lock) if install.manager == NodeManager::Npm => {
            let text = context.text(lock).map_err(|error| error.to_string())?.unwrap_or_default();
            !text.contains("\"lockfileVersion\"")
                || text.contains("\"lockfileVersion\": 1,")
                || text.contains("hasInstallScript")
        }
        _ => true,
    };
    found.writes = !frozen;
    found.doubt = if !frozen {
        let name = install.manager.as_str();
        Some(format!("{name} may change the lock file, over which the COPY puts that of the context"))
    } else if scripts {
        Some("the install scripts of some package may look for other files of the project".to_owned())
    } else {
        None
    };
    Ok(found)
}

/// Why an install of the package needs more than its manifests.
fn may_go_first(package: &PackageJson) -> Result<(), String> {
    if let Some(script) = package.install_script() {
        return Err(format!("the script `{script}` of package.json runs at the install, and may need the sources"));
    }
    if package.has_workspaces() {
        return Err("the project has workspaces, each with a package.json of its own".to_owned());
    }
    if let Some(name) = package.local_dependency() {
        return Err(format!("the dependency {name} lies in the project"));
    }
    let curious = CURIOUS.iter().find(|(name, _)| package.dependencies().any(|(dependency, _)| dependency == *name));
    match curious {
        Some((name, what)) => Err(format!("the install of {name} looks for {what}")),
        None => Ok(()),
    }
}

/// What an install makes in the project: the COPY must not bring it.
fn brought_along(manager: NodeManager) -> &'static [&'static str] {
    match manager {
        NodeManager::Yarn => {
            &["node_modules", ".pnp.cjs", ".pnp.js", ".yarn/cache", ".yarn/unplugged", ".yarn/install-state.gz"]
        }
        _ => &["node_modules"],
    }
}

/// Files and directories that a manager reads beside `package.json`, and whether each is its lock file. Source: the
/// documentation of npm 11, yarn 1.22 and 4, pnpm 10 and bun 1.3.
fn files(manager: NodeManager) -> &'static [(&'static str, bool)] {
    match manager {
        NodeManager::Npm => &[("npm-shrinkwrap.json", true), ("package-lock.json", true), (".npmrc", false)],
        NodeManager::Yarn => &[
            ("yarn.lock", true),
            (".npmrc", false),
            (".yarnclean", false),
            (".yarnrc", false),
            (".yarnrc.yml", false),
            (".yarn/releases", false),
            (".yarn/plugins", false),
            (".yarn/patches", false),
        ],
        NodeManager::Pnpm => &[
            ("pnpm-lock.yaml", true),
            (".npmrc", false),
            (".pnpmfile.cjs", false),
            ("pnpm-workspace.yaml", false),
            ("patches", false),
        ],
        NodeManager::Bun => {
            &[("bun.lock", true), ("bun.lockb", true), (".npmrc", false), ("bunfig.toml", false), ("patches", false)]
        }
    }
}
