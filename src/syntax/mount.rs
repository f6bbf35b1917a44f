//! The `--mount` flags of RUN.

use super::{Command, Instruction, Span};

/// One `--mount` flag. All spans are ranges of the joined text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The whole flag.
    pub span: Span,
    /// Its keys and values in order, keys in their canonical spelling.
    pub fields: Vec<(MountKey, Option<Span>)>,
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
    /// The value of a key.
    #[must_use]
    pub fn get<'a>(&self, instruction: &'a Instruction<'_>, key: MountKey) -> Option<&'a str> {
        let (_, value) = self.fields.iter().find(|(name, _)| *name == key)?;
        value.map(|span| instruction.text(span))
    }

    /// The mount type; `bind` when none is given.
    #[must_use]
    pub fn kind<'a>(&self, instruction: &'a Instruction<'_>) -> &'a str {
        self.get(instruction, MountKey::Type).unwrap_or("bind")
    }
}

/// The mounts of a command, in order.
#[must_use]
pub fn mounts(instruction: &Instruction<'_>, command: &Command) -> Vec<Mount> {
    let flags = command.flags.iter().filter(|flag| instruction.text(flag.name) == "mount");
    flags
        .map(|flag| {
            let value = flag.value.unwrap_or(Span { start: flag.span.end, ..flag.span });
            let mut at = value.start as usize;
            let fields = instruction
                .text(value)
                .split(',')
                .filter(|field| !field.is_empty())
                .map(|field| {
                    let start = at + instruction.text(value)[at - value.start as usize..].find(field).unwrap_or(0);
                    at = start + field.len();
                    match field.split_once('=') {
                        Some((key, _)) => (MountKey::parse(key), Some(Span::new(start + key.len() + 1, at))),
                        None => (MountKey::parse(field), None),
                    }
                })
                .collect();
            Mount { span: flag.span, fields }
        })
        .collect()
}
