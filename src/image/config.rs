//! The configuration of an image. Source: OCI image-spec 1.1, `config.md`; moby's `docker-image-spec` for the keys that
//! only Docker knows (Healthcheck, Shell, OnBuild).
//!
//! `oci-spec` was measured and not taken: it drops those three keys, which the promise about the image configuration is
//! also about, and adds twenty crates.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

/// The configuration of an image. What is absent or null is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ImageConfiguration {
    /// The processor, in Go's words (`amd64`, `arm64`).
    #[serde(deserialize_with = "or_default")]
    pub architecture: String,
    /// The variant of the processor (`v8`).
    pub variant: Option<String>,
    /// The operating system, in Go's words.
    #[serde(deserialize_with = "or_default")]
    pub os: String,
    /// When it was made, RFC 3339.
    pub created: Option<String>,
    /// Who made it.
    pub author: Option<String>,
    /// How a container runs.
    #[serde(deserialize_with = "or_default")]
    pub config: Config,
    /// The layers.
    #[serde(deserialize_with = "or_default")]
    pub rootfs: RootFs,
    /// How the layers were made, first to last, with steps that made none.
    #[serde(deserialize_with = "or_default")]
    pub history: Vec<History>,
}

/// How a container runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct Config {
    /// USER.
    #[serde(deserialize_with = "or_default")]
    pub user: String,
    /// EXPOSE: `port/protocol`.
    #[serde(deserialize_with = "keys")]
    pub exposed_ports: Vec<String>,
    /// ENV: `NAME=value`, in order.
    #[serde(deserialize_with = "or_default")]
    pub env: Vec<String>,
    /// ENTRYPOINT; `None` when there is none.
    pub entrypoint: Option<Vec<String>>,
    /// CMD; `None` when there is none.
    pub cmd: Option<Vec<String>>,
    /// VOLUME: paths.
    #[serde(deserialize_with = "keys")]
    pub volumes: Vec<String>,
    /// WORKDIR.
    #[serde(deserialize_with = "or_default")]
    pub working_dir: String,
    /// LABEL.
    #[serde(deserialize_with = "or_default")]
    pub labels: BTreeMap<String, String>,
    /// STOPSIGNAL.
    pub stop_signal: Option<String>,
    /// HEALTHCHECK.
    pub healthcheck: Option<Healthcheck>,
    /// SHELL; `None` for the default.
    pub shell: Option<Vec<String>>,
    /// ONBUILD: instructions.
    #[serde(deserialize_with = "or_default")]
    pub on_build: Vec<String>,
}

/// HEALTHCHECK. Times are nanoseconds, 0 for the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct Healthcheck {
    /// `["NONE"]`, `["CMD", ...]` or `["CMD-SHELL", text]`.
    #[serde(deserialize_with = "or_default")]
    pub test: Vec<String>,
    /// Between two checks.
    pub interval: i64,
    /// How long one may take.
    pub timeout: i64,
    /// How long failures do not count after the start.
    pub start_period: i64,
    /// Between two checks in that time.
    pub start_interval: i64,
    /// How many failures in a row count.
    pub retries: i64,
}

/// The layers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RootFs {
    /// Digests of the uncompressed layers, lowest first.
    #[serde(deserialize_with = "or_default")]
    pub diff_ids: Vec<String>,
}

/// A step of the build.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct History {
    /// When, RFC 3339.
    pub created: Option<String>,
    /// What the builder ran, in its own notation.
    pub created_by: Option<String>,
    /// The builder's note.
    pub comment: Option<String>,
    /// Whether it made no layer.
    #[serde(deserialize_with = "or_default")]
    pub empty_layer: bool,
}

/// The default for null.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// The keys of a JSON object, sorted; Go writes sets like that.
fn keys<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let set: Option<BTreeMap<String, serde::de::IgnoredAny>> = Option::deserialize(from)?;
    Ok(set.unwrap_or_default().into_keys().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_docker_writes() {
        let config: ImageConfiguration = serde_json::from_str(
            r#"{"architecture":"amd64","os":"linux","config":{"Env":["A=1"],"Cmd":null,"Entrypoint":["/x"],
            "ExposedPorts":{"80/tcp":{}},"Volumes":null,"Labels":null,"OnBuild":["RUN true"],"ArgsEscaped":true,
            "Healthcheck":{"Test":["CMD-SHELL","true"],"Interval":1000000000},"Shell":["/bin/bash","-c"]},
            "rootfs":{"type":"layers","diff_ids":["sha256:1"]},"history":[{"empty_layer":true},{"created_by":"x"}]}"#,
        )
        .unwrap();
        assert_eq!(config.config.env, ["A=1"]);
        assert_eq!(config.config.cmd, None);
        assert_eq!(config.config.exposed_ports, ["80/tcp"]);
        assert_eq!(config.config.on_build, ["RUN true"]);
        assert_eq!(config.config.healthcheck.unwrap().interval, 1_000_000_000);
        assert_eq!(config.config.shell.unwrap(), ["/bin/bash", "-c"]);
        assert_eq!(config.rootfs.diff_ids, ["sha256:1"]);
        assert!(config.history[0].empty_layer && !config.history[1].empty_layer);
    }
}
