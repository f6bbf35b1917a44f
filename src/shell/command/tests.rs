//! Command lines as they stand in real Dockerfiles.

use super::*;
use crate::shell::parse;

/// Resolves the last simple command of the text and shows it on one line.
fn show(text: &str) -> String {
    let script = parse(text).unwrap();
    let commands = script.simple_commands();
    match resolve(commands.last().unwrap().simple, text) {
        Resolved::Known(found) => {
            let options: Vec<String> = found
                .options
                .iter()
                .map(|option| match &option.value {
                    Some(value) => format!("{}={value}", option.name),
                    None => option.name.to_string(),
                })
                .collect();
            let operands: Vec<&str> = found.operands.iter().map(|&at| found.simple.words[at].text(text)).collect();
            let mut line =
                format!("{}{}", found.wrappers.iter().map(|w| format!("{w} ")).collect::<String>(), found.tool);
            line += &format!(" {} [{}] [{}]", found.subcommand_name(), options.join(" "), operands.join(" "));
            for (flag, mark) in [
                (found.opaque_before, " opaque-before"),
                (found.opaque_after, " opaque-after"),
                (found.unknown_option.is_some(), " unknown"),
            ] {
                line += if flag { mark } else { "" };
            }
            line
        }
        Resolved::Other { name } => format!("other {name}"),
        Resolved::Opaque(_) => "opaque".to_owned(),
    }
}

#[test]
fn tools_with_their_options() {
    for (text, expected) in [
        ("apt-get install -y curl", "apt-get install [--yes] [curl]"),
        ("apt-get -yqq install a b=1", "apt-get install [--yes --quiet --quiet] [a b=1]"),
        ("apt-get -qy -o Dpkg::Use-Pty=0 install a", "apt-get install [--quiet --yes --option=Dpkg::Use-Pty=0] [a]"),
        ("apt-get -t install install x", "apt-get install [--target-release=install] [x]"),
        ("apt-get -tstable install x", "apt-get install [--target-release=stable] [x]"),
        ("apt-get install --target-release=stable x", "apt-get install [--target-release=stable] [x]"),
        ("apt-get -q=2 update", "apt-get update [--quiet=2] []"),
        ("apt-get $OPTS install x", "apt-get install [] [x] opaque-before"),
        ("apt-get install $PKGS", "apt-get install [] [$PKGS] opaque-after"),
        ("apt-get install a=$V \"b-$V\"", "apt-get install [] [a=$V \"b-$V\"]"),
        ("apt-get install \"$@\"", "apt-get install [] [\"$@\"] opaque-after"),
        ("apt-get install ./*.deb", "apt-get install [] [./*.deb]"),
        ("apt-get install *.deb", "apt-get install [] [*.deb] opaque-after"),
        ("apt-get install --frobnicate x", "apt-get install [--frobnicate] [x] unknown"),
        ("apt-get -t $REL install x", "apt-get install [--target-release] [x] opaque-before"),
        ("apt-get -t \"$REL\" install x", "apt-get install [--target-release] [x]"),
        ("apt-get install -- -x", "apt-get install [] [-x]"),
        ("DEBIAN_FRONTEND=noninteractive apt-get install x > log", "apt-get install [] [x]"),
        ("\"apt-get\" 'install' x", "apt-get install [] [x]"),
        ("/usr/bin/apt-get update", "apt-get update [] []"),
        ("apt-get frob x", "apt-get frob [] [x]"),
        ("apk --no-cache add -t .deps a", "apk add [--no-cache --virtual=.deps] [a]"),
        ("apk --virtual .d -Uu add a", "apk add [--virtual=.d --update-cache --upgrade] [a]"),
        ("apk add --update --virtual=.d a", "apk add [--update-cache --virtual=.d] [a]"),
        ("pip3.11 install -r r.txt --no-cache-dir", "pip install [--requirement=r.txt --no-cache-dir] []"),
        ("pip install --no-cache -U a", "pip install [--no-cache-dir --upgrade] [a]"),
        ("pip --proxy install install a", "pip install [--proxy=install] [a]"),
        ("python3 -m pip install a", "pip install [] [a]"),
        ("python3.12 -u -W ignore -m pip --no-cache-dir install a", "pip install [--no-cache-dir] [a]"),
        ("/opt/venv/bin/pip install a", "pip install [] [a]"),
        ("uv pip install --system a", "uv pip install [--system] [a]"),
        ("yum -y -q install a", "yum install [--assumeyes --quiet] [a]"),
        ("yum -c f --enablerepo x install a", "yum install [--config=f --enablerepo=x] [a]"),
        ("dnf --setopt=install_weak_deps=0 -y install a", "dnf install [--setopt=install_weak_deps=0 --assumeyes] [a]"),
        ("npm i -g a@1", "npm install [--global] [a@1]"),
        ("npm ci --omit=dev", "npm ci [--omit=dev] []"),
        ("yarn global add a", "yarn global add [] [a]"),
        ("yarn --frozen-lockfile", "yarn  [--frozen-lockfile] []"),
        ("curl -fsSLo f http://x", "curl  [--fail --silent --show-error --location --output=f] [http://x]"),
        ("wget -qO- x", "wget  [--quiet --output-document=-] [x]"),
        ("rm -rf /var/lib/apt/lists/*", "rm  [--recursive --force] [/var/lib/apt/lists/*]"),
        ("make -j8 -C /x all", "make  [--jobs=8 --directory=/x] [all]"),
        ("make -j install", "make  [--jobs] [install]"),
        ("zypper -n in --no-recommends a", "zypper install [--non-interactive --no-recommends] [a]"),
    ] {
        assert_eq!(show(text), expected, "{text}");
    }
}

