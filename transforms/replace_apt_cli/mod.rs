mod answers;
mod downloads;
mod rename;

use crate::edit::{self, Edit};
use crate::facts::{AptSubcommand, Distro, apt_solves_as_apt_get, apt_subcommand};
use crate::model::{Manager, Model, PackageCommand, Provenance, Run};
use crate::shell::Script;
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};
use answers::Answer;

pub(super) struct ReplaceAptCli;

static META: Meta = Meta {
    id: "replace-apt-cli",
    summary: "Replace apt with apt-get, and answer yes where it asks",
    technique: "write builds that need nobody at the keyboard",
    phase: Phase::Normalise,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3014", "DL3027"],
    saves: &[Saves::Reproducibility],
    delta: &["/var/log/apt/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for ReplaceAptCli {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if !file.document.source.text().contains("apt") {
            return;
        }
        let whole = Whole { special: rename::special_apt(file), answered: file.names_apt_setting("assume-yes") };
        for (stage, facts) in file.stages.iter().enumerate() {
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("apt")) {
                propose_run(file, (stage, run), &whole, cx);
            }
        }
    }
}

/// What the whole file says.
struct Whole {
    /// Why `apt` may be another program, or have settings of its own.
    special: Option<&'static str>,
    /// Settings answer apt's questions.
    answered: bool,
}

/// A command, and what is done to it.
struct Rewrite<'c, 'r> {
    command: &'c PackageCommand<'r>,
    known: &'static AptSubcommand,
    rename: bool,
    answer: bool,
}

fn propose_run(file: &Model<'_>, (stage, run): (usize, &Run<'_>), whole: &Whole, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) => {
            if run.mentions("apt ") || run.mentions("\"apt\"") {
                cx.refuse(at, reason.clone());
            }
            return;
        }
    };
    let commands = PackageCommand::of(run);
    let is_apt =
        |one: &&PackageCommand<'_>| one.manager == Manager::Apt && matches!(one.invocation.tool, "apt" | "apt-get");
    let about_all = whole.special.or_else(|| rename::reason_of_run(file, stage, run, &commands));
    let mut rewrites = Vec::new();
    let mut reasons: Vec<String> = Vec::new();
    for command in commands.iter().filter(is_apt) {
        match plan(script, run, command, whole, about_all) {
            Ok(rewrite) => rewrites.extend(rewrite),
            Err((reason, rewrite)) => {
                rewrites.extend(rewrite);
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
        }
    }
    for reason in reasons {
        cx.refuse(at, reason);
    }
    let edits: Option<Vec<Vec<Edit>>> = rewrites.iter().map(|rewrite| edits(run, rewrite)).collect();
    let Some(edits) = edits else {
        return cx.refuse(at, "a word of the command is broken over two lines, or part of another word");
    };
    if edits.is_empty() {
        return;
    }
    let (renames, answers) = (rewrites.iter().any(|one| one.rename), rewrites.iter().any(|one| one.answer));
    let (title, why) = match (renames, answers) {
        (true, true) => ("replace apt with apt-get, and answer yes", [WHY_RENAME, WHY_ANSWER].join("; ")),
        (true, false) => ("replace apt with apt-get", WHY_RENAME.to_owned()),
        (false, _) => ("answer yes to apt's questions", WHY_ANSWER.to_owned()),
    };
    cx.change(at, title)
        .edits(edits.into_iter().flatten())
        .why(why)
        .lower_for(Safety::Unsafe, goes_on(file, run, &rewrites))
        .lower_for(Safety::Unsafe, other_solution(file, stage, &rewrites))
        .propose();
}

const WHY_RENAME: &str = "what apt does and prints may change with every release, as it warns itself";
const WHY_ANSWER: &str = "nobody is there to answer, so apt gives up when it has to ask";

/// What is to be done to a command; or why something is not, beside what is.
type Planned<'c, 'r> = Result<Option<Rewrite<'c, 'r>>, (String, Option<Rewrite<'c, 'r>>)>;

