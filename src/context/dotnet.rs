//! Projects of .NET, as far as a restore of their packages depends on them.
//!
//! Source: Microsoft's documentation of MSBuild (imports, "Customize your build by folder"), of `dotnet restore`, and of
//! NuGet's settings, 2025.

use roxmltree::Document;

use super::{Context, Kind, Unknown, join, resolved};

/// What a restore reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// The paths of the files in the context.
    pub files: Vec<String>,
    /// The directories of projects, in which a restore leaves `obj`.
    pub projects: Vec<String>,
    /// Whether there are lock files, which a restore may write.
    pub locks: bool,
}

/// Names of files that count for all projects below them, in lower case.
const SHARED: [&str; 7] = [
    "directory.build.props",
    "directory.build.rsp",
    "directory.build.targets",
    "directory.packages.props",
    "directory.solution.props",
    "directory.solution.targets",
    "nuget.config",
];

/// Names of other files that a restore reads.
const BESIDE: [&str; 3] = ["global.json", "msbuild.rsp", "packages.lock.json"];

/// What leads a restore to further files of the project.
const LEADING: [&str; 10] = [
    "Exists(",
    "InitialTargets",
    "[System.IO",
    "BaseIntermediateOutputPath",
    "MSBuildProjectExtensionsPath",
    "NuGetLockFilePath",
    "RestoreAdditionalProjectSources",
    "RestoreConfigFile",
    "RestoreSources",
    "packages.config",
];

/// Projects of a solution at most.
const MAX_PROJECTS: usize = 64;

impl Context {
    /// What a restore of a project, of a solution, or of what lies in a directory reads, of all that is below `root`.
    ///
    /// # Errors
    /// Why that is not known.
    pub fn restored(&self, root: &str, target: &str) -> Result<Restored, Unknown> {
        let is_directory = |kind| matches!(kind, Some(Kind::Directory)) || target == root;
        let entry = self.entry(target)?.ok_or_else(|| Unknown::because(format!("the context holds no {target}")))?;
        let target = match is_directory(Some(entry.kind)) {
            true => self.only_project(target)?,
            false => target.to_owned(),
        };
        let mut found = Restored::default();
        let mut open = match extension(&target) {
            "sln" | "slnx" | "slnf" => {
                let all = self.all_projects(root)?;
                [vec![target.clone()], all].concat()
            }
            _ => vec![target.clone()],
        };
        let mut next = 0;
        while let Some(path) = open.get(next).cloned() {
            next += 1;
            let inside = root.is_empty() || path.starts_with(&format!("{root}/"));
            if !inside || path.starts_with("..") {
                return Err(Unknown::because(format!("{path} lies outside of what the COPY brings")));
            }
            let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory).to_owned();
            if is_project(&path) {
                self.is_restored_by_nuget(root, &path)?;
                // What one developer has set counts for all who have the file.
                let user = format!("{path}.user");
                if self.entry(&user)?.is_some() {
                    open.push(user);
                }
            }
            if is_project(&path) && !found.projects.contains(&directory) {
                found.projects.push(directory.clone());
            }
            for leads in self.leads(&path)? {
                if !open.contains(&leads) {
                    open.push(leads);
                }
            }
            found.locks |= path.to_ascii_lowercase().ends_with("packages.lock.json");
            found.files.push(path);
            let mut above = directory;
            loop {
                for (name, entry) in self.list(&above)? {
                    let lower = name.to_ascii_lowercase();
                    let shared = SHARED.contains(&&*lower) || BESIDE.contains(&&*lower);
                    let path = join(&above, &name);
                    if shared && entry.kind == Kind::File && !open.contains(&path) {
                        open.push(path);
                    }
                }
                if above == root {
                    break;
                }
                above = above.rsplit_once('/').map_or("", |(above, _)| above).to_owned();
            }
        }
        for directory in &found.projects {
            let path = join(directory, "obj");
            if self.entry(&path)?.is_some() {
                let reason = format!("the context holds {path}, which the COPY would put over what is restored");
                return Err(Unknown::because(format!("{reason}; name **/obj in .dockerignore")));
            }
        }
        Ok(found)
    }

    /// Whether NuGet alone restores a project: Paket and packagers of JavaScript read files of their own.
    fn is_restored_by_nuget(&self, root: &str, project: &str) -> Result<(), Unknown> {
        let paket = join(root, "paket.dependencies");
        if self.entry(&paket)?.is_some() {
            return Err(Unknown::because(format!("{paket} shows that Paket restores packages, too")));
        }
        if matches!(extension(project), "esproj" | "njsproj") {
            return Err(Unknown::because(format!("{project} restores packages of JavaScript")));
        }
        Ok(())
    }

    /// The solution, or else the project, of a directory.
    fn only_project(&self, directory: &str) -> Result<String, Unknown> {
        let names = self.list(directory)?;
        let all = |is: &dyn Fn(&str) -> bool| -> Vec<String> {
            names.iter().filter(|(name, _)| is(name)).map(|(name, _)| join(directory, name)).collect()
        };
        let solutions = all(&|name| matches!(extension(name), "sln" | "slnx"));
        let projects = all(&is_project);
        match (solutions.as_slice(), projects.as_slice()) {
            ([one], []) | ([], [one]) => Ok(one.clone()),
            _ => Err(Unknown::because("there is not one solution or project where dotnet runs")),
        }
    }

    /// All project files below a directory.
    fn all_projects(&self, root: &str) -> Result<Vec<String>, Unknown> {
        let mut found = Vec::new();
        self.walk(root, &mut |path, _| {
            if is_project(path) && !path.split('/').any(|part| part == "node_modules") {
                found.push(path.to_owned());
            }
            found.len() <= MAX_PROJECTS
        })?;
        match found.len() {
            ..=MAX_PROJECTS => Ok(found),
            _ => Err(Unknown::because(format!("there are more than {MAX_PROJECTS} projects"))),
        }
    }

    /// What a file leads a restore to.
    fn leads(&self, path: &str) -> Result<Vec<String>, Unknown> {
        let text = self.text(path)?.ok_or_else(|| Unknown::because(format!("the context does not hold {path}")))?;
        let text = text.trim_start_matches('\u{feff}');
        let kind = extension(path);
        if matches!(kind, "sln" | "slnx" | "slnf" | "json" | "rsp") {
            return Ok(Vec::new());
        }
        if let Some(word) = LEADING.iter().find(|word| text.contains(**word)) {
            return Err(Unknown::because(format!("`{word}` in {path} may lead to other files of the project")));
        }
        let document = Document::parse(text).map_err(|_| Unknown::because(format!("{path} is not understood")))?;
        let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory);
        let mut found = Vec::new();
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            let named = match name {
                "ProjectReference" => node.attribute("Include"),
                "Import" => node.attribute("Project").filter(|_| node.attribute("Sdk").is_none()),
                "add" if kind.eq_ignore_ascii_case("config") => {
                    let local = node.attribute("value").filter(|value| is_local_source(&node, value));
                    if let Some(value) = local {
                        return Err(Unknown::because(format!("{path} takes packages from {value}")));
                    }
                    None
                }
                "Target"
                    if ["BeforeTargets", "AfterTargets"].iter().any(|name| {
                        let targets = node.attribute(*name);
                        targets.is_some_and(|targets| targets.contains("Restore") || targets.contains("CollectPackage"))
                    }) =>
                {
                    return Err(Unknown::because(format!("{path} has a target that runs at a restore")));
                }
                _ => None,
            };
            match named {
                // All files of that name above are taken along.
                Some(place) if place.contains("GetPathOfFileAbove") => {}
                Some(place) if place.contains(['$', '@', '%', '*', ';']) => {
                    return Err(Unknown::because(format!("`{place}` in {path} is only known to MSBuild")));
                }
                Some(place) => found.push(resolved(directory, &place.replace('\\', "/"))),
                None => {}
            }
        }
        Ok(found)
    }
}

