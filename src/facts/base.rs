//! What is known of a base image from its name alone.
//!
//! Invariant: every answer is a fact of `base.toml` or a word of the tag; anything else is `None`. A suite says where it
//! comes from ([`Provenance`]), because a tag without a suite word moves to the next suite when its publisher says so.

mod table;
mod tag;
#[cfg(test)]
mod tests;

use serde::Deserialize;
use table::{Distribution, Family, TABLE, Table};
use tag::Tag;

/// An image reference, split. Source of the form: the reference grammar of distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageName<'a> {
    /// The registry host, if the reference names one.
    pub registry: Option<&'a str>,
    /// The repository; `library/` may be stripped for official images.
    pub repository: &'a str,
    /// The tag, without variables. No tag and no digest means `latest`.
    pub tag: Option<&'a str>,
    /// The digest. It pins a content that may be older than the tables, so it rules out every moving suite.
    pub digest: Option<&'a str>,
}

/// The C library that a dynamically linked program finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Libc {
    /// The GNU C library.
    Glibc,
    /// musl.
    Musl,
    /// There is none: only static programs start.
    None,
}

/// The program behind `/bin/sh`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sh {
    /// dash; bash is there too.
    Dash,
    /// bash.
    Bash,
    /// ash of busybox.
    Ash,
}

/// The program that installs packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each variant is the name of the program")]
pub enum PackageManager {
    Apt,
    Apk,
    Dnf,
    Yum,
    Microdnf,
    Tdnf,
    Zypper,
    Pacman,
}

/// The distribution an image is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each variant is the name of the distribution")]
pub enum Distro {
    Debian,
    Ubuntu,
    Alpine,
    Fedora,
    Rocky,
    Alma,
    CentOs,
    AmazonLinux,
    OpenSuse,
    Ubi,
    Oracle,
    Photon,
    Arch,
    Distroless,
    Scratch,
    Wolfi,
    BusyBox,
    Windows,
}

/// The language runtime that a family of images exists for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// `python`, `node`, `ruby`, `go`, `rust`, `php`, `perl`, `java`, `dotnet`, `erlang`, `elixir`, `haskell`.
    pub name: &'static str,
    /// The first two numbers of the version (for Java the first) as far as the name tells them: `3.12`, `20`.
    pub version: Option<String>,
}

/// Where a suite was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// A word of the name or tag says so: it holds for as long as the tag exists.
    TagWord,
    /// The dated table says so: a tag that is still published may have moved on.
    Table,
}

/// The facts of a base image. Source: `base.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// The distribution.
    pub distro: Option<Distro>,
    /// Its release: `bookworm`, `jammy`, `3.19`, `9`.
    pub suite: Option<&'static str>,
    /// Where [`Base::suite`] was read; `None` exactly when the suite is.
    pub provenance: Option<Provenance>,
    /// The C library.
    pub libc: Option<Libc>,
    /// The package manager. `None` also where an image is known to have none.
    pub package_manager: Option<PackageManager>,
    /// The language runtime.
    pub runtime: Option<Runtime>,
    /// Whether `/bin/sh` exists.
    pub has_shell: Option<bool>,
    /// The program behind `/bin/sh`, where that exists.
    pub sh: Option<Sh>,
    /// Whether this is the slim one of a family that has slim tags.
    pub slim: Option<bool>,
    /// Whether the Debian package `ca-certificates` is installed.
    pub has_ca_certificates: Option<bool>,
    /// Built on Docker's own `debian` or `ubuntu` image, which ship `docker-clean` and compressed package indexes.
    pub official_debian: bool,
    /// Whether apt installs from Debian's own archive alone, with no preference among its packages.
    pub archive_only: bool,
    /// The first words of commands that the ENTRYPOINT of the image treats in a way of its own: every other command runs
    /// as it would without one. There is no SHELL. `None` where that is not known.
    pub own_commands: Option<&'static [String]>,
    /// The directory that the image begins in.
    pub workdir: Option<&'static str>,
    /// The name of the image in the tables, where its tag is understood and it has a shell.
    pub image: Option<&'static str>,
    /// The packages for building that it holds. `None` where that is not known.
    pub build_packages: Option<&'static [String]>,
}

/// The distribution, suite and provenance of an image.
type Place = (Option<&'static Distribution>, Option<(&'static str, Provenance)>);

/// Looks an image up. Every field of the answer is `None` or `false` when it is not known.
#[must_use]
pub fn base(image: &ImageName<'_>) -> Base {
    let table: &'static Table = &TABLE;
    let Some((family, name, system)) = table.find(image) else { return Base::default() };
    let text = image.tag.or(if image.digest.is_none() { Some("latest") } else { None });
    let tag = text.map(|text| Tag::read(text, system, family, table));
    let (distribution, suite) = place(table, family, tag.as_ref(), system, image.digest.is_some());
    let distro = distribution.map(|row| row.id);
    let bare = tag.as_ref().is_some_and(|tag| tag.has_any(&family.bare_words));
    let slim = slim(family, tag.as_ref(), distro);
    let apt = matches!(distro, Some(Distro::Debian | Distro::Ubuntu));
    let understood = tag.as_ref().is_some_and(|tag| !tag.unknown_words) && distro != Some(Distro::Windows);
    let start = family.start.as_ref().filter(|_| understood && !bare);
    let has_shell = if bare { Some(false) } else { has_shell(family, distribution, tag.as_ref()) };
    let official_debian = !bare && distro.is_some_and(|distro| family.docker_base.contains(&distro));
    let small = |full: bool| full || !family.slim || slim == Some(true);
    let build_packages = family.build_packages.as_ref().filter(|row| official_debian && understood && small(row.full));
    Base {
        distro,
        suite: suite.map(|(name, _)| name),
        provenance: suite.map(|(_, provenance)| provenance),
        libc: libc(family, distribution, tag.as_ref()),
        package_manager: if bare { None } else { package_manager(family, distribution, tag.as_ref()) },
        runtime: runtime(family, tag.as_ref(), suite.map(|(name, _)| name)),
        has_shell,
        sh: distribution.and_then(|row| row.sh).filter(|_| has_shell == Some(true)),
        slim,
        has_ca_certificates: if apt && !bare { ca_certificates(family, tag.as_ref(), slim) } else { None },
        official_debian,
        archive_only: official_debian && family.archive_only && distro == Some(Distro::Debian),
        own_commands: start.map(|start| start.own.as_slice()),
        workdir: start.and_then(|start| start.workdir.as_deref()),
        image: (understood && !bare).then_some(name),
        build_packages: build_packages.map(|row| row.names.as_slice()),
    }
}

