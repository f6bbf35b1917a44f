use crate::edit::{self, Reach};
use crate::facts::{Distro, is_http_port, node_has_fetch};
use crate::model::{Action, Manager, Model, PackageCommand, Provenance, Role, Start};
use crate::syntax::{Arguments, Keyword};
use crate::transform::{Cx, Meta, Phase, Safety, Transform};

pub(super) struct SuggestHealthcheck;

static META: Meta = Meta {
    id: "suggest-healthcheck",
    summary: "Suggest a HEALTHCHECK with a program that the image has",
    technique: "let the engine see whether a service answers",
    phase: Phase::Runtime,
    safety: Safety::Advice,
    default: false,
    since: "0.1.0",
    equivalents: &[],
    saves: &[],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

impl Transform for SuggestHealthcheck {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Healthcheck], config: &["HEALTHCHECK"] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for (stage, _) in file.stages.iter().enumerate().filter(|(_, facts)| facts.role == Role::Output) {
            let start = Start::within(file, stage);
            let Some(at) = start.entrypoint.into_iter().chain(start.cmd).min() else { continue };
            let checked = |at| matches!(file.instruction(at).command.arguments, Arguments::Healthcheck(_));
            if file.lineage(stage).flat_map(|stage| file.stages[stage].body()).any(checked) {
                continue;
            }
            let here = file.instruction(at).span;
            let found = port(file, stage).and_then(|port| Ok((port, check(file, stage, port)?)));
            let (port, check) = match found {
                Ok(found) => found,
                Err(None) => continue,
                Err(Some(reason)) => {
                    cx.refuse(here, reason);
                    continue;
                }
            };
            let line = format!("HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD {check}");
            if let Some(edit) = edit::place_above(file, at, std::slice::from_ref(&line)) {
                cx.change(here, format!("write `{line}`, with a path that answers without a login"))
                    .edit(edit)
                    .why(format!("the engine sees that the process runs, and not whether port {port} answers"))
                    .propose();
            }
        }
    }
}

/// The only port of an image; nothing where it has none, a reason where it is not a plain one.
fn port(file: &Model<'_>, stage: usize) -> Result<u16, Option<&'static str>> {
    let mut found = None;
    for at in file.lineage(stage).flat_map(|stage| file.stages[stage].body()) {
        let instruction = file.instruction(at);
        let Arguments::Expose(ports) = &instruction.command.arguments else { continue };
        for port in ports {
            let text = instruction.text(*port);
            let number = text.strip_suffix("/tcp").unwrap_or(text).parse::<u16>();
            let number = number.map_err(|_| Some("EXPOSE does not say one TCP port in digits"))?;
            if found.is_some_and(|found| found != number) {
                return Err(Some("there are several ports, and which of them tells is not known"));
            }
            found = Some(number);
        }
    }
    match found {
        None => Err(None),
        Some(port) if is_http_port(port) => Ok(port),
        Some(_) => Err(Some("what listens on this port may not speak HTTP")),
    }
}

/// A command that the image has, and that fails when the server does not answer, or answers with an error.
fn check(file: &Model<'_>, stage: usize, port: u16) -> Result<String, Option<&'static str>> {
    let base = file.base(stage);
    if file.base_provenance(stage) != Some(Provenance::Literal) {
        return Err(Some("a build argument may name another base image"));
    }
    let url = format!("http://127.0.0.1:{port}/");
    let runtime = base.runtime.as_ref().and_then(|runtime| Some((runtime.name, runtime.version.as_deref()?)));
    match runtime {
        Some(("python", version)) if version.starts_with("3.") => {
            return Ok(format!(r#"["python", "-c", "import urllib.request as u; u.urlopen('{url}', timeout=2)"]"#));
        }
        Some(("node", version)) if node_has_fetch(version) => {
            return Ok(format!(
                r#"["node", "-e", "fetch('{url}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]"#
            ));
        }
        _ => {}
    }
    let shell = *file.final_state(stage).shell == ["/bin/sh", "-c"] && base.has_shell == Some(true);
    if shell && base.distro == Some(Distro::Alpine) {
        return Ok(format!("wget -q -O /dev/null {url} || exit 1"));
    }
    if shell && installs_curl(file, stage) {
        return Ok(format!("curl -fsS -o /dev/null {url} || exit 1"));
    }
    Err(Some("no program to ask with is known in the image, and installing one would make it larger"))
}

/// Whether a RUN installs curl, and none removes packages.
fn installs_curl(file: &Model<'_>, stage: usize) -> bool {
    let bodies = file.lineage(stage).flat_map(|stage| file.stages[stage].body());
    let mut installed = false;
    for run in bodies.filter_map(|at| file.run(at)).filter(|run| run.mentions("curl") || run.mentions("remove")) {
        for command in PackageCommand::of(run) {
            let system = matches!(command.manager, Manager::Apt | Manager::Apk | Manager::Rpm | Manager::Zypper);
            let words = || command.simple.words.iter().map(|word| word.text(run.text));
            match command.action {
                Action::Install if system => installed |= words().any(|word| word == "curl"),
                Action::Remove if system && words().any(|word| word == "curl") => return false,
                _ => {}
            }
        }
    }
    installed
}
