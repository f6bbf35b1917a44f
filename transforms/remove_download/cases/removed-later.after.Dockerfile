FROM debian:bookworm
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz -C /opt && rm -f /tmp/a.tgz
COPY x.sh /tmp/
RUN rm -rf /tmp/*
