use crate::model::{ContextSource, Model};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectUnmatchedCopy;

static META: Meta = Meta {
    id: "detect-unmatched-copy",
    summary: "Detect COPY of files that the build context does not hold",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectUnmatchedCopy {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let Some(context) = file.context else { return };
        for at in 0..file.document.instructions.len() {
            let instruction = file.instruction(at);
            // What cannot be read is not known to be absent.
            let look = |source: ContextSource| {
                let path = source.path?;
                Some((source.span, context.source(&path).ok()?, path))
            };
            let sources: Vec<_> = file.context_sources(at).into_iter().filter_map(look).collect();
            let brings = sources.iter().any(|(_, found, _)| !found.found.is_empty());
            for (span, found, path) in &sources {
                // `yarn.lock*` beside other files is how one says that a file may be missing.
                let optional = brings && path.strip_suffix('*').is_some_and(|name| !name.contains(['*', '?', '[']));
                if !found.found.is_empty() || optional {
                    continue;
                }
                let at = instruction.logical.cover(*span);
                if found.wildcard {
                    cx.report(Severity::Warning, at, format!("nothing in the build context matches `{path}`"))
                        .because("the build succeeds and copies nothing, or less than it says")
                        .repair("write the name that is there, or take it out of `.dockerignore`");
                } else {
                    cx.report(Severity::Error, at, format!("the build context holds no `{path}`"))
                        .because("the build fails: it is not there, or `.dockerignore` leaves it out")
                        .repair("write the name that is there, or take it out of `.dockerignore`");
                }
            }
        }
    }
}
