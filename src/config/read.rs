//! The text of a `dfopt.toml` to settings, checked against the registry.

use std::ops::Range;
use std::path::{Component, Path};

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::{
    BuildContext, CachePolicy, ConfigError, ConfigProblem, OptionValue, Settings, TransformSettings, discover,
};
use crate::nearest::{expected, expected_transform};
use crate::syntax::Source;
use crate::transform::{Meta, OptionKind, Safety};

type Value<'i> = Spanned<DeValue<'i>>;

pub(super) fn settings(text: &str, origin: &Path, metas: &[&Meta]) -> Result<Settings, ConfigError> {
    let mut reader = Reader { metas, faults: Vec::new() };
    let mut settings = Settings::default();
    match DeTable::parse(text) {
        Ok(table) => reader.top(table.get_ref(), &mut settings),
        Err(error) => reader.fault(error.span().unwrap_or(0..0), error.message()),
    }
    if reader.faults.is_empty() {
        return Ok(settings);
    }
    let source = Source::new(text);
    reader.faults.sort_by_key(|(at, _)| at.start);
    let problems = reader
        .faults
        .into_iter()
        .map(|(at, message)| ConfigProblem { position: Some(source.position(at.start)), message })
        .collect();
    Err(ConfigError { origin: origin.to_owned(), problems })
}

struct Reader<'m> {
    metas: &'m [&'m Meta],
    faults: Vec<(Range<usize>, String)>,
}

