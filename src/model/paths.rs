//! Paths that a RUN puts into its layer, and paths that it takes away or stores again. Only what the command line says
//! plainly: a path that is not here may be touched all the same. What package managers leave in their caches is not
//! here: each is kept from it by a transform of its own.

use super::{Model, Run, joined};
use crate::shell::{Resolved, Simple, resolve};

/// What a RUN does to paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathUse {
    /// Absolute paths of files and directories that it creates and leaves.
    pub creates: Vec<String>,
    /// Absolute paths that it removes. A path that ends in `/*` stands for what is below it.
    pub removes: Vec<String>,
    /// Absolute paths that it changes in a way that stores the file again (chmod, chown, strip, mv).
    pub rewrites: Vec<String>,
}

/// Whether a path that is removed or changed is, or holds, one that was created.
fn hits(undone: &str, created: &str) -> bool {
    match undone.strip_suffix("/*") {
        Some(directory) => created.strip_prefix(directory).is_some_and(|rest| rest.starts_with('/')),
        None => created.strip_prefix(undone).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
    }
}

impl PathUse {
    /// Whether this RUN takes away, or stores again, something that `earlier` creates.
    #[must_use]
    pub fn undoes_part_of(&self, earlier: &Self) -> Option<&str> {
        let mut undone = self.removes.iter().chain(&self.rewrites);
        undone.find(|undone| earlier.creates.iter().any(|created| hits(undone, created))).map(String::as_str)
    }

    /// Takes out of what is created what `later` removes.
    pub fn undo(&mut self, later: &Self) {
        self.creates.retain(|created| !later.removes.iter().any(|removed| hits(removed, created)));
    }
}

impl Model<'_> {
    /// What the RUN at `at` does to paths; nothing for an opaque one.
    #[must_use]
    pub fn paths(&self, at: usize) -> PathUse {
        let mut found = PathUse::default();
        let Some(run) = self.run(at) else { return found };
        let mut directory = self.state(at).workdir.as_deref().map(str::to_owned);
        for located in run.simple_commands() {
            let Some(words) = values(located.simple, run) else { continue };
            if words.first().is_some_and(|word| word == "cd") {
                directory = words.get(1).and_then(|path| absolute(path, directory.as_deref()));
                continue;
            }
            let reader = Reader { directory: directory.as_deref(), found: &mut found };
            reader.command(located.simple, run, &words);
        }
        found
    }
}

struct Reader<'r> {
    directory: Option<&'r str>,
    found: &'r mut PathUse,
}

impl Reader<'_> {
    fn command(self, simple: &Simple, run: &Run<'_>, words: &[String]) {
        let skip = usize::from(words.first().is_some_and(|word| word == "sudo"));
        let Some((name, arguments)) = words.get(skip..).and_then(<[String]>::split_first) else { return };
        let operands = || arguments.iter().filter(|word| !word.starts_with('-'));
        match name.rsplit('/').next().unwrap_or(name) {
            "rm" | "rmdir" | "unlink" => self.remove(operands()),
            "chmod" | "chown" | "chgrp" => self.rewrite(operands().skip(1)),
            "strip" => self.rewrite(operands()),
            "mv" if operands().count() == 2 => self.rewrite(operands().take(1)),
            "curl" | "wget" => self.download(simple, run),
            "git" if arguments.first().is_some_and(|word| word == "clone") => self.clone(arguments),
            _ => {}
        }
    }

    fn remove<'w>(self, paths: impl Iterator<Item = &'w String>) {
        for path in paths.filter_map(|path| absolute(path, self.directory)) {
            self.found.creates.retain(|created| !hits(&path, created));
            self.found.removes.push(path);
        }
    }

    fn rewrite<'w>(self, paths: impl Iterator<Item = &'w String>) {
        for path in paths {
            self.found.rewrites.extend(absolute(path, self.directory));
        }
    }

    fn download(self, simple: &Simple, run: &Run<'_>) {
        let Resolved::Known(tool) = resolve(simple, run.text) else { return };
        let named = tool.value("--output").or_else(|| tool.value("--output-document"));
        let own_name = tool.tool == "wget" || tool.has("--remote-name");
        let url = tool.operands.first().and_then(|&index| simple.words.get(index)?.value(run.text));
        let path = match (named, url.as_deref().and_then(|url| url.rsplit('/').next())) {
            (Some(path), _) => Some(path),
            (None, Some(base)) if own_name && !base.is_empty() && !base.contains('?') => Some(base),
            _ => None,
        };
        self.found.creates.extend(path.and_then(|path| absolute(path, self.directory)));
    }

    fn clone(self, arguments: &[String]) {
        let mut plain = arguments.iter().skip(1).filter(|word| !word.starts_with('-'));
        let url = plain.find(|word| word.contains(':') || word.ends_with(".git"));
        let base = url.and_then(|url| url.trim_end_matches('/').rsplit('/').next());
        let path = plain.next().map(String::as_str).or(base.map(|base| base.trim_end_matches(".git")));
        self.found.creates.extend(path.and_then(|path| absolute(path, self.directory)));
    }
}

/// The words of a command; a word that is only known when it runs is empty.
fn values(simple: &Simple, run: &Run<'_>) -> Option<Vec<String>> {
    let word = |word: &crate::shell::Word| {
        let glob = word.text(run.text);
        let known = word.value(run.text).map(|value| value.into_owned());
        known.or_else(|| (glob.ends_with("/*") && !glob.contains(['$', '`', '"', '\''])).then(|| glob.to_owned()))
    };
    let words: Vec<String> = simple.words.iter().map(|one| word(one).unwrap_or_default()).collect();
    (!words.is_empty()).then_some(words)
}

/// A path that something is done to; none above the working directory, and not the whole root.
fn absolute(path: &str, directory: Option<&str>) -> Option<String> {
    joined(path, directory).filter(|whole| !path.is_empty() && whole != "/" && whole != "/*")
}
