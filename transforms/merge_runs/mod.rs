use std::cell::OnceCell;

use crate::edit::{self, Layout};
use crate::model::{
    Action, JoinForm, ListsWeight, MAX_JOINED_TEXT, Manager, Model, PackageCommand, PathUse, Run, Weight,
};
use crate::transform::{Cx, Estimate, Meta, OptionKind, OptionSpec, Phase, Safety, Saves, Transform};

pub(super) struct MergeRuns;

static META: Meta = Meta {
    id: "merge-runs",
    summary: "Merge neighbouring RUNs when that wins bytes",
    technique: "merge RUN instructions",
    phase: Phase::Layers,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3059"],
    saves: &[Saves::Bytes, Saves::Layers],
    delta: &[],
    options: &[
        OptionSpec {
            name: "mode",
            kind: OptionKind::Choice(&["bytes", "all"]),
            doc: "`bytes` merges when a later RUN undoes an earlier one or both are one package transaction; `all` merges \
                  every pair that can be",
        },
        OptionSpec {
            name: "max-commands",
            kind: OptionKind::Number { default: 100 },
            doc: "the most commands that a merged RUN may hold",
        },
    ],
    docs: include_str!("README.md"),
};

impl Transform for MergeRuns {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let all = cx.choice("mode") == "all";
        let most = cx.number("max-commands") as usize;
        let layout = Layout::of(file);
        for (stage, facts) in file.stages.iter().enumerate() {
            if !facts.ships && !cx.settings().clean_builders {
                continue;
            }
            let lists = ListsWeight::of(file, stage);
            for row in rows(file, facts.body()) {
                for chunk in row.chunks(MAX_RUNS) {
                    Group::new(file, chunk, most, &lists).propose(&layout, all, cx);
                }
            }
        }
    }
}

/// RUNs that are looked at together. It bounds what is compared pair by pair; a longer row takes more rounds.
const MAX_RUNS: usize = 25;

/// The RUNs of a stage in rows of neighbours.
fn rows(file: &Model<'_>, body: std::ops::Range<usize>) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (at, _) in file.runs(body) {
        match rows.last_mut() {
            Some(row) if row.last() == Some(&(at - 1)) => row.push(at),
            _ => rows.push(vec![at]),
        }
    }
    rows.retain(|row| row.len() > 1);
    rows
}

/// Why a merge is a gain.
#[derive(Clone)]
struct Gain {
    why: String,
    /// What goes out of the image by it; `None` when no bytes are known to.
    gone: Option<&'static str>,
}

/// Neighbouring RUNs, with what was found out about them so far.
struct Group<'g, 'd> {
    file: &'g Model<'d>,
    runs: &'g [usize],
    paths: Vec<OnceCell<PathUse>>,
    commands: Vec<OnceCell<usize>>,
    joins: Vec<OnceCell<Result<JoinForm, String>>>,
    /// The most commands of a merged RUN.
    most: usize,
    /// What package lists weigh.
    lists: &'g ListsWeight<'g, 'd>,
}

impl<'g, 'd> Group<'g, 'd> {
    fn new(file: &'g Model<'d>, runs: &'g [usize], most: usize, lists: &'g ListsWeight<'g, 'd>) -> Self {
        let count = runs.len();
        let (paths, joins) = (vec![OnceCell::new(); count], vec![OnceCell::new(); count]);
        Self { file, runs, paths, commands: vec![OnceCell::new(); count], joins, most, lists }
    }

    fn paths(&self, index: usize) -> &PathUse {
        self.paths[index].get_or_init(|| self.file.paths(self.runs[index]))
    }

    /// How many commands the RUN at `index` holds.
    fn commands(&self, index: usize) -> usize {
        let count = || self.file.run(self.runs[index]).map_or(0, |run| run.simple_commands().len());
        *self.commands[index].get_or_init(count)
    }

    /// How the RUN at `index` joins the next one.
    fn join(&self, index: usize) -> &Result<JoinForm, String> {
        self.joins[index].get_or_init(|| self.file.join(self.runs[index]))
    }

