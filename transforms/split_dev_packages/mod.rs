mod install;
mod uses;

use crate::edit::{self, Edit, Layout};
use crate::facts::debian::{self, Purge, Suite};
use crate::facts::{Provenance as Table, build_packages, debian::is_for_development};
use crate::model::{FollowForm, JoinForm, Model, Provenance, Run};
use crate::syntax::Keyword;
use crate::transform::{Basis, Cx, Estimate, Meta, Phase, Range, Safety, Saves, Transform};
use install::Install;

pub(super) struct SplitDevPackages;

static META: Meta = Meta {
    id: "split-dev-packages",
    summary: "Remove compilers and headers in the RUN that builds with them",
    technique: "keep the libraries, drop what only builds",
    phase: Phase::Content,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["/usr/**", "/bin/**", "/sbin/**", "/lib*/**", "/etc/**", "/var/**", "/run/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for SplitDevPackages {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if file.names_apt_setting("autoremove") || file.names_apt_setting("install-suggests") {
            return;
        }
        let layout = Layout::of(file);
        for (stage, facts) in file.stages.iter().enumerate().filter(|(_, facts)| facts.ships) {
            let runs = file.runs(facts.body()).filter(|(_, run)| run.mentions("apt") && run.mentions("install"));
            for (_, run) in runs.take(MOST_INSTALLS) {
                match propose_run(file, (stage, run), &layout, cx) {
                    // One a round: what it keeps is an install to the others.
                    Ok(true) => break,
                    Ok(false) => {}
                    Err(reason) => cx.refuse(run.instruction.span, reason),
                }
            }
        }
    }
}

/// RUNs of a stage that are looked at, so that the cost stays linear.
const MOST_INSTALLS: usize = 32;

/// RUNs in a row that may build with what the first installs.
const MOST_RUNS: usize = 6;

/// Programs that go, by name in the reason.
const MOST_NAMED: usize = 8;

/// What a purge must take out to be worth its line.
const LEAST_BYTES: u64 = 5_000_000;

/// Libraries that an install is made longer by.
const MOST_LIBRARIES: usize = 12;

/// Proposes to purge what a RUN installs to build; says whether it did.
fn propose_run(
    file: &Model<'_>,
    (stage, run): (usize, &Run<'_>),
    layout: &Layout,
    cx: &mut Cx<'_>,
) -> Result<bool, String> {
    let base = file.base(stage);
    let Some(mut install) = Install::of(run, base)? else { return Ok(false) };
    let Some(last) = last_builder(file, stage, run, &install) else {
        return match stands_between(file, stage, run) {
            Some(keyword) => {
                Err(format!("{keyword} stands between the install and the build; above both they could be one RUN"))
            }
            None => Ok(false),
        };
    };
    let literal = file.base_provenance(stage) == Some(Provenance::Literal);
    let Some(suite) = base.suite.filter(|_| literal && base.official_debian).and_then(debian::suite) else {
        return Err("which packages need each other is only known of Debian's bullseye, bookworm and trixie".to_owned());
    };
    if base.build_packages.is_none() {
        return Err(match base.slim {
            Some(false) => "the image holds compilers and headers anyway; its slim variant does not".to_owned(),
            _ => "what the base image holds to build is not known".to_owned(),
        });
    }
    if file.is_for_development(stage) {
        return Err("the stage is there for people to work in".to_owned());
    }
    install.resolve(suite, base.build_packages.unwrap_or_default())?;
    if install.build.is_empty() {
        return Err("the base image holds what builds anyway".to_owned());
    }
    let kept = install::kept(file, stage, (run, last), &install)?;
    let names: Vec<&str> = install.build.iter().map(|(_, name)| name.as_str()).collect();
    let programs = uses::programs(&names);
    let end = (last, install.end(run, last, file));
    uses::later(file, stage, end, &programs)?;
    let doubt = uses::start(file, stage, &programs)?;

    let python = base.runtime.as_ref().is_some_and(|runtime| runtime.name == "python");
    let libraries = libraries(file, python, suite, (run, last), &names)?;
    let held =
        base.build_packages.unwrap_or_default().iter().map(String::as_str).filter(|name| suite.id(name).is_some());
    let stays: Vec<&str> = kept.iter().map(String::as_str).chain(libraries.iter().copied()).chain(held).collect();
    let purge = suite.purge(&names, &stays, install.recommends).map_err(|reason| reason.to_string())?;
    // Python's own image has another Python than the one of the distribution.
    let along: Vec<&str> =
        purge.packages.iter().copied().filter(|name| !(python && name.starts_with("python"))).collect();
    uses::along(file, stage, end, &along)?;
    let there = suite.certain_of(&kept.iter().map(String::as_str).collect::<Vec<&str>>());
    let missing: Vec<&str> = libraries.iter().copied().filter(|name| !there.contains(name)).collect();
    if purge.bytes < LEAST_BYTES {
        return Err(format!("what would go is only {:.1} MB", purge.bytes as f64 / 1e6));
    }
    let edits = edits(file, layout, (run, last), &install, &missing)?;
    let table = base.provenance == Some(Table::Table) && !missing.is_empty();
    cx.change(run.instruction.span, format!("purge {} behind the build", names.join(", ")))
        .edits(edits)
        .why(why(&purge, &names, &missing, table.then_some(base.suite.unwrap_or_default())))
        .lower_for(Safety::Advice, doubt)
        .saves(estimate(suite, &purge))
        .propose();
    Ok(true)
}

/// The last of the RUNs in a row from `run` on that may build with what it installs, if one of them is known to.
fn last_builder(file: &Model<'_>, stage: usize, run: &Run<'_>, install: &Install<'_>) -> Option<usize> {
    let own = run.simple_commands();
    let behind = own.iter().map(|found| found.simple).filter(|simple| simple.span.start > install.simple().span.start);
    let mut built = behind.clone().any(|simple| uses::is_builder(simple, run.text));
    let mut last = run.at;
    let row = file.runs(run.at + 1..file.stages[stage].end).zip(run.at + 1..).take(MOST_RUNS);
    for ((at, next), _) in row.take_while(|((at, _), expected)| at == expected) {
        let commands = next.simple_commands();
        if next.script.is_ok() && !commands.iter().any(|found| uses::may_use(found.simple, next.text)) {
            continue;
        }
        built |= commands.iter().any(|found| uses::is_builder(found.simple, next.text));
        last = at;
    }
    built.then_some(last)
}

/// The first of the instructions, none of them a RUN, behind which a RUN builds.
fn stands_between(file: &Model<'_>, stage: usize, run: &Run<'_>) -> Option<&'static str> {
    let (at, next) = file.runs(run.at + 1..file.stages[stage].end).next().filter(|(at, _)| at - run.at <= MOST_RUNS)?;
    let builds = next.simple_commands().iter().any(|found| uses::is_builder(found.simple, next.text));
    (builds && at > run.at + 1).then(|| file.instruction(run.at + 1).keyword()).flatten().map(Keyword::as_str)
}

