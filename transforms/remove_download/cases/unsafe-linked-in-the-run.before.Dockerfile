FROM debian:bookworm
RUN mkdir /tmp/got && ln -s /tmp/got /srv/public \
    && curl -fsSL -o /tmp/got/app.tar.gz https://example.org/app.tar.gz \
    && tar -xzf /tmp/got/app.tar.gz -C /opt
