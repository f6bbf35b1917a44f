//! Builds by Cargo: what a project depends on is compiled for an empty program first.
//!
//! What an empty program is built to would be newer than the sources, and so pass for up to date: it is cleaned away,
//! which leaves nothing but dependencies. Checked with Cargo 1.90, sources of an older date, build scripts, `--target` and
//! `cargo install`: all of the project is compiled anew, and nothing else.

use super::steps::{Install, Place, Step};
use super::{Ahead, Project, ahead};
use crate::context::CargoProject;
use crate::facts::install_option;
use crate::shell::Simple;

/// Those that say where a build leaves what it makes.
const OF_PLACE: [&str; 4] = ["--profile", "--release", "--target", "-r"];

/// What earlier RUNs have that do the same.
const MARKS: [&str; 5] = ["cargo build", "cargo chef", "cargo fetch", "cargo install --path", "cargo vendor"];

/// Files that say which toolchain it is, and how it is called.
pub(super) const SETTINGS: [&str; 4] = ["rust-toolchain", "rust-toolchain.toml", ".cargo/config", ".cargo/config.toml"];

/// Reads a call of Cargo.
pub(super) fn read(place: &Place<'_, '_>, simple: &Simple) -> Step {
    let text = place.run.text;
    let words: Vec<_> = simple.words.iter().map(|word| word.value(text)).collect();
    let builds = match words.get(1) {
        Some(Some(name)) if name == "build" || name == "b" => true,
        Some(Some(name))
            if name == "install" && simple.words.iter().any(|word| word.text(text).starts_with("--path")) =>
        {
            false
        }
        _ => return Step::Other,
    };
    let Some(project) = place.project else { return Step::Other };
    if project.path(place.directory, ".").is_none_or(|here| here != project.root()) {
        return Step::Needs("cargo does not run at the top of what the COPY brings".to_owned());
    }
    if !place.file.state(place.run.at).user.may_be_root() {
        return Step::Needs(
            "another user than root builds, to whom the directories of an empty program would belong".to_owned(),
        );
    }
    let call = match options(text, ahead::assigns(place, simple), simple, builds) {
        Ok(call) => call,
        Err(reason) => return Step::Needs(reason),
    };
    if !builds && !call.locked {
        return Step::Needs("cargo install takes no notice of Cargo.lock without --locked".to_owned());
    }
    match ahead_of(project, &call) {
        Ok(ahead) => Step::Ahead(ahead),
        Err(reason) => Step::Needs(reason),
    }
}

/// Reads a call of rustup: it looks for the toolchain of a project, and installs beside it.
pub(super) fn toolchain(place: &Place<'_, '_>, simple: &Simple) -> Step {
    let text = place.run.text;
    let word = |at: usize| simple.words.get(at).and_then(|word| word.value(text));
    let plain = simple.words.iter().all(|word| word.value(text).is_some_and(|word| !word.contains('/')));
    let installs = matches!(
        (word(1).as_deref(), word(2).as_deref()),
        (Some("target" | "component"), Some("add")) | (Some("toolchain"), Some("install")) | (Some("default"), Some(_))
    );
    let Some(project) = place.project.filter(|_| plain && installs) else { return Step::Other };
    match settings(project, &SETTINGS[..2]) {
        Ok(manifests) if manifests.is_empty() => Step::Independent { installs: true, system: false },
        Ok(manifests) => Step::Install(Install { manifests, ..Install::default() }),
        Err(reason) => Step::Needs(reason),
    }
}

/// Why a call of Cargo may need more of a project than its manifests and the sources of its programs and libraries, as
/// far as its words tell.
pub(super) fn needs_more(text: &str, simple: &Simple) -> Option<String> {
    let name = simple.words.get(1).and_then(|word| word.value(text));
    match name.as_deref() {
        Some("build" | "b") => options(text, Vec::new(), simple, true).err(),
        Some("install") => options(text, Vec::new(), simple, false).err(),
        Some("fetch" | "--version" | "version") => None,
        _ => Some(format!("`{}` may need more than sources", simple.span.of(text))),
    }
}

/// A call, as far as it is the same ahead.
struct Call {
    /// Variables that are set for it.
    settings: Vec<String>,
    /// What builds.
    build: Vec<String>,
    /// What says where it leaves what it makes.
    of_place: Vec<String>,
    /// Whether it leaves Cargo.lock alone.
    locked: bool,
}

