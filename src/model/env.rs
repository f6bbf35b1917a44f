//! ARG and ENV: scope and expansion, with where each value comes from.
//!
//! The rules are BuildKit's (`dockerfile2llb/convert.go`, `shell/lex.go`; Dockerfile reference, "Scope of ARG" and
//! "Environment replacement"): an ENV hides an ARG of the same name, an ARG before the first FROM is seen by FROM only
//! unless the stage declares it again, a stage inherits the environment of the stage it is built from. A variable
//! nobody declares may come from the base image, so it is unknown, never empty.

use std::collections::HashMap;

/// How sure a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provenance {
    /// The default of an ARG is part of it: a build may give another.
    ArgDefault,
    /// Written in the file.
    Literal,
}

/// An expanded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expanded {
    /// The text.
    pub text: String,
    /// How sure it is.
    pub provenance: Provenance,
}

/// What a name stands for from some instruction on.
#[derive(Clone, Debug)]
struct Binding {
    /// Index of the instruction that declares it; it counts for later ones.
    at: usize,
    /// Its value, if known.
    value: Option<Expanded>,
    is_env: bool,
}

/// The variables of one scope: a stage, or the ARGs before the first FROM.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    bindings: HashMap<String, Vec<Binding>>,
    /// Index in [`Scopes`] of the scope whose environment this one inherits.
    parent: Option<usize>,
}

/// All scopes of a file. Scope 0 holds the ARGs before the first FROM, scope `n + 1` stage `n`.
#[derive(Clone, Debug)]
pub(super) struct Scopes {
    scopes: Vec<Scope>,
}

impl Default for Scopes {
    fn default() -> Self {
        Self { scopes: vec![Scope::default()] }
    }
}

impl Scopes {
    /// Opens the scope of the next stage, which inherits the environment of stage `base`.
    pub(super) fn open(&mut self, base: Option<usize>) {
        self.scopes.push(Scope { bindings: HashMap::new(), parent: base.map(|stage| stage + 1) });
    }

    /// Declares an ENV in the scope opened last.
    pub(super) fn set_env(&mut self, at: usize, name: &str, value: Option<Expanded>) {
        self.bind(name, Binding { at, value, is_env: true });
    }

    /// Declares an ARG in the scope opened last. Without a default it takes that of the ARG before the first FROM.
    pub(super) fn set_arg(&mut self, at: usize, name: &str, default: Option<Expanded>) {
        let value = default.or_else(|| self.scopes.first().filter(|_| self.scopes.len() > 1)?.last(name, false));
        let value = value.map(|value| Expanded { provenance: Provenance::ArgDefault, ..value });
        self.bind(name, Binding { at, value, is_env: false });
    }

    fn bind(&mut self, name: &str, binding: Binding) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.bindings.entry(name.to_owned()).or_default().push(binding);
        }
    }

    /// The value that `name` has for the instruction `at` of `stage` (`None` for the ARGs before the first FROM);
    /// `None` when it is not known.
    #[must_use]
    pub(super) fn value(&self, stage: Option<usize>, at: usize, name: &str) -> Option<Expanded> {
        self.binding(stage, at, name).ok()??.value.clone()
    }

    /// Whether an ENV or ARG in scope declares `name` for the instruction `at` of `stage`, or may do so.
    #[must_use]
    pub(super) fn is_declared(&self, stage: Option<usize>, at: usize, name: &str) -> bool {
        !matches!(self.binding(stage, at, name), Ok(None))
    }

    fn binding(&self, stage: Option<usize>, at: usize, name: &str) -> Result<Option<&Binding>, TooDeep> {
        let Some(own) = self.scopes.get(stage.map_or(0, |stage| stage + 1)) else { return Ok(None) };
        if let Some(found) = own.before(name, at, true) {
            return Ok(Some(found));
        }
        let mut parent = own.parent;
        for _ in 0..MAX_ANCESTORS {
            let Some(scope) = parent.and_then(|index| self.scopes.get(index)) else {
                return Ok(own.before(name, at, false));
            };
            if let Some(found) = scope.before(name, usize::MAX, true) {
                return Ok(Some(found));
            }
            parent = scope.parent;
        }
        Err(TooDeep)
    }
}

