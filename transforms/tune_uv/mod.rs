mod lock;
mod resync;

use crate::edit;
use crate::model::{BaseImage, Model, NamedFile, Purpose, Run};
use crate::shell::{Invocation, Place, Resolved, resolve, shadows};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct TuneUv;

static META: Meta = Meta {
    id: "tune-uv",
    summary: "Tune uv sync to keep to the lock file, without development packages",
    technique: "leave development dependencies out",
    phase: Phase::Content,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes, Saves::Reproducibility],
    delta: &["**/site-packages/**", "**/bin/**", "**/uv.lock"],
    options: &[],
    docs: include_str!("README.md"),
};

/// What a stage has brought so far.
#[derive(Clone, Default)]
struct Seen {
    lock: NamedFile,
    /// Why uv may be one that does not know the options.
    old: Option<String>,
    /// A RUN may have changed what the lock file is for.
    changed: bool,
}

impl Transform for TuneUv {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("uv sync") {
            return;
        }
        let purpose = Purpose::of(file);
        let resyncs = resync::by_stage(file);
        let mut ends: Vec<Seen> = Vec::with_capacity(file.stages.len());
        for (stage, facts) in file.stages.iter().enumerate() {
            let mut seen = match facts.base {
                BaseImage::Stage(parent) => ends[parent].clone(),
                _ => Seen::default(),
            };
            seen.old = seen.old.or_else(|| lock::old_uv(file, facts.from));
            for at in facts.body() {
                seen.lock.see(file, at, &[lock::NAME]);
                seen.old = seen.old.or_else(|| lock::old_uv(file, at));
                seen.changed |= file.run(at).is_some_and(|run| run.may_change(lock::PROJECT));
                if let Some(run) = file.run(at).filter(|run| run.mentions("uv sync")) {
                    let doubt = purpose.is_production(stage).err().or_else(|| resyncs[stage].clone());
                    let doubt = purpose.reaches_an_image(stage).then_some(doubt);
                    propose_run(file, run, &seen, doubt.as_ref(), cx);
                }
            }
            ends.push(seen);
        }
    }
}

/// Options that say which groups are wanted.
const GROUPS: [&str; 8] =
    ["--dev", "--no-dev", "--only-dev", "--group", "--no-group", "--only-group", "--all-groups", "--no-default-groups"];

/// Variables that mean the same.
const GROUP_VARIABLES: [&str; 6] =
    ["UV_DEV", "UV_NO_DEV", "UV_GROUP", "UV_NO_GROUP", "UV_NO_DEFAULT_GROUPS", "UV_ONLY_GROUP"];

/// `doubt`: why the development packages may be needed; `None` where nothing of the stage reaches an image.
fn propose_run(file: &Model<'_>, run: &Run<'_>, seen: &Seen, doubt: Option<&Option<String>>, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) => return cx.refuse(at, reason.clone()),
    };
    for found in run.simple_commands() {
        let Resolved::Known(uv) = resolve(found.simple, run.text) else { continue };
        if uv.tool != "uv" || uv.subcommand_name() != "sync" {
            continue;
        }
        let shown = ["--help", "--dry-run", "--check", "--script"].iter().any(|option| uv.has(option));
        let locked = lock::is_settled(file, run, &uv);
        let grouped = GROUPS.iter().any(|option| uv.has(option))
            || GROUP_VARIABLES.iter().any(|name| file.is_declared(run.at, name) || run.mentions(name));
        if shown || (locked && (grouped || doubt.is_none())) {
            continue;
        }
        let reason = seen.old.clone().or_else(|| unusual(file, run, &uv, found.place));
        if let Some(reason) =
            reason.or_else(|| shadows(script, run.text, "uv").then(|| "it gives the name uv another meaning".into()))
        {
            cx.refuse(at, reason);
            continue;
        }
        let lock = match (locked, seen.changed) {
            (true, _) => Ok(false),
            (false, true) => {
                Err("a RUN may have changed pyproject.toml, which the lock file does not fit then".to_owned())
            }
            (false, false) => lock::is_there(file, run, &uv, &seen.lock).map(|()| true),
        };
        let groups = match doubt {
            Some(doubt) if !grouped => doubt.clone().map_or(Ok(true), Err),
            _ => Ok(false),
        };
        let mut words = Vec::new();
        for (part, word) in [(lock, "--locked"), (groups, "--no-dev")] {
            match part {
                Ok(true) => words.push(word),
                Ok(false) => {}
                Err(reason) => cx.refuse(at, format!("without {word}: {reason}")),
            }
        }
        if words.is_empty() {
            continue;
        }
        let word = uv.subcommand.as_ref().map(|(_, word)| &uv.simple.words[*word]);
        let Some(edit) = word.and_then(|word| edit::insert_after(run, word, &words)) else {
            cx.refuse(at, "the subcommand of uv is broken over two lines, or part of another word");
            continue;
        };
        let (title, why) = match words.as_slice() {
            ["--locked"] => (
                "keep to the lock file",
                "without it uv resolves anew where the lock file does not fit, so that two builds may differ",
            ),
            ["--no-dev"] => (
                "leave development packages out",
                "no command of the file is known to need the packages that only development and tests do",
            ),
            _ => (
                "keep to the lock file, and leave development packages out",
                "uv may resolve anew otherwise, and no command of the file is known to need the packages of development",
            ),
        };
        let bytes = words.contains(&"--no-dev").then(|| Estimate::unknown("the packages of the group dev"));
        cx.change(at, title).edit(edit).why(why).saves_for(bytes).propose();
    }
}

/// Why a call is not the plain one of a project.
fn unusual(file: &Model<'_>, run: &Run<'_>, uv: &Invocation<'_>, place: Place) -> Option<String> {
    if !uv.is_transparent() || !uv.operands.is_empty() {
        return Some("a word of the command line of uv is not known".to_owned());
    }
    if place.depth > 0 {
        return Some("the RUN itself decides when it is called".to_owned());
    }
    let symlinks = uv.value("--link-mode") == Some("symlink")
        || run.mentions("UV_LINK_MODE=symlink")
        || (file.is_declared(run.at, "UV_LINK_MODE")
            && file.variable(run.at, "UV_LINK_MODE").is_none_or(|mode| mode.text == "symlink"));
    symlinks.then(|| "the environment may consist of links into uv's cache".to_owned())
}
