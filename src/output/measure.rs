//! What is shown of a measurement.

use std::collections::BTreeMap;

use super::bars::{Part, bar};
use super::measure_json;
use super::size::{self, bytes};
use super::text::{Style, escaped, escaped_lines};
use crate::image::{Entry, Kind};
use crate::measure::{Check, ConfigDifference, Difference, Failure, Figures, Reason, Report, Steps};
use crate::transform::Total;

/// Columns of a bar.
const BAR: usize = 32;

/// Differences that are listed one by one.
const LISTED: usize = 20;

/// Declared differences between files of both images that are named.
const NAMED: usize = 5;

/// What `dfopt measure` has to show.
#[derive(Debug)]
pub enum Shown<'s> {
    /// There is nothing to change in this file, so nothing was built.
    Same(&'s str),
    /// The file, and what was measured.
    Measured(&'s str, Box<Report>),
}

impl Shown<'_> {
    /// Whether the promise holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        match self {
            Self::Same(_) => true,
            Self::Measured(_, report) => report.holds(),
        }
    }

    /// A JSON document for programs. Its `version` changes when a key changes its meaning or goes.
    ///
    /// # Errors
    /// None are known: all of it is text and numbers.
    pub fn json(&self) -> serde_json::Result<String> {
        match self {
            Self::Same(name) => measure_json::same(name),
            Self::Measured(name, report) => measure_json::measured(name, report),
        }
    }

    /// Tables for people.
    #[must_use]
    pub fn text(&self, style: Style) -> String {
        match self {
            Self::Same(name) => format!("{}: nothing to change, so nothing was built\n", escaped(name)),
            Self::Measured(name, report) => measured(name, report, style),
        }
    }
}

fn measured(name: &str, report: &Report, style: Style) -> String {
    let (builder, version) = &report.builder;
    let mut out = format!("{0}{1}{0:#}  {2} {3}\n\n", style.header, escaped(name), builder, escaped(version));
    match &report.after {
        Ok(after) => figures(report, after, style, &mut out),
        Err(log) => {
            out.push_str(&format!("{0}the rewritten file does not build:{0:#}\n", style.removed));
            indented(log, &mut out);
        }
    }
    if report.after.is_ok() {
        comparison(report, style, &mut out);
    }
    for note in &report.notes {
        row("note", note, style, &mut out);
    }
    let failures = report.failures();
    out.push('\n');
    for failure in failures.iter().filter(|failure| !matches!(failure, Failure::Path(_))) {
        told(failure, style, &mut out);
    }
    paths(report, style, &mut out);
    if failures.is_empty() {
        let what = "the image that the rewritten file makes differs only as declared";
        let but = if report.behaviour_compared() { "" } else { "; containers were not compared" };
        out.push_str(&format!("{0}holds{0:#}: {what}{but}\n", style.added));
    } else {
        let what = "the rewritten file does not keep the promise";
        out.push_str(&format!("{0}does not hold{0:#}: {what} ({1})\n", style.removed, kinds(&failures)));
    }
    out
}

fn figures(report: &Report, after: &Figures, style: Style, out: &mut String) {
    let before = &report.before;
    quantity("size", before.size, after.size, bytes, style, out);
    if let (Some(before), Some(after)) = (before.compressed, after.compressed) {
        quantity("compressed", before, after, bytes, style, out);
    }
    let mut estimated = Total::default();
    let shipped = report.applied.iter().filter(|change| change.ships);
    shipped.filter_map(|change| change.estimate.as_ref()).for_each(|one| estimated.add(one));
    if let Some(estimated) = size::total(&estimated) {
        row("", &format!("estimated saving: {estimated}"), style, out);
    }
    quantity("over the base", before.over_base, after.over_base, bytes, style, out);
    let milliseconds = |seconds: f64| (seconds * 1000.0) as u64;
    quantity("cold build", milliseconds(before.cold), milliseconds(after.cold), seconds, style, out);
    match (&report.touched, before.rebuild, after.rebuild) {
        (Ok(file), Some(old), Some(new)) => {
            let (a, b) = (milliseconds(old.seconds), milliseconds(new.seconds));
            quantity("rebuild", a, b, seconds, style, out);
            let steps = |steps: Option<Steps>| steps.map(|it| format!("{} of {}", it.cached, it.all));
            let mut what = format!("after touching {}", escaped(file));
            if let (Some(old), Some(new)) = (steps(old.steps), steps(new.steps)) {
                what.push_str(&format!("; steps from the cache: {old} before, {new} after"));
            }
            row("", &what, style, out);
        }
        (Ok(file), ..) => row("rebuild", &format!("does not build after touching {}", escaped(file)), style, out),
        (Err(why), ..) => row("rebuild", &format!("not measured: {}", escaped(why)), style, out),
    }
    row("layers", &format!("{} before, {} after", before.layers, after.layers), style, out);
}

