//! Programs that cannot call a system package manager behind the scenes.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("programs");

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
    interpreter_marks: Vec<String>,
    modules: Vec<String>,
    make: Vec<String>,
    make_targets: Vec<String>,
    update_settings: Vec<String>,
    no_update: Vec<String>,
    apt_readers: HashSet<String>,
    apt_others: HashSet<String>,
    #[serde(rename = "runner")]
    runners: Vec<Runner>,
    scripts: Scripts,
    marks: HashMap<String, Vec<String>>,
}

/// A program that runs scripts of a project.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Runner {
    names: Vec<String>,
    harmless: Vec<String>,
    #[serde(default)]
    runs: Vec<String>,
    #[serde(default)]
    scripts: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scripts {
    names: Vec<String>,
    flags: Vec<String>,
}

/// Whether a call of a program certainly leaves the system's packages and package lists alone. `arguments` are its
/// words, `None` where a word is only known when it runs; its options are not told apart from their values, so those
/// before a subcommand are best left out.
///
/// Source: `programs.toml`. A program that is not in the table may be a script that does anything.
#[must_use]
pub fn leaves_packages_alone(program: &str, arguments: &[Option<&str>]) -> bool {
    let (directory, name) = program.rsplit_once('/').map_or(("", program), |(directory, name)| (directory, name));
    if !matches!(directory, "" | "/bin" | "/sbin" | "/usr/bin" | "/usr/sbin" | "/usr/local/bin") && name != "configure"
    {
        return false;
    }
    if name == "find" {
        return arguments.iter().enumerate().all(|(at, word)| runs_harmless(*word, &arguments[at + 1..]));
    }
    if let Some(marks) = TABLE.marks.get(name) {
        return unmarked(arguments, marks);
    }
    if TABLE.harmless.contains(name) {
        return true;
    }
    if holds(&TABLE.interpreters, name) {
        return interprets_harmless(arguments);
    }
    if let Some(runner) = TABLE.runners.iter().find(|runner| holds(&runner.names, name)) {
        return runner.leaves_packages_alone(arguments);
    }
    let builds = |word: &str| {
        word.starts_with('-') || word.contains('=') || word.parse::<u32>().is_ok() || holds(&TABLE.make_targets, word)
    };
    holds(&TABLE.make, name) && arguments.iter().all(|word| word.is_some_and(builds))
}

/// Whether `apt-get update` with a setting (`-o name=value`) still fetches all lists to where they belong.
#[must_use]
pub fn keeps_update_whole(setting: &str) -> bool {
    let setting = setting.to_ascii_lowercase();
    TABLE.update_settings.iter().any(|known| setting.starts_with(known.as_str()))
}

/// Whether `apt-get update` with an option of this name fetches nothing.
#[must_use]
pub fn prevents_update(option: &str) -> bool {
    holds(&TABLE.no_update, option)
}

/// Whether a program of this name, without its path, may read apt's package lists. Source: `programs.toml`.
#[must_use]
pub fn reads_apt_lists(name: &str) -> bool {
    name == "apt" || (name.starts_with("apt-") && !TABLE.apt_others.contains(name)) || TABLE.apt_readers.contains(name)
}

fn holds(names: &[String], word: &str) -> bool {
    names.iter().any(|name| name == word)
}

/// Whether all arguments are known and hold none of the marks.
fn unmarked(arguments: &[Option<&str>], marks: &[String]) -> bool {
    let plain = |word: &str| {
        let word = word.replace("||", "");
        !marks.iter().any(|mark| word.contains(mark.as_str()))
    };
    arguments.iter().all(|word| word.is_some_and(plain))
}

/// Whether an argument of `find` runs no program, or one that is harmless.
fn runs_harmless(word: Option<&str>, behind: &[Option<&str>]) -> bool {
    match (word, behind) {
        (Some("-exec" | "-execdir" | "-ok" | "-okdir"), [Some(program), arguments @ ..]) => {
            leaves_packages_alone(program, arguments)
        }
        (Some("-exec" | "-execdir" | "-ok" | "-okdir"), _) => false,
        _ => true,
    }
}

