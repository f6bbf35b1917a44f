//! Builds by Maven: what a project depends on is downloaded first.

use super::steps::{Install, Place, Step};
use super::{Ahead, MAX_DIRECTORIES, Project, ahead};
use crate::context::Kind;
use crate::facts::install_option;
use crate::shell::Simple;

/// Phases that need the dependencies of the project. Source: Maven's "Introduction to the Build Lifecycle".
const PHASES: [&str; 9] = [
    "compile",
    "process-classes",
    "test-compile",
    "test",
    "prepare-package",
    "package",
    "integration-test",
    "verify",
    "install",
];

/// Goals that download, and need no sources.
const DOWNLOADS: [&str; 3] = ["dependency:go-offline", "dependency:resolve", "dependency:resolve-plugins"];

const MISSES: &str = "Maven may look for other files of the project, and plugins may download more when they run";

/// Reads a call of Maven.
pub(super) fn read(place: &Place<'_, '_>, simple: &Simple) -> Step {
    let Some(project) = place.project else { return Step::Other };
    match steps(place, project, simple) {
        Ok(step) => step,
        Err(reason) => Step::Needs(reason),
    }
}

/// A call, as far as a download has the same.
struct Call {
    /// The words, the program first.
    kept: Vec<String>,
    /// The pom that it names.
    pom: Option<String>,
    goals: Vec<String>,
}

fn steps(place: &Place<'_, '_>, project: &Project<'_>, simple: &Simple) -> Result<Step, String> {
    let Some(call) = options(place, project, simple)? else { return Ok(Step::Other) };
    let Some(pom) = project.path(place.directory, call.pom.as_deref().unwrap_or(".")) else { return Ok(Step::Other) };
    let downloads = !call.goals.is_empty() && call.goals.iter().all(|goal| DOWNLOADS.contains(&goal.as_str()));
    if !downloads && !call.goals.iter().any(|goal| PHASES.contains(&goal.as_str())) {
        return Ok(Step::Other);
    }
    if place.run.flags().next().is_some() {
        return Err("a cache mount keeps what Maven downloads".to_owned());
    }
    let ships = place.file.stage_of(place.run.at).is_none_or(|stage| place.file.stages[stage].ships);
    if ships && !downloads {
        return Err("the image ships with what Maven downloads, and would hold more of it".to_owned());
    }
    let manifests = manifests(place, project, &call, pom)?;
    let install = Install { manifests, writes: false, system: false, doubt: Some(MISSES.to_owned()) };
    if downloads {
        return Ok(Step::Install(install));
    }
    let command =
        ahead::assigns(place, simple).into_iter().chain(call.kept).chain(["dependency:go-offline".to_owned()]);
    Ok(Step::Ahead(Ahead {
        install,
        commands: vec![command.collect::<Vec<String>>().join(" ")],
        title: "download what Maven needs before the sources are copied",
        marks: &DOWNLOADS,
    }))
}

/// The call; `None` for one that downloads nothing.
fn options(place: &Place<'_, '_>, project: &Project<'_>, simple: &Simple) -> Result<Option<Call>, String> {
    let text = place.run.text;
    let mut words = simple.words.iter().map(|word| (word.text(text), word.value(text)));
    let mut call = Call { kept: Vec::new(), pom: None, goals: Vec::new() };
    call.kept.extend(words.next().map(|(program, _)| program.to_owned()));
    while let Some((written, value)) = words.next() {
        let Some(value) = value else {
            return Err(format!("`{written}` of Maven is only known when it runs"));
        };
        if let Some(option) = install_option("mvn", &value) {
            call.kept.extend(option.kept_ahead.then(|| written.to_owned()));
            continue;
        }
        let joined = |name: &str| value.strip_prefix(name).filter(|rest| !rest.is_empty());
        match &*value {
            "-o" | "--offline" => return Ok(None),
            "-f" | "--file" => {
                let (written_path, path) = words.next().unwrap_or_default();
                call.pom = path.map(std::borrow::Cow::into_owned);
                call.kept.extend([written.to_owned(), written_path.to_owned()]);
            }
            "-P" | "--activate-profiles" => {
                call.kept.push(written.to_owned());
                call.kept.extend(words.next().map(|(profiles, _)| profiles.to_owned()));
            }
            "-s" | "--settings" | "-gs" | "--global-settings" => {
                let (written_path, path) = words.next().unwrap_or_default();
                if !path.is_some_and(|path| path.starts_with('/') && project.to.is_apart_from(&path)) {
                    return Err("Maven is told settings, which may lie in the project".to_owned());
                }
                call.kept.extend([written.to_owned(), written_path.to_owned()]);
            }
            "-T" | "--threads" => _ = words.next(),
            _ if joined("-T").is_some() => {}
            _ if joined("-P").is_some() => call.kept.push(written.to_owned()),
            property if joined("-D").is_some() => {
                call.kept.extend(kept_property(property)?.then(|| written.to_owned()))
            }
            option if option.starts_with('-') => {
                return Err(format!("`{option}` may lead Maven to other files, or to a part of the project"));
            }
            goal => call.goals.push(goal.to_owned()),
        }
    }
    Ok(Some(call))
}

/// Whether a download has a property of a build, too.
fn kept_property(property: &str) -> Result<bool, String> {
    let (name, value) = property[2..].split_once('=').unwrap_or((&property[2..], ""));
    let skips = name.to_ascii_lowercase().contains("skip") || name.starts_with("test");
    match skips {
        true => Ok(false),
        false if value.contains('/') && !(value.starts_with('/') && name == "maven.repo.local") => {
            Err(format!("`{property}` may lead Maven to other files of the project"))
        }
        false => Ok(true),
    }
}

fn manifests(place: &Place<'_, '_>, project: &Project<'_>, call: &Call, path: String) -> Result<Vec<String>, String> {
    let context = project.context();
    let entry = context.entry(&path).map_err(|error| error.to_string())?;
    let pom = match entry.is_some_and(|entry| entry.kind == Kind::Directory) {
        true => ahead::join(&path, "pom.xml"),
        false => path,
    };
    let mut found = context.maven_project(project.root(), &pom).map_err(|error| error.to_string())?;
    if found.len() > MAX_DIRECTORIES {
        return Err(format!(
            "there are {} modules, each of which takes a COPY; copy them with COPY --parents",
            found.len()
        ));
    }
    let directory = pom.rsplit_once('/').map_or("", |(directory, _)| directory);
    if let Some(above) = project.above(directory, &[".mvn"])? {
        return Err(format!("Maven may find {above} above its own directory"));
    }
    let settings = ahead::join(directory, ".mvn");
    for name in ["maven.config", "jvm.config"] {
        let path = ahead::join(&settings, name);
        let text = context.text(&path).map_err(|error| error.to_string())?.unwrap_or_default();
        let leads = |word: &&str| word.contains(['/', '$']) || ["-f", "-s", "-gs", "-t", "--file"].contains(word);
        if let Some(word) = text.split_whitespace().find(leads) {
            return Err(format!("`{word}` in {path} may lead to other files of the project"));
        }
    }
    if project.holds(&settings)? {
        found.push(settings);
    }
    if call.kept.first().is_some_and(|program| program != "mvn") {
        let wrapper = project.path(place.directory, "mvnw");
        let wrapper = wrapper.ok_or("the wrapper of Maven lies outside of what the COPY brings")?;
        if !project.holds(&wrapper)? {
            return Err(format!("the context holds no {wrapper}"));
        }
        found.push(wrapper);
    }
    Ok(found)
}
