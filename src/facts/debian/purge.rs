//! What `apt-get purge --auto-remove` takes out, and what programs that were built meanwhile still need.
//!
//! apt keeps a package that was asked for by name, and what such a package depends on or recommends. It keeps what is
//! suggested, too, but Docker's Debian images turn that off (`docker-autoremove-suggests`).

use std::collections::HashSet;

use super::closure::Closure;
use super::{Id, Kind, Suite};
use crate::facts::build_packages;

/// What a purge takes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purge {
    /// The names of the packages, those that are purged by name first.
    pub packages: Vec<&'static str>,
    /// The sum of their `Installed-Size`, bytes.
    pub bytes: u64,
}

/// Why a purge cannot be foretold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPurge {
    /// The index does not know a package, or not which one provides it.
    #[error("the package index of the suite knows no package that {0} certainly is")]
    Unknown(String),
    /// A package that stays needs one of those that would go; apt would remove both.
    #[error("{0}, which stays, needs {1}")]
    Needed(&'static str, &'static str),
}

impl Suite {
    /// The package that apt installs for a name: that of the name, or the only one that provides it.
    #[must_use]
    pub fn package(&'static self, name: &str) -> Option<&'static str> {
        let id = self.id(name)?;
        match (self.kind(id), self.record(id)?.providers.as_slice()) {
            (Kind::Package | Kind::Base, _) => Some(self.name(id)),
            (Kind::Virtual, [only]) if self.kind(*only) == Kind::Package => Some(self.name(*only)),
            _ => None,
        }
    }

    /// What goes away when `purged` are purged from an image that got `purged` and `kept` by name, with what they
    /// recommend when `recommends` says so.
    ///
    /// # Errors
    /// Why that is not known.
    pub fn purge(&'static self, purged: &[&str], kept: &[&str], recommends: bool) -> Result<Purge, NoPurge> {
        let unknown = |name: &&str| NoPurge::Unknown((*name).to_owned());
        let is_package = |id: &Id| self.kind(*id) == Kind::Package;
        let purged = purged.iter().map(|name| self.id(name).filter(is_package).ok_or_else(|| unknown(name)));
        let purged: Vec<Id> = purged.collect::<Result<_, _>>()?;
        let kept = kept.iter().map(|name| self.id(name).ok_or_else(|| unknown(name)));
        let kept: Vec<Id> = kept.collect::<Result<_, _>>()?;
        let all = [purged.as_slice(), kept.as_slice()].concat();
        let installed = self.closure(&all, recommends, Closure { certain: true, ..Closure::default() });
        let gone: HashSet<Id> = purged.iter().copied().collect();
        // Of a name that others provide, each of them counts.
        let provided = kept.iter().flat_map(|&id| self.record(id).unwrap_or_default().providers);
        let provided = provided.filter(|id| installed.set.contains(id)).collect::<Vec<Id>>();
        let roots: Vec<Id> = kept.iter().copied().chain(provided).filter(|id| !gone.contains(id)).collect();
        let needed = self.reach(&roots, &installed.set, &HashSet::new(), false);
        if let Some(id) = purged.iter().find(|id| needed.contains(id)) {
            let by =
                roots.iter().find(|&&root| self.reach(&[root], &installed.set, &HashSet::new(), false).contains(id));
            return Err(NoPurge::Needed(by.map_or("another package", |&root| self.name(root)), self.name(*id)));
        }
        // apt is in every image and recommends ca-certificates.
        let all: Vec<Id> = roots.into_iter().chain(self.id("apt")).collect();
        let stays = self.reach(&all, &installed.set, &gone, true);
        let lost: Vec<Id> = purged
            .iter()
            .chain(installed.packages.iter().filter(|id| !gone.contains(id)))
            .copied()
            .filter(|id| self.kind(*id) == Kind::Package && !stays.contains(id))
            .collect();
        let kib = lost.iter().filter_map(|&id| self.record(id)).map(|record| u64::from(record.installed_kib));
        Ok(Purge { bytes: kib.sum::<u64>() * 1024, packages: lost.iter().map(|&id| self.name(id)).collect() })
    }

    /// What comes with `names` in any case, as each of them, or of what these need, depends on it and on nothing instead.
    #[must_use]
    pub fn certain_of(&'static self, names: &[&str]) -> HashSet<&'static str> {
        let mut open: Vec<Id> = names.iter().filter_map(|name| self.id(name)).collect();
        let mut found: HashSet<Id> = open.iter().copied().collect();
        while let Some(id) = open.pop() {
            for group in self.record(id).unwrap_or_default().depends {
                if let [only] = group.as_slice()
                    && self.kind(*only) == Kind::Package
                    && found.insert(*only)
                {
                    open.push(*only);
                }
            }
        }
        found.into_iter().map(|id| self.name(id)).collect()
    }

    /// The packages that a program built with the headers of `names` may need when it runs: the libraries that the
    /// packages for development among them depend on, or what stands for these (`libmysqlclient-dev`), and those of
    /// others that come along where none of their libraries would stay. `None` when a name is not known.
    #[must_use]
    pub fn runtime_of(&'static self, names: &[&str]) -> Option<Vec<&'static str>> {
        let mut open: Vec<Id> = names.iter().map(|name| self.id(name)).collect::<Option<_>>()?;
        open.retain(|&id| is_for_development(self.name(id)));
        let mut seen: HashSet<Id> = open.iter().copied().collect();
        let (mut libraries, mut along): (Vec<Id>, Vec<Id>) = (Vec::new(), Vec::new());
        while let Some(id) = open.pop() {
            let (own, behind) = self.libraries(id);
            // One without libraries stands for others.
            let next = if own.is_empty() { &mut open } else { &mut along };
            next.extend(behind.into_iter().filter(|&one| seen.insert(one)));
            libraries.extend(own);
        }
        let mut others = Vec::new();
        while let Some(id) = along.pop() {
            let (own, behind) = self.libraries(id);
            // What extends a library is opened by name when a program runs.
            libraries.extend(own.iter().filter(|&&one| self.name(one).ends_with("-extra")));
            others.push(own);
            along.extend(behind.into_iter().filter(|&one| seen.insert(one)));
        }
        let stays = self.closure(&libraries, false, Closure::default()).set;
        for mut own in others {
            own.retain(|&one| self.name(one).starts_with("lib"));
            if !own.iter().any(|one| stays.contains(one) || self.kind(*one) == Kind::Base) {
                libraries.extend(own);
            }
        }
        libraries.retain(|&id| self.kind(id) == Kind::Package);
        let mut names: Vec<&str> = libraries.into_iter().map(|id| self.name(id)).collect();
        names.sort_unstable();
        names.dedup();
        Some(names)
    }

    /// The libraries that a package for development depends on, and the other packages of its kind.
    fn libraries(&self, id: Id) -> (Vec<Id>, Vec<Id>) {
        let (mut libraries, mut others) = (Vec::new(), Vec::new());
        for group in self.record(id).unwrap_or_default().depends {
            // apt takes the first; a virtual package stands for a compiler or a header here, not for a library.
            let Some(&first) = group.iter().find(|&&one| self.kind(one) != Kind::Virtual) else { continue };
            let name = self.name(first);
            if build_packages().is_toolchain(name) {
                continue;
            }
            if is_for_development(name) {
                others.push(first);
            } else if is_library(name) {
                libraries.push(first);
            }
        }
        (libraries, others)
    }

    /// The packages among `installed` that `roots` need in any way, with themselves; with what they recommend when
    /// `recommends` says so. Nothing is looked for behind those of `without`.
    fn reach(&self, roots: &[Id], installed: &HashSet<Id>, without: &HashSet<Id>, recommends: bool) -> HashSet<Id> {
        let mut found: HashSet<Id> = roots.iter().copied().collect();
        let mut open: Vec<Id> = roots.to_vec();
        while let Some(id) = open.pop() {
            let record = self.record(id).unwrap_or_default();
            let more = record.recommends.into_iter().filter(|_| recommends);
            for one in record.depends.into_iter().chain(more).flatten() {
                let providers = self.record(one).unwrap_or_default().providers;
                for id in std::iter::once(one).chain(providers) {
                    if installed.contains(&id) && !without.contains(&id) && found.insert(id) {
                        open.push(id);
                    }
                }
            }
        }
        found
    }
}

/// Whether a package holds headers and what else is there to build against a library.
#[must_use]
pub fn is_for_development(name: &str) -> bool {
    name.ends_with("-dev") || name.ends_with("-multidev") || name.ends_with("-dev-compat")
}

/// Whether a package that one for development depends on is, by its name, a library or what describes one to other
/// languages.
fn is_library(name: &str) -> bool {
    const OTHER: [&str; 11] =
        ["-bin", "-tools", "-utils", "-doc", "-perl", "-java", "-common", "-config", "-data", "-headers", "-stdlib"];
    let begins = (name.starts_with("lib") && !name.starts_with("libjs-"))
        || name.starts_with("gir1.2-")
        || name.starts_with("zlib");
    begins && !OTHER.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::super::suite;
    use super::*;

    fn runtime(name: &str, packages: &[&str]) -> Vec<&'static str> {
        suite(name).unwrap().runtime_of(packages).unwrap()
    }

    #[test]
    fn what_headers_are_for_stays() {
        for (name, packages, expected) in [
            ("bookworm", ["libpq-dev"].as_slice(), ["libpq5"].as_slice()),
            ("bullseye", &["libssl-dev"], &[]),
            ("bookworm", &["libssl-dev", "gcc"], &["libssl3"]),
            ("trixie", &["libffi-dev"], &["libffi8"]),
            ("bookworm", &["libxml2-dev", "libxslt1-dev"], &["libxml2", "libxslt1.1"]),
            ("bookworm", &["default-libmysqlclient-dev"], &["libmariadb3"]),
            ("trixie", &["libzip-dev"], &["libzip5"]),
            ("bookworm", &["libicu-dev"], &["libicu72"]),
            ("bookworm", &["build-essential", "zlib1g-dev"], &[]),
        ] {
            assert_eq!(runtime(name, packages), expected, "{name} {packages:?}");
        }
        assert_eq!(suite("trixie").unwrap().runtime_of(&["no-such-package"]), None);
    }

    #[test]
    fn a_name_stands_for_one_package_or_none() {
        let trixie = suite("trixie").unwrap();
        assert_eq!(trixie.package("libxslt-dev"), Some("libxslt1-dev"));
        assert_eq!(trixie.package("gcc"), Some("gcc"));
        assert_eq!(trixie.package("mail-transport-agent"), None);
        assert_eq!(trixie.package("no-such-package"), None);
        assert_eq!(
            trixie.purge(&["libxslt-dev"], &[], false),
            Err(NoPurge::Unknown("libxslt-dev".to_owned())),
            "apt would purge nothing by that name"
        );
    }

    #[test]
    fn what_is_kept_needs_stays() {
        let bookworm = suite("bookworm").unwrap();
        let purge = bookworm.purge(&["gcc", "libpq-dev"], &["libpq5"], false).unwrap();
        assert!(purge.packages.contains(&"gcc-12") && !purge.packages.contains(&"libpq5"), "{purge:?}");
        assert!((100_000_000..400_000_000).contains(&purge.bytes), "{purge:?}");
        let perl = |kept| bookworm.purge(&["build-essential"], kept, false).unwrap().packages.contains(&"perl");
        assert!(perl(&[]) && !perl(&["git"]));
        let certificates = bookworm.purge(&["git"], &[], true).unwrap().packages.contains(&"ca-certificates");
        assert!(!certificates, "apt itself recommends them");
        assert!(bookworm.certain_of(&["sqlite3"]).contains("libsqlite3-0"));
        assert!(!bookworm.certain_of(&["sqlite3"]).contains("libpq5"));
    }

    #[test]
    fn nothing_is_purged_that_is_needed() {
        let found = suite("bookworm").unwrap().purge(&["make"], &["r-base-dev"], false);
        assert!(matches!(found, Err(NoPurge::Needed("r-base-dev", "make"))), "{found:?}");
    }
}
