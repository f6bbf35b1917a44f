//! The command line as its users meet it: flags, streams, exit codes, and everything that can be wrong with a file.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use assert_cmd::assert::OutputAssertExt as _;
use tempfile::TempDir;

/// A file that has something to change.
const SEED: &str = "FROM ubuntu:20.04\nRUN apt-get update\nRUN apt-get install -y python3 python3-pip\nRUN pip3 install \
                    flask requests numpy pandas\nCOPY . /app\nWORKDIR /app\nEXPOSE 5000\nCMD [\"python3\", \"app.py\"]\n";

/// A file that has nothing to change.
const CLEAN: &str = "FROM scratch\nCOPY app /app\nUSER 1000\nENTRYPOINT [\"/app\"]\n";

/// A repository of its own, so that no configuration from outside counts.
struct Sandbox(TempDir);

/// What a run left: exit code, standard output, standard error.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Sandbox {
    fn new(files: &[(&str, &str)]) -> Self {
        let sandbox = Self(TempDir::new().unwrap());
        fs::create_dir(sandbox.path(".git")).unwrap();
        for (name, text) in files {
            sandbox.write(name, text);
        }
        sandbox
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn names(&self, directory: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(directory)).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dfopt"));
        command.args(args).current_dir(self.0.path());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        run(self.command(args), "")
    }

    fn pipe(&self, args: &[&str], stdin: &str) -> Run {
        run(self.command(args), stdin)
    }
}

fn run(command: Command, stdin: &str) -> Run {
    let output = assert_cmd::Command::from_std(command).write_stdin(stdin).output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    #[track_caller]
    fn is(&self, code: i32, out: &str, err: &str) {
        assert_eq!((self.code, self.out.as_str(), self.err.as_str()), (Some(code), out, err));
    }

    #[track_caller]
    fn fails(&self, err: &str) {
        assert_eq!((self.code, self.out.as_str()), (Some(2), ""), "{}", self.err);
        assert!(self.err.contains(err), "{}", self.err);
    }
}

// --- What is shown and what is written ---------------------------------------------------------------------------

#[test]
fn shows_a_diff_and_touches_nothing() {
    let sandbox = Sandbox::new(&[("app/Dockerfile", SEED), ("Dockerfile", CLEAN)]);
    let run = sandbox.run(&["fix"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.starts_with("--- a/app/Dockerfile\n+++ b/app/Dockerfile\n@@ -1,"), "{}", run.out);
    assert!(run.err.starts_with("1 file would change: "), "{}", run.err);
    assert_eq!(sandbox.read("app/Dockerfile"), SEED);
    let explicit = sandbox.run(&["fix", "--diff", "."]);
    explicit.is(0, &run.out, &run.err);
}

#[test]
fn patch_makes_of_the_diff_what_write_writes() {
    for text in [SEED.to_owned(), SEED.replace('\n', "\r\n"), SEED.trim_end().to_owned()] {
        let sandbox = Sandbox::new(&[("my dir/Dockerfile", &text), ("written/Dockerfile", &text)]);
        let diff = sandbox.run(&["fix", "--unsafe", "my dir"]).out;
        let mut patch = Command::new("patch");
        patch.args(["-p1", "--binary"]).current_dir(sandbox.0.path());
        assert_eq!(crate::run(patch, &diff).code, Some(0));
        assert_eq!(sandbox.run(&["fix", "--unsafe", "-w", "written"]).code, Some(0));
        assert_eq!(sandbox.read("my dir/Dockerfile"), sandbox.read("written/Dockerfile"));
        assert_eq!(sandbox.read("my dir/Dockerfile").contains('\r'), text.contains('\r'));
    }
}

#[test]
fn write_writes_once() {
    for flag in ["-w", "--write", "--fix"] {
        let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
        let run = sandbox.run(&["fix", flag]);
        assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
        assert!(run.err.starts_with("1 file changed: "), "{}", run.err);
        let written = sandbox.read("Dockerfile");
        assert_ne!(written, SEED);
        assert_eq!(sandbox.names("."), [".git", "Dockerfile"]);
        let again = sandbox.run(&["fix", flag]);
        assert_eq!((again.code, again.out.as_str()), (Some(0), ""));
        assert!(again.err.starts_with("nothing to change in 1 file"), "{}", again.err);
        assert_eq!(sandbox.read("Dockerfile"), written);
    }
}

#[test]
fn write_with_diff_does_both() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    let shown = sandbox.run(&["fix"]).out;
    assert_eq!(sandbox.run(&["fix", "-w", "--diff"]).out, shown);
    assert_ne!(sandbox.read("Dockerfile"), SEED);
}

