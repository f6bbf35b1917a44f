//! What leads commands to a place where a COPY goes, though they do not name it: variables, and settings made before.

use super::Destination;
use crate::model::{Model, Run};
use crate::syntax::Arguments;

/// Beginnings of the names of variables that shells, loaders, compilers and installers read. That of `PYTHONPATH` is not
/// among them: installers bring what they import.
const LEADING: [&str; 49] = [
    "APT_",
    "AR",
    "BASH_ENV",
    "BUN_",
    "BUNDLE_",
    "CC",
    "CFLAGS",
    "CMAKE_",
    "CPATH",
    "CPLUS_INCLUDE_PATH",
    "CPPFLAGS",
    "CUDA_",
    "CURL_",
    "CXX",
    "CARGO_",
    "C_INCLUDE_PATH",
    "DOTNET_",
    "ENV",
    "GEM_",
    "GIT_",
    "GO",
    "HOME",
    "LD",
    "LIBRARY_PATH",
    "MAKE",
    "MSBUILD",
    "NODE_",
    "NPM_",
    "NUGET_",
    "PATH",
    "PIPENV_",
    "PIP_",
    "PKG_CONFIG",
    "PNPM_",
    "POETRY_",
    "PYTHONHOME",
    "PYTHONUSERBASE",
    "REQUESTS_",
    "RUSTC",
    "RUSTFLAGS",
    "RUSTUP_",
    "SHELL",
    "SSL_",
    "TMPDIR",
    "UV_",
    "VIRTUAL_ENV",
    "XDG_",
    "YARN_",
    "npm_",
];

/// Those of them that make commands of no use without a value that leads somewhere.
const ALWAYS_LEADING: [&str; 4] = ["BASH_ENV", "ENV", "HOME", "LD_PRELOAD"];

/// Ends of the names of those whose value is a path, also where it does not look like one.
const PATHS: [&str; 12] = [
    "CAFILE",
    "CERT",
    "CONFIG_FILE",
    "CONSTRAINT",
    "FIND_LINKS",
    "GEMFILE",
    "PIPFILE",
    "PREFIX",
    "REQUIREMENT",
    "TARGET_DIR",
    "USERCONFIG",
    "WORKING_DIR",
];

/// Commands that put files somewhere, or make it ready for them, and lead no other there.
const FILLING: [&str; 16] = [
    "[", "cd", "chgrp", "chmod", "chown", "cp", "curl", "git", "install", "ls", "mkdir", "rm", "tar", "touch", "unzip",
    "wget",
];

/// Commands that give users their home.
const OF_USERS: [&str; 5] = ["addgroup", "adduser", "groupadd", "useradd", "usermod"];

/// Places of the settings of package managers. Source: the manual pages of apt.conf, sources.list and apk-repositories;
/// the documentation of pip 25 and npm 11 about their configuration files.
const SETTINGS: [&str; 5] = ["/etc/apt/", "/etc/apk/", "/etc/pip.conf", "/root/.", "/usr/local/etc/npmrc"];

/// Whether commands look for something where a variable of this name says.
pub(super) fn is_leading(name: &str) -> bool {
    LEADING.iter().any(|start| name.starts_with(start))
}

