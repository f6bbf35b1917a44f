//! Modules of Go: a step that downloads them before the sources are there.

use crate::context::{GoModules, resolved};
use crate::edit;
use crate::model::{Model, Project, Run};
use crate::transform::{Cx, Safety};

/// Proposes to download modules in front of the COPY of the sources, where a build follows in a stage that only donates
/// what it builds.
pub(super) fn propose(file: &Model<'_>, stage: usize, at: usize, project: &Project<'_>, cx: &mut Cx<'_>) {
    let span = file.instruction(at).span;
    let body = file.stages[stage].body();
    let builds = |run: &Run<'_>| {
        run.simple_commands().iter().any(|found| {
            let word = |index: usize| found.simple.words.get(index).and_then(|word| word.value(run.text));
            word(0).as_deref() == Some("go") && matches!(word(1).as_deref(), Some("build" | "install"))
        })
    };
    let Some((_, build)) = file.runs(at + 1..body.end).find(|(_, run)| builds(run)) else { return };
    let modules = match project.go_modules() {
        Ok(Some(modules)) => modules,
        Ok(None) => return,
        Err(reason) => return cx.refuse(span, reason),
    };
    match reason_against(file, (stage, at), project, (build, &modules)) {
        Ok(None) => {}
        Ok(Some(reason)) | Err(reason) => return cx.refuse(span, reason),
    }
    let manifests: Vec<&str> = modules.files.iter().map(String::as_str).collect();
    let Some(mut placed) = project.copies(&manifests) else {
        return cx.refuse(span, "the destination of the COPY is written in a form that is not rewritten");
    };
    placed.push("RUN go mod download".to_owned());
    let Some(edit) = edit::place_above(file, at, &placed) else { return };
    cx.change(span, "download the modules of Go before the sources are copied")
        .edit(edit)
        .why(format!(
            "the modules depend on {} only, but are downloaded anew whenever any source file changes",
            manifests.join(", ")
        ))
        .lower(Safety::Unsafe, "all modules that go.mod names are downloaded, also those that this build does not need")
        .propose();
}

fn reason_against(
    file: &Model<'_>,
    (stage, at): (usize, usize),
    project: &Project<'_>,
    (build, modules): (&Run<'_>, &GoModules),
) -> Result<Option<String>, String> {
    let says = |reason: &str| Ok(Some(reason.to_owned()));
    if file.stages[stage].ships {
        return says("the image ships with the modules, and might hold more of them");
    }
    if build.flags().any(|flag| flag.contains("type=cache")) {
        return says("a cache mount keeps the modules already");
    }
    if build.flags().next().is_some() {
        return says("the build has mounts or a network of its own, which the download may need");
    }
    let go = file.base(stage).runtime.as_ref().filter(|runtime| runtime.name == "go");
    let too_old = if modules.workspace { 17 } else { 15 };
    let is_known = |version: &str| {
        let mut parts = version.split('.').map(str::parse::<u32>);
        !matches!((parts.next(), parts.next()), (Some(Ok(1)), Some(Ok(minor))) if minor <= too_old)
    };
    if !go.is_some_and(|go| go.version.as_deref().is_none_or(is_known)) {
        let what = if modules.workspace { "workspaces" } else { "modules" };
        return Ok(Some(format!("the image is not known to have a Go that knows {what}")));
    }
    if (at + 1..build.at).any(|between| !project.to.is_crossed_by(file, between)) {
        return says("something between the COPY and the build may be needed for the download");
    }
    if leads_elsewhere(build) {
        return says("the build does something first that the download may need");
    }
    if !project.to.is_at_top(file.state(at).workdir.as_deref()) {
        return says("the COPY does not go to the working directory, where go.mod would be looked for");
    }
    let vendored = modules.mains.iter().map(String::as_str).chain([project.root()]);
    for directory in vendored {
        let path = resolved(directory, "vendor/modules.txt");
        if project.holds(&path)? {
            return Ok(Some(format!("the context holds {path}, which says where modules are")));
        }
    }
    let source = file.document.source.text();
    let known = [
        "go mod download",
        "go mod vendor",
        "-mod=vendor",
        "GOPROXY",
        "GOFLAGS",
        "netrc",
        "GOPRIVATE",
        "GOWORK",
        "GO111MODULE=off",
        "GO111MODULE=auto",
    ];
    let mut before = file.stages[stage].body().map(|at| file.instruction(at).lines.of(source));
    match before.find_map(|lines| known.iter().find(|word| lines.contains(**word))) {
        Some(word) => Ok(Some(format!("the stage says {word}"))),
        None => Ok(None),
    }
}

/// Whether a command of the RUN of a build may make another directory or set up the download.
fn leads_elsewhere(build: &Run<'_>) -> bool {
    let plain = ["echo", "ls", "mkdir", "pwd", "set"];
    let go = ["build", "env", "fmt", "generate", "install", "test", "version", "vet"];
    build.simple_commands().iter().any(|found| {
        let word = |index: usize| found.simple.words.get(index).and_then(|word| word.value(build.text));
        let first = |names: &[&str], index| word(index).is_some_and(|word| names.contains(&&*word));
        let builds = first(&["go"], 0) && first(&go, 1);
        is_up_to_build(found.simple.span, build) && !builds && !first(&plain, 0)
    })
}

/// Whether a command stands in front of the first `go build` or `go install`, or is that.
fn is_up_to_build(span: crate::syntax::Span, build: &Run<'_>) -> bool {
    let is_build = |text: &str| text.contains("go build") || text.contains("go install");
    !is_build(&build.text[..span.start as usize])
}
