FROM debian:12
RUN curl -fsSLo /opt/keep.tar.gz https://example.com/keep.tar.gz && tar -xzf /opt/keep.tar.gz -C / ; cp /opt/keep.tar.gz /backup/
RUN dir="$(mktemp -d)"; curl -fsSLo "$dir/a.tgz" https://example.com/a.tgz; tar -xzf "$dir/a.tgz" -C /opt; rm -rf "$dir"
RUN mkdir -p /usr/src/app