#[test]
fn check_lists_files_and_exits_with_1() {
    let sandbox = Sandbox::new(&[("a/Dockerfile", CLEAN), ("b/Dockerfile", SEED), ("c/Dockerfile", SEED)]);
    sandbox.run(&["fix", "--check", "a"]).is(0, "", "nothing to change in 1 file\n");
    sandbox.run(&["fix", "--check", "--write"]).fails("cannot be used with");
    let run = sandbox.run(&["fix", "--check"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), "b/Dockerfile\nc/Dockerfile\n"));
    let run = sandbox.run(&["fix", "--check", "--diff", "b"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.starts_with("b/Dockerfile\n--- a/b/Dockerfile\n"), "{}", run.out);
    assert_eq!(sandbox.read("b/Dockerfile"), SEED);
}

#[test]
fn keeps_mode_links_and_line_ends() {
    let sandbox = Sandbox::new(&[("real.txt", &SEED.replace('\n', "\r\n"))]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        fs::set_permissions(sandbox.path("real.txt"), fs::Permissions::from_mode(0o764)).unwrap();
        symlink("real.txt", sandbox.path("Dockerfile")).unwrap();
        assert_eq!(sandbox.run(&["fix", "-w", "Dockerfile"]).code, Some(0));
        assert_eq!(fs::read_link(sandbox.path("Dockerfile")).unwrap(), Path::new("real.txt"));
        assert_eq!(fs::metadata(sandbox.path("real.txt")).unwrap().permissions().mode() & 0o7777, 0o764);
    }
    #[cfg(not(unix))]
    assert_eq!(sandbox.run(&["fix", "-w", "real.txt"]).code, Some(0));
    let written = sandbox.read("real.txt");
    assert_ne!(written, SEED.replace('\n', "\r\n"));
    assert_eq!(written.matches('\n').count(), written.matches("\r\n").count());
}

#[test]
fn a_file_given_twice_is_written_once() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    let run =
        sandbox.run(&["fix", "-w", ".", "Dockerfile", "./Dockerfile", sandbox.path("Dockerfile").to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.starts_with("1 file changed: "), "{}", run.err);
}

// --- Standard input ----------------------------------------------------------------------------------------------

#[test]
fn standard_input_comes_out_rewritten() {
    let sandbox = Sandbox::new(&[]);
    sandbox.pipe(&["fix", "-"], CLEAN).is(0, CLEAN, "nothing to change in 1 file\n");
    sandbox.pipe(&["fix", "-q", "-"], CLEAN).is(0, CLEAN, "");
    sandbox.pipe(&["fix", "--diff", "-"], CLEAN).is(0, "", "nothing to change in 1 file\n");
    sandbox.pipe(&["fix", "--check", "-"], CLEAN).is(0, "", "nothing to change in 1 file\n");
    sandbox.write("Dockerfile", SEED);
    let diff = sandbox.run(&["fix"]).out;
    assert_eq!(sandbox.run(&["fix", "-w"]).code, Some(0));
    assert_eq!(sandbox.pipe(&["fix", "-"], SEED).out, sandbox.read("Dockerfile"));
    assert_eq!(sandbox.pipe(&["fix", "-", "--diff", "--stdin-filename", "Dockerfile"], SEED).out, diff);
    let run = sandbox.pipe(&["fix", "-", "--check"], SEED);
    assert_eq!((run.code, run.out.as_str()), (Some(1), "<stdin>\n"));
}

