use crate::edit;
use crate::model::{Model, Run};
use crate::shell::{Invocation, Resolved, resolve, shadows};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct OmitComposerDev;

static META: Meta = Meta {
    id: "omit-composer-dev",
    summary: "Omit the development packages of composer install",
    technique: "leave development dependencies out",
    phase: Phase::Content,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["**/vendor/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for OmitComposerDev {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, facts) in file.stages.iter().enumerate() {
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("composer")) {
                propose_run(file, stage, run, cx);
            }
        }
    }
}

fn propose_run(file: &Model<'_>, stage: usize, run: &Run<'_>, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) if run.mentions("composer install") => return cx.refuse(at, reason.clone()),
        Err(_) => return,
    };
    for found in run.simple_commands() {
        let Resolved::Known(install) = resolve(found.simple, run.text) else { continue };
        let says = ["--no-dev", "--dev", "--dry-run", "--help", "--version", "--no-install"];
        let installs = install.tool == "composer" && install.subcommand_name() == "install";
        if !installs || says.iter().any(|option| install.has(option)) {
            continue;
        }
        if shadows(script, run.text, "composer") {
            cx.refuse(at, "it gives the name composer another meaning");
            continue;
        }
        if let Err(reason) = needs_no_dev_packages(file, stage, run, &install) {
            cx.refuse(at, reason);
            continue;
        }
        let word = install.subcommand.as_ref().map(|(_, word)| &install.simple.words[*word]);
        let Some(edit) = word.and_then(|word| edit::insert_after(run, word, &["--no-dev"])) else {
            cx.refuse(at, "the subcommand of composer is broken over two lines, or part of another word");
            continue;
        };
        cx.change(at, "leave development packages out")
            .edit(edit)
            .why("no command of the file is known to need the packages that only development and tests do")
            .saves(Estimate::unknown("the development packages"))
            .propose();
    }
}

/// Texts that name a tool of development or tests, a command of a framework that loads what is configured for these, or
/// a file of settings that often asks for the mode of development.
const TOOLS: [&str; 22] = [
    ".env.dev",
    ".env.dist",
    ".env.example",
    ".env.test",
    "artisan dusk",
    "artisan test",
    "behat",
    "bin/console",
    "codecept",
    "composer remove",
    "composer require",
    "composer run",
    "composer test",
    "composer update",
    "db:seed",
    "infection",
    "pest",
    "phpcs",
    "phpspec",
    "phpstan",
    "phpunit",
    "vendor/bin",
];

/// Variables that decide about development packages, or say that the image is for development.
const MODES: [&str; 6] =
    ["APP_ENV", "APPLICATION_ENV", "COMPOSER_DEV_MODE", "COMPOSER_NO_DEV", "LARAVEL_ENV", "SYMFONY_ENV"];

/// Whether nothing in the stage, or in one built FROM it, is known to need development packages.
///
/// # Errors
/// Why that is not so.
fn needs_no_dev_packages(
    file: &Model<'_>,
    stage: usize,
    run: &Run<'_>,
    install: &Invocation<'_>,
) -> Result<(), String> {
    if !install.is_transparent() || !install.operands.is_empty() {
        return Err("a word of the command line of composer is not known".to_owned());
    }
    let mut stages = vec![stage];
    file.for_each_descendant(stage, &mut |child| stages.push(child));
    let text = file.document.source.text();
    let later = stages.iter().flat_map(|&stage| file.stages[stage].body()).filter(|&at| at >= run.at);
    let settings = file.history(stage, run.at).filter(|&at| file.instruction(at).lines.of(text).contains(".env."));
    let tool = later.chain(settings).find_map(|at| {
        let lines = file.instruction(at).lines.of(text);
        TOOLS.iter().find(|tool| lines.contains(**tool))
    });
    if let Some(tool) = tool {
        return Err(format!("`{tool}` may need development packages"));
    }
    for name in stages.iter().filter_map(|&stage| file.stages[stage].name.as_deref()) {
        if name.split(['-', '_', '.']).any(|word| word.starts_with("dev") || word.starts_with("test") || word == "ci") {
            return Err(format!("the stage {name} is named as one for development or tests"));
        }
    }
    for name in MODES {
        let production = |value: &str| matches!(value, "prod" | "production");
        let here =
            file.is_declared(run.at, name) && !file.variable(run.at, name).is_some_and(|mode| production(&mode.text));
        if here || run.mentions(name) || stages.iter().any(|&stage| file.may_set(stage, run.at, name, &production)) {
            return Err(format!("{name} decides which packages are needed"));
        }
    }
    Ok(())
}
