use crate::model::Model;
use crate::shell::{Resolved, resolve};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectYarnMissing;

static META: Meta = Meta {
    id: "detect-yarn-missing",
    summary: "Detect yarn on Node images that do not bring it",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

/// The first major version of Node whose official images come without Yarn (docker-node, Dockerfiles of August 2026).
const FIRST: u32 = 26;

impl Transform for DetectYarnMissing {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("yarn") {
            return;
        }
        for (stage, facts) in file.stages.iter().enumerate() {
            let runtime = file.base(stage).runtime.as_ref().filter(|runtime| runtime.name == "node");
            let Some(version) = runtime.and_then(|runtime| runtime.version.as_deref()) else { continue };
            let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
            if major.is_none_or(|major| major < FIRST) || brings(file, stage) {
                continue;
            }
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("yarn")) {
                let commands = run.simple_commands();
                let calls = commands.iter().find(|found| {
                    matches!(resolve(found.simple, run.text), Resolved::Known(known) if known.tool == "yarn" && known.path.is_none())
                });
                let Some(call) = calls else { continue };
                cx.report(
                    Severity::Error,
                    run.cover(call.simple.words[0].span),
                    format!("the image of Node {version} has no yarn"),
                )
                .because(format!("the official images come without it from Node {FIRST} on: `yarn: not found`"))
                .repair("install it before, with `npm install -g yarn`");
                break;
            }
        }
    }
}

/// Whether something may install yarn: a word about it that is no call, or a copy of it.
fn brings(file: &Model<'_>, stage: usize) -> bool {
    let text = file.document.source.text();
    file.runs_mention(
        stage,
        &[
            "corepack",
            "-g yarn",
            "--global yarn",
            "yarnpkg",
            "add yarn",
            "install yarn",
            "npm i",
            "npm install",
            "apk ",
            "apt",
        ],
    ) || file.lineage(stage).flat_map(|stage| file.stages[stage].body()).any(|at| {
        let instruction = file.instruction(at);
        let copies = matches!(
            instruction.command.name.of(instruction.logical.text()).to_ascii_uppercase().as_str(),
            "COPY" | "ADD"
        );
        copies && instruction.lines.of(text).contains("yarn") && instruction.lines.of(text).contains("bin")
            || copies && !instruction.command.flags.is_empty() && instruction.lines.of(text).contains("--from")
    })
}
