//! Built images: what their layers hold.
//!
//! [`Image::open`] reads an OCI layout (a directory or a tar archive of it) or a docker archive (what `docker save`,
//! `podman save` and `buildah push docker-archive:` write), with plain, gzip or zstd layers. It is one pass over the
//! bytes: contents are hashed, not kept. [`Image::root`] puts the layers on top of each other, [`waste`] says which
//! bytes nobody needs.
//!
//! Invariants: names never lead out of the image; the bytes of names are kept as they are; what is damaged is an error,
//! not a panic; a layer that was read has the digest that the configuration names.

mod archive;
mod compression;
pub mod config;
mod digest;
mod error;
pub mod history;
mod layer;
mod layout;
mod path;
mod tape;
mod tree;
pub mod waste;

use std::path::Path;

use rayon::iter::{IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

pub use config::ImageConfiguration;
pub use error::{Error, Reason};
pub use layer::{Entry, Kind, Layer, Xattrs};
pub use path::ImagePath;
pub use tree::{Node, Origin, Tree};

use archive::Parts;
use compression::Compression;
use layout::{Found, Stored};

/// The most layers. Linux puts no more on top of each other (`OVL_MAX_STACK`), and a layer may be named again and again.
const MAX_LAYERS: usize = 500;

/// A built image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The names it goes by in its archive, `repository:tag`.
    pub names: Vec<String>,
    /// The digest of its manifest. A docker archive of the old form has none.
    pub digest: Option<String>,
    /// The digest of its configuration: what Docker's classic image store calls the image's ID.
    pub id: String,
    /// Its configuration.
    pub config: ImageConfiguration,
    /// The bytes of its configuration, JSON, for keys that [`ImageConfiguration`] does not have.
    pub raw_config: Vec<u8>,
    /// Its layers, lowest first.
    pub layers: Vec<Layer>,
}

impl Image {
    /// Reads an image: an OCI layout directory, an archive of one, or a docker archive. Of several platforms, that of
    /// this machine is taken; attestations are passed over. Layers are read in parallel.
    ///
    /// # Errors
    /// When there is no image or more than one, when a part is missing, damaged or of a kind that is not supported, or
    /// when a file cannot be read.
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::read(path).map_err(|reason| Error::new(path, reason))
    }

    /// Its file system: the layers on top of each other, whiteouts applied and hard links resolved.
    #[must_use]
    pub fn root(&self) -> Tree {
        Tree::of(&self.layers)
    }

    fn read(path: &Path) -> Result<Self, Reason> {
        let parts = Parts::open(path)?;
        let Found { names, digest, id, config, raw_config, layers } = layout::find(&parts)?;
        let diff_ids = &config.rootfs.diff_ids;
        if diff_ids.len() != layers.len() {
            return Err(Reason::LayerCount { named: diff_ids.len(), there: layers.len() });
        }
        if layers.len() > MAX_LAYERS {
            return Err(Reason::Unsupported(format!("an image of {} layers", layers.len())));
        }
        let made_by = history::by_layer(&config.history, layers.len());
        let layers = layers.par_iter().zip(diff_ids).zip(made_by);
        let layers = layers.map(|((stored, diff_id), made_by)| layer(&parts, stored, diff_id, made_by));
        let layers = layers.collect::<Result<_, _>>()?;
        Ok(Self { names, digest, id, config, raw_config, layers })
    }
}

fn layer(parts: &Parts, stored: &Stored, diff_id: &str, created_by: Option<String>) -> Result<Layer, Reason> {
    let part = parts.part(&stored.part)?;
    let stored_size = part.size;
    let name = stored.digest.as_deref().unwrap_or(&stored.part);
    let content = layer::read(part.bytes).map_err(|why| Reason::Layer { layer: name.to_owned(), why })?;
    if diff_id.starts_with("sha256:") && content.diff_id != diff_id {
        return Err(Reason::Digest {
            name: format!("layer {name}"),
            expected: diff_id.to_owned(),
            found: content.diff_id,
        });
    }
    Ok(Layer {
        digest: stored.digest.clone().unwrap_or_else(|| diff_id.to_owned()),
        diff_id: diff_id.to_owned(),
        compressed: (content.compression != Compression::Plain).then_some(stored_size),
        tar_size: content.tar_size,
        size: content.size,
        created_by,
        entries: content.entries,
    })
}
