//! Images that are damaged, hostile, or no images: an error that says so, with the path, and no panic.

use super::*;

#[test]
fn what_is_no_image_says_so() {
    let room = Room::new();
    assert!(refused(&room.write("text", "FROM debian\n".repeat(100))).contains("not a readable archive"));
    assert!(refused(&room.write("a.tar", layer(|tar| tar.file("a", "b")))).starts_with("not an image"));
    assert!(refused(&room.write("empty", "")).starts_with("not an image"));
    assert!(refused(&room.0.path().join("nothing")).contains("No such file") || cfg!(windows));
    assert!(refused(room.0.path()).starts_with("not an image"));
    assert_eq!(refused(&room.write("x.xz", b"\xfd7zXZ\0....")), "xz compression is not supported");
    let artifact = json!({"layers": [], "config": {"mediaType": "application/vnd.cncf.helm.config.v1+json", "digest": digest(b"{}")}});
    let mut parts = Parts::new();
    let manifest = blob(&mut parts, serde_json::to_vec(&artifact).unwrap());
    let path = room.write("helm.tar", archive(&index(parts, &[manifest])));
    assert!(refused(&path).contains("helm.config.v1+json` is not supported"));
}

#[test]
fn an_archive_cut_anywhere_is_an_error() {
    let room = Room::new();
    for stored in [Stored::Plain, Stored::Gzip, Stored::Zstd] {
        let layers: Vec<Made> = sample().into_iter().map(|layer| layer.stored(stored)).collect();
        for parts in [oci(&layers), docker(&layers)] {
            let whole = archive(&parts);
            // The last two blocks say no more than that it ends here.
            for end in (0..whole.len() - 1024).step_by(171) {
                let path = room.write("cut.tar", &whole[..end]);
                let cut = Image::open(&path);
                assert!(cut.is_err() || end > whole.len() - 1536, "{end} of {}", whole.len());
            }
        }
    }
}

#[test]
fn a_byte_that_changed_means_nothing_or_is_noticed() {
    let room = Room::new();
    for stored in [Stored::Plain, Stored::Gzip, Stored::Zstd] {
        let layers: Vec<Made> = sample().into_iter().map(|layer| layer.stored(stored)).collect();
        let parts = oci(&layers);
        let whole = open(&parts);
        let (name, blob) = parts[0].clone();
        for at in (0..blob.len()).step_by(if stored == Stored::Plain { 97 } else { 5 }) {
            let mut parts = parts.clone();
            parts[0].1[at] ^= 0x11;
            let path = room.write("changed.tar", archive(&parts));
            // Some bytes are hints to the decompressor: a name, a time, a window.
            match Image::open(&path) {
                Ok(image) => assert_eq!(image, whole, "byte {at} of {name}"),
                Err(error) => assert!(
                    ["is damaged: ", "cannot be read: "].iter().any(|say| error.to_string().contains(say)),
                    "{error}"
                ),
            }
        }
    }
}

#[test]
fn descriptions_that_changed_are_noticed() {
    let room = Room::new();
    let mut parts = oci(&sample());
    let config = parts.iter_mut().find(|(_, bytes)| bytes.starts_with(b"{\"architecture\"")).unwrap();
    config.1 = String::from_utf8(config.1.clone()).unwrap().replace("A=1", "A=2").into_bytes();
    assert!(refused(&room.write("i.tar", archive(&parts))).contains("is damaged: its digest is sha256:"));
    let mut parts = docker(&sample());
    parts[3].1 = b"[{\"Config\"".to_vec();
    assert!(refused(&room.write("i.tar", archive(&parts))).starts_with("manifest.json is not understood: "));
    let mut parts = docker(&sample());
    parts[3].1 = json!([{"Config": "c.json", "Layers": []}]).to_string().into_bytes();
    let expected = "the configuration names 2 layers, the manifest 0";
    assert_eq!(refused(&room.write("i.tar", archive(&parts))), expected);
    let mut parts = docker(&sample());
    parts.remove(0);
    assert!(refused(&room.write("i.tar", archive(&parts))).ends_with("/layer.tar is missing"));
}

#[test]
fn names_do_not_lead_out() {
    let room = Room::new();
    for (name, link) in [("../../etc/passwd", None), ("a/../../b", None), ("a", Some("../../etc/passwd"))] {
        let made = Made::by("a", |layer| match link {
            None => layer.file(name, "x"),
            Some(link) => layer.hard_link(name, link),
        });
        let reason = refused(&room.write("i.tar", archive(&docker(&[made]))));
        assert!(reason.ends_with("leads out of the image"), "{reason}");
    }
    room.write("secret", "{}");
    for name in ["../secret", "/../secret", "blobs/sha256/../../../secret"] {
        let manifest = json!([{"Config": name, "Layers": []}]).to_string();
        room.write("dir/manifest.json", manifest);
        assert_eq!(refused(&room.0.path().join("dir")), format!("`{name}` is not a name of a part of an image"));
    }
    let parts = index(Parts::new(), &[json!({"digest": "sha256:../../secret"})]);
    assert!(refused(&room.write("i.tar", archive(&parts))).contains("is not a name of a part"));
}

