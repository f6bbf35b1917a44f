use crate::edit::{self, Layout};
use crate::facts::{Distro, ruby_image_gem_home};
use crate::model::{Model, Run};
use crate::shell::{Invocation, Resolved, resolve, shadows};
use crate::syntax::{Keyword, MountKey, mounts};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct CleanGemCache;

static META: Meta = Meta {
    id: "clean-gem-cache",
    summary: "Remove downloaded gems in the RUN that installed them",
    technique: "clean up in the layer that made the mess",
    phase: Phase::Cleanup,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["/usr/local/bundle/cache/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for CleanGemCache {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let names = |run: &Run<'_>| run.mentions("gem") || run.mentions("bundle");
        if !file.runs(0..file.document.instructions.len()).any(|(_, run)| names(run)) {
            return;
        }
        let home = ruby_image_gem_home();
        let cache = format!("{home}/cache");
        let given = |path: Option<&str>, directory: &str| {
            path.is_none_or(|path| format!("{directory}/").starts_with(&format!("{path}/")))
        };
        let gems_are_copied = file.stages_giving(&|path| given(path, home));
        let cache_is_copied = file.stages_giving(&|path| path.is_none_or(|path| path.starts_with(&cache)));
        let wanted = (0..file.document.instructions.len()).find(|&at| wants_cache(file, at));
        let layout = Layout::of(file);
        for (stage, facts) in file.stages.iter().enumerate() {
            // Where the gems are copied into another stage, their cache comes with them.
            if !facts.ships && !gems_are_copied[stage] && !cx.settings().clean_builders {
                continue;
            }
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| names(run)) {
                let kept = (cache_is_copied[stage] || wanted.is_some())
                    .then_some("another instruction counts on downloaded gems, or may");
                propose_run(file, &layout, (stage, run), kept, cx);
            }
        }
    }
}

fn propose_run(
    file: &Model<'_>,
    layout: &Layout,
    (stage, run): (usize, &Run<'_>),
    kept: Option<&str>,
    cx: &mut Cx<'_>,
) {
    let at = run.instruction.span;
    let base = file.base(stage);
    let official = base.official_debian || base.distro == Some(Distro::Alpine);
    if !official || base.runtime.as_ref().is_none_or(|runtime| runtime.name != "ruby") {
        if run.mentions("gem install") || run.mentions("bundle install") {
            cx.refuse(at, "where gems go is known of official ruby images only");
        }
        return;
    }
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) => return cx.refuse(at, reason.clone()),
    };
    let commands = run.simple_commands();
    let installs: Vec<_> = commands
        .iter()
        .filter_map(|found| match resolve(found.simple, run.text) {
            Resolved::Known(tool) if installs(&tool) => Some(tool),
            _ => None,
        })
        .collect();
    let Some(last) = installs.last() else { return };
    let cleans = ["bundle/cache", "GEM_HOME", "gems/cache", "*/cache", "gem cleanup"];
    if cleans.iter().any(|mark| run.mentions(mark)) {
        return;
    }
    if let Some(reason) = kept {
        return cx.refuse(at, reason);
    }
    if let Err(reason) = installs.iter().try_for_each(|install| goes_home(file, run, install)) {
        return cx.refuse(at, reason);
    }
    if !file.state(run.at).user.may_be_root() {
        return cx.refuse(at, "the user who runs it may not be allowed to remove gems that came before");
    }
    if ["rm", "gem", "bundle"].iter().any(|name| shadows(script, run.text, name)) {
        return cx.refuse(at, "it gives the name of a program another meaning");
    }
    let over_gems = |target: &str| ["bundle", "gem", "$"].iter().any(|mark| target.contains(mark)) || target.len() < 12;
    if let Some(mount) = mounts(run.instruction, &run.instruction.command)
        .iter()
        .filter(|mount| !matches!(mount.kind(run.instruction), "secret" | "ssh"))
        .find(|mount| over_gems(mount.get(run.instruction, MountKey::Target).unwrap_or_default()))
    {
        return cx.refuse(at, format!("{} may hold the gems", run.instruction.text(mount.span)));
    }
    let form = match file.follow(run, last.simple) {
        Ok(form) => form,
        Err(reason) => return cx.refuse(at, reason),
    };
    let gems = format!("{}/cache/*.gem", ruby_image_gem_home());
    let Some(edit) = edit::follow(file, layout, (run, form), script, &["rm", "-rf", &gems]) else {
        return cx.refuse(at, "a `;` on a line of its own ends it, and a comment before it would be lost");
    };
    cx.change(at, "remove the downloaded gems in the same RUN")
        .edit(edit)
        .why(
            "each gem stays in the layer as it was downloaded, beside what it was unpacked to, and is never read again",
        )
        .saves(Estimate::unknown("downloaded gems"))
        .propose();
}

