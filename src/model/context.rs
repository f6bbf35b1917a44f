//! What the file takes from its build context, and where in the image that goes.

use std::collections::HashSet;

use super::{Model, Role, joined};
use crate::context::{Context, Entry, Kind, Targets};
use crate::syntax::{Arguments, Span, Transfer};

/// A source of a COPY or ADD that is a path in the build context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextSource {
    /// The range of the joined text of the instruction that names it.
    pub span: Span,
    /// The path, variables expanded; `None` where one is not known.
    pub path: Option<String>,
}

/// A file of the build context that a path of the image comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Index of the COPY or ADD.
    pub copy: usize,
    /// Its path in the context.
    pub path: String,
    /// What it is there.
    pub entry: Entry,
}

/// Sources that are looked up for a file at most, so that one made to cost much does not.
const MAX_SOURCES: usize = 512;

/// What tools look for in the directory that they run in.
const MANIFESTS: [(&str, &str); 11] = [
    ("npm", "package.json"),
    ("yarn", "package.json"),
    ("pnpm", "package.json"),
    ("bun", "package.json"),
    ("go", "go.mod"),
    ("cargo", "Cargo.toml"),
    ("mvn", "pom.xml"),
    ("composer", "composer.json"),
    ("bundle", "Gemfile"),
    ("poetry", "pyproject.toml"),
    ("pipenv", "Pipfile"),
];

impl<'d> Model<'d> {
    /// The same file, built in this context.
    #[must_use]
    pub fn within(mut self, context: Option<&'d Context>) -> Self {
        self.context = context;
        self
    }

    /// The same file, with what is said of its builds: the stages that are built by name are images of their own.
    #[must_use]
    pub fn built_as(mut self, said: Option<&'d Context>) -> Self {
        let Some(said) = said else { return self };
        self.why_no_context = said.why_unknown();
        let Targets { named, any } = said.targets();
        if !*any && named.is_empty() {
            return self;
        }
        let named: HashSet<&str> = named.iter().map(String::as_str).collect();
        for at in (0..self.stages.len()).rev() {
            let name = self.stages[at].name.as_deref();
            let is_target = *any || name.is_some_and(|name| named.contains(name)) || named.contains(&*at.to_string());
            let ships = self.stages[at].children.iter().any(|&child| self.stages[child].ships);
            let stage = &mut self.stages[at];
            stage.ships |= is_target || ships;
            if is_target {
                stage.role = Role::Output;
            }
        }
        self
    }

    /// What a COPY or ADD takes from the build context; nothing for other instructions, for what comes from stages and
    /// images, URLs and heredocs.
    #[must_use]
    pub fn context_sources(&self, at: usize) -> Vec<ContextSource> {
        let instruction = self.instruction(at);
        let Some(transfer) = self.transfer_from_context(at) else { return Vec::new() };
        let local = |text: &str| !text.starts_with("<<") && !text.contains("://") && !text.starts_with("git@");
        let sources = transfer.sources.iter().filter(|source| local(source.text(&instruction.logical)));
        let path = |word: &str| self.expand(at, word).map(|word| word.text);
        sources
            .map(|source| ContextSource { span: source.span, path: path(source.text(&instruction.logical)) })
            .collect()
    }

    fn transfer_from_context(&self, at: usize) -> Option<&Transfer> {
        let instruction = self.instruction(at);
        match &instruction.command.arguments {
            Arguments::Copy(_) if instruction.command.flag(&instruction.logical, "from").is_some() => None,
            Arguments::Copy(transfer) | Arguments::Add(transfer) => Some(transfer),
            _ => None,
        }
    }

    /// Whether a directory is the context that the file is built in, as far as the file itself tells: all that it takes
    /// by name is there; where it takes all by `.`, what its commands name. No directory above may hold that as well.
    #[must_use]
    pub fn is_at_home_in(&self, context: &Context) -> bool {
        let sources = (0..self.document.instructions.len()).flat_map(|at| self.context_sources(at)).take(MAX_SOURCES);
        let mut names = Vec::new();
        let mut takes_all = false;
        for path in sources.filter_map(|source| source.path) {
            let Ok(source) = context.source(&path) else { return false };
            match source.found.as_slice() {
                [] if source.wildcard => {}
                [] => return false,
                [(root, _)] if root.is_empty() => takes_all = true,
                found if !source.wildcard => names.extend(found.iter().map(|(path, _)| path.clone())),
                _ => {}
            }
        }
        if names.is_empty() && takes_all {
            let there = |path: &str| matches!(context.entry(path), Ok(Some(_)));
            let (needed, named) = self.names_in_commands();
            if !needed.iter().all(|path| there(path)) {
                return false;
            }
            names.extend(needed.into_iter().map(str::to_owned));
            names.extend(named.into_iter().filter(|path| there(path)).map(str::to_owned));
        }
        !names.is_empty() && !context.is_one_of_several(&names)
    }

