//! Whether containers of both images do the same: what they answer, what a command says, whether they live.

use std::thread;
use std::time::{Duration, Instant};

use super::Error;
use super::builder::Builder;
use super::container::{Containers, State};
use super::names::Made;
use super::probe::{self, Probe};
use super::process::Done;
use super::sameness::{Answered, Life, same_answer, same_life, told};

/// How long a container may take until it answers.
const WAIT: Duration = Duration::from_secs(60);

/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(200);

/// How long a container is watched that nobody asks anything.
pub(super) const WATCH: Duration = Duration::from_secs(5);

/// How long a command may run.
const COMMAND: Duration = Duration::from_secs(10 * 60);

/// What a server says that is not ready: bad gateway, unavailable, gateway timeout.
const NOT_YET: [u16; 3] = [502, 503, 504];

/// Lines of a command's output that are shown.
const OUTPUT_LINES: usize = 15;

/// One comparison of what containers of both images do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was done: `GET 5000 /health`, `run python3 -V`, `start`.
    pub what: String,
    /// What the original did.
    pub before: String,
    /// What the rewritten image did.
    pub after: String,
    /// Whether that is the same.
    pub same: bool,
    /// Whether the original did anything to compare with. One that does not live proves nothing.
    pub compared: bool,
    /// What the comparison does not cover.
    pub note: Option<String>,
    /// The last lines that the containers wrote, original first, where they help.
    pub logs: Option<(String, String)>,
}

/// The two images, in the order of a comparison.
pub(super) struct Pair<'p> {
    pub(super) builder: &'p dyn Builder,
    pub(super) images: [&'p str; 2],
    pub(super) made: &'p Made<'p>,
    pub(super) stop: &'p dyn Fn() -> bool,
}

/// What a container answered to the paths of a probe, how it was afterwards, and what it wrote.
struct Side {
    answers: Vec<Answered>,
    /// `None` when it did not start.
    state: Option<State>,
    log: String,
}

