//! Whether the compiler that came along with pip may be needed.

use crate::model::{Model, Run, may_build as command_may_build};
use crate::syntax::Keyword;

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
