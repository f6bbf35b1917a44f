//! What Cargo reads of a package when it builds it, without what tests, examples and benchmarks are made of.
//!
//! Source: The Cargo Book 1.90, "The Manifest Format", "Cargo Targets"; The Rust Reference, "Modules".

use toml::{Table, Value};

use super::cargo_toml::{DEPENDENCIES, get, paths};
use super::ignore_file::clean;
use super::{Context, Kind, Unknown, join};
use crate::facts::crate_leaves_project_alone;

/// The directory of the sources.
const SOURCES: &str = "src";

/// Bytes of sources that are read at most.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Words of sources that lead to files in a way that is not followed.
const LEADING: [&str; 2] = ["CARGO_MANIFEST_DIR", "asm!"];

impl Context {
    /// The files and directories that a build of the package in a directory reads: it is the only one of its project.
    ///
    /// # Errors
    /// Why it may read more.
    pub fn cargo_sources(&self, root: &str) -> Result<Vec<String>, Unknown> {
        let manifest = join(root, "Cargo.toml");
        let table = self.toml(&manifest)?;
        let table = table.ok_or_else(|| Unknown::because(format!("the context holds no {manifest}")))?;
        if let Some(reason) = leads_elsewhere(&table) {
            return Err(Unknown::because(format!("{manifest} {reason}")));
        }
        let script = join(root, "build.rs");
        let off = get(&table, &["package", "build"]).and_then(Value::as_bool) == Some(false);
        if !off && self.entry(&script)?.is_some() {
            return Err(Unknown::because(format!("{script} may read any file")));
        }
        let sources = join(root, SOURCES);
        if self.entry(&sources)?.is_none_or(|entry| entry.kind != Kind::Directory) {
            return Err(Unknown::because(format!("the context holds no directory {sources}")));
        }
        self.stays_inside(&sources)?;
        let lock = join(root, "Cargo.lock");
        let mut found = vec![manifest];
        if self.entry(&lock)?.is_some() {
            found.push(lock);
        }
        found.push(sources);
        Ok(found)
    }

    /// Whether the sources in a directory lead to no file outside of it; the error is the one that does, or may.
    fn stays_inside(&self, sources: &str) -> Result<(), Unknown> {
        let (mut files, mut link, mut bytes) = (Vec::new(), None, 0);
        self.walk(sources, &mut |path, entry| {
            if entry.kind == Kind::Link {
                link = Some(path.to_owned());
            } else if path.ends_with(".rs") {
                files.push(path.to_owned());
                bytes += entry.size;
            }
            link.is_none()
        })?;
        if let Some(link) = link {
            return Err(Unknown::because(format!("{link} is a link")));
        }
        if bytes > MAX_BYTES {
            return Err(Unknown::because(format!("{sources} holds more sources than are read")));
        }
        for path in files {
            let text = self.text(&path)?.unwrap_or_default();
            if let Some(what) = leads_out(&text, &path, sources) {
                return Err(Unknown::because(format!("`{what}` in {path} may lead to a file outside of {sources}")));
            }
        }
        Ok(())
    }
}

