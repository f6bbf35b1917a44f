//! RUNs from the one that adds packages to the one that deletes them, and whether they may become one.

use super::gaps::{self, Gap};
use crate::edit::Detour;
use crate::model::{JoinForm, MAX_JOINED_TEXT, Model};

/// RUNs that may become one.
pub(super) struct Row {
    /// Their indices.
    pub(super) runs: Vec<usize>,
    /// How each joins the next.
    pub(super) forms: Vec<JoinForm>,
    /// Where the instructions between them go.
    pub(super) detours: Vec<Detour>,
    /// Why the result may not be wanted everywhere.
    pub(super) doubt: Option<String>,
}

/// The most RUNs that become one, so that what is compared pair by pair stays small.
const MAX_RUNS: usize = 25;

/// The most instructions that are looked at for a merge.
const MAX_INSTRUCTIONS: usize = 50;

/// The most commands that the merged RUN holds: a longer one is hard to read.
const MAX_COMMANDS: usize = 100;

impl Row {
    /// The RUNs from `first` to `last`.
    pub(super) fn read(file: &Model<'_>, first: usize, last: usize) -> Result<Self, String> {
        let runs: Vec<usize> = file.runs(first..last + 1).map(|(at, _)| at).take(MAX_RUNS + 1).collect();
        if last - first > MAX_INSTRUCTIONS || runs.len() > MAX_RUNS {
            return Err("it stands too far from the RUN that adds the packages".to_owned());
        }
        let gaps: Vec<Gap> = runs.windows(2).filter_map(|pair| Gap::between(pair[0], pair[1])).collect();
        let (detours, doubt) = gaps::detours(file, &runs, &gaps)?;
        let forms = forms(file, &runs)?;
        Ok(Self { runs, forms, detours, doubt })
    }
}

/// How each RUN joins the next, so that all of them become one.
fn forms(file: &Model<'_>, runs: &[usize]) -> Result<Vec<JoinForm>, String> {
    let all = || runs.iter().filter_map(|&at| file.run(at));
    if all().map(|run| run.text.len()).sum::<usize>() > MAX_JOINED_TEXT {
        return Err("the merged command would be too long".to_owned());
    }
    if all().map(|run| run.simple_commands().len()).sum::<usize>() > MAX_COMMANDS {
        return Err(format!("the merged RUN would hold more than {MAX_COMMANDS} commands"));
    }
    let forms = runs.windows(2).map(|pair| file.join_over(pair[0], pair[1])).collect::<Result<Vec<_>, _>>()?;
    if forms.iter().rev().skip(1).any(|form| *form == JoinForm::Braces) {
        return Err("a group in braces must stay the last command".to_owned());
    }
    for (index, &later) in runs.iter().enumerate().skip(2) {
        runs[..index - 1].iter().try_for_each(|&earlier| file.may_follow(earlier, later))?;
    }
    Ok(forms)
}
