//! Containers of `docker` and `podman`, whose commands for them are the same.

use std::net::SocketAddr;
use std::time::Duration;

use super::Error;
use super::builder::{LABEL, SOON, silent};
use super::process::{Call, Done};

/// The name of every container on its own network: what it writes should not depend on the one that the engine invents.
const HOSTNAME: &str = "dfopt-measure";

/// Lines of a container's log that are shown.
const LOG_LINES: usize = 15;

/// Starts containers, asks about them, and removes them.
#[derive(Debug)]
pub(super) struct Containers {
    program: &'static str,
}

/// How a container is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It runs.
    Running,
    /// It has ended, with this exit code.
    Ended(i64),
}

impl Containers {
    pub(super) fn new(program: &'static str) -> Self {
        Self { program }
    }

    fn call(&self, limit: Duration) -> Call {
        Call::new(self.program, limit)
    }

    /// Starts a container in the background. A port is published on a free one of this machine, for this machine only.
    pub(super) fn start(
        &self,
        image: &str,
        name: &str,
        port: Option<u16>,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Error> {
        let call = self.call(SOON).args(["run", "--detach", "--label", LABEL, "--name", name]);
        let call = call.args(["--hostname", HOSTNAME]);
        let call = match port {
            Some(port) => call.arg("--publish").arg(format!("127.0.0.1::{port}")),
            None => call,
        };
        call.arg(image).answer(stop).map(drop)
    }

    /// Where a published port is; `None` when the container has ended.
    pub(super) fn address(&self, name: &str, port: u16, stop: &dyn Fn() -> bool) -> Result<Option<SocketAddr>, Error> {
        let call = self.call(SOON).args(["port", name]).arg(format!("{port}/tcp"));
        let done = call.run(stop, &mut silent)?;
        Ok(done.text().lines().find_map(|line| line.trim().parse().ok()))
    }

    /// How a container is.
    pub(super) fn state(&self, name: &str, stop: &dyn Fn() -> bool) -> Result<State, Error> {
        let format = "{{.State.Running}} {{.State.ExitCode}}";
        let call = self.call(SOON).args(["container", "inspect", "--format", format, name]);
        let answer = call.answer(stop)?;
        match answer.split_once(' ') {
            Some(("true", _)) => Ok(State::Running),
            Some(("false", code)) if code.parse::<i64>().is_ok() => Ok(State::Ended(code.parse().unwrap_or_default())),
            _ => Err(Error::Answer { command: call.typed(), answer }),
        }
    }

    /// The last lines that a container wrote.
    pub(super) fn log(&self, name: &str, stop: &dyn Fn() -> bool) -> Result<String, Error> {
        let tail = LOG_LINES.to_string();
        Ok(self.call(SOON).args(["logs", "--tail", &tail, name]).run(stop, &mut silent)?.last_lines(LOG_LINES))
    }

    /// Removes a container, running or not. Nobody is told when there is none.
    pub(super) fn remove(&self, name: &str) {
        let _ = self.call(SOON).args(["rm", "--force", "--volumes", name]).run(&|| false, &mut silent);
    }

    /// Runs a command in place of the image's own, and removes the container.
    pub(super) fn run(
        &self,
        image: &str,
        name: &str,
        words: &[String],
        limit: Duration,
        stop: &dyn Fn() -> bool,
    ) -> Result<Done, Error> {
        let (program, arguments) = words.split_first().ok_or_else(|| Error::Argument("an empty command".to_owned()))?;
        let call = self.call(limit).args(["run", "--rm", "--label", LABEL, "--name", name, "--hostname", HOSTNAME]);
        let call = call.args(["--entrypoint", program]);
        let done = call.arg(image).args(arguments).run(stop, &mut silent);
        if done.as_ref().map_or(true, |done| done.late) {
            self.remove(name);
        }
        done
    }
}
