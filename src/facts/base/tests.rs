use super::table::Table;
use super::*;
use crate::facts::text;

/// Splits a reference the way the model does: a first part with a dot or a port is a registry.
fn name(text: &str) -> ImageName<'_> {
    let (rest, digest) = text.split_once('@').map_or((text, None), |(rest, digest)| (rest, Some(digest)));
    let (registry, rest) = match rest.split_once('/') {
        Some((host, path)) if host.contains(['.', ':']) => (Some(host), path),
        _ => (None, rest),
    };
    let (repository, tag) = rest.split_once(':').map_or((rest, None), |(path, tag)| (path, Some(tag)));
    ImageName { registry, repository, tag, digest }
}

fn of(text: &str) -> Base {
    base(&name(text))
}

/// `distro suite provenance libc package-manager runtime shell slim ca-certificates official`, `-` for unknown.
fn line(text: &str) -> String {
    let base = of(text);
    let known = |fact: Option<bool>| fact.map_or("-", |fact| if fact { "yes" } else { "no" });
    let runtime = base.runtime.map_or("-".into(), |runtime| match runtime.version {
        Some(version) => format!("{}@{version}", runtime.name),
        None => runtime.name.to_owned(),
    });
    let show = |fact: Option<String>| fact.unwrap_or_else(|| "-".into()).to_lowercase();
    let facts = [
        show(base.distro.map(|fact| format!("{fact:?}"))),
        base.suite.unwrap_or("-").to_owned(),
        show(base.provenance.map(|fact| format!("{fact:?}"))),
        show(base.libc.map(|fact| format!("{fact:?}"))),
        show(base.package_manager.map(|fact| format!("{fact:?}"))),
        runtime,
        known(base.has_shell).to_owned(),
        known(base.slim).to_owned(),
        known(base.has_ca_certificates).to_owned(),
        if base.official_debian { "official" } else { "-" }.to_owned(),
    ];
    facts.join(" ")
}

/// Image, then what `line` prints for it.
const EXPECTED: &str = include_str!("../../../tests/data/base_facts.txt");

/// The table, or what is wrong with it.
fn read() -> Result<Table, String> {
    serde_json::from_str(text!("base")).map_err(|error| error.to_string())
}

#[test]
fn images_have_the_expected_facts() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in EXPECTED.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
        let (image, expected) = row.split_once(' ').expect("image, blank, facts");
        let expected = expected.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = line(image);
        if found != expected {
            wrong.push(format!("{image}\n  expected {expected}\n  found    {found}"));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 60, "only {count} images");
}

#[test]
fn every_listed_tag_has_its_listed_suite() {
    let data = include_str!("../../../tests/data/official_tags.txt");
    let (mut family, mut suite, mut count) = ("", "", 0);
    for row in data.lines().filter(|row| !row.starts_with('#')) {
        let mut words = row.split_whitespace();
        if !row.starts_with(' ') {
            family = words.next().expect("a family");
            suite = words.next().expect("a suite");
        }
        for tag in words {
            let found = of(&format!("{family}:{tag}"));
            let expected = found.suite.map(|name| match found.distro {
                Some(Distro::Alpine) => format!("alpine{name}"),
                Some(Distro::Oracle) => format!("oraclelinux{name}"),
                _ => name.to_owned(),
            });
            assert_eq!(expected.as_deref(), Some(suite), "{family}:{tag}");
            assert_eq!(found.provenance, Some(Provenance::Table), "{family}:{tag}");
            count += 1;
        }
    }
    assert!(count > 3000, "only {count} tags");
}

#[test]
fn what_no_table_names_is_unknown() {
    for image in [
        "mycompany/python:3.12",
        "ghcr.io/library/python:3.12",
        "registry.example.com/python:3.12-slim",
        "localhost:5000/debian",
        "quay.io/debian:12",
        "pythons:3.12",
        "python/python:3.12",
        "bitnami/node:20",
        "gcr.io/distroless/nodejs",
        "gcr.io/distroless-debian12",
        "gcr.io/other/static-debian12",
        "mcr.microsoft.com/devcontainers/python:3.12",
        "docker.io/scratch",
        "scratch:latest",
        "arm64/python:3.12",
        "",
    ] {
        assert_eq!(of(image), Base::default(), "{image}");
    }
}