impl Reader<'_> {
    fn fault(&mut self, at: Range<usize>, message: impl Into<String>) {
        self.faults.push((at, message.into()));
    }

    fn unknown_key<'a>(&mut self, at: Range<usize>, key: &str, known: impl IntoIterator<Item = &'a str> + Clone) {
        self.fault(at, format!("unknown key `{key}`, {}", expected(key, known)));
    }

    fn top(&mut self, table: &DeTable<'_>, settings: &mut Settings) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "exclude" => settings.exclude = self.globs(value),
                "respect-hadolint" => settings.respect_hadolint = self.flag(value),
                "cache" => {
                    settings.cache = self
                        .word(value, &CachePolicy::WORDS)
                        .map_or(CachePolicy::Cleanup, |word| CachePolicy::named(&word));
                }
                "clean" => {
                    for (key, value) in self.table(value).into_iter().flatten() {
                        match key.get_ref().as_ref() {
                            "builders" => settings.clean_builders = self.flag(value),
                            other => self.unknown_key(key.span(), other, ["builders"]),
                        }
                    }
                }
                "contexts" => settings.contexts = self.contexts(value),
                "transforms" => {
                    for (id, value) in self.table(value).into_iter().flatten() {
                        if let Some((id, read)) = self.transform(id, value) {
                            settings.transforms.insert(id, read);
                        }
                    }
                }
                other => {
                    self.unknown_key(
                        key.span(),
                        other,
                        ["exclude", "respect-hadolint", "cache", "clean", "contexts", "transforms"],
                    );
                }
            }
        }
    }

    fn contexts(&mut self, value: &Value<'_>) -> Vec<BuildContext> {
        let DeValue::Array(array) = value.get_ref() else {
            return self.wrong(value, "a list of tables").unwrap_or_default();
        };
        let mut contexts = Vec::new();
        for item in array {
            let mut context = BuildContext { files: Vec::new(), directory: ".".to_owned() };
            for (key, value) in self.table(item).into_iter().flatten() {
                match key.get_ref().as_ref() {
                    "files" => context.files = self.globs(value),
                    "directory" => context.directory = self.directory(value),
                    other => self.unknown_key(key.span(), other, ["files", "directory"]),
                }
            }
            contexts.push(context);
        }
        contexts
    }

    /// A directory below that of the file.
    fn directory(&mut self, value: &Value<'_>) -> String {
        let DeValue::String(word) = value.get_ref() else {
            return self.wrong(value, "a string").unwrap_or_default();
        };
        let inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
        if !Path::new(word.as_ref()).components().all(inside) {
            self.fault(value.span(), format!("`{word}` leads outside, expected a directory below that of this file"));
        }
        word.clone().into_owned()
    }

    fn transform(
        &mut self,
        id: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Value<'_>,
    ) -> Option<(String, TransformSettings)> {
        let Some(meta) = self.metas.iter().copied().find(|meta| meta.id == id.get_ref()) else {
            let ids = self.metas.iter().map(|meta| meta.id);
            self.fault(
                id.span(),
                format!("unknown transform `{}`, {}", id.get_ref(), expected_transform(id.get_ref(), ids)),
            );
            return None;
        };
        let mut read = TransformSettings::default();
        for (key, value) in self.table(value)? {
            match key.get_ref().as_ref() {
                "enabled" => read.enabled = Some(self.flag(value)),
                "safety" => {
                    read.safety = self.word(value, &["safe", "unsafe"]).map(|word| match word.as_str() {
                        "safe" => Safety::Safe,
                        _ => Safety::Unsafe,
                    });
                }
                name => match meta.options.iter().find(|option| option.name == name) {
                    Some(option) => {
                        if let Some(value) = self.option(value, option.kind) {
                            read.options.insert(name.to_owned(), value);
                        }
                    }
                    None => {
                        let known = ["enabled", "safety"].into_iter().chain(meta.options.iter().map(|o| o.name));
                        self.unknown_key(key.span(), name, known);
                    }
                },
            }
        }
        Some((meta.id.to_owned(), read))
    }

    fn option(&mut self, value: &Value<'_>, kind: OptionKind) -> Option<OptionValue> {
        match kind {
            OptionKind::Bool { .. } => Some(OptionValue::Bool(self.flag(value))),
            OptionKind::Choice(words) => self.word(value, words).map(OptionValue::Word),
            OptionKind::Number { .. } => match value.get_ref() {
                DeValue::Integer(integer) if number(integer).is_some() => number(integer).map(OptionValue::Number),
                _ => self.wrong(value, "a whole number from 0 to 4294967295"),
            },
            OptionKind::Words => {
                Some(OptionValue::Words(self.words(value).into_iter().map(|(_, word)| word).collect()))
            }
        }
    }

    /// Reports a value of the wrong type.
    fn wrong<T>(&mut self, value: &Value<'_>, wanted: &str) -> Option<T> {
        self.fault(value.span(), format!("expected {wanted}, found {}", kind(value.get_ref())));
        None
    }

    fn table<'v, 'i>(&mut self, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => self.wrong(value, "a table"),
        }
    }

    fn flag(&mut self, value: &Value<'_>) -> bool {
        match value.get_ref() {
            DeValue::Boolean(flag) => *flag,
            _ => self.wrong(value, "`true` or `false`").unwrap_or_default(),
        }
    }

    fn word(&mut self, value: &Value<'_>, known: &[&str]) -> Option<String> {
        match value.get_ref() {
            DeValue::String(word) if known.contains(&word.as_ref()) => Some(word.clone().into_owned()),
            DeValue::String(word) => {
                let message = format!("unknown value `{word}`, {}", expected(word, known.iter().copied()));
                self.fault(value.span(), message);
                None
            }
            _ => self.wrong(value, "a string"),
        }
    }

    fn words(&mut self, value: &Value<'_>) -> Vec<(Range<usize>, String)> {
        let DeValue::Array(array) = value.get_ref() else {
            return self.wrong(value, "a list of strings").unwrap_or_default();
        };
        let mut words = Vec::new();
        for item in array {
            match item.get_ref() {
                DeValue::String(word) => words.push((item.span(), word.clone().into_owned())),
                _ => self.wrong(item, "a string").unwrap_or_default(),
            }
        }
        words
    }

    fn globs(&mut self, value: &Value<'_>) -> Vec<String> {
        let words = self.words(value);
        for (at, glob) in &words {
            if let Err(reason) = discover::matcher(Path::new(""), std::slice::from_ref(glob)) {
                self.fault(at.clone(), format!("malformed glob `{glob}`: {reason}"));
            }
        }
        words.into_iter().map(|(_, glob)| glob).collect()
    }
}

