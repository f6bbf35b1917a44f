FROM debian:bookworm
RUN curl -o /tmp/a.tgz https://example.org/a.tgz && tar xzf /tmp/a.tgz -C /opt
COPY x.sh /tmp/
RUN rm -rf /tmp/*
