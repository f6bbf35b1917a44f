//! Files that a RUN downloads.

use crate::model::{Model, Run};
use crate::shell::{Invocation, Resolved, Script, Simple, resolve, shadows};

/// A file that curl or wget puts at a path that is known.
pub(super) struct Download {
    /// The last part of its path.
    pub(super) name: String,
    /// Its directory, absolute and without a slash at the end (so "" for the root); `None` where that is not known.
    pub(super) directory: Option<String>,
    /// The path as written, when the RUN ends in the directory that the path starts from.
    written: Option<String>,
    /// Where the command begins in the text of the RUN.
    pub(super) start: u32,
}

impl Download {
    /// A path that stands for the file where the RUN ends.
    pub(super) fn path_at_end(&self) -> Option<String> {
        let absolute = || self.directory.as_ref().map(|directory| format!("{directory}/{}", self.name));
        self.written.clone().or_else(absolute)
    }

    /// Whether a path is that of the file or, as far as is known, of a directory that holds it.
    pub(super) fn is_or_lies_in(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        if path.rsplit('/').next() == Some(&self.name) {
            return true;
        }
        match &self.directory {
            Some(directory) if path.starts_with('/') && !path.contains("..") => within(directory, path),
            // Where a relative path starts from is not followed.
            Some(directory) => path
                .split('/')
                .next_back()
                .is_none_or(|last| matches!(last, "" | "." | "..") || directory.split('/').any(|part| part == last)),
            None => matches!(path, "." | ".." | ""),
        }
    }
}

/// Whether a directory is another one or lies in it; both are absolute.
pub(super) fn within(directory: &str, other: &str) -> bool {
    let other = other.trim_end_matches('/');
    directory.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The downloads of a RUN, in order.
pub(super) fn of(file: &Model<'_>, run: &Run<'_>, script: &Script) -> Vec<Download> {
    let Some(moves) = Moves::of(file, run, script) else { return Vec::new() };
    let commands = script.simple_commands();
    let download = |simple: &Simple| {
        let Resolved::Known(tool) = resolve(simple, run.text) else { return None };
        let path = target(&tool, run.text).filter(|_| !shadows(script, run.text, tool.tool))?;
        let (directory, name) = path.rsplit_once('/').map_or((None, &*path), |(start, name)| (Some(start), name));
        let plain = |one: char| one.is_ascii_alphanumeric() || "._+-/".contains(one);
        let odd = name.is_empty() || name.starts_with('-') || path.contains("..") || !path.chars().all(plain);
        if odd || path.starts_with("/dev/") || path.starts_with("/proc/") {
            return None;
        }
        let here = moves.at(simple.span.start);
        let absolute = match directory {
            Some(directory) if path.starts_with('/') => Some(directory.trim_end_matches('/').to_owned()),
            _ => here.directory.map(|start| {
                let rest = directory.unwrap_or_default().trim_start_matches("./").trim_matches('/');
                let start = start.trim_end_matches('/');
                if matches!(rest, "" | ".") { start.to_owned() } else { format!("{start}/{rest}") }
            }),
        };
        let written = (path.starts_with('/') || here.is_last).then(|| path.clone());
        Some(Download { name: name.to_owned(), directory: absolute, written, start: simple.span.start })
    };
    commands.iter().filter_map(|found| download(found.simple)).collect()
}

/// The path that a call of curl or wget writes to, if it writes one file that its words name.
fn target(tool: &Invocation<'_>, text: &str) -> Option<String> {
    let [operand] = tool.operands.as_slice() else { return None };
    if !tool.wrappers.is_empty() || !tool.is_transparent() || !tool.simple.redirects.is_empty() {
        return None;
    }
    let count = |name: &str| tool.options.iter().filter(|option| option.name == name).count();
    let named = |name: &str| tool.value(name).filter(|_| count(name) == 1).map(str::to_owned);
    let base = || {
        let url = tool.simple.words[*operand].value(text)?;
        let (_, path) = url.split_once("://")?;
        let name = path.rsplit_once('/')?.1;
        Some(name.to_owned()).filter(|name| !name.is_empty())
    };
    match tool.tool {
        "curl" => {
            let other = ["--remote-header-name", "--output-dir", "--continue-at", "--config", "--url", "--append"];
            if other.into_iter().any(|option| tool.has(option)) {
                return None;
            }
            match (count("--output"), count("--remote-name") + count("--remote-name-all")) {
                (1, 0) => named("--output").filter(|path| path != "-"),
                (0, 1) => base(),
                _ => None,
            }
        }
        "wget" => {
            let other = [
                "--continue",
                "--timestamping",
                "--no-clobber",
                "--recursive",
                "--mirror",
                "--page-requisites",
                "--spider",
                "--input-file",
                "--content-disposition",
                "--trust-server-names",
                "--force-directories",
                "--delete-after",
                "--background",
                "--adjust-extension",
                "--execute",
                "--config",
                "--backups",
                "--default-page",
            ];
            if other.into_iter().any(|option| tool.has(option)) {
                return None;
            }
            match (count("--output-document"), count("--directory-prefix")) {
                (1, 0) => named("--output-document").filter(|path| path != "-"),
                (0, 0) => base(),
                (0, 1) => Some(format!("{}/{}", named("--directory-prefix")?.trim_end_matches('/'), base()?)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// How the working directory moves through a RUN: the absolute path from each `cd` on, if known.
struct Moves {
    steps: Vec<(u32, Option<String>)>,
}

struct Here<'m> {
    directory: Option<&'m str>,
    /// No `cd` follows.
    is_last: bool,
}

impl Moves {
    /// `None` where a command may move about in a way that is not followed.
    fn of(file: &Model<'_>, run: &Run<'_>, script: &Script) -> Option<Self> {
        let start = file.state(run.at).workdir.as_deref().map(str::to_owned);
        let mut steps = vec![(0, start)];
        for found in script.simple_commands() {
            let simple = found.simple;
            match simple.name(run.text).as_deref() {
                Some("cd") => {}
                Some("pushd" | "popd" | "chdir" | "." | "source" | "builtin" | "command") => return None,
                _ => continue,
            }
            let place = found.place;
            if !place.current_shell || place.depth > 0 || !file.must_succeed(run, simple) {
                return None;
            }
            let to = match simple.words.get(1..)? {
                [to] => to.value(run.text).filter(|to| !to.starts_with('-') && !to.contains("..")),
                _ => None,
            };
            let before = steps.last().and_then(|(_, directory)| directory.as_deref());
            let next = to.and_then(|to| match before {
                _ if to.starts_with('/') => Some(to.into_owned()),
                Some(before) => Some(format!("{}/{to}", before.trim_end_matches('/'))),
                None => None,
            });
            steps.push((simple.span.start, next));
        }
        Some(Self { steps })
    }

    fn at(&self, offset: u32) -> Here<'_> {
        let index = self.steps.iter().rposition(|(start, _)| *start <= offset).unwrap_or(0);
        Here { directory: self.steps[index].1.as_deref(), is_last: index + 1 == self.steps.len() }
    }
}
