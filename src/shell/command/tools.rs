//! The option tables of `src/facts/tools.toml`.

use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    // The table is part of the program and a test reads it; if it were broken every command would be unknown.
    toml::from_str::<Raw>(include_str!("../../facts/tools.toml")).map(Table::new).unwrap_or_default()
});

/// The tables, read once.
pub(super) fn table() -> &'static Table {
    &TABLE
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    tool: Vec<RawTool>,
    wrapper: Vec<RawWrapper>,
    opaque: HashMap<String, String>,
    shells: RawNames,
    python: RawNames,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTool {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    versioned: Vec<String>,
    #[serde(default)]
    modules: Vec<String>,
    #[serde(default)]
    in_opt: bool,
    like: Option<String>,
    #[serde(default)]
    groups: Vec<String>,
    #[serde(default)]
    short_equals: bool,
    #[serde(default)]
    bool_words: bool,
    #[serde(flatten)]
    options: RawOptions,
    #[serde(default)]
    subcommands: Vec<RawSubcommand>,
}

#[derive(Deserialize)]
struct RawSubcommand {
    name: String,
    like: Option<String>,
    #[serde(default)]
    rest: bool,
    #[serde(flatten)]
    options: RawOptions,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWrapper {
    name: String,
    #[serde(default)]
    operands: usize,
    #[serde(default)]
    assignments: bool,
    #[serde(default)]
    appends: bool,
    #[serde(default)]
    queries: Vec<String>,
    #[serde(flatten)]
    options: RawOptions,
}

#[derive(Deserialize)]
struct RawNames {
    names: Vec<String>,
    #[serde(flatten)]
    options: RawOptions,
}

#[derive(Deserialize, Default, Clone)]
struct RawOptions {
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    pairs: Vec<String>,
    #[serde(default)]
    lists: Vec<String>,
    #[serde(default)]
    placed: Vec<String>,
    #[serde(default)]
    numbers: Vec<String>,
    #[serde(default)]
    optional: Vec<String>,
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

/// Options by every spelling, with the name that rules use.
#[derive(Clone, Default)]
pub(super) struct Options {
    by_spelling: HashMap<String, (String, Arity)>,
    /// `-o=value` means `-o value`; for other tools the `=` belongs to the value.
    pub(super) short_equals: bool,
    /// A flag takes the next word if that is `true` or `false`.
    pub(super) bool_words: bool,
    /// The first operand begins the command line of another program.
    pub(super) rest: bool,
}

impl Options {
    fn new(raw: &RawOptions) -> Self {
        let mut options = Self::default();
        options.add(raw);
        options
    }

    fn add(&mut self, raw: &RawOptions) {
        for (list, arity) in [
            (&raw.flags, Arity::Flag),
            (&raw.values, Arity::Value),
            (&raw.pairs, Arity::Pair),
            (&raw.lists, Arity::List),
            (&raw.placed, Arity::Placed),
            (&raw.numbers, Arity::Number),
            (&raw.optional, Arity::Optional),
        ] {
            for entry in list {
                let name = entry.split('|').next().unwrap_or(entry);
                for spelling in entry.split('|') {
                    self.by_spelling.insert(spelling.to_owned(), (name.to_owned(), arity));
                }
            }
        }
    }

    /// The name and arity of a spelling such as `-y` or `--yes`.
    pub(super) fn get(&self, spelling: &str) -> Option<(&str, Arity)> {
        self.by_spelling.get(spelling).map(|(name, arity)| (name.as_str(), *arity))
    }
}

/// A program with options and perhaps subcommands.
#[derive(Clone, Default)]
pub(super) struct Tool {
    pub(super) name: String,
    pub(super) in_opt: bool,
    pub(super) groups: Vec<String>,
    pub(super) options: Options,
    /// Each subcommand by every spelling: its name, and the options that hold after it, those of the tool included.
    subcommands: HashMap<String, (String, Options)>,
}

impl Tool {
    pub(super) fn subcommand(&self, spelling: &str) -> Option<(&str, &Options)> {
        self.subcommands.get(spelling).map(|(name, options)| (name.as_str(), options))
    }

    pub(super) fn has_subcommands(&self) -> bool {
        !self.subcommands.is_empty()
    }

