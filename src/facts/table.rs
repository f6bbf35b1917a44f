//! How a table becomes a value: the build script turns `NAME.toml` into JSON, which is parsed at its first use.

/// The text of a table, as JSON.
macro_rules! text {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name, ".json"))
    };
}

/// A table, parsed at its first use. One that does not parse holds no facts; a test of each keeps it parsing.
macro_rules! table {
    ($name:literal) => {
        ::std::sync::LazyLock::new(|| ::serde_json::from_str($crate::facts::text!($name)).unwrap_or_default())
    };
}

pub(crate) use {table, text};
