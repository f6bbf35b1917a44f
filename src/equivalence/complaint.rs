//! What a shell missed, read from its error messages.

/// Something a script expects to find.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Missing {
    /// A directory to enter.
    Directory(String),
    /// A file to write, whose directory is missing, or to read or run, which is missing itself.
    Place(String),
    /// A program of `PATH`.
    Program(String),
}

/// Reads the messages of dash, bash and busybox. Other lines are ignored.
pub(super) fn read(messages: &str) -> Vec<Missing> {
    let mut missing: Vec<Missing> = messages.lines().filter_map(line).collect();
    missing.sort();
    missing.dedup();
    missing
}

fn line(message: &str) -> Option<Missing> {
    let after = |marker: &str| message.split_once(marker).map(|(_, rest)| rest);
    let name = |text: &str| text.trim_matches('\'').to_owned();
    let absent = message.strip_suffix(": No such file or directory");
    if let Some(rest) = after("can't cd to ") {
        return Some(Missing::Directory(name(rest.trim_end_matches(": No such file or directory"))));
    }
    for marker in ["cannot create ", "can't create ", "cannot open ", "can't open "] {
        if let Some((path, _)) = after(marker).and_then(|rest| rest.rsplit_once(": ")) {
            return Some(Missing::Place(name(path)));
        }
    }
    if let Some((_, directory)) = absent.and_then(|rest| rest.split_once(": cd: ")) {
        return Some(Missing::Directory(directory.to_owned()));
    }
    if let Some((_, path)) = absent.and_then(|rest| rest.rsplit_once(": ")) {
        return Some(Missing::Place(path.to_owned()));
    }
    let program = message.strip_suffix(": command not found").or(message.strip_suffix(": not found"))?;
    let program = program.rsplit_once(": ")?.1;
    let kind = if program.contains('/') { Missing::Place } else { Missing::Program };
    Some(kind(program.to_owned()))
}

/// Whether `path` is one that may be provided.
pub(super) fn providable(path: &str) -> bool {
    !path.is_empty() && path.len() < 1000 && !path.contains(['\0', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_the_three_shells_are_understood() {
        let directory = |name: &str| Some(Missing::Directory(name.into()));
        let place = |name: &str| Some(Missing::Place(name.into()));
        for (message, missing) in [
            ("/.sandbox/dash: 1: cd: can't cd to /nope", directory("/nope")),
            ("/.sandbox/bash: line 1: cd: nope: No such file or directory", directory("nope")),
            ("/.sandbox/ash: cd: line 0: can't cd to /nope: No such file or directory", directory("/nope")),
            ("/.sandbox/dash: 1: cannot create e/f: Directory nonexistent", place("e/f")),
            ("/.sandbox/bash: line 1: /e/f/g: No such file or directory", place("/e/f/g")),
            ("/.sandbox/ash: .: line 0: can't open './src': No such file or directory", place("./src")),
            ("/.sandbox/dash: 1: ./configure: not found", place("./configure")),
            ("/.sandbox/bash: line 1: foo: command not found", Some(Missing::Program("foo".into()))),
            ("/.sandbox/dash: 1: Syntax error: \"&&\" unexpected", None),
        ] {
            assert_eq!(line(message), missing, "{message}");
        }
    }
}
