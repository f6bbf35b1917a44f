//! Who else deals with pip's cache: facts of the whole file, read once.

use crate::model::{Model, Run, User, is_careful};
use crate::shell::{Resolved, resolve};
use crate::syntax::{Arguments, Keyword};

/// What other instructions do with the cache, for each stage.
pub(super) struct CacheUse {
    /// Some instruction of the file names `~/.cache/pip`.
    pub named: bool,
    /// An instruction of the stage, of one it is built FROM or of one built FROM it counts on `~/.cache`, or calls
    /// `pip cache`.
    pub wanted: Vec<bool>,
    /// The cache, or a directory that holds it, is taken from the stage.
    pub taken: Vec<bool>,
    /// A later installation may need a wheel that was built while a compiler was there.
    pub reused: bool,
}

/// What an instruction brings for the pip behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Arrival {
    /// Nothing.
    #[default]
    Nothing,
    /// Files for a home directory, which may hold a cache.
    Home,
    /// A cache.
    Cache,
    /// Settings of pip.
    Settings,
}

impl CacheUse {
    /// Reads it from the file.
    pub(super) fn of(file: &Model<'_>) -> Self {
        let text = file.document.source.text();
        let names = |at: usize| {
            let lines = file.instruction(at).lines.of(text);
            lines.contains(".cache/pip") && file.run(at).is_none_or(counts_on_cache)
        };
        let mut wanted: Vec<bool> =
            file.stages.iter().map(|stage| stage.body().any(|at| wants_cache(file, at))).collect();
        let named = file.stages.iter().flat_map(|stage| stage.body()).any(names);
        // Down to the bases first, then up to what is built on them.
        for (stage, facts) in file.stages.iter().enumerate().rev() {
            wanted[stage] |= facts.children.iter().any(|&child| wanted[child]);
        }
        for (stage, facts) in file.stages.iter().enumerate() {
            for &child in &facts.children {
                wanted[child] |= wanted[stage];
            }
        }
        let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let removes = any(&["purge", "apt-get remove", "autoremove", "apk del", "yum remove", "dnf remove"]);
        let reused = removes && any(&["--target", "--prefix", "--force-reinstall", "--ignore-installed"]);
        Self { named, wanted, taken: file.stages_giving(&holds_cache), reused }
    }
}

/// Whether a path is that of a cache in a home directory, is in one, or holds one.
fn holds_cache(path: Option<&str>) -> bool {
    path.is_none_or(|path| is_home(path) || path.split('/').any(|part| part == ".cache"))
}

/// Whether an absolute path without a slash at its end is a home directory, or holds one.
fn is_home(path: &str) -> bool {
    matches!(path, "" | "/root" | "/home") || path.strip_prefix("/home/").is_some_and(|rest| !rest.contains('/'))
}

/// Whether a text names a directory `.cache`.
fn names_cache(text: &str) -> bool {
    let after_name = |at: usize| text[..at].ends_with(|ch: char| ch.is_ascii_alphanumeric() || "-_*.".contains(ch));
    text.match_indices(".cache").any(|(at, _)| !after_name(at))
}

/// Whether an instruction may fail, or do something else, without the cache.
fn wants_cache(file: &Model<'_>, at: usize) -> bool {
    if calls_pip(file, at, "cache") {
        return true;
    }
    let instruction = file.instruction(at);
    let keyword = instruction.keyword();
    let runs = matches!(
        keyword,
        Some(Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck | Keyword::Onbuild | Keyword::Run)
    );
    // A relative path in a directory of the cache does not name it.
    let in_cache =
        || file.state(at).workdir.as_deref().is_some_and(|path| path.split('/').any(|part| part == ".cache"));
    let names = || match file.run(at) {
        Some(run) => counts_on_cache(run),
        None => names_cache(instruction.lines.of(file.document.source.text())),
    };
    runs && (in_cache() || names())
}

/// Whether an instruction calls a subcommand of pip, or what may be one, also in quotes.
pub(super) fn calls_pip(file: &Model<'_>, at: usize, subcommand: &str) -> bool {
    let lines = file.instruction(at).lines.of(file.document.source.text());
    if !lines.contains("pip") {
        return false;
    }
    let calls = |run: &Run<'_>| {
        run.simple_commands().iter().any(|found| match resolve(found.simple, run.text) {
            Resolved::Known(pip) if pip.tool == "pip" => match &pip.subcommand {
                Some((name, _)) => name == subcommand,
                None => pip.opaque_before,
            },
            _ => false,
        })
    };
    names_call(lines, subcommand) || file.run(at).is_some_and(calls)
}

