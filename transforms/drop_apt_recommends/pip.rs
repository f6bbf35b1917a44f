//! Whether the compiler that came along with pip may be needed.

use crate::facts::{builds_nothing, has_wheels};
use crate::model::{Model, Run};
use crate::shell::{Invocation, Resolved, Simple, resolve};
use crate::syntax::Keyword;

/// Options of `pip install` under which the table of wheels says nothing.
const UNSETTLED: [&str; 4] = ["--requirement", "--editable", "--no-binary", "--constraint"];

/// Whether a command in the stage, or in one that is built FROM it, may build native code.
pub(super) fn may_build(file: &Model<'_>, stage: usize) -> bool {
    if file.document.source.text().contains("PIP_NO_BINARY") {
        return true;
    }
    let mut stages = vec![stage];
    file.for_each_descendant(stage, &mut |child| stages.push(child));
    stages.into_iter().flat_map(|stage| file.stages[stage].body()).any(|at| match file.run(at) {
        Some(run) => run_may_build(run),
        None => {
            let instruction = file.instruction(at);
            instruction.keyword() == Some(Keyword::Onbuild) && instruction.logical.text().contains("pip")
        }
    })
}

/// Whether a RUN may build native code; true where it cannot be read.
fn run_may_build(run: &Run<'_>) -> bool {
    let hidden = run.script.is_err() || run.mentions("`");
    hidden || run.simple_commands().iter().any(|found| command_may_build(found.simple, run.text))
}

/// Whether a command may build native code.
fn command_may_build(simple: &Simple, text: &str) -> bool {
    let (name, first, known) = match resolve(simple, text) {
        Resolved::Opaque(_) => return true,
        Resolved::Known(pip) if pip.tool == "pip" => return pip_may_build(&pip, text),
        Resolved::Known(found) => (found.tool.to_owned(), found.tool_word + 1, true),
        Resolved::Other { name } if name.is_empty() => return false,
        Resolved::Other { name } => (name.into_owned(), 1, false),
    };
    let arguments: Vec<_> = simple.words.iter().skip(first).map(|word| word.value(text)).collect();
    let arguments: Vec<Option<&str>> = arguments.iter().map(Option::as_deref).collect();
    !builds_nothing(&name, &arguments, known)
}

/// Whether a call of pip may build from source.
fn pip_may_build(pip: &Invocation<'_>, text: &str) -> bool {
    if !pip.is_transparent() {
        return true;
    }
    let wheel = |&index: &usize| pip.simple.words[index].value(text).is_some_and(|name| has_wheels(&name));
    match pip.subcommand_name() {
        "install" => UNSETTLED.into_iter().any(|option| pip.has(option)) || !pip.operands.iter().all(wheel),
        "wheel" | "download" | "lock" => true,
        _ => false,
    }
}