#[test]
fn standard_input_that_cannot_be_read_gives_nothing() {
    let sandbox = Sandbox::new(&[]);
    let run = sandbox.pipe(&["fix", "-"], "FROM a\nRNU b\nCOPY c\n");
    run.is(
        2,
        "",
        "<stdin>:2:1: unknown instruction `RNU`, expected one of FROM, RUN, COPY, ... (did you mean RUN?)\n\
         <stdin>:3:6: wrong number of arguments for COPY, expected at least one source and a destination\n1 failed\n",
    );
    sandbox.pipe(&["fix", "-", "--stdin-filename", "x/Dockerfile"], "").fails("x/Dockerfile:1:1: no instructions");
}

#[test]
fn standard_input_goes_by_its_name() {
    let sandbox = Sandbox::new(&[("sub/dfopt.toml", "exclude = [\"Dockerfile\"]\nspeed = 9\n")]);
    sandbox
        .pipe(&["fix", "-", "--stdin-filename", "sub/Dockerfile"], CLEAN)
        .fails("dfopt.toml:2:1: unknown key `speed`");
    sandbox.write("sub/dfopt.toml", "exclude = [\"Dockerfile\"]\n");
    let args = ["fix", "-q", "-", "--force-exclude", "--stdin-filename", "sub/Dockerfile"];
    sandbox.pipe(&args, SEED).is(0, SEED, "");
}

#[test]
fn standard_input_takes_no_company() {
    let sandbox = Sandbox::new(&[("Dockerfile", CLEAN)]);
    sandbox.run(&["fix", "-", "Dockerfile"]).fails("takes no other PATH");
    sandbox.run(&["fix", "-", "-w"]).fails("--write needs a file");
    sandbox.run(&["fix", "--stdin-filename", "x"]).fails("--stdin-filename is for standard input");
}

// --- Which files -------------------------------------------------------------------------------------------------

/// The files that a run looks at: all of them are broken, and say so.
fn looked_at(sandbox: &Sandbox, args: &[&str]) -> Vec<String> {
    let run = sandbox.run(args);
    let lines = run.err.lines().filter_map(|line| line.split_once(":1:1: unknown instruction"));
    lines.map(|(path, _)| path.to_owned()).collect()
}

const BROKEN: &str = "NOPE x\n";

#[test]
fn searches_directories_for_dockerfiles() {
    let sandbox = Sandbox::new(&[
        ("Dockerfile", BROKEN),
        ("Dockerfile.dev", BROKEN),
        ("api.Dockerfile", BROKEN),
        ("b/api.dockerfile", BROKEN),
        ("Containerfile.x", BROKEN),
        (".devcontainer/Dockerfile", BROKEN),
        ("Dockerfile.dockerignore", BROKEN),
        ("notes.txt", BROKEN),
        (".git/Dockerfile", BROKEN),
        ("ignored/Dockerfile", BROKEN),
        ("spared/Dockerfile", BROKEN),
        ("excluded/deep/Dockerfile", BROKEN),
        (".gitignore", "/ignored/\n"),
        (".dfoptignore", "spared\n"),
        ("dfopt.toml", "exclude = [\"excluded/\"]\n"),
    ]);
    let usual = [
        ".devcontainer/Dockerfile",
        "Containerfile.x",
        "Dockerfile",
        "Dockerfile.dev",
        "api.Dockerfile",
        "b/api.dockerfile",
    ];
    assert_eq!(looked_at(&sandbox, &["fix"]), usual);
    assert_eq!(looked_at(&sandbox, &["fix", "-j1", "."]), usual);
    assert_eq!(looked_at(&sandbox, &["fix", "b", "Dockerfile"]), ["Dockerfile", "b/api.dockerfile"]);
    assert_eq!(looked_at(&sandbox, &["fix", "--no-config"]).len(), usual.len() + 1);
}

