//! What containers are started with: which programs start without a shell, and what their options take.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("commands");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    runs_the_rest: Vec<String>,
    starts: Starts,
    #[serde(rename = "program")]
    programs: Vec<Program>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Starts {
    versioned: Vec<String>,
    suffixes: Vec<String>,
    names: HashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Program {
    names: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    values: HashSet<String>,
    flags: HashSet<String>,
}

/// What an option takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Exactly one argument.
    One,
    /// None: it is a flag.
    Nothing,
}

/// The name of a program without its path.
fn base_name(program: &str) -> &str {
    program.rsplit('/').next().unwrap_or(program)
}

/// Whether the kernel starts a program by itself: it is a binary or begins with `#!`. Source: `commands.toml`. Of a
/// program that is not in the table that is not known.
#[must_use]
pub fn starts_by_itself(program: &str) -> bool {
    let name = base_name(program);
    let starts = &TABLE.starts;
    let bare = name.trim_end_matches(|ch: char| ch.is_ascii_digit() || ch == '.');
    starts.names.contains(name)
        || starts.versioned.iter().any(|known| known == bare)
        || starts.suffixes.iter().any(|suffix| name.len() > suffix.len() && name.ends_with(suffix.as_str()))
}

/// Whether a program runs the rest of its arguments, from the first that is no option on, as a command without looking
/// at them, as `tini` does. Source: `commands.toml`.
#[must_use]
pub fn runs_the_rest(program: &str) -> bool {
    TABLE.runs_the_rest.iter().any(|known| known == base_name(program))
}

/// What an option of a program takes, behind the arguments `before` of it. Source: `commands.toml`; `None` when it does
/// not say.
#[must_use]
pub fn takes(program: &str, before: &[&str], option: &str) -> Option<Takes> {
    let row = TABLE.programs.iter().find(|row| row.names.iter().any(|name| name == base_name(program)))?;
    if !row.after.is_empty() && !row.after.iter().any(|word| before.contains(&word.as_str())) {
        return None;
    }
    match (row.values.contains(option), row.flags.contains(option)) {
        (true, _) => Some(Takes::One),
        (false, true) => Some(Takes::Nothing),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        let table = serde_json::from_str::<Table>(crate::facts::text!("commands")).expect("commands.toml reads");
        for program in &table.programs {
            assert!(program.values.is_disjoint(&program.flags), "{:?}", program.names);
        }
    }

    #[test]
    fn only_known_programs_start_by_themselves() {
        for known in
            ["python", "python3.12", "/usr/bin/java", "php-fpm8.2", "./gradlew", "./manage.py", "/opt/v/bin/flask"]
        {
            assert!(starts_by_itself(known), "{known}");
        }
        for unknown in ["echo", "cd", "exec", "/start.sh", "./server", "python-app", ".py", "", "/", "3.12", "app.jar"]
        {
            assert!(!starts_by_itself(unknown), "{unknown}");
        }
        assert!(runs_the_rest("/sbin/tini"));
        assert!(!runs_the_rest("docker-entrypoint.sh"));
    }

    #[test]
    fn options_are_those_of_the_program_and_its_subcommand() {
        assert_eq!(takes("/usr/local/bin/gunicorn", &[], "-w"), Some(Takes::One));
        assert_eq!(takes("gunicorn", &[], "--reload"), Some(Takes::Nothing));
        assert_eq!(takes("gunicorn", &[], "--port"), None);
        assert_eq!(takes("flask", &["run"], "-p"), Some(Takes::One));
        assert_eq!(takes("flask", &["seed"], "-p"), None);
        assert_eq!(takes("sh", &[], "-c"), None);
    }
}
