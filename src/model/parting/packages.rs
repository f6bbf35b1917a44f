//! The packages that a stage installs, and those of them that what it builds needs when it runs.

use crate::facts::debian::{self, Suite, is_for_development};
use crate::facts::{bare, build_packages};
use crate::model::{Action, Manager, Model, PackageCommand, Provenance, Run};

/// What a stage installs by name.
pub(super) struct Packages<'m> {
    suite: Option<&'static Suite>,
    suite_name: Option<&'m str>,
    names: Vec<String>,
    recommends: bool,
    /// Whether the image has a Python of its own, beside that of Debian.
    own_python: bool,
}

impl<'m> Packages<'m> {
    pub(super) fn of(model: &'m Model<'_>, stage: usize) -> Self {
        let base = model.base(stage);
        let own_python = base.runtime.as_ref().is_some_and(|runtime| runtime.name == "python");
        let literal = model.base_provenance(stage) == Some(Provenance::Literal);
        let suite_name = base.suite.filter(|_| literal && base.official_debian);
        Self { suite: suite_name.and_then(debian::suite), suite_name, names: Vec::new(), recommends: false, own_python }
    }

    /// Whether a command is that of a package manager of the distribution.
    pub(super) fn takes(&self, command: &PackageCommand<'_>) -> bool {
        command.manager != Manager::Pip
    }

    /// Takes what a command installs.
    ///
    /// # Errors
    /// Why what it installs cannot be installed again.
    pub(super) fn take(&mut self, run: &Run<'_>, command: &PackageCommand<'_>) -> Result<(), String> {
        if command.manager != Manager::Apt {
            return Err("only Debian's packages are known well enough to install those that count again".to_owned());
        }
        match command.action {
            Action::Update | Action::Clean | Action::Upgrade | Action::Remove => Ok(()),
            Action::Install if command.invocation.subcommand_name() == "install" => {
                let known = ["--yes", "--quiet", "--no-install-recommends", "--fix-missing", "--no-install-suggests"];
                let other = command.invocation.options.iter().find(|option| !known.contains(&&*option.name));
                if let Some(option) = other {
                    return Err(format!("`{}` decides what apt installs", option.name));
                }
                self.recommends |= !command.invocation.has("--no-install-recommends");
                for &at in &command.invocation.operands {
                    let word = command.simple.words[at].value(run.text);
                    let name = word.ok_or("which packages are installed is only known when the command runs")?;
                    if bare(&name) != name {
                        return Err(format!("{name} is asked for in a version or architecture of its own"));
                    }
                    if name.starts_with(['.', '/']) {
                        return Err(format!("{name} is a file"));
                    }
                    if !self.names.iter().any(|known| *known == name) {
                        self.names.push(name.into_owned());
                    }
                }
                Ok(())
            }
            _ => Err("what apt is asked to do cannot be repeated".to_owned()),
        }
    }

    /// Whether an install brings what its packages recommend.
    pub(super) fn recommends(&self) -> bool {
        self.recommends
    }

    /// The packages that count when containers run: all but those that are there to build, `tools` among them, and for
    /// headers the libraries that they are the headers of.
    ///
    /// # Errors
    /// For which package that is not known.
    pub(super) fn at_run_time(self, tools: &[&str]) -> Result<Vec<String>, String> {
        let mut found: Vec<String> = Vec::new();
        for name in &self.names {
            let table = build_packages();
            let mut add = |name: &str| {
                if !found.iter().any(|known| known == name) {
                    found.push(name.to_owned());
                }
            };
            if tools.contains(&name.as_str()) {
                continue;
            }
            if name.starts_with("python") {
                match (self.own_python, is_for_development(name)) {
                    // Headers of a Python that nothing is built with.
                    (true, true) => continue,
                    _ => return Err(format!("{name} brings a Python that may run the program")),
                }
            }
            if let Some(tool) = table.tool(name) {
                tool.runtime.iter().for_each(|library| add(library));
            } else if table.is_toolchain(name) {
            } else if is_for_development(name) {
                let suite = self.suite.ok_or_else(|| match self.suite_name {
                    Some(suite) => format!("the libraries behind {name} are not known of {suite}"),
                    None => format!("the base image does not say for certain which libraries stand behind {name}"),
                })?;
                let libraries = suite.runtime_of(&[name]);
                let libraries = libraries.ok_or_else(|| format!("the package index does not know {name}"))?;
                libraries.into_iter().for_each(&mut add);
            } else {
                add(name);
            }
        }
        found.sort_unstable();
        Ok(found)
    }
}