/// Reads the options of a build, or of an install, for which these variables are set.
fn options(text: &str, settings: Vec<String>, simple: &Simple, builds: bool) -> Result<Call, String> {
    let build = [settings.clone(), vec!["cargo".to_owned(), "build".to_owned()]].concat();
    let verb = build.len();
    let mut call = Call { settings, build, of_place: Vec::new(), locked: false };
    let mut optimised = true;
    let mut words = simple.words.iter().skip(2).map(|word| word.text(text));
    while let Some(word) = words.next() {
        let name = word.split_once('=').map_or(word, |(name, _)| name);
        let option = install_option("cargo", name).filter(|option| option.valued || name == word);
        let Some(option) = option else { return Err(format!("`cargo {word}` may need more than manifests")) };
        let value = if option.valued && name == word { words.next() } else { None };
        let whole: Vec<&str> = [word].into_iter().chain(value).collect();
        if name == "--path" {
            let path = whole.last().map(|path| path.trim_start_matches("--path="));
            if path.is_none_or(|path| !matches!(path, "." | "./")) {
                return Err("cargo installs a package that does not lie at the top of what the COPY brings".to_owned());
            }
        }
        if whole.last().is_some_and(|value| value.contains('/') && name != "--root" && name != "--path") {
            return Err(format!("`cargo {word}` names a path"));
        }
        call.locked |= matches!(word, "--locked" | "--frozen");
        optimised &= !matches!(name, "--debug" | "--profile");
        let whole = || whole.iter().map(|word| (*word).to_owned());
        if builds || option.kept_ahead {
            call.build.extend(whole());
        }
        if OF_PLACE.contains(&name) {
            call.of_place.extend(whole());
        }
    }
    if builds {
        return Ok(call);
    }
    if optimised {
        call.build.insert(verb, "--release".to_owned());
        call.of_place.insert(0, "--release".to_owned());
    }
    Ok(call)
}

fn ahead_of(project: &Project<'_>, call: &Call) -> Result<Ahead, String> {
    let context = project.context();
    let lock = project.at("Cargo.lock");
    let read = context.cargo_project(project.root()).map_err(|error| error.to_string())?;
    let twice = context.is_ambiguous_in_cargo_lock(&lock, &read.packages).map_err(|error| error.to_string())?;
    if let Some(name) = twice {
        return Err(format!("{lock} has two packages of the name {name}"));
    }
    if let Some(above) = project.above(project.root(), &["Cargo.toml", ".cargo/config.toml"])? {
        return Err(format!("cargo may find {above} above its own directory"));
    }
    ahead::made(project, project.root(), &["target"])?;
    let empty = empty(project, &read)?;
    let packages = read.packages.iter().map(|name| format!("-p {name}"));
    let clean: Vec<String> = call
        .settings
        .iter()
        .cloned()
        .chain(["cargo", "clean"].map(str::to_owned))
        .chain(call.of_place.iter().cloned())
        .chain(packages)
        .collect();
    let mut manifests = read.manifests;
    manifests.insert(1, lock);
    manifests.extend(settings(project, &SETTINGS)?);
    let doubt = "what the project depends on is compiled for an empty program, and may look for files of the project";
    Ok(Ahead {
        install: Install { manifests, writes: !call.locked, system: false, doubt: Some(doubt.to_owned()) },
        commands: empty.into_iter().chain([call.build.join(" "), clean.join(" ")]).collect(),
        title: "compile what the project depends on before its sources are copied",
        marks: &MARKS,
    })
}

/// The commands that make empty programs and libraries, over which the COPY puts the sources.
fn empty(project: &Project<'_>, read: &CargoProject) -> Result<Vec<String>, String> {
    let inside = |path: &String| project.inside(path).map(str::to_owned);
    let all = |paths: &[String]| paths.iter().map(inside).collect::<Option<Vec<String>>>();
    let (Some(programs), Some(libraries)) = (all(&read.programs), all(&read.libraries)) else {
        return Err("a source lies outside of what the COPY brings".to_owned());
    };
    let plain = |path: &String| path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte));
    if !programs.iter().chain(&libraries).all(plain) {
        return Err("a source has a name that needs quotes".to_owned());
    }
    let mut directories: Vec<&str> = Vec::new();
    for (directory, _) in programs.iter().chain(&libraries).filter_map(|path| path.rsplit_once('/')) {
        if !directories.contains(&directory) {
            directories.push(directory);
        }
    }
    // One that lies above another is made along with it.
    let leaves: Vec<&str> = directories
        .iter()
        .filter(|one| {
            !directories.iter().any(|other| other.strip_prefix(**one).is_some_and(|rest| rest.starts_with('/')))
        })
        .copied()
        .collect();
    let mut commands = Vec::new();
    if !directories.is_empty() {
        commands.push(format!("mkdir -p {}", leaves.join(" ")));
    }
    if !libraries.is_empty() {
        commands.push(format!("touch {}", libraries.join(" ")));
    }
    if let Some((first, others)) = programs.split_first() {
        commands.push(format!("echo 'fn main() {{}}' > {first}"));
        commands.extend(others.iter().map(|other| format!("cp {first} {other}")));
    }
    match commands.len() {
        0 => Err("the project has no sources where Cargo looks for them".to_owned()),
        1..=16 => Ok(commands),
        _ => Err("the project has many programs; try cargo-chef".to_owned()),
    }
}

/// Files of settings that are there.
pub(super) fn settings(project: &Project<'_>, names: &[&str]) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for path in names.iter().map(|name| project.at(name)) {
        if !project.holds(&path)? {
            continue;
        }
        let toml = path.contains(".cargo/") || path.ends_with(".toml");
        let leads = if toml { project.context().local_in_settings(&path) } else { Ok(None) };
        if let Some(setting) = leads.map_err(|error| error.to_string())? {
            return Err(format!("`{setting}` in {path} may lead to other files of the project"));
        }
        found.push(path);
    }
    Ok(found)
}
