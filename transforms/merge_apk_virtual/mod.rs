mod gaps;
mod introduce;
mod row;

use std::collections::{BTreeSet, HashMap};

use crate::edit::{self, Layout, Reach};
use crate::model::{Action, Manager, Model, PackageCommand, Run};
use crate::syntax::Keyword;
use crate::transform::{Cx, Estimate, Meta, OptionKind, OptionSpec, Phase, Safety, Saves, Transform};
use row::Row;

pub(super) struct MergeApkVirtual;

static META: Meta = Meta {
    id: "merge-apk-virtual",
    summary: "Merge apk add and apk del of the same packages into one RUN",
    technique: "merge RUN instructions",
    phase: Phase::Layers,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3059"],
    saves: &[Saves::Bytes, Saves::Layers],
    delta: &[],
    options: &[OptionSpec {
        name: "introduce-virtual",
        kind: OptionKind::Bool { default: false },
        doc: "`true` deletes compilers and headers in the RUN that compiles with them, where nothing later is seen to \
              need them",
    }],
    docs: include_str!("README.md"),
};

impl Transform for MergeApkVirtual {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach {
            instructions: &[
                Keyword::Run,
                Keyword::Copy,
                Keyword::Add,
                Keyword::Workdir,
                Keyword::Label,
                Keyword::Maintainer,
                Keyword::Expose,
                Keyword::Stopsignal,
                Keyword::Cmd,
                Keyword::Entrypoint,
                Keyword::Healthcheck,
            ],
            config: &[],
        }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let layout = Layout::of(file);
        let builders = cx.settings().clean_builders;
        let introduces = cx.flag("introduce-virtual");
        let taken = if introduces { file.stages_giving(&|_| true) } else { Vec::new() };
        for (stage, facts) in file.stages.iter().enumerate().filter(|(_, facts)| facts.ships || builders) {
            let mut added = HashMap::new();
            // What is proposed ends there; what begins before waits for the next round.
            let mut free = facts.from;
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("apk")) {
                let origins = origins(run, &mut added);
                if origins.first().is_some_and(|&first| first > free) && propose_merge(file, &layout, &origins, run, cx)
                {
                    free = run.at;
                }
            }
            if introduces && free == facts.from && facts.ships && facts.children.is_empty() && !taken[stage] {
                introduce::propose(file, &layout, stage, cx);
            }
        }
    }
}

/// The earlier RUNs that added what this one deletes. `added` says which RUN added a package, or a group of them, so
/// far.
fn origins(run: &Run<'_>, added: &mut HashMap<String, usize>) -> BTreeSet<usize> {
    let mut origins = BTreeSet::new();
    for command in PackageCommand::of(run).iter().filter(|command| command.manager == Manager::Apk) {
        match command.action {
            Action::Install => added.extend(names(command, run).into_iter().map(|name| (name, run.at))),
            Action::Remove => origins.extend(names(command, run).iter().filter_map(|name| added.remove(name))),
            _ => {}
        }
    }
    origins.remove(&run.at);
    origins
}

/// The packages that a call of apk names, with the variables that stand for some.
fn names(command: &PackageCommand<'_>, run: &Run<'_>) -> Vec<String> {
    let mut names = command.names(run.text);
    let operands = command.invocation.operands.iter().map(|&word| command.simple.words[word].text(run.text));
    names.extend(operands.filter(|word| word.starts_with('$') && !word.starts_with("$(")).map(str::to_owned));
    names
}

/// Proposes to merge a RUN with the first of `origins` with which that can be; says whether it can.
fn propose_merge(file: &Model<'_>, layout: &Layout, origins: &BTreeSet<usize>, run: &Run<'_>, cx: &mut Cx<'_>) -> bool {
    let mut refusal = None;
    for &origin in origins {
        match Row::read(file, origin, run.at) {
            Err(reason) => refusal = Some(reason),
            Ok(row) => {
                let runs: Vec<&Run<'_>> = row.runs.iter().filter_map(|&at| file.run(at)).collect();
                let Some(edits) = edit::join_around(file, layout, &runs, &row.forms, &row.detours) else { continue };
                cx.change(file.instruction(origin).span, format!("merge {} RUNs into one", runs.len()))
                    .edits(edits)
                    .why("apk del in a later layer only hides what apk add stored in an earlier one")
                    .saves(Estimate::unknown("the packages that are deleted again"))
                    .lower_for(Safety::Unsafe, row.doubt)
                    .propose();
                return true;
            }
        }
    }
    if let Some(reason) = refusal {
        cx.refuse(run.instruction.span, format!("apk del frees nothing in a RUN of its own, but {reason}"));
    }
    false
}
