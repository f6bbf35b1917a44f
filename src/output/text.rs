//! Words for people: messages and the summary.

use std::collections::BTreeMap;
use std::fmt::Display;

use anstream::ColorChoice;
use anstyle::AnsiColor;

use super::size;
use crate::transform::Total;
use crate::transforms;

/// The colours of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// File names of a diff, places of messages.
    pub header: anstyle::Style,
    /// Hunk headers of a diff.
    pub hunk: anstyle::Style,
    /// Removed lines.
    pub removed: anstyle::Style,
    /// Added lines.
    pub added: anstyle::Style,
    /// The word `error`.
    pub error: anstyle::Style,
    /// The word `warning`.
    pub warning: anstyle::Style,
}

impl Style {
    /// No colours.
    pub const PLAIN: Self = Self {
        header: anstyle::Style::new(),
        hunk: anstyle::Style::new(),
        removed: anstyle::Style::new(),
        added: anstyle::Style::new(),
        error: anstyle::Style::new(),
        warning: anstyle::Style::new(),
    };

    /// The colours of git, or none.
    #[must_use]
    pub fn of(choice: ColorChoice) -> Self {
        if choice == ColorChoice::Never {
            return Self::PLAIN;
        }
        Self {
            header: anstyle::Style::new().bold(),
            hunk: AnsiColor::Cyan.on_default(),
            removed: AnsiColor::Red.on_default(),
            added: AnsiColor::Green.on_default(),
            error: AnsiColor::Red.on_default().bold(),
            warning: AnsiColor::Yellow.on_default().bold(),
        }
    }
}

/// Text that is safe to show: control characters, which come from names and quoted text, are escaped. They would move
/// the cursor of a terminal, or fake a line.
#[must_use]
pub fn escaped(text: impl Display) -> String {
    let mut out = String::new();
    for ch in text.to_string().chars() {
        if ch.is_control() { out.extend(ch.escape_default()) } else { out.push(ch) }
    }
    out
}

/// Lines that are safe to show, see [`escaped`]; the line ends stay.
#[must_use]
pub fn escaped_lines(text: &str) -> String {
    text.split('\n').map(escaped).collect::<Vec<_>>().join("\n")
}

/// A line about the run as a whole: what could not be done.
#[must_use]
pub fn error(style: Style, what: &str) -> String {
    format!("{0}error{0:#}: {1}\n", style.error, escaped_lines(what))
}

/// A line about a place, `path:line:column` or less of it.
#[must_use]
pub fn at(style: Style, place: impl Display, what: impl Display) -> String {
    format!("{0}{1}:{0:#} {2}\n", style.header, escaped(place), escaped(what))
}

/// A line that warns about a place.
#[must_use]
pub fn warning(style: Style, place: impl Display, what: impl Display) -> String {
    let (place, what) = (escaped(place), escaped(what));
    format!("{0}{place}:{0:#} {1}warning{1:#}: {what}\n", style.header, style.warning)
}

/// Changes by the id of their transform.
pub type Counts = BTreeMap<&'static str, usize>;

/// What happened in a run, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Files that were looked at.
    pub files: usize,
    /// Files that change.
    pub changed: usize,
    /// Files that could not be dealt with.
    pub failed: usize,
    /// Safe changes.
    pub safe: Counts,
    /// Unsafe changes that were asked for.
    pub allowed: Counts,
    /// Unsafe changes that were not asked for.
    pub held_back: usize,
    /// Changes that are for people to make.
    pub advice: usize,
    /// Changes that an ignore comment forbids.
    pub ignored: usize,
    /// Places where a transform held back.
    pub refused: usize,
    /// Errors that diagnostics report.
    pub errors: usize,
    /// Warnings of diagnostics.
    pub warnings: usize,
    /// Notes of diagnostics.
    pub notes: usize,
    /// What the changes take out of images.
    pub saved: Total,
}

impl Tally {
    /// Adds what happened to a further file.
    pub fn add(&mut self, other: Self) {
        for (id, count) in other.safe {
            *self.safe.entry(id).or_default() += count;
        }
        for (id, count) in other.allowed {
            *self.allowed.entry(id).or_default() += count;
        }
        self.files += other.files;
        self.changed += other.changed;
        self.failed += other.failed;
        self.held_back += other.held_back;
        self.advice += other.advice;
        self.ignored += other.ignored;
        self.refused += other.refused;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
        self.saved.merge(other.saved);
    }

