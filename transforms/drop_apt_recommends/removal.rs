//! Commands that remove packages again.

use crate::facts::bare;
use crate::model::{Model, PackageCommand, Run};
use crate::shell::{Resolved, Simple, resolve};

/// Words that make apt, dpkg or apt-mark give packages up.
const VERBS: [&str; 9] = ["remove", "purge", "autoremove", "autopurge", "auto", "-r", "--remove", "-P", "--purge"];

/// Whether a command behind an install, also in a stage that is built FROM this one, may remove one of `packages`.
pub(super) fn follows(
    file: &Model<'_>,
    stage: usize,
    run: &Run<'_>,
    install: &PackageCommand<'_>,
    packages: &[&str],
) -> bool {
    let own = run.simple_commands().into_iter().any(|found| {
        let later = found.place.in_function || found.simple.span.start > install.simple.span.start;
        later && removes(found.simple, run.text, packages)
    });
    let mut stages = vec![stage];
    file.for_each_descendant(stage, &mut |child| stages.push(child));
    let mut runs = stages.into_iter().flat_map(|stage| file.runs(file.stages[stage].body()));
    own || runs.any(|(_, later)| later.at > run.at && run_removes(later, packages))
}

/// Whether a RUN may remove one of the packages.
fn run_removes(run: &Run<'_>, packages: &[&str]) -> bool {
    match &run.script {
        Ok(_) => run.simple_commands().iter().any(|found| removes(found.simple, run.text, packages)),
        Err(_) => run.mentions("purge") || run.mentions("remove"),
    }
}

/// Whether a command may remove one of the packages.
fn removes(simple: &Simple, text: &str, packages: &[&str]) -> bool {
    let whole = simple.span.of(text);
    let tool = match resolve(simple, text) {
        Resolved::Opaque(_) => return whole.contains("purge") || whole.contains("remove"),
        Resolved::Known(found) => found.tool.to_owned(),
        Resolved::Other { name } => name.into_owned(),
    };
    let is_remover = ["apt-get", "apt", "aptitude", "dpkg", "apt-mark"].contains(&tool.as_str());
    let words: Vec<_> = simple.words.iter().map(|word| word.value(text)).collect();
    let has_verb = words.iter().flatten().any(|word| VERBS.contains(&word.as_ref()));
    let names = |word: &str| packages.iter().any(|package| bare(package) == bare(word));
    // `apt-mark auto '.*'` gives up what was added, too.
    let is_pattern = |word: &str| tool != "apt-mark" && word.contains(['*', '?', '$', '^']);
    is_remover
        && words.iter().any(|word| match word {
            None => has_verb && tool != "apt-mark",
            Some(word) if has_verb => names(word) || names(word.trim_end_matches('-')) || is_pattern(word),
            Some(word) => word.strip_suffix('-').is_some_and(names),
        })
}
