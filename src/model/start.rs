//! What the containers of a stage start: its ENTRYPOINT and CMD, or those of the stages that it is built FROM.

use super::Model;
use crate::syntax::{Arguments, Form};

/// The instructions that say what the containers of a stage start.
///
/// Of several CMDs or ENTRYPOINTs the last counts (checked by builds). Where a stage has none, those of the stage that
/// it is built FROM do, as far as the file tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// Index of the ENTRYPOINT.
    pub entrypoint: Option<usize>,
    /// Index of the CMD. It may be one that an ENTRYPOINT of a later stage resets.
    pub cmd: Option<usize>,
}

impl Start {
    /// What a stage starts.
    #[must_use]
    pub fn of(model: &Model<'_>, stage: usize) -> Self {
        model.lineage(stage).map(|stage| Self::within(model, stage)).fold(Self::default(), |found, inherited| Self {
            entrypoint: found.entrypoint.or(inherited.entrypoint),
            cmd: found.cmd.or(inherited.cmd),
        })
    }

    /// What the instructions of a stage alone say.
    #[must_use]
    pub fn within(model: &Model<'_>, stage: usize) -> Self {
        let mut found = Self::default();
        for at in model.stages[stage].body() {
            match model.instruction(at).command.arguments {
                Arguments::Entrypoint(_) => found.entrypoint = Some(at),
                Arguments::Cmd(_) => found.cmd = Some(at),
                _ => {}
            }
        }
        found
    }

    /// The argument of the CMD or ENTRYPOINT at an index; `None` for other instructions.
    #[must_use]
    pub fn form<'m>(model: &'m Model<'_>, at: usize) -> Option<&'m Form> {
        match &model.instruction(at).command.arguments {
            Arguments::Cmd(form) | Arguments::Entrypoint(form) => Some(form),
            _ => None,
        }
    }
}