impl Pair<'_> {
    /// Asks a container of each image.
    pub(super) fn probe(&self, probe: &Probe) -> Result<Vec<Check>, Error> {
        let containers = self.builder.containers()?;
        let [before, after] = self.images;
        let old = self.side(containers, before, probe)?;
        for (path, answer) in probe.paths.iter().zip(&old.answers) {
            if let Err(why) = answer {
                let what = format!("GET {} {path}: nothing to compare with, the original gives {why}", probe.port);
                return Err(Error::Argument(format!("{what}; its container wrote:\n{}", old.log)));
            }
        }
        let new = self.side(containers, after, probe)?;
        // Another container of the original tells what differs between any two containers: a name, a time, a number.
        let differ = old.answers != new.answers || old.state != new.state;
        let again = if differ { Some(self.side(containers, before, probe)?) } else { None };
        let logs = || Some((old.log.clone(), new.log.clone()));
        let mut checks = Vec::new();
        for (at, path) in probe.paths.iter().enumerate() {
            let again = again.as_ref().map(|side| &side.answers[at]);
            let (same, note) = same_answer(&old.answers[at], &new.answers[at], again);
            let (before, after) = told(&old.answers[at], &new.answers[at]);
            // All that a container wrote is told once.
            let logs = if same || checks.iter().any(|check: &Check| !check.same) { None } else { logs() };
            let what = format!("GET {} {path}", probe.port);
            checks.push(Check { what, before, after, same, compared: true, note, logs });
        }
        let own = |side: &Side| side.state != old.state;
        if checks.iter().all(|check| check.same) && own(&new) && !again.as_ref().is_some_and(own) {
            let end = |side: &Side| match side.state {
                Some(State::Ended(code)) => format!("ended with exit code {code}"),
                _ => "runs on".to_owned(),
            };
            let what = format!("after the answers on port {}", probe.port);
            let (before, after) = (end(&old), end(&new));
            checks.push(Check { what, before, after, same: false, compared: true, note: None, logs: logs() });
        }
        Ok(checks)
    }

    fn side(&self, containers: &Containers, image: &str, probe: &Probe) -> Result<Side, Error> {
        let name = self.made.container();
        if let Err(log) = started(containers.start(image, &name, Some(probe.port), self.stop))? {
            self.made.remove_container(&name);
            return Ok(Side { answers: vec![Err("does not start".to_owned()); probe.paths.len()], state: None, log });
        }
        let deadline = Instant::now() + WAIT;
        let ask = |path: &String| self.wait(containers, &name, probe.port, path, deadline);
        let answers = probe.paths.iter().map(ask).collect::<Result<Vec<_>, Error>>()?;
        let state = Some(containers.state(&name, self.stop)?);
        let log = containers.log(&name, self.stop)?;
        self.made.remove_container(&name);
        Ok(Side { answers, state, log })
    }

    /// Asks until there is an answer, the container has ended, or it takes too long. An answer that says to come back
    /// later counts when nothing else comes.
    fn wait(
        &self,
        containers: &Containers,
        name: &str,
        port: u16,
        path: &str,
        deadline: Instant,
    ) -> Result<Answered, Error> {
        loop {
            let answer = match containers.address(name, port, self.stop)? {
                Some(address) => probe::ask(address, port, path, self.stop)?,
                None => Err("its port is not there".to_owned()),
            };
            let late = Instant::now() >= deadline;
            let why = match answer {
                Ok(answer) if late || !NOT_YET.contains(&answer.status) => return Ok(Ok(answer)),
                Ok(answer) => format!("status {}", answer.status),
                Err(why) => why,
            };
            if let State::Ended(code) = containers.state(name, self.stop)? {
                return Ok(Err(format!("no answer, ended with exit code {code}")));
            }
            if late {
                return Ok(Err(format!("no answer in time: {why}")));
            }
            self.pause()?;
        }
    }

    /// Runs a command in a container of each image.
    pub(super) fn run(&self, words: &[String]) -> Result<Check, Error> {
        let [before, after] = self.images;
        let once = |image| {
            let name = self.made.container();
            self.builder.run(image, &name, words, COMMAND, self.stop)
        };
        let old = once(before)?;
        // Exit codes that docker, podman and shells keep for commands that could not be started.
        if matches!(old.code, Some(125..=127)) {
            let said = old.last_lines(OUTPUT_LINES);
            let what = format!("`{}` cannot be run in the original: nothing to compare with", typed(words));
            return Err(Error::Argument(format!("{what}:\n{said}")));
        }
        let new = once(after)?;
        let output = |done: &Done| (done.code, done.digests);
        let (mut same, mut note) = (output(&old) == output(&new), None);
        if !same && old.code == new.code {
            let again = once(before)?;
            if output(&again) != output(&old) {
                same = true;
                note = Some("the original says something else each time: only the exit code is compared".to_owned());
            }
        }
        let code = |done: &Done| match done.code {
            Some(code) => format!("exit code {code}"),
            None => "no end in time".to_owned(),
        };
        let logs = (!same).then(|| (old.last_lines(OUTPUT_LINES), new.last_lines(OUTPUT_LINES)));
        let what = format!("run {}", typed(words));
        Ok(Check { what, before: code(&old), after: code(&new), same, compared: true, note, logs })
    }

    /// Starts a container of each image, and sees whether they live on, or end in the same way.
    pub(super) fn start(&self) -> Result<Check, Error> {
        let lives = self.lives(&self.images)?;
        let [old, new] = &lives[..] else { return Err(Error::Argument("there are no two images".to_owned())) };
        let again = if old == new { Vec::new() } else { self.lives(&self.images[..1])? };
        Ok(same_life(old, new, again.first()))
    }

    /// Starts a container of each of some images, and watches them for a while.
    fn lives(&self, images: &[&str]) -> Result<Vec<Life>, Error> {
        let containers = self.builder.containers()?;
        let mut watched: Vec<(String, Result<State, String>)> = Vec::new();
        for image in images {
            let name = self.made.container();
            let start = started(containers.start(image, &name, None, self.stop))?;
            watched.push((name, start.map(|()| State::Running)));
        }
        let deadline = Instant::now() + WATCH;
        loop {
            for (name, state) in &mut watched {
                if *state == Ok(State::Running) {
                    *state = Ok(containers.state(name, self.stop)?);
                }
            }
            if Instant::now() >= deadline || !watched.iter().any(|(_, state)| *state == Ok(State::Running)) {
                break;
            }
            self.pause()?;
        }
        let mut lives = Vec::new();
        for (name, state) in watched {
            let (state, log) = match state {
                Ok(state) => (Some(state), containers.log(&name, self.stop)?),
                Err(why) => (None, why),
            };
            self.made.remove_container(&name);
            lives.push(Life { state, log });
        }
        Ok(lives)
    }

    fn pause(&self) -> Result<(), Error> {
        thread::sleep(PAUSE);
        if (self.stop)() { Err(Error::Interrupted) } else { Ok(()) }
    }
}

/// A command as somebody would type it.
pub(super) fn typed(words: &[String]) -> String {
    shlex::try_join(words.iter().map(String::as_str)).unwrap_or_else(|_| words.join(" "))
}

/// What a start says that did not work: the image's fault, not an error of the measurement.
fn started(start: Result<(), Error>) -> Result<Result<(), String>, Error> {
    match start {
        Ok(()) => Ok(Ok(())),
        Err(Error::Command { log, .. }) => Ok(Err(log)),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_told_as_it_is_typed() {
        let words = ["sh", "-c", "cat /a; b"].map(str::to_owned);
        assert_eq!(typed(&words), "sh -c 'cat /a; b'");
        assert_eq!(typed(&["nul\0".to_owned()]), "nul\0");
    }
}
