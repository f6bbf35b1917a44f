mod keep;
mod search;
mod weigh;

use std::collections::BTreeSet;

use crate::context::{Context, IgnoreFile, Survey, Unknown};
use crate::edit::{self, Reach};
use crate::facts::context_waste;
use crate::model::{Model, OtherFile, Roots, Take};
use crate::syntax::Span;
use crate::transform::{Basis, Cx, Estimate, Meta, OptionKind, OptionSpec, Phase, Range, Safety, Saves, Transform};
use keep::Needs;
use search::Search;

pub(super) struct WriteDockerignore;

static META: Meta = Meta {
    id: "write-dockerignore",
    summary: "Write a .dockerignore for what the build context holds in vain",
    technique: "keep out of an image what it does not need",
    phase: Phase::Cache,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Bytes, Saves::Rebuild],
    delta: &[
        "/**/.git/**",
        "/**/.git",
        "/**/.hg/**",
        "/**/.svn/**",
        "/**/__pycache__/**",
        "/**/__pycache__",
        "/**/*.pyc",
        "/**/*.pyo",
        "/**/.DS_Store",
        "/**/Thumbs.db",
        "/**/.idea/**",
        "/**/.idea",
        "/**/.vscode/**",
        "/**/.vscode",
        "/**/.vs/**",
        "/**/.vs",
        "/**/*.swp",
        "/**/Dockerfile*",
        "/**/*.dockerignore",
    ],
    options: &[
        OptionSpec {
            name: "tier",
            kind: OptionKind::Number { default: 0 },
            doc: "0: what no process reads; 1: also tests, documentation, logs and what the image makes itself, as \
                  unsafe changes",
        },
        OptionSpec { name: "extra", kind: OptionKind::Words, doc: "further patterns, as an ignore file has them" },
    ],
    docs: include_str!("README.md"),
};

/// Files that are named in a title at most.
const MAX_NAMED: usize = 4;

impl Transform for WriteDockerignore {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[], config: &[] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        let takes = file.takes();
        let Some(context) = file.context else {
            let whole = |take: &&Take| take.path.as_deref().is_some_and(|path| matches!(path, "." | "./" | "/" | ""));
            if let Some(take) = takes.iter().find(whole) {
                let why = file.why_no_context.map(|why| format!(" ({why})")).unwrap_or_default();
                cx.refuse(
                    take.span,
                    format!("the build context is not known, nor what it holds in vain{why}; `--context` names it"),
                );
            }
            return;
        };
        let Some(first) = takes.iter().find(|take| brings_directory(context, take)) else { return };
        match Look::at(file, context, &takes) {
            Ok(look) => look.propose(first, cx),
            Err(reason) => cx.refuse(first.span, reason),
        }
    }
}

/// Whether a comment of a Dockerfile holds this back.
fn is_held_back(text: &str) -> bool {
    let comments = text.lines().filter(|line| line.trim_start().starts_with('#'));
    let mut meant = comments.filter(|line| line.contains("dfopt:") && line.contains("ignore"));
    meant.any(|line| line.contains(META.id))
}

fn brings_directory(context: &Context, take: &Take) -> bool {
    use crate::context::Kind;

    let found = take.path.as_ref().and_then(|path| context.source(path).ok());
    found.is_some_and(|source| source.found.iter().any(|(_, entry)| entry.kind == Kind::Directory))
}

/// What has to be known before anything is left out.
struct Look<'l> {
    file: &'l Model<'l>,
    context: &'l Context,
    takes: &'l [Take],
    survey: &'l Survey,
    others: Vec<OtherFile>,
    needs: Needs,
    /// What this file takes.
    own: Roots,
    /// What all files take.
    all: Roots,
}

/// A pattern that may come into the ignore file.
struct Candidate<'w> {
    pattern: &'w str,
    what: &'w str,
    safety: Safety,
    /// Why it is not safe.
    doubt: Option<String>,
}

impl<'l> Look<'l> {
    fn at(file: &'l Model<'l>, context: &'l Context, takes: &'l [Take]) -> Result<Self, String> {
        let said = |unknown: Unknown| unknown.to_string();
        if let Some(reason) = context.ignore_text().fixed {
            return Err(reason.to_owned());
        }
        if context.ignore_file().lets_in_by_name() {
            return Err("the ignore file says what is let in, and leaves out everything else already".to_owned());
        }
        if context.stands(".containerignore").map_err(said)? {
            return Err("podman reads .containerignore in place of .dockerignore; add the patterns to both".to_owned());
        }
        let survey = context.survey().map_err(said)?;
        let others = file.other_files().map_err(said)?;
        if let Some(other) = others.iter().find(|other| is_held_back(&other.text)) {
            return Err(format!(
                "a comment in {} holds this back, which is built with the same ignore file",
                other.path
            ));
        }
        let needs = Needs::of(file, takes, &others)?;
        let own = Roots::of(context, takes.iter().filter_map(|take| take.path.as_deref())).map_err(said)?;
        let all = Roots::of(context, needs.sources()).map_err(said)?;
        Ok(Self { file, context, takes, survey, others, needs, own, all })
    }