/// What apt takes: each is read as its parser does (apt-pkg/contrib/cmndline.cc, tag 2.6.1).
#[test]
fn command_lines_of_apt() {
    for (text, expected) in [
        ("apt-get -o=APT::Get::x=1 install a", "apt-get install [--option=APT::Get::x=1] [a]"),
        ("apt-get -oAPT::Get::x=1 install a", "apt-get install [--option=APT::Get::x=1] [a]"),
        ("apt-get --option APT::Get::x=1 install a", "apt-get install [--option=APT::Get::x=1] [a]"),
        ("apt-get --option=APT::Get::x=1 install a", "apt-get install [--option=APT::Get::x=1] [a]"),
        (
            "apt-get install -o Dpkg::Options::=--force-confnew a",
            "apt-get install [--option=Dpkg::Options::=--force-confnew] [a]",
        ),
        (
            "apt-get install -yo 'Dpkg::Options::=--force-confnew' a",
            "apt-get install [--yes --option=Dpkg::Options::=--force-confnew] [a]",
        ),
        (
            "apt-get install -y -t=bookworm-backports a",
            "apt-get install [--yes --target-release=bookworm-backports] [a]",
        ),
        ("apt-get install -yt bookworm-backports a", "apt-get install [--yes --target-release=bookworm-backports] [a]"),
        ("apt-get install --default-release bookworm a", "apt-get install [--target-release=bookworm] [a]"),
        ("apt-get -c /etc/x install a", "apt-get install [--config-file=/etc/x] [a]"),
        ("apt-get -c=/etc/x install a", "apt-get install [--config-file=/etc/x] [a]"),
        ("apt-get install a -y b -qq", "apt-get install [--yes --quiet --quiet] [a b]"),
        ("apt-get -fy install", "apt-get install [--fix-broken --yes] []"),
        ("apt-get install -qqq a", "apt-get install [--quiet --quiet --quiet] [a]"),
        ("apt-get install -q2 a", "apt-get install [--quiet=2] [a]"),
        ("apt-get install --quiet=2 a", "apt-get install [--quiet=2] [a]"),
        ("apt-get install -q=x a", "apt-get install [--quiet=x] [a]"),
        ("apt-get install --assume-yes a", "apt-get install [--yes] [a]"),
        ("apt-get install --Yes a", "apt-get install [--Yes] [a] unknown"),
        ("apt-get install --no-yes a", "apt-get install [--no-yes] [a] unknown"),
        ("apt-get -y no install a", "apt-get install [--yes=false=no] [a]"),
        ("apt-get install -f yes a", "apt-get install [--fix-broken=yes] [a]"),
        ("apt-get install -fy 0 0ad", "apt-get install [--fix-broken --yes=false=0] [0ad]"),
        ("apt-get install -y=false a", "apt-get install [-y=false=false] [a]"),
        (
            "apt-get install --without-install-recommends a",
            "apt-get install [--without-install-recommends] [a] unknown",
        ),
        ("apt-get install --install-recommends=no a", "apt-get install [--install-recommends=no=no] [a]"),
        (
            "apt-get install a- b+ g++ c=1.0-2 d/stable e:i386 f:any=2 task^",
            "apt-get install [] [a- b+ g++ c=1.0-2 d/stable e:i386 f:any=2 task^]",
        ),
        ("apt-get install ./a.deb /b.deb ../c.deb d.deb", "apt-get install [] [./a.deb /b.deb ../c.deb d.deb]"),
        (
            "apt-get install '~nfoo' '?name(x)' '^lib.*-dev$' 'a*'",
            "apt-get install [] ['~nfoo' '?name(x)' '^lib.*-dev$' 'a*']",
        ),
        ("apt-get install -- -y a", "apt-get install [] [-y a]"),
        (
            "apt-get build-dep -y -a armhf --arch-only ./",
            "apt-get build-dep [--yes --host-architecture=armhf --arch-only] [./]",
        ),
        ("apt-get build-dep -P nocheck,cross a=1", "apt-get build-dep [--build-profiles=nocheck,cross] [a=1]"),
        ("apt-get satisfy -y 'a (>= 1), b | c'", "apt-get satisfy [--yes] ['a (>= 1), b | c']"),
        ("apt-get auto-remove --purge -y", "apt-get autoremove [--purge --yes] []"),
        ("apt full-upgrade -y", "apt full-upgrade [--yes] []"),
        ("apt-get dselect-upgrade -y", "apt-get dselect-upgrade [--yes] []"),
        ("apt-get --with-new-pkgs upgrade", "apt-get upgrade [--with-new-pkgs] []"),
        ("apt-get install -V --no-remove a", "apt-get install [--verbose-versions --no-remove] [a]"),
        ("apt-get install a{b,c}", "apt-get install [] [a{b,c}]"),
        ("apt-get install \"a=$V\" $EXTRA", "apt-get install [] [\"a=$V\" $EXTRA] opaque-after"),
        ("apt-get install ${EXTRA:+-y} a", "apt-get install [] [${EXTRA:+-y} a] opaque-after"),
        ("apt-get install `cat list`", "apt-get install [] [`cat list`] opaque-after"),
    ] {
        assert_eq!(show(text), expected, "{text}");
    }
}