fn interprets_harmless(arguments: &[Option<&str>]) -> bool {
    let [Some(flag), rest @ ..] = arguments else { return false };
    if !holds(&TABLE.interpreter_flags, flag) {
        return false;
    }
    if *flag == "-m" {
        return matches!(rest, [Some(module), ..] if holds(&TABLE.modules, module));
    }
    unmarked(rest, &TABLE.interpreter_marks)
}

impl Runner {
    fn leaves_packages_alone(&self, arguments: &[Option<&str>]) -> bool {
        let options = arguments.iter().take_while(|word| word.is_some_and(|word| word.starts_with(['-', '+']))).count();
        let plain = arguments[..options].iter().all(|word| {
            word.is_some_and(|word| {
                word.starts_with('+') || word.contains('=') || matches!(word, "-y" | "--yes" | "-q")
            })
        });
        match &arguments[options..] {
            [] => true,
            [Some(first), rest @ ..] if plain => {
                let pair = rest.first().copied().flatten().map(|second| format!("{first} {second}"));
                holds(&self.harmless, first)
                    || pair.is_some_and(|pair| holds(&self.harmless, &pair))
                    || (holds(&self.runs, first) && runs_script(rest))
                    || (self.scripts && is_script(first))
            }
            _ => false,
        }
    }
}

/// Whether the first word behind the flags of `npm run` is the name of a harmless script.
fn runs_script(arguments: &[Option<&str>]) -> bool {
    let mut words = arguments.iter().skip_while(|word| word.is_some_and(|word| holds(&TABLE.scripts.flags, word)));
    words.next().is_some_and(|word| word.is_some_and(is_script))
}

fn is_script(name: &str) -> bool {
    name.split([':', '-']).all(|part| holds(&TABLE.scripts.names, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        serde_json::from_str::<Table>(crate::facts::text!("programs")).expect("programs.toml reads");
    }

    #[test]
    fn only_builds_of_a_project_are_harmless() {
        let alone = |line: &str| {
            let words: Vec<&str> = line.split(' ').collect();
            let arguments: Vec<Option<&str>> = words[1..].iter().map(|&word| Some(word)).collect();
            leaves_packages_alone(words[0], &arguments)
        };
        for line in [
            "npm ci",
            "npm install x",
            "npm run build",
            "npm run --silent build:prod",
            "yarn",
            "yarn --immutable",
            "yarn build",
            "go mod download",
            "go build .",
            "cargo +nightly build",
            "poetry install",
            "uv tool install x",
            "find / -name x",
            "find / -exec rm {} ;",
            "awk a||b",
            "python -c print(1)",
            "python3 -m pip install x",
            "npx tsc",
            "conda install x",
            "composer install",
            "bundle install",
            "dotnet publish",
        ] {
            assert!(alone(line), "{line}");
        }
        for line in [
            "npm run deps",
            "npm run --prefix build deps",
            "yarn setup:apt",
            "npm exec x",
            "poetry run x",
            "uv run x",
            "uv tool run x",
            "bundle exec x",
            "composer run x",
            "npx playwright install",
            "pnpm run x",
            "cargo run",
            "go generate",
            "go run .",
            "conda run x",
            "yarn --cwd build x",
            "find / -exec sh x ;",
            "find / -ok x ;",
            "awk system(x)",
            "awk a|b",
            "python -c os.system(x)",
            "python3 -m playwright install",
            "ruby -e exec(1)",
        ] {
            assert!(!alone(line), "{line}");
        }
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
        for line in
            ["make deps", "python3 setup.py", "./tar xf a", "bash x.sh", "sh -c apt-get", "install.sh", "ansible x"]
        {
            assert!(!alone(line), "{line}");
        }
        assert!(!leaves_packages_alone("make", &[None]));
    }
}
