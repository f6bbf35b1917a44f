//! Which commands certainly bring, change or remove no program in a directory of `PATH` that their words do not name.

use crate::facts;
use crate::shell::ast::{Simple, Word};

/// Builtins that write no file, or only files that their words name.
const BUILTINS: [&str; 22] = [
    ":", "[", "true", "false", "test", "echo", "printf", "pwd", "cd", "pushd", "popd", "set", "export", "unset",
    "umask", "ulimit", "exit", "read", "shift", "wait", "command", "type",
];

/// Directories in which shells look for commands.
const BINS: [&str; 8] =
    ["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/root/.local/bin", "/usr/games"];

/// Directories that hold such directories.
const PARENTS: [&str; 5] = ["", "/usr", "/usr/local", "/root/.local", "/root"];

/// Whether the words of a program are files, packages and the like, and never ask for a process that stays.
pub(super) fn names_its_files(name: &str) -> bool {
    const SCRIPTS: [&str; 3] = ["npm", "yarn", "pnpm"];
    is_plain(name) || facts::handles_files(name) || (facts::manages_packages(name) && !SCRIPTS.contains(&name))
}

fn is_plain(name: &str) -> bool {
    BUILTINS.contains(&name) || facts::is_plain(name)
}

/// Whether a command leaves every program alone that no word of it names.
pub(super) fn leaves_programs_alone(simple: &Simple, text: &str) -> bool {
    let targets = simple.redirects.iter().filter(|redirect| redirect.heredoc.is_none());
    if targets.map(|redirect| &redirect.target).any(|word| word.value(text).is_none() && !outside(word, text)) {
        return false;
    }
    if simple.words.iter().chain(simple.assigns.iter().map(|assign| &assign.value)).any(|word| word.has_backquote) {
        return false;
    }
    let words = match &simple.words[..] {
        [sudo, rest @ ..] if sudo.text(text) == "sudo" => rest,
        words => words,
    };
    let Some((first, arguments)) = words.split_first() else { return simple.words.is_empty() };
    let Some(name) = first.value(text) else { return false };
    if matches!(arguments, [only] if matches!(only.text(text), "--version" | "-version" | "-V" | "--help")) {
        return !name.contains('/');
    }
    let name = match name.rsplit_once('/') {
        Some((directory, name)) if BINS.contains(&directory) => name,
        Some(_) => return false,
        None => &name,
    };
    let call = Call { arguments, text };
    match name {
        "cd" | "pushd" => call.operands().all(|word| outside(word, text)),
        "curl" | "wget" => call.downloads_outside(),
        "cp" | "mv" | "ln" | "install" | "rsync" => call.copies_outside(name),
        "rm" | "rmdir" | "unlink" => call.operands().all(|word| outside(word, text)),
        "tar" => call.unpacks_outside(),
        "unzip" => call.has_target_outside("-d", "-d"),
        "find" => call.finds_outside(),
        "python" | "python2" | "python3" => {
            matches!(arguments, [m, pip, ..] if m.text(text) == "-m" && matches!(pip.text(text), "pip" | "venv"))
        }
        "dpkg" => call.begins(&["--print-architecture", "-l", "-L", "-s", "-S", "--add-architecture", "--list"]),
        "rpm" => call.begins(&["--import", "-q", "-qa", "-E", "--eval"]),
        "git" => call.plain() && call.operands().all(|word| !is_bin(word.text(text)) && !is_parent(word.text(text))),
        _ => facts::manages_packages(name) || (is_plain(name) && call.plain()),
    }
}

/// The words behind a command.
struct Call<'s> {
    arguments: &'s [Word],
    text: &'s str,
}

