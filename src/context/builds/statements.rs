//! What compose files and bake files say of builds.
//!
//! Sources: Compose specification, `build.md` and `13-merge.md`; Docker's Bake file reference, "Target attributes".

use serde_json::{Map, Value};

/// One build: a service of a compose file, or a target of a bake file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Statement {
    /// The name of the service or target.
    pub(super) name: String,
    /// The directory that is the context, as written.
    pub(super) context: String,
    /// The Dockerfile, relative to the context.
    pub(super) dockerfile: String,
    /// The stage that is built.
    pub(super) target: Target,
}

/// The stage that a build ends with.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// The last one.
    #[default]
    Last,
    /// The one of this name.
    Named(String),
    /// One that a variable names.
    Unknown,
}

/// The builds of a compose file, each over what the `base` file says of the same service.
pub(super) fn compose(file: &Value, base: Option<&Value>) -> Vec<Statement> {
    let Some(services) = file.get("services").and_then(Value::as_object) else { return Vec::new() };
    let build = |(name, service): (&String, &Value)| {
        let own = mapping(service.get("build")?);
        let below = base.and_then(|base| base.get("services")?.get(name)?.get("build")).map(mapping);
        statement(name, &merged(own, below.unwrap_or_default()))
    };
    services.iter().filter_map(build).collect()
}

/// `build: DIRECTORY` is short for a mapping.
fn mapping(build: &Value) -> Map<String, Value> {
    match build {
        Value::String(_) => Map::from_iter([("context".to_owned(), build.clone())]),
        Value::Object(map) => map.clone(),
        _ => Map::new(),
    }
}

fn merged(mut own: Map<String, Value>, below: Map<String, Value>) -> Map<String, Value> {
    for (key, value) in below {
        own.entry(key).or_insert(value);
    }
    own
}

/// The builds of bake files in the form of JSON, each put over those before it.
pub(super) fn bake<'f>(files: impl IntoIterator<Item = &'f Value>) -> Vec<Statement> {
    let mut targets: Map<String, Value> = Map::new();
    for (name, target) in files.into_iter().filter_map(|file| file.get("target")?.as_object()).flatten() {
        match (targets.get_mut(name).and_then(Value::as_object_mut), target) {
            (Some(before), Value::Object(own)) => before.extend(own.clone()),
            _ => _ = targets.insert(name.clone(), target.clone()),
        }
    }
    targets.iter().filter_map(|(name, target)| statement(name, &inherited(&targets, target, 0)?)).collect()
}

/// Targets that inherit from each other over more steps are not followed.
const MAX_INHERITED: usize = 16;

fn inherited(targets: &Map<String, Value>, target: &Value, depth: usize) -> Option<Map<String, Value>> {
    let mut own = target.as_object()?.clone();
    let names = match own.get("inherits") {
        Some(names) => names.as_array()?.clone(),
        None => Vec::new(),
    };
    if depth > MAX_INHERITED || names.len() > MAX_INHERITED {
        return None;
    }
    // Of several, the last one wins.
    for name in names.iter().rev() {
        own = merged(own, inherited(targets, targets.get(name.as_str()?)?, depth + 1)?);
    }
    Some(own)
}

/// What a build says, where it is about a Dockerfile of this machine and leaves nothing open.
fn statement(name: &str, build: &Map<String, Value>) -> Option<Statement> {
    let inline = build.contains_key("dockerfile_inline") || build.contains_key("dockerfile-inline");
    let word = |key: &str, default: &str| match build.get(key) {
        None => Some(default.to_owned()),
        Some(Value::String(text)) => Some(text.clone()).filter(|text| !text.contains('$')),
        Some(_) => None,
    };
    let context = word("context", ".")?;
    let remote = context.contains("://") || context.contains('@') || context.ends_with(".git");
    let target = match build.get("target") {
        None => Target::Last,
        Some(Value::String(text)) if !text.contains('$') => Target::Named(text.to_ascii_lowercase()),
        Some(_) => Target::Unknown,
    };
    let dockerfile = word("dockerfile", "Dockerfile")?;
    (!inline && !remote).then(|| Statement { name: name.to_owned(), context, dockerfile, target })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::yaml;

    fn row(name: &str, context: &str, dockerfile: &str, target: Target) -> Statement {
        let (name, context, dockerfile) = (name.to_owned(), context.to_owned(), dockerfile.to_owned());
        Statement { name, context, dockerfile, target }
    }

    #[test]
    fn services_name_context_file_and_stage() {
        let base = yaml::read(
            "services:\n  a: {build: ./a}\n  b:\n    build: {context: ., dockerfile: b/Dockerfile, target: Run}\n  c:\n    image: x\n  \
             d: {build: 'https://example.org/x.git'}\n  e: {build: {context: '${DIR}'}}\n  f: {build: {target: '${T:-x}'}}\n",
        )
        .unwrap();
        let named = |name: &str| Target::Named(name.to_owned());
        let found = compose(&base, None);
        assert_eq!(
            found,
            [
                row("a", "./a", "Dockerfile", Target::Last),
                row("b", ".", "b/Dockerfile", named("run")),
                row("f", ".", "Dockerfile", Target::Unknown),
            ]
        );
        let over = yaml::read("services:\n  b: {build: {target: dev}}\n  c: {ports: ['1:1']}\n").unwrap();
        assert_eq!(compose(&over, Some(&base)), [row("b", ".", "b/Dockerfile", named("dev"))]);
    }

    #[test]
    fn targets_inherit() {
        let file = serde_json::json!({"target": {
            "base": {"context": "src", "target": "run"},
            "app": {"inherits": ["base"], "dockerfile": "app.Dockerfile"},
            "round": {"inherits": ["round"]},
            "open": {"inherits": null},
        }});
        let named = Target::Named("run".to_owned());
        assert_eq!(
            bake([&file]),
            [row("app", "src", "app.Dockerfile", named.clone()), row("base", "src", "Dockerfile", named)]
        );
    }
}
