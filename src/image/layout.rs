//! Which image the parts make up: from an index or a manifest to a configuration and the names of its layers.
//!
//! Source: OCI image-spec 1.1 (`image-layout.md`, `image-index.md`, `manifest.md`); Docker's `manifest.json` is that of
//! moby's `image/tarexport`. What `docker save` writes since 25.0 is both; then the index counts.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::archive::Parts;
use super::config::ImageConfiguration;
use super::digest;
use super::error::Reason;

/// How deep indexes may lie in each other.
const MAX_DEPTH: usize = 4;

/// The most that is read of indexes, manifests and configurations while looking for the image.
const MAX_DESCRIPTIONS: usize = 16 * 1024 * 1024;

const CONFIG_TYPES: [&str; 2] =
    ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"];

/// An image among parts.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) names: Vec<String>,
    pub(super) digest: Option<String>,
    pub(super) id: String,
    pub(super) config: ImageConfiguration,
    pub(super) raw_config: Vec<u8>,
    pub(super) layers: Vec<Stored>,
}

/// A layer among parts.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) part: String,
    /// Of the layer as stored, if it is known.
    pub(super) digest: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    #[serde(default)]
    media_type: String,
    digest: String,
    platform: Option<Platform>,
    annotations: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
struct Platform {
    os: String,
    architecture: String,
    variant: Option<String>,
}

/// An index or a manifest: which of both, the keys tell.
#[derive(Debug, Deserialize)]
struct Document {
    manifests: Option<Vec<Descriptor>>,
    config: Option<Descriptor>,
    layers: Option<Vec<Descriptor>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Saved {
    config: String,
    repo_tags: Option<Vec<String>>,
    layers: Vec<String>,
}

/// A manifest that an index leads to.
#[derive(Debug)]
struct Candidate {
    digest: String,
    names: Vec<String>,
    platform: Platform,
    config: Descriptor,
    layers: Vec<Descriptor>,
}

/// Finds the image: the only one, or the one for this machine.
pub(super) fn find(parts: &Parts) -> Result<Found, Reason> {
    if parts.has("index.json") {
        let document: Document = read(parts, "index.json")?;
        let mut walk = Walk { parts, found: Vec::new(), known: HashMap::new(), other: None, bytes: 0 };
        for descriptor in document.manifests.unwrap_or_default() {
            walk.collect(&descriptor, &names(&descriptor), MAX_DEPTH)?;
        }
        return oci(parts, choose(walk.found, walk.other)?);
    }
    if parts.has("manifest.json") {
        return docker(parts, read(parts, "manifest.json")?);
    }
    Err(Reason::NotAnImage)
}

fn read<T: DeserializeOwned>(parts: &Parts, name: &str) -> Result<T, Reason> {
    parse(name, &parts.description(name)?)
}

fn parse<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, Reason> {
    serde_json::from_slice(bytes).map_err(|why| Reason::Json { name: name.to_owned(), why })
}

fn part_of(digest: &str) -> Result<String, Reason> {
    digest::blob(digest).ok_or_else(|| Reason::Name(digest.to_owned()))
}

/// The bytes of a description, which must have its digest.
fn checked(parts: &Parts, digest: &str) -> Result<Vec<u8>, Reason> {
    let name = part_of(digest)?;
    let bytes = parts.description(&name)?;
    let found = digest::of(&bytes);
    if digest.starts_with("sha256:") && digest != found {
        return Err(Reason::Digest { name, expected: digest.to_owned(), found });
    }
    Ok(bytes)
}

fn annotation<'d>(descriptor: &'d Descriptor, name: &str) -> Option<&'d str> {
    descriptor.annotations.as_ref()?.get(name).map(String::as_str)
}

fn names(descriptor: &Descriptor) -> Vec<String> {
    ["io.containerd.image.name", "org.opencontainers.image.ref.name"]
        .iter()
        .find_map(|name| annotation(descriptor, name))
        .map_or_else(Vec::new, |name| vec![name.to_owned()])
}

/// A walk over the indexes of a layout.
struct Walk<'p> {
    parts: &'p Parts,
    found: Vec<Candidate>,
    /// The place in `found` of each manifest, by its digest.
    known: HashMap<String, usize>,
    /// Why there is no image, if there is none: a part that is missing, or something that is no image.
    other: Option<Reason>,
    /// How much was read. Indexes may name each other again and again.
    bytes: usize,
}