/// Rows that were wrong before they were compared with the tools, and the forms behind them.
#[test]
fn arguments_of_options() {
    for (text, expected) in [
        // apt: `-q` may take a number, `-a` is a flag of `list`, `--no-x=yes` is not `--no-x`.
        ("apt-get -q 2 update", "apt-get update [--quiet=2] []"),
        ("apt-get -qq=2 -y update", "apt-get update [--quiet --quiet=2 --yes] []"),
        ("apt-get -q install 7zip", "apt-get install [--quiet] [7zip]"),
        ("apt list -a curl", "apt list [--all-versions] [curl]"),
        ("apt-get source -a armhf curl", "apt-get source [--host-architecture=armhf] [curl]"),
        ("apt-get -a armhf build-dep x", "apt-get armhf [-a] [build-dep x] opaque-before unknown"),
        ("apt-get distclean", "apt-get dist-clean [] []"),
        ("apt-get install -U a", "apt-get install [--update] [a]"),
        ("apt-get install --comment x a", "apt-get install [--comment=x] [a]"),
        ("apt-get install --no-install-recommends=1 a", "apt-get install [--no-install-recommends=1=1] [a]"),
        ("apt-get install --yes=false a", "apt-get install [--yes=false=false] [a]"),
        ("apt-key adv --recv-keys --keyserver k ABC", "apt-key adv [--recv-keys --keyserver=k] [ABC]"),
        ("apt-key adv --fetch-keys http://x", "apt-key adv [--fetch-keys] [http://x]"),
        ("add-apt-repository -l ppa:x/y", "add-apt-repository  [--login] [ppa:x/y]"),
        // An abbreviation is not known, and what looks like the subcommand after it may be its value.
        ("pip --prox install install a", "pip install [--prox] [install a] opaque-before unknown"),
        ("pip install --req r.txt", "pip install [--req] [r.txt] unknown"),
        ("pip install --requirements r.txt", "pip install [--requirements] [r.txt] unknown"),
        ("pip install -r=r.txt", "pip install [-r=r.txt] [] unknown"),
        ("curl -o=f x", "curl  [-o=f] [x] unknown"),
        ("curl -h all", "curl  [--help=all] []"),
        ("uv pip install -e .", "uv pip install [--editable=.] []"),
        ("uv tool install -e .", "uv tool install [--editable] [.]"),
        ("uv python install -f 3.12", "uv python install [--force] [3.12]"),
        // The command line of another program.
        ("uv run -m pytest --cov x", "uv run [--module] [pytest --cov x]"),
        ("poetry run pip install --no-cache x", "poetry run [] [pip install --no-cache x]"),
        ("conda run -n x pip install -q y", "conda run [--name=x] [pip install -q y]"),
        ("bundle exec rake -j x", "bundle exec [] [rake -j x]"),
        ("poetry install -E x", "poetry install [--extras=x] []"),
        ("poetry install --all-extras", "poetry install [--all-extras] []"),
        ("pipx install --preinstall a b", "pipx install [--preinstall=a] [b]"),
        ("conda config --add channels r", "conda config [--add=channels] []"),
        ("conda config --get a b --json", "conda config [--get=a --json] []"),
        ("conda list -c x", "conda list [--canonical] [x]"),
        ("micromamba remove -f x", "micromamba remove [--force] [x]"),
        ("micromamba clean -afy -p", "micromamba clean [--all --force-pkgs-dirs --yes --packages] []"),
        ("tdnf -x install y", "tdnf install [-x] [y]"),
        ("tdnf --disableexcludes install y", "tdnf install [--disableexcludes] [y]"),
        ("yum --disableexcludes all install y", "yum install [--disableexcludes=all] [y]"),
        ("dnf config-manager --add-repo u", "dnf config-manager [--add-repo=u] []"),
        ("zypper in --solver-focus Job a", "zypper install [--solver-focus=Job] [a]"),
        ("zypper -n rm -t pattern a", "zypper remove [--non-interactive --type=pattern] [a]"),
        ("zypper -t ref -D", "zypper refresh [--terse --download-only] []"),
        ("npm install --production false a", "npm install [--production=false=false] [a]"),
        ("npm install --save true a", "npm install [--save=true] [a]"),
        ("npm install --target x a", "npm install [--target] [x a] unknown"),
        ("yarn --production install", "yarn  [--production=install] []"),
        ("pnpm add --config a", "pnpm add [--config] [a]"),
        ("bun run -p x", "bun run [-p] [x] unknown"),
        ("gem update --system 3.4.1 -N", "gem update [--system=3.4.1 --no-document] []"),
        ("gem update --system -N", "gem update [--system --no-document] []"),
        ("gem sources -a u", "gem sources [--add=u] []"),
        ("gem list -i x", "gem list [--installed] [x]"),
        ("gem install --document ri a", "gem install [--document=ri] [a]"),
        ("bundle install --without a b --jobs 4", "bundle install [--without=a --jobs=4] []"),
        ("bundle install --binstubs --path x", "bundle install [--binstubs --path=x] []"),
        ("make -j 8 all", "make  [--jobs=8] [all]"),
        ("make -l 2.5 all", "make  [--load-average=2.5] [all]"),
        ("make -j $N all", "make  [--jobs] [$N all] opaque-after"),
        ("make -Oline -O all", "make  [--output-sync=line --output-sync] [all]"),
        ("make --debug all", "make  [--debug] [all]"),
        ("rm --interactive=never -f a", "rm  [--interactive=never --force] [a]"),
    ] {
        assert_eq!(show(text), expected, "{text}");
    }
}

