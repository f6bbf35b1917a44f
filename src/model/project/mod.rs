//! What a COPY brings into the image, and what the commands behind it need of that.
//!
//! Invariant: what is not known to leave it alone may need all of it.

mod ahead;
mod bundler;
mod cargo;
mod composer;
mod destination;
mod dotnet;
mod gradle;
mod leads;
mod maven;
mod node;
mod pip;
mod python;
mod sources;
mod steps;
mod workspaces;

pub use ahead::Ahead;
pub use destination::Destination;
pub use steps::{Install, Step};

use crate::context::{Context, GoModules, Kind};
use crate::model::Model;
use crate::syntax::Arguments;

/// A directory of the build context that a COPY brings into the image.
#[derive(Debug)]
pub struct Project<'m> {
    /// Where it goes.
    pub to: Destination<'m>,
    context: &'m Context,
    /// The directory in the context; empty for all of it.
    root: String,
}

/// Packages that are copied one by one into their directories: so many COPYs are still read by people.
const MAX_DIRECTORIES: usize = 12;

/// Flags of COPY that mean the same for some of the files alone.
const FLAGS: [&str; 3] = ["chown", "chmod", "link"];

impl<'m> Project<'m> {
    /// What the COPY at `at` brings; `None` for one that is not about a directory of the context.
    ///
    /// # Errors
    /// Why such a directory cannot be looked into.
    pub fn of(file: &'m Model<'_>, at: usize) -> Result<Option<Self>, String> {
        let instruction = file.instruction(at);
        let Arguments::Copy(transfer) = &instruction.command.arguments else { return Ok(None) };
        let ([_], Some(destination)) = (transfer.sources.as_slice(), &transfer.destination) else { return Ok(None) };
        let Some(path) = file.context_sources(at).pop().and_then(|source| source.path) else { return Ok(None) };
        let Some(context) = file.context else {
            return match path.trim_matches(['.', '/']).is_empty() {
                true => {
                    let why = file.why_no_context.map_or_else(String::new, |reason| format!(" ({reason})"));
                    Err(format!("the build context is not known, so it is not known what the install reads{why}"))
                }
                false => Ok(None),
            };
        };
        let found = context.source(&path).map_err(|error| error.to_string())?;
        let [(root, entry)] = found.found.as_slice() else { return Ok(None) };
        if entry.kind != Kind::Directory || found.wildcard {
            return Ok(None);
        }
        let flags = instruction.command.flags.iter().all(|flag| FLAGS.contains(&instruction.text(flag.name)));
        if transfer.json.is_some() || !flags || destination.text(&instruction.logical).contains('$') {
            return Err(
                "the COPY is in the form of an array, or has flags or variables that are not followed".to_owned()
            );
        }
        let Some(to) = Destination::of(file, at) else {
            return Err("it is not known which directory the COPY goes to".to_owned());
        };
        if !to.is_of_the_project() {
            return Err("the COPY goes to a directory where any command may look for something".to_owned());
        }
        // Environments are made in the image: installs that make one see to it that none is brought.
        let brings = |inside: &str| {
            let path = ahead::join(root, inside);
            let made = context.leaves_out(&path) || [".venv", "node_modules"].contains(&first(inside));
            inside.is_empty() || !made || !matches!(context.entry(&path), Ok(None))
        };
        if let Some(reason) = to.led_to_some(file, &brings) {
            return Err(reason);
        }
        Ok(Some(Self { to, context, root: root.clone() }))
    }

