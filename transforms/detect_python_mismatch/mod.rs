mod tree;

use crate::facts::{Distro, python_of_suite};
use crate::model::{Model, StageCopy};
use crate::transform::{Cx, Meta, Severity, Transform};
use tree::Tree;

pub(super) struct DetectPythonMismatch;

static META: Meta = Meta {
    id: "detect-python-mismatch",
    summary: "Detect Python packages that are copied to another Python",
    docs: include_str!("README.md"),
    ..Meta::DIAGNOSTIC
};

impl Transform for DetectPythonMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        if file.stages.len() < 2 || !file.mentions("--from=") {
            return;
        }
        for stage in 0..file.stages.len() {
            let copies = file.copies_from_stages(stage);
            if copies.is_empty() {
                continue;
            }
            let here = Python::of(file, stage);
            let looks_elsewhere = file.mentions("PYTHONPATH") || file.mentions("sys.path");
            for copy in copies.iter().filter(|copy| copy.certain) {
                if let Some(here) = here.as_ref().filter(|_| !looks_elsewhere && !brings_python(&copies)) {
                    versioned(copy, here, cx);
                }
                tree_of_packages(file, stage, (copy, &copies), here.as_ref(), cx);
            }
        }
    }
}

/// The Python of a stage.
struct Python {
    version: String,
    /// The directory of its interpreter.
    directory: &'static str,
}

impl Python {
    fn of(file: &Model<'_>, stage: usize) -> Option<Self> {
        // Another Python may be what runs.
        if file.runs_mention(stage, &["deadsnakes", "pyenv", "conda", "uv python", "python-build", "Python-", "pypy"]) {
            return None;
        }
        let base = file.base(stage);
        // Beside the one of the image, which the distribution does not know of, there may be its own.
        if base.runtime.is_some() && installs_another(file, stage) {
            return None;
        }
        if let Some(runtime) = base.runtime.as_ref().filter(|runtime| runtime.name == "python") {
            let directory = if base.distro == Some(Distro::Distroless) { "/usr/bin" } else { "/usr/local/bin" };
            // `python:3` does not say which.
            let version = runtime.version.clone().filter(|version| version.contains('.'))?;
            return Some(Self { version, directory });
        }
        let own = base.runtime.is_none() && matches!(base.distro, Some(Distro::Debian | Distro::Ubuntu));
        let numbered = file.runs_mention(stage, &["python3."]);
        let installed =
            own && !numbered && file.runs_mention(stage, &["install"]) && file.runs_mention(stage, &["python3"]);
        let version = python_of_suite(base.suite.filter(|_| installed)?)?;
        Some(Self { version: version.to_owned(), directory: "/usr/bin" })
    }
}

/// Whether one of the copies may hold an interpreter.
fn brings_python(copies: &[StageCopy]) -> bool {
    let holds = |source: &str| matches!(source, "" | "/usr" | "/usr/bin" | "/usr/local" | "/usr/local/bin");
    copies.iter().any(|copy| holds(&copy.source) || copy.source.contains("bin/python"))
}

/// Whether a RUN may install a Python of the distribution, or calls it.
fn installs_another(file: &Model<'_>, stage: usize) -> bool {
    if file.runs_mention(stage, &["/usr/bin/p"]) {
        return true;
    }
    let mut runs = file.lineage(stage).flat_map(|stage| file.runs(file.stages[stage].body()));
    runs.any(|(_, run)| {
        let is_python =
            |text: &str| text.split_whitespace().any(|word| word.trim_matches(['"', '\'']).starts_with("python"));
        let installs = |text: &str| ["install", "apk add"].iter().any(|word| text.contains(word)) && is_python(text);
        match &run.script {
            Ok(_) => run.simple_commands().iter().any(|found| {
                let command = found.simple.span.of(run.text);
                ["apt", "apk", "aptitude"].iter().any(|tool| command.contains(tool)) && installs(command)
            }),
            Err(_) => installs(run.text),
        }
    })
}

/// Reports packages in a directory that is named after another version.
fn versioned(copy: &StageCopy, here: &Python, cx: &mut Cx<'_>) {
    let Some(destination) = copy.destination.as_deref() else { return };
    let Some(version) = version_in(destination) else { return };
    let roots: &[&str] = match here.directory {
        "/usr/bin" => &["/usr/lib/python", "/usr/local/lib/python"],
        _ => &["/usr/local/lib/python"],
    };
    let is_own = |root: &&str| destination.strip_prefix(*root).is_some_and(|rest| rest.starts_with(version));
    let name = destination.rsplit('/').next().unwrap_or_default();
    // In the images of Python only Debian's own one looks into `dist-packages`.
    let packages = name == "site-packages"
        || name.strip_prefix("python") == Some(version)
        || name == "dist-packages" && here.directory == "/usr/bin";
    if packages && version != here.version && roots.iter().any(is_own) {
        cx.report(
            Severity::Error,
            copy.span,
            format!("it goes to a directory of Python {version}, and this stage has {}", here.version),
        )
        .because(format!("Python {} does not look for packages there", here.version))
        .repair("give both stages the same version of Python");
    }
}

/// The version in a part `python3.12` of a path.
fn version_in(path: &str) -> Option<&str> {
    let part = path.split('/').find(|part| part.starts_with("python3."))?;
    let version = part.strip_prefix("python")?;
    version[2..].bytes().all(|byte| byte.is_ascii_digit()).then_some(version)
}

/// Reports a virtual environment, or a tree of `pip install --user`, that was made by another Python.
fn tree_of_packages(
    file: &Model<'_>,
    stage: usize,
    (copy, copies): (&StageCopy, &[StageCopy]),
    here: Option<&Python>,
    cx: &mut Cx<'_>,
) {
    let Some(tree) = Tree::of(file, copy) else { return };
    let Some(there) = Python::of(file, copy.donor) else { return };
    // A mention of the interpreter may be a link to it.
    let linked = file.runs_mention(stage, &["ln -", "/usr/local/bin/python", "/usr/bin/python"]);
    let brings = brings_python(copies);
    match here {
        Some(_) if brings => {}
        Some(here) if here.version != there.version => {
            cx.report(
                Severity::Error,
                copy.span,
                format!("{} of Python {}, and this stage has {}", tree.name(), there.version, here.version),
            )
            .because(format!(
                "its packages are in `lib/python{}`, where Python {} does not look",
                there.version, here.version
            ))
            .repair("give both stages the same version of Python");
        }
        Some(here) if here.directory != there.directory && tree == Tree::Environment && !linked => {
            dangling(copy, &there, cx);
        }
        None if tree == Tree::Environment && !linked && !brings && has_no_python(file, stage) => {
            dangling(copy, &there, cx)
        }
        _ => {}
    }
}

fn dangling(copy: &StageCopy, there: &Python, cx: &mut Cx<'_>) {
    cx.report(Severity::Error, copy.span, "the interpreter of this virtual environment is not in this stage")
        .because(format!("`bin/python` in it is a link to `{}/python3`, which leads nowhere here", there.directory))
        .repair("build this stage and the other one on images with the same Python in the same place");
}

/// Whether a stage certainly has no Python where the official images have it.
fn has_no_python(file: &Model<'_>, stage: usize) -> bool {
    let base = file.base(stage);
    let system = matches!(base.distro, Some(Distro::Debian | Distro::Ubuntu | Distro::Alpine | Distro::Distroless));
    system && base.runtime.is_none() && !file.runs_mention(stage, &["python", "uv ", "conda", "pypy"])
}
