//! Who else reads, or brings, what lies where a cache would be mounted.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{CachePlace, CacheTool};
use crate::model::writes::touches;
use crate::model::{Model, Run, absolute};
use crate::syntax::{Arguments, Assignment, Instruction, MountKey, mounts};

/// What the file says about the cache of a program, read once.
pub(super) struct Around<'t> {
    tool: &'t CacheTool,
    /// A text that may move the cache.
    setting: Option<&'t str>,
    /// A file of the build context that does.
    setting_file: Option<&'t str>,
    /// The line of an instruction that names the cache, otherwise than to remove it by force.
    named: Option<usize>,
    /// The line of a RUN without a network that names the program.
    offline: Option<usize>,
    /// For each stage, whether its cache is taken by another.
    taken: Vec<bool>,
    /// For each stage, the one at the root of its family.
    roots: &'t [usize],
    /// The directories that are copied, or copied to, as they are written, by the root of the family, and the line.
    copied: BTreeMap<(usize, String), usize>,
}

/// Programs that read whole directories. The last word of the first ones is where they write.
const COPIES: [&str; 4] = ["cp", "mv", "ln", "rsync"];
const PACKS: [&str; 4] = ["tar", "zip", "find", "cpio"];

/// Directories that hold caches.
const ABOVE: [&str; 6] = ["", "/root", "/home", "/usr", "/usr/local", "/usr/local/share"];

/// The last parts of directories that hold a cache.
const LAST: [&str; 7] = ["/.cache", "/.npm", "/.m2", "/.nuget", "/.composer", "/.cargo", "/usr/local/cargo"];

impl<'t> Around<'t> {
    pub(super) fn of(file: &Model<'_>, tool: &'t CacheTool, roots: &'t [usize]) -> Self {
        let text = file.document.source.text();
        let holds = |path: Option<&str>| {
            path.is_none_or(|path| {
                let is_home = path.strip_prefix("/home/").is_some_and(|rest| !rest.contains('/'));
                let at_gopath = tool.name == "go" && path == "/go";
                let above = ABOVE.contains(&path) || LAST.iter().any(|last| path.ends_with(last));
                above || is_home || at_gopath || names(tool, path)
            })
        };
        let mut all = 0..file.document.instructions.len();
        let named = if names(tool, text) { all.find(|&at| counts_on_cache(file, at, tool)) } else { None };
        let line = |at: usize| file.document.source.position(file.instruction(at).span.start as usize).line;
        let setting = tool.settings.iter().find(|setting| text.contains(setting.as_str())).map(String::as_str);
        let is_offline = |at: &usize| {
            let run = file.run(*at).filter(|run| run.flags().any(|flag| flag.contains("network=none")));
            run.is_some_and(|run| tool.programs.iter().any(|program| run.mentions(program)))
        };
        let offline = (0..file.document.instructions.len()).find(is_offline).map(line);
        let mut copied = BTreeMap::new();
        for (stage, facts) in file.stages.iter().enumerate() {
            for at in facts.body() {
                for directory in copied_directories(file, at) {
                    copied.entry((roots[stage], directory)).or_insert_with(|| line(at));
                }
            }
        }
        let setting_file = tool.files.iter().find(|[name, text]| is_in_context(file, name, text));
        let setting_file = setting_file.map(|[name, _]| name.as_str());
        Self {
            tool,
            setting,
            setting_file,
            named: named.map(line),
            offline,
            taken: file.stages_giving(&holds),
            roots,
            copied,
        }
    }

