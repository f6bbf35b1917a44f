//! How RUNs depend on apt's package lists.

use dfopt::model::ListUse;

use crate::{last_run, model};

#[track_caller]
fn all(expected: ListUse, texts: &[&str]) {
    for text in texts {
        assert_eq!(last_run(&model(&format!("FROM a\nRUN {text}\n"))).apt_lists(), expected, "{text}");
    }
}

#[test]
fn what_installs_without_an_update_reads_earlier_lists() {
    all(
        ListUse::Earlier,
        &[
            "apt-get install -y curl",
            "apt install -y curl",
            "aptitude install -y curl",
            "sudo apt-get install -y curl",
            "sudo -E apt-get -y install curl",
            "env DEBIAN_FRONTEND=noninteractive apt-get install -y curl",
            "DEBIAN_FRONTEND=noninteractive apt-get upgrade -y",
            "/usr/bin/apt-get install -y curl",
            "cat packages.txt | xargs apt-get install -y",
            "xargs -a packages.txt apt-get install -y",
            "apt-get build-dep -y curl",
            "apt-get download curl",
            "apt-cache policy curl",
            "add-apt-repository cloud-archive:kilo",
            "add-apt-repository $REPOSITORY",
            "add-apt-repository ppa:x/y && apt-get install -y curl",
            "apt-get install -y curl && apt-get update",
            "bash -c 'apt-get install -y curl'",
            "sh -ec \"apt install -y curl\"",
            "su -c 'apt-get install -y curl'",
            "eval apt-get install -y curl",
            "X=`apt-cache search curl`",
            "echo \"$(apt-cache policy curl)\"",
            "for p in a b; do apt-get install -y $p; done",
            "if test -f x; then apt-get install -y curl; fi",
            "$APT install curl && apt-get install x",
            "case $x in a) apt-get install -y b;; esac",
        ],
    );
}

#[test]
fn what_fetches_the_lists_first_has_its_own() {
    all(
        ListUse::Own,
        &[
            "apt-get update",
            "apt-get update && apt-get install -y curl",
            "apt-get update; apt-get install -y curl",
            "sudo apt-get update && sudo apt-get install -y curl",
            "apt update && xargs -a packages.txt apt install -y",
            "{ apt-get update && apt-get install -y curl; }",
            "(apt-get update && apt-get install -y curl)",
            "set -eux; apt-get update; apt-get install -y curl; apt-get clean",
            "apt-get update && add-apt-repository ppa:x/y && apt-get update && apt-get install -y z",
            "add-apt-repository -y 'deb http://x.example y main' && apt-get update && apt-get install -y z",
            "if test -f x; then apt-get update && apt-get install -y curl; fi",
            "for p in a b; do apt-get update; apt-get install -y $p; done",
        ],
    );
}

#[test]
fn an_update_that_may_not_run_gives_no_lists() {
    all(
        ListUse::Earlier,
        &[
            "if test -n \"$X\"; then apt-get update; fi; apt-get install -y curl",
            "if test -n \"$X\"; then apt-get update; else apt-get install -y curl; fi",
            "for f in *; do apt-get update; done && apt-get install -y curl",
            "update() { apt-get update; }; apt-get install -y curl",
            "test -f x || apt-get update; apt-get install -y curl",
            "test -f x || { apt-get update; } && apt-get install -y curl",
            "if a; then test -f x || apt-get update; apt-get install -y curl; fi",
            "apt-get update & apt-get install -y curl",
            "case $X in a) apt-get update;; b) apt-get install -y curl;; esac",
        ],
    );
}

#[test]
fn scripts_may_install_unseen() {
    all(
        ListUse::Hidden,
        &[
            "./install.sh",
            "bash install.sh",
            "sh -x /tmp/install.sh",
            "curl -fsSL https://example.com/setup | bash -",
            "sudo ./install.sh",
            ". ./env.sh",
            "python3 setup.py install",
            "ionice -c 3 python3 install.py",
            "timeout -v 10 perl -v install.pl && xvfb-run -e log ruby install.rb",
            "make deps",
            "make -C docs deps",
            "make $TARGET",
            "find . -name '*.sh' -exec sh {} ;",
            "ansible-playbook site.yml",
            "npx playwright install && install-deps",
            "bash -c 'playwright install-deps'",
            "/opt/tar xf x",
        ],
    );
}

#[test]
fn plain_tools_leave_the_lists_alone() {
    all(
        ListUse::None,
        &[
            "apt-get clean",
            "apt-get purge -y gcc",
            "apt-mark hold curl",
            "make",
            "make -j4 install",
            "make -j$(nproc)",
            "make -j \"$(nproc)\" all",
            "make -j $(nproc) && make install",
            "make -C src PREFIX=/usr install",
            "find / -name '*.pyc' -exec rm {} +",
            "tar xf x.tgz && cd x && ./configure --prefix=/usr",
            "ARCH=$(uname -m) && curl -o x https://example.com/$ARCH",
            "python3 -m venv /v && /bin/chmod 1 /v",
            "sudo python3 -c 'print(1)'",
            "perl -e 'print 1'",
            "apk add --no-cache curl",
            "useradd -m app && chown -R app /home/app",
            "X=`date` && echo $X",
        ],
    );
}

