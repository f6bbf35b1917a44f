//! The calls of a program in a RUN, and what may call it unseen.

use crate::facts::{CachePlace, CacheTool};
use crate::model::{Model, Provenance, Run};
use crate::shell::{Resolved, Simple, resolve, shadows};

/// How an instruction uses the cache of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Not at all.
    None,
    /// It calls the program, this many times.
    Certain(usize),
    /// It calls something that may call the program.
    Possible,
    /// It names the program in a text that nobody may edit, for this reason.
    Hidden(String),
}

/// A call of a program.
pub(super) struct Call<'r> {
    /// The command.
    pub(super) simple: &'r Simple,
    /// The subcommand.
    pub(super) subcommand: String,
    /// The options that it has, as they are spelled in the table of tools, or as written.
    pub(super) options: Vec<String>,
    /// What stands before the program (`sudo`), or that the words are not known.
    pub(super) odd: Option<String>,
}

/// Programs that build what a file of the project says.
const BUILDERS: [&str; 12] =
    ["make", "gmake", "cmake", "ninja", "just", "task", "mage", "goreleaser", "bazel", "ko", "gox", "trunk"];

impl<'r> Call<'r> {
    /// How an instruction uses the cache of a program.
    pub(super) fn in_instruction(file: &'r Model<'_>, at: usize, tool: &CacheTool) -> Use {
        let Some(run) = file.run(at) else { return Use::None };
        let named = tool.programs.iter().any(|program| names(run.text, program));
        if let Err(reason) = &run.script {
            let whole = file.instruction(at).lines.of(file.document.source.text());
            let named = named || tool.programs.iter().any(|program| names(whole, program));
            return if named { Use::Hidden(reason.clone()) } else { Use::None };
        }
        let calls = Self::of(run, tool).len();
        if calls > 0 {
            return Use::Certain(calls);
        }
        if !tool.store {
            return Use::None;
        }
        let builds = run.simple_commands().iter().any(|found| may_build(found.simple, run.text));
        if builds || named && has_text_for_a_shell(run) { Use::Possible } else { Use::None }
    }

    /// Whether the call uses a directory of the cache.
    pub(super) fn uses(&self, place: &CachePlace) -> bool {
        !place.except.contains(&self.subcommand)
    }

    /// Whether a RUN with these calls uses a directory of the cache; one without may be a build that calls the program.
    pub(super) fn any_uses(calls: &[Self], place: &CachePlace) -> bool {
        calls.is_empty() || calls.iter().any(|call| call.uses(place))
    }

    /// The calls of a program in a RUN that fill its cache, or read it.
    pub(super) fn of(run: &'r Run<'_>, tool: &CacheTool) -> Vec<Self> {
        if !tool.programs.iter().any(|program| run.mentions(program.as_str())) {
            return Vec::new();
        }
        let is_in = |names: &[String], subcommand: &str| names.iter().any(|known| known == subcommand);
        let fills = |subcommand: &str| {
            (tool.fills.is_empty() || is_in(&tool.fills, subcommand)) && !is_in(&tool.leaves, subcommand)
        };
        let mut found = Vec::new();
        for located in run.simple_commands() {
            let simple = located.simple;
            match resolve(simple, run.text) {
                Resolved::Known(known) if tool.programs.iter().any(|program| program == known.tool) => {
                    if !fills(known.subcommand_name()) {
                        continue;
                    }
                    let options = known.options.iter().map(|option| option.name.clone().into_owned()).collect();
                    let odd = match known.wrappers.first() {
                        Some(wrapper) => Some(format!("`{wrapper}` may run it as another user, or elsewhere")),
                        None if !known.is_transparent() => {
                            Some(format!("a word of the command line of {} is not known", tool.name))
                        }
                        None => None,
                    };
                    let subcommand = known.subcommand_name().to_owned();
                    found.push(Self { simple, subcommand, options, odd });
                }
                Resolved::Other { name } => {
                    let bare = name.rsplit('/').next().unwrap_or_default();
                    let is_it = |program: &String| *program == *name || (name.starts_with('/') && program == bare);
                    if !tool.programs.iter().any(is_it) {
                        continue;
                    }
                    let words = simple.words.iter().map(|word| word.value(run.text));
                    let mut rest = words.skip_while(|word| word.as_ref() != Some(&name)).skip(1);
                    let wrapped = simple.words.first().and_then(|word| word.value(run.text)).as_ref() != Some(&name);
                    let rest: Vec<_> = rest.by_ref().collect();
                    let subcommand = rest.iter().flatten().find(|word| !word.starts_with('-'));
                    if !fills(subcommand.map_or("", |subcommand| &**subcommand)) {
                        continue;
                    }
                    let options = rest.iter().flatten().filter(|word| word.starts_with('-'));
                    let options = options.map(|word| word.split('=').next().unwrap_or_default().to_owned()).collect();
                    let odd = wrapped.then(|| "another program may run it as another user, or elsewhere".to_owned());
                    let subcommand = subcommand.map(|word| word.clone().into_owned()).unwrap_or_default();
                    found.push(Self { simple, subcommand, options, odd });
                }
                _ => {}
            }
        }
        found
    }
}

