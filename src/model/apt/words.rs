//! Texts that name apt, or lead to its package lists.

use crate::facts::reads_apt_lists;

/// Where apt keeps the package lists.
pub(super) const LISTS: [&str; 4] = ["var", "lib", "apt", "lists"];

/// Texts that stand in a path to the lists, also in one that begins at `/var` or above it.
const LISTS_MARKS: [&str; 2] = ["var/lib/apt", "apt/lists"];

/// Whether a text names apt, or the lists by a path.
pub(super) fn names_apt_or_lists(text: &str) -> bool {
    LISTS_MARKS.iter().any(|mark| text.contains(mark)) || names_apt(text) || has_pattern_below_lists(text)
}

/// Whether a text names apt, or another program that reads its lists, in whatever quotes: not as a part of a path or of
/// another name.
pub(super) fn names_apt(text: &str) -> bool {
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
    let reads = |(start, word): (usize, &str)| {
        // In quotes `\n` and its likes stand for blanks.
        let escaped = text[..start].ends_with('\\') && word.starts_with(['n', 'r', 't']);
        let name = if escaped { &word[1..] } else { word };
        let (before, after) = (&text[..start], &text[start + word.len()..]);
        let begins = escaped || before.ends_with("bin/") || !before.ends_with(['.', '/']);
        let is_module = name == "apt_pkg" || (name == "apt" && PYTHON_MODULES.iter().any(|one| after.starts_with(one)));
        // `apt::` begins the name of a setting.
        begins && reads_apt_lists(name) && (is_module || !(after.starts_with(['.', '/']) || after.starts_with("::")))
    };
    text.contains("apt-get") || text.contains("aptitude") || words(text, is_part).any(reads)
}

/// What the Python module `apt` is used for, behind its name.
const PYTHON_MODULES: [&str; 5] = [".Cache", ".cache", ".debfile", ".package", ".progress"];

/// The longest stretches of a text that consist of `is_part`, with their offsets.
fn words(text: &str, is_part: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split(move |char| !is_part(char))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - base, word))
}

/// Whether a text holds a path with a pattern that may need something in the lists to stand for anything.
fn has_pattern_below_lists(text: &str) -> bool {
    let may_be = |(part, name): (&str, &str)| part == name || part.contains(['*', '?', '[', '$', '{']);
    text.contains(['*', '?', '['])
        && text.split([' ', '\t', '\n', '"', '\'', '=', ';', '(', ')']).any(|word| {
            let parts = || word.split('/').filter(|part| !part.is_empty());
            word.starts_with('/')
                && word.contains(['*', '?', '['])
                && (parts().count() > LISTS.len() || word.contains("**"))
                && parts().zip(LISTS).all(may_be)
        })
}

/// Whether a directory holds the lists, or lies among them, so that a relative path may lead to them; not the root, from
/// which the path says it all.
pub(super) fn leads_to_lists(directory: &str) -> bool {
    let mut parts: Vec<&str> = Vec::new();
    for part in directory.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    !parts.is_empty() && parts.iter().zip(LISTS).all(|(part, name)| *part == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apt_is_named_in_whatever_quotes() {
        for text in [
            "apt\tlist",
            "'apt install x'",
            "[\"apt\"]",
            "/usr/bin/apt x",
            "x;apt-get",
            "apt",
            "aptitude -y",
            "[\"apt-cache\", \"policy\"]",
            "printf '#!/bin/sh\\napt-cache policy\\n'",
            "/usr/bin/apt-file search x",
            "import apt_pkg; apt_pkg.init()",
            "import apt.cache",
            "unattended-upgrade -v",
            "add-apt-repository",
        ] {
            assert!(names_apt(text), "{text}");
        }
        for text in [
            "/etc/apt/sources.list",
            "/etc/apt",
            "apt.example.org",
            "apt::install-recommends",
            "capture",
            "adapt x",
            "apt_x",
            "apt-mark hold x",
            "apt-transport-https",
            "http://apt-proxy:3142",
            "python3-apt",
            "/etc/cron.daily/apt-compat",
        ] {
            assert!(!names_apt(text), "{text}");
        }
    }

    #[test]
    fn patterns_and_directories_lead_to_lists() {
        for text in ["ls /var/*/apt/l*/*", "rm /var/lib/*/*/*Packages", "ls \"/var/l[i]b/apt/lists/x\"", "ls /var/**"] {
            assert!(has_pattern_below_lists(text), "{text}");
        }
        for text in ["ls /var/lib/*", "rm -rf /var/www/*/*/*", "ls /usr/lib/a/b/*"] {
            assert!(!has_pattern_below_lists(text), "{text}");
        }
        for directory in ["/var", "/var/lib/", "/var/lib/apt/lists/partial", "/var/www/../lib"] {
            assert!(leads_to_lists(directory), "{directory}");
        }
        for directory in ["/", "/app", "/var/www", "/var/lib/mysql", "/var/.."] {
            assert!(!leads_to_lists(directory), "{directory}");
        }
    }
}
