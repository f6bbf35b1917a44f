//! The part of an install that can be done before the sources are there.

use super::Project;
use super::steps::{Install, Place};
use crate::model::Run;
use crate::shell::Simple;

/// A command that does ahead what a RUN does that needs the sources for the rest.
#[derive(Debug)]
pub struct Ahead {
    /// What it reads.
    pub install: Install,
    /// The commands in order: what they need to be set up, and what does it.
    pub commands: Vec<String>,
    /// What it is for.
    pub title: &'static str,
    /// Words that an earlier RUN has which does that already.
    pub(super) marks: &'static [&'static str],
}

impl Ahead {
    /// Whether another RUN does, by its words, what this does.
    #[must_use]
    pub fn is_done_by(&self, run: &Run<'_>) -> bool {
        self.marks.iter().any(|mark| run.mentions(mark))
    }
}

/// A name in a directory of the context.
pub(super) fn join(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

/// A command as written, on one line.
pub(super) fn written(place: &Place<'_, '_>, simple: &Simple) -> String {
    let words = simple.words.iter().map(|word| word.text(place.run.text).to_owned());
    assigned(place, simple).chain(words).collect::<Vec<String>>().join(" ")
}

/// The variables that a command has of its own, as written.
pub(super) fn assigned<'p>(place: &'p Place<'_, '_>, simple: &'p Simple) -> impl Iterator<Item = String> + 'p {
    simple.assigns.iter().map(|assign| {
        let end = assign.value.span.end as usize;
        place.run.text[assign.name.start as usize..end].to_owned()
    })
}

/// Why the result may be another one where an install makes these directories in the project: a doubt where a context may
/// hold them, so that the COPY would put them over what is installed.
///
/// # Errors
/// Where the context holds one.
pub(super) fn made(project: &Project<'_>, directory: &str, names: &[&str]) -> Result<Option<String>, String> {
    let paths: Vec<String> = names.iter().map(|name| join(directory, name)).collect();
    for path in &paths {
        if project.holds(path)? {
            let reason = format!("the context holds {path}, which the COPY would put over what is installed");
            return Err(format!("{reason}; name it in .dockerignore"));
        }
    }
    let all = paths.iter().all(|path| project.context().leaves_out(path));
    let names = paths.join(", ");
    let doubt = || {
        format!("no .dockerignore leaves out {names}: the COPY puts what a context holds there over what is installed")
    };
    Ok((!all).then(doubt))
}
