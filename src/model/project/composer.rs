//! Installs by Composer.

use super::steps::{Install, Place, Step};
use super::{Ahead, Project, ahead};
use crate::facts::install_option;
use crate::shell::{Invocation, Simple};

/// Options that look into all sources for classes, or are about what loads them.
const OF_AUTOLOADER: [&str; 6] =
    ["--apcu-autoloader", "--classmap-authoritative", "--optimize", "--optimize-autoloader", "-a", "-o"];

const NO_SCRIPTS: &str = "--no-scripts";
const NO_AUTOLOADER: &str = "--no-autoloader";

/// Variables that lead to another project, or install elsewhere.
const LEADING: [&str; 3] = ["COMPOSER", "COMPOSER_VENDOR_DIR", "COMPOSER_BIN_DIR"];

/// Reads a call of Composer; `None` for one that is no install.
pub(super) fn read(place: &Place<'_, '_>, invocation: &Invocation<'_>) -> Option<Step> {
    let simple = invocation.simple;
    if (invocation.tool, invocation.subcommand_name()) != ("composer", "install") {
        return None;
    }
    let words: Option<Vec<_>> = simple.words.iter().map(|word| word.value(place.run.text)).collect();
    let words = words.unwrap_or_default();
    let words: Vec<&str> = words.iter().map(|word| &**word).collect();
    let (Some(project), ["composer", words @ ..]) = (place.project, words.as_slice()) else { return Some(Step::Other) };
    if !invocation.is_transparent() || !place.is_apart(invocation, &[]) {
        return Some(Step::Other);
    }
    Some(steps(place, project, simple, words).unwrap_or_else(Step::Needs))
}

/// Whether a word stands for itself without quotes.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=.,:".contains(&byte))
}

fn steps(place: &Place<'_, '_>, project: &Project<'_>, simple: &Simple, words: &[&str]) -> Result<Step, String> {
    let mut kept = vec!["composer"];
    let (mut runs, mut loads, mut optimises) = (true, true, false);
    for &word in words {
        match word.split_once('=').map_or(word, |(name, _)| name) {
            "install" | "i" if !kept.contains(&word) => kept.push(word),
            NO_SCRIPTS => runs = false,
            NO_AUTOLOADER => loads = false,
            name if OF_AUTOLOADER.contains(&name) => optimises = true,
            name if install_option("composer install", name).is_some() && is_plain(word) => kept.push(word),
            _ => return Err(format!("`composer {word}` may need more than manifests")),
        }
    }
    kept.extend([NO_SCRIPTS, NO_AUTOLOADER]);
    let assigned = |name: &str| simple.assigns.iter().any(|assign| assign.name.of(place.run.text) == name);
    if let Some(name) = LEADING.iter().find(|name| place.file.is_declared(place.run.at, name) || assigned(name)) {
        return Err(format!("{name} leads Composer elsewhere"));
    }
    let Some(directory) = project.path(place.directory, ".") else { return Ok(Step::Other) };
    let context = project.context();
    let read = context.composer_project(&directory).map_err(|error| error.to_string())?;
    let made = ahead::made(project, &directory, &["vendor"])?;
    let notes = !context.leaves_out(&ahead::join(&directory, ".git"));
    let needs = read.scripts.filter(|_| runs).is_some() || loads && (optimises || read.autoloader.is_some() || notes);
    let commit =
        || notes.then(|| "Composer notes the commit of .git, which .dockerignore does not leave out".to_owned());
    let doubt = made.or_else(|| commit().filter(|_| !needs));
    let doubt = doubt.or_else(|| Some("packages and plugins may look for other files of the project".to_owned()));
    let install = Install { manifests: read.files, writes: false, system: false, doubt };
    if !needs {
        return Ok(Step::Install(install));
    }
    Ok(Step::Ahead(Ahead {
        install,
        commands: vec![
            ahead::assigns(place, simple).into_iter().chain([kept.join(" ")]).collect::<Vec<String>>().join(" "),
        ],
        title: "install the packages of Composer before the sources are copied",
        marks: &["composer install"],
    }))
}
