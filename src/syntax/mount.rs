//! The `--mount` flags of RUN.

use super::{Command, Instruction, Span, Value};

/// One `--mount` flag. All spans are ranges of the joined text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The whole flag.
    pub span: Span,
    /// Its keys and values in order, keys in their canonical spelling. Where quotes or escapes are in the flag, the span
    /// of each value is that of all of them.
    pub fields: Vec<(MountKey, Option<Value>)>,
}

/// A key of `--mount` (Dockerfile reference, RUN --mount; BuildKit `commands_runmount.go`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the mount key of that name")]
pub enum MountKey {
    Type,
    From,
    Source,
    Target,
    ReadOnly,
    ReadWrite,
    Id,
    Sharing,
    Required,
    Size,
    Mode,
    Uid,
    Gid,
    Env,
    /// A key this version does not know.
    Unknown,
}

impl MountKey {
    fn parse(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "type" => Self::Type,
            "from" => Self::From,
            "source" | "src" => Self::Source,
            "target" | "dst" | "destination" => Self::Target,
            "readonly" | "ro" => Self::ReadOnly,
            "readwrite" | "rw" => Self::ReadWrite,
            "id" => Self::Id,
            "sharing" => Self::Sharing,
            "required" => Self::Required,
            "size" => Self::Size,
            "mode" => Self::Mode,
            "uid" => Self::Uid,
            "gid" => Self::Gid,
            "env" => Self::Env,
            _ => Self::Unknown,
        }
    }
}

impl Mount {
    /// The value of a key; of the last, if it is repeated.
    #[must_use]
    pub fn get<'a>(&'a self, instruction: &'a Instruction<'_>, key: MountKey) -> Option<&'a str> {
        let (_, value) = self.fields.iter().rev().find(|(name, _)| *name == key)?;
        value.as_ref().map(|value| value.text(&instruction.logical))
    }

    /// The mount type; `bind` when none is given.
    #[must_use]
    pub fn kind<'a>(&'a self, instruction: &'a Instruction<'_>) -> &'a str {
        self.get(instruction, MountKey::Type).unwrap_or("bind")
    }
}

/// The mounts of a command, in order.
#[must_use]
pub fn mounts(instruction: &Instruction<'_>, command: &Command) -> Vec<Mount> {
    let flags = command.flags.iter().filter(|flag| instruction.text(flag.name) == "mount");
    flags
        .map(|flag| {
            let fields = flag.value.as_ref().map(|value| fields(instruction, value)).unwrap_or_default();
            Mount { span: flag.span, fields }
        })
        .collect()
}

fn fields(instruction: &Instruction<'_>, value: &Value) -> Vec<(MountKey, Option<Value>)> {
    let mut at = value.span.start as usize;
    let split = value.text(&instruction.logical).split(',');
    split
        .filter_map(|field| {
            let start = at;
            at += field.len() + 1;
            if field.is_empty() {
                return None;
            }
            let Some((key, text)) = field.split_once('=') else { return Some((MountKey::parse(field), None)) };
            let plain = || Value { span: Span::new(start + key.len() + 1, start + field.len()), decoded: None };
            let decoded = || Value { span: value.span, decoded: Some(text.to_owned()) };
            Some((MountKey::parse(key), Some(if value.decoded.is_none() { plain() } else { decoded() })))
        })
        .collect()
}
