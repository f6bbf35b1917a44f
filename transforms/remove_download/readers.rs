//! What a RUN does with a file that it downloads.

use super::download::Download;
use crate::model::Run;
use crate::shell::{Script, Simple};

/// Programs that compute or compare digests of the files that they name.
const DIGESTS: [&str; 8] = ["sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "md5sum", "shasum", "b2sum"];

/// Whether a command behind the download unpacks or installs it; an error where another one names it, too.
pub(super) fn read_only_here(run: &Run<'_>, script: &Script, download: &Download) -> Result<bool, String> {
    let commands: Vec<&Simple> = script.simple_commands().into_iter().map(|found| found.simple).collect();
    let mut accounted = Vec::new();
    let mut is_read = false;
    for (index, simple) in commands.iter().enumerate() {
        let words = values(simple, run.text);
        let behind = simple.span.start > download.start;
        if simple.span.start == download.start {
            accounted.push(simple.span);
        } else if behind && unpacks(&words, &download.name) {
            is_read = true;
            accounted.push(simple.span);
        } else if only_looks(&words, &download.name) || is_expected_digest(run.text, simple, commands.get(index + 1)) {
            accounted.push(simple.span);
        }
    }
    let other = mentions(run.text, &download.name).find(|at| {
        let at = *at as u32;
        !accounted.iter().any(|span| span.start <= at && at < span.end)
    });
    match other {
        Some(_) if is_read => Err(format!("another command of the RUN names {}", download.name)),
        _ => Ok(is_read),
    }
}

/// Where a text names a file.
pub(super) fn mentions<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> {
    let part = |one: char| one.is_ascii_alphanumeric() || "_+-".contains(one);
    text.match_indices(name).map(|(at, _)| at).filter(move |&at| {
        let mut behind = text[at + name.len()..].chars();
        // A dot goes on with another name only when something follows.
        let goes_on = match behind.next() {
            Some('.') => behind.next().is_some_and(part),
            Some(next) => part(next),
            None => false,
        };
        let begins = text[..at].chars().next_back().is_none_or(|before| !part(before) && before != '.');
        begins && !goes_on
    })
}

/// The words of a command; a word that is only known when it runs is empty.
fn values(simple: &Simple, text: &str) -> Vec<String> {
    simple.words.iter().map(|word| word.value(text).unwrap_or_default().into_owned()).collect()
}

/// Whether a command line unpacks or installs the file, and does nothing else with it.
fn unpacks(words: &[String], name: &str) -> bool {
    let words = if words.first().is_some_and(|word| word == "sudo") { &words[1..] } else { words };
    let Some((program, arguments)) = words.split_first() else { return false };
    let program = program.rsplit('/').next().unwrap_or(program);
    let is_file = |word: &String| word.rsplit('/').next() == Some(name);
    let has = |wanted: &[&str]| arguments.iter().any(|word| wanted.contains(&word.as_str()));
    let is_operand = arguments.iter().enumerate().any(|(at, word)| {
        let value_of = at.checked_sub(1).map(|before| arguments[before].as_str());
        is_file(word) && !(program == "unzip" && matches!(value_of, Some("-d" | "-x" | "-P")))
    });
    match program {
        "tar" | "bsdtar" => extracts(arguments, &is_file),
        "unzip" => is_operand,
        "dpkg" => is_operand && has(&["-i", "--install", "--unpack", "-x", "--extract"]),
        "rpm" => is_operand && arguments.first().is_some_and(|word| word.starts_with(['-']) && is_rpm_install(word)),
        "apt-get" | "apt" | "yum" | "dnf" | "microdnf" | "zypper" => {
            is_operand && has(&["install", "localinstall", "in"]) && (name.ends_with(".deb") || name.ends_with(".rpm"))
        }
        "apt-key" => is_operand && has(&["add"]),
        _ => false,
    }
}

fn is_rpm_install(word: &str) -> bool {
    matches!(word, "--install" | "--upgrade" | "--import")
        || (!word.starts_with("--") && word.contains(['i', 'U']) && !word.contains(['q', 'e', 'V']))
}

/// Whether tar only reads an archive, and that is the file.
fn extracts(arguments: &[String], is_file: &dyn Fn(&String) -> bool) -> bool {
    let letters = |(at, word): (usize, &String)| {
        let bare = at == 0 && !word.starts_with('-');
        let letters = word.strip_prefix('-').filter(|rest| !rest.starts_with('-'));
        letters.or(bare.then_some(word)).unwrap_or_default().to_owned()
    };
    let groups: Vec<String> = arguments.iter().enumerate().map(letters).collect();
    let writes = groups.iter().any(|group| group.contains(['c', 'r', 'u', 'A']))
        || arguments.iter().any(|word| {
            ["--create", "--append", "--update", "--catenate", "--concatenate", "--delete"].contains(&word.as_str())
        });
    let reads = groups.iter().any(|group| group.contains(['x']))
        || arguments.iter().any(|word| matches!(word.as_str(), "--extract" | "--get"));
    let is_archive = arguments.iter().enumerate().any(|(at, word)| match word.strip_prefix("--file=") {
        Some(file) => is_file(&file.to_owned()),
        None => {
            let Some(before) = at.checked_sub(1) else { return false };
            is_file(word) && (groups[before].ends_with('f') || arguments[before] == "--file")
        }
    });
    reads && !writes && is_archive
}

/// Whether a command line reads the file and leaves nothing of it.
fn only_looks(words: &[String], name: &str) -> bool {
    let Some((program, arguments)) = words.split_first() else { return false };
    let is_file = |word: &String| word.rsplit('/').next() == Some(name);
    let program = program.rsplit('/').next().unwrap_or(program);
    match program {
        "gpg" => arguments.iter().any(|word| word == "--verify") && arguments.iter().any(is_file),
        "chmod" | "ls" | "file" => true,
        _ => DIGESTS.contains(&program),
    }
}

/// Whether a command prints what the next one, behind a pipe, compares digests with.
fn is_expected_digest(text: &str, simple: &Simple, next: Option<&&Simple>) -> bool {
    let Some(next) = next else { return false };
    let pipe = text.get(simple.span.end as usize..next.span.start as usize).map(str::trim) == Some("|");
    let prints = matches!(simple.name(text).as_deref(), Some("echo" | "printf")) && simple.redirects.is_empty();
    pipe && prints && next.name(text).is_some_and(|name| DIGESTS.contains(&&*name)) && next.redirects.is_empty()
}