/// Stages built FROM stages, over more steps than this, are not looked through: what they declare is unknown.
const MAX_ANCESTORS: usize = 64;

/// The chain of stages is longer than [`MAX_ANCESTORS`].
struct TooDeep;

impl Scope {
    fn before(&self, name: &str, at: usize, is_env: bool) -> Option<&Binding> {
        let bindings = self.bindings.get(name)?;
        let end = bindings.partition_point(|binding| binding.at < at);
        bindings[..end].iter().rev().find(|binding| binding.is_env == is_env)
    }

    fn last(&self, name: &str, is_env: bool) -> Option<Expanded> {
        self.before(name, usize::MAX, is_env)?.value.clone()
    }
}

/// Expands a word as BuildKit does: quotes and escapes are removed, `$NAME`, `${NAME}`, `${NAME:-word}` and
/// `${NAME:+word}` are replaced. `None` when a variable is unknown, the substitution is of another kind, or the text gets
/// too long.
#[must_use]
pub(super) fn expand(word: &str, escape: char, lookup: &dyn Fn(&str) -> Option<Expanded>) -> Option<Expanded> {
    expand_within(word, escape, lookup, 0)
}

/// Nested defaults deeper than this are unknown.
const MAX_DEPTH: usize = 16;

/// A text that substitutions make longer than this is unknown: each ENV could double that of the one before.
const MAX_EXPANDED: usize = 4096;

fn expand_within(
    word: &str,
    escape: char,
    lookup: &dyn Fn(&str) -> Option<Expanded>,
    depth: usize,
) -> Option<Expanded> {
    let mut out = Expanded { text: String::with_capacity(word.len()), provenance: Provenance::Literal };
    let mut quote = None;
    let mut rest = word;
    while let Some(ch) = rest.chars().next() {
        rest = &rest[ch.len_utf8()..];
        match (quote, ch) {
            (None, '\'' | '"') => quote = Some(ch),
            (Some(open), _) if ch == open => quote = None,
            (Some('\''), _) => out.text.push(ch),
            (_, '$') => {
                let (value, used) = substitution(rest, escape, lookup, depth)?;
                out.provenance = out.provenance.min(value.provenance);
                out.text.push_str(&value.text);
                if out.text.len() > MAX_EXPANDED.max(word.len()) {
                    return None;
                }
                rest = &rest[used..];
            }
            (None, _) if ch == escape => {
                let next = rest.chars().next();
                out.text.extend(next);
                rest = &rest[next.map_or(0, char::len_utf8)..];
            }
            (Some('"'), _) if ch == escape => match rest.chars().next() {
                Some(next) if next == '"' || next == '$' || next == escape => {
                    out.text.push(next);
                    rest = &rest[next.len_utf8()..];
                }
                _ => out.text.push(ch),
            },
            _ => out.text.push(ch),
        }
    }
    Some(out)
}

/// The value of what follows a `$`, and the bytes it takes.
fn substitution(
    rest: &str,
    escape: char,
    lookup: &dyn Fn(&str) -> Option<Expanded>,
    depth: usize,
) -> Option<(Expanded, usize)> {
    let Some(braced) = rest.strip_prefix('{') else {
        let name = name_len(rest);
        if name == 0 {
            return Some((Expanded { text: "$".to_owned(), provenance: Provenance::Literal }, 0));
        }
        return Some((lookup(&rest[..name])?, name));
    };
    let name = name_len(braced);
    let (variable, after) = braced.split_at(name);
    if name == 0 || depth > MAX_DEPTH {
        return None;
    }
    if after.starts_with('}') {
        return Some((lookup(variable)?, 1 + name + 1));
    }
    let operator = [":-", ":+", "-", "+"].into_iter().find(|op| after.starts_with(op))?;
    let word = &after[operator.len()..];
    let end = closing_brace(word)?;
    let used = 1 + name + operator.len() + end + 1;
    let value = lookup(variable);
    let word = || expand_within(&word[..end], escape, lookup, depth + 1);
    let result = match (operator, value) {
        // The base image or a build argument may set the variable, so its absence is never known.
        (_, None) => return None,
        (":-", Some(value)) if value.text.is_empty() => {
            let word = word()?;
            Expanded { provenance: word.provenance.min(value.provenance), ..word }
        }
        (":-" | "-", Some(value)) => value,
        (":+", Some(value)) if value.text.is_empty() => value,
        (_, Some(value)) => {
            let word = word()?;
            Expanded { provenance: word.provenance.min(value.provenance), ..word }
        }
    };
    Some((result, used))
}

