//! Words of a RUN that turn off, or empty, what is kept in a mount.

use std::collections::{BTreeMap, BTreeSet};

use crate::edit::{self, Edit};
use crate::facts::{CacheTool, is_within};
use crate::model::{AppendForm, CacheMount, CacheUse, Model, Run};
use crate::shell::{Command, Invocation, Resolved, Script, Simple, resolve};

/// What has to go from a RUN.
#[derive(Default)]
pub(super) struct Contrary {
    /// Whole commands, by their number among the simple commands of the RUN.
    commands: BTreeSet<usize>,
    /// Words of commands.
    words: BTreeMap<usize, BTreeSet<usize>>,
}

impl Contrary {
    /// Adds what speaks against mounts of a RUN.
    pub(super) fn add(
        &mut self,
        file: &Model<'_>,
        run: &Run<'_>,
        used: &CacheUse,
        mounts: &[CacheMount],
    ) -> Result<(), String> {
        let mut found = Self::default();
        for (number, located) in run.simple_commands().iter().enumerate() {
            let simple = located.simple;
            let resolved = resolve(simple, run.text);
            if empties(simple, &resolved, run, used.tool) {
                found.commands.insert(number);
                continue;
            }
            let Resolved::Known(known) = &resolved else { continue };
            let mut words = Vec::new();
            if used.tool.programs.iter().any(|program| program == known.tool) {
                words = switches(known, run, used.tool)?;
            } else if known.tool == "rm" {
                words = removed(file, run, known, (used, mounts))?;
            }
            if !words.is_empty() {
                found.words.entry(number).or_default().extend(words);
            }
        }
        self.commands.extend(found.commands);
        for (number, words) in found.words {
            self.words.entry(number).or_default().extend(words);
        }
        Ok(())
    }

    /// The edits that take it away.
    pub(super) fn edits(mut self, file: &Model<'_>, run: &Run<'_>) -> Result<Vec<Edit>, String> {
        let Ok(script) = &run.script else { return Ok(Vec::new()) };
        let commands = run.simple_commands();
        let (mut steps, mut edits) = (Vec::new(), Vec::new());
        for (&number, words) in &self.words {
            let simple = commands[number].simple;
            let goes = match resolve(simple, run.text) {
                Resolved::Known(known) => {
                    known.tool == "rm" && known.operands.iter().all(|operand| words.contains(operand))
                }
                _ => false,
            };
            if goes {
                self.commands.insert(number);
                continue;
            }
            let words: Vec<usize> = words.iter().copied().collect();
            let edit = edit::remove_words(file, run, simple, &words);
            edits.extend(edit.ok_or_else(|| stays(run, simple, "a comment or a broken line holds it"))?);
        }
        let lists = script.list.items.len() > 1;
        for number in self.commands {
            let simple = commands[number].simple;
            let step = if lists { list_of(script, simple) } else { run.step_of(script, simple) };
            steps.push(step.ok_or_else(|| stays(run, simple, "it is no step of its own"))?);
        }
        let Some(&first) = steps.first() else { return Ok(edits) };
        // Without errexit the last list decides whether the RUN fails.
        if lists && file.append(run) != Ok(AppendForm::Semicolon) {
            return Err("a command that empties the cache stands between `;`, without `set -e` in front".to_owned());
        }
        let removal = if lists {
            edit::remove_lists(file, run, script, &steps)
        } else {
            edit::remove_steps(file, run, script, &steps)
        };
        let shown = if lists {
            script.list.items.get(first).map(|item| item.and_or.span)
        } else {
            script.list.items.first().and_then(|item| item.and_or.pipelines().nth(first)).map(|pipeline| pipeline.span)
        };
        let shown = shown.map_or("", |span| span.of(run.text));
        edits.extend(removal.ok_or_else(|| format!("`{shown}` would empty the cache, and a comment speaks about it"))?);
        Ok(edits)
    }
}

/// The number of the list that a command is.
fn list_of(script: &Script, simple: &Simple) -> Option<usize> {
    script.list.items.iter().position(|item| match item.and_or.first.commands.as_slice() {
        [Command::Simple(only)] => {
            only.span == simple.span && item.and_or.rest.is_empty() && item.and_or.first.bang.is_none()
        }
        _ => false,
    })
}

fn stays(run: &Run<'_>, simple: &Simple, why: &str) -> String {
    format!("`{}` speaks against the cache, and cannot be taken away: {why}", simple.span.of(run.text).trim())
}

