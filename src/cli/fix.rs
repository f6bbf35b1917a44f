//! `dfopt fix`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use rayon::ThreadPool;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::Verdict;
use super::file::{self, Shared, Styles, Unit};
use super::interrupt;
use super::options::{Action, Fix, Input, Verbosity};
use super::report::Report;
use super::walk::{self, Found, Target};
use crate::config::ConfigError;
use crate::context::MAX_DOCKERFILES;
use crate::output::{Streams, text};

/// How many files a thread works on before what became of them is told. Bounds what is kept in memory.
const BATCH: usize = 16;

/// The most threads for each core.
const MAX_PER_CORE: usize = 4;

/// Room for the readers, which go down with the nesting of a file.
const STACK: usize = 8 * 1024 * 1024;

/// Runs the command.
pub(super) fn run(options: &Fix, streams: &mut Streams) -> Verdict {
    let mut run = Run {
        options,
        styles: Styles { out: streams.out_style, err: streams.err_style },
        streams,
        tally: text::Tally::default(),
        verdict: Verdict::Fine,
        told: HashSet::new(),
    };
    match &options.input {
        Input::Stdin(filename) => {
            let report = file::fix_stdin(filename.as_deref(), options, run.styles);
            run.tell(report);
        }
        Input::Paths(paths) => {
            let found = walk::find(paths, &options.configs, options.force_exclude, options.threads.get());
            for (path, reason) in &found.problems {
                run.tell(Report::failed(text::at(run.styles.err, path.display(), reason)));
            }
            if found.targets.is_empty() && found.searched {
                run.streams.tell(&text::error(run.styles.err, &nothing_found(paths, &found)));
                run.verdict = run.verdict.max(Verdict::NotFound);
                return run.verdict;
            }
            run.files(&found.targets);
        }
    }
    if options.verbosity >= Verbosity::Normal && !run.stopped() {
        let done = options.action == Action::Write;
        let summary = run.tally.summary(done, options.verbosity == Verbosity::Verbose);
        run.streams.tell(&summary);
    }
    run.verdict
}

fn nothing_found(paths: &[PathBuf], found: &Found) -> String {
    let places: Vec<String> = paths.iter().map(|path| text::escaped(path.display())).collect();
    let left_out: Vec<String> =
        [(found.files_left_out, "Dockerfile", "s"), (found.directories_left_out, "director", "ies")]
            .into_iter()
            .filter(|&(count, ..)| count > 0)
            .map(|(count, noun, many)| match (count, many) {
                (1, "ies") => format!("1 {noun}y"),
                (1, _) => format!("1 {noun}"),
                _ => format!("{count} {noun}{many}"),
            })
            .collect();
    let mut what = format!("no Dockerfile found in {}", places.join(", "));
    if !left_out.is_empty() {
        what.push_str(&format!(" (ignored or excluded: {})", left_out.join(", ")));
    }
    what
}

/// A run over many files.
struct Run<'r> {
    options: &'r Fix,
    styles: Styles,
    streams: &'r mut Streams,
    tally: text::Tally,
    verdict: Verdict,
    /// The configuration files whose faults were told.
    told: HashSet<PathBuf>,
}

impl Run<'_> {
    /// Works on the files in parallel, and tells what became of them in their order.
    fn files(&mut self, targets: &[Target]) {
        let (options, styles) = (self.options, self.styles);
        let threads = workers(options.threads.get()).min(targets.len());
        let pool = match pool(threads) {
            Ok(pool) => pool,
            Err(error) => {
                self.streams.tell(&text::error(styles.err, &format!("cannot start {threads} threads: {error}")));
                self.verdict = Verdict::Failed;
                return;
            }
        };
        if options.action == Action::Write {
            interrupt::listen(1);
        }
        let mut left = 0;
        // Groups end in another order than their files have; what became of these waits for those before them.
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for batch in groups(targets, options).chunks(threads.max(1) * BATCH) {
            let group = |(units, crowded): &Group<'_>| {
                let mut shared = if *crowded { Shared::crowd() } else { Shared::among(units) };
                let mut one = |unit| (!interrupt::asked()).then(|| file::fix(unit, options, styles, &mut shared));
                units.iter().map(|(at, unit)| (*at, one(unit))).collect::<Vec<_>>()
            };
            let work = || batch.par_iter().map(group).collect::<Vec<_>>();
            waiting.extend(pool.install(work).into_iter().flatten());
            while let Some(report) = waiting.remove(&next) {
                next += 1;
                match report {
                    Some(report) => self.tell(report),
                    None => left += 1,
                }
            }
            if self.stopped() {
                return;
            }
        }
        if left > 0 {
            self.streams.tell(&text::error(styles.err, &format!("interrupted, {left} not looked at")));
            self.verdict = Verdict::Failed;
        }
    }

    /// Whether nobody takes the results any more, and they are all that is wanted.
    fn stopped(&self) -> bool {
        self.streams.is_lost() && self.options.action != Action::Write
    }

    fn tell(&mut self, report: Report) {
        if let Some(error) = &report.config
            && self.told.insert(error.origin.clone())
        {
            self.streams.tell(&format!("{}\n", text::escaped_lines(&seen_from_here(error).to_string())));
        }
        self.streams.put(&report.result);
        self.streams.tell(&report.words);
        self.tally.add(report.tally);
        self.verdict = self.verdict.max(report.verdict);
    }
}

/// Files with their places in the order of all, and whether they are too many to be looked at together.
type Group<'t> = (Vec<(usize, Unit<'t>)>, bool);

/// The files in groups. Those that share an ignore file are dealt with one after the other, so that each knows what
/// became of it; more than are looked at together, each alone, which leaves it as it is.
fn groups<'t>(targets: &'t [Target], options: &Fix) -> Vec<Group<'t>> {
    let mut groups: Vec<Vec<(usize, Unit<'_>)>> = Vec::new();
    let mut known: HashMap<PathBuf, usize> = HashMap::new();
    for (at, target) in targets.iter().enumerate() {
        let unit = Unit::of(target, options);
        let shares = unit.shares().map(Path::to_owned);
        match shares.as_ref().and_then(|root| known.get(root)) {
            Some(&group) => groups[group].push((at, unit)),
            None => {
                known.extend(shares.map(|root| (root, groups.len())));
                groups.push(vec![(at, unit)]);
            }
        }
    }
    let alone = |group: Vec<(usize, Unit<'t>)>| -> Vec<Group<'t>> {
        let crowded = group.len() > MAX_DOCKERFILES;
        if crowded { group.into_iter().map(|one| (vec![one], true)).collect() } else { vec![(group, false)] }
    };
    groups.into_iter().flat_map(alone).collect()
}

/// The error with the path of its file as short as the paths of other messages.
fn seen_from_here(error: &ConfigError) -> ConfigError {
    let mut error = error.clone();
    let here = std::env::current_dir().and_then(std::fs::canonicalize);
    if let Some(inside) = here.ok().and_then(|here| error.origin.strip_prefix(here).map(Path::to_owned).ok()) {
        error.origin = inside;
    }
    error.origin = text::escaped(error.origin.display()).into();
    error
}

/// How many threads work, when `threads` are asked for. Far more of them than cores gain nothing but their stacks.
fn workers(threads: usize) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    threads.min(cores.saturating_mul(MAX_PER_CORE))
}

fn pool(threads: usize) -> Result<ThreadPool, rayon::ThreadPoolBuildError> {
    rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build()
}