#[test]
fn opaque_runs_count_for_what_they_might_do() {
    for (text, expected) in [
        ("[\"apt-get\", \"install\", \"x\"]", ListUse::Earlier),
        ("cat <<EOF | sh\napt-get install x\nEOF", ListUse::Earlier),
        ("cat <<EOF > x\ny\nEOF", ListUse::Hidden),
        ("[\"./install.sh\"]", ListUse::Hidden),
        ("$INSTALL", ListUse::Hidden),
        ("<<EOF\napt-get update\napt-get install -y x\nEOF", ListUse::Own),
        ("<<EOF\napt-get install -y x\nEOF", ListUse::Earlier),
    ] {
        let model = model(&format!("FROM a\nRUN {text}\n"));
        assert_eq!(model.apt_lists_of(1), expected, "{text}");
    }
}

#[test]
fn what_is_not_known_may_call_package_managers() {
    for (text, may) in [
        ("./x.sh", true),
        ("apt-get install x && ./x.sh", true),
        ("apt-get install x && sh -c 'apt-get install y'", true),
        ("apt-get update && sh -c 'apt-get install y'", true),
        ("apt-get install x", false),
        ("apt-get update", false),
        ("make", false),
    ] {
        let model = model(&format!("FROM a\nRUN {text}\n"));
        assert_eq!(last_run(&model).may_call_package_managers_unseen(), may, "{text}");
    }
}

#[test]
fn stages_below_are_looked_at_over_any_number_of_steps() {
    let text =
        "FROM debian AS a\nFROM a AS b\nFROM b AS c\nRUN apt-get install x\nFROM a AS d\nRUN ./x.sh\nFROM debian\n";
    assert_eq!(
        model(text).apt_lists_below(),
        [ListUse::Earlier, ListUse::Earlier, ListUse::None, ListUse::None, ListUse::None]
    );
    let donor = "FROM debian AS a\nFROM debian\nCOPY --from=a /x /x\nRUN apt-get install x\n";
    assert_eq!(model(donor).apt_lists_below(), [ListUse::None, ListUse::None]);
}

#[test]
fn what_the_image_runs_counts_when_it_names_apt() {
    for (line, expected) in [
        ("ONBUILD RUN apt-get install -y x", ListUse::Earlier),
        ("CMD apt-get install -y x", ListUse::Earlier),
        ("CMD [\"apt\", \"list\"]", ListUse::Earlier),
        ("ENTRYPOINT [\"apt-get\"]", ListUse::Earlier),
        ("HEALTHCHECK CMD apt-get check", ListUse::Earlier),
        ("CMD [\"/adapter\"]", ListUse::None),
        ("CMD [\"apt-cache\", \"policy\", \"x\"]", ListUse::Earlier),
        ("HEALTHCHECK CMD ls /var/lib/apt/lists", ListUse::Earlier),
        ("ONBUILD RUN ls /var/lib/apt/lists", ListUse::Earlier),
        ("ONBUILD RUN rm -rf /var/lib/apt/lists/*", ListUse::None),
        ("COPY <<E /x\nunattended-upgrade\nE", ListUse::Earlier),
        ("ENV X=apt-get", ListUse::None),
        ("COPY apt-get.txt /", ListUse::None),
    ] {
        let model = model(&format!("FROM a\n{line}\n"));
        assert_eq!(model.apt_lists_of(1), expected, "{line}");
    }
}

#[test]
fn what_the_image_runs_counts_wherever_it_stands() {
    let text = "FROM debian AS a\nCMD apt-get check\nRUN x\nFROM a\nRUN y\nFROM debian\nRUN printf apt-cache > /x\n\
                FROM debian\nRUN echo apt-get >&2 && echo 'apt::x y;' > /etc/apt/apt.conf.d/x\n";
    let expected = [ListUse::Earlier, ListUse::Earlier, ListUse::Earlier, ListUse::None];
    assert_eq!(model(text).apt_lists_at_run_time(), expected);
}

#[test]
fn an_update_that_must_succeed_makes_the_lists_anew() {
    for (text, anew) in [
        ("apt-get update && apt-get install -y x", true),
        ("set -e; apt-get update; apt-get install -y x; y", true),
        ("x; { y; apt-get update && z; }", true),
        ("(x; apt-get update) && y", true),
        ("x | apt-get update", true),
        ("apt-get update; apt-get install -y x", false),
        ("set -e; x && apt-get update; y", false),
        ("set -e; set +e; apt-get update; y", false),
        ("set -e; if x; then exit 0; fi; apt-get update; y", false),
        ("apt-get update && x || y", false),
        ("! apt-get update", false),
        ("apt-get update | tee log", false),
        ("if x; then apt-get update; fi", false),
        ("f() { apt-get update; }; f", false),
        ("apt-get update & x", false),
        ("chroot /x apt-get update", false),
    ] {
        let text = format!("FROM a\nRUN {text}\n");
        let model = model(&text);
        assert_eq!(model.apt_lists_from(1, ListUse::Earlier) < ListUse::Earlier, anew, "{text}");
    }
}
