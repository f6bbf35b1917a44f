//! A measurement as a JSON document.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::image::{Entry, Kind};
use crate::measure::{Check, ConfigDifference, Difference, Failure, Figures, Reason, Rebuild, Report};
use crate::pipeline::Applied;
use crate::transform::Estimate;

/// The document of a file in which there is nothing to change.
pub(super) fn same(name: &str) -> serde_json::Result<String> {
    pretty(&json!({ "version": 1, "file": name, "changed": false, "holds": true }))
}

/// The document of a measurement. Sizes are bytes, times seconds.
pub(super) fn measured(name: &str, report: &Report) -> serde_json::Result<String> {
    let after = report.after.as_ref();
    pretty(&json!({
        "version": 1,
        "file": name,
        "changed": true,
        "holds": report.holds(),
        "behaviour_compared": report.behaviour_compared(),
        "failures": report.failures().iter().map(|it| failure(it, report)).collect::<Vec<_>>(),
        "builder": { "name": report.builder.0, "version": report.builder.1 },
        "applied": report.applied.iter().map(applied).collect::<Vec<_>>(),
        "before": figures(&report.before),
        "after": after.ok().map(figures),
        "build_log": after.err(),
        "touched": report.touched.as_ref().ok(),
        "not_touched_because": report.touched.as_ref().err(),
        "config": report.config.iter().map(config).collect::<Vec<_>>(),
        "files": {
            "original_built_twice": report.files.built_twice,
            "outside": report.files.outside.iter().map(|it| difference(it, None)).collect::<Vec<_>>(),
            "explained": report.files.explained.iter().map(|(it, why)| difference(it, Some(why))).collect::<Vec<_>>(),
        },
        "behaviour": report.behaviour.iter().map(check).collect::<Vec<_>>(),
        "behaviour_not_compared_because": report.behaviour_note,
        "notes": report.notes,
    }))
}

fn pretty(document: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string_pretty(document).map(|text| text + "\n")
}

/// Of a path it also tells the transforms that may have caused it: all that changed the file, as none of them declares it.
fn failure(failure: &Failure, report: &Report) -> Value {
    match failure {
        Failure::Build => json!({ "kind": "build" }),
        Failure::Config(it) => json!({ "kind": "config", "key": it.key }),
        Failure::Path(it) => json!({ "kind": "path", "path": it.path.to_string(), "transforms": report.transforms() }),
        Failure::Behaviour(it) => json!({ "kind": "behaviour", "what": it.what }),
        Failure::Larger(by) => json!({ "kind": "larger", "bytes": by }),
    }
}

fn applied(change: &Applied) -> Value {
    json!({
        "transform": change.transform,
        "title": change.title,
        "safety": change.safety.as_str(),
        "line": change.line,
        "in_image": change.ships,
        "estimate": change.estimate.as_ref().map(estimate),
    })
}

fn estimate(estimate: &Estimate) -> Value {
    let figure = estimate.figure.as_ref();
    json!({
        "what": estimate.what,
        "basis": figure.map(|figure| figure.basis.as_str()),
        "least": figure.map(|figure| figure.bytes.least),
        "most": figure.and_then(|figure| figure.bytes.most),
        "source": figure.map(|figure| &figure.source),
    })
}

fn figures(figures: &Figures) -> Value {
    json!({
        "size": figures.size,
        "compressed": figures.compressed,
        "over_base": figures.over_base,
        "layers": figures.layers,
        "base_layers": figures.base_layers,
        "cold_build_seconds": figures.cold,
        "rebuild": figures.rebuild.map(rebuild),
    })
}

fn rebuild(rebuild: Rebuild) -> Value {
    json!({
        "seconds": rebuild.seconds,
        "steps": rebuild.steps.map(|steps| steps.all),
        "steps_from_cache": rebuild.steps.map(|steps| steps.cached),
    })
}

fn config(difference: &ConfigDifference) -> Value {
    let ConfigDifference { key, before, after, declared } = difference;
    json!({ "key": key, "before": before, "after": after, "declared_by": declared })
}

fn difference(difference: &Difference, reason: Option<&Reason>) -> Value {
    let mut value = Map::new();
    value.insert("path".into(), difference.path.to_string().into());
    value.insert("aspects".into(), difference.aspects.iter().map(|aspect| aspect.as_str()).collect());
    value.insert("before".into(), json!(difference.before.as_ref().map(entry)));
    value.insert("after".into(), json!(difference.after.as_ref().map(entry)));
    let (kind, why) = match reason {
        None => return Value::Object(value),
        Some(Reason::Declared(id)) => ("declared", Some(*id)),
        Some(Reason::Allowed) => ("allowed", None),
        Some(Reason::Volatile(why)) => ("volatile", Some(*why)),
        Some(Reason::NotReproducible) => ("not reproducible", None),
    };
    value.insert("reason".into(), kind.into());
    value.insert("by".into(), json!(why));
    Value::Object(value)
}

fn entry(entry: &Entry) -> Value {
    let kind = match entry.kind {
        Kind::File | Kind::Hardlink => "file",
        Kind::Directory => "directory",
        Kind::Symlink => "symlink",
        _ => "special",
    };
    let digest = entry.digest.map(|digest| digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    json!({
        "type": kind,
        "mode": format!("{:04o}", entry.mode),
        "uid": entry.uid,
        "gid": entry.gid,
        "size": entry.size,
        "sha256": digest,
        "target": entry.link.as_deref().map(String::from_utf8_lossy).filter(|_| kind == "symlink"),
    })
}

fn check(check: &Check) -> Value {
    json!({
        "what": check.what,
        "before": check.before,
        "after": check.after,
        "same": check.same,
        "compared": check.compared,
        "note": check.note,
        "log_before": check.logs.as_ref().map(|logs| &logs.0),
        "log_after": check.logs.as_ref().map(|logs| &logs.1),
    })
}
