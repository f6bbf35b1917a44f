//! Which worlds are tried, and what has to agree in them.

use super::align::{Alignment, Fate, align};
use super::cage::Cage;
use super::sandbox::{Outcome, Run, Sandbox};
use super::toolbox::Shell;
use super::trace::Call;
use super::{Declared, Difference, Error, Report, Sequence, ShellUnderTest, Step, declared, refuse, tree};
use std::sync::OnceLock;

/// Calls in a row that are made to fail.
const DEPTH: usize = 3;
/// How often the same call in the same state is made to fail: a loop repeats itself.
const REPEATS: usize = 3;
/// Builds after which no more missing files are provided.
const ROUNDS: usize = 12;

/// A comparison under way.
pub(super) struct Explorer<'a> {
    before: &'a Sequence,
    after: &'a Sequence,
    declared: &'a Declared,
    sandbox: Sandbox,
    runs: usize,
}

/// What two builds showed in one world.
enum Seen {
    Agreement { calls: Vec<Call>, outcome: Outcome, alignment: Alignment },
    Difference(Difference),
}

/// How much has to agree.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// Outcome, traces and files.
    Everything,
    /// The outcome, and the rest only if it is success: a fused call has failed.
    Outcome,
}

impl<'a> Explorer<'a> {
    pub(super) fn new(
        before: &'a Sequence,
        after: &'a Sequence,
        declared: &'a Declared,
        sh: ShellUnderTest,
        cage: Option<Cage>,
    ) -> Result<Self, Error> {
        let steps: Vec<&Step> = before.0.iter().chain(&after.0).collect();
        if sh == ShellUnderTest::Busybox && !applets_are_recorded()? {
            return Err(Error::unsupported("this busybox runs its applets without looking at PATH"));
        }
        let mut sandbox = Sandbox::create(&steps, sh, cage)?;
        for step in steps {
            refuse::check(step, Shell::of(step, sh)?.0 != Shell::Dash, sandbox.is_closed())?;
        }
        let written = declared.written().iter().filter_map(|path| Some(path.rsplit_once('/')?.0));
        for directory in declared.globbed().chain(written) {
            sandbox.seed(directory, declared::SEED)?;
        }
        for path in declared.programs() {
            sandbox.add_stub(path)?;
        }
        Ok(Self { before, after, declared, sandbox, runs: 0 })
    }

    pub(super) fn explore(mut self) -> Result<Report, Error> {
        let mut report = Report { runs: 0, calls: 0, reaches_end: false, difference: None };
        report.difference = self.worlds(&mut report).map(Result::err)?;
        report.runs = self.runs;
        Ok(report)
    }

    /// All worlds, until one shows a difference.
    fn worlds(&mut self, report: &mut Report) -> Result<Result<(), Difference>, Error> {
        let (mut calls, mut fates, mut added);
        // First without the directories that the scripts enter, then with them.
        let mut rounds = 0;
        loop {
            match self.world(&[], &[], Claim::Everything)? {
                Seen::Difference(difference) => return Ok(Err(difference)),
                Seen::Agreement { calls: count, outcome, alignment } => {
                    report.reaches_end = outcome == Outcome::Succeeds;
                    (calls, fates, added) = (count, alignment.fates, alignment.added);
                }
            }
            if rounds == ROUNDS || !self.provide()? {
                break;
            }
            rounds += 1;
        }
        report.calls = calls.len();
        for (index, fate) in fates.iter().enumerate() {
            if calls.iter().take(index).filter(|call| Some(*call) == calls.get(index)).count() >= REPEATS {
                continue;
            }
            let found = match fate {
                Fate::Kept(at) => self.failures_from(index, *at)?,
                Fate::Absorbed(at) => self.difference(&[index], &[*at], Claim::Outcome)?,
                Fate::Removed => None,
            };
            if let Some(difference) = found {
                return Ok(Err(difference));
            }
        }
        for at in added {
            if let Some(difference) = self.failing_addition(at)? {
                return Ok(Err(difference));
            }
        }
        Ok(Ok(()))
    }

    /// Runs the original and creates what it misses.
    fn provide(&mut self) -> Result<bool, Error> {
        let run = self.run(self.before, &[])?;
        self.sandbox.provide(&run)
    }

    /// Lets call `index` fail, and then, as long as the build goes on, the calls that follow.
    fn failures_from(&mut self, index: usize, at: usize) -> Result<Option<Difference>, Error> {
        let (mut failing, mut failing_after) = (vec![index], vec![at]);
        loop {
            let alignment = match self.world(&failing, &failing_after, Claim::Everything)? {
                Seen::Difference(difference) => return Ok(Some(difference)),
                Seen::Agreement { alignment, .. } => alignment,
            };
            let last = failing.last().copied().unwrap_or(index);
            let next = alignment.fates.iter().enumerate().skip(last + 1).find_map(|(index, fate)| match fate {
                Fate::Kept(at) => Some((index, *at)),
                Fate::Absorbed(_) | Fate::Removed => None,
            });
            match next {
                Some((index, at)) if failing.len() < DEPTH => {
                    failing.push(index);
                    failing_after.push(at);
                }
                _ => return Ok(None),
            }
        }
    }

    fn difference(&mut self, failing: &[usize], after: &[usize], claim: Claim) -> Result<Option<Difference>, Error> {
        Ok(match self.world(failing, after, claim)? {
            Seen::Difference(difference) => Some(difference),
            Seen::Agreement { .. } => None,
        })
    }

    /// Lets an added call fail: the build fails, or goes on as if nothing had happened.
    fn failing_addition(&mut self, at: usize) -> Result<Option<Difference>, Error> {
        let after = self.run(self.after, &[at])?;
        if after.outcome == Outcome::Fails {
            return Ok(None);
        }
        self.difference(&[], &[at], Claim::Everything)
    }

