//! Unified diffs, and the lines of a rewritten text in terms of the original.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

use super::text::Style;

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// The difference between two texts.
#[derive(Debug)]
pub struct Diff<'t> {
    old: Vec<&'t str>,
    new: Vec<&'t str>,
    ops: Vec<DiffOp>,
    created: bool,
}

impl<'t> Diff<'t> {
    /// Compares two texts line by line. Only `\n` ends a line, as for `patch`.
    #[must_use]
    pub fn new(old: &'t str, new: &'t str) -> Self {
        let old: Vec<&str> = old.split_inclusive('\n').collect();
        let new: Vec<&str> = new.split_inclusive('\n').collect();
        let ops = capture_diff_slices(Algorithm::Patience, &old, &new);
        Self { old, new, ops, created: false }
    }

    /// A text where there was no file.
    #[must_use]
    pub fn of_new_file(new: &'t str) -> Self {
        Self { created: true, ..Self::new("", new) }
    }

    /// The line of the old text (from 1) that a line of the new text (from 1) is or stands in for.
    #[must_use]
    pub fn old_line(&self, new_line: usize) -> usize {
        let index = new_line.saturating_sub(1);
        let op = self.ops.iter().find(|op| op.new_range().contains(&index)).or(self.ops.last());
        let line = op.map_or(index, |op| {
            let (old, new) = (op.old_range(), op.new_range());
            let inside = index.saturating_sub(new.start);
            old.start + inside.min(old.len().saturating_sub(1))
        });
        line.min(self.old.len().saturating_sub(1)) + 1
    }

    /// A unified diff that `patch -p1` and `git apply` take; empty when the texts are equal.
    #[must_use]
    pub fn unified(&self, path: &Path, style: Style) -> String {
        let mut out = String::new();
        for hunk in group_diff_ops(self.ops.clone(), CONTEXT) {
            let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { continue };
            if out.is_empty() {
                let name = slashes(path);
                for (sign, side) in [("---", 'a'), ("+++", 'b')] {
                    let none = self.created && sign == "---";
                    let name = if none { "/dev/null".to_owned() } else { quoted(side, &name) };
                    line(&mut out, style.header, &format!("{sign} {name}\n"));
                }
            }
            let old = extent(first.old_range().start..last.old_range().end);
            let new = extent(first.new_range().start..last.new_range().end);
            line(&mut out, style.hunk, &format!("@@ -{old} +{new} @@\n"));
            for op in &hunk {
                let (tag, old, new) = op.as_tag_tuple();
                if tag == DiffTag::Equal {
                    side(&mut out, ' ', &self.old[old], anstyle::Style::new());
                } else {
                    side(&mut out, '-', &self.old[old], style.removed);
                    side(&mut out, '+', &self.new[new], style.added);
                }
            }
        }
        out
    }
}

fn side(out: &mut String, sign: char, lines: &[&str], style: anstyle::Style) {
    for text in lines {
        if text.ends_with('\n') {
            line(out, style, &format!("{sign}{text}"));
        } else {
            line(out, style, &format!("{sign}{text}\n"));
            out.push_str("\\ No newline at end of file\n");
        }
    }
}

/// Appends a line; the colour ends before its line end.
fn line(out: &mut String, style: anstyle::Style, text: &str) {
    let body = text.trim_end_matches(['\r', '\n']);
    // Writing to a string does not fail.
    let _ = write!(out, "{style}{body}{style:#}{}", &text[body.len()..]);
}

/// Start and length of a hunk's side; an empty side names the line before it.
fn extent(range: Range<usize>) -> String {
    match range.len() {
        0 => format!("{},0", range.start),
        1 => format!("{}", range.start + 1),
        len => format!("{},{len}", range.start + 1),
    }
}

/// A path with slashes, relative: to the current directory when it lies there, else without what leads from the root.
fn slashes(path: &Path) -> String {
    let path = normal(path);
    let here = path.is_absolute().then(std::env::current_dir).and_then(Result::ok);
    let inside = here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(&path);
    let name = inside.to_string_lossy();
    let name = if std::path::MAIN_SEPARATOR == '\\' { name.replace('\\', "/") } else { name.into_owned() };
    name.trim_start_matches('/').to_owned()
}