/// Whether a text holds the word `pip` (`/usr/bin/pip3`), options, and then a word.
fn names_call(text: &str, subcommand: &str) -> bool {
    let between = |ch: char| ch.is_whitespace() || "\"'`,;&|()[]{}\\".contains(ch);
    let mut behind_pip = false;
    text.split(between).filter(|word| !word.is_empty()).any(|word| {
        let found = behind_pip && word == subcommand;
        behind_pip = (behind_pip && word.starts_with('-')) || is_pip(word);
        found
    })
}

/// Whether a word is the name of pip, with a version or path.
pub(super) fn is_pip(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or_default();
    name.strip_prefix("pip").is_some_and(|version| version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

/// Whether a RUN names `.cache`, or a pattern that it fits, in another way than to remove or make it whether it is there
/// or not.
fn counts_on_cache(run: &Run<'_>) -> bool {
    let named = names_cache(run.text);
    if !named && !["/.", " .", "\t."].iter().any(|dot| run.mentions(dot)) {
        return false;
    }
    if run.may_match(".cache") {
        return true;
    }
    let commands = run.simple_commands();
    let careful = commands.iter().map(|located| located.simple).filter(|simple| is_careful(simple, run.text));
    let in_careful: usize = careful.map(|simple| simple.span.of(run.text).matches(".cache").count()).sum();
    named && (run.script.is_err() || in_careful != run.text.matches(".cache").count())
}

/// Whether a RUN names caches of other tools alone, such as `~/.cache/pypoetry`, to remove or make them.
pub(super) fn removes_other_caches(run: &Run<'_>) -> bool {
    !run.names_cache_of(&["pip"]) && !counts_on_cache(run)
}

/// What the instruction at `at` brings for a pip that runs behind it.
pub(super) fn arrival(file: &Model<'_>, at: usize) -> Arrival {
    let instruction = file.instruction(at);
    let text = instruction.lines.of(file.document.source.text());
    let copies = match &instruction.command.arguments {
        Arguments::Add(transfer) | Arguments::Copy(transfer) => Some(transfer),
        Arguments::Run(_) => None,
        _ => return Arrival::Nothing,
    };
    if ["pip.conf", ".config/pip", "/.pip"].iter().any(|name| text.contains(name)) || calls_pip(file, at, "config") {
        return Arrival::Settings;
    }
    let Some((transfer, destination)) = copies.and_then(|copy| Some((copy, copy.destination.as_ref()?))) else {
        return Arrival::Nothing;
    };
    if names_cache(text) {
        return Arrival::Cache;
    }
    let Some(word) = file.expand(at, destination.text(&instruction.logical)) else { return Arrival::Home };
    let word = word.text;
    let path = if word.starts_with('/') {
        word
    } else {
        format!("{}/{}", file.state(at).workdir.as_deref().unwrap_or_default().trim_end_matches('/'), word)
    };
    let path = path.trim_end_matches(['.', '/']);
    let sources: Vec<&str> = transfer.sources.iter().map(|source| source.text(&instruction.logical)).collect();
    let from_stage = instruction.command.flag(&instruction.logical, "from").is_some();
    let own_home = file.variable(at, "HOME").is_some_and(|home| home.text.trim_end_matches('/') == path);
    if from_stage && (is_home(path) || own_home) && sources.iter().any(|source| is_home(source.trim_end_matches('/'))) {
        return Arrival::Cache;
    }
    // Root's home is /root; who else there is may live anywhere below /home.
    let root = matches!(file.state(at).user, User::Root | User::FromBase);
    let home = own_home || (!path.is_empty() && is_home(path) && (path == "/root" || !root));
    if home && sources.iter().any(|source| may_be_directory(source)) { Arrival::Home } else { Arrival::Nothing }
}

/// Whether a source of a COPY does not look like one file.
fn may_be_directory(source: &str) -> bool {
    let name = source.rsplit('/').next().unwrap_or_default();
    let settings = name.len() > 2 && name.starts_with('.') && name.ends_with("rc");
    !settings && !name.trim_start_matches('.').contains('.')
}
