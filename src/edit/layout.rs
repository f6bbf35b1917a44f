//! The file's own way to break lines: where `&&` stands, how far continuation lines are indented, which line end.

use crate::model::Run;
use crate::syntax::{Document, Instruction, Keyword, Span};

/// A line longer than this is broken.
const MAX_WIDTH: usize = 100;

/// How a file lays out RUNs of several lines.
#[derive(Clone, Debug)]
pub struct Layout {
    eol: &'static str,
    style: Style,
}

/// How one RUN continues its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Style {
    indent: String,
    /// `&&` begins a line; otherwise it ends one.
    leading: bool,
}

impl Layout {
    /// The layout of a file: that of the first RUN that has one, else `&&` first and four blanks.
    #[must_use]
    pub fn of(document: &Document<'_>) -> Self {
        let runs = document.instructions.iter().filter(|one| one.keyword() == Some(Keyword::Run));
        let style = runs.into_iter().find_map(|run| Style::of(document, run));
        Self {
            eol: document.source.eol().as_str(),
            style: style.unwrap_or(Style { indent: "    ".to_owned(), leading: true }),
        }
    }

    /// The text that joins `next` to the end of `run` with `&&`; `comments` are whole comment lines with their line
    /// ends that stand in between; those at the margin are indented. `width` is how long the result would be on one line.
    pub(super) fn and(
        &self,
        document: &Document<'_>,
        runs: &[&Run<'_>],
        comments: &str,
        width: Option<usize>,
    ) -> String {
        if comments.is_empty() && width.is_some_and(|width| width <= MAX_WIDTH) {
            return " && ".to_owned();
        }
        let own = runs.iter().find_map(|run| Style::of(document, run.instruction));
        let indent = || runs.iter().find_map(|run| continuation_indent(document, run.instruction));
        let style = own.or_else(|| Some(Style { indent: indent()?, ..self.style }));
        let Style { indent, leading } = style.as_ref().unwrap_or(&self.style);
        let eol = self.eol;
        let comments: String = comments
            .split_inclusive('\n')
            .map(|line| if line.starts_with('#') { format!("{indent}{line}") } else { line.to_owned() })
            .collect();
        if *leading { format!(" \\{eol}{comments}{indent}&& ") } else { format!(" && \\{eol}{comments}{indent}") }
    }
}

impl Style {
    /// The style of a RUN with `&&` at the begin or end of a line.
    fn of(document: &Document<'_>, run: &Instruction<'_>) -> Option<Self> {
        if !run.logical.is_joined() || !run.heredocs.is_empty() {
            return None;
        }
        let mut lines = run.lines.of(document.source.text()).lines();
        let first = lines.next()?;
        let mut previous = first;
        for line in lines {
            let code = line.trim_start();
            if code.is_empty() || code.starts_with('#') {
                continue;
            }
            let indent = indentation(line).to_owned();
            if code.starts_with("&&") {
                return Some(Self { indent, leading: true });
            }
            let before = previous.trim_end().trim_end_matches('\\').trim_end();
            if before.ends_with("&&") {
                return Some(Self { indent, leading: false });
            }
            previous = line;
        }
        None
    }
}

/// The indentation of the first code line behind a continuation.
fn continuation_indent(document: &Document<'_>, run: &Instruction<'_>) -> Option<String> {
    let mut lines = run.lines.of(document.source.text()).lines().skip(1);
    let code = |line: &&str| !line.trim_start().is_empty() && !line.trim_start().starts_with('#');
    lines.find(code).map(|line| indentation(line).to_owned())
}

/// The blanks at the start of a line. Other white space (a no-break space) is part of a word to the shell.
pub(super) fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Columns that an instruction takes if it stands on one line; `None` if it is broken over several.
pub(super) fn width(instruction: &Instruction<'_>) -> Option<usize> {
    (!instruction.logical.is_joined()).then(|| instruction.logical.text().chars().count())
}

/// The whole comment lines in a range that begins behind code and ends before code, with their line ends.
pub(super) fn comment_lines(document: &Document<'_>, gap: Span) -> String {
    let lines = gap.of(document.source.text()).split_inclusive('\n').skip(1);
    lines.filter(|line| line.trim_start().starts_with('#')).collect()
}