/// A figure of both, with bars and the change.
fn quantity(name: &str, before: u64, after: u64, told: fn(u64) -> String, style: Style, out: &mut String) {
    let full = before.max(after);
    let drawn = |value, style| bar(&[Part { value, fill: '█', style }], full, BAR);
    let change = match (after as f64 - before as f64) / before as f64 * 100.0 {
        change if change.abs() < 0.05 => "  ±0.0 %".to_owned(),
        change if change.is_finite() => format!("  {change:+.1} %"),
        _ => String::new(),
    };
    out.push_str(&format!("{0}{name:14}{0:#} {1} {2:>9}\n", style.header, drawn(before, style.removed), told(before)));
    out.push_str(&format!("{:14} {} {:>9}{change}\n", "", drawn(after, style.added), told(after)));
}

fn seconds(milliseconds: u64) -> String {
    format!("{:.1} s", milliseconds as f64 / 1000.0)
}

fn row(name: &str, what: &str, style: Style, out: &mut String) {
    out.push_str(&format!("{0}{name:14}{0:#} {what}\n", style.header));
}

fn comparison(report: &Report, style: Style, out: &mut String) {
    let declared = report.config.iter().filter(|it| it.declared.is_some()).count();
    let config = match (report.config.len() - declared, declared) {
        (0, 0) => "the same".to_owned(),
        (0, _) => format!("{declared} differ as declared"),
        (count, 0) => format!("{count} differ"),
        (count, _) => format!("{count} differ, {declared} more as declared"),
    };
    row("configuration", &config, style, out);
    let mut name = "files";
    for line in files(report) {
        row(name, &line, style, out);
        name = "";
    }
    let mut name = "containers";
    for check in &report.behaviour {
        let what = match (check.same, check.before == check.after) {
            (true, _) if !check.compared => format!("{}: not compared ({})", check.what, check.before),
            (true, true) => format!("{}: the same ({})", check.what, check.after),
            (true, false) => format!("{}: the same ({}, then {})", check.what, check.before, check.after),
            (false, _) => format!("{}: not the same", check.what),
        };
        row(name, &escaped(what), style, out);
        if let Some(note) = &check.note {
            row("", &escaped(note), style, out);
        }
        if let Some((before, _)) = check.logs.as_ref().filter(|_| check.same) {
            row("", "its container wrote", style, out);
            indented(before, out);
        }
        name = "";
    }
    if let Some(why) = &report.behaviour_note {
        row(name, &format!("not compared: {}", escaped(why)), style, out);
    }
}

/// The differences between the file systems, summed up by reason.
fn files(report: &Report) -> Vec<String> {
    let mut sums: BTreeMap<(u8, &str), [i128; 2]> = BTreeMap::new();
    let mut add = |key, difference: &Difference| {
        let size = |entry: &Option<Entry>| entry.as_ref().map_or(0, |entry| i128::from(entry.size));
        let sum = sums.entry(key).or_default();
        *sum = [sum[0] + 1, sum[1] + size(&difference.after) - size(&difference.before)];
    };
    for (difference, reason) in &report.files.explained {
        let key = match reason {
            Reason::Declared(id) => (1, *id),
            Reason::Allowed => (2, "allowed by --delta"),
            Reason::Volatile(_) => (3, "changed by every build"),
            Reason::NotReproducible => (4, "not reproducible: two builds of the original differ there too"),
        };
        add(key, difference);
    }
    report.files.outside.iter().for_each(|difference| add((0, "NOT DECLARED"), difference));
    if sums.is_empty() {
        return vec!["the same".to_owned()];
    }
    let in_place = in_place(report);
    let line = |((kind, what), [count, bytes]): ((u8, &str), [i128; 2])| {
        let what = if kind == 1 { format!("declared by {what}") } else { what.to_owned() };
        format!("{count:>6} paths {:>10}  {what}", signed(bytes))
    };
    sums.into_iter().map(line).chain(in_place).collect()
}

/// What is declared to differ and is there in both images. A transform that leaves out packages declares whole directories,
/// as it does not know what is in them: that a program is another one must not drown in files that are gone. Below `/var`
/// are the books of package managers.
fn in_place(report: &Report) -> Option<String> {
    let explained = report.files.explained.iter().filter(|(_, reason)| matches!(reason, Reason::Declared(_)));
    let both = explained.map(|(difference, _)| difference).filter(|it| it.before.is_some() && it.after.is_some());
    let paths: Vec<String> = both.map(|it| it.path.to_string()).filter(|path| !path.starts_with("/var/")).collect();
    let named: Vec<String> = paths.iter().take(NAMED).map(escaped).collect();
    let more = paths.len().checked_sub(NAMED + 1).map_or(String::new(), |more| format!(" and {} more", more + 1));
    (!paths.is_empty())
        .then(|| format!("{:>6} of them changed, not gone or new: {}{more}", paths.len(), named.join(", ")))
}

