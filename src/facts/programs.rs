//! Programs that cannot call a system package manager behind the scenes.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = LazyLock::new(|| toml::from_str(TEXT).unwrap_or_default());

const TEXT: &str = include_str!("programs.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    harmless: HashSet<String>,
    interpreters: Vec<String>,
    interpreter_flags: Vec<String>,
    make: Vec<String>,
    make_targets: Vec<String>,
}

/// Whether a call of a program certainly leaves the system's packages and package lists alone. `arguments` are its
/// words, `None` where a word is only known when it runs.
///
/// Source: `programs.toml`. A program that is not in the table may be a script that does anything.
#[must_use]
pub fn leaves_packages_alone(program: &str, arguments: &[Option<&str>]) -> bool {
    let (directory, name) = program.rsplit_once('/').map_or(("", program), |(directory, name)| (directory, name));
    let is = |names: &[String], word: &str| names.iter().any(|name| name == word);
    if !matches!(directory, "" | "/bin" | "/sbin" | "/usr/bin" | "/usr/sbin" | "/usr/local/bin") && name != "configure"
    {
        return false;
    }
    if name == "find" {
        let runs = |word: &Option<&str>| matches!(word, Some("-exec" | "-execdir" | "-ok" | "-okdir"));
        return arguments.split(runs).skip(1).all(|part| match part.split_first() {
            Some((Some(program), rest)) => leaves_packages_alone(program, rest),
            _ => false,
        });
    }
    if TABLE.harmless.contains(name) {
        return true;
    }
    if is(&TABLE.interpreters, name) {
        let no_file = |word: &Option<&str>| word.is_some_and(|word| is(&TABLE.interpreter_flags, word));
        return arguments.first().is_some_and(no_file) && !arguments.iter().flatten().any(|word| word.contains("apt"));
    }
    let builds = |word: &str| {
        word.starts_with('-') || word.contains('=') || word.parse::<u32>().is_ok() || is(&TABLE.make_targets, word)
    };
    is(&TABLE.make, name) && arguments.iter().all(|word| word.is_some_and(builds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        toml::from_str::<Table>(TEXT).expect("programs.toml reads");
    }

    #[test]
    fn only_what_the_table_names_is_harmless() {
        let alone = |line: &str| {
            let words: Vec<&str> = line.split(' ').collect();
            let arguments: Vec<Option<&str>> = words[1..].iter().map(|&word| Some(word)).collect();
            leaves_packages_alone(words[0], &arguments)
        };
        for line in
            ["make", "make -j 4 install", "python3 -m venv /x", "./configure --x", "/usr/bin/tar xf a", "pip install x"]
        {
            assert!(alone(line), "{line}");
        }
        assert!(alone("find / -name x -exec rm {} + -exec chmod 1 {} ;"));
        for line in ["find . -exec sh {} ;", "find . -exec apt-get install {} +", "find . -name x -exec"] {
            assert!(!alone(line), "{line}");
        }
        for line in
            ["make deps", "python3 setup.py", "./tar xf a", "bash x.sh", "sh -c apt-get", "install.sh", "ansible x"]
        {
            assert!(!alone(line), "{line}");
        }
        assert!(!leaves_packages_alone("make", &[None]));
    }
}