/// Whether a RUN puts what it builds into the store of a program, for other calls.
pub(super) fn stores(run: &Run<'_>, tool: &CacheTool) -> bool {
    let is_word = |word: &str| tool.stores.iter().any(|known| known == word);
    !tool.stores.is_empty()
        && Call::of(run, tool)
            .iter()
            .any(|call| call.simple.words.iter().filter_map(|word| word.value(run.text)).any(|word| is_word(&word)))
}

/// Whether each of these calls in a RUN, of which there may be none to see, has a variable with this value.
pub(super) fn all_have<'c>(
    file: &Model<'_>,
    run: &Run<'_>,
    mut calls: impl Iterator<Item = &'c Call<'c>>,
    [name, value]: &[String; 2],
) -> bool {
    let own = |call: &Call<'_>| {
        let mut assigns = call.simple.assigns.iter().filter(|assign| assign.name.of(run.text) == name);
        assigns.next_back().is_some_and(|assign| assign.value.value(run.text).as_deref() == Some(value))
    };
    if super::sets(run, name) {
        return calls.next().is_some_and(own) && calls.all(own);
    }
    let declared = file.variable(run.at, name);
    declared.is_some_and(|it| it.provenance == Provenance::Literal && it.text == *value)
}

/// Whether the calls of a program in a RUN use its cache where it usually is.
pub(super) fn allows(file: &Model<'_>, run: &Run<'_>, tool: &CacheTool) -> Result<(), String> {
    let Ok(script) = &run.script else { return Ok(()) };
    if let Some(name) =
        file.declares(run.at, tool.off.iter()).or_else(|| tool.off.iter().find(|name| run.mentions(name)))
    {
        return Err(format!("{name} decides about the cache of {}; without it a mount can keep it", tool.name));
    }
    if let Some(text) = tool.beside.iter().find(|text| run.mentions(text)) {
        return Err(format!("`{}` may keep in the same directory what is needed later", text.trim()));
    }
    for program in &tool.programs {
        if shadows(script, run.text, program) {
            return Err(format!("it gives the name {program} another meaning"));
        }
    }
    for call in Call::of(run, tool) {
        if let Some(reason) = call.odd {
            return Err(reason);
        }
        if let Some(option) = call.options.iter().find(|option| tool.options.iter().any(|known| known == *option)) {
            return Err(format!("{option} decides about the cache of {}", tool.name));
        }
        if let Some(option) = call.options.iter().find(|option| tool.needs.iter().any(|known| known == *option)) {
            return Err(format!(
                "{option} takes what an earlier RUN fetched, and a builder may empty a mount while it keeps that layer"
            ));
        }
        if call.simple.assigns.iter().any(|assign| assign.name.of(run.text) == "HOME") {
            return Err("HOME is set for the call alone".to_owned());
        }
    }
    Ok(())
}

/// Whether a text names a program: its name stands there as a word.
fn names(text: &str, program: &str) -> bool {
    let program = program.trim_start_matches("./");
    let is_part = |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '_' | '-' | '.');
    text.match_indices(program).any(|(at, _)| {
        let after = &text[at + program.len()..];
        !text[..at].ends_with(is_part) && after.starts_with([' ', '"', '\'', ',', '\n'])
    })
}

/// Whether a command may be a build that calls other programs: `make` and its likes, a script of the project.
fn may_build(simple: &Simple, text: &str) -> bool {
    let value = |at: usize| simple.words.get(at).and_then(|word| word.value(text));
    let Some(name) = value(0) else { return false };
    let is_script = |word: &str| word.starts_with("./") || word.starts_with("../") || word.ends_with(".sh");
    let runs_file = matches!(&*name, "sh" | "bash" | "ash" | "dash" | "." | "source")
        && value(1).is_some_and(|word| is_script(&word));
    BUILDERS.contains(&&*name) || is_script(&name) || runs_file
}

/// Whether a command gets a text that a shell may run.
fn has_text_for_a_shell(run: &Run<'_>) -> bool {
    run.simple_commands().iter().any(|found| matches!(resolve(found.simple, run.text), Resolved::Opaque(_)))
}
