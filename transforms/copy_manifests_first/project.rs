//! The project that a COPY brings into the image.

use std::rc::Rc;

use crate::context::{Context, Kind};
use crate::model::Model;
use crate::syntax::{Arguments, Instruction};

/// A directory of the build context, and where a COPY puts it.
pub(super) struct Project<'m> {
    context: &'m Context,
    instruction: &'m Instruction<'m>,
    /// The directory in the context; empty for all of it.
    root: String,
    /// The destination as written.
    written: String,
    /// The absolute directory in the image, without a slash at its end.
    directory: Rc<str>,
}

/// Flags of COPY that mean the same for the manifests alone.
const FLAGS: [&str; 3] = ["chown", "chmod", "link"];

impl<'m> Project<'m> {
    /// What the COPY at `at` brings; `None` for one that is not about a directory of the context.
    ///
    /// # Errors
    /// Why such a directory cannot be looked into.
    pub(super) fn of(file: &'m Model<'_>, at: usize) -> Result<Option<Self>, String> {
        let instruction = file.instruction(at);
        let Arguments::Copy(transfer) = &instruction.command.arguments else { return Ok(None) };
        let ([_], Some(destination)) = (transfer.sources.as_slice(), &transfer.destination) else { return Ok(None) };
        let Some(path) = file.context_sources(at).pop().and_then(|source| source.path) else { return Ok(None) };
        let Some(context) = file.context else {
            return match path.trim_matches(['.', '/']).is_empty() {
                true => Err("the build context is not known, so it is not known what the install reads".to_owned()),
                false => Ok(None),
            };
        };
        let found = context.source(&path).map_err(|error| error.to_string())?;
        let [(root, entry)] = found.found.as_slice() else { return Ok(None) };
        if entry.kind != Kind::Directory || found.wildcard {
            return Ok(None);
        }
        let written = destination.text(&instruction.logical).to_owned();
        let flags = instruction.command.flags.iter().all(|flag| FLAGS.contains(&instruction.text(flag.name)));
        if transfer.json.is_some() || !flags || written.contains('$') {
            return Err(
                "the COPY is in the form of an array, or has flags or variables that are not followed".to_owned()
            );
        }
        let Some(directory) = file.program_path(at, &format!("{written}/")) else {
            return Err("it is not known which directory the COPY goes to".to_owned());
        };
        let directory: Rc<str> = Rc::from(directory.trim_end_matches('/'));
        if !is_of_the_project(&directory) {
            return Err("the COPY goes to a directory where any command may look for something".to_owned());
        }
        if let Some(name) = variable_that_leads_to(file, at, &directory) {
            return Err(format!("{name} leads commands to what the COPY brings"));
        }
        Ok(Some(Self { context, instruction, root: root.clone(), written, directory }))
    }

    pub(super) fn context(&self) -> &'m Context {
        self.context
    }

    /// The path in the context of a file that the project has at its top under this name.
    pub(super) fn at(&self, name: &str) -> String {
        if self.root.is_empty() { name.to_owned() } else { format!("{}/{name}", self.root) }
    }

    /// The text of a file at the top of the project; `None` where there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, String> {
        self.context.text(&self.at(name)).map_err(|error| error.to_string())
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
        let inside = whole.strip_prefix(&*self.directory)?;
        let inside = if inside.is_empty() { inside } else { inside.strip_prefix('/')? };
        Some(if inside.is_empty() { self.root.clone() } else { self.at(inside) })
    }

    /// Whether something stands at a path of the context.
    ///
    /// # Errors
    /// When it is not known.
    pub(super) fn holds(&self, path: &str) -> Result<bool, String> {
        self.context.entry(path).map(|entry| entry.is_some()).map_err(|error| error.to_string())
    }

    /// Whether the COPY goes to this directory wherever it stands.
    pub(super) fn goes_to(&self, directory: &str) -> bool {
        self.written.starts_with('/') && directory.trim_end_matches('/') == &*self.directory
    }

    /// Whether an absolute path, or the start of one, neither leads into the project nor to a directory above it.
    pub(super) fn is_apart_from(&self, path: &str) -> bool {
        !path.contains("..")
            && !path.starts_with(&*self.directory)
            && !self.directory.starts_with(path.trim_end_matches('/'))
    }

    /// Whether a command run in `directory` runs at the top of the project.
    pub(super) fn is_at_top(&self, directory: Option<&str>) -> bool {
        directory.is_some_and(|directory| directory.trim_end_matches('/') == &*self.directory)
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

    /// The flags of a RUN in `directory` that bring these manifests to where the COPY brings them, for that RUN only;
    /// `None` where a name needs quotes, or the COPY gives them owners or makes the directory.
    pub(super) fn mounts(&self, directory: Option<&str>, manifests: &[&str]) -> Option<Vec<String>> {
        if !self.instruction.command.flags.is_empty() || !manifests.iter().all(is_plain) {
            return None;
        }
        let here = self.is_at_top(directory);
        let mount = |manifest: &&str| {
            let inside = self.inside(manifest)?;
            let target = if here { inside.to_owned() } else { format!("{}/{inside}", self.directory) };
            Some(format!("--mount=type=bind,source={manifest},target={target}"))
        };
        manifests.iter().map(mount).collect()
    }

    /// A path of the context relative to the project.
    fn inside<'p>(&self, path: &'p str) -> Option<&'p str> {
        match self.root.as_str() {
            "" => Some(path),
            root => path.strip_prefix(root)?.strip_prefix('/'),
        }
    }

    /// Whether the COPY uses none of these variables.
    pub(super) fn is_free_of<'n>(&self, mut names: impl Iterator<Item = &'n str>) -> bool {
        let text = self.instruction.logical.text();
        !names.any(|name| text.contains('$') && text.contains(name))
    }

    /// Bytes of the manifests.
    ///
    /// # Errors
    /// When one cannot be read.
    pub(super) fn weigh(&self, manifests: &[&str]) -> Result<u64, String> {
        let weigh =
            |path: &&str| self.context.weigh(path).map(|copied| copied.bytes).map_err(|error| error.to_string());
        manifests.iter().map(weigh).sum()
    }

    /// The COPYs that bring these files and directories to where the COPY of all brings them; `None` where a name needs
    /// quotes.
    pub(super) fn copies(&self, manifests: &[&str]) -> Option<Vec<String>> {
        if !manifests.iter().all(is_plain) || !is_plain(&self.written.as_str()) {
            return None;
        }
        let base = match self.written.trim_end_matches('/') {
            "." => ".",
            written => written.strip_prefix("./").unwrap_or(written),
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
        let keyword = self.instruction.text(self.instruction.command.name);
        let flags = self.instruction.command.flags.iter().map(|flag| self.instruction.text(flag.span));
        let flags: String = flags.flat_map(|flag| [flag, " "]).collect();
        Some(groups.iter().map(|(target, names)| format!("{keyword} {flags}{} {target}", names.join(" "))).collect())
    }
}

