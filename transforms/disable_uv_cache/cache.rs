//! Who decides about uv's cache, or needs it.

use crate::model::{BaseImage, Model, Run};
use crate::syntax::{Arguments, Keyword, MountKey, mounts};

/// Texts that decide about the cache or need it, wherever they stand in the file.
const MARKS: [&str; 13] = [
    "UV_CACHE_DIR",
    "UV_NO_CACHE",
    "UV_LINK_MODE",
    "--link-mode",
    "UV_CONFIG_FILE",
    "UV_OFFLINE",
    "--offline",
    "XDG_CACHE_HOME",
    ".cache/uv",
    "uv cache",
    "uvx ",
    "uv tool run",
    "--network=none",
];

/// Why the cache is kept in the whole file.
pub(super) fn reason_to_keep(file: &Model<'_>) -> Option<String> {
    let text = file.document.source.text();
    (0..file.document.instructions.len()).find_map(|at| {
        let instruction = file.instruction(at);
        let lines = instruction.lines.of(text);
        // A copy is what uv makes between file systems anyway.
        let copies = lines.contains("UV_LINK_MODE=copy") || lines.contains("--link-mode=copy");
        let takes = matches!(instruction.keyword(), Some(Keyword::Copy | Keyword::Add));
        let counts = |mark: &str| match mark {
            "UV_LINK_MODE" | "--link-mode" => !copies,
            "uvx " => !takes,
            _ => true,
        };
        let mark = MARKS.iter().find(|mark| lines.contains(**mark) && counts(mark));
        if let Some(mark) = mark {
            return Some(format!("{} decides about the cache, or needs it", mark.trim_end()));
        }
        if file.may_match(at, ".cache") {
            return Some("a pattern may stand for the cache".to_owned());
        }
        let starts = matches!(
            instruction.keyword(),
            Some(Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck | Keyword::Onbuild)
        );
        if starts && names_uv(lines) {
            return Some("what the image runs uses uv, and may read its cache".to_owned());
        }
        (takes && lines.contains(".cache")).then(|| "a cache is taken, or brought".to_owned())
    })
}

fn names_uv(lines: &str) -> bool {
    lines.split(|ch: char| !(ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '.'))).any(|word| word == "uv")
}

/// Why the cache of a RUN is kept.
pub(super) fn reason_in_run(file: &Model<'_>, run: &Run<'_>) -> Option<String> {
    if let Some(name) =
        ["UV_CACHE_DIR", "UV_NO_CACHE", "UV_CONFIG_FILE"].iter().find(|name| file.is_declared(run.at, name))
    {
        return Some(format!("{name} decides about the cache"));
    }
    let all = mounts(run.instruction, &run.instruction.command);
    let over = all.iter().find(|mount| {
        let target = mount.get(run.instruction, MountKey::Target).unwrap_or_default();
        let above = target.starts_with("/root") || target.starts_with("/home") || matches!(target, "/" | "/tmp");
        let named = ["cache", "uv", "$"].iter().any(|word| target.contains(word));
        matches!(mount.kind(run.instruction), "cache" | "tmpfs") && (above || named)
    });
    over.map(|mount| format!("{} may hold the cache", run.instruction.text(mount.span)))
}

/// What settings of a project uv may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Project {
    /// None: no file that may hold them came.
    Absent,
    /// Some may have come with what was copied or bound.
    Possible,
    /// The command reads those of the project.
    Read,
}

impl Project {
    /// Why the change is not safe.
    pub(super) fn reason(self) -> Option<String> {
        let setting = "`link-mode = \"symlink\"` does not go with --no-cache";
        match self {
            Self::Absent => None,
            Self::Possible => Some(format!("the files that came may hold settings of uv, where {setting}")),
            Self::Read => {
                Some(format!("uv reads the project's settings, where {setting}, and builds it without a cache later"))
            }
        }
    }
}

/// Whether a file with settings of uv may have come before a RUN, in its stage or one that it is built FROM.
pub(super) fn project(file: &Model<'_>, run: &Run<'_>) -> Project {
    let Some(mut stage) = file.stage_of(run.at) else { return Project::Possible };
    let bound = mounts(run.instruction, &run.instruction.command).iter().any(|mount| {
        mount.kind(run.instruction) == "bind"
            && !is_harmless(mount.get(run.instruction, MountKey::Target).unwrap_or_default())
    });
    let mut until = run.at;
    let mut brought = bound || run.mentions("git clone") || run.mentions("uv.toml") || run.mentions("pyproject");
    loop {
        let facts = &file.stages[stage];
        brought |= (facts.from + 1..until).any(|at| brings_settings(file, at));
        match facts.base {
            BaseImage::Stage(parent) => {
                stage = parent;
                until = file.stages[stage].end;
            }
            _ => return if brought { Project::Possible } else { Project::Absent },
        }
    }
}

/// Whether an instruction may bring a `pyproject.toml` or a `uv.toml`.
fn brings_settings(file: &Model<'_>, at: usize) -> bool {
    let instruction = file.instruction(at);
    match &instruction.command.arguments {
        Arguments::Copy(transfer) | Arguments::Add(transfer) => {
            let mut sources = transfer.sources.iter().map(|source| source.text(&instruction.logical));
            !instruction.heredocs.is_empty() || sources.any(|source| !is_harmless(source) && !is_program(source))
        }
        Arguments::Run(_) => {
            let lines = instruction.lines.of(file.document.source.text());
            ["git clone", "uv.toml", "pyproject", "uv init", "tar "].iter().any(|word| lines.contains(word))
        }
        _ => false,
    }
}

/// Whether a path is that of one file that holds no settings of uv.
fn is_harmless(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let harmless = [".txt", ".in", ".py", ".sh", ".cfg", ".whl", ".deb", ".lock", ".json", ".yml", ".yaml", ".md"];
    !name.contains(['*', '?', '[', '$']) && harmless.iter().any(|end| name.ends_with(end))
}

/// Whether a path is that of uv itself, in its image or copied from it.
fn is_program(path: &str) -> bool {
    matches!(path, "/uv" | "/uvx" | "/usr/local/bin/uv" | "/usr/local/bin/uvx" | "/bin/uv" | "/bin/uvx")
}