    fn add(&mut self, raw: &RawTool) {
        self.groups.extend(raw.groups.iter().cloned());
        self.options.add(&raw.options);
        self.options.short_equals |= raw.short_equals;
        self.options.bool_words |= raw.bool_words;
        for (_, options) in self.subcommands.values_mut() {
            options.add(&raw.options);
        }
        for subcommand in &raw.subcommands {
            let mut options = self.options.clone();
            let like = subcommand.like.as_deref().and_then(|like| like.split('|').next());
            if let Some((_, base)) = like.and_then(|like| self.subcommands.get(like)) {
                options = base.clone();
            }
            options.add(&subcommand.options);
            options.rest = subcommand.rest;
            let name = subcommand.name.split('|').next().unwrap_or(&subcommand.name);
            for spelling in subcommand.name.split('|') {
                self.subcommands.insert(spelling.to_owned(), (name.to_owned(), options.clone()));
            }
        }
    }
}

/// A program that runs the program named by its arguments.
pub(super) struct Wrapper {
    pub(super) name: String,
    /// How many words stand between its options and the command.
    pub(super) operands: usize,
    /// Whether `NAME=value` words may stand before the command.
    pub(super) assignments: bool,
    /// Whether it adds words of its own to the command.
    pub(super) appends: bool,
    /// Options with which it runs nothing.
    pub(super) queries: Vec<String>,
    pub(super) options: Options,
}

/// All tables.
#[derive(Default)]
pub(super) struct Table {
    tools: Vec<Tool>,
    by_name: HashMap<String, usize>,
    versioned: Vec<(String, usize)>,
    modules: HashMap<String, usize>,
    wrappers: HashMap<String, Wrapper>,
    opaque: HashMap<String, String>,
    shells: Vec<String>,
    pythons: Vec<String>,
    pub(super) python: Options,
}

impl Table {
    fn new(raw: Raw) -> Self {
        let mut table = Self {
            opaque: raw.opaque,
            shells: raw.shells.names,
            pythons: raw.python.names,
            python: Options::new(&raw.python.options),
            ..Self::default()
        };
        for raw in &raw.tool {
            let base = raw.like.as_ref().and_then(|like| table.by_name.get(like)).map(|&at| table.tools[at].clone());
            let mut tool = Tool { name: raw.name.clone(), in_opt: raw.in_opt, ..base.unwrap_or_default() };
            tool.add(raw);
            let at = table.tools.len();
            table.tools.push(tool);
            for name in std::iter::once(&raw.name).chain(&raw.aliases) {
                table.by_name.insert(name.clone(), at);
            }
            table.versioned.extend(raw.versioned.iter().map(|prefix| (prefix.clone(), at)));
            table.modules.extend(raw.modules.iter().map(|module| (module.clone(), at)));
        }
        for wrapper in raw.wrapper {
            let options = Options::new(&wrapper.options);
            let RawWrapper { name, operands, assignments, appends, queries, .. } = wrapper;
            table.wrappers.insert(name.clone(), Wrapper { name, operands, assignments, appends, queries, options });
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
        self.opaque.get(name).map(String::as_str)
    }

    pub(super) fn is_shell(&self, name: &str) -> bool {
        self.shells.iter().any(|shell| shell == name)
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
        let raw: Raw = toml::from_str(include_str!("../../facts/tools.toml")).unwrap();
        for tool in &raw.tool {
            if let Some(like) = &tool.like {
                assert!(raw.tool.iter().any(|other| &other.name == like), "{} is like {like}", tool.name);
            }
            for subcommand in &tool.subcommands {
                if let Some(like) = &subcommand.like {
                    let here = |tool: &RawTool| tool.subcommands.iter().any(|other| &other.name == like);
                    let base = raw.tool.iter().find(|other| Some(&other.name) == tool.like.as_ref());
                    assert!(here(tool) || base.is_some_and(here), "{} {like}", tool.name);
                }
            }
        }
    }

    #[test]
    fn no_spelling_stands_twice() {
        let raw: Raw = toml::from_str(include_str!("../../facts/tools.toml")).unwrap();
        let tools = raw.tool.iter().flat_map(|tool| {
            let own = (tool.name.clone(), &tool.options);
            let below = tool.subcommands.iter().map(|sub| (format!("{} {}", tool.name, sub.name), &sub.options));
            std::iter::once(own).chain(below)
        });
        let wrappers = raw.wrapper.iter().map(|wrapper| (wrapper.name.clone(), &wrapper.options));
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
