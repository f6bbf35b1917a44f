//! Whether a lock file is certainly where npm looks for it.

use crate::model::{Model, NodeInstall, Run};
use crate::syntax::Arguments;

const LOCK_FILES: [&str; 2] = ["package-lock.json", "npm-shrinkwrap.json"];

/// Texts that say that a command may take a lock file away, change it, or put packages where `npm ci` removes them.
/// Removals are looked at one by one.
const MARKS: [&str; 5] = ["package-lock", "package_lock", "shrinkwrap", "node_modules", "mv "];

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
    let Some(copy) = file.history(stage, run.at).filter(|&at| copies_lock(file, at, directory)).max() else {
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

/// Whether an instruction copies a lock file by its name into a directory.
fn copies_lock(file: &Model<'_>, at: usize, directory: &str) -> bool {
    let instruction = file.instruction(at);
    let Arguments::Copy(transfer) = &instruction.command.arguments else { return false };
    let Some(destination) = transfer.destination.as_ref().map(|value| value.text(&instruction.logical)) else {
        return false;
    };
    let plain = |text: &str| !text.contains(['*', '?', '[', '$', '\\']);
    let lock = transfer.sources.iter().map(|source| source.text(&instruction.logical)).find_map(|source| {
        let name = source.rsplit('/').next().unwrap_or_default();
        LOCK_FILES.into_iter().find(|lock| plain(source) && *lock == name)
    });
    let (Some(lock), true) = (lock, plain(destination)) else { return false };
    let current = file.state(at).workdir.as_deref();
    let Some(path) = absolute(destination, current) else { return false };
    // A path without a slash at its end is a directory only where one is known to be.
    let is_directory = destination.ends_with('/')
        || matches!(destination, "." | "..")
        || current.is_some_and(|here| same(here, &path));
    if is_directory { same(&path, directory) } else { same(&path, &format!("{directory}/{lock}")) }
}

fn absolute(path: &str, directory: Option<&str>) -> Option<String> {
    if path.starts_with('/') { Some(path.to_owned()) } else { Some(format!("{}/{path}", directory?)) }
}

fn same(one: &str, other: &str) -> bool {
    let parts = |path: &'_ str| path.split('/').filter(|part| !matches!(*part, "" | ".")).collect::<Vec<_>>().join("/");
    !one.contains("..") && !other.contains("..") && parts(one) == parts(other)
}