#[test]
fn takes_files_that_are_given_unless_told_otherwise() {
    let sandbox = Sandbox::new(&[
        ("notes.txt", BROKEN),
        ("ignored/a/Dockerfile", BROKEN),
        ("spared/Dockerfile", BROKEN),
        ("excluded/deep/Dockerfile", BROKEN),
        (".gitignore", "/ignored/\n"),
        (".dfoptignore", "spared\n"),
        ("dfopt.toml", "exclude = [\"excluded/\"]\n"),
    ]);
    let given = ["excluded/deep/Dockerfile", "ignored/a/Dockerfile", "notes.txt", "spared/Dockerfile"];
    let args = |flags: &[&'static str]| [&["fix"], flags, &given].concat();
    assert_eq!(looked_at(&sandbox, &args(&[])), given);
    assert_eq!(looked_at(&sandbox, &args(&["--force-exclude"])), ["notes.txt"]);
    assert_eq!(looked_at(&sandbox, &["fix", "excluded"]), ["excluded/deep/Dockerfile"]);
    sandbox.run(&["fix", "--force-exclude", "excluded"]).is(3, "", "error: no Dockerfile found in excluded\n");
    sandbox.run(&["fix", "--force-exclude", "spared/Dockerfile"]).is(0, "", "nothing to change in 0 files\n");
}

#[test]
fn links_are_taken_when_given_and_not_when_met() {
    #[cfg(unix)]
    {
        let sandbox = Sandbox::new(&[("real/Dockerfile", BROKEN)]);
        std::os::unix::fs::symlink("real/Dockerfile", sandbox.path("Dockerfile")).unwrap();
        std::os::unix::fs::symlink("real", sandbox.path("link")).unwrap();
        std::os::unix::fs::symlink("nowhere", sandbox.path("Dockerfile.gone")).unwrap();
        assert_eq!(looked_at(&sandbox, &["fix"]), ["real/Dockerfile"]);
        assert_eq!(looked_at(&sandbox, &["fix", "Dockerfile"]), ["Dockerfile"]);
        assert_eq!(looked_at(&sandbox, &["fix", "link"]), ["link/Dockerfile"]);
        sandbox.run(&["fix", "Dockerfile.gone"]).fails("Dockerfile.gone: cannot be read: the link leads to nowhere: ");
    }
}

#[test]
fn nothing_found_is_3() {
    let sandbox = Sandbox::new(&[("a/notes.txt", ""), ("Dockerfile/notes.txt", ""), ("c/Dockerfile", CLEAN)]);
    sandbox.run(&["fix", "a"]).is(3, "", "error: no Dockerfile found in a\n");
    sandbox.run(&["fix", "Dockerfile"]).is(3, "", "error: no Dockerfile found in Dockerfile\n");
    sandbox.run(&["fix", "a", "c"]).is(0, "", "nothing to change in 1 file\n");
    let run = sandbox.run(&["fix", "a", "gone"]);
    assert_eq!(run.code, Some(2), "2 is worse than 3");
}

// --- What can be wrong -------------------------------------------------------------------------------------------

#[test]
fn one_bad_file_never_stops_the_rest() {
    let sandbox = Sandbox::new(&[("b/Dockerfile", BROKEN), ("z/Dockerfile", SEED)]);
    sandbox.write("a/Dockerfile", b"FROM a\nRUN \xff\n");
    sandbox.write("c/Dockerfile", b"\x7fELF\0\0\0");
    sandbox.write("d/Dockerfile", "# nothing\n");
    sandbox.write("e/Dockerfile", "FROM a\nRUN <<EOF\n");
    let run = sandbox.run(&["fix", "-w", ".", "missing"]);
    assert_eq!(run.code, Some(2));
    let lines: Vec<&str> = run.err.lines().collect();
    for (line, start) in lines.iter().zip([
        "missing: cannot be read: ",
        "a/Dockerfile: not UTF-8 in line 2 (byte 11 of the file), expected text in UTF-8",
        "b/Dockerfile:1:1: unknown instruction `NOPE`",
        "c/Dockerfile: binary file, expected text in UTF-8",
        "d/Dockerfile:2:1: no instructions, expected at least FROM",
        "e/Dockerfile:2:5: heredoc `EOF` is not terminated",
    ]) {
        assert!(line.starts_with(start), "{line}\n{start}");
    }
    assert!(run.err.ends_with("; 6 failed\n"), "{}", run.err);
    assert_ne!(sandbox.read("z/Dockerfile"), SEED);
}

#[cfg(unix)]
#[test]
fn endless_files_end() {
    let sandbox = Sandbox::new(&[]);
    sandbox.run(&["fix", "/dev/zero"]).fails("/dev/zero: too large, expected a Dockerfile of at most 16 MiB");
    sandbox.run(&["fix", "/dev/null"]).fails("/dev/null:1:1: no instructions");
}

#[test]
fn a_read_only_file_stays() {
    let sandbox = Sandbox::new(&[("a/Dockerfile", SEED), ("b/Dockerfile", SEED)]);
    let mut permissions = fs::metadata(sandbox.path("a/Dockerfile")).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(sandbox.path("a/Dockerfile"), permissions).unwrap();
    let run = sandbox.run(&["fix", "-w"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.starts_with("a/Dockerfile: cannot be written: the file is read-only\n1 file changed: "),
        "{}",
        run.err
    );
    assert_eq!(sandbox.read("a/Dockerfile"), SEED);
    assert_ne!(sandbox.read("b/Dockerfile"), SEED);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_file_as_it_was() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    let mut shell = Command::new("sh");
    // A limit of file sizes fails writes as a full disk does.
    shell.args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" fix -w", env!("CARGO_BIN_EXE_dfopt")]);
    shell.current_dir(sandbox.0.path());
    run(shell, "").fails("Dockerfile: cannot be written: cannot write a temporary file in ");
    assert_eq!(sandbox.read("Dockerfile"), SEED);
    assert_eq!(sandbox.names("."), [".git", "Dockerfile"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_an_error() {
    let sandbox = Sandbox::new(&[]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let text = format!("FROM scratch\n{}", "LABEL a=b\n".repeat(10_000));
    sandbox.write("in", &text);
    let mut command = sandbox.command(&["fix", "-"]);
    command.stdin(fs::File::open(sandbox.path("in")).unwrap()).stdout(full);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("error: cannot write to standard output: No space left"), "{err}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let sandbox = Sandbox::new(&[]);
    let text = format!("FROM scratch\n{}", "LABEL a=b\n".repeat(100_000));
    sandbox.write("in", &text);
    let mut command = sandbox.command(&["fix", "-"]);
    command.stdin(fs::File::open(sandbox.path("in")).unwrap()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

// --- Configuration -----------------------------------------------------------------------------------------------

#[test]
fn a_faulty_configuration_is_told_once_and_stops_only_its_files() {
    let sandbox = Sandbox::new(&[
        ("a/dfopt.toml", "exclude = []\nrespect_hadolint = true\n\n[clean]\nbuilders = 1\n"),
        ("a/Dockerfile", BROKEN),
        ("a/b/Dockerfile", BROKEN),
        ("c/Dockerfile", CLEAN),
    ]);
    let name = Path::new("a").join("dfopt.toml");
    let name = name.display();
    sandbox.run(&["fix"]).is(
        2,
        "",
        &format!(
            "{name}:2:1: unknown key `respect_hadolint`, did you mean `respect-hadolint`?\n\
             {name}:5:12: expected `true` or `false`, found a whole number\n\
             nothing to change in 1 file; 2 failed\n"
        ),
    );
    sandbox.run(&["fix", "--no-config", "c"]).is(0, "", "nothing to change in 1 file\n");
}

#[test]
fn a_configuration_can_be_given() {
    let sandbox = Sandbox::new(&[
        ("ci/own.toml", "exclude = [\"/skipped\"]\n"),
        ("dfopt.toml", "nonsense"),
        ("skipped/Dockerfile", BROKEN),
        ("Dockerfile", CLEAN),
    ]);
    sandbox.run(&["fix", "--config", "ci/own.toml"]).is(0, "", "nothing to change in 1 file\n");
    sandbox.run(&["fix", "--config", "dfopt.toml"]).fails("error: dfopt.toml:1:");
    sandbox.run(&["fix", "--config", "gone.toml"]).fails("error: gone.toml: cannot read the configuration: ");
    sandbox.run(&["fix", "--config", "ci/own.toml", "--no-config"]).fails("cannot be used with");
}

#[test]
fn a_configuration_can_switch_transforms() {
    let tables: String = ids().iter().map(|id| format!("[transforms.{id}]\nenabled = false\n")).collect();
    let sandbox = Sandbox::new(&[("Dockerfile", SEED), ("dfopt.toml", &tables)]);
    sandbox.run(&["fix"]).is(0, "", "nothing to change in 1 file\n");
    let slip = format!("[transforms.{}x]\n", ids()[0]);
    sandbox.write("dfopt.toml", slip);
    sandbox.run(&["fix"]).fails(&format!("did you mean `{}`?", ids()[0]));
}

// --- Selection ---------------------------------------------------------------------------------------------------

fn ids() -> Vec<&'static str> {
    dfopt::transforms::ALL.iter().map(|transform| transform.meta().id).collect()
}

#[test]
fn unknown_ids_are_errors_with_the_nearest_name() {
    let sandbox = Sandbox::new(&[("Dockerfile", CLEAN)]);
    for flag in ["--only", "--skip", "--unsafe"] {
        sandbox.run(&["fix", &format!("{flag}=zzzzzz")]).fails(&format!("error: {flag}: unknown transform `zzzzzz`, "));
        sandbox.run(&["fix", &format!("{flag}=")]).fails("empty id");
        if let [first, ..] = ids()[..] {
            let slip = format!("{flag}={first},{first}s");
            sandbox.run(&["fix", &slip]).fails(&format!("unknown transform `{first}s`, did you mean `{first}`?"));
        }
    }
}

#[test]
fn transforms_can_be_selected() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    sandbox.run(&["fix", "--skip", &ids().join(",")]).is(0, "", "nothing to change in 1 file\n");
    let all = sandbox.run(&["fix", "--only", &ids().join(",")]);
    assert!(all.out.starts_with("--- a/Dockerfile\n"), "{}", all.err);
    let none = sandbox.run(&["fix", "--only", ids()[0], "--skip", ids()[0]]);
    none.is(0, "", "nothing to change in 1 file\n");
}

#[test]
fn unsafe_takes_a_path_behind_it_for_a_path() {
    let sandbox = Sandbox::new(&[("Dockerfile", CLEAN)]);
    sandbox.run(&["fix", "--unsafe", "Dockerfile"]).is(0, "", "nothing to change in 1 file\n");
}

// --- Words -------------------------------------------------------------------------------------------------------

#[test]
fn colours_follow_the_flag_and_the_environment() {
    let sandbox = Sandbox::new(&[]);
    let coloured = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = sandbox.command(args);
        command.envs(env.iter().copied());
        run(command, "").err.contains('\u{1b}')
    };
    assert!(!coloured(&["fix", "gone"], &[]));
    assert!(coloured(&["fix", "gone", "--color", "always"], &[]));
    assert!(coloured(&["--color=always", "fix", "gone"], &[("NO_COLOR", "1")]));
    assert!(coloured(&["fix", "gone"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["fix", "gone"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["fix", "gone"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]));
    assert!(!coloured(&["fix", "gone", "--color=never"], &[("CLICOLOR_FORCE", "1")]));
    let escapes = "FROM scratch\nLABEL a=\"\u{1b}[31m\"\n";
    assert_eq!(sandbox.pipe(&["fix", "-", "--color=never"], escapes).out, escapes);
    sandbox.write("Dockerfile", SEED);
    assert!(sandbox.run(&["fix", "--color=always"]).out.contains("\u{1b}[32m+"));
}

#[test]
fn quiet_drops_the_summary_only() {
    let sandbox = Sandbox::new(&[("Dockerfile", CLEAN), ("Dockerfile.x", BROKEN)]);
    sandbox.run(&["fix", "-q", "Dockerfile"]).is(0, "", "");
    let err = sandbox.run(&["fix", "--quiet"]).err;
    assert!(err.starts_with("Dockerfile.x:1:1: ") && err.lines().count() == 1, "{err}");
    sandbox.run(&["fix", "-q", "-v"]).fails("cannot be used with");
}

#[test]
fn verbose_tells_every_change_with_its_place() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    let run = sandbox.run(&["fix", "-v"]);
    let told = run.err.lines().filter(|line| line.starts_with("Dockerfile:")).collect::<Vec<_>>();
    assert!(told.iter().any(|line| line.contains(": safe ")), "{}", run.err);
    let lines = SEED.lines().count();
    for line in told {
        let number: usize = line.split(':').nth(1).unwrap().parse().unwrap();
        assert!((1..=lines).contains(&number), "{line}");
    }
}

#[test]
fn ignore_comments_that_are_not_understood_are_told() {
    let text = "FROM scratch\n# dfopt: ignore\nCOPY a /a\n# dfopt: ignore[zzzzzz] why\nCOPY b /b\n";
    let sandbox = Sandbox::new(&[("Dockerfile", text)]);
    let run = sandbox.run(&["fix"]);
    assert_eq!(run.code, Some(0));
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(lines[0].starts_with("Dockerfile:2:3: warning: ignore comment without ids, expected "), "{}", run.err);
    assert!(lines[1].starts_with("Dockerfile:4:17: warning: unknown transform `zzzzzz`, "), "{}", run.err);
}

#[test]
fn unused_ignore_comments_are_told() {
    let text = CLEAN.replace("COPY", &format!("# dfopt: ignore[{}] why\nCOPY", ids()[0]));
    let sandbox = Sandbox::new(&[("Dockerfile", &text)]);
    let err = sandbox.run(&["fix"]).err;
    assert!(err.starts_with(&format!("Dockerfile:2: warning: unused ignore comment for `{}`\n", ids()[0])), "{err}");
}

#[test]
fn transforms_are_listed() {
    let sandbox = Sandbox::new(&[]);
    let run = sandbox.run(&["transforms"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[0].split_whitespace().collect::<Vec<_>>(), ["id", "safety", "default", "summary"]);
    assert_eq!(lines[1..].iter().map(|line| line.split(' ').next().unwrap()).collect::<Vec<_>>(), ids());
}

#[test]
fn help_and_version_are_no_errors() {
    let sandbox = Sandbox::new(&[]);
    for args in [&["--help"][..], &["fix", "--help"], &["--version"]] {
        sandbox.command(args).assert().code(0);
    }
    sandbox.command(&[]).assert().code(2);
    sandbox.command(&["fxi"]).assert().code(2);
    sandbox.command(&["fix", "--wirte"]).assert().code(2);
    assert!(sandbox.run(&["fix", "--help"]).out.contains("Exit codes:"));
}

// --- Many files --------------------------------------------------------------------------------------------------

#[test]
fn the_order_does_not_depend_on_threads() {
    let sandbox = Sandbox::new(&[]);
    for index in 0..150 {
        sandbox.write(&format!("{index:03}/Dockerfile"), if index % 3 == 0 { BROKEN } else { SEED });
    }
    let one = sandbox.run(&["fix", "-j", "1"]);
    let many = sandbox.run(&["fix", "--threads=7"]);
    many.is(2, &one.out, &one.err);
    assert_eq!(looked_at(&sandbox, &["fix"]).len(), 50);
}
