mod uses;

use crate::edit::{self, Edit, Reach};
use crate::facts::{debian, dev_tools};
use crate::model::{Action, ListUse, Manager, Model, PackageCommand, Provenance, Run};
use crate::syntax::{Arguments, Keyword};
use crate::transform::{Basis, Cx, Estimate, Meta, OptionKind, OptionSpec, Phase, Range, Safety, Saves, Transform};

pub(super) struct GateDevTools;

static META: Meta = Meta {
    id: "gate-dev-tools",
    summary: "Gate editors and debuggers behind a build argument",
    technique: "put optional tools behind an ARG",
    phase: Phase::Content,
    safety: Safety::Unsafe,
    default: false,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["/usr/**", "/bin/**", "/sbin/**", "/lib*/**", "/etc/**", "/var/**", "/run/**"],
    options: &[OptionSpec {
        name: "tools",
        kind: OptionKind::Words,
        doc: "the packages to gate instead of the usual ones",
    }],
    docs: include_str!("README.md"),
};

/// The build argument.
const ARGUMENT: &str = "INSTALL_DEV_TOOLS";

impl Transform for GateDevTools {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Run, Keyword::Arg], config: &[] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let own = cx.words("tools");
        let tools: Vec<Tool<'_>> = if own.is_empty() {
            dev_tools().iter().map(|tool| Tool { name: &tool.name, programs: &tool.programs }).collect()
        } else {
            own.iter().map(|name| Tool { name, programs: std::slice::from_ref(name) }).collect()
        };
        let below = file.apt_lists_below();
        for (stage, facts) in file.stages.iter().enumerate() {
            if facts.ships {
                propose_stage(file, (stage, below[stage]), &tools, cx);
            }
        }
    }
}

/// A package for people, and what shows that it is used.
struct Tool<'t> {
    name: &'t str,
    programs: &'t [String],
}

/// What a command installs.
struct Install<'c, 'r> {
    run: &'c Run<'r>,
    /// The packages for people.
    gated: Vec<&'c str>,
    /// The other ones.
    kept: Vec<String>,
    /// Whether it installs what they recommend, too.
    recommends: bool,
    edits: Vec<Edit>,
}

/// Proposes to change a stage. `below` says how those that are built FROM it depend on its package lists.
fn propose_stage(file: &Model<'_>, (stage, below): (usize, ListUse), tools: &[Tool<'_>], cx: &mut Cx<'_>) {
    let mut installs = Vec::new();
    for (_, run) in file.runs(file.stages[stage].body()).filter(|(_, run)| run.mentions("apt")) {
        for command in PackageCommand::of(run) {
            match install(file, run, &command, tools) {
                Ok(install) => installs.extend(install),
                Err(reason) => cx.refuse(run.instruction.span, reason),
            }
        }
    }
    let Some(first) = installs.first() else { return };
    let at = first.run.instruction.span;
    if file.document.source.text().contains(ARGUMENT) {
        return cx.refuse(at, format!("the file has a {ARGUMENT} already"));
    }
    if file.is_for_development(stage) {
        return cx.refuse(at, "the stage is there for people to work in");
    }
    if below == ListUse::Earlier {
        return cx.refuse(at, "a stage that is built from this one needs the package lists");
    }
    let mut gated: Vec<&str> = Vec::new();
    for &name in installs.iter().flat_map(|install| &install.gated) {
        if !gated.contains(&name) {
            gated.push(name);
        }
    }
    let placed = match place(file, stage, &gated) {
        Ok(placed) => placed,
        Err(reason) => return cx.refuse(at, reason),
    };
    let estimate = estimate(file, stage, &installs);
    cx.change(at, format!("install {} with --build-arg {ARGUMENT}=true only", gated.join(", ")))
        .edits(installs.into_iter().flat_map(|install| install.edits))
        .edit(placed)
        .why("nothing in the file uses them, and they weigh and have holes of their own")
        .saves(estimate)
        .propose();
}

