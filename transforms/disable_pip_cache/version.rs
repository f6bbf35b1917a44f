//! Whether pip is known to be 19 or newer, at each RUN of a stage.

use crate::facts::{PipOfSuite, pip_of_suite, pip_upgrades, python_image_has_new_pip};
use crate::model::{Action, BaseImage, Manager, Model, PackageCommand, Run};
use crate::syntax::Reference;

/// Why pip may be older than 19 at some point of a stage; `None` when it is not.
pub(super) type Doubt = Option<String>;

/// The doubt at the start of a stage that is built on an image.
pub(super) fn at_start(file: &Model<'_>, stage: usize) -> Doubt {
    let base = file.base(stage);
    if base.runtime.as_ref().is_some_and(|runtime| runtime.name == "python") {
        let mut root = stage;
        while let BaseImage::Stage(parent) = file.stages[root].base {
            root = parent;
        }
        let BaseImage::Image(image) = &file.stages[root].base else { return None };
        let reference = Reference::parse(&image.text);
        let tag = reference.tag.map(|span| span.of(&image.text));
        let dated = tag.is_some() || reference.digest.is_none();
        let version = tag.unwrap_or_default().split('-').next().unwrap_or_default();
        return (!dated || !python_image_has_new_pip(version))
            .then(|| "this python image may have a pip older than 19, which builds in another way".to_owned());
    }
    match (base.distro, base.suite) {
        (Some(distro), Some(suite)) => match pip_of_suite(distro, suite) {
            PipOfSuite::New => None,
            PipOfSuite::Old(version) => {
                Some(format!("the pip of {suite} is {version}, and before 19 it builds in another way without a cache"))
            }
            PipOfSuite::Unknown => {
                Some(format!("the pip of {suite} may be older than 19, which builds in another way"))
            }
        },
        _ => Some("the base image is not known, and pip before 19 builds in another way without a cache".to_owned()),
    }
}

/// The doubt behind a RUN, from the one before it.
pub(super) fn after(file: &Model<'_>, stage: usize, run: &Run<'_>, before: Doubt) -> Doubt {
    if !run.mentions("pip") {
        return before;
    }
    match pinned(run.text) {
        Some(true) => return before.filter(|_| !upgrades(file, stage, run)),
        Some(false) => return Some("the file picks a version of pip that may be older than 19".to_owned()),
        None => {}
    }
    before.filter(|_| !upgrades(file, stage, run))
}

/// Whether the text names a version of pip itself: `Some(true)` for one of 19 or newer.
pub(super) fn pinned(text: &str) -> Option<bool> {
    let mut found = text.contains("get-pip").then_some(false);
    for (at, _) in text.match_indices("pip") {
        let starts = !text[..at].ends_with(|ch: char| ch.is_ascii_alphanumeric() || "-_./$".contains(ch));
        let rest = text[at + 3..].trim_start_matches(' ');
        let Some(sign) = ["==", "~=", "<=", ">=", "!=", "<", ">"].into_iter().find(|sign| rest.starts_with(sign))
        else {
            continue;
        };
        if !starts || (rest.len() < text.len() - at - 3 && sign.len() == 1) {
            continue;
        }
        let number = rest[sign.len()..].trim_start().split(|ch: char| !ch.is_ascii_digit()).next();
        let new = number.and_then(|number| number.parse::<u32>().ok()).is_some_and(|major| major >= 19);
        let bounded = matches!(sign, "==" | "~=" | ">=") && new;
        found = Some(bounded && found.unwrap_or(true));
    }
    found
}

/// Whether a RUN certainly brings the newest pip.
fn upgrades(file: &Model<'_>, stage: usize, run: &Run<'_>) -> bool {
    let Ok(script) = &run.script else { return false };
    file.base(stage).suite.is_some_and(pip_upgrades)
        && PackageCommand::of(run).iter().any(|command| {
            let tool = &run.text[command.simple.span.start as usize..command.simple.span.end as usize];
            let words: Vec<&str> = command.simple.words.iter().map(|word| word.text(run.text)).collect();
            command.manager == Manager::Pip
                && command.action == Action::Install
                && run.step_of(script, command.simple).is_some()
                && ["-U", "--upgrade"].iter().any(|flag| words.contains(flag))
                && words.contains(&"pip")
                && words.iter().all(|word| !word.contains("index") && !word.starts_with("-c"))
                && !tool.contains('2')
                && !words[0].contains('/')
        })
}
