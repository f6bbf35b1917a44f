//! What every RUN starts or looks up anew.

use super::*;

#[test]
fn processes() {
    let no = [
        "slapd",
        "solr start",
        "pm2 list",
        "elasticsearch -d",
        "neo4j console",
        "php-fpm8.2 -t",
        "memcached -u x",
        "adb start-server",
        "./gradlew build",
        "gradle build",
        "bazel build x",
        "crond",
        "catalina.sh start",
        "x start",
        "x -D",
        "x --daemonize",
        "/opt/x/bin/x.sh start",
        "npm start",
        "sudo etcd",
    ];
    let yes = ["gradle --no-daemon build", "mkdir start", "adduser -D app", "install -D a b", "apt-get install cron"];
    two(env_boundary, &yes.map(|text| (text, "b")), &no.map(|text| (text, "b")));
}

#[test]
fn users_and_shells() {
    one(
        same_users_and_shell,
        &[
            "adduser -D -u 1000 -h /app app",
            "addgroup -g 1000 app && adduser -DHs /bin/sh -G app app",
            "adduser --system --group --home /app --disabled-password --gecos x app",
            "useradd -m -U -u 1000 app",
            "ln -s $X /usr/local/bin/y",
            "cp scripts/*.sh /opt/",
        ],
        &[
            "adduser app docker",
            "sudo adduser app docker",
            "addgroup app docker",
            "deluser app",
            "delgroup app",
            "userdel -r app",
            "gpasswd -a app docker",
            "groupadd -U root x",
            "useradd -o -u 0 app",
            "ln -sf $(which bash) $(which sh)",
            "cd /bin && ln -sf bash sh",
            "cp $X \"$BIN/sh\"",
            "cat x > $BIN/bash",
        ],
    );
    assert!(creates_no_user(&read("sudo useradd a"), "sudo useradd a").is_err());
}

#[test]
fn working_directories() {
    for (text, known, unknown) in [
        ("find /app -delete", false, false),
        ("find /app -type f -delete", true, true),
        ("find /app -name x -exec rm -rf {} +", false, false),
        ("find /app -exec chmod 755 {} +", true, true),
        ("find /srv -name x -exec rm -rf {} +", true, false),
        ("find /usr/share/doc -mindepth 1 -delete", true, true),
        ("find . -name x -exec rm -rf {} +", true, true),
        ("find $X -delete", false, false),
        ("ls / | xargs rm -rf", false, false),
        ("ls / | xargs rm -f", true, true),
        ("ln -sfn /b /app/src", false, true),
        ("ln -sfn /b /app", false, true),
        ("ln -sfn /b /c", true, true),
        ("ln -sf /b /app/src", true, true),
    ] {
        let script = read(text);
        assert_eq!(keeps_working_directory(&script, text, Some("/app/src")).is_ok(), known, "{text}");
        assert_eq!(keeps_working_directory(&script, text, None).is_ok(), unknown, "{text}");
    }
}

#[test]
fn expressions_that_assign() {
    one(
        state_free,
        &["[[ 5 -eq $x ]]", "[[ \"$x\" -lt -3 && -v a ]]", "[[ x == y ]]", "test -v a", "[ $x -eq 5 ]"],
        &[
            "[[ x=5 -eq 5 ]]",
            "[[ 5 -gt x++ ]]",
            "[[ $x -eq a ]]",
            "test -v 'a[x=5]'",
            "[ -v \"$x\" ]",
            "[[ -v a[x=5] ]]",
        ],
    );
}