fn number(integer: &DeInteger<'_>) -> Option<u32> {
    u32::from_str_radix(integer.as_str(), integer.radix()).ok()
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::{OptionSpec, Phase};

    static META: Meta = Meta {
        id: "merge-runs",
        summary: "",
        technique: "",
        phase: Phase::Layers,
        safety: Safety::Safe,
        default: true,
        since: "0.1.0",
        equivalents: &[],
        saves: &[],
        delta: &[],
        options: &[
            OptionSpec { name: "style", kind: OptionKind::Choice(&["and", "heredoc"]), doc: "" },
            OptionSpec { name: "limit", kind: OptionKind::Number { default: 7 }, doc: "" },
            OptionSpec { name: "keep", kind: OptionKind::Words, doc: "" },
            OptionSpec { name: "eager", kind: OptionKind::Bool { default: true }, doc: "" },
        ],
        docs: "",
    };

    fn read(text: &str) -> Result<Settings, String> {
        settings(text, Path::new("dfopt.toml"), &[&META]).map_err(|error| error.to_string())
    }

    #[test]
    fn reads_every_key() {
        let settings = read(
            "exclude = ['a/']\nrespect-hadolint = false\ncache = 'auto'\n[clean]\nbuilders = true\n\
             [[contexts]]\nfiles = ['a/']\n[transforms.merge-runs]\n\
             enabled = false\nsafety = 'unsafe'\nstyle = 'heredoc'\nlimit = 0x10\nkeep = ['x', 'y']\neager = false\n",
        )
        .unwrap();
        assert_eq!(settings.exclude, ["a/"]);
        assert!(!settings.respect_hadolint && settings.clean_builders);
        assert_eq!(settings.contexts, [BuildContext { files: vec!["a/".into()], directory: ".".into() }]);
        assert_eq!(settings.cache, CachePolicy::Auto);
        assert_eq!(settings.transforms["merge-runs"].enabled, Some(false));
        assert_eq!(settings.transforms["merge-runs"].safety, Some(Safety::Unsafe));
        assert_eq!(settings.choice(&META, "style"), "heredoc");
        assert_eq!(settings.number(&META, "limit"), 16);
        assert_eq!(settings.words(&META, "keep"), ["x", "y"]);
        assert!(!settings.flag(&META, "eager"));
        assert_eq!(read(""), Ok(Settings::default()));
    }

    #[test]
    fn defaults_hold_where_nothing_is_set() {
        let settings = Settings::default();
        assert_eq!(settings.choice(&META, "style"), "and");
        assert_eq!(settings.number(&META, "limit"), 7);
        assert!(settings.flag(&META, "eager"));
        assert!(settings.words(&META, "keep").is_empty());
    }

    #[test]
    fn reports_all_faults_with_their_places() {
        let error = read(
            "exclud = []\nrespect-hadolint = 1\n\n[clean]\nbuilder = true\n[transforms.merge-run]\n\
             [transforms.merge-runs]\nenabeld = true\nsafety = 'saef'\nlimit = -1\nkeep = [1]\nstyle = true\n",
        )
        .unwrap_err();
        let expected = "\
dfopt.toml:1:1: unknown key `exclud`, did you mean `exclude`?
dfopt.toml:2:20: expected `true` or `false`, found a whole number
dfopt.toml:5:1: unknown key `builder`, did you mean `builders`?
dfopt.toml:6:13: unknown transform `merge-run`, did you mean `merge-runs`?
dfopt.toml:8:1: unknown key `enabeld`, did you mean `enabled`?
dfopt.toml:9:10: unknown value `saef`, did you mean `safe`?
dfopt.toml:10:9: expected a whole number from 0 to 4294967295, found a whole number
dfopt.toml:11:9: expected a string, found a whole number
dfopt.toml:12:9: expected a string, found a boolean";
        assert_eq!(error, expected);
    }

    #[test]
    fn reports_malformed_toml_and_globs() {
        assert!(read("exclude = [\n").unwrap_err().starts_with("dfopt.toml:"));
        assert!(read("exclude = ['a', 'b[']").unwrap_err().starts_with("dfopt.toml:1:17: malformed glob `b[`: "));
        assert!(
            read("contexts = [{files = ['a['], directory = '../x', file = 1}]").unwrap_err().contains("leads outside")
        );
        assert!(read("transforms = 3").unwrap_err().ends_with("expected a table, found a whole number"));
    }
}
