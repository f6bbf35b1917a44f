//! The cases of the transforms, as files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dfopt::config::Settings;
use dfopt::context::{Context, Memory};
use dfopt::edit::{self, EditSet};
use dfopt::model::Model;
use dfopt::pipeline::{Applied, Outcome, Selection, UnsafeLevel};
use dfopt::syntax::{self, Document, Instruction};
use dfopt::transform::{Change, Meta, Safety};
use dfopt::transforms;

/// One case.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) kind: Kind,
    pub(crate) settings: Settings,
    pub(crate) context: Option<Context>,
}

/// What a case says.
#[derive(Debug)]
pub(crate) enum Kind {
    /// The text becomes `after`, which stands in the file `path`.
    Change { after: String, path: PathBuf },
    /// The text stays, and the ignore file of its context becomes `after`, which stands in the file `path`.
    Ignore { after: String, path: PathBuf },
    /// The text stays as it is; a diagnostic says nothing.
    Keep,
    /// A diagnostic says what stands in the file `path`: `findings`.
    Report { findings: String, path: PathBuf },
}

/// The folder of a transform.
pub(crate) fn folder(meta: &Meta) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("transforms").join(meta.id.replace('-', "_"))
}

/// The build context of the example in the manual of a transform: `example/` beside it, if it needs one.
pub(crate) fn example_context(meta: &Meta) -> Option<Context> {
    let root = folder(meta).join("example");
    let table = root.with_extension("toml");
    if table.is_file() { Some(described(&table)) } else { root.is_dir().then(|| context(&root)) }
}

/// The build context that a table describes: the texts of files by their paths. So it may hold what no repository can.
fn described(table: &Path) -> Context {
    let text = fs::read_to_string(table).unwrap_or_else(|error| panic!("{}: {error}", table.display()));
    let files: BTreeMap<String, String> = toml::from_str(&text).unwrap_or_else(|error| panic!("{error}"));
    let tree = files.iter().fold(Memory::default(), |tree, (path, text)| tree.with(path, 0o644, text));
    let ignore_file = files.get(".dockerignore").map_or("", String::as_str);
    Context::new(Box::new(tree), ignore_file).unwrap_or_else(|error| panic!("{}: {error}", table.display()))
}

/// The settings of the example in the manual of a transform, and of the cases that have none of their own:
/// `settings.toml` beside it, if it does nothing without.
pub(crate) fn example_settings(meta: &Meta) -> Settings {
    load(Some(&folder(meta).join("settings.toml")).filter(|path| path.is_file()).map(PathBuf::as_path))
}

fn load(path: Option<&Path>) -> Settings {
    path.map_or_else(Settings::default, |path| Settings::load(path).unwrap_or_else(|error| panic!("{error}")))
}

fn context(root: &Path) -> Context {
    let context = Context::directory(root, &root.join("Dockerfile"));
    context.unwrap_or_else(|error| panic!("{}: {error}", root.display()))
}

/// The cases of a transform, by name.
pub(crate) fn of(meta: &Meta) -> Vec<Case> {
    let mut found: BTreeMap<String, BTreeMap<String, PathBuf>> = BTreeMap::new();
    for path in files(&folder(meta).join("cases")) {
        let file = path.file_name().and_then(|name| name.to_str()).expect("a file name").to_owned();
        let (name, part) = file.split_once('.').unwrap_or_else(|| panic!("{file} is no file of a case"));
        found.entry(name.to_owned()).or_default().insert(part.to_owned(), path);
    }
    found.into_iter().map(|(name, parts)| read(meta, name, parts)).collect()
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    entries.map(|entry| entry.expect("a directory entry").path()).collect()
}