impl Destination<'_> {
    /// What may lead commands there, in the stage or one that it is built FROM, as a reason against moving the COPY.
    #[must_use]
    pub fn led_to(&self, file: &Model<'_>) -> Option<String> {
        self.led_to_some(file, &|_| true)
    }

    /// The same for a COPY that brings only some of the paths below the directory.
    pub(super) fn led_to_some(&self, file: &Model<'_>, brings: &dyn Fn(&str) -> bool) -> Option<String> {
        let stage = file.stage_of(self.at)?;
        file.history(stage, file.stages[stage].end).find_map(|at| match file.run(at) {
            Some(run) if at < self.at && self.is_led_to_by(file, run) => {
                Some("a command above names the directory that the COPY goes to, and may lead others there".to_owned())
            }
            Some(_) => None,
            None => {
                let name = self.variable(file, at, brings)?;
                Some(format!("{name} leads commands to what the COPY brings"))
            }
        })
    }

    /// Why package managers may look there nevertheless: settings that are copied before.
    #[must_use]
    pub fn doubt(&self, file: &Model<'_>) -> Option<String> {
        let stage = file.stage_of(self.at)?;
        let sets = |at: usize| {
            let (Arguments::Copy(transfer) | Arguments::Add(transfer)) = &file.instruction(at).command.arguments else {
                return false;
            };
            let target = file.target(at, transfer);
            target.is_some_and(|target| SETTINGS.iter().any(|place| format!("{target}/").starts_with(place)))
        };
        file.history(stage, self.at)
            .any(sets)
            .then(|| "settings of a package manager are copied before, and may name the directory".to_owned())
    }

    /// Whether a RUN names the place in a command that may make others look there.
    fn is_led_to_by(&self, file: &Model<'_>, run: &Run<'_>) -> bool {
        if !run.text.contains(&*self.directory) {
            return false;
        }
        let users = file.state(self.at).user.may_be_root();
        let (mut found, mut leads) = (run.script.is_ok(), run.script.is_err());
        for located in run.simple_commands() {
            let named = located.simple.span.of(run.text).contains(&*self.directory);
            let name = located.simple.name(run.text);
            let name = name.as_deref().unwrap_or_default();
            let fills = FILLING.contains(&name) || users && OF_USERS.contains(&name);
            found |= named;
            leads |= named && !fills;
        }
        leads || !found
    }

    /// The name of a variable of an instruction that may lead commands there.
    fn variable(&self, file: &Model<'_>, at: usize, brings: &dyn Fn(&str) -> bool) -> Option<String> {
        let instruction = file.instruction(at);
        let (Arguments::Env(pairs) | Arguments::Arg(pairs)) = &instruction.command.arguments else { return None };
        // Programs and libraries of another stage or image are there to be found.
        let programs = self.instruction.command.flag(&self.instruction.logical, "from").is_some();
        pairs.iter().find_map(|pair| {
            let name = instruction.text(pair.name);
            let written = pair.value.map(|value| instruction.text(value));
            let known = is_leading(name);
            let is_path = PATHS.iter().any(|end| name.to_ascii_uppercase().ends_with(end));
            let leads = match written {
                Some(written) => written.split([' ', ':', '"', '\'']).any(|part| {
                    let value = file.expand(at, part).map_or_else(|| part.to_owned(), |part| part.text);
                    self.is_named_by_value(&value, brings) || known && is_relative(&value, is_path)
                }),
                None => ALWAYS_LEADING.contains(&name),
            };
            let whole = || file.expand(at, written.unwrap_or_default()).is_some();
            let leads = leads || ALWAYS_LEADING.contains(&name) && !whole();
            (leads && (known || programs)).then(|| name.to_owned())
        })
    }

    /// Whether a value, or an option in it, leads into the directory.
    fn is_named_by_value(&self, value: &str, brings: &dyn Fn(&str) -> bool) -> bool {
        value.split(['=', ',']).any(|part| {
            let path = if part.starts_with(['/', '-']) { part.find('/').map(|at| &part[at..]) } else { None };
            let inside = path.and_then(|path| path.strip_prefix(&*self.directory));
            inside.is_some_and(|inside| match inside.strip_prefix('/') {
                Some(inside) if !inside.contains("..") => brings(inside.trim_end_matches('/')),
                _ => true,
            })
        })
    }
}

/// Whether a value, or what an option in it says, is a path that counts from the working directory.
fn is_relative(value: &str, is_path: bool) -> bool {
    let path = value.rsplit('=').next().unwrap_or(value);
    let begins = path.starts_with("./") || path.starts_with("../");
    begins || is_path && !path.is_empty() && !path.starts_with(['/', '$', '~']) && !value.contains("://")
}