impl<'s> Call<'s> {
    /// The words that are no options.
    fn operands(&self) -> impl DoubleEndedIterator<Item = &'s Word> {
        let text = self.text;
        self.arguments.iter().filter(move |word| !word.text(text).starts_with('-'))
    }

    /// Whether no word may stand for several programs.
    fn plain(&self) -> bool {
        self.arguments.iter().all(|word| word.value(self.text).is_some() || !word.text(self.text).contains("bin"))
    }

    fn dynamic(&self) -> bool {
        self.arguments.iter().any(|word| word.value(self.text).is_none())
    }

    fn begins(&self, options: &[&str]) -> bool {
        self.arguments.first().is_some_and(|word| options.contains(&word.text(self.text)))
    }

    /// curl and wget: the file is written out or certainly elsewhere.
    fn downloads_outside(&self) -> bool {
        let text = self.text;
        let raw = |word: &Word| word.text(text).trim_matches(['"', '\'']).to_owned();
        let output = |word: &str| {
            word.starts_with("--output") || word.starts_with("--directory") || {
                word.starts_with('-') && !word.starts_with("--") && word.ends_with(['o', 'O', 'P'])
            }
        };
        let mut before = String::new();
        for word in self.arguments {
            let this = raw(word);
            let target = output(&before) || this.starts_with("-o") || this.starts_with("-O") || output(&this);
            let url = ["http:", "https:", "ftp:"].iter().any(|scheme| this.starts_with(scheme));
            if word.value(text).is_none() && target && !url && !outside(word, text) {
                return false;
            }
            before = this;
        }
        !(self.dynamic() && self.operands().any(|word| is_bin(word.text(text)))) && self.plain_targets()
    }

    /// Whether no word that is not known, apart from addresses, speaks of a directory of programs.
    fn plain_targets(&self) -> bool {
        let text = self.text;
        let unclear = |word: &&Word| word.value(text).is_none() && !word.text(text).contains("://");
        self.arguments.iter().filter(unclear).all(|word| !word.text(text).contains("bin"))
    }

    /// cp and its likes: what they write is named, or the target is certainly elsewhere.
    fn copies_outside(&self, name: &str) -> bool {
        let text = self.text;
        let parents = self.operands().any(|word| is_parent(word.text(text)));
        let short = |word: &Word| word.text(text).starts_with('-') && !word.text(text).starts_with("--");
        let whole = name == "rsync"
            || self.arguments.iter().any(|word| {
                (short(word) && word.text(text).contains(['r', 'R', 'a', 't']))
                    || ["--recursive", "--archive", "--target", "--parents"]
                        .iter()
                        .any(|o| word.text(text).starts_with(o))
            });
        if !whole && !self.dynamic() {
            return !parents;
        }
        if self.arguments.iter().any(|word| short(word) && word.text(text).contains('t')) {
            return false;
        }
        let Some(target) = self.operands().next_back() else { return false };
        let moved = |word: &Word| name != "mv" || word.value(text).is_some() || outside(word, text);
        outside(target, text) && !parents && self.operands().all(moved)
    }

    /// tar: what it unpacks lies elsewhere.
    fn unpacks_outside(&self) -> bool {
        let text = self.text;
        let Some(first) = self.arguments.first().map(|word| word.text(text)) else { return false };
        let makes = first == "--create" || first == "--list" || {
            let letters = first.trim_start_matches('-');
            !first.starts_with("--") && letters.contains(['c', 't']) && !letters.contains('x')
        };
        if makes {
            return self.plain();
        }
        let absolute = |word: &Word| matches!(word.text(text), "-P" | "--absolute-names");
        !self.arguments.iter().any(absolute) && self.has_target_outside("-C", "--directory")
    }

    /// Whether the option that names the target directory is there, always with a directory elsewhere.
    fn has_target_outside(&self, short: &str, long: &str) -> bool {
        let (text, letter) = (self.text, short.trim_start_matches('-'));
        let mut found = false;
        for (at, word) in self.arguments.iter().enumerate() {
            let raw = word.text(text);
            let cluster =
                (raw.starts_with('-') || (at == 0 && short == "-C")) && !raw.starts_with("--") && raw.ends_with(letter);
            if cluster && raw.contains('f') {
                return false; // which word is whose is not read
            }
            let clear = if raw == long || cluster {
                self.arguments.get(at + 1).is_some_and(|target| outside(target, text))
            } else if let Some(path) = raw.strip_prefix(short).or(raw.strip_prefix(long)) {
                path_outside(path.trim_start_matches('='))
            } else {
                continue;
            };
            if !clear {
                return false;
            }
            found = true;
        }
        found
    }

    /// find: it only looks, or changes only what lies elsewhere.
    fn finds_outside(&self) -> bool {
        const HARMLESS: [&str; 10] = ["rm", "rmdir", "chmod", "chown", "chgrp", "touch", "grep", "sed", "ls", "strip"];
        let text = self.text;
        let raw: Vec<&str> = self.arguments.iter().map(|word| word.text(text)).collect();
        let runs = |word: &str| matches!(word, "-exec" | "-execdir" | "-ok" | "-okdir");
        let known = raw.iter().enumerate().filter(|(_, word)| runs(word));
        if !known.map(|(at, _)| raw.get(at + 1)).all(|name| name.is_some_and(|name| HARMLESS.contains(name))) {
            return false;
        }
        let acts = raw.iter().any(|word| runs(word) || *word == "-delete" || word.starts_with("-f"));
        let roots = self.arguments.iter().take_while(|word| !word.text(text).starts_with(['-', '(', '\\', '!']));
        let mut roots = roots.peekable();
        !acts || (roots.peek().is_some() && roots.all(|word| outside(word, text)))
    }
}

/// Whether a word is a path that lies outside of the directories of programs.
fn outside(word: &Word, text: &str) -> bool {
    path_outside(word.text(text))
}

/// The same of a path as written; what is in front of the first expansion decides.
fn path_outside(raw: &str) -> bool {
    let raw = raw.trim_matches(['"', '\'']);
    if raw.contains("bin") && raw.split('/').any(|part| part.ends_with("bin")) || raw.split('/').any(|p| p == "..") {
        return false;
    }
    let end = raw.find(['$', '`', '*', '?', '[', '{', '~', '\\', '"', '\'']);
    let fixed = match end {
        // The last part may be any.
        Some(end) => raw[..end].rsplit_once('/').map_or("", |(directory, _)| directory),
        None => raw.trim_end_matches('/'),
    };
    if !raw.starts_with('/') {
        let first = raw.split('/').next().unwrap_or_default();
        return end != Some(0) && !matches!(first, "" | "." | "usr" | "opt" | "local");
    }
    let opt = fixed == "/opt" && end.is_some_and(|end| raw[end..].contains('/'));
    !opt && !is_parent(fixed) && !is_bin(fixed)
}

/// Whether a path is a directory of programs.
fn is_bin(raw: &str) -> bool {
    let path = raw.trim_matches(['"', '\'']).trim_end_matches('/');
    path.starts_with('/') && (path.ends_with("/bin") || path.ends_with("/sbin") || BINS.contains(&path))
}

/// Whether a path holds directories of programs.
fn is_parent(raw: &str) -> bool {
    let path = raw.trim_matches(['"', '\'']);
    path.starts_with('/') && PARENTS.contains(&path.trim_end_matches('/')) || path.is_empty()
}
