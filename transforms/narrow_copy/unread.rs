//! What a COPY of everything brings into an image, though nothing is known to read it.

use crate::context::{Context, IgnoreFile};
use crate::facts::{KeptBy, context_waste};
use crate::model::{Model, Project};
use crate::transform::{Basis, Cx, Estimate, Range, Safety};

/// Names in a title at most.
const MAX_NAMED: usize = 4;

/// Files at the top of a project in which tools look up what they read, each up to the size of a text.
const MANIFESTS: [&str; 22] = [
    "CMakeLists.txt",
    "Cargo.toml",
    "Gemfile",
    "MANIFEST.in",
    "Makefile",
    "Procfile",
    "Rakefile",
    "build.gradle",
    "build.gradle.kts",
    "composer.json",
    "go.mod",
    "manage.py",
    "meson.build",
    "mkdocs.yml",
    "nx.json",
    "package.json",
    "pom.xml",
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "tsconfig.json",
    "turbo.json",
];

/// Says what the COPY at `at` brings into an image in vain, as advice.
pub(super) fn advise(file: &Model<'_>, stage: usize, at: usize, cx: &mut Cx<'_>) {
    let Some(context) = file.context else { return };
    let Ok(Some(project)) = Project::of(file, at) else { return };
    if file.is_for_development(stage) {
        return;
    }
    let span = file.instruction(at).span;
    let top = match project.beside(&[]) {
        Ok(top) => top,
        Err(reason) => return cx.refuse(span, reason),
    };
    let (mut unread, mut files, mut bytes) = (Vec::new(), 0, 0);
    for path in top {
        let name = path.rsplit('/').next().unwrap_or_default();
        if !is_for_people(name) {
            continue;
        }
        match read_by(file, context, &project, name) {
            Ok(Some(place)) => cx.refuse(span, format!("{path} may be read: {place} names it")),
            Ok(None) => match context.weigh(&path) {
                Ok(copied) => {
                    files += copied.files;
                    bytes += copied.bytes;
                    unread.push(path);
                }
                Err(unknown) => cx.refuse(span, unknown.to_string()),
            },
            Err(reason) => cx.refuse(span, reason),
        }
    }
    if unread.is_empty() {
        return;
    }
    let count = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
    let exact = Range { least: bytes, most: Some(bytes) };
    cx.change(span, format!("leave {} out of the image: {count}", named(&unread)))
        .why(
            "no command of the Dockerfile and no manifest names them; a line in .dockerignore for each leaves them out",
        )
        .saves(Estimate::known(
            "files that nothing is known to read",
            Basis::Context,
            exact,
            "sizes in the build context",
        ))
        .lower(Safety::Advice, "a program may read them all the same")
        .propose();
}

/// Whether an entry at the top of a project is there for those who work on it: tests, documentation, reports.
fn is_for_people(name: &str) -> bool {
    let rows = context_waste().iter().filter(|row| row.tier > 0 && row.again.is_empty());
    let named = rows.filter(|row| row.unless == Some(KeptBy::Named) && !row.pattern.starts_with(".env"));
    named.into_iter().any(|row| IgnoreFile::read(&row.pattern).is_ok_and(|pattern| pattern.ignores(name)))
}

/// What names an entry, if anything does: the Dockerfile, or a manifest at the top of the project.
fn read_by(file: &Model<'_>, context: &Context, project: &Project<'_>, name: &str) -> Result<Option<String>, String> {
    if has_word(file.document.source.text(), name) {
        return Ok(Some("the Dockerfile".to_owned()));
    }
    for manifest in MANIFESTS {
        let path = project.at(manifest);
        let text = context.text(&path).map_err(|error| error.to_string())?;
        if text.is_some_and(|text| has_word(&text, name)) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// Whether a text holds a name, and not as a part of a longer one.
fn has_word(text: &str, name: &str) -> bool {
    let is_part = |ch: char| ch.is_alphanumeric() || matches!(ch, '_' | '-');
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + name.len()..].starts_with(is_part))
}

/// Some names, and how many more there are.
pub(super) fn named(paths: &[String]) -> String {
    let more = paths.len().saturating_sub(MAX_NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", paths[..paths.len().min(MAX_NAMED)].join(", "))
}
