//! Runs the whole pipeline over every Dockerfile below some directories and reports what became of them.
//!
//! `cargo run --release --example corpus -- [--unsafe] [--all-merges] [--cache POLICY] [--only ID] [--diffs DIR] PATH...`
//!
//! Exits with 1 when a rewrite broke a promise, a second run proposed something, or dfopt panicked.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use dfopt::config::{CachePolicy, OptionValue, Settings};
use dfopt::output::{diff::Diff, text::Style};
use dfopt::pipeline::{self, Failure, Outcome, Selection, UnsafeLevel};
use mimalloc::MiMalloc;

/// That of the program, so that it is as fast.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[derive(Default)]
struct Report {
    files: usize,
    bytes: usize,
    unreadable: usize,
    parsed: usize,
    rejected: BTreeMap<String, usize>,
    untouched: BTreeMap<String, usize>,
    changed: usize,
    applied: BTreeMap<&'static str, usize>,
    withheld: BTreeMap<&'static str, usize>,
    refusals: BTreeMap<String, usize>,
    breaches: Vec<String>,
    unstable: Vec<String>,
    panics: Vec<String>,
    times: Vec<Duration>,
}

struct Run {
    settings: Settings,
    selection: Selection,
    diffs: Option<PathBuf>,
}

fn main() -> ExitCode {
    let mut run = Run { settings: Settings::default(), selection: Selection::default(), diffs: None };
    let mut paths = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--unsafe" => run.selection.level = UnsafeLevel::All,
            "--all-merges" => {
                let merge = run.settings.transforms.entry("merge-runs".to_owned()).or_default();
                merge.options.insert("mode".to_owned(), OptionValue::Word("all".to_owned()));
            }
            "--cache" => run.settings.cache = CachePolicy::named(&arguments.next().unwrap_or_default()),
            "--only" => run.selection.only.extend(arguments.next()),
            "--diffs" => run.diffs = arguments.next().map(PathBuf::from),
            path => paths.push(PathBuf::from(path)),
        }
    }
    if let Some(Err(error)) = run.diffs.as_ref().map(std::fs::create_dir_all) {
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(std::io::stderr(), "--diffs: {error}");
        return ExitCode::FAILURE;
    }
    std::panic::set_hook(Box::new(|_| {}));
    let mut report = Report::default();
    for path in paths {
        let mut files: Vec<PathBuf> = ignore::WalkBuilder::new(&path)
            .standard_filters(false)
            .build()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
            .map(ignore::DirEntry::into_path)
            .collect();
        files.sort();
        for file in files {
            run.file(&file, &mut report);
        }
    }
    let ok = report.breaches.is_empty() && report.unstable.is_empty() && report.panics.is_empty();
    if report.print().is_err() || !ok { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

impl Run {
    fn file(&self, path: &Path, report: &mut Report) {
        report.files += 1;
        let Ok(text) = std::fs::read_to_string(path) else {
            report.unreadable += 1;
            return;
        };
        report.bytes += text.len();
        let name = path.display().to_string();
        let start = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| pipeline::fix(&text, &self.settings, &self.selection)));
        report.times.push(start.elapsed());
        match outcome {
            Err(_) => report.panics.push(name),
            Ok(Err(Failure::Breach(breach))) => report.breaches.push(format!("{name}: {breach}")),
            Ok(Err(Failure::Syntax(errors))) => {
                let kind = errors.first().map(|error| error.kind.to_string()).unwrap_or_default();
                let kind = kind.split(['`', ',']).next().unwrap_or_default().trim().to_owned();
                *report.rejected.entry(kind).or_default() += 1;
            }
            Ok(Ok(outcome)) => self.outcome(&name, &text, &outcome, report),
        }
    }

    fn outcome(&self, name: &str, text: &str, outcome: &Outcome, report: &mut Report) {
        report.parsed += 1;
        if let Some(reason) = &outcome.untouched {
            *report.untouched.entry(reason.clone()).or_default() += 1;
        }
        for change in &outcome.applied {
            *report.applied.entry(change.transform).or_default() += 1;
        }
        for change in &outcome.withheld {
            *report.withheld.entry(change.transform).or_default() += 1;
        }
        for refusal in &outcome.refusals {
            // Names in backquotes and paths would make every reason unique.
            let reason: String = refusal.reason.split('`').step_by(2).collect::<Vec<_>>().join("_");
            *report.refusals.entry(format!("{}: {reason}", refusal.transform)).or_default() += 1;
        }
        if outcome.fixed == text {
            return;
        }
        report.changed += 1;
        match catch_unwind(AssertUnwindSafe(|| pipeline::fix(&outcome.fixed, &self.settings, &self.selection))) {
            Ok(Ok(again)) if again.applied.is_empty() && again.fixed == outcome.fixed => {}
            Ok(Ok(again)) => {
                report.unstable.push(format!("{name}: {:?}", again.applied.first().map(|one| one.transform)))
            }
            Ok(Err(failure)) => report.unstable.push(format!("{name}: {failure}")),
            Err(_) => report.panics.push(format!("{name} (second run)")),
        }
        if let Some(directory) = &self.diffs {
            let diff = Diff::new(text, &outcome.fixed).unified(Path::new(name), Style::PLAIN);
            let file = directory.join(format!("{}.diff", name.replace('/', "+")));
            if let Err(error) = std::fs::write(&file, diff) {
                report.panics.push(format!("cannot write {}: {error}", file.display()));
            }
        }
    }
}

impl Report {
    fn print(&mut self) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        writeln!(out, "files {}, {} bytes, {} unreadable", self.files, self.bytes, self.unreadable)?;
        writeln!(out, "parsed {}, changed {}", self.parsed, self.changed)?;
        for (title, counts) in [("rejected", &self.rejected), ("untouched", &self.untouched)] {
            for (reason, count) in counts {
                writeln!(out, "  {title} {count:6}  {reason}")?;
            }
        }
        for (title, counts) in [("applied", &self.applied), ("held back", &self.withheld)] {
            for (transform, count) in counts {
                writeln!(out, "  {title} {count:6}  {transform}")?;
            }
        }
        let mut refusals: Vec<_> = self.refusals.iter().collect();
        refusals.sort_by_key(|(reason, count)| (std::cmp::Reverse(**count), (*reason).clone()));
        for (reason, count) in refusals.into_iter().take(60) {
            writeln!(out, "  refused {count:6}  {reason}")?;
        }
        for (title, list) in [("breach", &self.breaches), ("not idempotent", &self.unstable), ("panic", &self.panics)] {
            writeln!(out, "{title}: {}", list.len())?;
            for entry in list.iter().take(50) {
                writeln!(out, "  {entry}")?;
            }
        }
        self.times.sort();
        let at = |percent: usize| {
            self.times.get((self.times.len().saturating_sub(1)) * percent / 100).copied().unwrap_or_default()
        };
        let total: Duration = self.times.iter().sum();
        writeln!(out, "time per file: p50 {:?}, p90 {:?}, p99 {:?}, max {:?}", at(50), at(90), at(99), at(100))?;
        writeln!(out, "{:.0} files/s on one core", self.files as f64 / total.as_secs_f64().max(1e-9))
    }
}
