use crate::model::Model;
use crate::syntax::{Arguments, Form, Span};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectUnusedHeredoc;

static META: Meta = Meta {
    id: "detect-unused-heredoc",
    summary: "Detect heredocs of RUN that no command reads",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectUnusedHeredoc {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for instruction in &file.document.instructions {
            let (Arguments::Run(Form::Shell(span)), [first, ..]) =
                (&instruction.command.arguments, instruction.heredocs.as_slice())
            else {
                continue;
            };
            // Openers at the front have no command before them.
            let mut end = span.start;
            let mut unread = 0;
            for heredoc in &instruction.heredocs {
                if !instruction.text(Span { start: end, end: heredoc.opener.start.max(end) }).trim().is_empty() {
                    break;
                }
                (end, unread) = (heredoc.opener.end, unread + 1);
            }
            let rest = instruction.text(Span { start: end, end: span.end }).trim();
            let several = unread > 1 && rest.is_empty();
            let dropped = unread > 0 && ["&&", "||", ";", "|", "&"].iter().any(|operator| rest.starts_with(operator));
            if !several && !dropped {
                continue;
            }
            let place = instruction.logical.cover(Span { end, ..first.opener });
            let (why, repair) = if several {
                ("only a single heredoc is a script; of several, none is run", "write one heredoc with both scripts")
            } else {
                (
                    "only a heredoc that is all of the RUN is a script; this one is read by nothing, and dropped",
                    "write what follows as the last lines of the heredoc, below `set -e`",
                )
            };
            cx.report(Severity::Error, place, "no command reads this heredoc").because(why).repair(repair);
        }
    }
}
