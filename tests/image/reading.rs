//! The forms an image is stored in.

use super::*;

/// What must be the same, whatever the form.
fn is_sample(image: &Image) {
    assert_eq!(files(image), [("/app".to_owned(), 8), ("/etc/passwd".to_owned(), 5)]);
    assert_eq!(image.names, ["app:1"]);
    assert_eq!(image.config.config.env, ["A=1"]);
    let layers: Vec<_> = image.layers.iter().map(|layer| (layer.size, layer.created_by.as_deref().unwrap())).collect();
    assert_eq!(layers, [(15, "/bin/sh -c #(nop) ADD file:1 in / "), (8, "RUN /bin/sh -c rm /etc/gone # buildkit")]);
    assert_eq!(image.layers[0].entries[1].digest.unwrap()[..], Sha256::digest(b"root\n")[..]);
    assert_eq!(image.id, digest(&image.raw_config));
}

#[test]
fn every_form_and_compression_gives_the_same() {
    for stored in [Stored::Plain, Stored::Gzip, Stored::Zstd] {
        let layers: Vec<Made> = sample().into_iter().map(|layer| layer.stored(stored)).collect();
        for parts in [oci(&layers), docker(&layers)] {
            let (room, image) = (Room::new(), open(&parts));
            is_sample(&image);
            assert_eq!(Image::open(&room.unpacked(&parts)).unwrap(), image);
            let sizes = layers.iter().map(|layer| (stored != Stored::Plain).then_some(layer.blob().len() as u64));
            assert!(image.layers.iter().map(|layer| layer.compressed).eq(sizes));
            assert!(image.layers.iter().zip(&layers).all(|(layer, made)| layer.tar_size == made.tar.len() as u64));
        }
    }
}

#[test]
fn an_archive_may_be_compressed_as_a_whole() {
    let room = Room::new();
    for stored in [Stored::Gzip, Stored::Zstd] {
        let whole = Made { tar: archive(&docker(&sample())), stored, by: "" };
        is_sample(&Image::open(&room.write("image.tar", whole.blob())).unwrap());
    }
}

#[test]
fn what_docker_save_writes_today_is_both_forms() {
    let mut parts = oci(&sample());
    parts.extend(docker(&sample()));
    let image = open(&parts);
    is_sample(&image);
    assert!(image.digest.is_some());
}

#[test]
fn an_old_archive_links_layers_that_occur_twice() {
    let layers = || vec![Made::by("a", |layer| layer.file("f", "1")), Made::by("b", |layer| layer.file("f", "1"))];
    let parts = docker(&layers());
    let bytes = layer(|tar| {
        for (name, bytes) in &parts {
            match name.strip_suffix("1/layer.tar") {
                Some(_) => tar.symlink(name, &format!("../{:064}/layer.tar", 0)),
                None => tar.file(name, bytes),
            }
        }
    });
    let room = Room::new();
    assert_eq!(Image::open(&room.write("i.tar", bytes)).unwrap().layers.len(), 2);
}

#[test]
fn gzip_members_and_zstd_frames_follow_each_other() {
    let made = Made::by("a", |layer| layer.file("f", [7; 3000]));
    let (head, tail) = made.tar.split_at(1000);
    for stored in [Stored::Gzip, Stored::Zstd] {
        let part = |bytes: &[u8]| Made { tar: bytes.to_vec(), stored, by: "" }.blob();
        // Where zstd:chunked keeps its table of contents.
        let skipped: &[u8] = if stored == Stored::Zstd { b"\x50\x2a\x4d\x18\x03\0\0\0abc" } else { b"" };
        let mut parts = docker(std::slice::from_ref(&made));
        parts[0].1 = [&part(head)[..], skipped, &part(tail), skipped].concat();
        assert_eq!(files(&open(&parts)), [("/f".to_owned(), 3000)]);
    }
}

#[test]
fn names_links_and_attributes_are_kept() {
    let long = format!("{}/{}", "d".repeat(120), "f".repeat(150));
    let image = open(&docker(&[Made::by("a", |layer| {
        layer.member(b"caf\xe9", EntryType::Regular, b"", b"1");
        layer.pax(&[
            ("path", long.as_bytes()),
            ("uid", b"3000000"),
            ("mtime", b"-5.25"),
            ("SCHILY.xattr.user.a", b"\n\0=\n"),
        ]);
        layer.file("short", "22");
        layer.pax(&[("path", b"new\nline"), ("linkpath", b"../\xff")]);
        layer.symlink("s", "x");
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_size(3);
        header.set_mode(0o104_755);
        // More than seven octal digits hold.
        header.set_uid(3_000_001);
        header.set_gid(0);
        header.set_mtime(0);
        layer.0.append_data(&mut header, format!("gnu/{}", "g".repeat(200)), &b"333"[..]).unwrap();
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Char);
        header.set_path("dev/null").unwrap();
        header.set_size(0);
        header.set_device_major(1).unwrap();
        header.set_device_minor(3).unwrap();
        header.set_cksum();
        layer.0.append(&header, &b""[..]).unwrap();
        layer.member(b"old/", EntryType::Regular, b"", b"");
        layer.file("empty", "");
    })]));
    let root = image.root();
    assert_eq!(root.get(b"caf\xe9").unwrap().entry.size, 1);
    let entry = &root.get(long.as_bytes()).unwrap().entry;
    assert_eq!((entry.size, entry.uid, entry.mtime), (2, 3_000_000, -5));
    assert_eq!(entry.xattrs.get(&b"user.a"[..]).map(|value| &value[..]), Some(&b"\n\0=\n"[..]));
    assert_eq!(root.get(b"new\nline").unwrap().entry.link.as_deref(), Some(&b"../\xff"[..]));
    let entry = &root.get(format!("gnu/{}", "g".repeat(200)).as_bytes()).unwrap().entry;
    assert_eq!((entry.size, entry.uid, entry.mode), (3, 3_000_001, 0o4755));
    assert_eq!(root.get(b"dev/null").unwrap().entry.kind, Kind::Device { block: false, major: 1, minor: 3 });
    assert_eq!(root.get(b"old").unwrap().entry.kind, Kind::Directory);
    assert_eq!(root.get(b"empty").unwrap().entry.digest.unwrap()[..], Sha256::digest(b"")[..]);
}