    /// The files that the commands of the file look for by themselves, and those that their words may name.
    fn names_in_commands(&self) -> (Vec<&'static str>, Vec<&'d str>) {
        let (mut needed, mut named) = (Vec::new(), Vec::new());
        for instruction in &self.document.instructions {
            if !matches!(
                instruction.command.arguments,
                Arguments::Run(_) | Arguments::Cmd(_) | Arguments::Entrypoint(_)
            ) {
                continue;
            }
            let part = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '.' | '_' | '-' | '/');
            for word in instruction.lines.of(self.document.source.text()).split(|ch| !part(ch)).take(MAX_SOURCES) {
                let looked_for = MANIFESTS.iter().find(|(tool, _)| *tool == word).map(|(_, file)| *file);
                needed.extend(looked_for.filter(|file| !needed.contains(file)));
                if word.contains('.')
                    && !word.starts_with(['.', '/', '-'])
                    && !word.contains("..")
                    && named.len() < MAX_SOURCES
                {
                    named.push(word);
                }
            }
        }
        (needed, named)
    }

    /// The file of the context that stands at a path of the image before the instruction `before` of a stage, if a COPY
    /// or ADD of the stage certainly put it there: the last one that may have. `None` also without a context. Commands
    /// are not looked at.
    #[must_use]
    pub fn context_origin(&self, stage: usize, before: usize, path: &str) -> Option<Origin> {
        let context = self.context?;
        let body = self.stages[stage].body();
        for copy in body.rev().filter(|&at| at < before) {
            let instruction = self.instruction(copy);
            let (Arguments::Copy(transfer) | Arguments::Add(transfer)) = &instruction.command.arguments else {
                continue;
            };
            let destination = transfer.destination.as_ref()?;
            let destination = self.absolute(copy, destination.text(&instruction.logical))?;
            let Some(rest) = below(path, destination.trim_end_matches('/')) else { continue };
            self.transfer_from_context(copy)?;
            let sources = self.context_sources(copy);
            if sources.len() != transfer.sources.len() {
                return None;
            }
            let mut found = None;
            for source in sources {
                for (origin, entry) in context.source(&source.path?).ok()?.found {
                    let name = origin.rsplit('/').next().unwrap_or_default();
                    let target = match entry.kind {
                        Kind::Directory if rest.is_empty() => continue,
                        Kind::Directory if origin.is_empty() => rest.to_owned(),
                        Kind::Directory => format!("{origin}/{rest}"),
                        _ if rest == name || rest.is_empty() => origin,
                        _ => continue,
                    };
                    if let Some(entry) = context.entry(&target).ok()? {
                        found = Some(Origin { copy, path: target, entry });
                    }
                }
            }
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The absolute path that a word of the instruction `at` stands for, without dots and doubled slashes, with its slash
    /// at the end; `None` where it is not known.
    pub(super) fn absolute(&self, at: usize, word: &str) -> Option<String> {
        let word = self.expand(at, word)?.text;
        let mut path = joined(&word, self.state(at).workdir.as_deref())?;
        let is_directory = word.is_empty() || word == "." || word.ends_with('/') || word.ends_with("/.");
        if is_directory && path != "/" {
            path.push('/');
        }
        Some(path)
    }

    /// The absolute path of a program that a word of the instruction `at` names; `None` for one that is looked for in
    /// PATH, or not known.
    #[must_use]
    pub fn program_path(&self, at: usize, word: &str) -> Option<String> {
        if word.contains('/') && !word.contains('$') { self.absolute(at, word) } else { None }
    }
}

/// A path relative to a directory that it is, or lies in.
fn below<'p>(path: &'p str, directory: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(directory)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}
