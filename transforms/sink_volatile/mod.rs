mod block;
mod hearing;

use std::collections::{BTreeMap, BTreeSet};

use block::{Sink, sink};

use crate::edit::{self, Reach};
use crate::model::{Model, Stage};
use crate::syntax::{Arguments, Keyword};
use crate::transform::{Cx, Meta, Phase, Safety, Saves, Transform};

pub(super) struct SinkVolatile;

static META: Meta = Meta {
    id: "sink-volatile",
    summary: "Sink what changes in every build below the RUNs that do not use it",
    technique: "order by how often things change",
    phase: Phase::Cache,
    safety: Safety::Safe,
    default: true,
    since: "0.1.0",
    equivalents: &[],
    saves: &[Saves::Rebuild],
    delta: &[],
    options: &[],
    docs: include_str!("README.md"),
};

/// Of the build arguments of a stage only so many are looked at, since each needs a look at all that is behind it.
const MAX_ARGS: usize = 16;

impl Transform for SinkVolatile {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn reach(&self) -> Reach {
        Reach { instructions: &[Keyword::Arg, Keyword::Env, Keyword::Label], config: &[] }
    }

    fn propose(&self, file: &Model<'_>, cx: &mut Cx<'_>) {
        for facts in &file.stages {
            propose_stage(file, facts, cx);
        }
    }
}

/// Where a block goes: behind which instruction, and whether that is safe. The better place is the greater one.
type Place = (bool, usize);

fn propose_stage(file: &Model<'_>, facts: &Stage, cx: &mut Cx<'_>) {
    let is_arg = |at: &usize| matches!(file.instruction(*at).command.arguments, Arguments::Arg(_));
    let mut sinks: Vec<Sink> = Vec::new();
    for at in facts.body().filter(is_arg).filter(|&at| block::is_volatile(file, at)).take(MAX_ARGS) {
        match sink(file, facts.end, at) {
            Ok(found) => sinks.extend(found),
            Err(reason) => cx.refuse(file.instruction(at).span, reason),
        }
    }
    let place = |sink: &Sink| -> Place { (sink.doubt.is_none(), sink.below) };
    // What several arguments go into goes with the one that goes furthest.
    let mut places: BTreeMap<usize, Place> = BTreeMap::new();
    for sink in &sinks {
        for &member in &sink.members {
            let best = places.entry(member).or_insert_with(|| place(sink));
            *best = (*best).max(place(sink));
        }
    }
    let wanted: BTreeSet<Place> = sinks.iter().map(place).collect();
    for wanted in wanted.into_iter().rev() {
        // One whose labels go further waits until they have gone: each change has to hold alone.
        let same = |sink: &Sink| {
            place(sink) == wanted && sink.members.iter().all(|member| places.get(member) == Some(&wanted))
        };
        let whole: Vec<&Sink> = sinks.iter().filter(|sink| same(sink)).collect();
        let block: BTreeSet<usize> = whole.iter().flat_map(|sink| sink.members.iter().copied()).collect();
        let block: Vec<usize> = block.into_iter().collect();
        let ([first, ..], [at, ..]) = (whole.as_slice(), block.as_slice()) else { continue };
        let span = file.instruction(*at).span;
        let Some(edits) = edit::relocate_block(file, &block, wanted.1) else {
            cx.refuse(
                span,
                "an instruction that has to move along holds a comment, or there is no place behind the last RUN",
            );
            continue;
        };
        let names = block::argument_names(file, &block).join(", ");
        cx.change(span, format!("declare {names} behind RUNs that do not use it"))
            .edits(edits)
            .why("a RUN behind it is run anew when its value changes, as it does in every build")
            .lower_for(Safety::Unsafe, first.doubt.clone())
            .propose();
    }
}
