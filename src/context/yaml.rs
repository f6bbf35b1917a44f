//! YAML as the same values that JSON has, all scalars as text.

use saphyr_parser::{Event, Parser};
use serde_json::{Map, Value};

/// Values that one file may hold, those that an alias repeats included: aliases of aliases grow without end.
const MAX_VALUES: usize = 100_000;

/// Values inside of each other at most.
const MAX_DEPTH: usize = 64;

/// The first document of a YAML file; `None` where it is none, or larger than such files are.
pub(super) fn read(text: &str) -> Option<Value> {
    let mut reader = Reader { parser: Parser::new_from_str(text), anchors: Vec::new(), left: MAX_VALUES };
    loop {
        match reader.next()? {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            event => return reader.value(event, 0),
        }
    }
}

struct Reader<'t> {
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    /// The values that have an anchor, with its number and how many values they hold.
    anchors: Vec<(usize, Value, usize)>,
    left: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Option<Event<'t>> {
        Some(self.parser.next()?.ok()?.0)
    }

    fn value(&mut self, event: Event<'t>, depth: usize) -> Option<Value> {
        let before = self.left;
        self.left = self.left.checked_sub(1)?;
        if depth > MAX_DEPTH {
            return None;
        }
        let (anchor, value) = match event {
            Event::Scalar(text, _, anchor, _) => (anchor, Value::String(text.into_owned())),
            Event::Alias(number) => {
                let (_, value, size) = self.anchors.iter().rev().find(|(anchor, ..)| *anchor == number)?;
                self.left = self.left.checked_sub(*size)?;
                return Some(value.clone());
            }
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => break (anchor, Value::Array(items)),
                        event => items.push(self.value(event, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(anchor, _) => {
                let mut map = Map::new();
                let mut merged = Vec::new();
                loop {
                    let key = match self.next()? {
                        Event::MappingEnd => break,
                        event => self.value(event, depth + 1)?,
                    };
                    let event = self.next()?;
                    let value = self.value(event, depth + 1)?;
                    match (key.as_str()?, value) {
                        ("<<", Value::Array(maps)) => merged.extend(maps),
                        ("<<", value) => merged.push(value),
                        (key, value) => _ = map.insert(key.to_owned(), value),
                    }
                }
                // What the mapping says itself counts, then what is merged first.
                for (key, value) in merged.into_iter().filter_map(object).flatten() {
                    map.entry(key).or_insert(value);
                }
                (anchor, Value::Object(map))
            }
            _ => return None,
        };
        if anchor > 0 {
            self.anchors.push((anchor, value.clone(), before - self.left));
        }
        Some(value)
    }
}

fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(map) => Some(map),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_and_merges_are_followed() {
        let value = read("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\nc: [*a, q]\n").unwrap();
        assert_eq!(
            value,
            serde_json::json!({
                "a": {"x": "1", "y": "2"}, "b": {"x": "1", "y": "3"}, "c": [{"x": "1", "y": "2"}, "q"]
            })
        );
    }

    #[test]
    fn what_is_broken_or_grows_without_end_is_nothing() {
        assert_eq!(read("a: [1, 2"), None);
        assert_eq!(read("a: b: c: d\n"), None);
        assert_eq!(read(&"[".repeat(10_000)), None);
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for at in 1..12 {
            let before = format!("*a{}", at - 1);
            bomb += &format!("a{at}: &a{at} [{}]\n", [before.as_str(); 10].join(", "));
        }
        assert_eq!(read(&bomb), None);
    }
}