fn name_len(text: &str) -> usize {
    let digits_first = text.starts_with(|ch: char| ch.is_ascii_digit());
    if digits_first {
        return 0;
    }
    text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count()
}

/// Offset of the brace that closes the substitution whose word begins at the start of `text`.
fn closing_brace(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut previous = '\0';
    for (at, ch) in text.char_indices() {
        match ch {
            '{' if previous == '$' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
        previous = ch;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<Expanded> {
        move |name| {
            let (_, value) = pairs.iter().find(|(key, _)| *key == name)?;
            Some(Expanded { text: (*value).to_owned(), provenance: Provenance::ArgDefault })
        }
    }

    fn text(word: &str, lookup: &dyn Fn(&str) -> Option<Expanded>) -> Option<String> {
        expand(word, '\\', lookup).map(|expanded| expanded.text)
    }

    #[test]
    fn expands_like_buildkit() {
        let lookup = with(&[("A", "1"), ("E", "")]);
        assert_eq!(text("x$A-${A}y", &lookup).as_deref(), Some("x1-1y"));
        assert_eq!(text("'$A'\"$A b\"\\$A", &lookup).as_deref(), Some("$A1 b$A"));
        assert_eq!(text("${E:-d${A}}${A:-d}", &lookup).as_deref(), Some("d11"));
        assert_eq!(text("${A:+w}${E:+w}", &lookup).as_deref(), Some("w"));
        assert_eq!(text("$", &lookup).as_deref(), Some("$"));
        assert_eq!(text("$UNKNOWN", &lookup), None);
        assert_eq!(text("${UNKNOWN:-x}", &lookup), None);
        assert_eq!(text("${A#x}", &lookup), None);
        assert_eq!(expand("$A", '\\', &lookup).map(|e| e.provenance), Some(Provenance::ArgDefault));
        assert_eq!(expand("b", '\\', &lookup).map(|e| e.provenance), Some(Provenance::Literal));
    }

    #[test]
    fn what_would_grow_without_end_is_unknown() {
        let lookup = with(&[("A", "1")]);
        let nested = |depth: usize| format!("{}x{}", "${A:+".repeat(depth), "}".repeat(depth));
        assert_eq!(text(&nested(10), &lookup).as_deref(), Some("x"));
        assert_eq!(text(&nested(100_000), &lookup), None);
        let long = "x".repeat(2000);
        let double = |_: &str| Some(Expanded { text: long.clone(), provenance: Provenance::Literal });
        assert_eq!(text("$A$A", &double).map(|text| text.len()), Some(4000));
        assert_eq!(text("$A$A$A", &double), None);
        assert_eq!(text(&"y".repeat(9000), &double).map(|text| text.len()), Some(9000), "no substitution");
    }

    #[test]
    fn env_hides_arg_and_counts_from_the_next_instruction_on() {
        let value = |text: &str| Some(Expanded { text: text.to_owned(), provenance: Provenance::Literal });
        let text = |found: Option<Expanded>| found.map(|found| found.text);
        let mut scopes = Scopes::default();
        scopes.set_arg(0, "V", value("global"));
        scopes.open(None);
        scopes.set_arg(2, "V", None);
        scopes.set_env(4, "V", value("env"));
        scopes.set_arg(6, "V", value("arg"));
        assert_eq!(text(scopes.value(None, 1, "V")).as_deref(), Some("global"));
        assert_eq!(text(scopes.value(Some(0), 2, "V")), None);
        assert_eq!(text(scopes.value(Some(0), 3, "V")).as_deref(), Some("global"));
        assert_eq!(text(scopes.value(Some(0), 5, "V")).as_deref(), Some("env"));
        assert_eq!(text(scopes.value(Some(0), 7, "V")).as_deref(), Some("env"));
        scopes.open(Some(0));
        assert_eq!(text(scopes.value(Some(1), 8, "V")).as_deref(), Some("env"));
    }
}