/// What a command installs, if there are packages for people in it that can be taken out.
fn install<'c, 'r>(
    file: &Model<'_>,
    run: &'c Run<'r>,
    command: &PackageCommand<'_>,
    tools: &'c [Tool<'_>],
) -> Result<Option<Install<'c, 'r>>, String> {
    let invocation = &command.invocation;
    let is_install = command.manager == Manager::Apt
        && command.action == Action::Install
        && invocation.tool != "aptitude"
        && invocation.subcommand_name() == "install";
    if !is_install {
        return Ok(None);
    }
    let words = || invocation.operands.iter().map(|&at| (at, command.simple.words[at].value(run.text)));
    let (mut gated, mut kept, mut places, mut used) = (Vec::new(), Vec::new(), Vec::new(), None);
    for (at, word) in words() {
        match tools.iter().find(|tool| word.as_deref() == Some(tool.name)) {
            Some(tool)
                if !uses::elsewhere(file, tool.name, tool.programs)
                    && !uses::has_comment(file, run, &command.simple.words[at]) =>
            {
                gated.push(tool.name);
                places.push(at);
            }
            tool => {
                used = used.or(tool);
                kept.push(word);
            }
        }
    }
    if gated.is_empty() {
        return used.map_or(Ok(None), |tool| Err(format!("the file says more about {}, which may be used", tool.name)));
    }
    let Some(kept) = kept.into_iter().map(|word| Some(word?.into_owned())).collect::<Option<Vec<String>>>() else {
        return Err("what else it installs is only known when it runs".to_owned());
    };
    // Those that say where packages come from, or what is done with them.
    let plain = ["--yes", "--quiet", "--no-install-recommends", "--option", "--fix-missing", "--verbose-versions"];
    if !invocation.is_transparent() || !invocation.options.iter().all(|option| plain.contains(&&*option.name)) {
        return Err("an option says what is installed, or from where".to_owned());
    }
    if kept.is_empty() {
        return Err(format!("it installs nothing beside {}", gated.join(", ")));
    }
    if !invocation.wrappers.is_empty() || run.flags().next().is_some() {
        return Err("it runs behind another program, or the RUN has flags".to_owned());
    }
    if !file.must_succeed(run, command.simple) {
        return Err("it may not run in every build".to_owned());
    }
    let Some(edits) = edit::remove_words(file, run, command.simple, &places) else {
        return Err("a package is broken over two lines, or ends the RUN behind a comment".to_owned());
    };
    let recommends = !invocation.has("--no-install-recommends");
    Ok(Some(Install { run, gated, kept, recommends, edits }))
}

/// Puts the argument, and the RUN that asks it, behind the last instruction of a stage that makes a layer.
fn place(file: &Model<'_>, stage: usize, packages: &[&str]) -> Result<Edit, String> {
    let makes_layer = |at: &usize| {
        matches!(file.instruction(*at).command.arguments, Arguments::Run(_) | Arguments::Copy(_) | Arguments::Add(_))
    };
    let last = file.stages[stage].body().rev().find(makes_layer).ok_or("the stage has no layer")?;
    let state = file.state(last);
    if !state.user.may_be_root() {
        return Err("the stage ends as another user, who may not install packages".to_owned());
    }
    if state.interpreter.is_err() {
        return Err("the shell at the end of the stage is not known".to_owned());
    }
    let instruction = file.instruction(last);
    let keyword = instruction.text(instruction.command.name);
    let lower = keyword.bytes().all(|byte| byte.is_ascii_lowercase());
    let (arg_word, run_word) = if lower { ("arg", "run") } else { ("ARG", "RUN") };
    let eol = file.document.source.eol().as_str();
    let run = [
        &format!("{run_word} if [ \"${ARGUMENT}\" = true ]; then \\"),
        &format!(
            "    apt-get update && apt-get install -y --no-install-recommends {} && rm -rf /var/lib/apt/lists/*; \\",
            packages.join(" ")
        ),
        "    fi",
    ];
    let instructions = [format!("{arg_word} {ARGUMENT}=false"), run.join(eol)];
    edit::place_below(file, last, &instructions).ok_or_else(|| "there is no place for the argument".to_owned())
}

/// What the packages weigh, beyond what the same commands install anyway.
fn estimate(file: &Model<'_>, stage: usize, installs: &[Install<'_, '_>]) -> Estimate {
    const WHAT: &str = "tools for people";
    let base = file.base(stage);
    let literal = file.base_provenance(stage) == Some(Provenance::Literal);
    let suite = base.suite.filter(|_| base.archive_only && literal).and_then(debian::suite);
    let kept: Vec<&str> = installs.iter().flat_map(|install| install.kept.iter().map(String::as_str)).collect();
    let gated = installs.iter().flat_map(|install| install.gated.iter().copied());
    let recommends = installs.iter().any(|install| install.recommends);
    match suite.and_then(|suite| Some((suite, suite.weight(gated, kept, recommends)?))) {
        Some((suite, bytes)) => {
            Estimate::known(WHAT, Basis::Index, Range { least: 0, most: Some(bytes) }, suite.source())
        }
        None => Estimate::unknown(WHAT),
    }
}