/// An index in an index with these platforms, and an attestation, as BuildKit writes it.
fn platforms(platforms: &[(&str, Option<&str>)]) -> Parts {
    let mut parts = Parts::new();
    let mut manifests = Vec::new();
    for (architecture, variant) in platforms {
        let name = format!("is-{architecture}{}", variant.unwrap_or_default());
        let manifest = manifest(&mut parts, &[Made::by("a", |layer| layer.file(&name, ""))]);
        let platform = json!({"platform": {"architecture": architecture, "os": "linux", "variant": variant}});
        manifests.push(with(manifest, platform));
    }
    let statement = blob(&mut parts, b"{}".to_vec());
    manifests.push(with(statement, json!({"platform": {"architecture": "unknown", "os": "unknown"}})));
    let inner = json!({"schemaVersion": 2, "manifests": manifests});
    let inner = blob(&mut parts, serde_json::to_vec(&inner).unwrap());
    index(parts, &[inner])
}

fn host() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    }
}

#[test]
fn the_platform_of_this_machine_is_taken_or_the_only_one() {
    let name = |architecture: &str| [(format!("/is-{architecture}"), 0)];
    assert_eq!(files(&open(&platforms(&[("s390x", None), (host(), None)]))), name(host()));
    assert_eq!(files(&open(&platforms(&[("s390x", None)]))), name("s390x"));
    assert_eq!(files(&open(&platforms(&[(host(), Some("v3")), (host(), None)]))), name(host()));
    let room = Room::new();
    let others = room.write("i.tar", archive(&platforms(&[("s390x", None), ("arm", Some("v7"))])));
    let expected = format!("holds no image for linux/{}, only for linux/s390x, linux/arm/v7", host());
    assert_eq!(refused(&others), expected);
}

#[test]
fn platforms_that_were_not_saved_do_not_matter() {
    let mut parts = platforms(&[("s390x", None), ("arm", None)]);
    let manifest = |parts: &Parts| {
        parts.iter().position(|(_, bytes)| bytes.starts_with(b"{\"config\"")).expect("there is a manifest")
    };
    parts.remove(manifest(&parts));
    assert_eq!(files(&open(&parts)), [("/is-arm".to_owned(), 0)]);
    parts.remove(manifest(&parts));
    let room = Room::new();
    assert!(refused(&room.write("i.tar", archive(&parts))).ends_with(" is missing"));
}

#[test]
fn a_history_that_does_not_fit_is_not_guessed_at() {
    let mut parts = docker(&sample());
    let config = parts.iter_mut().find(|(name, _)| name == "c.json").unwrap();
    let mut value: Value = serde_json::from_slice(&config.1).unwrap();
    value["history"] = json!([{"created_by": "one"}]);
    config.1 = serde_json::to_vec(&value).unwrap();
    assert!(open(&parts).layers.iter().all(|layer| layer.created_by.is_none()));
}

#[test]
fn what_lies_beside_an_image_is_no_image() {
    let mut parts = Parts::new();
    let image = manifest(&mut parts, &[Made::by("a", |layer| layer.file("a", "1"))]);
    let config =
        with(blob(&mut parts, b"{}".to_vec()), json!({"mediaType": "application/vnd.oci.image.config.v1+json"}));
    let part = with(
        blob(&mut parts, b"{}".to_vec()),
        json!({"mediaType": "application/vnd.dev.cosign.simplesigning.v1+json"}),
    );
    let signature = json!({"schemaVersion": 2, "config": config, "layers": [part]});
    let signature = blob(&mut parts, serde_json::to_vec(&signature).unwrap());
    let chart =
        with(blob(&mut parts, b"[]".to_vec()), json!({"mediaType": "application/vnd.cncf.helm.config.v1+json"}));
    let chart = json!({"schemaVersion": 2, "config": chart, "layers": []});
    let chart = blob(&mut parts, serde_json::to_vec(&chart).unwrap());
    assert_eq!(files(&open(&index(parts.clone(), &[signature.clone(), image, chart]))), [("/a".to_owned(), 1)]);
    let room = Room::new();
    let alone = room.write("i.tar", archive(&index(parts, &[signature])));
    assert!(refused(&alone).contains("simplesigning.v1+json` is not supported"));
}
