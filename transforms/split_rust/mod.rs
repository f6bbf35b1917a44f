use crate::edit::{self, Reach, Split};
use crate::facts::{Links, Provenance, crate_links, crate_looks_for_certificates, debian};
use crate::model::{Model, Parts, Program, Run};
use crate::shell::{Resolved, Simple, resolve};
use crate::transform::{Cx, Estimate, Meta, Phase, Safety, Saves, Transform};

pub(super) struct SplitRust;

static META: Meta = Meta {
    id: "split-rust",
    summary: "Split the build of a Rust program off into another stage",
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

impl Transform for SplitRust {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach::SPLIT
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let Some(stage) = file.stages.len().checked_sub(1) else { return };
        if file.base(stage).runtime.as_ref().is_none_or(|runtime| runtime.name != "rust") {
            return;
        }
        let Some(last) = file.last_build(stage, &builds) else { return };
        let at = file.instruction(file.stages[stage].from).span;
        if let Err(reason) = propose_split(file, last, cx) {
            cx.refuse(at, reason);
        }
    }
}

fn builds(run: &Run<'_>, simple: &Simple) -> bool {
    let name = match resolve(simple, run.text) {
        Resolved::Known(known) => known.tool.to_owned(),
        Resolved::Other { name } => name.into_owned(),
        Resolved::Opaque(_) => return false,
    };
    matches!(name.rsplit('/').next(), Some("cargo" | "rustup" | "rustc" | "strip"))
}

/// Where `cargo install` puts the program of this name.
fn installed(run: &Run<'_>, simple: &Simple, name: &str) -> Option<String> {
    let words: Vec<String> = simple
        .words
        .iter()
        .map(|word| word.value(run.text).map(std::borrow::Cow::into_owned))
        .collect::<Option<_>>()?;
    let [program, subcommand, rest @ ..] = words.as_slice() else { return None };
    if program != "cargo" || subcommand != "install" {
        return None;
    }
    let root = match rest.iter().position(|word| word == "--root" || word.starts_with("--root=")) {
        Some(at) => rest[at].strip_prefix("--root=").or(rest.get(at + 1).map(String::as_str))?,
        None => "/usr/local/cargo",
    };
    root.starts_with('/').then(|| format!("{}/bin/{name}", root.trim_end_matches('/')))
}

fn propose_split(file: &Model<'_>, last: usize, cx: &mut Cx<'_>) -> Result<(), String> {
    let Some(stage) = file.stage_to_part()? else { return Ok(()) };
    let base = file.base(stage);
    let suite = base.suite.filter(|_| base.official_debian);
    let suite = suite.ok_or("which small image has the same C library is only known of Rust's images on Debian")?;
    let moves = base.provenance == Some(Provenance::Table)
        && !base
            .runtime
            .as_ref()
            .and_then(|runtime| runtime.version.as_ref())
            .is_some_and(|version| version.contains('.'));
    let program = file.program(stage, last, &builds, &installed)?;
    let libraries = libraries(file, stage, &program, base.slim == Some(true))?;
    let parts = Parts {
        last,
        kept: &program.kept,
        sources: &program.sources,
        tools: &[],
        builds: &builds,
        runs: &|_, _| false,
    };
    let mut parting = file.part(stage, &parts)?;
    for library in libraries {
        if !parting.packages.contains(&library) {
            parting.packages.push(library);
        }
    }
    parting.packages.sort_unstable();
    let image = format!("debian:{suite}-slim");
    let split = Split::of(file, &parting, image.clone(), &program.kept);
    let edits = edit::split(file, &split).ok_or("an instruction that both stages need holds a comment or a heredoc")?;
    cx.change(
        file.instruction(file.stages[stage].from).span,
        format!("run {} in a stage of its own, on {image}", program.word),
    )
    .edits(edits)
    .why(
        "the compiler, crates and sources stay in the stage that builds; the image holds the program and its libraries",
    )
    .lower_for(
        Safety::Advice,
        moves.then(|| format!("the tag of the base image will move on from {suite}; a tag with its name stays")),
    )
    .saves(Estimate::unknown("what only builds"))
    .propose();
    Ok(())
}

/// The packages of the libraries that its crates link, and of the certificates that they look for.
fn libraries(file: &Model<'_>, stage: usize, program: &Program, slim: bool) -> Result<Vec<String>, String> {
    let certificates = vec!["ca-certificates".to_owned()];
    let held = file.base(stage).has_ca_certificates != Some(false);
    let root = program.sources.first().map(String::as_str).unwrap_or_default();
    let lock = file.context_origin(stage, file.stages[stage].end, &format!("{root}/Cargo.lock"));
    let text = match (lock, file.context) {
        (Some(lock), Some(context)) => context.text(&lock.path).map_err(|why| why.to_string())?,
        _ => None,
    };
    let Some(text) = text else {
        return match slim {
            // What it links, apt brought.
            true => Ok(if held { certificates } else { Vec::new() }),
            false => Err("what its crates link is not known without Cargo.lock from the build context".to_owned()),
        };
    };
    let names: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"')).collect();
    let mut packages = Vec::new();
    if held && names.iter().any(|name| crate_looks_for_certificates(name)) {
        packages.extend(certificates);
    }
    for name in names.iter().filter(|_| !slim) {
        match crate_links(name) {
            Links::Nothing => {}
            Links::Headers(headers) => {
                let suite = file.base(stage).suite.and_then(debian::suite);
                let libraries = suite.and_then(|suite| suite.runtime_of(&[headers]));
                let libraries = libraries.ok_or_else(|| format!("the package index does not know {headers}"))?;
                packages.extend(libraries.into_iter().map(str::to_owned));
            }
            Links::Unknown => return Err(format!("which library the crate {name} links is not known")),
        }
    }
    Ok(packages)
}
