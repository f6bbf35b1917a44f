use crate::edit::{self, Layout};
use crate::facts::{Distro, ruby_image_has_config_set};
use crate::model::{Model, Run};
use crate::shell::{Invocation, Resolved, resolve, shadows};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct OmitBundlerGroups;

static META: Meta = Meta {
    id: "omit-bundler-groups",
    summary: "Omit the gems of the groups development and test",
    technique: "leave development dependencies out",
    phase: Phase::Content,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["/usr/local/bundle/**"],
    options: &[],
    docs: include_str!("README.md"),
};

const CONFIGURE: [&str; 6] = ["bundle", "config", "set", "--local", "without", "'development test'"];

impl Transform for OmitBundlerGroups {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let layout = Layout::of(file);
        for (stage, facts) in file.stages.iter().enumerate().filter(|(_, facts)| facts.ships) {
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("bundle")) {
                propose_run(file, &layout, (stage, run), cx);
            }
        }
    }
}

fn propose_run(file: &Model<'_>, layout: &Layout, (stage, run): (usize, &Run<'_>), cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) if run.mentions("bundle install") => return cx.refuse(at, reason.clone()),
        Err(_) => return,
    };
    let commands = run.simple_commands();
    let installs: Vec<_> = commands
        .iter()
        .filter_map(|found| match resolve(found.simple, run.text) {
            Resolved::Known(tool) if tool.tool == "bundle" && tool.subcommand_name() == "install" => Some(tool),
            _ => None,
        })
        .collect();
    let Some(install) = installs.first() else { return };
    if ["--without", "--with"].iter().any(|option| install.has(option)) {
        return;
    }
    if let Err(reason) = is_for_production(file, stage, run).and_then(|()| is_usual(file, stage, run, &installs)) {
        return cx.refuse(at, reason);
    }
    if shadows(script, run.text, "bundle") {
        return cx.refuse(at, "it gives the name bundle another meaning");
    }
    let step = run.step_of(script, install.simple);
    let Some(edit) = step.and_then(|step| edit::insert_step(file, layout, run, script, step, &CONFIGURE)) else {
        return cx.refuse(at, "it is no step of a plain chain of commands");
    };
    cx.change(at, "leave the groups development and test out")
        .edit(edit)
        .why("the image is for production, which needs no gems of these groups")
        .saves(Estimate::unknown("the gems of these groups"))
        .propose();
}

/// Texts that name a tool of development or tests, another mode, or settings of bundler.
const MARKS: [&str; 14] = [
    "BUNDLE_",
    "RAILS_ENV=dev",
    "RAILS_ENV=test",
    "RACK_ENV=dev",
    "RACK_ENV=test",
    "bundle config",
    "bundler:1",
    "cucumber",
    "guard",
    "minitest",
    "rake test",
    "rspec",
    "rubocop",
    "BUNDLER_VERSION",
];

/// Whether the file says that its image is for production, and nothing in it that it is for something else too.
fn is_for_production(file: &Model<'_>, stage: usize, run: &Run<'_>) -> Result<(), String> {
    let is_production = |at: usize| {
        let mut modes = ["RAILS_ENV", "RACK_ENV"].iter().filter(|name| file.is_declared(at, name)).peekable();
        modes.peek().is_some()
            && modes.all(|name| file.variable(at, name).is_some_and(|mode| mode.text == "production"))
    };
    if !is_production(run.at) {
        return Err("no RAILS_ENV or RACK_ENV says that the image is for production".to_owned());
    }
    let mut stages = vec![stage];
    file.for_each_descendant(stage, &mut |child| stages.push(child));
    let other = |&stage: &usize| {
        ["RAILS_ENV", "RACK_ENV"].iter().any(|name| file.may_set(stage, run.at, name, &|mode| mode == "production"))
    };
    if stages.iter().any(other) {
        return Err("a stage built on it is not for production".to_owned());
    }
    let text = file.document.source.text();
    let later = stages.iter().flat_map(|&stage| file.stages[stage].body()).filter(|&at| at >= run.at);
    let mut all = file.history(stage, run.at).chain(later);
    let mark = all.find_map(|at| {
        let lines = file.instruction(at).lines.of(text);
        MARKS.iter().find(|mark| lines.contains(**mark))
    });
    mark.map_or(Ok(()), |mark| Err(format!("`{mark}` may need the gems of these groups, or settles them")))
}

/// Whether bundler is one that knows the command, writes the setting where the image keeps it, and installs once.
fn is_usual(file: &Model<'_>, stage: usize, run: &Run<'_>, installs: &[Invocation<'_>]) -> Result<(), String> {
    let base = file.base(stage);
    let official = base.official_debian || base.distro == Some(Distro::Alpine);
    let ruby = base.runtime.as_ref().filter(|runtime| runtime.name == "ruby" && official);
    if !ruby.and_then(|ruby| ruby.version.as_deref()).is_some_and(ruby_image_has_config_set) {
        return Err("the version of bundler, and where it keeps its settings, are not known of this image".to_owned());
    }
    let versioned = |at: usize| {
        file.run(at).is_some_and(|run| {
            run.script.is_err()
                || (run.mentions("gem install")
                    && run.mentions("bundler")
                    && (run.mentions("-v") || run.mentions("bundler:")))
        })
    };
    if file.history(stage, run.at + 1).any(versioned) {
        return Err("another version of bundler may be installed".to_owned());
    }
    let earlier = |at: usize| file.run(at).is_some_and(|run| run.mentions("bundle install"));
    if installs.len() > 1 || file.history(stage, run.at).any(earlier) {
        return Err("gems are installed more than once".to_owned());
    }
    let Some(install) = installs.first() else { return Ok(()) };
    let moves = ["--path", "--deployment", "--system", "--standalone", "--gemfile", "--global", "--local"];
    if let Some(option) = moves.iter().find(|option| install.has(option)) {
        return Err(format!("{option} decides where settings or gems go"));
    }
    if !install.is_transparent() {
        return Err("a word of the command line of bundle is not known".to_owned());
    }
    if !install.wrappers.is_empty() || !install.simple.assigns.is_empty() || !file.state(run.at).user.may_be_root() {
        return Err("another user, or other variables, may count for the installation".to_owned());
    }
    Ok(())
}
