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
            for copy in &copies {
                if let Some(here) = here.as_ref().filter(|_| !looks_elsewhere) {
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

/// Reports packages in a directory that is named after another version.
fn versioned(copy: &StageCopy, here: &Python, cx: &mut Cx<'_>) {
    let Some(destination) = copy.destination.as_deref() else { return };
    let Some(version) = version_in(destination) else { return };
    let packages = destination.contains("/site-packages")
        || destination.contains("/dist-packages")
        || destination.ends_with(version);
    if packages && version != here.version && destination.contains("/lib/") {
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
    let brings = copies.iter().any(|copy| {
        ["", "/usr", "/usr/local", "/usr/local/bin"].contains(&copy.source.as_str())
            || copy.source.contains("bin/python")
    });
    match here {
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
        Some(here) if here.directory != there.directory && tree == Tree::Environment && !linked && !brings => {
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
