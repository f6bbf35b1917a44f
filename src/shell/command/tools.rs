//! The option tables of `src/facts/tools.toml`.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;

use crate::facts;

static RAW: LazyLock<Raw> = facts::table!("tools");

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(&RAW));

/// The tables, read once.
pub(super) fn table() -> &'static Table {
    &TABLE
}

type Names = Vec<&'static str>;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
struct Raw {
    tool: Vec<RawTool>,
    wrapper: Vec<RawWrapper>,
    opaque: HashMap<&'static str, &'static str>,
    shells: RawNames,
    python: RawNames,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTool {
    name: &'static str,
    #[serde(default)]
    aliases: Names,
    #[serde(default)]
    versioned: Names,
    #[serde(default)]
    modules: Names,
    #[serde(default)]
    in_opt: bool,
    like: Option<&'static str>,
    #[serde(default)]
    groups: Names,
    #[serde(default)]
    short_equals: bool,
    #[serde(default)]
    bool_words: Names,
    #[serde(flatten)]
    options: RawOptions,
    #[serde(default)]
    subcommands: Vec<RawSubcommand>,
}

#[derive(Deserialize)]
struct RawSubcommand {
    name: &'static str,
    like: Option<&'static str>,
    #[serde(default)]
    rest: bool,
    #[serde(flatten)]
    options: RawOptions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWrapper {
    name: &'static str,
    #[serde(default)]
    operands: usize,
    #[serde(default)]
    assignments: bool,
    #[serde(default)]
    appends: bool,
    #[serde(default)]
    queries: Names,
    #[serde(flatten)]
    options: RawOptions,
}

#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct RawNames {
    names: Names,
    #[serde(flatten)]
    options: RawOptions,
}

#[derive(Deserialize, Default)]
#[serde(bound(deserialize = "'de: 'static"))]
struct RawOptions {
    #[serde(default)]
    flags: Names,
    #[serde(default)]
    values: Names,
    #[serde(default)]
    pairs: Names,
    #[serde(default)]
    lists: Names,
    #[serde(default)]
    placed: Names,
    #[serde(default)]
    numbers: Names,
    #[serde(default)]
    optional: Names,
}

impl RawOptions {
    /// Each entry with what it takes.
    fn entries(&self) -> impl Iterator<Item = (&'static str, Arity)> {
        [
            (&self.flags, Arity::Flag),
            (&self.values, Arity::Value),
            (&self.pairs, Arity::Pair),
            (&self.lists, Arity::List),
            (&self.placed, Arity::Placed),
            (&self.numbers, Arity::Number),
            (&self.optional, Arity::Optional),
        ]
        .into_iter()
        .flat_map(|(list, arity)| list.iter().map(move |entry| (*entry, arity)))
    }
}

/// Whether an option takes an argument.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Arity {
    /// None, though some tools take `--flag=value`.
    Flag,
    /// The rest of the word or the next word.
    Value,
    /// The next two words.
    Pair,
    /// The rest of the word, or all words up to the next option.
    List,
    /// The rest of the word, or the next word unless it begins with `-`.
    Placed,
    /// The rest of the word or the next word, if it is a number.
    Number,
    /// Only the rest of the word.
    Optional,
}

/// The options of a command line. Most tools of the table are never asked, so spellings are put in order when they are.
#[derive(Clone, Default)]
pub(super) struct Options {
    /// The rows that hold, later ones before earlier ones.
    rows: Vec<&'static RawOptions>,
    by_spelling: OnceLock<HashMap<&'static str, (&'static str, Arity)>>,
    /// `-o=value` means `-o value`; for other tools the `=` belongs to the value.
    pub(super) short_equals: bool,
    /// A flag takes the next word if that is one of these.
    pub(super) bool_words: &'static [&'static str],
    /// The first operand begins the command line of another program.
    pub(super) rest: bool,
}

impl Options {
    fn new(row: &'static RawOptions) -> Self {
        Self { rows: vec![row], ..Self::default() }
    }

    /// The name and arity of a spelling such as `-y` or `--yes`.
    pub(super) fn get(&self, spelling: &str) -> Option<(&'static str, Arity)> {
        let index = self.by_spelling.get_or_init(|| {
            let entries = self.rows.iter().flat_map(|row| row.entries());
            entries.flat_map(|(entry, arity)| entry.split('|').map(move |word| (word, (first(entry), arity)))).collect()
        });
        index.get(spelling).copied()
    }
}

