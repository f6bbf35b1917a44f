//! `dfopt inspect`.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow, ensure};

use super::args::{Format, InspectArgs};
use super::guard::guarded;
use super::{Verdict, export, interrupt};
use crate::image::Image;
use crate::image::waste::Waste;
use crate::output::{Streams, inspect, size, text};

/// Runs the command.
pub(super) fn run(args: &InspectArgs, streams: &mut Streams) -> Verdict {
    let read = guarded(|| read(&args.image)).unwrap_or_else(|said| Err(anyhow!("internal error: {said}")));
    let shown = read.and_then(|image| {
        let waste = Waste::of(&image.layers);
        let name = args.image.to_string_lossy();
        let result = match args.format {
            Format::Text => inspect::text(&name, &image, &waste, streams.out_style),
            Format::Json => inspect::json(&image, &waste)?,
        };
        Ok((result, waste))
    });
    match shown {
        Ok((result, waste)) => {
            streams.put(&result);
            limits(args, &waste, streams)
        }
        Err(error) => {
            streams.tell(&text::error(streams.err_style, &format!("{error:#}")));
            Verdict::Failed
        }
    }
}

/// The image in a file or directory, or the one that an engine has under this name.
fn read(image: &Path) -> Result<Image> {
    if image.try_exists().with_context(|| format!("{} cannot be read", image.display()))? {
        return Ok(Image::open(image)?);
    }
    let name =
        image.to_str().with_context(|| format!("{} is neither a file nor a name of an image", image.display()))?;
    let saved = export::save(name)?;
    let image = Image::open(&saved.path())
        .map_err(|error| error.reason)
        .with_context(|| format!("{name} as saved by the engine"));
    ensure!(!interrupt::asked(), "interrupted");
    image
}

/// Holds the image against the limits.
fn limits(args: &InspectArgs, waste: &Waste, streams: &mut Streams) -> Verdict {
    let mut broken = Vec::new();
    if let Some(least) = args.fail_under.filter(|&least| waste.efficiency() < least) {
        broken.push(format!("the efficiency is {:.4}, expected {least} at least (--fail-under)", waste.efficiency()));
    }
    if let Some(most) = args.max_waste.filter(|&most| waste.wasted > most) {
        let (wasted, most) = (size::bytes(waste.wasted), size::bytes(most));
        broken.push(format!("{wasted} are wasted, expected {most} at most (--max-waste)"));
    }
    for what in &broken {
        streams.tell(&text::error(streams.err_style, what));
    }
    if broken.is_empty() { Verdict::Fine } else { Verdict::Changes }
}

/// A share, from 0 to 1.
///
/// # Errors
/// In words, when it is none.
pub(super) fn ratio(text: &str) -> Result<f64, String> {
    let ratio = text.parse().ok().filter(|ratio| (0.0..=1.0).contains(ratio));
    ratio.ok_or_else(|| format!("`{text}` is no ratio, expected a number from 0 to 1"))
}
