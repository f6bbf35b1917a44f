use crate::edit::{self, Reach};
use crate::facts::{FileKind, file_kind};
use crate::model::{BaseImage, Model};
use crate::syntax::{Arguments, Instruction, Keyword, Transfer};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct ReplaceAdd;

static META: Meta = Meta {
    id: "replace-add",
    summary: "Replace ADD by COPY where it neither unpacks nor downloads",
    technique: "prefer COPY over ADD",
    phase: Phase::Normalise,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3020"],
    saves: &[Saves::Reproducibility],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

/// Flags that mean the same for both instructions.
const SHARED_FLAGS: [&str; 3] = ["chown", "chmod", "link"];

impl Transform for ReplaceAdd {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Add, Keyword::Copy], config: &[] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        // For each stage, whether it, or one that it is built FROM, says in what directory it works.
        let mut settled: Vec<bool> = Vec::with_capacity(file.stages.len());
        for facts in &file.stages {
            let mut directory = match facts.base {
                BaseImage::Stage(parent) => settled[parent],
                _ => false,
            };
            for at in facts.body() {
                let instruction = file.instruction(at);
                match &instruction.command.arguments {
                    Arguments::Workdir(_) => directory = true,
                    Arguments::Add(transfer) => propose_instruction(instruction, transfer, directory, cx),
                    _ => {}
                }
            }
            settled.push(directory);
        }
    }
}

/// What ADD does with a source.
enum Source {
    /// It is copied: a directory, or text by its name.
    Copied,
    /// It is copied, unless it is an archive by another name.
    LikelyCopied,
    /// It is unpacked or downloaded, as ADD is there for.
    Wanted,
    /// Not known.
    Unknown,
}

/// Proposes to change an ADD. `directory` says whether a WORKDIR stands before it.
fn propose_instruction(instruction: &Instruction<'_>, transfer: &Transfer, directory: bool, cx: &mut Cx<'_>) {
    let at = instruction.span;
    if !instruction.heredocs.is_empty() {
        return cx.refuse(at, "a heredoc is one of its sources");
    }
    if transfer.sources.is_empty() {
        return;
    }
    let mut doubt = None;
    for source in &transfer.sources {
        let text = source.text(&instruction.logical);
        match kind(text) {
            Source::Copied => {}
            Source::LikelyCopied => doubt = Some(format!("{text} is unpacked if it is a tar archive by another name")),
            Source::Wanted => return,
            Source::Unknown => return cx.refuse(at, format!("{text} may be an archive, which ADD unpacks")),
        }
    }
    let destination = transfer.destination.as_ref().map(|destination| destination.text(&instruction.logical));
    if !directory && destination.is_some_and(is_relative) {
        return cx
            .refuse(at, "its destination is relative and no WORKDIR stands before it, which is a warning for COPY");
    }
    let flags = instruction.command.flags.iter().map(|flag| instruction.text(flag.name));
    if flags.clone().any(|flag| !SHARED_FLAGS.contains(&flag)) {
        return cx.refuse(at, "a flag of ADD has another meaning, or none, for COPY");
    }
    let name = instruction.command.name;
    let keyword = if instruction.text(name).chars().all(|one| !one.is_uppercase()) { "copy" } else { "COPY" };
    let Some(edit) = edit::replace(instruction, name, keyword) else {
        return cx.refuse(at, "its keyword is broken over two lines");
    };
    cx.change(at, "replace ADD by COPY")
        .edit(edit)
        .why("COPY does what is done here, and nothing else if a source becomes an archive")
        .lower_for(Safety::Unsafe, doubt)
        .propose();
}

/// Whether a destination depends on the directory in force, as far as its text tells: not that of a variable.
fn is_relative(destination: &str) -> bool {
    let path = destination.trim_start_matches(['"', '\'']);
    !path.starts_with(['/', '$']) && path.as_bytes().get(1) != Some(&b':')
}

fn kind(source: &str) -> Source {
    let lower = source.to_ascii_lowercase();
    if lower.contains("://") || lower.starts_with("git@") {
        return Source::Wanted;
    }
    if source.contains(['$', '\\', '@', ':', '"', '\'']) {
        return Source::Unknown;
    }
    let (directory, name) = source.rsplit_once('/').unwrap_or(("", source));
    let hidden = directory.contains(['*', '?', '[']);
    // BuildKit takes `rootfs.tar/` for the file of that name.
    let last = directory.split('/').rfind(|part| !matches!(*part, "" | "."));
    if matches!(name, "" | ".") && last.and_then(file_kind).is_some_and(|kind| kind != FileKind::Text) {
        return Source::Unknown;
    }
    match file_kind(name) {
        _ if matches!(name, "" | "." | "..") && !hidden => Source::Copied,
        Some(FileKind::Text) => Source::Copied,
        Some(FileKind::Binary) => Source::LikelyCopied,
        Some(FileKind::Archive) => Source::Wanted,
        None => Source::Unknown,
    }
}