/// The name of an entry: its first spelling.
fn first(entry: &'static str) -> &'static str {
    entry.split('|').next().unwrap_or(entry)
}

/// A program with options and perhaps subcommands.
#[derive(Clone, Default)]
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) in_opt: bool,
    pub(super) groups: Names,
    pub(super) options: Options,
    /// Each subcommand by every spelling: its name, and the options that hold after it, those of the tool included.
    subcommands: HashMap<&'static str, (&'static str, Options)>,
}

impl Tool {
    pub(super) fn subcommand(&self, spelling: &str) -> Option<(&'static str, &Options)> {
        self.subcommands.get(spelling).map(|(name, options)| (*name, options))
    }

    pub(super) fn has_subcommands(&self) -> bool {
        !self.subcommands.is_empty()
    }

    fn add(&mut self, raw: &'static RawTool) {
        self.groups.extend(&raw.groups);
        self.options.rows.push(&raw.options);
        self.options.short_equals |= raw.short_equals;
        if !raw.bool_words.is_empty() {
            self.options.bool_words = &raw.bool_words;
        }
        for (_, options) in self.subcommands.values_mut() {
            options.rows.push(&raw.options);
        }
        for subcommand in &raw.subcommands {
            let base = subcommand.like.and_then(|like| self.subcommands.get(first(like)));
            let mut options = base.map_or(&self.options, |(_, options)| options).clone();
            options.rows.push(&subcommand.options);
            options.rest = subcommand.rest;
            for spelling in subcommand.name.split('|') {
                self.subcommands.insert(spelling, (first(subcommand.name), options.clone()));
            }
        }
    }
}

/// A program that runs the program named by its arguments.
pub(super) struct Wrapper {
    pub(super) name: &'static str,
    /// How many words stand between its options and the command.
    pub(super) operands: usize,
    /// Whether `NAME=value` words may stand before the command.
    pub(super) assignments: bool,
    /// Whether it adds words of its own to the command.
    pub(super) appends: bool,
    /// Options with which it runs nothing.
    pub(super) queries: &'static [&'static str],
    pub(super) options: Options,
}

impl Wrapper {
    fn new(raw: &'static RawWrapper) -> Self {
        let RawWrapper { name, operands, assignments, appends, queries, options } = raw;
        Self {
            name,
            operands: *operands,
            assignments: *assignments,
            appends: *appends,
            queries,
            options: Options::new(options),
        }
    }
}

/// All tables.
pub(super) struct Table {
    tools: Vec<Tool>,
    by_name: HashMap<&'static str, usize>,
    versioned: Vec<(&'static str, usize)>,
    modules: HashMap<&'static str, usize>,
    wrappers: HashMap<&'static str, Wrapper>,
    opaque: &'static HashMap<&'static str, &'static str>,
    shells: &'static [&'static str],
    pythons: &'static [&'static str],
    pub(super) python: Options,
}

impl Table {
    fn new(raw: &'static Raw) -> Self {
        let mut table = Self {
            tools: Vec::with_capacity(raw.tool.len()),
            by_name: HashMap::new(),
            versioned: Vec::new(),
            modules: HashMap::new(),
            wrappers: raw.wrapper.iter().map(|wrapper| (wrapper.name, Wrapper::new(wrapper))).collect(),
            opaque: &raw.opaque,
            shells: &raw.shells.names,
            pythons: &raw.python.names,
            python: Options::new(&raw.python.options),
        };
        for raw in &raw.tool {
            let base = raw.like.and_then(|like| table.by_name.get(like)).map(|&at| table.tools[at].clone());
            let mut tool = Tool { name: raw.name, in_opt: raw.in_opt, ..base.unwrap_or_default() };
            tool.add(raw);
            let at = table.tools.len();
            table.tools.push(tool);
            table.by_name.extend(std::iter::once(&raw.name).chain(&raw.aliases).map(|name| (*name, at)));
            table.versioned.extend(raw.versioned.iter().map(|prefix| (*prefix, at)));
            table.modules.extend(raw.modules.iter().map(|module| (*module, at)));
        }
        table
    }

