//! Who else deals with the caches of npm and yarn: facts of the whole file, read once.

use crate::model::{Model, Run};
use crate::syntax::{Arguments, Keyword, MountKey, mounts};

/// What the instructions of a file do with the caches.
pub(super) struct CacheUse {
    /// Instructions that name a cache otherwise than to remove it by force, or install offline.
    naming: Vec<usize>,
    /// For each stage, whether a cache, or a directory that holds one, is taken from it.
    taken: Vec<bool>,
    /// For each stage, whether what its image runs installs packages.
    at_run_time: Vec<bool>,
}

impl CacheUse {
    /// Reads it from the file.
    pub(super) fn of(file: &Model<'_>) -> Self {
        let all = 0..file.document.instructions.len();
        let users = all.clone().any(|at| file.instruction(at).keyword() == Some(Keyword::User));
        let naming = all.filter(|&at| hinders(file, at, users) || counts_on_cache(file, at)).collect();
        let mut at_run_time: Vec<bool> =
            file.stages.iter().map(|stage| stage.body().any(|at| installs_when_run(file, at))).collect();
        // Children come behind the stages they are built FROM, and inherit what these run.
        for (stage, facts) in file.stages.iter().enumerate() {
            for &child in &facts.children {
                at_run_time[child] |= at_run_time[stage];
            }
        }
        for (stage, facts) in file.stages.iter().enumerate().rev() {
            at_run_time[stage] |= facts.children.iter().any(|&child| at_run_time[child]);
        }
        Self { naming, taken: file.stages_giving(&holds_cache), at_run_time }
    }

    /// Why another instruction needs the caches that a RUN of the stage fills.
    pub(super) fn reason_to_keep(&self, stage: usize, run: &Run<'_>) -> Option<String> {
        if self.taken[stage] {
            return Some("the cache, or a directory that holds it, is taken from the stage".to_owned());
        }
        let other = self.naming.iter().any(|&at| at != run.at);
        other.then(|| "another instruction counts on a package cache, or installs from it".to_owned())
    }

    /// Whether what the image of the stage runs, or of one built FROM it, installs packages.
    pub(super) fn installs_at_run_time(&self, stage: usize) -> bool {
        self.at_run_time[stage]
    }
}

/// Texts with which a cache is named.
const MARKS: [&str; 11] = [
    "_cacache",
    ".cache/yarn",
    "share/.cache",
    "npm-cache",
    "npm_cache",
    "yarn-cache",
    "yarn_cache",
    "npm cache add",
    "yarn cache dir",
    "config get cache",
    "content-v2",
];

fn names_cache(text: &str) -> bool {
    let directory = |(at, name): (usize, &str)| {
        let rest = &text[at + name.len()..];
        !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || matches!(next, '_' | '-' | '.'))
    };
    let offline = || ["npm", "yarn"].iter().any(|name| text.contains(name)) && text.contains("offline");
    MARKS.iter().any(|mark| text.contains(mark)) || text.match_indices("/.npm").any(directory) || offline()
}

/// Whether an instruction may fail, or do something else, without a cache.
fn counts_on_cache(file: &Model<'_>, at: usize) -> bool {
    let instruction = file.instruction(at);
    let whole = instruction.lines.of(file.document.source.text());
    if file.run(at).is_some_and(|run| run.flags().any(|flag| flag.contains("network=none"))) {
        return true;
    }
    if !names_cache(whole) {
        return false;
    }
    match &instruction.command.arguments {
        // A variable moves the cache for the installation and the cleaning alike.
        Arguments::Env(_) | Arguments::Arg(_) => whole.contains("offline"),
        Arguments::Label(_) | Arguments::Maintainer(_) => false,
        _ => file.run(at).is_none_or(|run| run.script.is_err() || names_cache(&run.text_without_forced_removals())),
    }
}

