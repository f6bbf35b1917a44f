//! What is shown of an image.

use serde::Serialize;

use super::bars::{Part, bar};
use super::size::bytes;
use super::text::{Style, escaped};
use crate::image::waste::{Item, Waste};
use crate::image::{Image, history};

/// Columns of a bar.
const BAR: usize = 16;

/// Columns of an instruction.
const INSTRUCTION: usize = 72;

/// Tables for people. `name` is what the user calls the image.
#[must_use]
pub fn text(name: &str, image: &Image, waste: &Waste, style: Style) -> String {
    let config = &image.config;
    let mut out = format!("{0}{1}{0:#}", style.header, escaped(name));
    let others: Vec<String> = image.names.iter().filter(|other| *other != name).map(escaped).collect();
    if !others.is_empty() {
        out.push_str(&format!(" ({})", others.join(", ")));
    }
    out.push_str(&format!("  {}\n\n", escaped(format_args!("{}/{}", config.os, config.architecture))));
    layers(image, waste, style, &mut out);
    out.push('\n');
    wasted(waste, style, &mut out);
    out.push_str(&format!(
        "efficiency {}: {} of {} wasted\n",
        percent(waste.efficiency()),
        bytes(waste.wasted),
        bytes(waste.total)
    ));
    out
}

fn layers(image: &Image, waste: &Waste, style: Style, out: &mut String) {
    let full = image.layers.iter().map(|layer| layer.size).max().unwrap_or_default();
    let head = format!("{:>5}  {:>8}  {:>8}  {:BAR$}  made by", "layer", "size", "wasted", "");
    out.push_str(&format!("{0}{head}{0:#}\n", style.header));
    for (at, layer) in image.layers.iter().enumerate() {
        let lost = waste.in_layer(at);
        let kept = Part { value: layer.size.saturating_sub(lost), fill: '█', style: style.hunk };
        let lost_part = Part { value: lost, fill: '░', style: style.removed };
        let made_by = layer.created_by.as_deref().map_or_else(|| "?".to_owned(), history::instruction);
        let (number, size, lost) = (at + 1, bytes(layer.size), bytes(lost));
        let bar = bar(&[kept, lost_part], full, BAR);
        out.push_str(&format!("{number:>5}  {size:>8}  {lost:>8}  {bar}  {}\n", shortened(&made_by)));
    }
}

fn wasted(waste: &Waste, style: Style, out: &mut String) {
    if waste.items.is_empty() {
        return;
    }
    let head = format!("{:>8}  {:>6}  {:<10}  {:<46}  won back by", "wasted", "files", "layer", "what");
    out.push_str(&format!("{0}{head}{0:#}\n", style.header));
    for item in &waste.items {
        let layer = match item.hidden_by {
            Some(by) if by != item.layer => format!("{} by {}", item.layer + 1, by + 1),
            _ => (item.layer + 1).to_string(),
        };
        let (size, what, files) = (bytes(item.bytes), item.cause.what(), item.files);
        let won_back = item.transform.unwrap_or("-");
        out.push_str(&format!("{size:>8}  {files:>6}  {layer:<10}  {what:<46}  {won_back}\n"));
        if let Some((path, size)) = item.examples.first() {
            out.push_str(&format!("{:30}{} ({})\n", "", escaped(path), bytes(*size)));
        }
    }
    out.push('\n');
}

fn percent(ratio: f64) -> String {
    // Rounded down: what is called 100 % wastes nothing.
    format!("{:.1} %", (ratio * 1000.0).floor() / 10.0)
}

fn shortened(instruction: &str) -> String {
    let text = escaped(instruction.split_whitespace().collect::<Vec<_>>().join(" "));
    match text.char_indices().nth(INSTRUCTION) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// A JSON document for programs. Its `version` changes when a key changes its meaning or goes; sizes are bytes; layers
/// are counted from 0, as in its list of layers.
///
/// # Errors
/// None are known: all of it is text and numbers.
pub fn json(image: &Image, waste: &Waste) -> serde_json::Result<String> {
    let document = Document {
        version: 1,
        image: About {
            names: &image.names,
            digest: image.digest.as_deref(),
            id: &image.id,
            os: &image.config.os,
            architecture: &image.config.architecture,
        },
        total: waste.total,
        wasted: waste.wasted,
        efficiency: waste.efficiency(),
        layers: image.layers.iter().enumerate().map(|(at, layer)| layer_json(at, layer, waste)).collect(),
        waste: waste.items.iter().map(item_json).collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

#[derive(Serialize)]
struct Document<'i> {
    version: u32,
    image: About<'i>,
    total: u64,
    wasted: u64,
    efficiency: f64,
    layers: Vec<LayerJson<'i>>,
    waste: Vec<ItemJson>,
}

#[derive(Serialize)]
struct About<'i> {
    names: &'i [String],
    digest: Option<&'i str>,
    id: &'i str,
    os: &'i str,
    architecture: &'i str,
}

#[derive(Serialize)]
struct LayerJson<'i> {
    digest: &'i str,
    diff_id: &'i str,
    compressed: Option<u64>,
    size: u64,
    wasted: u64,
    created_by: Option<&'i str>,
    instruction: Option<String>,
}

#[derive(Serialize)]
struct ItemJson {
    kind: &'static str,
    what: &'static str,
    layer: usize,
    hidden_by: Option<usize>,
    bytes: u64,
    files: usize,
    examples: Vec<Example>,
    transform: Option<&'static str>,
}

#[derive(Serialize)]
struct Example {
    path: String,
    bytes: u64,
}

fn layer_json<'i>(at: usize, layer: &'i crate::image::Layer, waste: &Waste) -> LayerJson<'i> {
    LayerJson {
        digest: &layer.digest,
        diff_id: &layer.diff_id,
        compressed: layer.compressed,
        size: layer.size,
        wasted: waste.in_layer(at),
        created_by: layer.created_by.as_deref(),
        instruction: layer.created_by.as_deref().map(history::instruction),
    }
}

fn item_json(item: &Item) -> ItemJson {
    ItemJson {
        kind: item.cause.id(),
        what: item.cause.what(),
        layer: item.layer,
        hidden_by: item.hidden_by,
        bytes: item.bytes,
        files: item.files,
        examples: item.examples.iter().map(|(path, bytes)| Example { path: path.to_string(), bytes: *bytes }).collect(),
        transform: item.transform,
    }
}
