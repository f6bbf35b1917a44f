//! Throughput of the reader on realistic files, and the cost of inputs made to be expensive, each at two sizes: the
//! throughput of a pair is the same where the cost is linear.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use dfopt::syntax::parse;

/// The files of the folder `DFOPT_BENCH_FILES`, or else the Dockerfiles of the tests; those that can be read.
fn files() -> Vec<String> {
    let own = || concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/dockerfiles").into();
    let folder = std::env::var_os("DFOPT_BENCH_FILES").unwrap_or_else(own);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let texts = entries.flatten().filter_map(|entry| std::fs::read_to_string(entry.path()).ok());
    texts.filter(|text| parse(text).is_ok()).collect()
}

/// All files one behind the other, as one file with very many stages.
fn concatenated(files: &[String]) -> String {
    let mut all = String::new();
    for file in files {
        let text = file.trim_start_matches('\u{feff}');
        // A file that ends inside an instruction would swallow the next.
        if text.ends_with('\n') && !text.contains("escape=`") {
            all.push_str(text);
            all.push('\n');
        }
    }
    all
}

fn realistic(criterion: &mut Criterion) {
    let files = files();
    let mut group = criterion.benchmark_group("realistic");
    group.throughput(Throughput::Bytes(files.iter().map(|file| file.len() as u64).sum()));
    group.bench_function("one by one", |bencher| {
        bencher.iter(|| files.iter().filter(|file| parse(black_box(file)).is_ok()).count());
    });
    let all = concatenated(&files);
    group.throughput(Throughput::Bytes(all.len() as u64));
    group.bench_function("concatenated", |bencher| bencher.iter(|| parse(black_box(&all)).is_ok()));
    group.finish();
}

/// A file whose cost should grow with `size`.
type Pathology = (&'static str, fn(usize) -> String);

const PATHOLOGIES: &[Pathology] = &[
    ("instructions", |size| format!("FROM a\n{}", "RUN true\n".repeat(size))),
    ("unknown instructions", |size| format!("FROM a\n{}", "RNU x\n".repeat(size))),
    ("continuation lines", |size| format!("FROM a\nRUN true{}\n", " \\\n && b".repeat(size))),
    ("comments in a continuation", |size| format!("FROM a\nRUN true \\\n{} && b\n", "  # c \\\n".repeat(size))),
    ("heredoc lines", |size| format!("FROM a\nRUN <<EOF\n{}EOF\n", "EO and more of it\n".repeat(size))),
    ("heredocs in a line", |size| {
        let mut text = "FROM a\nRUN cat".to_owned();
        for at in 0..size {
            text += &format!("{}<<E{at}", if at % 100 == 0 { " \\\n" } else { " " });
        }
        (0..size).fold(text, |text, at| text + &format!("\nline\nE{at}"))
    }),
    ("nested substitutions", |size| {
        let lines = |part: &str| format!("{part} \\\n").repeat(size);
        format!("FROM a\nRUN {}{} <<E\nE\n", lines("${a:-\""), lines("\"}"))
    }),
    ("nested parentheses", |size| format!("FROM a\nRUN {}{}\n", "( \\\n".repeat(size), ") \\\n".repeat(size))),
    ("nested arrays", |size| format!("FROM a\nRUN {}{}\n", "[ \\\n".repeat(size), "] \\\n".repeat(size))),
];

fn pathological(criterion: &mut Criterion) {
    for (name, make) in PATHOLOGIES {
        let mut group = criterion.benchmark_group(*name);
        group.sample_size(10);
        for size in [10_000, 100_000] {
            let text = make(size);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::from_parameter(size), &text, |bencher, text| {
                bencher.iter(|| parse(black_box(text)).is_ok());
            });
        }
        group.finish();
    }
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    realistic(&mut criterion);
    pathological(&mut criterion);
    criterion.final_summary();
}
