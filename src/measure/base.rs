//! Which layers of an image are those of its base.

use super::builder::{Builder, Wishes};
use crate::image::Image;
use crate::model::{BaseImage, Model};
use crate::syntax::Document;

/// How many layers of each image, from the lowest, are those of its base image: as the builder tells, where the file
/// names the base and the builder has it in its store; else the layers that both images have in common.
pub(super) fn layers(
    builder: &dyn Builder,
    documents: &[Document<'_>; 2],
    images: [&Image; 2],
    wishes: &Wishes,
    stop: &dyn Fn() -> bool,
) -> [usize; 2] {
    let common = common(images[0], images[1]);
    [0, 1].map(|at| {
        let known = image(&documents[at], wishes).and_then(|name| builder.layers(&name, stop));
        known.and_then(|known| prefix(&known, images[at])).unwrap_or(common)
    })
}

/// The number of layers, if they are the lowest ones of the image.
fn prefix(known: &[String], image: &Image) -> Option<usize> {
    let same = known.iter().zip(&image.layers).take_while(|(id, layer)| **id == layer.diff_id).count();
    (same == known.len() && same > 0).then_some(same)
}

fn common(one: &Image, other: &Image) -> usize {
    one.layers.iter().zip(&other.layers).take_while(|(one, other)| one.diff_id == other.diff_id).count()
}

/// The image that the built stage stands on, over any number of stages.
fn image(document: &Document<'_>, wishes: &Wishes) -> Option<String> {
    let model = Model::read(document);
    let named = |target: &String| {
        let named = model.stages.iter().rposition(|stage| stage.name.as_deref() == Some(&target.to_ascii_lowercase()));
        named.or_else(|| target.parse().ok().filter(|&number| number < model.stages.len()))
    };
    let mut stage = match &wishes.target {
        Some(target) => named(target)?,
        None => model.stages.len().checked_sub(1)?,
    };
    loop {
        match &model.stages[stage].base {
            BaseImage::Stage(base) => stage = *base,
            BaseImage::Image(name) => return Some(name.text.clone()),
            BaseImage::Scratch | BaseImage::Unknown => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax;

    fn base(text: &str, target: Option<&str>) -> Option<String> {
        let wishes = Wishes { target: target.map(str::to_owned), ..Wishes::default() };
        image(&syntax::parse(text).unwrap(), &wishes)
    }

    #[test]
    fn the_base_is_that_of_the_stage_that_is_built() {
        let text = "FROM golang:1 AS build\nFROM debian:12 AS base\nFROM base\nFROM scratch AS none\n";
        assert_eq!(base(text, Some("Build")).as_deref(), Some("golang:1"));
        assert_eq!(base(text, Some("2")).as_deref(), Some("debian:12"));
        assert_eq!(base(text, None), None);
        assert_eq!(base(text, Some("other")), None);
        assert_eq!(base("FROM $X\n", None), None);
    }
}
