//! What programs do to the processes, users and programs that a RUN starts with. Source: `effects.toml`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<Table> = super::table!("effects");

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Table {
    daemons: Daemons,
    carriers: Carriers,
    interpreters: Interpreters,
    kernel: Kernel,
    users: Users,
    plain: Plain,
    managers: Managers,
    kept: Kept,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Daemons {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    names: Names,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Carriers {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    names: Names,
    subcommands: Names,
    shells: Names,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Interpreters {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    names: Names,
    marks: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kernel {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    names: Names,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Users {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    change: Names,
    create: Names,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    names: Names,
    files: Names,
    placers: Names,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Managers {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    system: Names,
    language: Names,
    looking: Names,
    fixed: Names,
    installed: Names,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    base: Names,
    system: Names,
    whole: Names,
}

/// Names of programs, and the beginnings of names.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
struct Names {
    whole: HashSet<String>,
    beginnings: Vec<String>,
}

impl From<Vec<String>> for Names {
    fn from(names: Vec<String>) -> Self {
        let (open, whole): (Vec<String>, Vec<String>) = names.into_iter().partition(|name| name.ends_with('*'));
        let beginnings = open.into_iter().map(|name| name.trim_end_matches('*').to_owned()).collect();
        Self { whole: whole.into_iter().collect(), beginnings }
    }
}

impl Names {
    fn hold(&self, name: &str) -> bool {
        self.whole.contains(name) || self.beginnings.iter().any(|beginning| name.starts_with(beginning.as_str()))
    }
}

/// Whether a program leaves a process behind.
#[must_use]
pub fn is_daemon(program: &str) -> bool {
    TABLE.daemons.names.hold(program)
}

/// Whether the arguments of a program are the command line of another one, or shell text. `subcommand` is its first
/// argument that is no option.
#[must_use]
pub fn carries_command(program: &str, subcommand: Option<&str>) -> bool {
    let carriers = &TABLE.carriers;
    carriers.names.hold(program)
        || subcommand.is_some_and(|subcommand| {
            // Only few programs have such subcommands, and most calls are of others.
            matches!(subcommand, "run" | "exec" | "x" | "dlx")
                && carriers.subcommands.hold(&format!("{program} {subcommand}"))
        })
}

/// Whether the arguments of a program may be shell text.
#[must_use]
pub fn reads_shell_text(program: &str) -> bool {
    TABLE.carriers.shells.hold(program)
}

/// Whether a program that is an argument of an interpreter may start another one and not wait for its end.
#[must_use]
pub fn may_spawn(interpreter: &str, argument: &str) -> bool {
    let table = &TABLE.interpreters;
    table.names.hold(interpreter) && table.marks.iter().any(|mark| argument.contains(mark.as_str()))
}

/// Whether a program changes the mounts or the settings of the kernel that it sees.
#[must_use]
pub fn changes_kernel(program: &str) -> bool {
    TABLE.kernel.names.hold(program)
}

/// Whether a program changes users, groups or rights in a way that a running shell does not see.
#[must_use]
pub fn changes_users(program: &str) -> bool {
    TABLE.users.change.hold(program)
}

/// Whether a program creates a user or a group.
#[must_use]
pub fn creates_users(program: &str) -> bool {
    TABLE.users.create.hold(program)
}

/// Whether a program writes no file, or only files that its words name, or only data.
#[must_use]
pub fn is_plain(program: &str) -> bool {
    TABLE.plain.names.hold(program)
}

/// Whether the words of a program are files, some of them its target.
#[must_use]
pub fn handles_files(program: &str) -> bool {
    TABLE.plain.files.hold(program)
}

/// Whether a program may put files where commands are looked up.
#[must_use]
pub fn places_files(program: &str) -> bool {
    TABLE.plain.placers.hold(program)
}

/// Whether a program is a package manager of the system or of a language.
#[must_use]
pub fn manages_packages(program: &str) -> bool {
    TABLE.managers.system.hold(program) || manages_language_packages(program)
}

/// Whether a call of a package manager may bring a command of this name to where it is searched earlier, though no
/// package of the call is named so. `subcommand` is the first argument of the call. The package managers of a system do
/// not: each command of theirs has its place. The commands that installers themselves bring
/// ([`is_installed_by_others`]) are for the caller to judge.
#[must_use]
pub fn may_bring(manager: &str, subcommand: Option<&str>, command: &str) -> bool {
    let Table { managers, kept, .. } = &*TABLE;
    let own = manages_packages(command) || (managers.installed.hold(command) && !kept.system.hold(command));
    manages_language_packages(manager)
        && manager != "npx"
        && !subcommand.is_some_and(|subcommand| managers.looking.hold(subcommand))
        && !own
        && !kept.base.hold(command)
        && (kept.whole.hold(manager) || !kept.system.hold(command))
}

fn manages_language_packages(program: &str) -> bool {
    TABLE.managers.language.hold(program)
}

/// Whether a program manages the packages of a system and stays where it is whatever is installed.
#[must_use]
pub fn stays_in_place(program: &str) -> bool {
    TABLE.managers.fixed.hold(program)
}

/// Whether installers bring or upgrade a program.
#[must_use]
pub fn is_installed_by_others(program: &str) -> bool {
    TABLE.managers.installed.hold(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_whole() {
        serde_json::from_str::<Table>(crate::facts::text!("effects")).expect("effects.toml reads");
    }

    #[test]
    fn only_some_subcommands_run_programs() {
        assert!(carries_command("npx", None) && carries_command("pnpm", Some("dlx")));
        assert!(!carries_command("pnpm", Some("install")) && !carries_command("yarn", None));
        // The rest is looked up only for these.
        let known = |name: &String| matches!(name.split_once(' '), Some((_, "run" | "exec" | "x" | "dlx")));
        assert!(TABLE.carriers.subcommands.whole.iter().all(known));
    }

    #[test]
    fn packages_of_a_language_bring_commands_of_other_names() {
        assert!(may_bring("pip", Some("install"), "ansible-playbook") && may_bring("conda", Some("install"), "xz"));
        for (manager, subcommand, command) in [
            ("apt-get", "install", "ansible-playbook"),
            ("pip", "freeze", "ansible-playbook"),
            ("pip", "install", "rm"),
            ("pip", "install", "xz"),
            ("pip", "install", "pip"),
            ("conda", "install", "rm"),
        ] {
            assert!(!may_bring(manager, Some(subcommand), command), "{manager} {subcommand}: {command}");
        }
    }

    #[test]
    fn a_name_may_be_open_at_its_end() {
        assert!(is_daemon("php-fpm8.2") && is_daemon("nginx") && !is_daemon("nginx2") && !is_daemon("php"));
    }
}
