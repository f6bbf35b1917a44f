//! Packages that are there to build programs, and what shows that one is still used. Source: `build_packages.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

static TABLE: LazyLock<BuildPackages> = super::table!("build_packages");

/// What is known of packages for building.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BuildPackages {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    toolchain: Vec<String>,
    no_openmp: Vec<String>,
    compiles_at_run_time: Vec<String>,
    /// Programs whose use of a compiler ends with the RUN that calls them: name, or name and subcommand.
    builders: Vec<String>,
    along: BTreeMap<String, Vec<String>>,
    #[serde(rename = "tool")]
    tools: Vec<BuildTool>,
}

/// A package with programs that build.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BuildTool {
    names: Vec<String>,
    /// Words that show that it is used.
    pub programs: Vec<String>,
    /// Libraries that what it builds may need when it runs, whatever it is built against.
    #[serde(default)]
    pub runtime: Vec<String>,
}

/// The table. Source: `build_packages.toml`.
#[must_use]
pub fn build_packages() -> &'static BuildPackages {
    &TABLE
}

impl BuildPackages {
    /// The row of a package.
    #[must_use]
    pub fn tool(&self, package: &str) -> Option<&BuildTool> {
        self.tools.iter().find(|tool| tool.names.iter().any(|name| name == package))
    }

    /// Texts that show that a program of a package is used which comes along with one for building.
    #[must_use]
    pub fn along(&self, package: &str) -> &[String] {
        self.along.get(package).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a package is a part of the compiler and of the C library's headers, so that what it depends on serves
    /// the compiler itself.
    #[must_use]
    pub fn is_toolchain(&self, package: &str) -> bool {
        self.toolchain.iter().any(|pattern| match pattern.split_once('*') {
            Some((start, end)) => {
                package.len() >= pattern.len() - 1 && package.starts_with(start) && package.ends_with(end)
            }
            None => package == pattern,
        })
    }

    /// Whether a project on PyPI, as pip names it, is known not to use OpenMP.
    #[must_use]
    pub fn is_without_openmp(&self, project: &str) -> bool {
        let name = project.split(['=', '<', '>', '~', '!', '[', ';']).next().unwrap_or(project);
        let name = name.trim().to_ascii_lowercase().replace(['_', '.'], "-");
        self.no_openmp.contains(&name)
    }

    /// Whether a word names a program or library that calls a compiler while a container runs.
    #[must_use]
    pub fn compiles_at_run_time(&self, word: &str) -> bool {
        self.compiles_at_run_time.iter().any(|name| name.eq_ignore_ascii_case(word))
    }

    /// Whether a command builds something and is then done with the compiler.
    #[must_use]
    pub fn is_builder(&self, program: &str, subcommand: &str) -> bool {
        let name = program.rsplit('/').next().unwrap_or(program);
        self.builders.iter().any(|builder| match builder.split_once(' ') {
            Some((own, rest)) => own == name && rest == subcommand,
            None => builder == name,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let table: BuildPackages = serde_json::from_str(crate::facts::text!("build_packages")).unwrap();
        assert!(table.tools.iter().all(|one| !one.names.is_empty() && !one.programs.is_empty()), "{table:?}");
        assert!(
            table.is_toolchain("libgcc-12-dev") && table.is_toolchain("libc6-dev") && !table.is_toolchain("libgcc")
        );
        assert!(table.tool("g++").is_some_and(|tool| tool.runtime.contains(&"libgomp1".to_owned())));
    }

    #[test]
    fn projects_are_compared_as_pip_compares_them() {
        for project in ["psycopg2==2.9.9", "Psycopg2", "psycopg[c]>=3"] {
            assert!(build_packages().is_without_openmp(project), "{project}");
        }
        assert!(!build_packages().is_without_openmp("scikit-learn") && !build_packages().is_without_openmp("."));
    }
}