    fn propose(&self, first: &Take, cx: &mut Cx<'_>) {
        let ignore = self.context.ignore_text();
        let mut found: Vec<Candidate<'_>> = Vec::new();
        let tier = cx.number("tier");
        let rows = context_waste().iter().filter(|row| row.tier <= tier);
        let mut search = Search::of(self.context, self.survey);
        for row in rows {
            match self.weigh(row, &mut search) {
                Ok(Some(candidate)) if self.adds_to(&found, &candidate) => found.push(candidate),
                Ok(_) => {}
                Err(reason) => cx.refuse(first.span, format!("`{}` stays: {reason}", row.pattern)),
            }
        }
        for pattern in cx.words("extra") {
            match self.may_leave_out(pattern) {
                Ok(true) => found.push(Candidate {
                    pattern,
                    what: "what the settings ask for",
                    safety: Safety::Safe,
                    doubt: None,
                }),
                Ok(false) => {}
                Err(reason) => cx.refuse(first.span, format!("`{pattern}` stays: {reason}")),
            }
        }
        if found.is_empty() {
            return;
        }
        if let Err(reason) = self.keep_for_others(&mut found, &mut search, &mut |reason| cx.refuse(first.span, reason))
        {
            return cx.refuse(first.span, reason);
        }
        // What the build reads itself is sent to it all the same; alone it is not worth a file.
        let own = self.context.dockerfile().filter(|path| !path.contains('/'));
        let shared: Vec<&str> = self.others.iter().map(|one| one.path.as_str()).collect();
        let siblings = shared.into_iter().filter(|path| !path.contains('/') && self.lies(path));
        let builds: Vec<String> =
            own.into_iter().chain(siblings).map(str::to_owned).chain(ignore.inside.clone()).collect();
        let builds: Vec<&String> = builds.iter().filter(|path| !self.stays(path, &mut search)).collect();
        for safety in [Safety::Safe, Safety::Unsafe] {
            let here: Vec<&Candidate<'_>> = found.iter().filter(|one| one.safety == safety).collect();
            if here.is_empty() {
                continue;
            }
            let patterns: Vec<&str> =
                here.iter().map(|one| one.pattern).chain(builds.iter().map(|path| path.as_str())).collect();
            match edit::leave_out(self.context, &self.all, &patterns) {
                Ok(Some(edit)) => self.change(first, &here, edit, cx),
                Ok(None) => cx.refuse(first.span, "the block of dfopt in the ignore file has lost its end"),
                Err(unknown) => cx.refuse(first.span, unknown.to_string()),
            }
        }
    }

    /// Keeps what files name that may be Dockerfiles though they are not called so.
    fn keep_for_others(
        &self,
        found: &mut Vec<Candidate<'_>>,
        search: &mut Search<'_>,
        refuse: &mut dyn FnMut(String),
    ) -> Result<(), String> {
        let builds = search.builds()?;
        let needs = Needs::of_others(&builds)?;
        // What is not to be found for one of them is that of another context.
        let roots = Roots::of(self.context, needs.sources()).unwrap_or_default();
        found.retain(|one| {
            let glob = IgnoreFile::read(one.pattern).unwrap_or_default();
            let place = needs.named_by(&glob, &roots);
            if let Some(place) = &place {
                refuse(format!("`{}` stays: {place}", one.pattern));
            }
            place.is_none()
        });
        Ok(())
    }

    fn change(&self, first: &Take, here: &[&Candidate<'_>], edit: edit::IgnoreEdit, cx: &mut Cx<'_>) {
        let (shipped, at) = self.shipped(&edit.leaves_out, first);
        let count = edit.leaves_out.len();
        let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
        let patterns: Vec<&str> = here.iter().map(|one| one.pattern).collect();
        let more = patterns.len().saturating_sub(MAX_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let named = patterns[..patterns.len().min(MAX_NAMED)].join(", ");
        let mut whats: Vec<&str> = Vec::new();
        for one in here {
            if !whats.contains(&one.what) {
                whats.push(one.what);
            }
        }
        let doubt = here.iter().find_map(|one| one.doubt.clone());
        let bytes = Range { least: shipped, most: Some(shipped) };
        let estimate =
            Estimate::known("files that it does not need", Basis::Context, bytes, "sizes in the build context");
        cx.change(at, format!("leave {files} out of the build context: {named}{more}"))
            .ignores(edit)
            .why(format!(
                "the image does not need {}; a change there makes what follows the COPY anew",
                whats.join(", ")
            ))
            .saves_for((shipped > 0).then_some(estimate))
            .lower_for(Safety::Unsafe, doubt)
            .propose();
    }

    /// The bytes of these files that no longer land in stages that ship, and the place of what brings them there.
    fn shipped(&self, files: &BTreeSet<String>, first: &Take) -> (u64, Span) {
        let ships = |take: &&Take| {
            self.file.stage_of(take.at).is_some_and(|stage| self.file.stages[stage].ships)
                && self.file.run(take.at).is_none()
        };
        let sizes: Vec<_> = self.survey.files.iter().filter(|file| files.contains(&file.path)).collect();
        let (mut bytes, mut at) = (0, None);
        for take in self.takes.iter().filter(ships) {
            let Ok(roots) = Roots::of(self.context, take.path.as_deref()) else { continue };
            let brought: Vec<_> = sizes.iter().filter(|file| roots.hold(&file.path)).collect();
            if !brought.is_empty() {
                at = at.or(Some(take.span));
                bytes += brought.iter().map(|file| file.size).sum::<u64>();
            }
        }
        (bytes, at.unwrap_or(first.span))
    }
}
