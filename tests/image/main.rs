//! Images as builders write them, made small: what is read of them, how layers merge, what is wasted, what is damaged.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod command;
mod damage;
mod merging;
mod reading;
mod waste;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use dfopt::image::{Image, Kind};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tar::{Builder, EntryType, Header};
use tempfile::TempDir;

/// How a layer is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stored {
    Plain,
    Gzip,
    Zstd,
}

/// A layer, and the note of its builder.
struct Made {
    tar: Vec<u8>,
    stored: Stored,
    by: &'static str,
}

impl Made {
    fn by(by: &'static str, entries: impl FnOnce(&mut Layer)) -> Self {
        Self { tar: layer(entries), stored: Stored::Plain, by }
    }

    fn stored(self, stored: Stored) -> Self {
        Self { stored, ..self }
    }

    fn blob(&self) -> Vec<u8> {
        match self.stored {
            Stored::Plain => self.tar.clone(),
            Stored::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(&self.tar).unwrap();
                encoder.finish().unwrap()
            }
            Stored::Zstd => {
                ruzstd::encoding::compress_to_vec(&self.tar[..], ruzstd::encoding::CompressionLevel::Fastest)
            }
        }
    }
}

/// A tar archive that is being made.
struct Layer(Builder<Vec<u8>>);

/// A tar archive.
fn layer(entries: impl FnOnce(&mut Layer)) -> Vec<u8> {
    let mut layer = Layer(Builder::new(Vec::new()));
    entries(&mut layer);
    layer.0.into_inner().unwrap()
}

impl Layer {
    /// Adds a member whose name and link are written as they are, however bad.
    fn member(&mut self, name: &[u8], kind: EntryType, link: &[u8], content: &[u8]) {
        let mut header = Header::new_ustar();
        header.set_entry_type(kind);
        header.set_size(content.len() as u64);
        header.set_mode(if kind == EntryType::Directory { 0o755 } else { 0o644 });
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(1_700_000_000);
        header.as_mut_bytes()[..name.len()].copy_from_slice(name);
        header.as_mut_bytes()[157..157 + link.len()].copy_from_slice(link);
        header.set_cksum();
        self.0.append(&header, content).unwrap();
    }

    fn file(&mut self, name: &str, content: impl AsRef<[u8]>) {
        self.member(name.as_bytes(), EntryType::Regular, b"", content.as_ref());
    }

    fn directory(&mut self, name: &str) {
        self.member(name.as_bytes(), EntryType::Directory, b"", b"");
    }

    fn symlink(&mut self, name: &str, target: &str) {
        self.member(name.as_bytes(), EntryType::Symlink, target.as_bytes(), b"");
    }

    fn hard_link(&mut self, name: &str, target: &str) {
        self.member(name.as_bytes(), EntryType::Link, target.as_bytes(), b"");
    }