    /// Runs both builds in one world. A difference counts only if both builds do the same again.
    fn world(&mut self, failing: &[usize], failing_after: &[usize], claim: Claim) -> Result<Seen, Error> {
        let before = self.run(self.before, failing)?;
        let after = self.run(self.after, failing_after)?;
        let what = match self.judge(&before, failing, &after, failing_after, claim) {
            Ok(alignment) => {
                return Ok(Seen::Agreement { calls: before.calls, outcome: before.outcome, alignment });
            }
            Err(what) => what,
        };
        if self.run(self.before, failing)? != before || self.run(self.after, failing_after)? != after {
            return Err(Error::unsupported("the same build gives another result when it is run again"));
        }
        let name = |run: &Run, index: &usize| {
            run.calls.get(*index).map(|call| format!("call {} {call}", index + 1)).unwrap_or_default()
        };
        let failing = if failing.is_empty() {
            failing_after.iter().map(|index| format!("added {}", name(&after, index))).collect()
        } else {
            failing.iter().map(|index| name(&before, index)).collect()
        };
        Ok(Seen::Difference(Difference { failing, what }))
    }

    fn judge(
        &self,
        before: &Run,
        failing: &[usize],
        after: &Run,
        failing_after: &[usize],
        claim: Claim,
    ) -> Result<Alignment, String> {
        let untouched = failing.is_empty() && failing_after.is_empty();
        if untouched && self.declared.goes_on_without_directories() && before.outcome == Outcome::Fails {
            // A directory is missing; the worlds in which none is tell what comes behind it.
            let count = before.calls.len().min(after.calls.len());
            if align(&before.calls[..count], &after.calls[..count], self.declared, false).is_ok() {
                return Ok(Alignment::default());
            }
        }
        let minded = failing.iter().filter_map(|&index| before.calls.get(index)).any(|call| self.declared.minds(call));
        if minded && before.outcome == Outcome::Succeeds && after.outcome == Outcome::Fails {
            let upto = |run: &Run, failing: &[usize]| failing.last().map_or(0, |last| run.calls.len().min(last + 1));
            let (old, new) = (upto(before, failing), upto(after, failing_after));
            // Nothing is left of a build that failed, so no further calls are made to fail.
            return align(&before.calls[..old], &after.calls[..new], self.declared, false)
                .map(|_| Alignment::default());
        }
        if before.outcome != after.outcome {
            let show = |run: &Run| match run.outcome {
                Outcome::Succeeds => "succeeds",
                Outcome::Fails => "fails",
                Outcome::DoesNotEnd => "does not end",
            };
            let traces = align(&before.calls, &after.calls, self.declared, true).err();
            let traces = traces.map(|what| format!(" ({what})")).unwrap_or_default();
            return Err(format!("the build {}, now it {}{traces}", show(before), show(after)));
        }
        let success = before.outcome == Outcome::Succeeds;
        if !success && claim == Claim::Outcome {
            return Ok(Alignment::default());
        }
        let upto = |run: &'_ Run, failing: &[usize]| match failing.last() {
            Some(last) if !success => run.calls.len().min(last + 1),
            _ => run.calls.len(),
        };
        let (old, new) = (upto(before, failing), upto(after, failing_after));
        let alignment = align(&before.calls[..old], &after.calls[..new], self.declared, success)?;
        match tree::difference(&before.changes, &after.changes, self.declared.written()).filter(|_| success) {
            Some(what) => Err(what),
            None => Ok(alignment),
        }
    }

    fn run(&mut self, sequence: &Sequence, failing: &[usize]) -> Result<Run, Error> {
        self.runs += 1;
        self.sandbox.run(sequence, failing)
    }
}

/// Some builds of busybox run their applets without looking at `PATH`; nothing could be recorded in them. Debian's and
/// Alpine's look.
fn applets_are_recorded() -> Result<bool, Error> {
    static ANSWER: OnceLock<bool> = OnceLock::new();
    if let Some(answer) = ANSWER.get() {
        return Ok(*answer);
    }
    let probe = Sequence::of_scripts(["rm; sed; mkdir"]);
    let steps: Vec<&Step> = probe.0.iter().collect();
    let run = Sandbox::create(&steps, ShellUnderTest::Busybox, None)?.run(&probe, &[])?;
    Ok(*ANSWER.get_or_init(|| run.calls.len() == 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_chroot(before: &[&str], after: &[&str]) -> Result<Report, Error> {
        let of = |scripts: &[&str]| Sequence::of_scripts(scripts.iter().copied());
        let (before, after, declared) = (of(before), of(after), Declared::nothing());
        Explorer::new(&before, &after, &declared, ShellUnderTest::Bash, Some(Cage::PathOnly))?.explore()
    }

    #[test]
    fn relative_texts_are_compared_without_a_chroot() {
        let same = without_chroot(&["make > log", "tar x"], &["make > log && tar x"]).unwrap();
        assert!(same.reaches_end && same.difference.is_none() && same.calls == 2, "{same:?}");
        let leak = without_chroot(&["cd sub && make", "tar x"], &["cd sub && make && tar x"]).unwrap();
        let what = leak.difference.unwrap().what;
        assert!(what.contains(r#"directory "" against "/sub""#), "{what}");
    }

    #[test]
    fn absolute_texts_are_refused_without_a_chroot() {
        let refused = without_chroot(&["cd /app", "make"], &["cd /app && make"]);
        assert!(matches!(refused, Err(Error::Unsupported(_))), "{refused:?}");
    }
}