    /// The tool of a name without a path: `apt-get`, `pip3.11`.
    pub(super) fn tool(&self, name: &str) -> Option<&Tool> {
        let versioned = || self.versioned.iter().find(|(prefix, _)| is_versioned(name, prefix)).map(|(_, at)| at);
        self.tools.get(*self.by_name.get(name).or_else(versioned)?)
    }

    /// The tool that `python -m` runs for a module.
    pub(super) fn module(&self, name: &str) -> Option<&Tool> {
        self.tools.get(*self.modules.get(name)?)
    }

    pub(super) fn wrapper(&self, name: &str) -> Option<&Wrapper> {
        self.wrappers.get(name)
    }

    /// Why nothing is known about the arguments of the program.
    pub(super) fn opaque(&self, name: &str) -> Option<&str> {
        self.opaque.get(name).copied()
    }

    pub(super) fn is_shell(&self, name: &str) -> bool {
        self.shells.contains(&name)
    }

    pub(super) fn is_python(&self, name: &str) -> bool {
        self.pythons.iter().any(|python| is_versioned(name, python))
    }
}

/// Whether `name` is `prefix` and a version such as `3` or `3.11`, or nothing.
fn is_versioned(name: &str, prefix: &str) -> bool {
    name.strip_prefix(prefix).is_some_and(|rest| {
        rest.is_empty()
            || (rest.starts_with(|c: char| c.is_ascii_digit())
                && rest.ends_with(|c: char| c.is_ascii_digit())
                && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let raw: Raw = serde_json::from_str(facts::text!("tools")).unwrap();
        for tool in &raw.tool {
            if let Some(like) = &tool.like {
                assert!(raw.tool.iter().any(|other| other.name == *like), "{} is like {like}", tool.name);
            }
            for subcommand in &tool.subcommands {
                if let Some(like) = &subcommand.like {
                    let here = |tool: &RawTool| tool.subcommands.iter().any(|other| other.name == *like);
                    let base = raw.tool.iter().find(|other| Some(other.name) == tool.like);
                    assert!(here(tool) || base.is_some_and(here), "{} {like}", tool.name);
                }
            }
        }
    }

    #[test]
    fn no_spelling_stands_twice() {
        let raw: Raw = serde_json::from_str(facts::text!("tools")).unwrap();
        let tools = raw.tool.iter().flat_map(|tool| {
            let own = (tool.name.to_owned(), &tool.options);
            let below = tool.subcommands.iter().map(|sub| (format!("{} {}", tool.name, sub.name), &sub.options));
            std::iter::once(own).chain(below)
        });
        let wrappers = raw.wrapper.iter().map(|wrapper| (wrapper.name.to_owned(), &wrapper.options));
        for (name, options) in tools.chain(wrappers) {
            let RawOptions { flags, values, pairs, lists, placed, numbers, optional } = options;
            let mut seen = std::collections::HashSet::new();
            for entry in [flags, values, pairs, lists, placed, numbers, optional].into_iter().flatten() {
                for spelling in entry.split('|') {
                    assert!(seen.insert(spelling), "{name} {spelling}");
                    assert!(spelling.starts_with('-'), "{name} {spelling}");
                }
            }
        }
    }

    #[test]
    fn names_with_versions() {
        for name in ["pip", "pip3", "pip2", "pip3.11", "pip2.7"] {
            assert_eq!(table().tool(name).unwrap().name, "pip", "{name}");
        }
        for name in ["pip-compile", "pip3.", "pipx3", "pipenv3"] {
            assert!(table().tool(name).is_none_or(|tool| tool.name != "pip"), "{name}");
        }
        assert!(table().is_python("python3.12") && !table().is_python("pythonista"));
    }

    #[test]
    fn tables_are_inherited() {
        assert_eq!(table().tool("apt").unwrap().options.get("-t"), Some(("--target-release", Arity::Value)));
        let (name, options) = table().tool("mamba").unwrap().subcommand("create").unwrap();
        assert_eq!((name, options.get("-y")), ("create", Some(("--yes", Arity::Flag))));
        let (_, options) = table().tool("micromamba").unwrap().subcommand("install").unwrap();
        assert_eq!(options.get("-r"), Some(("--root-prefix", Arity::Value)));
    }
}
