//! Names and passwords in calls of curl.

use crate::model::Run;
use crate::shell::{Resolved, resolve};
use crate::syntax::Span;

/// The ranges, in the text of a RUN, of the logins that its calls of curl are given: `name:password`, both written out.
pub(super) fn in_calls_of_curl(run: &Run<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    for located in run.simple_commands() {
        let simple = located.simple;
        let Resolved::Known(known) = resolve(simple, run.text) else { continue };
        if known.tool != "curl" || is_local(simple.span.of(run.text)) {
            continue;
        }
        let mut before = false;
        for word in simple.words.iter().skip(1) {
            let Some(text) = word.value(run.text) else {
                before = false;
                continue;
            };
            let login = match &*text {
                login if before => Some(login),
                long if long.starts_with("--user=") => long.strip_prefix("--user="),
                short if short.starts_with("-u") && !short.starts_with("--") => short.strip_prefix("-u"),
                _ => None,
            };
            if login.is_some_and(is_login) {
                found.push(word.span);
            }
            before = matches!(&*text, "-u" | "--user");
        }
    }
    found
}

/// A server of the build itself is asked for nothing that others have.
fn is_local(command: &str) -> bool {
    ["localhost", "127.0.0.1", "://[::1]"].iter().any(|host| command.contains(host))
}

/// Whether a word is a name and a password of six characters or more, as written, and no word that stands for one.
fn is_login(word: &str) -> bool {
    let Some((name, password)) = word.split_once(':') else { return false };
    !name.is_empty() && super::is_secret_value(name, password)
}
