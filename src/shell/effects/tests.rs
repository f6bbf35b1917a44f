//! The rows of the specification that the predicates decide.

use super::*;
use crate::shell::{Script, parse};

mod anew;
mod remembered;

fn read(text: &str) -> Script {
    parse(text).unwrap()
}

fn one(predicate: fn(&Script, &str) -> Proof, yes: &[&str], no: &[&str]) {
    for text in yes {
        assert_eq!(predicate(&read(text), text), Ok(()), "{text}");
    }
    for text in no {
        assert!(predicate(&read(text), text).is_err(), "{text}");
    }
}

fn two(predicate: fn((&Script, &str), (&Script, &str)) -> Proof, yes: &[(&str, &str)], no: &[(&str, &str)]) {
    for (a, b) in yes {
        assert_eq!(predicate((&read(a), a), (&read(b), b)), Ok(()), "{a} + {b}");
    }
    for (a, b) in no {
        assert!(predicate((&read(a), a), (&read(b), b)).is_err(), "{a} + {b}");
    }
}

#[test]
fn shapes() {
    for (text, one_list, flat, flat_or) in [
        ("a && b | c", true, true, true),
        ("! a > f", true, true, true),
        ("a || b", true, false, true),
        ("a; b", false, false, false),
        ("a;", false, false, false),
        ("a &", false, false, false),
        ("a\n", false, false, false),
        ("(a)", true, false, false),
        ("a && { b; }", true, false, false),
        ("", false, false, false),
    ] {
        let script = read(text);
        assert_eq!((is_one_list(&script), is_flat(&script), is_flat_or(&script)), (one_list, flat, flat_or), "{text}");
    }
    assert!(top_level_or(&read("a; b || c")) && !top_level_or(&read("(a || b)")));
    assert!(ends_with_comment(&read("a # b")) && !ends_with_comment(&read("a#b")));
}

#[test]
fn state_of_the_shell() {
    one(
        state_free,
        &[
            "a && b || c",
            "(cd x && A=1)",
            "echo x | cd y",
            "a \"$(cd x; export B=1)\"",
            "A=1 a",
            "command -v a && command -V b",
            "printf '%s' x",
            "printf \"a$b\"",
            "if a; then b; fi",
            "case x in a) b;; esac",
            "while a; do b; done",
            "cd x &",
            "a || exit 1",
            "[ -f x ] && test y",
            "\"pip\" install x",
            "./configure && /usr/bin/make",
            "echo ${x:-y} $((1 == 2)) $((a <= b))",
            "{ a; b; }",
            "(f() { a; }; f)",
            "> f",
        ],
        &[
            "cd x",
            "chdir x",
            "pushd x",
            "\\cd x",
            "'cd' x",
            "command cd x",
            "builtin cd x",
            "$C x",
            "\"$@\"",
            "`a`",
            "~/bin/a",
            "A=1",
            "A=$(b)",
            "A=1 :",
            "A=1 . f",
            "A=1 export B",
            "export A=1",
            "readonly A",
            "unset A",
            "set -e",
            "set -- a",
            "shift",
            "shopt -s x",
            "umask 077",
            "ulimit -n 1",
            "trap 'a' EXIT",
            "alias a=b",
            ". f",
            "source f",
            "eval a",
            "exec a",
            "exec > f",
            "exit",
            "exit 0",
            "exit $?",
            "return",
            "read A",
            "printf -v A b",
            "printf $F a",
            "for i in a; do b; done",
            "f() { a; }",
            "f() { a; }; f",
            "echo ${A:=1}",
            "echo ${A=1}",
            "echo $((A=1))",
            "echo $((A++))",
            "echo $((A<<=1))",
            "cat <<E\n${A:=1}\nE",
            "a > ${A:=f}",
            "if cd x; then a; fi",
            "{ cd x; }",
            "wait",
            "hash -r",
            "type a",
            "let A=1",
            "getopts a b",
            "declare A=1",
            "local A",
            "times",
        ],
    );
    one(
        state_free_except_leading_set_e,
        &["set -e; a", "set -e\na", "set -o errexit; a", "a"],
        &[
            "set -ex; a",
            "set -xe; a",
            "set -e -o xtrace; a",
            "set -e +x; a",
            "set -e && a",
            "set -eu; a",
            "set -e; set -e; a",
            "a; set -e",
            "set +e; a",
            "set -e; cd x",
            "set -e x; a",
        ],
    );
    assert!(exits(&read("a; exit"), "a; exit") && exits(&read("exec a"), "exec a"));
    assert!(!exits(&read("(exit) && a || exit 1"), "(exit) && a || exit 1"));
}

