//! The whole safe pipeline on realistic files, a look at a large build context, and the cost of inputs made to be
//! expensive, each at two sizes: the throughput of a pair is the same where the cost is linear.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use dfopt::config::Settings;
use dfopt::context::Context;
use dfopt::pipeline::{Selection, UnsafeLevel, fix};
use dfopt::shell;

/// The files of the folder `DFOPT_BENCH_FILES`, or else the Dockerfiles of the tests.
fn files() -> Vec<String> {
    let own = || concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/dockerfiles").into();
    let folder = std::env::var_os("DFOPT_BENCH_FILES").unwrap_or_else(own);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.flatten().filter_map(|entry| std::fs::read_to_string(entry.path()).ok()).collect()
}

fn realistic(criterion: &mut Criterion) {
    let files = files();
    let settings = Settings::default();
    let mut group = criterion.benchmark_group("pipeline");
    group.throughput(Throughput::Elements(files.len() as u64));
    for (name, level) in [("safe", UnsafeLevel::None), ("unsafe", UnsafeLevel::All)] {
        let selection = Selection { level, ..Selection::default() };
        group.bench_function(name, |bencher| {
            bencher.iter(|| files.iter().filter(|file| fix(black_box(file), &settings, &selection).is_ok()).count());
        });
    }
    group.finish();
}

/// A file whose cost should grow with `size`.
type Pathology = (&'static str, fn(usize) -> String);

const PATHOLOGIES: &[Pathology] = &[
    ("instructions", |size| format!("FROM debian\n{}", "RUN true\n".repeat(size))),
    ("mergeable RUNs", |size| {
        format!("FROM debian\nRUN apt-get update\n{}", "RUN apt-get install -y a\n".repeat(size))
    }),
    ("continuation lines", |size| format!("FROM debian\nRUN apt-get install a{}\n", " \\\n  b".repeat(size))),
    ("commands", |size| format!("FROM debian\nRUN pip install a{}\n", " \\\n && pip install b".repeat(size))),
    ("heredoc lines", |size| format!("FROM debian\nRUN <<EOF\n{}EOF\n", "pip install x\n".repeat(size))),
    ("nested parentheses", |size| format!("FROM debian\nRUN {}x{}\n", "(".repeat(size), ")".repeat(size))),
    ("stages", |size| {
        let stage =
            |at: usize| format!("FROM s{} AS s{at}\nRUN apt-get update && apt-get install -y a\nENV A=$A\n", at - 1);
        (1..size).fold("FROM debian AS s0\n".to_owned(), |text, at| text + &stage(at))
    }),
    ("variables", |size| {
        (0..size)
            .fold("FROM debian\n".to_owned(), |text, at| text + &format!("ENV A=${{A:-x}} B{at}=$B{}\n", at.max(1) - 1))
    }),
];

fn pathological(criterion: &mut Criterion) {
    let settings = Settings::default();
    let selection = Selection::default();
    let mut group = criterion.benchmark_group("pathological");
    group.sample_size(10);
    for (name, text) in PATHOLOGIES {
        for size in [2_500, 10_000] {
            let text = text(size);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(*name, size), &text, |bencher, text| {
                bencher.iter(|| fix(black_box(text), &settings, &selection).is_ok());
            });
        }
    }
    group.finish();
}

fn shell_text(criterion: &mut Criterion) {
    let files = files();
    let texts: Vec<String> = files
        .iter()
        .filter_map(|file| dfopt::syntax::parse(file).ok())
        .flat_map(|document| {
            let runs = document.instructions.into_iter();
            runs.filter(|one| one.keyword() == Some(dfopt::syntax::Keyword::Run) && one.heredocs.is_empty())
                .map(|one| one.text(one.command.rest).to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    let mut group = criterion.benchmark_group("shell");
    group.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
    group.bench_function("parse", |bencher| {
        bencher.iter(|| texts.iter().filter(|text| shell::parse(black_box(text)).is_ok()).count());
    });
    group.finish();
}

/// A look at all of a build context of 100,000 files, of which the ignore file leaves out all, half or nothing.
fn context(criterion: &mut Criterion) {
    const HALF: usize = 50_000;
    let Ok(root) = tempfile::tempdir() else { return };
    for (top, end) in [("src", "py"), ("node_modules", "js")] {
        for at in 0..HALF {
            let folder = root.path().join(format!("{top}/{}/{}", at / 500, at / 50));
            if at % 50 == 0 && std::fs::create_dir_all(&folder).is_err() {
                return;
            }
            if std::fs::write(folder.join(format!("{at}.{end}")), "x").is_err() {
                return;
            }
        }
    }
    let dockerfile = root.path().join("Dockerfile");
    let mut group = criterion.benchmark_group("context");
    group.sample_size(10).throughput(Throughput::Elements(2 * HALF as u64));
    for (name, ignore_file) in [("nothing left out", ""), ("half left out", "node_modules\n"), ("all left out", "*\n")]
    {
        if std::fs::write(root.path().join(".dockerignore"), ignore_file).is_err() {
            return;
        }
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let context = Context::directory(black_box(root.path()), &dockerfile);
                context.is_ok_and(|context| context.survey().is_ok())
            });
        });
    }
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    context(&mut criterion);
    realistic(&mut criterion);
    shell_text(&mut criterion);
    pathological(&mut criterion);
    criterion.final_summary();
}