    fn propose(&self, layout: &Layout, all: bool, cx: &mut Cx<'_>) {
        let mut start = 0;
        while start + 1 < self.runs.len() {
            match self.reach(start, all, cx) {
                Some((end, gain)) => {
                    self.merge(layout, (start, end), gain, cx);
                    start = end + 1;
                }
                None => start += 1,
            }
        }
    }

    /// The last RUN that the one at `start` should be merged with, over those in between, and why.
    fn reach(&self, start: usize, all: bool, cx: &mut Cx<'_>) -> Option<(usize, Gain)> {
        let goals = self.goals(start, all);
        let furthest = goals.last()?.0;
        let mut goals = goals.into_iter().peekable();
        let mut best: Option<(usize, Gain)> = None;
        for next in start + 1..=furthest {
            let goal = goals.next_if(|(at, _)| *at == next);
            if let Err(refusal) = self.joinable(start, next) {
                // Only the pair itself is worth a word: the RUNs before it have their own.
                if let Some((_, gain)) = goal.filter(|_| next == start + 1) {
                    let at = self.file.instruction(self.runs[next]).span;
                    cx.refuse(at, format!("{refusal} (a merge would win: {})", gain.why));
                }
                break;
            }
            if let Some((_, gain)) = goal {
                best = Some((next, best.map_or(gain, |(_, first)| first)));
            }
        }
        best
    }

    /// The RUNs up to which a merge from `start` on would win something, and what, whether they can be merged or not.
    fn goals(&self, start: usize, all: bool) -> Vec<(usize, Gain)> {
        let mut goals = Vec::new();
        let mut left = self.paths(start).clone();
        let mut last = start;
        for next in start + 1..self.runs.len() {
            let gain = self.gain(&left, (start, last), next);
            left.undo(self.paths(next));
            let layer = || Gain { why: "one layer does for both".to_owned(), gone: None };
            if let Some(gain) = gain.or_else(|| all.then(layer)) {
                left.creates.extend(self.paths(next).creates.iter().cloned());
                last = next;
                goals.push((next, gain));
            }
        }
        goals
    }

    /// Why a merge with the RUN at `next` wins bytes: it takes away what the merged ones have `left`, or goes on with
    /// their package transaction. The merged ones are those from `start` to `last`.
    fn gain(&self, left: &PathUse, (start, last): (usize, usize), next: usize) -> Option<Gain> {
        if let Some(path) = self.paths(next).undoes_part_of(left) {
            let why = format!("{path} is created in one layer and removed or stored again in another");
            return Some(Gain { why, gone: Some("what the later RUN removes or stores again") });
        }
        let merged: Option<Vec<_>> = self.runs[start..=last].iter().map(|&at| self.file.run(at)).collect();
        let transaction = last + 1 == next && one_transaction(&merged?, self.file.run(self.runs[next])?);
        let why = || "both are one transaction of the package manager".to_owned();
        transaction.then(|| Gain { why: why(), gone: Some("what both layers hold of the package manager's files") })
    }

    /// Whether the RUN at `next` can join those from `start` on, given that those before it can.
    fn joinable(&self, start: usize, next: usize) -> Result<(), String> {
        if next - start > 1 && self.join(next - 2).clone()? == JoinForm::Braces {
            return Err("a group in braces must stay the last command".to_owned());
        }
        self.join(next - 1).clone()?;
        let merged = || self.runs[start..=next].iter().filter_map(|&at| self.file.run(at));
        if merged().map(|run| run.text.len()).sum::<usize>() > MAX_JOINED_TEXT {
            return Err("the merged command would be too long".to_owned());
        }
        if (start..=next).map(|index| self.commands(index)).sum::<usize>() > self.most {
            return Err(format!("the merged RUN would hold more than {} commands", self.most));
        }
        (start..next - 1).try_for_each(|earlier| self.file.may_follow(self.runs[earlier], self.runs[next]))
    }

