//! Which commands may replace one whose path a shell remembers.

use super::*;

#[test]
fn what_runs_behind_a_command_may_replace_it() {
    two(
        hash_safe,
        &[
            ("curl -o /tmp/a.tgz U && tar -xzf /tmp/a.tgz -C /opt", "rm /tmp/a.tgz"),
            ("curl -o /tmp/a U && tar -xzf /tmp/a -C /opt && chmod +x /opt/a && rm /tmp/a", "curl -o /tmp/b U"),
            ("curl a && make install", "rm b"),
            ("make install && curl a", "curl b"),
            ("curl a && mv tool /usr/local/bin/ && ln -s tool /usr/local/bin/t", "curl b"),
            ("curl -Lo /usr/local/bin/tini \"https://x/$V/tini\" && chmod +x /usr/local/bin/tini", "curl b"),
            ("rm a && apt-get install -y make && npm ci && node --version", "rm b"),
            ("rm a && unzip x -d /opt/x && mv /opt/x/y/* /opt/z/", "rm b"),
            ("apt-get update && make install", "apt-get clean"),
            ("echo a && sh x.sh", "echo b"),
            ("cat a && find /opt -type f -exec chmod 644 {} +", "cat b"),
            ("cat a && dpkg --print-architecture && git clone x /srv/x > /dev/null", "cat b"),
        ],
        &[
            ("node a && make install", "node b"),
            ("node a && cmake --install .", "node b"),
            ("node a && ninja install", "node b"),
            ("node a && tar -xJf x -C /usr/local --strip-components=1", "node b"),
            ("node a && tar xJf x", "node b"),
            ("node a && tar -xJfC x /usr/local", "node b"),
            ("node a && curl x | tar -xzC /", "node b"),
            ("node a && unzip x -d /usr", "node b"),
            ("node a && cpio -id", "node b"),
            ("node a && sh x.sh", "node b"),
            ("node a && ./install.sh", "node b"),
            ("curl x | sh", "curl y"),
            ("node a && n stable", "node b"),
            ("node a && ln -s /opt/node/bin/* /usr/local/bin/", "node b"),
            ("node a && cp -r x/bin /usr/local/", "node b"),
            ("node a && cp -a x/. /usr/local/bin", "node b"),
            ("node a && dpkg -i x.deb", "node b"),
            ("node a && rpm -i x.rpm", "node b"),
            ("go version && go install x@latest", "go build"),
            ("cargo a && cargo install x", "cargo b"),
            ("cargo a && rustup update", "cargo b"),
            ("node a && echo `make install`", "node b"),
            ("while a; do make install; node x; done", "node b"),
            ("(cd /usr/local/bin && node a && curl -O $X)", "node b"),
            ("node a && find / -name x -delete", "node b"),
            ("node a && rm -rf /usr/local/*", "node b"),
            ("node a && $X", "node b"),
        ],
    );
}