#[test]
fn reading_the_state() {
    one(
        quiet,
        &[
            "a",
            "echo $x ${y} \"$z\"",
            "awk '{print $1, $NF}'",
            "echo \\$? '$$'",
            "echo $((x+1))",
            "a `b $c`",
            "cat <<'E'\n$?\nE",
        ],
        &[
            "echo $?",
            "echo $$",
            "echo \"$!\"",
            "echo $_",
            "echo ${_}",
            "echo $0",
            "echo $1",
            "echo ${10}",
            "echo $@",
            "echo \"$*\"",
            "echo $#",
            "echo $-",
            "echo $PPID",
            "echo ${OLDPWD:-x}",
            "echo $RANDOM",
            "echo $((RANDOM))",
            "echo $LINENO",
            "echo $SECONDS",
            "echo `a $?`",
            "echo `a ${1}`",
            "echo ${PIPESTATUS[0]}",
            "echo $BASH_SOURCE",
            "echo ${!x}",
            "echo $FUNCNAME",
            "cat <<E\n$?\nE",
            "set",
            "declare",
            "times",
            "echo $(a $$)",
            "echo ${x:-$?}",
            "echo ${x:RANDOM}",
        ],
    );
}

#[test]
fn errexit() {
    let dash = Interpreter::DEFAULT;
    let dash_e = Interpreter { errexit: true, ..dash };
    for (text, free, free_e) in [
        ("a && b || c", true, true),
        ("a; b", true, false),
        ("(a; b)", true, false),
        ("set -e; a", false, false),
        ("set -e && a", true, true),
        ("set -u; a", true, false),
        ("set $x; a", false, false),
        ("eval a", false, false),
        (". f && a", false, false),
        ("$x", false, false),
        ("f() { a; }; f", true, false),
        ("trap 'a' EXIT; b", true, false),
        ("trap 'exit 0' ERR; b", false, false),
    ] {
        assert_eq!(err_free(&read(text), text, &dash).is_ok(), free, "{text}");
        assert_eq!(err_free(&read(text), text, &dash_e).is_ok(), free_e, "{text} under -e");
    }
    for (text, safe, safe_e) in [
        ("set -e; a", true, true),
        ("set -eux; a | b", true, true),
        ("set -e; (a; b)", true, true),
        ("a", false, true),
        ("a; b", false, true),
        ("set -e; a && b", false, false),
        ("set -e; ! a", false, false),
        ("set -e; if a; then b; fi", false, false),
        ("set -e; { a; }", false, false),
        ("set -e; for i in a; do b; done", false, false),
        ("set -e; f() { a; }; f", false, false),
        ("set -e; eval a", false, false),
        ("set -e; set +e; a", false, false),
        ("set -e; set -u; a", false, false),
        ("set -e && a; b", false, false),
        ("set -e; a &", false, false),
        ("", false, false),
    ] {
        assert_eq!(j4_safe(&read(text), text, &dash).is_ok(), safe, "{text}");
        assert_eq!(j4_safe(&read(text), text, &dash_e).is_ok(), safe_e, "{text} under -e");
    }
    one(
        errexit_neutral,
        &["a", "a && b || c | d", "a $(b)", "! a", "a $(b && c)"],
        &["a; b", "a;", "(a)", "a $(b; c)", "a `b`", "{ a; }", "$x", "eval a", "a \"$( (b) )\""],
    );
}

