//! Whether the working directory outlives a script.

use super::{Proof, Reason};
use crate::shell::ast::Script;

/// Directories of package managers that hold nothing but what they fetched.
const CACHES: [&str; 3] = ["/var/lib/apt/lists/", "/var/cache/apt/", "/var/cache/apk/"];

/// Whether the directory that the next RUN starts in is still there after the script; the builder would make it
/// again. `directory` is its absolute path, `None` when it is not known.
///
/// # Errors
///
/// The command that may remove or move it.
pub fn keeps_working_directory(script: &Script, text: &str, directory: Option<&str>) -> Proof {
    if directory == Some("/") {
        return Ok(());
    }
    let commands = script.simple_commands();
    let moves_about = commands
        .iter()
        .any(|found| matches!(found.simple.name(text).as_deref(), Some("cd" | "pushd" | "chdir" | "popd") | None));
    for found in &commands {
        let words = &found.simple.words;
        let raw: Vec<&str> = words.iter().map(|word| word.text(text)).collect();
        if let Some(path) = removed_by_find(&raw, directory, moves_about).or(replaced_link(&raw, directory)) {
            return Err(Reason::about(path, "may hold the working directory, which the next RUN makes again"));
        }
        let removes = |word: &&crate::shell::Word| {
            let raw = word.text(text);
            matches!(raw.rsplit('/').next().unwrap_or(raw), "rm" | "rmdir" | "mv" | "rename")
        };
        let Some(at) = words.iter().position(|word| removes(&word)) else { continue };
        let recursive =
            matches!(words[at].text(text), "rm") && !words[at + 1..].iter().any(|word| is_recursive(word.text(text)));
        if recursive {
            continue; // rm without -r removes no directory
        }
        if raw[..at].iter().any(|word| word.rsplit('/').next() == Some("xargs")) {
            return Err(Reason::about(found.simple.span.of(text), "may remove the working directory"));
        }
        if raw[..at].iter().any(|word| word.starts_with("-exec") || word.starts_with("-ok")) {
            continue; // the roots of find were looked at
        }
        let mut operands = words[at + 1..].iter().map(|word| word.text(text)).filter(|raw| !raw.starts_with('-'));
        if let Some(operand) = operands.find(|operand| !spares(operand, directory, moves_about)) {
            return Err(Reason::about(operand, "may hold the working directory, which the next RUN makes again"));
        }
    }
    Ok(())
}

/// Whether an option of rm may be `-r`, `-R` or `--recursive`, or is not known.
fn is_recursive(raw: &str) -> bool {
    raw == "--recursive"
        || raw.starts_with(['$', '"'])
        || (raw.starts_with('-') && !raw.starts_with("--") && raw.contains(['r', 'R']))
}

fn spares(operand: &str, directory: Option<&str>, moves_about: bool) -> bool {
    let operand = operand.trim_matches(['"', '\'']);
    let fixed_end = operand.find(['$', '`', '*', '?', '[', '{', '~', '\\', '"', '\'']);
    let fixed = &operand[..fixed_end.unwrap_or(operand.len())];
    if operand.split('/').any(|part| part == "..") {
        return false;
    }
    if !operand.starts_with('/') {
        return !moves_about && !fixed.is_empty() && operand != ".";
    }
    let Some(directory) = directory else {
        // No image works in the caches of its package manager.
        return CACHES.iter().any(|cache| fixed.starts_with(cache));
    };
    let directory = directory.trim_end_matches('/');
    match fixed_end {
        Some(_) => {
            !directory.starts_with(fixed.trim_end_matches('/')) || {
                // A glob of the files in the directory itself leaves the directory.
                fixed.trim_end_matches('/') == directory && fixed.ends_with('/')
            }
        }
        None => {
            let path = fixed.trim_end_matches('/');
            directory != path && !directory.starts_with(&format!("{path}/"))
        }
    }
}

/// Places that hold files of the system and of package managers; no image works there.
const ELSEWHERE: [&str; 16] = [
    "/tmp",
    "/var/tmp",
    "/var/cache",
    "/var/lib/apt",
    "/var/lib/dpkg",
    "/var/log",
    "/root/.cache",
    "/root/.npm",
    "/usr/share/doc",
    "/usr/share/man",
    "/usr/share/info",
    "/usr/share/locale",
    "/usr/lib/python",
    "/usr/local/lib/python",
    "/usr/local/lib/node_modules",
    "/etc",
];

/// The root below which a `find` may remove or move directories, the working directory among them.
fn removed_by_find<'t>(raw: &[&'t str], directory: Option<&str>, moves_about: bool) -> Option<&'t str> {
    const KEEP: [&str; 12] =
        ["chmod", "chown", "chgrp", "touch", "grep", "sed", "ls", "cat", "strip", "echo", "gzip", "file"];
    let at = raw.iter().position(|word| word.rsplit('/').next() == Some("find"))?;
    let words = &raw[at + 1..];
    let runs = |word: &str| matches!(word, "-exec" | "-execdir" | "-ok" | "-okdir");
    let removes = words.iter().enumerate().any(|(at, word)| {
        *word == "-delete" || (runs(word) && !words.get(at + 1).is_some_and(|name| KEEP.contains(name)))
    });
    let files = words.windows(2).any(|pair| pair == ["-type", "f"])
        && !words.iter().any(|word| matches!(*word, "-o" | "-or" | "," | "!" | "-not" | "d"));
    if !removes || files {
        return None;
    }
    let begin = |word: &&&str| !matches!(**word, "-H" | "-L" | "-P");
    let mut roots = words.iter().filter(begin).take_while(|word| !word.starts_with(['-', '(', '\\', '!'])).peekable();
    if roots.peek().is_none() {
        return moves_about.then_some(raw[at]);
    }
    let elsewhere = |root: &str| {
        directory.is_none() && !root.contains("..") && ELSEWHERE.iter().any(|place| root.starts_with(place))
    };
    roots.copied().find(|root| {
        let here = matches!(*root, "." | "./") && !moves_about;
        !here && !elsewhere(root) && !spares(root, directory, moves_about)
    })
}

/// The link that `ln -sfn` may put in place of the working directory or of one above it.
fn replaced_link<'t>(raw: &[&'t str], directory: Option<&str>) -> Option<&'t str> {
    let at = raw.iter().position(|word| word.rsplit('/').next() == Some("ln"))?;
    let options = raw[at + 1..].iter().filter(|word| word.starts_with('-'));
    let replaces = |word: &&str| word.starts_with("--no-") || (!word.starts_with("--") && word.contains(['n', 'T']));
    let link = *raw[at + 1..].iter().rfind(|word| !word.starts_with('-'))?;
    let _known = directory?;
    (options.copied().any(|word| replaces(&word)) && !spares(link, directory, true)).then_some(link)
}
