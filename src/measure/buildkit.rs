//! BuildKit's progress as buildx writes it with `--progress=rawjson`: JSON objects, each on one line or, as buildx 0.13
//! does it, on many.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::builder::Steps;
use super::process::last_lines;

/// The most that is kept of the log; the last bytes count.
const MAX_LOG: usize = 64 * 1024;

/// The most that is kept of an object that does not end.
const MAX_OBJECT: usize = 16 * 1024 * 1024;

/// What was heard of a build so far.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Whether a step came from the cache, by its digest.
    steps: BTreeMap<String, bool>,
    log: String,
    /// The lines of an object that has not ended.
    object: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Message {
    vertexes: Option<Vec<Vertex>>,
    logs: Option<Vec<Log>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Vertex {
    digest: String,
    name: String,
    started: Option<serde::de::IgnoredAny>,
    completed: Option<serde::de::IgnoredAny>,
    cached: bool,
    error: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Log {
    data: String,
}

impl Progress {
    /// Takes a line. What is news for people goes on to `hear`.
    pub(super) fn take(&mut self, line: &str, hear: &mut dyn FnMut(&str)) {
        if self.object.is_empty() && !line.starts_with('{') {
            // What the client says itself is no JSON: that it cannot reach the engine, that a file is missing.
            self.note(line);
            return hear(line);
        }
        self.object.push_str(line);
        let ends = line == "}" || (line.starts_with('{') && line.len() > 1 && line.ends_with('}'));
        if !ends && self.object.len() < MAX_OBJECT {
            return;
        }
        let object = std::mem::take(&mut self.object);
        match serde_json::from_str(&object) {
            Ok(message) => self.hear(message, hear),
            Err(_) => self.note(&object),
        }
    }

    fn hear(&mut self, message: Message, hear: &mut dyn FnMut(&str)) {
        for vertex in message.vertexes.unwrap_or_default() {
            if is_step(&vertex.name) {
                let cached = self.steps.entry(vertex.digest).or_default();
                *cached |= vertex.cached;
            }
            if vertex.started.is_some() && vertex.completed.is_none() {
                hear(&vertex.name);
                if is_step(&vertex.name) {
                    self.note(&vertex.name);
                }
            }
            if !vertex.error.is_empty() {
                self.note(&vertex.error);
            }
        }
        for log in message.logs.unwrap_or_default() {
            let text = STANDARD.decode(&log.data).unwrap_or_default();
            for line in String::from_utf8_lossy(&text).lines() {
                hear(line);
                self.note(line);
            }
        }
    }

    /// How many steps there were, and how many came from the cache.
    pub(super) fn steps(&self) -> Steps {
        Steps { all: self.steps.len(), cached: self.steps.values().filter(|cached| **cached).count() }
    }

    /// The last lines of the log.
    pub(super) fn last_lines(&self, lines: usize) -> String {
        last_lines(&self.log, lines)
    }

    fn note(&mut self, line: &str) {
        self.log.push_str(line);
        self.log.push('\n');
        if self.log.len() > 2 * MAX_LOG {
            let from = self.log.len() - MAX_LOG;
            let from = (from..self.log.len()).find(|&at| self.log.is_char_boundary(at));
            self.log.drain(..from.unwrap_or_default());
        }
    }
}

/// Whether a vertex is an instruction that makes something: `[2/5] RUN make`, `[build 3/4] COPY . .`. Those of the
/// builder itself are `[internal] ...`, `exporting to image` and the like; a FROM only fetches.
fn is_step(name: &str) -> bool {
    let Some((place, what)) = name.strip_prefix('[').and_then(|rest| rest.split_once("] ")) else { return false };
    let counted = place.rsplit(' ').next().and_then(|count| count.split_once('/'));
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    counted.is_some_and(|(at, of)| number(at) && number(of)) && !what.starts_with("FROM ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_the_cache_are_counted_and_the_log_is_read() {
        let mut progress = Progress::default();
        let mut heard = Vec::new();
        for line in [
            r#"{"vertexes":[{"digest":"a","name":"[internal] load build definition from Dockerfile","cached":true}]}"#,
            r#"{"vertexes":[{"digest":"b","name":"[1/3] FROM docker.io/library/debian:12","cached":true}]}"#,
            // As buildx 0.13 writes it.
            "{",
            r#"  "vertexes": ["#,
            "    {",
            r#"      "digest": "c", "name": "[2/3] RUN make", "started": "t", "cached": true, "completed": "t""#,
            "    }",
            "  ]",
            "}",
            r#"{"vertexes":[{"digest":"d","name":"[build 3/3] COPY . .","started":"t"}]}"#,
            r#"{"logs":[{"vertex":"d","stream":1,"data":"aGVsbG8Kd29ybGQK"}]}"#,
            r#"{"vertexes":[{"digest":"d","name":"[build 3/3] COPY . .","started":"t","completed":"t","error":"no"}]}"#,
            "ERROR: failed to solve: no",
        ] {
            progress.take(line, &mut |line| heard.push(line.to_owned()));
        }
        assert_eq!(progress.steps(), Steps { all: 2, cached: 1 });
        assert_eq!(heard, ["[build 3/3] COPY . .", "hello", "world", "ERROR: failed to solve: no"]);
        assert_eq!(progress.last_lines(3), "world\nno\nERROR: failed to solve: no");
    }

    #[test]
    fn a_long_log_is_cut() {
        let mut progress = Progress::default();
        for _ in 0..10_000 {
            progress.take(&"\u{e9}".repeat(50), &mut |_| {});
        }
        assert!(progress.log.len() <= 2 * MAX_LOG + 200);
    }
}