#[test]
fn programs_behind_wrappers() {
    for (text, expected) in [
        ("sudo apt-get install x", "sudo apt-get install [] [x]"),
        ("sudo -E -u root -- apt-get install x", "sudo apt-get install [] [x]"),
        ("sudo A=1 env -i B=2 apt-get update", "sudo env apt-get update [] []"),
        ("env -u X A=\"$B c\" apt-get update", "env apt-get update [] []"),
        ("nice -n 5 ionice -c2 -n 7 make", "nice ionice make  [] []"),
        ("timeout -k 5 10m apt-get update", "timeout apt-get update [] []"),
        ("cat p | xargs -r -n 1 apt-get install -y", "xargs apt-get install [--yes] [] opaque-after"),
        ("exec gosu app pip install x", "exec gosu pip install [] [x]"),
        ("command nohup eatmydata apt-get update", "command nohup eatmydata apt-get update [] []"),
        ("su-exec app npm ci", "su-exec npm ci [] []"),
        ("stdbuf -oL make", "stdbuf make  [] []"),
        ("setarch i386 make", "setarch make  [] []"),
        ("xargs apt-get", "xargs apt-get  [] [] opaque-before opaque-after"),
        ("xargs rm -f", "xargs rm  [--force] [] opaque-after"),
        ("xargs -i apt-get install {}", "xargs apt-get install [] [{}] opaque-after"),
        ("gosu \"$U\" pip install x", "gosu pip install [] [x]"),
        ("xvfb-run -a -w 3 make", "xvfb-run make  [] []"),
        ("gosu $U pip install x", "opaque"),
        ("sudo -u $U pip install x", "opaque"),
        ("setarch i386 -R make", "opaque"),
        ("setarch -R make", "opaque"),
        ("doas -C f make", "opaque"),
        ("env -C /x rm -rf y", "opaque"),
        ("sudo -D /x rm -rf y", "opaque"),
        ("/usr/bin/sudo /usr/bin/apt-get update", "sudo apt-get update [] []"),
        ("command -v apt-get", "other command"),
        ("exec > log", "other exec"),
        ("sudo -E", "other sudo"),
        ("sudo ./apt-get install x", "other ./apt-get"),
        ("/opt/x/apt-get install x", "other /opt/x/apt-get"),
        ("/root/bin/pip install x", "other /root/bin/pip"),
        ("python3 setup.py install", "other python3"),
        ("python3 -m venv /x", "other python3"),
        ("bash script.sh -c", "other bash"),
        ("echo \"apt-get install x\"", "other echo"),
        ("A=1", "other "),
        ("sudo --frob apt-get install x", "opaque"),
        ("sudo $X apt-get install x", "opaque"),
        ("$X install y", "opaque"),
        ("sh -c 'apt-get install x'", "opaque"),
        ("bash -lc \"apt-get install x\"", "opaque"),
        ("su - app -c 'pip install x'", "opaque"),
        ("eval apt-get install x", "opaque"),
        ("chroot /x apt-get install y", "opaque"),
        ("sudo docker run x apt-get install y", "opaque"),
    ] {
        assert_eq!(show(text), expected, "{text}");
    }
}

#[test]
fn places_of_the_words() {
    let text = "sudo apt-get -y install -t stable a b";
    let script = parse(text).unwrap();
    let Resolved::Known(found) = resolve(script.simple_commands()[0].simple, text) else { panic!() };
    assert_eq!((found.tool_word, found.subcommand.as_ref().unwrap().1, &found.operands[..]), (1, 3, &[6, 7][..]));
    assert!(found.has("--yes") && found.is_transparent() && found.value("--target-release") == Some("stable"));
    assert!(found.options[0].before_subcommand && !found.options[1].before_subcommand);
}

#[test]
fn shadowed_names() {
    let shadowed = |text: &str| shadows(&parse(text).unwrap(), text, "apt-get");
    for text in
        ["apt-get() { a; }", "(apt-get() { a; }); b", "alias apt-get='apt-get -y'; a", "alias $X", "alias \"$X=y\""]
    {
        assert!(shadowed(text), "{text}");
    }
    for text in ["apt-get install x", "alias ll=ls", "apt() { a; }", "echo apt-get=x"] {
        assert!(!shadowed(text), "{text}");
    }
}