/// Whether a command empties the cache of a program.
fn empties(simple: &Simple, resolved: &Resolved<'_>, run: &Run<'_>, tool: &CacheTool) -> bool {
    let start = match resolved {
        Resolved::Known(known) if tool.programs.iter().any(|program| program == known.tool) => known.tool_word + 1,
        Resolved::Other { name } if tool.programs.iter().any(|program| *program == **name) => 1,
        _ => return false,
    };
    let words: Vec<_> = simple.words.iter().skip(start).map_while(|word| word.value(run.text)).collect();
    tool.cleans.iter().any(|clean| {
        let mut words = words.iter();
        clean.split(' ').all(|part| words.any(|word| word == part))
    })
}

/// The options of a call that turn the cache off.
fn switches(known: &Invocation<'_>, run: &Run<'_>, tool: &CacheTool) -> Result<Vec<usize>, String> {
    let mut words = Vec::new();
    for option in known.options.iter().filter(|option| tool.switches.iter().any(|name| *name == option.name)) {
        let shares = known.options.iter().filter(|other| other.word == option.word).count() > 1;
        if shares || option.value.is_some() {
            let word = known.simple.words[option.word].text(run.text);
            return Err(format!("`{word}` turns the cache off, and says something else too"));
        }
        words.push(option.word);
    }
    Ok(words)
}

/// The operands of `rm` that lie in a mount.
fn removed(
    file: &Model<'_>,
    run: &Run<'_>,
    known: &Invocation<'_>,
    (used, mounts): (&CacheUse, &[CacheMount]),
) -> Result<Vec<usize>, String> {
    let mut words = Vec::new();
    for &operand in &known.operands {
        let text = known.simple.words[operand].text(run.text);
        let Some(path) = path(file, run, text, used.home.as_deref()) else {
            return match known.has("--recursive") {
                true => {
                    Err(format!("what `rm` removes as `{text}` is only known when it runs, and may hold the mount"))
                }
                false => continue,
            };
        };
        let (directory, inside) = match path.split_once('*') {
            Some((directory, _)) => (directory.rsplit_once('/').map_or("", |(directory, _)| directory), true),
            None => (path.trim_end_matches('/'), false),
        };
        for mount in mounts {
            if is_within(directory, &mount.target) {
                words.push(operand);
                break;
            }
            let above = if inside { may_match(&path, &mount.target) } else { is_within(&mount.target, directory) };
            if above {
                return Err(format!("`rm` of `{text}` would meet the mount at {}, and fail", mount.target));
            }
        }
    }
    Ok(words)
}

/// Whether a pattern may stand for a path, or a directory that holds it.
fn may_match(pattern: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    pattern.trim_end_matches('/').split('/').all(|pattern| {
        let part = parts.next();
        part.is_some_and(|part| {
            let (start, rest) = pattern.split_once('*').unwrap_or((pattern, ""));
            if start.len() == pattern.len() {
                return part == pattern;
            }
            let end = rest.rsplit('*').next().unwrap_or_default();
            part.len() >= start.len() + end.len() && part.starts_with(start) && part.ends_with(end)
        })
    })
}

/// The absolute path that a word stands for, stars as written. `None` for one that is not known.
fn path(file: &Model<'_>, run: &Run<'_>, text: &str, home: Option<&str>) -> Option<String> {
    let text = text.trim_matches(['"', '\'']);
    let below_home = ["~/", "$HOME/", "${HOME}/"].iter().find_map(|start| text.strip_prefix(start));
    let whole = match (below_home, home) {
        (Some(below), Some(home)) => format!("{home}/{below}"),
        (Some(_), None) => return None,
        (None, _) => text.to_owned(),
    };
    let plain = |text: &str| !text.contains(['$', '`', '?', '[', '{', '\\', '"', '\'', '~']) && !text.contains("..");
    if whole.starts_with('/') {
        // What follows a directory of its own does not matter.
        let known = &whole[..whole.find(['$', '`']).unwrap_or(whole.len())];
        let apart =
            known.len() < whole.len() && known.rsplit_once('/').is_some_and(|(directory, _)| directory == "/tmp");
        return if apart { Some("/tmp".to_owned()) } else { plain(&whole).then_some(whole) };
    }
    let moves = run.mentions("cd ") || run.mentions("pushd ");
    let workdir = file.state(run.at).workdir.as_deref().filter(|_| plain(&whole))?;
    match moves && (whole.starts_with(['*', '.'])) {
        true => None,
        false => Some(format!("{}/{whole}", workdir.trim_end_matches('/'))),
    }
}
