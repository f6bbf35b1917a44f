//! What a recorder wrote down.

use std::fmt;
use std::path::Path;

/// One call of an external command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Call {
    /// Name and arguments. The name is bare for programs of the usual directories, else as it was found.
    pub(super) words: Vec<String>,
    /// Everything else a program can see of the shell that started it.
    pub(super) context: Context,
}

/// The state a call was made in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    pub(super) directory: String,
    pub(super) umask: String,
    pub(super) limits: String,
    pub(super) environment: Vec<String>,
    pub(super) input: String,
}

/// Between words, and between the parts of a record.
pub(super) const WORD: char = '\x1f';
pub(super) const PART: char = '\x1e';

/// The directories that all hold the same recorders.
const USUAL: [&str; 6] = ["/usr/local/sbin/", "/usr/local/bin/", "/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/"];

impl Call {
    /// Reads a record. A record cut short (the recorder was killed, or `ulimit -f` stopped it) gives a call with what
    /// is there, which then differs from a whole one.
    pub(super) fn parse(record: &[u8], root: Option<&Path>) -> Self {
        let mut text = String::from_utf8_lossy(record).into_owned();
        if let Some(root) = root.and_then(Path::to_str) {
            text = text.replace(root, "");
        }
        let mut parts = text.split(PART);
        let words = parts.next().unwrap_or_default();
        let mut words: Vec<String> = words.split_terminator(WORD).map(String::from).collect();
        if let Some(name) = words.first_mut()
            && let Some(bare) = USUAL.iter().find_map(|dir| name.strip_prefix(dir)).filter(|bare| !bare.contains('/'))
        {
            *name = bare.to_owned();
        }
        let mut next = || parts.next().unwrap_or_default().trim_end_matches('\n').to_owned();
        let (directory, umask, limits, environment, input) = (next(), next(), next(), next(), next());
        Self { words, context: Context { directory, umask, limits, environment: variables(&environment), input } }
    }
}

/// The sorted assignments of an `export -p` listing, without those that name the call itself.
fn variables(listing: &str) -> Vec<String> {
    let listing = listing.strip_prefix("export ").unwrap_or(listing);
    let noise =
        |variable: &&str| !variable.is_empty() && !variable.starts_with("_=") && !variable.starts_with("SHLVL=");
    let mut variables: Vec<String> = listing.split("\nexport ").filter(noise).map(String::from).collect();
    variables.sort();
    variables
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.words.join(" "))
    }
}

impl Context {
    /// What differs, in words; empty when nothing does.
    pub(super) fn difference(&self, other: &Self) -> String {
        let mut found = Vec::new();
        for (what, ours, theirs) in [
            ("directory", &self.directory, &other.directory),
            ("umask", &self.umask, &other.umask),
            ("limits", &self.limits, &other.limits),
            ("input", &self.input, &other.input),
        ] {
            if ours != theirs {
                found.push(format!("{what} {ours:?} against {theirs:?}"));
            }
        }
        if self.environment != other.environment {
            let only = |one: &[String], two: &[String]| -> Vec<String> {
                one.iter().filter(|variable| !two.contains(variable)).cloned().collect()
            };
            let (ours, theirs) =
                (only(&self.environment, &other.environment), only(&other.environment, &self.environment));
            found.push(format!("environment {ours:?} against {theirs:?}"));
        }
        found.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_back() {
        let record = b"/usr/bin/tar\x1fxf\x1fa b\x1f\x1e/app\n\x1e0022\n\x1elimits\n\x1eexport B='1'\nexport A='x\ny'\nexport _='/x'\n\x1ein\n";
        let call = Call::parse(record, None);
        assert_eq!(call.words, ["tar", "xf", "a b"]);
        assert_eq!(call.context.directory, "/app");
        assert_eq!(call.context.environment, ["A='x\ny'", "B='1'"]);
        assert_eq!(call.context.input, "in");
        assert_eq!(Call::parse(b"", None), Call { words: vec![], ..Call::default() });
    }
}
