//! RUNs that become one, and a command behind them.

use super::layout::{self, Layout};
use super::shell_text::tokens;
use super::{Edit, Effect};
use crate::model::{JoinForm, Model, Run};
use crate::shell::Script;
use crate::syntax::Span;

/// Joins RUNs that follow each other into one; `forms` says how each joins the next. The result stands on one line, or
/// breaks its lines in one style. `None` for a RUN that is not understood.
#[must_use]
pub fn join(model: &Model<'_>, layout: &Layout, runs: &[&Run<'_>], forms: &[JoinForm]) -> Option<Vec<Edit>> {
    joins(model, layout, runs, forms, width(model, runs, 0))
}

/// Joins RUNs like [`join`], and puts a command behind the last of them; each of them is one chain of `&&`. `None` for
/// other ones.
#[must_use]
pub fn join_and_append(
    model: &Model<'_>,
    layout: &Layout,
    runs: &[&Run<'_>],
    forms: &[JoinForm],
    command: &[&str],
) -> Option<Vec<Edit>> {
    let script = runs.last()?.script.as_ref().ok()?;
    let [item] = script.list.items.as_slice() else { return None };
    if item.sep_span.is_some() || forms.contains(&JoinForm::Braces) {
        return None;
    }
    let added: usize = command.iter().map(|word| word.len() + 1).sum();
    let width = width(model, runs, added + "&& ".len());
    let mut edits = joins(model, layout, runs, forms, width)?;
    let glue = layout.and(model.document, runs, "", width);
    let adds = std::iter::once("&&".to_owned()).chain(tokens(command)).collect();
    let span = Span::at(runs.last()?.cover(item.and_or.span).end as usize);
    let text = layout::fill(command, &glue);
    edits.push(Edit { span, text: glue + &text, removes: Vec::new(), adds, effect: Effect::Append(1) });
    Some(edits)
}

/// The columns of joined RUNs with `added` more, if they all stand on one line without comments between them.
fn width(model: &Model<'_>, runs: &[&Run<'_>], added: usize) -> Option<usize> {
    let (first, last) = (runs.first()?.instruction.span, runs.last()?.instruction.span);
    let commented = !layout::comment_lines(model.document, first.cover(last)).is_empty();
    let widths = runs.iter().map(|run| layout::width(run.instruction)).sum::<Option<usize>>();
    widths.filter(|_| !commented).map(|width| width + added)
}

fn joins(
    model: &Model<'_>,
    layout: &Layout,
    runs: &[&Run<'_>],
    forms: &[JoinForm],
    width: Option<usize>,
) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for (pair, form) in runs.windows(2).zip(forms) {
        let (Ok(script), Ok(next_script)) = (&pair[0].script, &pair[1].script) else { return None };
        let last = script.list.items.last()?;
        let start = pair[0].cover(last.and_or.span).end as usize;
        let removes = match last.sep_span {
            Some(_) => vec![";".to_owned()],
            None => Vec::new(),
        };
        let span = Span::new(start, pair[1].cover(next_script.list.span).start as usize);
        let mut text = layout.and(model.document, runs, &layout::comment_lines(model.document, span), width);
        let mut adds = vec!["&&".to_owned()];
        let braced = *form == JoinForm::Braces;
        if braced {
            text.push_str("{ ");
            adds.push("{".to_owned());
            edits.push(close(pair[1], next_script)?);
        }
        edits.push(Edit { span, text, removes, adds, effect: Effect::Join { braced } });
    }
    Some(edits)
}

/// Ends the brace group of a joined RUN.
fn close(run: &Run<'_>, script: &Script) -> Option<Edit> {
    let last = script.list.items.last()?;
    let (at, text, adds) = match last.sep_span {
        Some(semicolon) => (run.source(semicolon)?.end, " }", vec!["}".to_owned()]),
        None => (run.cover(last.and_or.span).end, "; }", vec![";".to_owned(), "}".to_owned()]),
    };
    Some(Edit { span: Span::at(at as usize), text: text.to_owned(), removes: Vec::new(), adds, effect: Effect::Close })
}
