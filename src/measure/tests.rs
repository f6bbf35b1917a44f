//! Promises on images in memory.

use std::collections::BTreeMap;

use super::compare::{Difference, differences, part};
use super::delta::{Delta, Reason};
use super::session::told_apart;
use super::verdict::{Failure, Figures, Files, Report};
use super::{Check, config_differences};
use crate::config::Settings;
use crate::image::config::Config;
use crate::image::{Entry, ImageConfiguration, ImagePath, Kind, Layer, Tree};
use crate::pipeline::{self, Applied, Selection};
use crate::transform::Meta;
use crate::transforms;

/// A file system of files, and directories where the path ends with a slash.
fn tree(files: &[(&str, &str)]) -> Tree {
    Tree::of(&[layer(files.iter().map(|(path, text)| entry(path, text)).collect())])
}

fn layer(entries: Vec<Entry>) -> Layer {
    let digest = "sha256:0".to_owned();
    Layer { digest: digest.clone(), diff_id: digest, compressed: None, tar_size: 0, size: 0, created_by: None, entries }
}

fn entry(path: &str, text: &str) -> Entry {
    let kind = if path.ends_with('/') { Kind::Directory } else { Kind::File };
    let mut digest = [0; 32];
    digest.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
    Entry {
        path: ImagePath::new(path.as_bytes()).unwrap(),
        kind,
        mode: if kind == Kind::Directory { 0o755 } else { 0o644 },
        uid: 0,
        gid: 0,
        mtime: 0,
        size: text.len() as u64,
        digest: (kind == Kind::File).then_some(digest),
        link: None,
        xattrs: BTreeMap::new(),
    }
}

fn metas(ids: &[&str]) -> Vec<&'static Meta> {
    let found = transforms::ALL.iter().map(|transform| transform.meta()).filter(|meta| ids.contains(&meta.id));
    let found: Vec<_> = found.collect();
    assert_eq!(found.len(), ids.len());
    found
}

fn delta(ids: &[&str]) -> Delta {
    Delta::of(&metas(ids), [])
}

fn parted(before: &Tree, after: &Tree, delta: &Delta) -> (Vec<(Difference, Reason)>, Vec<Difference>) {
    part(differences(before, after), |it| delta.reason(it))
}

/// `/path: aspect, aspect`.
fn told(differences: &[Difference]) -> Vec<String> {
    let one = |it: &Difference| {
        let aspects: Vec<&str> = it.aspects.iter().map(|aspect| aspect.as_str()).collect();
        format!("{}: {}", it.path, aspects.join(", "))
    };
    differences.iter().map(one).collect()
}

#[test]
fn every_aspect_of_a_path_is_seen_and_times_are_not() {
    let change = |change: fn(&mut Entry)| {
        let mut changed = entry("/a", "text");
        change(&mut changed);
        told(&differences(&tree(&[("/a", "text")]), &Tree::of(&[layer(vec![changed])])))
    };
    assert_eq!(change(|it| it.mtime = 5), [""; 0]);
    assert_eq!(change(|it| it.mode = 0o4755), ["/a: mode"]);
    assert_eq!(change(|it| it.uid = 7), ["/a: owner"]);
    assert_eq!(change(|it| it.gid = 7), ["/a: owner"]);
    assert_eq!(change(|it| it.digest = Some([1; 32])), ["/a: content"]);
    assert_eq!(
        change(|it| drop(it.xattrs.insert((*b"security.capability").into(), (*b"x").into()))),
        ["/a: attributes"]
    );
    let link = |it: &mut Entry| (it.kind, it.digest, it.size, it.link) = (Kind::Symlink, None, 0, Some((*b"b").into()));
    let mut one = entry("/a", "");
    link(&mut one);
    let mut other = one.clone();
    other.link = Some((*b"c").into());
    assert_eq!(told(&differences(&Tree::of(&[layer(vec![one])]), &Tree::of(&[layer(vec![other])]))), ["/a: target"]);
    assert_eq!(change(|it| (it.kind, it.digest, it.size) = (Kind::Fifo, None, 0)), ["/a: type, content"]);
}

#[test]
fn a_wrong_transform_that_drops_a_program_is_caught_and_named() {
    let before = tree(&[("/usr/bin/x", "program"), ("/var/lib/apt/lists/debian_Packages", "list")]);
    let after = tree(&[("/usr/bin/y", "program")]);
    let (explained, outside) = parted(&before, &after, &delta(&["clean-apt-lists"]));
    assert_eq!(told(&outside), ["/usr/bin/x: removed", "/usr/bin/y: added"]);
    let paths: Vec<_> = explained.iter().map(|(it, reason)| (it.path.to_string(), reason.clone())).collect();
    let why = Reason::Declared("clean-apt-lists");
    // The directories went with what was in them.
    let expected = ["/var", "/var/lib", "/var/lib/apt", "/var/lib/apt/lists", "/var/lib/apt/lists/debian_Packages"];
    assert_eq!(paths, expected.map(|path| (path.to_owned(), why.clone())));
}