    /// One line. `done` says whether the changes were made; `verbose`, whether the details were told already.
    #[must_use]
    pub fn summary(&self, done: bool, verbose: bool) -> String {
        let unread = self.failed.min(self.files);
        let mut parts = Vec::new();
        if self.changed > 0 {
            let kinds: Vec<String> = [("safe", &self.safe), ("unsafe", &self.allowed)]
                .into_iter()
                .filter(|(_, counts)| !counts.is_empty())
                .map(|(kind, counts)| changes(kind, counts))
                .collect();
            let verb = if done { "changed" } else { "would change" };
            parts.push(format!("{} {verb}: {}", files(self.changed), kinds.join(", ")));
        } else if self.files > unread || self.failed == 0 {
            parts.push(format!("nothing to change in {}", files(self.files - unread)));
        }
        if let Some(saved) = size::total(&self.saved) {
            parts.push(format!("estimated saving: {saved}"));
        }
        for (count, word) in [(self.errors, "error"), (self.warnings, "warning")] {
            if count > 0 {
                parts.push(format!("{count} {word}{}", if count == 1 { "" } else { "s" }));
            }
        }
        let more = if verbose { "" } else { ", see -v" };
        if self.notes > 0 {
            parts.push(format!("{} note{}{more}", self.notes, if self.notes == 1 { "" } else { "s" }));
        }
        for (count, words, hint) in [
            (self.held_back, "unsafe held back", ", see --unsafe"),
            (self.advice, "for you to decide", more),
            (self.ignored, "ignored by comments", more),
            (self.refused, "refused", more),
        ] {
            if count > 0 {
                parts.push(format!("{count} {words}{hint}"));
            }
        }
        if self.failed > 0 {
            parts.push(format!("{} failed", self.failed));
        }
        parts.join("; ") + "\n"
    }
}

fn files(count: usize) -> String {
    format!("{count} file{}", if count == 1 { "" } else { "s" })
}

fn changes(kind: &str, counts: &Counts) -> String {
    let total: usize = counts.values().sum();
    let order = |id: &str| transforms::ALL.iter().position(|transform| transform.meta().id == id);
    let mut by_id: Vec<_> = counts.iter().collect();
    by_id.sort_by_key(|&(id, _)| order(id));
    let list: Vec<String> = by_id.into_iter().map(|(id, count)| format!("{id} {count}")).collect();
    format!("{total} {kind} change{} ({})", if total == 1 { "" } else { "s" }, list.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::{Basis, Estimate, Range};

    #[test]
    fn tells_what_would_change_and_what_was_held_back() {
        let mut tally = Tally { files: 5, changed: 2, held_back: 2, refused: 5, ..Tally::default() };
        tally.safe = Counts::from([("clean-apt-lists", 4), ("merge-runs", 3)]);
        tally.add(Tally { files: 1, changed: 1, allowed: Counts::from([("use-slim", 1)]), ..Tally::default() });
        assert_eq!(
            tally.summary(false, false),
            "3 files would change: 7 safe changes (merge-runs 3, clean-apt-lists 4), 1 unsafe change (use-slim 1); \
             2 unsafe held back, see --unsafe; 5 refused, see -v\n"
        );
        let estimate = |most| Estimate::known("x", Basis::Table, Range { least: 10_000_000, most }, "y");
        tally.saved.add(&estimate(Some(20_000_000)));
        tally.saved.add(&Estimate::unknown("x"));
        let mut other = Tally::default();
        other.saved.add(&estimate(None));
        other.saved.add(&Estimate::unknown("x"));
        tally.add(other);
        assert!(
            tally
                .summary(true, true)
                .contains("; estimated saving: at least 20.0 MB (dated tables), and 2 changes of unknown size; ")
        );
        assert!(tally.summary(true, true).starts_with("3 files changed: "));
        assert!(tally.summary(true, true).ends_with("; 5 refused\n"));
    }

    #[test]
    fn control_characters_are_escaped() {
        let told = at(Style::PLAIN, "a\nb/D", "`\u{1b}[31m` \u{9b}\u{7f} \u{e9}");
        assert_eq!(told, "a\\nb/D: `\\u{1b}[31m` \\u{9b}\\u{7f} \u{e9}\n");
        assert_eq!(warning(Style::PLAIN, "D:1", "\r"), "D:1: warning: \\r\n");
        assert_eq!(error(Style::PLAIN, "a\nb\u{8}"), "error: a\nb\\u{8}\n");
    }

    #[test]
    fn tells_that_nothing_is_to_change() {
        let tally = Tally { files: 12, ..Tally::default() };
        assert_eq!(tally.summary(false, false), "nothing to change in 12 files\n");
        let tally = Tally { files: 3, failed: 1, ignored: 1, ..Tally::default() };
        assert_eq!(
            tally.summary(false, false),
            "nothing to change in 2 files; 1 ignored by comments, see -v; 1 failed\n"
        );
        let tally = Tally { files: 1, failed: 1, ..Tally::default() };
        assert_eq!(tally.summary(false, false), "1 failed\n");
    }
}