/// Directories in which only a project looks for something, or above which it lies; and homes, of which that is true for
/// what lies in them.
const OF_PROJECTS: [&str; 9] =
    ["/home/", "/root/", "/usr/src/", "/var/www", "/var/task", "/opt/", "/srv", "/mnt/", "/media/"];

/// Directories of the system, where commands look for settings, programs and libraries.
const OF_SYSTEM: [&str; 20] = [
    "", "bin", "boot", "dev", "etc", "home", "lib", "lib32", "lib64", "libx32", "mnt", "opt", "proc", "root", "run",
    "sbin", "sys", "tmp", "usr", "var",
];

/// Whether nothing but the project looks for something in a directory: one beside those of the system.
fn is_of_the_project(directory: &str) -> bool {
    let top = directory.trim_start_matches('/').split('/').next().unwrap_or_default();
    let deep_home = directory.strip_prefix("/home/").is_none_or(|inside| inside.contains('/'));
    !OF_SYSTEM.contains(&top) || (deep_home && OF_PROJECTS.iter().any(|one| directory.starts_with(one)))
}

/// Beginnings of the names of variables that shells, loaders and installers read. That of `PYTHONPATH` is not among them:
/// installers bring what they import.
const LEADING: [&str; 24] = [
    "APT_",
    "BASH_ENV",
    "BUN_",
    "BUNDLE_",
    "CURL_",
    "ENV",
    "GEM_",
    "GIT_",
    "GO",
    "HOME",
    "LD_",
    "NODE_",
    "NPM_",
    "PATH",
    "PIP_",
    "PNPM_",
    "PYTHONHOME",
    "PYTHONUSERBASE",
    "REQUESTS_",
    "SSL_",
    "VIRTUAL_ENV",
    "XDG_",
    "YARN_",
    "npm_",
];

/// Those of them that make commands of no use without a value that leads somewhere.
const ALWAYS_LEADING: [&str; 4] = ["BASH_ENV", "ENV", "HOME", "LD_PRELOAD"];

/// The name of a variable that may lead commands to a directory, in a stage or one that it is built FROM.
fn variable_that_leads_to(file: &Model<'_>, at: usize, directory: &str) -> Option<String> {
    let stage = file.stage_of(at)?;
    file.history(stage, file.stages[stage].end).find_map(|at| {
        let instruction = file.instruction(at);
        let (Arguments::Env(pairs) | Arguments::Arg(pairs)) = &instruction.command.arguments else { return None };
        pairs.iter().find_map(|pair| {
            let name = instruction.text(pair.name);
            let written = pair.value.map(|value| instruction.text(value));
            let value = written.and_then(|value| file.expand(at, value)).map(|value| value.text);
            let parts = |text: &str| text.split([':', ' ', '=', '"']).any(|part| part.starts_with(directory));
            let leads = match (&value, written) {
                (Some(value), _) => parts(value),
                (None, written) => ALWAYS_LEADING.contains(&name) || written.is_some_and(parts),
            };
            (leads && LEADING.iter().any(|start| name.starts_with(start))).then(|| name.to_owned())
        })
    })
}

/// Whether a name means itself in a COPY and in a mount.
fn is_plain(name: &&str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-+@".contains(&byte))
}
