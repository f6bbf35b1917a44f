//! Layers as they are stored: plain, gzip or zstd. The bytes tell, not the media type, which is often wrong.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::tape::skip_by_reading;

/// How bytes are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Plain,
    Gzip,
    Zstd,
}

impl Compression {
    /// How bytes that begin with `head` are compressed. The error names a way that is not supported.
    pub(super) fn of(head: &[u8]) -> Result<Self, &'static str> {
        Ok(match head {
            [0x1f, 0x8b, 8, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstd,
            [b'B', b'Z', b'h', b'1'..=b'9', b'1', b'A', b'Y', ..] => return Err("bzip2 compression"),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => return Err("xz compression"),
            _ => Self::Plain,
        })
    }
}

/// The uncompressed bytes of `source`, and how they are stored.
pub(super) fn expand(source: impl Read + Send + 'static) -> io::Result<(Compression, Box<dyn Read + Send>)> {
    let mut source = BufReader::with_capacity(128 * 1024, source);
    let unsupported = |what| io::Error::new(io::ErrorKind::Unsupported, format!("{what} is not supported"));
    let compression = Compression::of(source.fill_buf()?).map_err(unsupported)?;
    Ok((
        compression,
        match compression {
            Compression::Plain => Box::new(source),
            Compression::Gzip => Box::new(MultiGzDecoder::new(source)),
            Compression::Zstd => Box::new(Frames { source, decoder: FrameDecoder::new(), inside: false }),
        },
    ))
}

/// The frames of zstd, one after the other, without those that are to be skipped.
struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    inside: bool,
}

impl<R: BufRead> Frames<R> {
    /// Begins the next frame; `false` at the end.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            if self.source.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.init(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    skip_by_reading(&mut self.source, length.into())?;
                }
                Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
            }
        }
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.inside {
                if !self.begin()? {
                    return Ok(0);
                }
                self.inside = true;
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                self.decoder
                    .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            }
            match self.decoder.read(buffer)? {
                0 => self.inside = false,
                count => return Ok(count),
            }
        }
    }
}