impl Walk<'_> {
    /// Adds the images that a descriptor leads to. What is not there is noted: an archive may hold one platform of many.
    /// So is what is no image: signatures and the like lie beside images.
    fn collect(&mut self, descriptor: &Descriptor, names: &[String], depth: usize) -> Result<(), Reason> {
        let unknown = |platform: &Platform| platform.os == "unknown" && platform.architecture == "unknown";
        let attestation = annotation(descriptor, "vnd.docker.reference.type").is_some();
        if attestation || descriptor.platform.as_ref().is_some_and(unknown) || depth == 0 {
            return Ok(());
        }
        if let Some(&known) = self.known.get(&descriptor.digest) {
            self.found[known].names.extend_from_slice(names);
            return Ok(());
        }
        let name = part_of(&descriptor.digest)?;
        if !self.parts.has(&name) {
            self.other.get_or_insert(Reason::Missing(name));
            return Ok(());
        }
        let document: Document = parse(&name, &self.checked(&descriptor.digest)?)?;
        if let Some(inner) = document.manifests {
            return inner.iter().try_for_each(|inner| self.collect(inner, names, depth - 1));
        }
        let (Some(config), Some(layers)) = (document.config, document.layers) else {
            return Err(Reason::Unsupported(format!("{name}, neither an index nor a manifest of layers,")));
        };
        if let Some(what) = not_an_image(&config, &layers) {
            self.other = Some(Reason::Unsupported(what));
            return Ok(());
        }
        let platform = match &descriptor.platform {
            Some(platform) => platform.clone(),
            None if self.parts.has(&part_of(&config.digest)?) => parse(&config.digest, &self.checked(&config.digest)?)?,
            None => Platform::default(),
        };
        self.known.insert(descriptor.digest.clone(), self.found.len());
        let (digest, names) = (descriptor.digest.clone(), names.to_vec());
        self.found.push(Candidate { digest, names, platform, config, layers });
        Ok(())
    }

    fn checked(&mut self, digest: &str) -> Result<Vec<u8>, Reason> {
        let bytes = checked(self.parts, digest)?;
        self.bytes += bytes.len();
        if self.bytes > MAX_DESCRIPTIONS {
            return Err(Reason::Unsupported(format!(
                "an index with more than {MAX_DESCRIPTIONS} bytes of descriptions"
            )));
        }
        Ok(bytes)
    }
}

/// What a manifest is that is none of an image: a chart, a signature.
fn not_an_image(config: &Descriptor, layers: &[Descriptor]) -> Option<String> {
    let kind = &config.media_type;
    if !CONFIG_TYPES.contains(&kind.as_str()) {
        return Some(format!("an artifact with a configuration of type `{kind}`"));
    }
    let is_layer = |kind: &str| kind.is_empty() || kind.contains(".tar");
    let other = layers.iter().find(|layer| !is_layer(&layer.media_type))?;
    Some(format!("an artifact with a part of type `{}`", other.media_type))
}

/// The platform of this machine in Go's words. Containers run on Linux, in a virtual machine elsewhere.
fn host() -> Platform {
    let architecture = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "x86" => "386",
        "powerpc64" => "ppc64le",
        "loongarch64" => "loong64",
        other => other,
    };
    Platform { os: "linux".to_owned(), architecture: architecture.to_owned(), variant: None }
}

fn choose(mut found: Vec<Candidate>, other: Option<Reason>) -> Result<Candidate, Reason> {
    let describe = |platform: &Platform| {
        let variant = platform.variant.iter().map(|variant| format!("/{variant}")).collect::<String>();
        format!("{}/{}{variant}", platform.os, platform.architecture)
    };
    if found.len() > 1 {
        let host = host();
        let have = found.iter().map(|candidate| describe(&candidate.platform)).collect();
        found.retain(|one| (&one.platform.os, &one.platform.architecture) == (&host.os, &host.architecture));
        if found.is_empty() {
            return Err(Reason::Platform { wanted: describe(&host), have });
        }
    }
    if found.len() > 1 {
        // Of two variants of one image, the one without is for every machine.
        let general = |one: &Candidate| one.platform.variant.as_deref().is_none_or(|name| matches!(name, "v8" | "v1"));
        if found.iter().filter(|one| general(one)).count() == 1 {
            found.retain(general);
        }
    }
    match (found.pop(), found.is_empty()) {
        (Some(one), true) => Ok(one),
        (None, _) => Err(other.unwrap_or(Reason::NotAnImage)),
        (Some(last), false) => {
            let name = |one: &Candidate| one.names.first().unwrap_or(&one.digest).clone();
            Err(Reason::Several(found.iter().chain([&last]).map(name).collect()))
        }
    }
}

fn oci(parts: &Parts, image: Candidate) -> Result<Found, Reason> {
    let raw_config = checked(parts, &image.config.digest)?;
    let layers = image.layers.into_iter().map(|layer| {
        if layer.media_type.contains("+encrypted") {
            return Err(Reason::Unsupported("an encrypted layer".to_owned()));
        }
        Ok(Stored { part: part_of(&layer.digest)?, digest: Some(layer.digest) })
    });
    Ok(Found {
        names: image.names,
        digest: Some(image.digest),
        id: digest::of(&raw_config),
        config: parse("the configuration", &raw_config)?,
        raw_config,
        layers: layers.collect::<Result<_, _>>()?,
    })
}

fn docker(parts: &Parts, mut images: Vec<Saved>) -> Result<Found, Reason> {
    if images.len() > 1 {
        let name = |one: &Saved| one.repo_tags.iter().flatten().next().unwrap_or(&one.config).clone();
        return Err(Reason::Several(images.iter().map(name).collect()));
    }
    let image = images.pop().ok_or(Reason::NotAnImage)?;
    let raw_config = parts.description(&image.config)?;
    let stored = |part: String| {
        let digest = part.strip_prefix("blobs/sha256/").map(|hex| format!("sha256:{hex}"));
        Stored { part, digest: digest.filter(|digest| digest::blob(digest).is_some()) }
    };
    Ok(Found {
        names: image.repo_tags.unwrap_or_default(),
        digest: None,
        id: digest::of(&raw_config),
        config: parse(&image.config, &raw_config)?,
        raw_config,
        layers: image.layers.into_iter().map(stored).collect(),
    })
}
