//! The whole safe pipeline on realistic files, and the cost of inputs made to be expensive, each at two sizes: the
//! throughput of a pair is the same where the cost is linear.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use dfopt::config::Settings;
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

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    realistic(&mut criterion);
    shell_text(&mut criterion);
    pathological(&mut criterion);
    criterion.final_summary();
}
