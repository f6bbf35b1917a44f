//! A scratch root in which every program is a recorder.

use super::cage::Cage;
use super::complaint::{self, Missing};
use super::toolbox::{self, Shell};
use super::trace::Call;
use super::tree::{self, Changes, Node, Tree};
use super::{Error, Sequence, ShellUnderTest, Step, names, recorder};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How a build ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Succeeds,
    Fails,
    /// It called more than [`recorder::LIMIT`] commands.
    DoesNotEnd,
}

/// One build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) outcome: Outcome,
    pub(super) calls: Vec<Call>,
    pub(super) changes: Changes,
    /// What the shells complained about.
    pub(super) messages: String,
}

/// The scratch root.
#[derive(Debug)]
pub(super) struct Sandbox {
    scratch: TempDir,
    root: PathBuf,
    cage: Cage,
    sh: ShellUnderTest,
    tree: Tree,
    /// Directories that relative names may refer to.
    places: BTreeSet<String>,
}

/// The directory of the sandbox's own files, below the root.
const CONTROL: &str = "/.sandbox";
/// The directory that holds the recorders, and the usual ones that are links to it.
const PROGRAMS: &str = "usr/bin";
const LINKS: [(&str, &str); 5] = [
    ("bin", "usr/bin"),
    ("sbin", "usr/bin"),
    ("usr/sbin", "bin"),
    ("usr/local/bin", "../bin"),
    ("usr/local/sbin", "../bin"),
];
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/// A build of recorders takes milliseconds; what runs this long is a loop of builtins.
const PATIENCE: Duration = Duration::from_secs(5);
/// Directories in which a missing relative path is provided.
const PLACES: usize = 16;

impl Sandbox {
    /// A root with the shells of `steps` and a recorder for every name that occurs in them, in the
    /// strongest cage of this host unless one is asked for.
    pub(super) fn create(steps: &[&Step], sh: ShellUnderTest, cage: Option<Cage>) -> Result<Self, Error> {
        let scratch =
            tempfile::Builder::new().prefix("equivalence-").tempdir().map_err(Error::at(Path::new("/tmp")))?;
        let root = scratch.path().canonicalize().map_err(Error::at(scratch.path()))?.join("root");
        let control = root.join(CONTROL.trim_start_matches('/'));
        fs::create_dir_all(control.join("calls")).map_err(Error::at(&control))?;
        let mut tree = Tree::new(&root);
        for (link, target) in LINKS {
            tree.add(PROGRAMS, Node::Directory)?;
            tree.add(link, Node::Link(target))?;
        }
        let mut shells = vec![("sh", Shell::for_recorder()?)];
        for shell in
            steps.iter().map(|step| Shell::of(step, sh).map(|(shell, _)| shell)).collect::<Result<BTreeSet<_>, _>>()?
        {
            shells.push((shell.name(), shell.program()?));
        }
        for (name, program) in shells {
            let copy = control.join(name);
            tree::make(&copy, &Node::Copy(program.path.clone())).map_err(Error::at(&copy))?;
            for library in &program.libraries {
                tree.add(&library.to_string_lossy(), Node::Copy(library.clone()))?;
            }
        }
        for directory in ["dev", "root", "tmp"] {
            tree.add(directory, Node::Directory)?;
        }
        null_device(&root.join("dev/null"))?;
        let cage = cage.unwrap_or_else(|| Cage::choose(&root, &format!("{CONTROL}/sh")));
        let mut sandbox = Self { scratch, root, cage, sh, tree, places: BTreeSet::new() };
        let record = control.join("record");
        fs::write(&record, recorder::script(&sandbox.inside(CONTROL)?)).map_err(Error::at(&record))?;
        for name in names::candidates(steps.iter().map(|step| step.script.as_str())) {
            sandbox.add_stub(&format!("{PROGRAMS}/{name}"))?;
        }
        for step in steps {
            sandbox.tree.add(&step.workdir, Node::Directory)?;
            sandbox.places.insert(step.workdir.clone());
        }
        Ok(sandbox)
    }

    /// Whether absolute paths stay inside.
    pub(super) fn is_closed(&self) -> bool {
        self.cage.is_closed()
    }

    /// Puts a file into a directory, for a glob to find.
    pub(super) fn seed(&mut self, directory: &str, name: &str) -> Result<(), Error> {
        self.tree.add(&format!("{directory}/{name}"), Node::Text(String::new(), 0o644)).map(drop)
    }

    /// Creates what `run` missed, for the builds to come. Returns whether anything is new.
    pub(super) fn provide(&mut self, run: &Run) -> Result<bool, Error> {
        self.places.extend(run.calls.iter().map(|call| call.context.directory.clone()));
        let mut new = false;
        for missing in complaint::read(&run.messages) {
            match missing {
                Missing::Directory(path) if complaint::providable(&path) => {
                    for place in self.resolve(&path) {
                        new |= self.tree.add(&place, Node::Directory)?;
                        self.places.insert(place);
                    }
                }
                Missing::Place(path) if complaint::providable(&path) => {
                    for place in self.resolve(&path) {
                        let parent = place.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned();
                        new |= if self.tree.add(&parent, Node::Directory)? { true } else { self.add_stub(&place)? };
                    }
                }
                Missing::Program(name) if complaint::providable(&name) => {
                    new |= self.add_stub(&format!("{PROGRAMS}/{name}"))?;
                }
                _ => {}
            }
        }
        Ok(new)
    }

