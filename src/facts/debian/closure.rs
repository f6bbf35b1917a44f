//! What apt installs with a package.
//!
//! apt takes the first alternative that is there unless another one is installed already, and of a virtual package one
//! provider. Which provider, and what a conflict changes, is not followed: where more than one alternative could be
//! taken, a closure is not `certain`.

use std::collections::HashSet;

use super::{Id, Kind, Suite};

/// Packages that are installed together with some, beyond those of every Debian image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Closure {
    pub(super) packages: Vec<Id>,
    pub(super) set: HashSet<Id>,
    /// Whether apt could take no other ones.
    pub(super) certain: bool,
}

/// What apt's Recommends add to an installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommended {
    /// The names of the packages, those that are recommended themselves first.
    pub packages: Vec<&'static str>,
    /// The sum of their `Installed-Size`, bytes.
    pub bytes: u64,
    /// Whether apt could take no other ones, whatever else is installed.
    pub certain: bool,
}

impl Suite {
    /// What `apt-get install` adds to `names` because it is recommended, and would not add if it installed `named` beside
    /// them and nothing that is recommended; on an image that holds no more than Debian's own and `present`, with what
    /// that depends on. `None` when a name is not known.
    #[must_use]
    pub fn recommended<'n>(
        &'static self,
        names: impl IntoIterator<Item = &'n str>,
        named: impl IntoIterator<Item = &'n str>,
        present: impl IntoIterator<Item = &'n str>,
    ) -> Option<Recommended> {
        let asked: Vec<Id> = names.into_iter().map(|name| self.id(name)).collect::<Option<_>>()?;
        let named: Vec<Id> = named.into_iter().map(|name| self.id(name)).collect::<Option<_>>()?;
        let present: Vec<Id> = present.into_iter().map(|name| self.id(name)).collect::<Option<_>>()?;
        let before = self.closure(&present, false, Closure { certain: true, ..Closure::default() });
        let needed = self.closure(&[asked.as_slice(), named.as_slice()].concat(), false, before.clone());
        let all = self.closure(&asked, true, before);
        let added: Vec<Id> = all.packages.iter().copied().filter(|id| !needed.set.contains(id)).collect();
        let kib = added.iter().filter_map(|&id| self.record(id)).map(|record| u64::from(record.installed_kib));
        Some(Recommended {
            bytes: kib.sum::<u64>() * 1024,
            packages: added.iter().map(|&id| self.name(id)).collect(),
            certain: needed.certain && all.certain,
        })
    }

    /// The `Installed-Size`, bytes, of what `apt-get install` installs for `names` alone, and would not install for
    /// `others`; with what is recommended when `recommends` says so. `None` when a name is not known.
    #[must_use]
    pub fn weight<'n>(
        &self,
        names: impl IntoIterator<Item = &'n str>,
        others: impl IntoIterator<Item = &'n str>,
        recommends: bool,
    ) -> Option<u64> {
        let names: Vec<Id> = names.into_iter().map(|name| self.id(name)).collect::<Option<_>>()?;
        let others: Vec<Id> = others.into_iter().map(|name| self.id(name)).collect::<Option<_>>()?;
        let before = self.closure(&others, recommends, Closure { certain: true, ..Closure::default() });
        let already = before.packages.len();
        let all = self.closure(&names, recommends, before);
        let added = all.packages[already..].iter().filter_map(|&id| self.record(id));
        Some(added.map(|record| u64::from(record.installed_kib)).sum::<u64>() * 1024)
    }

    /// The packages of `closure`, with those that come with `asked`.
    pub(super) fn closure(&self, asked: &[Id], recommends: bool, mut closure: Closure) -> Closure {
        let (mut depended, mut recommended) = (closure.packages.len(), closure.packages.len());
        for &id in asked {
            // A package that is asked for is installed even where another one provides its name.
            if self.kind(id) == Kind::Package && closure.set.insert(id) {
                closure.packages.push(id);
            }
            self.take(&[id], &mut closure);
        }
        // Dependencies first: apt asks for recommended packages once it knows what is needed anyway.
        loop {
            if let Some(&id) = closure.packages.get(depended) {
                depended += 1;
                for group in self.record(id).unwrap_or_default().depends {
                    self.take(&group, &mut closure);
                }
            } else if let Some(&id) = closure.packages.get(recommended).filter(|_| recommends) {
                recommended += 1;
                for group in self.record(id).unwrap_or_default().recommends {
                    self.take(&group, &mut closure);
                }
            } else {
                return closure;
            }
        }
    }

    /// Installs the first alternative that there is, unless one is there already.
    fn take(&self, group: &[Id], closure: &mut Closure) {
        let here = |id: &Id| closure.set.contains(id) || self.kind(*id) == Kind::Base;
        if group.iter().any(here) {
            return;
        }
        let providers: Vec<Vec<Id>> =
            group.iter().map(|id| self.record(*id).map(|record| record.providers).unwrap_or_default()).collect();
        if providers.iter().flatten().any(here) {
            return;
        }
        // A package is itself; other names are those who provide them.
        let means = |(id, providers): (&Id, Vec<Id>)| match self.kind(*id) {
            Kind::Package | Kind::Base => vec![*id],
            Kind::Virtual | Kind::Omitted => providers,
        };
        let candidates: Vec<Id> = group.iter().zip(providers).flat_map(means).collect();
        closure.certain &= candidates.len() <= 1 && !group.iter().any(|&id| self.kind(id) == Kind::Omitted);
        if let Some(&id) = candidates.first() {
            closure.set.insert(id);
            closure.packages.push(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::suite;

    #[test]
    fn what_a_package_recommends_comes_with_it() {
        let found = suite("bookworm").unwrap().recommended(["curl"], [], []).unwrap();
        assert!(found.packages.contains(&"ca-certificates"), "{found:?}");
        // Recommended itself, and depended on by what is recommended.
        assert!(found.packages.contains(&"openssl"), "{found:?}");
        assert!(!found.packages.contains(&"libcurl4"), "{found:?}");
        assert!((1_000_000..20_000_000).contains(&found.bytes), "{found:?}");
    }

    #[test]
    fn what_every_image_holds_is_not_counted() {
        let bookworm = suite("bookworm").unwrap();
        for package in ["libc6", "bash", "apt", "debconf"] {
            let found = bookworm.recommended([package], [], []).unwrap();
            assert!(!found.packages.contains(&package), "{found:?}");
        }
    }

    #[test]
    fn a_package_without_recommends_brings_nothing() {
        let found = suite("bookworm").unwrap().recommended(["make"], [], []).unwrap();
        assert!(found.certain && found.packages.is_empty() && found.bytes == 0, "{found:?}");
        assert_eq!(suite("bookworm").unwrap().recommended(["no-such-package"], [], []), None);
    }

    #[test]
    fn what_is_there_before_is_not_brought() {
        let found = suite("bookworm").unwrap().recommended(["curl"], [], ["ca-certificates"]).unwrap();
        assert!(!found.packages.contains(&"ca-certificates") && !found.packages.contains(&"openssl"), "{found:?}");
        assert!(found.packages.contains(&"publicsuffix"), "{found:?}");
    }

    #[test]
    fn what_is_named_is_not_lost_but_what_it_recommends_is() {
        let found = suite("bookworm").unwrap().recommended(["gcc"], ["libc6-dev"], []).unwrap();
        assert!(!found.packages.contains(&"libc6-dev") && found.packages.contains(&"manpages-dev"), "{found:?}");
    }

    #[test]
    fn what_is_asked_for_is_installed_though_a_base_package_provides_its_name() {
        let found = suite("bookworm").unwrap().recommended(["libscalar-list-utils-perl"], [], []).unwrap();
        assert!(found.packages.contains(&"netbase"), "{found:?}");
    }

    #[test]
    fn a_weight_is_what_others_do_not_bring() {
        let bookworm = suite("bookworm").unwrap();
        let vim = bookworm.weight(["vim"], [], false).unwrap();
        assert!((3_000_000..60_000_000).contains(&vim), "{vim}");
        assert_eq!(bookworm.weight(["vim"], ["vim"], false), Some(0));
        assert!(bookworm.weight(["git"], [], true) > bookworm.weight(["git"], [], false));
        assert_eq!(bookworm.weight(["no-such-package"], [], false), None);
    }

    #[test]
    fn every_suite_can_be_opened() {
        for name in ["bullseye", "bookworm", "trixie"] {
            let suite = suite(name).unwrap();
            for package in ["bash", "curl", "python3-pip", "zsh"] {
                let id = suite.id(package).unwrap();
                assert_eq!(suite.name(id), package, "{name}");
                assert!(suite.record(id).unwrap().installed_kib > 100, "{name} {package}");
            }
            assert_eq!(suite.id("no-such-package"), None);
        }
    }
}