fn installs(tool: &Invocation<'_>) -> bool {
    let shows = ["--help", "--version", "--dry-run", "--explain"].iter().any(|option| tool.has(option));
    match tool.tool {
        "gem" => tool.subcommand_name() == "install" && !shows,
        "bundle" => {
            (tool.subcommand_name() == "install" || (tool.subcommand.is_none() && tool.operands.is_empty())) && !shows
        }
        _ => false,
    }
}

/// Options that say where gems go, or that they are there already.
const ELSEWHERE: [&str; 11] = [
    "--install-dir",
    "--user-install",
    "--build-root",
    "--vendor",
    "--local",
    "--path",
    "--deployment",
    "--system",
    "--standalone",
    "--no-install",
    "--cache-path",
];

/// Variables that say where gems go.
const VARIABLES: [&str; 8] = [
    "GEM_HOME",
    "GEM_PATH",
    "BUNDLE_PATH",
    "BUNDLE_DEPLOYMENT",
    "BUNDLE_APP_CONFIG",
    "BUNDLE_CACHE_PATH",
    "BUNDLE_LOCAL",
    "BUNDLE_USER_HOME",
];

/// Whether an installation puts gems where the image says.
fn goes_home(file: &Model<'_>, run: &Run<'_>, install: &Invocation<'_>) -> Result<(), String> {
    if let Some(name) = VARIABLES.iter().find(|name| file.is_declared(run.at, name) || run.mentions(name)) {
        return Err(format!("{name} decides where gems go"));
    }
    if let Some(option) = ELSEWHERE.iter().find(|option| install.has(option)) {
        return Err(format!("{option} decides where gems go"));
    }
    if !install.is_transparent() {
        return Err(format!("a word of the command line of {} is not known", install.tool));
    }
    if !install.wrappers.is_empty() {
        return Err("another user may run the installation".to_owned());
    }
    Ok(())
}

/// Whether an instruction may fail, or do something else, without downloaded gems.
fn wants_cache(file: &Model<'_>, at: usize) -> bool {
    let whole = file.instruction(at).lines.of(file.document.source.text());
    let offline = file.run(at).is_some_and(|run| run.flags().any(|flag| flag.contains("network=none")));
    let below = file.instruction(at).keyword() == Some(Keyword::Workdir) && whole.contains(ruby_image_gem_home());
    if offline || below {
        return true;
    }
    let wants = |text: &str| {
        let configures = text.contains("bundle config");
        let reads = [
            "pristine",
            "bundle cache",
            "bundle package",
            "bundle pack",
            "bundle/cache",
            "vendor/cache",
            "gem unpack",
            "gem check",
            "gem env",
            "*.gem",
        ];
        let moves = [" path", "deployment", "cache_", "_cache"];
        reads.iter().any(|mark| text.contains(mark))
            || (configures && moves.iter().any(|mark| text.contains(mark)))
            || (!configures && text.contains("--local") && (text.contains("gem ") || text.contains("bundle ")))
    };
    wants(whole) && file.run(at).is_none_or(|run| run.script.is_err() || wants(&run.text_without_forced_removals()))
}
