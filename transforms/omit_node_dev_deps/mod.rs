mod start;

use crate::edit::{self, Edit};
use crate::facts::{node_has_npm_7, node_has_npm_ci};
use crate::model::{Model, NodeInstall, NodeManager, Role, Run};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct OmitNodeDevDeps;

static META: Meta = Meta {
    id: "omit-node-dev-deps",
    summary: "Omit the development dependencies of npm packages",
    technique: "leave development dependencies out",
    phase: Phase::Content,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["**/node_modules/**"],
    options: &[],
    docs: include_str!("README.md"),
};

const OMIT: &str = "--omit=dev";

/// The same for npm 6.
const OLD_OMIT: &str = "--only=production";

impl Transform for OmitNodeDevDeps {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, facts) in file.stages.iter().enumerate() {
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("npm")) {
                let installs = NodeInstall::of(run);
                for install in installs.iter().filter(|one| one.manager == NodeManager::Npm && !one.global) {
                    propose_install(file, stage, run, install, cx);
                }
            }
        }
    }
}

/// Options that already say which kinds of dependencies are wanted.
const KINDS: [&str; 5] = ["--omit", "--include", "--also", "--dev", "--save-dev"];

fn propose_install(file: &Model<'_>, stage: usize, run: &Run<'_>, install: &NodeInstall<'_>, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let invocation = &install.invocation;
    if KINDS.iter().any(|option| invocation.has(option)) {
        return;
    }
    let old = ["--production", "--only"].iter().any(|option| invocation.has(option));
    let ships = file.stages[stage].ships && file.stages[stage].role == Role::Output;
    if !old && (!ships || !invocation.operands.is_empty() || invocation.opaque_after) {
        return;
    }
    if !invocation.is_transparent() {
        return cx.refuse(at, "a word of the command line of npm is not known");
    }
    if says_no(run, install) {
        return cx.refuse(at, "it says that it wants development dependencies");
    }
    let version = match file.node_of_npm(stage, run.at) {
        Ok(version) => version,
        Err(reason) => return cx.refuse(at, reason),
    };
    let new = node_has_npm_7(version);
    if old && !new {
        return;
    }
    if old {
        let Some(edits) = renamed(file, run, install) else {
            return cx.refuse(at, "what it asks for is not plainly `--production` or `--only=production`");
        };
        return cx
            .change(at, "write --omit=dev for what npm calls old")
            .edits(edits)
            .why("npm 7 and newer warn about the old spelling, and may drop it")
            .propose();
    }
    if let Err(reason) = start::needs_no_dev_deps(file, stage, run, install) {
        return cx.refuse(at, reason);
    }
    if !new && !node_has_npm_ci(version) {
        return cx.refuse(at, format!("the npm of Node {version} is too old to be told plainly"));
    }
    let word = invocation.subcommand.as_ref().map(|(_, word)| &install.simple.words[*word]);
    let Some(edit) = word.and_then(|word| edit::insert_after(run, word, &[if new { OMIT } else { OLD_OMIT }])) else {
        return cx.refuse(at, "the subcommand of npm is broken over two lines, or part of another word");
    };
    cx.change(at, "leave development dependencies out")
        .edit(edit)
        .why("the stage builds nothing, and starts a file with node, so that it needs no development dependencies")
        .saves(Estimate::unknown("the development dependencies"))
        .propose();
}

/// Whether an option that leaves them out is turned off: `--production=false`, `--production false`.
fn says_no(run: &Run<'_>, install: &NodeInstall<'_>) -> bool {
    let mut words = install.simple.words.iter().enumerate().map(|(at, word)| (at, word.text(run.text)));
    let known = |at| install.invocation.options.iter().any(|option| option.word == at && option.name == "--production");
    words.any(|(at, text)| text.starts_with("--production") && !known(at))
}

/// The new spelling in the place of the old one; `None` for an option that says something else.
fn renamed(file: &Model<'_>, run: &Run<'_>, install: &NodeInstall<'_>) -> Option<Vec<Edit>> {
    let options = || install.invocation.options.iter().filter(|one| matches!(&*one.name, "--production" | "--only"));
    let mut edits = Vec::new();
    for (index, option) in options().enumerate() {
        let word = &install.simple.words[option.word];
        let next = install.simple.words.get(option.word + 1).map(|next| next.text(run.text));
        let (plain, value) = match word.text(run.text) {
            // A word `true` behind it belongs to it, and would be a package otherwise.
            "--production" => (option.name == "--production" && !matches!(next, Some("true" | "null")), None),
            "--only=production" | "--only=prod" => (true, None),
            "--only" => (matches!(option.value.as_deref(), Some("production" | "prod")), Some(option.word + 1)),
            _ => (false, None),
        };
        if !plain {
            return None;
        }
        if index == 0 {
            edits.push(edit::replace_word(run, word, OMIT)?);
        } else {
            edits.push(edit::remove_word(file, run, install.simple, option.word)?);
        }
        if let Some(value) = value {
            edits.push(edit::remove_word(file, run, install.simple, value)?);
        }
    }
    Some(edits)
}