    /// Whether no directory above a place of the cache is copied, or copied to: a mount would hide what comes along.
    pub(super) fn allow_target(
        &self,
        stage: usize,
        target: &str,
        place: &CachePlace,
        home: &str,
    ) -> Result<(), String> {
        let line = |directory: &str| self.copied.get(&(self.roots[stage], directory.to_owned())).copied();
        let with_variable = |directory: &str| {
            place.moved_by.iter().find_map(|[name, below]| {
                let rest = target.strip_suffix(below.as_str()).and_then(|root| directory.strip_prefix(root))?;
                line(&format!("${name}{rest}"))
            })
        };
        let ends = target.match_indices('/').map(|(at, _)| at).chain([target.len()]);
        for end in ends {
            let (directory, below) = target.split_at(end);
            let in_home = || directory.strip_prefix(home).and_then(|rest| line(&format!("~{rest}")));
            // A `*` leaves out names that begin with a dot.
            let star = || {
                let plain = below.starts_with('/') && !below.starts_with("/.");
                line(&format!("{directory}/*")).filter(|_| plain)
            };
            if let Some(line) = line(directory).or_else(in_home).or_else(|| with_variable(directory)).or_else(star) {
                return Err(format!("line {line} is about a directory that holds {target}, which a mount would hide"));
            }
        }
        Ok(())
    }

    /// Whether nothing moves the cache, and nothing reads, or brings, what a mount in a stage hides.
    pub(super) fn allow(&self, stage: usize) -> Result<(), String> {
        let name = &self.tool.name;
        if let Some(setting) = self.setting {
            return Err(format!("`{setting}` may say that the cache of {name} is elsewhere"));
        }
        if let Some(name) = self.setting_file {
            return Err(format!(
                "{name} of the build context says something of the cache of {name_of}",
                name_of = self.tool.name
            ));
        }
        if let Some(line) = self.named {
            return Err(format!("line {line} names the cache of {name}, and may read it"));
        }
        if let Some(line) = self.offline {
            return Err(format!("the RUN in line {line} has no network, and installs from what is there"));
        }
        match self.taken[stage] {
            true => Err(format!("the cache of {name}, or a directory that holds it, is taken from the stage")),
            false => Ok(()),
        }
    }
}

/// Directories of the context that are looked into for settings, at most.
const MAX_PROJECTS: usize = 32;

/// Whether a file of this name that holds this text lies in the build context, at its top or where a COPY takes from.
fn is_in_context(file: &Model<'_>, name: &str, text: &str) -> bool {
    let Some(context) = file.context else { return false };
    let all = 0..file.document.instructions.len();
    let sources = all.flat_map(|at| file.context_sources(at)).filter_map(|source| source.path).take(MAX_PROJECTS);
    let mut directories = BTreeSet::from([String::new()]);
    for source in sources {
        let path = source.trim_start_matches("./").trim_matches('/');
        directories.extend(path.rsplit_once('/').map(|(above, _)| format!("{above}/")));
        directories.insert(if path.is_empty() || path == "." { String::new() } else { format!("{path}/") });
    }
    directories.iter().filter(|directory| !directory.contains(['*', '?', '['])).any(|directory| {
        let found = context.text(&format!("{directory}{name}"));
        found.is_ok_and(|found| found.is_some_and(|found| found.contains(text)))
    })
}

/// The directories that an instruction copies as a whole, or copies into, as far as they are written: absolute paths
/// without a slash at the end, or what begins with `~` or with a variable.
fn copied_directories(file: &Model<'_>, at: usize) -> Vec<String> {
    let instruction = file.instruction(at);
    match &instruction.command.arguments {
        Arguments::Copy(transfer) | Arguments::Add(transfer) => {
            // `go.mod` is a file, `.` and `src` may be directories.
            let is_file = |source: &str| {
                let name = source.rsplit('/').next().unwrap_or_default();
                name.trim_start_matches('.').contains('.') && !name.contains(".tar") && !name.ends_with(".tgz")
            };
            let all_files = transfer.sources.iter().all(|source| is_file(source.text(&instruction.logical)));
            let target = file.target(at, transfer).filter(|_| !all_files);
            target.map(|target| target.trim_end_matches('/').to_owned()).into_iter().collect()
        }
        Arguments::Run(_) => {
            let Some(run) = file.run(at) else { return Vec::new() };
            let mut found = Vec::new();
            for located in run.simple_commands() {
                let words = &located.simple.words;
                let name = words.first().and_then(|word| word.value(run.text)).unwrap_or_default();
                let copies = COPIES.contains(&&*name);
                if !copies && !PACKS.contains(&&*name) {
                    continue;
                }
                let reads = &words[1..words.len() - usize::from(copies && words.len() > 1)];
                found.extend(reads.iter().filter_map(|word| written_directory(file, run, word.text(run.text))));
            }
            found
        }
        _ => Vec::new(),
    }
}

