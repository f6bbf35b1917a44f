use crate::model::Model;
use crate::syntax::{Arguments, Transfer};
use crate::transform::{Cx, Meta, Severity, Transform};

pub(super) struct DetectCopyOverwrites;

static META: Meta = Meta {
    id: "detect-copy-overwrites",
    summary: "Detect several files that are copied to one name",
    equivalents: &["DL3021"],
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectCopyOverwrites {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        // Each costs a look at what is before it.
        let mut left = 64;
        for stage in &file.stages {
            for at in stage.body() {
                let instruction = file.instruction(at);
                let (Arguments::Copy(transfer) | Arguments::Add(transfer)) = &instruction.command.arguments else {
                    continue;
                };
                let Some(destination) = transfer.destination.as_ref() else { continue };
                let text = |value: &crate::syntax::Value| value.text(&instruction.logical).to_owned();
                let files = |transfer: &Transfer| transfer.sources.iter().all(|one| is_file(&text(one)));
                if transfer.sources.len() < 2 || !instruction.heredocs.is_empty() || !files(transfer) {
                    continue;
                }
                left -= 1;
                if left == 0 {
                    return;
                }
                let Some(path) = file.expand(at, &text(destination)) else { continue };
                if may_be_directory(file, (stage.from, at), &path.text) {
                    continue;
                }
                let path = path.text;
                cx.report(
                    Severity::Warning,
                    instruction.logical.cover(destination.span),
                    format!("`{path}` does not end with `/`"),
                )
                .because("unless it is a directory already, each file replaces the one before it, without an error")
                .repair(format!("write `{path}/`"));
            }
        }
    }
}

/// Whether a source is a file by its name: it ends in a suffix that files have.
fn is_file(source: &str) -> bool {
    let base = source.rsplit('/').next().unwrap_or(source);
    let suffix = base.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, suffix)| suffix);
    suffix.is_some_and(|suffix| SUFFIXES.contains(&suffix)) || FILES.contains(&base)
}

const SUFFIXES: [&str; 24] = [
    "c", "cfg", "conf", "cs", "csproj", "go", "html", "ini", "java", "js", "json", "lock", "md", "mod", "php", "py",
    "rb", "sh", "sum", "toml", "ts", "txt", "xml", "yaml",
];

const FILES: [&str; 5] = ["Dockerfile", "Gemfile", "Makefile", "Pipfile", "LICENSE"];

/// Whether a destination is a directory, or something before may have made it one.
fn may_be_directory(file: &Model<'_>, (from, at): (usize, usize), path: &str) -> bool {
    let base = path.rsplit('/').next().unwrap_or_default();
    if base.is_empty() || matches!(base, "." | "..") || path.contains(['$', '*']) {
        return true;
    }
    // The directories of every system, and what lies in them, come with the base image.
    let system = [
        "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/media", "/mnt", "/opt", "/root", "/run", "/sbin", "/srv",
        "/sys", "/tmp", "/usr", "/var",
    ];
    let whole = path.trim_end_matches('/');
    if !whole.starts_with('/') || system.iter().any(|known| whole == *known || whole.starts_with(&format!("{known}/")))
    {
        return true;
    }
    let workdir = file.state(at).workdir.as_deref().unwrap_or_default();
    let text = file.document.source.text();
    workdir.starts_with(whole)
        || (from..at).any(|earlier| file.instruction(earlier).lines.of(text).contains(base))
        || matches!(file.stages[file.stage_of(at).unwrap_or_default()].base, crate::model::BaseImage::Stage(_))
}
