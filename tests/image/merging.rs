//! How layers merge.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// The merged image of these layers.
fn merged(layers: Vec<Made>) -> Image {
    open(&docker(&layers))
}

fn paths(image: &Image) -> Vec<String> {
    image.root().iter().map(|(path, _)| path.to_string()).collect()
}

#[test]
fn whiteouts_remove_what_is_below_only() {
    let image = merged(vec![
        Made::by("a", |layer| {
            layer.file("d/x/deep", "1");
            layer.file("d/y", "1");
            layer.file("dx", "1");
        }),
        Made::by("b", |layer| {
            // The whiteout comes last, and does not count for its own layer.
            layer.file("d/y", "22");
            layer.file("d/.wh.y", "");
            layer.file("d/.wh.x", "");
            layer.file("d/.wh..wh.plnk", "");
            layer.file(".wh.never", "");
        }),
    ]);
    assert_eq!(paths(&image), ["/d", "/d/y", "/dx"]);
    assert_eq!(image.root().get(b"d/y").unwrap().layer, 1);
}

#[test]
fn opaque_directories_hide_all_that_is_below() {
    let image = merged(vec![
        Made::by("a", |layer| {
            layer.file("d/a", "1");
            layer.file("d/sub/b", "1");
            layer.file("d0", "1");
        }),
        Made::by("b", |layer| {
            layer.file("d/new", "1");
            layer.file("d/.wh..wh..opq", "");
        }),
    ]);
    assert_eq!(paths(&image), ["/d", "/d/new", "/d0"]);
    let emptied = merged(vec![
        Made::by("a", |layer| layer.file("d/a", "1")),
        Made::by("b", |layer| layer.file(".wh..wh..opq", "")),
    ]);
    assert_eq!(paths(&emptied), [""; 0]);
}

#[test]
fn files_and_directories_take_each_others_place() {
    let image = merged(vec![
        Made::by("a", |layer| {
            layer.file("d/a/b", "1");
            layer.file("f", "1");
        }),
        Made::by("b", |layer| {
            layer.file("d", "now a file");
            layer.file("f/g", "1");
        }),
    ]);
    assert_eq!(paths(&image), ["/d", "/f", "/f/g"]);
    assert_eq!(image.root().get(b"d").unwrap().entry.kind, Kind::File);
}

#[test]
fn hard_links_have_the_content_of_their_target() {
    let image = merged(vec![
        Made::by("a", |layer| {
            layer.file("a", "12345");
            layer.hard_link("b", "/a");
            layer.hard_link("broken", "missing");
        }),
        Made::by("b", |layer| {
            layer.file(".wh.a", "");
            layer.hard_link("c", "b");
        }),
    ]);
    let root = image.root();
    let (b, c) = (root.get(b"b").unwrap(), root.get(b"c").unwrap());
    assert_eq!((b.entry.kind, b.entry.size, b.origin), (Kind::File, 5, c.origin));
    assert_eq!(b.entry.digest, image.layers[0].entries[0].digest);
    assert_eq!((b.layer, c.layer), (0, 1));
    assert_eq!(root.get(b"broken").unwrap().entry.kind, Kind::Hardlink);
}

#[test]
fn links_in_parents_are_followed_inside_the_image() {
    let image = merged(vec![
        Made::by("a", |layer| {
            layer.directory("usr/bin/");
            layer.symlink("bin", "usr/bin");
            layer.symlink("abs", "/bin/../../usr");
            layer.symlink("loop", "loop");
            layer.file("usr/bin/old", "1");
        }),
        Made::by("b", |layer| {
            layer.file("bin/tool", "1");
            layer.file("bin/.wh.old", "");
            layer.file("abs/x", "1");
        }),
    ]);
    assert_eq!(paths(&image), ["/abs", "/bin", "/loop", "/usr", "/usr/bin", "/usr/bin/tool", "/usr/x"]);
    let _ends = merged(vec![
        Made::by("a", |layer| layer.symlink("loop", "loop")),
        Made::by("b", |layer| layer.file("loop/x", "1")),
    ]);
}

/// A step of a layer.
#[derive(Clone, Debug)]
enum Step {
    File(String, u8),
    Directory(String),
    Whiteout(String),
    Opaque(String),
}

fn step() -> impl Strategy<Value = Step> {
    // Names that sort around the slash.
    let name = prop::collection::vec(prop::sample::select(vec!["a", "a.", "a0", "b"]), 1..4);
    let path = name.prop_map(|parts| parts.join("/"));
    prop_oneof![
        4 => (path.clone(), 0..20_u8).prop_map(|(path, size)| Step::File(path, size)),
        2 => path.clone().prop_map(Step::Directory),
        1 => path.clone().prop_map(Step::Whiteout),
        1 => path.prop_map(Step::Opaque),
    ]
}

/// The layers in the plainest way: a map, and every path looked at for each step. The value is the size of a file.
fn naive(layers: &[Vec<Step>]) -> BTreeMap<String, Option<u64>> {
    let mut map: BTreeMap<String, Option<u64>> = BTreeMap::new();
    let is_below = |path: &str, directory: &str| path.strip_prefix(directory).is_some_and(|rest| rest.starts_with('/'));
    for layer in layers {
        for step in layer {
            match step {
                Step::Whiteout(gone) => map.retain(|path, _| path != gone && !is_below(path, gone)),
                Step::Opaque(directory) => map.retain(|path, _| !is_below(path, directory)),
                _ => {}
            }
        }
        for step in layer {
            let (path, size) = match step {
                Step::File(path, size) => (path, Some(u64::from(*size))),
                Step::Directory(path) => (path, None),
                _ => continue,
            };
            for (slash, _) in path.match_indices('/') {
                map.insert(path[..slash].to_owned(), None);
            }
            if size.is_some() {
                map.retain(|other, _| !is_below(other, path));
            }
            map.insert(path.clone(), size);
        }
    }
    map
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn merging_is_what_a_plain_map_does(layers in prop::collection::vec(prop::collection::vec(step(), 0..8), 1..5)) {
        let made = layers.iter().map(|steps| {
            Made::by("x", |layer| {
                for step in steps {
                    match step {
                        Step::File(path, size) => layer.file(path, vec![0; usize::from(*size)]),
                        Step::Directory(path) => layer.directory(&format!("{path}/")),
                        Step::Opaque(path) => layer.file(&format!("{path}/.wh..wh..opq"), ""),
                        Step::Whiteout(path) => {
                            let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
                            layer.file(&format!("./{directory}/.wh.{name}"), "");
                        }
                    }
                }
            })
        }).collect();
        let image = merged(made);
        let root = image.root();
        let found: BTreeMap<String, Option<u64>> = root
            .iter()
            .map(|(path, node)| {
                (path.to_string()[1..].to_owned(), (node.entry.kind == Kind::File).then_some(node.entry.size))
            })
            .collect();
        prop_assert_eq!(found, naive(&layers));
        // What is wasted and what is there make up the whole.
        let waste = dfopt::image::waste::Waste::of(&image.layers);
        let there: u64 = root.iter().map(|(_, node)| node.entry.size).sum();
        prop_assert_eq!(waste.total, waste.wasted + there);
    }
}
