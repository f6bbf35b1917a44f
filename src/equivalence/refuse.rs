//! Texts that recorders cannot stand for, found by reading them.

use super::{Error, Step};

/// Words that act on processes or hosts for real although they are builtins or redirects, or that make the order of
/// calls a matter of luck.
const WORDS: [(&str, &str); 5] = [
    ("kill", "`kill` is a builtin and would reach real processes"),
    ("coproc", "a coprocess runs at the same time as the rest"),
    ("suspend", "`suspend` would stop the shell for good"),
    ("/dev/tcp", "bash opens network connections for /dev/tcp"),
    ("/dev/udp", "bash opens network connections for /dev/udp"),
];

/// Refuses a step. `bash` says whether bash runs it, `caged` whether absolute paths stay inside the sandbox.
pub(super) fn check(step: &Step, bash: bool, caged: bool) -> Result<(), Error> {
    let word_end = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
    for (word, reason) in WORDS {
        let alone = |at: usize| {
            word_end(step.script[..at].chars().next_back()) && word_end(step.script[at + word.len()..].chars().next())
        };
        if step.script.match_indices(word).any(|(at, _)| alone(at)) {
            return Err(Error::unsupported(reason));
        }
    }
    if !step.workdir.starts_with('/') || step.workdir.split('/').any(|part| part == "..") {
        return Err(Error::unsupported(format!(
            "the working directory {:?} is not a plain absolute path",
            step.workdir
        )));
    }
    concurrency(&step.script, bash)?;
    if caged { Ok(()) } else { escape(step) }
}

/// Background jobs and process substitutions: their calls run at the same time as the rest. Quotes are followed, but
/// comments and heredocs are read like code, so that a `&` in one of them is refused too.
fn concurrency(script: &str, bash: bool) -> Result<(), Error> {
    let bytes = script.as_bytes();
    let (mut at, mut quote) = (0, None);
    while let Some(&byte) = bytes.get(at) {
        let (previous, next) = (at.checked_sub(1).and_then(|i| bytes.get(i)), bytes.get(at + 1));
        match (quote, byte) {
            (None | Some(b'"'), b'\\') => at += 1,
            (None, b'\'' | b'"') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None, b'&') if next == Some(&b'&') => at += 1,
            (None, b'&') if matches!(previous, Some(b'>' | b'<')) => {}
            (None, b'&') if bash && (next == Some(&b'>') || previous == Some(&b'|')) => {}
            (None, b'&') => return Err(Error::unsupported("a background job runs at the same time as the rest")),
            (None, b'<' | b'>') if next == Some(&b'(') => {
                return Err(Error::unsupported("a process substitution runs at the same time as the rest"));
            }
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

/// Without a chroot, absolute paths are those of this host. Refused is every path that is not plainly relative; values
/// that may hold one are refused as well, so that no expansion can make one.
fn escape(step: &Step) -> Result<(), Error> {
    let refuse = |what: &str| Err(Error::unsupported(format!("{what} may leave the sandbox: no chroot on this host")));
    if let Some((name, _)) = step.env.iter().find(|(name, value)| name != "PATH" && value.contains(['/', '~'])) {
        return refuse(name);
    }
    if step.script.contains(['~']) || step.script.contains("..") {
        return refuse("`~` or `..`");
    }
    let pieces = step.script.split(|c: char| c.is_whitespace() || ";&|<>()\"'`=:,".contains(c));
    match pieces
        .filter(|piece| piece.contains('/') && *piece != "/dev/null")
        .find(|piece| piece.starts_with('/') || piece.contains(['$', '{', '}', '\\']))
    {
        Some(piece) => refuse(piece),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::equivalence::Sequence;

    fn refused(script: &str, bash: bool, caged: bool) -> bool {
        Sequence::of_scripts([script]).0.iter().any(|step| check(step, bash, caged).is_err())
    }

    #[test]
    fn concurrency_and_real_effects_are_refused() {
        for script in ["a & b", "a &", "cat <(b)", "kill 1", "x; kill -9 -1", "exec 3<>/dev/tcp/h/80", "coproc a"] {
            assert!(refused(script, true, true), "{script}");
        }
        for script in ["a && b", "a >x 2>&1", "curl 'h?a=1&b=2'", "curl \"h?a&b\"", "echo \\&", "killall x", "a &> f"] {
            assert!(!refused(script, true, true), "{script}");
        }
        assert!(refused("a &> f", false, true), "other shells read `a &` and `> f`");
    }

    #[test]
    fn without_a_chroot_only_relative_paths_are_run() {
        for script in ["cd /app", "rm $X/y", "a > ../x", "X=/etc", "cat ~/x", "echo >\"$X\"/y"] {
            assert!(refused(script, true, false), "{script}");
        }
        assert!(!refused("make -C sub/dir > out 2>/dev/null", true, false));
    }
}