    /// Adds a pax header for the next member.
    fn pax(&mut self, records: &[(&str, &[u8])]) {
        let mut bytes = Vec::new();
        for (key, value) in records {
            let rest = key.len() + value.len() + 3;
            let mut length = rest + 1;
            while length != rest + length.to_string().len() {
                length = rest + length.to_string().len();
            }
            bytes.extend_from_slice(format!("{length} {key}=").as_bytes());
            bytes.extend_from_slice(value);
            bytes.push(b'\n');
        }
        self.member(b"pax", EntryType::XHeader, b"", &bytes);
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold("sha256:".to_owned(), |text, byte| format!("{text}{byte:02x}"))
}

fn config(layers: &[Made]) -> Vec<u8> {
    let mut history = vec![json!({"created_by": "FROM scratch", "empty_layer": true})];
    history.extend(layers.iter().map(|layer| json!({"created_by": layer.by})));
    history.insert(history.len() - 1, json!({"created_by": "ENV A=1", "empty_layer": true}));
    let diff_ids: Vec<String> = layers.iter().map(|layer| digest(&layer.tar)).collect();
    let config = json!({
        "architecture": "amd64", "os": "linux", "config": {"Env": ["A=1"], "Cmd": ["sh"]},
        "rootfs": {"type": "layers", "diff_ids": diff_ids}, "history": history,
    });
    serde_json::to_vec(&config).unwrap()
}

/// The parts of an image, by name.
type Parts = Vec<(String, Vec<u8>)>;

fn blob(parts: &mut Parts, bytes: Vec<u8>) -> Value {
    let (digest, size) = (digest(&bytes), bytes.len());
    parts.push((format!("blobs/{}", digest.replace(':', "/")), bytes));
    json!({"digest": digest, "size": size})
}

fn with(mut descriptor: Value, more: Value) -> Value {
    descriptor.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    descriptor
}

/// The manifest of an image, whose parts are added; its descriptor.
fn manifest(parts: &mut Parts, layers: &[Made]) -> Value {
    let stored: Vec<Value> = layers
        .iter()
        .map(|layer| {
            // A wrong media type is common.
            with(blob(parts, layer.blob()), json!({"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip"}))
        })
        .collect();
    let config = with(blob(parts, config(layers)), json!({"mediaType": "application/vnd.oci.image.config.v1+json"}));
    let manifest = json!({"schemaVersion": 2, "config": config, "layers": stored});
    let manifest = blob(parts, serde_json::to_vec(&manifest).unwrap());
    with(manifest, json!({"mediaType": "application/vnd.oci.image.manifest.v1+json"}))
}

/// An OCI layout whose index names these manifests.
fn index(mut parts: Parts, manifests: &[Value]) -> Parts {
    let index = json!({"schemaVersion": 2, "manifests": manifests});
    parts.push(("oci-layout".into(), br#"{"imageLayoutVersion":"1.0.0"}"#.to_vec()));
    parts.push(("index.json".into(), serde_json::to_vec(&index).unwrap()));
    parts
}

/// An OCI layout of one image.
fn oci(layers: &[Made]) -> Parts {
    let mut parts = Parts::new();
    let manifest = manifest(&mut parts, layers);
    let named = with(manifest, json!({"annotations": {"org.opencontainers.image.ref.name": "app:1"}}));
    index(parts, &[named])
}

/// What `docker save` wrote before version 25.
fn docker(layers: &[Made]) -> Parts {
    let mut parts = Parts::new();
    let names: Vec<String> = (0..layers.len()).map(|at| format!("{at:064}/layer.tar")).collect();
    parts.extend(names.iter().zip(layers).map(|(name, layer)| (name.clone(), layer.blob())));
    let manifest = json!([{"Config": "c.json", "RepoTags": ["app:1"], "Layers": names}]);
    parts.push(("c.json".into(), config(layers)));
    parts.push(("manifest.json".into(), serde_json::to_vec(&manifest).unwrap()));
    parts
}

fn archive(parts: &Parts) -> Vec<u8> {
    layer(|tar| parts.iter().for_each(|(name, bytes)| tar.file(name, bytes)))
}

/// A directory that goes with the test.
struct Room(TempDir);

impl Room {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn unpacked(&self, parts: &Parts) -> PathBuf {
        parts.iter().for_each(|(name, bytes)| drop(self.write(name, bytes)));
        self.0.path().to_owned()
    }
}

fn open(parts: &Parts) -> Image {
    let room = Room::new();
    Image::open(&room.write("image.tar", archive(parts))).unwrap_or_else(|error| panic!("{error}"))
}

/// Why an image cannot be opened.
#[track_caller]
fn refused(path: &Path) -> String {
    let error = Image::open(path).map(|image| image.names).unwrap_err().to_string();
    let (before, reason) = error.split_once(": ").unwrap();
    assert_eq!(Path::new(before), path);
    reason.to_owned()
}

/// The files of the merged image with their sizes, and all else with a size of 0.
fn files(image: &Image) -> Vec<(String, u64)> {
    let root = image.root();
    let files = root.iter().filter(|(_, node)| node.entry.kind != Kind::Directory);
    files.map(|(path, node)| (path.to_string(), node.entry.size)).collect()
}

/// Two layers, the second of which hides part of the first.
fn sample() -> Vec<Made> {
    vec![
        Made::by("/bin/sh -c #(nop) ADD file:1 in / ", |layer| {
            layer.directory("etc/");
            layer.file("etc/passwd", "root\n");
            layer.file("etc/gone", "0123456789");
        }),
        Made::by("RUN /bin/sh -c rm /etc/gone # buildkit", |layer| {
            layer.file("etc/.wh.gone", "");
            layer.file("app", "12345678");
        }),
    ]
}