/// A word as the directory that it may be.
fn written_directory(file: &Model<'_>, run: &Run<'_>, word: &str) -> Option<String> {
    let word = word.replace(['"', '\'', '{', '}'], "");
    if word == "/" || word == "/." {
        return Some(String::new());
    }
    let word = word.strip_suffix("/.").unwrap_or(&word).trim_end_matches('/');
    if let Some(below) = word.strip_prefix("$HOME") {
        return Some(format!("~{below}"));
    }
    if word.starts_with(['~', '$']) {
        return Some(word.to_owned());
    }
    absolute(word, file.state(run.at).workdir.as_deref()).map(|path| path.trim_end_matches('/').to_owned())
}

/// Whether a text names a directory of the cache, or what is in it.
fn names(tool: &CacheTool, text: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '-' | '.'));
    let is_there = |mark: &String| text.match_indices(mark.as_str()).any(|(at, _)| ends(&text[at + mark.len()..]));
    tool.places.iter().flat_map(|place| &place.marks).any(is_there)
}

/// Whether an instruction names the cache as one that may read it, or puts something there.
fn counts_on_cache(file: &Model<'_>, at: usize, tool: &CacheTool) -> bool {
    let instruction = file.instruction(at);
    let names = |text: &str| names(tool, text);
    let whole = instruction.lines.of(file.document.source.text());
    let moves = |pair: &Assignment| {
        let name = instruction.text(pair.name);
        tool.places.iter().flat_map(|place| &place.moved_by).any(|[known, _]| known == name)
    };
    let value = |pair: &Assignment, instruction: &Instruction<'_>| {
        pair.value.is_some_and(|value| names(instruction.text(value)))
    };
    match &instruction.command.arguments {
        Arguments::Label(_) | Arguments::Maintainer(_) => false,
        Arguments::Env(pairs) | Arguments::Arg(pairs) => {
            pairs.iter().any(|pair| !moves(pair) && value(pair, instruction))
        }
        Arguments::Copy(transfer) | Arguments::Add(transfer) => {
            names(whole) || file.target(at, transfer).is_some_and(|target| names(&target))
        }
        Arguments::Workdir(_) => file.state_behind(at).workdir.as_deref().is_some_and(names),
        Arguments::Run(_) => file.run(at).is_none_or(|run| match run.script {
            Ok(_) => names(run.text) && names(&run.text_without_forced_removals()),
            Err(_) => names(run.text),
        }),
        _ => names(whole),
    }
}

/// Whether the mounts that a RUN has leave `target` alone.
pub(super) fn is_free(file: &Model<'_>, run: &Run<'_>, target: &str) -> Result<(), String> {
    for mount in mounts(run.instruction, &run.instruction.command) {
        let other = mount.get(run.instruction, MountKey::Target);
        // A secret without a target lies in /run/secrets, a socket of an agent in /run.
        let elsewhere = other.is_none() && matches!(mount.kind(run.instruction), "secret" | "ssh");
        let other = other.and_then(|other| absolute(other, file.state(run.at).workdir.as_deref()));
        if !elsewhere && other.is_none_or(|other| touches(&other, target)) {
            return Err(format!("{} may lie over the cache", run.instruction.text(mount.span)));
        }
    }
    Ok(())
}

/// Whether a cache mount of a RUN is at `target` already.
pub(super) fn is_mounted(file: &Model<'_>, run: &Run<'_>, target: &str) -> bool {
    mounts(run.instruction, &run.instruction.command).iter().any(|mount| {
        let at = mount.get(run.instruction, MountKey::Target);
        let at = at.and_then(|at| absolute(&file.expand(run.at, at)?.text, file.state(run.at).workdir.as_deref()));
        mount.kind(run.instruction) == "cache" && at.as_deref() == Some(target)
    })
}
