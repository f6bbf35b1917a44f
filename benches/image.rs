//! Reading an image of `DFOPT_BENCH_MB` megabytes (64 when it is not set) from a docker archive, stored plain, with gzip
//! and with zstd. The archive goes to a temporary file; with `DFOPT_BENCH_KEEP=DIR` it stays there, for measuring the
//! command by hand: `/usr/bin/time -v dfopt inspect DIR/plain.tar`.

use std::fs::File;
use std::hint::black_box;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput};
use dfopt::image::Image;
use dfopt::image::waste::Waste;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use tar::{Builder, Header};

/// Bytes of a file. That is the mean of a Debian image.
const FILE: usize = 24 * 1024;

/// How many layers.
const LAYERS: usize = 4;

fn main() -> io::Result<()> {
    let megabytes = std::env::var("DFOPT_BENCH_MB").ok().and_then(|text| text.parse().ok()).unwrap_or(64_usize);
    let room = tempfile::tempdir()?;
    let directory = std::env::var_os("DFOPT_BENCH_KEEP").map_or_else(|| room.path().to_owned(), PathBuf::from);
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("image");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(megabytes as u64 * 1_000_000));
    for name in ["plain", "gzip", "zstd"] {
        let path = directory.join(format!("{name}.tar"));
        archive(&path, megabytes * 1_000_000, name)?;
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let image = Image::open(black_box(&path)).map_err(|error| error.to_string());
                image.map(|image| (image.root().len(), Waste::of(&image.layers).wasted))
            });
        });
    }
    group.finish();
    criterion.final_summary();
    Ok(())
}

/// Writes a docker archive whose files have about `bytes` bytes.
fn archive(path: &Path, bytes: usize, compression: &str) -> io::Result<()> {
    let mut outer = Builder::new(BufWriter::new(File::create(path)?));
    let (mut diff_ids, mut names) = (Vec::new(), Vec::new());
    for at in 0..LAYERS {
        let mut plain = tempfile::NamedTempFile::new()?;
        layer(BufWriter::new(plain.as_file_mut()), at, bytes / LAYERS / FILE)?;
        let mut hash = Sha256::new();
        io::copy(&mut plain.reopen()?, &mut Hash(&mut hash))?;
        diff_ids.push(hash.finalize().iter().fold("sha256:".to_owned(), |text, byte| format!("{text}{byte:02x}")));
        let mut stored = tempfile::NamedTempFile::new()?;
        match compression {
            "gzip" => {
                let mut encoder = GzEncoder::new(stored.as_file_mut(), flate2::Compression::fast());
                io::copy(&mut plain.reopen()?, &mut encoder)?;
                encoder.finish()?;
            }
            "zstd" => {
                let level = ruzstd::encoding::CompressionLevel::Fastest;
                ruzstd::encoding::compress(plain.reopen()?, stored.as_file_mut(), level);
            }
            _ => drop(io::copy(&mut plain.reopen()?, stored.as_file_mut())?),
        }
        let name = format!("{at}/layer.tar");
        outer.append_file(&name, &mut stored.reopen()?)?;
        names.push(name);
    }
    let config = serde_json::json!({"os": "linux", "architecture": "amd64", "rootfs": {"diff_ids": diff_ids}});
    let manifest = serde_json::json!([{"Config": "config.json", "RepoTags": ["bench:1"], "Layers": names}]);
    for (name, value) in [("config.json", config), ("manifest.json", manifest)] {
        let text = value.to_string();
        outer.append_data(&mut header(text.len()), name, text.as_bytes())?;
    }
    outer.into_inner()?.flush()
}

/// Writes a layer of `count` files, half of whose bytes a compressor saves.
fn layer(to: impl Write, at: usize, count: usize) -> io::Result<()> {
    let mut tar = Builder::new(to);
    let mut state = at as u64 + 1;
    for file in 0..count {
        let mut content = vec![b'a'; FILE];
        for byte in content.iter_mut().step_by(2) {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (state >> 56) as u8;
        }
        // A tenth of each layer takes the place of files of the one below.
        let owner = if file % 10 == 0 { 0 } else { at };
        tar.append_data(&mut header(FILE), format!("usr/lib/{owner}/{}/{file}", file / 50), &content[..])?;
    }
    tar.into_inner()?.flush()
}

fn header(size: usize) -> Header {
    let mut header = Header::new_gnu();
    header.set_size(size as u64);
    header.set_mode(0o644);
    header.set_cksum();
    header
}

/// Hashes what is written to it.
struct Hash<'h>(&'h mut Sha256);

impl Write for Hash<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
