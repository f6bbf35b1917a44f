//! Installs of what a `package.json` names.

use super::steps::{Install, Place, Step};
use super::{Project, ahead, workspaces};
use crate::context::{Kind, PackageJson, resolved};
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

/// Reads an install.
pub(super) fn read(place: &Place<'_, '_>, install: &NodeInstall<'_>) -> Step {
    let invocation = &install.invocation;
    if install.global {
        // The others read settings in the working directory for this too.
        // Without a name, the project itself is installed.
        let named = install.manager == NodeManager::Npm && !invocation.operands.is_empty();
        return if named { place.names_only(invocation, false) } else { Step::Other };
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
    let path = |name: &str| ahead::join(directory, name);
    let directories = workspaces::directories(project, install.manager, directory)?;
    let made: Vec<String> = brought_along(install.manager).iter().map(|name| path(name)).collect();
    let of_others = directories.iter().skip(1).map(|place| ahead::join(place, "node_modules"));
    let made: Vec<String> = made.into_iter().chain(of_others).collect();
    for name in &made {
        if project.holds(name)? {
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
    found.manifests.extend(directories.iter().skip(1).map(|place| ahead::join(place, "package.json")));
    for name in &found.manifests {
        let entry = context.entry(name).map_err(|error| error.to_string())?;
        if !entry.is_some_and(|entry| matches!(entry.kind, Kind::File | Kind::Directory)) {
            return Err(format!("{name} is a link"));
        }
    }
    for name in SETTINGS {
        let text = match name {
            "pnpm-workspace.yaml" => context.pnpm_workspace(&path(name)).map(|found| found.map(|found| found.settings)),
            name => context.text(&path(name)),
        };
        let text = text.map_err(|error| error.to_string())?.unwrap_or_default();
        if let Some(setting) = token(&text) {
            return Err(format!(
                "`{setting}` in {} is a secret; mount the file (`RUN --mount=type=secret`), and name it in .dockerignore",
                path(name)
            ));
        }
        if let Some(word) = leads_into_project(name, &text) {
            return Err(format!("`{word}` in {} may lead to other files of the project", path(name)));
        }
    }
    let has = |option: &str| install.invocation.has(option);
    let frozen = install.invocation.subcommand_name() == "ci" || has("--frozen-lockfile") || has("--immutable");
    let is_known = |link: &String| directories.contains(&resolved(directory, link));
    let scripts = match &lock {
        _ if has("--ignore-scripts") => false,
        Some(lock) if install.manager == NodeManager::Npm => {
            let text = context.text(lock).map_err(|error| error.to_string())?.unwrap_or_default();
            if let Some(link) = PackageJson::links_of_lock(&text).find(|link| !is_known(link)) {
                return Err(format!("{lock} names a package that lies in the project ({link})"));
            }
            PackageJson::may_have_scripts_in_lock(&text)
        }
        _ => true,
    };
    found.writes = !frozen;
    found.doubt = if !frozen {
        let name = install.manager.as_str();
        Some(format!("{name} may change the lock file, over which the COPY puts that of the context"))
    } else if !made.iter().all(|path| context.leaves_out(path)) {
        let names = made.iter().filter(|path| !context.leaves_out(path)).cloned().collect::<Vec<String>>().join(", ");
        Some(format!(
            "no .dockerignore leaves out {names}: the COPY puts what a context holds there over what is installed"
        ))
    } else if scripts {
        Some("the install scripts of some package may look for other files of the project".to_owned())
    } else {
        None
    };
    Ok(found)
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
            (".pnpmfile.mjs", false),
            ("pnpm-workspace.yaml", false),
            ("patches", false),
        ],
        NodeManager::Bun => {
            &[("bun.lock", true), ("bun.lockb", true), (".npmrc", false), ("bunfig.toml", false), ("patches", false)]
        }
    }
}

/// The name of a setting that holds a token or a password, and not the name of a variable. Source: the documentation of
/// npm 11 and yarn 4 about settings.
fn token(settings: &str) -> Option<&str> {
    const SECRETS: [&str; 6] = ["_authtoken", "_auth", "_password", "npmauthtoken", "npmauthident", "token"];
    settings.lines().find_map(|line| {
        let (name, value) =
            line.split_once(" = ").or_else(|| line.split_once('=')).or_else(|| line.split_once(": "))?;
        let name = name.rsplit([':', ' ']).next().unwrap_or_default();
        let value = value.trim().trim_matches(['"', '\'']);
        let secret = SECRETS.contains(&name.to_ascii_lowercase().as_str());
        (secret && !value.is_empty() && !value.contains('$')).then_some(name)
    })
}

/// Settings and programs of managers that may lead to further files.
const SETTINGS: [&str; 7] =
    [".npmrc", ".yarnrc", ".yarnrc.yml", "pnpm-workspace.yaml", ".pnpmfile.cjs", ".pnpmfile.mjs", "bunfig.toml"];

/// Words of theirs that say so. Source: the documentation of npm 11, yarn 1.22 and 4, pnpm 10 and bun 1.3 about settings.
const MARKS: [&str; 21] = [
    "cache",
    "cafile",
    "certfile",
    "dir",
    "globalconfig",
    "httpscafilepath",
    "import",
    "inject-workspace-packages",
    "injectworkspacepackages",
    "install-links",
    "keyfile",
    "node-options",
    "packages",
    "pnpmfile",
    "prefix",
    "require",
    "script-shell",
    "shared-workspace-lockfile",
    "sharedworkspacelockfile",
    "userconfig",
    "yarn-offline-mirror",
];

/// Directories that come along with the manifests.
const ALONG: [&str; 4] = [".yarn/releases/", ".yarn/plugins/", ".yarn/patches/", "patches/"];

/// The first word of settings that may lead to other files of the project: a path, or what says that one follows.
fn leads_into_project<'t>(name: &str, text: &'t str) -> Option<&'t str> {
    let blank = |ch: char| ch.is_whitespace() || "=:\"',[](){}".contains(ch);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with(['#', ';']));
    lines.flat_map(|line| line.split(blank)).find(|word| {
        let path = word.contains('/') && !word.contains("//") && !word.starts_with('@');
        let inside = word.trim_start_matches("./");
        let along =
            (name != ".npmrc" || inside.starts_with("patches/")) && ALONG.iter().any(|one| inside.starts_with(one));
        let lower = word.to_ascii_lowercase();
        path && !along || MARKS.contains(&&*lower) || lower.ends_with("-dir")
    })
}