fn read(meta: &Meta, name: String, mut parts: BTreeMap<String, PathBuf>) -> Case {
    let settings = match parts.remove("toml") {
        Some(path) => load(Some(&path)),
        None => example_settings(meta),
    };
    let table = parts.remove("context.toml").map(|table| described(&table));
    let context = parts.remove("context").map(|root| context(&root)).or(table);
    let text = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let parts: Vec<(String, PathBuf)> = parts.into_iter().collect();
    let parts: Vec<(&str, &Path)> = parts.iter().map(|(part, path)| (part.as_str(), path.as_path())).collect();
    let (kind, text) = match parts.as_slice() {
        [("after.Dockerfile", after), ("before.Dockerfile", before)] => {
            (Kind::Change { after: text(after), path: after.to_path_buf() }, text(before))
        }
        [("after.dockerignore", after), ("before.Dockerfile", before)] => {
            (Kind::Ignore { after: text(after), path: after.to_path_buf() }, text(before))
        }
        [("before.Dockerfile", before)] if blesses() && context.is_some() && meta.id == "write-dockerignore" => {
            let path = before.with_file_name(format!("{name}.after.dockerignore"));
            (Kind::Ignore { after: String::new(), path }, text(before))
        }
        [("before.Dockerfile", before)] if blesses() => {
            let path = before.with_file_name(format!("{name}.after.Dockerfile"));
            (Kind::Change { after: String::new(), path }, text(before))
        }
        [("report.Dockerfile", report), ("report.txt", findings)] => {
            (Kind::Report { findings: text(findings), path: findings.to_path_buf() }, text(report))
        }
        [("report.Dockerfile", report)] if blesses() => {
            let path = report.with_file_name(format!("{name}.report.txt"));
            (Kind::Report { findings: String::new(), path }, text(report))
        }
        [("keep.Dockerfile", keep)] => (Kind::Keep, text(keep)),
        other => panic!("case {name} of {} is neither a pair, a keep nor a report: {other:?}", meta.id),
    };
    Case { name, text, kind, settings, context }
}

/// What a run of a transform comes to. Advice is never taken by the tool: here it is, and verified, to see that it is
/// good. Of other transforms nothing is taken that the run did not.
pub(crate) fn with_advice(meta: &Meta, text: &str, mut outcome: Outcome) -> Result<Outcome, String> {
    if meta.is_diagnostic() || meta.safety != Safety::Advice {
        return Ok(outcome);
    }
    if outcome.fixed != text || !outcome.applied.is_empty() {
        return Err("advice was taken".to_owned());
    }
    let transform = transforms::ALL.iter().find(|one| one.meta().id == meta.id).expect("it is registered");
    let document = syntax::parse(text).map_err(|error| error.to_string())?;
    let edits = outcome.withheld.iter().flat_map(|change| change.edits.clone()).collect();
    let edits = EditSet::new(edits).ok_or("the edits meet")?;
    let fixed = edits.apply(text);
    let result = syntax::parse(&fixed).map_err(|error| error.to_string())?;
    edit::verify(&Model::read(&document), &edits, &Model::read(&result), &transform.reach())?;
    let applied = |change: &Change| Applied {
        transform: change.transform,
        title: change.title.clone(),
        why: change.why.clone(),
        safety: change.safety,
        lowered: change.lowered.clone(),
        estimate: change.estimate.clone(),
        ships: true,
        line: document.source.position(change.at.start as usize).line,
    };
    outcome.applied = outcome.withheld.iter().map(applied).collect();
    outcome.fixed = fixed;
    Ok(outcome)
}

/// Whether the run writes the `.after` and `.report.txt` files anew.
pub(crate) fn blesses() -> bool {
    std::env::var_os("DFOPT_BLESS").is_some_and(|value| value == "1")
}

impl Case {
    /// Whether the case is a change that has to be asked for.
    pub(crate) fn is_unsafe(&self, meta: &Meta) -> bool {
        meta.safety == Safety::Unsafe || self.name.starts_with("unsafe-")
    }

    /// The run of the transform alone in which the case has to hold.
    pub(crate) fn selection(&self, meta: &Meta) -> Selection {
        let allowed = self.is_unsafe(meta) || matches!(self.kind, Kind::Keep);
        Selection {
            only: vec![meta.id.to_owned()],
            skip: Vec::new(),
            level: if allowed { UnsafeLevel::All } else { UnsafeLevel::None },
        }
    }
}

/// The lines of the instructions that `wanted` asks for.
pub(crate) fn lines<'t>(
    document: &Document<'t>,
    text: &'t str,
    wanted: &dyn Fn(&Instruction<'_>) -> bool,
) -> Vec<&'t str> {
    document.instructions.iter().filter(|one| wanted(one)).map(|one| one.lines.of(text)).collect()
}
