//! A stage becomes two: one that builds, and one that runs what that made.

use super::instructions::{place_above, place_below, replace, take_out};
use super::{Edit, layout};
use crate::model::{Line, Model, Parting};
use crate::syntax::{Arguments, ItemKind, Span};

/// How the last stage of a file becomes two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// What the stage that builds is called.
    pub name: String,
    /// What stands behind FROM in the stage that runs, but for its name.
    pub base: String,
    /// Index of the instruction that the stage that runs goes on with as it is; one past the last where there is none.
    pub cut: usize,
    /// What stands between the new FROM and that one.
    pub head: Vec<Line>,
    /// New instructions in the stage that builds, and the index of the one that they stand in front of.
    pub first: Option<(usize, Vec<String>)>,
}

impl Split {
    /// A stage parted as `parting` says, that runs on the image `base` and copies these paths out of the build.
    #[must_use]
    pub fn of(model: &Model<'_>, parting: &Parting, base: String, copied: &[String]) -> Self {
        let glue = format!(" {}{}", char::from(model.document.escape), model.document.source.eol().as_str());
        let Parting { name, cut, packages, .. } = parting;
        let mut head = Vec::new();
        if !packages.is_empty() {
            let option = if parting.recommends { "" } else { " --no-install-recommends" };
            let install = format!("RUN apt-get update && apt-get install -y{option}");
            let line = format!("{install} {}", packages.join(" "));
            let names: String = match line.len() <= layout::MAX_WIDTH {
                true => line,
                false => packages.iter().fold(install, |text, name| format!("{text}{glue}        {name}")),
            };
            head.push(Line::New(format!("{names}{glue}    && rm -rf /var/lib/apt/lists/*")));
        }
        head.extend(parting.head.iter().cloned());
        head.extend(copied.iter().map(|path| Line::New(format!("COPY --from={name} {path} {path}"))));
        Self { name: name.clone(), base, cut: *cut, head, first: None }
    }
}

/// Parts the last stage of a file in two. What the stage was called, the one that runs is called. `None` where an
/// instruction that goes on holds a comment or a heredoc, or there is no place.
#[must_use]
pub fn split(model: &Model<'_>, split: &Split) -> Option<Vec<Edit>> {
    let document = model.document;
    let text = document.source.text();
    let eol = document.source.eol().as_str();
    let stage = model.stages.last()?;
    let from = model.instruction(stage.from);
    let Arguments::From(arguments) = &from.command.arguments else { return None };
    let small = from.text(from.command.name).chars().all(|ch| ch.is_ascii_lowercase());
    let cased = |line: &str| match line.split_once(' ') {
        Some((keyword, rest)) if small => format!("{} {rest}", keyword.to_ascii_lowercase()),
        _ => line.to_owned(),
    };
    let as_word = if small { "as" } else { "AS" };
    let name = format!(" {as_word} {}", split.name);
    let mut edits = vec![match arguments.alias {
        Some(alias) => replace(from, alias, &split.name)?,
        None => replace(from, Span::at(arguments.image.end as usize), &name)?,
    }];
    let alias = arguments.alias.map(|alias| format!(" {as_word} {}", from.text(alias))).unwrap_or_default();
    let first = cased(&format!("FROM {}{alias}", split.base));
    let mut lines = format!("{first}{eol}");
    // Where a blank line stands behind the one FROM, one does behind the other.
    let own_item = document.items.iter().position(|item| item.kind == ItemKind::Instruction(stage.from))?;
    if !split.head.is_empty() && document.items.get(own_item + 1).is_some_and(|item| item.kind == ItemKind::Blank) {
        lines += eol;
    }
    let mut instructions = vec![first];
    for line in &split.head {
        let (comments, own) = match line {
            Line::New(own) => ("", cased(own)),
            Line::Again(at) => {
                let own = model.instruction(*at).span.of(text);
                let plain = model.instruction(*at).heredocs.is_empty();
                if !plain || own.lines().any(|line| line.trim_start().starts_with('#')) {
                    return None;
                }
                ("", own.to_owned())
            }
            Line::Moved(at) => {
                let taken = take_out(model, *at, false)?;
                edits.push(taken.removal);
                (taken.comments, model.instruction(*at).span.of(text).to_owned())
            }
        };
        lines += &format!("{comments}{own}{eol}");
        instructions.push(own);
    }
    let blank_before = |at: usize| {
        let item = document.items.iter().position(|item| item.kind == ItemKind::Instruction(at))?;
        let above = document.items[..item].iter().rev().find(|item| item.kind != ItemKind::Comment)?;
        Some(above.kind == ItemKind::Blank)
    };
    if let Some((at, own)) = &split.first {
        let own: Vec<String> = own.iter().map(|line| cased(line)).collect();
        edits.push(place_above(model, *at, &own)?);
    }
    let mut placed = if split.cut < document.instructions.len() {
        let apart = blank_before(split.cut)?;
        lines = if apart { format!("{lines}{eol}") } else { format!("{eol}{lines}") };
        place_above(model, split.cut, &instructions)?
    } else {
        lines = format!("{eol}{lines}");
        let placed = place_below(model, split.cut.checked_sub(1)?, &instructions)?;
        if placed.text.starts_with(eol) {
            lines = format!("{eol}{}", lines.strip_suffix(eol)?);
        }
        placed
    };
    placed.text = lines;
    edits.push(placed);
    Some(edits)
}
