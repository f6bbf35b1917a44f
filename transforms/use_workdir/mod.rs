mod directory;

use crate::edit::{self, Edit, Reach};
use crate::model::{Model, Run, RunForm};
use crate::shell::{AndOrOp, Command, Script, Sep};
use crate::syntax::{Arguments, Keyword};
use crate::transform::{Cx, Meta, Phase, Safety, Transform};

pub(super) struct UseWorkdir;

static META: Meta = Meta {
    id: "use-workdir",
    summary: "Use WORKDIR in the place of cd at the begin of RUNs",
    technique: "say where commands run",
    phase: Phase::Runtime,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3003"],
    saves: &[],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for UseWorkdir {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Run, Keyword::Workdir], config: &["WORKDIR"] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.mentions("cd ") {
            return;
        }
        for (stage, facts) in file.stages.iter().enumerate() {
            let mut series: Vec<Move<'_, '_>> = Vec::new();
            for at in facts.body() {
                let next = file.run(at).and_then(Move::of);
                let goes_on = series.last().zip(next.as_ref()).is_some_and(|(last, next)| last.path == next.path);
                if !goes_on {
                    propose_series(file, stage, &std::mem::take(&mut series), cx);
                }
                series.extend(next);
            }
            propose_series(file, stage, &series, cx);
        }
    }
}

/// A RUN that begins with `cd` to an absolute path and goes on behind `&&`.
struct Move<'m, 'd> {
    run: &'m Run<'d>,
    script: &'m Script,
    path: &'m str,
}

impl<'m, 'd> Move<'m, 'd> {
    fn of(run: &'m Run<'d>) -> Option<Self> {
        let script = run.script.as_ref().ok()?;
        let [item] = script.list.items.as_slice() else { return None };
        let [Command::Simple(first)] = item.and_or.first.commands.as_slice() else { return None };
        let [name, target] = first.words.as_slice() else { return None };
        let path = target.text(run.text);
        let plain = |ch: char| ch.is_ascii_alphanumeric() || "_-./+".contains(ch);
        let chained = item.sep == Sep::End && item.and_or.rest.iter().all(|link| link.op == AndOrOp::And);
        let is_path = path.len() > 1 && path.starts_with('/') && path.chars().all(plain) && !path.contains("..");
        let moves = name.text(run.text) == "cd" && first.assigns.is_empty() && first.redirects.is_empty();
        let fits = moves && is_path && chained && !item.and_or.rest.is_empty() && item.and_or.first.bang.is_none();
        (fits && run.form == RunForm::Line).then_some(Self { run, script, path: path.trim_end_matches('/') })
    }

    /// Whether the RUN begins in that directory anyway.
    fn is_needless(&self, file: &Model<'_>) -> bool {
        let workdir = file.state(self.run.at).workdir.as_deref();
        workdir.is_some_and(|workdir| workdir.len() > 1 && workdir.trim_end_matches('/') == self.path)
    }

    /// The edit that takes the `cd` away.
    fn edit(&self, file: &Model<'_>) -> Result<Edit, String> {
        let run = self.run;
        if run.flags().next().is_some() {
            return Err("paths of mounts may count from the directory that the RUN begins in".to_owned());
        }
        if ["OLDPWD", "cd -", "popd", "dirs", "~-"].iter().any(|word| run.mentions(word)) {
            return Err("the RUN goes back to where it began".to_owned());
        }
        let second = self.script.list.items.first().and_then(|item| item.and_or.rest.first());
        let next = second.map_or("", |link| link.pipeline.span.of(run.text));
        if next.starts_with(['[', '-', '<', '#', '{', '(']) {
            return Err("what is left would not be read as it is here".to_owned());
        }
        edit::remove_step(file, run, self.script, 0)
            .ok_or_else(|| "a comment stands above the cd or behind it".to_owned())
    }
}

fn propose_series(file: &Model<'_>, stage: usize, series: &[Move<'_, '_>], cx: &mut Cx<'_>) {
    let (Some(first), Some(last)) = (series.first(), series.last()) else { return };
    let at = first.run.instruction.span;
    let path = first.path;
    let edits: Result<Vec<Edit>, String> = series.iter().map(|one| one.edit(file)).collect();
    let checked = edits.and_then(|edits| directory::is_plain(file, stage, first.run.at, path).map(|()| edits));
    let edits = match checked {
        Ok(edits) => edits,
        Err(reason) => return cx.refuse(at, reason),
    };
    if first.is_needless(file) {
        return cx
            .change(at, format!("drop cd {path}"))
            .edits(edits)
            .why("WORKDIR is that directory already")
            .propose();
    }
    if !file.state(first.run.at).user.may_be_root() {
        return cx.refuse(at, "WORKDIR is entered by root, whoever USER is");
    }
    let next = match next_workdir(file, stage, last.run.at) {
        Ok(next) => next,
        Err(reason) => return cx.refuse(at, reason),
    };
    // One that says the same again comes up here.
    let again = next.filter(|&next| match file.instruction(next).command.arguments {
        Arguments::Workdir(word) => file.instruction(next).text(word).trim_end_matches('/') == path,
        _ => false,
    });
    if again.is_some_and(|again| file.comment_above(again)) {
        return cx.refuse(at, "a comment stands above the WORKDIR that would come up");
    }
    let again = again.and_then(|again| edit::remove(file, file.instruction(again)));
    let Some(workdir) = edit::place_above(file, first.run.at, &[format!("WORKDIR {path}")]) else {
        return cx.refuse(at, "there is no place for WORKDIR");
    };
    let unknown =
        "nothing in the file makes the directory for certain; where it is missing, WORKDIR makes it, and cd fails";
    let unknown = (!directory::exists(file, stage, first.run.at, path)).then(|| unknown.to_owned());
    cx.change(at, format!("say WORKDIR {path} in the place of cd"))
        .edit(workdir)
        .edits(edits)
        .edits(again)
        .why("where commands run is said once, and the cache and the history show it")
        .lower_for(Safety::Unsafe, unknown)
        .propose();
}

/// The next WORKDIR behind an instruction, when nothing up to there depends on the one in force; none at the end of a
/// stage that only donates files.
fn next_workdir(file: &Model<'_>, stage: usize, at: usize) -> Result<Option<usize>, String> {
    let facts = &file.stages[stage];
    for later in at + 1..facts.end {
        let instruction = file.instruction(later);
        match &instruction.command.arguments {
            Arguments::Workdir(word) => {
                let path = file.expand(later, instruction.text(*word));
                let absolute = path.is_some_and(|path| path.text.starts_with('/'));
                return if absolute { Ok(Some(later)) } else { Err("the next WORKDIR may be relative".to_owned()) };
            }
            Arguments::Run(_) => {
                let own = file.run(later).and_then(Move::of).is_some_and(|own| !own.is_needless(file));
                if !own {
                    return Err("a later RUN begins in the WORKDIR that is in force now".to_owned());
                }
            }
            Arguments::Copy(transfer) | Arguments::Add(transfer) => {
                let to = transfer.destination.as_ref().map(|value| value.text(&instruction.logical));
                if !to.is_some_and(|to| to.starts_with('/')) {
                    return Err("a later COPY or ADD may count from the WORKDIR that is in force now".to_owned());
                }
            }
            Arguments::Onbuild(_) => {
                return Err("ONBUILD leaves instructions for images that inherit WORKDIR".to_owned());
            }
            _ => {}
        }
    }
    if facts.ships || !facts.children.is_empty() {
        return Err("it would be the WORKDIR of the image".to_owned());
    }
    Ok(None)
}