/// A path without detours, going by its text alone.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match (part, out.components().next_back()) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir)) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                out.pop();
            }
            (part, _) => out.push(part),
        }
    }
    out
}

/// A file name as git writes it into a diff: quoted when it holds quotes, backslashes or control characters, and with
/// a tab behind when it holds blanks.
fn quoted(side: char, name: &str) -> String {
    if name.contains(|ch: char| ch.is_control() || ch == '"' || ch == '\\') {
        let mut out = format!("\"{side}/");
        for ch in name.chars() {
            match ch {
                '"' | '\\' => out.extend(['\\', ch]),
                '\t' => out.push_str("\\t"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                ch if ch.is_ascii_control() => out.push_str(&format!("\\{:03o}", u32::from(ch))),
                ch => out.push(ch),
            }
        }
        return out + "\"";
    }
    let end = if name.contains(' ') { "\t" } else { "" };
    format!("{side}/{name}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unified(old: &str, new: &str) -> String {
        Diff::new(old, new).unified(Path::new("./x/Dockerfile"), Style::PLAIN)
    }

    #[test]
    fn has_git_headers_and_three_lines_of_context() {
        let expected = "\
--- a/x/Dockerfile
+++ b/x/Dockerfile
@@ -2,7 +2,8 @@
 2
 3
 4
-5
+five
+5.5
 6
 7
 8
";
        assert_eq!(unified("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n5.5\n6\n7\n8\n9\n"), expected);
        assert_eq!(unified("1\n", "1\n"), "");
    }

    #[test]
    fn a_new_file_comes_from_nowhere() {
        let found = Diff::of_new_file("a\nb\n").unified(Path::new("x"), Style::PLAIN);
        assert_eq!(found, "--- /dev/null\n+++ b/x\n@@ -0,0 +1,2 @@\n+a\n+b\n");
    }

    #[test]
    fn keeps_line_ends_and_marks_a_missing_one() {
        let head = "--- a/x/Dockerfile\n+++ b/x/Dockerfile\n";
        let expected = format!("{head}@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\r\n");
        assert_eq!(unified("a\r\nb", "a\r\nc\r\n"), expected);
        assert_eq!(unified("", "a\rb\n"), format!("{head}@@ -0,0 +1 @@\n+a\rb\n"));
    }

    #[test]
    fn names_take_no_detours() {
        for path in ["./x/Dockerfile", "x//Dockerfile", "x/./Dockerfile", "z/y/../../x/Dockerfile"] {
            assert_eq!(slashes(Path::new(path)), "x/Dockerfile", "{path}");
        }
        assert_eq!(slashes(Path::new("../x/../D")), "../D");
        let inside = std::env::current_dir().unwrap().join("z/../x/Dockerfile");
        assert_eq!(slashes(&inside), "x/Dockerfile");
        assert_eq!(slashes(Path::new("/nowhere/../x/D")), "x/D");
    }

    #[test]
    fn quotes_names_as_git_does() {
        assert_eq!(quoted('a', "x/Dockerfile"), "a/x/Dockerfile");
        assert_eq!(quoted('a', "my dir/Dockerfile"), "a/my dir/Dockerfile\t");
        assert_eq!(quoted('b', "a\"b\\c\n\u{1}"), "\"b/a\\\"b\\\\c\\n\\001\"");
    }

    #[test]
    fn colours_end_before_the_line_end() {
        let text = Diff::new("a\r\n", "b\r\n").unified(Path::new("D"), Style::of(anstream::ColorChoice::Always));
        assert!(text.contains("-a\u{1b}[0m\r\n"), "{text:?}");
    }

    #[test]
    fn lines_lead_back_to_the_original() {
        let diff = Diff::new("a\nb\nc\nd\n", "a\nB\nd\nnew\n");
        assert_eq!([1, 2, 3, 4, 9].map(|line| diff.old_line(line)), [1, 2, 4, 4, 4]);
    }
}
