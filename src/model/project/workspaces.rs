//! Packages of Node that lie in the project itself, so that an install reads their `package.json` too: members of a
//! workspace, and what is depended on by path.

use super::{MAX_DIRECTORIES, Project, ahead};
use crate::context::{PackageJson, resolved};
use crate::model::NodeManager;

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

/// Settings that managers read in a member, too. Source: the documentation of yarn 1.22 and 4 and pnpm 10.
fn settings_of_members(manager: NodeManager) -> &'static [&'static str] {
    match manager {
        NodeManager::Npm | NodeManager::Bun => &[],
        NodeManager::Yarn => &[".npmrc", ".yarnrc", ".yarnrc.yml"],
        NodeManager::Pnpm => &[".npmrc", ".pnpmfile.cjs", "pnpm-lock.yaml"],
    }
}

/// The directories of all packages of the project in `directory`, that one first.
///
/// # Errors
/// Why an install needs more than their `package.json`.
pub(super) fn directories(project: &Project<'_>, manager: NodeManager, directory: &str) -> Result<Vec<String>, String> {
    let mut reader = Reader { project, manager, names: Vec::new(), by_name: Vec::new() };
    let mut open = vec![directory.to_owned()];
    let mut next = 0;
    while let Some(place) = open.get(next).cloned() {
        let path = ahead::join(&place, "package.json");
        let package = project.context().package_json(&path).map_err(|error| error.to_string())?;
        let package = package.ok_or_else(|| format!("the context holds no {path}"))?;
        let is_root = next == 0;
        let further = reader.package(&place, &path, &package, is_root)?;
        let further = if is_root { [reader.members(directory, &package)?, further].concat() } else { further };
        for place in further {
            if !open.contains(&place) {
                open.push(place);
            }
        }
        next += 1;
        if open.len() > MAX_DIRECTORIES {
            let reason = format!("there are more than {MAX_DIRECTORIES} packages, each of which takes a COPY");
            return Err(format!("{reason}; copy their manifests with COPY --parents"));
        }
    }
    match reader.by_name.iter().find(|name| !reader.names.contains(name)) {
        Some(name) => Err(format!("no member of the workspace has the name {name}")),
        None => Ok(open),
    }
}

struct Reader<'p, 'm> {
    project: &'p Project<'m>,
    manager: NodeManager,
    names: Vec<String>,
    /// What is depended on by the name of a member.
    by_name: Vec<String>,
}

impl Reader<'_, '_> {
    /// The directories of the members of the workspace of a project.
    fn members(&self, directory: &str, package: &PackageJson) -> Result<Vec<String>, String> {
        let context = self.project.context();
        let patterns = match self.manager {
            NodeManager::Pnpm => context
                .pnpm_workspace(&ahead::join(directory, "pnpm-workspace.yaml"))
                .map(|found| found.map(|found| found.members).filter(|members| !members.is_empty())),
            _ => package.members(),
        };
        let Some(patterns) = patterns.map_err(|error| error.to_string())? else {
            let path = ahead::join(directory, "lerna.json");
            return match self.project.holds(&path)? {
                true => Err(format!("the project has several packages ({path})")),
                false => Ok(Vec::new()),
            };
        };
        if self.manager == NodeManager::Bun {
            return Err("the project has workspaces, and those of bun are not followed".to_owned());
        }
        context.members_of_workspace(directory, &patterns).map_err(|error| error.to_string())
    }

    /// The directories that a package depends on by path.
    fn package(
        &mut self,
        place: &str,
        path: &str,
        package: &PackageJson,
        is_root: bool,
    ) -> Result<Vec<String>, String> {
        if let Some(script) = package.install_script() {
            return Err(format!("the script `{script}` of {path} runs at the install, and may need the sources"));
        }
        if let Some(what) = package.needs_its_sources().filter(|_| !is_root) {
            return Err(format!("the package of {path} {what}"));
        }
        let binding = ahead::join(place, "binding.gyp");
        if self.project.holds(&binding)? {
            return Err(format!("the project is compiled from the sources ({binding})"));
        }
        let curious =
            CURIOUS.iter().find(|(name, _)| package.dependencies().any(|(dependency, _)| dependency == *name));
        if let Some((name, what)) = curious {
            return Err(format!("the install of {name} looks for {what}"));
        }
        if let Some(local) = package.local_replacement() {
            return Err(format!("`{local}` in {path} puts something of the project in the place of a dependency"));
        }
        for name in settings_of_members(self.manager).iter().filter(|_| !is_root) {
            let settings = ahead::join(place, name);
            if self.project.holds(&settings)? {
                return Err(format!("{settings} may change what is installed for that member alone"));
            }
        }
        self.names.extend(package.name().map(str::to_owned));
        let mut found = Vec::new();
        for (name, version) in package.local_dependencies() {
            found.extend(self.local(place, name, version)?);
        }
        Ok(found)
    }

    /// The directory that a dependency is, or nothing for one that is found by its name.
    fn local(&mut self, place: &str, name: &str, version: &str) -> Result<Option<String>, String> {
        let refused = || Err(format!("the dependency {name} (`{version}`) lies in the project"));
        let (protocol, path) = version.split_once(':').unwrap_or_default();
        match (protocol, self.manager) {
            ("workspace", NodeManager::Yarn | NodeManager::Pnpm) if !path.contains(['/', '@']) => {
                self.by_name.push(name.to_owned());
                Ok(None)
            }
            // Yarn and pnpm copy all files of what `file:` names.
            ("file", NodeManager::Npm) | ("link", NodeManager::Yarn | NodeManager::Pnpm)
                if !path.starts_with(['/', '~']) =>
            {
                let directory = resolved(place, path);
                let inside = self.project.inside(&ahead::join(&directory, "package.json")).is_some();
                if directory.starts_with("..") || !inside { refused() } else { Ok(Some(directory)) }
            }
            _ => refused(),
        }
    }
}
