//! Typed arguments of the 18 instructions in all their forms.

use dfopt::syntax::{Arguments, Assignment, Command, Form, Healthcheck, Keyword, MountKey, Reference, mounts};

use super::Read;

fn command(read: &Read) -> &Command {
    &read.instruction().command
}

/// Sources, destination and whether the form is JSON, of a COPY or ADD.
fn transfer(line: &str) -> (Vec<String>, Option<String>, bool) {
    let read = Read::lenient(line);
    let (Arguments::Copy(transfer) | Arguments::Add(transfer)) = &command(&read).arguments else { panic!("{line}") };
    let destination = transfer.destination.as_ref().map(|value| value.text(&read.instruction().logical).to_owned());
    (read.values(&transfer.sources).into_iter().map(str::to_owned).collect(), destination, transfer.json.is_some())
}

#[test]
fn copy_and_add() {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    for keyword in ["COPY", "ADD", "copy"] {
        let read = |rest: &str| transfer(&format!("{keyword} {rest}"));
        assert_eq!(read("a b c/"), (words(&["a", "b"]), Some("c/".into()), false));
        assert_eq!(read(r#"["a b", "c\u00e9", "/d"]"#), (words(&["a b", "cé"]), Some("/d".into()), true));
        assert_eq!(read("--link --chown=1:2 a b"), (words(&["a"]), Some("b".into()), false));
        assert_eq!(read("-- --a b"), (words(&["--a"]), Some("b".into()), false));
        assert_eq!(read(r#""a b" c"#), (words(&["\"a", "b\""]), Some("c".into()), false));
        assert_eq!(read("a"), (vec![], Some("a".into()), false));
        assert_eq!(read(""), (vec![], None, false));
        assert_eq!(read("[a b c"), (words(&["[a", "b"]), Some("c".into()), false));
    }
    let read = Read::line("COPY <<A <<-'B' /d/\nx\nA\n\tB");
    let Arguments::Copy(files) = &command(&read).arguments else { panic!() };
    assert_eq!(read.values(&files.sources), ["<<A", "<<-'B'"]);
    assert_eq!(read.instruction().heredocs.len(), 2);
}

#[test]
fn flags() {
    let read = Read::line(r#"COPY --from="b c" --chown='a':"b" --chmod=75\5 --link --from=last x y"#);
    let logical = &read.instruction().logical;
    let flag = |name| command(&read).flag(logical, name);
    assert_eq!(flag("chown"), Some("a:b"));
    assert_eq!(flag("chmod"), Some("755"));
    assert_eq!(flag("from"), Some("last"), "the last of a repeated flag counts");
    assert_eq!(flag("link"), None);
    assert_eq!(read.text(command(&read).flags[3].name), "link");
    assert_eq!(
        command(&read).flags[0].value.as_ref().map(|value| read.values(std::slice::from_ref(value))),
        Some(vec!["b c"])
    );
    let backtick = Read::file("# escape=`\nFROM a\nCOPY --from=a\\b` c x y\n", 1);
    assert_eq!(command(&backtick).flag(&backtick.instruction().logical, "from"), Some("a\\b c"));
    let blank = Read::line("COPY \u{a0}--link x y");
    assert_eq!(command(&blank).flags, [], "only ASCII blanks stand before flags");
}

/// Names and values as written, and whether the form is the legacy one.
fn pairs(read: &Read) -> Vec<(&str, Option<&str>, bool)> {
    let (Arguments::Env(pairs) | Arguments::Label(pairs) | Arguments::Arg(pairs)) = &command(read).arguments else {
        panic!("no assignments")
    };
    let pair = |pair: &Assignment| (read.text(pair.name), read.optional(pair.value), pair.legacy);
    pairs.iter().map(pair).collect()
}

#[test]
fn env_and_label() {
    for keyword in ["ENV", "LABEL"] {
        let line = |rest: &str| Read::line(&format!("{keyword} {rest}"));
        assert_eq!(
            pairs(&line("A=1 B=\"x y\" C='q' D=")),
            [("A", Some("1"), false), ("B", Some("\"x y\""), false), ("C", Some("'q'"), false), ("D", Some(""), false),]
        );
        assert_eq!(
            pairs(&line(r#"A=b\ c D="x\" y"gcc"#)),
            [("A", Some(r"b\ c"), false), ("D", Some(r#""x\" y"gcc"#), false),]
        );
        assert_eq!(pairs(&line("A b  c=d ")), [("A", Some("b  c=d"), true)]);
        assert_eq!(pairs(&line("A =b")), [("A", Some("=b"), true)]);
        assert_eq!(
            pairs(&line(
                r#"A \
            b"#
            )),
            [("A", Some("b"), true)]
        );
        assert_eq!(pairs(&line(r"A=b\\\")), [("A", Some(r"b\\"), false)], "a lone escape at the end is dropped");
    }
    assert_eq!(
        pairs(&Read::line(r#"LABEL "a b"="c" 'd'=e com.x/y=1"#)),
        [("\"a b\"", Some("\"c\""), false), ("'d'", Some("e"), false), ("com.x/y", Some("1"), false),]
    );
    assert_eq!(
        pairs(&Read::line(r"ENV A='x\' B=2")),
        [("A", Some(r"'x\'"), false), ("B", Some("2"), false)],
        "nothing is escaped in single quotes"
    );
    let backtick = Read::file("# escape=`\nFROM a\nENV A=c:\\x` y B=\\\n", 1);
    assert_eq!(pairs(&backtick), [("A", Some("c:\\x` y"), false), ("B", Some("\\"), false)]);
}

#[test]
fn arg() {
    assert_eq!(
        pairs(&Read::line("ARG A B=1 C= D=\"x y\"")),
        [("A", None, false), ("B", Some("1"), false), ("C", Some(""), false), ("D", Some("\"x y\""), false),]
    );
}

fn form(read: &Read) -> (Option<&str>, Vec<&str>, bool) {
    let (Arguments::Cmd(form)
    | Arguments::Entrypoint(form)
    | Arguments::Run(form)
    | Arguments::Shell(form)
    | Arguments::Healthcheck(Healthcheck::Command(form))) = &command(read).arguments
    else {
        panic!("no form")
    };
    match form {
        Form::Shell(span) => (Some(read.text(*span)), Vec::new(), false),
        Form::Exec { items, span, trailing } => {
            assert!(read.text(*span).starts_with('[') && read.text(*span).ends_with(']'));
            assert_eq!(form.span(), *span);
            (None, read.values(items), *trailing)
        }
    }
}

#[test]
fn shell_and_exec_form() {
    for keyword in ["CMD", "ENTRYPOINT", "RUN", "HEALTHCHECK CMD", "healthcheck --interval=3s  cmd"] {
        let line = |rest: &str| Read::lenient(&format!("{keyword} {rest}"));
        assert_eq!(form(&line("echo  a && b ")), (Some("echo  a && b"), vec![], false));
        assert_eq!(form(&line(r#"["a", "b c"]"#)), (None, vec!["a", "b c"], false));
        assert_eq!(form(&line(r#"[ "\u00e9\n\"\/" ]"#)), (None, vec!["é\n\"/"], false));
        assert_eq!(form(&line("[]")), (None, vec![], false));
        assert_eq!(form(&line(r#"["a"] && c"#)), (None, vec!["a"], true));
        for shell in ["['a']", r#"["a",]"#, r#"["a" "b"]"#, "[ -f x ]", r#"["a"#, r#""a""#, "{}", "[\"\t\"]"] {
            assert_eq!(form(&line(shell)), (Some(shell), vec![], false));
        }
    }
    assert_eq!(form(&Read::line(r#"SHELL ["/bin/sh", "-c"]"#)), (None, vec!["/bin/sh", "-c"], false));
    assert_eq!(form(&Read::line("RUN")), (Some(""), vec![], false));
    let joined = Read::line("RUN [\"a\", \\\n# c\n  \"b\"]");
    assert_eq!(form(&joined), (None, vec!["a", "b"], false));
}

#[test]
fn healthcheck() {
    let read = |line: &str| match &command(&Read::lenient(line)).arguments {
        Arguments::Healthcheck(healthcheck) => healthcheck.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(read("HEALTHCHECK NONE"), Healthcheck::Disabled);
    assert_eq!(read("HEALTHCHECK none"), Healthcheck::Disabled);
    for line in
        ["HEALTHCHECK", "HEALTHCHECK NONE x", "HEALTHCHECK CMD", "HEALTHCHECK curl x", "HEALTHCHECK --retries=3"]
    {
        assert_eq!(read(line), Healthcheck::Malformed, "{line}");
    }
    let flags = Read::line("HEALTHCHECK --interval=5m --start-period=1s --retries=3 CMD x");
    assert_eq!(command(&flags).flags.len(), 3);
}

/// Image, platform and alias.
fn from(line: &str) -> (String, Option<String>, Option<String>) {
    let read = Read::file(&format!("{line}\n"), 0);
    assert_eq!(read.document.errors, [], "{line}");
    let Arguments::From(from) = &command(&read).arguments else { panic!("{line}") };
    let owned = |span| read.optional(span).map(str::to_owned);
    (read.text(from.image).to_owned(), owned(from.platform), owned(from.alias))
}

#[test]
fn from_with_platform_digest_and_name() {
    assert_eq!(from("FROM a"), ("a".into(), None, None));
    assert_eq!(from("from a:1 As b.c-d_E"), ("a:1".into(), None, Some("b.c-d_E".into())));
    assert_eq!(
        from("FROM  --platform=$BUILDPLATFORM\t r.io:5000/a/b:1@sha256:00 \\\n AS x"),
        ("r.io:5000/a/b:1@sha256:00".into(), Some("$BUILDPLATFORM".into()), Some("x".into()))
    );
}

#[test]
fn references_of_any_text() {
    for text in ["", ":", "@", "/", "a.b/:", "a.b/@", "${", "a:${x/y}/z", "é/ü:ß@x", "}{:/@"] {
        let reference = Reference::parse(text);
        let parts = [reference.registry, Some(reference.repository), reference.tag, reference.digest];
        for part in parts.into_iter().flatten() {
            assert!(text.get(part.range()).is_some(), "{text}: {part:?}");
        }
    }
}

#[test]
fn words_and_whole_lines() {
    let read = Read::line("EXPOSE 80/tcp \t 443 $P");
    let Arguments::Expose(ports) = &command(&read).arguments else { panic!() };
    assert_eq!(ports.iter().map(|&port| read.text(port)).collect::<Vec<_>>(), ["80/tcp", "443", "$P"]);
    for (line, expected) in
        [("VOLUME /a /b", vec!["/a", "/b"]), (r#"VOLUME ["/a b"]"#, vec!["/a b"]), ("VOLUME [/a", vec!["[/a"])]
    {
        let read = Read::line(line);
        let Arguments::Volume(paths) = &command(&read).arguments else { panic!("{line}") };
        assert_eq!(read.values(paths), expected);
    }
    for keyword in ["USER", "WORKDIR", "STOPSIGNAL", "MAINTAINER"] {
        let read = Read::line(&format!("{keyword}   a b # c  "));
        let (Arguments::User(span)
        | Arguments::Workdir(span)
        | Arguments::Stopsignal(span)
        | Arguments::Maintainer(span)) = &command(&read).arguments
        else {
            panic!("{keyword}")
        };
        assert_eq!(read.text(*span), "a b # c");
    }
}

#[test]
fn heredoc_terminators() {
    let body = |line: &str| {
        let read = Read::line(line);
        let [heredoc] = &read.instruction().heredocs[..] else { panic!("{line}") };
        heredoc.body.of(read.document.source.text()).to_owned()
    };
    assert_eq!(body("RUN <<E\n\tE\n E\nE \nE"), "\tE\n E\nE \n");
    assert_eq!(body("RUN <<-E\n E\n\t\tE\nUSER x"), " E\n");
    assert_eq!(body("RUN <<E\r\na\\\r\nE\r\n"), "a\\\r\n");
    assert_eq!(body("RUN <<'E F'\nE F"), "");
}

#[test]
fn onbuild() {
    let read = Read::line("ONBUILD  run --mount=type=tmpfs,target=/t cat <<E > x\nhi\nE");
    let Arguments::Onbuild(Some(trigger)) = &command(&read).arguments else { panic!() };
    assert_eq!(trigger.keyword, Some(Keyword::Run));
    assert_eq!(read.text(trigger.name), "run");
    assert_eq!(read.text(trigger.rest), "cat <<E > x");
    assert_eq!(read.instruction().heredocs[0].body.of(read.document.source.text()), "hi\n");
    assert_eq!(mounts(read.instruction(), trigger)[0].kind(read.instruction()), "tmpfs");
    let empty = Read::lenient("ONBUILD");
    assert_eq!(command(&empty).arguments, Arguments::Onbuild(None));
}

#[test]
fn every_mount_key() {
    let keys = [
        ("type=cache", MountKey::Type, Some("cache")),
        ("from=a:1", MountKey::From, Some("a:1")),
        ("source=/s", MountKey::Source, Some("/s")),
        ("src=/s", MountKey::Source, Some("/s")),
        ("target=/t=x", MountKey::Target, Some("/t=x")),
        ("dst=/t", MountKey::Target, Some("/t")),
        ("destination=/t", MountKey::Target, Some("/t")),
        ("readonly", MountKey::ReadOnly, None),
        ("ro=true", MountKey::ReadOnly, Some("true")),
        ("readwrite", MountKey::ReadWrite, None),
        ("rw", MountKey::ReadWrite, None),
        ("id=x", MountKey::Id, Some("x")),
        ("sharing=locked", MountKey::Sharing, Some("locked")),
        ("required", MountKey::Required, None),
        ("size=1g", MountKey::Size, Some("1g")),
        ("mode=0755", MountKey::Mode, Some("0755")),
        ("uid=1", MountKey::Uid, Some("1")),
        ("gid=2", MountKey::Gid, Some("2")),
        ("env=TOKEN", MountKey::Env, Some("TOKEN")),
        ("TARGET=", MountKey::Target, Some("")),
        ("new=1", MountKey::Unknown, Some("1")),
        ("new", MountKey::Unknown, None),
    ];
    for (field, key, value) in keys {
        for line in [format!("RUN --mount=id=0,,{field},x=y true"), format!("RUN --mount=\"id=0,,{field}\",x=y true")] {
            let read = Read::line(&line);
            let instruction = read.instruction();
            let [mount] = &mounts(instruction, command(&read))[..] else { panic!("{line}") };
            assert_eq!(mount.fields.len(), 3, "{line}");
            assert_eq!(mount.fields[1].0, key, "{line}");
            let found = mount.fields[1].1.as_ref().map(|value| value.text(&instruction.logical));
            assert_eq!(found, value, "{line}");
        }
    }
    let read = Read::line("RUN --mount=target=/a --mount=type=bind,type=ssh --network=none --mount make");
    let all = mounts(read.instruction(), command(&read));
    let kinds: Vec<&str> = all.iter().map(|mount| mount.kind(read.instruction())).collect();
    assert_eq!(kinds, ["bind", "ssh", "bind"], "bind is the default, the last of a repeated key counts");
    assert_eq!(read.text(command(&read).rest), "make");
}