#[test]
fn the_reason_is_the_transform_that_names_the_path_closest() {
    let before = tree(&[("/var/lib/apt/lists/x", "1"), ("/usr/share/y", "1")]);
    let (explained, _) = parted(&before, &tree(&[]), &delta(&["drop-apt-recommends", "clean-apt-lists"]));
    let reason = |path: &str| explained.iter().find(|(it, _)| it.path.to_string() == path).map(|(_, why)| why.clone());
    assert_eq!(reason("/var/lib/apt/lists/x"), Some(Reason::Declared("clean-apt-lists")));
    assert_eq!(reason("/usr/share/y"), Some(Reason::Declared("drop-apt-recommends")));
}

#[test]
fn without_the_transform_its_paths_may_not_differ() {
    let (before, after) = (tree(&[("/var/lib/apt/lists/x", "list")]), tree(&[]));
    assert_eq!(parted(&before, &after, &delta(&["clean-apt-lists"])).1, []);
    assert!(!parted(&before, &after, &delta(&["disable-pip-cache"])).1.is_empty());
    let allowed = delta(&[]).allow(&["/var/lib/**".to_owned()]).unwrap();
    assert_eq!(parted(&before, &after, &allowed).1, []);
    assert!(delta(&[]).allow(&["[".to_owned()]).is_err());
}

#[test]
fn a_directory_is_explained_by_all_that_was_in_it_only() {
    let before = tree(&[("/root/.cache/pip/wheels/a", "1"), ("/root/.cache/other", "2"), ("/root/empty/", "")]);
    let (_, outside) = parted(&before, &tree(&[("/root/", "")]), &delta(&["disable-pip-cache"]));
    assert_eq!(told(&outside), ["/root/.cache: removed", "/root/.cache/other: removed", "/root/empty: removed"]);
}

#[test]
fn a_home_is_where_the_image_says() {
    let (before, after) = (tree(&[("/srv/app/.cache/pip/x", "1"), ("/srv/", "")]), tree(&[("/srv/", "")]));
    assert_eq!(parted(&before, &after, &Delta::of(&metas(&["disable-pip-cache"]), ["/srv/app"])).1, []);
    assert!(!parted(&before, &after, &delta(&["disable-pip-cache"])).1.is_empty());
    for home in ["/srv/app/", "/", ""] {
        let outside = parted(&before, &after, &Delta::of(&metas(&["disable-pip-cache"]), [home])).1;
        assert_eq!(outside.is_empty(), home.len() > 1, "{home}");
    }
    assert!(!parted(&before, &after, &Delta::of(&metas(&["disable-pip-cache"]), ["/srv/*"])).1.is_empty());
    let (before, after) = (tree(&[("/home/me/.cache/pip/x", "1")]), tree(&[]));
    assert_eq!(parted(&before, &after, &delta(&["disable-pip-cache"])).1, []);
}

#[test]
fn a_log_may_change_but_not_go() {
    let before = tree(&[("/var/log/dpkg.log", "1")]);
    let (explained, outside) = parted(&before, &tree(&[("/var/log/dpkg.log", "2")]), &delta(&[]));
    assert!(matches!(&explained[..], [(_, Reason::Volatile(_))]) && outside.is_empty(), "{explained:?}");
    let (_, outside) = parted(&before, &tree(&[("/var/log/", "")]), &delta(&[]));
    assert_eq!(told(&outside), ["/var/log/dpkg.log: removed"]);
}

#[test]
fn what_two_builds_of_the_original_differ_in_is_forgiven_in_that_aspect_only() {
    let first = tree(&[("/stamp", "monday"), ("/keep", "1"), ("/tool", "1"), ("/id", "1")]);
    let second = tree(&[("/stamp", "tuesday"), ("/keep", "1"), ("/tool", "2"), ("/id", "1")]);
    let after = tree(&[("/stamp", "wednesday"), ("/keep", "2"), ("/id", "1")]);
    let (explained, outside) = parted(&first, &after, &delta(&[]));
    let files = told_apart(explained, outside, &first, &second);
    assert_eq!(told(&files.outside), ["/keep: content", "/tool: removed"]);
    assert!(files.built_twice);
    let forgiven: Vec<_> = files.explained.iter().map(|(it, why)| (it.path.to_string(), why.clone())).collect();
    assert_eq!(forgiven, [("/stamp".to_owned(), Reason::NotReproducible)]);
}

