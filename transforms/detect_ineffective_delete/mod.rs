mod layers;

use crate::model::{Action, Model, PackageCommand, Run};
use crate::shell::Simple;
use crate::syntax::Span;
use crate::transform::{Cx, Meta, Severity, Transform};
use layers::Layers;

pub(super) struct DetectIneffectiveDelete;

static META: Meta = Meta {
    id: "detect-ineffective-delete",
    summary: "Detect removals of what an earlier layer keeps",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectIneffectiveDelete {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, facts) in file.stages.iter().enumerate().filter(|(_, facts)| facts.ships) {
            let Some(last) = file.runs(facts.body()).rfind(|(_, run)| takes_away(run)).map(|(at, _)| at) else {
                continue;
            };
            let mut below = Layers::of_parents(file, stage);
            for at in facts.from + 1..=last {
                let told = file.run(at).filter(|run| takes_away(run)).and_then(|run| needless(file, run, &below));
                if let Some((place, what, why, repair)) = told {
                    cx.report(Severity::Warning, place, what).because(why).repair(repair);
                }
                below.add(file, at);
            }
        }
    }
}

/// Whether a RUN may take away, or store again, something else than caches of package managers.
fn takes_away(run: &Run<'_>) -> bool {
    const CACHES: [&str; 2] = ["rm -rf /var/lib/apt/lists/*", "rm -rf /var/cache/apk/*"];
    let count = |word: &str| run.text.matches(word).count();
    ["purge", "remove", "erase", " del ", "-R", "--recursive"].iter().any(|word| run.mentions(word))
        || (run.mentions("rm ") && count("rm ") > CACHES.iter().map(|cache| count(cache)).sum())
}

type Told = (Span, String, &'static str, String);

const FREES_NOTHING: &str = "a layer keeps what it stores: the files are hidden, and the image is as large as before";
const STORES_AGAIN: &str = "a file with another owner or mode is stored whole again, so that the image holds it twice";

/// What a RUN does to the contents of layers below it, as far as it has no effect on the size, or a bad one.
fn needless(file: &Model<'_>, run: &Run<'_>, below: &Layers) -> Option<Told> {
    paths(file, run, below).or_else(|| packages(run, below)).or_else(|| owners(file, run, below))
}

fn paths(file: &Model<'_>, run: &Run<'_>, below: &Layers) -> Option<Told> {
    if !run.mentions("rm") {
        return None;
    }
    let removed = file.paths(run.at).removes;
    let path = removed.iter().find(|path| below.holds(path))?;
    let name = path.trim_end_matches("/*");
    let base = name.rsplit('/').next().unwrap_or(name);
    let commands = run.simple_commands();
    let simple = commands.iter().map(|found| found.simple).find(|simple| {
        let text = simple.span.of(run.text);
        text.contains("rm") && text.contains(base)
    })?;
    let place = run.cover(simple.span);
    Some((
        place,
        format!("an earlier layer keeps `{path}`"),
        FREES_NOTHING,
        "remove it in the instruction that brings it, or take it from a mount or another stage".to_owned(),
    ))
}

fn packages(run: &Run<'_>, below: &Layers) -> Option<Told> {
    let commands = PackageCommand::of(run);
    let installs = commands.iter().filter(|one| one.action == Action::Install);
    let installed: Vec<String> = installs.flat_map(|one| one.names(run.text)).collect();
    for command in commands.iter().filter(|one| one.action == Action::Remove) {
        let names = command.names(run.text);
        let Some(name) = names.iter().find(|name| below.packages.contains(*name) && !installed.contains(name)) else {
            continue;
        };
        let place = run.cover(command.simple.span);
        let repair = format!("remove `{name}` in the RUN that installs it, or install it in another stage");
        return Some((place, format!("an earlier layer keeps the package `{name}`"), FREES_NOTHING, repair));
    }
    None
}

/// A change of the owner or mode of all that an earlier COPY brought.
fn owners(file: &Model<'_>, run: &Run<'_>, below: &Layers) -> Option<Told> {
    if !run.mentions("-R") && !run.mentions("--recursive") {
        return None;
    }
    let workdir = file.state(run.at).workdir.as_deref().filter(|_| !run.mentions("cd "));
    let commands = run.simple_commands();
    commands.iter().map(|found| found.simple).find_map(|simple| {
        let (program, path) = recursive(simple, run, workdir).into_iter().find(|(_, path)| below.copies(path))?;
        let flag = if program == "chmod" { "--chmod=" } else { "--chown=" };
        let behind = if program == "chmod" { "" } else { ", which must come behind the RUN that makes the user" };
        let repair = format!("give `{flag}` to the COPY{behind}, and leave this out");
        Some((
            run.cover(simple.span),
            format!("an earlier layer holds the copied files of `{path}`"),
            STORES_AGAIN,
            repair,
        ))
    })
}

/// The absolute paths below which a chown or chmod changes everything.
fn recursive(simple: &Simple, run: &Run<'_>, workdir: Option<&str>) -> Vec<(String, String)> {
    let words: Vec<_> = simple.words.iter().map(|word| word.value(run.text).unwrap_or_default()).collect();
    let skip = usize::from(words.first().is_some_and(|word| word == "sudo"));
    let Some((program, arguments)) = words.get(skip..).and_then(<[_]>::split_first) else { return Vec::new() };
    // A mode of a directory tree is seldom what one COPY can give.
    let all = arguments
        .iter()
        .any(|word| word == "--recursive" || (word.starts_with('-') && !word.starts_with("--") && word.contains('R')));
    if !matches!(&**program, "chown" | "chgrp") || !all {
        return Vec::new();
    }
    let operands = arguments.iter().filter(|word| !word.starts_with('-')).skip(1);
    let absolute = |path: &str| match workdir {
        _ if path.starts_with('/') => Some(path.trim_end_matches('/').to_owned()),
        Some(workdir) if path == "." => Some(workdir.trim_end_matches('/').to_owned()),
        Some(workdir) if !path.is_empty() && !path.contains("..") => {
            Some(format!("{}/{}", workdir.trim_end_matches('/'), path.trim_start_matches("./").trim_end_matches('/')))
        }
        _ => None,
    };
    operands
        .filter_map(|path| Some((program.to_string(), absolute(path)?)))
        .filter(|(_, path)| !path.is_empty())
        .collect()
}
