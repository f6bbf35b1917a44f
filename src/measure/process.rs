//! Other programs: started, listened to, and ended with all that they started.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use sha2::{Digest as _, Sha256};

use super::Error;

/// How often somebody may ask to stop.
const TICK: Duration = Duration::from_millis(50);

/// How long a program that was asked to end may take.
const GRACE: Duration = Duration::from_secs(5);

/// How long a program that has ended may leave its output open: what it started can hold it.
const LINGER: Duration = Duration::from_millis(300);

/// The most that is kept of standard output.
const MAX_OUT: usize = 16 * 1024 * 1024;

/// The most that is kept of a log; the last bytes count.
const MAX_LOG: usize = 64 * 1024;

/// The longest line that is heard as one.
const MAX_LINE: usize = 64 * 1024;

/// How a program ended, and what it said.
#[derive(Clone, Debug, Default)]
pub(super) struct Done {
    /// The exit code; `None` when it was ended by a signal, or for taking too long.
    pub(super) code: Option<i32>,
    /// Whether it took too long.
    pub(super) late: bool,
    /// Standard output, at most [`MAX_OUT`] bytes.
    pub(super) out: Vec<u8>,
    /// Standard error, the last [`MAX_LOG`] bytes.
    pub(super) log: Vec<u8>,
    /// SHA-256 of all that it said on standard output and on standard error, however much is kept of it.
    pub(super) digests: [[u8; 32]; 2],
    /// How long it took.
    pub(super) seconds: f64,
}

impl Done {
    pub(super) fn succeeded(&self) -> bool {
        self.code == Some(0)
    }

    /// Standard output as text, without white space around it.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).trim().to_owned()
    }

    /// The last `lines` lines of what it said, standard output first.
    pub(super) fn last_lines(&self, lines: usize) -> String {
        let mut all = self.out.clone();
        if !all.is_empty() && !all.ends_with(b"\n") {
            all.push(b'\n');
        }
        all.extend_from_slice(&self.log);
        last_lines(&String::from_utf8_lossy(&all), lines)
    }
}

/// The last lines of a text, without colours and other sequences for terminals.
pub(super) fn last_lines(text: &str, lines: usize) -> String {
    let text = anstream::adapter::strip_str(text).to_string();
    let all: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

/// Which of its streams a program spoke on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Out,
    Err,
}

/// A program to start.
#[derive(Clone, Debug)]
pub(super) struct Call {
    program: String,
    arguments: Vec<OsString>,
    limit: Duration,
}

impl Call {
    /// A call that may take `limit`.
    pub(super) fn new(program: &str, limit: Duration) -> Self {
        Self { program: program.to_owned(), arguments: Vec::new(), limit }
    }

    pub(super) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    pub(super) fn args<S: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = S>) -> Self {
        self.arguments.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        self
    }

    /// The command as somebody would type it.
    pub(super) fn typed(&self) -> String {
        let words = self.arguments.iter().map(|argument| argument.to_string_lossy());
        std::iter::once(self.program.clone().into()).chain(words).collect::<Vec<_>>().join(" ")
    }

    /// Runs to the end, unless `stop` says so before. `hear` gets every line as it comes, without its end.
    pub(super) fn run(&self, stop: &dyn Fn() -> bool, hear: &mut dyn FnMut(Stream, &str)) -> Result<Done, Error> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // In a group of its own it does not get the terminal's interrupt: it is ended here, with all that it started.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let begin = Instant::now();
        let child = command.spawn().map_err(|source| Error::Start { program: self.program.clone(), source })?;
        let mut done = listen(child, stop, hear, begin + self.limit)
            .map_err(|source| Error::Start { program: self.program.clone(), source })?
            .ok_or(Error::Interrupted)?;
        done.seconds = begin.elapsed().as_secs_f64();
        Ok(done)
    }

    /// Runs to the end and answers standard output, if it succeeds.
    pub(super) fn answer(&self, stop: &dyn Fn() -> bool) -> Result<String, Error> {
        let done = self.run(stop, &mut |_, _| {})?;
        if done.succeeded() { Ok(done.text()) } else { Err(self.failed(&done)) }
    }

    pub(super) fn failed(&self, done: &Done) -> Error {
        let mut log = done.last_lines(10);
        if done.late {
            log = format!("no end after {} s\n{log}", self.limit.as_secs());
        }
        Error::Command { command: self.typed(), log }
    }
}

