use crate::edit::{self, Reach};
use crate::facts::{Held, held, is_within};
use crate::model::{BaseImage, Destination, Model};
use crate::syntax::{Arguments, Keyword};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct LinkCopies;

static META: Meta = Meta {
    id: "link-copies",
    summary: "Link copied files in layers that a new base image does not change",
    technique: "keep layers apart that do not need each other",
    phase: Phase::Cache,
    safety: Safety::Unsafe,
    default: false,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Rebuild],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

/// Of the COPYs of a stage only so many are looked at, since each needs a look at all that is above it.
const MAX_COPIES: usize = 32;

impl Transform for LinkCopies {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Copy], config: &[] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let frontend = old_frontend(file);
        for (stage, facts) in file.stages.iter().enumerate().filter(|(_, facts)| facts.ships) {
            let is_copy = |at: &usize| matches!(file.instruction(*at).command.arguments, Arguments::Copy(_));
            for at in facts.body().filter(is_copy).take(MAX_COPIES) {
                let instruction = file.instruction(at);
                if instruction.command.flags.iter().any(|flag| instruction.text(flag.name) == "link") {
                    continue;
                }
                if let Some(reason) = frontend {
                    cx.refuse(instruction.span, reason);
                    continue;
                }
                match place(file, stage, at) {
                    Ok(()) => propose_copy(file, at, cx),
                    Err(reason) => cx.refuse(instruction.span, reason),
                }
            }
        }
    }
}

fn propose_copy(file: &Model<'_>, at: usize, cx: &mut Cx<'_>) {
    let instruction = file.instruction(at);
    match edit::add_flag(instruction, "--link") {
        Some(edit) => cx
            .change(instruction.span, "add --link")
            .edit(edit)
            .why("its layer does not depend on those below it, so it stays when the base image or a RUN changes")
            .propose(),
        None => cx.refuse(instruction.span, "the COPY is broken over lines at its flags, or has a heredoc"),
    }
}

/// Why the frontend that the file asks for may not know `--link`, which came with version 1.4.
fn old_frontend(file: &Model<'_>) -> Option<&'static str> {
    let frontend = file.document.directive("syntax")?;
    let version = frontend.strip_prefix("docker/dockerfile:")?;
    let minor = version.strip_prefix("1.").and_then(|rest| rest.split(['.', '-']).next());
    let old = minor.is_some_and(|minor| minor.parse::<u32>().map_or(true, |minor| minor < 4));
    old.then_some("`# syntax=` asks for a frontend before 1.4, which does not know --link")
}

/// Whether the files of a COPY land at the same place, in the same directories, in a layer that knows nothing of those
/// below it.
fn place(file: &Model<'_>, stage: usize, at: usize) -> Result<(), String> {
    let instruction = file.instruction(at);
    let to = Destination::of(file, at).ok_or("it is not known where the COPY goes to")?;
    let path = to.path();
    if held(file.base(stage), path) != Held::Nothing {
        let path = if path.is_empty() { "/" } else { path };
        return Err(format!("the base image may have {path}, or a link on the way there, which --link would replace"));
    }
    let owner = instruction.command.flag(&instruction.logical, "chown");
    let is_root = |owner: &str| owner.split(':').all(|part| part == "0");
    let by_number =
        |owner: &str| owner.split(':').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if let Some(owner) = owner.filter(|owner| !by_number(owner)) {
        return Err(format!("the layer of a linked COPY knows no users, so `{owner}` cannot be looked up in it"));
    }
    let octal = |mode: &str| mode.bytes().all(|byte| byte.is_ascii_digit());
    if instruction.command.flag(&instruction.logical, "chmod").is_some_and(|mode| !octal(mode)) {
        return Err("--chmod is not a number".to_owned());
    }
    let top = topmost(path);
    let mut made = false;
    for above in file.lineage(stage).flat_map(|one| file.stages[one].body()).filter(|&above| above < at) {
        let line = || file.document.source.position(file.instruction(above).span.start as usize).line;
        if let Some(run) = file.run(above) {
            let paths = file.makes_below(run, usize::MAX, top)?;
            if !paths.paths.is_empty() || !paths.homes.is_empty() {
                return Err(format!(
                    "the RUN in line {} makes {top}, whose owner and mode --link would replace",
                    line()
                ));
            }
            continue;
        }
        let other = match &file.instruction(above).command.arguments {
            Arguments::Workdir(_) => file.state_behind(above).workdir.as_deref().map(str::to_owned),
            Arguments::Copy(_) => Destination::of(file, above).map(|to| to.path().to_owned()),
            Arguments::Add(_) | Arguments::Volume(_) if !mentions(file, above, top) => continue,
            Arguments::Add(_) | Arguments::Volume(_) => return Err(format!("line {} is about {top} as well", line())),
            _ => continue,
        };
        let other = other.ok_or_else(|| format!("it is not known which directory line {} makes", line()))?;
        let other = other.trim_end_matches('/');
        if !is_within(other, top) {
            continue;
        }
        let command = &file.instruction(above).command;
        let plain = command.flag(&file.instruction(above).logical, "chown").is_none_or(is_root)
            && command.flag(&file.instruction(above).logical, "chmod").is_none();
        let is_workdir = matches!(command.arguments, Arguments::Workdir(_));
        let by_root = !is_workdir || file.state(above).user.may_be_root();
        if !by_root || !plain || !is_workdir && other != path {
            return Err(format!("line {} makes {other}, whose owner and mode --link would replace", line()));
        }
        made |= other == path;
    }
    if owner.is_some_and(|owner| !is_root(owner)) && !made {
        return Err(format!("{path} would belong to another user: linked, it is made for root"));
    }
    match file.lineage(stage).last().map(|root| &file.stages[root].base) {
        Some(BaseImage::Image(_)) => Ok(()),
        _ => Err("the base image is not known".to_owned()),
    }
}

/// The uppermost directory of a path that is not one of every system: `/app` of `/app/bin`, `/opt/x` of `/opt/x/y`.
fn topmost(path: &str) -> &str {
    let depth = |parts: usize| path.match_indices('/').nth(parts).map_or(path, |(at, _)| &path[..at]);
    [1, 2, 3].into_iter().map(depth).find(|top| !SHARED.contains(top)).unwrap_or(path)
}

/// Directories that every base image has, made for root, with nothing but plain directories on the way.
const SHARED: [&str; 7] = ["/home", "/mnt", "/opt", "/srv", "/usr", "/usr/src", "/var"];

fn mentions(file: &Model<'_>, at: usize, path: &str) -> bool {
    let text = file.instruction(at).logical.text();
    text.contains(path) || text.contains('$') || !text.contains(" /")
}