fn signed(count: i128) -> String {
    let size = bytes(u64::try_from(count.unsigned_abs()).unwrap_or(u64::MAX));
    match count.signum() {
        1 => format!("+{size}"),
        -1 => format!("-{size}"),
        _ => size,
    }
}

/// Why the promise does not hold.
fn told(failure: &Failure, style: Style, out: &mut String) {
    match failure {
        Failure::Build | Failure::Path(_) => {}
        Failure::Config(ConfigDifference { key, before, after, .. }) => {
            let value = |value: &Option<String>| value.as_deref().map_or("not set".to_owned(), escaped);
            let what = format!("{}: {} before, {} after", escaped(key), value(before), value(after));
            out.push_str(&format!("{0}configuration{0:#} {what}\n\n", style.removed));
        }
        Failure::Larger(by) => {
            out.push_str(&format!("{0}size{0:#} the image is {1} larger\n\n", style.removed, bytes(*by)));
        }
        Failure::Behaviour(check) => behaviour(check, style, out),
    }
}

fn behaviour(check: &Check, style: Style, out: &mut String) {
    out.push_str(&format!("{0}{1}{0:#}\n", style.removed, escaped(&check.what)));
    out.push_str(&format!("  before  {}\n  after   {}\n", escaped(&check.before), escaped(&check.after)));
    if let Some((before, after)) = &check.logs {
        for (name, log) in [("the original", before), ("the rewritten image", after)] {
            if log.is_empty() {
                out.push_str(&format!("  {name} wrote nothing\n"));
            } else {
                out.push_str(&format!("  {name} wrote\n"));
                indented(log, out);
            }
        }
    }
    out.push('\n');
}

fn indented(log: &str, out: &mut String) {
    for line in escaped_lines(log).lines() {
        out.push_str(&format!("    {line}\n"));
    }
}

/// The paths that differ and may not.
fn paths(report: &Report, style: Style, out: &mut String) {
    let outside = &report.files.outside;
    if outside.is_empty() {
        return;
    }
    out.push_str(&format!("{0}files that differ and are not declared{0:#}\n", style.removed));
    for difference in outside.iter().take(LISTED) {
        let aspects: Vec<&str> = difference.aspects.iter().map(|aspect| aspect.as_str()).collect();
        let what = described(difference);
        out.push_str(&format!("  {}: {}{what}\n", escaped(&difference.path), aspects.join(", ")));
    }
    if outside.len() > LISTED {
        out.push_str(&format!("  and {} more, see --format json\n", outside.len() - LISTED));
    }
    let transforms = report.transforms();
    match transforms.is_empty() {
        true => out.push_str("  --delta would allow them\n\n"),
        false => out.push_str(&format!("  one of these did it: {}\n\n", transforms.join(", "))),
    }
}

fn described(difference: &Difference) -> String {
    let one = |entry: &Entry| match entry.kind {
        Kind::File | Kind::Hardlink => bytes(entry.size),
        Kind::Directory => "directory".to_owned(),
        Kind::Symlink => {
            format!("link to {}", escaped(String::from_utf8_lossy(entry.link.as_deref().unwrap_or_default())))
        }
        _ => "special file".to_owned(),
    };
    let owner = |entry: &Entry| format!("{:o} {}:{}", entry.mode, entry.uid, entry.gid);
    match (&difference.before, &difference.after) {
        (Some(before), Some(after)) if (before.mode, before.uid, before.gid) != (after.mode, after.uid, after.gid) => {
            format!(" ({}, {} before, {}, {} after)", one(before), owner(before), one(after), owner(after))
        }
        (Some(before), Some(after)) => format!(" ({} before, {} after)", one(before), one(after)),
        (Some(entry), None) | (None, Some(entry)) => format!(" ({})", one(entry)),
        (None, None) => String::new(),
    }
}

/// What kinds of failures there are, counted.
fn kinds(failures: &[Failure]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for failure in failures {
        let kind = match failure {
            Failure::Build => "build",
            Failure::Behaviour(_) => "behaviour",
            Failure::Config(_) => "configuration",
            Failure::Path(_) => "files",
            Failure::Larger(_) => "size",
        };
        *counts.entry(kind).or_default() += 1;
    }
    let told: Vec<String> = counts.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    told.join(", ")
}
