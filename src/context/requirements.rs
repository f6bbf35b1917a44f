//! pip's requirements files.
//!
//! Source: pip's documentation, "Requirements File Format", 25.3.

use super::ignore_file::clean;
use super::{Context, Unknown};

/// What a requirements file asks for, with those that it includes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    /// The paths of the files in the context, the first one first.
    pub files: Vec<String>,
    /// The first line that names something in the file system beside them, or that pip puts into the working directory.
    pub local: Option<String>,
}

/// Files that include each other at most.
const MAX_FILES: usize = 32;

impl Context {
    /// Reads a requirements file and those that it includes.
    ///
    /// # Errors
    /// When one is not there, or cannot be read.
    pub fn requirements(&self, path: &str) -> Result<Requirements, Unknown> {
        let mut read = Requirements { files: vec![path.to_owned()], local: None };
        let mut next = 0;
        while let Some(path) = read.files.get(next).cloned() {
            next += 1;
            let text = self.text(&path)?.ok_or_else(|| Unknown::because(format!("the context holds no {path}")))?;
            let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory);
            for line in logical_lines(&text) {
                match read_line(&line) {
                    Line::Package => {}
                    Line::Include(file) if file.contains("://") => {}
                    Line::Include(file) => {
                        let file = clean(&format!("{directory}/{file}"));
                        if !read.files.contains(&file) {
                            read.files.push(file);
                        }
                    }
                    Line::Local => _ = read.local.get_or_insert(line),
                }
            }
            if read.files.len() > MAX_FILES || read.files.iter().any(|file| file.starts_with("..")) {
                return Err(Unknown::because(format!("{path} includes too much, or what lies outside of the context")));
            }
        }
        Ok(read)
    }
}

enum Line {
    Package,
    Include(String),
    Local,
}

/// The lines without comments, continued ones joined.
fn logical_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.trim_start_matches('\u{feff}').lines() {
        let comment = line.trim_start().starts_with('#').then_some(0).or_else(|| line.find(" #"));
        let line = &line[..comment.unwrap_or(line.len())];
        let (part, continued) = line.strip_suffix('\\').map_or((line, false), |line| (line, true));
        match lines.last_mut() {
            Some(last) if open => last.push_str(part),
            _ => lines.push(part.to_owned()),
        }
        open = continued;
    }
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn read_line(line: &str) -> Line {
    let option = |names: &[&str]| {
        names.iter().find_map(|name| {
            let rest = line.strip_prefix(name)?;
            let long = name.starts_with("--");
            let rest = if long { rest.strip_prefix([' ', '=', '\t'])? } else { rest };
            Some(rest.trim().to_owned())
        })
    };
    if let Some(file) = option(&["--requirement", "--constraint", "-r", "-c"]) {
        return Line::Include(file);
    }
    let remote = |place: &str| place.contains("://") && !place.contains("file:");
    if let Some(place) = option(&["--find-links", "-f"]) {
        return if remote(&place) { Line::Package } else { Line::Local };
    }
    if let Some(place) = option(&["--index-url", "--extra-index-url", "-i"]) {
        return if remote(&place) || place.contains("${") { Line::Package } else { Line::Local };
    }
    // An editable package from a repository is put below the working directory.
    if option(&["--editable", "-e"]).is_some() {
        return Line::Local;
    }
    if line.starts_with('-') {
        return Line::Package;
    }
    let requirement = line.split([';', ' ']).next().unwrap_or(line);
    let archive = [".whl", ".zip", ".tar", ".tgz", ".tbz", ".txz"].iter().any(|end| requirement.ends_with(end))
        || requirement.contains(".tar.");
    let path = requirement.starts_with(['.', '/', '~', '$']) || requirement.contains(['/', '\\']) || archive;
    let local = line.contains("file:") || (path && !remote(line));
    if local { Line::Local } else { Line::Package }
}

#[cfg(test)]
mod tests {
    use crate::context::Memory;

    use super::*;

    #[test]
    fn what_is_included_is_followed_and_what_is_local_is_told() {
        let tree = Memory::default()
            .with(
                "requirements.txt",
                0o644,
                "-r requirements/base.txt\n# -r no.txt\nflask==3.0 \\\n  --hash=sha256:1\n",
            )
            .with("requirements/base.txt", 0o644, "--constraint=../constraints.txt\nx @ git+https://e.org/x # y\n")
            .with("constraints.txt", 0o644, "-r requirements/base.txt\nnumpy; python_version < '3.9'\n");
        let context = Context::new(Box::new(tree), "").unwrap();
        let read = context.requirements("requirements.txt").unwrap();
        assert_eq!(read.files, ["requirements.txt", "requirements/base.txt", "constraints.txt"]);
        assert_eq!(read.local, None);
        assert!(context.requirements("missing.txt").is_err());
    }

    #[test]
    fn paths_of_all_kinds_are_local() {
        for line in [
            "-e .",
            "./lib",
            "lib/x",
            "x.whl",
            "x @ file:///x",
            "--find-links wheels",
            "--index-url ./simple",
            "-i file:///simple",
            "x.tar.xz",
            "--editable=git+https://e.org/x",
        ] {
            assert!(matches!(read_line(line), Line::Local), "{line}");
        }
        for line in ["flask[async]>=3,<4", "https://e.org/x.whl", "-f https://e.org/", "--index-url https://e.org/"] {
            assert!(matches!(read_line(line), Line::Package), "{line}");
        }
    }
}
