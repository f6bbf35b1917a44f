use crate::edit;
use crate::facts::python_image_lacks_bytecode;
use crate::model::{BaseImage, Manager, Model, PackageCommand, Run};
use crate::shell::{Resolved, resolve};
use crate::syntax::Reference;
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct SkipPipBytecode;

static META: Meta = Meta {
    id: "skip-pip-bytecode",
    summary: "Skip the bytecode of pip and Python that pip's first run stores",
    technique: "keep what only the build needs out of layers",
    phase: Phase::Cleanup,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["/usr/local/lib/python3*/**/__pycache__/**"],
    options: &[],
    docs: include_str!("README.md"),
};

const ASSIGNMENT: &str = "PYTHONDONTWRITEBYTECODE=1";

/// Variables that say where Python stores bytecode, and which, or which Python runs.
const DECIDING: [&str; 7] = [
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONPYCACHEPREFIX",
    "PYTHONOPTIMIZE",
    "PYTHONHOME",
    "VIRTUAL_ENV",
    "PIP_PYTHON",
    "PATH",
];

impl Transform for SkipPipBytecode {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        // For each stage, whether pip may have stored its bytecode at its end.
        let mut stored: Vec<bool> = Vec::with_capacity(file.stages.len());
        let compiled = compiles(file);
        for (stage, facts) in file.stages.iter().enumerate() {
            let mut done = match facts.base {
                BaseImage::Stage(parent) => stored[parent],
                _ => false,
            };
            let applies = facts.ships && lacks_bytecode(file, stage);
            for (at, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("pip")) {
                if applies && !done {
                    match look(file, run, compiled) {
                        Look::Nothing => continue,
                        Look::Keep(reason) => cx.refuse(run.instruction.span, reason),
                        Look::Change(edits) => {
                            cx.change(
                                file.instruction(at).span,
                                "run pip without storing bytecode of Python's own files",
                            )
                            .edits(edits)
                            .why(
                                "the image ships without the bytecode of pip and of the standard library, and pip's \
                                     first run stores it",
                            )
                            .saves(Estimate::unknown("the bytecode of pip and of the standard library"))
                            .propose();
                            continue;
                        }
                    }
                }
                done = true;
            }
            stored.push(done);
        }
    }
}

/// What to do with a RUN.
enum Look {
    /// It calls no pip.
    Nothing,
    /// pip may store its bytecode all the same.
    Keep(String),
    /// These edits keep it from that.
    Change(Vec<edit::Edit>),
}

fn look(file: &Model<'_>, run: &Run<'_>, compiled: bool) -> Look {
    let keep = |reason: &str| Look::Keep(reason.to_owned());
    if let Err(reason) = &run.script {
        return Look::Keep(reason.clone());
    }
    let commands: Vec<PackageCommand<'_>> =
        PackageCommand::of(run).into_iter().filter(|command| command.manager == Manager::Pip).collect();
    let elsewhere = run.simple_commands().iter().any(|found| match resolve(found.simple, run.text) {
        Resolved::Known(_) => false,
        Resolved::Other { name } => name.rsplit('/').next().is_some_and(|name| name.starts_with("pip")),
        Resolved::Opaque(_) => found.simple.span.of(run.text).contains("pip"),
    });
    if elsewhere {
        return keep("pip may run in another way too, and stores its bytecode then");
    }
    let installs =
        |command: &PackageCommand<'_>| matches!(command.invocation.subcommand_name(), "install" | "download" | "wheel");
    if !commands.iter().any(installs) {
        return if commands.is_empty() {
            Look::Nothing
        } else {
            keep("it runs pip for something else than to install")
        };
    }
    let sets = |command: &PackageCommand<'_>| {
        command.simple.assigns.iter().any(|assign| assign.name.of(run.text) == "PYTHONDONTWRITEBYTECODE")
    };
    if commands.iter().all(sets) {
        return Look::Nothing;
    }
    if compiled {
        return keep("the file compiles Python files itself, or runs pip by way of another program");
    }
    if let Some(name) = DECIDING.iter().find(|name| file.is_declared(run.at, name) || run.mentions(name)) {
        return Look::Keep(format!("{name} decides which Python runs, or what bytecode it stores"));
    }
    if !file.state(run.at).user.may_be_root() {
        return keep("a user other than root stores no bytecode in /usr/local");
    }
    if ["venv", "virtualenv", "/activate", "conda", "--compile", "ensurepip", "get-pip"]
        .iter()
        .any(|word| run.mentions(word))
    {
        return keep("it makes or uses another Python than that of the image, or compiles");
    }
    let mut edits = Vec::new();
    for command in &commands {
        let words = &command.simple.words[..=command.invocation.tool_word];
        let plain = command.invocation.wrappers.is_empty()
            && !command.invocation.has("--python")
            && words.iter().all(|word| !word.text(run.text).contains(['/', '"', '\'', '\\']));
        if !plain || command.place.in_substitution || command.place.in_function {
            return keep("pip does not run as a plain command");
        }
        match edit::assign(run, command.simple, ASSIGNMENT) {
            Some(edit) => edits.push(edit),
            None => return keep("the name of pip is broken over two lines"),
        }
    }
    Look::Change(edits)
}

/// Whether the image at the root of a stage is one of Python's official ones that holds no bytecode.
fn lacks_bytecode(file: &Model<'_>, stage: usize) -> bool {
    let base = file.base(stage);
    if base.package_manager.is_none() || base.runtime.as_ref().is_none_or(|runtime| runtime.name != "python") {
        return false;
    }
    let mut root = stage;
    while let BaseImage::Stage(parent) = file.stages[root].base {
        root = parent;
    }
    let BaseImage::Image(image) = &file.stages[root].base else { return false };
    let reference = Reference::parse(&image.text);
    let tag = reference.tag.map(|span| span.of(&image.text));
    if tag.is_none() && reference.digest.is_some() {
        return false;
    }
    python_image_lacks_bytecode(tag.unwrap_or_default().split('-').next().unwrap_or_default())
}

/// Whether an instruction makes bytecode on purpose, lists it, or runs pip by way of another program.
fn compiles(file: &Model<'_>) -> bool {
    let text = file.document.source.text();
    let named = |marks: &[&'static str]| marks.iter().copied().filter(|mark| file.mentions(mark)).collect::<Vec<_>>();
    let (compilers, callers) = (named(&COMPILERS), named(&CALLERS_OF_PIP));
    let names = |at: usize, marks: &[&str]| {
        let lines = file.instruction(at).lines.of(text);
        marks.iter().any(|mark| lines.contains(mark))
    };
    (0..file.document.instructions.len())
        .any(|at| names(at, &compilers) || (file.run(at).is_some() && names(at, &callers)))
}

/// Texts that stand where bytecode is made or removed on purpose.
const COMPILERS: [&str; 7] =
    ["compileall", "py_compile", "__pycache__", ".pyc", "pyinstaller", "PyInstaller", "nuitka"];

/// Programs that run pip, or a copy of it, which stores its bytecode then.
const CALLERS_OF_PIP: [&str; 7] = ["pipenv", "poetry", "pipx", "tox", "pip-sync", "pip-compile", "easy_install"];
