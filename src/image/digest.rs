//! SHA-256, and digests as images write them.

use std::io::{self, Read};

use sha2::{Digest as _, Sha256};

/// `sha256:` and the hexadecimal digits of the bytes.
pub(super) fn named(bytes: &[u8; 32]) -> String {
    bytes.iter().fold("sha256:".to_owned(), |mut text, byte| {
        text.extend([byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or_default()));
        text
    })
}

/// The digest of bytes, as images write it.
pub(super) fn of(bytes: &[u8]) -> String {
    named(&Sha256::digest(bytes).into())
}

/// The blob of an OCI layout that has a digest; `None` when the digest is no digest.
pub(super) fn blob(digest: &str) -> Option<String> {
    let (algorithm, hex) = digest.split_once(':')?;
    let known = matches!((algorithm, hex.len()), ("sha256", 64) | ("sha384", 96) | ("sha512", 128));
    let digits = hex.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    (known && digits).then(|| format!("blobs/{algorithm}/{hex}"))
}

/// Hashes what is read through it.
pub(super) struct Hashing<R> {
    source: R,
    hash: Sha256,
}

impl<R: Read> Hashing<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, hash: Sha256::new() }
    }

    /// The digest of all that was read.
    pub(super) fn finish(self) -> [u8; 32] {
        self.hash.finalize().into()
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.hash.update(&buffer[..count]);
        Ok(count)
    }
}
