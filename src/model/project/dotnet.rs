//! Restores of packages by `dotnet`.

use super::steps::{Install, Place, Step};
use super::{Ahead, MAX_DIRECTORIES, Project, ahead};
use crate::facts::install_option;
use crate::shell::Simple;

/// Reads a call of dotnet.
pub(super) fn read(place: &Place<'_, '_>, simple: &Simple) -> Step {
    let text = place.run.text;
    let command = simple.words.get(1).and_then(|word| word.value(text));
    let restores = match command.as_deref() {
        Some("restore") => true,
        Some("build" | "publish") => false,
        _ => return Step::Other,
    };
    let Some(project) = place.project else { return Step::Other };
    match steps(place, project, simple, restores) {
        Ok(step) => step,
        Err(reason) => Step::Needs(reason),
    }
}

fn steps(place: &Place<'_, '_>, project: &Project<'_>, simple: &Simple, restores: bool) -> Result<Step, String> {
    let text = place.run.text;
    let mut kept: Vec<&str> = Vec::new();
    let mut target: Option<&str> = None;
    let mut locked = false;
    let mut words = simple.words.iter().skip(2).map(|word| word.text(text)).peekable();
    while let Some(word) = words.next() {
        if word.contains(['`', '*', '?']) || word.contains('/') && word.contains('$') {
            return Err("a word of dotnet is only known when it runs".to_owned());
        }
        locked |= word == "--locked-mode";
        match install_option("dotnet restore", word) {
            _ if word == "--no-restore" => return Ok(Step::Other),
            Some(option) => {
                let value = if option.valued { words.next() } else { None };
                if word == "--source" && value.is_none_or(|value| !value.contains("://")) {
                    return Err("packages come from a directory".to_owned());
                }
                if restores || option.kept_ahead {
                    kept.extend([Some(word), value].into_iter().flatten());
                }
            }
            None if !restores && word == "--self-contained" => {
                _ = words.next_if(|value| matches!(*value, "true" | "false"));
            }
            None if !restores && install_option("dotnet build", word).is_some() => _ = words.next(),
            None if !restores && word.starts_with('-') && !word.starts_with("--configfile") => {}
            None if word.starts_with(['-', '$']) || word.starts_with("/p") => {
                return Err(format!("`dotnet {word}` may lead a restore to other files"));
            }
            None if target.is_none() => target = Some(word),
            None => return Err("dotnet is told several projects".to_owned()),
        }
    }
    let named = target.map(|target| target.trim_matches(['"', '\''])).unwrap_or(".");
    let path = project.path(place.directory, named);
    let path = path.ok_or_else(|| "dotnet is told a project that the COPY does not bring".to_owned())?;
    let read = project.context().restored(project.root(), &path).map_err(|error| error.to_string())?;
    let mut directories: Vec<&str> =
        read.files.iter().map(|file| file.rsplit_once('/').map_or("", |it| it.0)).collect();
    directories.sort_unstable();
    directories.dedup();
    if directories.len() > MAX_DIRECTORIES {
        let reason = format!("project files lie in {} directories, each of which takes a COPY", directories.len());
        return Err(format!("{reason}; copy them with COPY --parents, or restore one project"));
    }
    let left_out = |directory: &String| project.context().leaves_out(&ahead::join(directory, "obj"));
    let doubt = match () {
        () if read.locks && !locked => Some("dotnet may change packages.lock.json without --locked-mode".to_owned()),
        () if !read.projects.iter().all(left_out) => Some(
            "no .dockerignore leaves out obj: the COPY puts what a context holds there over what is restored"
                .to_owned(),
        ),
        () if !restores && place.file.stage_of(place.run.at).is_none_or(|stage| place.file.stages[stage].ships) => {
            Some("the image ships with packages, and might hold more of them".to_owned())
        }
        () => None,
    };
    let install = Install { manifests: read.files, writes: read.locks && !locked, system: false, doubt };
    if restores {
        return Ok(Step::Install(install));
    }
    let restore: Vec<&str> = ["dotnet", "restore"].into_iter().chain(target).chain(kept).collect();
    Ok(Step::Ahead(Ahead {
        install,
        commands: vec![restore.join(" ")],
        title: "restore packages before the sources are copied",
        marks: &["dotnet restore"],
    }))
}
