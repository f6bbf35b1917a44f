//! What is told, and how.

use assert_cmd::assert::OutputAssertExt as _;

use crate::{BROKEN, CLEAN, SEED, Sandbox, ids, run};

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
    assert!(err.starts_with("Dockerfile.x:1:1: ") && err.ends_with("^^^^\n\n") && !err.contains("failed"), "{err}");
    sandbox.run(&["fix", "-q", "-v"]).fails("cannot be used with");
}

#[test]
fn verbose_tells_every_change_with_its_place() {
    let sandbox = Sandbox::new(&[("Dockerfile", SEED)]);
    let run = sandbox.run(&["fix", "-v"]);
    let told = run.err.lines().filter(|line| line.starts_with("Dockerfile:")).collect::<Vec<_>>();
    assert!(told.iter().any(|line| line.contains(": safe ")), "{}", run.err);
    let lines = SEED.lines().count();
    let numbers: Vec<usize> = told.iter().map(|line| line.split(':').nth(1).unwrap().parse().unwrap()).collect();
    assert!(numbers.iter().all(|number| (1..=lines).contains(number)), "{}", run.err);
    assert!(numbers.is_sorted(), "{}", run.err);
}

#[test]
fn notes_are_counted_and_told_when_asked() {
    let sandbox = Sandbox::new(&[("Dockerfile", "FROM debian\nCMD [\"a\"]\n")]);
    assert_eq!(sandbox.run(&["fix"]).err, "nothing to change in 1 file; 1 note, see -v\n");
    let run = sandbox.run(&["fix", "-v"]);
    assert!(run.err.starts_with("Dockerfile:1:6: note[detect-latest]: `debian` has no version\n"), "{}", run.err);
    assert!(run.err.ends_with("nothing to change in 1 file; 1 note\n"), "{}", run.err);
}

#[test]
fn findings_are_told_with_their_words_and_change_no_exit_code() {
    let text = "FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\nCMD a\nCMD b\n";
    let sandbox = Sandbox::new(&[("Dockerfile", text), ("Dockerfile.x", "FROM scratch\nWORKDIR /a # b\n")]);
    let run = sandbox.run(&["fix"]);
    let told = "Dockerfile:4:1: warning[detect-overridden-command]: a later CMD of this stage replaces this one\n  |\n4 | CMD a\n  \
                | ^^^\n  |\n  = why: ";
    assert!(run.err.starts_with(told) && run.err.contains("; 1 error; 1 warning"), "{}", run.err);
    assert!(run.err.contains("\nDockerfile.x:2:12: error[detect-inline-comment]: "), "{}", run.err);
    assert_eq!(run.code, Some(0));
    assert_eq!(sandbox.run(&["fix", "--check", "Dockerfile.x"]).code, Some(0));
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
    let help = sandbox.run(&["fix", "--help"]).out;
    for word in
        ["Exit codes:", "Containerfile*", "dfopt.toml", ".dfoptignore", "# dfopt: ignore[", "`dfopt transforms`"]
    {
        assert!(help.contains(word), "{word}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 120), "{help}");
}

#[test]
fn control_characters_reach_no_terminal() {
    let sandbox = Sandbox::new(&[("in", "FROM scratch\n\u{1b}[31mRUN x\n")]);
    let name = "\u{1b}[2J\nx: gone";
    for args in [&["fix", name][..], &["fix", "in"], &["fix", "--only", name]] {
        let run = sandbox.run(args);
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains("\\u{1b}[") && !run.err.contains('\u{1b}'), "{:?}", run.err);
    }
    #[cfg(unix)]
    {
        sandbox.write(&format!("{name}/dfopt.toml"), "\u{1b}");
        sandbox.write(&format!("{name}/Dockerfile"), CLEAN);
        let run = sandbox.run(&["fix", name]);
        assert!(run.err.starts_with("\\u{1b}[2J\\nx: gone/dfopt.toml:1:"), "{:?}", run.err);
        assert!(!run.err.contains('\u{1b}'), "{:?}", run.err);
    }
}

#[test]
fn an_estimate_is_a_range_of_what_a_source_knows() {
    let install = "RUN apt-get update && apt-get install -y curl\n";
    let file =
        format!("FROM debian:bookworm\n{install}ENV A=1\n{install}FROM debian:trixie\nCOPY apt /etc/apt\n{install}");
    let run = Sandbox::new(&[("Dockerfile", &file)]).run(&["fix", "-v", "--only=clean-apt-lists"]);
    // The second update finds the lists of the first; the other stage may have more sources.
    for (line, figure) in [(2, "about 19.9 MB"), (4, "up to 19.9 MB"), (7, "at least 21.6 MB")] {
        let told = run.err.lines().find(|told| told.contains(&format!("Dockerfile:{line}: safe"))).unwrap();
        assert!(told.contains(&format!("saves apt's package lists, {figure} (")), "{told}");
    }
    assert!(run.err.contains("; estimated saving: at least 41.5 MB (dated tables)"), "{}", run.err);
}

#[test]
fn a_merge_saves_what_one_layer_hid_of_another() {
    let (update, install, rm) = ("RUN apt-get update\n", "RUN apt-get install -y curl", "rm -rf /var/lib/apt/lists/*");
    let told = |base: &str, runs: &str, id: &str| {
        let file = format!("FROM {base}\n{runs}");
        let run = Sandbox::new(&[("Dockerfile", &file)]).run(&["fix", "-v", &format!("--only={id}")]);
        run.err
            .lines()
            .find(|told| told.contains("Dockerfile:2: safe"))
            .unwrap_or_else(|| panic!("{}", run.err))
            .to_owned()
    };
    let hidden = format!("{update}{install} && {rm}\n");
    let known = "saves apt's package lists, about 19.9 MB (";
    assert!(told("debian:bookworm", &hidden, "merge-apt-update").contains(known));
    assert!(told("corp/base", &hidden, "merge-apt-update").contains("saves apt's package lists, size unknown"));
    // The lists only change their layer.
    assert!(!told("debian:bookworm", &format!("{update}{install}\n"), "merge-apt-update").contains("saves"));
    let later = format!("RUN apt-get update && apt-get install -y curl\nRUN {rm}\n");
    assert!(told("debian:bookworm", &later, "merge-runs").contains(known));
    let stored_again = "RUN curl -o /x https://example.org/x\nRUN rm /x\n";
    let unknown = "saves what the later RUN removes or stores again, size unknown";
    assert!(told("debian:bookworm", stored_again, "merge-runs").contains(unknown));
}

#[test]
fn what_is_not_known_is_not_estimated() {
    let run = Sandbox::new(&[("Dockerfile", SEED)]).run(&["fix"]);
    assert!(!run.err.contains("estimate"), "{}", run.err);
}

#[test]
fn a_stage_that_gives_files_only_makes_no_image_smaller() {
    let builder = "FROM debian:bookworm AS build\nRUN apt-get update && apt-get install -y gcc\n";
    let file = format!("{builder}FROM debian:bookworm\nCOPY --from=build /usr/lib /usr/lib\n");
    let files = [("Dockerfile", file.as_str()), ("dfopt.toml", "clean.builders = true\n")];
    let run = Sandbox::new(&files).run(&["fix", "-v", "--only=clean-apt-lists"]);
    assert!(run.err.contains("saves nothing in the image, only in the build cache"), "{}", run.err);
    assert!(!run.err.contains("estimate"), "{}", run.err);
}