/// The libraries that must stay, beyond those that everything kept needs.
fn libraries(
    file: &Model<'_>,
    python: bool,
    suite: &'static Suite,
    (run, last): (&Run<'_>, usize),
    names: &[&str],
) -> Result<Vec<&'static str>, String> {
    let own = |name: &&&str| python && name.starts_with("python");
    let dev: Vec<&str> = names.iter().filter(|name| is_for_development(name) && !own(name)).copied().collect();
    let mut libraries = suite.runtime_of(&dev).ok_or("the package index does not know one of the packages")?;
    if uses::may_use_openmp(file, run.at..last + 1) {
        let tools = names.iter().filter_map(|name| build_packages().tool(name));
        libraries.extend(tools.flat_map(|tool| &tool.runtime).map(String::as_str));
    }
    libraries.sort_unstable();
    libraries.dedup();
    if libraries.len() > MOST_LIBRARIES {
        return Err(format!("it would have to name {} libraries that stay", libraries.len()));
    }
    Ok(libraries)
}

fn edits(
    file: &Model<'_>,
    layout: &Layout,
    (run, last): (&Run<'_>, usize),
    install: &Install<'_>,
    missing: &[&str],
) -> Result<Vec<Edit>, String> {
    let purge: Vec<&str> = ["apt-get", "purge", "-y", "--auto-remove"]
        .into_iter()
        .chain(install.build.iter().map(|(_, name)| name.as_str()))
        .collect();
    let mut edits = Vec::new();
    if !missing.is_empty() {
        edits.extend(install.name(file, run, missing).ok_or("a package is broken over two lines")?);
    }
    if last == run.at {
        let script = run.script.as_ref().map_err(Clone::clone)?;
        let form = match uses::last_use(run).map(|simple| file.follow(run, simple)) {
            Some(Ok(form)) => form,
            _ => FollowForm::End(file.append(run)?),
        };
        let edit = edit::follow(file, layout, (run, form), script, &purge);
        edits.push(edit.ok_or("there is no place for the purge")?);
        return Ok(edits);
    }
    let forms = (run.at..last).map(|at| file.join(at)).collect::<Result<Vec<JoinForm>, String>>()?;
    (run.at..last).try_for_each(|at| file.may_follow(at, last))?;
    let runs: Vec<&Run<'_>> = (run.at..=last).filter_map(|at| file.run(at)).collect();
    file.append(runs[runs.len() - 1])?;
    let joined = edit::join_and_append(file, layout, &runs, &forms, &purge);
    edits.extend(joined.ok_or("the RUNs are no plain chains of commands")?);
    Ok(edits)
}

fn why(purge: &Purge, names: &[&str], missing: &[&str], moving: Option<&str>) -> String {
    let mut text = "what compiles serves the build alone, and a layer that holds it keeps it".to_owned();
    if !missing.is_empty() {
        let verb = if missing.len() == 1 { "stays" } else { "stay" };
        text += &format!("; {} {verb} for what was built", missing.join(", "));
    }
    if let Some(suite) = moving {
        text += &format!(", by the names of {suite}, which the tag of the base image may leave");
    }
    let table = build_packages();
    let also: Vec<&str> = purge.packages.iter().copied().filter(|name| !names.contains(name)).collect();
    let notable = also.iter().copied().filter(|name| {
        !(is_for_development(name) || table.is_toolchain(name) || table.tool(name).is_some() || name.starts_with("lib"))
    });
    let notable: Vec<&str> = notable.collect();
    if let Some(named) = notable.get(..notable.len().min(MOST_NAMED)).filter(|named| !named.is_empty()) {
        text += &format!("; with it goes what only it brought, as {}", named.join(", "));
    }
    text
}

/// What the purge takes out. What the base image holds beyond Debian's own is not known one by one.
fn estimate(suite: &Suite, purge: &Purge) -> Estimate {
    let range = Range { least: 0, most: Some(purge.bytes) };
    Estimate::known("compilers and headers", Basis::Index, range, suite.source())
}
