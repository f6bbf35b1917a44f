//! Makes the package index of a Debian suite from the archive's `Packages` files.
//!
//! `cargo run --release --example debian_index -- DATE OUT PACKAGES...`, for instance with the files of `bookworm`,
//! `bookworm-updates` and `bookworm-security` (main, binary-amd64, unpacked) in this order: where a package stands in
//! several, the last one counts. DATE is that of the download.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::{env, error, fs};

use dfopt::facts::debian::{Id, Kind, Record, write};

/// How many packages must ask for a package for it to be kept among the common ones.
const COMMON: usize = 5;

/// Libraries that serve builds of Debian packages only. Nobody installs them in an image; they would be a third of the
/// index.
const OMITTED: [&str; 3] = ["librust-", "golang-", "libghc-"];

#[derive(Default)]
struct Package {
    fields: HashMap<String, String>,
}

impl Package {
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The groups of alternatives of some relation fields, without versions and architectures.
    fn groups(&self, fields: &[&str]) -> Vec<Vec<String>> {
        let groups =
            fields.iter().flat_map(|field| self.field(field).split(',')).filter(|group| !group.trim().is_empty());
        let name = |word: &str| word.trim().split([' ', '(', ':']).next().unwrap_or_default().to_owned();
        let mut seen = HashSet::new();
        let mut found: Vec<Vec<String>> = groups.map(|group| group.split('|').map(name).collect()).collect();
        for group in &mut found {
            let mut names = HashSet::new();
            group.retain(|name| names.insert(name.clone()));
        }
        found.retain(|group| seen.insert(group.clone()));
        found
    }

    fn depends(&self) -> Vec<Vec<String>> {
        self.groups(&["Pre-Depends", "Depends"])
    }
}

fn main() -> Result<(), Box<dyn error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [date, out, files @ ..] = arguments.as_slice() else { return Err("usage: DATE OUT PACKAGES...".into()) };
    let mut packages: BTreeMap<String, Package> = BTreeMap::new();
    for file in files {
        for paragraph in fs::read_to_string(file)?.split("\n\n") {
            let lines = paragraph.lines().filter(|line| !line.starts_with(' '));
            let fields = lines.filter_map(|line| line.split_once(": "));
            let package = Package { fields: fields.map(|(key, value)| (key.to_owned(), value.to_owned())).collect() };
            if let Some(name) = package.fields.get("Package") {
                packages.insert(name.clone(), package);
            }
        }
    }
    let omitted = |name: &str| OMITTED.iter().any(|prefix| name.starts_with(prefix)) && name.ends_with("-dev");
    let kept = || packages.iter().filter(|(name, _)| !omitted(name));
    let mut asked: HashMap<String, usize> = HashMap::new();
    for (_, package) in kept() {
        for name in package.depends().into_iter().chain(package.groups(&["Recommends"])).flatten() {
            *asked.entry(name).or_default() += 1;
        }
    }
    let names: BTreeSet<&str> = kept().map(|(name, _)| name.as_str()).chain(asked.keys().map(String::as_str)).collect();
    let is_common = |name: &&str| asked.get(*name).is_some_and(|count| *count >= COMMON);
    let (common, rest): (Vec<&str>, Vec<&str>) = names.into_iter().partition(is_common);
    let order: Vec<&str> = common.iter().chain(&rest).copied().collect();
    let numbers = order.iter().enumerate().map(|(id, name)| Ok((*name, Id::try_from(id)?)));
    let ids: HashMap<&str, Id> = numbers.collect::<Result<_, std::num::TryFromIntError>>()?;
    let mut providers: HashMap<&str, Vec<Id>> = HashMap::new();
    for (name, package) in kept() {
        for provided in package.groups(&["Provides"]).into_iter().flatten() {
            if let Some((provided, _)) = ids.get_key_value(provided.as_str()) {
                providers.entry(provided).or_default().push(ids[name.as_str()]);
            }
        }
    }
    let base = base(&packages);
    let records = order.iter().map(|name| {
        let groups = |groups: Vec<Vec<String>>| {
            groups.into_iter().map(|group| group.iter().map(|name| ids[name.as_str()]).collect()).collect()
        };
        let providers = providers.remove(name).unwrap_or_default();
        let record = match packages.get(*name) {
            None => Record { providers, ..Record::default() },
            Some(_) if omitted(name) => Record { kind: Kind::Omitted, ..Record::default() },
            Some(package) => Record {
                kind: if base.contains(*name) { Kind::Base } else { Kind::Package },
                installed_kib: package.field("Installed-Size").parse().unwrap_or_default(),
                depends: groups(package.depends()),
                recommends: groups(package.groups(&["Recommends"])),
                providers,
            },
        };
        ((*name).to_owned(), record)
    });
    let records: Vec<(String, Record)> = records.collect();
    let bytes = write(date, common.len(), &records)?;
    fs::write(out, bytes)?;
    Ok(())
}

/// What an image that is made with a merged `/usr` holds in place of `usrmerge` (debootstrap 1.0.127).
const MERGED_USR: &str = "usr-is-merged";

/// The packages of a minimal system with apt (`debootstrap --variant=minbase`, what Debian's images are made of).
fn base(packages: &BTreeMap<String, Package>) -> HashSet<String> {
    let required = |package: &Package| package.field("Essential") == "yes" || package.field("Priority") == "required";
    let merged = packages.contains_key(MERGED_USR);
    let first = packages.iter().filter(|(_, package)| required(package)).map(|(name, _)| name.clone());
    let mut todo: Vec<String> = first.filter(|name| !merged || name != "usrmerge").collect();
    todo.extend(["apt".to_owned(), MERGED_USR.to_owned()]);
    let mut base = HashSet::new();
    while let Some(name) = todo.pop() {
        if let Some(package) = packages.get(&name)
            && base.insert(name)
        {
            for group in package.depends() {
                let taken = !merged || !group.iter().any(|name| name == MERGED_USR);
                todo.extend(group.into_iter().find(|name| packages.contains_key(name)).filter(|_| taken));
            }
        }
    }
    base
}
