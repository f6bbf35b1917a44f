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

#[test]
fn programs_behind_wrappers() {
    for (text, expected) in [
        ("sudo apt-get install x", "sudo apt-get install [] [x]"),
        ("sudo -E -u root -- apt-get install x", "sudo apt-get install [] [x]"),
        ("sudo A=1 env -i B=2 apt-get update", "sudo env apt-get update [] []"),
        ("env -u X A=\"$B c\" apt-get update", "env apt-get update [] []"),
        ("nice -n 5 ionice -c2 -n 7 make", "nice ionice make  [] []"),
        ("timeout -k 5 10m apt-get update", "timeout apt-get update [] []"),
        ("cat p | xargs -r -n 1 apt-get install -y", "xargs apt-get install [--yes] []"),
        ("exec gosu app pip install x", "exec gosu pip install [] [x]"),
        ("command nohup eatmydata apt-get update", "command nohup eatmydata apt-get update [] []"),
        ("su-exec app npm ci", "su-exec npm ci [] []"),
        ("stdbuf -oL make", "stdbuf make  [] []"),
        ("setarch i386 make", "setarch make  [] []"),
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
