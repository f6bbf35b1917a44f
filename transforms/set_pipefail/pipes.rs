//! Which pipes of a RUN should fail with what stands in front of them, and whether all of them may.

use crate::facts::{PipeRole, pipe_role, why_not_piped};
use crate::model::Run;
use crate::shell::{
    AndOr, AndOrOp, Command, CompoundKind, List, Node, Pipeline, RedirectOp, Resolved, Script, Sep, Simple, resolve,
};

/// Whether something that downloads or unpacks stands in front of a pipe whose end decides what comes next.
pub(super) fn is_wanted(run: &Run<'_>, script: &Script, errexit: bool) -> bool {
    let last = script.list.items.len().saturating_sub(1);
    script.list.items.iter().enumerate().any(|(number, item)| {
        let plain = item.sep != Sep::Amp && !has_or(&item.and_or);
        let asked = |pipeline: &Pipeline| errexit || number == last || pipeline.span.end < item.and_or.span.end;
        plain && item.and_or.pipelines().any(|pipeline| asked(pipeline) && hides(run, pipeline))
    })
}

fn has_or(and_or: &AndOr) -> bool {
    and_or.rest.iter().any(|link| link.op == AndOrOp::Or)
}

fn hides(run: &Run<'_>, pipeline: &Pipeline) -> bool {
    let (Some((_, front)), None) = (pipeline.commands.split_last(), pipeline.bang) else { return false };
    let brings = |command: &Command| {
        let Command::Simple(simple) = command else { return false };
        matches!(call(run, simple), Ok((_, Some(PipeRole::Download | PipeRole::Unpack))))
    };
    if front.iter().any(brings) {
        return true;
    }
    // `V=$(curl ... | jq ...)` ends as its last pipe does.
    let ([Command::Simple(simple)], true) = (pipeline.commands.as_slice(), front.is_empty()) else { return false };
    let lists = simple.assigns.iter().flat_map(|assign| &assign.value.substitutions);
    let mut ends = lists.filter_map(|list| list.items.last()?.and_or.pipelines().last());
    simple.words.is_empty() && ends.any(|pipeline| hides(run, pipeline))
}

/// Checks that no part of a pipe fails, or ends another by a signal, while nothing is wrong.
pub(super) fn all_end_well(run: &Run<'_>, script: &Script) -> Result<(), String> {
    let mut lists: Vec<&List> = vec![&script.list];
    let mut found = Ok(());
    script.visit(&mut |node, _| match node {
        Node::Compound(compound) => lists.extend(&compound.lists),
        Node::Word(word) => {
            lists.extend(&word.substitutions);
            if word.has_backquote {
                found = Err("what stands in backquotes is not read".to_owned());
            }
        }
        Node::Simple(simple) => {
            let name = simple.name(run.text).unwrap_or_default();
            if matches!(&*name, "." | "source") {
                found = Err(format!("`{name}` reads a file whose pipes are not known"));
            }
        }
    });
    found?;
    for list in lists {
        for item in &list.items {
            for pipeline in item.and_or.pipelines().filter(|pipeline| pipeline.commands.len() > 1) {
                if list.condition || pipeline.bang.is_some() || has_or(&item.and_or) {
                    return Err("a pipe decides which commands run".to_owned());
                }
                ends_well(run, pipeline)?;
            }
        }
    }
    Ok(())
}

fn ends_well(run: &Run<'_>, pipeline: &Pipeline) -> Result<(), String> {
    let last = pipeline.commands.len() - 1;
    for (number, command) in pipeline.commands.iter().enumerate() {
        let simple = match command {
            Command::Simple(simple) => simple,
            Command::Compound(compound) => return Err(format!("{} is part of a pipe", name_of(compound.kind))),
        };
        let (name, role) = call(run, simple)?;
        let unpacks = role == Some(PipeRole::Unpack);
        let filters = unpacks || role == Some(PipeRole::Filter);
        let writes = filters || matches!(role, Some(PipeRole::Download | PipeRole::Text));
        let reads = filters || matches!(role, Some(PipeRole::Reader | PipeRole::Interpreter)) && number == last;
        let redirected = |op: RedirectOp| {
            !matches!(
                op,
                RedirectOp::Write
                    | RedirectOp::Append
                    | RedirectOp::Clobber
                    | RedirectOp::DupWrite
                    | RedirectOp::Both
                    | RedirectOp::BothAppend
            )
        };
        let elsewhere = number > 0 && simple.redirects.iter().any(|redirect| redirected(redirect.op));
        if (number < last && !writes) || (number > 0 && !reads) || elsewhere {
            return Err(format!("{name} in a pipe {}", why_not_piped(&name)));
        }
    }
    Ok(())
}

/// The name of the program of a call, and what it does in a pipe.
fn call(run: &Run<'_>, simple: &Simple) -> Result<(String, Option<PipeRole>), String> {
    let text = run.text;
    let unknown = || "a part of a pipe is only known when it runs".to_owned();
    let first = simple.name(text).ok_or_else(unknown)?;
    let at = match resolve(simple, text) {
        _ if first == "xargs" => 0,
        Resolved::Known(known) => known.tool_word,
        Resolved::Other { name } => {
            simple.words.iter().position(|word| word.value(text).as_ref() == Some(&name)).unwrap_or_default()
        }
        Resolved::Opaque(reason) => return Err(format!("a part of a pipe is not known: {reason}")),
    };
    let name = simple.words.get(at).and_then(|word| word.value(text)).ok_or_else(unknown)?;
    let arguments: Vec<&str> = simple.words[at + 1..].iter().map(|word| word.text(text)).collect();
    Ok((name.rsplit('/').next().unwrap_or(&name).to_owned(), pipe_role(&name, &arguments)))
}

fn name_of(kind: CompoundKind) -> &'static str {
    match kind {
        CompoundKind::Subshell => "a subshell",
        CompoundKind::Brace => "a group of commands",
        CompoundKind::While | CompoundKind::Until | CompoundKind::For => "a loop",
        _ => "a compound command",
    }
}
