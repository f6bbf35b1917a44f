//! Packages of Node that lie in the project itself: the members of its workspaces.
//!
//! Source: the documentation of npm 11, yarn 1.22 and 4 and pnpm 10 about workspaces.

use serde_json::Value;

use super::glob::Glob;
use super::ignore_file::clean;
use super::{Context, Kind, PackageJson, Unknown, yaml};

/// A `pnpm-workspace.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PnpmWorkspace {
    /// The patterns that name its members.
    pub members: Vec<String>,
    /// All that it says beside those.
    pub settings: String,
}

impl PackageJson {
    /// The patterns that name members of its workspaces; `None` where it has none.
    ///
    /// # Errors
    /// When they are in a form that no manager knows.
    pub fn members(&self) -> Result<Option<Vec<String>>, Unknown> {
        match &self.workspaces {
            Value::Null => Ok(None),
            Value::Object(found) => texts(found.get("packages").unwrap_or(&Value::Null)).map(Some),
            other => texts(other).map(Some),
        }
    }
}

fn texts(value: &Value) -> Result<Vec<String>, Unknown> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let all = value.as_array().and_then(|all| all.iter().map(text).collect());
    all.ok_or_else(|| Unknown::because("the workspaces are not named by a list"))
}

impl Context {
    /// The `pnpm-workspace.yaml` at a path; `None` where there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn pnpm_workspace(&self, path: &str) -> Result<Option<PnpmWorkspace>, Unknown> {
        let Some(text) = self.text(path)? else { return Ok(None) };
        let Some(Value::Object(mut found)) = yaml::read(&text) else {
            return Err(Unknown::because(format!("{path} is not understood")));
        };
        let members = found.remove("packages").map_or_else(|| Ok(Vec::new()), |members| texts(&members))?;
        Ok(Some(PnpmWorkspace { members, settings: Value::Object(found).to_string() }))
    }

    /// The directories of the members of a workspace in `root`, in order of paths. Of patterns, the last that matches
    /// decides.
    ///
    /// # Errors
    /// When a pattern is in a form that is not followed, or a link may be a member.
    pub fn members_of_workspace(&self, root: &str, patterns: &[String]) -> Result<Vec<String>, Unknown> {
        // The root itself is among them whether it is named or not.
        let patterns = patterns.iter().filter(|pattern| clean(pattern) != ".").map(|pattern| Pattern::read(pattern));
        let patterns: Vec<Pattern> = patterns.collect::<Result<_, _>>()?;
        let mut found = Vec::new();
        for file in &self.survey()?.files {
            let inside = match root {
                "" => Some(file.path.as_str()),
                root => file.path.strip_prefix(root).and_then(|inside| inside.strip_prefix('/')),
            };
            let Some(inside) = inside.filter(|inside| !is_of_others(inside)) else { continue };
            if let Some(directory) = inside.strip_suffix("/package.json") {
                if names(&patterns, directory) {
                    found.push(file.path.trim_end_matches("/package.json").to_owned());
                }
            } else if file.size == 0
                && names(&patterns, inside)
                && self.entry(&file.path)?.is_some_and(|entry| entry.kind == Kind::Link)
            {
                return Err(Unknown::because(format!("{} is a link, and may be a member of the workspace", file.path)));
            }
        }
        found.sort_unstable();
        Ok(found)
    }
}

/// Whether a path is of a package that is installed.
fn is_of_others(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "node_modules" | "bower_components"))
}

struct Pattern {
    glob: Glob,
    /// What it names beside what the pattern matches: `packages/**` names `packages`, too.
    top: Option<String>,
    excludes: bool,
}

impl Pattern {
    fn read(written: &str) -> Result<Self, Unknown> {
        let (excludes, pattern) = written.strip_prefix('!').map_or((false, written), |pattern| (true, pattern));
        let (absolute, pattern) = (pattern.starts_with('/'), clean(pattern));
        let followed = !absolute
            && !pattern.starts_with(['.', '!'])
            && !pattern.contains(['{', '[', '(', '\\', '^', '?'])
            && pattern.split('/').all(|part| part == "**" || !part.contains("**"));
        match Glob::of_ignore_file(&pattern).filter(|_| followed) {
            Some(glob) => Ok(Self { glob, top: pattern.strip_suffix("/**").map(str::to_owned), excludes }),
            None if excludes => {
                Err(Unknown::because(format!("what `{written}` leaves out of the workspace is not followed")))
            }
            None => {
                Err(Unknown::because(format!("the members of the workspace that `{written}` names are not followed")))
            }
        }
    }
}

fn names(patterns: &[Pattern], directory: &str) -> bool {
    let matches = |pattern: &&Pattern| pattern.glob.matches(directory) || pattern.top.as_deref() == Some(directory);
    patterns.iter().rev().find(matches).is_some_and(|pattern| !pattern.excludes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Memory;

    fn members(patterns: &[&str]) -> Result<Vec<String>, Unknown> {
        let directories = ["", "a/", "packages/a/", "packages/b/", "packages/b/c/", "packages/", "node_modules/a/"];
        let with = |tree: Memory, directory: &&str| tree.with(&format!("{directory}package.json"), 0o644, "{}");
        let tree = directories.iter().fold(Memory::default(), with).with("packages/empty", 0o644, "");
        let patterns: Vec<String> = patterns.iter().map(|&pattern| pattern.to_owned()).collect();
        Context::new(Box::new(tree), "").unwrap().members_of_workspace("", &patterns)
    }

    #[test]
    fn patterns_name_members() {
        assert_eq!(members(&["./packages/*/"]).unwrap(), ["packages/a", "packages/b"]);
        assert_eq!(members(&["packages/**", "!packages/b"]).unwrap(), ["packages", "packages/a", "packages/b/c"]);
        assert_eq!(members(&[".", "a", "**/c"]).unwrap(), ["a", "packages/b/c"]);
        assert_eq!(members(&["packages/*", "!**/b"]).unwrap(), ["packages/a"]);
    }

    #[test]
    fn patterns_that_are_not_followed_are_said() {
        for pattern in ["../x", "packages/{a,b}", "packages/@(a|b)", "/x", "packages/a**"] {
            assert!(members(&[pattern]).is_err(), "{pattern}");
        }
    }

    #[test]
    fn settings_of_pnpm_are_told_from_members() {
        let text = "packages:\n  - 'packages/*'\nonlyBuiltDependencies: [esbuild]\n";
        let tree = Memory::default().with("pnpm-workspace.yaml", 0o644, text).with("list.yaml", 0o644, "- a");
        let context = Context::new(Box::new(tree), "").unwrap();
        let read = context.pnpm_workspace("pnpm-workspace.yaml").unwrap().unwrap();
        assert_eq!(read.members, ["packages/*"]);
        assert_eq!(read.settings, r#"{"onlyBuiltDependencies":["esbuild"]}"#);
        assert!(context.pnpm_workspace("list.yaml").is_err());
    }
}