/// What of a manifest may lead to files beside the sources.
fn leads_elsewhere(table: &Table) -> Option<String> {
    let says = |reason: &str| Some(reason.to_owned());
    let package = match table.get("package") {
        Some(Value::Table(package)) => package,
        _ => return says("is that of a workspace"),
    };
    if package.contains_key("workspace") || get(table, &["workspace", "members"]).is_some() {
        return says("belongs to several packages");
    }
    if package.get("build").is_some_and(|build| build.as_bool() != Some(false)) {
        return says("names a build script, which may read any file");
    }
    if ["patch", "replace"].iter().any(|key| table.get(*key).is_some_and(|tree| !paths(tree).is_empty())) {
        return says("replaces a package by one of the project");
    }
    for key in ["lib", "bin", "example", "test", "bench"] {
        let targets = match table.get(key) {
            Some(Value::Array(all)) => all.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let inside = |target: &&Value| match target.get("path").and_then(Value::as_str) {
            Some(path) => clean(&format!("/{path}")).starts_with("src/") && !path.contains(".."),
            None => matches!(key, "lib" | "bin"),
        };
        if !targets.iter().all(inside) {
            return Some(format!("has a [{key}] whose source lies outside of {SOURCES}"));
        }
    }
    // Those for tests are read from the lock file alone.
    let of_build = |key: &&&str| **key != "dev-dependencies";
    let own = DEPENDENCIES.iter().filter(of_build).filter_map(|key| table.get(*key));
    let targets = table.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
    let of_targets = targets.flat_map(|target| DEPENDENCIES.iter().filter(of_build).filter_map(|key| target.get(key)));
    let shared = get(table, &["workspace", "dependencies"]);
    for dependencies in own.chain(of_targets).chain(shared) {
        for (name, asked) in dependencies.as_table().into_iter().flatten() {
            let package = asked.get("package").and_then(Value::as_str).unwrap_or(name);
            if asked.get("path").is_some() || asked.get("git").is_some() {
                return Some(format!("takes {package} from a directory or a repository"));
            }
            if !crate_leaves_project_alone(package) {
                return Some(format!(
                    "names {package}, and it is not known whether its macros read files of the project"
                ));
            }
        }
    }
    let of_tests = get(table, &["dev-dependencies"]).into_iter().flat_map(|tree| paths(tree));
    let local = of_tests.into_iter().next();
    local.map(|path| format!("takes a package for tests from {path}"))
}

/// Words of a source that lead, or may lead, to a file outside of the sources.
fn leads_out(text: &str, path: &str, sources: &str) -> Option<String> {
    let leading = LEADING.iter().find(|word| text.contains(**word));
    if let Some(word) = leading {
        return Some((*word).to_owned());
    }
    if text.match_indices("path").any(|(at, word)| is_attribute(&text[..at], &text[at + word.len()..])) {
        return Some("#[path]".to_owned());
    }
    let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory);
    for (at, _) in text.match_indices("include") {
        let rest = &text[at..];
        let name = &rest[..rest.find(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_').unwrap_or(rest.len())];
        let Some(argument) = rest[name.len()..].trim_start().strip_prefix('!') else { continue };
        let argument = argument.trim_start().trim_start_matches(['(', '[', '{']).trim_start();
        let literal = argument.strip_prefix('"').and_then(|rest| rest.split_once('"')).map(|(file, _)| file);
        let inside = |file: &str| {
            let place = clean(&format!("{directory}/{file}"));
            !file.starts_with('/') && !file.contains('\\') && place.starts_with(&format!("{sources}/"))
        };
        let plain = matches!(name, "include" | "include_str" | "include_bytes");
        if !plain || !literal.is_some_and(inside) {
            return Some(format!("{name}!"));
        }
    }
    None
}

/// Whether the word between two parts of a source is, or may be, an attribute with a value.
fn is_attribute(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let starts = before.ends_with('[') || before.ends_with([',', '(']) && before.contains("cfg_attr");
    starts && after.trim_start().starts_with('=')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Memory;

    fn read(files: &[(&str, &str)]) -> Result<Vec<String>, Unknown> {
        let tree = files.iter().fold(Memory::default(), |tree, (path, text)| tree.with(path, 0o644, text));
        Context::new(Box::new(tree), "").unwrap().cargo_sources("")
    }

    const PACKAGE: &str = "[package]\nname = 'a'\n[dependencies]\nserde = '1'";

    #[test]
    fn a_package_of_known_crates_is_read_from_its_sources() {
        let main = "const HELP: &str = include_str!(\"help.txt\"); fn f() { let path = 1; }";
        let files = [("Cargo.toml", PACKAGE), ("Cargo.lock", ""), ("src/main.rs", main), ("src/help.txt", "")];
        assert_eq!(read(&files).unwrap(), ["Cargo.toml", "Cargo.lock", "src"]);
    }

    #[test]
    fn what_may_read_more_is_said() {
        for source in [
            "include_str!(\"../README.md\")",
            "include_str!(concat!(env!(\"OUT_DIR\"), \"/x\"))",
            "include_bytes! { FILE }",
            "include_proto!(\"x\")",
            "#[path = \"../x.rs\"] mod x;",
            "#[cfg_attr(unix, path = \"../x.rs\")] mod x;",
            "env!(\"CARGO_MANIFEST_DIR\")",
        ] {
            assert!(read(&[("Cargo.toml", PACKAGE), ("src/main.rs", source)]).is_err(), "{source}");
        }
        for manifest in [
            "[workspace]\nmembers = ['a']",
            "[package]\nname = 'a'\nbuild = 'make.rs'",
            "[package]\nname = 'a'\n[[bench]]\nname = 'b'",
            "[package]\nname = 'a'\n[[bin]]\nname = 'b'\npath = 'cmd/b.rs'",
            "[package]\nname = 'a'\n[[bin]]\nname = 'b'\npath = 'src/../cmd/b.rs'",
            "[package]\nname = 'a'\n[dependencies]\nsqlx = '1'",
            "[package]\nname = 'a'\n[dependencies]\nserde = { package = 'other', version = '1' }",
            "[package]\nname = 'a'\n[target.'cfg(unix)'.dependencies]\nsqlx = '1'",
            "[package]\nname = 'a'\n[dependencies]\nserde = { path = 'serde' }",
            "[package]\nname = 'a'\n[dev-dependencies]\nserde = { path = 'serde' }",
            "[package]\nname = 'a'\n[patch.crates-io]\nserde = { path = 'serde' }",
        ] {
            assert!(read(&[("Cargo.toml", manifest), ("src/main.rs", "")]).is_err(), "{manifest}");
        }
        assert!(read(&[("Cargo.toml", PACKAGE), ("src/main.rs", ""), ("build.rs", "")]).is_err());
        assert!(read(&[("Cargo.toml", PACKAGE), ("main.rs", "")]).is_err());
    }
}
