//! `go.mod` and `go.work`, as far as they lead to modules of the project itself.
//!
//! Source: Go Modules Reference, 2025: "replace directive" (of a replacement only `go.mod` is read, and only the
//! replacements of main modules count), "Workspaces".

use super::{Context, Unknown, join, resolved};

/// What a download of modules reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoModules {
    /// The paths of the files in the context.
    pub files: Vec<String>,
    /// The directories of the modules that are built: one, or those of a workspace.
    pub mains: Vec<String>,
    /// Whether there is a workspace.
    pub workspace: bool,
}

impl Context {
    /// What a download of the modules of a directory reads; `None` where there is neither a module nor a workspace.
    ///
    /// # Errors
    /// Why that is not known.
    pub fn go_modules(&self, root: &str) -> Result<Option<GoModules>, Unknown> {
        let mut found = GoModules::default();
        let mut replacements = Vec::new();
        let work = join(root, "go.work");
        if let Some(text) = self.text(&work)? {
            found.workspace = true;
            found.mains = self.local(root, root, &work, directives(&text, "use"))?;
            replacements.extend(self.local(root, root, &work, replaced(&text))?);
            found.files.push(work);
        } else if self.entry(&join(root, "go.mod"))?.is_some() {
            found.mains.push(root.to_owned());
        } else {
            return Ok(None);
        }
        if found.workspace {
            found.files.extend(self.existing(join(root, "go.work.sum"))?);
        }
        for directory in found.mains.clone() {
            let path = join(&directory, "go.mod");
            let text = self.text(&path)?.ok_or_else(|| Unknown::because(format!("the context holds no {path}")))?;
            replacements.extend(self.local(root, &directory, &path, replaced(&text))?);
            found.files.push(path);
            found.files.extend(self.existing(join(&directory, "go.sum"))?);
        }
        for path in replacements.iter().map(|directory| join(directory, "go.mod")) {
            if found.files.contains(&path) {
                continue;
            }
            if self.entry(&path)?.is_none() {
                return Err(Unknown::because(format!("the context holds no {path}, by which a module is replaced")));
            }
            found.files.push(path);
        }
        Ok(Some(found))
    }

    fn existing(&self, path: String) -> Result<Option<String>, Unknown> {
        Ok(self.entry(&path)?.map(|_| path))
    }

    /// The directories that paths lead to from one of the project, each once.
    fn local(&self, root: &str, directory: &str, by: &str, paths: Vec<&str>) -> Result<Vec<String>, Unknown> {
        let mut found = Vec::new();
        for path in paths {
            let place = resolved(directory, path);
            let inside = root.is_empty() || place == root || place.starts_with(&format!("{root}/"));
            if path.starts_with(['/', '"', '`']) || place.starts_with("..") || !inside {
                return Err(Unknown::because(format!("{by} leads to {path}, which lies outside of the project")));
            }
            if !found.contains(&place) {
                found.push(place);
            }
        }
        Ok(found)
    }
}

/// The directories that modules are replaced by.
fn replaced(text: &str) -> Vec<&str> {
    let place = |line: &'_ str| line.find("=>").map(|at| at + 2);
    let all = directives(text, "replace").into_iter();
    let places = all.filter_map(|line| place(line).map(|at| line[at..].trim()));
    places.filter(|place| place.starts_with(['.', '/', '"', '`'])).collect()
}

/// What follows a directive, on its line or in its block, without comments.
fn directives<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let line = line.find("//").filter(|at| !line[..*at].ends_with(':')).map_or(line, |at| &line[..at]).trim();
        if open {
            open = line != ")";
            found.extend((open && !line.is_empty()).then_some(line));
        } else if let Some(rest) = line.strip_prefix(name).filter(|rest| rest.starts_with([' ', '\t', '('])) {
            open = rest.trim() == "(";
            found.extend((!open).then_some(rest.trim()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Memory;

    fn read(files: &[(&str, &str)]) -> Result<Option<GoModules>, Unknown> {
        let tree = files.iter().fold(Memory::default(), |tree, (path, text)| tree.with(path, 0o644, text));
        Context::new(Box::new(tree), "").unwrap().go_modules("")
    }

    #[test]
    fn workspaces_and_replacements_are_followed() {
        let files = [
            ("go.work", "go 1.24\n\nuse (\n\t./api // the service\n\t./lib\n)\nreplace example.org/z => ./z\n"),
            ("go.work.sum", ""),
            ("api/go.mod", "module api\nreplace (\n\texample.org/y v1.0.0 => ../y\n\ta => b v1.0.0\n)\n"),
            ("api/go.sum", ""),
            ("lib/go.mod", "module lib\n"),
            ("y/go.mod", "module y\nreplace q => ../../q\n"),
            ("z/go.mod", "module z\n"),
        ];
        let found = read(&files).unwrap().unwrap();
        let expected = ["go.work", "go.work.sum", "api/go.mod", "api/go.sum", "lib/go.mod", "z/go.mod", "y/go.mod"];
        assert_eq!(found.files, expected);
        assert_eq!((found.mains, found.workspace), (vec!["api".to_owned(), "lib".to_owned()], true));
        assert_eq!(read(&[("main.go", "")]), Ok(None));
    }

    #[test]
    fn what_lies_outside_or_is_not_there_is_said() {
        for line in ["replace a => ../a", "replace a => ./b", "replace a => /a", "replace a => \"./a\""] {
            assert!(read(&[("go.mod", line), ("a/go.mod", "")]).is_err(), "{line}");
        }
        assert!(read(&[("go.work", "use ./a")]).is_err());
    }
}
