//! The file's own way to break lines: where `&&` stands, how far continuation lines are indented, which line end.

use std::cell::OnceCell;

use crate::model::{Model, Run, RunForm};
use crate::shell::{Command, Operator, Script, TokenKind};
use crate::syntax::{Document, Instruction, Span};

/// A line longer than this is broken.
pub(super) const MAX_WIDTH: usize = 100;

/// How a file lays out RUNs of several lines.
#[derive(Debug)]
pub struct Layout<'m> {
    model: &'m Model<'m>,
    /// The style of the first RUN that has one, once it is needed.
    style: OnceCell<Option<Style>>,
}

/// How one RUN continues its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Style {
    indent: String,
    /// `&&` begins a line; otherwise it ends one.
    leading: bool,
}

impl<'m> Layout<'m> {
    /// The layout of a file: that of the first RUN that has one.
    #[must_use]
    pub const fn of(model: &'m Model<'_>) -> Self {
        Self { model, style: OnceCell::new() }
    }

    fn style(&self) -> Option<&Style> {
        let document = self.model.document;
        let find = || {
            let mut runs = self.model.runs(0..document.instructions.len());
            runs.find_map(|(_, run)| Style::of(document, run))
        };
        self.style.get_or_init(find).as_ref()
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
        let own = runs.iter().find_map(|run| Style::of(document, run));
        let indent = || runs.iter().find_map(|run| continuation_indent(document, run));
        let style = own.unwrap_or_else(|| {
            let file = self.style();
            let indent = indent().or_else(|| file.map(|style| style.indent.clone())).unwrap_or_default();
            Style { indent, leading: file.is_none_or(|style| style.leading) }.indented()
        });
        let Style { indent, leading } = &style;
        let eol = document.source.eol().as_str();
        let comments: String = comments
            .split_inclusive('\n')
            .map(|line| if line.starts_with('#') { format!("{indent}{line}") } else { line.to_owned() })
            .collect();
        if *leading { format!(" \\{eol}{comments}{indent}&& ") } else { format!(" && \\{eol}{comments}{indent}") }
    }
}

impl Style {
    /// The style of a RUN with `&&` at the begin or end of a line: that of the last such line, which a new one follows.
    fn of(document: &Document<'_>, run: &Run<'_>) -> Option<Self> {
        let starts = line_starts(document, run);
        let and = TokenKind::Operator(Operator::And);
        let mut joins = starts.iter().rev().filter(|start| start.kind == and || start.previous == and);
        let inner = joins.clone().next();
        let start = joins.find(|start| !start.nested).or(inner)?;
        Some(Self { indent: start.indent.to_owned(), leading: start.kind == and })
    }

    /// The style with an indentation, for a RUN that has none of its own.
    fn indented(self) -> Self {
        if self.indent.is_empty() { Self { indent: MARGIN.to_owned(), ..self } } else { self }
    }
}

/// A line of a RUN that begins with a token, and the token before it.
struct LineStart<'d> {
    indent: &'d str,
    kind: TokenKind,
    previous: TokenKind,
    /// Inside of a compound command.
    nested: bool,
}

/// The continuation lines of a RUN that begin with a token; none for one that is not understood, or a heredoc.
fn line_starts<'d>(document: &Document<'d>, run: &Run<'_>) -> Vec<LineStart<'d>> {
    let Ok(script) = &run.script else { return Vec::new() };
    if !run.instruction.logical.is_joined() || run.form == RunForm::Body {
        return Vec::new();
    }
    let text = document.source.text();
    let commands = script.list.items.iter().flat_map(|item| item.and_or.pipelines()).flat_map(|it| &it.commands);
    let compounds: Vec<Span> = commands
        .filter_map(|command| match command {
            Command::Compound(compound) => Some(compound.span),
            Command::Simple(_) => None,
        })
        .collect();
    // They are in order, and none holds another.
    let nested = |span: Span| {
        let at = compounds.partition_point(|compound| compound.end <= span.start);
        compounds.get(at).is_some_and(|compound| compound.start < span.start)
    };
    let starts = script.tokens.windows(2).filter_map(|pair| {
        let before = &text[..run.cover(pair[1].span).start as usize];
        let indent = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let first = indentation(indent) == indent;
        first.then_some(LineStart { indent, kind: pair[1].kind, previous: pair[0].kind, nested: nested(pair[1].span) })
    });
    starts.collect()
}

/// The indentation for commands in a RUN that breaks its lines, but not at `&&`: that of the last command that begins a
/// line, or of the first line. Operands often stand deeper than commands, so theirs counts for four blanks or a tab at
/// most.
fn continuation_indent(document: &Document<'_>, run: &Run<'_>) -> Option<String> {
    let starts = line_starts(document, run);
    let semicolon = TokenKind::Operator(Operator::Semi);
    let command = starts.iter().rev().find(|start| start.previous == semicolon && !start.nested);
    let start = command.or(starts.first())?;
    let operand = start.kind == TokenKind::Word && start.previous == TokenKind::Word;
    let most = if start.indent.starts_with('\t') { 1 } else { MARGIN.len() };
    let length = if operand { start.indent.len().min(most) } else { start.indent.len() };
    start.indent.get(..length).map(str::to_owned)
}

/// What stands behind a `;` at the end of a RUN and before the next command, as between the last lists of the RUN that
/// begin a line: a blank where the RUN stands on one line. `None` when no list begins a line.
pub(super) fn semicolon(document: &Document<'_>, run: &Run<'_>, script: &Script) -> Option<String> {
    if !run.instruction.logical.is_joined() {
        return Some(" ".to_owned());
    }
    let text = document.source.text();
    let indent = script.list.items.iter().skip(1).rev().find_map(|item| {
        let before = &text[..run.cover(item.and_or.span).start as usize];
        let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        (indentation(line) == line).then_some(line)
    })?;
    Some(format!(" \\{}{indent}", document.source.eol().as_str()))
}

/// The text of a command behind `glue`: where that breaks the line and the command is too long for one, its words are
/// put on several, deeper than the command.
pub(super) fn fill(command: &[&str], glue: &str) -> String {
    let whole = command.join(" ");
    let Some((before, line)) = glue.rsplit_once('\n').filter(|(_, line)| line.len() + whole.len() > MAX_WIDTH) else {
        return whole;
    };
    let own = indentation(line);
    let deeper = if own.starts_with('\t') { format!("{own}\t") } else { format!("{own}{MARGIN}") };
    let end = if before.ends_with('\r') { " \\\r\n" } else { " \\\n" };
    let (mut text, mut width) = (String::new(), line.len());
    for (at, word) in command.iter().enumerate() {
        if at > 0 && width + 1 + word.len() + " \\".len() > MAX_WIDTH {
            text.push_str(end);
            text.push_str(&deeper);
            width = deeper.len();
        } else if at > 0 {
            text.push(' ');
            width += 1;
        }
        text.push_str(word);
        width += word.len();
    }
    text
}

/// The indentation of a file that has none of its own.
const MARGIN: &str = "    ";

/// The blanks at the start of a line. Other white space (a no-break space) is part of a word to the shell.
pub(super) fn indentation(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Where the comment lines begin that end a text; `None` if it does not end with one.
pub(super) fn comment_block(before: &str) -> Option<usize> {
    let comments = before.split_inclusive('\n').rev().take_while(|line| line.trim_start().starts_with('#'));
    let length: usize = comments.map(str::len).sum();
    (length > 0).then(|| before.len() - length)
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