fn report() -> Report {
    Report {
        builder: ("docker".into(), "1".into()),
        applied: Vec::new(),
        before: Figures { size: 1_000_000, ..Figures::default() },
        after: Ok(Figures { size: 900_000, ..Figures::default() }),
        touched: Err("nothing".into()),
        config: Vec::new(),
        files: Files::default(),
        behaviour: Vec::new(),
        behaviour_note: None,
        notes: Vec::new(),
    }
}

#[test]
fn each_broken_promise_is_a_failure() {
    assert!(report().holds());
    let mut broken = report();
    broken.after = Err("no".into());
    assert_eq!(broken.failures(), [Failure::Build]);

    let config = |cmd: &str| ImageConfiguration {
        config: Config { cmd: Some(vec![cmd.to_owned()]), ..Config::default() },
        ..ImageConfiguration::default()
    };
    let mut broken = report();
    broken.config = config_differences(&config("a"), &config("b"), &[]);
    assert!(matches!(&broken.failures()[..], [Failure::Config(it)] if it.key == "CMD"));

    let mut broken = report();
    broken.files.outside = differences(&tree(&[("/usr/bin/x", "1"), ("/usr/bin/", "")]), &tree(&[("/usr/bin/", "")]));
    assert!(matches!(&broken.failures()[..], [Failure::Path(it)] if it.path.to_string() == "/usr/bin/x"));

    let mut broken = report();
    broken.behaviour.push(check(false));
    broken.behaviour.push(check(true));
    assert!(matches!(&broken.failures()[..], [Failure::Behaviour(it)] if !it.same));

    let mut larger = report();
    larger.after = Ok(Figures { size: 1_000_100, ..Figures::default() });
    assert!(larger.holds(), "a log that is a line longer is no broken promise");
    larger.after = Ok(Figures { size: 1_100_000, ..Figures::default() });
    assert_eq!(larger.failures(), [Failure::Larger(100_000)]);
}

fn check(same: bool) -> Check {
    let logs = (!same).then(|| (String::new(), "ModuleNotFoundError: No module named 'flask'".to_owned()));
    let after = if same { "runs" } else { "ended with exit code 1" };
    Check { what: "start".into(), before: "runs".into(), after: after.into(), same, compared: true, note: None, logs }
}

fn applied() -> Vec<Applied> {
    let text = "FROM debian:bookworm\nRUN apt-get update\nRUN apt-get install -y curl\nRUN pip3 install flask\n";
    pipeline::fix(text, &Settings::default(), &Selection::default()).unwrap().applied
}

#[test]
fn the_table_names_what_broke_and_who_could_have_done_it() {
    use crate::output::measure::Shown;
    use crate::output::text::Style;

    let mut broken = report();
    broken.applied = applied();
    broken.files.outside = differences(&tree(&[("/usr/bin/x", "1"), ("/usr/bin/", "")]), &tree(&[("/usr/bin/", "")]));
    broken.behaviour.push(check(false));
    let libraries = (tree(&[("/usr/lib/l.so", "1"), ("/var/lib/x", "1")]), tree(&[("/usr/lib/l.so", "2")]));
    broken.files.explained = parted(&libraries.0, &libraries.1, &delta(&["drop-apt-recommends"])).0;
    let shown = Shown::Measured("Dockerfile", Box::new(broken));
    assert!(!shown.holds());
    let text = shown.text(Style::PLAIN);
    for part in [
        "  /usr/bin/x: removed (1 B)\n",
        "  one of these did it: merge-apt-update, ",
        "start: not the same\n",
        "    ModuleNotFoundError: No module named 'flask'\n",
        "does not hold: the rewritten file does not keep the promise (behaviour 1, files 1)\n",
        "     1 of them changed, not gone or new: /usr/lib/l.so\n",
        "-10.0 %",
        "estimated saving: about 19.9 MB (dated tables), and 1 change of unknown size\n",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&shown.json().unwrap()).unwrap();
    assert_eq!((json["version"].as_u64(), json["holds"].as_bool()), (Some(1), Some(false)));
    assert_eq!(json["failures"][1]["path"], "/usr/bin/x");
    assert_eq!(json["failures"][1]["transforms"][0], "merge-apt-update");
    assert_eq!(json["applied"][0]["transform"], "merge-apt-update");
    assert_eq!(json["applied"][1]["estimate"]["basis"], "dated tables");
    assert_eq!(json["files"]["outside"][0]["aspects"][0], "removed");

    let mut unproven = report();
    unproven.behaviour_note = Some("the image has neither CMD nor ENTRYPOINT".into());
    let text = Shown::Measured("Dockerfile", Box::new(unproven)).text(Style::PLAIN);
    assert!(text.ends_with("differs only as declared; containers were not compared\n"), "{text}");
}
