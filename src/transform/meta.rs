//! What is known of a transform before it runs.

/// How far a change may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// Shown, never applied.
    Advice,
    /// A documented difference is possible; applied only when asked for.
    Unsafe,
    /// What differs lies inside the declared caches and logs; no process reads it.
    Safe,
}

impl Safety {
    /// The word for users.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// When a transform runs. Passes run in this order; within a phase, in the order of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// What is broken: diagnostics, which report findings and propose nothing.
    Diagnose,
    /// Spellings, so that later passes meet fewer shapes.
    Normalise,
    /// Bases and stages.
    Structure,
    /// What gets installed.
    Content,
    /// What shares a layer.
    Layers,
    /// What a layer leaves behind.
    Cleanup,
    /// What is rebuilt when something changes.
    Cache,
    /// How containers start.
    Runtime,
    /// How the file reads.
    Format,
}

/// What a transform wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Saves {
    /// Bytes of the image.
    Bytes,
    /// Layers of the image.
    Layers,
    /// Time of a rebuild.
    Rebuild,
    /// Builds that give the same result later.
    Reproducibility,
}

impl Saves {
    /// The word for users.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Layers => "layers",
            Self::Rebuild => "rebuild time",
            Self::Reproducibility => "reproducibility",
        }
    }
}

/// The values an option of a transform takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// `true` or `false`.
    Bool {
        /// Value when nothing is configured.
        default: bool,
    },
    /// One of these words; the first is the default.
    Choice(&'static [&'static str]),
    /// A whole number.
    Number {
        /// Value when nothing is configured.
        default: u32,
    },
    /// A list of words; empty by default.
    Words,
}

/// An option of a transform: a key of its table in `dfopt.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionSpec {
    /// The key.
    pub name: &'static str,
    /// What it takes.
    pub kind: OptionKind,
    /// What it does, one line.
    pub doc: &'static str,
}

/// What is known of a transform before it runs.
#[derive(Debug)]
pub struct Meta {
    /// Kebab-case verb phrase; equals the folder's name.
    pub id: &'static str,
    /// One imperative line of at most 72 characters.
    pub summary: &'static str,
    /// The technique of the field that it applies.
    pub technique: &'static str,
    /// When it runs.
    pub phase: Phase,
    /// The best its changes can be.
    pub safety: Safety,
    /// Whether it runs when nothing is configured.
    pub default: bool,
    /// The version that brought it.
    pub since: &'static str,
    /// Rules of other tools that ask for the same (hadolint codes, BuildKit check names).
    pub equivalents: &'static [&'static str],
    /// What it wins.
    pub saves: &'static [Saves],
    /// Its declared runtime delta: globs of the paths that may differ in the image.
    pub delta: &'static [&'static str],
    /// Its options.
    pub options: &'static [OptionSpec],
    /// Its manual: the README beside its code.
    pub docs: &'static str,
}

impl Meta {
    /// What diagnostics have in common, for `..Meta::DIAGNOSTIC`.
    pub const DIAGNOSTIC: Self = Self {
        id: "",
        summary: "",
        technique: "find what is broken before anything is changed",
        phase: Phase::Diagnose,
        safety: Safety::Advice,
        default: true,
        since: "0.1.0",
        equivalents: &[],
        saves: &[],
        delta: &[],
        options: &[],
        docs: "",
    };

    /// Whether it reports findings and never changes anything.
    #[must_use]
    pub fn is_diagnostic(&self) -> bool {
        self.phase == Phase::Diagnose
    }

    /// What it is, in a word for users: `diagnostic`, or the safety of its changes.
    #[must_use]
    pub fn grade(&self) -> &'static str {
        if self.is_diagnostic() { "diagnostic" } else { self.safety.as_str() }
    }
}