    pub(super) fn context(&self) -> &'m Context {
        self.context
    }

    /// The directory in the context; empty for all of it.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.root
    }

    /// Whether it is all of the context.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.root.is_empty()
    }

    /// The path in the context of a file that the project has at its top under this name.
    pub fn at(&self, name: &str) -> String {
        if self.root.is_empty() { name.to_owned() } else { format!("{}/{name}", self.root) }
    }

    /// What stands at the top of the project beside these paths of the context, in order.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn beside(&self, paths: &[String]) -> Result<Vec<String>, String> {
        let names = self.context.list(&self.root).map_err(|error| error.to_string())?;
        let all = names.into_iter().map(|(name, _)| self.at(&name));
        Ok(all.filter(|path| !paths.contains(path)).collect())
    }

    /// What a download of the modules of Go at the top of the project reads; `None` where there are none.
    ///
    /// # Errors
    /// When it needs more, or that is not known.
    pub fn go_modules(&self) -> Result<Option<GoModules>, String> {
        let found = self.context.go_modules(&self.root).map_err(|error| error.to_string())?;
        let Some(found) = found else { return Ok(None) };
        let mut directories: Vec<&str> =
            found.files.iter().map(|file| file.rsplit_once('/').map_or("", |it| it.0)).collect();
        directories.sort_unstable();
        directories.dedup();
        match directories.len() {
            ..=MAX_DIRECTORIES => Ok(Some(found)),
            many => Err(format!("there are {many} modules, each of which takes a COPY; copy them with COPY --parents")),
        }
    }

    /// The path in the context that a file of the project has which a command run in `directory` calls `word`; `None`
    /// for what lies outside of the project.
    pub(super) fn path(&self, directory: Option<&str>, word: &str) -> Option<String> {
        let whole = if word.starts_with('/') { word.to_owned() } else { format!("{}/{word}", directory?) };
        let mut parts: Vec<&str> = Vec::new();
        for part in whole.split('/').filter(|part| !matches!(*part, "" | ".")) {
            if part == ".." { _ = parts.pop() } else { parts.push(part) }
        }
        let whole: String = parts.iter().flat_map(|part| ["/", part]).collect();
        let inside = whole.strip_prefix(&*self.to.directory)?;
        let inside = if inside.is_empty() { inside } else { inside.strip_prefix('/')? };
        Some(if inside.is_empty() { self.root.clone() } else { self.at(inside) })
    }

    /// Whether something stands at a path of the context.
    ///
    /// # Errors
    /// When it is not known.
    pub fn holds(&self, path: &str) -> Result<bool, String> {
        self.context.entry(path).map(|entry| entry.is_some()).map_err(|error| error.to_string())
    }

    /// The first path of these names that stands in a directory of the project above `directory`.
    ///
    /// # Errors
    /// When it is not known.
    pub(super) fn above(&self, directory: &str, names: &[&str]) -> Result<Option<String>, String> {
        let mut rest = directory;
        while rest != self.root {
            rest = rest.rsplit_once('/').map_or("", |(above, _)| above);
            for name in names {
                let path = if rest.is_empty() { (*name).to_owned() } else { format!("{rest}/{name}") };
                if self.holds(&path)? {
                    return Ok(Some(path));
                }
            }
        }
        Ok(None)
    }

    /// The flags of the RUN at `at` that bring these manifests to where the COPY brings them, for that RUN only;
    /// `None` where a name needs quotes, or the COPY gives them owners or makes the directory.
    pub fn mounts(&self, file: &Model<'_>, at: usize, manifests: &[&str]) -> Option<Vec<String>> {
        let directory = file.state(at).workdir.as_deref();
        let made_for_another = !file.state(at).user.may_be_root();
        if made_for_another || !self.to.instruction.command.flags.is_empty() || !manifests.iter().all(is_plain) {
            return None;
        }
        let here = self.to.is_at_top(directory);
        let mount = |manifest: &&str| {
            let inside = self.inside(manifest)?;
            let target = if here { inside.to_owned() } else { format!("{}/{inside}", self.to.directory) };
            Some(format!("--mount=type=bind,source={manifest},target={target}"))
        };
        manifests.iter().map(mount).collect()
    }

    /// A path of the context relative to the project.
    pub(super) fn inside<'p>(&self, path: &'p str) -> Option<&'p str> {
        match self.root.as_str() {
            "" => Some(path),
            root => path.strip_prefix(root)?.strip_prefix('/'),
        }
    }

    /// Bytes of the manifests.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn weigh(&self, manifests: &[&str]) -> Result<u64, String> {
        let weigh =
            |path: &&str| self.context.weigh(path).map(|copied| copied.bytes).map_err(|error| error.to_string());
        manifests.iter().map(weigh).sum()
    }

    /// The COPYs that bring these files and directories to where the COPY of all brings them; `None` where a name needs
    /// quotes.
    pub fn copies(&self, manifests: &[&str]) -> Option<Vec<String>> {
        if !manifests.iter().all(is_plain) || !is_plain(&self.to.written.as_str()) {
            return None;
        }
        let base = match self.to.written.trim_end_matches('/') {
            "." => ".",
            written => written.strip_prefix("./").unwrap_or(written).trim_end_matches("/."),
        };
        let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
        for manifest in manifests {
            let inside = self.inside(manifest)?;
            let is_directory = self.context.entry(manifest).ok()??.kind == Kind::Directory;
            let directory =
                if is_directory { inside } else { inside.rsplit_once('/').map_or("", |(directory, _)| directory) };
            let target = match (base, directory) {
                (base, "") => format!("{base}/"),
                (".", directory) => format!("{directory}/"),
                (base, directory) => format!("{base}/{directory}/"),
            };
            match groups.iter_mut().find(|(other, _)| *other == target && !is_directory) {
                Some((_, names)) => names.push(manifest),
                None => groups.push((target, vec![manifest])),
            }
        }
        let keyword = self.to.instruction.text(self.to.instruction.command.name);
        let flags = self.to.instruction.command.flags.iter().map(|flag| self.to.instruction.text(flag.span));
        let flags: String = flags.flat_map(|flag| [flag, " "]).collect();
        Some(groups.iter().map(|(target, names)| format!("{keyword} {flags}{} {target}", names.join(" "))).collect())
    }
}

/// The first part of a path.
fn first(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// Whether a name means itself in a COPY and in a mount.
fn is_plain(name: &&str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-+@".contains(&byte))
}