#[test]
fn remembered_paths() {
    two(
        hash_safe,
        &[
            ("apt-get update && apt-get install -y curl", "curl x"),
            ("apt-get install -y $PKGS", "apt-get install b"),
            ("curl a", "curl b"),
            ("pip install a", "pip install b"),
            ("npm ci", "npm run build"),
            ("apk add --no-cache python3 py3-pip && pip install a", "pip install b"),
            ("npm install -g yarn", "npm ci"),
            ("pip install a", "pip install -U pip && pip install b"),
            ("tar xf a", "apk del curl && tar xf b"),
        ],
        &[
            ("pip install -U pip", "pip install a"),
            ("pip install --upgrade pip==20", "pip install a"),
            ("pip install -r requirements.txt", "pip install -r dev.txt"),
            ("pip install $PKGS", "pip install a"),
            ("npm install -g npm@latest", "npm ci"),
            ("wget a && apk add wget", "wget b"),
            ("foo; cp new /usr/local/bin/foo", "foo"),
            ("foo > x && mv b2/foo b1/foo", "foo"),
            ("curl a && mv $X /usr/local/bin/", "curl b"),
            ("curl -o /usr/local/bin/curl x", "curl b"),
            ("pip3 install --upgrade pip", "pip3 install a"),
            ("pip3.11 install -U pip", "pip3.11 install a"),
            ("tar xf a", "apk del tar && tar xf b"),
            ("foo a", "mv new /usr/local/bin/foo && foo b"),
            ("pip install a", "python -m pip install -U pip && pip install b"),
        ],
    );
}

#[test]
fn boundaries_of_a_run() {
    two(
        env_boundary,
        &[
            ("apt-get install -y nginx", "rm /etc/nginx/nginx.conf"),
            ("a > /dev/null 2>&1", "cat /usr/include/sys/types.h"),
            ("a < /dev/urandom", "b"),
            ("gpg --import k", "gpg --verify s"),
        ],
        &[
            ("echo 127.0.0.1 x >> /etc/hosts", "curl x"),
            ("a", "cat /etc/resolv.conf"),
            ("a > /dev/shm/x", "b"),
            ("cat /proc/cpuinfo", "b"),
            ("service mysql start && a", "b"),
            ("a", "/etc/init.d/x start"),
            ("sudo service x start", "b"),
            ("su postgres -c 'pg_ctl start'", "b"),
            ("mysqld_safe", "b"),
            ("nohup a", "b"),
            ("a &", "b"),
            ("(a &)", "b"),
            ("if a; then b & fi", "c"),
            ("redis-server --daemonize yes", "b"),
            ("gpg --recv-keys X", "rm -rf \"$GNUPGHOME\""),
            ("ln -s x /dev/y", "b"),
            ("Xvfb :1", "b"),
            ("a `service x start`", "b"),
        ],
    );
    one(
        same_users_and_shell,
        &[
            "useradd -m app",
            "cat /etc/passwd",
            "ln -s /usr/bin/python3 /usr/bin/python",
            "grep x /etc/group",
            "sh x.sh",
        ],
        &[
            "ln -sf /bin/bash /bin/sh",
            "ln -sf bash /bin/sh",
            "rm /bin/sh && ln -s /bin/bash /bin/sh",
            "mv /bin/sh /bin/sh.old",
            "sudo ln -sf bash /bin/sh",
            "usermod -aG docker app",
            "newgrp docker",
            "chsh -s /bin/zsh",
            "sed -i s/x/y/ /etc/passwd",
            "echo x >> /etc/group",
            "dpkg-reconfigure dash",
            "echo 'dash dash/sh boolean false' | debconf-set-selections && dpkg-reconfigure -p critical dash",
            "update-alternatives --install /bin/sh sh /bin/bash 100",
            "cp x /lib64/ld-linux-x86-64.so.2",
        ],
    );
}

#[test]
fn working_directory() {
    for (text, kept) in [
        ("rm -rf /var/lib/apt/lists/*", true),
        ("rm -rf /tmp/x build", true),
        ("rm /app/x", true),
        ("rm -rf /app", false),
        ("rm -rf /app/", false),
        ("rm -rf /app/src", false),
        ("mv /app /b", false),
        ("rm -rf /ap*", false),
        ("rm -rf $X", false),
        ("rm -rf \"/tmp/$X\"", true),
        ("rm -rf /tmp/../app", false),
        ("cd / && rm -rf app", false),
        ("sudo rm -rf /app", false),
        ("rmdir /app/src", false),
        ("rm -rf /app/src/x", true),
        ("rm -rf /app/src/*", true),
    ] {
        assert_eq!(keeps_working_directory(&read(text), text, Some("/app/src")).is_ok(), kept, "{text}");
        assert_eq!(keeps_working_directory(&read(text), text, Some("/")), Ok(()), "{text}");
    }
    let text = "rm -rf /x";
    assert!(keeps_working_directory(&read(text), text, None).is_err());
}
