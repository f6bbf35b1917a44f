use crate::edit::{self, Reach};
use crate::model::Model;
use crate::syntax::{Arguments, Keyword};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct UseAbsoluteWorkdir;

static META: Meta = Meta {
    id: "use-absolute-workdir",
    summary: "Use an absolute WORKDIR where a relative one starts from the base image",
    technique: "do not depend on what a base image leaves open",
    phase: Phase::Runtime,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3000", "WorkdirRelativePath"],
    saves: &[Saves::Reproducibility],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for UseAbsoluteWorkdir {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Workdir], config: &[] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, facts) in file.stages.iter().enumerate() {
            let is_workdir = |at: &usize| matches!(file.instruction(*at).command.arguments, Arguments::Workdir(_));
            // Later ones start from this one, those of a stage that is built FROM another from what that one says.
            let first = facts.body().find(is_workdir);
            let inherited = file.lineage(stage).skip(1).any(|base| file.stages[base].body().any(|at| is_workdir(&at)));
            if let Some(at) = first.filter(|_| !inherited) {
                propose_path(file, at, cx);
            }
        }
    }
}

fn propose_path(file: &Model<'_>, at: usize, cx: &mut Cx<'_>) {
    let instruction = file.instruction(at);
    let Arguments::Workdir(span) = instruction.command.arguments else { return };
    let (path, here) = (instruction.text(span), instruction.span);
    // What a variable stands for, and a drive of Windows, is absolute as a rule.
    let absolute = |path: &str| path.starts_with(['/', '$']) || path.contains(['\\', ':']);
    let expanded =
        file.expand(at, path).map_or_else(|| path.trim_start_matches(['"', '\'']).to_owned(), |path| path.text);
    if absolute(path) || absolute(&expanded) {
        return;
    }
    let plain = |ch: char| ch.is_ascii_alphanumeric() || "_-./@+".contains(ch);
    let steps = path.split('/').any(|part| matches!(part, "." | ".."));
    if path.is_empty() || !path.chars().all(plain) || steps {
        return cx.refuse(here, "the path has something in it that is not plainly the name of a directory");
    }
    let Some(base) = file.state(at).workdir.as_deref() else {
        return cx.refuse(here, "the directory that the base image begins in is not known");
    };
    let base = base.trim_end_matches('/');
    match edit::replace(instruction, span, &format!("{base}/{path}")) {
        Some(edit) => cx
            .change(here, format!("write WORKDIR as {base}/{path}"))
            .edit(edit)
            .why("a relative path starts from a directory that the base image may change")
            .propose(),
        None => cx.refuse(here, "the path is broken over two lines"),
    }
}