    fn merge(&self, layout: &Layout, (start, end): (usize, usize), gain: Gain, cx: &mut Cx<'_>) {
        let runs: Vec<&Run<'_>> = self.runs[start..=end].iter().filter_map(|&at| self.file.run(at)).collect();
        let forms: Vec<JoinForm> = (start..end).filter_map(|index| self.join(index).clone().ok()).collect();
        let Some(edits) = edit::join(self.file, layout, &runs, &forms) else { return };
        let count = end - start + 1;
        cx.change(self.file.instruction(self.runs[start]).span, format!("merge {count} RUNs into one"))
            .edits(edits)
            .saves_for(self.hidden_lists(start, end).or(gain.gone.map(Estimate::unknown)))
            .why(gain.why)
            .propose();
    }

    /// The package lists that a RUN of a merge fetches and a later one removes, which hides them in their layer.
    fn hidden_lists(&self, start: usize, end: usize) -> Option<Estimate> {
        let runs = &self.runs[start..=end];
        let tidy = runs.iter().rposition(|&at| self.file.removes_apt_lists(at))?;
        let leaves =
            |at: usize| !self.file.removes_apt_lists(at) && self.file.run(at).is_some_and(Run::fetches_apt_lists);
        let hidden = runs[..tidy].iter().filter(|&&at| leaves(at)).map(|&at| self.lists.at(at));
        let sum = hidden.reduce(|sum, more| {
            let (sum, more) = (sum?, more?);
            let most = sum.most.zip(more.most).map(|(one, other)| one + other);
            Some(Weight { least: sum.least + more.least, most, source: sum.source })
        });
        sum.map(Estimate::apt_lists)
    }
}

/// Whether a RUN goes on with what the package manager of those before it left open: it installs from the lists that
/// they fetched, or cleans up behind them. None does anything else, which would be built again with every package.
fn one_transaction(merged: &[&Run<'_>], next: &Run<'_>) -> bool {
    let commands: Vec<Vec<PackageCommand<'_>>> = merged.iter().map(|run| PackageCommand::of(run)).collect();
    let after = PackageCommand::of(next);
    let pure = merged.iter().zip(&commands).all(|(run, commands)| only_packages(run, commands));
    // A RUN that only fetches the lists has not begun to install anything.
    let begun = commands.iter().all(|run| run.is_empty() || run.iter().any(|one| one.action != Action::Update));
    if !pure || !begun || !only_packages(next, &after) {
        return false;
    }
    let did = |manager: Manager, action: Action| {
        commands.iter().flatten().any(|one| one.manager == manager && one.action == action)
    };
    let tidied = merged.iter().any(|run| run.mentions("/var/lib/apt/lists"));
    let Some(first) = after.first() else { return !tidied && tidies_lists(next) && did(Manager::Apt, Action::Update) };
    let closed = tidied || commands.iter().flatten().any(|command| command.action == Action::Clean);
    let opened = match (first.manager, first.action) {
        (Manager::Apt, Action::Install | Action::Clean | Action::Remove) => did(Manager::Apt, Action::Update),
        (manager @ (Manager::Rpm | Manager::Zypper), Action::Clean) => did(manager, Action::Install),
        _ => false,
    };
    let from_file =
        first.invocation.operands.iter().any(|&index| names_file(first.simple.words[index].text(next.text)));
    opened && !closed && !from_file
}

/// Whether an operand of an install is a package file.
fn names_file(operand: &str) -> bool {
    operand.starts_with(['.', '/', '$', '"', '~'])
}

/// Whether a RUN is there to remove package lists.
fn tidies_lists(run: &Run<'_>) -> bool {
    run.simple_commands()
        .iter()
        .any(|found| found.simple.words.iter().any(|word| word.text(run.text).starts_with("/var/lib/apt/lists")))
}

/// Whether a RUN does nothing but manage packages.
fn only_packages(run: &Run<'_>, commands: &[PackageCommand<'_>]) -> bool {
    let mut commands = commands.iter().peekable();
    run.simple_commands().iter().all(|found| {
        let name = found.simple.name(run.text);
        let manages = commands.next_if(|command| std::ptr::eq(command.simple, found.simple)).is_some();
        manages
            || matches!(
                name.as_deref(),
                Some("rm" | "apt-key" | "add-apt-repository" | "apt-mark" | "dpkg" | "rpm" | "true")
            )
    })
}