    /// The paths that `path` may mean: itself, or one in each directory known so far.
    fn resolve(&self, path: &str) -> Vec<String> {
        let own = self.root.to_str().and_then(|root| path.strip_prefix(root)).unwrap_or(path);
        if own.starts_with('/') {
            return vec![own.to_owned()];
        }
        self.places.iter().take(PLACES).map(|place| format!("{place}/{own}")).collect()
    }

    /// Puts a recorder at a path. Returns whether nothing was there.
    pub(super) fn add_stub(&mut self, path: &str) -> Result<bool, Error> {
        let stub = recorder::stub(&self.inside(CONTROL)?);
        self.tree.add(path, Node::Text(stub, 0o755))
    }

    fn inside(&self, path: &str) -> Result<String, Error> {
        let path = self.cage.inside(&self.root, path);
        let plain = |path: &&str| path.len() < 100 && !path.contains(char::is_whitespace);
        let text = path.to_str().filter(plain).map(String::from);
        text.ok_or_else(|| Error::unsupported(format!("{} cannot be named in a `#!` line", path.display())))
    }

    /// Runs the steps until one fails; the calls with the numbers in `failing` (from 0) fail. Leaves the root as it was.
    pub(super) fn run(&mut self, sequence: &Sequence, failing: &[usize]) -> Result<Run, Error> {
        let control = self.root.join(CONTROL.trim_start_matches('/'));
        let (plan, calls) = (control.join("plan"), control.join("calls"));
        let next = control.join("next");
        fs::write(&next, "1\n").map_err(Error::at(&next))?;
        let numbers: Vec<String> = failing.iter().map(|index| (index + 1).to_string()).collect();
        fs::write(&plan, format!("{}\n", numbers.join(" "))).map_err(Error::at(&plan))?;
        let log = self.scratch.path().join("messages");
        let messages = File::create(&log).map_err(Error::at(&log))?;
        let mut outcome = Outcome::Succeeds;
        for step in &sequence.0 {
            let mut command = self.command(step)?;
            let program = PathBuf::from(command.get_program());
            command.stderr(messages.try_clone().map_err(Error::at(&log))?);
            let child = {
                let _guard = tree::writing();
                command.spawn().map_err(Error::at(&program))?
            };
            outcome = wait(child)
                .map_err(Error::at(&program))?
                .ok_or_else(|| Error::unsupported(format!("a step takes longer than {PATIENCE:?}")))?;
            if outcome != Outcome::Succeeds {
                break;
            }
        }
        let mut trace = Vec::new();
        let root = (!self.cage.is_closed()).then_some(self.root.as_path());
        loop {
            let record = calls.join((trace.len() + 1).to_string());
            let Ok(bytes) = fs::read(&record) else { break };
            fs::remove_file(&record).map_err(Error::at(&record))?;
            trace.push(Call::parse(&bytes, root));
        }
        let changes = self.tree.changes()?;
        self.tree.restore(&changes)?;
        let messages = fs::read(&log).map_err(Error::at(&log))?;
        Ok(Run { outcome, calls: trace, changes, messages: String::from_utf8_lossy(&messages).into_owned() })
    }

    fn command(&self, step: &Step) -> Result<Command, Error> {
        let (shell, arguments) = Shell::of(step, self.sh)?;
        let mut command = self.cage.command(&self.root, &step.workdir, &format!("{CONTROL}/{}", shell.name()));
        command.args(arguments).arg(&step.script).env_clear().env("HOME", self.inside("/root")?).env("PATH", PATH);
        command.envs(step.env.iter().map(|(name, value)| (name, value)));
        if !self.cage.is_closed() {
            command.env("PATH", self.root.join(PROGRAMS));
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).process_group(0);
        Ok(command)
    }
}

/// A null device where this user may make one. Elsewhere an empty file, which is emptied after each build.
fn null_device(path: &Path) -> Result<(), Error> {
    let made = Command::new("mknod").args(["-m", "666"]).arg(path).args(["c", "1", "3"]).output();
    if made.is_ok_and(|output| output.status.success()) && fs::write(path, "x").is_ok() {
        return Ok(());
    }
    drop(fs::remove_file(path));
    tree::make(path, &Node::Text(String::new(), 0o666)).map_err(Error::at(path))
}

/// Waits for a step. Ends it, and has no outcome, when it takes too long.
fn wait(mut child: Child) -> std::io::Result<Option<Outcome>> {
    const SIGKILL: i32 = 9;
    let (start, mut pause) = (Instant::now(), Duration::from_micros(100));
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(match (status.success(), status.signal()) {
                (true, _) => Outcome::Succeeds,
                (false, Some(SIGKILL)) => Outcome::DoesNotEnd,
                (false, _) => Outcome::Fails,
            }));
        }
        if start.elapsed() > PATIENCE {
            let group = format!("-{}", child.id());
            if let Some(kill) = toolbox::find("kill") {
                Command::new(kill).args(["-KILL", "--", &group]).status()?;
            }
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(2));
    }
}