/// Whether a value of NuGet's settings is a source of packages in the file system.
fn is_local_source(node: &roxmltree::Node<'_, '_>, value: &str) -> bool {
    let parent = node.parent_element().map(|parent| parent.tag_name().name().to_owned());
    let sources = parent.is_some_and(|name| matches!(&*name, "packageSources" | "fallbackPackageFolders" | "config"));
    sources && !value.contains("://")
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn is_project(path: &str) -> bool {
    extension(path).ends_with("proj")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Memory;

    fn read(files: &[(&str, &str)], target: &str) -> Result<Vec<String>, Unknown> {
        let tree = files.iter().fold(Memory::default(), |tree, (path, text)| tree.with(path, 0o644, text));
        Context::new(Box::new(tree), "").unwrap().restored("", target).map(|found| found.files)
    }

    const API: &str = r#"<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup>
        <ProjectReference Include="..\Core\Core.csproj" /></ItemGroup></Project>"#;
    const CORE: &str = r#"<Project Sdk="Microsoft.NET.Sdk"></Project>"#;

    #[test]
    fn a_project_leads_to_others_and_to_what_lies_above() {
        let files = [
            ("src/Api/Api.csproj", API),
            ("src/Api/Program.cs", ""),
            ("src/Core/Core.csproj", CORE),
            ("src/Other/Other.csproj", CORE),
            ("Directory.Packages.props", "<Project />"),
            ("NuGet.Config", "<configuration><packageSources><clear /></packageSources></configuration>"),
            ("App.sln", ""),
        ];
        let one = read(&files, "src/Api/Api.csproj").unwrap();
        assert_eq!(one, ["src/Api/Api.csproj", "src/Core/Core.csproj", "Directory.Packages.props", "NuGet.Config"]);
        let all = read(&files, "").unwrap();
        assert_eq!((all[0].as_str(), all.len()), ("App.sln", 6));
    }

    #[test]
    fn what_is_not_known_is_said() {
        for project in [
            r#"<Project><Import Project="$(Root)x.props" /></Project>"#,
            r#"<Project><Import Project="x.props" /></Project>"#,
            r#"<Project><Target Name="x" BeforeTargets="Restore" /></Project>"#,
            r#"<Project><Target Name="x" AfterTargets="Restore" /></Project>"#,
            r#"<Project InitialTargets="x"><Target Name="x" /></Project>"#,
            r#"<Project><PropertyGroup Condition="Exists('x.txt')" /></Project>"#,
            "<Project><PropertyGroup><RestoreSources>x</RestoreSources></PropertyGroup></Project>",
            "<Project>",
        ] {
            assert!(read(&[("a.csproj", project)], "a.csproj").is_err(), "{project}");
        }
        let sources =
            "<configuration><packageSources><add key='x' value='./packages' /></packageSources></configuration>";
        assert!(read(&[("a.csproj", CORE), ("nuget.config", sources)], "").is_err());
        assert!(read(&[("a.csproj", CORE), ("b.csproj", CORE)], "").is_err());
        assert!(read(&[("a.csproj", CORE), ("paket.dependencies", "")], "").is_err());
        assert!(read(&[("a.esproj", CORE)], "a.esproj").is_err());
        assert!(read(&[("a.csproj", CORE), ("obj/project.assets.json", "{}")], "").is_err());
    }
}
