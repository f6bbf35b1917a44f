//! Which files are looked at, and in which order.

use crate::{BROKEN, CLEAN, SEED, Sandbox, looked_at};

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
    sandbox.run(&["fix", "--force-exclude", "excluded"]).is(
        3,
        "",
        "error: no Dockerfile found in excluded (ignored or excluded: 1 Dockerfile)\n",
    );
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
        // A link is taken when what it leads to has another name, lies in the repository and is not left out itself.
        sandbox.write("docker/prod.df", BROKEN);
        sandbox.write("out/prod.df", BROKEN);
        sandbox.write(".dfoptignore", "/out\n");
        let outside = Sandbox::new(&[("prod.df", BROKEN)]);
        std::os::unix::fs::symlink("../docker/prod.df", sandbox.path("real/Dockerfile.prod")).unwrap();
        std::os::unix::fs::symlink("../docker/prod.df", sandbox.path("real/Dockerfile.test")).unwrap();
        std::os::unix::fs::symlink("../out/prod.df", sandbox.path("real/Dockerfile.out")).unwrap();
        std::os::unix::fs::symlink(outside.path("prod.df"), sandbox.path("real/Dockerfile.far")).unwrap();
        assert_eq!(looked_at(&sandbox, &["fix"]), ["real/Dockerfile", "real/Dockerfile.prod"]);
        assert_eq!(looked_at(&sandbox, &["fix", "Dockerfile"]), ["Dockerfile"]);
        assert_eq!(looked_at(&sandbox, &["fix", "link"]), ["link/Dockerfile", "link/Dockerfile.prod"]);
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

#[test]
fn ignore_files_above_the_repository_do_not_count() {
    let sandbox = Sandbox::new(&[
        (".gitignore", "Dockerfile*\n"),
        (".dfoptignore", "Dockerfile*\n"),
        ("repo/.git/info/exclude", "/private\n"),
        ("repo/.gitignore", "/a/b/*\n*.tmp\n"),
        ("repo/a/.gitignore", "!Dockerfile.tmp\n"),
        ("repo/Dockerfile", BROKEN),
        ("repo/Dockerfile.tmp", BROKEN),
        ("repo/private/Dockerfile", BROKEN),
        ("repo/a/Dockerfile.tmp", BROKEN),
        ("repo/a/b/Dockerfile", BROKEN),
    ]);
    let usual = ["repo/Dockerfile", "repo/a/Dockerfile.tmp"];
    assert_eq!(looked_at(&sandbox, &["fix", "repo"]), usual);
    assert_eq!(looked_at(&sandbox, &["fix", "repo/a"]), usual[1..]);
    assert_eq!(looked_at(&sandbox, &["fix", "--force-exclude", "repo/Dockerfile", "repo/a"]), usual);
    assert_eq!(looked_at(&sandbox, &["fix", "--force-exclude", "repo/private"]).len(), 0);
}

#[test]
fn what_was_left_out_is_counted_when_nothing_is_found() {
    let sandbox = Sandbox::new(&[
        (".gitignore", "Dockerfile*\nvendor\n"),
        ("Dockerfile", BROKEN),
        ("a/Dockerfile.x", BROKEN),
        ("vendor/Dockerfile", BROKEN),
    ]);
    let told = "error: no Dockerfile found in . (ignored or excluded: 2 Dockerfiles, 1 directory)\n";
    sandbox.run(&["fix"]).is(3, "", told);
}

#[test]
fn any_number_of_threads_may_be_asked_for() {
    let sandbox = Sandbox::new(&[("Dockerfile", CLEAN)]);
    for index in 0..400 {
        sandbox.write(&format!("{index}/Dockerfile"), CLEAN);
    }
    sandbox.run(&["fix", "-j", "100000"]).is(0, "", "nothing to change in 401 files\n");
}