/// Waits for a program. `None` when `stop` said so.
fn listen(
    mut child: Child,
    stop: &dyn Fn() -> bool,
    hear: &mut dyn FnMut(Stream, &str),
    deadline: Instant,
) -> io::Result<Option<Done>> {
    let (sender, receiver) = mpsc::channel();
    if let Some(out) = child.stdout.take() {
        let sender = sender.clone();
        thread::spawn(move || pump(out, |bytes| sender.send((Stream::Out, bytes)).is_ok()));
    }
    if let Some(err) = child.stderr.take() {
        let sender = sender.clone();
        thread::spawn(move || pump(err, |bytes| sender.send((Stream::Err, bytes)).is_ok()));
    }
    drop(sender);
    let mut done = Done::default();
    let mut hashes = [Sha256::new(), Sha256::new()];
    let mut lines = [Lines::default(), Lines::default()];
    let mut status = None;
    let mut ended: Option<Instant> = None;
    loop {
        let open = match receiver.recv_timeout(TICK) {
            Ok((stream, bytes)) => {
                match stream {
                    Stream::Out => done.out.extend(bytes.iter().take(MAX_OUT.saturating_sub(done.out.len()))),
                    Stream::Err => keep_last(&mut done.log, &bytes),
                }
                hashes[stream as usize].update(&bytes);
                lines[stream as usize].take(&bytes, &mut |line| hear(stream, line));
                ended = ended.map(|_| Instant::now());
                true
            }
            Err(RecvTimeoutError::Timeout) => true,
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(Duration::from_millis(5));
                false
            }
        };
        if status.is_none() {
            status = child.try_wait()?;
            ended = status.map(|_| Instant::now());
        }
        if stop() {
            end(&mut child)?;
            return Ok(None);
        }
        if status.is_none() && Instant::now() >= deadline {
            end(&mut child)?;
            done.late = true;
            return Ok(Some(done));
        }
        if let Some(status) = status
            && (!open || ended.is_some_and(|since| since.elapsed() > LINGER))
        {
            done.code = status.code();
            done.digests = hashes.map(|hash| hash.finalize().into());
            return Ok(Some(done));
        }
    }
}

