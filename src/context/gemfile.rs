//! `Gemfile`, as far as it is plain enough to be known without Ruby.
//!
//! Source: Bundler's manual of the Gemfile, 2.7.

use super::{Context, Unknown, join};

/// Calls that name packages, where they come from and for whom they are.
const CALLS: [&str; 9] =
    ["gem", "git", "git_source", "github", "group", "install_if", "platform", "platforms", "source"];

/// Words that open, continue or end a part.
const PARTS: [&str; 6] = ["else", "elsif", "end", "if", "unless", "}"];

/// What leads to other files of the project, or runs something.
const LEADING: [&str; 12] =
    ["path:", ":path", "File", "Dir", "IO.", "`", "%x", "system", "require", "eval", "gemspec", "__dir__"];

impl Context {
    /// The files that Bundler reads of the project in a directory: the Gemfile, its lock file, and the version of Ruby.
    ///
    /// # Errors
    /// Why it may read others.
    pub fn gemfile(&self, directory: &str) -> Result<Vec<String>, Unknown> {
        let path = join(directory, "Gemfile");
        let text = self.text(&path)?.ok_or_else(|| Unknown::because(format!("the context holds no {path}")))?;
        let lock = join(directory, "Gemfile.lock");
        let locked = self.text(&lock)?;
        let locked = locked.ok_or_else(|| Unknown::because(format!("the context holds no {lock}; commit one")))?;
        if locked.lines().any(|line| line == "PATH") {
            return Err(Unknown::because(format!("{lock} names a gem that lies in the project")));
        }
        let remote = |place: &str| place.contains("://") && !place.starts_with("file:") || place.contains('@');
        let places = locked.lines().filter_map(|line| line.trim_start().strip_prefix("remote:"));
        if let Some(place) = places.map(str::trim).find(|place| !remote(place)) {
            return Err(Unknown::because(format!("{lock} names gems in {place}")));
        }
        let mut found = vec![path.clone(), lock];
        let mut open = false;
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let word = line.split(|ch: char| !(ch.is_ascii_alphanumeric() || matches!(ch, '_' | '}'))).next();
            let word = word.unwrap_or_default();
            if word == "ruby" {
                if let Some(file) = [".ruby-version", ".tool-versions"].iter().find(|name| line.contains(**name)) {
                    found.push(join(directory, file));
                    continue;
                }
                if line.contains("file:") || line.contains("File") {
                    return Err(Unknown::because(format!("`{line}` in {path} reads another file")));
                }
            }
            let known = open || word == "ruby" || CALLS.contains(&word) || PARTS.contains(&word);
            // What is in a text leads nowhere: names of gems may be like anything.
            let plain = outside_of_texts(line).replace("require:", "").replace(":require", "");
            if !known
                || LEADING.iter().any(|mark| plain.contains(mark))
                || line.contains("#{") && word != "git_source" && !line.contains("repo")
            {
                return Err(Unknown::because(format!("`{line}` in {path} may lead to other files of the project")));
            }
            open = plain.trim_end().ends_with([',', '(', '[', '{', '\\']);
        }
        for file in &found {
            if self.entry(file)?.is_none() {
                return Err(Unknown::because(format!("the context holds no {file}")));
            }
        }
        Ok(found)
    }
}

/// A line without its texts and its comment.
fn outside_of_texts(line: &str) -> String {
    let mut out = String::new();
    let mut quote = None;
    for ch in line.chars() {
        match quote {
            Some(open) if ch == open => quote = None,
            Some(_) => {}
            None if ch == '#' => break,
            None if matches!(ch, '"' | '\'') => quote = Some(ch),
            None => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Memory;

    fn read(gemfile: &str, lock: &str) -> Result<Vec<String>, Unknown> {
        let tree = Memory::default().with("Gemfile", 0o644, gemfile).with("Gemfile.lock", 0o644, lock).with(
            ".ruby-version",
            0o644,
            "3.4.1",
        );
        Context::new(Box::new(tree), "").unwrap().gemfile("")
    }

    #[test]
    fn a_plain_file_is_known() {
        let text = "source 'https://rubygems.org'\ngit_source(:github) { |repo| \"https://github.com/#{repo}.git\" }\n\
            # gems\nruby file: '.ruby-version'\ngem 'rails', '~> 8.0', # the frame\n  require: false\n\
            group :development, :test do\n  gem 'filewatcher-systemd'\nend\n";
        assert_eq!(read(text, "GEM\n").unwrap(), ["Gemfile", "Gemfile.lock", ".ruby-version"]);
    }

    #[test]
    fn what_may_read_others_is_not() {
        for line in [
            "gemspec",
            "gem 'x', path: 'x'",
            "gem 'x', :path => 'x'",
            "eval_gemfile 'other'",
            "gem 'x', File.read('version')",
            "plugin 'x'",
            "ruby File.read('.ruby')",
            "x = `git describe`",
            "require_relative 'x'",
        ] {
            assert!(read(line, "GEM\n").is_err(), "{line}");
        }
        assert!(read("gem 'x'", "PATH\n  remote: .\n").is_err());
        assert!(read("gem 'x', git: 'vendor/x'", "GIT\n  remote: vendor/x\n").is_err());
        assert!(read("gem 'x'", "GEM\n  remote: https://rubygems.org/\n").is_ok());
    }
}