/// Whether a setting makes the cleaning fail, which the installation does not mind: npm cleans no cache while workspaces
/// are selected (npm 11, ENOWORKSPACES), and one user cannot clean, or write, what another put into a cache of both.
/// `users` says that the file has a USER.
fn hinders(file: &Model<'_>, at: usize, users: bool) -> bool {
    let instruction = file.instruction(at);
    match &instruction.command.arguments {
        Arguments::Env(pairs) | Arguments::Arg(pairs) => pairs.iter().any(|pair| {
            let name = instruction.text(pair.name).to_ascii_lowercase();
            let shared = matches!(&*name, "npm_config_cache" | "yarn_cache_folder" | "home");
            name.starts_with("npm_config_workspace") || users && shared
        }),
        _ => file.run(at).is_some_and(|run| run.text.to_ascii_lowercase().contains("npm_config_workspace")),
    }
}

/// Whether a path is that of a cache in a home directory, is in one, or holds one.
fn holds_cache(path: Option<&str>) -> bool {
    let is_home = |path: &str| {
        matches!(path, "" | "/root" | "/home" | "/usr/local/share")
            || path.strip_prefix("/home/").is_some_and(|rest| !rest.contains('/'))
    };
    path.is_none_or(|path| is_home(path) || path.split('/').any(|part| matches!(part, ".cache" | ".npm" | "_cacache")))
}

/// Whether an instruction says what the image, or one built on it, runs, and that installs packages of Node.
fn installs_when_run(file: &Model<'_>, at: usize) -> bool {
    let instruction = file.instruction(at);
    let runs = matches!(
        instruction.command.arguments,
        Arguments::Cmd(_) | Arguments::Entrypoint(_) | Arguments::Healthcheck(_) | Arguments::Onbuild(_)
    );
    let text = instruction.lines.of(file.document.source.text());
    let between = |ch: char| !(ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '@' | '/' | '.'));
    let mut words = text.split(between).filter(|word| !word.is_empty()).peekable();
    let mut found = false;
    while let (true, Some(word)) = (runs && !found, words.next()) {
        let next = words.peek().copied().unwrap_or_default();
        found = match word.rsplit('/').next().unwrap_or_default() {
            "npx" | "bunx" => true,
            "npm" | "pnpm" | "bun" => matches!(next, "install" | "i" | "ci" | "add" | "exec" | "x" | "dlx" | "update"),
            "yarn" => {
                matches!(next, "" | "install" | "add" | "global" | "yarn" | "npm" | "node") || next.starts_with('-')
            }
            _ => false,
        };
    }
    found
}

/// Whether a RUN deals with a cache itself.
pub(super) fn is_clean(run: &Run<'_>) -> bool {
    let cleans = ["cache clean", "cache clear", "cache rm", "cache purge", "cache verify", "cache-clean"];
    let removes = run.mentions("rm ")
        && ([".npm", "_cacache", "yarn-cache", ".yarn"].iter().any(|name| run.mentions(name))
            || run.names_cache_of(&["node", "node-gyp", "npm", "pnpm", "yarn"]));
    cleans.iter().any(|words| run.mentions(words)) || removes
}

/// Why the cache of a RUN is not in its layer, or is wanted.
pub(super) fn reason_to_keep(run: &Run<'_>) -> Option<String> {
    let over_cache = mounts(run.instruction, &run.instruction.command).into_iter().find(|mount| {
        let target = mount.get(run.instruction, MountKey::Target).unwrap_or_default();
        let elsewhere = ["/var/", "/etc/", "/tmp/", "/run/"].iter().any(|directory| target.starts_with(directory));
        match mount.kind(run.instruction) {
            "secret" | "ssh" => false,
            // What is bound is a file or directory of the project, unless it is named like a cache or a home.
            "bind" => names_cache(target) || holds_cache(Some(target.trim_end_matches('/'))) || target.contains('$'),
            _ => !elsewhere || target.contains('$'),
        }
    });
    if let Some(mount) = over_cache {
        return Some(format!("{} may hold the cache", run.instruction.text(mount.span)));
    }
    if run.flags().any(|flag| flag.contains("network=none")) {
        return Some("the RUN has no network, and installs from a cache that was there".to_owned());
    }
    names_cache(run.text).then(|| "the RUN deals with a package cache itself".to_owned())
}