fn place(
    table: &'static Table,
    family: &'static Family,
    tag: Option<&Tag<'_>>,
    system: Option<&str>,
    pinned: bool,
) -> Place {
    let own = family.distro.filter(|_| family.own).and_then(|id| table.distro(id));
    if let Some(suite) = family.own_suite.as_deref() {
        return (own, Some((suite, Provenance::TagWord)));
    }
    let Some(tag) = tag else {
        let suite = system.and_then(|word| table.suite_word(word));
        return (own, suite.map(|(_, suite)| (suite, Provenance::TagWord)));
    };
    if tag.contradicts {
        return (own, None);
    }
    if let Some((distribution, suite)) = tag.suite {
        return (own.or(Some(distribution)), Some((suite, Provenance::TagWord)));
    }
    if let Some(suite) = own.and_then(|own| own.numbered(&tag.label)) {
        return (own, Some((suite, Provenance::TagWord)));
    }
    let listed = |lists| if pinned || tag.unknown_words { None } else { tag.label.find(lists) };
    if tag.alpine {
        let alpine = table.distro(Distro::Alpine);
        let suite = listed(&family.alpine).and_then(|name| alpine?.suite(name));
        return (alpine, suite.map(|suite| (suite, Provenance::Table)));
    }
    let lists = if tag.slim && !family.slim_suites.is_empty() { &family.slim_suites } else { &family.suites };
    match listed(lists).and_then(|name| table.suite_word(name)) {
        Some((distribution, suite)) => (own.or(Some(distribution)), Some((suite, Provenance::Table))),
        None if tag.unknown_words => (own, None),
        None => (family.distro.and_then(|id| table.distro(id)), None),
    }
}

fn libc(family: &Family, distribution: Option<&Distribution>, tag: Option<&Tag<'_>>) -> Option<Libc> {
    let word = tag.and_then(|tag| match tag {
        tag if distribution.is_none_or(|row| row.id != Distro::BusyBox) || tag.contradicts => None,
        tag if tag.has("glibc") => Some(Libc::Glibc),
        tag if tag.has("musl") => Some(Libc::Musl),
        _ => None,
    });
    word.or(family.libc).or(distribution.and_then(|row| row.libc))
}

fn package_manager(
    family: &Family,
    distribution: Option<&Distribution>,
    tag: Option<&Tag<'_>>,
) -> Option<PackageManager> {
    if let Some(fixed) = family.package_manager.or(distribution.and_then(|row| row.package_manager)) {
        return Some(fixed);
    }
    let tag = tag.filter(|tag| !tag.unknown_words)?;
    let small = tag.has_any(&family.small_words);
    tag.label.major().find(if small { &family.small_managers } else { &family.managers }).copied()
}

fn has_shell(family: &Family, distribution: Option<&Distribution>, tag: Option<&Tag<'_>>) -> Option<bool> {
    match distribution?.shell {
        Some(true) => Some(true),
        _ if tag.is_some_and(|tag| tag.has_any(&family.shell_words)) => Some(true),
        // A tag that cannot be read could be the variant with a shell.
        Some(false) if family.shell_words.is_empty() || tag.is_some_and(|tag| !tag.unknown_words) => Some(false),
        _ => None,
    }
}

fn slim(family: &Family, tag: Option<&Tag<'_>>, distro: Option<Distro>) -> Option<bool> {
    let tag = tag.filter(|tag| family.slim && !tag.unknown_words)?;
    (distro.is_some_and(|distro| distro != Distro::Alpine)).then_some(tag.slim)
}

fn ca_certificates(family: &Family, tag: Option<&Tag<'_>>, slim: Option<bool>) -> Option<bool> {
    let row = family.ca_certificates.as_ref()?;
    match slim {
        Some(true) => row.slim,
        Some(false) => Some(row.full),
        None if family.slim => (row.slim == Some(false) && !row.full).then_some(false),
        None => tag.filter(|tag| !tag.unknown_words).map(|_| row.full),
    }
}

fn runtime(family: &'static Family, tag: Option<&Tag<'_>>, suite: Option<&str>) -> Option<Runtime> {
    let name = family.runtime.as_deref()?;
    let version = match tag {
        _ if family.version.is_some() => family.version.clone(),
        _ if !family.versions.is_empty() => suite.and_then(|suite| family.versions.get(suite)).cloned(),
        Some(tag) if family.version_after.is_empty() => tag.label.leading(family.version_parts),
        Some(tag) => tag.version_after(&family.version_after),
        None => None,
    };
    Some(Runtime { name, version })
}
