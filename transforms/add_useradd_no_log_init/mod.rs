use crate::edit;
use crate::facts::{LoginLogs, login_logs};
use crate::model::{Model, Provenance, Run};
use crate::shell::{Invocation, Resolved, Script, resolve, shadows};
use crate::transform::{Basis, Cx, Estimate, Meta, Phase, Range, Safety, Saves, Transform};

pub(super) struct AddUseraddNoLogInit;

static META: Meta = Meta {
    id: "add-useradd-no-log-init",
    summary: "Add -l to useradd where a high uid makes huge login logs",
    technique: "keep logs out of layers",
    phase: Phase::Cleanup,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &["DL3046"],
    saves: &[Saves::Bytes],
    delta: &["/var/log/lastlog", "/var/log/faillog"],
    options: &[],
    docs: include_str!("README.md"),
};

const WHAT: &str = "the logs of logins";

/// From this uid on the logs take some megabytes.
const HIGH: u32 = 10_000;

impl Transform for AddUseraddNoLogInit {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let source = file.document.source.text();
        let names_logs = source.contains("lastlog") || source.contains("faillog");
        for (stage, facts) in file.stages.iter().enumerate() {
            if !facts.ships && !cx.settings().clean_builders {
                continue;
            }
            for (_, run) in file.runs(facts.body()).filter(|(_, run)| run.mentions("useradd")) {
                propose_run(file, (stage, run), names_logs, cx);
            }
        }
    }
}

fn propose_run(file: &Model<'_>, (stage, run): (usize, &Run<'_>), names_logs: bool, cx: &mut Cx<'_>) {
    let at = run.instruction.span;
    let script = match &run.script {
        Ok(script) => script,
        Err(reason) => return cx.refuse(at, reason.clone()),
    };
    let calls = calls(run, script);
    let Some(highest) = calls.iter().map(|(_, uid)| *uid).max() else { return };
    let base = file.base(stage);
    let estimate = match base.suite.map_or(LoginLogs::Unknown, |suite| login_logs(suite, highest)) {
        LoginLogs::Measured(least, most, source) => {
            Estimate::known(WHAT, Basis::Table, Range { least, most: Some(most) }, source)
        }
        LoginLogs::Inferred => Estimate::unknown(WHAT),
        LoginLogs::Unknown if base.suite.is_some() => return,
        LoginLogs::Unknown => {
            return cx.refuse(at, "the suite of the base image is not known, and newer ones keep no such logs");
        }
    };
    if names_logs {
        return cx.refuse(at, "the file deals with the logs of logins itself");
    }
    if shadows(script, run.text, "useradd") {
        return cx.refuse(at, "it gives the name useradd another meaning");
    }
    let words = calls.iter().map(|(call, _)| &call.simple.words[call.tool_word]);
    let edits: Vec<_> = words.filter_map(|word| edit::insert_after(run, word, &["-l"])).collect();
    if edits.len() < calls.len() {
        return cx.refuse(at, "useradd stands inside another word, or is broken over two lines");
    }
    let arg = file.base_provenance(stage) != Some(Provenance::Literal);
    cx.change(at, "add -l to useradd")
        .edits(edits)
        .why(format!("the logs of logins get an entry for each uid up to {highest}, and the layer stores them whole"))
        .saves(estimate)
        .lower_for(Safety::Unsafe, arg.then(|| "an ARG may name another base image".to_owned()))
        .propose();
}

/// The calls of useradd that create a user with a high uid and make room for it in the logs, each with its uid.
fn calls<'r>(run: &'r Run<'_>, script: &'r Script) -> Vec<(Invocation<'r>, u32)> {
    let resolved = script.simple_commands().into_iter().map(|found| resolve(found.simple, run.text));
    let call = |resolved| match resolved {
        Resolved::Known(call) if call.tool == "useradd" && call.is_transparent() => {
            let uid = call.value("--uid")?.parse().ok().filter(|uid| *uid >= HIGH)?;
            let other = ["--no-log-init", "--defaults", "--root", "--prefix", "--help"];
            (!other.into_iter().any(|option| call.has(option))).then_some((call, uid))
        }
        _ => None,
    };
    resolved.filter_map(call).collect()
}
