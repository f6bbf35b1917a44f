//! Which build context belongs to a file.

use crate::Sandbox;

const DOCKERFILE: &str = "FROM debian:bookworm-slim\nCOPY run.py lib*.py /srv/\nCMD [\"python3\", \"/srv/run.py\"]\n";

const UNMATCHED: &str = "nothing in the build context matches `lib*.py`";

fn says(sandbox: &Sandbox, args: &[&str], words: &str) -> bool {
    let run = sandbox.run(&[&["fix", "--only=detect-unmatched-copy"], args].concat());
    assert_eq!(run.code, Some(0), "{}", run.err);
    run.err.contains(words)
}

#[test]
fn the_directory_of_a_file_is_its_context_if_what_it_copies_is_there() {
    let sandbox = Sandbox::new(&[("a/Dockerfile", DOCKERFILE), ("a/run.py", ""), ("b/Dockerfile", DOCKERFILE)]);
    assert!(says(&sandbox, &["a"], UNMATCHED) && !says(&sandbox, &["b"], "warning"));
    assert!(says(&sandbox, &["a/Dockerfile"], UNMATCHED));
    sandbox.write("a/.dockerignore", "run.py\n");
    assert!(!says(&sandbox, &["a"], "context"));
    // An ignore file that Docker rejects says nothing of a directory that is only assumed to be the context.
    sandbox.write("a/.dockerignore", "!\n");
    assert!(!says(&sandbox, &["a"], "context"));
}

#[test]
fn a_context_that_is_named_counts_whatever_is_in_it() {
    let sandbox = Sandbox::new(&[("docker/Dockerfile", DOCKERFILE), ("app/run.py", "")]);
    assert!(says(&sandbox, &["--context=app", "docker"], UNMATCHED));
    assert!(says(&sandbox, &["--context", "docker", "docker"], "the build context holds no `run.py`"));
    let piped = sandbox.pipe(&["fix", "--only=detect-unmatched-copy", "--context=app", "-"], DOCKERFILE);
    assert!(piped.code == Some(0) && piped.err.contains(UNMATCHED), "{}", piped.err);
    sandbox.run(&["fix", "--context=nowhere", "docker"]).fails("--context: nowhere is no directory");
    sandbox.write("docker/Dockerfile.dockerignore", "[\n");
    sandbox.run(&["fix", "--context=app", "docker"]).fails("line 1 of the ignore file is no pattern: [");
}

#[cfg(unix)]
#[test]
fn a_commit_counts_in_place_of_the_work_tree() {
    let sandbox = Sandbox::new(&[("docker/Dockerfile", DOCKERFILE), ("app/run.py", ""), ("Dockerfile", WHOLE)]);
    let who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    for arguments in [["init", "-q"].as_slice(), &["add", "."], &[&who[..], &["commit", "-q", "-m", "one"]].concat()] {
        let git = std::process::Command::new("git").arg("-C").arg(sandbox.path(".")).args(arguments).status();
        assert!(git.unwrap().success(), "{arguments:?}");
    }
    sandbox.write("app/libx.py", "");
    sandbox.write("__pycache__/a.pyc", "1");
    assert!(!says(&sandbox, &["--context=app", "docker"], UNMATCHED));
    assert!(says(&sandbox, &["--context=app", "--context-rev=HEAD", "docker"], UNMATCHED));
    let written = sandbox.run(&[&WRITE[..], &["--context-rev=HEAD", "-v", "Dockerfile"]].concat());
    assert!(written.code == Some(0) && written.err.contains("the context is a commit"), "{}", written.err);
    sandbox.run(&["fix", "--context=app", "--context-rev=none", "docker"]).fails("--context-rev: none names no commit");
    assert_eq!(sandbox.run(&["fix", "--context-rev=HEAD", "docker"]).code, Some(2));
}

#[test]
fn a_directory_above_may_be_meant_as_well() {
    let sandbox = Sandbox::new(&[("a/Dockerfile", DOCKERFILE), ("a/run.py", ""), ("run.py", "")]);
    assert!(!says(&sandbox, &["a"], "context"));
    assert!(says(&sandbox, &["--context=a", "a"], UNMATCHED));
    let all = "FROM node:22\nWORKDIR /app\nCOPY . .\nCOPY x*.js ./\nRUN npm ci\n";
    let sandbox = Sandbox::new(&[("a/Dockerfile", all), ("a/package.json", "{}"), ("b/Dockerfile", all)]);
    assert!(says(&sandbox, &["a"], "nothing in the build context matches `x*.js`"));
    assert!(!says(&sandbox, &["b"], "context"));
    sandbox.write("package.json", "{}");
    assert!(!says(&sandbox, &["a"], "context"));
}

const SHARED: &str =
    "FROM debian:bookworm-slim\nCOPY . /srv/\nCOPY lib*.py /srv/\nCMD [\"python3\", \"/srv/run.py\"]\n";

