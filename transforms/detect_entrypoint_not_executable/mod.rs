use crate::context::Kind;
use crate::model::{Model, Start};
use crate::syntax::{Arguments, Form};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectEntrypointNotExecutable;

static META: Meta = Meta {
    id: "detect-entrypoint-not-executable",
    summary: "Detect scripts that containers start, but may not execute",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectEntrypointNotExecutable {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if file.context.is_none() {
            return;
        }
        for (stage, facts) in file.stages.iter().enumerate().filter(|(_, facts)| facts.ships) {
            let start = Start::within(file, stage);
            // With an ENTRYPOINT, CMD is nothing but its arguments.
            let Some(at) = start.entrypoint.or(start.cmd) else { continue };
            let Some(Form::Exec { items, .. }) = Start::form(file, at) else { continue };
            let instruction = file.instruction(at);
            let Some(program) = items.first() else { continue };
            let Some(path) = file.program_path(at, program.text(&instruction.logical)) else { continue };
            let Some(origin) = file.context_origin(stage, facts.end, &path) else { continue };
            if origin.entry.kind != Kind::File
                || origin.entry.mode & 0o111 != 0
                || may_be_mended(file, origin.copy, &path)
            {
                continue;
            }
            let mode = origin.entry.mode;
            let name = &origin.path;
            cx.report(
                Severity::Warning,
                instruction.logical.cover(program.span),
                format!("`{name}` of the build context has mode {mode:04o}"),
            )
            .because("COPY keeps the mode, so that nobody may execute it and the container does not start")
            .repair(format!("write `COPY --chmod=755`, or `git update-index --chmod=+x {name}`"));
        }
    }
}

/// Whether the COPY, or a command behind it, may give the file another mode.
fn may_be_mended(file: &Model<'_>, copy: usize, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let instruction = file.instruction(copy);
    let source = file.document.source.text();
    instruction.command.flag(&instruction.logical, "chmod").is_some()
        || (copy..file.document.instructions.len()).any(|at| {
            let instruction = file.instruction(at);
            let text = instruction.lines.of(source);
            matches!(instruction.command.arguments, Arguments::Run(_))
                && ["chmod", "install ", "dos2unix", name].iter().any(|word| text.contains(word))
        })
}
