use crate::edit;
use crate::facts::poetry_has_only;
use crate::model::{BaseImage, Model, Purpose, Run};
use crate::shell::{Invocation, Located, Resolved, resolve, shadows};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct TunePoetry;

static META: Meta = Meta {
    id: "tune-poetry",
    summary: "Tune poetry install to leave development packages out",
    technique: "leave development dependencies out",
    phase: Phase::Content,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["**/site-packages/**", "**/bin/**", "~/.cache/pypoetry/**"],
    options: &[],
    docs: include_str!("README.md"),
};

/// Options with which poetry installs nothing, or that say which groups are wanted.
const SAYS: [&str; 8] =
    ["--only", "--with", "--without", "--only-root", "--all-groups", "--dry-run", "--help", "--version"];

const OLD: &str = "--no-dev";

impl Transform for TunePoetry {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("poetry install") && !file.mentions("poetry sync") {
            return;
        }
        let purpose = Purpose::of(file);
        // For each stage, the version of poetry at its end.
        let mut versions: Vec<Option<Result<[u32; 2], String>>> = Vec::with_capacity(file.stages.len());
        for (stage, facts) in file.stages.iter().enumerate() {
            let mut version = match facts.base {
                BaseImage::Stage(parent) => versions[parent].clone(),
                _ => None,
            };
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("poetry")) {
                version = file.installs_poetry(stage, run).or(version);
                propose_run((stage, run), version.as_ref(), &purpose, cx);
            }
            versions.push(version);
        }
    }
}

fn propose_run(
    (stage, run): (usize, &Run<'_>),
    version: Option<&Result<[u32; 2], String>>,
    purpose: &Purpose,
    cx: &mut Cx<'_>,
) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) if run.mentions("poetry install") => return cx.refuse(at, reason.clone()),
        Err(_) => return,
    };
    let commands = run.simple_commands();
    let calls: Vec<(&Located<'_>, Invocation<'_>)> = commands
        .iter()
        .filter_map(|found| match resolve(found.simple, run.text) {
            Resolved::Known(poetry) if installs(&poetry) => Some((found, poetry)),
            _ => None,
        })
        .collect();
    let settled = calls.iter().any(|(_, poetry)| SAYS.iter().chain([&OLD]).any(|option| poetry.has(option)));
    for (found, poetry) in &calls {
        if SAYS.iter().any(|option| poetry.has(option)) {
            continue;
        }
        let old = poetry.has(OLD);
        let reason = if !poetry.is_transparent() || !poetry.operands.is_empty() {
            Some("a word of the command line of poetry is not known".to_owned())
        } else if shadows(script, run.text, "poetry") {
            Some("it gives the name poetry another meaning".to_owned())
        } else if old {
            None
        } else if !purpose.reaches_an_image(stage) {
            continue;
        } else if settled || found.place.depth > 0 {
            Some("the RUN itself decides when development packages are installed".to_owned())
        } else {
            purpose.is_production(stage).err()
        };
        if let Some(reason) = reason.or_else(|| too_old(version)) {
            cx.refuse(at, reason);
            continue;
        }
        let edits = if old { renamed(run, poetry) } else { added(run, poetry).map(|edit| vec![edit]) };
        let Some(edits) = edits else {
            cx.refuse(at, "a word of the command line of poetry is broken over two lines, or part of another word");
            continue;
        };
        if old {
            cx.change(at, "write --only main for what poetry calls old")
                .edits(edits)
                .why("poetry 2 no longer knows --no-dev, and fails; poetry 1.2 and newer take both for the same")
                .propose();
        } else {
            cx.change(at, "leave development packages out")
                .edits(edits)
                .why("no command of the file is known to need the packages that only development and tests do")
                .saves(Estimate::unknown("the packages of the other groups"))
                .propose();
        }
    }
}

fn installs(poetry: &Invocation<'_>) -> bool {
    poetry.tool == "poetry" && matches!(poetry.subcommand_name(), "install" | "sync")
}

/// Why poetry may not know `--only`.
fn too_old(version: Option<&Result<[u32; 2], String>>) -> Option<String> {
    match version {
        None => Some("which poetry it is, is not known, and an old one does not know --only".to_owned()),
        Some(Err(reason)) => Some(reason.clone()),
        Some(Ok(version)) if poetry_has_only(*version) => None,
        Some(Ok([major, minor])) => Some(format!("poetry may be {major}.{minor}, which does not know --only")),
    }
}

fn added(run: &Run<'_>, poetry: &Invocation<'_>) -> Option<edit::Edit> {
    let (_, word) = poetry.subcommand.as_ref()?;
    edit::insert_after(run, &poetry.simple.words[*word], &["--only", "main"])
}

/// The new spelling in the place of the old one.
fn renamed(run: &Run<'_>, poetry: &Invocation<'_>) -> Option<Vec<edit::Edit>> {
    let old: Vec<_> = poetry.options.iter().filter(|option| option.name == OLD).collect();
    let [only] = old.as_slice() else { return None };
    let word = &poetry.simple.words[only.word];
    let plain = word.text(run.text) == OLD && !only.before_subcommand;
    plain.then(|| edit::replace_word(run, word, "--only=main"))?.map(|edit| vec![edit])
}
