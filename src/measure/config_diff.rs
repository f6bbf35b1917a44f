//! The differences between the configurations of two images.

use std::collections::{BTreeMap, BTreeSet};

use super::builder::LABEL;
use crate::image::ImageConfiguration;
use crate::transform::Transform;

/// A key of the configuration that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigDifference {
    /// The key, in the words of a Dockerfile: `ENV PATH`, `CMD`.
    pub key: String,
    /// The value in the original.
    pub before: Option<String>,
    /// The value in the rewritten image.
    pub after: Option<String>,
    /// The applied transform that declares to change this key, if one does.
    pub declared: Option<&'static str>,
}

/// What differs, by key, and which of the `applied` transforms declares it. When and by which steps the image was made
/// does not count.
#[must_use]
pub fn config_differences(
    before: &ImageConfiguration,
    after: &ImageConfiguration,
    applied: &[&'static dyn Transform],
) -> Vec<ConfigDifference> {
    let (before, after) = (keys(before), keys(after));
    let all: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = all.into_iter().filter(|key| before.get(*key) != after.get(*key));
    let value = |keys: &BTreeMap<String, String>, key| keys.get(key).cloned();
    let declared = |key: &str| applied.iter().find(|it| it.reach().covers(key)).map(|it| it.meta().id);
    differs
        .map(|key| ConfigDifference {
            key: key.clone(),
            before: value(&before, key),
            after: value(&after, key),
            declared: declared(key),
        })
        .collect()
}

/// The configuration as keys and values. What is empty is not there.
fn keys(image: &ImageConfiguration) -> BTreeMap<String, String> {
    let config = &image.config;
    let list = |words: &[String]| serde_json::to_string(words).unwrap_or_default();
    let mut keys = BTreeMap::new();
    let mut put = |key: &str, value: String| {
        if !value.is_empty() {
            keys.insert(key.to_owned(), value);
        }
    };
    put("platform", format!("{}/{}{}", image.os, image.architecture, image.variant.as_deref().unwrap_or_default()));
    put("MAINTAINER", image.author.clone().unwrap_or_default());
    put("USER", config.user.clone());
    // Docker writes a working directory that nobody set as an empty one, Podman as the root.
    put("WORKDIR", if config.working_dir == "/" { String::new() } else { config.working_dir.clone() });
    put("ENTRYPOINT", config.entrypoint.as_deref().map(list).unwrap_or_default());
    put("CMD", config.cmd.as_deref().map(list).unwrap_or_default());
    put("STOPSIGNAL", config.stop_signal.clone().unwrap_or_default());
    put("SHELL", config.shell.as_deref().map(list).unwrap_or_default());
    if !config.on_build.is_empty() {
        put("ONBUILD", list(&config.on_build));
    }
    if let Some(check) = &config.healthcheck {
        put(
            "HEALTHCHECK",
            format!(
                "{} interval {} timeout {} start period {} start interval {} retries {}",
                list(&check.test),
                check.interval,
                check.timeout,
                check.start_period,
                check.start_interval,
                check.retries
            ),
        );
    }
    for (name, sets) in [("EXPOSE", &config.exposed_ports), ("VOLUME", &config.volumes)] {
        for value in sets {
            put(&format!("{name} {value}"), "set".to_owned());
        }
    }
    for variable in &config.env {
        let (name, value) = variable.split_once('=').unwrap_or((variable, ""));
        put(&format!("ENV {name}"), format!("={value}"));
    }
    for (name, value) in config.labels.iter().filter(|(name, _)| *name != LABEL) {
        put(&format!("LABEL {name}"), format!("={value}"));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transforms;

    fn config(json: &str) -> ImageConfiguration {
        serde_json::from_str(&format!(r#"{{"os":"linux","architecture":"amd64","config":{json}}}"#)).unwrap()
    }

    fn told(before: &str, after: &str) -> Vec<String> {
        let value = |value: Option<String>| value.unwrap_or("-".to_owned());
        let differences = config_differences(&config(before), &config(after), &[]).into_iter();
        differences.map(|it| format!("{}: {} > {}", it.key, value(it.before), value(it.after))).collect()
    }

    #[test]
    fn every_key_that_a_container_feels_is_compared() {
        let before = r#"{"User":"app","Env":["A=1","B=2"],"Cmd":["a"],"ExposedPorts":{"80/tcp":{}},"WorkingDir":"/app",
            "Labels":{"x":"1"},"Shell":["/bin/bash","-c"],"OnBuild":["RUN true"],"StopSignal":"SIGINT",
            "Volumes":{"/data":{}},"Healthcheck":{"Test":["CMD","true"]},"Entrypoint":["/e"]}"#;
        assert_eq!(told(before, before), [""; 0]);
        let keys: Vec<String> = told(before, "{}").iter().map(|it| it.split(':').next().unwrap().to_owned()).collect();
        assert_eq!(
            keys,
            [
                "CMD",
                "ENTRYPOINT",
                "ENV A",
                "ENV B",
                "EXPOSE 80/tcp",
                "HEALTHCHECK",
                "LABEL x",
                "ONBUILD",
                "SHELL",
                "STOPSIGNAL",
                "USER",
                "VOLUME /data",
                "WORKDIR"
            ]
        );
        assert_eq!(told(r#"{"Env":["A=1"]}"#, r#"{"Env":["A=2"]}"#), ["ENV A: =1 > =2"]);
        assert_eq!(told(r#"{"Cmd":["a b"]}"#, r#"{"Cmd":["a","b"]}"#), [r#"CMD: ["a b"] > ["a","b"]"#]);
        assert_eq!(told(r#"{"WorkingDir":"C:\\a"}"#, r#"{"WorkingDir":"C:\\b"}"#), [r"WORKDIR: C:\a > C:\b"]);
    }

    #[test]
    fn what_an_applied_transform_declares_says_which() {
        let of = |id: &str| transforms::ALL.iter().copied().find(|it| it.meta().id == id).unwrap();
        let (before, after) = (config(r#"{"Cmd":["a"],"User":"u"}"#), config(r#"{"Cmd":["b"]}"#));
        let declared = |applied: &[&'static dyn Transform]| -> Vec<(String, Option<&'static str>)> {
            config_differences(&before, &after, applied).into_iter().map(|it| (it.key, it.declared)).collect()
        };
        let expected = [("CMD".to_owned(), Some("use-exec-form")), ("USER".to_owned(), None)];
        assert_eq!(declared(&[of("merge-runs"), of("use-exec-form")]), expected);
        assert!(declared(&[of("merge-runs")]).iter().all(|(_, by)| by.is_none()));
    }

    #[test]
    fn the_author_is_compared() {
        let by = |author: &str| ImageConfiguration { author: Some(author.to_owned()), ..config("{}") };
        let differences = config_differences(&by("me"), &config("{}"), &[]);
        assert_eq!(differences.iter().map(|it| it.key.as_str()).collect::<Vec<_>>(), ["MAINTAINER"]);
        assert_eq!(config_differences(&by(""), &config("{}"), &[]), []);
    }

    #[test]
    fn what_means_the_same_is_no_difference() {
        let none: [&str; 0] = [];
        assert_eq!(told(r#"{"Env":["A=1","B=2"],"WorkingDir":"/"}"#, r#"{"Env":["B=2","A=1"]}"#), none);
        assert_eq!(told(r#"{"Labels":{"dfopt.measure":"1"}}"#, r#"{"Labels":null}"#), none);
    }
}
