//! What a RUN does to paths.

use dfopt::model::PathUse;

use crate::{last, model};

/// What the last RUN of a file does.
fn paths(text: &str) -> PathUse {
    let model = model(text);
    model.paths(last(&model))
}

fn run(text: &str) -> PathUse {
    paths(&format!("FROM a\nWORKDIR /w\nRUN {text}\n"))
}

#[track_caller]
fn creates(text: &str, expected: &[&str]) {
    assert_eq!(run(text).creates, expected, "{text}");
}

#[track_caller]
fn removes(text: &str, expected: &[&str]) {
    assert_eq!(run(text).removes, expected, "{text}");
}

#[track_caller]
fn rewrites(text: &str, expected: &[&str]) {
    assert_eq!(run(text).rewrites, expected, "{text}");
}

#[test]
fn downloads_create_files() {
    creates("curl -fsSL https://e.com/x.tgz -o /tmp/x.tgz", &["/tmp/x.tgz"]);
    creates("curl -fsSLO https://e.com/x.tgz", &["/w/x.tgz"]);
    creates("curl --output x.tgz https://e.com/y", &["/w/x.tgz"]);
    creates("curl https://e.com/x | tar x", &[]);
    creates("wget -q https://e.com/x.tgz", &["/w/x.tgz"]);
    creates("wget -O /opt/x https://e.com/y", &["/opt/x"]);
    creates("wget https://e.com/x?y=1", &[]);
    creates("wget $URL", &[]);
    creates("cd /opt && wget https://e.com/x", &["/opt/x"]);
    creates("cd $D && wget https://e.com/x", &[]);
    creates("cd sub && wget https://e.com/x", &["/w/sub/x"]);
}

#[test]
fn clones_create_directories() {
    creates("git clone --depth 1 https://e.com/x.git /src", &["/src"]);
    creates("git clone https://e.com/a/x.git", &["/w/x"]);
    creates("git clone https://e.com/a/x", &["/w/x"]);
    creates("git clone git@e.com:a/x.git y", &["/w/y"]);
    creates("git fetch https://e.com/a/x", &[]);
}

#[test]
fn removals_are_seen() {
    removes("rm -rf /tmp/x /tmp/y", &["/tmp/x", "/tmp/y"]);
    removes("rm -rf /var/cache/apk/*", &["/var/cache/apk/*"]);
    removes("rm x.tgz && rmdir d/ && unlink ./e", &["/w/x.tgz", "/w/d", "/w/e"]);
    removes("sudo rm /k -r", &["/k"]);
    removes("rm -r ~/.cache", &[]);
    removes("/bin/rm /x", &["/x"]);
    removes("rm -rf $X \"/a b\" /a/../b / /*", &["/a b"]);
    removes("echo rm /x", &[]);
    removes("[ -f /x ] && rm /x", &["/x"]);
}

#[test]
fn what_stores_a_file_again_is_seen() {
    rewrites("chmod +x /a b", &["/a", "/w/b"]);
    rewrites("chown -R u:g /app", &["/app"]);
    rewrites("strip -s /bin/x", &["/bin/x"]);
    rewrites("mv /a /b", &["/a"]);
    rewrites("mv /a /b /c", &[]);
}

#[test]
fn what_the_same_run_removes_is_not_left() {
    let found = run("curl -o /tmp/x https://e.com && tar xf /tmp/x && rm /tmp/x");
    assert_eq!((found.creates, found.removes), (vec![], vec!["/tmp/x".to_owned()]));
    creates("rm -f /tmp/x && curl -o /tmp/x https://e.com", &["/tmp/x"]);
}

#[test]
fn nothing_is_relative_to_a_directory_that_is_not_known() {
    let found = paths("FROM a\nRUN wget https://e.com/x && rm y && chmod 1 z && rm /k\n");
    assert_eq!(found, PathUse { removes: vec!["/k".to_owned()], ..PathUse::default() });
    assert_eq!(paths("FROM a\nWORKDIR /w\nRUN [\"rm\", \"/x\"]\n"), PathUse::default());
}

#[test]
fn a_run_undoes_what_it_removes_or_what_is_in_it() {
    let undoes = |first: &str, second: &str| run(second).undoes_part_of(&run(first)).map(str::to_owned);
    let download = "curl -o /tmp/d/x https://e.com";
    for second in ["rm /tmp/d/x", "rm -r /tmp/d", "rm -r /tmp/*", "chmod 1 /tmp/d/x", "chown -R u /tmp"] {
        assert!(undoes(download, second).is_some(), "{second}");
    }
    for second in ["rm /tmp/d/xy", "rm /tmp/d/x/y", "rm -r /tm", "rm /tmp/d/x*", "ls /tmp/d/x"] {
        assert_eq!(undoes(download, second), None, "{second}");
    }
    let mut left = run(download);
    left.undo(&run("rm -r /tmp/d"));
    assert_eq!(left.creates, Vec::<String>::new());
}