#[test]
fn two_images_are_one_too_many() {
    let room = Room::new();
    let image = |tag: &str| json!({"Config": "c.json", "RepoTags": [tag], "Layers": []});
    let manifest = json!([image("a:1"), image("b:2")]).to_string();
    room.write("manifest.json", manifest);
    assert_eq!(refused(room.0.path()), "holds 2 images, expected one: a:1, b:2");
}

#[test]
fn a_sparse_file_is_not_taken_for_another() {
    let room = Room::new();
    let made = Made::by("a", |layer| {
        layer.pax(&[("GNU.sparse.major", b"1")]);
        layer.file("a", "map");
    });
    let reason = refused(&room.write("i.tar", archive(&docker(&[made]))));
    assert!(reason.ends_with("cannot be read: it holds a sparse file, which is not supported"), "{reason}");
}

#[test]
fn an_extended_header_of_any_size_is_not_kept() {
    let room = Room::new();
    let made = Made::by("a", |layer| {
        layer.member(b"pax", EntryType::XHeader, b"", &vec![b'1'; 2 * 1024 * 1024]);
        layer.file("a", "");
    });
    let reason = refused(&room.write("i.tar", archive(&docker(&[made]))));
    assert!(reason.contains("an extended header has 2097152 bytes"), "{reason}");
}

/// Fails when the cost is not that of the bytes: each of these would take hours, or more memory than there is.
#[test]
fn small_archives_cannot_cost_much() {
    let room = Room::new();
    let deep = "a/".repeat(400_000);
    for records in [vec![("path", deep.as_bytes())], vec![("path", &b"x"[..]), ("linkpath", deep.as_bytes())]] {
        let made = Made::by("a", |layer| {
            layer.pax(&records);
            layer.symlink("x", "y");
        });
        let reason = refused(&room.write("i.tar", archive(&docker(&[made]))));
        assert!(reason.contains("a name has 800000 bytes, "), "{reason}");
    }
    let narrow = Made::by("a", |layer| {
        layer.pax(&[("path", "a/".repeat(300).as_bytes())]);
        layer.file("x", "");
    });
    assert!(refused(&room.write("i.tar", archive(&docker(&[narrow])))).ends_with("300 directories deep"));

    // Links that lead on and on: each target names the next one many times.
    let made = Made::by("a", |layer| {
        for at in 0..30 {
            let target = format!("l{}/..//", at + 1).repeat(400);
            layer.pax(&[("linkpath", target.as_bytes())]);
            layer.symlink(&format!("l{at}"), "");
        }
        layer.directory("l30/");
        (0..500).for_each(|at| layer.file(&format!("l0/{at}/x"), ""));
    });
    assert!(open(&docker(&[made])).root().len() > 500);

    // An index that names the next one again and again.
    let mut parts = Parts::new();
    let mut inner = manifest(&mut parts, &sample());
    for _ in 0..3 {
        let index = json!({"manifests": vec![inner; 2000]});
        inner = blob(&mut parts, serde_json::to_vec(&index).unwrap());
    }
    let reason = refused(&room.write("i.tar", archive(&index(parts, &[inner]))));
    assert!(reason.starts_with("an index with more than"), "{reason}");

    let mut parts = docker(&[Made::by("a", |layer| layer.file("a", ""))]);
    let diff_ids = vec![digest(b"x"); 501];
    parts[1].1 = json!({"rootfs": {"diff_ids": diff_ids}}).to_string().into_bytes();
    parts[2].1 = json!([{"Config": "c.json", "Layers": vec![parts[0].0.clone(); 501]}]).to_string().into_bytes();
    assert_eq!(refused(&room.write("i.tar", archive(&parts))), "an image of 501 layers is not supported");
}

#[test]
#[cfg(unix)]
fn a_pipe_is_not_waited_for() {
    let room = Room::new();
    let pipe = |name: &str| {
        let path = room.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        path
    };
    assert!(refused(&pipe("pipe")).starts_with("reading from a pipe or a device"));
    let manifest = json!([{"Config": "c.json", "Layers": []}]).to_string();
    room.write("dir/manifest.json", manifest);
    pipe("dir/c.json");
    assert_eq!(refused(&room.0.path().join("dir")), "c.json is missing");
}