#[test]
fn a_version_newer_than_the_table_has_no_suite() {
    for tag in ["3.15", "3.12.99", "4", "3.9.26", "3.16-slim", "3.12.15-slim"] {
        let base = of(&format!("python:{tag}"));
        assert_eq!((base.distro, base.suite, base.provenance), (Some(Distro::Debian), None, None), "{tag}");
    }
}

#[test]
fn a_digest_rules_out_the_moving_suite() {
    let pinned = of("python:3.12-slim@sha256:00");
    assert_eq!((pinned.distro, pinned.suite, pinned.slim), (Some(Distro::Debian), None, Some(true)));
    let worded = of("python:3.12-slim-bookworm@sha256:00");
    assert_eq!((worded.suite, worded.provenance), (Some("bookworm"), Some(Provenance::TagWord)));
    let bare = of("python@sha256:00");
    assert_eq!((bare.distro, bare.suite, bare.libc, bare.has_shell), (None, None, None, None));
    assert_eq!(of("debian@sha256:00").package_manager, Some(PackageManager::Apt));
}

#[test]
fn mirrors_of_the_official_images_are_official() {
    let plain = of("python:3.12-slim");
    for image in [
        "library/python:3.12-slim",
        "docker.io/library/python:3.12-slim",
        "docker.io/python:3.12-slim",
        "index.docker.io/library/python:3.12-slim",
        "mirror.gcr.io/library/python:3.12-slim",
        "public.ecr.aws/docker/library/python:3.12-slim",
        "arm64v8/python:3.12-slim",
    ] {
        assert_eq!(of(image), plain, "{image}");
    }
    assert_eq!(of("public.ecr.aws/python:3.12-slim"), Base::default());
}

#[test]
fn any_tag_text_is_read_without_panic() {
    for tag in
        ["", "-", "--", "..", "1..2", "99999999999.1", "1.2.3.4.5", "alpine-", "-alpine", "é", "3.12-é", "al", "ubi"]
    {
        for repository in ["python", "alpine", "centos", "eclipse-temurin", "gcr.io/distroless/base"] {
            let image = format!("{repository}:{tag}");
            assert_eq!(of(&image).provenance.is_some(), of(&image).suite.is_some(), "{image}");
        }
    }
}

#[test]
fn table_parses_and_names_only_what_exists() {
    let table = read().expect("base.toml parses, without unknown keys");
    let table: &'static Table = Box::leak(Box::new(table));
    let known = |name: &String| assert!(table.suite_word(name).is_some(), "no such suite: {name}");
    for family in table.families() {
        family.suites.keys().chain(family.slim_suites.keys()).chain(family.versions.keys()).for_each(known);
        let alpine = table.distro(Distro::Alpine).expect("a row");
        assert!(family.alpine.keys().all(|name| alpine.suite(name).is_some()), "{family:?}");
        assert!(family.distro.is_none_or(|id| table.distro(id).is_some()), "{family:?}");
        assert!(!family.own || family.distro.is_some(), "{family:?}");
    }
}

#[test]
fn no_tag_is_listed_twice() {
    let table = read().expect("base.toml parses");
    for family in table.families() {
        for lists in [&family.suites, &family.slim_suites, &family.alpine] {
            let mut ends: Vec<&str> = lists.values().flat_map(|list| list.split_whitespace()).collect();
            let all = ends.len();
            ends.sort_unstable();
            ends.dedup();
            assert_eq!(ends.len(), all, "{family:?}");
        }
    }
}

#[test]
fn an_unknown_key_is_an_error() {
    for (key, wrong) in [
        ("\"shell\":true", "\"shel\":true"),
        ("\"own\":true", "\"owns\":true"),
        ("\"architectures\":", "\"architecture\":"),
    ] {
        assert!(text!("base").contains(key), "{key}");
        assert!(serde_json::from_str::<Table>(&text!("base").replacen(key, wrong, 1)).is_err(), "{wrong}");
    }
}
