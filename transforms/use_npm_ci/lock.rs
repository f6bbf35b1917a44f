//! Whether a lock file is certainly where npm looks for it.

use crate::context::{PackageJson, Unknown};
use crate::model::{Model, NodeInstall, Run};

const LOCK_FILES: [&str; 2] = ["package-lock.json", "npm-shrinkwrap.json"];

/// Texts that say that a command may take a lock file away, change it or what it is for, or put packages where `npm ci`
/// removes them.
/// Removals are looked at one by one.
const MARKS: [&str; 6] = ["package.json", "package-lock", "package_lock", "shrinkwrap", "node_modules", "mv "];

/// Whether a COPY before the RUN named a lock file literally, into the directory where npm runs, and nothing since
/// touched it. A literal name is that of a file: a build without it fails.
///
/// # Errors
/// Why that is not certain.
pub(super) fn is_there(file: &Model<'_>, stage: usize, run: &Run<'_>) -> Result<(), String> {
    let Some(directory) = file.state(run.at).workdir.as_deref() else {
        return Err("no WORKDIR says where npm runs".to_owned());
    };
    let moves = |name: &str| matches!(name, "cd" | "pushd" | "popd" | "chroot");
    if run.simple_commands().iter().any(|found| found.simple.name(run.text).is_some_and(|name| moves(&name))) {
        return Err("the RUN changes its directory".to_owned());
    }
    if disturbs(run, directory) {
        return Err("the RUN may deal with the lock file or node_modules itself".to_owned());
    }
    let by_name = || file.copied_by_name(stage, run, &LOCK_FILES);
    let Some(copy) = in_context(file, stage, run, directory)?.or_else(by_name) else {
        return Err(
            "no COPY names package-lock.json literally, into the directory where npm runs, so it may not be there"
                .to_owned(),
        );
    };
    let text = file.document.source.text();
    let earlier_install = |run: &Run<'_>| NodeInstall::of(run).iter().any(|install| !install.global);
    for at in file.history(stage, run.at).filter(|&at| at != copy) {
        let lines = file.instruction(at).lines.of(text);
        let changes = match file.run(at) {
            Some(other) if at > copy => other.script.is_err() || disturbs(other, directory),
            _ => lines.contains("node_modules"),
        };
        if changes || file.run(at).is_some_and(earlier_install) {
            return Err("an earlier instruction may have changed the lock file, or what `npm ci` removes".to_owned());
        }
    }
    Ok(())
}

/// The COPY that brings a lock file from the build context, by whatever name; `None` without one.
///
/// # Errors
/// When `npm ci` would not take it.
fn in_context(file: &Model<'_>, stage: usize, run: &Run<'_>, directory: &str) -> Result<Option<usize>, String> {
    let origin =
        |name: &str| file.context_origin(stage, run.at, &format!("{}/{name}", directory.trim_end_matches('/')));
    let Some(lock) = LOCK_FILES.into_iter().rev().find_map(origin) else { return Ok(None) };
    let (Some(context), Some(package)) = (file.context, origin("package.json")) else { return Ok(None) };
    let unreadable = |error: Unknown| error.to_string();
    let text = context.text(&lock.path).map_err(unreadable)?.unwrap_or_default();
    let beside = |name: &str| match package.path.rsplit_once('/') {
        Some((directory, _)) => format!("{directory}/{name}"),
        None => name.to_owned(),
    };
    if origin("node_modules").is_some() {
        return Err("the COPY brings node_modules, which `npm ci` removes".to_owned());
    }
    let settings = context.text(&beside(".npmrc")).map_err(unreadable)?.unwrap_or_default();
    if settings.lines().any(|line| line.trim_start().starts_with("package-lock")) {
        return Err(".npmrc says whether npm heeds the lock file".to_owned());
    }
    let package = context.package_json(&package.path).map_err(unreadable)?;
    if package.as_ref().is_some_and(PackageJson::has_workspaces) {
        return Err("the project has workspaces, each with a package.json of its own".to_owned());
    }
    match package.and_then(|package| package.agrees_with(&text)) {
        Some(false) => Err(format!("{} is not that of package.json, so that `npm ci` would fail", lock.path)),
        _ => Ok(Some(lock.copy)),
    }
}

/// Whether a RUN may change the lock file, or what `npm ci` removes, in a directory.
fn disturbs(run: &Run<'_>, directory: &str) -> bool {
    if MARKS.iter().any(|mark| run.mentions(mark)) {
        return true;
    }
    let text = run.text;
    let removals = run.text.matches("rm -rf").count();
    let elsewhere = run.simple_commands().into_iter().filter(|found| {
        let words: Vec<&str> = found.simple.words.iter().map(|word| word.text(text)).collect();
        let Some(("rm", ["-rf", paths @ ..])) = words.split_first().map(|(name, rest)| (*name, rest)) else {
            return false;
        };
        paths.iter().all(|path| is_elsewhere(path, directory))
    });
    removals != elsewhere.count()
}

/// Whether a word of the shell is a path that neither lies in a directory nor holds it. What is hidden in a home directory
/// is a cache or a setting.
fn is_elsewhere(word: &str, directory: &str) -> bool {
    // Of a name with a sign for any others in it only the directory is sure.
    let fixed = match word.find(['*', '?', '[', '{']) {
        Some(wild) => word[..wild].rsplit_once('/').map_or("", |(directory, _)| directory),
        None => word,
    };
    if word.contains(['$', '`', '\'', '"', '\\']) || word.contains("..") {
        return false;
    }
    let parts =
        |path: &str| path.split('/').filter(|part| !matches!(*part, "" | ".")).map(str::to_owned).collect::<Vec<_>>();
    let (path, directory) = (parts(fixed), parts(directory));
    if let Some(hidden) = word.strip_prefix("~/.") {
        return !hidden.is_empty() && !directory.iter().any(|part| part.starts_with('.'));
    }
    word.starts_with('/') && !path.is_empty() && !directory.starts_with(&path) && !path.starts_with(&directory)
}
