use crate::facts::{node_image_lacks_yarn, node_tag_lacks_yarn};
use crate::model::{BaseImage, Model, Provenance, Run};
use crate::shell::{Resolved, resolve};
use crate::syntax::{Arguments, Reference};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectYarnMissing;

static META: Meta = Meta {
    id: "detect-yarn-missing",
    summary: "Detect yarn on Node images that do not bring it",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectYarnMissing {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("yarn") {
            return;
        }
        for (stage, facts) in file.stages.iter().enumerate() {
            let Some(image) = image_without_yarn(file, stage).filter(|_| !brings(file, stage)) else { continue };
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("yarn")) {
                let commands = run.simple_commands();
                let calls = commands.iter().find(|found| {
                    matches!(resolve(found.simple, run.text), Resolved::Known(known) if known.tool == "yarn" && known.path.is_none())
                });
                let Some(call) = calls else { continue };
                cx.report(
                    Severity::Error,
                    run.cover(call.simple.words[0].span),
                    format!("the image `{image}` has no yarn"),
                )
                .because("the official images come without it from Node 26 on: `yarn: not found`")
                .repair("install it before, with `npm install -g yarn`");
                break;
            }
        }
    }
}

/// The official image at the root of a stage, when the file names it and it comes without yarn.
fn image_without_yarn<'m>(file: &'m Model<'_>, stage: usize) -> Option<&'m str> {
    let version = file.node_image(stage)?;
    let root = file.lineage(stage).last()?;
    let BaseImage::Image(image) = &file.stages[root].base else { return None };
    let reference = Reference::parse(&image.text);
    let tag = reference.tag.map_or("latest", |tag| tag.of(&image.text));
    let newest = version.is_empty() && reference.digest.is_none() && node_tag_lacks_yarn(tag);
    let certain = image.provenance == Provenance::Literal;
    (certain && (newest || node_image_lacks_yarn(version))).then_some(&image.text)
}

/// Words of a RUN that may install yarn, or call something that does.
const BRINGERS: [&str; 13] = [
    "corepack",
    "-g yarn",
    "--global yarn",
    "yarnpkg",
    "add yarn",
    "install yarn",
    "npm i",
    "npm install",
    "npm ci",
    "apk ",
    "apt",
    "nvm",
    "volta",
];

/// Whether something may install yarn: a word about it that is no call, a script, a copy of it, or a directory of
/// programs that is searched.
fn brings(file: &Model<'_>, stage: usize) -> bool {
    let text = file.document.source.text();
    file.runs_mention(stage, &BRINGERS)
        || file.lineage(stage).flat_map(|stage| file.stages[stage].body()).any(|at| {
            let instruction = file.instruction(at);
            let lines = instruction.lines.of(text);
            match &instruction.command.arguments {
                Arguments::Copy(_) | Arguments::Add(_) => {
                    lines.contains("yarn") && lines.contains("bin") || lines.contains("--from")
                }
                // A directory of programs may hold one.
                Arguments::Env(_) => lines.contains("PATH"),
                Arguments::Run(_) => file.run(at).is_none_or(|run| runs_script(run) || deals_with_yarn(run)),
                _ => false,
            }
        })
}

/// Whether a RUN names yarn otherwise than to call it or to remove something of it, or has a mount with programs.
fn deals_with_yarn(run: &Run<'_>) -> bool {
    let commands = run.simple_commands();
    let plain = commands.iter().filter(|found| match resolve(found.simple, run.text) {
        Resolved::Known(known) => matches!(known.tool, "yarn" | "rm"),
        _ => false,
    });
    let plain: usize = plain.map(|found| found.simple.span.of(run.text).matches("yarn").count()).sum();
    run.text.matches("yarn").count() > plain || run.flags().any(|flag| flag.contains("/bin"))
}

/// Whether a RUN calls a program by its path, or hands text to a shell: it may do anything.
fn runs_script(run: &Run<'_>) -> bool {
    run.script.is_err()
        || run.simple_commands().iter().any(|found| {
            let name = found.simple.words.first().map(|word| word.text(run.text)).unwrap_or_default();
            name.contains('/') || matches!(name, "sh" | "bash" | "ash" | "dash" | "source" | "." | "make" | "node")
        })
}