/// Hands on what is read until nobody takes it.
fn pump(mut from: impl Read, hand_on: impl Fn(Vec<u8>) -> bool) {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return,
            Ok(count) if hand_on(buffer[..count].to_vec()) => {}
            Ok(_) => return,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

fn keep_last(log: &mut Vec<u8>, bytes: &[u8]) {
    log.extend_from_slice(bytes);
    if log.len() > 2 * MAX_LOG {
        log.drain(..log.len() - MAX_LOG);
    }
}

/// Bytes on their way to be lines.
#[derive(Debug, Default)]
struct Lines(Vec<u8>);

impl Lines {
    fn take(&mut self, bytes: &[u8], hear: &mut dyn FnMut(&str)) {
        self.0.extend_from_slice(bytes);
        while let Some(end) = memchr::memchr(b'\n', &self.0) {
            hear(String::from_utf8_lossy(&self.0[..end]).trim_end_matches('\r'));
            self.0.drain(..=end);
        }
        if self.0.len() > MAX_LINE {
            hear(&String::from_utf8_lossy(&std::mem::take(&mut self.0)));
        }
    }
}

/// Ends a program and what it started: it is asked first, so that it can put its things in order.
fn end(child: &mut Child) -> io::Result<()> {
    signal(child, false);
    let deadline = Instant::now() + GRACE;
    while Instant::now() < deadline {
        if child.try_wait()?.is_some() {
            signal(child, true);
            return Ok(());
        }
        thread::sleep(TICK);
    }
    signal(child, true);
    child.wait().map(|_| ())
}

#[cfg(unix)]
fn signal(child: &mut Child, now: bool) {
    use rustix::process::{Pid, Signal, kill_process_group};

    let signal = if now { Signal::KILL } else { Signal::TERM };
    // Who has ended already needs no signal.
    let _ = kill_process_group(Pid::from_child(child), signal);
}

#[cfg(not(unix))]
fn signal(child: &mut Child, _now: bool) {
    let _ = child.kill();
}

/// Where a program is, looked for as a shell does.
pub(super) fn find(program: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let names = [program.to_owned(), format!("{program}{}", std::env::consts::EXE_SUFFIX)];
    std::env::split_paths(&paths)
        .filter(|directory| !directory.as_os_str().is_empty())
        .flat_map(|directory| names.clone().map(|name| directory.join(name)))
        .find(|path| is_executable(path))
}

#[cfg(unix)]
fn is_executable(path: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;

    std::fs::metadata(path).is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &std::path::Path) -> bool {
    path.is_file()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str, limit: u64) -> Call {
        Call::new("sh", Duration::from_millis(limit)).args(["-c", script])
    }

    #[test]
    fn both_streams_and_the_exit_code_are_kept() {
        let mut heard = Vec::new();
        let mut hear = |stream, line: &str| heard.push((stream, line.to_owned()));
        let done = sh("echo out; echo err >&2; exit 3", 10_000).run(&|| false, &mut hear).unwrap();
        assert_eq!((done.code, done.text().as_str(), &done.log[..]), (Some(3), "out", &b"err\n"[..]));
        heard.sort_by_key(|(stream, _)| *stream == Stream::Err);
        assert_eq!(heard, [(Stream::Out, "out".to_owned()), (Stream::Err, "err".to_owned())]);
        assert!(sh("exit 1", 10_000).answer(&|| false).is_err());
    }

    #[test]
    fn who_takes_too_long_is_ended_with_all_that_was_started() {
        let begin = Instant::now();
        let done = sh("sleep 60 & echo $!; sleep 60", 300).run(&|| false, &mut |_, _| {}).unwrap();
        assert!(done.late && done.code.is_none() && begin.elapsed() < Duration::from_secs(20));
        let pid = done.text();
        let alive = || std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|it| !it.contains(") Z "));
        for _ in 0..100 {
            if !alive() {
                return;
            }
            thread::sleep(TICK);
        }
        panic!("{pid} is still there");
    }

    #[test]
    fn what_is_said_beyond_what_is_kept_counts_too() {
        let said = |script: &str| sh(script, 60_000).run(&|| false, &mut |_, _| {}).unwrap();
        let (one, other) = (said("head -c 20000000 /dev/zero; echo 1"), said("head -c 20000000 /dev/zero; echo 2"));
        assert_eq!((one.out.len(), &one.out), (MAX_OUT, &other.out));
        assert_ne!(one.digests, other.digests);
        assert_eq!(one.digests, said("head -c 20000000 /dev/zero; echo 1").digests);
    }

    #[test]
    fn an_interrupt_ends_the_wait() {
        let begin = Instant::now();
        let stop = || begin.elapsed() > Duration::from_millis(100);
        assert!(matches!(sh("sleep 60", 60_000).run(&stop, &mut |_, _| {}), Err(Error::Interrupted)));
        assert!(begin.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn what_lives_on_does_not_hold_up_its_starter() {
        let begin = Instant::now();
        let done = sh("sleep 30 & echo $!", 60_000).run(&|| false, &mut |_, _| {}).unwrap();
        assert!(begin.elapsed() < Duration::from_secs(20));
        assert!(done.succeeded());
        let pid: i32 = done.text().parse().unwrap();
        rustix::process::kill_process(rustix::process::Pid::from_raw(pid).unwrap(), rustix::process::Signal::KILL)
            .unwrap();
    }

    #[test]
    fn only_the_end_of_a_log_is_kept() {
        let mut log = Vec::new();
        for _ in 0..1000 {
            keep_last(&mut log, &[b'x'; 1000]);
        }
        assert!(log.len() <= 2 * MAX_LOG + 1000);
        assert_eq!(last_lines("a\n\nb\n\u{1b}[31mc\u{1b}[0m\n", 2), "b\nc");
    }
}