#[test]
fn a_compose_file_above_names_the_context() {
    let compose = "services:\n  api:\n    build: {context: app, dockerfile: ../docker/Dockerfile}\n";
    let files = [("docker/Dockerfile", SHARED), ("app/run.py", ""), ("docker/libx.py", ""), ("compose.yaml", compose)];
    let sandbox = Sandbox::new(&files);
    assert!(says(&sandbox, &["docker"], UNMATCHED));
    // What is named on the command line counts more.
    assert!(!says(&sandbox, &["--context=docker", "docker"], UNMATCHED));
    sandbox.write("dfopt.toml", "[[contexts]]\nfiles = ['docker/']\ndirectory = 'docker'\n");
    assert!(!says(&sandbox, &["docker"], UNMATCHED));
    sandbox.write("dfopt.toml", "[[contexts]]\nfiles = ['other/']\n");
    assert!(says(&sandbox, &["docker"], UNMATCHED));
}

#[test]
fn builds_that_differ_leave_the_context_unknown() {
    let all = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n";
    let compose = "services: {a: {build: a}, b: {build: {context: ., dockerfile: a/Dockerfile}}}\n";
    let files =
        [("a/Dockerfile", all), ("a/package.json", "{}"), ("a/package-lock.json", "{}"), ("compose.yml", compose)];
    let sandbox = Sandbox::new(&files);
    let run = sandbox.run(&["fix", "-v", "--only=copy-manifests-first", "a"]);
    let words = "so it is not known what the install reads (`a` in ";
    assert!(run.err.contains(words) && run.err.contains("build it in different directories"), "{}", run.err);
}

#[test]
fn a_stage_that_is_built_by_name_is_an_image() {
    let text = "FROM debian:bookworm-slim AS tools\nRUN apt-get update && apt-get install -y --no-install-recommends curl\n\
                FROM debian:bookworm-slim\nCOPY --from=tools /usr/bin/curl /usr/bin/curl\n";
    let sandbox = Sandbox::new(&[("Dockerfile", text)]);
    let cleans = |sandbox: &Sandbox| sandbox.run(&["fix", "--only=clean-apt-lists"]).out.contains("rm -rf");
    assert!(!cleans(&sandbox));
    sandbox.write("docker-compose.yml", "services: {ci: {build: {context: ., target: tools}}}\n");
    assert!(cleans(&sandbox));
    sandbox.write("docker-compose.yml", "services: {ci: {build: {context: ., target: '${STAGE}'}}}\n");
    assert!(cleans(&sandbox));
}

const WHOLE: &str = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD [\"python3\", \"a.py\"]\n";

const WRITE: [&str; 3] = ["fix", "--only=write-dockerignore", "--context=."];

/// A context with bytecode in it, in which two files are built.
fn shared() -> Sandbox {
    let names = "FROM busybox\nCOPY b.py /b.py\nCOPY cache/a.py /a.py\n";
    Sandbox::new(&[
        ("Dockerfile", WHOLE),
        ("Dockerfile.dev", WHOLE),
        ("ci/Dockerfile", names),
        ("a.py", ""),
        ("b.py", ""),
        ("cache/a.py", ""),
        ("__pycache__/a.pyc", "1"),
    ])
}

const BLOCK: &str = "# dfopt: begin, what no image needs; the lines below the block have the last word\n**/__pycache__\n\
                     Dockerfile\nDockerfile.dev\n.dockerignore\n# dfopt: end\n";

#[test]
fn files_that_share_an_ignore_file_agree_on_it() {
    for threads in ["-j1", "-j8"] {
        let sandbox = shared();
        let args = |more: &[&'static str]| [&WRITE[..], &[threads, "."], more].concat();
        sandbox.run(&args(&["--check", "-q"])).is(1, ".dockerignore\n", "");
        let diff: String = BLOCK.lines().map(|line| format!("+{line}\n")).collect();
        let diff = format!("--- /dev/null\n+++ b/.dockerignore\n@@ -0,0 +1,6 @@\n{diff}");
        sandbox.run(&args(&["--diff", "-q"])).is(0, &diff, "");
        assert!(!sandbox.path(".dockerignore").exists());
        sandbox.run(&args(&["--write", "-q"])).is(0, "", "");
        assert_eq!(sandbox.read(".dockerignore"), BLOCK);
        assert_eq!(sandbox.read("Dockerfile"), WHOLE);
        sandbox.run(&args(&["--check", "-q"])).is(0, "", "");
    }
}

#[test]
fn an_ignore_file_beside_a_dockerfile_is_its_own() {
    let sandbox = shared();
    sandbox.write("Dockerfile.dockerignore", "x\n");
    sandbox.run(&[&WRITE[..], &["--write", "-q", "Dockerfile"]].concat()).is(0, "", "");
    assert!(!sandbox.path(".dockerignore").exists());
    let own = sandbox.read("Dockerfile.dockerignore");
    assert!(own.contains("**/__pycache__\n") && own.ends_with("# dfopt: end\n\nx\n"), "{own}");
}

#[test]
fn of_standard_input_only_the_dockerfile_changes() {
    let sandbox = shared();
    let run = sandbox.pipe(&[&WRITE[..], &["-v", "-"]].concat(), WHOLE);
    assert_eq!((run.code, run.out.as_str()), (Some(0), WHOLE));
    assert!(run.err.contains("refused write-dockerignore: the Dockerfile comes from standard input"), "{}", run.err);
    assert!(!sandbox.path(".dockerignore").exists());
}
