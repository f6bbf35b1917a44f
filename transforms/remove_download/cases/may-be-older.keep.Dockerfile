FROM debian:bookworm
RUN wget -nc https://example.org/a.tgz && tar xzf a.tgz
RUN wget -N -P /tmp https://example.org/b.tgz && tar xzf /tmp/b.tgz
