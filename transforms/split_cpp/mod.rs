use crate::edit::{self, Reach, Split};
use crate::facts::Distro;
use crate::model::{Model, Parts, Run};
use crate::shell::{Resolved, Simple, resolve};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct SplitCpp;

static META: Meta = Meta {
    id: "split-cpp",
    summary: "Split the build of a C or C++ program off into another stage",
    technique: "build in one stage, run in another",
    phase: Phase::Structure,
    safety: Safety::Unsafe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes],
    delta: &["/**"],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for SplitCpp {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach::SPLIT
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let Some(stage) = file.stages.len().checked_sub(1) else { return };
        let base = file.base(stage);
        if !matches!(base.distro, Some(Distro::Debian | Distro::Ubuntu)) || base.runtime.is_some() {
            return;
        }
        let Some(last) = file.last_build(stage, &builds) else { return };
        let at = file.instruction(file.stages[stage].from).span;
        if let Err(reason) = propose_split(file, last, cx) {
            cx.refuse(at, reason);
        }
    }
}

/// Programs that make a program of sources, and those that prepare and end that.
const BUILDERS: [&str; 22] = [
    "make",
    "gmake",
    "cmake",
    "ninja",
    "meson",
    "gcc",
    "g++",
    "cc",
    "c++",
    "clang",
    "clang++",
    "configure",
    "autogen.sh",
    "bootstrap",
    "autoreconf",
    "aclocal",
    "autoconf",
    "automake",
    "ctest",
    "strip",
    "pkg-config",
    "ar",
];

fn builds(run: &Run<'_>, simple: &Simple) -> bool {
    let name = match resolve(simple, run.text) {
        Resolved::Known(known) => known.tool.to_owned(),
        Resolved::Other { name } => name.rsplit('/').next().unwrap_or(&name).to_owned(),
        Resolved::Opaque(_) => return false,
    };
    BUILDERS.contains(&name.as_str())
}

/// Where a command installs the program of this name: the whole prefix, as libraries and data go there with it; or the
/// file that a compiler writes.
fn installed(run: &Run<'_>, simple: &Simple, name: &str) -> Option<String> {
    let words: Vec<String> = simple
        .words
        .iter()
        .map(|word| word.value(run.text).map(std::borrow::Cow::into_owned))
        .collect::<Option<_>>()?;
    let program = words.first()?.rsplit('/').next()?;
    let has = |word: &str| words.iter().any(|own| own == word);
    let value = |start: &str| words.iter().find_map(|word| word.strip_prefix(start)).map(str::to_owned);
    let elsewhere = ["DESTDIR", "CMAKE_INSTALL_PREFIX", "--prefix", "-Dprefix"];
    let usual = || (!elsewhere.iter().any(|word| run.mentions(word))).then(|| "/usr/local".to_owned());
    match program {
        "cmake" if has("--install") => usual(),
        "cmake" if has("--build") && has("install") => usual(),
        "meson" | "ninja" if has("install") => usual(),
        "make" if has("install") => value("PREFIX=")
            .or_else(|| value("prefix="))
            .or_else(|| usual().filter(|_| run.mentions("./configure") || run.mentions("cmake "))),
        "gcc" | "g++" | "cc" | "c++" | "clang" | "clang++" => {
            let at = words.iter().position(|word| word == "-o")?;
            words.get(at + 1).filter(|path| path.starts_with('/') && path.ends_with(&format!("/{name}"))).cloned()
        }
        _ => None,
    }
}

fn propose_split(file: &Model<'_>, last: usize, cx: &mut Cx<'_>) -> Result<(), String> {
    let Some(stage) = file.stage_to_part()? else { return Ok(()) };
    let program = file.program(stage, last, &builds, &installed)?;
    let base = file.base(stage);
    let suite = base.suite.ok_or("the release of the base image is not known")?;
    let image = match base.distro {
        Some(Distro::Debian) if base.official_debian => format!("debian:{suite}-slim"),
        _ => return Err("which small image has the same libraries is only known of Debian's own".to_owned()),
    };
    let parts = Parts {
        last,
        kept: &program.kept,
        sources: &program.sources,
        tools: &[],
        builds: &builds,
        runs: &|_, _| false,
    };
    let parting = file.part(stage, &parts)?;
    let split = Split::of(file, &parting, image.clone(), &program.kept);
    let edits = edit::split(file, &split).ok_or("an instruction that both stages need holds a comment or a heredoc")?;
    cx.change(
        file.instruction(file.stages[stage].from).span,
        format!("run {} in a stage of its own, on {image}", program.word),
    )
    .edits(edits)
    .why("compilers, headers and sources stay in the stage that builds; the image holds the program and its libraries")
    .saves(Estimate::unknown("what only builds"))
    .propose();
    Ok(())
}