fn plan<'c, 'r>(
    script: &Script,
    run: &Run<'_>,
    command: &'c PackageCommand<'r>,
    whole: &Whole,
    about_all: Option<&'static str>,
) -> Planned<'c, 'r> {
    let name = command.invocation.subcommand_name();
    let is_apt = command.invocation.tool == "apt";
    let told = ["--help", "--version"].iter().any(|option| command.invocation.has(option));
    if told || (name.is_empty() && !command.invocation.opaque_before) {
        return Ok(None);
    }
    let Some(known) = apt_subcommand(name).filter(|_| !command.invocation.opaque_before) else {
        let reason = match name {
            _ if !is_apt => return Ok(None),
            "" => "a word before the subcommand of apt is only known when it runs".to_owned(),
            name => format!("`apt {name}` is not known to do the same as another program"),
        };
        return Err((reason, None));
    };
    let renamed = match about_all {
        _ if !is_apt => Ok(false),
        Some(reason) => Err(reason),
        None => rename::reason_of_command(script, run, command).map_or(Ok(true), Err),
    };
    let rename = renamed == Ok(true);
    let answered = match answers::of(script, run, command, is_apt && !rename) {
        _ if !known.asks || whole.answered => Ok(false),
        Answer::Given => Ok(false),
        Answer::Missing => Ok(true),
        Answer::Unknown(reason) => Err(reason),
    };
    let answer = answered == Ok(true);
    let rewrite = (rename || answer).then_some(Rewrite { command, known, rename, answer });
    match renamed.err().or(answered.err()) {
        Some(reason) => Err((reason.to_owned(), rewrite)),
        None => Ok(rewrite),
    }
}

/// The edits of one command. `None` where its words cannot be reached.
fn edits(run: &Run<'_>, rewrite: &Rewrite<'_, '_>) -> Option<Vec<Edit>> {
    let words = &rewrite.command.simple.words;
    let invocation = &rewrite.command.invocation;
    let subcommand = &words[invocation.subcommand.as_ref()?.1];
    let mut edits = Vec::new();
    let mut options: Vec<&str> = Vec::new();
    if rewrite.rename {
        edits.push(edit::replace_word(run, &words[invocation.tool_word], "apt-get")?);
        if let Some(name) = rewrite.known.other_name() {
            edits.push(edit::replace_word(run, subcommand, name)?);
        }
        options.extend(rewrite.known.adds.iter().map(String::as_str).filter(|option| !invocation.has(option)));
    }
    if rewrite.answer {
        options.push("-y");
    }
    if !options.is_empty() {
        edits.push(edit::insert_after(run, subcommand, &options)?);
    }
    Some(edits)
}

/// Why a command that fails today may succeed then, without the build noticing either.
fn goes_on(file: &Model<'_>, run: &Run<'_>, rewrites: &[Rewrite<'_, '_>]) -> Option<String> {
    let unnoticed = rewrites.iter().find(|one| !file.must_succeed(run, one.command.simple))?;
    let name = unnoticed.command.invocation.subcommand_name();
    Some(format!("the build may go on when `{name}` fails, which it may do today and not then"))
}

/// Why apt-get may install or remove other packages than apt.
fn other_solution(file: &Model<'_>, stage: usize, rewrites: &[Rewrite<'_, '_>]) -> Option<String> {
    let mut renamed = rewrites.iter().filter(|one| one.rename && one.known.asks);
    let base = file.base(stage);
    let literal = file.base_provenance(stage) == Some(Provenance::Literal);
    let known = literal && base.official_debian && base.suite.is_some_and(apt_solves_as_apt_get);
    if renamed.clone().next().is_some() && !known {
        let newer = matches!(base.distro, Some(Distro::Debian | Distro::Ubuntu)) && base.suite.is_some();
        let which = if newer { "an apt of 3.1 or newer" } else { "an apt that is not known" };
        return Some(format!("{which} may remove other packages than its apt-get"));
    }
    let has_kernels = || file.document.source.text().contains("linux-");
    renamed
        .any(|one| one.known.kernels && has_kernels())
        .then(|| "apt also removes kernels that are no longer used".to_owned())
}
