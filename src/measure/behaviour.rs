//! Whether containers of both images do the same: what they answer, what a command says, whether they live.

use std::thread;
use std::time::{Duration, Instant};

use super::Error;
use super::builder::Builder;
use super::container::{Containers, State};
use super::names::Made;
use super::probe::{self, Answer, Probe};
use super::process::Done;

/// How long a container may take until it answers.
const WAIT: Duration = Duration::from_secs(60);

/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(200);

/// How long a container is watched that nobody asks anything.
const WATCH: Duration = Duration::from_secs(5);

/// How long a command may run.
const COMMAND: Duration = Duration::from_secs(10 * 60);

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

/// What a container answered to the paths of a probe, and what it wrote.
struct Side {
    answers: Vec<Result<Answer, String>>,
    again: Vec<Result<Answer, String>>,
    log: String,
}

impl Pair<'_> {
    /// Asks a container of each image.
    pub(super) fn probe(&self, probe: &Probe) -> Result<Vec<Check>, Error> {
        let containers = self.builder.containers()?;
        let [before, after] = self.images;
        let (before, after) = (self.side(containers, before, probe)?, self.side(containers, after, probe)?);
        for (path, answer) in probe.paths.iter().zip(&before.answers) {
            if let Err(why) = answer {
                let what = format!("GET {} {path}: nothing to compare with, the original gives {why}", probe.port);
                return Err(Error::Argument(format!("{what}; its container wrote:\n{}", before.log)));
            }
        }
        let compare = |at: usize, path: &String| {
            let (old, again, new) = (&before.answers[at], &before.again[at], &after.answers[at]);
            let (mut same, mut note) = (old == new, None);
            if !same
                && let (Ok(old), Ok(again), Ok(new)) = (old, again, new)
                && old.body != again.body
            {
                same = old.status == new.status;
                note = Some("the original answers differently each time: only the status is compared".to_owned());
            }
            let logs = (!same).then(|| (before.log.clone(), after.log.clone()));
            let what = format!("GET {} {path}", probe.port);
            Check { what, before: told(old, new), after: told(new, old), same, compared: true, note, logs }
        };
        Ok(probe.paths.iter().enumerate().map(|(at, path)| compare(at, path)).collect())
    }

    fn side(&self, containers: &Containers, image: &str, probe: &Probe) -> Result<Side, Error> {
        let name = self.made.container();
        if let Err(why) = started(containers.start(image, &name, Some(probe.port), self.stop))? {
            self.made.remove_container(&name);
            let answers = vec![Err("does not start".to_owned()); probe.paths.len()];
            return Ok(Side { again: answers.clone(), answers, log: why });
        }
        let deadline = Instant::now() + WAIT;
        let round = |until: Instant| {
            let ask = |path: &String| self.wait(containers, &name, probe.port, path, until);
            probe.paths.iter().map(ask).collect::<Result<Vec<_>, Error>>()
        };
        let answers = round(deadline)?;
        let again = round(Instant::now())?;
        let log = containers.log(&name, self.stop)?;
        self.made.remove_container(&name);
        Ok(Side { answers, again, log })
    }

    /// Asks until there is an answer, the container has ended, or it takes too long.
    fn wait(
        &self,
        containers: &Containers,
        name: &str,
        port: u16,
        path: &str,
        deadline: Instant,
    ) -> Result<Result<Answer, String>, Error> {
        loop {
            let answer = match containers.address(name, port, self.stop)? {
                Some(address) => probe::ask(address, path),
                None => Err("its port is not there".to_owned()),
            };
            let Err(why) = answer else { return Ok(answer) };
            if let State::Ended(code) = containers.state(name, self.stop)? {
                return Ok(Err(format!("no answer, ended with exit code {code}")));
            }
            if Instant::now() >= deadline {
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
            let what = format!("`{}` cannot be run in the original: nothing to compare with", words.join(" "));
            return Err(Error::Argument(format!("{what}:\n{said}")));
        }
        let new = once(after)?;
        let output = |done: &Done| (done.code, done.out.clone(), done.log.clone());
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
        let what = format!("run {}", words.join(" "));
        Ok(Check { what, before: code(&old), after: code(&new), same, compared: true, note, logs })
    }

    /// Starts a container of each image, and sees whether they live on.
    pub(super) fn start(&self) -> Result<Check, Error> {
        let containers = self.builder.containers()?;
        let mut names = Vec::new();
        let mut states: [Option<Result<State, String>>; 2] = [None, None];
        for (state, image) in states.iter_mut().zip(self.images) {
            let name = self.made.container();
            *state = started(containers.start(image, &name, None, self.stop))?.err().map(Err);
            names.push(name);
        }
        let deadline = Instant::now() + WATCH;
        loop {
            for (state, name) in states.iter_mut().zip(&names) {
                if matches!(state, None | Some(Ok(State::Running))) {
                    *state = Some(Ok(containers.state(name, self.stop)?));
                }
            }
            if Instant::now() >= deadline || !states.contains(&Some(Ok(State::Running))) {
                break;
            }
            self.pause()?;
        }
        let log = |at: usize| match &states[at] {
            Some(Err(why)) => Ok(why.clone()),
            _ => containers.log(&names[at], self.stop),
        };
        let logs = (log(0)?, log(1)?);
        names.iter().for_each(|name| self.made.remove_container(name));
        let told = |state: &Option<Result<State, String>>| match state {
            Some(Ok(State::Running)) => format!("runs after {} s", WATCH.as_secs()),
            Some(Ok(State::Ended(code))) => format!("ended with exit code {code}"),
            _ => "does not start".to_owned(),
        };
        let [old, new] = &states;
        // An original that does not live is no measure for anything.
        let same = match (old, new) {
            (Some(Ok(State::Running | State::Ended(0))), _) => old == new,
            _ => true,
        };
        let compared = matches!(old, Some(Ok(State::Running | State::Ended(0))));
        let note = match old {
            _ if !compared => Some("the original does not live either: this proves nothing, see --probe and --run"),
            Some(Ok(State::Ended(_))) => Some("it ends at once: --probe or --run would tell more"),
            _ => None,
        };
        let note = note.map(str::to_owned);
        let logs = (!same || !compared).then_some(logs);
        Ok(Check { what: "start".to_owned(), before: told(old), after: told(new), same, compared, note, logs })
    }

    fn pause(&self) -> Result<(), Error> {
        thread::sleep(PAUSE);
        if (self.stop)() { Err(Error::Interrupted) } else { Ok(()) }
    }
}

/// What a start says that did not work: the image's fault, not an error of the measurement.
fn started(start: Result<(), Error>) -> Result<Result<(), String>, Error> {
    match start {
        Ok(()) => Ok(Ok(())),
        Err(Error::Command { log, .. }) => Ok(Err(log)),
        Err(error) => Err(error),
    }
}

/// An answer in words, and its beginning where it is not the other's.
fn told(answer: &Result<Answer, String>, other: &Result<Answer, String>) -> String {
    let answer = match answer {
        Ok(answer) => answer,
        Err(why) => return why.clone(),
    };
    let mut told = format!("{}, {} bytes", answer.status, answer.body.len());
    if other.as_ref().is_ok_and(|other| other.body != answer.body) {
        let begin: String = String::from_utf8_lossy(&answer.body).trim().chars().take(80).collect();
        told.push_str(&format!(": {begin}"));
    }
    told
}
